"""What a task is expected to cost, by the prices of its model."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from vfc.generators.api import Price
from vfc.generators.hosted.cards import ModelCard, PriceRow
from vfc.generators.hosted.provider import Ask


def price_of(ask: Ask) -> Price | None:
    """What a task is expected to cost; None of a model whose price is not known."""
    row = row_for(ask.card, {**ask.options, "seconds": round(ask.seconds), "ratio": ask.ratio})
    if row is None:
        return None
    count = _count(row, ask)
    each = f"{row.amount} {row.unit}"
    return Price(
        amount=row.amount * count,
        unit=row.unit,
        how=each if row.per in ("video", "image") else f"{count:f} {row.per} at {each}",
        source=f"{row.source} {row.date}".strip(),
    )


def row_for(card: ModelCard, options: Mapping[str, Any]) -> PriceRow | None:
    """The first row of a card's prices whose conditions hold; None where none does."""
    return next(
        (
            row
            for row in card.prices
            if all(str(options.get(name, "")) == str(value) for name, value in row.when.items())
        ),
        None,
    )


def _count(row: PriceRow, ask: Ask) -> Decimal:
    match row.per:
        case "second":
            return Decimal(str(ask.seconds))
        case "megapixel":
            pixels = Decimal(ask.size.width * ask.size.height)
            return (pixels / 1_000_000).quantize(Decimal("0.01"))
        case _:
            return Decimal(1)
