"""The transitions that a cut knows: what each is for people, and what OpenTimelineIO calls it.

`vfc.media.video.compose` has what mixes the two pictures of each.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class TransitionKind(NamedTuple):
    """A kind of transition: what is seen, in a sentence, and its name in an OpenTimelineIO
    timeline.
    """

    about: str
    otio: str = "Custom_Transition"


TRANSITIONS: Mapping[str, TransitionKind] = {
    "dissolve": TransitionKind(
        "Two pictures seen through each other; it begins at the cut and moves nothing.",
        "SMPTE_Dissolve",
    )
}
