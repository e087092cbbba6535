"""The law: no text whatever brings a traceback from resolving it, whether its shape was right or
not.
"""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.language.resolving import INSTALLED, assets_of, source_of
from tests.language.test_resolve_language import TEXT
from vfc.errors import Mistake
from vfc.film.model import Film
from vfc.language.resolve.film import resolve
from vfc.language.words.check import check_shape

PIECES = [
    "cut",
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
    "2 beats",
    "0f",
    "1.01s",
    "street/walk",
    "street/walk@9s",
    "$",
    "$mother",
    "$x",
    "street/walk#9",
    ": ",
    ", ",
    "\n",
    "  ",
    "night",
    "9" * 20,
    "1/0 s",
    "@",
    "memory/recut",
    "01:00:00:99",
    "assets/gone.wav",
    "1e999",
    "nan",
    "２",
    "\\u0007",
]
WORDS = sorted(
    {word.strip(" -{[") for line in TEXT.splitlines() for word in line.split(":")[:-1]} - {""}
)
SECTIONS = [
    "format",
    "presets",
    "cast",
    "sets",
    "scenes",
    "cut",
    "cuts",
    "titles",
    "sound",
    "deliver",
    "generators",
    "profiles",
    "tempo",
    "camera",
    "length",
]
SHOT = [
    "prompt",
    "length",
    "remix",
    "extend",
    "recut",
    "blend",
    "loop",
    "footage",
    "still",
    "first",
    "last",
    "after",
    "storyboard",
    "lines",
    "pick",
    "takes",
    "camera",
    "effects",
    "grade",
    "was",
    "seed",
    "handles",
    "in",
    "out",
]


def resolved(text: str) -> tuple[Film | None, list[Mistake]]:
    source = source_of(text)
    film, mistakes = resolve(source, assets_of(source), generators=INSTALLED)
    for each in mistakes:
        assert each.span.file == "film.yaml" and each.span.line >= 1 and each.span.column >= 1, each
        assert each.message and "\n" not in each.message + each.hint
    assert len(set(mistakes)) == len(mistakes)
    errors = [
        each
        for each in [*source.mistakes, *check_shape(source), *mistakes]
        if each.severity == "error"
    ]
    assert film is not None or errors or "gone" in text, text
    return film, mistakes


@settings(max_examples=70, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, len(TEXT)), st.integers(0, 12), st.sampled_from(PIECES)),
        min_size=1,
        max_size=4,
    )
)
def test_the_example_with_anything_put_in(edits):
    text = TEXT
    for start, length, piece in edits:
        text = text[:start] + piece + text[start + length :]
    resolved(text)


@settings(max_examples=70, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, TEXT.count("\n") - 1), st.sampled_from(PIECES)),
        min_size=1,
        max_size=6,
    )
)
def test_the_example_with_other_values(edits):
    lines = TEXT.splitlines(keepends=True)
    for number, piece in edits:
        key, colon, _ = lines[number].partition(": ")
        lines[number] = f"{key}{colon}{piece}\n" if colon else lines[number]
    resolved("".join(lines))


SCALARS = st.sampled_from(
    [piece for piece in PIECES if not set(piece) & set("{}[],:*\n@") and piece.strip()]
)
NODES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(WORDS), inner, max_size=4)
    ),
    max_leaves=16,
)


def flow(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}": {flow(each)}' for key, each in value.items()) + "}"
    return "[" + ", ".join(map(flow, value)) + "]" if isinstance(value, list) else str(value)


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(st.sampled_from(SECTIONS), NODES))
def test_any_shape(sections):
    resolved("".join(f"{name}: {flow(value)}\n" for name, value in sections.items()) + "title: T\n")


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(SHOT), NODES))
def test_any_shot(words):
    resolved(
        f"title: T\nscenes: "
        f"{{street: {{shots: {{walk: {{prompt: p, length: 4s}}, x: {flow(words)}}}}}}}\n"
    )
