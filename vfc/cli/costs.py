"""What a film has cost, told by shot and provider, and in all."""

from __future__ import annotations

from collections.abc import Iterator

from vfc.cli.printing import counted
from vfc.project.money import Cost, costs_of, totals


def costs_lines(planned) -> Iterator[str]:
    """A line for each shot and provider, then the sums."""
    found = costs_of(planned)
    if not found:
        yield "costs: nothing was bought"
        return
    for each in found:
        attempts = counted(each.attempts, "attempt")
        yield f"cost {each.shot}: {each.provider} {_told(each)}, {attempts}"
    yield f"costs: {_amounts(found)}"


def costs_json(planned) -> list[dict[str, object]]:
    """The same as plain values."""
    return [
        {
            "shot": each.shot,
            "provider": each.provider,
            "billed": {money.unit: money.digits for money in each.billed},
            "expected": {money.unit: money.digits for money in each.expected},
            "attempts": each.attempts,
            "unknown": each.unknown,
        }
        for each in costs_of(planned)
    ]


def _told(cost: Cost) -> str:
    parts = [
        f"{' and '.join(map(str, cost.billed))} billed" if cost.billed else "",
        f"{' and '.join(map(str, cost.expected))} expected" if cost.expected else "",
        f"{cost.unknown:,} whose price is not known" if cost.unknown else "",
    ]
    return ", ".join(filter(None, parts)) or "nothing"


def _amounts(found: tuple[Cost, ...]) -> str:
    whole = Cost(
        shot="",
        provider="",
        billed=totals(money for each in found for money in each.billed),
        expected=totals(money for each in found for money in each.expected),
        attempts=0,
        unknown=sum(each.unknown for each in found),
    )
    return _told(whole)
