"""A table of colour applied to pictures: ffmpeg's lut3d (tetrahedral) and lut1d, in planes of
float, which they do fastest.

ffmpeg takes inputs from 0 to 1 alone: others are brought there first, and the table is handed over
without its domain.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from contextlib import nullcontext
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import av
import av.filter
import av.video.plane
import cv2
import numpy

from vfc.media.colour.lut import HIGH, LOW, Cube, read_cubes
from vfc.media.door import translated

# floats that lut3d may take at a time: it reads past a row's end, and a NaN found there ends the
# process
LANES = 16


class _Passage(NamedTuple):
    """A table's filter and the black frame that pictures are laid into on their way to it, and what
    brings their inputs to 0 to 1, `(3, 4)` float32, if anything.
    """

    graph: av.filter.Graph
    frame: av.VideoFrame
    ranged: numpy.ndarray | None


class Lookup:
    """A .cube file over pictures of one size; one thread uses one. MediaError where the file is
    wrong.
    """

    def __init__(self, path: Path):
        self._path, self._cubes = path, read_cubes(path)
        self._passages: list[_Passage] = []
        self._parts: Sequence[numpy.ndarray] | None = None
        self._merged: numpy.ndarray | None = None

    def applied(self, picture: numpy.ndarray) -> numpy.ndarray:
        """`(height, width, 3)` float32 RGB of 0 to 1 through the tables."""
        if not self._passages:
            width = -(-picture.shape[1] // LANES) * LANES
            self._passages = [self._passage(each, picture.shape[0], width) for each in self._cubes]
        for passage in self._passages:
            picture = self._through(passage, picture)
        return picture

    def _through(self, passage: _Passage, picture: numpy.ndarray) -> numpy.ndarray:
        if passage.ranged is not None:
            picture = cv2.transform(picture, passage.ranged)
        width = picture.shape[1]
        self._parts = cv2.split(picture, self._parts)
        red, green, blue = self._parts
        for plane, channel in zip(passage.frame.planes, (green, blue, red), strict=True):
            _rows(plane)[:, :width] = channel
        with translated(self._path):
            passage.graph.vpush(passage.frame)  # whose memory is free again once it is through
            made = passage.graph.vpull()
        green, blue, red = (_rows(plane)[:, :width] for plane in made.planes)
        self._merged = cv2.merge([red, green, blue], self._merged)
        return self._merged

    def _passage(self, cube: Cube, height: int, width: int) -> _Passage:
        frame = av.VideoFrame(width, height, "gbrpf32le")
        for plane in frame.planes:
            _rows(plane)[:] = 0
        place = nullcontext() if cube.plain else tempfile.TemporaryDirectory(prefix="vfc-table-")
        with place as folder, translated(self._path):
            path = self._path
            if folder is not None:
                path = Path(folder, "table.cube")
                path.write_text(cube.text)
            graph = _graph(cube.filter, path, height, width)  # which reads the file, whole
        return _Passage(graph, frame, _ranged(cube))


def _graph(kind: str, path: Path, height: int, width: int) -> av.filter.Graph:
    graph = av.filter.Graph()
    graph.threads = 1
    form = av.VideoFormat("gbrpf32le")
    source = graph.add_buffer(width=width, height=height, format=form, time_base=Fraction(1, 24))
    table, plain = graph.add(kind, file=str(path)), graph.add("format", "gbrpf32le")
    graph.link_nodes(source, table, plain, graph.add("buffersink"))
    graph.configure()
    return graph


def _ranged(cube: Cube) -> numpy.ndarray | None:
    if (cube.low, cube.high) == (LOW, HIGH):
        return None
    low, high = numpy.array(cube.low), numpy.array(cube.high)
    gains = 1 / (high - low)
    return numpy.column_stack([numpy.diag(gains), -low * gains]).astype(numpy.float32)


def _rows(plane: av.video.plane.VideoPlane) -> numpy.ndarray:
    """A plane of float as `(height, width)` float32, its memory shared."""
    rows = numpy.frombuffer(memoryview(plane), numpy.float32).reshape(
        plane.height, plane.line_size // 4
    )
    return rows[:, : plane.width]
