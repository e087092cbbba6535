"""What a segment shows, frame by frame: a picture, two under a transition, a card or a colour;
fades, titles over it.

Works on yuv420p planes laid out as one array `(height * 3 / 2, width)` uint8. A frame that nothing
lies over goes from the decoder to the encoder as it is; a graded one is graded first, at the size
of its file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from pathlib import Path
from typing import assert_never

import av
import cv2
import numpy
from PIL import ImageColor

from vfc.errors import MediaError
from vfc.film.cut import Fading
from vfc.film.sources import Fit
from vfc.film.timing import Size
from vfc.film.transitions import TransitionKind, TransitionLook
from vfc.media.colour.grade import Grader, Grading
from vfc.media.fit import fitted
from vfc.media.frames import Converter, read_frames, tagged
from vfc.media.video.counter import Counter
from vfc.media.video.transitions.edges import order_of
from vfc.media.video.transitions.mixing import Mixing
from vfc.media.video.transitions.planes import joined, plain, split
from vfc.media.video.transitions.table import MIXES


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSide:
    """A side of a segment that is a file: film frame k shows its frame floor(start + k * speed),
    with its grading.
    """

    path: Path
    start: Fraction
    speed: Fraction = Fraction(1)
    fit: Fit = Fit.CROP
    grading: Grading | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentFade:
    """A fade over a segment from its frame `at` on, which is step `first` of `total`."""

    colour: str
    toward: Fading
    first: int
    total: int
    at: int

    def amount(self, frame: int) -> float:
        """How much of the colour lies over a frame of the segment, 0 to 1."""
        step = frame - self.at + self.first
        if frame < self.at or step >= self.total:
            return 0.0
        part = (step + 1) / (self.total + 1)
        match self.toward:
            case Fading.FROM:
                return 1 - part
            case Fading.TO:
                return part
            case _:
                assert_never(self.toward)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Title:
    """A title over a segment: `(height, width, 4)` uint8 RGBA, for `frames` from frame `at` on.

    `elapsed` of its `total` frames were shown before; it fades in and out over `fade` frames.
    """

    image: numpy.ndarray
    at: int
    frames: int
    elapsed: int
    total: int
    fade: int = 0

    def amount(self, frame: int) -> float:
        """How much of it is seen at a frame of the segment, 0 to 1."""
        if not self.at <= frame < self.at + self.frames:
            return 0.0
        shown = frame - self.at + self.elapsed
        return min(1.0, (shown + 1) / (self.fade + 1), (self.total - shown) / (self.fade + 1))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CardSide:
    """A side that is no file: `(height, width, 3)` uint8 sRGB of the segment's size.

    Where its `words` come and go it is `bare` without them.
    """

    picture: numpy.ndarray
    words: Title | None = None
    bare: numpy.ndarray | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix:
    """How the two pictures of a segment are mixed; `image` is the file that a luma wipe goes by."""

    kind: str = TransitionKind.DISSOLVE
    look: TransitionLook = TransitionLook()
    image: Path | None = None


SegmentSide = FileSide | CardSide


def compose(
    sides: Sequence[SegmentSide],
    *,
    frames: int,
    size: Size,
    mix: Mix | None = None,
    fades: Sequence[SegmentFade] = (),
    titles: Sequence[Title] = (),
    slate: numpy.ndarray | None = None,
    counter: Counter | None = None,
) -> Iterator[av.VideoFrame]:
    """Exactly `frames` frames of a segment; MediaError where a file has too few.

    `slate` lies over everything, `(height, width, 4)` uint8 RGBA, and a `counter` over that.
    """
    canvas = _Canvas(size)
    layers = [(title, canvas.layer(title.image)) for title in titles]
    board = None if slate is None else canvas.layer(slate)
    if len(sides) not in (1, 2):
        raise MediaError(f"a segment shows one picture or two, not {len(sides)}")
    streams = [canvas.frames_of(side, frames) for side in sides]
    mixed = streams[0] if len(streams) == 1 else canvas.mixed(streams, frames, mix or Mix())
    for index, frame in enumerate(mixed):
        for fade in fades:
            frame = canvas.tinted(frame, fade.colour, fade.amount(index))
        for title, layer in layers:
            frame = canvas.covered(frame, layer, title.amount(index))
        if board is not None:
            frame = canvas.covered(frame, board, 1.0)
        yield frame if counter is None else canvas.counted(frame, counter, index)


class _Canvas:
    """The operations on frames of one size; keeps what can be used again."""

    def __init__(self, size: Size):
        self.size, self.converter = size, Converter()

    def frames_of(self, side: SegmentSide, frames: int) -> Iterator[av.VideoFrame]:
        if isinstance(side, CardSide):
            return self._card(side, frames)
        return (self._fitted(frame, side.fit) for frame in _sampled(side, frames))

    def _card(self, side: CardSide, frames: int) -> Iterator[av.VideoFrame]:
        card, words = self.converter.yuv(side.picture).to_ndarray(), side.words
        if words is None or side.bare is None:
            yield from (_frame(card) for _ in range(frames))
            return
        bare, layer = self.converter.yuv(side.bare).to_ndarray(), self.layer(words.image)
        for index in range(frames):
            amount = words.amount(index)
            yield _frame(card) if amount >= 1 else self.covered(_frame(bare), layer, amount)

    def _fitted(self, frame: av.VideoFrame, fit: Fit) -> av.VideoFrame:
        frame = self.converter.yuv(frame)
        if (frame.width, frame.height) == self.size:
            return tagged(frame)
        half = Size(self.size.width // 2, self.size.height // 2)
        sizes, fills = (self.size, half, half), (16, 128, 128)
        planes = zip(split(frame.to_ndarray()), sizes, fills, strict=True)
        return _frame(joined([fitted(plane, to, fit, fill=fill) for plane, to, fill in planes]))

    def mixed(
        self, streams: Sequence[Iterator[av.VideoFrame]], frames: int, mix: Mix
    ) -> Iterator[av.VideoFrame]:
        if mix.kind not in MIXES:
            raise MediaError(f"there is no transition '{mix.kind}'; there is {', '.join(MIXES)}")
        rgb = rgb_of(mix.look.colour) if mix.look.colour else (0, 0, 0)
        order = None if mix.image is None else order_of(mix.image, self.size)
        for index, (outgoing, incoming) in enumerate(zip(*streams, strict=True)):
            mixing = Mixing(
                outgoing=outgoing.to_ndarray(),
                incoming=incoming.to_ndarray(),
                part=(index + 1) / (frames + 1),
                index=index,
                look=mix.look,
                rgb=rgb,
                order=order,
            )
            yield _frame(MIXES[mix.kind](mixing))

    def tinted(self, frame: av.VideoFrame, colour: str, amount: float) -> av.VideoFrame:
        if amount <= 0:
            return frame
        colours = plain(self.size, rgb_of(colour))
        return _frame(cv2.addWeighted(frame.to_ndarray(), 1 - amount, colours, amount, 0))

    def layer(self, image: numpy.ndarray) -> tuple[numpy.ndarray, numpy.ndarray]:
        """A title as planes and as weights from 0 to 1 in the same layout."""
        alpha = numpy.ascontiguousarray(image[..., 3])
        half = cv2.resize(
            alpha, (self.size.width // 2, self.size.height // 2), interpolation=cv2.INTER_AREA
        )
        planes = self.converter.yuv(numpy.ascontiguousarray(image[..., :3])).to_ndarray()
        return planes, joined([alpha, half, half]).astype(numpy.float32) / 255

    def covered(
        self, frame: av.VideoFrame, layer: tuple[numpy.ndarray, numpy.ndarray], amount: float
    ) -> av.VideoFrame:
        if amount <= 0:
            return frame
        planes, weights = layer
        over = weights * numpy.float32(amount)
        return _frame(cv2.blendLinear(frame.to_ndarray(), planes, 1 - over, over))

    def counted(self, frame: av.VideoFrame, counter: Counter, index: int) -> av.VideoFrame:
        planes = frame.to_ndarray()
        counter.stamp(planes, index)
        return _frame(planes)


def _sampled(clip: FileSide, frames: int) -> Iterator[av.VideoFrame]:
    """The frame of a file that is shown at each frame of the film; each is graded once, and only if
    it is shown.
    """
    first, last = floor(clip.start), floor(clip.start + (frames - 1) * clip.speed)
    source, grader = (
        read_frames(clip.path, first, last + 1),
        Grader(clip.grading) if clip.grading else None,
    )
    found, at, shown, index = next(source), first, None, first
    for step in range(frames):
        wanted = floor(clip.start + step * clip.speed)
        while at < wanted:
            found, at = next(source), at + 1
        if shown is None or index != at:
            shown, index = grader.frame(found, at) if grader else found, at
        yield shown


def _frame(planes: numpy.ndarray) -> av.VideoFrame:
    return tagged(av.VideoFrame.from_ndarray(planes, format="yuv420p"))


def rgb_of(colour: str) -> tuple[int, int, int]:
    """A colour by name or as `#rrggbb`; MediaError for another."""
    try:
        return ImageColor.getrgb(colour)[:3]
    except ValueError as error:
        raise MediaError(f"'{colour}' is not a colour; write black or #1a2b3c") from error
