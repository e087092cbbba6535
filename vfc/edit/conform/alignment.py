"""Which item of one line is which of another: the pairing that leaves the least to change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

from vfc.edit.conform.known import LineItem

GONE = 3.0  # what it costs that an item goes, or comes; a field that differs costs one
MOST = 4_000_000  # pairs that are weighed; of longer lines, runs that are the same are paired


def paired(old: Sequence[LineItem], new: Sequence[LineItem]) -> dict[int, int]:
    """The items of `old` by those of `new` that they became; items that moved too."""
    start = 0
    while start < min(len(old), len(new)) and not _cost(old[start], new[start]):
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and not _cost(old[-1 - end], new[-1 - end]):
        end += 1
    found = {index: index for index in range(start)}
    found |= {len(new) - 1 - index: len(old) - 1 - index for index in range(end)}
    here, there = old[start : len(old) - end], new[start : len(new) - end]
    if here and there:
        pairs = _weighed(here, there) if len(here) * len(there) <= MOST else _by_runs(here, there)
        found |= {start + b: start + a for a, b in pairs}
    return found | _moved(old, new, found)


def _cost(old: LineItem, new: LineItem) -> float:
    """How many fields differ; without end of what is not the same shot."""
    if not old.shows_as(new):
        return float("inf")
    return sum(
        (
            old.position != new.position,
            old.frames != new.frames,
            old.speed != new.speed,
            old.joint != new.joint,
            old.fade_in != new.fade_in,
            old.fade_out != new.fade_out,
            (old.gap, old.gap_joint) != (new.gap, new.gap_joint),
        )
    )


def _weighed(old: Sequence[LineItem], new: Sequence[LineItem]) -> list[tuple[int, int]]:
    """The pairs, both rising, that cost the least."""
    best = [[GONE * (len(new) - b) for b in range(len(new) + 1)]]
    for each in reversed(old):
        row = [0.0] * (len(new) + 1)
        row[len(new)] = best[-1][len(new)] + GONE
        for b in range(len(new) - 1, -1, -1):
            row[b] = min(
                best[-1][b + 1] + _cost(each, new[b]), best[-1][b] + GONE, row[b + 1] + GONE
            )
        best.append(row)
    best.reverse()
    pairs: list[tuple[int, int]] = []
    a = b = 0
    while a < len(old) and b < len(new):
        if best[a][b] == best[a + 1][b + 1] + _cost(old[a], new[b]):
            pairs.append((a, b))
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b] + GONE:
            a += 1
        else:
            b += 1
    return pairs


def _by_runs(old: Sequence[LineItem], new: Sequence[LineItem]) -> list[tuple[int, int]]:
    names: list[Callable[[LineItem], object]] = [lambda item: (item.shot, item.card)]
    key = names[0]
    blocks = SequenceMatcher(None, list(map(key, old)), list(map(key, new)), autojunk=False)
    return [
        (a + index, b + index)
        for a, b, size in blocks.get_matching_blocks()
        for index in range(size)
    ]


def _moved(
    old: Sequence[LineItem], new: Sequence[LineItem], found: dict[int, int]
) -> dict[int, int]:
    """Items that went at one place and came at another."""
    gone = [index for index in range(len(old)) if index not in set(found.values())]
    moved: dict[int, int] = {}
    for b, each in enumerate(new):
        likely = [a for a in gone if old[a].shows_as(each)] if b not in found else []
        if likely:
            moved[b] = min(likely, key=lambda a: _cost(old[a], each))
            gone.remove(moved[b])
    return moved
