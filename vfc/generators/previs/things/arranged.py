"""Where several things of one kind stand, so that each can be told from the others."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, sqrt

from vfc.generators.previs.canvas.noise import stream

APART = 1.14  # widths from one to the next
MANY = 12  # up to which none hides another
MOST = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where one of several stands: x, and y of its foot, in the units of the room; `size` is what
    its own is multiplied by.
    """

    x: float
    y: float
    size: float = 1.0


def arranged(
    count: int, wide: float, high: float, room: tuple[float, float, float, float], seed: int
) -> list[Position]:
    """The spots of `count` things, each `wide` and `high`, in a room (left, top, right, bottom); at
    most 30, the farther first.

    Up to twelve none overlaps another: they are made smaller where the room is narrow. A room that
    is no higher than a thing has them in a row on its foot; a higher one, in the air, spreads them.
    """
    many = min(count, MOST)
    if many <= 0:
        return []
    left, top, right, bottom = room
    if bottom - top > 1.8 * high:
        return scattered(many, wide, high, room, seed)
    if many > MANY:
        return ranked(many, wide, high, room, seed)
    return row(many, wide, (left, right), bottom, seed)


def row(
    many: int, wide: float, ends: tuple[float, float], foot: float, seed: int, size: float = 1.0
) -> list[Position]:
    """A row that fits between two ends, evenly but not stiffly."""
    rng = stream(seed, "row")
    span = ends[1] - ends[0]
    size = min(size, span / (many * wide * APART))
    step = min(span / many, wide * size * (APART + 0.5))
    middle = (ends[0] + ends[1]) / 2
    loose = max(0.0, step - wide * size * 1.06) / 2
    return [
        Position(
            x=middle + (index - (many - 1) / 2) * step + float(rng.uniform(-0.7, 0.7)) * loose,
            y=foot,
            size=size * float(rng.uniform(0.92, 1.0)),
        )
        for index in range(many)
    ]


def ranked(
    many: int, wide: float, high: float, room: tuple[float, float, float, float], seed: int
) -> list[Position]:
    """Rows one behind the other, as a herd or a crowd stands."""
    left, _, right, bottom = room
    rows = 2 if many <= 20 else 3
    spots: list[Position] = []
    for rank in range(rows - 1, -1, -1):
        each = many // rows + (rank < many % rows)
        back = 1 - 0.14 * rank
        shift = 0.4 * wide * (rank % 2)
        part = row(each, 0.8 * wide, (left + shift, right + shift), bottom, seed + rank, back)
        spots += [Position(x=s.x, y=s.y - 0.34 * high * s.size * rank, size=s.size) for s in part]
    return spots


def scattered(
    many: int, wide: float, high: float, room: tuple[float, float, float, float], seed: int
) -> list[Position]:
    """Spots in the air, one in each cell of a grid, somewhere in it."""
    rng = stream(seed, "flock")
    left, top, right, bottom = room
    shape = (right - left) / wide / max(1e-6, (bottom - top) / high)
    columns = min(many, max(1, ceil(sqrt(many * shape))))
    rows = ceil(many / columns)
    cell = ((right - left) / columns, (bottom - top) / rows)
    size = min(1.0, cell[0] / (wide * APART), cell[1] / (high * APART))
    cells = [(index % columns, index // columns) for index in range(columns * rows)]
    kept = sorted(rng.permutation(len(cells))[:many].tolist()) if many > 3 else range(many)
    spots = []
    for column, line in (cells[index] for index in kept):
        size_here = size * float(rng.uniform(0.86, 1.0))
        spare = (cell[0] - wide * size_here) / 2, (cell[1] - high * size_here) / 2
        x = left + (column + 0.5) * cell[0] + float(rng.uniform(-0.85, 0.85)) * max(0.0, spare[0])
        y = top + (line + 0.5) * cell[1] + float(rng.uniform(-0.85, 0.85)) * max(0.0, spare[1])
        spots.append(Position(x=x, y=y + high * size_here / 2, size=size_here))
    return spots
