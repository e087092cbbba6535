"""What the names in pipelines of diffusers mean to a film, and where what they say is not what they
do: all as data.

A pipeline that is in none of these tables works by the meaning of its arguments' names alone.
Sources are files of diffusers 0.42.1 below `pipelines/`, or measurements (`measured`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# Names of arguments by what they mean here; the first that a pipeline has is taken.
MEANINGS: Mapping[str, tuple[str, ...]] = {
    "frames": ("num_frames", "frames", "video_length", "segment_frame_length"),
    "rate": ("frame_rate", "fps"),
    "first": ("image", "cond_image"),
    "last": ("last_image",),
    "video": ("video",),
    "mask": ("mask",),
    "conditions": ("conditions",),
    "references": ("reference_images", "references"),
    "style": ("ip_adapter_image",),
    "strength": ("strength",),
    "steps": ("num_inference_steps",),
    "negative": ("negative_prompt",),
    "guidance": ("guidance_scale", "true_cfg_scale", "max_guidance_scale"),
    "second guidance": ("guidance_scale_2", "true_cfg_scale"),
    "tokens": ("max_sequence_length",),
}

# Arguments that a film has no words for and that do well as they stand.
PLAIN = frozenset(
    {
        "prompt",
        "prompt_2",
        "prompt_3",
        "negative_prompt_2",
        "negative_prompt_3",
        "height",
        "width",
        "output_type",
        "return_dict",
        "generator",
        "latents",
        "audio_latents",
        "timesteps",
        "sigmas",
        "eta",
        "clip_skip",
        "num_videos_per_prompt",
        "num_images_per_prompt",
        "callback_on_step_end",
        "callback_on_step_end_tensor_inputs",
        "attention_kwargs",
        "cross_attention_kwargs",
        "joint_attention_kwargs",
        "clean_caption",
        "seed",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """Another pipeline class that the same weights serve, for which abilities, and `when` (see
    `ModelFacts.holds`).
    """

    pipeline: str
    serves: tuple[str, ...]
    when: str = ""


# what frames held at any place answer
HELD = ("first", "last", "keyframes", "extend", "extend-start", "blend", "loop")

# What a class cannot be called without, by its name: its arguments have defaults on which it fails.
NEEDS: tuple[tuple[str, str], ...] = (
    ("ImageToVideo", "first"),
    ("Image2Video", "first"),
    ("Img2Img", "remix"),
    ("ImageEdit", "references"),
)

# Weights are published under one class, and several classes run them.
VARIANTS: Mapping[str, tuple[Variant, ...]] = {
    "WanPipeline": (
        # the 5B model
        Variant(pipeline="WanImageToVideoPipeline", serves=("first",), when="expand_timesteps"),
        Variant(
            pipeline="WanVideoToVideoPipeline",
            serves=("remix",),
            when="not expand_timesteps and not transformer_2",
        ),
    ),
    "LTXPipeline": (Variant(pipeline="LTXImageToVideoPipeline", serves=("first",)),),
    "LTX2Pipeline": (Variant(pipeline="LTX2ConditionPipeline", serves=HELD),),
    "CogVideoXPipeline": (Variant(pipeline="CogVideoXVideoToVideoPipeline", serves=("remix",)),),
    "AnimateDiffPipeline": (
        Variant(pipeline="AnimateDiffVideoToVideoPipeline", serves=("remix",)),
    ),
    "StableDiffusionXLPipeline": (
        Variant(pipeline="StableDiffusionXLImg2ImgPipeline", serves=("remix",)),
    ),
    "FluxPipeline": (Variant(pipeline="FluxImg2ImgPipeline", serves=("remix",)),),
    "QwenImagePipeline": (Variant(pipeline="QwenImageImg2ImgPipeline", serves=("remix",)),),
    "ZImagePipeline": (Variant(pipeline="ZImageImg2ImgPipeline", serves=("remix",)),),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """Where a signature says one thing and a pipeline does another.

    `lacks` are abilities that its arguments promise in vain, `needs` are those without which it
    fails, both `when` that holds of the model (see `ModelFacts.holds`).
    """

    lacks: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    when: str = ""
    why: str


CORRECTIONS: Mapping[str, tuple[Correction, ...]] = {
    "WanImageToVideoPipeline": (
        Correction(
            needs=("last",),
            when="transformer.pos_embed_seq_len",
            why="FLF2V: its positions are those of two pictures; one makes a view fail (measured)",
        ),
        Correction(
            lacks=("last",),
            when="expand_timesteps",
            why="the last image is not read (wan/pipeline_wan_i2v.py, prepare_latents)",
        ),
        Correction(
            lacks=("last",),
            when="image_encoder and not transformer.pos_embed_seq_len",
            why="the tokens of a second picture have no positions: the model of one picture fails "
            "or smears",
        ),
    ),
    "LTX2ConditionPipeline": (
        Correction(
            lacks=("extend-start", "keyframes"),
            why="an index counts latents of eight frames, which no head of 8k+1 frames and no "
            "single frame but the first and the last ends on (ltx2/pipeline_ltx2_condition.py, "
            "prepare_latents)",
        ),
    ),
    "LTXConditionPipeline": (
        Correction(
            lacks=("remix",),
            why="`strength` is how firmly a condition holds; a clip is said anew with latents "
            "and denoise_strength (ltx/pipeline_ltx_condition.py, prepare_latents)",
        ),
    ),
}

# A grid of frames and sides that a pipeline has whatever its VAE says, by the beginning of its
# name: (frames, sides).
GRIDS: Mapping[str, tuple[int, int]] = {
    "MiniMaxH3": (17, 32),  # 17n+5 frames (minimax_h3/modular_pipeline.py, align_num_frames)
    # Its decoder treats a first latent apart only where their number is odd: of an even number come
    # frames too many (models/upsampling.py, CogVideoXUpsample3D; measured).
    "CogVideoX": (8, 16),
    # check_inputs asks for 32, and latents have (n - 1) // 8 + 1 frames; the VAE's own may be less
    "LTX": (8, 32),
}

# Steps of frames and sides in a VAE's latents, where its configuration does not say them.
VAES: Mapping[str, tuple[int, int]] = {
    "AutoencoderKLWan": (4, 8),
    "AutoencoderKLCogVideoX": (4, 8),
    "AutoencoderKLHunyuanVideo": (4, 8),
    "AutoencoderKLHunyuanVideo15": (4, 16),
    "AutoencoderKLMochi": (6, 8),
    "AutoencoderKLAllegro": (4, 8),
    "AutoencoderKLQwenImage": (1, 8),
    "AutoencoderKLFlux2": (1, 8),
}
# their denoisers see squares of 2x2 latents, which no configuration says
PACKED = ("Flux", "QwenImage", "ZImage")

# Pictures that a pipeline for stills looks at, at the most.
LOOKS_AT: Mapping[str, int] = {
    "FluxKontextPipeline": 1,
    "QwenImageEditPipeline": 1,
    "QwenImageEditPlusPipeline": 3,
    "Flux2Pipeline": 10,
    "Flux2KleinPipeline": 10,
}

# Frames of a neighbour that a model goes on from.
TAILS: Mapping[str, int] = {
    "LTXConditionPipeline": 17,
    "LTX2ConditionPipeline": 17,
    "WanVACEPipeline": 13,
}

# Arguments that a pipeline needs beside those of a request; 'area' is the picture's in pixels.
ASIDE: Mapping[str, tuple[tuple[str, object], ...]] = {
    # Its picture is else resized to one of the model's own sizes, and the result has that size
    # (flux/…_kontext.py).
    "FluxKontextPipeline": (("_auto_resize", False), ("max_area", "area"))
}

# Frames of pictures that a pipeline insists on: the rest beyond its step, the shortest, the
# longest.
FRAMES: Mapping[str, tuple[int, int, int]] = {
    # 5 to 15 seconds at 24 frames each (minimax_h3/modular_pipeline.py)
    "MiniMaxH3": (5, 124, 345)
}

# Frames of the longest picture where no argument has them as its default: the configuration that
# says them.
LONGEST: Mapping[str, str] = {
    "CogVideoX": "transformer.sample_frames",
    "StableVideoDiffusion": "unet.num_frames",
    "AnimateDiff": "motion_adapter.motion_max_seq_length",
}
