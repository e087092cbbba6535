"""Which transition of vfc an editing program means, by `transitions.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from vfc.film.transitions import TransitionKind


@lru_cache(maxsize=1)
def _table() -> tuple[Mapping[str, TransitionKind], Mapping[int, TransitionKind]]:
    """The kinds by their names, and by the numbers of SMPTE's wipes."""
    found = files("vfc.edit.incoming").joinpath("transitions.toml").read_text("utf-8")
    rows = tomllib.loads(found)
    numbers = {
        number: TransitionKind(kind) for kind, row in rows.pop("smpte").items() for number in row
    }
    return {name: TransitionKind(kind) for kind, row in rows.items() for name in row}, numbers


def kind_named(*names: str) -> TransitionKind | None:
    """The transition that the first known of these names means; None where none is known."""
    known, _ = _table()
    return next((known[each] for name in names if (each := name.strip().lower()) in known), None)


def kind_of_wipe(number: int) -> TransitionKind | None:
    """The transition of SMPTE's wipe of a number; its wipes that vfc has not are None."""
    return _table()[1].get(number)
