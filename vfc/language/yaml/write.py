"""YAML as it is written for a new film: maps in blocks, and texts that nothing can misread."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

Written: TypeAlias = "Mapping[str, Written] | Sequence[Written] | str | float"

# words without a sign of YAML's, none of which it takes for something else
PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ./_-]*(?<! )")
OTHERS = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null"])
EXACT = re.compile(
    r"[0-9]+/[0-9]+s?|[0-9]+x[0-9]+|[0-9]+f|[0-9]+(?:\.[0-9]+)?s|-?[0-9]+(?:\.[0-9]+)?dB|[0-9]{4}-[0-9]{2}-[0-9]{2}"
)
# what JSON leaves as it is and YAML does not
ODD = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def yaml_text(value: Mapping[str, Written]) -> str:
    """A map as YAML in blocks, each text on one line, in quotes where it might be read
    otherwise.
    """
    return "".join(f"{line}\n" for line in lines_of(value, ""))


def lines_of(value: Mapping[str, Written], indent: str) -> Iterator[str]:
    """The lines of a map in blocks, each after `indent`."""
    for key, each in value.items():
        head = f"{indent}{_scalar(key)}:"
        if isinstance(each, Mapping) and each:
            yield head
            yield from lines_of(each, indent + "  ")
        elif isinstance(each, Sequence) and not isinstance(each, str) and each:
            yield head
            yield from (f"{indent}  - {inline(item)}" for item in each)
        else:
            yield f"{head} {inline(each)}"


def inline(value: Written) -> str:
    """A value on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_scalar(k)}: {inline(v)}" for k, v in value.items()) + "}"
    if isinstance(value, str | float | int):
        return _scalar(value)
    return f"[{', '.join(map(inline, value))}]"


def _scalar(value: str | float) -> str:
    """A switch as on or off, a number as it is; a text plain, or in double quotes as JSON has them,
    which YAML reads.
    """
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, float):
        return f"{value:.10f}".rstrip("0").rstrip(".")
    plain = PLAIN.fullmatch(value) and value.lower() not in OTHERS
    if plain or EXACT.fullmatch(value):
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return ODD.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)
