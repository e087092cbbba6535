"""Films, profiles and builds that share a store, a lock, a folder: none takes from another what it
holds.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import vfc
from vfc.commands.build import BuildOptions, build
from vfc.commands.explain import explain
from vfc.commands.pick import rename_in_film
from vfc.commands.store import store_collect
from vfc.errors import RefusedError, StoreError, UsageError
from vfc.generators.registry import Registry
from vfc.lock.text import read_lock
from vfc.project.load import load
from vfc.project.plan import PlanOptions, plan_film
from vfc.project.snapshot import standing
from vfc.project.workspace import find_workspace
from vfc.testing import Flat, Recorder

FILM = """\
title: Shared
format: {size: 32x32}
handles: 0f
generator: dear
generators:
  dear: {use: dear}
  cheap: {use: cheap}
profiles:
  draft: {generator: cheap}
scenes:
  a:
    shots:
      one: {prompt: a picture, length: 6f}
      two: {prompt: another one, length: 6f}
"""


def made(
    folder: Path,
    *generators: Flat,
    profile: str | None = None,
    store: Path | None = None,
    **options,
):
    registry = Registry([])
    for generator in generators or both():
        registry.add(generator)
    workspace = find_workspace(folder, profile=profile, store=store)
    return build(workspace, BuildOptions(**options), Recorder(), registry=registry)


def both() -> tuple[Flat, Flat]:
    return Flat("dear", costs=True), Flat("cheap", costs=True)


def pictures(result) -> set[str]:
    return {step for step in result.made if step.startswith("picture")}


def a_film(folder: Path, text: str = FILM) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "film.yaml").write_text(text)
    return folder


def lock_of(folder: Path):
    lock, mistakes = read_lock("film.lock", (folder / "film.lock").read_text())
    assert not mistakes
    return lock


# ── profiles in one lock ───────────────────────────────────────────────────────────────────────


def test_a_build_of_the_text_itself_keeps_the_generators_that_a_profile_alone_uses(tmp_path):
    film = a_film(tmp_path)
    assert made(film, profile="draft").ok and made(film).ok
    assert {each.name for each in lock_of(film).generators} == {"dear", "cheap"}
    newer = Flat("dear", costs=True), Flat("cheap", costs=True, version=2)
    assert made(film, *newer, profile="draft").made == (), (
        "the profile's generator is still held at version 1"
    )


def test_a_generator_that_left_the_text_leaves_the_lock(tmp_path):
    film = a_film(tmp_path)
    assert made(film, profile="draft").ok
    a_film(tmp_path, FILM.replace("  cheap: {use: cheap}\n", "").replace("cheap", "dear"))
    assert made(film).ok
    assert {each.name for each in lock_of(film).generators} == {"dear"}


def test_what_another_build_wrote_into_the_lock_meanwhile_stays(tmp_path):
    film = a_film(tmp_path)

    class Beside(Flat):
        """While it draws, another build of another profile begins and ends."""

        def frames(self, request, context):
            if not (film / "film.lock").exists():
                assert made(film, profile="draft").ok
            return super().frames(request, context)

    assert made(film, Beside("dear", costs=True), Flat("cheap", costs=True)).ok
    assert {(each.profile, each.shot) for each in lock_of(film).takes} == {
        ("", "a/one"),
        ("", "a/two"),
        ("draft", "a/one"),
        ("draft", "a/two"),
    }


def test_a_lock_that_was_broken_while_a_build_ran_is_not_written_over(tmp_path):
    film = a_film(tmp_path)

    class Breaking(Flat):
        def frames(self, request, context):
            (film / "film.lock").write_text("<<<<<<< HEAD\n")
            return super().frames(request, context)

    with pytest.raises(StoreError, match=r"film\.lock was changed while this build ran"):
        made(film, Breaking("dear", costs=True), Flat("cheap"))
    assert (film / "film.lock").read_text() == "<<<<<<< HEAD\n"


@pytest.mark.parametrize("hand", [False, True])
def test_a_shot_s_new_name_carries_the_takes_of_every_profile_along(tmp_path, hand):
    film = a_film(tmp_path)
    assert made(film, profile="draft").ok and made(film).ok
    if hand:
        a_film(film, FILM.replace("one: {prompt", "first: {was: a/one, prompt"))
    else:
        rename_in_film(find_workspace(film), "a/one", "a/first")
        assert {each.shot for each in lock_of(film).takes} == {"a/first", "a/two"}
    for profile in (None, "draft"):
        assert not pictures(made(film, profile=profile, frozen=True))
    assert {(each.profile, each.shot) for each in lock_of(film).takes} == {
        ("", "a/first"),
        ("", "a/two"),
        ("draft", "a/first"),
        ("draft", "a/two"),
    }


def test_a_shot_that_gets_its_old_name_back_makes_nothing(tmp_path):
    film = a_film(tmp_path)
    assert made(film, profile="draft").ok and made(film).ok
    rename_in_film(find_workspace(film), "a/one", "a/first")
    rename_in_film(find_workspace(film), "a/first", "a/one")
    assert not pictures(made(film, frozen=True))
    assert not vfc.load(film, generators=both()).warnings


# ── what is kept when a build is not of the whole film ─────────────────────────────────────────


def test_a_refresh_that_failed_leaves_the_lock_as_the_film_was_made(tmp_path):
    film = a_film(tmp_path)
    assert made(film).ok
    before = (film / "film.lock").read_text()
    broken = Flat("dear", costs=True, version=2, fails=["another"])
    assert not made(film, broken, Flat("cheap"), wanted=PlanOptions(refresh=True)).ok
    assert (film / "film.lock").read_text() == before
    assert made(film).made == ()
    mended = made(
        film, Flat("dear", costs=True, version=2), Flat("cheap"), wanted=PlanOptions(refresh=True)
    )
    assert pictures(mended) == {"picture a/two#1"}, "what the failed one made is kept"


def test_a_refresh_is_of_the_whole_film(tmp_path):
    film = a_film(tmp_path)
    with pytest.raises(UsageError, match="leave --only out"):
        made(film, wanted=PlanOptions(refresh=True, only=("a/one",)))


def test_a_build_of_one_shot_forgets_nothing_of_the_others(tmp_path):
    film = a_film(tmp_path)
    assert made(film).ok
    assert made(film, wanted=PlanOptions(only=("a/one",))).ok
    a_film(film, FILM.replace("another one", "a third"))
    planned = vfc.plan(film, generators=both())
    reasons = {step.label: planned.decisions[step.key].reasons for step in planned.to_make()}
    assert reasons["picture a/two#1"] == ("request.prompt.words: 'another one' → 'a third'",)


def test_recache_of_what_is_not_there_is_told(tmp_path):
    film = a_film(tmp_path)
    with pytest.raises(UsageError, match="no step is called 'a/tow'"):
        made(film, wanted=PlanOptions(recache=("a/tow",)))


def test_two_equal_shots_are_one_step_under_both_names(tmp_path):
    film = a_film(
        tmp_path,
        FILM.replace("a picture", "another one").replace("length: 6f", "length: 6f, seed: 7"),
    )
    assert pictures(made(film)) == {"picture a/one#1"}
    planned = vfc.plan(film, generators=both())
    assert "picture a/one#1" in [each.step.label for each in explain(planned, "a/two")]
    assert pictures(made(film, wanted=PlanOptions(recache=("a/two",)))) == {"picture a/one#1"}


def test_a_lost_index_makes_nothing_again_that_cost(tmp_path):
    film = a_film(tmp_path)
    assert made(film).ok
    for each in (film / ".vfc").glob("index.sqlite3*"):
        each.unlink()
    again = made(film, frozen=True)
    assert again.ok and not pictures(again)


# ── several films in one store ─────────────────────────────────────────────────────────────────


def two_films(root: Path) -> tuple[Path, Path, Path]:
    one, two, store = (
        a_film(root / "one"),
        a_film(root / "two", FILM.replace("a picture", "a sea")),
        root / "store",
    )
    assert made(one, Flat("dear"), Flat("cheap"), store=store).ok
    assert made(two, Flat("dear"), Flat("cheap"), store=store).ok
    return one, two, store


def test_films_of_one_store_know_their_own_labels_and_snapshots(tmp_path):
    one, _two, store = two_films(tmp_path)
    assert made(one, Flat("dear"), Flat("cheap"), store=store).made == ()
    a_film(one, FILM.replace("a picture", "a hill"))
    registry = Registry([])
    for each in (Flat("dear"), Flat("cheap")):
        registry.add(each)
    planned = plan_film(load(find_workspace(one, store=store), registry=registry))
    reasons = {step.label: planned.decisions[step.key].reasons for step in planned.to_make()}
    assert reasons["picture a/one#1"] == ("request.prompt.words: 'a picture' → 'a hill'",)


PREVIS = (
    "title: P\nformat: {size: 32x32}\nscenes: {a: {shots: {one: {prompt: PROMPT, length: 3f}}}}\n"
)


def previs(folder: Path, prompt: str, store: Path):
    a_film(folder, PREVIS.replace("PROMPT", prompt))
    return build(find_workspace(folder, store=store), BuildOptions(), Recorder())


def test_gc_keeps_what_every_film_of_the_store_needs(tmp_path):
    store = tmp_path / "store"
    assert (
        previs(tmp_path / "one", "a sea", store).ok and previs(tmp_path / "two", "a hill", store).ok
    )
    workspace = find_workspace(tmp_path / "one", store=store)
    assert store_collect(workspace, older_than=0, dry_run=False).objects == 0
    assert (
        previs(tmp_path / "one", "a sea", store).made == ()
        and previs(tmp_path / "two", "a hill", store).made == ()
    )


def test_gc_removes_nothing_while_a_film_of_the_store_cannot_be_planned(tmp_path):
    store = tmp_path / "store"
    assert (
        previs(tmp_path / "one", "a sea", store).ok and previs(tmp_path / "two", "a hill", store).ok
    )
    workspace = find_workspace(tmp_path / "one", store=store)
    a_film(tmp_path / "two", "title: [")
    with pytest.raises(
        StoreError, match=r"nothing is removed: .*two.film\.yaml .*its text has mistakes"
    ):
        store_collect(workspace, older_than=0, dry_run=False)
    shutil.rmtree(tmp_path / "two")
    with pytest.raises(StoreError, match="--gone"):
        store_collect(workspace, older_than=0, dry_run=False)
    assert (
        store_collect(
            workspace, older_than=0, dry_run=False, gone=tmp_path / "two" / "film.yaml"
        ).objects
        > 0
    )
    assert previs(tmp_path / "one", "a sea", store).made == ()


PINNED = """\
title: Pinned
format: {size: 32x32}
handles: 0f
scenes:
  a:
    shots:
      one: {prompt: a picture, length: 6f}
      two: {prompt: another, after: a/one, length: 6f, pin: true}
"""


def test_gc_keeps_what_a_pin_holds(tmp_path):
    film = a_film(tmp_path, PINNED)
    assert build(find_workspace(film), BuildOptions(), Recorder()).ok
    a_film(film, PINNED.replace("a picture", "a hill"))
    assert build(find_workspace(film), BuildOptions(), Recorder()).ok
    store_collect(find_workspace(film), older_than=0, dry_run=False)
    pins = lock_of(film).pins
    assert pins and load(find_workspace(film)).store.has({each.digest for each in pins}) == {
        each.digest for each in pins
    }


def test_two_texts_of_one_stem_are_refused(tmp_path):
    a_film(tmp_path)
    shutil.copy(tmp_path / "film.yaml", tmp_path / "film.yml")
    with pytest.raises(UsageError, match=r"film\.yaml and film\.yml lie in one folder"):
        find_workspace(tmp_path)


def test_a_text_that_is_saved_while_it_is_read_is_seen_by_the_next_build(tmp_path):
    film = a_film(tmp_path)

    class Saving(Flat):
        """The text is saved while the film is resolved, when its generators are asked what they can
        do.
        """

        def abilities(self, options):
            a_film(film, FILM.replace("another one", "a third"))
            return super().abilities(options)

    assert made(film, Saving("dear"), Flat("cheap")).ok
    assert standing(find_workspace(film)) is None
    with pytest.raises(RefusedError):
        made(film, Flat("dear"), Flat("cheap"), assert_noop=True)
