"""The law: no text whatever brings a traceback, and every mistake has file, line and column."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from vfc.language.words.check import check_shape
from vfc.language.yaml.text import SourceText, read_texts

WHOLE = Path(__file__).with_name("whole.yaml").read_text(encoding="utf-8")
NOWHERE = Path(__file__).with_name("no-such-folder")

TOKENS = [
    "a",
    "title",
    "scenes",
    "shots",
    "prompt",
    "length",
    "cut",
    "street/walk",
    "rain, wind",
    "0",
    "007",
    "4s",
    "1e9",
    "true",
    "~",
    "café",
    "电影",
    "😀",
    ": ",
    ":",
    ", ",
    "- ",
    "-",
    "\n",
    "\n  ",
    "\n    ",
    "\r\n",
    "\r",
    "\t",
    " ",
    "#x",
    " # x",
    " #x",
    "{",
    "}",
    "[",
    "]",
    "'",
    '"',
    "''",
    "\\",
    "&a ",
    "*a",
    "<<",
    "!",
    "!!str ",
    "|\n",
    ">\n",
    "? ",
    "---",
    "...",
    "%YAML 1.1\n",
    "@",
    "`",
    "\x00",
    "\x0b",
    "\x0c",
    "\x1c",
    "\x85",
    "\u2028",
    "\ufeff",
    "\\ud800",
]
PIECES = [
    "cut",
    "fade: {from: black, length: 12f}",
    "{}",
    "[]",
    "{a: b}",
    "[a, b]",
    "4",
    "-1",
    "soon",
    "''",
    "~",
    "*x",
    "&x ",
    "!t ",
    " #3",
    ": ",
    ", ",
    "\n",
    "  ",
    "\t",
    '"',
    "'",
    "}",
    "]",
    "include: whole.yaml",
    "9" * 20,
    "007: 1",
]
KEYS = [
    "title",
    "scenes",
    "shots",
    "street",
    "walk",
    "7",
    "007",
    "cut",
    "fade",
    "titel",
    "prompt",
    "remix",
    "of",
    "in",
    "pick",
    "lines",
    "who",
    "sound",
    "music",
    "deliver",
    "film.mp4",
    "presets",
    "grade",
    "dissolve",
    "a/b",
    "X Y",
]
EDIT = st.tuples(st.integers(0, len(WHOLE)), st.integers(0, 12), st.sampled_from(PIECES))
SCALARS = st.sampled_from(["4s", "x", "", "7", "a/b", "[", "on", "1.5", "a b"])
NODES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)
    ),
    max_leaves=14,
)
SECTIONS = st.sampled_from(
    ["title", "scenes", "cut", "sound", "presets", "titles", "cuts", "format"]
)


def told(data: bytes) -> SourceText:
    """Read a film of these bytes, and hold every mistake against the text it points into."""
    source = read_texts(NOWHERE, read=lambda path: data)
    for mistake in [*source.mistakes, *check_shape(source)]:
        span = mistake.span
        lines = source.texts[span.file].splitlines() or [""]
        assert 1 <= span.line <= len(lines), mistake
        assert 1 <= span.column <= len(lines[span.line - 1]) + 1, mistake
        assert span.length >= 1
        assert mistake.message and "\n" not in mistake.message + mistake.hint, mistake
        assert str(mistake.with_excerpt(source.texts)).startswith(
            f"film.yaml:{span.line}:{span.column}: "
        )
    return source


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes(data: bytes):
    told(data)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.sampled_from(TOKENS), max_size=40))
def test_text_like_yaml(tokens: list[str]):
    told("".join(tokens).encode())


@settings(max_examples=50, deadline=None)
@given(st.lists(EDIT, min_size=1, max_size=3))
def test_a_film_with_anything_cut_out_and_put_in(edits: list[tuple[int, int, str]]):
    text = WHOLE
    for start, length, piece in edits:
        text = text[:start] + piece + text[start + length :]
    told(text.encode())


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, WHOLE.count("\n")), min_size=1, max_size=4))
def test_a_film_with_lines_gone(gone: list[int]):
    lines = WHOLE.splitlines(keepends=True)
    told("".join(line for number, line in enumerate(lines) if number not in gone).encode())


def yaml_of(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}": {yaml_of(inner)}' for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(yaml_of, value)) + "]"
    return f'"{value}"' if value in ("[", "a b") else str(value)


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(SECTIONS, NODES))
def test_any_shape(film: dict[str, object]):
    source = told(
        ("{" + ", ".join(f"{key}: {yaml_of(value)}" for key, value in film.items()) + "}").encode()
    )
    spans = [mistake.span for mistake in check_shape(source)]
    assert len(spans) == len(set(spans))
