"""A film of everything: previs, footage, a diffusion model of its own, a Flux still that Kling sets
in motion, a Runway shot extended, a Hailuo shot with its sound, a ComfyUI workflow; each service
is paid once for each original, and the film is whole.
"""

from __future__ import annotations

import json
import os
from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import torch

from tests.generators.diffusion.tiny import tiny
from tests.generators.hosted.films import built, point_to
from tests.generators.hosted.services import bfl, comfyui, kling, minimax, runway
from tests.generators.hosted.serving import Service, serving
from vfc.film.timing import Size
from vfc.media.footage.probe import probe
from vfc.media.frames import read_rgb
from vfc.media.sound.samples import read_samples
from vfc.media.video.mezzanine import write_mezzanine

FILM = """\
vfc: 1
title: Everything
format: {size: 64x32, rate: 24}
handles: 0f
budget: 100 USD
prices:
  kling: {kling-v2-1: {second: 0.10 USD}}
  runway: {gen4.5: {second: 12 runway credits}}
  minimax: {MiniMax-H3: {video: 0.50 USD}}
  bfl: {flux-2-pro: {image: 0.04 USD}}
generators:
  wan: {use: diffusers, model: models/wan-t2v, dtype: float32, steps: 2, checkpoint_every: 0}
  paint: {use: bfl, model: flux-2-pro}
  move: {use: kling, model: kling-v2-1}
  run: {use: runway, model: gen4.5}
  talk: {use: minimax, model: MiniMax-H3}
  flow: {use: comfyui, workflow: flow.json, set: {prompt: 6.text, seed: 3.seed, frames: 40.length}, rate: 16}
scenes:
  a:
    shots:
      drawn: {prompt: a street at night, length: 12f}
      real: {footage: clip.mp4, length: 12f}
      made: {generator: wan, prompt: a red fox, length: 5f}
      still: {generator: paint, prompt: a harbour at dawn, length: 12f, camera: {move: push in}}
      wakes: {generator: move, prompt: it wakes, first: a/still@0f, length: 2s}
      runs: {generator: run, prompt: a runner, length: 2s}
      on: {generator: run, prompt: on and on, extend: {of: a/runs, by: 1s}}
      talks: {generator: talk, prompt: they talk, length: 1s}
      flows: {generator: flow, prompt: a river, length: 1s}
"""
SERVICES: dict[str, tuple[type[Service], dict[str, str]]] = {
    "bfl": (bfl.BflService, {"BFL_API_KEY": bfl.KEY}),
    "comfyui": (comfyui.ComfyService, {}),
    "kling": (kling.KlingService, {"KLING_ACCESS_KEY": kling.ACCESS, "KLING_SECRET_KEY": kling.SECRET}),
    "minimax": (minimax.MinimaxService, {"MINIMAX_API_KEY": minimax.KEY}),
    "runway": (runway.RunwayService, {"RUNWAYML_API_SECRET": runway.KEY}),
}  # fmt: skip


@pytest.fixture
def services(monkeypatch):
    """All five, asked by vfc."""
    with ExitStack() as stack:
        found = {}
        for name, (kind, secrets) in SERVICES.items():
            found[name] = stack.enter_context(serving(kind()))
            point_to(monkeypatch, found[name], name, **secrets)
        for provider in (
            "bfl.Bfl",
            "comfyui.ComfyUI",
            "kling.Kling",
            "minimax.Minimax",
            "runway.Runway",
        ):
            monkeypatch.setattr(f"vfc.generators.hosted.providers.{provider}.poll", 0.01)
        yield found


@pytest.fixture
def folder(tmp_path, tinies) -> Path:
    torch.set_num_threads(1)
    (tmp_path / "models").mkdir()
    os.symlink(tiny("wan-t2v", tinies), tmp_path / "models/wan-t2v")
    (tmp_path / "flow.json").write_text(json.dumps(comfyui.GRAPH))
    frames = (np.full((32, 64, 3), 100 + number, np.uint8) for number in range(24))
    write_mezzanine(tmp_path / "clip.mp4", frames, size=Size(64, 32), rate=Fraction(24))
    (tmp_path / "film.yaml").write_text(FILM)
    return tmp_path


def test_a_film_of_everything_is_made_and_each_original_is_paid_once(folder, services):
    made = built(folder / "film.yaml")

    assert made.ok, made.failed
    film = folder / "out/film/film.mp4"
    facts = probe(film)
    assert facts.frames == 12 + 12 + 5 + 12 + 48 + 48 + 72 + 24 + 24
    assert {name: len(each.billed) for name, each in services.items()} == {
        "bfl": 1, "comfyui": 1, "kling": 1, "minimax": 1, "runway": 2,
    }  # fmt: skip
    asked = services["kling"].asked("POST")[0].json()
    assert asked["prompt"] == "it wakes" and len(asked["image"]) > 100
    extended = services["runway"].asked("POST")[1].json()
    assert extended["promptImage"].startswith("data:image/png;base64,")
    # the Hailuo shot is heard at its place, and nothing before it
    start = (12 + 12 + 5 + 12 + 48 + 48 + 72) / 24
    samples = read_samples(film)
    heard = np.abs(samples[round((start + 0.2) * 48000) : round((start + 0.8) * 48000)]).max()
    assert heard > 0.05
    assert np.abs(samples[: round((start - 0.2) * 48000)]).max() < 0.01
    # an extension begins with the very frames of its source
    frames = list(read_rgb(film, 89 + 48, 89 + 48 + 48))
    source = list(read_rgb(film, 89, 89 + 48))
    assert np.abs(frames[10].astype(int) - source[10].astype(int)).mean() < 4
    assert built(folder / "film.yaml").made == ()


def test_one_word_changed_pays_for_one_original(folder, services):
    path = folder / "film.yaml"
    assert built(path).ok
    before = {name: len(each.billed) for name, each in services.items()}
    path.write_text(path.read_text().replace("they talk", "they whisper"))
    assert built(path).ok
    after = {name: len(each.billed) - before[name] for name, each in services.items()}
    assert after == {"bfl": 0, "comfyui": 0, "kling": 0, "minimax": 1, "runway": 0}


def test_the_services_are_gone_and_the_film_is_cut_still(folder, services, monkeypatch):
    """What is in the store and the lock needs nobody: a film outlives each service."""
    path = folder / "film.yaml"
    assert built(path).ok
    for name, (_, secrets) in SERVICES.items():
        monkeypatch.setenv(f"VFC_{name.upper()}_URL", "http://127.0.0.1:9")
        for variable in secrets:
            monkeypatch.delenv(variable)
    cut = "cut: [a/talks, {dissolve: {length: 6f, overlap: true}}, a/wakes, a/on, a/flows, a/still]"
    path.write_text(f"{path.read_text()}{cut}\n")
    again = built(path, frozen=True)
    assert again.ok, again.failed
