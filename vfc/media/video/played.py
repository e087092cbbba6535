"""The frames of a file as a segment plays them: at a speed, by a course, backwards, with pictures
made in between.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import av
import numpy

from vfc.film.courses import Between, SeenFrames
from vfc.film.framing import Focus
from vfc.film.sources import Fit
from vfc.media.colour.grade import Grader, Grading
from vfc.media.frames import levels_of, read_frames
from vfc.media.video.inbetweens import InBetweens
from vfc.media.video.layers import LayerSide
from vfc.media.video.transitions.planes import joined

AT_ONCE = 24  # frames that are held where a file is read backwards
# a frame as it was decoded or drawn, or planes that are not rounded yet
Shown = av.VideoFrame | numpy.ndarray


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSide:
    """A side of a segment that is a file: which of its frames are `seen`, with their grading, and
    what stands where a frame of the film falls `between` two of them. `focus` is the point of them
    that a crop keeps in sight, or follows on a `way`, by their numbers; `layers` lie over them, by
    those too.
    """

    path: Path
    seen: SeenFrames
    between: Between = Between.REPEAT
    fit: Fit = Fit.CROP
    grading: Grading | None = None
    focus: Focus | None = None
    way: Sequence[tuple[int, float, float]] = ()
    layers: Sequence[LayerSide] = ()

    def focus_at(self, frame: int) -> Focus | None:
        """The point that a crop keeps in sight at a frame of the file."""
        if not self.way:
            return self.focus
        frames, rights, downs = zip(*self.way, strict=True)
        right, down = (float(numpy.interp(frame, frames, each)) for each in (rights, downs))
        return right, down


def played(clip: FileSide, frames: int) -> Iterator[Shown]:
    """What a file shows at each frame of the film; each of its frames is graded once, and only if
    it is seen. MediaError where it has too few.
    """
    made = clip.between is not Between.REPEAT
    reader, between = _PlayedFile(clip, frames), None
    pair: tuple[int, int] | None = None
    for step in range(frames):
        one, other, way = clip.seen.pair(step)
        if not made or not way:
            yield reader.frame(one)
            continue
        if between is None or pair != (one, other):
            between = InBetweens(
                clip.between, levels(reader.frame(one)), levels(reader.frame(other))
            )
            pair = one, other
        yield between.at(float(way))


def levels(shown: Shown) -> numpy.ndarray:
    """A picture as float32 planes, its own memory."""
    return levels_of(shown) if isinstance(shown, av.VideoFrame) else shown


class _PlayedFile:
    """Reads a file on, or back: a frame, or the one before it, may be asked for again."""

    def __init__(self, clip: FileSide, frames: int):
        self.grader = Grader(clip.grading) if clip.grading else None
        ends = clip.seen.pair(0)[0], clip.seen.frame(frames - 1)
        if clip.between is not Between.REPEAT:
            ends = ends[0], clip.seen.pair(frames - 1)[1]
        self.found = (_back if ends[1] < ends[0] else _on)(clip.path, *ends)
        self.held: dict[int, Shown] = {}

    def frame(self, wanted: int) -> Shown:
        """A frame of the file, graded."""
        if wanted in self.held:
            return self.held[wanted]
        for at, frame in self.found:
            if at == wanted:
                shown = joined(self.grader.planes(frame, at)) if self.grader else frame
                self.held = {**dict([*self.held.items()][-1:]), at: shown}
                return shown
        raise IndexError(wanted)


def _on(path: Path, first: int, last: int) -> Iterator[tuple[int, av.VideoFrame]]:
    yield from enumerate(read_frames(path, first, last + 1), first)


def _back(path: Path, first: int, last: int) -> Iterator[tuple[int, av.VideoFrame]]:
    """Frames from one back to another, read on in parts."""
    for stop in range(first + 1, last, -AT_ONCE):
        start = max(last, stop - AT_ONCE)
        part = list(enumerate(read_frames(path, start, stop), start))
        yield from reversed(part)
