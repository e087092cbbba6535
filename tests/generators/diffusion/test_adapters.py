"""Style adapters on tiny pipelines: LoRA files, IP-Adapters and Flux Redux change pictures, and
come off to the bit.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from diffusers import StableDiffusionXLPipeline
from diffusers.pipelines.flux.modeling_flux import ReduxImageEncoder
from PIL import Image
from safetensors.torch import save_file
from transformers import (
    CLIPVisionConfig,
    CLIPVisionModelWithProjection,
    SiglipVisionConfig,
    SiglipVisionModel,
)

from tests.generators.diffusion.asking import asked, generator, made, noise, options
from tests.generators.diffusion.tiny import tiny
from vfc.commands.build import BuildOptions, build
from vfc.errors import GeneratorError
from vfc.film.model import AdapterKind
from vfc.film.timing import Size
from vfc.generators.api import AdapterUse, Input
from vfc.project.workspace import find_workspace
from vfc.testing import Recorder


def lora(path: Path, layers: dict[str, int], seed: int = 1) -> Path:
    """A LoRA file as trainers write them, for square layers of a width."""
    draw, found = torch.Generator().manual_seed(seed), {}
    for name, width in layers.items():
        found[f"{name}.lora_A.weight"] = torch.randn(4, width, generator=draw)
        found[f"{name}.lora_B.weight"] = torch.randn(width, 4, generator=draw)
    save_file(found, path)
    return path


def ip_adapter(folder: Path, pipe, seed: int) -> dict[str, Path]:
    """An IP-Adapter file for a U-Net, and its image encoder."""
    torch.manual_seed(seed)
    encoder = CLIPVisionModelWithProjection(
        CLIPVisionConfig(
            hidden_size=32,
            intermediate_size=32,
            projection_dim=32,
            num_hidden_layers=1,
            num_attention_heads=2,
            image_size=224,
            patch_size=32,
        )
    )
    encoder.save_pretrained(folder / f"encoder {seed}")
    wide = pipe.unet.config.cross_attention_dim
    found = {
        "image_proj.proj.weight": torch.randn(4 * wide, 32),
        "image_proj.proj.bias": torch.randn(4 * wide),
        "image_proj.norm.weight": torch.ones(wide),
        "image_proj.norm.bias": torch.zeros(wide),
    }
    number = 1
    for name in pipe.unet.attn_processors:
        if not name.endswith("attn1.processor"):
            hidden = pipe.unet.get_submodule(name.removesuffix(".processor")).to_k.weight.shape[0]
            for which in ("to_k_ip", "to_v_ip"):
                found[f"ip_adapter.{number}.{which}.weight"] = torch.randn(hidden, wide)
            number += 2
    save_file(found, folder / f"ip {seed}.safetensors")
    return {
        "file": folder / f"ip {seed}.safetensors",
        "encoder": folder / f"encoder {seed}/model.safetensors",
    }


def redux(folder: Path) -> dict[str, Path]:
    """Redux for the tiny Flux, and its image encoder."""
    torch.manual_seed(3)
    SiglipVisionModel(
        SiglipVisionConfig(
            hidden_size=16,
            intermediate_size=16,
            num_hidden_layers=1,
            num_attention_heads=2,
            image_size=16,
            patch_size=8,
        )
    ).save_pretrained(folder / "redux/encoder")
    ReduxImageEncoder(redux_dim=16, txt_in_features=32).save_pretrained(folder / "redux/embedder")
    return {
        "file": folder / "redux/embedder/diffusion_pytorch_model.safetensors",
        "encoder": folder / "redux/encoder/model.safetensors",
    }


class Shots:
    """One shot of one tiny model, made with the adapters that each call names."""

    def __init__(self, family: str, tinies: Path, folder: Path):
        self.folder, self.own = folder, generator(folder)
        self.said = options(str(tiny(family, tinies)))
        self.own.folder = None
        self.abilities = self.own.abilities(self.said)
        self.request, _ = asked(self.abilities, self.said)

    def made(self, *uses: tuple[str, float, dict[str, Path]], picture: int = 0) -> np.ndarray:
        """The shot's frames with these adapters, and a picture of the style by its number."""
        inputs: dict[str, object] = {}
        for number, (_, _, files) in enumerate(uses, 1):
            inputs[f"adapter {number}"] = files["file"]
            if "encoder" in files:
                inputs[f"adapter {number} encoder"] = files["encoder"]
        style = (Input(role="style 1"),) if picture else ()
        if picture:
            inputs["style 1"] = noise(1, Size(32, 32), picture)
        request = replace(
            self.request,
            inputs=style,
            adapters=tuple(
                AdapterUse(kind=AdapterKind(kind), weight=weight) for kind, weight, _ in uses
            ),
        )
        return np.stack(made(self.own, request, inputs, self.abilities, self.folder)["picture"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    torch.set_num_threads(1)
    return tmp_path_factory.mktemp("adapters")


def test_loras_add_up_come_off_to_the_bit_and_the_base_is_read_once(folder, tinies):
    shots = Shots("wan-t2v", tinies, folder)
    names = {f"transformer.blocks.{block}.attn1.to_q": 24 for block in range(2)}
    ink, oil = (
        {"file": lora(folder / f"{name}.safetensors", names, seed)}
        for name, seed in (("ink", 1), ("oil", 2))
    )
    plain = shots.made()
    one, other = shots.made(("lora", 1.0, ink)), shots.made(("lora", 1.0, oil))
    both = shots.made(("lora", 1.0, ink), ("lora", 1.0, oil))
    assert (
        len({each.tobytes() for each in (plain, one, other, both, shots.made(("lora", 0.4, ink)))})
        == 5
    )
    assert np.array_equal(shots.made(("lora", 1.0, ink)), one) and np.array_equal(
        shots.made(), plain
    )
    assert [kind for _, kind in shots.own.loaded.loads].count("latents") == 1


def test_a_lora_goes_to_the_expert_that_it_is_for(folder, tinies):
    shots = Shots("wan-2.2-a14b", tinies, folder)
    file = {"file": lora(folder / "expert.safetensors", {"transformer.blocks.0.attn1.to_q": 24})}
    found = {kind: shots.made((kind, 1.0, file)) for kind in ("lora", "lora-high", "lora-low")}
    assert len({each.tobytes() for each in (shots.made(), *found.values())}) == 4
    with pytest.raises(GeneratorError, match="lora-low is for a model of two experts"):
        Shots("wan-t2v", tinies, folder).made(("lora-low", 1.0, file))


def test_ip_adapters_follow_the_pictures_of_the_style(folder, tinies):
    shots = Shots("sdxl", tinies, folder)
    pipe = StableDiffusionXLPipeline.from_pretrained(tiny("sdxl", tinies))
    first, second = (ip_adapter(folder, pipe, seed) for seed in (1, 2))
    plain, red = shots.made(), shots.made(("ip-adapter", 1.0, first), picture=1)
    blue, faint = (
        shots.made(("ip-adapter", 1.0, first), picture=2),
        shots.made(("ip-adapter", 0.3, first), picture=1),
    )
    assert len({each.tobytes() for each in (plain, red, blue, faint)}) == 4
    together = shots.made(
        ("ip-adapter", 0.5, first),
        ("ip-adapter", 0.5, {**second, "encoder": first["encoder"]}),
        picture=1,
    )
    assert not np.array_equal(together, red)
    assert np.array_equal(shots.made(), plain), "it comes off"
    with pytest.raises(GeneratorError, match="see by one encoder"):
        shots.made(("ip-adapter", 1.0, first), ("ip-adapter", 1.0, second), picture=1)
    with pytest.raises(GeneratorError, match="needs a picture of the style"):
        shots.made(("ip-adapter", 1.0, first))
    with pytest.raises(GeneratorError, match="lacks the encoder"):
        shots.made(("ip-adapter", 1.0, {"file": first["file"]}), picture=1)


def test_redux_tells_pictures_as_words(folder, tinies):
    shots, files = Shots("flux", tinies, folder), redux(folder)
    plain, red = shots.made(), shots.made(("redux", 1.0, files), picture=1)
    assert not np.array_equal(plain, red)
    assert not np.array_equal(shots.made(("redux", 1.0, files), picture=2), red)
    assert np.array_equal(shots.made(("redux", 1.0, files), picture=1), red)
    assert np.array_equal(shots.made(), plain)
    with pytest.raises(GeneratorError, match="Redux is for Flux 1"):
        Shots("wan-t2v", tinies, folder).made(("redux", 1.0, files), picture=1)


@pytest.mark.parametrize(
    "spoilt, told",
    [
        (lambda path: path.write_bytes(b"no tensors"), "no safetensors file"),
        (
            lambda path: lora(path, {"transformer.blocks.7.attn1.to_q": 24}),
            "made for another model",
        ),
        (
            lambda path: lora(path, {"transformer.blocks.0.attn1.to_q": 48}),
            "does not fit WanPipeline",
        ),
    ],
)
def test_a_file_that_does_not_fit_is_told(folder, tinies, spoilt, told):
    path = folder / "spoilt.safetensors"
    spoilt(path)
    shots = Shots("wan-t2v", tinies, folder)
    with pytest.raises(GeneratorError, match=told) as error:
        shots.made(("lora", 1.0, {"file": path}))
    assert "spoilt.safetensors" in str(error.value)
    lora(path, {"transformer.blocks.0.attn1.to_q": 24})
    shots.made(("lora", 1.0, {"file": path}))


FILM = """\
vfc: 1
title: Styled
format: {size: 32x32, rate: 24}
generators:
  painter: {use: diffusers, model: models/flux, dtype: float32, steps: 1}
presets:
  look:
    references: [style.png]
    adapters: [{redux: redux/embedder/diffusion_pytorch_model.safetensors, encoder: redux/encoder/model.safetensors,
                generator: painter}]
scenes:
  a:
    shots:
      one: {generator: painter, prompt: a fox, length: 1f, handles: 0f, preset: look}
      two: {prompt: a fox, length: 1f, handles: 0f, preset: look}
"""


def test_an_adapter_of_the_text_counts_in_the_key_with_its_encoder_and_pictures(tmp_path, tinies):
    torch.set_num_threads(1)
    redux(tmp_path)
    (tmp_path / "models").mkdir()
    (tmp_path / "models/flux").symlink_to(tiny("flux", tinies))
    Image.fromarray(noise(1, Size(32, 32), 1)[0]).save(tmp_path / "style.png")
    (tmp_path / "film.yaml").write_text(FILM)

    def pictures() -> set[str]:
        result = build(find_workspace(tmp_path), BuildOptions(), Recorder())
        assert result.ok, result.failed
        return {step for step in result.made if step.split()[0] in ("embed", "latents", "picture")}

    assert pictures() >= {"embed a/one#1", "latents a/one#1", "picture a/one#1"}
    assert pictures() == set()
    Image.fromarray(noise(1, Size(32, 32), 2)[0]).save(tmp_path / "style.png")
    assert pictures() == {"latents a/one#1", "picture a/one#1"}
    encoder = SiglipVisionModel.from_pretrained(tmp_path / "redux/encoder")
    with torch.no_grad():
        encoder.get_parameter(next(name for name, _ in encoder.named_parameters())).add_(1.0)
    encoder.save_pretrained(tmp_path / "redux/encoder")
    assert pictures() == {"latents a/one#1", "picture a/one#1"}
