"""Layers of the film at their points, and the parts of them that lie over each segment."""

from __future__ import annotations

from vfc.edit.anchors import outside
from vfc.edit.assembly import LayerUse
from vfc.edit.locate import Uses, locate
from vfc.errors import Mistake
from vfc.film.layers import EditLayer
from vfc.film.model import Cut, Film
from vfc.film.timing import FrameRange


def layer_ranges(
    film: Film, cut: Cut, uses: Uses, frames: int
) -> tuple[list[tuple[EditLayer, FrameRange]], list[Mistake]]:
    """The film frames of each layer of the film; in a named cut they may reach beyond its ends."""
    found, mistakes = [], []
    for layer in film.layers:
        start = 0 if layer.at is None else locate(layer.at, uses)
        if isinstance(start, int):
            length = layer.length or _usual(film, layer, start, frames)
            wrong = outside(layer.span, "overlay", start, length, frames)
            if wrong is None or cut.name:
                found.append((layer, FrameRange(start, start + length)))
                continue
            start = wrong
        mistakes += [] if cut.name else [start]
    return found, mistakes


def layer_part(
    layer: EditLayer, range_in_film: FrameRange, segment_in_film: FrameRange
) -> LayerUse:
    """What of a layer of the film lies over a segment."""
    begin = max(range_in_film.start, segment_in_film.start)
    end = min(range_in_film.stop, segment_in_film.stop)
    return LayerUse(
        layer=layer,
        at=begin - segment_in_film.start,
        frames=end - begin,
        elapsed=begin - range_in_film.start,
        left=range_in_film.stop - end,
    )


def _usual(film: Film, layer: EditLayer, start: int, frames: int) -> int:
    """How long a layer lies there of which nothing is said: to the film's end, or to its own."""
    left = max(1, frames - start)
    return min(left, film.shots[layer.shot].frames) if layer.shot else left
