"""`vfc build`: make what is stale, deliver, and record what stands."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass

from vfc.build.deliver import deliver
from vfc.build.load import Loaded, load
from vfc.build.locking import lock_after
from vfc.build.place import Place
from vfc.build.planning import Planned, Wanted, plan_film, unit_kind, units
from vfc.engine.events import Reporter
from vfc.errors import RefusedError
from vfc.generators.registry import Registry


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """How to build. `jobs` steps at once (0: as many as there are cores)."""

    wanted: Wanted = Wanted()
    jobs: int = 0
    keep_going: bool = False
    frozen: bool = False
    assert_noop: bool = False
    verify: bool = False
    check: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a build did. `failed` pairs each failed step's label with its reason; paths are relative to the film."""

    ok: bool
    deliverables: tuple[str, ...]
    made: tuple[str, ...] = ()
    kept: int = 0
    failed: tuple[tuple[str, str], ...] = ()
    stopped: bool = False
    seconds: float = 0.0
    nothing_to_do: bool = False
    warnings: tuple = ()


def build(place: Place, options: BuildOptions, reporter: Reporter, *, registry: Registry | None = None,
          stop: threading.Event | None = None) -> Result:
    """Build a film; TextError, RefusedError or StoreError where it cannot begin."""
    started = time.monotonic()
    loaded = load(place, registry=registry, verify=options.verify)
    planned = plan_film(loaded, options.wanted)
    _refuse(planned, options)
    outcome = _run(planned, options, reporter, stop or threading.Event())
    loaded.registry.close()
    ok = not outcome.failed and not outcome.stopped
    delivered = deliver(planned, outcome.digests)
    lock = lock_after(planned, outcome.digests)
    if ok and not options.wanted.only:
        _record(planned, options, delivered, lock)
    _remember(planned, outcome.digests)
    return Result(ok=ok, deliverables=tuple(delivered), made=outcome.made, kept=outcome.kept,
                  failed=tuple((each.label, each.error) for each in outcome.failed), stopped=outcome.stopped,
                  seconds=time.monotonic() - started, warnings=loaded.warnings)


def _refuse(planned: Planned, options: BuildOptions) -> None:
    """Raise RefusedError where a flag forbids what would have to be made; nothing was made."""
    to_make = planned.to_make()
    if options.frozen:
        costly = [step.label for step in to_make if step.costs]
        if costly:
            raise RefusedError("--frozen: these would have to be made, and they cost", costly)
    if options.assert_noop and to_make:
        reasons = [f"{step.label}: {'; '.join(planned.decisions[step.key].reasons)}" for step in to_make]
        raise RefusedError("--assert-noop: something would have to be made", reasons)


def _run(planned: Planned, options: BuildOptions, reporter: Reporter, stop: threading.Event) -> Outcome:
    loaded = planned.loaded
    return run(planned.plan.steps, planned.plan.goals, actions(loaded.registry), loaded.store,
               executor_for(planned, options.jobs), reporter, files=loaded.files, previous=planned.previous,
               recache=recache(options.wanted), keep_going=options.keep_going, seconds=planned.seconds, stop=stop)


def _record(planned: Planned, options: BuildOptions, delivered: Mapping[str, Stamp], lock: Stamp | None) -> None:
    """Write the snapshot by which the next build sees at once that it has nothing to do."""
    loaded = planned.loaded
    files = {**loaded.stamps, loaded.place.lock.name: lock, **delivered}
    summary = {"deliverables": list(delivered), "steps": len(planned.plan.steps)}
    snapshot.write(loaded.place, everything=options.wanted.everything, files=files, summary=summary)
