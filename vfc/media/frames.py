"""Frames in and out of files that vfc wrote: exact indexes, BT.709 both ways.

Arrays are `(height, width, 3)` uint8 sRGB. Video frames are yuv420p, BT.709, limited range; each
value of colour is the mean of the four pixels that share it, so that pictures pass through any
number of steps without their colours drifting.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import av
import av.video.plane
import cv2
import numpy
from av.video.reformatter import (
    ColorPrimaries,
    ColorRange,
    Colorspace,
    ColorTrc,
    Interpolation,
    VideoReformatter,
)

from vfc.errors import MediaError
from vfc.film.timing import Size
from vfc.media.door import opened, picture_stream
from vfc.media.rates import frame_rate, tick

EIGHT, TEN = "yuv420p", "yuv420p10le"  # the pixels of frames, by bits
RED, BLUE = 0.2126, 0.0722  # of luma; ITU-R BT.709-6, 3.2
# What a frame says of its matrix (ITU-T H.273, table 4) as libswscale knows it.
SPACES = {
    1: Colorspace.ITU709,
    4: Colorspace.FCC,
    5: Colorspace.ITU601,
    6: Colorspace.ITU601,
    7: Colorspace.SMPTE240M,
    9: Colorspace.BT2020,
    10: Colorspace.BT2020,
}
FULL = (
    "yuvj",
    "rgb",
    "gbr",
    "bgr",
    "gray",
    "pal",
    "argb",
    "abgr",
    "0rgb",
    "0bgr",
    "x2rgb",
    "x2bgr",
    "mono",
)


def _matrix() -> numpy.ndarray:
    """RGB 0..255 to Y'CbCr of limited range, `(3, 4)` float32 with the offsets (ITU-R BT.709-6, 3.3
    to 3.5).
    """
    luma = numpy.array([RED, 1 - RED - BLUE, BLUE])
    blue = (numpy.array([0, 0, 1]) - luma) / (2 * (1 - BLUE))
    red = (numpy.array([1, 0, 0]) - luma) / (2 * (1 - RED))
    rows = numpy.stack([luma * 219, blue * 224, red * 224]) / 255
    return numpy.column_stack([rows, [16, 128, 128]]).astype(numpy.float32)


MATRIX = _matrix()
_INVERSE = numpy.linalg.inv(MATRIX[:, :3].astype(float))
BACK = numpy.column_stack([_INVERSE, -_INVERSE @ MATRIX[:, 3]]).astype(numpy.float32)
EXACT = Interpolation.BICUBIC | Interpolation.ACCURATE_RND | Interpolation.FULL_CHR_H_INT


class Converter:
    """Converts frames; keeps its scaler and room for planes from frame to frame. One thread uses
    one converter.
    """

    def __init__(self) -> None:
        self._scaler = VideoReformatter()
        self._planes: numpy.ndarray | None = None

    def yuv(self, picture: numpy.ndarray | av.VideoFrame) -> av.VideoFrame:
        """A picture, `(height, width, 3)` uint8 sRGB, as yuv420p; a frame that is so already comes
        back as it is.

        MediaError for one with an odd side.
        """
        if isinstance(picture, av.VideoFrame):
            if picture.format.name == "yuv420p":
                return picture
            picture = self.rgb(picture)
        if picture.shape[0] % 2 or picture.shape[1] % 2:
            raise MediaError(f"a picture of {picture.shape[1]}x{picture.shape[0]} has an odd side")
        return tagged(av.VideoFrame.from_ndarray(yuv_planes(picture), format="yuv420p"))

    def rgb(self, frame: av.VideoFrame, unmarked: Colorspace = Colorspace.ITU709) -> numpy.ndarray:
        """A frame as `(height, width, 3)` uint8 sRGB, by its own colour space, or by `unmarked`
        where it names none.
        """
        name, space = frame.format.name, SPACES.get(int(frame.colorspace), unmarked)
        if name == "rgb24":
            return frame.to_ndarray()
        full = int(frame.color_range) == int(ColorRange.JPEG) or name.startswith(FULL)
        if name in (EIGHT, TEN) and space == Colorspace.ITU709 and not full:
            return self._rgb_of_planes(frame)
        alpha = has_alpha(frame)
        made = self._scaler.reformat(
            frame,
            format="rgba" if alpha else "rgb24",
            threads=1,
            interpolation=EXACT,
            src_colorspace=space,
            dst_color_range=ColorRange.JPEG,
            src_color_range=ColorRange.JPEG if full else ColorRange.MPEG,
        )
        return over_black(made.to_ndarray()) if alpha else made.to_ndarray()

    def _rgb_of_planes(self, frame: av.VideoFrame) -> numpy.ndarray:
        """What `yuv` undoes without loss of colour; libswscale's own way darkens by a level each
        time.
        """
        deep, shape = frame.format.name == TEN, (frame.height, frame.width, 3)
        kind = numpy.uint16 if deep else numpy.uint8
        if self._planes is None or self._planes.shape != shape or self._planes.dtype != kind:
            self._planes = numpy.empty(shape, kind)
        wide = wide_planes(frame, self._planes)
        if not deep:
            return cv2.transform(wide, BACK)
        levels = wide.astype(numpy.float32) * numpy.float32(0.25)
        return cv2.transform(levels, BACK).round().clip(0, 255).astype(numpy.uint8)

    def deep(self, picture: numpy.ndarray) -> av.VideoFrame:
        """A picture, `(height, width, 3)` uint16 R'G'B', as yuv420p of ten bits."""
        height, width = picture.shape[:2]
        wide = picture.astype(numpy.float32) * numpy.float32(255 / 65535)
        halved = cv2.resize(wide, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
        planes = numpy.empty((height * 3 // 2, width), numpy.uint16)
        planes[:height] = _of_ten_bits(cv2.transform(wide, MATRIX[:1]))
        colours = _of_ten_bits(cv2.transform(halved, MATRIX[1:]))
        planes[height:].reshape(2, height // 2, width // 2)[:] = numpy.moveaxis(colours, -1, 0)
        return tagged(av.VideoFrame.from_ndarray(planes, format=TEN))

    def packed(self, picture: numpy.ndarray | av.VideoFrame) -> av.VideoFrame:
        """A picture, `(height, width, 3)` uint8 sRGB, as bgr0, which FFV1 keeps without loss."""
        if isinstance(picture, av.VideoFrame):
            picture = self.rgb(picture)
        frame = av.VideoFrame.from_ndarray(numpy.ascontiguousarray(picture), format="rgb24")
        return self._scaler.reformat(frame, format="bgr0", threads=1)


def _of_ten_bits(levels: numpy.ndarray) -> numpy.ndarray:
    return (levels * numpy.float32(4)).round().clip(0, 1023).astype(numpy.uint16)


def wide_planes(frame: av.VideoFrame, room: numpy.ndarray) -> numpy.ndarray:
    """The planes of a yuv420p frame, of 8 or of 10 bits, in `room`, `(height, width, 3)` uint8 or
    uint16, each value of colour on its four pixels.
    """
    luma, *colours = (_rows(plane, room.dtype) for plane in frame.planes)
    wide = [
        cv2.resize(each, (frame.width, frame.height), interpolation=cv2.INTER_NEAREST)
        for each in colours
    ]
    return cv2.merge([luma, *wide], room)


def _rows(plane: av.video.plane.VideoPlane, dtype: numpy.dtype) -> numpy.ndarray:
    """A plane as `(height, width)`, its memory shared."""
    across = plane.line_size // dtype.itemsize
    rows = numpy.frombuffer(memoryview(plane), dtype).reshape(plane.height, across)
    return rows[:, : plane.width]


def has_alpha(frame: av.VideoFrame) -> bool:
    """Whether a frame says how transparent it is."""
    return any(component.is_alpha for component in frame.format.components)


def over_black(picture: numpy.ndarray) -> numpy.ndarray:
    """`(height, width, 4)` uint8 straight RGBA over black, `(height, width, 3)`."""
    weights = cv2.cvtColor(picture[..., 3], cv2.COLOR_GRAY2RGB)
    return cv2.multiply(numpy.ascontiguousarray(picture[..., :3]), weights, scale=1 / 255)


def levels_of(frame: av.VideoFrame) -> numpy.ndarray:
    """The planes of a yuv420p frame, of 8 or of 10 bits, as levels of 8 bits in one array,
    `(height * 3 / 2, width)` float32; those of ten bits lie between.
    """
    levels = frame.to_ndarray().astype(numpy.float32)
    return levels if frame.format.name == EIGHT else levels * numpy.float32(0.25)


def yuv_planes(picture: numpy.ndarray) -> numpy.ndarray:
    """`(height, width, 3)` uint8 sRGB as the planes of yuv420p in one array,
    `(height * 3 / 2, width)` uint8.
    """
    height, width = picture.shape[:2]
    planes = numpy.empty((height * 3 // 2, width), numpy.uint8)
    colours = planes[height:].reshape(2, height // 2, width // 2)
    cv2.extractChannel(cv2.transform(picture, MATRIX), 0, planes[:height])
    halved = cv2.resize(picture, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
    halved = cv2.transform(halved, MATRIX)
    cv2.extractChannel(halved, 1, colours[0])
    cv2.extractChannel(halved, 2, colours[1])
    return planes


def deep_frames(pictures: Iterable[numpy.ndarray]) -> Iterator[av.VideoFrame]:
    """Pictures `(height, width, 3)` uint16 R'G'B' as yuv420p of ten bits; one that is the same as
    before is converted once.
    """
    converter, last, made = Converter(), None, None
    for picture in pictures:
        if made is None or picture is not last:
            made, last = converter.deep(picture), picture
        yield made


def grey_frame(levels: numpy.ndarray) -> av.VideoFrame:
    """`(height, width)` uint8 as the luma of a yuv420p frame, as it is."""
    height, width = levels.shape
    planes = numpy.full((height * 3 // 2, width), 128, numpy.uint8)
    planes[:height] = levels
    return tagged(av.VideoFrame.from_ndarray(planes, format=EIGHT))


def tagged(frame: av.VideoFrame) -> av.VideoFrame:
    """The same frame, marked as BT.709 of limited range."""
    frame.colorspace = Colorspace.ITU709
    frame.color_range = ColorRange.MPEG
    frame.color_trc = ColorTrc.BT709
    frame.color_primaries = ColorPrimaries.BT709
    return frame


def checked_size(frame: av.VideoFrame | numpy.ndarray, size: Size) -> None:
    """Raise MediaError unless a frame, decoded or `(height, width, 3)` uint8, has this size."""
    came = (
        (frame.width, frame.height)
        if isinstance(frame, av.VideoFrame)
        else (frame.shape[1], frame.shape[0])
    )
    if came != size:
        raise MediaError(f"a frame of {came[0]}x{came[1]} came, {size} was asked for")


def read_frames(path: Path, start: int = 0, stop: int | None = None) -> Iterator[av.VideoFrame]:
    """The frames `start` to `stop` of a file of constant rate; MediaError where it has not so
    many.
    """
    wanted = start
    if stop is not None and stop <= start:
        return
    with opened(path, own=True) as container:
        stream = picture_stream(container, path)
        rate, unit, first = frame_rate(stream), tick(stream), stream.start_time or 0
        if start:
            container.seek(first + int(start / rate / unit), stream=stream, backward=True)
        for frame in container.decode(stream):
            if frame.pts is None or round((frame.pts - first) * unit * rate) != wanted:
                continue
            wanted += 1
            yield frame
            if wanted == stop:
                return
    if stop is not None:
        raise MediaError(f"{path.name}: has {wanted} frames, {stop} are needed")


def read_rgb(path: Path, start: int = 0, stop: int | None = None) -> Iterator[numpy.ndarray]:
    """The frames `start` to `stop` of a file, `(height, width, 3)` uint8 sRGB; MediaError where it
    has not so many.
    """
    converter = Converter()
    for frame in read_frames(path, start, stop):
        yield converter.rgb(frame)
