"""Small real files for the tests of media: moving pictures that tell their own frame number."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import av
import cv2
import imageio_ffmpeg
import numpy

from vfc.film.timing import Size
from vfc.media.frames import Converter, read_rgb
from vfc.media.video.encode import EncodeSettings, encode_segment

SMALL = Size(160, 90)
STEP = 4  # levels of grey from one numbered frame to the next


def numbered(frames: int, size: Size = SMALL, first: int = 0) -> Iterator[numpy.ndarray]:
    """Plain grey pictures whose level says their number."""
    for index in range(first, first + frames):
        yield numpy.full((size.height, size.width, 3), 16 + STEP * index, numpy.uint8)


def numbers(pictures: Iterable[numpy.ndarray]) -> list[int]:
    """The numbers that numbered pictures show in their middle."""
    return [
        round((float(each[each.shape[0] // 2, each.shape[1] // 2].mean()) - 16) / STEP)
        for each in pictures
    ]


def moving(frames: int, size: Size = SMALL, seed: int = 0) -> Iterator[numpy.ndarray]:
    """A picture of soft colours that slides, no two frames of it alike."""
    random = numpy.random.default_rng(seed)
    small = random.integers(0, 256, (12, 16, 3), dtype=numpy.uint8)
    large = cv2.resize(small, (size.width + 120, size.height + 60), interpolation=cv2.INTER_CUBIC)
    for index in range(frames):
        yield numpy.ascontiguousarray(
            large[index % 60 :, index % 120 :][: size.height, : size.width]
        )


def footage(
    path: Path,
    pictures: Sequence[numpy.ndarray],
    *,
    rate: Fraction = Fraction(24),
    codec: str = "libx264",
    pixels: str = "yuv420p",
    times: Sequence[int] | None = None,
    tick: Fraction = Fraction(1, 1000),
    options: dict[str, str] | None = None,
    rotation: int = 0,
    aspect: Fraction | None = None,
    metadata: dict[str, str] | None = None,
    **fields: object,
) -> Path:
    """A file as others might write it; with `times` (in ticks) its frames are of variable rate."""
    converter = Converter()
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=rate, options=options or {"qp": "4"})
        stream.height, stream.width, stream.pix_fmt = *pictures[0].shape[:2], pixels
        stream.time_base = stream.codec_context.time_base = 1 / rate if times is None else tick
        stream.codec_context.thread_count = 1
        for name, value in fields.items():
            setattr(stream.codec_context, name, value)
        if aspect:
            stream.codec_context.sample_aspect_ratio = aspect
        if rotation:
            stream.set_display_rotation(rotation)
        container.metadata.update(metadata or {})
        for index, picture in enumerate(pictures):
            frame = converter.yuv(picture).reformat(format=pixels)
            frame.pts, frame.time_base = (
                (index, 1 / rate) if times is None else (times[index], tick)
            )
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def later(path: Path, source: Path, ticks: int) -> Path:
    """A file's packets again, all their times so much later (or earlier) in its ticks."""
    with (
        av.open(str(source)) as read,
        av.open(str(path), "w", options={"avoid_negative_ts": "disabled"}) as written,
    ):
        streams = {each.index: written.add_stream_from_template(each) for each in read.streams}
        for packet in read.demux():
            if packet.size:
                packet.dts = (packet.pts if packet.dts is None else packet.dts) + ticks
                packet.pts, packet.stream = packet.pts + ticks, streams[packet.stream_index]
                written.mux(packet)
    return path


def segment(
    path: Path, pictures: Iterable[numpy.ndarray], settings: EncodeSettings, frames: int
) -> tuple[Path, int]:
    """An encoded segment, and how many frames it has."""
    converter = Converter()
    encode_segment(path, (converter.yuv(picture) for picture in pictures), settings, frames)
    return path, frames


def decoded(path: Path) -> list[numpy.ndarray]:
    """All frames of a file as planes, as PyAV decodes them."""
    with av.open(str(path)) as container:
        return [frame.to_ndarray() for frame in container.decode(video=0)]


def complaints(path: Path) -> str:
    """What another ffmpeg than the one that wrote it has to say against a file."""
    command = [
        imageio_ffmpeg.get_ffmpeg_exe(),
        "-v",
        "error",
        "-xerror",
        "-i",
        str(path),
        "-f",
        "null",
        "-",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stderr + ("" if done.returncode == 0 else f"exit {done.returncode}")


def shown(path: Path) -> list[int]:
    """The numbers that the frames of a file show."""
    return numbers(read_rgb(path))
