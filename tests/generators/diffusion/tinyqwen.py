"""Tiny pipelines of the still models whose words a language model reads: Qwen-Image, Z-Image, Flux
2.
"""

from __future__ import annotations

import torch
from diffusers import (
    AutoencoderKL,
    AutoencoderKLFlux2,
    AutoencoderKLQwenImage,
    DiffusionPipeline,
    FlowMatchEulerDiscreteScheduler,
    Flux2KleinPipeline,
    Flux2Pipeline,
    Flux2Transformer2DModel,
    QwenImageEditPipeline,
    QwenImageImg2ImgPipeline,
    QwenImagePipeline,
    QwenImageTransformer2DModel,
    ZImageImg2ImgPipeline,
    ZImagePipeline,
    ZImageTransformer2DModel,
)

from tests.generators.diffusion.tinylanguage import (
    WIDTH,
    mistral_parts,
    qwen3_parts,
    qwen_processor,
    qwen_sight_parts,
)
from tests.generators.diffusion.tinytext import louder


def qwen_parts() -> dict[str, object]:
    """Qwen-Image's parts; its VAE is the least that can be, for the one that edits encodes 1024 by
    1024 pixels.
    """
    tokenizer, encoder = qwen_sight_parts()
    denoiser = QwenImageTransformer2DModel(
        patch_size=2,
        in_channels=16,
        out_channels=4,
        num_layers=2,
        attention_head_dim=16,
        num_attention_heads=2,
        joint_attention_dim=WIDTH,
        guidance_embeds=False,
        axes_dims_rope=(8, 4, 4),
    )
    vae = AutoencoderKLQwenImage(
        base_dim=2,
        z_dim=4,
        dim_mult=[1, 1, 1, 1],
        num_res_blocks=0,
        temperal_downsample=[False, True, True],
        latents_mean=[0.0] * 4,
        latents_std=[1.0] * 4,
    )
    louder(vae, (".bias",), 0)
    louder(denoiser, (".to_v.", ".add_v_proj.", "txt_in"), 8)
    scheduler = FlowMatchEulerDiscreteScheduler(
        use_dynamic_shifting=True,
        base_image_seq_len=256,
        max_image_seq_len=8192,
        base_shift=0.5,
        max_shift=0.9,
        shift_terminal=0.02,
        time_shift_type="exponential",
    )
    return {
        "tokenizer": tokenizer,
        "text_encoder": encoder,
        "vae": vae.eval(),
        "transformer": denoiser.eval(),
        "scheduler": scheduler,
    }


def qwen_image() -> DiffusionPipeline:
    """Qwen-Image from words."""
    return QwenImagePipeline(**qwen_parts())


def qwen_image_img2img() -> DiffusionPipeline:
    """Qwen-Image over a given picture."""
    return QwenImageImg2ImgPipeline(**qwen_parts())


def qwen_image_edit() -> DiffusionPipeline:
    """Qwen-Image that edits a given picture."""
    parts = qwen_parts()
    return QwenImageEditPipeline(**parts, processor=qwen_processor(parts["tokenizer"]))


def z_image_parts() -> dict[str, object]:
    """Z-Image's parts."""
    tokenizer, encoder = qwen3_parts()
    denoiser = ZImageTransformer2DModel(
        all_patch_size=(2,),
        all_f_patch_size=(1,),
        in_channels=4,
        dim=32,
        n_layers=2,
        n_refiner_layers=1,
        n_heads=2,
        n_kv_heads=2,
        cap_feat_dim=WIDTH,
        axes_dims=[8, 4, 4],
        axes_lens=[1024, 64, 64],
    )
    with torch.no_grad():  # both are left as memory was: any number, NaN too
        denoiser.x_pad_token.fill_(1.0)
        denoiser.cap_pad_token.fill_(1.0)
    vae = AutoencoderKL(
        block_out_channels=[4] * 4,
        in_channels=3,
        out_channels=3,
        down_block_types=["DownEncoderBlock2D"] * 4,
        up_block_types=["UpDecoderBlock2D"] * 4,
        layers_per_block=1,
        latent_channels=4,
        norm_num_groups=2,
        use_quant_conv=False,
        use_post_quant_conv=False,
        shift_factor=0.1159,
        scaling_factor=0.3611,
    )
    return {
        "tokenizer": tokenizer,
        "text_encoder": encoder,
        "vae": vae.eval(),
        "transformer": denoiser.eval(),
        "scheduler": FlowMatchEulerDiscreteScheduler(shift=3.0),
    }


def z_image() -> DiffusionPipeline:
    """Z-Image from words."""
    return ZImagePipeline(**z_image_parts())


def z_image_img2img() -> DiffusionPipeline:
    """Z-Image over a given picture."""
    return ZImageImg2ImgPipeline(**z_image_parts())


def flux2_parts(guided: bool) -> dict[str, object]:
    """Flux 2's parts without its reader of words; three of the reader's layers are heard."""
    denoiser = Flux2Transformer2DModel(
        patch_size=1,
        in_channels=16,
        num_layers=2,
        num_single_layers=2,
        attention_head_dim=16,
        num_attention_heads=2,
        joint_attention_dim=3 * WIDTH,
        axes_dims_rope=[4, 4, 4, 4],
        guidance_embeds=guided,
    )
    louder(denoiser, ("to_v", "to_qkv", "to_out", "proj_out", "context_embedder"), 8)
    vae = AutoencoderKLFlux2(
        block_out_channels=(4,) * 4, layers_per_block=1, latent_channels=4, norm_num_groups=2
    )
    scheduler = FlowMatchEulerDiscreteScheduler(use_dynamic_shifting=True, shift=3.0)
    return {"vae": vae.eval(), "transformer": denoiser.eval(), "scheduler": scheduler}


def flux2() -> DiffusionPipeline:
    """Flux 2 from words, and from pictures where they are given."""
    tokenizer, encoder = mistral_parts()
    return Flux2Pipeline(**flux2_parts(guided=True), tokenizer=tokenizer, text_encoder=encoder)


def flux2_klein() -> DiffusionPipeline:
    """Flux 2 Klein, whose reader has 28 layers: the pipeline hears the 9th, 18th and 27th."""
    tokenizer, encoder = qwen3_parts(causal=True, layers=28)
    return Flux2KleinPipeline(
        **flux2_parts(guided=False), tokenizer=tokenizer, text_encoder=encoder
    )
