"""HLG, PQ and wide gamut come out as the SDR that they were made from; what shines above it is
brought down.
"""

from __future__ import annotations

import struct
import subprocess
import zlib
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import imageio_ffmpeg
import numpy
import pytest
from PIL import Image

from tests.media.reels import moving
from vfc.film.timing import Size
from vfc.media.colour.curves import TRANSFERS
from vfc.media.footage.conform import conform_footage
from vfc.media.footage.probe import probe
from vfc.media.frames import Converter
from vfc.media.stills.images import read_still

SIZE = Size(160, 90)
RATE = Fraction(25)
TAGS = "setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709:range=tv"


def converted(path: Path, pictures: list[numpy.ndarray], transfer: str, white: int = 203) -> Path:
    """Pictures of SDR as ffmpeg's zscale makes them HDR, or BT.2020 alone, with white at so many
    cd/m2.
    """
    filters = (
        f"zscale=m=709:r=tv,format=yuv444p16le,{TAGS},zscale=t={transfer}:p=2020:m=2020_ncl:npl={white},"
        "format=yuv420p10le"
    )
    params = f"log-level=0:crf=6:colorprim=bt2020:transfer={transfer}:colormatrix=bt2020nc"
    subprocess.run(
        [
            imageio_ffmpeg.get_ffmpeg_exe(),
            "-v",
            "error",
            "-f",
            "rawvideo",
            "-pix_fmt",
            "rgb24",
            "-s",
            str(SIZE),
            "-r",
            str(RATE),
            "-i",
            "-",
            "-vf",
            filters,
            "-c:v",
            "libx265",
            "-x265-params",
            params,
            str(path),
        ],
        input=b"".join(each.tobytes() for each in pictures),
        check=True,
    )
    return path


def conformed(path: Path, frames: int) -> list[numpy.ndarray]:
    return list(
        conform_footage(path, start=Fraction(0), frames=frames, size=SIZE, rate=RATE, fit="crop")
    )


def decibels(one: numpy.ndarray, other: numpy.ndarray) -> float:
    return float(10 * numpy.log10(255**2 / numpy.mean((one.astype(float) - other) ** 2)))


def muted(frames: int) -> list[numpy.ndarray]:
    """Soft pictures as cameras see them, from black to white, no colour at the gamut's edge."""
    return [
        numpy.uint8(each * 0.25 + each.mean(-1, keepdims=True) * 0.75)
        for each in moving(frames, SIZE)
    ]


@pytest.mark.parametrize("transfer", ["arib-std-b67", "smpte2084", "bt709"])
def test_what_was_sdr_comes_back_as_it_was(tmp_path, transfer):
    pictures = muted(5)
    shown = conformed(converted(tmp_path / "a.mp4", pictures, transfer), 5)
    assert min(map(decibels, shown, pictures)) > 37


@pytest.mark.parametrize("transfer", ["arib-std-b67", "smpte2084"])
def test_what_shines_above_white_keeps_its_steps_and_its_colour(tmp_path, transfer):
    ramp = numpy.repeat(
        numpy.linspace(0, 255, SIZE.width).astype(numpy.uint8)[None, :, None], SIZE.height, 0
    )
    # its white at 1000 cd/m2: SDR's is at half its signal
    warm = numpy.uint8(ramp * numpy.array([1, 0.8, 0.6]))
    row = conformed(converted(tmp_path / "a.mp4", [warm] * 3, transfer, 1000), 1)[0][
        SIZE.height // 2
    ].astype(float)
    assert (numpy.diff(row[:130:10, 0]) >= 1).all() and row[-1, 0] > 250
    light = (row[[80, 150]] / 255) ** 2.4  # at 180 and at 860 cd/m2
    assert numpy.allclose(light[:, 1] / light[:, 0], 0.8**2.4, atol=0.06)


def test_the_brightest_of_the_whole_file_decides_for_every_shot_of_it(tmp_path):
    pictures = [
        numpy.full((SIZE.height, SIZE.width, 3), level, numpy.uint8)
        for level in [120] * 40 + [250] * 5
    ]
    path = converted(tmp_path / "a.mp4", pictures, "smpte2084", 1000)
    first = next(
        conform_footage(path, start=Fraction(0), frames=1, size=SIZE, rate=RATE, fit="crop")
    )
    later = next(
        conform_footage(path, start=Fraction(39, 25), frames=1, size=SIZE, rate=RATE, fit="crop")
    )
    assert abs(float(first.mean()) - float(later.mean())) < 1


@pytest.mark.parametrize("transfer", TRANSFERS.values())
def test_it_is_remarked(tmp_path, transfer):
    name = {"HLG": "arib-std-b67", "PQ": "smpte2084"}[transfer]
    path = converted(tmp_path / "a.mp4", muted(1), name)
    assert probe(path).remarks == (f"is {transfer}: shown tone-mapped to SDR",)


def marked_png(path: Path, picture: numpy.ndarray, primaries: int, transfer: int) -> Path:
    """A PNG with a cICP chunk after its header."""
    Image.fromarray(picture).save(path)
    data, chunk = path.read_bytes(), b"cICP" + bytes([primaries, transfer, 0, 1])
    path.write_bytes(
        data[:33] + struct.pack(">I", 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) + data[33:]
    )
    return path


@pytest.mark.parametrize("transfer", ["arib-std-b67", "smpte2084", "bt709"])
@pytest.mark.parametrize("form", ["png", "avif"])
def test_a_still_in_hdr_comes_back_as_it_was(tmp_path, form, transfer):
    (picture,) = muted(1)
    signal = next(raw_frames(converted(tmp_path / "a.mp4", [picture], transfer)))
    path, number = (
        tmp_path / f"a.{form}",
        {"arib-std-b67": 18, "smpte2084": 16, "bt709": 1}[transfer],
    )
    if form == "png":
        marked_png(path, signal, 9, number)
    else:
        Image.fromarray(signal).save(path, quality=98)
        data, place = path.read_bytes(), path.read_bytes().find(b"colrnclx") + 8
        path.write_bytes(data[:place] + struct.pack(">HH", 9, number) + data[place + 4 :])
    assert decibels(read_still(path), picture) > 32  # in eight bits
    name = TRANSFERS.get(number)
    assert probe(path).remarks == ((f"is {name}: shown tone-mapped to SDR",) if name else ())


def raw_frames(path: Path) -> Iterator[numpy.ndarray]:
    """The frames of a file as its own R'G'B', in eight bits."""
    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            yield Converter().rgb(frame)
