"""Merges of film.yaml and film.lock by git itself: marks are told as what they are, and the lock's
lines merge.
"""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from vfc.language.yaml.conflicts import conflicts
from vfc.language.yaml.text import read_texts
from vfc.lock.model import Lock, LockedChoice, LockedFile, LockedGenerator, LockedPin, LockedTake
from vfc.lock.text import read_lock, write_lock
from vfc.project.locked import locked_for

FILM = """\
vfc: 1
title: Walk
scenes:
  street:
    shots:
      walk:
        prompt: a street
        length: 4s
"""
A, B, C = "a" * 64, "b" * 64, "c" * 64


def git(folder: Path, *arguments: str, code: int = 0) -> str:
    done = subprocess.run(
        [
            "git",
            "-c",
            "user.name=a",
            "-c",
            "user.email=a@b.c",
            "-c",
            "init.defaultBranch=main",
            *arguments,
        ],
        cwd=folder,
        text=True,
        capture_output=True,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def branches(
    folder: Path, name: str, base: str | None, ours: str, theirs: str, style: str = "merge"
) -> str:
    """A file as git leaves it where the branch `night` is merged: changed on both from `base`
    (None: added on both).
    """
    git(folder, "init", "-q")
    (folder / "other").write_text("")
    (folder / name).write_text(base) if base is not None else None
    (
        git(folder, "add", "."),
        git(folder, "commit", "-qm", "base"),
        git(folder, "switch", "-qc", "night"),
    )
    (folder / name).write_text(theirs)
    (
        git(folder, "add", "."),
        git(folder, "commit", "-qm", "theirs"),
        git(folder, "switch", "-q", "main"),
    )
    (folder / name).write_text(ours)
    git(folder, "add", "."), git(folder, "commit", "-qm", "ours")
    subprocess.run(
        [
            "git",
            "-c",
            f"merge.conflictStyle={style}",
            "-c",
            "user.name=a",
            "-c",
            "user.email=a@b.c",
            "merge",
            "-q",
            "night",
        ],
        cwd=folder,
        capture_output=True,
    )
    return (folder / name).read_text()


def both_kept(text: str) -> str:
    """What an editor's "keep both" makes of conflicts: the lines of one side, then those of the
    other.
    """
    text = re.sub(r"^\|{7}.*?(?=^={7}$)", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"^(<{7}.*|={7}|>{7}.*)\n", "", text, flags=re.MULTILINE)


# ── film.yaml ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("style", ["merge", "diff3"])
def test_a_conflict_in_the_film_is_one_mistake_with_the_lines_of_both_sides(tmp_path, style):
    text = branches(
        tmp_path,
        "film.yaml",
        FILM,
        FILM.replace("4s", "5s"),
        FILM.replace("4s", "6s\n        takes: 2"),
        style,
    )
    assert "<<<<<<< HEAD" in text and ("|||||||" in text) == (style == "diff3")
    source = read_texts(tmp_path)
    base = 2 if style == "diff3" else 0
    assert [str(each.with_excerpt(source.texts)) for each in source.mistakes] == [
        "film.yaml:8:1: a merge left two versions here: 'length: 5s' (HEAD, line 9) or 'length: "
        f"6s' and 1 more line (night, lines {11 + base} to {12 + base})\n"
        "    8 | <<<<<<< HEAD\n"
        "      | ^^^^^^^^^^^^ keep the lines of one side, or of both, and take the marks out"
    ]
    assert not source.whole


def test_each_conflict_is_told_and_nothing_that_follows_from_it(tmp_path):
    text = branches(
        tmp_path,
        "film.yaml",
        FILM,
        FILM.replace("4s", "5s").replace("Walk", "Stroll"),
        FILM.replace("4s", "6s").replace("Walk", "Run"),
    )
    found = read_texts(tmp_path).mistakes
    assert [mistake.span.line for mistake in found] == [2, 12] and text.count("=======") == 2


def test_a_conflict_in_an_included_text(tmp_path):
    branches(
        tmp_path,
        "looks.yaml",
        None,
        "presets: {night: {style: dark}}\n",
        "presets: {night: {style: darker}}\n",
    )
    (tmp_path / "film.yaml").write_text(FILM + "include: looks.yaml\n")
    assert [mistake.span[:2] for mistake in read_texts(tmp_path).mistakes] == [("looks.yaml", 1)]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["=======", "a: 1"], ["a merge left this mark of a conflict"]),
        (["a: 1", ">>>>>>> night"], ["a merge left this mark of a conflict"]),
        (["<<<<<<< HEAD", "a: 1"], ["a merge left this mark of a conflict"]),
        (
            ["<<<<<<< HEAD", "=======", "a: 1", ">>>>>>> x"],
            ["a merge left two versions here: nothing (HEAD) or 'a: 1' (x, line 3)"],
        ),
        (["a: 1  # <<<<<<< HEAD", "  =======", "======== 8", "<<<<<<<x"], []),
    ],
)
def test_marks_alone_and_what_is_no_mark(lines, told):
    for end in ("\n", "\r\n"):
        assert [mistake.message for mistake in conflicts("film.yaml", end.join(lines))] == told


# ── film.lock ──────────────────────────────────────────────────────────────────────────────────

GENERATOR = LockedGenerator(
    name="wan", use="diffusers", version=1, options=(("steps", 30), ("guidance", 5.0))
)
EMPTY = Lock(files=(LockedFile(path="a.png", digest=A),))
OURS = Lock(
    generators=(GENERATOR,),
    files=EMPTY.files,
    takes=tuple(
        LockedTake(profile="draft", shot=f"s/{n}", take=1, seed=1, key=A, digest=B) for n in "abc"
    ),
    choices=(LockedChoice(profile="draft", shot="s/a", take=1, contest=A),),
    pins=(
        LockedPin(
            profile="", shot="s/a", take=1, role="first", key=A, digest=B, frames=24, made=36
        ),
    ),
)
THEIRS = Lock(
    generators=(replace(GENERATOR, name="flux"),),
    files=(*EMPTY.files, LockedFile(path="b.png", digest=B)),
    takes=tuple(
        LockedTake(profile="draft", shot=f"s/{n}", take=1, seed=1, key=B, digest=C) for n in "def"
    ),
    choices=(LockedChoice(profile="draft", shot="s/e", take=2, contest=A),),
    pins=(
        LockedPin(
            profile="", shot="s/e", take=1, role="first", key=A, digest=B, frames=24, made=36
        ),
    ),
)


def union(one: Lock, other: Lock) -> Lock:
    parts = {
        name: tuple(dict.fromkeys((*getattr(one, name), *getattr(other, name))))
        for name in ("generators", "takes", "pins", "choices", "files")
    }
    return read_lock("film.lock", write_lock(Lock(**parts)))[0]


@pytest.mark.parametrize("style", ["merge", "diff3"])
@pytest.mark.parametrize("base", [EMPTY, None, THEIRS])
def test_what_two_branches_added_is_both_there_where_both_sides_are_kept(tmp_path, base, style):
    theirs = (
        THEIRS
        if base is not THEIRS
        else replace(
            THEIRS,
            takes=THEIRS.takes
            + tuple(replace(take, shot=take.shot + "2") for take in THEIRS.takes),
        )
    )
    ours = OURS if base is not THEIRS else union(OURS, THEIRS)
    text = branches(
        tmp_path,
        "film.lock",
        None if base is None else write_lock(base),
        write_lock(ours),
        write_lock(theirs),
        style,
    )
    merged, mistakes = read_lock("film.lock", both_kept(text))
    assert mistakes == [] and union(merged, merged) == union(ours, theirs)


def test_git_s_own_union_merge_holds_both(tmp_path):
    (tmp_path / ".gitattributes").write_text("film.lock merge=union\n")
    text = branches(tmp_path, "film.lock", write_lock(EMPTY), write_lock(OURS), write_lock(THEIRS))
    merged, mistakes = read_lock("film.lock", text)
    assert "<<<<" not in text and mistakes == [] and union(merged, merged) == union(OURS, THEIRS)


def test_the_same_choice_made_otherwise_on_both_branches_is_told_once(tmp_path):
    ours = Lock(choices=(LockedChoice(profile="", shot="s/a", take=1, contest=A),))
    theirs = Lock(choices=(LockedChoice(profile="", shot="s/a", take=2, contest=B),))
    text = branches(tmp_path, "film.lock", None, write_lock(ours), write_lock(theirs))
    assert [each.message for each in read_lock("film.lock", text)[1]] == [
        f'a merge left two versions here: \'{{"choice": "s/a", "take": 1, "contest": "{A[:16]}...\' '
        f'(HEAD, line 5) or \'{{"choice": "s/a", "take": 2, "contest": "{B[:16]}...\' '
        "(night, line 7)"
    ]
    merged, mistakes = read_lock("film.lock", both_kept(text))
    assert merged.choices == (*ours.choices, *theirs.choices)
    assert [(each.severity, each.span.line, each.message, each.hint) for each in mistakes] == [
        (
            "warning",
            5,
            "a merge left 2 choices of the best take of s/a: take 1 on line 4 and take 2 on line 5",
            "the one holds that was chosen among the takes of today; where none was, the best is "
            "chosen again",
        )
    ]


def test_of_two_choices_among_the_same_takes_the_first_holds_and_profiles_have_each_their_own():
    lines = [
        LockedChoice(profile=profile, shot="s/a", take=take, contest=A)
        for profile, take in (("", 1), ("", 3), ("draft", 2), ("draft", 1))
    ]
    text = "".join(write_lock(Lock(choices=(each,))) for each in lines)
    merged, mistakes = read_lock("film.lock", text)
    assert set(merged.choices) == set(lines) and [each.hint for each in mistakes] == [
        "take 1 holds, the first of them: both were chosen among the same takes",
        "take 2 holds, the first of them: both were chosen among the same takes",
    ]
    assert "of profile 'draft'" in mistakes[1].message
    assert locked_for(merged, None).choices == {"s/a": {A: 1}} and locked_for(
        merged, "draft"
    ).choices == {"s/a": {A: 2}}


def test_a_file_that_both_branches_changed_has_both_lines_and_is_told_as_no_other_than_locked():
    names = ("a.png", "b: c.png")
    text = "".join(
        write_lock(Lock(files=tuple(LockedFile(path=name, digest=digest) for name in names)))
        for digest in (A, B, C)
    )
    merged, mistakes = read_lock("film.lock", text)
    assert mistakes == [] and {(each.path, each.digest) for each in merged.files} == {
        (name, digest) for name in names for digest in (A, B, C)
    }
