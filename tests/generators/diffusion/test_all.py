"""A tiny pipeline of every kind makes a shot of a film, by `vfc build`, beside a drawn one that it may
start from; `test_families` has each pipeline bit for bit.
"""

from __future__ import annotations

import os

import numpy as np
import pytest
import torch
from PIL import Image

from tests.generators.diffusion.tiny import FAMILIES, tiny
from vfc.commands.build import BuildOptions, build
from vfc.generators.registry import Registry
from vfc.media.footage.probe import probe
from vfc.media.frames import read_rgb
from vfc.project.workspace import find_workspace
from vfc.testing import Recorder

FILM = """\
vfc: 1
title: All
format: {{size: 64x64, rate: 24}}
generators:
{generators}cast:
  ana: {{look: a woman in red, references: [ana.png]}}
scenes:
  a:
    shots:
      drawn: {{prompt: a street at night, length: 9f, handles: 0f}}
{shots}"""
GROUPS = 2


def shot(family: str, abilities) -> str:
    """A shot that gives a model what it cannot work without, and else words alone."""
    said = {
        "first": "first: a/drawn@first",
        "last": "last: a/drawn@last",
        "remix": "remix: {of: a/drawn, strength: 0.5}",
        "references": "",
    }
    words = ", ".join(each for each in (said[need] for need in abilities.needs) if each)
    length = (
        "" if "remix" in abilities.needs else f", length: {1 if abilities.longest == 1 else 5}f"
    )
    return f"{{generator: {family}, prompt: $ana runs{length}, handles: 0f{', ' if words else ''}{words}}}"


@pytest.fixture(scope="module")
def kinds(tinies) -> list[str]:
    """A family of each kind: of those that make the same of the same, in the same stages, the first."""
    registry, found = Registry(), {}
    registry.set_film_folder(tinies, lambda path: "")
    for family in FAMILIES:
        tiny(family, tinies)
        abilities = registry.get("diffusers").abilities((("model", family),))
        kind = abilities.longest == 1, abilities.needs, abilities.stages, abilities.makes
        found.setdefault(kind, family)
    assert len(found) == 17
    return list(found.values())


@pytest.mark.parametrize("group", range(GROUPS))
def test_every_kind_of_model_makes_a_shot_of_a_film(group, kinds, tinies, tmp_path):
    torch.set_num_threads(1)
    families = kinds[group::GROUPS]
    Image.fromarray(np.random.default_rng(0).integers(0, 255, (64, 64, 3), np.uint8)).save(
        tmp_path / "ana.png"
    )
    (tmp_path / "models").mkdir()
    registry, shots = Registry(), {}
    registry.set_film_folder(tmp_path, lambda path: "")
    for family in families:
        os.symlink(tiny(family, tinies), tmp_path / "models" / family)
        abilities = registry.get("diffusers").abilities((("model", f"models/{family}"),))
        name = family.replace(".", "-")
        shots[name] = shot(name, abilities)
        # says one picture anew, and not a clip
        if abilities.longest == 1 and "remix" in abilities.needs:
            shots[name] = (
                f"{{generator: {name}, prompt: $ana, remix: {{of: a/one, strength: 0.5}}, handles: 0f}}"
            )
    text = FILM.format(
        generators="".join(
            f"  {name.replace('.', '-')}: {{use: diffusers, model: models/{name}, dtype: float32, "
            "steps: 2}\n"
            for name in families
        ),
        shots="".join(f"      {name}: {each}\n" for name, each in shots.items()),
    )
    (tmp_path / "film.yaml").write_text(
        text + "      one: {prompt: a face, length: 1f, handles: 0f}\n"
    )
    registry = Registry()
    registry.get("diffusers")._generator.apart = group == 0  # a fork imports each model anew
    result = build(find_workspace(tmp_path), BuildOptions(), Recorder(), registry=registry)
    assert result.ok, result.failed
    out = tmp_path / "out/film/film.mp4"
    frames = probe(out).frames
    assert (
        frames
        == sum(
            1 if "length: 1f" in each or "a/one" in each else 9 if "remix" in each else 5
            for each in shots.values()
        )
        + 10
    )
    assert all(picture.shape == (64, 64, 3) for picture in read_rgb(out, 0, frames))
    assert {step.split()[1] for step in result.made if step.startswith("picture")} == {
        f"a/{name}#1" for name in (*shots, "drawn", "one")
    }
    assert build(find_workspace(tmp_path), BuildOptions(), Recorder()).made == ()
