"""Files as other tools leave them: pictures with texts, films with tags, archives."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import av
import numpy
from PIL import Image
from PIL.PngImagePlugin import PngInfo

A1111 = """\
a lighthouse in a storm, (oil painting:1.2)
waves for $5
Negative prompt: blurry, text
Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: {seed}, Size: 512x512, Model hash: 81761151, \
Model: "v1-5, pruned", Version: v1.7.0"""
GRAPH = {
    "3": {
        "class_type": "KSampler",
        "inputs": {
            "seed": 156680208700286,
            "steps": 20,
            "cfg": 8,
            "sampler_name": "euler",
            "model": ["4", 0],
            "positive": ["10", 0],
            "negative": ["10", 1],
        },
    },
    "4": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "sd_xl.safetensors"}},
    "7": {"class_type": "CLIPTextEncode", "inputs": {"text": "watermark", "clip": ["4", 1]}},
    "6": {"class_type": "CLIPTextEncode", "inputs": {"text": ["8", 0], "clip": ["4", 1]}},
    "8": {"class_type": "PrimitiveString", "inputs": {"value": "a galaxy in a bottle"}},
    "10": {
        "class_type": "ControlNetApplyAdvanced",
        "inputs": {"positive": ["6", 0], "negative": ["7", 0], "strength": 1.0},
    },
}


def picture(path: Path, texts: Mapping[str, str] = {}, *, shade: int = 90) -> Path:
    """A small PNG with text chunks, those that are no latin-1 as iTXt."""
    path.parent.mkdir(parents=True, exist_ok=True)
    chunks = PngInfo()
    for name, text in texts.items():
        chunks.add_itxt(name, text) if not text.isascii() else chunks.add_text(name, text)
    Image.new("RGB", (32, 18), (shade, 60, 120)).save(path, pnginfo=chunks)
    return path


def webp(path: Path, tags: Mapping[int, str], *, moving: bool = False) -> Path:
    """A small WebP with EXIF tags."""
    path.parent.mkdir(parents=True, exist_ok=True)
    exif = Image.Exif()
    exif.update(tags)
    frames = [Image.new("RGB", (32, 18), (shade, 0, 0)) for shade in (40, 200)]
    more = {"save_all": True, "append_images": frames[1:], "duration": 100} if moving else {}
    frames[0].save(path, exif=exif.tobytes(), **more)
    return path


def film(path: Path, tags: Mapping[str, str] = {}, *, frames: int = 6) -> Path:
    """A small MP4 of 25 frames a second with tags of any name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(path), "w", options={"movflags": "use_metadata_tags"}) as container:
        stream = container.add_stream("libx264", rate=25)
        stream.width, stream.height, stream.pix_fmt = 32, 18, "yuv420p"
        container.metadata.update(tags)
        for index in range(frames):
            shades = numpy.full((18, 32, 3), 20 * index, numpy.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(shades, format="rgb24")))
        container.mux(stream.encode())
    return path


def packed(path: Path, files: Mapping[str, bytes | Path | object]) -> Path:
    """A ZIP archive: bytes as they are, files as they lie, anything else as JSON."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, value in files.items():
            if isinstance(value, Path):
                value = value.read_bytes()
            archive.writestr(name, value if isinstance(value, bytes) else json.dumps(value))
    return path
