"""The build page: what a build would make and spend, and the build that runs, live."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from vfc.errors import UsageError
from vfc.film.money import Money, totals
from vfc.project.causes import causes
from vfc.project.money import Expense, expense_text, expenses, spending_text
from vfc.project.plan import Planned
from vfc.review.model.values import Review
from vfc.review.pages.page import Desk, PageAction, PageData, ReviewPage
from vfc.store.local import leased_keys, previews

MOST = 300  # steps that are named


def build_data(review: Review) -> PageData:
    """What a build would make now, why, how long it takes, and what it spends."""
    planned = review.planned
    if planned is None:
        return {"plan": None}
    make = planned.to_make()
    least, most = planned.expected()
    bought = _bought(planned)
    return {
        "plan": {
            "kinds": dict(Counter(step.kind.name for step in make)),
            "make": len(make),
            "kept": planned.kept(),
            "seconds": [round(least, 1), round(most, 1)],
            "costs": sum(step.costs for step in make),
            "spends": spending_text(bought) if bought else "",
            "expenses": _bill(bought),
            "causes": [each.event().text for each in causes(planned)][:MOST] if make else [],
            "steps": [
                [step.label, "; ".join(planned.decisions[step.key].reasons)[:300]]
                for step in make[:MOST]
            ],
        }
    }


def _bought(planned: Planned) -> list[Expense]:
    return [each for each in expenses(planned) if not each.sent]


def _bill(bought: Sequence[Expense]) -> list[list[str]]:
    return [[each.step.label, expense_text(each)] for each in bought[:MOST]]


def build_state(desk: Desk, number: int = -1, line: int = 0) -> dict[str, Any]:
    """The build at this moment: its progress, the lines of its log from a line on, what runs with
    its preview; where none of this review runs, what another process makes of this film.
    """
    view, planned = desk.build.view(number, line), desk.reading.review.planned
    progress = view.progress
    labels = {step.key: step.label for step in planned.plan.steps} if planned else {}
    seen = {labels[key]: key for key in previews(desk.workspace.store) if key in labels}
    root = desk.workspace.store
    others = [] if desk.build.runs else [labels[key] for key in leased_keys(root) & labels.keys()]
    return {
        "number": view.number,
        "runs": desk.build.runs,
        "stopping": progress.stopping,
        "code": progress.code,
        "last": progress.last if progress.code else "",
        "begun": progress.begun,
        "make": progress.make,
        "kept": progress.kept,
        "done": progress.done,
        "left": progress.left,
        "running": [
            {"step": step, **found, "preview": seen.get(step, "")}
            for step, found in progress.running.items()
        ],
        "others": [{"step": step, "preview": seen.get(step, "")} for step in sorted(others)],
        "log": view.log,
        "line": progress.lines,
    }


def start(desk: Desk, given: dict[str, Any]) -> PageData:
    """Begin a build. What it spends was said before, and nothing else is spent: UsageError where it
    would be more by now, or where the text has mistakes.
    """
    review = desk.reading.read() if desk.reading.changed() else desk.reading.first()
    planned = review.planned
    if (
        planned is None
        or review.problem
        or any(each.severity == "error" for each in review.mistakes)
    ):
        raise UsageError("the film's text has mistakes: mend them first")
    bought = _bought(planned)
    spends = spending_text(bought) if bought else ""
    if given.get("spends", "") != spends:
        raise UsageError(
            f"this build would spend {spends or 'nothing'}: look at it again, and say so"
        )
    desk.build.start(desk.workspace, _consent(bought))
    return {}


def _consent(bought: Sequence[Expense]) -> list[str]:
    """The words that let a build spend what it was said to spend, and no more."""
    if not bought:
        return []
    sums = totals(each.money for each in bought if each.money is not None)
    if len(sums) != 1 or any(each.money is None for each in bought):
        return ["--yes"]
    return ["--yes", "--budget", _words(sums[0])]


def _words(money: Money) -> str:
    return f"{money.amount}{money.unit}"


def stop(desk: Desk, given: dict[str, Any]) -> PageData:
    """Stop the build, as Ctrl-C does; UsageError where none of this review runs."""
    if not desk.build.stop():
        raise UsageError("no build of this review runs")
    return {}


BUILD = ReviewPage(
    name="build",
    title="Build",
    key="u",
    data=build_data,
    actions=(PageAction(name="start", act=start), PageAction(name="stop", act=stop)),
    exported=False,
)
