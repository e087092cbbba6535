"""Locks of the forms before: lists of blocks, and lines of YAML. They are read as they were written,
or merged, and written anew.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from tests.lock.test_text import LOCK, SEAL, TEXT, A, B, told
from vfc.language.yaml.compose import compose
from vfc.lock.model import Lock, LockedChoice, LockedFile, LockedTake
from vfc.lock.text import read_lock, write_lock

LINES = f"""\
# film.lock is written by vfc build and belongs under version control. It is input before it is output:
# what costs is made as these entries say until vfc build --refresh.
generator wan: {{use: diffusers, version: 2, model: Wan-AI/Wan2.2, asked: main, revision: "0123456", \
abilities: {{costs: true, grid_step: 4, makes: [first, last]}}, weights: {{vae.bin: {A}}}}}
take s/b#1: {{seed: 7, key: {A}, digest: {B}}}
take final s/a#2: {{seed: 8, key: {B}, digest: {A}}}
take final s/a#10 card 1: {{seed: 9, key: {B}, digest: {A}}}
pin s/b#1 first: {{key: {A}, digest: {B}, frames: 24, made: 36}}
choice final s/a: {{take: 2, contest: {A}, seal: {SEAL}}}
file assets/rain.wav: {A}
"file assets/été #1.wav": {B}
"""
BLOCKS = f"""\
# film.lock is written by vfc build and belongs under version control. It is input before it is output:
# what costs is made as these entries say until vfc build --refresh.
generators:
  wan:
    use: diffusers
    version: 2
    model: Wan-AI/Wan2.2
    asked: main
    revision: "0123456"
    abilities:
      costs: true
      grid_step: 4
      makes: [first, last]
    weights:
      vae.bin: {A}
takes:
  - profile: ""
    shot: s/b
    take: 1
    seed: 7
    key: {A}
    digest: {B}
  - profile: final
    shot: s/a
    take: 2
    seed: 8
    key: {B}
    digest: {A}
  - profile: final
    shot: s/a
    take: 10
    part: card 1
    seed: 9
    key: {B}
    digest: {A}
pins:
  - profile: ""
    shot: s/b
    take: 1
    role: first
    key: {A}
    digest: {B}
    frames: 24
    made: 36
choices:
  - profile: final
    shot: s/a
    take: 2
    contest: {A}
files:
  assets/rain.wav: {A}
  "assets/été #1.wav": {B}
"""


def test_both_forms_are_read_and_written_anew():
    for text in (BLOCKS, LINES, LINES.replace("\n", "\r\n"), "\ufeff" + BLOCKS):
        assert read_lock("film.lock", text) == (LOCK, [])
        assert write_lock(read_lock("film.lock", text)[0]) == TEXT


def test_forms_may_stand_beside_each_other():
    """Two branches, one of which has built with this vfc, merge by keeping both sides' lines."""
    take = LockedTake(shot="s/c", take=1, seed=1, key=A, digest=B)
    more = replace(LOCK, takes=(*LOCK.takes, take))
    older = f"take s/c#1: {{seed: 1, key: {A}, digest: {B}}}\n"
    new = f'{{"take": "s/c#1", "seed": 1, "key": "{A}", "digest": "{B}"}}\n'
    for text in (BLOCKS + older, LINES + older, TEXT + older, LINES + new, LINES + TEXT + older):
        lock, mistakes = read_lock("film.lock", text)
        assert mistakes == [] and write_lock(lock) == write_lock(more)


def test_an_entry_is_read_the_same_however_it_is_written():
    other = LINES.replace("seed: 7, key", "seed:  7,   key").replace(
        "take final s/a#2:", "'take final s/a#2' :"
    )
    lock, mistakes = read_lock("film.lock", other)
    assert mistakes == [] and write_lock(lock) == TEXT


def test_words_that_mean_something_else_to_yaml_are_what_was_written():
    text = 'generator "on": {use: w, version: 1, options: {a: true, b: "true", c: none, d: 1e3}}\n'
    lock, mistakes = read_lock("film.lock", text.replace('"on"', "on"))
    assert mistakes == [] and lock.generators[0].options == (
        ("a", True),
        ("b", "true"),
        ("c", None),
        ("d", 1000.0),
    )


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("take: 2", "take: two", "8:26: 'take' is a whole number in the lock, not 'two'"),
        ("seed: 8, ", "", "5:1: 'seed' is lacking in this entry of the lock"),
        (f"seed: 9, key: {B}", "seed: 9, key: zz", "6:42: 'zz' is no digest"),
        ("use: diffusers, ", "", "3:1: 'use' is lacking in this entry of the lock"),
        (f"assets/rain.wav: {A}", "assets/rain.wav: {}", "9:1: '' is no digest"),
        ("pin s/b#1 first:", "pin s/b#1:", "7:1: 'role' is lacking in this entry of the lock"),
        ("take: 2, contest", "take: 3, contest", "8:1: take 3 is not the one that was chosen here: the line was damaged, or changed by hand"),
    ],
)  # fmt: skip
def test_a_damaged_entry_is_told_and_left_out(before, after, message):
    lock, mistakes = read_lock("film.lock", LINES.replace(before, after, 1))
    assert [str(each) for each in mistakes] == [
        f"film.lock:{message}\n  take it out; the next build writes it anew"
    ]
    kept = (lock.takes, lock.files, lock.generators, lock.pins, lock.choices)
    assert sum(map(len, kept)) == 7


def test_a_name_that_is_no_take_s_is_told():
    assert told(LINES.replace("take final s/a#2:", "take final s-a#2:"))[0].endswith(
        "write scene/shot#1"
    )


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        (
            "file a.png: x\ntkae s/a: []\n",
            [
                "film.lock:1:13: 'x' is no digest\n    1 | file a.png: x\n"
                "      |             ^ take it out; the next build writes it anew",
                "film.lock:2:1: 'tkae s/a' is no part of a lock\n    2 | tkae s/a: []\n"
                "      | ^^^^^^^^ did you mean 'take'?  "
                "its lines begin with: generator, take, pin, choice, file",
            ],
        ),
        (
            "takes: {}\n",
            [
                "film.lock:1:8: 'takes' of the lock is damaged\n    1 | takes: {}\n"
                "      |        ^^ delete it; the next build writes it anew"
            ],
        ),
    ],
)
def test_what_is_no_lock(text, messages):
    assert sorted(told(text)) == messages


def test_one_entry_twice():
    line = next(line for line in LINES.splitlines() if line.startswith("take final s/a#2"))
    other = line.replace("seed: 8", "seed: 9")
    for text in (LINES.replace(line, f"{line}\n{other}"), BLOCKS + other):
        assert "the lock holds the take s/a#2 of profile 'final' twice" in told(text)[0]
    assert told(LINES + LINES) == told(BLOCKS + line) == []
    generator = LINES.splitlines()[2]
    assert (
        "'generator wan' is given twice: on line 3"
        in told(LINES + generator.replace("main", "next"))[0]
    )


def test_a_merge_of_lines_holds_both_sides():
    ours, theirs = (
        f"choice s/a: {{take: {take}, contest: {contest}}}\nfile a.png: {contest}\n"
        for take, contest in ((1, A), (2, B))
    )
    lock, mistakes = read_lock("film.lock", ours + theirs)
    assert lock.choices == (
        LockedChoice(shot="s/a", take=1, contest=A),
        LockedChoice(shot="s/a", take=2, contest=B),
    )
    assert {each.digest for each in lock.files} == {A, B}
    assert [each.severity for each in mistakes] == ["warning"]
    assert "take 1 on line 1 and take 2 on line 3" in mistakes[0].message


HOSTILE = {  # what each line is by its number; none of them is a film's lock
    "one file": lambda number: f"file a.png: {number:064x}",
    "one take": lambda number: f"take a/b#1: {{seed: {number}, key: {A}, digest: {number:064x}}}",
    "one choice": lambda number: f"choice a/b: {{take: 1, contest: {number:064x}}}",
    "one pin": lambda number: (
        f"pin a/b#1 first: {{key: {A}, digest: {number:064x}, frames: 3, made: 3}}"
    ),
    "short lines": lambda number: f"file a: {number}",
    "blocks": lambda number: "takes:\n  - a" if number else "takes:",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_lock_that_is_no_film_s_is_refused_in_little_work(kind):
    """Work and memory are bounded: YAML reads half a megabyte at most, whatever comes."""
    text = "".join(
        f"{HOSTILE[kind](number)}\n"
        for number in range(min(60_000, 700_000 // len(HOSTILE[kind](9_999))))
    )
    read = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "vfc.lock.older.compose",
            lambda file, part: read.append(len(part.strip())) or compose(file, part),
        )
        lock, mistakes = read_lock("film.lock", text)
    assert lock == Lock() and mistakes and not any(read)


def test_a_lock_of_a_large_film_is_read_without_yaml(monkeypatch):
    """Three thousand shots, each with a take, a pin, a choice and a file, as vfc wrote them: more
    than is read of what was written by hand.
    """
    names = [f"s{number % 100}/b{number}" for number in range(3_000)]
    text = "".join(
        f"take {name}#1: {{seed: 1, key: {A}, digest: {B}}}\n"
        f"pin final {name}#1 card 2: {{key: {A}, digest: {B}, frames: 3, made: 3}}\n"
        f"choice {name}: {{take: 1, contest: {A}}}\n"
        f'"file wäv/{name} 1.wav": {A}\n'
        for name in names
    )
    read = []
    monkeypatch.setattr(
        "vfc.lock.older.compose", lambda file, part: read.append(part) or compose(file, part)
    )
    lock, mistakes = read_lock("film.lock", text)
    assert mistakes == [] and read == [""]
    assert len(lock.takes) == len(lock.pins) == len(lock.choices) == len(lock.files) == 3_000
    assert lock.pins[0].role == "card 2" and lock.files[0] == LockedFile(
        path="wäv/s0/b0 1.wav", digest=A
    )


def test_today_s_lock_is_read_without_yaml():
    """A process that reads it has imported neither the reader of older forms nor YAML."""
    program = (
        "import sys; from vfc.lock.text import read_lock; "
        f"assert not read_lock('film.lock', {TEXT!r})[1]; "
        "assert not {'yaml', 'vfc.lock.older'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
