"""What a running step is handed: its own parameters, and progress before each frame."""

from __future__ import annotations

import pytest

from tests.actions.working import Bench
from tests.recipes.samples import sample, step
from vfc.actions.context import params_of, reported
from vfc.errors import StepError, Stopped
from vfc.recipes.kinds import FOOTAGE
from vfc.recipes.params import FootageParams, StillParams, SubtitleParams, TimelineParams


def test_a_step_has_the_params_of_its_kind_or_says_which_it_has():
    found = step(sample(FootageParams), kind=FOOTAGE)
    assert params_of(found, FootageParams) is found.params
    assert params_of(found, StillParams, FootageParams) is found.params
    with pytest.raises(StepError, match="a picture takes SubtitleParams, not FootageParams"):
        params_of(found, SubtitleParams, TimelineParams)


def test_progress_is_told_before_a_frame_is_handed_on(tmp_path):
    bench = Bench(tmp_path)
    for frame in reported("abc", 3, bench):
        assert bench.told[-1] == ("abc".index(frame), 3)
    assert len(bench.told) == 3


def test_a_stop_ends_the_frames_where_they_are(tmp_path):
    class Stopping(Bench):
        def progress(self, done: int, total: int) -> None:
            super().progress(done, total)
            if done == 2:
                raise Stopped("stopped")

    bench, passed = Stopping(tmp_path), []
    with pytest.raises(Stopped):
        passed.extend(reported(range(9), 9, bench))
    assert bench.told == [(0, 9), (1, 9), (2, 9)]
