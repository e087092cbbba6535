"""A model on the hub that can be fetched and not run: files of the right names, with bytes that
mean nothing.
"""

from __future__ import annotations

import json
from random import Random

INDEX = {
    "_class_name": "WanPipeline",
    "_diffusers_version": "0.42.1",
    "scheduler": ["diffusers", "UniPCMultistepScheduler"],
    "text_encoder": ["transformers", "UMT5EncoderModel"],
    "tokenizer": ["transformers", "T5TokenizerFast"],
    "transformer": ["diffusers", "WanTransformer3DModel"],
    "transformer_2": [None, None],
    "vae": ["diffusers", "AutoencoderKLWan"],
}
PARTS = tuple(f"text_encoder/model-0000{number}-of-00002.safetensors" for number in (1, 2))
WEIGHTS = "transformer/diffusion_pytorch_model.safetensors"
VAE = "vae/diffusion_pytorch_model.safetensors"
NEEDED = {
    "model_index.json": json.dumps(INDEX).encode(),
    "scheduler/scheduler_config.json": b'{"of": "scheduler"}',
    "text_encoder/config.json": b'{"of": "text_encoder"}',
    "text_encoder/model.safetensors.index.json": json.dumps(
        {"weight_map": {f"w{number}": name.rpartition("/")[2] for number, name in enumerate(PARTS)}}
    ).encode(),
    **{name: Random(name).randbytes(900) for name in PARTS},
    "tokenizer/spiece.model": b"pieces",
    "tokenizer/tokenizer_config.json": b'{"of": "tokenizer"}',
    "transformer/config.json": b'{"of": "transformer"}',
    WEIGHTS: Random(0).randbytes(4000),
    "vae/config.json": b'{"of": "vae"}',
    VAE: Random(1).randbytes(2000),
}
BESIDE = {
    ".gitattributes": b"*.safetensors filter=lfs",
    "README.md": b"# a model",
    "assets/logo.png": b"picture",
    "pipeline.py": b"import os",
    "transformer/model.py": b"import os",
    "transformer/diffusion_pytorch_model.bin": b"pickle",
    "transformer/diffusion_pytorch_model.fp16.safetensors": b"half",
    "vae/diffusion_pytorch_model.ckpt": b"pickle",
    "wan_whole.safetensors": b"all in one file",
    "safety_checker/model.safetensors": b"no part of it",
}
MODEL = {**NEEDED, **BESIDE}
PICKLED = {
    name.replace(VAE, "vae/diffusion_pytorch_model.bin"): data for name, data in NEEDED.items()
}
SIZE = sum(len(data) for data in NEEDED.values())


def large(size: int) -> dict[str, bytes]:
    """The same model with so many bytes in its transformer: its file comes in blocks of 10 MiB."""
    return {**MODEL, WEIGHTS: Random(2).randbytes(size)}
