"""Film to Plan, and each step's decision: what stands, what must be made, and why."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from vfc.engine.expect import Expected
from vfc.engine.stale import Decision, decide
from vfc.engine.stale import State as State
from vfc.errors import TextError, UsageError, with_excerpts
from vfc.film.proxies import ProxiesWanted
from vfc.planning.collector import Collector
from vfc.planning.plan import make_plan
from vfc.planning.voices import LinePlanner, plan_lines
from vfc.project.expecting import seconds_of
from vfc.project.generators import generators_of
from vfc.project.load import LoadedFilm
from vfc.project.locked import locked_for, settled
from vfc.project.tools import tools
from vfc.project.voices import lines_of
from vfc.recipes.params import PinnedParams
from vfc.recipes.step import Plan, Step
from vfc.store.api import Trace
from vfc.store.index import Records


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOptions:
    """What a build is asked for beyond what the text says; where it is to `verify`, what stands by
    its name is read.
    """

    only: tuple[str, ...] = ()
    everything: bool = False
    recache: tuple[str, ...] = ()
    resend: tuple[str, ...] = ()
    refresh: bool = False
    scores: tuple[str, ...] = ()
    verify: bool = False
    proxies: ProxiesWanted | None = None


class Previous:
    """What each label held when a build last finished it: keys at hand, contents read when a reason
    needs them.
    """

    def __init__(self, records: Records, ledger: str):
        self._records, self._ledger = records, ledger
        self.keys = records.labels(ledger)

    def get(self, label: str) -> str | None:
        """The content that a label held, or None."""
        return self._records.content(self._ledger, label) if label in self.keys else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A plan with a decision for each step, and the seconds that each is expected to take.

    They are no more than a guess, for the order, of steps that cost and whose like was never timed
    here: `untimed`; and a guess to be told of others that were not: `guessed`.
    """

    loaded: LoadedFilm
    wanted: PlanOptions
    plan: Plan
    decisions: Mapping[str, Decision]
    seconds: Mapping[str, float]
    previous: Previous
    untimed: frozenset[str] = frozenset()
    guessed: frozenset[str] = frozenset()

    def named(self, names: Collection[str]) -> tuple[str, ...]:
        """Full names of shots from names, scenes and patterns; UsageError for one that is
        nowhere.
        """
        return shots_named(self.loaded.film.shots, names)

    def expected(self, keys: Collection[str] | None = None) -> tuple[float, float]:
        """The least and the most seconds that a build will take here, or that these keys of it
        will, of what was timed or can be guessed.
        """
        known = {
            key: self.seconds[key]
            for key in (self.seconds if keys is None else keys)
            if key in self.seconds and key not in self.untimed
        }
        return Expected(known, self.guessed, os.cpu_count() or 1).begun()

    def to_make(self) -> tuple[Step, ...]:
        """The steps that would be made, in an order in which they could run."""
        return tuple(
            step for step in self.plan.steps if self.decisions[step.key].state is State.MAKE
        )

    def kept(self) -> int:
        """How many steps stand as the text wants them."""
        return sum(each.state is State.KEPT for each in self.decisions.values())


def plan_film(loaded: LoadedFilm, wanted: PlanOptions = PlanOptions()) -> Planned:
    """Plan a film and decide each of its steps; TextError where its cut cannot be made.

    Choices of the best take whose scores stand already are settled on the way.
    """
    planned = _planned(loaded, wanted)
    if not planned.plan.contests or wanted.recache:
        return planned
    held = {
        key: each.trace.output for key, each in planned.decisions.items() if each.trace is not None
    }
    lock = settled(loaded.lock, planned.plan, held, loaded.store, loaded.film.scores)
    return planned if lock is loaded.lock else plan_film(replace(loaded, lock=lock), wanted)


def plan_hearing(loaded: LoadedFilm, wanted: PlanOptions) -> Planned | None:
    """The plan by which the lines are spoken on which the film's plan depends; None where all were
    heard, or nothing hangs on them.
    """
    film = loaded.film
    if not any(delivery.heard is None for _, delivery, _, _ in lines_of(film)):
        return None
    generators = generators_of(film, loaded.registry, loaded.lock, refresh=wanted.refresh)
    collector = Collector(tools(), {})
    planner = LinePlanner(film, collector, loaded.voices.by_name(film), generators)
    only = shots_named(film.shots, wanted.only)
    plan = plan_lines(planner, only=only, everything=wanted.everything)
    if not plan.unheard:
        return None
    return _decided(loaded, replace(wanted, recache=(), resend=()), plan)


def _planned(loaded: LoadedFilm, wanted: PlanOptions) -> Planned:
    film = loaded.film
    try:
        plan = make_plan(
            film,
            generators_of(film, loaded.registry, loaded.lock, refresh=wanted.refresh),
            tools(),
            voices=loaded.voices.by_name(film),
            locked=locked_for(loaded.lock, film.profile),
            only=shots_named(film.shots, wanted.only),
            everything=wanted.everything,
            scores=shots_named(film.shots, wanted.scores),
            proxies=wanted.proxies,
        )
    except TextError as error:
        hearing = plan_hearing(loaded, wanted) if film.about else None
        if hearing is not None:  # what an estimate says refuses no film
            return hearing
        raise TextError(with_excerpts(error.mistakes, loaded.source.texts)) from None
    return _decided(loaded, wanted, plan)


def _decided(loaded: LoadedFilm, wanted: PlanOptions, plan: Plan) -> Planned:
    traces = dict(loaded.store.traces([step.key for step in plan.steps]))
    pinned = {
        step.key: (_pinned(step),) for step in plan.steps if isinstance(step.params, PinnedParams)
    }
    traces |= pinned
    standing = loaded.store.has(
        {trace.output for each in traces.values() for trace in each}
        | {step.locked for step in plan.steps if step.locked}
    )
    if wanted.verify:
        standing = {digest for digest in standing if loaded.store.path(digest) is not None}
    previous = Previous(loaded.records, loaded.workspace.ledger)
    decisions = decide(
        plan.steps,
        plan.goals,
        traces,
        standing,
        previous,
        waiting=plan.waiting,
        recache=recache(wanted, plan) if wanted.recache else None,
    )
    seconds, untimed, guessed = _expected(loaded, plan, decisions)
    return Planned(
        loaded=loaded,
        wanted=wanted,
        plan=plan,
        decisions=decisions,
        previous=previous,
        seconds=seconds,
        untimed=untimed,
        guessed=guessed,
    )


def _pinned(step: Step) -> Trace:
    """The trace of a picture that the lock pins: it stands if its object does, whatever it was made
    from.
    """
    return Trace(key=step.key, label=step.label, content="", inputs=(), output=step.locked)


def recache(wanted: PlanOptions, plan: Plan) -> Callable[[str], bool]:
    """Whether a label is asked for anew: patterns match `KIND NAME`, or the name alone; UsageError
    for one that matches no step.
    """
    return _labels(wanted.recache, plan, "--recache").__contains__


def resend(wanted: PlanOptions, plan: Plan) -> Callable[[str], bool]:
    """Whether what was sent for a label may be sent anew: patterns as of `recache`."""
    return _labels(wanted.resend, plan, "--resend").__contains__


def _labels(patterns: Collection[str], plan: Plan, option: str) -> set[str]:
    # two equal shots are one step with one label
    names = {f"picture {name}": key for name, key in plan.takes.items()}
    steps, found = plan.by_key(), set[str]()
    for pattern in patterns:
        matched = {step.label for step in plan.steps if _matches(step.label, pattern)}
        matched |= {steps[key].label for label, key in names.items() if _matches(label, pattern)}
        if not matched:
            raise UsageError(
                f"{option}: no step is called '{pattern}'; `vfc plan --json` lists their names"
            )
        found |= matched
    return found


def _matches(label: str, pattern: str) -> bool:
    name = label.partition(" ")[2]
    return (
        fnmatchcase(label, pattern)
        or fnmatchcase(name, pattern)
        or fnmatchcase(name.partition("#")[0], pattern)
    )


def shots_named(shots: Mapping[str, object], names: Collection[str]) -> tuple[str, ...]:
    """Full names of shots from names, scenes and patterns; UsageError for one that is nowhere."""
    found: dict[str, None] = {}
    for name in names:
        matched = [
            shot for shot in shots if fnmatchcase(shot, name) or shot.partition("/")[0] == name
        ]
        if not matched:
            raise UsageError(no_such_shot(name, shots))
        found.update(dict.fromkeys(matched))
    return tuple(found)


def no_such_shot(name: str, shots: Collection[str]) -> str:
    """That there is no such shot, and which was perhaps meant."""
    within = [shot for shot in shots if shot.startswith(f"{name}/")]
    if within:
        more = ", ..." if within[6:] else ""
        return f"'{name}' is a scene; name a shot of it: {', '.join(within[:6])}{more}"
    near = nearest(name, shots)
    return f"there is no shot '{name}'" + (f"; did you mean '{near}'?" if near else "")


def nearest(name: str, shots: Collection[str]) -> str:
    """The shot that a name comes nearest to, by its whole name or by its last part; '' where none
    is near.
    """
    from difflib import get_close_matches

    lasts = {shot.rpartition("/")[2]: shot for shot in reversed(list(shots))}
    near = get_close_matches(name, list(shots), 1) or [
        lasts[last] for last in get_close_matches(name, list(lasts), 1)
    ]
    return near[0] if near else ""


def _expected(
    loaded: LoadedFilm, plan: Plan, decisions: Mapping[str, Decision]
) -> tuple[dict[str, float], frozenset[str], frozenset[str]]:
    """Seconds by key for the steps to make, from what earlier steps of their kind took a frame; the
    keys of those that cost and have no such history; and of the others that have none, whose
    seconds are a guess.
    """
    to_make = [step for step in plan.steps if decisions[step.key].state is State.MAKE]
    if not to_make:
        return {}, frozenset(), frozenset()
    rates = loaded.records.seconds_a_unit()
    found = {step.key: seconds_of(step, rates) for step in to_make}
    unknown = {key for key, (_, guess) in found.items() if guess}
    untimed = frozenset(step.key for step in to_make if step.costs and step.key in unknown)
    return (
        {key: seconds for key, (seconds, _) in found.items()},
        untimed,
        frozenset(unknown - untimed),
    )
