"""Look-up tables of colour: .cube files, checked before ffmpeg reads them (Adobe's Cube LUT
Specification 1.0).
"""

from __future__ import annotations

from math import isfinite
from pathlib import Path

from vfc.errors import MediaError

LARGEST = {"LUT_1D_SIZE": 65536, "LUT_3D_SIZE": 129}
HEAVIEST = 100_000_000  # bytes
KEYWORDS = {"TITLE", "DOMAIN_MIN", "DOMAIN_MAX", "LUT_1D_INPUT_RANGE", "LUT_3D_INPUT_RANGE"}


def check_lut(path: Path) -> str:
    """The ffmpeg filter that applies a .cube file, `lut3d` or `lut1d`; MediaError names the line
    that is wrong.
    """
    try:
        if path.stat().st_size > HEAVIEST:
            raise MediaError(f"{path.name}: is too large for a table of colour")
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError as error:
        raise MediaError(f"{path.name}: {error.strerror}") from error
    sizes, rows = {}, 0
    for number, line in enumerate(lines, 1):
        words = line.split("#")[0].split()
        if not words or words[0] in KEYWORDS:
            continue
        try:
            if words[0] in LARGEST:
                sizes[words[0]] = int(words[1])
            else:
                rows += _row(words)
        except (ValueError, IndexError):
            raise MediaError(
                f"{path.name}:{number}: is no line of a .cube file: {line.strip()[:40]}"
            ) from None
    return _filter(path, sizes, rows)


def _row(words: list[str]) -> int:
    """1 for three numbers; ValueError for anything else."""
    if len(words) != 3 or not all(isfinite(float(word)) for word in words):
        raise ValueError
    return 1


def _filter(path: Path, sizes: dict[str, int], rows: int) -> str:
    if len(sizes) != 1:
        raise MediaError(f"{path.name}: has no LUT_3D_SIZE or LUT_1D_SIZE, or both")
    ((kind, size),) = sizes.items()
    if not 2 <= size <= LARGEST[kind]:
        raise MediaError(f"{path.name}: a size of {size} is not usable")
    wanted = size if kind == "LUT_1D_SIZE" else size**3
    if rows != wanted:
        raise MediaError(
            f"{path.name}: has {rows} rows of three numbers, {kind} {size} needs {wanted}"
        )
    return "lut1d" if kind == "LUT_1D_SIZE" else "lut3d"
