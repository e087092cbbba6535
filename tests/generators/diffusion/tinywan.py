"""Tiny pipelines of Wan 2.1 and 2.2, shaped as the released ones are."""

from __future__ import annotations

import torch
from diffusers import (
    AutoencoderKLWan,
    DiffusionPipeline,
    ModelMixin,
    UniPCMultistepScheduler,
    WanImageToVideoPipeline,
    WanPipeline,
    WanTransformer3DModel,
    WanVACEPipeline,
    WanVACETransformer3DModel,
    WanVideoToVideoPipeline,
)

from tests.generators.diffusion.tinytext import clip_sight, louder, t5_parts

SIZES = {
    "patch_size": (1, 2, 2),
    "num_attention_heads": 2,
    "attention_head_dim": 12,
    "in_channels": 16,
    "out_channels": 16,
    "text_dim": 32,
    "freq_dim": 256,
    "ffn_dim": 32,
    "num_layers": 2,
    "cross_attn_norm": True,
    "qk_norm": "rms_norm_across_heads",
    "rope_max_seq_len": 128,
}
HALVED = [False, True, True]


def transformer(**other: object) -> WanTransformer3DModel:
    """A denoiser of 16 channels, or as said otherwise."""
    return attentive(WanTransformer3DModel(**{**SIZES, **other}).eval())


def attentive(denoiser: ModelMixin) -> ModelMixin:
    """Louder where it is told words and pictures: else noise and padding drown them, and neither
    changes a pixel.
    """
    louder(denoiser, ("text_embedder", "image_embedder", ".attn2.to_v", ".attn2.add_v_proj"), 1.5)
    if denoiser.config.in_channels == 36:
        with torch.no_grad():
            # beside the noise: a picture's mask and latents
            denoiser.patch_embedding.weight[:, 16:].mul_(2)
    return denoiser


def shared() -> dict[str, object]:
    """What every Wan 2.1 pipeline has beside its denoiser; the scheduler is the one that the
    releases ship.
    """
    tokenizer, encoder = t5_parts(umt5=True)
    vae = AutoencoderKLWan(
        base_dim=3, z_dim=16, dim_mult=[1, 1, 1, 1], num_res_blocks=1, temperal_downsample=HALVED
    )
    scheduler = UniPCMultistepScheduler(
        prediction_type="flow_prediction", use_flow_sigmas=True, flow_shift=3.0
    )
    louder(vae, (".bias",), 0)
    return {
        "tokenizer": tokenizer,
        "text_encoder": encoder,
        "vae": vae.eval(),
        "scheduler": scheduler,
    }


def wan_t2v() -> DiffusionPipeline:
    """Wan 2.1 from words."""
    return WanPipeline(**shared(), transformer=transformer())


def from_image(seen: int | None) -> DiffusionPipeline:
    """Wan 2.1 from a picture; `seen` is how many tokens of pictures the denoiser has places for."""
    processor, encoder = clip_sight()
    # 16 latent channels, 4 of the mask, 16 of the picture's latents.
    denoiser = transformer(
        in_channels=36, image_dim=32, added_kv_proj_dim=24, pos_embed_seq_len=seen
    )
    return WanImageToVideoPipeline(
        **shared(), transformer=denoiser, image_encoder=encoder, image_processor=processor
    )


def wan_i2v() -> DiffusionPipeline:
    """Wan 2.1 from a first picture, seen by CLIP too."""
    return from_image(None)


def wan_flf2v() -> DiffusionPipeline:
    """Wan 2.1 from a first and a last picture; it fails without the last one."""
    return from_image(2 * 17)


def wan_a14b() -> DiffusionPipeline:
    """Wan 2.2 from words: two experts, the second below the boundary of noise."""
    return WanPipeline(
        **shared(), transformer=transformer(), transformer_2=transformer(), boundary_ratio=0.875
    )


def wan_a14b_i2v() -> DiffusionPipeline:
    """Wan 2.2 from a picture: two experts, no CLIP; a last picture may be given."""
    return WanImageToVideoPipeline(
        **shared(),
        transformer=transformer(in_channels=36),
        transformer_2=transformer(in_channels=36),
        image_encoder=None,
        image_processor=None,
        boundary_ratio=0.9,
    )


def wan_5b() -> DiffusionPipeline:
    """Wan 2.2 5B, from words or a picture: a VAE of 48 channels at a 16th, timesteps for each
    token.
    """
    vae = AutoencoderKLWan(
        base_dim=3,
        z_dim=48,
        in_channels=12,
        out_channels=12,
        is_residual=True,
        patch_size=2,
        latents_mean=[0.0] * 48,
        latents_std=[1.0] * 48,
        dim_mult=[1, 1, 1, 1],
        num_res_blocks=1,
        scale_factor_spatial=16,
        scale_factor_temporal=4,
        temperal_downsample=HALVED,
    )
    louder(vae, (".bias",), 0)
    return WanPipeline(
        **{**shared(), "vae": vae.eval()},
        transformer=transformer(in_channels=48, out_channels=48),
        expand_timesteps=True,
    )


def wan_vace() -> DiffusionPipeline:
    """Wan 2.1 VACE: given frames, masks and references."""
    sizes = {**SIZES, "num_layers": 3, "vace_layers": [0, 2], "vace_in_channels": 96}
    return WanVACEPipeline(
        **shared(), transformer=attentive(WanVACETransformer3DModel(**sizes).eval())
    )


def wan_v2v() -> DiffusionPipeline:
    """Wan 2.1 over a given clip."""
    return WanVideoToVideoPipeline(**shared(), transformer=transformer())
