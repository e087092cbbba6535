"""Edits of the film's text as it lies on the disk: a byte order mark, line ends and links stay as
they are.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from vfc.commands.check import check
from vfc.commands.pick import pick_take, rename_in_film
from vfc.project.workspace import find_workspace

FILM = """\
title: Marked
format: {size: 32x32}
handles: 0f
include: scenes/more.yaml
scenes:
  a:
    shots:
      one: {prompt: a picture, length: 2f, takes: 2}
cut: [a/one, b/two]
"""
MORE = """\
scenes:
  b:
    shots:
      two: {prompt: another, length: 2f, takes: 2, first: a/one@last}
"""


def a_film(folder: Path, mark: str, end: str) -> Path:
    (folder / "scenes").mkdir(parents=True)
    for name, text in (("film.yaml", FILM), ("scenes/more.yaml", MORE)):
        (folder / name).write_bytes((mark + text.replace("\n", end)).encode())
    return folder


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_pick_and_a_new_name_keep_the_mark_and_the_line_ends(tmp_path, mark, end):
    film = a_film(tmp_path / "film", mark, end)
    pick_take(find_workspace(film), "a/one", "2", lambda remade: None)
    pick_take(find_workspace(film), "b/two", "2", lambda remade: None)
    assert rename_in_film(find_workspace(film), "a/one", "a/first") == (
        "film.yaml",
        "scenes/more.yaml",
    )
    wanted = FILM.replace("takes: 2}", "takes: 2, pick: 2, was: a/one}").replace(
        "one: {", "first: {"
    )
    wanted = wanted.replace("[a/one,", "[a/first,")
    assert (film / "film.yaml").read_bytes().decode() == mark + wanted.replace("\n", end)
    wanted = MORE.replace("a/one@last}", "a/first@last, pick: 2}")
    assert (film / "scenes/more.yaml").read_bytes().decode() == mark + wanted.replace("\n", end)


def test_places_are_counted_without_the_mark(tmp_path):
    told = []
    for mark in ("", "\ufeff"):
        film = a_film(tmp_path / f"film{len(mark)}", mark + "sed: 1\n", "\n")
        told.append([str(each) for each in check(find_workspace(film))])
    assert told[0] == told[1]
    assert told[0][0].startswith("film.yaml:1:1: unknown key 'sed'")


def test_a_text_that_is_a_link_stays_one(tmp_path):
    film = a_film(tmp_path / "film", "", "\n")
    (film / "film.yaml").rename(film / "scenes/whole.yaml")
    (film / "film.yaml").symlink_to("scenes/whole.yaml")
    pick_take(find_workspace(film), "a/one", "2", lambda remade: None)
    assert (film / "film.yaml").is_symlink() and "pick: 2" in (
        film / "scenes/whole.yaml"
    ).read_text()
    assert sorted(each.name for each in (film / "scenes").iterdir()) == ["more.yaml", "whole.yaml"]
