"""Look-up tables of colour: .cube files, checked before ffmpeg reads them (Adobe's Cube LUT
Specification 1.0, and what DaVinci Resolve writes beside it: a range of the input, and a table of
one dimension before one of three).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from pathlib import Path

from vfc.errors import MediaError

LARGEST = {"LUT_1D_SIZE": 65536, "LUT_3D_SIZE": 129}
HEAVIEST = 100_000_000  # bytes
RANGES = {"LUT_1D_INPUT_RANGE": "LUT_1D_SIZE", "LUT_3D_INPUT_RANGE": "LUT_3D_SIZE"}
DOMAIN = ("DOMAIN_MIN", "DOMAIN_MAX")
Triple = tuple[float, float, float]
LOW, HIGH = (0.0, 0.0, 0.0), (1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cube:
    """A table of one .cube file: the ffmpeg filter that applies it, the input at its first and at
    its last entry, its size, its rows as they stand in the file.

    `plain`: the whole file is this table, of inputs from 0 to 1, and says nothing that ffmpeg does
    not read.
    """

    filter: str
    size: int
    rows: tuple[str, ...]
    low: Triple = LOW
    high: Triple = HIGH
    plain: bool = False

    @property
    def text(self) -> str:
        """The table as a .cube file of inputs from 0 to 1."""
        word = "LUT_1D_SIZE" if self.filter == "lut1d" else "LUT_3D_SIZE"
        return f"{word} {self.size}\n" + "\n".join(self.rows) + "\n"


def read_cubes(path: Path) -> tuple[Cube, ...]:
    """The tables of a .cube file in the order in which they are applied; MediaError names the line
    that is wrong.
    """
    try:
        if path.stat().st_size > HEAVIEST:
            raise MediaError(f"{path.name}: is too large for a table of colour")
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError as error:
        raise MediaError(f"{path.name}: {error.strerror}") from error
    heads: dict[str, tuple[float, ...]] = {}
    rows: list[str] = []
    for number, line in enumerate(lines, 1):
        words = line.split("#")[0].split()
        if not words or words[0] == "TITLE":
            continue
        try:
            if words[0] in LARGEST:
                heads[words[0]] = (float(int(words[1])),)
            elif words[0] in RANGES or words[0] in DOMAIN:
                heads[words[0]] = _numbers(words[1:], 2 if words[0] in RANGES else 3)
            else:
                _numbers(words, 3)
                rows.append(" ".join(words))
        except (ValueError, IndexError):
            raise MediaError(
                f"{path.name}:{number}: is no line of a .cube file: {line.strip()[:40]}"
            ) from None
    return _tables(path, heads, rows)


def _numbers(words: list[str], count: int) -> tuple[float, ...]:
    """So many numbers; ValueError for anything else."""
    found = tuple(map(float, words))
    if len(found) != count or not all(map(isfinite, found)):
        raise ValueError
    return found


def _tables(path: Path, heads: dict[str, tuple[float, ...]], rows: list[str]) -> tuple[Cube, ...]:
    sizes = {word: int(heads[word][0]) for word in LARGEST if word in heads}
    if not sizes:
        raise MediaError(f"{path.name}: has no LUT_3D_SIZE or LUT_1D_SIZE")
    for word, size in sizes.items():
        if not 2 <= size <= LARGEST[word]:
            raise MediaError(f"{path.name}: a size of {size} is not usable")
    counts = [size if word == "LUT_1D_SIZE" else size**3 for word, size in sizes.items()]
    if len(rows) != sum(counts):
        wanted = " and ".join(f"{word} {size}" for word, size in sizes.items())
        raise MediaError(
            f"{path.name}: has {len(rows)} rows of three numbers, {wanted} needs {sum(counts)}"
        )
    found: list[Cube] = []
    for (word, size), count in zip(sizes.items(), counts, strict=True):
        low, high = _domain(path, heads, word, alone=len(sizes) == 1)
        found.append(
            Cube(
                filter="lut1d" if word == "LUT_1D_SIZE" else "lut3d",
                size=size,
                rows=tuple(rows[:count]),
                low=low,
                high=high,
                plain=heads.keys() == {word},
            )
        )
        rows = rows[count:]
    return tuple(found)


def _domain(
    path: Path, heads: dict[str, tuple[float, ...]], word: str, *, alone: bool
) -> tuple[Triple, Triple]:
    """The inputs at the ends of a table; of two tables, DOMAIN is that of the first."""
    own = next(name for name, of in RANGES.items() if of == word)
    if own in heads:
        low, high = (heads[own][0],) * 3, (heads[own][1],) * 3
    elif alone or word == "LUT_1D_SIZE":
        low, high = (
            (*heads.get(name, ends),) for name, ends in zip(DOMAIN, (LOW, HIGH), strict=True)
        )
    else:
        low, high = LOW, HIGH
    if any(start >= end for start, end in zip(low, high, strict=True)):
        raise MediaError(f"{path.name}: its inputs end before they begin")
    return (low[0], low[1], low[2]), (high[0], high[1], high[2])
