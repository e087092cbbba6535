"""What the vocabulary says of a place of the text."""

from __future__ import annotations

from vfc.language.words.kinds import (
    Either,
    Field,
    Fields,
    ListOf,
    MapOf,
    ScalarKind,
    Single,
    ValueKind,
    chosen,
)
from vfc.language.words.vocabulary import FILM
from vfc.language.yaml.node import Form
from vfc.lsp.cursor import ITEM, Way


def kind_at(way: Way) -> tuple[ValueKind, Field | None] | None:
    """What may stand where a way leads, and the word that it stands under; None where the language
    has nothing to say.
    """
    kind: ValueKind | None = FILM
    field: Field | None = None
    for step in way:
        inner = chosen(kind, Form.LIST if step is ITEM else Form.MAP) if kind is not None else None
        if step is ITEM:
            kind = inner.item if isinstance(inner, ListOf) else None
        elif isinstance(inner, MapOf):
            kind, field = inner.value, None
        elif isinstance(inner, Fields):
            found = inner.table.get(step or "")
            kind, field = (found.kind, found) if found is not None else (inner.rest, None)
        else:
            kind = None
    return (kind, field) if kind is not None else None


def map_at(way: Way) -> Fields | MapOf | None:
    """The map where a way leads, if one may stand there."""
    found = kind_at(way)
    inner = chosen(found[0], Form.MAP) if found is not None else None
    return inner if isinstance(inner, Fields | MapOf) else None


def alternatives(kind: ValueKind) -> tuple[Single, ...]:
    """What a value may be, each form by itself."""
    return kind.kinds if isinstance(kind, Either) else (kind,)


def words_of(kind: ScalarKind) -> tuple[str, ...]:
    """The words that may stand as a value, or that are known among others."""
    return kind.words or kind.known or kind.alternatives
