"""The transitions that a cut knows: what each is for people, and what OpenTimelineIO calls it.

MIXES of `vfc/media/video/compose.py` has what mixes the two pictures of each.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class TransitionKind(StrEnum):
    """A transition, by its word in a cut."""

    DISSOLVE = "dissolve"


class TransitionDescription(NamedTuple):
    """What is seen of a transition, in a sentence, and its name in an OpenTimelineIO timeline."""

    about: str
    otio: str = "Custom_Transition"


TRANSITIONS: Mapping[str, TransitionDescription] = {
    TransitionKind.DISSOLVE: TransitionDescription(
        "Two pictures seen through each other; it begins at the cut and moves nothing.",
        "SMPTE_Dissolve",
    )
}
