"""What may be written at a place: words of the language, names of the film, its files."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from vfc.film.formats import FORMATS
from vfc.language.names import USED, FilmNames, NameKind
from vfc.language.words.cuts import ENTRY_NAME
from vfc.language.words.kinds import (
    COLOUR,
    COLOURS,
    LANGUAGE,
    PATH,
    PICTURE,
    POINT,
    SHOT,
    Field,
    Fields,
    MapOf,
    ScalarKind,
    ValueKind,
)
from vfc.language.words.reference import example_of, kind_of
from vfc.language.words.shots import LINE
from vfc.language.words.soundtrack import SPEECH
from vfc.lsp.cursor import ITEM, Cursor, cursor_at
from vfc.lsp.kinds import alternatives, kind_at, map_at, words_of

FILES = 2000  # that are looked at
PEOPLE = re.compile(r"\$[a-z0-9-]*$")


class Sort(Enum):
    """What is proposed: a word of the language, one of a few values, a name, a file."""

    WORD = "word"
    VALUE = "value"
    NAME = "name"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something to write in place of what stands from column `start` (from 0) to the cursor;
    `about` is what it means.
    """

    label: str
    new: str
    start: int
    sort: Sort
    about: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class KnownNames:
    """What of a film proposals are made of: its names, its folder, the file that is written."""

    names: FilmNames
    folder: Path
    file: str
    generators: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()


def proposals(known: KnownNames, text: str, line: int, column: int) -> list[Proposal]:
    """All that may be written at a place, line and column from 0, the likeliest first."""
    lines = text.replace("\r\n", "\n").split("\n")
    at = cursor_at(lines, line, column)
    if at is None:
        return []
    behind = lines[line][column:] if line < len(lines) else ""
    found: list[Proposal] = []
    if at.in_value:
        value = kind_at((*at.way, at.key))
        found += _values(known, at, *value) if value is not None else ()
    else:
        item = kind_at(at.way) if at.way[-1:] == (ITEM,) else None
        if item is not None:
            found += _values(known, at, *item)
        found += _keys(known, at, has_colon=bool(re.match(r"[\w-]*\s*:", behind)))
    return list({each.label: each for each in found}.values())


# ── keys ───────────────────────────────────────────────────────────────────────────────────────


def _keys(known: KnownNames, at: Cursor, has_colon: bool) -> Iterator[Proposal]:
    holder = map_at(at.way)
    tail = "" if has_colon else ": "
    if isinstance(holder, Fields):
        if holder.single and at.keys - {at.typed}:
            return
        for field in holder.fields:
            if field.name not in at.keys or field.name == at.typed:
                yield Proposal(
                    field.name,
                    f"{field.name}{tail}",
                    at.start,
                    Sort.WORD,
                    about_word(field),
                    kind_of(field.kind),
                )
        for name in _author_keys(known, holder):
            yield Proposal(name, f"{name}{tail}", at.start, Sort.NAME)
    elif isinstance(holder, MapOf):
        for name in _map_keys(known, at):
            if name not in at.keys:
                yield Proposal(name, f"{name}{tail}", at.start, Sort.NAME)


def _author_keys(known: KnownNames, holder: Fields) -> list[str]:
    """Names that may be keys beside the words of a map."""
    if holder in (LINE, SPEECH):
        return known.names.given(NameKind.PERSON)
    if holder.rest_key is ENTRY_NAME:
        return _shots(known, scenes=True)
    return []


def _map_keys(known: KnownNames, at: Cursor) -> list[str]:
    """Names that are likely keys of a map that is the author's."""
    word = at.way[-1] if at.way else ""
    if word == "deliver":
        stem = Path(known.file).stem
        return [f"{stem}.{ending}" for ending in FORMATS]
    if word == "generators" and at.way[0] == "profiles":
        return known.names.given(NameKind.GENERATOR)
    if word == "pick":
        return known.names.given(NameKind.PROFILE)
    return []


# ── values ─────────────────────────────────────────────────────────────────────────────────────


def _values(
    known: KnownNames, at: Cursor, kind: ValueKind, field: Field | None
) -> Iterator[Proposal]:
    person = PEOPLE.search(at.typed)
    if person is not None:
        start = at.start + person.start()
        for name in known.names.given(NameKind.PERSON):
            yield Proposal(f"${name}", f"${name}", start, Sort.NAME, _look(known, name))
        return
    word = field.name if field is not None else ""
    for each in alternatives(kind):
        if isinstance(each, ScalarKind):
            for name in words_of(each):
                if name not in ("yes", "no"):
                    yield Proposal(name, name, at.start, Sort.VALUE)
            yield from _names(known, at, each, word)


def _names(known: KnownNames, at: Cursor, kind: ScalarKind, word: str) -> Iterator[Proposal]:
    names: list[str] = []
    if kind is COLOUR:
        yield from (Proposal(each, each, at.start, Sort.VALUE) for each in COLOURS)
    elif word in USED:
        names = known.names.given(USED[word])
        if word == "generator":
            names += [each for each in known.generators if each not in names]
    elif kind is LANGUAGE:
        names = sorted(key for key in _languages(known))
    elif kind in (SHOT, POINT, PICTURE, ENTRY_NAME) and word != "was":
        names = _shots(known, scenes=kind is ENTRY_NAME)
    elif word == "cut":
        names = known.names.given(NameKind.CUT)
    elif word == "voice" or (word == "use" and "voice" in at.way):
        names = list(known.voices)
    elif word == "use":
        names = list(known.generators)
    for name in names:
        yield Proposal(name, name, at.start, Sort.NAME)
    if kind in (PATH, PICTURE):
        beside = Path(known.file).parent if word == "include" else Path()
        yield from _files(known.folder / beside, at, include=word == "include")


def _languages(known: KnownNames) -> set[str]:
    return {"en"} | {
        each.key.text
        for (kind, _), node in known.names.nodes.items()
        if kind is NameKind.SHOT
        for item in getattr(node.get("lines"), "items", ())
        for each in item.entries
        if len(each.key.text) == 2
    }


def _shots(known: KnownNames, scenes: bool) -> list[str]:
    return [
        *known.names.given(NameKind.SHOT),
        *(known.names.given(NameKind.SCENE) if scenes else ()),
    ]


def _look(known: KnownNames, name: str) -> str:
    node = known.names.nodes.get((NameKind.PERSON, name))
    look = node.get("look") if node is not None else None
    return look.text if look is not None else ""


def _files(folder: Path, at: Cursor, include: bool) -> Iterator[Proposal]:
    """The files of a folder, paths as the text has them; none that is hidden or built."""
    seen = 0
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and name not in ("out", "notes")
        )
        for name in sorted(names):
            seen += 1
            yaml = name.endswith((".yaml", ".yml"))
            if name.startswith(".") or yaml is not include or name.endswith((".lock", ".json")):
                continue
            path = (Path(where) / name).relative_to(folder).as_posix()
            yield Proposal(path, path, at.start, Sort.FILE)
        if seen > FILES:
            return


def about_word(field: Field) -> str:
    """What a word means, with its example, as Markdown."""
    example = example_of(field)
    return f"{field.about}\n\n```yaml\n{example}\n```" if example else field.about


def matching(candidates: list[Proposal], typed: str, most: int = 200) -> list[Proposal]:
    """Those that what is typed may begin, or be a part of; at most so many."""
    near = [each for each in candidates if typed.lower() in each.label.lower()]
    near.sort(key=lambda each: not each.label.lower().startswith(typed.lower()))
    return near[:most]
