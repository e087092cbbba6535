"""Pictures, footage and sound from anywhere: refused in a sentence, or as its facts say, from any
start.

The first line is the end of the file's name, the rest its bytes.
"""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import numpy

from tests.fuzz.readers.scratch import scratch
from vfc.errors import MediaError
from vfc.film.model import MediaFacts
from vfc.film.timing import Size, ceiling
from vfc.media.colour.lut import read_cubes
from vfc.media.footage.conform import conform_footage
from vfc.media.footage.packets import copy_packets
from vfc.media.footage.probe import probe
from vfc.media.frames import read_frames
from vfc.media.sound.samples import read_blocks
from vfc.media.stills.move import conform_still
from vfc.media.video.samples import read_segment

LONGEST = 20000
RATE, FEW = Fraction(25), 8
HERTZ, BLOCKS = 48000, 30
SIZE = Size(64, 36)
NAME = re.compile(rb"[a-z0-9]{1,5}")
STILLS = ("png", "jpg", "gif", "webp", "avif", "tiff", "bmp", "ico", "tga", "ppm")
FILMS = {
    "mp4": "libx264",
    "mkv": "libx264",
    "mov": "mjpeg",
    "ts": "mpeg2video",
    "webm": "libvpx-vp9",
    "avi": "mpeg4",
}


def read(data: bytes) -> None:
    """Use a file as films do."""
    end, _, content = data.partition(b"\n")
    if NAME.fullmatch(end):
        path = scratch("media") / f"a.{end.decode()}"
        path.write_bytes(content)
        try:
            used(path)
        except MediaError as error:
            assert str(error).strip() and "\n" not in str(error), error
            assert len(str(error)) < 400, error
            assert str(path.parent) not in str(error), "a message names no folder"


def used(path: Path) -> None:
    """Measure a file, and hold what is promised of it."""
    if path.suffix == ".cube":
        read_cubes(path)
        return
    if path.suffix in (".mp4", ".mov"):
        packets_hold(path)
    facts = probe(path)
    assert facts.kind in ("still", "video", "sound", "data") and facts.seconds >= 0
    if facts.kind == "still":
        assert (
            len(list(conform_still(path, frames=2, length=2, size=SIZE, fit="crop", move="push")))
            == 2
        )
    elif facts.kind == "video":
        frames_hold(path, facts)
        copies_hold(path, facts)
    if facts.channels:
        for _, block in zip(range(BLOCKS), read_blocks(path, HERTZ), strict=False):
            assert block.ndim == 2 and block.shape[1] == 2 and block.dtype == numpy.float32


def packets_hold(path: Path) -> None:
    """A file is refused as a segment, or each of its packets can be had."""
    try:
        with read_segment(path, RATE) as segment:
            assert all(len(segment.data(each)) == each.size for each in segment.samples)
            assert {each.rank for each in segment.samples} == set(range(len(segment.samples)))
    except MediaError as error:
        assert str(path.parent) not in str(error), "a message names no folder"


def copies_hold(path: Path, facts: MediaFacts) -> None:
    """What is kept as its packets gives its frames."""
    frames, copy = min(FEW, facts.frames), path.with_name("copy.mp4")
    asked = {"start": Fraction(0), "frames": frames, "size": facts.size, "rate": facts.rate}
    if facts.plain and copy_packets(path, copy, **asked):
        assert len(list(read_frames(copy, 0, frames))) == frames


def frames_hold(path: Path, facts: MediaFacts) -> None:
    """A few frames can be had from the beginning, from the middle, and up to the end."""
    assert facts.frames > 0 and facts.seconds > 0 and facts.size.width > 0 and facts.rate > 0, facts
    wanted = ceiling(facts.seconds * RATE)
    for start in sorted({0, wanted // 2, max(0, wanted - FEW)}):
        frames = min(FEW, wanted - start)
        made = list(
            conform_footage(
                path, start=start / RATE, frames=frames, size=SIZE, rate=RATE, fit="crop"
            )
        )
        assert len(made) == frames and all(each.shape == (36, 64, 3) for each in made)
