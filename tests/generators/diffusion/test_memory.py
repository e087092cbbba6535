"""Memory: counted from files, shared by rungs that leave the bits alone, and the next rung where
one was too high.
"""

from __future__ import annotations

import json
import struct
from pathlib import Path

import numpy as np
import pytest
import torch

from tests.generators.diffusion.asking import asked, generator, made, options
from tests.generators.diffusion.tiny import built, tiny
from vfc.errors import GeneratorError
from vfc.film.timing import Size
from vfc.generators.diffusion.machine import memory
from vfc.generators.diffusion.model.facts import ModelFacts
from vfc.generators.diffusion.model.options import plain_options

GB = 10**9


def test_parameters_are_those_of_the_modules(tinies):
    folder, pipe = tiny("wan-2.2-a14b", tinies), built("wan-2.2-a14b")
    for name in ("transformer", "transformer_2", "vae", "text_encoder"):
        module = getattr(pipe, name)
        shared = {id(each): each.numel() for each in module.parameters()}
        assert memory.parameters(folder / name) == sum(shared.values()), name


def big(folder: Path, **billions: float) -> ModelFacts:
    """A model of so many parameters, as the headers of its files have it; the bytes themselves are
    not there.
    """
    index = {"_class_name": "WanPipeline", "vae": ["diffusers", "AutoencoderKLWan"]}
    for name, count in billions.items():
        index.setdefault(name, ["library", name.title()])
        (folder / name).mkdir(parents=True)
        header = json.dumps(
            {
                "w": {
                    "dtype": "BF16",
                    "shape": [int(count * 1000), 1_000_000],
                    "data_offsets": [0, 0],
                }
            }
        )
        (folder / name / "model.safetensors").write_bytes(
            struct.pack("<Q", len(header)) + header.encode()
        )
    config = {
        "num_layers": 40,
        "num_attention_heads": 40,
        "attention_head_dim": 128,
        "patch_size": [1, 2, 2],
    }
    (folder / "transformer/config.json").write_text(json.dumps(config))
    (folder / "model_index.json").write_text(json.dumps(index))
    return ModelFacts(folder)


@pytest.mark.parametrize(("free", "rung"), [(80, "whole"), (40, "apart"), (24, "group")])
def test_the_rung_is_the_first_that_fits(tmp_path, free, rung):
    facts = big(tmp_path, transformer=14.0, text_encoder=5.7, vae=0.127)
    found = memory.needs(
        facts, dict(plain_options((("vae_dtype", "float32"),))), Size(832, 480), 81
    )
    assert found.denoisers == 28 * GB and found.texts == 11.4 * GB
    assert memory.chosen(found, free * GB) == rung
    assert memory.memory_line(found, rung, free * GB).endswith(
        {
            "whole": "whole on the card",
            "apart": "text encoder apart",
            "group": "block by block from memory",
        }[rung]
    )


def test_where_nothing_fits_the_error_names_the_line_to_write(tmp_path):
    facts = big(tmp_path, transformer=14.0, text_encoder=5.7, vae=0.127)
    said = dict(plain_options((("vae_dtype", "float32"),)))
    with pytest.raises(
        GeneratorError, match="2.0 GB are free: write 'tiling: true' in the generator"
    ):
        memory.chosen(memory.needs(facts, said, Size(1280, 720), 81), 2 * GB)
    with pytest.raises(
        GeneratorError, match="offload: 'half' is none of auto, whole, apart, group"
    ):
        memory.named("half")
    less = memory.needs(facts, {**said, "quantize": "fp8"}, Size(832, 480), 81)
    assert less.denoisers == 14 * GB


@pytest.mark.parametrize("rung", ["apart", "group"])
def test_a_rung_leaves_the_bits_alone(tinies, tmp_path, rung):
    torch.set_num_threads(1)
    tiny("wan-t2v", tinies)
    found = {}
    for offload in ("whole", rung):
        own, said = generator(tinies), options("wan-t2v", offload=offload)
        request, inputs = asked(own.abilities(said), said)
        found[offload] = made(own, request, inputs, own.abilities(said), tmp_path / offload)[
            "picture"
        ]
    assert all(map(np.array_equal, found["whole"], found[rung]))


def test_a_card_that_has_too_little_room_once_is_given_the_next_rung(tinies, tmp_path):
    torch.set_num_threads(1)
    tiny("wan-t2v", tinies)
    own, said = generator(tinies), options("wan-t2v")
    request, inputs = asked(own.abilities(said), said)
    before = made(own, request, inputs, own.abilities(said), tmp_path / "before")["picture"]
    left = [1]

    def full(module, given):
        if type(module).__name__ == "WanTransformer3DModel" and left:
            left.pop()
            raise torch.OutOfMemoryError("no room")

    hook = torch.nn.modules.module.register_module_forward_pre_hook(full)
    try:
        after = made(own, request, inputs, own.abilities(said), tmp_path / "after")["picture"]
    finally:
        hook.remove()
    assert not left and set(own.loaded.lower.values()) == {"apart"}
    assert all(map(np.array_equal, before, after))


def test_after_the_last_rung_it_says_what_to_write(tinies, tmp_path):
    tiny("wan-t2v", tinies)
    own, said = generator(tinies), options("wan-t2v", offload="group")
    request, inputs = asked(own.abilities(said), said)

    def full(module, given):
        if type(module).__name__ == "WanTransformer3DModel":
            raise torch.OutOfMemoryError("no room")

    hook = torch.nn.modules.module.register_module_forward_pre_hook(full)
    try:
        with pytest.raises(GeneratorError, match="write 'tiling: true' or 'quantize: fp8'"):
            made(own, request, inputs, own.abilities(said), tmp_path)
    finally:
        hook.remove()
