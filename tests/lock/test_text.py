"""film.lock: a line an entry, written and read back the same; what is damaged is told where it
stands.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vfc.errors import GeneratorError
from vfc.generators.api import Abilities
from vfc.generators.registry import Registry
from vfc.language.yaml.compose import compose
from vfc.lock.model import Lock, LockedChoice, LockedFile, LockedGenerator, LockedPin, LockedTake
from vfc.lock.text import read_lock, write_lock
from vfc.store.objects import hash_bytes
from vfc.testing import Flat

A, B = "a" * 64, "b" * 64
SEAL = hash_bytes(f"2 {A}".encode())[:16]
LOCK = Lock(
    generators=(
        LockedGenerator(
            name="wan",
            use="diffusers",
            version=2,
            model="Wan-AI/Wan2.2",
            asked="main",
            revision="0123456",
            weights=(("vae.bin", A),),
            abilities=(("costs", True), ("grid_step", 4), ("makes", ("first", "last"))),
        ),
    ),
    takes=(
        LockedTake(profile="", shot="s/b", take=1, seed=7, key=A, digest=B),
        LockedTake(profile="final", shot="s/a", take=2, seed=8, key=B, digest=A),
        LockedTake(profile="final", shot="s/a", take=10, part="card 1", seed=9, key=B, digest=A),
    ),
    pins=(
        LockedPin(
            profile="", shot="s/b", take=1, role="first", key=A, digest=B, frames=24, made=36
        ),
    ),
    choices=(LockedChoice(profile="final", shot="s/a", take=2, contest=A),),
    files=(
        LockedFile(path="assets/rain.wav", digest=A),
        LockedFile(path="assets/été #1.wav", digest=B),
    ),
)
TEXT = f"""\
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
OLD = f"""\
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


def told(text: str) -> list[str]:
    return [str(each.with_excerpt({"film.lock": text})) for each in read_lock("film.lock", text)[1]]


def test_the_whole_text():
    assert write_lock(LOCK) == TEXT
    assert read_lock("film.lock", TEXT) == (LOCK, [])


def test_order_does_not_matter():
    shuffled = replace(LOCK, takes=LOCK.takes[::-1], files=LOCK.files[::-1])
    assert write_lock(shuffled) == TEXT
    head, lines = TEXT.splitlines()[:2], TEXT.splitlines()[2:]
    assert write_lock(read_lock("film.lock", "\n".join([*head, *reversed(lines)]))[0]) == TEXT


def test_the_layout_of_blocks_is_still_read_also_beside_lines():
    assert read_lock("film.lock", OLD) == (LOCK, [])
    more = f"take s/c#1: {{seed: 1, key: {A}, digest: {B}}}\n"
    assert read_lock("film.lock", OLD + more)[0] == replace(
        LOCK,
        takes=(*LOCK.takes, LockedTake(profile="", shot="s/c", take=1, seed=1, key=A, digest=B)),
    )


def test_takes_are_read_the_same_however_they_are_written():
    other = TEXT.replace("seed: 7, key", "seed:  7,   key").replace(
        "take final s/a#2:", "'take final s/a#2' :"
    )
    assert read_lock("film.lock", other) == (LOCK, [])
    assert read_lock("film.lock", TEXT.replace("\n", "\r\n")) == (LOCK, [])
    only = Lock(takes=LOCK.takes)
    assert read_lock("film.lock", write_lock(only)) == (only, [])


def test_nothing_is_no_text():
    assert write_lock(Lock()) == ""
    assert read_lock("film.lock", "") == (Lock(), [])


PLAIN = st.characters(
    exclude_categories=("Cc", "Cs"),
    exclude_characters="\u2028\u2029\u202a\u202b\u202c\u202d\u202e"
    # no text of a film holds the others
    "\u2066\u2067\u2068\u2069\ufffe\uffff\ufeff",
)
NAMES = st.text(PLAIN, min_size=1, max_size=12)
DIGESTS = st.text(alphabet="0123456789abcdef", min_size=64, max_size=64)
VALUES = st.one_of(
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.none(),
    st.text(PLAIN, max_size=8),
    st.floats(allow_nan=False, allow_infinity=False),
)
LOCKS = st.builds(
    lambda generators, files: Lock(
        generators=tuple(
            LockedGenerator(
                name=name,
                use=use,
                version=version,
                model=use,
                asked=name,
                revision=revision,
                abilities=(("x", value), ("y", tuple(values))),
            )
            for name, (use, version, revision, value, values) in sorted(generators.items())
        ),
        files=tuple(LockedFile(path=path, digest=digest) for path, digest in sorted(files.items())),
    ),
    st.dictionaries(
        NAMES,
        st.tuples(
            NAMES,
            st.integers(0, 99),
            st.text(PLAIN, max_size=9),
            VALUES,
            st.lists(VALUES, max_size=3),
        ),
        max_size=3,
    ),
    st.dictionaries(NAMES, DIGESTS, max_size=3),
)


@settings(max_examples=150, deadline=None)
@given(LOCKS)
def test_any_lock_is_read_back(lock: Lock):
    assert read_lock("film.lock", write_lock(lock)) == (lock, [])


def test_a_merge_conflict():
    text = (
        f"<<<<<<< HEAD\nfile a.png: {A}\n=======\nfile a.png: {B}\n>>>>>>> theirs\nfile c.png: "
        f"{B}\n<<<<<<< HEAD\n"
    )
    assert told(text) == [
        f"film.lock:1:1: a merge left two versions here: 'file a.png: {A[:45]}...' (HEAD, line 2) "
        f"or 'file a.png: {B[:45]}...' (theirs, line 4)\n"
        "    1 | <<<<<<< HEAD\n"
        "      | ^^^^^^^^^^^^ keep the lines of one side, or of both, and take the marks out",
        "film.lock:7:1: a merge left this mark of a conflict\n"
        "    7 | <<<<<<< HEAD\n"
        "      | ^^^^^^^^^^^^ keep the lines that are meant, and take the mark out",
    ]


def test_one_entry_twice():
    line = next(line for line in TEXT.splitlines() if line.startswith("take final s/a#2"))
    mistakes = read_lock(
        "film.lock", TEXT.replace(line, f"{line}\n{line.replace('seed: 8', 'seed: 9')}")
    )[1]
    assert [str(each) for each in mistakes] == [
        "film.lock:6:19: the lock holds s/a#2 of profile 'final' twice\n  keep one of the two"
    ]
    mistakes = read_lock("film.lock", OLD + line)[1]
    assert [str(each) for each in mistakes] == [
        f"film.lock:{OLD.count(chr(10)) + 1}:19: the lock holds s/a#2 of profile 'final' twice\n  "
        f"keep one of the two"
    ]


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("take: 2", "take: two", "film.lock:8:26: 'take' is a whole number in the lock, not 'two'"),
        ("seed: 8, ", "", "film.lock:5:1: 'seed' is lacking in this entry of the lock"),
        (f"seed: 9, key: {B}", "seed: 9, key: zz", "film.lock:6:42: 'zz' is no digest"),
        ("use: diffusers, ", "", "film.lock:3:1: 'use' is lacking in this entry of the lock"),
        (f"assets/rain.wav: {A}", "assets/rain.wav: {}", "film.lock:9:23: '' is no digest"),
        (
            "take final s/a#2:",
            "take final s-a#2:",
            "film.lock:5:1: this line of the lock is damaged",
        ),
        (
            "pin s/b#1 first:",
            "pin s/b#1:",
            "film.lock:7:1: 'role' is lacking in this entry of the lock",
        ),
    ],
)
def test_a_damaged_entry_is_told_and_left_out(before, after, message):
    lock, mistakes = read_lock("film.lock", TEXT.replace(before, after, 1))
    assert [str(each) for each in mistakes] == [
        f"{message}\n  take it out; the next build writes it anew"
    ]
    kept = (lock.takes, lock.files, lock.generators, lock.pins, lock.choices)
    assert sum(map(len, kept)) == 7


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        (
            "hello\n",
            [
                "film.lock:1:1: this is no lock\n    1 | hello\n"
                "      | ^^^^^ delete the file; the next build writes it anew"
            ],
        ),
        (
            "tkae s/a: []\n",
            [
                "film.lock:1:1: 'tkae s/a' is no part of a lock\n    1 | tkae s/a: []\n"
                "      | ^^^^^^^^ did you mean 'take'?  "
                "its lines begin with: generator, take, pin, choice, file"
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
    assert told(text) == messages


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, len(TEXT)),
    st.integers(0, 30),
    st.sampled_from(["", "x", "\n", ": ", "- ", "[", "{}", "'", "\0", "&a"]),
)
def test_any_damage_is_told_or_harmless(start: int, length: int, piece: str):
    text = TEXT[:start] + piece + TEXT[start + length :]
    _, mistakes = read_lock("film.lock", text)
    assert all(mistake.span.file == "film.lock" and mistake.span.line >= 1 for mistake in mistakes)


HOSTILE = {  # what each line is by its number; none of them is a film's lock
    "one file": lambda number: f"file a.png: {number:064x}",
    "one take": lambda number: f"take a/b#1: {{seed: {number}, key: {A}, digest: {number:064x}}}",
    "one choice": lambda number: f"choice a/b: {{take: 1, contest: {number:064x}}}",
    "one pin": lambda number: (
        f"pin a/b#1 first: {{key: {A}, digest: {number:064x}, frames: 3, made: 3}}"
    ),
    "short lines": lambda number: f"file a: {number}",
    "no lines of a lock": lambda number: f"junk{number}: x",
    "conflicts": lambda number: ("<<<<<<< a", "=======", ">>>>>>> b")[number % 3],
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_lock_of_many_megabytes_is_refused_in_little_work(kind):
    """Work and memory are bounded: YAML reads half a megabyte at most, whatever comes."""
    text = "".join(
        f"{HOSTILE[kind](number)}\n"
        for number in range(min(199_000, 5_000_000 // len(HOSTILE[kind](99_999))))
    )
    read = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "vfc.lock.text.compose",
            lambda file, part: read.append(len(part)) or compose(file, part),
        )
        lock, mistakes = read_lock("film.lock", text)
    assert lock == Lock() and mistakes and read == []


def test_a_lock_of_a_large_film_is_read():
    """Ten thousand shots, each with a take, a pin, a choice and a file, as `write_lock` writes
    them.
    """
    names = [f"s{number % 100}/b{number}" for number in range(10_000)]
    lock = Lock(
        takes=tuple(
            LockedTake(profile="", shot=name, take=1, seed=1, key=A, digest=B) for name in names
        ),
        pins=tuple(
            LockedPin(
                profile="final", shot=name, take=1, role="card 2", key=A, digest=B, frames=3, made=3
            )
            for name in names
        ),
        choices=tuple(LockedChoice(profile="", shot=name, take=1, contest=A) for name in names),
        files=tuple(LockedFile(path=f"wäv/{name} 1.wav", digest=A) for name in names),
    )
    read, mistakes = read_lock("film.lock", write_lock(lock))
    assert mistakes == [] and write_lock(read) == write_lock(lock)
    other = f"choice s0/b0: {{take: 2, contest: {B}}}\n"
    read, mistakes = read_lock("film.lock", write_lock(lock) + other)
    assert [each.severity for each in mistakes] == ["warning"] and len(read.choices) == 10_001


def test_many_sides_of_a_merge_are_read_and_too_many_are_told():
    def lines(count):
        return "".join(
            f"choice a/b: {{take: {number}, contest: {A}}}\n" for number in range(1, count + 1)
        )

    assert len(read_lock("film.lock", lines(16))[0].choices) == 16
    lock, mistakes = read_lock("film.lock", lines(17))
    assert lock == Lock() and str(mistakes[0]) == (
        "film.lock:1:1: the lock has more than 16 lines of one take, choice or file\n"
        "  take it back from version control, or delete it: the next build writes it anew"
    )


def test_abilities_are_checked_together():
    """Each by itself is one that a generator may have."""
    for said, told in (
        (
            "shortest: 90, longest: 3, grid_step: 9999",
            "no number of frames from 90 to 3 is a multiple of 9,999",
        ),
        ("longest: 80, grid_step: 81", "no number of frames from 1 to 80 is a multiple of 81"),
        (
            "longest: 80, grid_offset: 81",
            "no number of frames from 1 to 80 is a multiple of 1 and 81",
        ),
    ):
        text = f"generator a: {{use: b, version: 1, abilities: {{{said}}}}}\n"
        lock, mistakes = read_lock("film.lock", text)
        assert lock == Lock() and f"no generator has these abilities together: {told}" in str(
            mistakes[0]
        )
        values = {
            name: int(value) for name, value in (each.split(": ") for each in said.split(", "))
        }
        with pytest.raises(GeneratorError, match=f"can make no picture: {told}"):
            registry = Registry([])
            registry.add(Flat(**values))
            registry.get("flat").abilities(())
    assert Abilities(shortest=17, longest=81, grid_step=4, grid_offset=1).contradiction == ""
    assert Abilities(longest=1, grid_step=4, grid_offset=1).contradiction == ""
