"""Tiny pipelines of the video models that are not Wan."""

from __future__ import annotations

from diffusers import (
    AnimateDiffPipeline,
    AutoencoderKL,
    AutoencoderKLCogVideoX,
    AutoencoderKLHunyuanVideo,
    AutoencoderKLLTXVideo,
    AutoencoderKLTemporalDecoder,
    CogVideoXDDIMScheduler,
    CogVideoXImageToVideoPipeline,
    CogVideoXPipeline,
    CogVideoXTransformer3DModel,
    CogVideoXVideoToVideoPipeline,
    DDIMScheduler,
    DiffusionPipeline,
    EulerDiscreteScheduler,
    FlowMatchEulerDiscreteScheduler,
    HunyuanVideoPipeline,
    HunyuanVideoTransformer3DModel,
    LTXConditionPipeline,
    LTXImageToVideoPipeline,
    LTXPipeline,
    LTXVideoTransformer3DModel,
    MotionAdapter,
    StableVideoDiffusionPipeline,
    UNet2DConditionModel,
    UNetSpatioTemporalConditionModel,
)

from tests.generators.diffusion.tinylanguage import WIDTH, llama_parts
from tests.generators.diffusion.tinytext import clip_parts, clip_sight, t5_parts


def ltx_vae() -> AutoencoderKLLTXVideo:
    """Compresses by 32 in space and 8 in time as the released one does: what the pipelines take for
    granted.
    """
    vae = AutoencoderKLLTXVideo(
        latent_channels=8,
        block_out_channels=(8, 8, 8, 8),
        decoder_block_out_channels=(8, 8, 8, 8),
        layers_per_block=(1, 1, 1, 1, 1),
        decoder_layers_per_block=(1, 1, 1, 1, 1),
        spatio_temporal_scaling=(True, True, True, False),
        decoder_spatio_temporal_scaling=(True, True, True, False),
        decoder_inject_noise=(False,) * 5,
        upsample_residual=(False,) * 4,
        upsample_factor=(1,) * 4,
        patch_size=4,
        patch_size_t=1,
        encoder_causal=True,
        decoder_causal=False,
    )
    return vae.eval()


def ltx_parts(shifting: bool) -> dict[str, object]:
    """LTX's parts; `shifting` is the scheduler's dynamic shift: LTXPipeline wants it,
    LTXConditionPipeline fails.
    """
    tokenizer, encoder = t5_parts(128)
    denoiser = LTXVideoTransformer3DModel(
        in_channels=8,
        out_channels=8,
        num_attention_heads=4,
        attention_head_dim=8,
        cross_attention_dim=32,
        num_layers=2,
        caption_channels=32,
    )
    scheduler = FlowMatchEulerDiscreteScheduler(
        use_dynamic_shifting=shifting,
        base_image_seq_len=1024,
        max_image_seq_len=4096,
        base_shift=0.95,
        max_shift=2.05,
        shift_terminal=0.1,
    )
    return {
        "tokenizer": tokenizer,
        "text_encoder": encoder,
        "vae": ltx_vae(),
        "transformer": denoiser.eval(),
        "scheduler": scheduler,
    }


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
        num_attention_heads=2,
        attention_head_dim=16,
        in_channels=channels,
        out_channels=4,
        time_embed_dim=2,
        text_embed_dim=32,
        num_layers=2,
        sample_width=2,
        sample_height=2,
        sample_frames=9,
        patch_size=2,
        temporal_compression_ratio=4,
        max_text_seq_length=226,
        use_rotary_positional_embeddings=True,
    )
    vae = AutoencoderKLCogVideoX(
        down_block_types=("CogVideoXDownBlock3D",) * 4,
        up_block_types=("CogVideoXUpBlock3D",) * 4,
        block_out_channels=(8, 8, 8, 8),
        latent_channels=4,
        layers_per_block=1,
        norm_num_groups=2,
        temporal_compression_ratio=4,
        sample_height=16,
        sample_width=16,
    )
    return {
        "tokenizer": tokenizer,
        "text_encoder": encoder,
        "vae": vae.eval(),
        "transformer": denoiser.eval(),
        "scheduler": CogVideoXDDIMScheduler(),
    }


def cogvideox() -> DiffusionPipeline:
    """CogVideoX from words."""
    return CogVideoXPipeline(**cog_parts(4))


def cogvideox_i2v() -> DiffusionPipeline:
    """CogVideoX from a first picture, whose latents join the noise's."""
    return CogVideoXImageToVideoPipeline(**cog_parts(8))


def cogvideox_v2v() -> DiffusionPipeline:
    """CogVideoX over a given clip."""
    return CogVideoXVideoToVideoPipeline(**cog_parts(4))


def hunyuanvideo() -> DiffusionPipeline:
    """HunyuanVideo from words."""
    tokenizer, encoder = llama_parts()
    second, encoder_2 = clip_parts()
    denoiser = HunyuanVideoTransformer3DModel(
        in_channels=4,
        out_channels=4,
        num_attention_heads=2,
        attention_head_dim=16,
        num_layers=2,
        num_single_layers=2,
        num_refiner_layers=1,
        patch_size=2,
        patch_size_t=1,
        guidance_embeds=True,
        text_embed_dim=WIDTH,
        pooled_projection_dim=32,
        rope_axes_dim=(4, 6, 6),
    )
    vae = AutoencoderKLHunyuanVideo(
        latent_channels=4,
        block_out_channels=(8, 8, 8, 8),
        layers_per_block=1,
        norm_num_groups=4,
        down_block_types=("HunyuanVideoDownBlock3D",) * 4,
        up_block_types=("HunyuanVideoUpBlock3D",) * 4,
    )
    return HunyuanVideoPipeline(
        tokenizer=tokenizer,
        text_encoder=encoder,
        tokenizer_2=second,
        text_encoder_2=encoder_2,
        vae=vae.eval(),
        transformer=denoiser.eval(),
        scheduler=FlowMatchEulerDiscreteScheduler(shift=7.0),
    )


def svd() -> DiffusionPipeline:
    """Stable Video Diffusion: from a picture alone, no words. Its pictures are seen at 224 pixels
    whatever is said.
    """
    processor, encoder = clip_sight(224, 16, projected=True)
    unet = UNetSpatioTemporalConditionModel(
        block_out_channels=(32,),
        layers_per_block=1,
        sample_size=32,
        in_channels=8,
        out_channels=4,
        down_block_types=("CrossAttnDownBlockSpatioTemporal",),
        up_block_types=("CrossAttnUpBlockSpatioTemporal",),
        cross_attention_dim=32,
        num_attention_heads=2,
        projection_class_embeddings_input_dim=96,
        addition_time_embed_dim=32,
    )
    vae = AutoencoderKLTemporalDecoder(
        block_out_channels=[32] * 4,
        in_channels=3,
        out_channels=3,
        down_block_types=["DownEncoderBlock2D"] * 4,
        layers_per_block=1,
        latent_channels=4,
    )
    scheduler = EulerDiscreteScheduler(
        beta_start=0.00085,
        beta_end=0.012,
        beta_schedule="scaled_linear",
        interpolation_type="linear",
        prediction_type="v_prediction",
        sigma_max=700.0,
        sigma_min=0.002,
        steps_offset=1,
        timestep_spacing="leading",
        timestep_type="continuous",
        use_karras_sigmas=True,
    )
    return StableVideoDiffusionPipeline(
        vae=vae.eval(),
        image_encoder=encoder,
        unet=unet.eval(),
        scheduler=scheduler,
        feature_extractor=processor,
    )


def animatediff() -> DiffusionPipeline:
    """AnimateDiff: a model of stills whose pictures are told of each other."""
    tokenizer, encoder = clip_parts()
    unet = UNet2DConditionModel(
        block_out_channels=(8, 8),
        layers_per_block=1,
        sample_size=8,
        in_channels=4,
        out_channels=4,
        down_block_types=("CrossAttnDownBlock2D", "DownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        cross_attention_dim=32,
        norm_num_groups=2,
    )
    vae = AutoencoderKL(
        block_out_channels=[8] * 4,
        in_channels=3,
        out_channels=3,
        down_block_types=["DownEncoderBlock2D"] * 4,
        up_block_types=["UpDecoderBlock2D"] * 4,
        layers_per_block=1,
        latent_channels=4,
        norm_num_groups=2,
    )
    motion = MotionAdapter(
        block_out_channels=(8, 8),
        motion_layers_per_block=1,
        motion_norm_num_groups=2,
        motion_num_attention_heads=4,
    )
    scheduler = DDIMScheduler(
        beta_start=0.00085,
        beta_end=0.012,
        beta_schedule="linear",
        clip_sample=False,
        steps_offset=1,
    )
    return AnimateDiffPipeline(
        vae=vae.eval(),
        text_encoder=encoder,
        tokenizer=tokenizer,
        unet=unet.eval(),
        motion_adapter=motion.eval(),
        scheduler=scheduler,
    )
