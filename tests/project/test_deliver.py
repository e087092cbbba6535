"""The out folder: it holds what the text delivers, nothing that vfc put there before, and all that
the user put.
"""

from __future__ import annotations

import errno
import os
import resource
import shutil
import signal
import subprocess
import threading
from pathlib import Path
from urllib.parse import unquote

import av
import opentimelineio as otio
import pytest

from vfc.commands.build import BuildOptions, build
from vfc.generators.previs.generator import Previs
from vfc.generators.registry import Registry
from vfc.media import formats
from vfc.media.footage.probe import probe
from vfc.media.formats import MUXERS, Muxer
from vfc.project.deliver import deliver
from vfc.project.load import load
from vfc.project.plan import PlanOptions, plan_film
from vfc.project.workspace import find_workspace
from vfc.provenance.statement import ENDING
from vfc.testing import Flat, Recorder

FILM = """\
title: Delivered
format: {size: 32x32}
handles: 0f
generator: flat
scenes:
  a:
    shots:
      one: {prompt: a picture, length: 2f}
      two: {prompt: another one, length: 2f}
deliver:
"""
ALL = ("film.mp4", "film.srt", "rough/film.otio")
LINKS = {"rough/film.media/a_one.mov", "rough/film.media/a_two.mov"}


def registry() -> Registry:
    found = Registry([])
    found.add(Flat())
    return found


def delivering(folder: Path, *paths: str, cut: str = "", **options):
    """Build a film that delivers these; what the build says."""
    text = FILM + "".join(f"  {path}: {{}}\n" for path in paths) + cut
    (folder / "film.yaml").write_text(text)
    result = build(find_workspace(folder), BuildOptions(**options), Recorder(), registry=registry())
    assert result.ok, result.failed
    return result


def planned(folder: Path):
    """The film's plan, and the digest of what each step of it has made."""
    found = plan_film(load(find_workspace(folder), registry=registry()))
    return found, {key: each.trace.output for key, each in found.decisions.items()}


def out(folder: Path) -> set[str]:
    """All that lies in the out folder but folders and sidecars, as paths."""
    root = folder / "out/film"
    return {
        (Path(where) / name).relative_to(root).as_posix()
        for where, _, names in os.walk(root)
        for name in names
        if not name.endswith(ENDING)
    }


@pytest.fixture(scope="module")
def once_built(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("delivered")
    delivering(folder, *ALL)
    return folder


@pytest.fixture
def film(tmp_path, once_built) -> Path:
    """A film that was built, in a folder of its own."""
    return shutil.copytree(once_built, tmp_path / "film", symlinks=True)


def test_what_left_the_text_is_taken_away_at_the_next_build(film):
    assert out(film) == {*ALL, *LINKS}
    result = delivering(film, "film.mp4")
    assert out(film) == {"film.mp4"}
    assert set(result.gone) == {f"out/film/{path}" for path in {*ALL, *LINKS} - {"film.mp4"}}
    assert not (film / "out/film/rough").exists(), "folders that are empty now go too"
    assert delivering(film, "film.mp4").gone == ()


def test_what_the_user_put_there_or_changed_stays(film):
    mine = {
        "film.txt",
        "notes/film.srt",
        "rough/film.media/a_three.mov",
        "teaser.mp4",
        ".vfc-0123456789abcdef",
    }
    for path in mine:
        (film / "out/film" / path).parent.mkdir(exist_ok=True)
        (film / "out/film" / path).write_text("mine")
    with (film / "out/film/film.srt").open("a") as file:
        file.write("my own words\n")
    delivering(film, "film.mp4")
    assert out(film) == {"film.mp4", "film.srt"} | mine
    assert delivering(film, "film.mp4").gone == ()
    assert out(film) == {"film.mp4", "film.srt"} | mine


def test_a_file_that_lay_there_already_is_never_vfc_s(film):
    """The same bytes say nothing: without a record there is no knowing who placed them."""
    shutil.rmtree(film / ".vfc/placed")
    delivering(film, *ALL)
    delivering(film, "film.mp4")
    assert {*ALL, *LINKS} == out(film)


def test_a_timeline_that_the_user_changed_keeps_its_links(film):
    timeline = film / "out/film/rough/film.otio"
    timeline.write_text(timeline.read_text() + "\n")
    delivering(film, "film.mp4")
    assert out(film) == {"film.mp4", "rough/film.otio", *LINKS}
    timeline.unlink()
    delivering(film, "film.mp4")
    assert out(film) == {"film.mp4"}


def test_a_link_that_a_timeline_no_longer_uses_is_taken_away(film):
    delivering(film, *ALL, cut="cut: [a/one]\n")
    assert out(film) == {*ALL, "rough/film.media/a_one.mov"}


def test_a_path_may_become_a_folder_and_a_folder_a_path(film):
    delivering(film, "film.mp4/film.mp4", "rough.mp4")
    assert out(film) == {"film.mp4/film.mp4", "rough.mp4"}
    delivering(film, "film.mp4")
    assert out(film) == {"film.mp4"}


def test_a_build_of_some_shots_alone_takes_nothing_away(film):
    delivering(film, "film.mp4", wanted=PlanOptions(only=("a/one",)))
    assert out(film) >= set(ALL)
    delivering(film, "film.mp4")
    assert out(film) == {"film.mp4"}


def test_what_a_killed_build_left_half_copied_goes_at_the_next_one(film):
    copied = film / "out/film/film.mp4"
    size = copied.stat().st_size
    copied.unlink()
    child = os.fork()
    if not child:  # a build that the kernel kills while it copies: its last byte is one too many
        found, digests = planned(film)
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (size - 1, size - 1))
        deliver(found, digests)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGXFSZ
    assert len(out(film) - {*ALL, *LINKS}) == 1
    delivering(film, *ALL)
    assert out(film) == {*ALL, *LINKS}


def test_deliveries_at_once_do_not_meet(film):
    """Each finds links that lead elsewhere and mends them; none fails, and a link is there at every
    moment.
    """
    found, digests = planned(film)
    links = [film / "out/film" / link for link in LINKS]
    deliver(found, digests)
    right = [link.lstat().st_ino for link in links]
    failures, ended = [], threading.Event()

    def again() -> None:
        try:
            for _ in range(15):
                for link in links:
                    draft = link.with_name(f"{link.name}.{threading.get_ident()}")
                    draft.symlink_to(f"{link.name}.elsewhere")
                    os.replace(draft, link)
                deliver(found, digests)
        except BaseException as error:
            failures.append(error)

    def look() -> None:
        while not ended.is_set():
            failures.extend(f"{link} was gone" for link in links if not os.path.lexists(link))

    watcher, threads = (
        threading.Thread(target=look),
        [threading.Thread(target=again) for _ in range(4)],
    )
    for thread in (watcher, *threads):
        thread.start()
    for thread in threads:
        thread.join()
    ended.set()
    watcher.join()
    deliver(found, digests)
    assert (
        failures == []
        and [link.lstat().st_ino for link in links] == right
        and out(film) == {*ALL, *LINKS}
    )


def linked(timeline: Path) -> list[Path]:
    """The files that a timeline's clips name, from where it lies."""
    found = otio.adapters.read_from_file(str(timeline))
    references = [clip.media_reference for clip in found.find_clips()]
    return [
        timeline.parent / unquote(each.target_url)
        for each in references
        if isinstance(each, otio.schema.ExternalReference)
    ]


def test_a_copied_out_folder_keeps_its_timelines_whole(film, tmp_path):
    delivering(film, *ALL)
    subprocess.run(["cp", "-r", film / "out", tmp_path / "elsewhere"], check=True)
    held = {each: each.read_bytes() for each in linked(film / "out/film/rough/film.otio")}
    shutil.rmtree(film)
    copies = linked(tmp_path / "elsewhere/film/rough/film.otio")
    assert len(copies) == 2 and [each.read_bytes() for each in copies] == list(held.values())
    assert all(probe(each).frames for each in copies)


def test_where_no_second_name_can_be_given_links_lead_into_the_store(film, monkeypatch):
    def refused(*_: object) -> None:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    links = [film / "out/film" / each for each in sorted(LINKS)]
    held = [each.read_bytes() for each in links]
    for each in links:
        each.unlink()
    with monkeypatch.context() as apart:
        apart.setattr(os, "link", refused)
        assert set(delivering(film, *ALL).placed) == {f"out/film/{each}" for each in LINKS}
        assert (
            all(each.is_symlink() for each in links)
            and [each.read_bytes() for each in links] == held
        )
        assert delivering(film, *ALL).placed == ()
    delivering(film, *ALL, "more.srt")
    assert (
        not any(each.is_symlink() for each in links)
        and [each.read_bytes() for each in links] == held
    )
    delivering(film, "film.mp4")
    assert out(film) == {"film.mp4"}


def credited(root: Path) -> str | None:
    """The comment of a film's file."""
    with av.open(str(root / "out/film/film.mp4")) as container:
        return container.metadata.get("comment")


def test_a_film_credits_whom_its_pictures_are_drawn_with(tmp_path):
    """The attribution that a licence asks for stands in the file, of what the film shows alone."""
    for folder, generator in (("drawn", "previs"), ("bare", "flat")):
        root = tmp_path / folder
        root.mkdir()
        text = FILM.replace("generator: flat", f"generator: {generator}")
        (root / "film.yaml").write_text(text + "  film.mp4: {}\n")
        both = registry()
        both.add(Previs())
        assert not build(find_workspace(root), BuildOptions(), Recorder(), registry=both).failed
    assert "Twemoji" in (credited(tmp_path / "drawn") or "")
    assert "Twemoji" not in (credited(tmp_path / "bare") or "")


def test_a_container_that_moves_its_pictures_fails_with_a_sentence(film, monkeypatch):
    (film / "film.yaml").write_text(FILM + "  film.mkv: {}\n")
    moving = Muxer("matroska", lambda *ticks: {"output_ts_offset": "1"}, MUXERS["mkv"].clock)
    with monkeypatch.context() as lying:
        lying.setattr(formats, "MUXERS", MUXERS | {"mkv": moving})
        result = build(find_workspace(film), BuildOptions(), Recorder(), registry=registry())
    told = "has frame 0 at 1.000000 s, not at 0.000000 s: .mkv does not keep its time"
    assert told in str(result.failed) and "film.mkv" not in out(film)
    delivering(film, "film.mkv")
    assert probe(film / "out/film/film.mkv").frames == 4
