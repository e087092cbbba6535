"""Money as a film says it: amounts of a currency or of a provider's own credits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from vfc.errors import Span
from vfc.film.facts import span_field

MONEY = r"^\s*[0-9]{1,9}(\.[0-9]{1,6})?\s*[A-Za-z][A-Za-z ]{1,30}$"


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount of a `unit`: a currency's code (`USD`), or a provider's own (`runway credits`)."""

    unit: str
    amount: Decimal

    def __str__(self) -> str:
        places = max(2, -int(self.amount.normalize().as_tuple().exponent))
        shown = f"{self.amount:,.{min(places, 4)}f}"
        if self.is_currency:
            return f"{shown} {self.unit}"
        return f"{shown.rstrip('0').rstrip('.')} {self.unit}"

    @property
    def digits(self) -> str:
        """The amount alone, as scripts read it: `1.4`."""
        return f"{self.amount.normalize():f}"

    @property
    def is_currency(self) -> bool:
        """Whether the unit is a currency's code (ISO 4217)."""
        return len(self.unit) == 3 and self.unit.isupper()


def parse_money(text: str) -> Money:
    """An amount such as `20USD`, `0.05 USD` or `300 runway credits`; ValueError for another
    text.
    """
    if not re.match(MONEY, text):
        raise ValueError(f"'{text}' is no amount of money")
    amount = re.match(r"\s*[0-9.]+", text)
    assert amount is not None
    unit = " ".join(text[amount.end() :].split())
    return Money(unit.upper() if len(unit) == 3 else unit.lower(), Decimal(amount[0].strip()))


def totals(amounts: Iterable[Money]) -> tuple[Money, ...]:
    """The sum of each unit, sorted by unit."""
    found: dict[str, Decimal] = {}
    for each in amounts:
        found[each.unit] = found.get(each.unit, Decimal(0)) + each.amount
    return tuple(Money(unit, amount) for unit, amount in sorted(found.items()))


class Per(StrEnum):
    """What a price is for one of."""

    SECOND = "second"
    VIDEO = "video"
    IMAGE = "image"
    MEGAPIXEL = "megapixel"


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmPrice:
    """What a model costs, as the film's text says: so much for each `per`."""

    provider: str
    model: str
    per: Per
    money: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """What may be spent: on the film as long as it lives, on one run of a build; `ask`: above it a
    person is asked first. An amount that is None is not bounded by the text.
    """

    film: Money | None = None
    run: Money | None = None
    ask: Money | None = None
    span: Span = span_field()
