"""What lies over the frames of a segment: picture files and shots in their places, transparent
where they are.

Layers are worked out at the size of their place, as Y'CbCr whose levels count from black and grey
and are multiplied by how much is seen of each pixel: edges then keep their own colour over any
other, and black gives no fringe. They are laid on planes as `vfc.media.video.compose` has them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import cv2
import numpy
from PIL import Image

from vfc.errors import MediaError
from vfc.film.framing import Focus, Rectangle
from vfc.film.layers import LayerLook
from vfc.film.timing import Size
from vfc.media.colour.grade import Grader, Grading
from vfc.media.fit import fitted
from vfc.media.frames import EIGHT, MATRIX, levels_of, read_frames, tagged
from vfc.media.stills.images import read_transparent
from vfc.media.video.keying import Keying
from vfc.media.video.transitions.planes import split
from vfc.media.views import ROOM

BLACK, GREY = 16, 128  # levels of luma, and of a colour that is none
LEAST = 1 / 512  # of which nothing is left after rounding


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerSide:
    """A layer: a picture file, or where it is a `clip` a file that moves, from its frame `start`
    on, with its grading and how transparent it is in a `matte`; for `frames` from frame `at` of
    what it lies over on, None: to the end.

    Of what comes and goes, `elapsed` of the `total` frames were shown before.
    """

    path: Path
    look: LayerLook
    clip: bool = False
    matte: Path | None = None
    grading: Grading | None = None
    focus: Focus | None = None
    at: int = 0
    frames: int | None = None
    start: int = 0
    elapsed: int = 0
    total: int = 0

    def amount(self, frame: int) -> float:
        """How much of it is seen at a frame of what it lies over, 0 to 1."""
        step = frame - self.at
        if step < 0 or (self.frames is not None and step >= self.frames):
            return 0.0
        shown, look = step + self.elapsed, self.look
        part = min(1.0, (shown + 1) / (look.fade_in + 1))
        if self.total:
            part = min(part, (self.total - shown) / (look.fade_out + 1))
        return part * look.opacity


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Patch:
    """A part of the frame, of even sides: `colours` `(3, height, width)` float32, multiplied by
    what is `seen` of each pixel, `(height, width)` float32 from 0 to 1.
    """

    left: int
    top: int
    colours: numpy.ndarray
    seen: numpy.ndarray


class LayerOver:
    """A layer as it lies over frames of a size; reads on as frames are asked for."""

    def __init__(self, side: LayerSide, size: Size):
        self.side, self.size = side, size
        self._keying = Keying(side.look.key) if side.look.key else None
        self._still: _Patch | None = None
        self._clip: _Clip | None = None
        self._inner, self._outer = _places(side.look.place, size)

    def is_seen(self, index: int) -> bool:
        """Whether anything of it is seen at a frame of what it lies over."""
        return self.side.amount(index) >= LEAST

    def over(self, planes: numpy.ndarray, index: int) -> numpy.ndarray:
        """Planes, `(height * 3 / 2, width)` float32, with the layer over them as new ones, at frame
        `index` of what they show.
        """
        amount = self.side.amount(index)
        patch, made = self._patch(index), planes.copy()
        for plane, base, by, colour in zip(
            split(made), (BLACK, GREY, GREY), (1, 2, 2), patch.colours, strict=True
        ):
            rows, columns = patch.seen.shape[0] // by, patch.seen.shape[1] // by
            top, left = patch.top // by, patch.left // by
            part = plane[top : top + rows, left : left + columns]
            seen = _smaller(patch.seen, by) * numpy.float32(amount)
            part -= base
            part *= 1 - seen
            part += _smaller(colour, by) * numpy.float32(amount) + base
        return made

    def _patch(self, index: int) -> _Patch:
        if not self.side.clip:
            if self._still is None:
                self._still = self._laid(*self._picture())
            return self._still
        if self._clip is None:
            self._clip = _Clip(self.side)
        return self._clip.patch(self.side.start + index - self.side.at, self._laid)

    def _picture(self) -> tuple[list[numpy.ndarray], numpy.ndarray]:
        """A picture file as three planes that are multiplied by what is seen, and that; a large one
        smaller, before it is made of floats.
        """
        picture = read_transparent(self.side.path)
        left, top, right, bottom = self._inner
        times = min(picture.shape[1] // (right - left), picture.shape[0] // (bottom - top)) // ROOM
        if times > 1:
            # Pillow's mode of colours that are multiplied by what is seen
            whole = numpy.asarray(Image.fromarray(picture).convert("RGBa").reduce(times))
            seen = whole[..., 3].astype(numpy.float32) / 255
            colours = whole[..., :3].astype(numpy.float32)
        else:
            seen = picture[..., 3].astype(numpy.float32) / 255
            colours = picture[..., :3].astype(numpy.float32) * seen[..., None]
        return list(cv2.split(cv2.transform(colours, MATRIX[:, :3].copy()))), seen

    def _laid(self, colours: list[numpy.ndarray], seen: numpy.ndarray | None) -> _Patch:
        """Planes of any sizes in the layer's place."""
        left, top, right, bottom = self._inner
        inner, look = Size(right - left, bottom - top), self.side.look
        shape = Size(colours[0].shape[1], colours[0].shape[0])
        whole = numpy.ones(colours[0].shape, numpy.float32) if seen is None else seen
        parts = [
            fitted(each, inner, look.fit, shape=shape, focus=self.side.focus)
            for each in (*colours, whole)
        ]
        luma, blue, red, seen = parts
        seen = numpy.clip(seen, 0, 1)
        if self._keying is not None:
            straight = [each / numpy.maximum(seen, LEAST) for each in (luma, blue, red)]
            keyed, left_over = self._keying.keyed(straight)
            luma, blue, red = (each * seen for each in keyed)
            seen = seen * left_over
        outer_left, outer_top, outer_right, outer_bottom = self._outer
        room = numpy.zeros((4, outer_bottom - outer_top, outer_right - outer_left), numpy.float32)
        rows = slice(top - outer_top, bottom - outer_top)
        columns = slice(left - outer_left, right - outer_left)
        room[:, rows, columns] = luma, blue, red, seen
        return _Patch(left=outer_left, top=outer_top, colours=room[:3], seen=room[3])


class _Clip:
    """The frames of a layer that moves; one that is asked for again is not read again."""

    def __init__(self, side: LayerSide):
        self.side = side
        self.grader = Grader(side.grading) if side.grading else None
        self.at, self.kept = -1, None
        self.frames: Iterator[av.VideoFrame] = iter(())
        self.mattes: Iterator[av.VideoFrame] = iter(())

    def patch(
        self, wanted: int, laid: Callable[[list[numpy.ndarray], numpy.ndarray | None], _Patch]
    ) -> _Patch:
        if self.kept is not None and self.at == wanted:
            return self.kept
        if wanted != self.at + 1 or self.at < 0:
            self.frames = read_frames(self.side.path, wanted)
            if self.side.matte is not None:
                self.mattes = read_frames(self.side.matte, wanted)
        seen, frame = None, self._next(self.frames)
        if self.side.matte is not None:
            seen = split(levels_of(self._next(self.mattes)))[0] / numpy.float32(255)
        self.at, self.kept = wanted, laid(self._colours(frame, seen, wanted), seen)
        return self.kept

    def _next(self, frames: Iterator[av.VideoFrame]) -> av.VideoFrame:
        found = next(frames, None)
        if found is None:
            raise MediaError(f"{self.side.path.name}: has too few frames for what lies over others")
        return found

    def _colours(
        self, frame: av.VideoFrame, seen: numpy.ndarray | None, index: int
    ) -> list[numpy.ndarray]:
        """The planes of a frame, counted from black and grey, multiplied by what is seen."""
        if self.grader is None:
            return _counted(split(levels_of(frame)))
        if seen is None:
            return _counted(self.grader.planes(frame, index))
        parts = _counted(self.grader.planes(_straight(frame, seen), index))
        return [each * weight for each, weight in zip(parts, _weights(seen), strict=True)]


def _counted(parts: list[numpy.ndarray]) -> list[numpy.ndarray]:
    return [part - base for part, base in zip(parts, (BLACK, GREY, GREY), strict=True)]


def _weights(seen: numpy.ndarray) -> tuple[numpy.ndarray, numpy.ndarray, numpy.ndarray]:
    half = _smaller(seen, 2)
    return seen, half, half


def _straight(frame: av.VideoFrame, seen: numpy.ndarray) -> av.VideoFrame:
    """A frame that lies over black as it is by itself."""
    planes = numpy.empty((frame.height * 3 // 2, frame.width), numpy.uint8)
    for part, room, base, weight in zip(
        split(levels_of(frame)), split(planes), (BLACK, GREY, GREY), _weights(seen), strict=True
    ):
        whole = (part - base) / numpy.maximum(weight, LEAST) + base
        room[:] = whole.round().clip(0, 255)
    return tagged(av.VideoFrame.from_ndarray(planes, format=EIGHT))


def _smaller(plane: numpy.ndarray, by: int) -> numpy.ndarray:
    """A plane of a patch at the size of a colour's."""
    if by == 1:
        return plane
    size = plane.shape[1] // by, plane.shape[0] // by
    return cv2.resize(plane, size, interpolation=cv2.INTER_AREA)


def _places(place: Rectangle, size: Size) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """A place in whole pixels (left, top, right, bottom), and the even ones around it."""
    inner: list[int] = []
    for start, length, whole in zip(place[:2], place[2:], size, strict=True):
        begins = min(round(start * whole), whole - 1)
        inner += [begins, min(whole, max(begins + 1, round((start + length) * whole)))]
    left, right, top, bottom = inner
    outer = left // 2 * 2, top // 2 * 2, (right + 1) // 2 * 2, (bottom + 1) // 2 * 2
    return (left, top, right, bottom), outer
