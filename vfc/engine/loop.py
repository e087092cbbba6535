"""The loop: start what is ready, longest path first; hear what is done; decide again what hangs on
it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from vfc.engine.events import (
    Added,
    Begun,
    Event,
    Failed,
    Made,
    Noted,
    Progress,
    Reporter,
    Started,
    Unchanged,
    Waits,
)
from vfc.engine.executor import Executor
from vfc.engine.expect import Expected, work_of
from vfc.engine.frontier import Frontier
from vfc.engine.stale import Decision, State, choose
from vfc.engine.work import Action, Done, FilmFile, Workshop
from vfc.errors import visible
from vfc.recipes.step import Plan, Step
from vfc.store.api import Store, Trace

TICK = 0.1  # seconds between two looks at the stop and at the progress of running steps


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A step that failed: its label, the reason, and the labels of the steps that it blocks."""

    label: str
    error: str
    blocks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run did: labels made in order, how many were kept, what failed, and the digest that
    each key holds.
    """

    made: tuple[str, ...] = ()
    kept: int = 0
    failed: tuple[Failure, ...] = ()
    stopped: bool = False
    digests: Mapping[str, str] = field(default_factory=dict[str, str])
    times: tuple[tuple[Step, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildRun:
    """Everything that one run of a plan needs."""

    plan: Plan
    decisions: Mapping[str, Decision]
    act: Action
    store: Store
    executor: Executor
    reporter: Reporter
    files: Mapping[str, FilmFile] = field(default_factory=dict[str, FilmFile])
    seconds: Mapping[str, float] = field(default_factory=dict[str, float])
    # keys whose seconds are a guess for the order, and no time to tell
    untimed: frozenset[str] = frozenset()
    guessed: frozenset[str] = frozenset()  # keys whose seconds were measured elsewhere
    keep_going: bool = False
    frozen: bool = False  # nothing that costs is made, whatever was lost
    recache: Callable[[str], bool] | None = None
    resend: Callable[[str], bool] | None = None  # whether a label is to be asked for anew
    film: str = ""  # its name within the store
    stop: threading.Event = field(default_factory=threading.Event)


def run(wanted: BuildRun) -> Outcome:
    """Make what the decisions say must be made; returns when all is done, failed or stopped.

    A failed step blocks what uses it, and nothing else: the other shots are finished. With
    `keep_going` so is every deliverable that does not hang on it.
    """
    return _Loop(wanted).outcome()


class _Loop:
    def __init__(self, wanted: BuildRun):
        self.wanted = wanted
        steps = wanted.plan.steps
        self.steps = {step.key: step for step in steps}
        self.frontier = Frontier(
            steps,
            {key for key, each in wanted.decisions.items() if each.state is State.MAKE},
            wanted.seconds,
        )
        self.pending = self.frontier.pending
        self.held = {
            key: each.trace for key, each in wanted.decisions.items() if each.trace is not None
        }
        self.kept = {key for key, each in wanted.decisions.items() if each.state is State.KEPT}
        self.made: list[str] = []
        self.times: list[tuple[Step, float]] = []
        self.failed: list[Failure] = []
        self.blocked: set[str] = set()
        self.running: dict[str, Step] = {}
        self.told: dict[str, tuple[int, int]] = {}
        self.waits: dict[str, str] = {}
        self.stopped = False
        self.stop_heard = 0.0
        known = {
            key: seconds
            for key in self.pending
            if key not in wanted.untimed and (seconds := wanted.seconds.get(key, 0.0))
        }
        self.expected = Expected(known, wanted.guessed, wanted.executor.slots())
        self.began = time.monotonic()
        self.shop = Workshop(
            act=wanted.act,
            store=wanted.store,
            files=wanted.files,
            stop=wanted.stop,
            film=wanted.film,
            resend=wanted.resend,
            waits=self.waits.__setitem__,
        )

    def outcome(self) -> Outcome:
        least, most = self.expected.begun()
        self._tell(Begun(make=len(self.pending), kept=len(self.kept), seconds=least, most=most))
        if self.pending:
            self._loop()
        self.wanted.executor.close()
        digests = {key: trace.output for key, trace in self.held.items()}
        return Outcome(
            made=tuple(self.made),
            kept=len(self.kept),
            failed=tuple(self.failed),
            stopped=self.stopped,
            digests=digests,
            times=tuple(self.times),
        )

    def _loop(self) -> None:
        while self.running or (not self.stopped and self._start_what_can()):
            self._start_what_can()
            found = self.wanted.executor.finished(TICK)
            self._tell_progress()
            if found is not None:
                self._ended(*found)
            elif self.wanted.stop.is_set() and self._abandon():
                break
        self.stopped = self.stopped or self.wanted.stop.is_set()

    def _abandon(self) -> bool:
        """Whether a stop has been waited for long enough: steps hear it at their next frame."""
        self.stopped = True
        self.stop_heard = self.stop_heard or time.monotonic()
        return time.monotonic() - self.stop_heard > 1.5

    def _start_what_can(self) -> bool:
        """Start ready steps, the longest path first, while their pools have room; whether any
        runs.
        """
        while not self.wanted.stop.is_set():
            pool = next(
                (pool for pool in self.frontier.pools() if self.wanted.executor.free(pool)), None
            )
            if pool is None:
                break
            step = self.frontier.take(pool)
            if step is not None and step.key not in self.blocked and step.key not in self.running:
                self._start(step)
        return bool(self.running)

    def _start(self, step: Step) -> None:
        again = bool(self.wanted.recache and self.wanted.recache(step.label))
        kept = None if again else self._unchanged(step)
        if kept is not None:
            self._unchanged_stands(step, kept)
            return
        if self.wanted.frozen and step.costs:
            self._failed(
                step, Done(error="it would have to be made again and costs, which --frozen forbids")
            )
            return
        inputs = {use.key: self.held[use.key] for use in step.uses}
        self.running[step.key] = step
        self._tell(
            Started(
                step=step.label, at=self._now(), reasons=self.wanted.decisions[step.key].reasons
            )
        )

        def told(done: int, total: int, label: str = step.label) -> None:
            self.told[label] = (done, total)

        self.wanted.executor.start(
            step.pool, step.key, lambda: self.shop.run(step, inputs, told, again=again)
        )

    def _unchanged(self, step: Step) -> Trace | None:
        """The trace of a step that stands after all, now that what it uses is made: early
        cutoff.
        """
        traces = self.wanted.store.traces([step.key]).get(step.key, ())
        if not traces:
            return None
        outputs = {use.key: self.held[use.key].output for use in step.uses if use.key in self.held}
        trace = choose(
            step, traces, outputs, self.wanted.store.has({each.output for each in traces})
        )
        return (
            trace
            if trace is not None and self.wanted.store.path(trace.output) is not None
            else None
        )

    def _ended(self, key: str, done: Done) -> None:
        step = self.running.pop(key)
        self.told.pop(step.label, None)
        if done.lost:
            self._rewind(done.lost)
        elif done.trace is not None:
            self._made(step, done, done.trace)
        elif done.stopped:
            self.stopped = True
        else:
            self._failed(step, done)

    def _made(self, step: Step, done: Done, trace: Trace) -> None:
        if done.reused:
            self._unchanged_stands(step, trace)
            return
        self.made.append(step.label)
        self.times.append((step, work_of(done.seconds, done.cpu)))
        self.expected.made(step.key, done.seconds)
        self._tell(
            Made(
                step=step.label,
                at=self._now(),
                seconds=done.seconds,
                cpu=done.cpu,
                size=trace.size,
                left=self.expected.left(),
            )
        )
        for text in done.notes:
            self._tell(Noted(text=f"{step.label}: {text}"))
        self._stands(step, trace)

    def _unchanged_stands(self, step: Step, trace: Trace) -> None:
        self._tell(Unchanged(step=step.label))
        self.kept.add(step.key)
        self._stands(step, trace)

    def _stands(self, step: Step, trace: Trace) -> None:
        """A step stands: what uses it can start; what stands already on other bytes of it is
        decided again.
        """
        self.held[step.key] = trace
        self.expected.stands(step.key)
        self.frontier.stands(step.key)
        stale = [
            key
            for key in self.frontier.users(step.key)
            if self._is_stale(key) and self._is_needed(key)
        ]
        if stale or self._is_stale(step.key):
            self._again([*stale, *([step.key] if self._is_stale(step.key) else [])])

    def _is_stale(self, key: str) -> bool:
        """Whether a step is held that was made of other bytes than those that are held now of what
        it uses.
        """
        trace = self.held.get(key)
        if trace is None or not trace.inputs:
            return False
        now = {
            use.role: self.held[use.key].output
            for use in self.steps[key].uses
            if use.key in self.held
        }
        return any(now.get(role, digest) != digest for role, digest in trace.inputs)

    def _is_needed(self, key: str) -> bool:
        """Whether a goal, or something still to be made, hangs on a step."""
        goals, waiting = set(self.wanted.plan.goals), [key]
        seen: set[str] = set()
        while waiting:
            each = waiting.pop()
            if each in goals or any(user in self.pending for user in self.frontier.users(each)):
                return True
            seen.add(each)
            waiting += [user for user in self.frontier.users(each) if user not in seen]
        return False

    def _rewind(self, lost: Iterable[str]) -> None:
        """Inputs left the store between the plan and their use: make them again, and what they
        need.
        """
        self._again(
            [
                key
                for key in lost
                if key not in self.pending
                and (key not in self.held or self.wanted.store.path(self.held[key].output) is None)
            ]
        )

    def _again(self, keys: Iterable[str]) -> None:
        """Put steps back among those to be made, with whatever they use that is neither held nor to
        be made.
        """
        waiting = list(keys)
        found: dict[str, None] = {}
        while waiting:
            key = waiting.pop()
            if key not in found and key not in self.pending:
                found[key] = None
                self.held.pop(key, None)
                self.kept.discard(key)
                waiting += [use.key for use in self.steps[key].uses if use.key not in self.held]
        self.frontier.add(found, self.running)
        if found:
            self._tell(Added(make=len(found)))

    def _failed(self, step: Step, done: Done) -> None:
        blocks = self._blocked_by(step)
        self.frontier.drop(step.key)
        self.blocked.update(blocks)
        labels = tuple(self.steps[key].label for key in blocks)
        error = visible(done.error)
        self.failed.append(Failure(label=step.label, error=error, blocks=labels))
        self._tell(
            Failed(
                step=step.label,
                error=error,
                blocks=labels,
                at=self._now(),
                seconds=done.seconds,
                trace=done.details,
            )
        )
        if not self.wanted.keep_going:
            self._only_neighbours()

    def _blocked_by(self, step: Step) -> list[str]:
        found: dict[str, None] = {}
        waiting = [step.key]
        while waiting:
            for user in self.frontier.users(waiting.pop()):
                if user in self.pending and user not in found:
                    found[user] = None
                    waiting.append(user)
        return list(found)

    def _only_neighbours(self) -> None:
        """Without --keep-going the other shots are finished, for they are dear; the film is not
        assembled.
        """
        self.blocked.update(
            key
            for key, step in self.pending.items()
            if step.kind.assembles and key not in self.running
        )

    def _tell_progress(self) -> None:
        for label, (done, total) in list(self.told.items()):
            self._tell(Progress(step=label, done=done, total=total))
        for label in list(self.waits):
            self._tell(Waits(step=label, text=self.waits.pop(label)))

    def _now(self) -> float:
        return time.monotonic() - self.began

    def _tell(self, event: Event) -> None:
        self.wanted.reporter.tell(event)
