"""What is told about a value that does not fit its place."""

from __future__ import annotations

import re

from vfc.errors import Mistake
from vfc.language.words.kinds import (
    GAIN,
    POINT,
    RATE,
    TIME,
    Either,
    ListOf,
    MapOf,
    ScalarKind,
    ValueKind,
    chosen,
)
from vfc.language.yaml.hints import decimal
from vfc.language.yaml.node import Form, Node, excerpt
from vfc.language.yaml.suggest import closest, did_you_mean

SHOWN = 40  # characters of a value that a message repeats


def wrong_value(
    node: Node, key: Node | None, kind: ValueKind, *, example: str = "", item: bool = False
) -> Mistake:
    """The mistake for `node`, which stands under `key` (as an `item` of its list) and is not of
    `kind`.
    """
    word = "" if key is None else excerpt(key.text)
    name = "this" if key is None else f"an item of '{word}'" if item else f"'{word}'"
    lead = "" if key is None or item else f"{word}: "
    if node.empty:
        span = node.span if key is None or item else key.span
        return Mistake(span=span, message=f"{name} has no value", hint=_hint(kind, lead, example))
    own = chosen(kind, node.kind)
    if isinstance(own, ListOf):
        message = f"{name} is {own.what}, not {len(node.items)}"
        return Mistake(span=node.span, message=message, hint=_hint(own, lead, ""))
    hint = (
        _of_scalar(own, node, lead, example)
        if isinstance(own, ScalarKind)
        else _of_form(kind, node, lead, example)
    )
    return Mistake(
        span=node.span, message=f"{name} is {kind.what}, not {value_excerpt(node)}", hint=hint
    )


def value_excerpt(node: Node) -> str:
    """The value in a message: a list, a map, or the text itself, shortened."""
    if node.kind is not Form.SCALAR:
        return f"a {node.kind}"
    return f"'{excerpt(node.text, SHOWN)}'"


def _of_scalar(kind: ScalarKind, node: Node, lead: str, example: str) -> str:
    if kind.words:
        return did_you_mean(node.text, kind.words) or _hint(kind, lead, example)
    if ("number" in kind.types and kind.low is not None) or kind in (TIME, GAIN):
        dotted = decimal(node.text)
        if dotted:
            return f"a decimal point is a dot: {lead}{dotted}"
    near = closest(node.text, kind.alternatives)
    # few words stand there: 'wild' is no misspelt 'mild'
    if near and near[0] == node.text.lower()[0]:
        return f"did you mean '{near}'?"
    number = re.fullmatch(r"\s*([+-]?[0-9]+(?:\.[0-9]+)?)\s*", node.text)
    if number and kind.pattern == TIME.pattern:
        frames = "" if "." in number[1] else f", {number[1]}f for frames"
        return f"write {number[1]}s for seconds{frames}"
    if number and kind is GAIN:
        return f"write {lead}{number[1]}dB"
    return _hint(kind, lead, example)


def _of_form(kind: ValueKind, node: Node, lead: str, example: str) -> str:
    """A single value where a list of such stands is put right by brackets."""
    if isinstance(kind, ListOf) and isinstance(kind.item, ScalarKind) and node.kind is Form.SCALAR:
        return f"write {lead}[{excerpt(node.text, SHOWN)}]"
    return _hint(kind, lead, example)


def _hint(kind: ValueKind, lead: str, example: str) -> str:
    own = kind.kinds[0] if isinstance(kind, Either) else kind
    if isinstance(own, MapOf) and not own.write.startswith("{"):
        return f"write {own.write} below it"
    quantity = own is TIME or own is RATE or own is POINT
    by_example = example and isinstance(own, ScalarKind) and not quantity
    return f"write {lead}{example if by_example else own.write}"
