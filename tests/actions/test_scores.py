"""Scores of a take, as they are kept."""

from __future__ import annotations

import json

import numpy
import pytest
from PIL import Image

from tests.actions.working import RATE, Bench, ramp
from tests.recipes.samples import step
from vfc.actions.scores import make_score
from vfc.film.scores import MEASURES
from vfc.recipes.kinds import SCORE
from vfc.recipes.params import ScoreParams
from vfc.recipes.step import FileUse


def scores(folder, asked: bool | None, frames: int = 6, **more) -> dict[str, float | None]:
    picture = ramp(folder / "take.mp4", *range(60, 180, 20))
    params = ScoreParams(frames=frames, rate=RATE, motion_asked=asked)
    bench = Bench(folder, {"d": folder / "ana.png"})
    path = make_score(step(params, kind=SCORE, **more), {"picture": picture}, bench)
    assert bench.told == [(index, frames) for index in range(frames)]
    return json.loads(path.read_text())


def test_each_measure_is_kept_and_what_does_not_apply_is_null(tmp_path):
    found = scores(tmp_path, True)
    assert set(found) == set(MEASURES) and found["likeness"] is None
    assert all(0 <= value <= 1 for value in found.values() if value is not None)


@pytest.mark.parametrize(("asked", "null"), [(True, False), (False, False), (None, True)])
def test_motion_is_measured_where_the_text_says_anything_of_it(tmp_path, asked, null):
    assert (scores(tmp_path, asked)["motion"] is None) == null


def test_likeness_is_measured_where_there_are_pictures_of_what_is_shown(tmp_path):
    Image.fromarray(numpy.full((36, 64, 3), 90, numpy.uint8)).save(tmp_path / "ana.png")
    assert scores(tmp_path, None, files=(FileUse("reference 1", "d"),))["likeness"] is not None


def test_handles_are_not_measured(tmp_path):
    assert scores(tmp_path, True, frames=3) != scores(tmp_path, True)
