"""What a shot costs on a processor, told beforehand, beside what torch counts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from diffusers import WanTransformer3DModel
from torch.utils.flop_counter import FlopCounterMode

from vfc.film.timing import Size
from vfc.generators.diffusion.machine import cost
from vfc.generators.diffusion.model.facts import ModelFacts

# Wan 1.3B
CONFIG = {"num_layers": 30, "num_attention_heads": 12, "attention_head_dim": 128, "ffn_dim": 8960}
OPTIONS = (("guidance", 1.0), ("model", "wan"), ("steps", 1))


@pytest.fixture(scope="module")
def large(tmp_path_factory) -> tuple[Path, WanTransformer3DModel]:
    """Wan 1.3B as configurations and the header of its weights, and its denoiser without memory."""
    with torch.device("meta"):
        denoiser = WanTransformer3DModel(**CONFIG)
    folder = tmp_path_factory.mktemp("large") / "wan"
    for part in ("transformer", "vae"):
        (folder / part).mkdir(parents=True)
        said = {**CONFIG, "patch_size": [1, 2, 2]} if part == "transformer" else {}
        (folder / part / "config.json").write_text(json.dumps(said))
    (folder / "model_index.json").write_text(
        json.dumps(
            {
                "_class_name": "WanPipeline",
                "transformer": ["diffusers", "WanTransformer3DModel"],
                "vae": ["diffusers", "AutoencoderKLWan"],
            }
        )
    )
    count = sum(each.numel() for each in denoiser.parameters())
    header = json.dumps(
        {"w": {"dtype": "BF16", "shape": [count], "data_offsets": [0, 2 * count]}}
    ).encode()
    weights = folder / "transformer/diffusion_pytorch_model.safetensors"
    weights.write_bytes(len(header).to_bytes(8, "little") + header)
    return folder, denoiser


def test_operations_are_about_those_that_torch_counts(large):
    folder, denoiser = large
    given = {
        "hidden_states": torch.empty(1, 16, 21, 60, 104, device="meta"),
        "timestep": torch.empty(1, dtype=torch.long, device="meta"),
        "encoder_hidden_states": torch.empty(1, 512, 4096, device="meta"),
    }
    with FlopCounterMode(display=False) as counted, torch.no_grad():
        denoiser(**given, return_dict=False)
    found = cost.operations(ModelFacts(folder), OPTIONS, Size(832, 480), 81)
    assert found == pytest.approx(counted.get_total_flops(), rel=0.1)
    guided = tuple(sorted({**dict(OPTIONS), "guidance": 5.0, "steps": 30}.items()))
    assert cost.operations(ModelFacts(folder), guided, Size(832, 480), 81) == pytest.approx(
        60 * found
    )


def test_a_long_wait_is_told_before_it_begins_and_a_short_one_is_not(large):
    folder, _ = large
    text = cost.cost_line(ModelFacts(folder), dict(OPTIONS), Size(832, 480), 81)
    assert text.startswith("no GPU is here: about ") and " a shot of 81 frames at 832x480" in text
    assert (
        cost.cost_line(ModelFacts(folder), {**dict(OPTIONS), "dtype": "float32"}, Size(32, 32), 1)
        == ""
    )
