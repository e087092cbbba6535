"""Stale? For each step of a plan: does what is wanted stand, and if not, why must it be made. Pure.

A trace counts only if the digests of inputs that it records are those that this build holds for the
step's uses: a constructive trace that verifies its inputs ("Build systems à la carte"). Among
several that count, one whose object stands wins, then the one with the lock's digest, then the
newest, which `--recache` made.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol, TypeAlias

from vfc.recipes.step import Step
from vfc.store.api import Trace


class Change(NamedTuple):
    """One field of a step's text, before and after; '' where it was not there."""

    field: str
    before: str
    after: str

    def __str__(self) -> str:
        if self.field == "uses":
            return (
                f"uses {self.before}, which is {self.after}"
                if self.after
                else f"uses {self.before} no more"
            )
        if not self.before:
            return f"{self.field}: {self.after} is new"
        if not self.after:
            return f"{self.field}: {self.before} is gone"
        return f"{self.field}: {self.before} → {self.after}"


class State(StrEnum):
    """How a step stands.

    `kept`: its trace counts and nothing need be made. `make`: a goal needs it and it does not
    stand. `skip`: it does not stand, and nothing that is to be made needs it. `wait`: it hangs on a
    choice that must be settled first.
    """

    MAKE = "make"
    KEPT = "kept"
    SKIP = "skip"
    WAIT = "wait"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is to be done about a step, and why."""

    state: State
    reasons: tuple[str, ...] = ()
    trace: Trace | None = None


KEPT_WITHOUT = Decision(state=State.SKIP)
WAIT = Decision(state=State.WAIT, reasons=("waits until the best take is chosen",))
Recache = Callable[[str], bool]
Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"


class PreviousContents(Protocol):
    """The content that each label last held; a dict will do."""

    def get(self, label: str, /) -> str | None:
        """The content of a label, or None."""
        ...


def decide(
    steps: Sequence[Step],
    goals: Collection[str],
    traces: Mapping[str, Sequence[Trace]],
    standing: Collection[str],
    previous: PreviousContents,
    *,
    recache: Recache | None = None,
    built: Mapping[str, Trace] | None = None,
    waiting: Collection[str] = (),
) -> dict[str, Decision]:
    """A decision for each step, by key. `steps` stand after what they use.

    `standing` are the digests whose objects are here; `previous` the content that each label last
    held; `built` the traces of steps that this build has made already; `waiting` are goals that
    cannot be planned yet. Linear in the size of the plan.
    """
    held = _held(steps, traces, standing, recache, built or {})
    demanded = _demanded(steps, goals, held, standing)
    later = _demanded(steps, waiting, held, standing) if waiting else ()
    labels = {step.key: step.label for step in steps}
    decisions: dict[str, Decision] = {}
    for step in steps:
        trace = held.get(step.key)
        if step.key in demanded:
            reasons = _reasons(step, trace, traces, demanded, previous, labels, recache)
            decisions[step.key] = Decision(state=State.MAKE, reasons=reasons)
        elif step.key in later:
            decisions[step.key] = WAIT
        elif trace is not None:
            decisions[step.key] = Decision(state=State.KEPT, trace=trace)
        else:
            decisions[step.key] = KEPT_WITHOUT
    return decisions


def _held(
    steps: Sequence[Step],
    traces: Mapping[str, Sequence[Trace]],
    standing: Collection[str],
    recache: Recache | None,
    made: Mapping[str, Trace],
) -> dict[str, Trace]:
    """The trace that counts for each step that has one, in the light of those of its inputs."""
    held: dict[str, Trace] = {}
    for step in steps:
        if step.key in made:
            held[step.key] = made[step.key]
        elif step.key in traces and not (recache and recache(step.label)):
            trace = choose(
                step,
                traces[step.key],
                {use.key: held[use.key].output for use in step.uses if use.key in held},
                standing,
            )
            if trace is not None:
                held[step.key] = trace
        elif (
            step.locked in standing
            and step.key not in traces
            and not (recache and recache(step.label))
        ):
            # The index was lost, and the lock knows what came of this key: what cost is not made
            # again.
            held[step.key] = Trace(
                key=step.key, label=step.label, content="", inputs=(), output=step.locked
            )
    return held


def choose(
    step: Step, traces: Sequence[Trace], outputs: Mapping[str, str], standing: Collection[str]
) -> Trace | None:
    """The trace of a step that counts, given the digests that this build holds for its uses; None
    if none does.
    """
    wanted: list[tuple[str, str]] = []
    for use in step.uses:
        digest = outputs.get(use.key)
        if digest is None:
            return None
        wanted.append((use.role, digest))
    inputs = tuple(wanted)
    counting = [trace for trace in traces if trace.inputs == inputs]
    if not counting:
        return None
    return min(
        counting,
        key=lambda trace: (
            trace.output not in standing,
            trace.output != step.locked,
            -trace.made,
            trace.output,
        ),
    )


def _demanded(
    steps: Sequence[Step],
    goals: Collection[str],
    held: Mapping[str, Trace],
    standing: Collection[str],
) -> set[str]:
    """Keys that must be made: goals whose artifact does not stand, whatever making those reads, and
    of what they read whatever was made of something that is made again: it may come out as other
    bytes.
    """
    unsure: set[str] = set()
    while True:
        demanded: set[str] = set()
        needed = set(goals)
        for step in reversed(steps):
            if step.key in needed and (
                step.key in unsure or not (step.key in held and held[step.key].output in standing)
            ):
                demanded.add(step.key)
                needed.update(use.key for use in step.uses)
        more: set[str] = (
            {
                step.key
                for step in steps
                if step.key in needed
                and step.key not in demanded
                and any(use.key in demanded for use in step.uses)
            }
            if demanded
            else set()
        )
        if not more:
            return demanded
        unsure |= more


def _reasons(
    step: Step,
    trace: Trace | None,
    traces: Mapping[str, Sequence[Trace]],
    demanded: Collection[str],
    previous: PreviousContents,
    labels: Mapping[str, str],
    recache: Recache | None,
) -> tuple[str, ...]:
    if recache and recache(step.label):
        return ("asked for by --recache",)
    used = [labels[use.key] for use in step.uses if use.key in demanded]
    if trace is not None and used:
        return _made_again(used)
    if trace is not None:
        return ("its artifact is gone from the store",)
    before = previous.get(step.label)
    if before is not None and before != step.content:
        return tuple(str(change) for change in differences(before, step.content, labels))
    if step.key in traces and used:
        return _made_again(used)
    if step.key in traces:
        return ("what it uses is another than before",)
    return ("never made",) if before is None else ("its trace is gone from the store",)


def _made_again(used: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"uses {label}, which is made again" for label in used[:3]) + _more(len(used) - 3)


def _more(count: int) -> tuple[str, ...]:
    return (f"and {count} more",) if count > 0 else ()


def differences(
    before: str, after: str, labels: Mapping[str, str] | None = None
) -> tuple[Change, ...]:
    """The fields in which two canonical texts differ, each with its value before and after."""
    try:
        old, new = _flat(json.loads(before)), _flat(json.loads(after))
    except ValueError:
        return (Change("the record", "unreadable", "new"),)
    fields = sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))
    changes = [
        Change(name, _shown(old.get(name)), _shown(new.get(name)))
        for name in fields
        if not name.startswith("uses.")
    ]
    used = [name for name in fields if name.startswith("uses.")]
    return tuple(changes + _used(used, new, old, labels or {}))


def _used(
    fields: list[str], new: Mapping[str, Json], old: Mapping[str, Json], labels: Mapping[str, str]
) -> list[Change]:
    """Changes of what a step uses: told by the labels of the steps, never by keys."""
    changed = [
        labels.get(str(new[name]), name.removeprefix("uses.")) for name in fields if name in new
    ]
    gone = [name.removeprefix("uses.") for name in fields if name not in new]
    named = [Change("uses", label, "another now") for label in changed[:3]]
    named += [Change("uses", each, "") for each in gone[:3]]
    rest = len(changed) + len(gone) - len(named)
    return named + ([Change("uses", f"{rest} more", "other than before")] if rest else [])


def _flat(value: Json, name: str = "") -> dict[str, Json]:
    """Nested JSON as one level: `params.request.prompt.words`; files and uses by their role."""
    if isinstance(value, dict):
        found: dict[str, Json] = {}
        for key, each in value.items():
            inner = (
                key
                if name in ("", "params") and key != "version"
                else f"{name}.{key}"
                if name
                else key
            )
            found |= _flat(each, inner)
        return found
    if name in ("uses", "files") and isinstance(value, list):
        return {f"{name}.{each[0]}": each[1] for each in value if isinstance(each, list)}
    return {name: value}


def _shown(value: object) -> str:
    if value is None:
        return ""
    text = json.dumps(value, ensure_ascii=False) if not isinstance(value, str) else f"'{value}'"
    if isinstance(value, str) and len(value) == 64 and set(value) <= set("0123456789abcdef"):
        text = value[:12]
    return text if len(text) <= 160 else f"{text[:157]}..."
