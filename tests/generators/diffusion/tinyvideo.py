"""Tiny pipelines of the video models that are not Wan."""

from __future__ import annotations

from diffusers import (
    AutoencoderKLCogVideoX,
    AutoencoderKLLTXVideo,
    CogVideoXDDIMScheduler,
    CogVideoXImageToVideoPipeline,
    CogVideoXPipeline,
    CogVideoXTransformer3DModel,
    CogVideoXVideoToVideoPipeline,
    DiffusionPipeline,
    FlowMatchEulerDiscreteScheduler,
    LTXConditionPipeline,
    LTXImageToVideoPipeline,
    LTXPipeline,
    LTXVideoTransformer3DModel,
)

from tests.generators.diffusion.tinytext import t5_parts


def ltx_vae() -> AutoencoderKLLTXVideo:
    """Compresses by 32 in space and 8 in time as the released one does: what the pipelines take for granted."""
    vae = AutoencoderKLLTXVideo(
        latent_channels=8, block_out_channels=(8, 8, 8, 8), decoder_block_out_channels=(8, 8, 8, 8),
        layers_per_block=(1, 1, 1, 1, 1), decoder_layers_per_block=(1, 1, 1, 1, 1),
        spatio_temporal_scaling=(True, True, True, False), decoder_spatio_temporal_scaling=(True, True, True, False),
        decoder_inject_noise=(False,) * 5, upsample_residual=(False,) * 4, upsample_factor=(1,) * 4, patch_size=4,
        patch_size_t=1, encoder_causal=True, decoder_causal=False)
    return vae.eval()


def ltx_parts(shifting: bool) -> dict[str, object]:
    """LTX's parts; `shifting` is the scheduler's dynamic shift: LTXPipeline wants it, LTXConditionPipeline fails."""
    tokenizer, encoder = t5_parts(128)
    denoiser = LTXVideoTransformer3DModel(in_channels=8, out_channels=8, num_attention_heads=4, attention_head_dim=8,
                                          cross_attention_dim=32, num_layers=2, caption_channels=32)
    scheduler = FlowMatchEulerDiscreteScheduler(use_dynamic_shifting=shifting, base_image_seq_len=1024,
                                                max_image_seq_len=4096, base_shift=0.95, max_shift=2.05,
                                                shift_terminal=0.1)
    return {"tokenizer": tokenizer, "text_encoder": encoder, "vae": ltx_vae(), "transformer": denoiser.eval(),
            "scheduler": scheduler}


def ltx() -> DiffusionPipeline:
    """LTX from words."""
    return LTXPipeline(**ltx_parts(shifting=True))


def ltx_i2v() -> DiffusionPipeline:
    """LTX from a first picture."""
    return LTXImageToVideoPipeline(**ltx_parts(shifting=True))


def ltx_condition() -> DiffusionPipeline:
    """LTX from pictures and clips, each at a frame of its own."""
    return LTXConditionPipeline(**ltx_parts(shifting=False))


def cog_parts(channels: int) -> dict[str, object]:
    """CogVideoX's parts; its denoiser takes so many channels and gives four."""
    tokenizer, encoder = t5_parts(226)
    denoiser = CogVideoXTransformer3DModel(
        num_attention_heads=2, attention_head_dim=16, in_channels=channels, out_channels=4, time_embed_dim=2,
        text_embed_dim=32, num_layers=2, sample_width=2, sample_height=2, sample_frames=9, patch_size=2,
        temporal_compression_ratio=4, max_text_seq_length=226, use_rotary_positional_embeddings=True)
    vae = AutoencoderKLCogVideoX(
        down_block_types=("CogVideoXDownBlock3D",) * 4, up_block_types=("CogVideoXUpBlock3D",) * 4,
        block_out_channels=(8, 8, 8, 8), latent_channels=4, layers_per_block=1, norm_num_groups=2,
        temporal_compression_ratio=4, sample_height=16, sample_width=16)
    return {"tokenizer": tokenizer, "text_encoder": encoder, "vae": vae.eval(), "transformer": denoiser.eval(),
            "scheduler": CogVideoXDDIMScheduler()}


def cogvideox() -> DiffusionPipeline:
    """CogVideoX from words."""
    return CogVideoXPipeline(**cog_parts(4))


def cogvideox_i2v() -> DiffusionPipeline:
    """CogVideoX from a first picture, whose latents join the noise's."""
    return CogVideoXImageToVideoPipeline(**cog_parts(8))


def cogvideox_v2v() -> DiffusionPipeline:
    """CogVideoX over a given clip."""
    return CogVideoXVideoToVideoPipeline(**cog_parts(4))
