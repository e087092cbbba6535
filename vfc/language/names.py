"""The names of a film where they are given and where they are used: scenes, shots, presets, people,
places, generators.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from vfc.errors import Span
from vfc.language.words.cuts import ENTRY_NAME
from vfc.language.words.kinds import (
    PICTURE,
    POINT,
    SHOT,
    Fields,
    ListOf,
    MapOf,
    ScalarKind,
    ValueKind,
    chosen,
)
from vfc.language.words.shots import LINE
from vfc.language.words.soundtrack import SPEECH
from vfc.language.words.vocabulary import FILM
from vfc.language.yaml.node import Node
from vfc.language.yaml.text import SourceText

REFERRED = re.compile(r"\s*([a-z0-9-]+)(?:/([a-z0-9-]+))?")
SAID = re.compile(r"\$([a-z0-9]+(?:-[a-z0-9]+)*)")
COMMENT = re.compile(r"(?<![^\s])#[^\n]*")


class NameKind(StrEnum):
    """What a name is of; the value is the section of the text that gives it."""

    SCENE = "scenes"
    SHOT = "shots"
    PRESET = "presets"
    PERSON = "cast"
    PLACE = "sets"
    GENERATOR = "generators"
    PROFILE = "profiles"
    CUT = "cuts"


GIVEN = {each.value: each for each in NameKind if each is not NameKind.SHOT}
# words of the language whose value is a name, or a list of such
USED = {
    "preset": NameKind.PRESET,
    "extends": NameKind.PRESET,
    "set": NameKind.PLACE,
    "generator": NameKind.GENERATOR,
    "who": NameKind.PERSON,
}


class Occurrence(NamedTuple):
    """A name where it stands in the text; `given`: where it is defined. A shot's is SCENE/SHOT, and
    its span, where it is used, is that of the whole.
    """

    kind: NameKind
    name: str
    span: Span
    given: bool = False


@dataclass(slots=True)
class FilmNames:
    """All names of a film, in the order of the text; `nodes` holds what each one is given."""

    occurrences: list[Occurrence] = field(default_factory=list)
    nodes: dict[tuple[NameKind, str], Node] = field(default_factory=dict)
    by_line: Mapping[tuple[str, int], list[Occurrence]] = field(
        default_factory=dict[tuple[str, int], list[Occurrence]]
    )

    def given(self, kind: NameKind) -> list[str]:
        """The names of a kind."""
        return [name for each, name in self.nodes if each is kind]

    def definition(self, kind: NameKind, name: str) -> Occurrence | None:
        """Where a name is given."""
        return next(
            (each for each in self.occurrences if each[:2] == (kind, name) and each.given), None
        )

    def at(self, file: str, line: int, column: int) -> Occurrence | None:
        """The name at a line and a column, both from 1."""
        return next(
            (
                each
                for each in self.by_line.get((file, line), ())
                if each.span.column <= column <= each.span.column + each.span.length
            ),
            None,
        )


def names_of(source: SourceText) -> FilmNames:
    """The names in a film's text, as far as it can be read."""
    found = FilmNames()
    for each in (*_sections(source.root, found), *_used(source.root), *_said(source)):
        found.occurrences.append(each)
    by_line: dict[tuple[str, int], list[Occurrence]] = defaultdict(list)
    for each in found.occurrences:
        by_line[each.span.file, each.span.line].append(each)
    for lines in by_line.values():
        lines.sort(key=lambda each: each.span.length)
    found.by_line = by_line
    return found


def _sections(root: Node, found: FilmNames) -> Iterator[Occurrence]:
    for section, held in root.entries:
        kind = GIVEN.get(section.text)
        if kind is None:
            continue
        for key, value in held.entries:
            found.nodes[kind, key.text] = value
            yield Occurrence(kind, key.text, _word(key), given=True)
            if kind is NameKind.SCENE:
                for shot, words in getattr(value.get("shots"), "entries", ()):
                    name = f"{key.text}/{shot.text}"
                    found.nodes[NameKind.SHOT, name] = words
                    yield Occurrence(NameKind.SHOT, name, _word(shot), given=True)


def _used(root: Node) -> Iterator[Occurrence]:
    """Names where they are used, each once, whatever is copied by aliases."""
    seen: set[int] = set()
    pending: list[tuple[Node, ValueKind | None, str]] = [(root, FILM, "")]
    while pending:
        node, kind, word = pending.pop()
        inner = chosen(kind, node.kind) if kind is not None else None
        if inner is None or id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(inner, ScalarKind):
            yield from _names_in(node, inner, word)
        elif isinstance(inner, ListOf):
            pending += [(item, inner.item, word) for item in node.items]
        elif isinstance(inner, MapOf):
            for key, value in node.entries:
                pending.append((value, inner.value, ""))
                if word == "generators" and isinstance(inner.value, ScalarKind):  # of a profile
                    yield Occurrence(NameKind.GENERATOR, key.text, _word(key))
                    yield Occurrence(NameKind.GENERATOR, value.text, _word(value))
        else:
            yield from _in_fields(node, inner, pending)


def _in_fields(
    node: Node, inner: Fields, pending: list[tuple[Node, ValueKind | None, str]]
) -> Iterator[Occurrence]:
    for key, value in node.entries:
        known = inner.table.get(key.text)
        if known is not None:
            if known.name != "was":
                pending.append((value, known.kind, known.name))
            continue
        pending.append((value, inner.rest, ""))
        if inner in (LINE, SPEECH):
            yield Occurrence(NameKind.PERSON, key.text, _word(key))
        elif inner.rest_key is ENTRY_NAME:
            yield from _names_in(key, ENTRY_NAME, "")


def _names_in(node: Node, kind: ScalarKind, word: str) -> Iterator[Occurrence]:
    if word in USED and node.text:
        yield Occurrence(USED[word], node.text, _word(node))
    elif word == "cut" and kind is not ENTRY_NAME:
        yield Occurrence(NameKind.CUT, node.text, _word(node))
    elif any(kind is each for each in (SHOT, PICTURE, POINT, ENTRY_NAME)):
        match = REFERRED.match(node.text)
        if match is None:
            return
        span = _word(node)
        column = span.column + match.start(1)
        if match[2]:
            length = match.end(2) - match.start(1)
            name = f"{match[1]}/{match[2]}"
            yield Occurrence(NameKind.SHOT, name, span._replace(column=column, length=length))
        if match[2] or kind is ENTRY_NAME:
            scene = span._replace(column=column, length=len(match[1]))
            yield Occurrence(NameKind.SCENE, match[1], scene)


def _word(node: Node) -> Span:
    """Where the words of a scalar stand, without its quotes."""
    span = node.span
    if node.quoted and span.length >= len(node.text) + 2:
        return span._replace(column=span.column + 1, length=max(1, span.length - 2))
    return span


def _said(source: SourceText) -> Iterator[Occurrence]:
    """People in prose: `$name`."""
    people = {key.text for key, _ in getattr(source.root.get("cast"), "entries", ())}
    for file, text in source.texts.items():
        for number, line in enumerate(text.split("\n"), 1):
            if "$" not in line:
                continue
            end = len(COMMENT.sub("", line))
            for match in SAID.finditer(line, 0, end):
                name = match[1]
                while name not in people and "-" in name:
                    name = name.rpartition("-")[0]
                if name in people:
                    span = Span(file, number, match.start(1) + 1, len(name))
                    yield Occurrence(NameKind.PERSON, name, span)


def uses(names: FilmNames, kind: NameKind, name: str) -> Sequence[Occurrence]:
    """Every place of a name, where it is given first."""
    found = [each for each in names.occurrences if each[:2] == (kind, name)]
    return sorted(found, key=lambda each: (not each.given, each.span))
