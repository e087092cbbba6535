"""The door at the top: no text brings a traceback, no terminal a control character, a closed pipe
is silence.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
from pathlib import Path

import pytest

from tests import programs
from vfc.cli.main import FAULT
from vfc.errors import Mistake, Span, visible
from vfc.lock.text import read_lock

A, B = "a" * 64, "b" * 64
SHOT = "title: T\nformat: {size: 64x48}\nscenes: {a: {shots: {s0: {prompt: x, length: 8f}}}}\n"


def run(*words: str, folder: Path) -> subprocess.CompletedProcess:
    return programs.inside(*words, cwd=folder)


@pytest.mark.parametrize(
    "key",
    [
        "+0",
        "~",
        "true",
        "1.5",
        "2024-01-01",
        "<<",
        "0x10",
        "007",
        "+7",
        "-1",
        "9" * 5000,
        '"\\u0000"',
        "!!python/object:os.system x",
        "!!binary aGk=",
        "? [a, b]\n ",
    ],
)
def test_a_key_of_any_kind_is_a_mistake_or_a_name(tmp_path, key):
    (tmp_path / "film.yaml").write_text(
        f"title: T\nscenes: {{a: {{shots: {{{key}: {{x: 1}}}}}}}}\n"
    )
    seen = run("check", folder=tmp_path)
    assert (
        seen.returncode == 2
        and "fault of vfc" not in seen.stderr
        and "film.yaml:2" in seen.stdout + seen.stderr
    )


@pytest.mark.parametrize(
    "word",
    [
        "grid_step: 0",
        "grid_step: -4",
        "grid_step: 1000000000",
        'grid_step: "four"',
        "grid_step: [1]",
        "longest: 0",
        "longest: 1e9",
        "shortest: null",
        "size_multiple: 0",
        "tail: -1",
        "seeds: 1",
        'costs: "maybe"',
        'makes: "first"',
        "makes: [1]",
        "seconds: [0]",
        "seconds: 4",
        'sizes: ["big"]',
        'sizes: ["37x48"]',
        'stages: "picture"',
        "pool: 7",
        'pool: ""',
        'needs: {"first": true}',
    ],
)
@pytest.mark.parametrize("form", ["today", "before"])
def test_an_ability_that_no_generator_has_is_a_mistake_in_the_lock(word, form):
    name, _, value = word.partition(": ")
    text = f'{{"generator": "wan", "use": "w", "version": 2, "abilities": {{"{name}": {value}}}}}\n'
    if form == "before":
        value = value.replace("null", "none")
        text = f"generator wan: {{use: w, version: 2, abilities: {{{name}: {value}}}}}\n"
    _, mistakes = read_lock("film.lock", text)
    assert len(mistakes) == 1 and name in mistakes[0].message


@pytest.mark.parametrize("value", ["9" * 6000, "1e999999999", "-1e400", "NaN", "-Infinity"])
def test_an_option_of_a_number_without_end_is_a_mistake_in_the_lock(value):
    entry = f'{{"generator": "wan", "use": "w", "version": 2, "options": {{"x": {value}}}}}\n'
    assert len(read_lock("film.lock", entry)[1]) == 1
    if value.lstrip("-")[0].isdecimal():
        before = f"generator wan: {{use: w, version: 2, options: {{x: {value}}}}}\n"
        assert len(read_lock("film.lock", before)[1]) == 1


@pytest.mark.parametrize("seed", ["-7", "99999999999999999999"])
def test_a_seed_that_no_take_has_is_a_mistake_in_the_lock(seed):
    text = f"take a/s0#1: {{seed: {seed}, key: {'a' * 64}, digest: {'b' * 64}}}\n"
    assert len(read_lock("film.lock", text)[1]) == 1
    text = f'{{"take": "a/s0#1", "seed": {seed}, "key": "{A}", "digest": "{B}"}}\n'
    assert len(read_lock("film.lock", text)[1]) == 1


@pytest.mark.parametrize(
    "word",
    [
        '"grid_step": 4',
        '"longest": null',
        '"longest": 81',
        '"seconds": [5, 10]',
        '"seeds": false',
        '"sizes": ["1280x720"]',
        '"makes": ["first", "last"]',
        '"later": ["whatever"]',
    ],
)
def test_an_ability_that_a_generator_may_have_is_taken(word):
    entry = f'{{"generator": "wan", "use": "w", "version": 2, "abilities": {{{word}}}}}\n'
    assert not read_lock("film.lock", entry)[1]


@pytest.mark.parametrize(
    "lock",
    [
        f"""\
{{"lock": 3}}
{{"generator": "wan", "use": "diffusers", "version": 2, "abilities": {{"costs": true, "grid_step": 4, \
"seconds": [5, 10], "makes": ["first", "last"]}}}}
{{"take": "a/s0#1", "seed": 7, "key": "{A}", "digest": "{B}"}}
{{"pin": "a/s0#1", "role": "first", "key": "{A}", "digest": "{B}", "frames": 24, "made": 36}}
""",
        f"""\
generator wan: {{use: diffusers, version: 2, abilities: {{costs: true, grid_step: 4, \
seconds: [5, 10], makes: [first, last]}}}}
take a/s0#1: {{seed: 7, key: {A}, digest: {B}}}
pin a/s0#1 first: {{key: {A}, digest: {B}, frames: 24, made: 36}}
""",
    ],
    ids=["today", "before"],
)
def test_any_byte_of_a_lock_may_be_another(lock):
    """No text of a lock brings more than mistakes."""
    chance = random.Random(6)
    for _ in range(1500):
        text = list(lock)
        for _ in range(chance.randrange(1, 4)):
            text[chance.randrange(len(text))] = chance.choice("0-9aZ:{}[],'\"\\ \n#&*!%@\u202e\x7f")
        read_lock("film.lock", "".join(text))


@pytest.mark.parametrize("command", ["explain", "graph", "plan", "show", "status", "takes"])
def test_a_shot_whose_best_take_is_not_chosen_yet_is_told_of(tmp_path, command):
    (tmp_path / "film.yaml").write_text(
        SHOT.replace("length: 8f", "length: 8f, takes: 2, pick: best")
    )
    words = (command, "a/s0") if command in ("explain", "show", "takes") else (command,)
    seen = run(*words, folder=tmp_path)
    assert seen.returncode == 0, seen.stderr


@pytest.mark.parametrize(
    "escape", ["\\e]0;PWN\\a", "\\0", "\\u009b31m", "\\u202e", "\\u2066", "\\x7f"]
)
@pytest.mark.parametrize(
    "where",
    [
        'title: "{}"',
        'scenes: {{a: {{shots: {{s0: {{prompt: "{}", length: 8f}}}}}}}}',
        'deliver: {{"{}x.mp4": {{}}}}',
        'cast: {{"{}": {{look: x}}}}',
    ],
)
def test_an_escape_that_makes_a_control_character_is_a_mistake_and_never_reaches_the_terminal(
    tmp_path, escape, where
):
    other = (
        SHOT
        if not where.startswith(("title", "scenes"))
        else "".join(line for line in SHOT.splitlines(True) if not line.startswith(where[:5]))
    )
    (tmp_path / "film.yaml").write_text(other + where.format(escape) + "\n")
    seen = run("check", folder=tmp_path)
    told = seen.stdout + seen.stderr
    assert seen.returncode == 2 and "an escape makes a control character here" in told
    assert visible(told) == told


@pytest.mark.parametrize(
    "words",
    [
        ("plan",),
        ("graph",),
        ("graph", "--form", "dot"),
        ("graph", "--form", "graphml"),
        ("status",),
        ("explain", "a/s0"),
        ("build",),
    ],
)
def test_signs_of_a_name_that_end_a_line_elsewhere_are_shown_as_escapes(tmp_path, words):
    """YAML allows these, for some end its lines. Each command is given twice: a second build has
    nothing to do.
    """
    names = ", ".join(f'"{sign}x.srt": {{}}' for sign in ("\\r", "\\N", "\\L", "\\u200f"))
    (tmp_path / "film.yaml").write_text(f"{SHOT}deliver: {{{names}}}\n")
    for _ in range(2):
        seen = run(*words, folder=tmp_path)
        told = seen.stdout + seen.stderr
        assert seen.returncode == 0 and visible(told) == told, told


def test_what_others_say_is_shown_without_its_control_characters():
    told = str(
        Mistake(
            span=Span("a\x1b[2J.yaml", 1, 1),
            message="bad \x9b31m",
            hint="\u202eevil",
            excerpt="x\x1b",
        )
    )
    assert visible(told) == told and "\\x1b[2J" in told


def test_what_was_foreseen_nowhere_is_one_sentence_and_a_file_for_the_report(tmp_path):
    (tmp_path / "film.yaml").write_text(SHOT)
    broken = (
        "import sys, vfc.commands.check as check; check.load = None; sys.argv = ['vfc', 'check', "
        "*sys.argv[1:]]\n"
        "from vfc.cli.__main__ import main; main()"
    )
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    seen = programs.run(["-c", broken], cwd=tmp_path, env=environment)
    assert (
        seen.returncode == FAULT
        and "Traceback" not in seen.stderr
        and len(seen.stderr.splitlines()) == 1
    )
    assert "this is a fault of vfc's and not of your film: TypeError" in seen.stderr
    [report] = tmp_path.glob("vfc-report-*.txt")
    assert str(report) in seen.stderr and "Traceback" in report.read_text()
    seen = programs.run(["-c", broken, "--json"], cwd=tmp_path, env=environment)
    assert json.loads(seen.stdout)["ok"] is False


@pytest.mark.parametrize("words", [("plan", "--json"), ("graph",), ("schema",), ("status",)])
def test_who_stops_reading_gets_silence(tmp_path, words):
    (tmp_path / "film.yaml").write_text(SHOT)
    read, write = os.pipe()
    os.close(read)
    with open(tmp_path / "errors", "wb") as errors:
        programs.start(
            [*programs.CLI, *words], cwd=tmp_path, stdout=write, stderr=errors.fileno()
        ).wait()
    os.close(write)
    assert (tmp_path / "errors").read_text() == ""
