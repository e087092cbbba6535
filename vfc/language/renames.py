"""Another name for a preset, a person or a place, wherever it is used."""

from __future__ import annotations

import re

from vfc.errors import UsageError
from vfc.language.names import FilmNames, NameKind, names_of, uses
from vfc.language.words.kinds import NAME_PATTERN
from vfc.language.yaml.patch import Patch
from vfc.language.yaml.suggest import closest
from vfc.language.yaml.text import SourceText

RENAMED = {"presets": "preset", "cast": "member of the cast", "sets": "set"}


def rename_named(source: SourceText, kind: NameKind, old: str, new: str) -> dict[str, str]:
    """The new text of each file that changes when a preset, a person or a place gets another name;
    no picture is another for it.

    UsageError for a name that is not there, that is none or is taken, and where it is not written
    as it is read.
    """
    names = names_of(source)
    _check(names, kind, old, new)
    patches = {file: Patch(text) for file, text in source.texts.items()}
    changed: dict[str, Patch] = {}
    for each in dict.fromkeys(uses(names, kind, old)):
        patch = patches[each.span.file]
        start = patch.index(each.span)
        if not patch.text.startswith(old, start):
            raise UsageError(
                f"'{each.span.file}', line {each.span.line}: rename '{old}' here by hand"
            )
        patch.replace(start, start + len(old), new)
        changed[each.span.file] = patch
    return {file: patch.done() for file, patch in changed.items()}


def _check(names: FilmNames, kind: NameKind, old: str, new: str) -> None:
    given, what = names.given(kind), RENAMED[kind.value]
    if old not in given:
        near = closest(old, given)
        hint = f"; did you mean '{near}'?" if near else ""
        raise UsageError(f"there is no {what} '{old}'{hint}")
    if not re.search(NAME_PATTERN, new):
        raise UsageError(
            f"'{new}' is no name of a {what}; write lower case letters, digits and hyphens"
        )
    if new in given:
        raise UsageError(f"there is a {what} '{new}' already")


def section_of(name: str) -> tuple[NameKind, str] | None:
    """What `presets.night`, `cast.ana` or `sets.yard` is called by; None for another name."""
    section, dot, own = name.partition(".")
    return (NameKind(section), own) if dot and section in RENAMED else None
