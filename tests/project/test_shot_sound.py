"""The sound that a generator makes with its pictures: heard under them, and a step of its own."""

from __future__ import annotations

import json
from pathlib import Path

import numpy
import pytest

import vfc
from vfc.generators.api import Stage
from vfc.media.sound.samples import read_samples
from vfc.testing import Flat

RATE = 24000
TEXT = """\
title: T
format: {size: 64x36, rate: 24}
handles: 6f
generator: talkie
scenes:
  s:
    shots:
      a: {prompt: silence of a file, generator: flat, length: 24f}
      b: {prompt: a tone, length: 24f}
"""


class Talkie(Flat):
    """Makes a tone of half the loudness beside its pictures."""

    def __init__(self, broken: bytes | None = None):
        super().__init__("talkie", costs=True, makes=["sound"], stages=("audio", "picture"))
        self.broken, self.sung = broken, 0

    def stages(self, request, abilities):
        return tuple(Stage(kind=kind, request=request) for kind in abilities.stages)

    def run(self, stage, inputs, context):
        if stage.kind != "audio":
            yield from super().run(stage, inputs, context)
            return
        self.sung += 1
        count = RATE * stage.request.frames // 24
        samples = (0.5 * numpy.sin(numpy.arange(count) * 2 * numpy.pi * 440 / RATE)).astype("<f4")
        head = json.dumps(
            {
                "__metadata__": {"rate": str(RATE)},
                "samples": {"dtype": "F32", "shape": [1, count], "data_offsets": [0, 4 * count]},
            }
        ).encode()
        yield self.broken or len(head).to_bytes(8, "little") + head + samples.tobytes()


def built(folder: Path, text: str = TEXT, talkie: Talkie | None = None):
    (folder / "film.yaml").write_text(text)
    return vfc.build(folder, generators=[talkie or Talkie(), Flat()])


def loudness(folder: Path) -> list[float]:
    """The level of each half second of the film."""
    samples = read_samples(folder / "out" / "film" / "film.mp4")[:, 0]
    return [float(numpy.sqrt((part**2).mean())) for part in numpy.array_split(samples[:96000], 4)]


def test_a_generators_sound_is_heard_under_its_picture(tmp_path):
    result = built(tmp_path)
    assert result.ok and "audio s/b#1" in result.made
    quiet, still, loud, tone = loudness(tmp_path)
    assert quiet < 0.01 and still < 0.02 and loud == pytest.approx(0.35, abs=0.03)
    assert tone == pytest.approx(loud, abs=0.02)


def test_the_cut_moves_it_and_makes_it_not_again(tmp_path):
    built(tmp_path)
    result = built(tmp_path, TEXT + "cut: [s/b, s/a]\n")
    assert result.ok and not [
        label for label in result.made if label.startswith(("audio", "picture"))
    ]
    assert loudness(tmp_path)[0] == pytest.approx(0.35, abs=0.03) and loudness(tmp_path)[3] < 0.01


def test_sound_off_leaves_it_out(tmp_path):
    result = built(tmp_path, TEXT.replace("a tone, ", "a tone, sound: off, "))
    assert result.ok and "audio s/b#1" not in result.made and max(loudness(tmp_path)) < 0.01


def test_the_lock_binds_it(tmp_path):
    built(tmp_path)
    assert '#1", "part": "sound", "seed": ' in (tmp_path / "film.lock").read_text()


@pytest.mark.parametrize("broken", [b"x" * 40, (2).to_bytes(8, "little") + b"{}"])
def test_what_is_no_sound_fails_and_is_not_kept(tmp_path, broken):
    result = built(tmp_path, talkie=Talkie(broken))
    assert [label for label, _ in result.failed] == ["audio s/b#1"]
    assert built(tmp_path).ok
