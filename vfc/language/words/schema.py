"""The vocabulary as a JSON schema (draft 2020-12), which editors complete from and `check`
validates with.

`python -m vfc.language.words.schema > schemas/film.schema.json` remakes the file that goes with the
project.

Alternatives that YAML tells apart (a time, or a map of length and overlap) are one schema with
several types, never an `anyOf`: each keyword of JSON schema touches only its own type, and an error
then names the one place that is wrong.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from typing import Any

from vfc.language.words.kinds import (
    SEXAGESIMAL,
    Either,
    Field,
    Fields,
    ListOf,
    MapOf,
    ScalarKind,
    ValueKind,
)
from vfc.language.words.vocabulary import FILM

Schema = dict[str, Any]  # a JSON schema is data of JSON's own shape


def film_schema(*, numbers_as_times: bool = True) -> Schema:
    """The schema of a film's text, as plain JSON data.

    With `numbers_as_times` the great numbers that YAML 1.1 makes of unquoted timecodes pass as
    times: an editor may read its text so, and vfc itself never does.
    """
    maker = _Maker(numbers_as_times)
    root = maker.fields(FILM)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A film in the film language of vfc",
        "description": "One film as text: what decides its picture and its sound.",
        **root,
        "$defs": maker.shared,
    }


class _Maker:
    """Makes schemas; a map that several words share is made once, among `shared`."""

    def __init__(self, numbers_as_times: bool) -> None:
        self.numbers_as_times = numbers_as_times
        self.shared: dict[str, Schema] = {}

    def schema(self, kind: ValueKind) -> Schema:
        if isinstance(kind, ScalarKind):
            timecode = kind.low == SEXAGESIMAL and not self.numbers_as_times
            return _scalar(replace(kind, types=("string",)) if timecode else kind)
        if isinstance(kind, ListOf):
            return self.list(kind)
        if isinstance(kind, MapOf):
            return self.map(kind)
        if isinstance(kind, Fields):
            return self.reference(kind)
        return self.either(kind)

    def list(self, kind: ListOf) -> Schema:
        most = {} if kind.most is None else {"maxItems": kind.most}
        least = {"minItems": kind.least} if kind.least else {}
        return {"type": "array", "items": self.schema(kind.item), **least, **most}

    def map(self, kind: MapOf) -> Schema:
        value = self.schema(kind.value)
        if kind.about:
            value = {**value, "description": kind.about}
        return {
            "type": ["object", "null"],
            "propertyNames": _key(kind.key, kind.reserved),
            "additionalProperties": value,
        }

    def reference(self, kind: Fields) -> Schema:
        name = kind.name.split(" ", 1)[-1].replace(" ", "-")
        if name not in self.shared:
            self.shared[name] = {}  # holds the place, so that the order is that of the language
            self.shared[name] |= self.fields(kind)
        return {"$ref": f"#/$defs/{name}"}

    def fields(self, kind: Fields) -> Schema:
        found: Schema = {
            "type": ["object", "null"] if kind.empty else "object",
            "properties": {each.name: self.field(each) for each in kind.fields},
        }
        required = [each.name for each in kind.fields if each.required]
        if required:
            found["required"] = required
        if kind.either:
            found["oneOf"] = [{"required": [name]} for name in kind.either]
        if kind.together:
            found["dependentRequired"] = {one: [other] for one, other in kind.together}
        if kind.single:
            found |= {"minProperties": 1, "maxProperties": 1}
        return found | self.rest(kind)

    def rest(self, kind: Fields) -> Schema:
        if kind.rest is None:
            return {"additionalProperties": False}
        names = {"propertyNames": _key(kind.rest_key)} if kind.rest_key else {}
        return {"additionalProperties": self.schema(kind.rest), **names}

    def field(self, field: Field) -> Schema:
        found = self.schema(field.kind) | {"description": field.about}
        if field.default is not None:
            found["default"] = field.default
        if field.example is not None:
            found["examples"] = [field.example]
        return found

    def either(self, kind: Either) -> Schema:
        found: Schema = {}
        types: list[str] = []
        for each in kind.kinds:
            part = self.fields(each) if isinstance(each, Fields) else self.schema(each)
            if "enum" in part:  # which would forbid the values of the other kinds
                part = _of_words(part["enum"])
            own = part.pop("type")
            types += [own] if isinstance(own, str) else [each for each in own if each != "null"]
            found |= part
        return {"type": list(dict.fromkeys(types)), **found}


def _of_words(words: list[str | bool]) -> Schema:
    """A few words as a schema that touches texts and switches alone."""
    texts = [each for each in words if isinstance(each, str)]
    types = ["string"] if len(texts) == len(words) else ["string", "boolean"]
    return {"type": types, "pattern": f"^({'|'.join(texts)})$"}


def _scalar(kind: ScalarKind) -> Schema:
    if kind.words:
        booleans = [True, False] if "boolean" in kind.types else []
        return {"enum": [*booleans, *kind.words]}
    types = list(kind.types)
    found: Schema = {"type": types[0] if len(types) == 1 else types}
    if kind.pattern:
        found["pattern"] = kind.pattern
    if kind.low is not None:
        found["minimum"] = kind.low
    if kind.high is not None:
        found["maximum"] = kind.high
    if kind.known:
        return {"anyOf": [{"enum": list(kind.known)}, found]}
    return found


def _key(kind: ScalarKind, reserved: tuple[str, ...] = ()) -> Schema:
    found: Schema = {"pattern": kind.pattern} if kind.pattern else {}
    return {**found, "not": {"enum": list(reserved)}} if reserved else found


def schema_text() -> str:
    """The schema as the text of `schemas/film.schema.json`."""
    return json.dumps(film_schema(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema_text())
