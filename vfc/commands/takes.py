"""`vfc takes`: the takes of a shot side by side, each with its seed, prompt, scores and time; and
those of its lines.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from vfc.engine.events import Reporter
from vfc.engine.stale import Decision, State
from vfc.errors import UsageError
from vfc.files import replacing
from vfc.film.scores import HARDLY, digits, overall, ranks
from vfc.generators.registry import Registry
from vfc.media.frames import read_rgb
from vfc.media.viewing.sheet import Row, contact_sheet
from vfc.planning.pictures import seed_of
from vfc.project.claims import claim
from vfc.project.load import load
from vfc.project.locked import scores_of
from vfc.project.plan import Planned, PlanOptions, no_such_shot, plan_film
from vfc.project.run import run_plan
from vfc.project.workspace import Workspace
from vfc.recipes.kinds import SCORE
from vfc.store.api import Trace

STRIP = 8  # frames of each take on the sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """One take. `trace` is None while it does not stand, and then there are no scores.

    `overall` is the mean of the scores by the film's weights, `rank` its place among the takes of
    the shot, 1 the best; `ranks` are those of each measure. Equal values share a place; a rank is
    None where there is no score.
    """

    take: int
    seed: int
    key: str
    shown: bool
    trace: Trace | None = None
    scores: Mapping[str, float | None]
    overall: float = 0.0
    rank: int | None = None
    ranks: Mapping[str, int | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineTake:
    """A take of a line of a shot: what is said, which take, whether it is heard; its file and its
    seconds, None of one that nobody has spoken.
    """

    line: int
    text: str
    take: int
    heard: bool
    seconds: float | None = None
    file: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Takes:
    """The takes of a shot, its prompt, the contact sheet, None where no take stands, and the takes
    of its lines.
    """

    shot: str
    prompt: str
    takes: tuple[Take, ...]
    sheet: Path | None
    lines: tuple[LineTake, ...] = ()

    @property
    def close(self) -> bool:
        """Whether the scores of several takes are so near each other that the eye must choose."""
        values = [each.overall for each in self.takes if each.scores]
        return len(values) > 1 and max(values) - min(values) < HARDLY


def takes_of(
    workspace: Workspace, name: str, reporter: Reporter, *, registry: Registry | None = None
) -> Takes:
    """Measure the takes that stand, and draw them into `out/PROFILE/takes/`; makes no take.

    UsageError for a shot that is not there.
    """
    loaded = load(workspace, registry=registry)
    if name not in loaded.film.shots:
        raise UsageError(no_such_shot(name, loaded.film.shots))
    with loaded.store.busy():
        planned = plan_film(loaded, PlanOptions(scores=(name,)))
        outcome = run_plan(planned, _only_scores(planned), reporter, threading.Event())
        found = ranked(
            [_take(planned, name, label, outcome.digests) for label in planned.plan.scores]
        )
        sheet = _sheet(planned, name, found)
        lines = tuple(_lines(planned, name))
    return Takes(
        shot=name, prompt=loaded.film.shots[name].prompt.text, takes=found, sheet=sheet, lines=lines
    )


def _lines(planned: Planned, name: str) -> Iterator[LineTake]:
    """The takes of a shot's lines, each that stands as a file beside the contact sheet; a recording
    is its own.
    """
    loaded = planned.loaded
    film = loaded.film
    for number, line in enumerate(film.shots[name].lines, 1):
        delivery = line.delivery
        if delivery is None:
            continue
        for take in range(1, delivery.takes + 1):
            asked = delivery.utterance(line.text, take, film.seed, film.language)
            heard = loaded.hearing(asked)
            found = LineTake(
                line=number,
                text=line.text,
                take=take,
                heard=take == delivery.shown,
                seconds=float(heard.seconds) if heard is not None else None,
            )
            if asked.file is not None:
                yield replace(found, file=loaded.workspace.folder / asked.file.path)
            elif (path := loaded.hearing.path(asked)) is not None:
                yield replace(found, file=_beside(loaded.workspace, path, name, number, take))
            else:
                yield found


def _beside(workspace: Workspace, path: Path, name: str, line: int, take: int) -> Path:
    """A take of a line as a file that can be listened to."""
    out = workspace.out / "takes" / f"{name.replace('/', '-')}-line-{line}-{take}.wav"
    claim(workspace, [out.relative_to(workspace.out).as_posix()])
    workspace.folder_of_out(out.parent)
    with replacing(out) as file:
        file.write(path.read_bytes())
    return out


def ranked(takes: Sequence[Take]) -> tuple[Take, ...]:
    """Takes with their ranks among each other, 1 the best."""
    overall = ranks([each.overall if each.scores else None for each in takes])
    by_measure = {
        name: ranks([each.scores.get(name) for each in takes])
        for each in takes
        for name in each.scores
    }
    return tuple(
        replace(each, rank=rank, ranks={name: by_measure[name][number] for name in each.scores})
        for number, (each, rank) in enumerate(zip(takes, overall, strict=True))
    )


def _only_scores(planned: Planned) -> dict[str, Decision]:
    """Decisions by which nothing is made but the scores of takes that stand."""
    decisions = dict(planned.decisions)
    for step in planned.plan.steps:
        ready = step.kind is SCORE and all(
            decisions[use.key].state is State.KEPT for use in step.uses
        )
        if decisions[step.key].state is State.MAKE and not ready:
            decisions[step.key] = replace(decisions[step.key], state=State.SKIP)
    return decisions


def _take(planned: Planned, name: str, label: str, digests: Mapping[str, str]) -> Take:
    film, plan, store = planned.loaded.film, planned.plan, planned.loaded.store
    shot, number = film.shots[name], int(label.rpartition("#")[2])
    trace = planned.decisions[plan.takes[label]].trace
    stands = trace is not None and store.path(trace.output) is not None
    scores = (
        scores_of(store, digests.get(plan.scores[label], ""))
        if stands
        else dict[str, float | None]()
    )
    return Take(
        take=number,
        seed=seed_of(film, shot, number),
        key=plan.takes[label],
        shown=plan.takes[label] == plan.takes[f"{name}#{planned.plan.shown_takes[name]}"],
        trace=trace if stands else None,
        scores=scores,
        overall=overall(scores, dict(film.scores)),
    )


def _sheet(planned: Planned, name: str, takes: tuple[Take, ...]) -> Path | None:
    rows = [row for each in takes if (row := _row(planned, name, each, takes)) is not None]
    if not rows:
        return None
    workspace = planned.loaded.workspace
    path = workspace.out / "takes" / f"{name.replace('/', '-')}.png"
    claim(workspace, [path.relative_to(workspace.out).as_posix()])
    workspace.folder_of_out(path.parent)
    contact_sheet(path, rows, title=f"{planned.loaded.film.title}: {name}")
    return path


def _row(planned: Planned, name: str, take: Take, among: Sequence[Take]) -> Row | None:
    """A take on the sheet; None of one that does not stand."""
    frames, trace = planned.loaded.film.shots[name].frames, take.trace
    path = planned.loaded.store.path(trace.output) if trace is not None else None
    if trace is None or path is None:
        return None
    wanted = sorted({index * (frames - 1) // max(1, STRIP - 1) for index in range(STRIP)})
    strip = [frame for index, frame in enumerate(read_rgb(path, 0, frames)) if index in wanted]
    made = datetime.fromtimestamp(trace.made, UTC).strftime("%Y-%m-%d %H:%M")
    return Row(
        label=f"#{take.take}",
        frames=strip,
        picked=take.shown,
        lines=(
            f"{overall_line(take, among)} overall, seed {take.seed}, made in {trace.seconds:.1f} s "
            f"on {made} UTC",
            scores_line(take, among),
            planned.loaded.film.shots[name].prompt.text,
        ),
    )


def overall_line(take: Take, among: Sequence[Take]) -> str:
    """The place of a take among others and its mean, in as many digits as tell them apart:
    `2nd of 4, 0.962`.
    """
    scored = [each for each in among if each.scores]
    if take.rank is None:
        return "not measured"
    value = f"{take.overall:.{digits([each.overall for each in scored])}f}"
    shared = "=" if sum(each.rank == take.rank for each in scored) > 1 else ""
    return f"{_ordinal(take.rank)}{shared} of {len(scored)}, {value}" if len(scored) > 1 else value


def scores_line(take: Take, among: Sequence[Take]) -> str:
    """The scores of a take in a line, those alone in which it differs from others: each with its
    place among them.
    """
    names = [
        name for name in take.scores if take.scores[name] is not None and not _alike(name, among)
    ]
    several = sum(bool(each.scores) for each in among) > 1
    return "  ".join(
        f"{name} {take.scores[name]:.2f}" + (f" ({_ordinal(rank)})" if several and rank else "")
        for name in names
        for rank in (take.ranks[name],)
    )


def common_scores_line(among: Sequence[Take]) -> str:
    """What the scores of several takes have in common, in a line."""
    first = next((each.scores for each in among if each.scores), {})
    return ", ".join(
        f"{name} {value:.2f}"
        for name, value in first.items()
        if value is not None and _alike(name, among)
    )


def _alike(name: str, among: Sequence[Take]) -> bool:
    values = [value for each in among if (value := each.scores.get(name)) is not None]
    return len(values) > 1 and max(values) - min(values) < HARDLY


def _ordinal(rank: int) -> str:
    ending = "th" if 10 < rank % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    return f"{rank}{ending}"
