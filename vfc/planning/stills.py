"""What is shown of a film where nobody plays it: which segments, at which size, of which frame."""

from __future__ import annotations

from dataclasses import replace

from vfc.edit.assembly import Assembly, Segment
from vfc.edit.locate import Uses, locate, uses_by_shot
from vfc.errors import Mistake, TextError
from vfc.film.cut import Deliverable, Point
from vfc.film.datarate import DataRate
from vfc.film.formats import Codec, Quality
from vfc.film.timing import Size

WIDE = 480  # pixels of a preview, where the text names no size


def preview_of(wanted: Deliverable, film: Size) -> Deliverable:
    """A preview as what its segments are encoded for: lossless, at its own size."""
    scale = min(1.0, WIDE / film.width)
    small = Size(2 * round(film.width * scale / 2), max(2, 2 * round(film.height * scale / 2)))
    return replace(wanted, codec=Codec.FFV1, quality=Quality.HIGH, size=wanted.size or small)


def fitted_of(wanted: Deliverable) -> Deliverable:
    """A film file as what its segments are encoded for: lossless, where its pictures are fitted
    into room.
    """
    if not wanted.data_rate.is_fitted:
        return wanted
    return replace(lossless_of(wanted), data_rate=DataRate())


def lossless_of(wanted: Deliverable) -> Deliverable:
    """A deliverable as what segments are encoded for that lose nothing."""
    return replace(wanted, codec=Codec.FFV1, quality=Quality.HIGH)


def poster_of(wanted: Deliverable, assembly: Assembly) -> tuple[Deliverable, Segment, int]:
    """A poster as what its segment is encoded for, that segment, and the frame of it; TextError
    where the film shows no such frame.
    """
    frame = assembly.frames // 2
    if wanted.at is not None:
        found = _seen_alone(wanted.at, uses_by_shot(assembly.uses))
        if isinstance(found, Mistake):
            raise TextError([found])
        if not 0 <= found < assembly.frames:
            message = f"the poster lies at {found}f, and the film has {assembly.frames} frames"
            raise TextError([Mistake(span=wanted.at.span, message=message)])
        frame = found
    segment = next(each for each in assembly.segments if frame < each.frames_in_film.stop)
    return lossless_of(wanted), segment, frame - segment.frames_in_film.start


def _seen_alone(at: Point, uses: Uses) -> int | Mistake:
    """The film frame of a point; of a shot as such the first at which no other is seen with it,
    where there is one.
    """
    found = locate(at, uses)
    if isinstance(found, Mistake) or not at.shot or at.frame_in_shot is not None or at.offset:
        return found
    use = uses[at.shot][at.use - 1]
    alone = found + use.dissolve_in
    return alone if alone < use.frames_in_film.stop - use.dissolve_out else found
