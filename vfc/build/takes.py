"""`vfc takes`: the takes of a shot side by side, each with its seed, prompt, scores and time."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from vfc.build.held import scores_of
from vfc.build.load import load
from vfc.build.place import Place
from vfc.build.planning import Planned, Wanted, no_such_shot, plan_film
from vfc.build.running import run_plan
from vfc.engine.events import Reporter
from vfc.engine.stale import Decision
from vfc.errors import UsageError
from vfc.film.scores import overall
from vfc.generators.registry import Registry
from vfc.media.frames import read_rgb
from vfc.media.sheet import Row, contact_sheet
from vfc.plan.pictures import seed_of
from vfc.store.api import Trace

STRIP = 8  # frames of each take on the sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """One take. `trace` is None while it does not stand, and then there are no scores.

    `overall` is the mean of the scores by the film's weights.
    """

    take: int
    seed: int
    key: str
    shown: bool
    trace: Trace | None = None
    scores: Mapping[str, float | None]
    overall: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Takes:
    """The takes of a shot, its prompt, and the contact sheet, None where no take stands."""

    shot: str
    prompt: str
    takes: tuple[Take, ...]
    sheet: Path | None


def takes_of(place: Place, name: str, reporter: Reporter, *, registry: Registry | None = None) -> Takes:
    """Measure the takes that stand, and draw them into `out/PROFILE/takes/`; makes no take.

    UsageError for a shot that is not there.
    """
    loaded = load(place, registry=registry)
    if name not in loaded.film.shots:
        raise UsageError(no_such_shot(name, loaded.film.shots))
    with loaded.store.busy():
        planned = plan_film(loaded, Wanted(scores=(name,)))
        outcome = run_plan(planned, _only_scores(planned), reporter, threading.Event())
        found = tuple(_take(planned, name, label, outcome.digests) for label in planned.plan.scores)
        sheet = _sheet(planned, name, found)
    return Takes(shot=name, prompt=loaded.film.shots[name].prompt.text, takes=found, sheet=sheet)


def _only_scores(planned: Planned) -> dict[str, Decision]:
    """Decisions by which nothing is made but the scores of takes that stand."""
    decisions = dict(planned.decisions)
    for step in planned.plan.steps:
        ready = step.kind == "score" and all(decisions[use.key].state == "kept" for use in step.uses)
        if decisions[step.key].state == "make" and not ready:
            decisions[step.key] = replace(decisions[step.key], state="skip")
    return decisions


def _take(planned: Planned, name: str, label: str, digests: Mapping[str, str]) -> Take:
    film, plan, store = planned.loaded.film, planned.plan, planned.loaded.store
    shot, number = film.shots[name], int(label.rpartition("#")[2])
    trace = planned.decisions[plan.takes[label]].trace
    stands = trace is not None and store.path(trace.output) is not None
    scores = scores_of(store, digests.get(plan.scores[label], "")) if stands else {}
    return Take(take=number, seed=seed_of(film, shot, number), key=plan.takes[label],
                shown=plan.takes[label] == plan.takes[f"{name}#{planned.shown_take(name)}"],
                trace=trace if stands else None, scores=scores, overall=overall(scores, dict(film.scores)))


def _sheet(planned: Planned, name: str, takes: tuple[Take, ...]) -> Path | None:
    rows = [_row(planned, name, each) for each in takes if each.trace is not None]
    if not rows:
        return None
    path = planned.loaded.place.out / "takes" / f"{name.replace('/', '-')}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    contact_sheet(path, rows, title=f"{planned.loaded.film.title}: {name}")
    return path


def _row(planned: Planned, name: str, take: Take) -> Row:
    frames = planned.loaded.film.shots[name].frames
    path = planned.loaded.store.path(take.trace.output)
    wanted = sorted({index * (frames - 1) // max(1, STRIP - 1) for index in range(STRIP)})
    strip = [frame for index, frame in enumerate(read_rgb(path, 0, frames)) if index in wanted]
    made = datetime.fromtimestamp(take.trace.made, UTC).strftime("%Y-%m-%d %H:%M")
    return Row(label=f"#{take.take}", frames=strip, picked=take.shown,
               lines=(f"{take.overall:.2f} overall, seed {take.seed}, made in {take.trace.seconds:.1f} s on {made} UTC",
                      told_scores(take), planned.loaded.film.shots[name].prompt.text))


def told_scores(take: Take) -> str:
    """The scores of a take in a line."""
    return "  ".join(f"{name} {value:.2f}" for name, value in take.scores.items() if value is not None)
