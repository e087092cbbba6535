"""Footage that is transparent lies over black, whatever its codec keeps under what is not seen."""

from __future__ import annotations

import subprocess
from fractions import Fraction
from pathlib import Path

import imageio_ffmpeg
import numpy
import pytest

from vfc.film.timing import Size
from vfc.media.footage.conform import conform_footage

SIZE = Size(160, 90)
FORMS = {
    "vp8.webm": "-c:v libvpx -pix_fmt yuva420p -auto-alt-ref 0 -b:v 2M",
    "vp9.webm": "-c:v libvpx-vp9 -pix_fmt yuva420p -crf 10 -b:v 0",
    "vp9.mkv": "-c:v libvpx-vp9 -pix_fmt yuva420p -crf 10 -b:v 0",
    "prores.mov": "-c:v prores_ks -profile:v 4444 -pix_fmt yuva444p10le",
    "p3.mov": "-c:v prores_ks -profile:v 4444 -pix_fmt yuva444p10le -color_primaries smpte432 "
    "-color_trc bt709 -colorspace bt709",
    "qtrle.mov": "-c:v qtrle -pix_fmt argb",
    "png.mov": "-c:v png -pix_fmt rgba",
    "ffv1.mkv": "-c:v ffv1 -pix_fmt bgra",
}


def cutout() -> numpy.ndarray:
    """Light grey on the left, the same half transparent in the middle, hidden white on the
    right.
    """
    picture = numpy.full((SIZE.height, SIZE.width, 4), 200, numpy.uint8)
    picture[:, :60, 3], picture[:, 60:110, 3] = 255, 128
    picture[:, 110:] = (255, 255, 255, 0)
    return picture


@pytest.fixture(scope="module", params=FORMS)
def path(request, tmp_path_factory) -> Path:
    """A film of the cutout in a form, written once for all tests."""
    return written(tmp_path_factory.mktemp("alpha") / request.param, FORMS[request.param])


def written(path: Path, options: str, frames: int = 8) -> Path:
    source = ["-f", "rawvideo", "-pix_fmt", "rgba", "-s", str(SIZE), "-r", "24", "-i", "-"]
    subprocess.run(
        [
            imageio_ffmpeg.get_ffmpeg_exe(),
            "-v",
            "error",
            *source,
            "-sws_flags",
            "accurate_rnd",
            *options.split(),
            str(path),
        ],
        input=cutout().tobytes() * frames,
        check=True,
    )
    return path


@pytest.mark.parametrize("start", [0, 7])
def test_what_is_transparent_is_black_and_what_is_half_so_is_half_as_light(path, start):
    shown = next(
        conform_footage(
            path, start=Fraction(start, 24), frames=1, size=SIZE, rate=Fraction(24), fit="crop"
        )
    )
    levels = [float(shown[20:70, at : at + 20].mean()) for at in (20, 75, 130)]
    assert numpy.allclose(levels, [200, 100, 0], atol=3)
