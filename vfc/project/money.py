"""What a build would spend, what a film has cost, and whether that may be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from vfc.errors import RefusedError
from vfc.film.money import Money as Money
from vfc.film.money import parse_money as parse_money
from vfc.film.money import totals as totals
from vfc.generators.api import Stage, StageKind
from vfc.generators.hosted.attempts import SENT, Attempt, AttemptState, attempts_in
from vfc.project.plan import Planned, recache, resend
from vfc.recipes.params import GeneratedParams
from vfc.recipes.step import Step
from vfc.store.journal import all_journals

ASK = Money("USD", Decimal(1))  # above this a person is asked, where the text says nothing
Asking = Callable[[str], bool]  # asks a person; whether to go on


@dataclass(frozen=True, slots=True, kw_only=True)
class Expense:
    """What an original is expected to cost: `money` in a currency where that is known, None where
    nobody knows; `sent`: it was asked for already, and is taken up; `anew`: it is asked for again
    by somebody's word.
    """

    step: Step
    shot: str
    provider: str
    model: str
    money: Money | None
    own: Money | None  # in the provider's unit
    how: str = ""
    sent: bool = False
    anew: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What a person said of money: `yes` to what a build spends, the most that it may (`budget`);
    `ask` asks where somebody is there. Without `buys` nothing is bought at all. `since` is when the
    build began, in seconds since 1970.
    """

    yes: bool = False
    budget: Money | None = None
    ask: Asking | None = None
    buys: bool = True
    since: float = float("inf")


def expenses(planned: Planned) -> tuple[Expense, ...]:
    """What a build would pay for, in the plan's order."""
    wanted, plan = planned.wanted, planned.plan
    anew = resend(wanted, plan) if wanted.resend else _none
    again = recache(wanted, plan) if wanted.recache else _none
    return tuple(
        _expense(planned, step, step.params, anew(step.label), again(step.label))
        for step in planned.to_make()
        if step.costs
        and isinstance(step.params, GeneratedParams)
        and _is_paid(planned, step.params)
    )


def _none(label: str) -> bool:
    return False


def _is_paid(planned: Planned, params: GeneratedParams) -> bool:
    generator = planned.loaded.registry.get(params.generator)
    return generator is not None and generator.has_prices


def _expense(
    planned: Planned, step: Step, params: GeneratedParams, anew: bool, again: bool
) -> Expense:
    generator = planned.loaded.registry.installed(params.generator)
    request = params.whole_request
    price = generator.price(Stage(kind=StageKind(step.kind.stage), request=request))
    last = next(reversed(attempts_in(planned.loaded.store.journal(step.key).read())), None)
    return Expense(
        step=step,
        shot=step.name.partition("#")[0],
        provider=params.generator,
        model=str(dict(request.options).get("model") or ""),
        money=price.money if price else None,
        own=Money(price.unit, price.amount) if price else None,
        how=price.how if price else "",
        sent=last is not None
        and (
            last.state is AttemptState.RUNNING  # which is taken up, whatever was said
            or (last.state in SENT - {AttemptState.GONE} and not anew and not again)
        ),
        anew=anew,
    )


def check_spending(planned: Planned, consent: Consent) -> None:
    """Raise RefusedError, before anything is asked for, where a build would spend what it may not,
    or nobody has said that it may.
    """
    found = expenses(planned)
    new = [each for each in found if not each.sent]
    if not new:
        return
    if not consent.buys:
        raise _refused(f"nothing is bought here, and this would: {spending_text(new)}", new)
    budget = planned.loaded.film.budget
    attempts = attempts_of(planned)
    running = [
        money
        for each in found
        if each.sent
        for money in {each.own, each.money}
        if money is not None
    ]
    life = _less([cost for each in attempts for cost in each.costs], running)
    recent = [each for each in attempts if each.at >= consent.since]
    now = _less([cost for each in recent for cost in each.costs], running)
    _bound(consent.budget, "--budget", now, found, new)
    _bound(budget.run, "the film's budget of a run", now, found, new)
    _bound(budget.film, "the film's budget", life, found, new)
    limit, new = budget.ask or ASK, [each for each in new if not each.anew]
    small = all(each.money is not None and each.money.unit == limit.unit for each in new) and (
        sum(each.money.amount for each in new if each.money) <= limit.amount
    )
    if small or consent.yes:
        return
    text = f"this build spends {spending_text(new)}"
    if consent.ask is None:
        raise _refused(f"{text}: say that it may with --yes", new)
    if not consent.ask(text):
        raise _refused(f"{text}: nothing was asked for", new)


def _less(spent: Sequence[Money], running: Sequence[Money]) -> tuple[Money, ...]:
    """What was spent without what runs, which is counted with the build."""
    rest, found = list(running), []
    for each in spent:
        if each in rest:
            rest.remove(each)
        else:
            found.append(each)
    return tuple(found)


def _bound(
    most: Money | None,
    name: str,
    spent: tuple[Money, ...],
    found: Sequence[Expense],
    new: Sequence[Expense],
) -> None:
    """Raise RefusedError where what was spent, what runs and what would be asked for pass an
    amount, or cannot be compared with it.
    """
    if most is None:
        return
    unknown = [each for each in new if _in_unit(each, most.unit) is None]
    if unknown:
        raise _refused(
            f"{name} is {most}, and what these cost is not known in {most.unit}: write prices: for "
            f"{unknown[0].provider}, or build without the budget",
            unknown,
        )
    before = sum((each.amount for each in spent if each.unit == most.unit), Decimal(0))
    wanted = sum((_in_unit(each, most.unit) or Decimal(0) for each in found), Decimal(0))
    if before + wanted > most.amount:
        told = f", after {Money(most.unit, before)}" if before else ""
        raise _refused(
            f"{name} is {most}, and this would spend {Money(most.unit, wanted)}{told}", new
        )


def _in_unit(expense: Expense, unit: str) -> Decimal | None:
    for each in (expense.money, expense.own):
        if each is not None and each.unit == unit:
            return each.amount
    return None


def _refused(message: str, of: Sequence[Expense]) -> RefusedError:
    return RefusedError(
        message,
        [each.step.label for each in of],
        {each.step.label: (expense_text(each),) for each in of},
    )


def expense_text(expense: Expense) -> str:
    """What an original costs, in a few words."""
    if expense.own is None:
        return f"price not known ({expense.provider} {expense.model})"
    own = "" if expense.money == expense.own else f", {expense.own}"
    return f"{expense.money} ({expense.provider} {expense.model}{own}: {expense.how})"


def spending_text(of: Sequence[Expense]) -> str:
    """What several cost, by provider: `about 12.40 USD: kling 4.40 USD for 2, ...`; and of how many
    the price is not known.
    """
    known = [each for each in of if each.money is not None]
    sums = " and ".join(map(str, totals(each.money for each in known if each.money)))
    parts = []
    for provider in dict.fromkeys(each.provider for each in of):
        own = [each for each in known if each.provider == provider]
        lacks = sum(each.provider == provider and each.money is None for each in of)
        amounts = " and ".join(map(str, totals(each.own for each in own if each.own)))
        told = [f"{amounts} for {len(own):,}"] if own else []
        told += [f"{lacks:,} whose price is not known"] if lacks else []
        parts.append(f"{provider} {', '.join(told)}")
    return f"{f'about {sums}' if sums else 'an amount that is not known'} ({'; '.join(parts)})"


# ── what was spent ─────────────────────────────────────────────────────────────────────────────


def attempts_of(planned: Planned) -> tuple[Attempt, ...]:
    """Every attempt that was ever made for the film, in all its profiles, oldest first; of those
    that another machine made of its own copy what the plan or the lock names.
    """
    film = planned.loaded.workspace.ledger.rpartition(":")[0]
    own = {step.key for step in planned.plan.steps} | {t.key for t in planned.loaded.lock.takes}
    found = [
        attempt
        for key, entries in all_journals(planned.loaded.store.root)
        for attempt in attempts_in(entries)
        if attempt.film.rpartition(":")[0] == film or key in own
    ]
    return tuple(sorted(found, key=lambda each: each.at))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a shot has cost at a provider: what was billed, what is expected of attempts that no
    bill is known of, how many attempts there were, and of how many no price is known.
    """

    shot: str
    provider: str
    billed: tuple[Money, ...]
    expected: tuple[Money, ...]
    attempts: int
    unknown: int


def costs_of(planned: Planned) -> tuple[Cost, ...]:
    """What the film has cost, by shot and provider, in the order of their first attempts."""
    by: dict[tuple[str, str], list[Attempt]] = {}
    for attempt in attempts_of(planned):
        shot = attempt.label.partition(" ")[2].partition("#")[0]
        by.setdefault((shot, attempt.provider), []).append(attempt)
    return tuple(
        Cost(
            shot=shot,
            provider=provider,
            billed=totals(each.billed for each in attempts if each.billed),
            expected=totals(each.cost for each in attempts if each.cost and each.billed is None),
            attempts=len(attempts),
            unknown=sum(each.state in SENT and each.cost is None for each in attempts),
        )
        for (shot, provider), attempts in by.items()
    )
