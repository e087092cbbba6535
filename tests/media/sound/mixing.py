"""A film's sound from events, as its steps make it: mixed in blocks, levelled, encoded, joined."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy

from vfc.film.soundblocks import block_length, blocks_of
from vfc.media.sound.loudness import Loudness
from vfc.media.sound.mix import SoundEvent, mixed
from vfc.media.sound.raw import RawReel, write_raw
from vfc.media.sound.tape import write_tape
from vfc.media.sound.track import write_track


class Kept:
    """Keeps pieces in a folder; `made` counts those that were made."""

    def __init__(self, folder: Path):
        self.folder, self.made = folder, 0
        self.paths: dict[str, Path] = {}

    def __call__(self, text: str, make: Callable[[Path], None]) -> Path:
        if text not in self.paths:
            self.made += 1
            path = self.folder / f"piece {len(self.paths)}"
            make(path)
            self.paths[text] = path
        return self.paths[text]


def tape(path: Path, rate: int = 48000, **options) -> Path:
    """A file's sound as raw samples."""
    write_tape(path.with_suffix(".f32"), path, rate=rate, **options)
    return path.with_suffix(".f32")


def blocks(events: Sequence[SoundEvent], length: int, rate: int = 48000) -> list[numpy.ndarray]:
    """The blocks of a film's mix."""
    each = block_length(rate)
    return [
        mixed([replace(event, start=event.start - number * each) for event in events], count, rate)
        for number, count in enumerate(blocks_of(length, rate))
    ]


def mix(
    path: Path,
    events: Sequence[SoundEvent],
    *,
    length: int,
    sample_rate: int = 48000,
    keep: Kept | None = None,
    **options,
) -> Loudness:
    """Make the sound of a film of `length` samples."""
    made = blocks(events, length, sample_rate)
    paths = [path.with_name(f"{path.name} {number}") for number in range(len(made))]
    for each, samples in zip(paths, made, strict=True):
        write_raw(each, [samples])
    reel = RawReel(paths, [len(samples) for samples in made], 2)
    return write_track(path, reel, rate=sample_rate, keep=keep or Kept(path.parent), **options)
