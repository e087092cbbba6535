"""The shots of a plan as pages see them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from vfc.edit.boards import camera_words
from vfc.engine.stale import Decision, State
from vfc.errors import Span
from vfc.film.model import Footage, Shot, Still
from vfc.generators.hosted.attempts import Attempt, AttemptState
from vfc.language.yaml.node import Node
from vfc.planning.pictures import seed_of
from vfc.project.failures import last_failures
from vfc.project.money import Cost, attempts_of, costs_of
from vfc.project.plan import Planned
from vfc.recipes.step import Step
from vfc.review.model.values import ReviewShot, ShotState

MOST = 6  # reasons that are told of a shot
NEVER = "never made"
FAILURES = frozenset(
    {AttemptState.FAILED, AttemptState.REFUSED, AttemptState.GONE, AttemptState.EMPTY}
)


def review_shots(planned: Planned) -> dict[str, ReviewShot]:
    """Every shot of a film by its name, in the order of the text."""
    film, plan = planned.loaded.film, planned.plan
    steps, costs = plan.by_key(), _costs(planned)
    failed = {
        **last_failures(planned.loaded.workspace),
        **{each.key: _failure(each) for each in attempts_of(planned) if each.state in FAILURES},
    }
    found: dict[str, ReviewShot] = {}
    for name, shot in film.shots.items():
        take = plan.shown_takes[name]
        key = plan.takes[f"{name}#{take}"]
        own = [steps[each] for each in _own(steps, plan.shown.get(name, key), name)]
        state, reasons = _state(own, planned.decisions, failed)
        written = isinstance(shot.source, Footage | Still)
        words = _prompt_span(planned, shot)
        found[name] = ReviewShot(
            name=name,
            scene=shot.scene,
            words=shot.prompt.words,
            style=shot.prompt.style,
            camera=camera_words(shot),
            lines=tuple(
                f"{each.who}: {each.text}" if each.who else each.text for each in shot.lines
            ),
            note=shot.note,
            frames=shot.frames,
            take=take,
            takes=shot.takes,
            seed=None if written else seed_of(film, shot, take),
            generator=shot.source.kind if written else shot.generator.name,
            made_with=_made_with(shot),
            key=key,
            cost=costs.get(name, ""),
            file=shot.span.file,
            line=shot.span.line,
            words_file=words.file,
            words_line=words.line,
            state=state,
            reasons=reasons[:MOST],
        )
    return found


def _prompt_span(planned: Planned, shot: Shot) -> Span:
    """Where a shot's prompt stands; where it has none, or a short form, where the shot does."""
    scene, _, own = shot.name.partition("/")
    node: Node | None = planned.loaded.source.root
    for word in ("scenes", scene, "shots", own, "prompt"):
        node = node.get(word) if node is not None else None
    return node.span if node is not None else shot.span


def _made_with(shot: Shot) -> str:
    source, use = shot.source, shot.generator
    if isinstance(source, Footage | Still):
        return source.file.path
    return " ".join(f"{name}={value}" for name, value in use.options)


def _state(
    own: Sequence[Step], decisions: Mapping[str, Decision], failed: Mapping[str, str]
) -> tuple[ShotState, tuple[str, ...]]:
    """How what is shown of a shot, the last of its `own` steps, stands, and why."""
    last = decisions[own[-1].key]
    if last.state is State.KEPT:
        return ShotState.UP_TO_DATE, ()
    if last.state is State.WAIT:
        return ShotState.WAITING, last.reasons
    failures = tuple(failed[step.key] for step in own if step.key in failed)
    if failures:
        return ShotState.FAILED, failures
    reasons = dict.fromkeys(
        each
        for step in own
        for each in decisions[step.key].reasons
        if not each.startswith(tuple(f"uses {other.label}," for other in own))
    )
    told = tuple(each for each in reasons if each != NEVER)
    return (ShotState.STALE, told) if told else (ShotState.NEVER, ())


def _failure(attempt: Attempt) -> str:
    """How an attempt of a service ended, in words."""
    return f"{attempt.provider}: {attempt.words or attempt.state}"


def _own(steps: Mapping[str, Step], shown: str, shot: str) -> Iterator[str]:
    """The keys of the steps that make a shot's picture and bear its name, each after what it
    uses.
    """
    step = steps[shown]
    for use in step.uses:
        each = steps.get(use.key)
        if each is not None and each.name.partition("#")[0] == shot:
            yield from _own(steps, use.key, shot)
    yield shown


def _costs(planned: Planned) -> dict[str, str]:
    """What each shot has cost, in words."""
    found: dict[str, list[str]] = {}
    for each in costs_of(planned):
        found.setdefault(each.shot, []).append(_cost(each))
    return {shot: "; ".join(each) for shot, each in found.items()}


def _cost(cost: Cost) -> str:
    parts = [
        f"{' and '.join(map(str, cost.billed))} billed" if cost.billed else "",
        f"{' and '.join(map(str, cost.expected))} expected" if cost.expected else "",
        f"{cost.unknown:,} of unknown price" if cost.unknown else "",
    ]
    return f"{cost.provider} {', '.join(filter(None, parts)) or 'nothing'}"
