"""Tiny pipelines of the models that make one picture."""

from __future__ import annotations

from diffusers import (
    AutoencoderKL,
    DiffusionPipeline,
    EulerDiscreteScheduler,
    FlowMatchEulerDiscreteScheduler,
    FluxImg2ImgPipeline,
    FluxKontextPipeline,
    FluxPipeline,
    FluxTransformer2DModel,
    StableDiffusionXLImg2ImgPipeline,
    StableDiffusionXLPipeline,
    UNet2DConditionModel,
)

from tests.generators.diffusion.tinytext import clip_parts, louder, t5_parts


def sdxl_parts() -> dict[str, object]:
    """SDXL's parts."""
    tokenizer, encoder = clip_parts()
    second, encoder_2 = clip_parts(projected=True)
    unet = UNet2DConditionModel(
        block_out_channels=(16, 32),
        layers_per_block=1,
        sample_size=16,
        in_channels=4,
        out_channels=4,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        attention_head_dim=(2, 4),
        use_linear_projection=True,
        addition_embed_type="text_time",
        addition_time_embed_dim=8,
        transformer_layers_per_block=(1, 1),
        projection_class_embeddings_input_dim=6 * 8 + 32,
        cross_attention_dim=64,
        norm_num_groups=8,
    )
    vae = AutoencoderKL(
        block_out_channels=[8] * 4,
        in_channels=3,
        out_channels=3,
        down_block_types=["DownEncoderBlock2D"] * 4,
        up_block_types=["UpDecoderBlock2D"] * 4,
        layers_per_block=1,
        latent_channels=4,
        norm_num_groups=4,
        sample_size=32,
    )
    scheduler = EulerDiscreteScheduler(
        beta_start=0.00085,
        beta_end=0.012,
        beta_schedule="scaled_linear",
        timestep_spacing="leading",
        steps_offset=1,
    )
    return {
        "vae": vae.eval(),
        "text_encoder": encoder,
        "text_encoder_2": encoder_2,
        "tokenizer": tokenizer,
        "tokenizer_2": second,
        "unet": unet.eval(),
        "scheduler": scheduler,
    }


def sdxl() -> DiffusionPipeline:
    """SDXL from words."""
    return StableDiffusionXLPipeline(**sdxl_parts())


def sdxl_img2img() -> DiffusionPipeline:
    """SDXL over a given picture."""
    return StableDiffusionXLImg2ImgPipeline(**sdxl_parts())


def flux_parts() -> dict[str, object]:
    """Flux's parts."""
    tokenizer, encoder = clip_parts()
    second, encoder_2 = t5_parts()
    denoiser = FluxTransformer2DModel(
        patch_size=1,
        in_channels=16,
        num_layers=2,
        num_single_layers=2,
        attention_head_dim=16,
        num_attention_heads=2,
        joint_attention_dim=32,
        pooled_projection_dim=32,
        axes_dims_rope=[4, 4, 8],
        guidance_embeds=True,
    )
    vae = AutoencoderKL(
        block_out_channels=[4] * 4,
        in_channels=3,
        out_channels=3,
        down_block_types=["DownEncoderBlock2D"] * 4,
        up_block_types=["UpDecoderBlock2D"] * 4,
        layers_per_block=1,
        latent_channels=4,
        norm_num_groups=2,
        sample_size=32,
        use_quant_conv=False,
        use_post_quant_conv=False,
        shift_factor=0.1159,
        scaling_factor=0.3611,
    )
    louder(vae, ("encoder.conv_out.weight",), 8)
    louder(denoiser, (".to_v.", ".add_v_proj.", ".to_out.", "proj_out"), 8)
    return {
        "vae": vae.eval(),
        "text_encoder": encoder,
        "text_encoder_2": encoder_2,
        "tokenizer": tokenizer,
        "tokenizer_2": second,
        "transformer": denoiser.eval(),
        "scheduler": FlowMatchEulerDiscreteScheduler(),
    }


def flux() -> DiffusionPipeline:
    """Flux from words."""
    return FluxPipeline(**flux_parts())


def flux_img2img() -> DiffusionPipeline:
    """Flux over a given picture."""
    return FluxImg2ImgPipeline(**flux_parts())


def flux_kontext() -> DiffusionPipeline:
    """Flux that edits a given picture."""
    return FluxKontextPipeline(**flux_parts())
