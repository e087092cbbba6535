"""Files of raw samples as one reel."""

from __future__ import annotations

import re
from pathlib import Path

import numpy
import pytest

from vfc.errors import MediaError
from vfc.media.sound.raw import RawReel, write_raw

LENGTHS = (5, 0, 1, 9, 3)


@pytest.fixture
def reel(tmp_path) -> tuple[RawReel, numpy.ndarray]:
    samples = numpy.arange(2 * sum(LENGTHS), dtype=numpy.float32).reshape(-1, 2)
    paths, at = [], 0
    for number, length in enumerate(LENGTHS):
        paths.append(tmp_path / f"{number}.f32")
        write_raw(paths[-1], [samples[at : at + length]])
        at += length
    return RawReel(paths, LENGTHS, 2), samples


def test_any_part_is_read_and_silence_is_around(reel):
    sound, samples = reel
    whole = numpy.pad(samples, ((4, 4), (0, 0)))
    for start in range(-4, len(sound) + 4):
        for stop in range(start, len(sound) + 5):
            assert numpy.array_equal(sound.read(start, stop), whole[start + 4 : stop + 4])


def test_a_file_of_another_length_is_told(tmp_path):
    path = tmp_path / "a.f32"
    write_raw(path, [numpy.zeros((3, 2), numpy.float32)])
    with pytest.raises(MediaError, match="holds 3 samples, not 4"):
        RawReel([path], [4], 2)


def test_nothing_of_the_files_is_held_in_memory(reel):
    """An hour's mix that was mapped stood at 1.4 GB in the process's memory."""
    sound, _ = reel
    sound.read(0, len(sound))
    maps = Path("/proc/self/maps")
    assert not maps.exists() or not re.search(rb"\d\.f32\b", maps.read_bytes())
