"""Layers: pictures and shots that lie over a shot, or over the whole film, as frozen values.

They lie under fades and titles, in the order of the text.
"""

from __future__ import annotations

from dataclasses import dataclass

from vfc.errors import Span
from vfc.film.cut import Point
from vfc.film.facts import Asset, span_field
from vfc.film.framing import Rectangle
from vfc.film.keyed import left_out
from vfc.film.sources import Fit, Footage, ShotRef, Source, Still

WHOLE: Rectangle = (0.0, 0.0, 1.0, 1.0)
TOLERANCE, SOFT = 0.35, 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class ColourKey:
    """A colour that is seen through, such as a green screen's.

    How far a pixel's hue is from it counts in parts of the way from it to grey: up to `tolerance`
    nothing of it is left, and all of it from `soft` more on.
    """

    colour: str
    tolerance: float = left_out(TOLERANCE)
    soft: float = left_out(SOFT)


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerLook:
    """How a layer lies over what is below it: its place as a part of the frame, how it fills that,
    how much of it is seen, and over how many frames it comes and goes.
    """

    place: Rectangle = left_out(WHOLE)
    fit: Fit = left_out("crop", default=Fit.CROP)
    opacity: float = left_out(1.0)
    key: ColourKey | None = left_out(None)
    fade_in: int = left_out(0)
    fade_out: int = left_out(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditLayer:
    """A picture file or a shot that lies over a shot, from that one's frame `start_in_shot` on, or
    over the film, from a point on, `at`; its `length` is in frames, None for as long as it can.
    """

    of: Asset | ShotRef
    look: LayerLook = LayerLook()
    start_in_shot: int = 0
    at: Point | None = None
    length: int | None = None
    span: Span = span_field()

    @property
    def name(self) -> str:
        """What it shows, in a word."""
        return self.of.path if isinstance(self.of, Asset) else self.of.shot

    @property
    def shot(self) -> str:
        """The shot that it shows, or ''."""
        return "" if isinstance(self.of, Asset) else self.of.shot


def is_transparent(source: Source) -> bool:
    """Whether what a shot shows is seen through where its file says so."""
    return isinstance(source, Footage | Still) and source.file.facts.alpha
