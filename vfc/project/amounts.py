"""How counts, lists and seconds are told to people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vfc.recipes.kinds import PLURALS


def steps_text(counts: Mapping[str, int]) -> str:
    """Counts of steps by kind: `3 pictures, 4 segments`."""
    return ", ".join(counted(count, kind, PLURALS.get(kind, "")) for kind, count in counts.items())


def listed(names: Sequence[str], most: int = 4) -> str:
    """`a, b`; of many the first, and how many more."""
    rest = len(names) - most
    return ", ".join(names[:most]) + (f" and {rest:,} more" if rest > 0 else "")


def counted(number: int, word: str, many: str = "") -> str:
    """`1 shot`, `2 shots`."""
    return f"{number:,} {word if number == 1 else many or word + 's'}"


STEPS = (
    1,
    2,
    3,
    4,
    5,
    7,
    10,
    15,
    20,
    30,
    45,
    60,
    90,
    120,
    180,
    240,
    300,
    420,
    600,
    900,
    1200,
    1800,
    2700,
    3600,
)


def span_of(least: float, most: float) -> str:
    """Seconds that are not known yet, as people say them: `10 to 30 s`, `45 s to 2 min`; '' of less
    than a second.
    """
    if most < 1:
        return ""
    low = (
        max((step for step in STEPS if step <= least), default=0)
        if least < STEPS[-1]
        else _hour(least)
    )
    high = next((step for step in STEPS if step >= most), 0) or _hour(most + 3599)
    if not low or low == high:
        return f"{'about' if low else 'up to'} {_plain(high)}"
    (one, unit), (other, of) = _plain(low).split(" ", 1), _plain(high).split(" ", 1)
    return f"{one} to {other} {of}" if unit == of else f"{one} {unit} to {other} {of}"


def _hour(seconds: float) -> int:
    return int(seconds // 3600) * 3600


def _plain(seconds: int) -> str:
    for size, unit in ((3600, "h"), (60, "min")):
        if seconds % size == 0:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"


def duration(seconds: float) -> str:
    """Seconds as people say them: `0.4 s`, `12 s`, `3 min 5 s`, `2 h 10 min`."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"
