"""`vfc status`: what stands, what is stale, what has drifted from the lock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from vfc.engine.stale import State
from vfc.errors import VfcError
from vfc.film.sequence import numbered
from vfc.project.locking import drift
from vfc.project.loudness import FileLoudness, loudness_of
from vfc.project.plan import Planned
from vfc.provenance.sidecar import has_sidecar, sidecar_of
from vfc.recipes.kinds import PLURALS as PLURALS
from vfc.recipes.params import GeneratedParams


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Counts of steps by kind that stand and that are stale, deliverables that stand, drift in
    sentences, how loud each deliverable is.
    """

    standing: tuple[tuple[str, int], ...]
    stale: tuple[tuple[str, int], ...]
    deliverables: tuple[tuple[str, bool], ...]
    drift: tuple[str, ...]
    sound: Mapping[str, FileLoudness]

    @property
    def whole(self) -> bool:
        """Whether nothing is stale and every deliverable stands."""
        return not self.stale and all(stands for _, stands in self.deliverables)


def status(planned: Planned) -> Status:
    """How a film stands."""
    states = Counter(
        (planned.decisions[step.key].state, step.kind.name) for step in planned.plan.steps
    )
    workspace = planned.loaded.workspace
    delivered = tuple(
        (
            path,
            planned.decisions[key].state is State.KEPT
            and (workspace.out / numbered(path, 1)).is_file()
            and (not has_sidecar(path) or sidecar_of(workspace.out / path).is_file()),
        )
        for path, key in planned.plan.deliverables.items()
    )
    return Status(
        standing=_counts(states, State.KEPT),
        stale=_counts(states, State.MAKE),
        deliverables=delivered,
        drift=(*drift(planned.loaded), *_environments(planned)),
        sound=loudness_of(
            planned,
            {
                key: decision.trace.output
                for key, decision in planned.decisions.items()
                if decision.trace is not None
            },
        ),
    )


def _environments(planned: Planned) -> Iterator[str]:
    """In a sentence for each difference: what kept pictures that cost were made on, and is another
    here.
    """
    found: Counter[tuple[str, str, str, str]] = Counter()
    here: dict[str, Mapping[str, str]] = {}
    for step in planned.plan.steps:
        decision = planned.decisions[step.key]
        if (
            decision.state is not State.KEPT
            or not step.costs
            or not isinstance(step.params, GeneratedParams)
        ):
            continue
        made_on = decision.trace.made_on if decision.trace is not None else {}
        name = step.params.generator
        if made_on and name not in here:
            here[name] = _now(planned, name)
        found.update(
            (name, fact, value, here[name][fact])
            for fact, value in made_on.items()
            if here[name].get(fact, value) != value
        )
    for (name, fact, value, now), count in sorted(found.items()):
        one, were, they = (
            ("step", "was", "it stands") if count == 1 else ("steps", "were", "they stand")
        )
        yield (
            f"{count:,} {one} of {name} {were} made with {fact} {value}, here is {now}: {they}; "
            f"--recache makes anew"
        )


def _now(planned: Planned, name: str) -> Mapping[str, str]:
    generator = planned.loaded.registry.get(name)
    try:
        return generator.environment() if generator is not None else {}
    except VfcError:
        return {}


def _counts(states: Counter[tuple[State, str]], state: State) -> tuple[tuple[str, int], ...]:
    return tuple((kind, count) for (each, kind), count in states.items() if each is state)
