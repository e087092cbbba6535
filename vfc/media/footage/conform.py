"""Footage conformed to the film: its rate, its size, its colour, its rotation, whatever the file's
own are.

At each frame of the film the file's frame is shown whose time stamp is nearest, and one that is
held longer, in a file of variable rate, until the next. Half of the shorter of the two frames'
lengths decides what is near: so a container that rounds its times to milliseconds loses no frame
and doubles none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import av
import cv2
import numpy
from av.video.reformatter import Colorspace

from vfc.errors import MediaError
from vfc.film.framing import Focus, View
from vfc.film.sources import Fit
from vfc.film.timing import Size
from vfc.media.colour.tonemap import Display
from vfc.media.fit import fitted
from vfc.media.footage.decode import LostPacket, decoded
from vfc.media.footage.plain import SD_LINES, is_plain
from vfc.media.frames import EIGHT, TEN, Converter, has_alpha
from vfc.media.rates import whole_frames
from vfc.media.stills.images import profile_of
from vfc.media.views import seen

# frames by which a file may end too early: its last one is held, for deinterlacing and rounding
# cost these
HELD = 2
TURNS = {90: cv2.ROTATE_90_COUNTERCLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_CLOCKWISE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """How pictures fill a frame; a `view` runs over `length` frames. `as_it_is`: frames that a film
    would keep so are taken as they were decoded.
    """

    size: Size
    fit: Fit
    deep: bool
    focus: Focus | None
    view: View | None
    length: int
    matte: bool
    as_it_is: bool

    def is_filled(self, frame: av.VideoFrame, shape: Size) -> bool:
        """Whether a frame, seen in a shape, fills it as it was decoded."""
        return (
            self.as_it_is
            and not self.matte
            and self.view is None
            and shape == self.size
            and frame.format.name == (TEN if self.deep else EIGHT)
            and is_plain(frame, shape)
        )

    def filled(
        self, picture: numpy.ndarray, shape: Size, index: int
    ) -> numpy.ndarray | av.VideoFrame:
        """A picture, `(height, width, 3)` uint8 sRGB or uint16, that is seen in a shape, as frame
        `index`.
        """
        if self.view is None:
            picture = fitted(picture, self.size, self.fit, shape=shape, focus=self.focus)
        else:
            windows = self.view.windows(shape, self.size, self.fit, self.focus)
            left, top, width, height = windows.at(min(1.0, index / max(1, self.length - 1)))
            across, along = picture.shape[1] / shape.width, picture.shape[0] / shape.height
            window = left * across, top * along, width * across, height * along
            picture = seen(picture, window, self.size)
        return Converter().deep(picture) if self.deep else picture


def conform_footage(
    path: Path,
    *,
    start: Fraction,
    frames: int,
    size: Size,
    rate: Fraction,
    fit: Fit,
    pictures: Fraction = Fraction(1),
    lost: list[LostPacket] | None = None,
    deep: bool = False,
    focus: Focus | None = None,
    view: View | None = None,
    length: int = 0,
    matte: bool = False,
    as_it_is: bool = False,
) -> Iterator[numpy.ndarray | av.VideoFrame]:
    """`frames` pictures `(height, width, 3)` uint8 sRGB at `rate`, the first at `start` seconds of
    the file; `deep` ones are frames of yuv420p of ten bits. A `view` runs over `length` of them.
    Of a `matte` they say how much is seen of each pixel, `(height, width)` uint8. `as_it_is`: a
    frame that a film would keep so comes as it was decoded.

    Numbered pictures pass at `pictures` a second; `lost` gathers what is damaged.
    MediaError where the file ends before, saying how many there are.
    """
    filling = Filling(
        size=size,
        fit=fit,
        deep=deep,
        focus=focus,
        view=view,
        length=length,
        matte=matte,
        as_it_is=as_it_is,
    )
    made, picture = 0, None
    # from the beginning where damage keeps a seek from its end
    for seeks in (True, False) if start else (False,):
        for picture in islice(
            _conformed(path, start, frames, rate, filling, pictures, seeks, lost), made, None
        ):
            yield picture
            made += 1
        if picture is not None and frames - made <= HELD:
            break
    else:
        raise MediaError(
            f"{path.name}: {frames} frames are needed from {float(start):g} s on, "
            f"the file has {made} at the film's rate"
        )
    for _ in range(frames - made):
        yield picture


def _conformed(
    path: Path,
    start: Fraction,
    frames: int,
    rate: Fraction,
    filling: Filling,
    pictures: Fraction,
    seeks: bool,
    lost: list[LostPacket] | None,
) -> Iterator[numpy.ndarray | av.VideoFrame]:
    """At most `frames` pictures, as many as there are."""
    display, made = Display(path, profile_of(path)), 0
    for shown in _timed(path, start, 1 / rate, pictures, seeks, lost, filling.matte):
        whole = None
        picture = shown.frame if filling.is_filled(shown.frame, shown.shape) else None
        while made < frames and start + made / rate < shown.ends:
            if picture is None or filling.view is not None:
                whole = _upright(display, shown.frame, filling) if whole is None else whole
                picture = filling.filled(whole, shown.shape, made)
            yield picture
            made += 1
        if made == frames:
            return


class _Shown(NamedTuple):
    """A frame, the size at which it is seen, and the second of the file, from its first frame, at
    which it ends.
    """

    frame: av.VideoFrame
    shape: Size
    ends: Fraction


def _timed(
    path: Path,
    start: Fraction,
    film_frame: Fraction,
    pictures: Fraction,
    seeks: bool,
    lost: list[LostPacket] | None,
    matte: bool,
) -> Iterator[_Shown]:
    """The frames from the one that is shown at `start` on; all from the file's first where it
    `seeks` nothing.
    """
    frames = decoded(path, start if seeks else Fraction(0), rate=pictures, lost=lost, matte=matte)
    head = next(frames, None)
    if seeks and (head is None or head.begins > start):  # a seek may land too late, or not at all
        frames = decoded(path, rate=pictures, lost=lost, matte=matte)
        head = next(frames, None)
    if head is None:
        raise MediaError(f"{path.name}: no frame of it can be decoded")
    near = min(head.usual, film_frame) / 2
    for following in frames:
        yield _Shown(head.frame, head.shape, following.begins - near)
        head = following
    yield _Shown(head.frame, head.shape, whole_frames(head.ends, 1 / head.usual))


def _upright(display: Display, frame: av.VideoFrame, filling: Filling) -> numpy.ndarray:
    """A frame's picture, turned as it is shown."""
    unmarked = Colorspace.ITU601 if frame.height <= SD_LINES else Colorspace.ITU709
    picture = (
        _seen(frame)
        if filling.matte
        else (display.deep if filling.deep else display.rgb)(frame, unmarked)
    )
    if frame.rotation % 360 in TURNS:
        picture = cv2.rotate(picture, TURNS[frame.rotation % 360])
    return picture


def _seen(frame: av.VideoFrame) -> numpy.ndarray:
    """How much is seen of each pixel of a frame, `(height, width)` uint8."""
    if has_alpha(frame):
        return numpy.ascontiguousarray(
            frame.reformat(format="rgba", threads=1).to_ndarray()[..., 3]
        )
    if frame.format.name == "gray":
        return frame.to_ndarray()
    return numpy.full((frame.height, frame.width), 255, numpy.uint8)
