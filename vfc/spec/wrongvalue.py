"""What is told about a value that does not fit its place."""

from __future__ import annotations

import re

from vfc.errors import Mistake
from vfc.spec.kinds import TIME, Either, Fields, Kind, ListOf, MapOf, Scalar, chosen
from vfc.spec.node import Node
from vfc.spec.suggest import did_you_mean

SHOWN = 40  # characters of a value that a message repeats


def wrong_value(node: Node, key: Node | None, kind: Kind) -> Mistake:
    """The mistake for `node`, which stands under `key` and is not of the kind that its place asks for."""
    name = f"'{key.text}'" if key is not None else "this"
    if node.empty:
        span = key.span if key is not None and key.span.file == node.span.file else node.span
        return Mistake(span=span, message=f"{name} has no value", hint=_hint(kind, key))
    own = chosen(kind, node.kind)
    if isinstance(own, ListOf):
        return Mistake(span=node.span, message=f"{name} is {own.what}, not {len(node.items)}", hint=_hint(own, key))
    wanted = kind.what if own is None or not isinstance(kind, Either) or own in kind.kinds[:1] else own.what
    hint = _of_scalar(own, node, key) if isinstance(own, Scalar) else _of_form(kind, node, key)
    return Mistake(span=node.span, message=f"{name} is {wanted}, not {found(node)}", hint=hint)


def found(node: Node) -> str:
    """The value in a message: a list, a map, or the text itself, shortened."""
    if node.kind != "scalar":
        return f"a {node.kind}"
    text = " ".join(node.text.split())
    return f"'{text[:SHOWN].rstrip()}...'" if len(text) > SHOWN else f"'{text}'"


def _of_scalar(kind: Scalar, node: Node, key: Node | None) -> str:
    if kind.words:
        near = did_you_mean(node.text, kind.words)
        return near or f"write {' or '.join(kind.words)}"
    if kind.pattern == TIME.pattern and re.fullmatch(r"\s*[0-9]+(\.[0-9]+)?\s*", node.text):
        count = node.text.strip()
        frames = "" if "." in count else f", {count}f for frames"
        return f"write {count}s for seconds{frames}"
    if kind.write.endswith("dB") and re.fullmatch(r"\s*[+-]?[0-9]+(\.[0-9]+)?\s*", node.text):
        return f"write {node.text.strip()}dB"
    return _hint(kind, key)


def _of_form(kind: Kind, node: Node, key: Node | None) -> str:
    """A list in place of its item, or the other way round, is put right by brackets."""
    if isinstance(kind, ListOf) and node.kind != "list":
        return f"write {_named(key)}{kind.write}" if node.kind == "map" or isinstance(kind.item, Fields) else \
            f"write {_named(key)}[{' '.join(node.text.split())[:SHOWN]}]"
    return _hint(kind, key)


def _named(key: Node | None) -> str:
    return f"{key.text}: " if key is not None else ""


def _hint(kind: Kind, key: Node | None) -> str:
    own = kind.kinds[0] if isinstance(kind, Either) else kind
    below = isinstance(own, MapOf | Fields) and not own.write.startswith("{")
    return f"write {own.write} below it" if below else f"write {_named(key)}{own.write}"
