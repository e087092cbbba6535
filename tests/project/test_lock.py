"""The lock: input before output. With a generator that costs, a film rebuilds without it, and drift
makes nothing.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

import vfc
from vfc.commands.build import BuildOptions, build
from vfc.commands.pick import rename_in_film
from vfc.commands.status import status
from vfc.errors import RefusedError
from vfc.generators.registry import Registry
from vfc.project.plan import PlanOptions
from vfc.project.workspace import find_workspace
from vfc.testing import Flat, Recorder

FILM = """\
title: Dear
format: {size: 32x32}
handles: 0f
generators:
  dear: {use: dear}
generator: dear
scenes:
  a:
    shots:
      one:
        prompt: a dear picture
        length: 6f
      two:
        prompt: another one
        length: 6f
"""

E, F = "e" * 64, "f" * 64


@pytest.fixture
def film(tmp_path) -> Path:
    (tmp_path / "film.yaml").write_text(FILM)
    return tmp_path


def made(folder: Path, generator: Flat | None, **options):
    registry = Registry([])
    if generator:
        registry.add(generator)
    return build(find_workspace(folder), BuildOptions(**options), Recorder(), registry=registry)


def test_each_take_that_cost_is_bound_to_seed_key_and_digest(film):
    assert made(film, Flat("dear", costs=True)).ok
    text = (film / "film.lock").read_text()
    assert '\n{"generator": "dear", "use": "dear", "version": 1, ' in text
    assert '"costs": true' in text and text.count('\n{"take": "a/') == 2
    assert text.index('{"take": "a/one#1"') < text.index('{"take": "a/two#1"')
    assert made(film, Flat("dear", costs=True)).made == ()
    assert (film / "film.lock").read_text() == text


def test_of_two_takes_that_a_merge_left_the_one_of_today_s_text_holds_and_stays(film):
    assert made(film, Flat("dear", costs=True)).ok
    lock = (film / "film.lock").read_text()
    line = next(line for line in lock.splitlines() if line.startswith('{"take": "a/one#1"'))
    other = re.sub('"key": .*}', f'"key": "{E}", "digest": "{F}"}}', line)
    for both in (f"{line}\n{other}", f"{other}\n{line}"):
        (film / "film.lock").write_text(lock.replace(line, both))
        assert (
            made(film, Flat("dear", costs=True)).made == ()
            and (film / "film.lock").read_text() == lock
        )
    (film / "film.lock").write_text(lock.replace(line, f"{line}\n{other}"))
    result = made(film, Flat("dear", costs=True), wanted=PlanOptions(only=("a/two",)))
    assert result.ok and (film / "film.lock").read_text() == lock


def test_a_lock_of_the_form_before_is_moved_by_the_next_build_and_nothing_is_made(film):
    assert made(film, Flat("dear", costs=True)).ok
    lock = (film / "film.lock").read_text()
    lines = []
    for line in lock.splitlines()[3:]:
        said = json.loads(line)
        (kind, name), *rest = said.items()
        lines.append(f"{kind} {name}: {json.dumps(dict(rest))}\n")
    (film / "film.lock").write_text("".join(lines))
    assert made(film, None).made == () and (film / "film.lock").read_text() == lock


def test_a_film_rebuilds_from_the_store_though_its_generator_is_gone(film):
    assert made(film, Flat("dear", costs=True)).ok
    (film / "film.yaml").write_text(FILM.replace("title: Dear", "cut: [a/two, a/one]\ntitle: Dear"))
    result = made(film, None)
    assert result.ok and not [step for step in result.made if step.startswith("picture")]


def test_a_newer_version_is_drift_on_which_only_refresh_acts(film):
    made(film, Flat("dear", costs=True))
    newer = Flat("dear", costs=True, version=2)
    assert made(film, newer).made == ()
    drift = status(vfc.plan(film, generators=[newer])).drift
    assert "locked at version 1, installed is 2" in drift[0]
    refreshed = made(film, newer, wanted=PlanOptions(refresh=True))
    assert {step for step in refreshed.made if step.startswith("picture")} == {
        "picture a/one#1",
        "picture a/two#1",
    }
    assert '"version": 2' in (film / "film.lock").read_text()


class Carded(Flat):
    """Is made on a card, and says so."""

    card = "an old card"

    def environment(self) -> dict[str, str]:
        return {"gpu": self.card, "driver": "1"}

    def frames(self, request, context):
        context.environment.update(self.environment() | {"threads": "4"})
        return super().frames(request, context)


def test_pictures_that_were_made_on_another_card_stand_and_are_told(film):
    maker = Carded("dear", costs=True)
    made(film, maker)
    assert status(vfc.plan(film, generators=[maker])).drift == ()
    maker.card = "a new card"
    assert status(vfc.plan(film, generators=[maker])).drift == (
        "2 steps of dear were made with gpu an old card, here is a new card: they stand; --recache "
        "makes anew",
    )
    assert made(film, maker).made == ()


def test_frozen_makes_nothing_that_costs_and_names_what_is_missing(film):
    with pytest.raises(RefusedError) as refused:
        made(film, Flat("dear", costs=True), frozen=True)
    assert (
        refused.value.steps == ("picture a/one#1", "picture a/two#1")
        and refused.value.exit_code == 3
    )
    made(film, Flat("dear", costs=True))
    (film / "film.yaml").write_text(FILM.replace("title: Dear", "cut: [a/two]\ntitle: Dear"))
    assert made(film, Flat("dear", costs=True), frozen=True).ok


def test_the_lock_s_digest_wins_over_another_that_the_store_holds(film):
    made(film, Flat("dear", costs=True))
    locked = (film / "film.lock").read_text()
    first = (film / "out/film/film.mp4").read_bytes()

    class Other(Flat):
        def frames(self, request, context):
            for frame in super().frames(request, context):
                yield 255 - frame

    assert made(film, Other("dear", costs=True), wanted=PlanOptions(recache=("a/one",))).ok
    assert (film / "film.lock").read_text() != locked, "--recache moves the lock"
    assert (film / "out/film/film.mp4").read_bytes() != first
    (film / "film.lock").write_text(locked)
    assert made(film, Flat("dear", costs=True)).ok
    assert (film / "out/film/film.mp4").read_bytes() == first


def test_a_block_leaves_with_its_shot(film):
    made(film, Flat("dear", costs=True))
    (film / "film.yaml").write_text(FILM[: FILM.index("      two:")])
    made(film, Flat("dear", costs=True))
    assert "a/two" not in (film / "film.lock").read_text()


def test_a_clean_clone_with_the_lock_and_an_empty_store_has_the_same_keys(film, tmp_path_factory):
    made(film, Flat("dear", costs=True))
    clone = tmp_path_factory.mktemp("clone")
    for name in ("film.yaml", "film.lock"):
        shutil.copy(film / name, clone)
    here, there = (
        vfc.plan(folder, generators=[Flat("dear", costs=True, version=9)])
        for folder in (film, clone)
    )
    assert [step.key for step in here.plan.steps] == [step.key for step in there.plan.steps]


def test_a_scene_gets_another_name_and_nothing_is_made_again(film):
    assert made(film, Flat("dear", costs=True)).ok
    before = (film / "film.lock").read_text()
    assert rename_in_film(find_workspace(film), "a", "b") == ("film.yaml",)
    assert (film / "film.lock").read_text() == before.replace('"take": "a/', '"take": "b/')
    again = made(film, Flat("dear", costs=True))
    assert again.ok and [step for step in again.made if not step.startswith("deliverable")] == []
