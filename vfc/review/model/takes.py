"""The takes of a film's shots as a page sees them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from vfc.commands.takes import Take, ranked
from vfc.film.model import Footage, Still
from vfc.film.scores import overall
from vfc.planning.pictures import seed_of
from vfc.project.locked import scores_of
from vfc.project.plan import Planned, PlanOptions, plan_film


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewTake:
    """A take: its number, seed, and what measured it; `stands` says whether there is a picture."""

    take: int
    seed: int
    stands: bool
    shown: bool
    seconds: float = 0.0
    made: float = 0.0
    overall: float | None = None
    rank: int | None = None
    scores: Mapping[str, float] = field(default_factory=dict[str, float])


def review_takes(planned: Planned) -> dict[str, tuple[ReviewTake, ...]]:
    """The takes of each shot that can have several, in the order of the text; scores are those that
    stand, and none is made.
    """
    film = planned.loaded.film
    several = tuple(
        name
        for name, shot in film.shots.items()
        if shot.takes > 1 and not isinstance(shot.source, Footage | Still)
    )
    measured = plan_film(planned.loaded, PlanOptions(scores=several)) if several else planned
    return {
        name: tuple(_takes(measured if name in several else planned, name)) for name in film.shots
    }


def _takes(planned: Planned, name: str) -> Iterator[ReviewTake]:
    plan, shot = planned.plan, planned.loaded.film.shots[name]
    count = sum(1 for label in plan.takes if label.rpartition("#")[0] == name)
    shown = plan.shown_takes[name]
    for each in ranked([_take(planned, name, number) for number in range(1, count + 1)]):
        yield ReviewTake(
            take=each.take,
            seed=seed_of(planned.loaded.film, shot, each.take),
            stands=each.trace is not None,
            shown=each.take == shown,
            seconds=each.trace.seconds if each.trace else 0.0,
            made=each.trace.made if each.trace else 0.0,
            overall=each.overall if each.scores else None,
            rank=each.rank,
            scores={name: value for name, value in each.scores.items() if value is not None},
        )


def _take(planned: Planned, name: str, number: int) -> Take:
    plan, film = planned.plan, planned.loaded.film
    label = f"{name}#{number}"
    trace = planned.decisions[plan.takes[label]].trace
    score = planned.decisions[plan.scores[label]].trace if label in plan.scores else None
    store = planned.loaded.store
    scores = scores_of(store, score.output) if trace and score else dict[str, float | None]()
    return Take(
        take=number,
        seed=0,
        key=plan.takes[label],
        shown=False,
        trace=trace,
        scores=scores,
        overall=overall(scores, dict(film.scores)),
    )
