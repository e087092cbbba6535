"""The grade: exposure, white balance, contrast, saturation, gamma, a LUT, vignette, grain, in this order."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import av
import cv2
import numpy

from vfc.film.model import Grade
from vfc.media.lut import check_lut

LUMA = numpy.float32([0.2126, 0.7152, 0.0722])  # BT.709
PIVOT = 0.435  # contrast turns about middle grey as sRGB shows it


class Grader:
    """Grades pictures of one setting; what depends on the setting alone is worked out once. One thread uses one."""

    def __init__(self, settings: Grade, lut: Path | None = None):
        self.settings = settings
        self._tones = None if _flat(settings) else _tones(settings)
        self._mix = None if settings.saturation == 1 else _saturation(settings.saturation)
        self._lut = _Lut(lut) if lut is not None else None

    def grade(self, picture: numpy.ndarray, *, index: int, seed: int) -> numpy.ndarray:
        """`(height, width, 3)` uint8 sRGB, graded; grain follows from `seed` and the frame's `index` alone."""
        made = self._coloured(picture)
        if self._lut is not None:
            made = self._lut.apply(made)
        if self.settings.vignette:
            made = cv2.multiply(made, _vignette(*picture.shape[:2], self.settings.vignette), dtype=cv2.CV_8U)
        if self.settings.grain:
            made = _grained(made, self.settings.grain, index, seed)
        return made

    def _coloured(self, picture: numpy.ndarray) -> numpy.ndarray:
        if self._tones is None and self._mix is None and self.settings.gamma == 1:
            return picture
        made = cv2.LUT(picture, self._tones if self._tones is not None else _IDENTITY)
        if self._mix is not None:
            made = cv2.transform(made, self._mix)
        if self.settings.gamma != 1:
            made = cv2.pow(cv2.max(made, 0), 1 / max(self.settings.gamma, 0.01))
        # Rounds and clips to 0..255 in one pass.
        return cv2.convertScaleAbs(cv2.max(made, 0), alpha=255)


_IDENTITY = numpy.repeat(numpy.linspace(0, 1, 256, dtype=numpy.float32)[None, :, None], 3, -1)


def _flat(settings: Grade) -> bool:
    return (settings.exposure, settings.contrast, settings.temperature, settings.tint) == (0, 1, 0, 0)


def _tones(settings: Grade) -> numpy.ndarray:
    """What each level of each channel becomes, `(1, 256, 3)` float32: exposure in stops, white balance, contrast."""
    warm, tint = 0.18 * settings.temperature, 0.14 * settings.tint
    gains = numpy.float32([1 + warm + tint / 2, 1 - tint, 1 - warm + tint / 2])
    made = _IDENTITY * numpy.float32(2.0**settings.exposure) * (gains / (gains @ LUMA))
    return numpy.ascontiguousarray((made - PIVOT) * numpy.float32(settings.contrast) + PIVOT, numpy.float32)


def _saturation(amount: float) -> numpy.ndarray:
    """The matrix that draws colours toward their own grey (below 1) or away from it."""
    return (numpy.eye(3, dtype=numpy.float32) * numpy.float32(amount) + (1 - numpy.float32(amount)) * LUMA[None, :])


class _Lut:
    """A .cube file through ffmpeg's lut3d or lut1d, tetrahedral or linear."""

    def __init__(self, path: Path):
        self._kind, self._path = check_lut(path), path
        self._graph: av.filter.Graph | None = None

    def apply(self, picture: numpy.ndarray) -> numpy.ndarray:
        """A picture through the table."""
        frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
        if self._graph is None:
            self._graph = self._made(frame)
        self._graph.push(frame)
        return self._graph.pull().to_ndarray(format="rgb24")

    def _made(self, frame: av.VideoFrame) -> av.filter.Graph:
        graph = av.filter.Graph()
        graph.threads = 1
        source = graph.add_buffer(width=frame.width, height=frame.height, format="rgb24", time_base="1/24")
        table = graph.add(self._kind, file=str(self._path))
        sink = graph.add("buffersink")
        source.link_to(table)
        table.link_to(sink)
        graph.configure()
        return graph


@lru_cache(maxsize=8)
def _vignette(height: int, width: int, amount: float) -> numpy.ndarray:
    """What the lens lets through, `(height, width, 3)` float32: 1 in the middle, less toward the corners."""
    down = numpy.linspace(-1, 1, height, dtype=numpy.float32)[:, None]
    across = numpy.linspace(-1, 1, width, dtype=numpy.float32)[None, :]
    far = (down**2 + across**2) / 2
    return numpy.repeat((1 - numpy.float32(amount) * far**1.5)[..., None], 3, -1)


@lru_cache(maxsize=4)
def _noise(height: int, width: int, seed: int) -> numpy.ndarray:
    random = numpy.random.Generator(numpy.random.PCG64(seed))
    noise = random.standard_normal((height + 64, width + 64), numpy.float32)
    noise = cv2.GaussianBlur(noise, (0, 0), 0.7)
    return noise / noise.std()


def _grained(picture: numpy.ndarray, amount: float, index: int, seed: int) -> numpy.ndarray:
    """Film grain: one field of noise, another window of it at each frame; strongest in the middle tones."""
    height, width = picture.shape[:2]
    random = numpy.random.Generator(numpy.random.PCG64([seed, index]))
    down, across = random.integers(0, 64, 2)
    noise = _noise(height, width, seed)[down : down + height, across : across + width]
    flips = random.integers(0, 2, 2)
    noise = noise[:: -1 if flips[0] else 1, :: -1 if flips[1] else 1] * numpy.float32(amount * 22)
    field = cv2.merge([noise] * 3)
    return cv2.add(picture, field, dtype=cv2.CV_8U)
