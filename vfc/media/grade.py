"""The grade: exposure, white balance, contrast, saturation, gamma, a LUT, vignette, grain, in this order."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import av
import cv2
import numpy

from vfc.film.model import Grade
from vfc.media.door import translated
from vfc.media.lut import check_lut

LUMA = numpy.float32([0.2126, 0.7152, 0.0722])  # BT.709
LANES = 16  # floats that lut3d may take at a time: it reads past a row's end, and a NaN found there ends the process
SPARE = 256  # pixels by which the field of noise is larger than the picture
DEEPEST = 26.0  # levels of deviation in the middle tones, at a grain of 1
PIVOT = 0.435  # contrast turns about middle grey as sRGB shows it


class Grader:
    """Grades pictures of one setting and size; what depends on these alone is worked out once. One thread uses one."""

    def __init__(self, settings: Grade, lut: Path | None = None):
        self.settings = settings
        self._gamma = 1 / max(settings.gamma, 0.01)
        self._late = settings.saturation != 1 and settings.gamma != 1  # colours mix before gamma bends them
        self._tones = None if _flat(settings) else _tones(settings, 1.0 if self._late else self._gamma)
        self._mix = None if settings.saturation == 1 else _saturation(settings.saturation)
        self._lut = _Lut(lut) if lut is not None else None
        self._lens: numpy.ndarray | None = None
        self._noise: numpy.ndarray | None = None
        # Room for the steps of a picture: fresh memory for each would cost more than the sums.
        self._toned: numpy.ndarray | None = None
        self._mixed: numpy.ndarray | None = None

    def grade(self, picture: numpy.ndarray, *, index: int, seed: int) -> numpy.ndarray:
        """`(height, width, 3)` uint8 sRGB, graded; grain follows from `seed` and the frame's `index` alone."""
        made = self._coloured(picture)
        if self.settings.vignette:
            if self._lens is None:
                self._lens = _vignette(*picture.shape[:2], self.settings.vignette)
            made = cv2.multiply(made, self._lens, dtype=cv2.CV_8U)
        if self.settings.grain:
            if self._noise is None:
                self._noise = _noise(*picture.shape[:2], seed)
            made = _grained(made, self._noise, self.settings.grain, index, seed)
        return made

    def _coloured(self, picture: numpy.ndarray) -> numpy.ndarray:
        if self._tones is None and self._mix is None and self._lut is None:
            return picture
        made = self._toned = cv2.LUT(picture, _IDENTITY if self._tones is None else self._tones, self._toned)
        if self._mix is not None:
            made = self._mixed = cv2.transform(made, self._mix, self._mixed)
            cv2.threshold(made, 0, 0, cv2.THRESH_TOZERO, made)
        if self._late:
            cv2.pow(made, self._gamma, made)
        if self._lut is not None:
            made = self._lut.apply(made)
        return cv2.convertScaleAbs(made, alpha=255)  # rounds and clips to 0..255 in one pass


_IDENTITY = numpy.repeat(numpy.linspace(0, 1, 256, dtype=numpy.float32)[None, :, None], 3, -1)
_MIDDLE = numpy.float32(1 - (numpy.linspace(-1, 1, 256) ** 2) * 0.75)  # how much grain each level takes


def _flat(settings: Grade) -> bool:
    tones = settings.exposure, settings.contrast, settings.temperature, settings.tint, settings.gamma
    return tones == (0, 1, 0, 0, 1)


def _tones(settings: Grade, gamma: float) -> numpy.ndarray:
    """What each level of each channel becomes, `(1, 256, 3)` float32: exposure, white balance, contrast, gamma."""
    warm, tint = 0.18 * settings.temperature, 0.14 * settings.tint
    gains = numpy.float32([1 + warm + tint / 2, 1 - tint, 1 - warm + tint / 2])
    made = _IDENTITY * numpy.float32(2.0**settings.exposure) * (gains / (gains @ LUMA))
    made = numpy.maximum((made - PIVOT) * numpy.float32(settings.contrast) + PIVOT, 0)
    return numpy.ascontiguousarray(made ** numpy.float32(gamma), numpy.float32)


def _saturation(amount: float) -> numpy.ndarray:
    """The matrix that draws colours toward their own grey (below 1) or away from it."""
    return numpy.eye(3, dtype=numpy.float32) * numpy.float32(amount) + (1 - numpy.float32(amount)) * LUMA[None, :]


class _Lut:
    """A .cube file through ffmpeg's lut3d (tetrahedral) or lut1d, in planes of float, which it does fastest."""

    def __init__(self, path: Path):
        self._kind, self._path = check_lut(path), path
        self._graph: av.filter.Graph | None = None
        self._frame: av.VideoFrame | None = None
        self._parts: Sequence[numpy.ndarray] | None = None
        self._merged: numpy.ndarray | None = None

    def apply(self, picture: numpy.ndarray) -> numpy.ndarray:
        """`(height, width, 3)` float32 RGB of 0 to 1 through the table."""
        if self._frame is None:
            self._frame = av.VideoFrame(-(-picture.shape[1] // LANES) * LANES, picture.shape[0], "gbrpf32le")
            for plane in self._frame.planes:
                _rows(plane)[:] = 0
            with translated(self._path):
                self._graph = self._made(self._frame)
        self._parts = cv2.split(picture, self._parts)
        red, green, blue = self._parts
        for plane, channel in zip(self._frame.planes, (green, blue, red), strict=True):
            _rows(plane)[:, : picture.shape[1]] = channel
        with translated(self._path):
            self._graph.push(self._frame)  # whose memory is free again once the picture is through
            made = self._graph.pull()
        green, blue, red = (_rows(plane)[:, : picture.shape[1]] for plane in made.planes)
        self._merged = cv2.merge([red, green, blue], self._merged)
        return self._merged

    def _made(self, frame: av.VideoFrame) -> av.filter.Graph:
        graph = av.filter.Graph()
        graph.threads = 1
        source = graph.add_buffer(width=frame.width, height=frame.height, format="gbrpf32le", time_base="1/24")
        graph.link_nodes(source, graph.add(self._kind, file=str(self._path)), graph.add("format", "gbrpf32le"),
                         graph.add("buffersink"))
        graph.configure()
        return graph


def _rows(plane: av.video.plane.VideoPlane) -> numpy.ndarray:
    """A plane of float as `(height, width)` float32, its memory shared."""
    rows = numpy.frombuffer(plane, numpy.float32).reshape(plane.height, plane.line_size // 4)
    return rows[:, : plane.width]


def _vignette(height: int, width: int, amount: float) -> numpy.ndarray:
    """What the lens lets through, `(height, width, 3)` float32: 1 in the middle, less toward the corners."""
    down = numpy.linspace(-1, 1, height, dtype=numpy.float32)[:, None]
    across = numpy.linspace(-1, 1, width, dtype=numpy.float32)[None, :]
    far = (down**2 + across**2) / 2
    return numpy.repeat((1 - numpy.float32(amount) * far**1.5)[..., None], 3, -1)


def _noise(height: int, width: int, seed: int) -> numpy.ndarray:
    """A field of noise of deviation 1, `(height + SPARE, width + SPARE)` float32, as soft as grain on film."""
    random = numpy.random.Generator(numpy.random.PCG64(seed))
    noise = random.standard_normal((height + SPARE, width + SPARE), numpy.float32)
    noise = cv2.GaussianBlur(noise, (0, 0), 0.7)
    return noise / noise.std()


def _grained(picture: numpy.ndarray, noise: numpy.ndarray, amount: float, index: int, seed: int) -> numpy.ndarray:
    """Film grain: at each frame another window of the field, perhaps mirrored; strongest in the middle tones."""
    height, width = picture.shape[:2]
    random = numpy.random.Generator(numpy.random.PCG64([seed, index]))
    down, across = random.integers(0, SPARE + 1, 2)
    window = noise[down : down + height, across : across + width]
    mirrored = (None, 0, 1, -1)[random.integers(0, 4)]
    window = window if mirrored is None else cv2.flip(window, int(mirrored))
    levels = cv2.LUT(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), _MIDDLE)
    field = cv2.multiply(window, levels, scale=amount * DEEPEST)
    return cv2.add(picture, cv2.cvtColor(field, cv2.COLOR_GRAY2RGB), dtype=cv2.CV_8U)
