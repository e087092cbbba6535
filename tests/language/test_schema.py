"""The schema: made from the vocabulary, kept beside it, and kind to what editors make of unquoted
text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path

import jsonschema_rs
import pytest
import yaml

from vfc.film.model import Camera, Grade
from vfc.language.words.kinds import (
    Either,
    Field,
    Fields,
    ListOf,
    MapOf,
    ScalarKind,
    ValueKind,
    chosen,
)
from vfc.language.words.schema import film_schema, schema_text
from vfc.language.words.vocabulary import FILM
from vfc.language.yaml.node import Form

ROOT = Path(__file__).parents[2]
WHOLE = Path(__file__).with_name("whole.yaml").read_text(encoding="utf-8")


def validator() -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(film_schema())


def errors(text: str) -> list[str]:
    data = {"title": "x", "scenes": {}} | yaml.safe_load(text)
    return [error.message for error in validator().iter_errors(data)]


def every_fields(kind: ValueKind = FILM, seen: tuple[ValueKind, ...] = ()) -> Iterator[Fields]:
    """All the maps of the language with words of their own."""
    if isinstance(kind, Fields):
        yield kind
        inner = [field.kind for field in kind.fields] + ([kind.rest] if kind.rest else [])
    else:
        inner = {
            ListOf: lambda: [kind.item],
            MapOf: lambda: [kind.value],
            Either: lambda: list(kind.kinds),
            ScalarKind: list,
        }[type(kind)]()
    for each in inner:
        yield from every_fields(each)


def test_the_file_is_made_from_the_vocabulary():
    kept = (ROOT / "schemas" / "film.schema.json").read_text(encoding="utf-8")
    assert kept == schema_text(), (
        "remake it: python -m vfc.language.words.schema > schemas/film.schema.json"
    )


def test_it_is_a_schema_of_its_draft():
    jsonschema_rs.meta.validate(json.loads(schema_text()))


def test_every_word_has_a_sentence_and_an_example_that_holds():
    words = {
        f"{each.name}: {field.name} ({number})": field
        for number, each in enumerate(every_fields())
        for field in each.fields
    }
    for name, field in words.items():
        assert re.match(r"^[A-Z'].*\.$|^moviepy's .*\.$|^.cube", field.about), name
        assert field.example is not None, name
    assert not wrong_examples(words)


def wrong_examples(words: Mapping[str, Field]) -> dict[str, str]:
    """What is wrong with the examples of words; all are one document of one schema."""
    schema = film_schema()
    holders = [schema, *schema["$defs"].values()]
    described = {
        (name, each.get("description")): each
        for holder in reversed(holders)
        for name, each in reversed([*_properties(holder)])
    }
    own = {
        "$schema": schema["$schema"],
        "$defs": schema["$defs"],
        "properties": {name: described[field.name, field.about] for name, field in words.items()},
    }
    examples = {name: field.example for name, field in words.items()}
    found = jsonschema_rs.Draft202012Validator(own).iter_errors(examples)
    return {str(each.instance_path[0]): each.message for each in found}


def _properties(schema: object) -> Iterator[tuple[str, dict]]:
    if isinstance(schema, dict):
        yield from (
            (name, each)
            for name, each in schema.get("properties", {}).items()
            if isinstance(each, dict)
        )
        for each in schema.values():
            yield from _properties(each)
    elif isinstance(schema, list):
        for each in schema:
            yield from _properties(each)


def test_maps_of_one_name_are_one_map():
    names: dict[str, Fields] = {}
    for each in every_fields():
        assert names.setdefault(each.name, each) == each


def test_alternatives_differ_in_form():
    def walk(kind: ValueKind) -> None:
        if isinstance(kind, Either):
            forms = [form for form in Form if chosen(kind, form)]
            assert len(forms) == len(kind.kinds)

    for each in every_fields():
        for field in each.fields:
            walk(field.kind)


def test_the_words_are_those_of_the_model():
    table = FILM.table["presets"].kind.value.table
    assert list(table["grade"].kind.table) == [field.name for field in fields(Grade)]
    assert list(FILM.table["camera"].kind.table) == [field.name for field in fields(Camera)]


def test_the_whole_language_holds_as_editors_read_it():
    assert [error.message for error in validator().iter_errors(yaml.safe_load(WHOLE))] == []


@pytest.mark.parametrize(
    "text",
    [
        "title: 1917",
        "title: No",
        "title: 3.5",
        "title: 1:30",
        "scenes: {a: {shots: {010: {footage: a.mov, in: 10:00:04:12}}}}".replace("010", "'010'"),
        "scenes: {a: {shots: {b: {prompt: 7, sound: off, pin: yes, pick: best}}}}",
        "scenes: {a: {shots: {b: {lines: [{mother: No}, {who: son, line: 5, at: 1s}]}}}}",
        "cast: {mother: {look: a, called: 7}}",
        "format: {rate: 24}",
        "format: {rate: 24000/1001, loudness: -16.5}",
        "deliver: {film.srt: , film.mp4: {codec: h264}}",
        "cut: [a, a/b, {a/b: }, {a/b: {speed: 2}}, {dissolve: 2 beats}]",
        "cut: [{dissolve: {length: 12f, overlap: true}}, {black: 1s}]",
        "include: looks.yaml",
        "preset: [a, b]",
    ],
)
def test_what_editors_accept(text):
    assert errors(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "length: 4",
        "length: 90",
        "length: soon",
        "handles: [1f]",
        "format: {rate: fast}",
        "cut: [{dissolve: 12}]",
        "cut: [{a/b: {}, c/d: {}}]",
        "cut: [{}]",
        "scenes: {A: {shots: {}}}",
        "scenes: {title: {shots: {}}}",
        "scenes: {a: {}}",
        "scenes: {a: {shots: {b: }}}",
        "deliver: {film.avi: {}}",
        "unknown: 1",
        "vfc: 2",
        "cut: [{fade: {length: 1s}}]",
        "cut: [{fade: {from: black, to: black, length: 1s}}]",
        "tempo: {first: 1s}",
    ],
)
def test_what_editors_refuse(text):
    assert errors(text)
