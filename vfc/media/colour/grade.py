"""The grade: exposure, white balance, contrast, saturation, gamma, a LUT, vignette, grain, in this
order.

It is worked out in float from the decoded planes to those that are encoded, and rounded once, with
a dither: a dusk sky that is made brighter stays smooth. What the dither adds follows from a pixel's
place alone, and what it is added to.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import av.filter
import av.video.plane
import cv2
import numpy

from vfc.film.model import Grade
from vfc.media.colour.lut import check_lut
from vfc.media.door import translated
from vfc.media.frames import BACK, BLUE, MATRIX, RED, Converter, read_frames, tagged, wide_planes

LUMA = numpy.array([RED, 1 - RED - BLUE, BLUE], numpy.float32)
# floats that lut3d may take at a time: it reads past a row's end, and a NaN found there ends the
# process
LANES = 16
SPARE = 256  # pixels by which the field of noise is larger than the picture
DEEPEST = 26.0  # levels of deviation in the middle tones, at a grain of 1
PIVOT = 0.435  # contrast turns about middle grey as sRGB shows it
OF_LUMA = 219  # levels from black to white (ITU-R BT.709-6, 4.6)


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
        self.grading, settings = grading, grading.grade
        tones = _tones(settings)
        self._of_planes, self._of_rgb = (
            _after(tones, BACK),
            _after(tones, numpy.eye(3, 4, dtype=numpy.float32)),
        )
        self._gamma = 1 / max(settings.gamma, 0.01)
        self._mix = None if settings.saturation == 1 else _saturation(settings.saturation)
        self._lut = _Lut(grading.lut) if grading.lut is not None else None
        self._converter = Converter()
        self._lens: numpy.ndarray | None = None
        self._noise: numpy.ndarray | None = None
        self._dithers: dict[tuple[int, ...], numpy.ndarray] = {}
        # Room for the steps of a picture: fresh memory for each would cost more than the sums.
        self._planes: numpy.ndarray | None = None
        self._wide: numpy.ndarray | None = None
        self._light: numpy.ndarray | None = None
        self._mixed: numpy.ndarray | None = None

    def grade(self, picture: numpy.ndarray, index: int) -> numpy.ndarray:
        """Frame `index` of the file as `(height, width, 3)` uint8 sRGB, graded."""
        made = self._coloured(picture, self._of_rgb)
        if self.grading.grade.grain:
            field = self._grain(
                cv2.convertScaleAbs(cv2.transform(made, LUMA[None]), alpha=255), 1, index
            )
            made = cv2.add(made, cv2.cvtColor(field, cv2.COLOR_GRAY2RGB))
        return self._rounded(made * numpy.float32(255), numpy.empty_like(picture))

    def frame(self, frame: av.VideoFrame, index: int) -> av.VideoFrame:
        """Frame `index` of the file as yuv420p, graded."""
        height, width = frame.height, frame.width
        if frame.format.name == "yuv420p":
            if self._planes is None or self._planes.shape[:2] != (height, width):
                self._planes = numpy.empty((height, width, 3), numpy.uint8)
            made = self._coloured(wide_planes(frame, self._planes), self._of_planes)
        else:
            made = self._coloured(self._converter.rgb(frame), self._of_rgb)
        luma = cv2.transform(made, _LIMITED[:1])
        if self.grading.grade.grain:
            light = cv2.convertScaleAbs(luma, alpha=255 / OF_LUMA, beta=-16 * 255 / OF_LUMA)
            cv2.add(luma, self._grain(light, OF_LUMA, index), luma)
            numpy.clip(luma, 16, 16 + OF_LUMA, out=luma)
        halved = cv2.resize(made, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
        planes = numpy.empty((height * 3 // 2, width), numpy.uint8)
        self._rounded(luma, planes[:height])
        for part, room in zip(
            cv2.split(cv2.transform(halved, _LIMITED[1:])),
            planes[height:].reshape(2, height // 2, width // 2),
            strict=True,
        ):
            self._rounded(part, room)
        return tagged(av.VideoFrame.from_ndarray(planes, format="yuv420p"))

    def _coloured(self, picture: numpy.ndarray, tones: numpy.ndarray) -> numpy.ndarray:
        """`(height, width, 3)` float32 RGB of 0 to 1 with all done but the grain; `tones` are for
        the planes given.
        """
        if self._wide is None or self._wide.shape != picture.shape:
            self._wide, self._light, self._mixed = (
                numpy.empty(picture.shape, numpy.float32) for _ in range(3)
            )
        numpy.copyto(self._wide, picture)
        made = cv2.transform(self._wide, tones, self._light)
        if self._mix is not None:
            numpy.maximum(made, 0, out=made)
            made = cv2.transform(made, self._mix, self._mixed)
        if self._gamma != 1:
            numpy.maximum(made, 0, out=made)
            cv2.pow(made, self._gamma, made)
        if self._lut is not None:
            numpy.maximum(made, 0, out=made)
            made = self._lut.apply(made)
        numpy.clip(made, 0, 1, out=made)
        if self.grading.grade.vignette:
            cv2.multiply(made, self._lens_of(*made.shape[:2]), made)
        return made

    def _lens_of(self, height: int, width: int) -> numpy.ndarray:
        if self._lens is None:
            self._lens = _vignette(height, width, self.grading.grade.vignette)
        return self._lens

    def _grain(self, light: numpy.ndarray, white: float, index: int) -> numpy.ndarray:
        """Film grain over light of uint8, where white is `white`: at each frame another window of
        the field, perhaps mirrored; strongest in the middle tones.
        """
        height, width = light.shape[:2]
        if self._noise is None:
            self._noise = _noise(height, width, self.grading.seed)
        window = _window(self._noise, height, width, self.grading.seed, index)
        return cv2.multiply(
            window, cv2.LUT(light, _MIDDLE), scale=self.grading.grade.grain * DEEPEST / 255 * white
        )

    def _rounded(self, levels: numpy.ndarray, room: numpy.ndarray) -> numpy.ndarray:
        """Levels as whole ones, dithered: a level between two becomes both, as often as it is near
        them.
        """
        if levels.shape not in self._dithers:
            random = numpy.random.Generator(numpy.random.PCG64(0))
            drawn = random.random(levels.shape, numpy.float32) - numpy.float32(0.5)
            # a whole level stays what it is
            self._dithers[levels.shape] = drawn * numpy.float32(0.998)
        return cv2.add(levels, self._dithers[levels.shape], room, dtype=cv2.CV_8U)


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


# how much grain each level takes
_MIDDLE = (1 - (numpy.linspace(-1, 1, 256) ** 2) * 0.75).astype(numpy.float32)
_LIMITED = MATRIX * numpy.array([255, 255, 255, 1], numpy.float32)  # of RGB of 0 to 1


def _tones(settings: Grade) -> numpy.ndarray:
    """Exposure, white balance and contrast of RGB of 0 to 1: `(3, 4)` float32, a gain for each
    channel and what is added.
    """
    warm, tint = 0.18 * settings.temperature, 0.14 * settings.tint
    gains = numpy.array([1 + warm + tint / 2, 1 - tint, 1 - warm + tint / 2])
    gains *= 2.0**settings.exposure * settings.contrast / (gains @ LUMA)
    return numpy.column_stack([numpy.diag(gains), [PIVOT * (1 - settings.contrast)] * 3]).astype(
        numpy.float32
    )


def _after(tones: numpy.ndarray, first: numpy.ndarray) -> numpy.ndarray:
    """The tones of what comes of `first`, levels 0 to 255, in one matrix of three rows and an
    offset.
    """
    whole = tones[:, :3].astype(float) @ (first / 255)
    whole[:, 3] += tones[:, 3]
    return whole.astype(numpy.float32)


def _saturation(amount: float) -> numpy.ndarray:
    """The matrix that draws colours toward their own grey (below 1) or away from it."""
    return (
        numpy.eye(3, dtype=numpy.float32) * numpy.float32(amount)
        + (1 - numpy.float32(amount)) * LUMA[None, :]
    )


class _Lut:
    """A .cube file through ffmpeg's lut3d (tetrahedral) or lut1d, in planes of float, which it does
    fastest.
    """

    def __init__(self, path: Path):
        self._kind, self._path = check_lut(path), path
        self._passage: tuple[av.filter.Graph, av.VideoFrame] | None = None
        self._parts: Sequence[numpy.ndarray] | None = None
        self._merged: numpy.ndarray | None = None

    def apply(self, picture: numpy.ndarray) -> numpy.ndarray:
        """`(height, width, 3)` float32 RGB of 0 to 1 through the table."""
        if self._passage is None:
            self._passage = self._made(picture.shape[0], -(-picture.shape[1] // LANES) * LANES)
        graph, frame = self._passage
        self._parts = cv2.split(picture, self._parts)
        red, green, blue = self._parts
        for plane, channel in zip(frame.planes, (green, blue, red), strict=True):
            _rows(plane)[:, : picture.shape[1]] = channel
        with translated(self._path):
            graph.vpush(frame)  # whose memory is free again once the picture is through
            made = graph.vpull()
        green, blue, red = (_rows(plane)[:, : picture.shape[1]] for plane in made.planes)
        self._merged = cv2.merge([red, green, blue], self._merged)
        return self._merged

    def _made(self, height: int, width: int) -> tuple[av.filter.Graph, av.VideoFrame]:
        """The filter and the black frame that pictures are laid into on their way to it."""
        frame = av.VideoFrame(width, height, "gbrpf32le")
        for plane in frame.planes:
            _rows(plane)[:] = 0
        with translated(self._path):
            graph = av.filter.Graph()
            graph.threads = 1
            source = graph.add_buffer(
                width=width,
                height=height,
                format=av.VideoFormat("gbrpf32le"),
                time_base=Fraction(1, 24),
            )
            graph.link_nodes(
                source,
                graph.add(self._kind, file=str(self._path)),
                graph.add("format", "gbrpf32le"),
                graph.add("buffersink"),
            )
            graph.configure()
        return graph, frame


def _rows(plane: av.video.plane.VideoPlane) -> numpy.ndarray:
    """A plane of float as `(height, width)` float32, its memory shared."""
    rows = numpy.frombuffer(memoryview(plane), numpy.float32).reshape(
        plane.height, plane.line_size // 4
    )
    return rows[:, : plane.width]


def _vignette(height: int, width: int, amount: float) -> numpy.ndarray:
    """What the lens lets through, `(height, width, 3)` float32: 1 in the middle, less toward the
    corners.
    """
    down = numpy.linspace(-1, 1, height, dtype=numpy.float32)[:, None]
    across = numpy.linspace(-1, 1, width, dtype=numpy.float32)[None, :]
    far = (down**2 + across**2) / 2
    return numpy.repeat((1 - numpy.float32(amount) * far**1.5)[..., None], 3, -1)


def _noise(height: int, width: int, seed: int) -> numpy.ndarray:
    """A field of noise of deviation 1, `(height + SPARE, width + SPARE)` float32, as soft as grain
    on film.
    """
    random = numpy.random.Generator(numpy.random.PCG64(seed))
    noise = random.standard_normal((height + SPARE, width + SPARE), numpy.float32)
    noise = cv2.GaussianBlur(noise, (0, 0), 0.7)
    return noise / noise.std()


def _window(noise: numpy.ndarray, height: int, width: int, seed: int, index: int) -> numpy.ndarray:
    random = numpy.random.Generator(numpy.random.PCG64([seed, index]))
    down, across = random.integers(0, SPARE + 1, 2)
    window = noise[down : down + height, across : across + width]
    mirrored = (None, 0, 1, -1)[random.integers(0, 4)]
    return window if mirrored is None else cv2.flip(window, int(mirrored))
