"""Tiny pipelines of LTX-2, which makes sound beside the pictures."""

from __future__ import annotations

from diffusers import (
    AutoencoderKLLTX2Audio,
    AutoencoderKLLTX2Video,
    DiffusionPipeline,
    FlowMatchEulerDiscreteScheduler,
    LTX2ConditionPipeline,
    LTX2ImageToVideoPipeline,
    LTX2Pipeline,
    LTX2VideoTransformer3DModel,
)
from diffusers.pipelines.ltx2.connectors import LTX2TextConnectors
from diffusers.pipelines.ltx2.vocoder import LTX2Vocoder

from tests.generators.diffusion.tinylanguage import WIDTH, gemma_parts


def vae() -> AutoencoderKLLTX2Video:
    """Compresses by 32 in space and 8 in time, as the released one does."""
    return AutoencoderKLLTX2Video(
        latent_channels=4,
        block_out_channels=(8, 8, 8, 8),
        decoder_block_out_channels=(8, 8, 8),
        layers_per_block=(1, 1, 1, 1, 1),
        decoder_layers_per_block=(1, 1, 1, 1),
        upsample_residual=(False,) * 3,
        upsample_factor=(1, 1, 1),
        decoder_causal=False,
        spatial_compression_ratio=32,
        temporal_compression_ratio=8,
    ).eval()


def audio_vae() -> AutoencoderKLLTX2Audio:
    """Mel spectra of 8 bands at 100 a second, compressed by 4 in time and bands."""
    return AutoencoderKLLTX2Audio(
        base_channels=4,
        output_channels=2,
        ch_mult=(1, 1, 1),
        num_res_blocks=1,
        attn_resolutions=None,
        in_channels=2,
        resolution=32,
        latent_channels=2,
        norm_type="pixel",
        causality_axis="height",
        mid_block_add_attention=False,
        sample_rate=16000,
        mel_hop_length=160,
        is_causal=True,
        mel_bins=8,
    ).eval()


def vocoder() -> LTX2Vocoder:
    """Spectra of two channels of 8 bands into two channels at 24000 samples a second: 240 to each
    spectrum.
    """
    return LTX2Vocoder(
        in_channels=2 * 8, hidden_channels=32, resnet_kernel_sizes=[3], resnet_dilations=[[1, 3]]
    ).eval()


def denoiser() -> LTX2VideoTransformer3DModel:
    """A denoiser of pictures and sound."""
    return LTX2VideoTransformer3DModel(
        in_channels=4,
        out_channels=4,
        num_attention_heads=2,
        attention_head_dim=8,
        cross_attention_dim=16,
        audio_in_channels=4,
        audio_out_channels=4,
        audio_num_attention_heads=2,
        audio_attention_head_dim=4,
        audio_cross_attention_dim=8,
        num_layers=2,
        caption_channels=WIDTH,
        rope_double_precision=False,
        rope_type="split",
    ).eval()


def connectors(heard: int) -> LTX2TextConnectors:
    """What leads so many hidden states of the words to the pictures and to the sound."""
    return LTX2TextConnectors(
        caption_channels=WIDTH,
        text_proj_in_factor=heard,
        video_connector_num_attention_heads=2,
        video_connector_attention_head_dim=8,
        video_connector_num_layers=1,
        video_connector_num_learnable_registers=8,
        audio_connector_num_attention_heads=2,
        audio_connector_attention_head_dim=8,
        audio_connector_num_layers=1,
        audio_connector_num_learnable_registers=8,
        connector_rope_base_seq_len=32,
        rope_double_precision=False,
        rope_type="split",
    ).eval()


def parts() -> dict[str, object]:
    """LTX-2's parts."""
    tokenizer, encoder = gemma_parts()
    scheduler = FlowMatchEulerDiscreteScheduler(
        use_dynamic_shifting=True,
        base_image_seq_len=1024,
        max_image_seq_len=4096,
        base_shift=0.95,
        max_shift=2.05,
        shift_terminal=0.1,
    )
    heard = encoder.config.text_config.num_hidden_layers + 1
    return {
        "tokenizer": tokenizer,
        "text_encoder": encoder,
        "vae": vae(),
        "audio_vae": audio_vae(),
        "vocoder": vocoder(),
        "transformer": denoiser(),
        "connectors": connectors(heard),
        "scheduler": scheduler,
    }


def ltx2() -> DiffusionPipeline:
    """LTX-2 from words."""
    return LTX2Pipeline(**parts())


def ltx2_i2v() -> DiffusionPipeline:
    """LTX-2 from a first picture."""
    return LTX2ImageToVideoPipeline(**parts())


def ltx2_condition() -> DiffusionPipeline:
    """LTX-2 from pictures and clips, each at a place of its own."""
    return LTX2ConditionPipeline(**parts())
