"""No visible jump at any join: verbs on previs pictures and on footage, made by previs.

The step across a join is at most 1.5 times the largest between neighbouring frames within the
clips; one level of luma is always allowed.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import cv2
import numpy
import pytest

import vfc
from tests.joins import jump, of_file, steps
from vfc.film.timing import Size
from vfc.media.frames import read_rgb
from vfc.media.video.mezzanine import write_mezzanine

SIZE = Size(192, 108)
HEAD = """title: Joins
format: {size: 192x108, rate: 24}
handles: 4f
cut: [s/pan]
scenes:
  s:
    shots:
      one: {prompt: "a woman walks along a ridge, birds", length: 18f, camera: {move: pan right}}
      two: {prompt: "boats in a harbour at night, rain", length: 18f}
      pan: {footage: pan.mp4, length: 24f}
      busy: {footage: busy.mp4, length: 24f}
"""


def footage(folder: Path) -> None:
    """A pan over a wide soft picture; and soft shapes that move over sensor noise."""
    random = numpy.random.default_rng(3)
    wide = cv2.resize(
        random.integers(0, 256, (9, 40, 3), numpy.uint8), (800, 120), interpolation=cv2.INTER_CUBIC
    )
    pan = [numpy.ascontiguousarray(wide[6:114, 3 * index : 3 * index + 192]) for index in range(36)]
    write_mezzanine(folder / "pan.mp4", pan, size=SIZE, rate=Fraction(24))
    still, busy = cv2.resize(wide, (192, 108)), []
    for index in range(36):
        frame = cv2.circle(still.copy(), (20 + 2 * index, 50), 25, (250, 240, 200), -1, cv2.LINE_AA)
        busy.append(
            numpy.clip(frame + random.normal(0, 4, frame.shape), 0, 255).astype(numpy.uint8)
        )
    write_mezzanine(folder / "busy.mp4", busy, size=SIZE, rate=Fraction(24))


def artifacts(folder: Path, shots: str) -> dict[str, Path]:
    (folder / "film.yaml").write_text(HEAD + shots)
    result = vfc.build(folder, everything=True)
    assert result.ok, result.failed
    planned = vfc.plan(folder)
    return {
        name.partition("#")[0]: planned.loaded.store.path(planned.decisions[key].trace.output)
        for name, key in planned.plan.takes.items()
    }


SOURCES = {"one": 18, "pan": 24, "busy": 24}


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("joins")
    footage(folder)
    shots = ""
    for name in SOURCES:
        for verb, text in {
            "end": f"extend: {{of: s/{name}, by: 12f}}",
            "start": f"extend: {{of: s/{name}, by: 12f, toward: start}}",
            "recut": f"recut: {{of: s/{name}, keep: [6f, 12f]}}, length: 18f",
            "loop": f"loop: {{of: s/{name}, seam: 6f}}",
            "blend": f"blend: {{from: s/{name}, into: s/two}}, length: 12f",
            "after": f"after: s/{name}, length: 12f",
        }.items():
            shots += f"      {name}-{verb}: {{prompt: snow over dark woods at night, {text}}}\n"
    return artifacts(folder, shots)


@pytest.mark.parametrize("name", SOURCES)
@pytest.mark.parametrize("verb", ["end", "start", "recut"])
def test_extensions_and_recuts_have_no_visible_join(made, name, verb):
    found = of_file(made[f"s/{name}-{verb}"])
    joins = {"end": [SOURCES[name]], "start": [12], "recut": [6, 12]}[verb]
    assert all(jump(found, join) <= 1.5 for join in joins)


@pytest.mark.parametrize("name", SOURCES)
def test_a_loop_has_no_visible_seam_and_runs_round(made, name):
    frames = list(read_rgb(made[f"s/{name}-loop"], 0, SOURCES[name]))
    found = steps(frames + frames)
    assert all(jump(found, join) <= 1.5 for join in (SOURCES[name] - 6, SOURCES[name]))


@pytest.mark.parametrize("name", SOURCES)
def test_a_blend_joins_both_its_neighbours(made, name):
    before, blend = (
        list(read_rgb(made[f"s/{name}"], 0, SOURCES[name])),
        list(read_rgb(made[f"s/{name}-blend"], 0, 12)),
    )
    found = steps([*before, *blend, *read_rgb(made["s/two"], 0, 18)])
    assert all(jump(found, join) <= 1.5 for join in (len(before), len(before) + 12))


@pytest.mark.parametrize("name", SOURCES)
def test_what_comes_after_goes_on_from_the_tail(made, name):
    before = list(read_rgb(made[f"s/{name}"], 0, SOURCES[name]))
    found = steps([*before, *read_rgb(made[f"s/{name}-after"], 0, 12)])
    assert jump(found, len(before)) <= 1.5
