"""What each codec makes of one picture at each quality: likeness, bytes, CPU seconds.

    python -m tests.bench.codecs [--frames N] [--codec NAME]

Shots of the gallery at 1280x720, as previs draws them and with grain of five levels over them;
likeness is the mean SSIM of luma after Wang et al. (2004).
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy

from tests.bench.previs import GALLERY, HD, shots
from vfc.film.formats import LOSSLESS, Codec, Quality
from vfc.generators.previs.picture.drawing import drawing
from vfc.media.formats import ENCODERS
from vfc.media.frames import Converter
from vfc.media.measure.similarity import ssim
from vfc.media.video.encode import EncodeSettings, encode_segment

GRAIN = 5  # levels
EVERY = 40  # shots of the gallery


def reels(frames: int) -> list[tuple[bool, list[av.VideoFrame]]]:
    """Whether there is grain on it, and the frames of each reel."""
    random, converter = numpy.random.default_rng(0), Converter()
    found = []
    for _, request in list(shots(GALLERY))[::EVERY]:
        drawn = drawing(request)
        for grain in (0, GRAIN):
            made = []
            for index in range(frames):
                noise = random.normal(0, 1, (HD.height, HD.width, 1)) * grain
                made.append(converter.yuv(numpy.clip(drawn[index] + noise, 0, 255).astype("uint8")))
            found.append((bool(grain), made))
    return found


def measured(codec: Codec, quality: Quality, reels: list[tuple[bool, list[av.VideoFrame]]]) -> str:
    """A line of the table."""
    settings = EncodeSettings(size=HD, rate=Fraction(24), codec=codec, quality=quality)
    alike: dict[bool, list[float]] = {True: [], False: []}
    size, seconds, converter = 0, 0.0, Converter()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"reel.{ENCODERS[codec].segments}"
        for grainy, frames in reels:
            begun = time.process_time()
            encode_segment(path, iter(frames), settings, len(frames))
            seconds += time.process_time() - begun
            size += path.stat().st_size
            with av.open(str(path)) as container:
                pairs = list(zip(frames, container.decode(video=0), strict=True))[::4]
                alike[grainy] += [
                    ssim(converter.rgb(one), converter.rgb(other)) for one, other in pairs
                ]
    means = f"{statistics.mean(alike[False]):.3f} | {statistics.mean(alike[True]):.3f}"
    return f"| {codec} | {quality} | {means} | {size // 1000} | {seconds:.1f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--frames", type=int, default=8)
    parser.add_argument("--codec", type=Codec, choices=list(Codec))
    asked = parser.parse_args()
    cv2.setNumThreads(1)
    found = reels(asked.frames)
    print("| codec | quality | SSIM | SSIM with grain | kB | CPU s |")
    print("| --- | --- | --- | --- | --- | --- |")
    for codec in [asked.codec] if asked.codec else Codec:
        for quality in [Quality.HIGH] if codec in LOSSLESS else Quality:
            print(measured(codec, quality, found), flush=True)


if __name__ == "__main__":
    main()
