"""The laws, over random films and random edits.

1. An incremental build equals a clean build after any edit: the same keys, the same frames, the
   same deliverables.
2. What runs is exactly what the change reaches.
3. An edit taken back, another layout of the text, or another folder makes nothing.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import vfc
from tests.property.filmtext import edited, films, names, write
from vfc.media.footage.probe import probe
from vfc.store.local import LocalStore
from vfc.testing import Flat


def maker() -> Flat:
    return Flat(makes=("first", "last", "remix", "extend", "extend-start"), tail=3)


def build(folder: Path):
    result = vfc.build(folder, generators=[maker()], jobs=2)
    assert result.ok, result.failed
    return result


def standing(folder: Path) -> dict[str, str]:
    """Each label's artifact, by digest, that the plan of the film holds."""
    planned = vfc.plan(folder, generators=[maker()])
    return {
        step.key: decision.trace.output
        for step in planned.plan.steps
        if (decision := planned.decisions[step.key]).state == "kept" and decision.trace
    }


@settings(max_examples=8)
@given(films(), st.data())
def test_an_incremental_build_equals_a_clean_build(film, data):
    with tempfile.TemporaryDirectory() as folder:
        here, clean = Path(folder) / "here", Path(folder) / "clean"
        write(film, here)
        build(here)
        for _ in range(2):
            film, _ = edited(film, data.draw)
            write(film, here)
            build(here)
        write(film, clean)
        build(clean)
        wanted = standing(clean)
        assert wanted.items() <= standing(here).items()
        facts = probe(here / "out/film/film.mp4")
        assert facts == probe(clean / "out/film/film.mp4")
        assert (here / "out/film/film.mp4").read_bytes() == (
            clean / "out/film/film.mp4"
        ).read_bytes()
        assert vfc.plan(here, generators=[maker()]).to_make() == ()


@settings(max_examples=8)
@given(films(), st.data())
def test_what_runs_is_what_the_change_reaches(film, data):
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        write(film, here)
        build(here)
        changed, reaches = edited(film, data.draw)
        write(changed, here)
        made = build(here).made
        assert reaches(made, film, changed), (made, changed)
        write(film, here)
        assert not build(here).made, "an edit taken back makes nothing"


@settings(max_examples=8)
@given(films())
def test_layout_comments_key_order_and_the_folder_make_nothing(film):
    with tempfile.TemporaryDirectory() as folder:
        here, there = Path(folder) / "here", Path(folder) / "deep/there"
        write(film, here)
        first = build(here)
        assert len(first.made) > len(names(film))
        write(film, here, flow=True)
        assert not build(here).made
        write(film, here, comment="# a note\n\n", reverse=True)
        assert not build(here).made
        shutil.move(here, there)
        assert not build(there).made
        shutil.copytree(there, Path(folder) / "copy")
        assert not build(Path(folder) / "copy").made


@settings(max_examples=6)
@given(films(), st.data())
def test_a_lost_or_damaged_object_is_found_and_made_again(film, data):
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        write(film, here)
        build(here)
        objects = [path for _, path in LocalStore(here / ".vfc").objects.all()]
        for path in data.draw(
            st.lists(st.sampled_from(objects), min_size=1, max_size=3, unique=True)
        ):
            if data.draw(st.booleans()):
                path.unlink()
            else:
                bytes_before = bytearray(path.read_bytes())
                bytes_before[len(bytes_before) // 2] ^= 1
                path.write_bytes(bytes_before)
        before = (here / "out/film/film.mp4").read_bytes()
        shutil.rmtree(here / "out")
        vfc_store_verify(here)
        build(here)
        assert (here / "out/film/film.mp4").read_bytes() == before


def vfc_store_verify(folder: Path) -> None:
    from vfc.store.gc import verify

    verify(LocalStore(folder / ".vfc"))
