"""Tiny pipelines of diffusers: random weights, saved as a release is, so that the real code runs in
a moment.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from diffusers import DiffusionPipeline
from diffusers.pipelines.ltx.pipeline_ltx_condition import LTXVideoCondition
from diffusers.pipelines.ltx2.pipeline_ltx2_condition import LTX2VideoCondition
from PIL import Image

from tests.generators.diffusion import tinyqwen, tinysound, tinystill, tinyvideo, tinywan

FAMILIES: dict[str, Callable[[], DiffusionPipeline]] = {
    "wan-t2v": tinywan.wan_t2v,
    "wan-i2v": tinywan.wan_i2v,
    "wan-flf2v": tinywan.wan_flf2v,
    "wan-2.2-a14b": tinywan.wan_a14b,
    "wan-2.2-a14b-i2v": tinywan.wan_a14b_i2v,
    "wan-5b": tinywan.wan_5b,
    "wan-vace": tinywan.wan_vace,
    "wan-v2v": tinywan.wan_v2v,
    "ltx": tinyvideo.ltx,
    "ltx-i2v": tinyvideo.ltx_i2v,
    "ltx-condition": tinyvideo.ltx_condition,
    "ltx2": tinysound.ltx2,
    "ltx2-i2v": tinysound.ltx2_i2v,
    "ltx2-condition": tinysound.ltx2_condition,
    "cogvideox": tinyvideo.cogvideox,
    "cogvideox-i2v": tinyvideo.cogvideox_i2v,
    "cogvideox-v2v": tinyvideo.cogvideox_v2v,
    "hunyuanvideo": tinyvideo.hunyuanvideo,
    "svd": tinyvideo.svd,
    "animatediff": tinyvideo.animatediff,
    "sdxl": tinystill.sdxl,
    "sdxl-img2img": tinystill.sdxl_img2img,
    "flux": tinystill.flux,
    "flux-img2img": tinystill.flux_img2img,
    "flux-kontext": tinystill.flux_kontext,
    "flux2": tinyqwen.flux2,
    "flux2-klein": tinyqwen.flux2_klein,
    "qwen-image": tinyqwen.qwen_image,
    "qwen-image-img2img": tinyqwen.qwen_image_img2img,
    "qwen-image-edit": tinyqwen.qwen_image_edit,
    "z-image": tinyqwen.z_image,
    "z-image-img2img": tinyqwen.z_image_img2img,
}

WORDS = {"prompt": "a red fox runs", "num_inference_steps": 2}
FREE = {**WORDS, "negative_prompt": "blurry"}
HALF = {"num_inference_steps": 4, "strength": 0.5}  # two of four steps are made
CLIP32 = {"height": 32, "width": 32, "num_frames": 9}
CLIP64 = {"height": 64, "width": 64, "num_frames": 9}
CLIP16 = {"height": 16, "width": 16, "num_frames": 9}


def tiny(family: str, root: Path) -> Path:
    """The folder root/family with that family's pipeline, built at the first call; the same bytes
    each time.
    """
    folder = root / family
    if not folder.exists():
        root.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=root, prefix=f".{family}-") as place:
            made = Path(place) / family
            built(family).save_pretrained(made, safe_serialization=True)
            _moved(made, folder)
    return folder


def built(family: str) -> DiffusionPipeline:
    """That family's pipeline in memory, its weights drawn from seed 0; the caller's draws go on as
    before.
    """
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        return FAMILIES[family]()


def _moved(made: Path, folder: Path) -> None:
    try:
        os.rename(made, folder)
    except OSError:  # another process was first: its bytes are the same
        if not folder.exists():
            raise


def picture(width: int, height: int, seed: int = 1) -> Image.Image:
    """A picture of noise."""
    drawn = np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)
    return Image.fromarray(drawn)


def clip(frames: int, width: int, height: int) -> list[Image.Image]:
    """So many pictures of noise."""
    return [picture(width, height, 10 + index) for index in range(frames)]


def smallest(family: str) -> dict[str, object]:
    """Arguments of a call of two steps at the smallest size that the family takes; no generator, no
    output type.
    """
    return SMALLEST[family]()


SMALLEST: dict[str, Callable[[], dict[str, object]]] = {
    "wan-t2v": lambda: {**FREE, **CLIP16},
    "wan-i2v": lambda: {**FREE, **CLIP16, "image": picture(16, 16)},
    "wan-flf2v": lambda: {
        **FREE,
        **CLIP16,
        "image": picture(16, 16),
        "last_image": picture(16, 16, 2),
    },
    "wan-2.2-a14b": lambda: {**FREE, **CLIP16, "guidance_scale": 4.0, "guidance_scale_2": 3.0},
    "wan-2.2-a14b-i2v": lambda: {
        **FREE,
        **CLIP16,
        "image": picture(16, 16),
        "guidance_scale_2": 3.0,
    },
    "wan-5b": lambda: {**FREE, **CLIP32},
    "wan-vace": lambda: {
        **FREE,
        **CLIP16,
        "video": clip(9, 16, 16),
        "mask": [Image.new("L", (16, 16), 255)] * 9,
    },
    "wan-v2v": lambda: {**FREE, "height": 16, "width": 16, "video": clip(9, 16, 16), **HALF},
    "ltx": lambda: {**FREE, **CLIP32},
    "ltx-i2v": lambda: {**FREE, **CLIP32, "image": picture(32, 32)},
    "ltx-condition": lambda: {
        **FREE,
        **CLIP32,
        "num_frames": 17,
        "conditions": [
            LTXVideoCondition(video=clip(9, 32, 32), frame_index=0),
            LTXVideoCondition(image=picture(32, 32), frame_index=16, strength=0.8),
        ],
    },
    "ltx2": lambda: {**FREE, **CLIP64},
    "ltx2-i2v": lambda: {**FREE, **CLIP64, "image": picture(64, 64)},
    "ltx2-condition": lambda: {
        **FREE,
        **CLIP64,
        "num_frames": 17,
        "conditions": [
            LTX2VideoCondition(frames=picture(64, 64)),
            LTX2VideoCondition(frames=picture(64, 64, 2), index=-1),
        ],
    },
    "cogvideox": lambda: {**FREE, **CLIP16},
    "cogvideox-i2v": lambda: {**FREE, **CLIP16, "image": picture(16, 16)},
    "cogvideox-v2v": lambda: {**FREE, "height": 16, "width": 16, "video": clip(9, 16, 16), **HALF},
    "hunyuanvideo": lambda: {**WORDS, **CLIP16},
    "svd": lambda: {
        "image": picture(16, 16),
        "height": 16,
        "width": 16,
        "num_frames": 2,
        "num_inference_steps": 2,
    },
    "animatediff": lambda: {**FREE, **CLIP16, "num_frames": 4},
    "sdxl": lambda: {**FREE, "height": 16, "width": 16},
    "sdxl-img2img": lambda: {**FREE, "image": picture(16, 16), **HALF},
    "flux": lambda: {**WORDS, "height": 16, "width": 16},
    "flux-img2img": lambda: {**WORDS, "height": 16, "width": 16, "image": picture(16, 16), **HALF},
    # Its size is the area; height and width give no more than the ratio.
    "flux-kontext": lambda: {
        **WORDS,
        "height": 16,
        "width": 16,
        "max_area": 256,
        "image": picture(16, 16),
        "_auto_resize": False,
    },
    "flux2": lambda: {**WORDS, "height": 16, "width": 16, "image": picture(64, 64)},
    "flux2-klein": lambda: {**WORDS, "height": 16, "width": 16},
    "qwen-image": lambda: {**FREE, "height": 16, "width": 16},
    "qwen-image-img2img": lambda: {
        **FREE,
        "height": 16,
        "width": 16,
        "image": picture(16, 16),
        **HALF,
    },
    "qwen-image-edit": lambda: {**WORDS, "height": 16, "width": 16, "image": picture(16, 16)},
    "z-image": lambda: {**FREE, "height": 16, "width": 16},
    "z-image-img2img": lambda: {
        **FREE,
        "height": 16,
        "width": 16,
        "image": picture(16, 16),
        **HALF,
    },
}
