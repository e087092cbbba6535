"""The transitions that a cut knows: what each is for people, which words it takes beside its
length, and what OpenTimelineIO calls it.

MIXES of `vfc/media/video/transitions/table.py` has what mixes the two pictures of each.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from vfc.film.facts import Asset
from vfc.film.keyed import left_out


class TransitionKind(StrEnum):
    """A transition, by its word in a cut."""

    DISSOLVE = "dissolve"
    DIP = "dip"
    WIPE = "wipe"
    PUSH = "push"
    SLIDE = "slide"
    COVER = "cover"
    IRIS = "iris"
    CLOCK = "clock"
    BARN_DOOR = "barn-door"
    LUMA = "luma"
    WHIP = "whip"
    ZOOM = "zoom"
    BLUR = "blur"
    GLITCH = "glitch"
    FLASH = "flash"
    BURN = "burn"
    MORPH = "morph"

    @property
    def spoken(self) -> str:
        """The kind as it is said: `barn door`."""
        return self.replace("-", " ")

    @property
    def phrase(self) -> str:
        """The kind with its article: `a barn door`, `an iris`."""
        return f"{'an' if self[0] in 'aeiou' else 'a'} {self.spoken}"


class PictureEdge(StrEnum):
    """An edge or a corner of the picture, from which the next one comes."""

    LEFT = "left"
    RIGHT = "right"
    TOP = "top"
    BOTTOM = "bottom"
    TOP_LEFT = "top-left"
    TOP_RIGHT = "top-right"
    BOTTOM_LEFT = "bottom-left"
    BOTTOM_RIGHT = "bottom-right"


SIDES = (PictureEdge.LEFT, PictureEdge.RIGHT, PictureEdge.TOP, PictureEdge.BOTTOM)


class Axis(StrEnum):
    """Which way something opens."""

    HORIZONTAL = "horizontal"
    VERTICAL = "vertical"


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitionLook:
    """How a transition looks beside what its kind says.

    `soft` is the width of a soft edge, 0 to 1 of the way that the edge goes; `centre` is a point of
    the picture, both from 0 to 1, from the top left; `reverse` is the other way round; `image` says
    by its brightness where the next picture is seen first: dark before bright.
    """

    edge: PictureEdge | None = left_out(None)
    soft: float = left_out(0.0)
    centre: tuple[float, float] = left_out((0.5, 0.5))
    axis: Axis | None = left_out(None)
    reverse: bool = left_out(False)
    colour: str = left_out("")
    image: Asset | None = left_out(None)

    def words(self) -> dict[str, object]:
        """What it is by the words of the language; those that say nothing are left out."""
        found = {
            "from": self.edge and str(self.edge),
            "soft": self.soft,
            "centre": list(self.centre) if self.centre != (0.5, 0.5) else None,
            "axis": self.axis and str(self.axis),
            "reverse": self.reverse,
            "colour": self.colour,
            "image": self.image and self.image.path,
        }
        return {word: value for word, value in found.items() if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitionDescription:
    """What is seen of a transition, in a sentence; the words that it takes beside `length` and
    `overlap`, with `edges` those of `from`; how it looks where they are not said; its name in
    OpenTimelineIO.
    """

    about: str
    words: tuple[str, ...] = ()
    edges: tuple[PictureEdge, ...] = ()
    look: TransitionLook = TransitionLook()
    otio: str = "Custom_Transition"


TRANSITIONS: Mapping[str, TransitionDescription] = {
    TransitionKind.DISSOLVE: TransitionDescription(
        about="Two pictures seen through each other; it begins at the cut and moves nothing.",
        otio="SMPTE_Dissolve",
    ),
    TransitionKind.DIP: TransitionDescription(
        about="The one picture goes into a colour, and the next comes out of it.",
        words=("colour",),
        look=TransitionLook(colour="#000000"),
    ),
    TransitionKind.WIPE: TransitionDescription(
        about="An edge goes over the picture, from a side or a corner; behind it is the next.",
        words=("from", "soft"),
        edges=tuple(PictureEdge),
        look=TransitionLook(edge=PictureEdge.LEFT),
    ),
    TransitionKind.PUSH: TransitionDescription(
        about="The next picture pushes the one before it out.",
        words=("from",),
        edges=SIDES,
        look=TransitionLook(edge=PictureEdge.RIGHT),
    ),
    TransitionKind.SLIDE: TransitionDescription(
        about="The picture slides away, and the next is uncovered from a side.",
        words=("from",),
        edges=SIDES,
        look=TransitionLook(edge=PictureEdge.RIGHT),
    ),
    TransitionKind.COVER: TransitionDescription(
        about="The next picture slides in over the one before.",
        words=("from",),
        edges=SIDES,
        look=TransitionLook(edge=PictureEdge.RIGHT),
    ),
    TransitionKind.IRIS: TransitionDescription(
        about="A circle opens on the next picture; reversed, it closes on the one before.",
        words=("centre", "soft", "reverse"),
    ),
    TransitionKind.CLOCK: TransitionDescription(
        about="A hand goes round like a clock's, the next picture behind it.",
        words=("centre", "soft", "reverse"),
    ),
    TransitionKind.BARN_DOOR: TransitionDescription(
        about="The picture opens from its middle like a door; reversed, the next closes over it.",
        words=("axis", "soft", "reverse"),
        look=TransitionLook(axis=Axis.HORIZONTAL),
    ),
    TransitionKind.LUMA: TransitionDescription(
        about="The next picture comes first where an image is dark, and last where it is bright.",
        words=("image", "soft", "reverse"),
    ),
    TransitionKind.WHIP: TransitionDescription(
        about="A whip pan: the camera tears away from the one picture and stops on the next.",
        words=("from",),
        edges=SIDES,
        look=TransitionLook(edge=PictureEdge.RIGHT),
    ),
    TransitionKind.ZOOM: TransitionDescription(
        about="The camera rushes into the one picture and comes to rest in the next.",
        words=("centre",),
    ),
    TransitionKind.BLUR: TransitionDescription(
        about="The picture goes out of focus, and the next comes into it."
    ),
    TransitionKind.GLITCH: TransitionDescription(
        about="Torn lines and slipped colours, as of a signal that fails."
    ),
    TransitionKind.FLASH: TransitionDescription(
        about="The picture is overexposed into a colour, out of which the next one comes.",
        words=("colour",),
        look=TransitionLook(colour="#ffffff"),
    ),
    TransitionKind.BURN: TransitionDescription(
        about="The film burns through: a glowing edge eats the picture, the next one behind it.",
        words=("colour",),
        look=TransitionLook(colour="#ff7a1e"),
    ),
    TransitionKind.MORPH: TransitionDescription(
        about="What is seen moves from the one picture's shape into the next one's."
    ),
}
