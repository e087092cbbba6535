"""What is made of a film for those who look at it outside: what a browser plays, and pictures of
it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from vfc.film.timing import Size

LONGEST = 640  # pixels of a proxy's longer side


class ProxyForm(StrEnum):
    """What a proxy is: a film file that every browser plays, a still, small pictures of it on one
    sheet, how loud it is over time.
    """

    MOVIE = "movie"
    POSTER = "poster"
    SPRITES = "sprites"
    WAVEFORM = "waveform"


class ProxyName(NamedTuple):
    """A proxy: what it is `of`, a take (`scene/shot#2`) or the path of a film file that is
    delivered, and its form.
    """

    of: str
    form: ProxyForm


@dataclass(frozen=True, slots=True, kw_only=True)
class ProxiesWanted:
    """Which proxies are wanted: of the shown take of these shots, in the order of the wish, with
    `takes` of every take of them, and of these film files that are delivered. The takes of `silent`
    have a sound of their own that is not here. `small`: film files that every browser plays have a
    smaller movie too.
    """

    shots: tuple[str, ...] = ()
    takes: bool = False
    films: tuple[str, ...] = ()
    silent: frozenset[str] = frozenset()
    forms: tuple[ProxyForm, ...] = tuple(ProxyForm)
    small: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SpriteSheet:
    """Small pictures in rows, each of a `size`, so many `columns` across: the n-th shows frame n *
    `every`.
    """

    count: int
    every: int
    columns: int
    size: Size


def proxy_size(size: Size) -> Size:
    """The size of a proxy, in the shape of what it is of, its sides even."""
    scale = min(1.0, LONGEST / max(size))
    return Size(*(max(2, 2 * round(each * scale / 2)) for each in size))
