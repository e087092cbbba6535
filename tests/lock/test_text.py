"""film.lock: a line an entry, written and read back the same; what is damaged is told where it
stands.
"""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vfc.errors import GeneratorError
from vfc.generators.api import Abilities
from vfc.generators.registry import Registry
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
{{"lock": 3}}
{{"generator": "wan", "use": "diffusers", "version": 2, "model": "Wan-AI/Wan2.2", "asked": "main", \
"revision": "0123456", "abilities": {{"costs": true, "grid_step": 4, "makes": ["first", "last"]}}, \
"weights": {{"vae.bin": "{A}"}}}}
{{"take": "s/b#1", "seed": 7, "key": "{A}", "digest": "{B}"}}
{{"take": "s/a#2", "profile": "final", "seed": 8, "key": "{B}", "digest": "{A}"}}
{{"take": "s/a#10", "profile": "final", "part": "card 1", "seed": 9, "key": "{B}", "digest": "{A}"}}
{{"pin": "s/b#1", "role": "first", "key": "{A}", "digest": "{B}", "frames": 24, "made": 36}}
{{"choice": "s/a", "profile": "final", "take": 2, "contest": "{A}", "seal": "{SEAL}"}}
{{"file": "assets/rain.wav", "digest": "{A}"}}
{{"file": "assets/été #1.wav", "digest": "{B}"}}
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


def test_what_other_programs_make_of_it_is_read_the_same():
    for other in (
        "\ufeff" + TEXT,
        TEXT.replace("\n", "\r\n"),
        TEXT.replace(": ", ":").replace(", ", " , "),
        TEXT.replace('{"take', '  { "take'),
        TEXT.replace("\n", "\n\n# a remark\n"),
        TEXT.replace("é", "\\u00e9"),
        TEXT.replace('{"lock": 3}\n', ""),
        TEXT.removesuffix("\n"),
    ):
        assert read_lock("film.lock", other) == (LOCK, [])


def test_nothing_is_no_text():
    assert write_lock(Lock()) == ""
    assert read_lock("film.lock", "") == (Lock(), [])
    assert read_lock("film.lock", "".join(TEXT.splitlines(True)[:3])) == (Lock(), [])


@pytest.mark.parametrize("line", ['{"lock": 4}', '{"lock": 4, "since": "2.0"}'])
def test_a_lock_of_a_later_vfc_is_refused_in_a_sentence(line):
    """Whatever else stands in it, and wherever the line came to stand."""
    for text in (TEXT.replace('{"lock": 3}', line), f'{TEXT}{line}\n{{"loop": "s/a"}}\n'):
        lock, mistakes = read_lock("film.lock", text)
        assert lock == Lock() and [str(each).partition(":")[2] for each in mistakes] == [
            f"{text[: text.index(line)].count(chr(10)) + 1}:10: a later vfc wrote this lock: its "
            "form is 4, and this vfc reads 3 and those before\n  build this film with that vfc"
        ]


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


@settings(max_examples=80, deadline=None)
@given(LOCKS)
def test_any_lock_is_read_back(lock: Lock):
    assert read_lock("film.lock", write_lock(lock)) == (lock, [])


def file(digest: str) -> str:
    return f'{{"file": "a.png", "digest": "{digest}"}}'


def test_a_merge_conflict():
    text = f"<<<<<<< HEAD\n{file(A)}\n=======\n{file(B)}\n>>>>>>> theirs\n{file(B)}\n<<<<<<< HEAD\n"
    assert told(text) == [
        f"film.lock:1:1: a merge left two versions here: '{file(A)[:57]}...' (HEAD, line 2) "
        f"or '{file(B)[:57]}...' (theirs, line 4)\n"
        "    1 | <<<<<<< HEAD\n"
        "      | ^^^^^^^^^^^^ keep the lines of one side, or of both, and take the marks out",
        "film.lock:7:1: a merge left this mark of a conflict\n"
        "    7 | <<<<<<< HEAD\n"
        "      | ^^^^^^^^^^^^ keep the lines that are meant, and take the mark out",
    ]


@pytest.mark.parametrize(
    ("begins", "before", "after", "message"),
    [
        ('{"take": "s/a#2"', ": 8", ": 9", "7:10: the lock holds the take s/a#2 of profile 'final' twice"),
        ('{"pin"', "24", "25", "9:9: the lock holds the pin s/b#1 twice"),
        ('{"generator"', ": 2", ": 3", "5:15: the lock holds the generator wan twice"),
    ],
)  # fmt: skip
def test_one_entry_twice(begins, before, after, message):
    line = next(line for line in TEXT.splitlines() if line.startswith(begins))
    both = TEXT.replace(line, f"{line}\n{line.replace(before, after)}")
    mistakes = read_lock("film.lock", both)[1]
    assert [str(each) for each in mistakes] == [f"film.lock:{message}\n  keep one of the two"]
    again = read_lock("film.lock", TEXT.replace(line, f"{line}\n{line}"))
    assert again == (LOCK, []), "the same line twice is one"


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('"take": 2', '"take": "two"', "9:47: 'take' is a whole number in the lock, not 'two'"),
        ('"take": 2', '"take": 2.5', "9:47: 'take' is a whole number in the lock, not '2.5'"),
        ('"take": 2', '"take": true', "9:47: 'take' is a whole number in the lock, not 'true'"),
        ('"take": 2', '"take": 0', "9:47: 'take' is from 1 to 10,000 in the lock, not 0"),
        ('"seed": 8, ', "", "6:10: 'seed' is lacking in this entry of the lock"),
        (f'9, "key": "{B}"', '9, "key": "zz"', "7:76: 'zz' is no digest"),
        (f'9, "key": "{B}"', '9, "key": [[2]]', "7:76: '[...]' is no digest"),
        ('"use": "diffusers", ', "", "4:15: 'use' is lacking in this entry of the lock"),
        ('"use": "diffusers"', '"use": ""', "4:29: 'use' is damaged in this entry of the lock"),
        (f'rain.wav", "digest": "{A}"', 'rain.wav", "digest": {}', "10:39: '{...}' is no digest"),
        ('"s/a#2"', '"s-a#2"', "6:10: 's-a#2' is no take of a lock"),
        ('"s/a#2"', '"s/a"', "6:10: 's/a' is no take of a lock"),
        ('"choice": "s/a"', '"choice": "s/a#1"', "9:12: 's/a#1' is no choice of a lock"),
        ('"role": "first", ', "", "8:9: 'role' is lacking in this entry of the lock"),
        (
            '"profile": "final", "seed": 8',
            '"profil": "final", "seed": 8',
            "6:29: 'profil' is no word of a take in the lock",
        ),
        (
            '"profile": "final", "take": 2',
            '"profile": "final", "take": 3',
            "9:47: take 3 is not the one that was chosen here: the line was damaged, or changed by hand",
        ),
        ('"vae.bin": "', '"vae.bin": "x', "4:219: 'xaaaaaaaaaaaaaaaa...' is no digest"),
        ('"costs": true', '"costs": 1', "4:145: '1' is no 'costs' that a generator has"),
        (
            '"abilities": {',
            '"abilities": 7, "options": {',
            "4:135: 'abilities' is damaged in this entry of the lock",
        ),
        (
            '"grid_step": 4',
            '"grid_step": {"a": 4}',
            "4:164: 'grid_step' is damaged in this entry of the lock",
        ),
    ],
)
def test_a_damaged_entry_is_told_and_left_out(before, after, message):
    assert TEXT.count(before) == 1
    lock, mistakes = read_lock("film.lock", TEXT.replace(before, after))
    assert [str(each).splitlines()[0] for each in mistakes] == [f"film.lock:{message}"]
    kept = (lock.takes, lock.files, lock.generators, lock.pins, lock.choices)
    assert sum(map(len, kept)) == 7


TAKE = f'{{"take": "s/b#1", "seed": 7, "key": "{A}", "digest": "{B}"}}'


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (TAKE[:50], "51: this line of the lock ends before its entry does"),
        (TAKE[:-1], f"{len(TAKE)}: this line of the lock ends before its entry does"),
        (TAKE[:18] + TAKE[19:], "19: this line of the lock is damaged here"),
        (TAKE[1:], "1: this line of the lock is damaged"),
        (TAKE + TAKE, f"{len(TAKE) + 1}: something stands behind this entry of the lock"),
        (TAKE + ",", f"{len(TAKE) + 1}: something stands behind this entry of the lock"),
        (TAKE.replace("7", "07"), "28: this line of the lock is damaged here"),
        (TAKE.replace("7", "7, \"seed\": 8"), "27: 'seed' stands twice in this entry of the lock"),
        (TAKE.replace("7", "NaN"), "27: 'seed' is a whole number in the lock, not 'NaN'"),
        (TAKE.replace("7", "-Infinity"), "27: 'seed' is a whole number in the lock, not '-Infinity'"),
        (TAKE.replace("7", "1e400"), "27: 'seed' is a whole number in the lock, not 'Infinity'"),
        (TAKE.replace("7", "9" * 20), f"27: 'seed' is from 0 to 18,446,744,073,709,551,615 in the lock, not {'9' * 20}"),
        (TAKE.replace("7", "9" * 4000), "27: 'seed' is from 0 to 18,446,744,073,709,551,615 in the lock, not a number of more than 40 digits"),
        (TAKE.replace("7", "9" * 9000), "27: no number of a lock has so many digits"),
        (TAKE.replace("7", "[" * 100_000), "1: maps and lists lie too deep in this line of the lock"),
        (TAKE.replace("7", '{"a":' * 30_000), "1: maps and lists lie too deep in this line of the lock"),
        (TAKE.replace("7", "[" * 500 + "]" * 500), "27: 'seed' is a whole number in the lock, not '[...]'"),
        (TAKE.replace("7", f'"{"x" * 300_000}"'), "1: this line of the lock is longer than any entry"),
        (TAKE.replace("s/b#1", "s/b#1\\u001b"), "1: an escape makes a control character here, U+001B"),
        (TAKE.replace("s/b#1", "\\ud800/b#1"), "1: an escape makes a control character here, U+D800"),
        (TAKE.replace("s/b#1", "s/b\\u202e#1"), "1: an escape makes a control character here, U+202E"),
        (TAKE.replace("s/b#1", "s/b\x1b#1"), "14: there is a control character here, U+001B"),
        (TAKE.replace("s/b#1", "s/b\x00#1"), "14: there is a control character here, U+0000"),
        (TAKE.replace("take", "tkae"), "10: 'tkae' is no part of a lock"),
        ("{}", "1: '' is no part of a lock"),
        ('{"lock": 2}', "10: 'lock' is no part of a lock"),
        ('{"lock": "3"}', "10: 'lock' is no part of a lock"),
        ("[]", "1: this line of the lock is damaged"),
    ],
)  # fmt: skip
def test_a_damaged_line_is_told_where_it_is_damaged(line, message):
    lock, mistakes = read_lock("film.lock", f"{TEXT}{line}\n")
    assert [str(each).splitlines()[0] for each in mistakes] == [f"film.lock:12:{message}"]
    assert lock in (LOCK, Lock()) and (lock == LOCK) is ("there is a control" not in message)
    assert len(told(f"{TEXT}{line}\n")[0]) < 500


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
            '{"tkae": "s/a"}\n',
            [
                'film.lock:1:10: \'tkae\' is no part of a lock\n    1 | {"tkae": "s/a"}\n'
                "      |          ^^^^^ did you mean 'take'?  "
                "its lines begin with: generator, take, pin, choice, file"
            ],
        ),
        (
            f'{{"lock": 3}}\n{TAKE[:60]}\n',
            [
                f"film.lock:2:61: this line of the lock ends before its entry does\n"
                f"    2 | {TAKE[:60]}\n      |{' ' * 61}^ take it out; the next build writes it anew"
            ],
        ),
    ],
)
def test_what_is_no_lock(text, messages):
    assert told(text) == messages


@settings(max_examples=80, deadline=None)
@given(
    st.integers(0, len(TEXT)),
    st.integers(0, 30),
    st.sampled_from(["", "x", "\n", ": ", "- ", "[", "{}", "'", "\0", "&a", '"', "\\", ","]),
)
def test_any_damage_is_told_or_harmless(start: int, length: int, piece: str):
    text = TEXT[:start] + piece + TEXT[start + length :]
    _, mistakes = read_lock("film.lock", text)
    assert all(mistake.span.file == "film.lock" and mistake.span.line >= 1 for mistake in mistakes)


HOSTILE = {  # what each line is by its number; none of them is a film's lock
    "one file": lambda number: file(f"{number:064x}"),
    "one take": lambda number: TAKE.replace(B, f"{number:064x}"),
    "one choice": lambda number: f'{{"choice": "a/b", "take": 1, "contest": "{number:064x}"}}',
    "short lines": lambda number: "{" * (number % 9),
    "no lines of a lock": lambda number: f'{{"junk{number}": {{}}}}',
    "no JSON": lambda number: f"junk{number}",
    "long lines": lambda number: TAKE.replace("7", "[" + "{}," * 50_000),
    "conflicts": lambda number: ("<<<<<<< a", "=======", ">>>>>>> b")[number % 3],
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_lock_that_is_no_film_s_is_refused_and_read_no_further_than_it_must(kind):
    """Whatever its size: what a line costs that is told is paid for a thousand at most."""
    lines = min(30_000, 700_000 // (len(HOSTILE[kind](99_999)) + 1))
    text = "".join(f"{HOSTILE[kind](number)}\n" for number in range(lines))
    lock, mistakes = read_lock("film.lock", text)
    assert lock == Lock() and mistakes
    assert len(mistakes) <= 1_002 or kind == "conflicts"


def test_a_lock_of_more_lines_than_any_film_s_is_refused_unread():
    lock, mistakes = read_lock("film.lock", f"{file(A)}\n" * 200_001)
    assert lock == Lock() and "more than 200,000 lines" in str(mistakes[0])


def test_a_lock_of_a_large_film_is_read():
    """Two thousand shots, each with a take, a pin, a choice and a file, as `write_lock` writes
    them: more than is read of lines that are damaged, or not as vfc writes them.
    """
    names = [f"s{number % 100}/b{number}" for number in range(2_000)]
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
    other = f'{{"choice": "s0/b0", "take": 2, "contest": "{B}"}}\n'
    read, mistakes = read_lock("film.lock", write_lock(lock) + other)
    assert [each.severity for each in mistakes] == ["warning"] and len(read.choices) == 2_001


def test_many_sides_of_a_merge_are_read_and_too_many_are_told():
    def lines(count):
        return "".join(
            f'{{"choice": "a/b", "take": {number}, "contest": "{A}"}}\n'
            for number in range(1, count + 1)
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
        values = {
            name: int(value) for name, value in (each.split(": ") for each in said.split(", "))
        }
        line = {"generator": "a", "use": "b", "version": 1, "abilities": values}
        lock, mistakes = read_lock("film.lock", json.dumps(line))
        assert lock == Lock() and f"no generator has these abilities together: {told}" in str(
            mistakes[0]
        )
        with pytest.raises(GeneratorError, match=f"can make no picture: {told}"):
            registry = Registry([])
            registry.add(Flat(**values))
            registry.get("flat").abilities(())
    assert Abilities(shortest=17, longest=81, grid_step=4, grid_offset=1).contradiction == ""
    assert Abilities(longest=1, grid_step=4, grid_offset=1).contradiction == ""
