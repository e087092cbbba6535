"""What platforms and broadcasters take of a film file, as data with its source: platforms.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import inf
from pathlib import Path
from typing import Any

from vfc.film.formats import Codec
from vfc.film.timing import Size


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """What one takes: endings, codecs (the first is its own), frames a second, pixels of a side,
    seconds (each from, to), bytes of a file, mean bits a second, samples of sound a second, the
    most channels of it; the size that it wants where the film has another shape (None: any) and its
    loudness in LUFS.
    """

    name: str
    called: str
    source: str
    date: str
    endings: tuple[str, ...]
    codecs: tuple[Codec, ...]
    rates: tuple[float, float] = (0, inf)
    sides: tuple[float, float] = (0, inf)
    seconds: tuple[float, float] = (0, inf)
    bytes: int = 0
    bits: int = 0
    sound: int = 0
    channels: int = 0
    size: Size | None = None
    loudness: float | None = None


@cache
def platforms() -> Mapping[str, Platform]:
    """All platforms by name."""
    text = Path(__file__).with_name("platforms.toml").read_text(encoding="utf-8")
    return {name: _platform(name, said) for name, said in tomllib.loads(text).items()}


def _platform(name: str, said: Mapping[str, Any]) -> Platform:
    found: dict[str, Any] = dict(said)
    for key in ("endings", "rates", "sides", "seconds"):
        if key in said:
            found[key] = tuple(said[key])
    found["codecs"] = tuple(map(Codec, said["codecs"]))
    if "size" in said:
        found["size"] = Size(*said["size"])
    return Platform(name=name, **found)
