"""What a transition is called in a format, by `transitions.toml`; what the format has not of it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from vfc.film.model import Transition
from vfc.film.transitions import TRANSITIONS, TransitionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitionName:
    """A transition in a format: the EDL's code, an effect with its category or id, a wipe's number,
    whether it runs the other way; the colour that it says, or ''; what is lost of it, or ''.
    """

    code: str = "D"
    effect: str = "Cross Dissolve"
    category: str = "Dissolve"
    wipecode: int = 0
    reverse: bool = False
    uid: str = ""
    colour: str = ""
    lost: str = ""


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Mapping[str, object]]:
    return tomllib.loads(files("vfc.edit.handover").joinpath("transitions.toml").read_text("utf-8"))


def edl_name(transition: Transition) -> TransitionName:
    """A transition in an EDL."""
    row = _row(transition)
    code = str(row.get("edl", "D"))
    kept = {"from", "axis"} if code != "D" and not row.get("reverse") else {"axis"}
    return TransitionName(code=code, lost=_lost(transition, code != "D", kept))


def xmeml_name(transition: Transition) -> TransitionName:
    """A transition in XML of Final Cut Pro 7."""
    row = _row(transition)
    named = row.get("xmeml")
    if not isinstance(named, list):
        return TransitionName(lost=_lost(transition, False, set()))
    wipecode, look = int(str(row.get("wipecode", 0))), transition.look
    kept = {"from", "axis", "reverse"} if wipecode else {"colour"}
    return TransitionName(
        effect=named[0],
        category=named[1],
        wipecode=wipecode,
        reverse=bool(row.get("reverse")) != look.reverse,
        colour=look.colour,
        lost=_lost(transition, True, kept),
    )


def fcpxml_name(transition: Transition) -> TransitionName:
    """A transition in FCPXML."""
    row, effects = _row(transition), _table()["effects"]
    effect = str(row.get("fcpxml", "Cross Dissolve"))
    own = "fcpxml" in row
    return TransitionName(
        effect=effect,
        uid=str(effects[effect]),
        colour=transition.look.colour if own else "",
        lost=_lost(transition, own, {"colour"}),
    )


def _row(transition: Transition) -> dict[str, object]:
    """The row of a transition, with what its edge or its axis says."""
    row = dict(_table().get(transition.kind, {}))
    look = transition.look
    for word, value in (("from", look.edge), ("axis", look.axis)):
        by = row.pop(word, None)
        if isinstance(by, dict) and value is not None:
            row |= by.get(str(value), {})
    return row


def _lost(transition: Transition, own: bool, kept: set[str]) -> str:
    """What a format has not of a transition, where it has a name of its own for it or not."""
    kind = transition.kind
    if kind is TransitionKind.DISSOLVE:
        return ""
    if not own:
        return f"{kind.phrase}, which is a dissolve here"
    usual = TRANSITIONS[kind].look.words()
    words = {
        word: value
        for word, value in transition.look.words().items()
        if word not in kept and (word == "from" or usual.get(word) != value)
    }
    said = ", ".join(f"{word} {value}" for word, value in words.items())
    return f"of {kind.phrase}: {said}" if said else ""
