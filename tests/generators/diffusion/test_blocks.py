"""Pipelines that are made of blocks: their latents kept, their frames and sound those of one call,
built in films.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from tests.generators.diffusion.asking import asked, generator, made, options, with_seed
from tests.generators.diffusion.tiny import tiny
from vfc.commands.build import BuildOptions, build
from vfc.errors import GeneratorError
from vfc.generators.diffusion.model.abilities import serving
from vfc.generators.diffusion.model.facts import ModelFacts
from vfc.generators.diffusion.model.modular import pipeline
from vfc.generators.diffusion.run.calls import arguments
from vfc.generators.diffusion.run.calls import asked as abilities_asked
from vfc.media.footage.probe import probe
from vfc.project.workspace import find_workspace
from vfc.testing import Recorder

BLOCKS = {"wan-t2v": "Wan", "flux": "FluxAuto", "ltx2": "LTX2Auto"}


def kind(family: str) -> str:
    """The class of a family's pipeline."""
    return f"{BLOCKS[family].removesuffix('Auto')}ModularPipeline"


def of_blocks(family: str, tinies: Path, folder: Path) -> Path:
    """A tiny model as a folder of a pipeline of blocks, whose index names another place for its
    parts.
    """
    if not folder.exists():
        shutil.copytree(tiny(family, tinies), folder)
        index = json.loads((folder / "model_index.json").read_text())
        (folder / "model_index.json").unlink()
        parts = {
            name: [
                *each,
                {
                    "pretrained_model_name_or_path": "somebody/else",
                    "subfolder": name,
                    "type_hint": each,
                },
            ]
            for name, each in index.items()
            if isinstance(each, list) and each[0]
        }
        (folder / "modular_model_index.json").write_text(
            json.dumps(
                {
                    "_class_name": kind(family),
                    "_blocks_class_name": f"{BLOCKS[family]}Blocks",
                    **parts,
                }
            )
        )
    return folder


@pytest.fixture(scope="module")
def models(tinies) -> Path:
    torch.set_num_threads(1)
    return tinies / "blocks"


def ready(family: str, tinies: Path, models: Path, words: tuple[str, ...] = (), **said):
    """A generator, a request of a model, its inputs and abilities."""
    own = generator(models)
    own.folder, given = None, options(str(of_blocks(family, tinies, models / family)), **said)
    abilities = own.abilities(given)
    return own, *asked(abilities, given, words), abilities


@pytest.mark.parametrize(
    "family, words", [("wan-t2v", ()), ("flux", ()), ("flux", ("remix",)), ("ltx2", ())]
)
def test_the_stages_give_the_frames_and_the_sound_of_one_call(
    family, words, tinies, models, tmp_path
):
    own, request, inputs, abilities = ready(family, tinies, models, words)
    found = made(own, request, inputs, abilities, tmp_path)
    facts = ModelFacts(models / family)
    given = arguments(request, serving(facts, request.options, abilities_asked(request)), inputs)
    parts = {
        stage: pipeline(
            kind(family), models / family, stage, given, {"default": torch.float32}
        ).components
        for stage in ("latents", "picture")
    }
    from diffusers import ModularPipeline  # the whole pipeline, by itself

    whole = ModularPipeline.from_pretrained(str(models / family))
    whole.update_components(
        **{name: part for each in parts.values() for name, part in each.items() if part is not None}
    )
    state = whole(
        **given, generator=torch.Generator("cpu").manual_seed(request.seed), output_type="np"
    )
    frames = state.get("images") if abilities.longest == 1 else state.get("videos")[0]
    assert np.array_equal(
        np.stack(found["picture"]), (np.asarray(frames) * 255).round().astype("uint8")
    )
    assert ("audio" in found) == ("sound" in abilities.makes) == (family == "ltx2")
    assert not np.array_equal(
        made(own, with_seed(request, 8), inputs, abilities, tmp_path)["picture"], found["picture"]
    )


def test_what_blocks_can_do_is_read_from_them_and_the_rest_refused(tinies, models, tmp_path):
    _own, request, inputs, abilities = ready("flux", tinies, models)
    assert (
        abilities.stages == ("latents", "picture")
        and "remix" in abilities.makes
        and abilities.longest == 1
    )
    for said, told in (
        ({"cache": "first-block"}, "cache: a pipeline that is made of blocks"),
        ({"pipeline": "NoModularPipeline"}, "no pipeline 'NoModularPipeline'"),
        ({"pipeline": "WanAnimate2ModularPipeline"}, "'driving_video', which has no meaning"),
    ):
        with pytest.raises(GeneratorError, match=told):
            other, request, inputs, abilities = ready("flux", tinies, models, **said)
            made(other, request, inputs, abilities, tmp_path)


def test_guidance_and_words_to_avoid_reach_the_part_that_guides(tinies, models, tmp_path):
    found = set()
    for said, avoided in (({}, "blurry"), ({}, "a red fox"), ({"guidance": 1.5}, "blurry")):
        own, request, inputs, abilities = ready("wan-t2v", tinies, models, **said)
        request = replace(request, prompt=replace(request.prompt, avoid=avoided))
        found.add(np.stack(made(own, request, inputs, abilities, tmp_path)["picture"]).tobytes())
    assert len(found) == 3


def test_minimax_h3_is_known_by_its_blocks():
    from vfc.generators.diffusion.model.abilities import FRAMES, _makes, _stages, grid_of
    from vfc.generators.diffusion.model.signature import signature_of

    signature, facts = signature_of("MiniMaxH3ModularPipeline"), ModelFacts(Path("nowhere"))
    assert _makes(facts, signature) >= {"first", "last", "references", "sound"}
    assert _stages(signature) == ("latents", "audio", "picture")
    assert grid_of(facts, signature.name) == (17, 32) and FRAMES["MiniMaxH3"] == (5, 124, 345)


FILM = """\
vfc: 1
title: Blocks
format: {size: 64x64, rate: 24}
generators:
  blocks: {use: diffusers, model: models/ltx2, dtype: float32, steps: 2}
generator: blocks
scenes: {a: {shots: {one: {prompt: a fox sings, length: 9f, handles: 0f}}}}
"""


def test_a_film_of_blocks_is_built_with_its_sound(tinies, models, tmp_path):
    (tmp_path / "models").mkdir()
    (tmp_path / "models/ltx2").symlink_to(of_blocks("ltx2", tinies, models / "ltx2"))
    (tmp_path / "film.yaml").write_text(FILM)
    result = build(find_workspace(tmp_path), BuildOptions(), Recorder())
    assert result.ok, result.failed
    assert {f"{kind} a/one#1" for kind in ("latents", "audio", "picture")} <= set(result.made)
    facts = probe(tmp_path / "out/film/film.mp4")
    assert facts.frames == 9 and facts.channels
    assert build(find_workspace(tmp_path), BuildOptions(), Recorder()).made == ()
