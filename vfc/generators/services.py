"""What a generator says that works on somebody else's machine: what it costs, what it offers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from vfc.film.money import FilmPrice, Money

if TYPE_CHECKING:
    from vfc.generators.api import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What a stage is expected to cost: an amount of a `unit`, a currency's code (`USD`) or a
    provider's own (`runway credits`); how it was reckoned, where that price stands, and what the
    provider's own unit is `worth` where that is known.
    """

    amount: Decimal
    unit: str
    how: str = ""
    source: str = ""
    worth: Money | None = None

    @property
    def money(self) -> Money:
        """The price in a currency where that is known, else in the provider's unit."""
        own = Money(self.unit, self.amount)
        if self.worth is None or own.is_currency:
            return own
        return Money(self.worth.unit, self.amount * self.worth.amount)


class HasPrice(Protocol):
    """Knows what its pictures cost in money; is told the `prices` of the film's own text before it
    is asked.
    """

    prices: tuple[FilmPrice, ...]

    def price(self, stage: Stage) -> Price | None:
        """What a stage is expected to cost; None where that is not known, or of one that costs
        none.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedModel:
    """One of several models that a generator knows: what it makes beside words, and the rest in
    pairs of a word and a text (`seconds`, `sizes`, `price`, `source`).
    """

    name: str
    makes: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]


class IsElsewhere(Protocol):
    """Works on somebody else's machine: `keys` are the variables that it wants."""

    @property
    def keys(self) -> tuple[str, ...]:
        """Their names."""
        ...

    def offers(self) -> tuple[OfferedModel, ...]:
        """The models that it knows beforehand."""
        ...

    def cancel(self, task: str, url: str, cancel: str) -> str:
        """Cancel a task by its id, and by the addresses that its acceptance named; why it cannot
        be, '' where it is. GeneratorError where it cannot be reached.
        """
        ...

    def reached(self) -> str:
        """What it answers when it is asked, such as the credit that is left; GeneratorError where
        it cannot be reached.
        """
        ...
