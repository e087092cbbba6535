"""A step's surroundings in a folder of the test, and small real inputs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import numpy

from vfc.errors import StepError
from vfc.film.timing import Size
from vfc.media.frames import read_rgb
from vfc.media.video.mezzanine import write_mezzanine

SIZE, RATE = Size(64, 36), Fraction(24)


@dataclass
class Bench:
    """What a running step may use: `files` of the film by digest, progress kept as it is told."""

    folder: Path
    files: Mapping[str, Path] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    told: list[tuple[int, int]] = field(default_factory=list)

    @property
    def scratch(self) -> Path:
        return self.folder

    @property
    def out(self) -> Path:
        return self.folder / "artifact"

    def progress(self, done: int, total: int) -> None:
        self.told.append((done, total))

    def preview(self, draw) -> None:
        pass

    def piece(self, text: str, make) -> Path:
        path = self.folder / f"piece {hash(text)}"
        make(path)
        return path

    def file(self, digest: str) -> Path:
        if digest not in self.files:
            raise StepError(f"a file of the film (digest {digest}) is not here")
        return self.files[digest]


def grey(level: int) -> numpy.ndarray:
    """A picture of one level, `(36, 64, 3)` uint8."""
    return numpy.full((SIZE.height, SIZE.width, 3), level, numpy.uint8)


def ramp(path: Path, *levels: int) -> Path:
    """A take's picture whose frames are of these levels."""
    write_mezzanine(path, map(grey, levels), size=SIZE, rate=RATE)
    return path


def levels(path: Path) -> list[int]:
    """The level in the middle of each frame."""
    return [int(frame[18, 32].mean().round()) for frame in read_rgb(path)]


def near(found: list[int], wanted: list[int], by: int = 2) -> bool:
    """Whether levels are these, but for what encoding loses."""
    return len(found) == len(wanted) and all(
        abs(one - other) <= by for one, other in zip(found, wanted, strict=True)
    )
