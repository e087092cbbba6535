"""What of a frozen value counts in a key: declared at its fields, apart from equality and from
today's default.

A field counts unless it stands `outside_keys`. One that is `left_out` at a literal does not show in
the key of a value that has it: so a word that is added to the language changes no key of a film
that does not use it. The literal means "nothing was said" and is never edited, while a default may
change: then what an unspoken word makes is another thing, and shows in the key.
`tests/golden/fields.json` holds all of it.
"""

from __future__ import annotations

from dataclasses import MISSING, Field, field
from typing import Any

UNSET: Any = object()  # equal to no value: of a field that is never left out


def left_out(at: object, *, default: object = MISSING) -> Any:
    """A field of a dataclass that keys leave out at a literal, which is its default too where no
    other is given.
    """
    return field(default=at if default is MISSING else default, metadata={"left out": at})


def outside_keys(default: object, *, shown: bool = True) -> Any:
    """A field of a dataclass that counts in no key, and in no comparison; `shown` in its text."""
    return field(default=default, compare=False, repr=shown, metadata={"unkeyed": True})


def counts(declared: Field[Any]) -> bool:
    """Whether a field counts in keys."""
    return not declared.metadata.get("unkeyed", False)


def literal_of(declared: Field[Any]) -> Any:
    """The value at which keys leave a field out; UNSET where they never do."""
    return declared.metadata.get("left out", UNSET)
