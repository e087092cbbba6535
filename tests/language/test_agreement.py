"""The fast check and the reference implementation of JSON schema find the same texts right."""

from __future__ import annotations

import copy
from pathlib import Path

import jsonschema
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.language.resolving import source_of
from vfc.language.words.check import _validator, plain
from vfc.language.words.schema import film_schema

WHOLE = plain(source_of(Path(__file__).with_name("whole.yaml").read_text(encoding="utf-8")).root)
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 10**16),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=6),
    st.sampled_from(
        [
            "4s",
            "60f",
            "1.5 s",
            "2 beats",
            "00:00:04:12",
            "00:00:04;12",
            "4",
            "4s\n",
            "1280x720",
            "1280×720",
            "24000/1001",
            "-10dB",
            "+3.5 dB",
            "black",
            "#f2ede4",
            "#f2ede",
            "on",
            "yes",
            "best",
            "street/walk",
            "street/walk#2",
            "street/walk#0",
            "night-street",
            "night_street",
            "night\n",
            "mild",
            "off",
            3.0,
            1e300,
            -0.0,
            216_000,
            [],
            {},
        ]
    ),
    st.lists(st.sampled_from(["4s", "x", 3]), max_size=3),
)


def anchored(schema):
    """The schema with patterns whose end is the text's, where Python's `$` takes a last line's end
    too.
    """
    if isinstance(schema, dict):
        return {
            key: each.replace("$", r"\Z")
            if key == "pattern" and isinstance(each, str)
            else anchored(each)
            for key, each in schema.items()
        }
    return [anchored(each) for each in schema] if isinstance(schema, list) else schema


REFERENCE = jsonschema.Draft202012Validator(anchored(film_schema(numbers_as_times=False)))


def ways(data, way=()):
    """Every place below the root."""
    inner = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    for key, each in inner:
        yield (*way, key)
        yield from ways(each, (*way, key))


WAYS = list(ways(WHOLE))


def edited(way, edit: str, value, key: str):
    """The film's part in which a place lies, with that changed, taken out, or with another key
    beside it: nothing in the schema joins two keys of a film.
    """
    part = {name: each for name, each in WHOLE.items() if name in ("title", "scenes", way[0])}
    if way[0] != "scenes":
        part["scenes"] = {}
    data = copy.deepcopy(part)
    holder = data
    for step in way[:-1]:
        holder = holder[step]
    if edit == "out":
        del holder[way[-1]]
    elif edit == "more" and isinstance(holder, dict):
        holder[key] = value
    else:
        holder[way[-1]] = value
    return data


def test_a_film_without_a_mistake_is_right_for_both():
    assert _validator().is_valid(WHOLE) and REFERENCE.is_valid(WHOLE)
    joining = {"allOf", "anyOf", "oneOf", "not", "if", "dependentRequired", "dependentSchemas"}
    assert not joining & film_schema(numbers_as_times=False).keys()


@settings(max_examples=800)
@given(
    st.sampled_from(WAYS),
    st.sampled_from(["in", "out", "more"]),
    VALUES,
    st.sampled_from(
        ["note", "prompt", "length", "007", "x y", "title", "of", "line", "file", "0s", "film.srt"]
    ),
)
def test_both_find_the_same_films_right(way, edit, value, key):
    data = edited(way, edit, value, key)
    assert _validator().is_valid(data) == REFERENCE.is_valid(data), (way, edit, value, key)
