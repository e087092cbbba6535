"""The scores of takes tell takes apart: places among each other, digits enough, and nothing said
that all share.
"""

from __future__ import annotations

import json
from dataclasses import replace

from tests.programs import vfc
from vfc.commands.takes import Take, Takes, common_scores_line, overall_line, ranked, scores_line


def takes(*overall: float, **scores: tuple[float | None, ...]) -> tuple[Take, ...]:
    found = [
        Take(
            take=number,
            seed=number,
            key="",
            shown=False,
            overall=mean,
            scores={name: values[number - 1] for name, values in scores.items()},
        )
        for number, mean in enumerate(overall, 1)
    ]
    return ranked(found)


def test_takes_that_were_all_0_96_are_told_apart():
    found = takes(
        0.9631,
        0.9588,
        0.9604,
        sharpness=(0.95, 0.90, 0.97),
        intact=(1.0, 1.0, 1.0),
        likeness=(None,) * 3,
    )
    assert [overall_line(each, found) for each in found] == [
        "1st of 3, 0.963",
        "3rd of 3, 0.959",
        "2nd of 3, 0.960",
    ]
    assert [scores_line(each, found) for each in found] == [
        "sharpness 0.95 (2nd)",
        "sharpness 0.90 (3rd)",
        "sharpness 0.97 (1st)",
    ]
    assert common_scores_line(found) == "intact 1.00"
    assert Takes(shot="a/b", prompt="", takes=found, sheet=None).close


def test_one_take_has_no_place_and_all_its_scores():
    found = takes(0.9, sharpness=(0.9,), intact=(1.0,))
    assert (
        overall_line(found[0], found) == "0.90"
        and scores_line(found[0], found) == "sharpness 0.90  intact 1.00"
    )
    assert (
        common_scores_line(found) == ""
        and not Takes(shot="a/b", prompt="", takes=found, sheet=None).close
    )


def test_equal_takes_share_a_place_and_say_so():
    found = takes(0.9, 0.9, 0.5, motion=(0.9, 0.9, 0.1))
    assert [overall_line(each, found) for each in found] == [
        "1st= of 3, 0.90",
        "1st= of 3, 0.90",
        "3rd of 3, 0.50",
    ]
    assert not Takes(shot="a/b", prompt="", takes=found, sheet=None).close


def test_what_was_never_made_is_not_measured():
    found = takes(0.9, 0.0, motion=(0.9, 0.5))
    found = ranked([found[0], replace(found[1], scores={})])
    assert [each.rank for each in found] == [1, None] and overall_line(
        found[1], found
    ) == "not measured"


def test_the_table_and_its_json_have_the_places(tmp_path):
    (tmp_path / "film.yaml").write_text(
        "title: T\nformat: {size: 64x36, rate: 24}\nscenes:\n  a:\n    shots:\n"
        "      b: {prompt: a street in the rain, length: 12f, takes: 4}\n"
    )

    def run(*arguments: str) -> str:
        done = vfc(*arguments, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        return done.stdout

    run("build", "--all", "-q")
    found = json.loads(run("takes", "a/b", "--json"))["takes"]
    values = [take["overall"] for take in found]
    assert [take["rank"] for take in found] == [
        1 + sum(other > value for other in values) for value in values
    ]
    assert set(found[0]["ranks"]) == set(found[0]["scores"])
    lines = run("takes", "a/b").splitlines()
    told = [line.split("  ")[1] for line in lines]
    assert len(set(told)) == len(set(values)) and all("of 4" in line for line in lines)
