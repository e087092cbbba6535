"""The grade: noise taken out; exposure, white balance, contrast, saturation, lift, gain, gamma,
curves, a LUT; sharpness, halation, bloom, vignette, grain, bars, in this order.

It is worked out in float from the decoded planes to those that are encoded, and rounded once, with
a dither: a dusk sky that is made brighter stays smooth.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import cv2
import numpy

from vfc.film.model import Grade
from vfc.media.colour.dither import Dither
from vfc.media.colour.grain import Grain
from vfc.media.colour.lookup import Lookup
from vfc.media.colour.optics import Optics, bars
from vfc.media.colour.tones import LUMA, Toning
from vfc.media.frames import EIGHT, MATRIX, TEN, Converter, read_frames, tagged, wide_planes

OF_LUMA = 219  # levels from black to white (ITU-R BT.709-6, 4.6)
BLACK, GREY = 16, 128  # of luma, and of a colour that is none
WINDOW = 5  # pixels across, of which noise is the mean
LIKE = 40.0  # levels by which pixels may differ that are one, at 1
NEAR = 1.5  # pixels
_LIMITED = MATRIX * numpy.array([255, 255, 255, 1], numpy.float32)  # of RGB of 0 to 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Grading:
    """How the frames of a file are graded as they are read; the grain of frame n follows from
    `seed` and n alone.
    """

    grade: Grade
    seed: int
    lut: Path | None = None


class Grader:
    """Grades frames of one grading and size; what depends on these alone is worked out once. One
    thread uses one.
    """

    def __init__(self, grading: Grading):
        self._grade = grading.grade
        self._tones, self._lens = Toning(grading.grade), Optics(grading.grade)
        self._lut = Lookup(grading.lut) if grading.lut is not None else None
        self._grain = Grain(grading.grade.grain, grading.seed) if grading.grade.grain else None
        self._converter, self._dither = Converter(), Dither()
        # Room for the steps of a picture: fresh memory for each would cost more than the sums.
        self._planes: numpy.ndarray | None = None
        self._wide: numpy.ndarray | None = None

    def grade(self, picture: numpy.ndarray, index: int) -> numpy.ndarray:
        """Frame `index` of the file as `(height, width, 3)` uint8 sRGB, graded."""
        made = self._coloured(picture, of_planes=False)
        if self._grain is not None:
            light = cv2.convertScaleAbs(cv2.transform(made, LUMA[None]), alpha=255)
            made = cv2.add(
                made, cv2.cvtColor(self._grain.over(light, 1, index), cv2.COLOR_GRAY2RGB)
            )
        _bar(made, self._bars(made), 0)
        return self._dither.rounded(made * numpy.float32(255), numpy.empty_like(picture))

    def frame(self, frame: av.VideoFrame, index: int) -> av.VideoFrame:
        """Frame `index` of the file as yuv420p, graded."""
        height, width = frame.height, frame.width
        planes = numpy.empty((height * 3 // 2, width), numpy.uint8)
        rooms = planes[:height], *planes[height:].reshape(2, height // 2, width // 2)
        for part, room in zip(self.planes(frame, index), rooms, strict=True):
            self._dither.rounded(part, room)
        return tagged(av.VideoFrame.from_ndarray(planes, format="yuv420p"))

    def planes(self, frame: av.VideoFrame, index: int) -> list[numpy.ndarray]:
        """Frame `index` of the file, graded and not rounded yet: luma `(height, width)`, then blue
        and red `(height / 2, width / 2)`, float32 levels of 8 bits in limited range.
        """
        height, width = frame.height, frame.width
        if frame.format.name in (EIGHT, TEN):
            made = self._coloured(wide_planes(frame, self._room(frame)), of_planes=True)
        else:
            made = self._coloured(self._converter.rgb(frame), of_planes=False)
        luma = cv2.transform(made, _LIMITED[:1])
        if self._grain is not None:
            light = cv2.convertScaleAbs(luma, alpha=255 / OF_LUMA, beta=-BLACK * 255 / OF_LUMA)
            cv2.add(luma, self._grain.over(light, OF_LUMA, index), luma)
            numpy.clip(luma, BLACK, BLACK + OF_LUMA, out=luma)
        halved = cv2.resize(made, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
        parts = [luma, *cv2.split(cv2.transform(halved, _LIMITED[1:]))]
        rows, columns = self._bars(made)
        for part, level, by in zip(parts, (BLACK, GREY, GREY), (1, 2, 2), strict=True):
            _bar(part, (rows // by, columns // by), level)
        return parts

    def _room(self, frame: av.VideoFrame) -> numpy.ndarray:
        kind = numpy.uint8 if frame.format.name == EIGHT else numpy.uint16
        shape = frame.height, frame.width, 3
        if self._planes is None or self._planes.shape != shape or self._planes.dtype != kind:
            self._planes = numpy.empty(shape, kind)
        return self._planes

    def _coloured(self, picture: numpy.ndarray, *, of_planes: bool) -> numpy.ndarray:
        """Planes or RGB, `(height, width, 3)` uint8, or uint16 of ten bits, as float32 RGB of 0 to
        1 with all done but grain and bars.
        """
        if self._wide is None or self._wide.shape != picture.shape:
            self._wide = numpy.empty(picture.shape, numpy.float32)
        numpy.copyto(self._wide, picture)
        if picture.dtype == numpy.uint16:
            self._wide *= numpy.float32(0.25)
        wide, amount = self._wide, self._grade.denoise
        if amount:
            wide = cv2.bilateralFilter(wide, WINDOW, LIKE * amount, NEAR)
        made = self._tones.applied(wide, of_planes=of_planes)
        if self._lut is not None:
            numpy.maximum(made, 0, out=made)
            made = self._lut.applied(made)
        numpy.clip(made, 0, 1, out=made)
        return self._lens.applied(made)

    def _bars(self, made: numpy.ndarray) -> tuple[int, int]:
        return bars(made.shape[0], made.shape[1], self._grade.letterbox)


def _bar(part: numpy.ndarray, black: tuple[int, int], level: float) -> None:
    """Lay bars over a plane or a picture: so many rows above and below, so many columns at both
    sides.
    """
    rows, columns = black
    if rows:
        part[:rows] = part[-rows:] = level
    if columns:
        part[:, :columns] = part[:, -columns:] = level


def read_graded(
    path: Path,
    grading: Grading | None,
    start: int = 0,
    stop: int | None = None,
    *,
    wanted: Collection[int] | None = None,
) -> Iterator[numpy.ndarray]:
    """The frames `start` to `stop` of a file (of these the `wanted`), `(height, width, 3)` uint8
    sRGB, graded where there is a grading; MediaError where it has not so many.
    """
    grader, converter = Grader(grading) if grading else None, Converter()
    for index, frame in enumerate(read_frames(path, start, stop), start):
        if wanted is None or index in wanted:
            yield converter.rgb(grader.frame(frame, index) if grader else frame)
