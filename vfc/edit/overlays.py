"""Fades and titles over the picture: film ranges, and the parts of them that lie over each
segment.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import TypeVar, assert_never

from vfc.edit.assembly import FadePart, OverlayPart
from vfc.edit.placing import Placing
from vfc.edit.wording import count
from vfc.errors import Mistake
from vfc.film.cut import Fading
from vfc.film.layers import EditLayer
from vfc.film.model import Fade, Overlay
from vfc.film.timing import FrameRange

SegmentPart = TypeVar("SegmentPart")


def fade_ranges(placing: Placing) -> tuple[list[tuple[Fade, FrameRange]], list[Mistake]]:
    """Each fade's film frames: after the start of the entry behind it, or before the end of the one
    in front.
    """
    found, mistakes = [], []
    for fade, index in placing.fades:
        match fade.toward:
            case Fading.FROM:
                start, side = placing.places[index].start, "after"
                range_in_film, has = FrameRange(start, start + fade.length), placing.frames - start
            case Fading.TO:
                has, side = placing.places[index - 1].stop, "before"
                range_in_film = FrameRange(has - fade.length, has)
            case _:
                assert_never(fade.toward)
        if fade.length > has:
            mistakes.append(
                Mistake(
                    span=fade.span,
                    message=f"the fade of {count(fade.length)} is longer than "
                    f"the film {side} it, which has {count(has)}",
                    hint=f"write at most {has}f",
                )
            )
        found.append((fade, range_in_film))
    return found, mistakes


def fade_part(fade: Fade, range_in_film: FrameRange, segment_in_film: FrameRange) -> FadePart:
    """What of a fade lies over a segment."""
    start, over = range_in_film.start, segment_in_film.start
    return FadePart(
        colour=fade.colour,
        toward=fade.toward,
        first=max(0, over - start),
        total=fade.length,
        at=max(0, start - over),
    )


def overlay_part(
    overlay: Overlay, range_in_film: FrameRange, segment_in_film: FrameRange
) -> OverlayPart:
    """What of a title lies over a segment."""
    begin = max(range_in_film.start, segment_in_film.start)
    end = min(range_in_film.stop, segment_in_film.stop)
    return OverlayPart(
        text=overlay.text,
        style=overlay.style,
        at=begin - segment_in_film.start,
        frames=end - begin,
        elapsed=begin - range_in_film.start,
        total=overlay.length,
    )


def parts(
    items: Sequence[tuple[Fade | Overlay | EditLayer, FrameRange]],
    segments_in_film: Sequence[FrameRange],
    cut: Callable[..., SegmentPart],
) -> dict[int, list[SegmentPart]]:
    """For each segment, by its index, the parts of the items that lie over it, in the items'
    order.
    """
    starts = [each.start for each in segments_in_film]
    stops = [each.stop for each in segments_in_film]
    found: dict[int, list[SegmentPart]] = {}
    for item, range_in_film in items:
        first, last = (
            bisect_right(stops, range_in_film.start),
            bisect_left(starts, range_in_film.stop),
        )
        for index in range(first, last):
            found.setdefault(index, []).append(cut(item, range_in_film, segments_in_film[index]))
    return found
