"""Tokenizers and encoders of words and pictures for the tiny pipelines: made from nothing, no file
and no hub.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from diffusers import ModelMixin
from tokenizers.pre_tokenizers import ByteLevel
from transformers import (
    CLIPImageProcessor,
    CLIPTextConfig,
    CLIPTextModel,
    CLIPTextModelWithProjection,
    CLIPTokenizer,
    CLIPVisionConfig,
    CLIPVisionModel,
    CLIPVisionModelWithProjection,
    T5Config,
    T5EncoderModel,
    T5TokenizerFast,
    UMT5Config,
    UMT5EncoderModel,
)

WIDTH = 32


def louder(model: ModelMixin, parts: Sequence[str], gain: float) -> ModelMixin:
    """The model with these weights multiplied: as they are drawn, words and pictures would hardly
    change a pixel.
    """
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if any(part in name for part in parts):
                weight.mul_(gain)
    return model


def t5_tokenizer(length: int = 512) -> T5TokenizerFast:
    """One token for each printable letter of ASCII; all else is unknown."""
    specials = [("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("\u2581", -2.0)]
    letters = [(chr(code), -3.0 - code * 1e-3) for code in range(33, 127)]
    return T5TokenizerFast(vocab=specials + letters, extra_ids=0, model_max_length=length)


def t5_parts(
    length: int = 512, umt5: bool = False
) -> tuple[T5TokenizerFast, T5EncoderModel | UMT5EncoderModel]:
    """A tokenizer and its encoder, of width 32."""
    tokenizer = t5_tokenizer(length)
    config, model = (UMT5Config, UMT5EncoderModel) if umt5 else (T5Config, T5EncoderModel)
    sizes = config(
        vocab_size=len(tokenizer),
        d_model=WIDTH,
        d_kv=8,
        d_ff=64,
        num_layers=2,
        num_heads=4,
        relative_attention_num_buckets=8,
        relative_attention_max_distance=32,
        feed_forward_proj="gated-gelu",
        pad_token_id=0,
        eos_token_id=1,
        decoder_start_token_id=0,
    )
    return tokenizer, model(sizes).eval()


def byte_symbols() -> list[str]:
    """The 256 bytes as byte-level vocabularies write them."""
    return sorted(ByteLevel.alphabet())


def clip_tokenizer() -> CLIPTokenizer:
    """One token for each byte, and the same at a word's end."""
    symbols = byte_symbols()
    names = [*symbols, *(f"{symbol}</w>" for symbol in symbols), "<|startoftext|>", "<|endoftext|>"]
    vocabulary = {name: index for index, name in enumerate(names)}
    return CLIPTokenizer(vocab=vocabulary, merges=[], model_max_length=77)


def clip_parts(
    projected: bool = False,
) -> tuple[CLIPTokenizer, CLIPTextModel | CLIPTextModelWithProjection]:
    """A tokenizer and its encoder, of width 32; `projected` as the second one of SDXL is."""
    tokenizer = clip_tokenizer()
    sizes = CLIPTextConfig(
        vocab_size=len(tokenizer),
        hidden_size=WIDTH,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        projection_dim=WIDTH,
        max_position_embeddings=77,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
        hidden_act="gelu",
    )
    return tokenizer, (CLIPTextModelWithProjection if projected else CLIPTextModel)(sizes).eval()


def clip_sight(
    side: int = 32, patch: int = 8, projected: bool = False
) -> tuple[CLIPImageProcessor, CLIPVisionModel | CLIPVisionModelWithProjection]:
    """What makes a picture `side` pixels wide and high, and an encoder of it into (side / patch)^2
    + 1 tokens.
    """
    sizes = CLIPVisionConfig(
        hidden_size=WIDTH,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        projection_dim=WIDTH,
        image_size=side,
        patch_size=patch,
    )
    model = (CLIPVisionModelWithProjection if projected else CLIPVisionModel)(sizes).eval()
    return CLIPImageProcessor(crop_size=side, size=side), model
