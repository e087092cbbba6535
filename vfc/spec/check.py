"""The shape of the text: unknown words, wrong kinds of value, what is missing; each told once, where it stands.

jsonschema_rs finds what is wrong against the schema; what is told about it comes from the vocabulary.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

import jsonschema_rs

from vfc.errors import Mistake, Span
from vfc.spec.kinds import Either, Field, Fields, Kind, ListOf, MapOf, Scalar, chosen
from vfc.spec.node import Node
from vfc.spec.schema import film_schema
from vfc.spec.suggest import closest, did_you_mean
from vfc.spec.text import Source
from vfc.spec.vocabulary import FILM
from vfc.spec.wrongvalue import wrong_value

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
LONGEST = 15  # digits that a float holds; a longer number stays text
Plain = dict[str, "Plain"] | list["Plain"] | str | int | float | bool | None


def check_shape(source: Source) -> list[Mistake]:
    """Every mistake in the shape of the film's text; one for each cause."""
    if not source.root.entries and source.mistakes:
        return []
    errors = _validator().iter_errors(plain(source.root))
    return _Told(source).mistakes(errors)


@cache
def _validator() -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(film_schema())


def plain(node: Node) -> Plain:
    """The node as JSON data: what looks like a number is one, `true` and `false` too, nothing is null."""
    if node.kind == "map":
        return {entry.key.text: plain(entry.value) for entry in node.entries}
    if node.kind == "list":
        return [plain(item) for item in node.items]
    text = node.text
    if text[:1] in "-0123456789" and NUMBER.fullmatch(text) and len(text) <= LONGEST:
        return float(text) if "." in text else int(text)
    if node.quoted:
        return text
    return {"true": True, "false": False, "": None}.get(text, text)


class Place(NamedTuple):
    """A node, the key under which it stands, and what the vocabulary says about both."""

    node: Node
    key: Node | None
    kind: Kind
    field: Field | None


def find(root: Node, path: Sequence[str | int]) -> Place:
    """The place at the end of a path of keys and indexes; where the vocabulary ends, its kind is the last known."""
    place = Place(root, None, FILM, None)
    for step in path:
        place = _inner(place, step)
    return place


def _inner(place: Place, step: str | int) -> Place:
    kind = chosen(place.kind, place.node.kind) or place.kind
    if place.node.kind == "list":
        item = kind.item if isinstance(kind, ListOf) else kind
        return Place(place.node.items[int(step)], place.key, item, place.field)
    entry = next(each for each in place.node.entries if each.key.text == str(step))  # a key `4` comes as a number
    if isinstance(kind, MapOf):
        return Place(entry.value, entry.key, kind.value, None)
    field = kind.table.get(str(step)) if isinstance(kind, Fields) else None
    rest = kind.rest if isinstance(kind, Fields) and kind.rest else kind
    return Place(entry.value, entry.key, field.kind if field else rest, field)


class _Told:
    """The errors of one validation, told in the language's words."""

    def __init__(self, source: Source):
        self.source = source
        self.known = {(mistake.span.file, mistake.span.line) for mistake in source.mistakes}
        self.found: dict[tuple[str | int, ...], list[Mistake]] = {}
        self.tellers: dict[str, Callable[[Place, object], Iterator[Mistake]]] = {
            "additionalProperties": self.unknown, "required": self.missing, "dependentRequired": self.missing,
            "propertyNames": self.key, "oneOf": self.either, "minProperties": self.single, "maxProperties": self.single}

    def mistakes(self, errors: Iterator[jsonschema_rs.ValidationError]) -> list[Mistake]:
        for error in errors:
            path = tuple(error.instance_path)
            place = find(self.source.root, path)
            teller = self.tellers.get(error.kind.name)
            if teller is not None:
                self.found.setdefault(path, []).extend(teller(place, error.kind))
            elif not any(each.severity == "error" for each in self.found.get(path, ())):
                self.found.setdefault(path, []).append(wrong_value(place.node, place.key, place.kind))
        return list(dict.fromkeys(each for path in self.found for each in self.found[path] if not self._below(path)))

    def _below(self, path: tuple[str | int, ...]) -> bool:
        """Whether something above has been told that makes this one follow from it."""
        return any(mistake.message.startswith("unknown entry") for length in range(len(path))
                   for mistake in self.found.get(path[:length], ()) if mistake.span == find(
                       self.source.root, path[: length + 1]).key.span)

    def unknown(self, place: Place, kind: object) -> Iterator[Mistake]:
        fields = _fields(place)
        words = [each.name for each in fields.fields]
        for word in kind.value:
            key = next(entry.key for entry in place.node.entries if entry.key.text == word)
            hint = did_you_mean(word, words, f"{fields.name} has") if words else ""
            if " " in word and not closest(word, words):
                hint = "if this belongs to a text, quote the text"
            yield Mistake(span=key.span, message=f"unknown key '{word}' in {fields.name}", hint=hint)

    def missing(self, place: Place, kind: object) -> Iterator[Mistake]:
        fields, word, span = _fields(place), kind.value, _span(place)
        unknown = [key for key in place.node.keys() if key not in fields.table and not fields.rest]
        if (span.file, span.line) in self.known or not self.source.whole or any(closest(key, [word]) for key in unknown):
            return
        field = fields.table[word]
        yield Mistake(span=span, message=f"{fields.name} needs '{word}'", hint=_write(field))

    def key(self, place: Place, kind: object) -> Iterator[Mistake]:
        of = chosen(place.kind, "map")
        word = kind.value.instance
        key = next(entry.key for entry in place.node.entries if entry.key.text == word)
        if isinstance(of, MapOf) and word in of.reserved:
            yield Mistake(span=key.span, message=f"'{word}' is a word of the cut, and no name of a scene",
                          hint=f"write '{word}-1', or another name")
            return
        expected = of.key if isinstance(of, MapOf) else of.rest_key
        words = [each.name for each in of.fields] if isinstance(of, Fields) else []
        if words and expected is not None:
            yield Mistake(span=key.span, message=f"unknown entry '{word}'",
                          hint=did_you_mean(word, words) or f"write {expected.what}, such as {expected.write}")
            return
        yield Mistake(span=key.span, message=f"'{word}' is not {expected.what}", hint=_slug(word, expected))

    def either(self, place: Place, kind: object) -> Iterator[Mistake]:
        fields = _fields(place)
        there = [word for word in fields.either if place.node.get(word) is not None]
        words = " or ".join(f"'{word}'" for word in fields.either)
        found = "has both" if there else "has neither"
        if not there and any(closest(key, fields.either) for key in place.node.keys() if key not in fields.table):
            return
        yield Mistake(span=_span(place), message=f"{fields.name} has either {words}; this {found}", hint=f"write {fields.write}")

    def single(self, place: Place, kind: object) -> Iterator[Mistake]:
        fields = _fields(place)
        keys = [entry.key for entry in place.node.entries]
        if not keys:
            yield Mistake(span=place.node.span, message=f"{fields.name} is empty", hint=f"write {fields.write}")
            return
        yield Mistake(span=keys[1].span, message=f"{fields.name} has one key, and this is the {_nth(len(keys))}",
                      hint=f"indent '{keys[1].text}' below '{keys[0].text}:', or begin it with '- '")


def _nth(count: int) -> str:
    return "second" if count == 2 else f"second of {count}"


def _fields(place: Place) -> Fields:
    found = chosen(place.kind, "map")
    return found if isinstance(found, Fields) else FILM


def _span(place: Place) -> Span:
    """Where a map is told of: at the key above it, else at its own start."""
    return place.key.span if place.key is not None and place.node.kind == "map" and not _listed(place) else \
        place.node.span


def _listed(place: Place) -> bool:
    return isinstance(place.field.kind if place.field else None, ListOf)


def _write(field: Field) -> str:
    kind = field.kind.kinds[0] if isinstance(field.kind, Either) else field.kind
    shown = field.example if isinstance(kind, Scalar) else kind.write
    return f"write {field.name}: {shown}" if "\n" not in str(shown) else f"write {field.name}: ..."


def _slug(word: str, expected: Scalar) -> str:
    slug = re.sub("-+", "-", re.sub("[^a-z0-9]+", "-", word.lower())).strip("-")
    if expected.pattern and slug and re.search(expected.pattern, slug):
        return f"write '{slug}'"
    return f"write {expected.write}"
