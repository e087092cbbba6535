"""film.lock: written and read back the same, in blocks that merge; what is damaged is told where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vfc.film.lock import Lock, LockedFile, LockedGenerator, LockedTake
from vfc.spec.locktext import read_lock, write_lock

A, B = "a" * 64, "b" * 64
LOCK = Lock(
    generators=(LockedGenerator(name="wan", use="diffusers", version=2, model="Wan-AI/Wan2.2",
                                asked="main", revision="0123456", weights=(("vae.bin", A),),
                                abilities=(("costs", True), ("grid_step", 4), ("makes", ("first", "last")))),),
    takes=(LockedTake(profile="", shot="s/b", take=1, seed=7, key=A, digest=B),
           LockedTake(profile="final", shot="s/a", take=2, seed=8, key=B, digest=A),
           LockedTake(profile="final", shot="s/a", take=10, seed=9, key=B, digest=A)),
    files=(LockedFile(path="assets/rain.wav", digest=A), LockedFile(path="assets/été #1.wav", digest=B)))
TEXT = f"""\
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
    seed: 9
    key: {B}
    digest: {A}
files:
  assets/rain.wav: {A}
  "assets/été #1.wav": {B}
"""


def told(text: str) -> list[str]:
    return [str(each.with_excerpt({"film.lock": text})) for each in read_lock("film.lock", text)[1]]


def test_the_whole_text():
    assert write_lock(LOCK) == TEXT
    assert read_lock("film.lock", TEXT) == (LOCK, [])


def test_order_does_not_matter():
    shuffled = Lock(generators=LOCK.generators, takes=LOCK.takes[::-1], files=LOCK.files[::-1])
    assert write_lock(shuffled) == TEXT


def test_takes_are_read_the_same_however_they_are_written():
    other = TEXT.replace('profile: ""', "profile: ''").replace("    take: 2\n", "    take:  2  # judged\n")
    assert read_lock("film.lock", other) == (LOCK, [])
    only = Lock(takes=LOCK.takes)
    assert read_lock("film.lock", write_lock(only)) == (only, [])


def test_nothing_is_no_text():
    assert write_lock(Lock()) == ""
    assert read_lock("film.lock", "") == (Lock(), [])


NAMES = st.text(min_size=1, max_size=12)
DIGESTS = st.text(alphabet="0123456789abcdef", min_size=64, max_size=64)
VALUES = st.one_of(st.booleans(), st.integers(-10**9, 10**9), st.none(), st.text(max_size=8),
                   st.floats(allow_nan=False, allow_infinity=False))
LOCKS = st.builds(
    lambda generators, files: Lock(
        generators=tuple(LockedGenerator(name=name, use=use, version=version, model=use, asked=name,
                                         revision=revision,
                                         abilities=(("x", value), ("y", tuple(values))))
                         for name, (use, version, revision, value, values) in sorted(generators.items())),
        files=tuple(LockedFile(path=path, digest=digest) for path, digest in sorted(files.items()))),
    st.dictionaries(NAMES, st.tuples(NAMES, st.integers(0, 99), st.text(max_size=9), VALUES,
                                     st.lists(VALUES, max_size=3)), max_size=3),
    st.dictionaries(NAMES, DIGESTS, max_size=3))


@settings(max_examples=150, deadline=None)
@given(LOCKS)
def test_any_lock_is_read_back(lock: Lock):
    assert read_lock("film.lock", write_lock(lock)) == (lock, [])


def test_a_merge_conflict():
    text = f"files:\n<<<<<<< HEAD\n  a.png: {A}\n=======\n  a.png: {B}\n>>>>>>> theirs\n  c.png: {B}\n<<<<<<< HEAD\n"
    assert told(text) == [
        "film.lock:2:1: two versions of the lock were merged and conflict here\n"
        "    2 | <<<<<<< HEAD\n"
        "      | ^^^^^^^^^^^^ keep the blocks of one side, and take the marks out",
        "film.lock:8:1: two versions of the lock were merged and conflict here\n"
        "    8 | <<<<<<< HEAD\n"
        "      | ^^^^^^^^^^^^ keep the blocks of one side, and take the marks out"]


def test_one_take_twice():
    block = TEXT[TEXT.index("  - profile: final"):TEXT.index("  - profile: final\n    shot: s/a\n    take: 10")]
    lock, mistakes = read_lock("film.lock", TEXT.replace(block, block * 2))
    assert [str(each) for each in mistakes] == [
        "film.lock:29:5: the lock holds s/a#2 of profile 'final' twice\n  keep one of the two blocks"]


@pytest.mark.parametrize(("before", "after", "message"), [
    ("take: 2", "take: two", "film.lock:25:11: 'take' is a whole number in the lock, not 'two'"),
    ("    seed: 8\n", "", "film.lock:23:5: 'seed' is lacking in this block of the lock"),
    (f"key: {B}\n    digest: {A}\n  - ", f"key: zz\n    digest: {A}\n  - ", "film.lock:27:10: 'zz' is no digest"),
    ("    use: diffusers\n", "", "film.lock:5:5: 'use' is lacking in this block of the lock"),
    (f"assets/rain.wav: {A}", "assets/rain.wav: {}", "film.lock:36:20: '' is no digest"),
])
def test_a_damaged_block_is_told_and_left_out(before, after, message):
    lock, mistakes = read_lock("film.lock", TEXT.replace(before, after, 1))
    assert [str(each) for each in mistakes] == [f"{message}\n  take the block out; the next build writes it anew"]
    assert len(lock.takes) + len(lock.files) + len(lock.generators) == 5


@pytest.mark.parametrize(("text", "messages"), [
    ("hello\n", ["film.lock:1:1: this is no lock\n    1 | hello\n"
                 "      | ^^^^^ delete the file; the next build writes it anew"]),
    ("take: []\n", ["film.lock:1:1: 'take' is no part of a lock\n    1 | take: []\n"
                    "      | ^^^^ did you mean 'takes'?  its parts: generators, takes, pins, choices, files"]),
    ("takes: {}\n", ["film.lock:1:8: 'takes' of the lock is damaged\n    1 | takes: {}\n"
                     "      |        ^^ delete it; the next build writes it anew"]),
])
def test_what_is_no_lock(text, messages):
    assert told(text) == messages


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(TEXT)), st.integers(0, 30),
       st.sampled_from(["", "x", "\n", ": ", "- ", "[", "{}", "'", "\0", "&a"]))
def test_any_damage_is_told_or_harmless(start: int, length: int, piece: str):
    text = TEXT[:start] + piece + TEXT[start + length:]
    _, mistakes = read_lock("film.lock", text)
    assert all(mistake.span.file == "film.lock" and mistake.span.line >= 1 for mistake in mistakes)
