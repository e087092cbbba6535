"""What a task is expected to cost, by the prices of its model."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from vfc.film.money import FilmPrice, Per
from vfc.generators.api import Price
from vfc.generators.hosted.cards import ModelCard, PriceRow
from vfc.generators.hosted.provider import Ask


def price_of(ask: Ask, provider: str, prices: tuple[FilmPrice, ...] = ()) -> Price | None:
    """What a task is expected to cost, by what the film says of its model, else by its card; None
    where neither knows.
    """
    own = next(
        (each for each in prices if (each.provider, each.model) == (provider, ask.card.name)), None
    )
    if own is not None:
        row = PriceRow(
            amount=own.money.amount, unit=own.money.unit, per=own.per, source="the film's prices"
        )
        return _reckoned(row, ask)
    options = {**ask.options, "seconds": round(ask.seconds), "ratio": ask.ratio}
    row = row_for(ask.card, options)
    return _reckoned(row, ask) if row is not None else None


def _reckoned(row: PriceRow, ask: Ask) -> Price:
    count = _count(row, ask)
    each = f"{row.amount} {row.unit}"
    return Price(
        amount=row.amount * count,
        unit=row.unit,
        how=each if row.per in (Per.VIDEO, Per.IMAGE) else f"{count:f} {row.per}s at {each}",
        source=f"{row.source} {row.date}".strip(),
        worth=ask.card.worth.get(row.unit),
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
        case Per.SECOND:
            return Decimal(str(ask.seconds))
        case Per.MEGAPIXEL:
            pixels = Decimal(ask.size.width * ask.size.height)
            return (pixels / 1_000_000).quantize(Decimal("0.01"))
        case _:
            return Decimal(1)
