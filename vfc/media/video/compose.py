"""What a segment shows, frame by frame: a picture, two under a transition, a card or a colour;
fades, titles over it.

A frame that nothing lies over goes from the decoder to the encoder as it is; a graded one is graded
first, at the size of its file. All else is worked out on yuv420p planes laid out as one array,
`(height * 3 / 2, width)` float32 levels of 8 bits, and rounded once, with a dither.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import assert_never

import av
import cv2
import numpy
from PIL import ImageColor

from vfc.errors import MediaError
from vfc.film.cut import Fading
from vfc.film.framing import Focus, cropped
from vfc.film.sources import Fit
from vfc.film.timing import Size
from vfc.film.transitions import TransitionKind, TransitionLook
from vfc.media.colour.dither import Dither
from vfc.media.fit import fitted, resized
from vfc.media.frames import EIGHT, TEN, Converter, levels_of, tagged
from vfc.media.video.counter import Counter
from vfc.media.video.layers import LayerOver, LayerSide
from vfc.media.video.played import FileSide, Shown, levels, played
from vfc.media.video.transitions.edges import order_of
from vfc.media.video.transitions.mixing import Mixing
from vfc.media.video.transitions.planes import joined, plain, size_of, split
from vfc.media.video.transitions.table import MIXES


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

    `elapsed` of its `total` frames were shown before; it fades in over `fade` frames, and out over
    as many or `fade_out`. Of words that move, `moving` is the picture by the frames shown.
    """

    image: numpy.ndarray
    at: int
    frames: int
    elapsed: int
    total: int
    fade: int = 0
    fade_out: int | None = None
    moving: Callable[[int], numpy.ndarray] | None = None

    def picture(self, frame: int) -> numpy.ndarray:
        """What lies over a frame of the segment, `(height, width, 4)` uint8 RGBA."""
        return self.image if self.moving is None else self.moving(frame - self.at + self.elapsed)

    def amount(self, frame: int) -> float:
        """How much of it is seen at a frame of the segment, 0 to 1."""
        if not self.at <= frame < self.at + self.frames:
            return 0.0
        shown = frame - self.at + self.elapsed
        out = self.fade if self.fade_out is None else self.fade_out
        return min(1.0, (shown + 1) / (self.fade + 1), (self.total - shown) / (out + 1))


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
    depth: int = 8,
    layers: Sequence[LayerSide] = (),
) -> Iterator[av.VideoFrame]:
    """Exactly `frames` frames of a segment, of no more than so many bits; MediaError where a file
    has too few.

    `layers` lie under fades, and those under titles; `slate` lies over everything,
    `(height, width, 4)` uint8 RGBA, and a `counter` over that.
    """
    canvas = _Canvas(size, depth)
    overs = [LayerOver(each, size) for each in layers]
    covers = [_Cover(title, canvas) for title in titles]
    board = None if slate is None else canvas.layer(slate)
    if len(sides) not in (1, 2):
        raise MediaError(f"a segment shows one picture or two, not {len(sides)}")
    streams = [canvas.frames_of(side, frames) for side in sides]
    mixed = streams[0] if len(streams) == 1 else canvas.mixed(streams, frames, mix or Mix())
    for index, shown in enumerate(mixed):
        shown = _layered(shown, overs, index)
        for fade in fades:
            shown = canvas.tinted(shown, fade.colour, fade.amount(index))
        for cover in covers:
            shown = cover.over(shown, index)
        if board is not None:
            shown = canvas.covered(shown, board, 1.0)
        if counter is not None:
            shown = canvas.counted(shown, counter, index)
        yield canvas.finished(shown)


class _Cover:
    """A title as it lies over frames; its planes are made anew where it is another picture."""

    def __init__(self, title: Title, canvas: _Canvas):
        self.title, self.canvas = title, canvas
        self.image, self.layer = title.image, canvas.layer(title.image)

    def over(self, frame: Shown, index: int) -> Shown:
        """A frame of the segment with the title over it."""
        amount = self.title.amount(index)
        if amount <= 0:
            return frame
        image = self.title.picture(index)
        if image is not self.image:
            self.image, self.layer = image, self.canvas.layer(image)
        return self.canvas.covered(frame, self.layer, amount)


class _Canvas:
    """The operations on pictures of one size; keeps what can be used again."""

    def __init__(self, size: Size, depth: int):
        self.size, self.depth = size, depth
        self.converter, self.dither = Converter(), Dither()

    def frames_of(self, side: SegmentSide, frames: int) -> Iterator[Shown]:
        if isinstance(side, CardSide):
            return self._card(side, frames)
        overs = [LayerOver(each, self.size) for each in side.layers]
        return (
            _layered(self._seen(side, shown, side.seen.frame(step)), overs, side.seen.frame(step))
            for step, shown in enumerate(played(side, frames))
        )

    def _card(self, side: CardSide, frames: int) -> Iterator[Shown]:
        card, words = self.converter.yuv(side.picture).to_ndarray(), side.words
        if words is None or side.bare is None:
            yield from (_frame(card) for _ in range(frames))
            return
        bare, cover = self.converter.yuv(side.bare).to_ndarray(), _Cover(words, self)
        for index in range(frames):
            whole = words.moving is None and words.amount(index) >= 1
            yield _frame(card) if whole else cover.over(_frame(bare), index)

    def _seen(self, side: FileSide, shown: Shown, frame: int) -> Shown:
        focus = side.focus_at(frame)
        if len(side.way) > 1 and focus is not None and side.fit is Fit.CROP:
            return self._followed(levels(shown), focus)
        return self._fitted(shown, side.fit, focus)

    def _followed(self, planes: numpy.ndarray, focus: Focus) -> numpy.ndarray:
        """The window about a point, to a fraction of a pixel."""
        whole, size = size_of(planes), self.size
        scale = max(size.width / whole.width, size.height / whole.height)
        inner = Size(2 * round(whole.width * scale / 2), 2 * round(whole.height * scale / 2))
        left, top = (cropped(*each) for each in zip(inner, size, focus, strict=True))
        parts: list[numpy.ndarray] = []
        for plane, by in zip(split(planes), (1, 2, 2), strict=True):
            large = resized(plane, Size(inner.width // by, inner.height // by))
            wide, high = size.width // by, size.height // by
            middle = left / by + wide / 2 - 0.5, top / by + high / 2 - 0.5
            parts.append(cv2.getRectSubPix(large, (wide, high), middle))
        return joined(parts)

    def _fitted(self, shown: Shown, fit: Fit, focus: Focus | None) -> Shown:
        if isinstance(shown, av.VideoFrame):
            if shown.format.name != TEN:
                shown = self.converter.yuv(shown)
            if (shown.width, shown.height) == self.size:
                return tagged(shown)
            if shown.format.name == EIGHT:
                return _frame(self._scaled(shown.to_ndarray(), fit, focus))
        planes = levels(shown)
        return planes if size_of(planes) == self.size else self._scaled(planes, fit, focus)

    def _scaled(self, planes: numpy.ndarray, fit: Fit, focus: Focus | None) -> numpy.ndarray:
        half = Size(self.size.width // 2, self.size.height // 2)
        parts = zip(split(planes), (self.size, half, half), (16, 128, 128), strict=True)
        return joined([fitted(plane, to, fit, fill=fill, focus=focus) for plane, to, fill in parts])

    def finished(self, shown: Shown) -> av.VideoFrame:
        """A picture as it is encoded: rounded, where it is not whole yet or has more bits."""
        deep = self.depth > 8
        if isinstance(shown, av.VideoFrame) and (deep or shown.format.name == EIGHT):
            return shown
        shape = self.size.height * 3 // 2, self.size.width
        planes: numpy.ndarray = numpy.empty(shape, numpy.uint16 if deep else numpy.uint8)
        for part, room in zip(split(levels(shown)), split(planes), strict=True):
            self.dither.rounded(part, room, 4 if deep else 1)
        return tagged(av.VideoFrame.from_ndarray(planes, format=TEN if deep else EIGHT))

    def mixed(self, streams: Sequence[Iterator[Shown]], frames: int, mix: Mix) -> Iterator[Shown]:
        if mix.kind not in MIXES:
            raise MediaError(f"there is no transition '{mix.kind}'; there is {', '.join(MIXES)}")
        rgb = rgb_of(mix.look.colour) if mix.look.colour else (0, 0, 0)
        order = None if mix.image is None else order_of(mix.image, self.size)
        for index, (outgoing, incoming) in enumerate(zip(*streams, strict=True)):
            mixing = Mixing(
                outgoing=levels(outgoing),
                incoming=levels(incoming),
                part=(index + 1) / (frames + 1),
                index=index,
                look=mix.look,
                rgb=rgb,
                order=order,
            )
            yield MIXES[mix.kind](mixing)

    def tinted(self, shown: Shown, colour: str, amount: float) -> Shown:
        if amount <= 0:
            return shown
        colours = plain(self.size, rgb_of(colour))
        return cv2.addWeighted(levels(shown), 1 - amount, colours, amount, 0)

    def layer(self, image: numpy.ndarray) -> tuple[numpy.ndarray, numpy.ndarray]:
        """A title as planes and as weights from 0 to 1 in the same layout."""
        alpha = numpy.ascontiguousarray(image[..., 3])
        half = cv2.resize(
            alpha, (self.size.width // 2, self.size.height // 2), interpolation=cv2.INTER_AREA
        )
        planes = levels_of(self.converter.yuv(numpy.ascontiguousarray(image[..., :3])))
        return planes, joined([alpha, half, half]).astype(numpy.float32) / 255

    def covered(
        self, shown: Shown, layer: tuple[numpy.ndarray, numpy.ndarray], amount: float
    ) -> Shown:
        if amount <= 0:
            return shown
        planes, weights = layer
        over = weights * numpy.float32(amount)
        return cv2.blendLinear(levels(shown), planes, 1 - over, over)

    def counted(self, shown: Shown, counter: Counter, index: int) -> Shown:
        planes = levels(shown).copy()  # a slow shot shows the same ones again
        counter.stamp(planes, index)
        return planes


def _layered(shown: Shown, overs: Sequence[LayerOver], index: int) -> Shown:
    """A picture with what lies over its frame `index`."""
    for each in overs:
        if each.is_seen(index):
            shown = each.over(levels(shown), index)
    return shown


def _frame(planes: numpy.ndarray) -> av.VideoFrame:
    return tagged(av.VideoFrame.from_ndarray(planes, format="yuv420p"))


def rgb_of(colour: str) -> tuple[int, int, int]:
    """A colour by name or as `#rrggbb`; MediaError for another."""
    try:
        return ImageColor.getrgb(colour)[:3]
    except ValueError as error:
        raise MediaError(f"'{colour}' is not a colour; write black or #1a2b3c") from error
