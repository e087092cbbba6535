"""What failed is kept with its reason until it is made, and the storyboard says it."""

from __future__ import annotations

from pathlib import Path

import pytest

from vfc.commands.build import BuildOptions, build
from vfc.generators.registry import Registry
from vfc.project.failures import last_failures
from vfc.project.load import load
from vfc.project.plan import PlanOptions, plan_film
from vfc.project.workspace import find_workspace
from vfc.review.model.shots import review_shots
from vfc.review.model.values import ShotState
from vfc.testing import Flat, Recorder

FILM = """\
vfc: 1
title: Two
format: {size: 32x32, rate: 24}
generator: flat
scenes:
  a:
    shots:
      one: {prompt: a fox, length: 4f}
      two: {prompt: a hare, length: 4f}
"""


@pytest.fixture
def film(tmp_path: Path) -> Path:
    (tmp_path / "film.yaml").write_text(FILM)
    return tmp_path


def built(folder: Path, dislikes: str = "", only: tuple[str, ...] = ()) -> bool:
    registry = Registry([])
    registry.add(Flat(fails=frozenset({dislikes} - {""})))
    options = BuildOptions(wanted=PlanOptions(only=only), keep_going=True)
    return build(find_workspace(folder), options, Recorder(), registry=registry).ok


def shots(folder: Path):
    registry = Registry([])
    registry.add(Flat())
    loaded = load(find_workspace(folder), registry=registry)
    found = review_shots(plan_film(loaded))
    loaded.store.close()
    return {name: (shot.state, shot.reasons) for name, shot in found.items()}


def test_a_shot_that_failed_says_why_until_it_is_made(film):
    assert not built(film, "hare")
    assert shots(film)["a/one"] == (ShotState.UP_TO_DATE, ())
    state, reasons = shots(film)["a/two"]
    assert state is ShotState.FAILED and "cannot draw 'a hare'" in reasons[0]
    assert built(film, "hare", only=("a/one",)) and shots(film)["a/two"][0] is ShotState.FAILED
    assert built(film) and shots(film)["a/two"] == (ShotState.UP_TO_DATE, ())
    assert last_failures(find_workspace(film)) == {}


def test_words_that_are_changed_are_no_failure_any_more(film):
    assert not built(film, "hare")
    (film / "film.yaml").write_text(FILM.replace("a hare", "a crow"))
    assert shots(film)["a/two"][0] is not ShotState.FAILED
    assert built(film) and last_failures(find_workspace(film)) == {}


@pytest.mark.parametrize("data", [b"", b"\0", b"[1]", b'{"a": 1}', b"{" * 100_000])
def test_a_damaged_record_says_nothing(film, data):
    assert not built(film, "hare")
    record = find_workspace(film).failures
    record.write_bytes(data)
    assert last_failures(find_workspace(film)) == {} and not built(film, "hare")
    assert len(last_failures(find_workspace(film))) == 1


def test_a_build_without_failures_leaves_no_record(film):
    assert built(film) and not find_workspace(film).failures.exists()
