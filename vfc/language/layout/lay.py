"""A text of a film in its layout: the same values, the same comments, one way to write them."""

from __future__ import annotations

import yaml

from vfc.errors import Mistake, Span, TextError, with_excerpts
from vfc.language.layout.order import order
from vfc.language.layout.parts import LayoutNode
from vfc.language.layout.read import Unreadable, read_page
from vfc.language.layout.scalars import means_another
from vfc.language.layout.write import page_text
from vfc.language.words.kinds import ValueKind
from vfc.language.words.vocabulary import FILM
from vfc.language.yaml.compose import compose
from vfc.language.yaml.conflicts import conflicts
from vfc.language.yaml.node import Form


def laid_out(file: str, text: str, kind: ValueKind = FILM) -> str:
    """The text of `file` in its layout; TextError where it is no YAML, or no map.

    `kind` is what the vocabulary says of its map. What it says is what it said, and each comment
    stands by what it stood by.
    """
    if not text.strip():
        return text
    mistakes = conflicts(file, text)
    composed = compose(file, text)
    if mistakes or not composed.whole:
        raise TextError(with_excerpts(mistakes or composed.mistakes, {file: text}))
    if composed.root is None:  # comments alone
        return text
    try:
        new = _laid_out(text, kind)
    except (Unreadable, yaml.YAMLError):
        new = None
    if new is None:
        raise TextError(with_excerpts(composed.mistakes or [_no_map(file)], {file: text}))
    return new


def _laid_out(text: str, kind: ValueKind) -> str | None:
    """A text in its layout; None where that would say another thing, or lose a comment."""
    page = read_page(text)
    said = _value(page.root)
    order(page.root, kind)
    new = page_text(page)
    after = read_page(new)
    return new if _value(after.root) == said and after.comments == page.comments else None


def _no_map(file: str) -> Mistake:
    return Mistake(
        span=Span(file, 1, 1),
        message="this text has no layout: it is no map of words, or says what none could hold",
        hint="a film is a map of words such as 'title' and 'scenes', without tags",
    )


def _value(part: LayoutNode) -> object:
    """What a part says, whatever its layout; the keys of a map in any order."""
    if part.kind is Form.SCALAR:
        plain = part.style == "*" or (part.style == "" and means_another(part.text))
        return part.marks, part.raw if part.style == "*" else part.text, plain
    if part.kind is Form.LIST:
        return part.marks, [_value(slot.value) for slot in part.slots]
    entries = [
        (repr(_value(slot.key)) if slot.key else "", _value(slot.value), slot.bare)
        for slot in part.slots
    ]
    return part.marks, sorted(entries, key=lambda each: each[0])
