"""The order of keys: that of the schema, where it means nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from vfc.language.layout.parts import LayoutNode, LayoutSlot
from vfc.language.words.kinds import Fields, ListOf, MapOf, ValueKind, chosen
from vfc.language.words.shots import LINE
from vfc.language.words.soundtrack import SPEECH
from vfc.language.yaml.node import Form
from vfc.language.yaml.text import SECTIONS


def order(root: LayoutNode, kind: ValueKind) -> None:
    """Put the words of each map of the language into the order of the schema.

    Names of the author's stay as they are written: scenes and shots follow each other so. A map
    with a word that is none of the language, or with an alias that would come before its anchor,
    stays too.
    """
    pending: list[tuple[LayoutNode, ValueKind | None]] = [(root, kind)]
    while pending:
        part, each = pending.pop()
        inner = chosen(each, part.kind) if each is not None else None
        if isinstance(inner, ListOf):
            pending += [(slot.value, inner.item) for slot in part.slots]
        elif isinstance(inner, MapOf):
            pending += [(slot.value, inner.value) for slot in part.slots]
        elif isinstance(inner, Fields):
            for slot in part.slots:
                field = inner.table.get(_word(slot))
                pending.append((slot.value, field.kind if field else inner.rest))
            _sort(part, inner)


def _word(slot: LayoutSlot) -> str:
    return slot.key.text if slot.key is not None else ""


def _sort(part: LayoutNode, fields: Fields) -> None:
    words = [_word(slot) for slot in part.slots]
    known = {name: place for place, name in enumerate(fields.table)}
    foreign = [word for word in words if word not in known]
    if (
        len(set(words)) < len(words)
        or (foreign and (fields.rest is None or fields.single or "<<" in foreign))
        or any(slot.bare for slot in part.slots)
    ):
        return
    # of a line, its speaker and its translations: `{ana: Have you eaten?, voice: {speed: 1.2}}`
    first = fields in (LINE, SPEECH) and "who" not in words
    place = {word: known.get(word, -1 if first else len(known)) for word in words}
    slots = sorted(part.slots, key=lambda each: place[_word(each)])
    if "include" in fields.table and "include" in words:
        slots = _around_include(part.slots, slots)
    if slots != part.slots and not _tangled(part.slots):
        part.slots = slots


def _around_include(written: list[LayoutSlot], slots: list[LayoutSlot]) -> list[LayoutSlot]:
    """The order of a film's words in which names still come before those of an `include`, or after,
    as they were written.
    """
    at = next(n for n, slot in enumerate(written) if _word(slot) == "include")
    before = [slot for slot in written[:at] if _word(slot) in SECTIONS]
    if not before:
        return slots
    after = [slot for slot in written[at + 1 :] if _word(slot) in SECTIONS]
    others = [slot for slot in slots if slot is not written[at] and slot not in after]
    last = max(n for n, slot in enumerate(others) if slot in before) + 1
    behind = [written[at], *(slot for slot in slots if slot in after)]
    return [*others[:last], *behind, *others[last:]]


def _tangled(slots: list[LayoutSlot]) -> bool:
    """Whether an anchor of one entry is named in another."""
    seen: set[str] = set()
    for slot in slots:
        own = {name for part in _parts(slot) for name in _anchors(part)}
        if own & seen:
            return True
        seen |= own
    return False


def _parts(slot: LayoutSlot) -> Iterator[LayoutNode]:
    pending = [slot]
    while pending:
        each = pending.pop()
        yield each.value
        if each.key is not None:
            yield each.key
        pending += each.value.slots


def _anchors(part: LayoutNode) -> list[str]:
    named = [word[1:] for word in part.marks.split() if word.startswith("&")]
    return [*named, part.alias] if part.kind is Form.SCALAR and part.alias else named
