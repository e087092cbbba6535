"""Wan 2.1 and 2.2 with random weights: the sizes of the releases on a card, or as small as fits
into a test.

The denoisers' and VAEs' configurations are those of the releases (diffusers'
scripts/convert_wan_to_diffusers.py). The text encoder is one layer of UMT5's width: words are
encoded once a shot, and its weights would only be read. Time, memory and the sameness of bits hold
for random weights; what is seen does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from diffusers import AutoencoderKLWan, UniPCMultistepScheduler, WanPipeline, WanTransformer3DModel
from transformers import UMT5Config, UMT5EncoderModel

from tests.generators.diffusion.tinytext import t5_tokenizer
from vfc.film.timing import Size

TOKENS = 512  # of words
SMALL = {
    "num_layers": 2,
    "num_attention_heads": 2,
    "attention_head_dim": 16,
    "ffn_dim": 64,
    "text_dim": 64,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A release: the numbers of its denoiser, of its VAE, the size of its pictures, and its VAE's
    step of sides.
    """

    denoiser: Mapping[str, int]
    vae: Mapping[str, object]
    size: Size
    sides: int = 8
    expand: bool = False

    def operations(self, frames: int) -> float:
        """Floating-point operations of one call of the denoiser, two for each product (checked with
        torch's FlopCounterMode): L[12 N d² + 4 N d f + 4 T d² + 4 N² d + 4 N T d].
        """
        layers, wide = self.denoiser["num_layers"], self.denoiser["ffn_dim"]
        d = self.denoiser["num_attention_heads"] * self.denoiser["attention_head_dim"]
        n = (
            ((frames - 1) // 4 + 1)
            * (self.size.height // self.sides // 2)
            * (self.size.width // self.sides // 2)
        )
        return layers * (
            12 * n * d * d
            + 4 * n * d * wide
            + 4 * TOKENS * d * d
            + 4 * n * n * d
            + 4 * n * TOKENS * d
        )


def _denoiser(layers: int, heads: int, wide: int, channels: int = 16) -> dict[str, int]:
    return {
        "num_layers": layers,
        "num_attention_heads": heads,
        "attention_head_dim": 128,
        "ffn_dim": wide,
        "in_channels": channels,
        "out_channels": channels,
        "text_dim": 4096,
    }


VAE_2_2 = {
    "base_dim": 160,
    "z_dim": 48,
    "decoder_base_dim": 256,
    "is_residual": True,
    "patch_size": 2,
    "in_channels": 12,
    "out_channels": 12,
    "scale_factor_spatial": 16,
    "latents_mean": [0.0] * 48,
    "latents_std": [1.0] * 48,
}
RELEASES: Mapping[str, Model] = {
    "1.3B": Model(denoiser=_denoiser(30, 12, 8960), vae={}, size=Size(832, 480)),
    "5B": Model(
        denoiser=_denoiser(30, 24, 14336, 48),
        vae=VAE_2_2,
        size=Size(832, 480),
        sides=16,
        expand=True,
    ),
    "14B": Model(denoiser=_denoiser(40, 40, 13824), vae={}, size=Size(832, 480)),
}
TINY: Mapping[str, Model] = {
    name: Model(
        denoiser={**each.denoiser, **SMALL},
        vae={**each.vae, "base_dim": 8, "decoder_base_dim": 8, "num_res_blocks": 1},
        size=Size(64, 32),
        sides=each.sides,
        expand=each.expand,
    )
    for name, each in RELEASES.items()
}


def write_model(folder: Path, model: Model, device: str) -> None:
    """Save a pipeline of random weights, bfloat16 but for the VAE, drawn on a device; what is there
    is kept.
    """
    if (folder / "model_index.json").exists():
        return
    width = model.denoiser["text_dim"]
    encoder = _drawn(
        lambda: UMT5EncoderModel(
            UMT5Config(
                vocab_size=len(t5_tokenizer()),
                d_model=width,
                d_kv=64,
                d_ff=width,
                num_layers=1,
                num_heads=max(1, width // 64),
                pad_token_id=0,
                eos_token_id=1,
                decoder_start_token_id=0,
            )
        ),
        device,
    )
    denoiser = _drawn(lambda: WanTransformer3DModel(**model.denoiser), device)
    torch.manual_seed(0)
    pipe = WanPipeline(
        tokenizer=t5_tokenizer(),
        text_encoder=encoder,
        vae=AutoencoderKLWan(**model.vae),
        transformer=denoiser,
        scheduler=UniPCMultistepScheduler(
            prediction_type="flow_prediction", use_flow_sigmas=True, flow_shift=3.0
        ),
        **({"expand_timesteps": True} if model.expand else {}),
    )
    pipe.save_pretrained(folder, max_shard_size="5GB")


def _drawn(make, device: str):
    """A model whose weights are drawn in bfloat16 where they lie: drawing billions on a processor
    takes minutes.
    """
    with torch.device("meta"):
        model = make()
    model = model.to(torch.bfloat16).to_empty(device=device)
    draw = torch.Generator(device).manual_seed(0)
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if weight.ndim < 2 and "norm" in name:
                weight.fill_(1.0)
            else:
                weight.normal_(0.0, 0.02, generator=draw)
        # buffers that are not among these are made anew when the files are read
        kept = model.state_dict()
        for name, _ in model.named_buffers():
            if name in kept:
                raise RuntimeError(
                    f"{name} of {type(model).__name__} is no parameter, and has no value here"
                )
    if hasattr(model, "tie_weights"):
        model.tie_weights()
    return model.eval()
