"""A scalar as it is laid out: in quotes only where they are needed."""

from __future__ import annotations

import json
import re

import yaml

from vfc.language.layout.parts import LayoutNode
from vfc.language.yaml.write import ODD, OTHERS

BREAK = re.compile("[\n\r\x85\u2028\u2029]")
EXOTIC = re.compile("[\r\x85\u2028\u2029]")
FIRST = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=<~]|-(?=[^\s\-])")
CUT = re.compile(r":(\s|$)|\s#|\s$|[^\S ]|^(---|\.\.\.)")
OF_FLOW = re.compile(r"[,\[\]{}]|:$")
_resolver = yaml.resolver.Resolver()


def scalar_lines(part: LayoutNode) -> list[str]:
    """The lines of a scalar in a block, the first without its indentation, the others to be
    indented below its key; texts of `|` and `>` are not among them.
    """
    whole = part.raw.replace("\r\n", "\n")
    if "\n" not in whole or EXOTIC.search(whole):
        return [one_line(part)]
    first, *inner, last = whole.split("\n")
    return [first.rstrip(" \t"), *map(_inner, inner), last.lstrip(" \t")]


def one_line(part: LayoutNode, flow: bool = False) -> str:
    """A scalar on one line; `flow`: in a flow, where commas and brackets end a plain text."""
    broken = BREAK.search(part.raw)
    if part.style in ("", "*") and not broken:
        return part.raw
    if _needs_none(part.text, flow):
        return part.text
    return quoted(part.text, part.raw if part.style == '"' and not broken else "")


def quoted(text: str, written: str = "") -> str:
    """A text in quotes: double ones, but for one with such in it; `written` is how it stands in
    double quotes already.
    """
    if text.isprintable():
        if '"' not in text and "\\" not in text:
            return f'"{text}"'
        if "'" not in text:
            return f"'{text}'"
    if written:
        return written
    escaped = json.dumps(text, ensure_ascii=False)
    return ODD.sub(lambda found: f"\\u{ord(found[0]):04x}", escaped)


def _inner(line: str) -> str:
    """A line within a text; a blank that is escaped at its end stays."""
    bare = line.strip(" \t")
    return f"{bare} " if bare.endswith("\\") and line.endswith((" ", "\t")) else bare


def _needs_none(text: str, flow: bool) -> bool:
    """Whether a text in quotes would be the same text without them, to every reader of YAML."""
    return bool(
        text
        and text.isprintable()
        and FIRST.match(text)
        and not CUT.search(text)
        and not (flow and OF_FLOW.search(text))
        and not means_another(text)
    )


def means_another(text: str) -> bool:
    """Whether a plain text would be a number, a date, a switch or nothing."""
    if text.lower() in OTHERS or _is_number(text):
        return True
    tag = str(_resolver.resolve(yaml.ScalarNode, text, (True, False)))  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType, reportUnknownVariableType]
    return tag != "tag:yaml.org,2002:str"


def _is_number(text: str) -> bool:
    for kind in (int, float):
        try:
            kind(text)
        except ValueError:
            continue
        return True
    return False
