"""A screenplay as its elements, in order, with every word of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vfc.imports.making import cleaned


class ElementKind(StrEnum):
    """What an element of a screenplay is; the last four are not printed."""

    HEADING = "heading"
    ACTION = "action"
    CUE = "cue"
    PARENTHETICAL = "parenthetical"
    DIALOGUE = "dialogue"
    TRANSITION = "transition"
    SECTION = "section"
    SYNOPSIS = "synopsis"
    NOTE = "note"
    BONEYARD = "boneyard"


def on_one_line(text: str) -> str:
    """A screenplay's words on one line, without what a terminal obeys."""
    return cleaned(text, len(text))


@dataclass(frozen=True, slots=True)
class ScriptElement:
    """A paragraph of a screenplay: its words on one line, without the signs of its form. A cue has
    its extensions, such as (V.O.), with it.
    """

    kind: ElementKind
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """A screenplay: the rows of its title page, each with its key, '' of a row without one, and its
    elements. `remarks` are what of it is read otherwise than it is printed.
    """

    title_page: tuple[tuple[str, str], ...]
    elements: tuple[ScriptElement, ...]
    remarks: tuple[str, ...] = ()
