"""Where a cursor stands in lines that nobody has finished."""

from __future__ import annotations

import pytest

from tests.programs import vfc, without
from vfc.lsp.cursor import Cursor, cursor_at

SHOT = "scenes:\n  s:\n    shots:\n      a:\n"


def cursor(text: str) -> Cursor | None:
    """The cursor at the `^` of a text."""
    before, _, after = text.partition("^")
    lines = before.split("\n")
    return cursor_at((before + after).split("\n"), len(lines) - 1, len(lines[-1]))


@pytest.mark.parametrize(
    ("text", "way", "key", "typed"),
    [
        ("^", (), "", ""),
        ("title: T\nsc^\ncut: []", (), "", "sc"),
        (
            SHOT + "        prompt: x\n        le^\n      b:\n",
            ("scenes", "s", "shots", "a"),
            "",
            "le",
        ),
        (SHOT + "        prompt: $a^", ("scenes", "s", "shots", "a"), "prompt", "$a"),
        (
            SHOT + "        camera: {move: p^, fr",
            ("scenes", "s", "shots", "a", "camera"),
            "move",
            "p",
        ),
        (
            SHOT + "        lines:\n          - an^",
            ("scenes", "s", "shots", "a", "lines", None),
            "",
            "an",
        ),
        (
            SHOT + "        lines:\n        - ana: hi\n          vo^",
            ("scenes", "s", "shots", "a", "lines", None),
            "",
            "vo",
        ),
        ("cut:\n- ^\nseed: 1", ("cut", None), "", ""),
        ("cut: [a/b, {dis^", ("cut", None), "", "dis"),
        ("cut:\n  - s/a: {\n      in: 1s,\n      ou^", ("cut", None, "s/a"), "", "ou"),
        ("cut:\n  - title:\n      te^", ("cut", None, "title"), "", "te"),
        ('titles:\n  - {at: s/a, text: "a, b: {", le^', ("titles", None), "", "le"),
        ("preset: [night, d^", ("preset", None), "", "d"),
        ("title: it's {^", (), "title", "it's {"),
        ("a: [\ntitle: b^", (), "title", "b"),
        ("deliver:\n  film.mp4: {qu^, size: 1x1}", ("deliver", "film.mp4"), "", "qu"),
    ],
)
def test_the_way_to_a_cursor(text, way, key, typed):
    found = cursor(text)
    assert found is not None
    assert (found.way, found.key, found.typed) == (way, key, typed)


@pytest.mark.parametrize(
    "text", ["note: |\n  some te^", "title: T # no^", "# co^", "a: >-\n\n  b: ^"]
)
def test_texts_and_comments_are_no_place_for_words(text):
    assert cursor(text) is None


def test_the_keys_of_the_map_are_known():
    found = cursor("cut:\n  - a: 1\n    ^\n    b: 2\n  - c: 3\nd: 4")
    assert found is not None and found.keys == {"a", "b"}


def test_without_its_part_the_command_says_what_to_install():
    hidden = without("pygls") + "sys.modules['pygls'] = None\n"
    done = vfc("lsp", before=hidden)
    assert done.returncode == 1 and "pip install 'vfc[lsp]'" in done.stderr
