"""The shape of the text: unknown words, wrong kinds of value, what is missing; each told once,
where it stands.

jsonschema_rs finds what is wrong against the schema; what is told about it comes from the
vocabulary.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple, assert_never

import jsonschema_rs

from vfc.errors import Mistake, Severity, Span
from vfc.film.formats import FORMATS
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
from vfc.language.words.schema import film_schema
from vfc.language.words.shots import CAMERA
from vfc.language.words.vocabulary import FILM
from vfc.language.words.wrongvalue import wrong_value
from vfc.language.yaml.node import Entry, Form, Node, excerpt
from vfc.language.yaml.suggest import closest, did_you_mean
from vfc.language.yaml.text import SourceText

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
PLACE = re.compile(r"\+?[0-9]{1,20}")  # what jsonschema_rs takes for the place of an item
LONGEST = 15  # digits of a whole number that a float holds; a longer one stays text
LONG = 40  # characters of a number with decimals, of which programs write seventeen
FILM_FILE = ".mp4"
ENDINGS = {
    "ssa": ".ass",
    "sub": ".srt",
    "sbv": ".vtt",
    "dfxp": ".ttml",
    "itt": ".ttml",
    "stl": ".ttml",
    "txt": ".srt",
    "fcp7xml": ".xml",
    "qt": ".mov",
    "mxf": ".mov",
}
PlainValue = dict[str, "PlainValue"] | list["PlainValue"] | str | int | float | bool | None
Way = tuple[str, ...]
Teller = Callable[["TypedNode", Way, jsonschema_rs.ValidationErrorKind], Iterator[Mistake]]


def check_shape(source: SourceText) -> list[Mistake]:
    """Every mistake in the shape of the film's text; one for each cause."""
    if not source.root.entries and source.mistakes:
        return []
    errors = _validator().iter_errors(plain(source.root))
    return _Diagnostics(source).mistakes(errors) + camera_words(source.root)


def camera_words(root: Node) -> list[Mistake]:
    """Warnings for words of a camera that are much like one that vfc knows; any words may stand
    there.
    """
    found: list[Mistake] = []
    for holder in (root, *_below(root.get("scenes"))):
        camera = holder.get("camera")
        for key, value in camera.entries if camera else ():
            field = CAMERA.table.get(key.text)
            known = field.kind.known if field and isinstance(field.kind, ScalarKind) else ()
            near = did_you_mean(value.text, known) if value.text not in known else ""
            if near and value.kind is Form.SCALAR and value.text:
                found.append(
                    Mistake(
                        span=value.span,
                        message=f"no generator of vfc's own knows the {key.text} "
                        f"'{excerpt(value.text)}'",
                        hint=near,
                        severity=Severity.WARNING,
                    )
                )
    return found


def _below(scenes: Node | None) -> Iterator[Node]:
    for _, scene in scenes.entries if scenes else ():
        yield scene
        shots = scene.get("shots")
        yield from (shot for _, shot in (shots.entries if shots else ()))


@cache
def _validator() -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(film_schema(numbers_as_times=False))


def plain(node: Node) -> PlainValue:
    """The node as JSON data: what looks like a number is one, `true` and `false` too, nothing is
    null.
    """
    match node.kind:
        case Form.MAP:
            return {entry.key.text: plain(entry.value) for entry in node.entries}
        case Form.LIST:
            return [plain(item) for item in node.items]
        case Form.SCALAR:
            return _plain_scalar(node, node.text)
        case _:
            assert_never(node.kind)


def _plain_scalar(node: Node, text: str) -> PlainValue:
    if text[:1] in "-0123456789" and NUMBER.fullmatch(text):
        if "." in text and len(text) <= LONG and text.index(".") <= LONGEST:
            return float(text)
        if len(text) <= LONGEST:
            return int(text)
    if node.quoted:
        return text
    return {"true": True, "false": False, "": None}.get(
        text.lower() if len(text) < 6 else text, text
    )


class TypedNode(NamedTuple):
    """A node, the key under which it stands, what the vocabulary says of both; `item`: it stands in
    a list.
    """

    node: Node
    key: Node | None
    kind: ValueKind
    field: Field | None
    item: bool = False


def _inner(place: TypedNode, step: str | int) -> Iterator[tuple[str, TypedNode]]:
    """What stands one step further; jsonschema_rs says 7 for the keys `7`, `+7`, `007` alike: there
    may be several.
    """
    kind = chosen(place.kind, place.node.kind) or place.kind
    if place.node.kind is Form.LIST:
        item = kind.item if isinstance(kind, ListOf) else kind
        yield str(step), TypedNode(place.node.items[int(step)], place.key, item, place.field, True)
        return
    for key, value in _entries(place.node).get(step, ()):
        field = kind.table.get(key.text) if isinstance(kind, Fields) else None
        rest = (
            kind.value
            if isinstance(kind, MapOf)
            else kind.rest
            if isinstance(kind, Fields)
            else None
        )
        yield key.text, TypedNode(value, key, field.kind if field else rest or kind, field)


@lru_cache(maxsize=64)  # the maps on the way to a mistake; its neighbours come the same way
def _entries(node: Node) -> Mapping[str | int, list[Entry]]:
    """The entries of a map by the steps that lead to them: the key's text, and the number that it
    may be taken for.
    """
    found: dict[str | int, list[Entry]] = {}
    for entry in node.entries:
        found.setdefault(entry.key.text, []).append(entry)
        if PLACE.fullmatch(entry.key.text):
            found.setdefault(int(entry.key.text), []).append(entry)
    return found


def _ways(
    place: TypedNode, steps: Sequence[str | int], way: Way = ()
) -> Iterator[tuple[Way, tuple[TypedNode, ...]]]:
    """Each way along `steps`: its keys, and the places that it goes through."""
    if not steps:
        yield way, (place,)
        return
    for word, inner in _inner(place, steps[0]):
        for found, places in _ways(inner, steps[1:], (*way, word)):
            yield found, (place, *places)


class _Diagnostics:
    """The errors of one validation, told in the language's words.

    `closed` are paths of which nothing further is told: what is wrong inside follows from what is
    wrong about them.
    """

    def __init__(self, source: SourceText):
        self.source = source
        self.known = {(mistake.span.file, mistake.span.line) for mistake in source.mistakes}
        self.found: list[tuple[Way, Mistake]] = []
        self.closed: set[Way] = set()
        self.places: set[Way] = set()
        self.tellers: dict[str, Teller] = {
            "additionalProperties": self.unknown,
            "required": self.missing,
            "dependentRequired": self.missing,
            "propertyNames": self.key,
            "oneOf": self.either,
            "minProperties": self.single,
            "maxProperties": self.single,
        }

    def mistakes(self, errors: Iterable[jsonschema_rs.ValidationError]) -> list[Mistake]:
        for error in errors:
            path, place = self.find(error)
            found = self.tellers.get(error.kind.name, self.value)(place, path, error.kind)
            self.found += [(path, mistake) for mistake in found]
            self.places.add(path)
        told: dict[Span, Mistake] = {}
        for path, mistake in self.found:
            if not any(path[:length] in self.closed for length in range(len(path) + 1)):
                told.setdefault(mistake.span, mistake)
        return [told[span] for span in sorted(told)]

    def find(self, error: jsonschema_rs.ValidationError) -> tuple[Way, TypedNode]:
        """The place that an error is about; on the way, a misspelt entry of the cut is told."""
        ways = list(_ways(TypedNode(self.source.root, None, FILM, None), error.instance_path))
        path, places = next(
            (
                each
                for each in ways
                if len(ways) > 1
                and each[0] not in self.places
                and plain(each[1][-1].node) == error.instance
            ),
            ways[0],
        )
        for length, (above, below) in enumerate(itertools.pairwise(places), 1):
            kind = chosen(above.kind, above.node.kind)
            if (
                isinstance(kind, Fields)
                and kind.single
                and below.key
                and below.key.text not in kind.table
            ):
                self.misspelt(below.key, kind, path[:length])
        return path, places[-1]

    def misspelt(self, key: Node, kind: Fields, path: Way) -> None:
        """`titel: {...}` in the cut could be a scene, but is no scene of this film, and much like
        'title'.
        """
        scenes = self.source.root.get("scenes")
        if path in self.closed or "/" in key.text or (scenes and scenes.get(key.text)):
            return
        near = did_you_mean(key.text, kind.table)
        if near:
            self.closed.add(path)
            self.found.append(
                (
                    (),
                    Mistake(
                        span=key.span, message=f"unknown entry '{excerpt(key.text)}'", hint=near
                    ),
                )
            )

    def value(
        self, place: TypedNode, path: Way, kind: jsonschema_rs.ValidationErrorKind
    ) -> Iterator[Mistake]:
        if path not in self.places:
            yield wrong_value(
                place.node, place.key, place.kind, example=_example(place), item=place.item
            )

    def unknown(
        self, place: TypedNode, path: Way, kind: jsonschema_rs.ValidationErrorKind
    ) -> Iterator[Mistake]:
        fields = _fields(place)
        words = list(fields.table)
        for word in kind.value:
            hint = did_you_mean(word, words, f"{fields.name} has") if words else ""
            if " " in word and not closest(word, words):
                hint = "if this belongs to a text, quote the text"
            message = f"unknown key '{excerpt(word)}' in {fields.name}"
            yield Mistake(span=_key(place, word).span, message=message, hint=hint)

    def missing(
        self, place: TypedNode, path: Way, kind: jsonschema_rs.ValidationErrorKind
    ) -> Iterator[Mistake]:
        """All that a map lacks, at once; nothing where a misspelt key may be what is missing."""
        fields, span = _fields(place), _span(place)
        words = _lacking(place.node, fields) or [kind.value]
        likely = any(closest(key, words) for key in _unknown(place.node, fields))
        if (span.file, span.line) in self.known or not self.source.whole or likely:
            return
        hint = (
            fields.write
            if words[1:] or words[0] in fields.either
            else _written(fields.table[words[0]])
        )
        yield Mistake(
            span=span,
            message=f"{fields.name} needs {_named(words, fields.either)}",
            hint=f"write {hint}",
        )

    def key(
        self, place: TypedNode, path: Way, kind: jsonschema_rs.ValidationErrorKind
    ) -> Iterator[Mistake]:
        of, word = chosen(place.kind, Form.MAP), str(kind.value.instance)
        span = _key(place, word).span
        self.closed.add((*path, word))
        if isinstance(of, Fields) and of.rest_key is not None:
            near = did_you_mean(word, of.table)
            message = (
                f"unknown entry '{excerpt(word)}'"
                if near
                else f"'{excerpt(word)}' is not {of.rest_key.what}"
            )
            yield Mistake(span=span, message=message, hint=near or _slug(word, of.rest_key))
        elif isinstance(of, MapOf) and word in of.reserved:
            yield Mistake(
                span=span,
                message=f"'{word}' is a word of the cut, and no name of a scene",
                hint=f"write '{word}-1', or another name",
            )
        elif isinstance(of, MapOf):
            yield Mistake(
                span=span,
                message=f"'{excerpt(word)}' is not {of.key.what}",
                hint=_slug(word, of.key),
            )

    def either(
        self, place: TypedNode, path: Way, kind: jsonschema_rs.ValidationErrorKind
    ) -> Iterator[Mistake]:
        fields = _fields(place)
        if not any(word in fields.either for word in _keys(place.node)):
            yield from self.missing(place, path, kind)
            return
        words = " or ".join(f"'{word}'" for word in fields.either)
        yield Mistake(
            span=_span(place),
            hint=f"write {fields.write}",
            message=f"{fields.name} has either {words}; this has both",
        )

    def single(
        self, place: TypedNode, path: Way, kind: jsonschema_rs.ValidationErrorKind
    ) -> Iterator[Mistake]:
        fields = _fields(place)
        keys = [entry.key for entry in place.node.entries]
        self.closed |= {(*path, key.text) for key in keys[1:]}
        if not keys:
            yield Mistake(
                span=place.node.span,
                message=f"{fields.name} is empty",
                hint=f"write {fields.write}",
            )
            return
        yield Mistake(
            span=keys[1].span,
            message=f"{fields.name} has one key, and '{excerpt(keys[1].text)}' is another",
            hint=f"indent it below '{excerpt(keys[0].text)}:', or begin a new entry with '- '",
        )


def _fields(place: TypedNode) -> Fields:
    found = chosen(place.kind, Form.MAP)
    return found if isinstance(found, Fields) else FILM


def _keys(node: Node) -> list[str]:
    return [entry.key.text for entry in node.entries]


def _unknown(node: Node, fields: Fields) -> list[str]:
    """The keys that the language does not know here; one of them may be meant as a word that is
    missing.
    """
    return [] if fields.rest else [key for key in _keys(node) if key not in fields.table]


def _lacking(node: Node, fields: Fields) -> list[str]:
    """The words that must stand in a map and do not."""
    keys = _keys(node)
    words = [each.name for each in fields.fields if each.required and each.name not in keys]
    return words if any(word in keys for word in fields.either) else [*fields.either[:1], *words]


def _named(words: Sequence[str], either: Sequence[str]) -> str:
    """`'at', 'text' and 'length'`; of words of which one is enough, all."""
    quoted = [
        " or ".join(f"'{each}'" for each in (either if word in either else [word]))
        for word in words
    ]
    return " and ".join(part for part in (", ".join(quoted[:-1]), quoted[-1]) if part)


def _written(field: Field) -> str:
    own = field.kind.kinds[0] if isinstance(field.kind, Either) else field.kind
    shown = field.example if isinstance(own, ScalarKind) else own.write
    return f"{field.name}: {shown}".replace("\n", " ")


def _key(place: TypedNode, word: str) -> Node:
    return next(entry.key for entry in place.node.entries if entry.key.text == word)


def _span(place: TypedNode) -> Span:
    """Where a map is told of: at the key above it; an item of a list, and the film, at their own
    start.
    """
    return place.node.span if place.key is None or place.item else place.key.span


def _example(place: TypedNode) -> str:
    """The vocabulary's example of a value, where it has one in one piece."""
    example = place.field.example if place.field and not place.item else None
    whole = isinstance(example, str | int | float) and not isinstance(example, bool)
    return str(example).replace("\n", " ") if whole else ""


def _file_name(word: str) -> str:
    """A deliverable's name with the ending that comes nearest to what was asked for."""
    stem, dot, ending = word.rpartition(".")
    stem = excerpt((stem if dot and len(ending) < 8 else word).lstrip("/\\")) or "film"
    ending = ending.lower()
    return f"write {stem}{f'.{ending}' if ending in FORMATS else ENDINGS.get(ending, FILM_FILE)}"


def _slug(word: str, expected: ScalarKind) -> str:
    if expected.write.endswith(FILM_FILE):
        return _file_name(word)
    slug = re.sub("-+", "-", re.sub("[^a-z0-9]+", "-", word.lower())).strip("-")
    if expected.pattern and slug and re.search(expected.pattern, slug):
        return f"write '{slug}'"
    return f"write {expected.write}"
