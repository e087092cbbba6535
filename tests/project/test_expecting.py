"""First estimates count pixels and frames, and know the difference between timed and guessed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import vfc
from vfc.cli.printing import span_of
from vfc.cli.see import plan_json, work_text
from vfc.commands.new import new_film
from vfc.project.expecting import seconds_of, unit_kind, units
from vfc.testing import Flat


def film(folder: Path, size: str, length: str = "2s"):
    (folder / "film.yaml").write_text(
        f"title: Times\nformat: {{size: {size}, rate: 24}}\nscenes:\n  a:\n    shots:\n"
        f"      one: {{prompt: a, length: {length}}}\n"
    )
    return vfc.plan(folder)


def test_a_first_estimate_grows_with_pixels_and_frames(tmp_path):
    small, large, longer = (
        film(tmp_path, *each) for each in (("320x180",), ("1280x720",), ("1280x720", "8s"))
    )
    assert all(
        each.guessed == {step.key for step in each.to_make()} for each in (small, large, longer)
    )
    for kind in ("picture", "segment"):
        one, two, three = (
            sum(each.seconds[step.key] for step in each.to_make() if step.kind.name == kind)
            for each in (small, large, longer)
        )
        assert two > 5 * one and 3 * two < three < 5 * two


def test_the_whole_range_of_the_new_film_is_what_it_was_measured_to_take(tmp_path):
    """24 CPU seconds at 1280x720, 4 at 480x270: on one core both lie in the range."""
    new_film(tmp_path)
    for profile, seconds in ((None, 24), ("draft", 4)):
        planned = vfc.plan(tmp_path, profile=profile)
        assert 0.7 * seconds < sum(planned.seconds.values()) < 1.4 * seconds


def test_a_size_that_was_never_timed_is_guessed_from_one_that_was(tmp_path):
    planned = film(tmp_path, "1280x720")
    step = next(step for step in planned.to_make() if step.kind.name == "picture")
    assert unit_kind(step) == "picture previs 1280x720"
    timed = {
        "picture previs 640x360": 0.1,
        "picture previs 64x36": 0.001,
        "picture fog 1280x720": 9.0,
        "sound": 1.0,
    }
    seconds, guess = seconds_of(step, timed)
    assert guess and 2 < seconds / (0.1 * units(step)) < 4
    assert seconds_of(step, timed | {"picture previs 1280x720": 0.5}) == (0.5 * units(step), False)


def test_a_build_is_guessed_no_more_once_its_like_was_timed(tmp_path):
    film(tmp_path, "64x36")
    assert vfc.build(tmp_path).ok
    (tmp_path / "film.yaml").write_text(
        (tmp_path / "film.yaml").read_text().replace("prompt: a", "prompt: b")
    )
    planned = vfc.plan(tmp_path)
    assert planned.to_make() and not planned.guessed


@pytest.mark.parametrize(
    ("least", "most", "told"),
    [
        (0.2, 0.9, ""),
        (0.5, 2.5, "up to 3 s"),
        (11, 28, "10 to 30 s"),
        (50, 110, "45 s to 2 min"),
        (61, 200, "1 to 4 min"),
        (3, 3, "about 3 s"),
        (3700, 8000, "1 to 3 h"),
        (20, 20000, "20 s to 6 h"),
    ],
)
def test_a_range_is_told_in_round_numbers(least, most, told):
    assert span_of(least, most) == told


def test_a_plan_marks_what_costs_and_counts_it(tmp_path):
    (tmp_path / "film.yaml").write_text(
        "title: Dear\nformat: {size: 32x32}\ngenerators:\n  gold: {use: dear}\nscenes:\n  a:\n    "
        "shots:\n"
        "      one: {prompt: a, length: 6f, generator: gold}\n      two: {prompt: b, length: 6f}\n"
    )
    found = plan_json(vfc.plan(tmp_path, generators=[Flat("dear", costs=True)]))
    assert [step["step"] for step in found["steps"] if step["costs"]] == ["picture a/one#1"]
    assert found["totals"]["costs"] == 1 and found["totals"]["make"] > 4
    assert [step["step"] for step in found["steps"] if not step["timed"]] == ["picture a/one#1"]
    assert re.fullmatch(
        r"7 steps to make, 1 of them costs, (up to \d s, )?1 step whose like was never timed here",
        work_text(vfc.plan(tmp_path, generators=[Flat("dear", costs=True)])),
    )
    assert 0 <= found["seconds"][0] <= found["seconds"][1]
