"""The attempts at one step, as its journal tells them.

Events, in the order of one attempt: `intent`, before the request leaves, with `key`, `provider`,
`model`, and the `amount` and `unit` that it is expected to cost, and what these are `worth` in a
currency, and the `mark` that a draft and its final share; `unsent`, it never left; `sending`, it
leaves once more; `refused`, the provider took nothing, with `fault` and `words`; `accepted`, with
the `id`, and `url`, `cancel`, `amount` and `unit` where the provider says so, and `firm` where that
will be billed; `billed`, with `amount` and `unit`; `failed`, `cancelled`, `gone`, `empty`;
`fetched`, with `digest` and `size`. Each has the number of its `attempt`, whose last events say how
it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from vfc.film.money import Money, parse_money
from vfc.generators.api import Price
from vfc.generators.hosted.wire import Fault, Ticket


class AttemptState(StrEnum):
    """How an attempt stands."""

    IN_DOUBT = "in doubt"  # the request may have arrived
    NOT_SENT = "not sent"
    REFUSED = "refused"
    RUNNING = "running"
    FAILED = "failed"
    CANCELLED = "cancelled"
    GONE = "gone"
    EMPTY = "empty"  # it calls itself done, and names no file
    FETCHED = "fetched"


ENDS = {
    "sending": AttemptState.IN_DOUBT,
    "unsent": AttemptState.NOT_SENT,
    "refused": AttemptState.REFUSED,
    "accepted": AttemptState.RUNNING,
    "failed": AttemptState.FAILED,
    "cancelled": AttemptState.CANCELLED,
    "gone": AttemptState.GONE,
    "empty": AttemptState.EMPTY,
    "fetched": AttemptState.FETCHED,
}


# those of which a bill may come
SENT = frozenset(
    {
        AttemptState.IN_DOUBT,
        AttemptState.RUNNING,
        AttemptState.FETCHED,
        AttemptState.GONE,
        AttemptState.EMPTY,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One attempt: its number from 1, the key that it was sent under, `at` which second since 1970,
    how it stands; `priced`, by film or card, `expected`, by the provider, and `billed` are what it
    costs.
    """

    number: int
    key: str
    provider: str = ""
    model: str = ""
    label: str = ""
    film: str = ""
    mark: str = ""  # of a draft: what its final has as well
    at: float = 0.0
    state: AttemptState = AttemptState.IN_DOUBT
    ticket: Ticket | None = None
    fault: Fault | None = None
    words: str = ""
    digest: str = ""
    priced: Money | None = None
    expected: Money | None = None
    billed: Money | None = None

    @property
    def cost(self) -> Money | None:
        """What was billed for it, as far as is known; None of one for which nothing is, or whose
        price nobody knows.
        """
        return self.billed or (self.expected if self.state in SENT else None)

    @property
    def costs(self) -> tuple[Money, ...]:
        """The same in each unit in which somebody said it: what was billed in a provider's own is
        still worth as much of a currency as it was to cost.
        """
        known = {each.unit: each for each in (self.priced, self.cost) if each is not None}
        return tuple(known.values()) if self.cost is not None else ()


def attempts_in(entries: Iterable[Mapping[str, Any]]) -> tuple[Attempt, ...]:
    """The attempts that a journal tells of, oldest first; what is told of none is left out."""
    found: dict[int, Attempt] = {}
    for entry in entries:
        number, event = entry.get("attempt"), entry["event"]
        if not isinstance(number, int):
            continue
        if event == "intent":
            found[number] = _begun(number, entry)
        elif number in found:
            found[number] = _after(found[number], event, entry)
    return tuple(found[number] for number in sorted(found))


def draft_of(
    journals: Iterable[Iterable[Mapping[str, Any]]], mark: str, since: float
) -> Attempt | None:
    """The newest draft of a mark that was made and fetched since a second of 1970; None where there
    is none.
    """
    found = [
        attempt
        for entries in journals
        for attempt in attempts_in(entries)
        if attempt.mark == mark and attempt.state is AttemptState.FETCHED and attempt.ticket
    ]
    return max((a for a in found if a.at > since), key=lambda a: a.at, default=None)


def price_facts(price: Price) -> dict[str, str]:
    """A price as the journal has it, and what it is worth where that is another."""
    facts, money = {"amount": f"{price.amount:f}", "unit": price.unit}, price.money
    return (
        facts if money.unit == price.unit else facts | {"worth": f"{money.amount:f} {money.unit}"}
    )


def _begun(number: int, entry: Mapping[str, Any]) -> Attempt:
    money = _money(entry)
    return Attempt(
        number=number,
        key=_text(entry, "key"),
        provider=_text(entry, "provider"),
        model=_text(entry, "model"),
        label=_text(entry, "label"),
        film=_text(entry, "film"),
        mark=_text(entry, "mark"),
        at=entry["at"],
        priced=_parsed(_text(entry, "worth")) or money,
        expected=money,
    )


def _after(attempt: Attempt, event: str, entry: Mapping[str, Any]) -> Attempt:
    if event == "billed":
        return replace(attempt, billed=_money(entry))
    if event not in ENDS:
        return attempt
    if event == "sending":
        return replace(attempt, state=ENDS[event], at=entry["at"])
    attempt = replace(attempt, state=ENDS[event])
    match event:
        case "accepted":
            cost = _money(entry)
            ticket = Ticket(
                id=_text(entry, "id"),
                url=_text(entry, "url"),
                cancel=_text(entry, "cancel"),
                expected=Price(amount=cost.amount, unit=cost.unit) if cost else None,
                firm=entry.get("firm") is True,
            )
            return replace(attempt, ticket=ticket, expected=cost or attempt.expected)
        case "failed" | "refused":
            fault = entry.get("fault")
            known = fault in frozenset(Fault)
            return replace(
                attempt, fault=Fault(fault) if known else Fault.SERVER, words=_text(entry, "words")
            )
        case "fetched":
            return replace(attempt, digest=_text(entry, "digest"))
        case _:
            return attempt


def _text(entry: Mapping[str, Any], name: str) -> str:
    found = entry.get(name)
    return found if isinstance(found, str) else ""


def _money(entry: Mapping[str, Any]) -> Money | None:
    return _parsed(f"{_text(entry, 'amount')} {_text(entry, 'unit')}")


def _parsed(text: str) -> Money | None:
    try:
        return parse_money(text)
    except ValueError:
        return None
