"""`vfc build`: make what is stale, deliver, and record what stands."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from vfc.commands.tasks import open_tasks
from vfc.engine.events import Noted, Reporter
from vfc.engine.loop import Outcome
from vfc.errors import Mistake, RefusedError, StoreError, UsageError
from vfc.generators.registry import Registry
from vfc.project import snapshot
from vfc.project.causes import causes
from vfc.project.claims import refuse_read, refuse_taken
from vfc.project.deliver import Delivered, damaged, deliver
from vfc.project.expecting import unit_kind, units
from vfc.project.failures import keep_failures
from vfc.project.generators import uses_of
from vfc.project.lastwords import remember
from vfc.project.load import LoadedFilm, heard_again, load
from vfc.project.locked import settled
from vfc.project.locking import update_lock
from vfc.project.loudness import FileLoudness, loudness_of
from vfc.project.money import Consent, check_spending
from vfc.project.notes import notes
from vfc.project.plan import Planned, PlanOptions, plan_film, plan_hearing
from vfc.project.run import run_plan
from vfc.project.servicekeys import check_keys
from vfc.project.sidecars import write_sidecars
from vfc.project.signatures import check_signing
from vfc.project.snapshot import stamp
from vfc.project.voices import voices_of
from vfc.project.workspace import Workspace
from vfc.provenance.signing import Credentials
from vfc.recipes.step import Step
from vfc.store.films import Served, enlist
from vfc.voices.registry import VoiceRegistry

UNLISTED = (
    "the store can only be read: nothing new can be kept, and `vfc store gc` by whoever may write "
    "it does not know of this film"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """How to build. `jobs` steps at once (0: as many as there are cores); `check` kept pictures are
    made again; `consent` is to what is spent.
    """

    wanted: PlanOptions = PlanOptions()
    jobs: int = 0
    keep_going: bool = False
    frozen: bool = False
    assert_noop: bool = False
    verify: bool = False
    check: int = 0
    consent: Consent = Consent()
    proxies: bool = False  # those of what stands then are made too


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a build did. `failed` pairs each failed step's label with its reason; paths are relative
    to the film.

    `running` are the takes that services go on with. `placed` are the files of the out folder that
    this build wrote or put back, `gone` those that an earlier build had delivered, which the text
    no longer asks for. `sound` is how loud each file came out, by its path below the out folder.
    """

    ok: bool
    deliverables: tuple[str, ...]
    made: tuple[str, ...] = ()
    kept: int = 0
    failed: tuple[tuple[str, str], ...] = ()
    stopped: bool = False
    seconds: float = 0.0
    warnings: tuple[Mistake, ...] = ()
    checked: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    placed: tuple[str, ...] = ()
    running: tuple[str, ...] = ()
    sound: Mapping[str, FileLoudness] = field(default_factory=dict[str, FileLoudness])


def build(
    workspace: Workspace,
    options: BuildOptions,
    reporter: Reporter,
    *,
    registry: Registry | None = None,
    voices: VoiceRegistry | None = None,
    stop: threading.Event | None = None,
) -> Result:
    """Build a film; UsageError, TextError, RefusedError or StoreError where it cannot begin."""
    started = time.monotonic()
    workspace.refuse_links_of_out()
    signer = check_signing()
    registry, stop = registry or Registry(), stop or threading.Event()
    voices = voices or VoiceRegistry()
    registry.stop = voices.stop = stop
    if options.wanted.refresh and options.wanted.only:
        raise UsageError("--refresh takes what is installed for the whole film: leave --only out")
    loaded = load(
        workspace,
        registry=registry,
        verify=options.verify,
        refresh=options.wanted.refresh,
        voices=voices,
    )
    try:
        with loaded.store.busy():
            if not enlist(
                workspace.store,
                Served(text=workspace.folder / workspace.entry, outside=workspace.outside),
            ):
                reporter.tell(Noted(text=UNLISTED))
            options = replace(options, wanted=replace(options.wanted, verify=options.verify))
            loaded, spoken = _heard(loaded, options, reporter, stop)
            if spoken is not None and (spoken.failed or spoken.stopped):
                return _unspoken(loaded, spoken, started)
            planned, outcome = _made(
                plan_film(loaded, options.wanted), options, reporter, stop, spoken
            )
            checked = _checked(planned, options, outcome) if options.check else ()
            delivered = _finish(planned, options, outcome, signer)
            if options.proxies and not outcome.failed and not outcome.stopped:
                outcome = _looked_at(planned, options, outcome, reporter, stop)
            sound = loudness_of(planned, outcome.digests)
    finally:
        loaded.registry.close()
        voices.close()
        loaded.store.close()
    return Result(
        ok=not outcome.failed and not outcome.stopped,
        deliverables=tuple(delivered.stamps),
        made=outcome.made,
        kept=outcome.kept,
        stopped=outcome.stopped,
        gone=delivered.gone,
        running=_running(planned),
        placed=delivered.placed,
        sound=sound,
        failed=tuple((each.label, each.error) for each in outcome.failed),
        checked=checked,
        seconds=time.monotonic() - started,
        warnings=loaded.warnings,
    )


def _heard(
    loaded: LoadedFilm, options: BuildOptions, reporter: Reporter, stop: threading.Event
) -> tuple[LoadedFilm, Outcome | None]:
    """Let the lines be spoken that nobody has heard and on which the plan depends; the film as it
    is then, and what was made, None where nothing was.
    """
    planned = plan_hearing(loaded, options.wanted)
    if planned is None:
        return loaded, None
    outcome = None
    if planned.to_make():
        _refuse(planned, options)
        outcome = run_plan(
            planned,
            planned.decisions,
            reporter,
            stop,
            jobs=options.jobs,
            keep_going=options.keep_going,
            frozen=options.frozen,
        )
        loaded.records.keep_times(
            (unit_kind(step), seconds, units(step)) for step, seconds in outcome.times
        )
        if outcome.failed or outcome.stopped:
            return loaded, outcome
    return heard_again(loaded, refresh=options.wanted.refresh), outcome


def _unspoken(loaded: LoadedFilm, outcome: Outcome, started: float) -> Result:
    """The result of a build whose lines could not be spoken: nothing else was made."""
    return Result(
        ok=False,
        deliverables=(),
        made=outcome.made,
        kept=outcome.kept,
        stopped=outcome.stopped,
        failed=tuple((each.label, each.error) for each in outcome.failed),
        seconds=time.monotonic() - started,
        warnings=loaded.warnings,
    )


def _running(planned: Planned) -> tuple[str, ...]:
    """The takes of a film that services go on with, whichever machine sent them."""
    keys = {step.key for step in planned.plan.steps}
    tasks = open_tasks(planned.loaded.workspace)
    return tuple(dict.fromkeys(each.name for each in tasks if not each.other or each.key in keys))


def _looked_at(
    planned: Planned,
    options: BuildOptions,
    outcome: Outcome,
    reporter: Reporter,
    stop: threading.Event,
) -> Outcome:
    """Make the proxies of the shown takes, or of all where all are made; what the build did, with
    that.
    """
    from vfc.project.proxies import all_proxies, plan_proxies  # few builds ask for them

    film, only = planned.loaded.film, planned.named(options.wanted.only)
    every = options.wanted.everything or bool(only)
    wanted = all_proxies(film, takes=every)
    proxies = plan_proxies(
        planned.loaded, replace(wanted, shots=only, films=()) if only else wanted
    )
    if options.assert_noop and proxies.to_make():
        raise _refused("--assert-noop: something had to be made:", proxies, proxies.to_make())
    made = run_plan(
        proxies, proxies.decisions, reporter, stop, jobs=options.jobs, keep_going=options.keep_going
    )
    proxies.loaded.records.keep_times(
        (unit_kind(step), seconds, units(step)) for step, seconds in made.times
    )
    return replace(
        outcome,
        made=(*outcome.made, *made.made),
        failed=made.failed,
        stopped=made.stopped,
        digests={**outcome.digests, **made.digests},
    )


def _checked(planned: Planned, options: BuildOptions, outcome: Outcome) -> tuple[str, ...]:
    from vfc.project.rechecking import recheck  # it reads pictures, and few builds ask for it

    return recheck(planned, options.check, outcome, frozen=options.frozen)


def _made(
    planned: Planned,
    options: BuildOptions,
    reporter: Reporter,
    stop: threading.Event,
    spoken: Outcome | None,
) -> tuple[Planned, Outcome]:
    """Run the plan, and once its takes are chosen from the plan that follows; the last plan and
    what all did, with what was `spoken` before.
    """
    outcomes = [] if spoken is None else [spoken]
    consent = replace(options.consent, since=time.time())
    while True:
        _refuse(planned, options)
        if consent.buys:
            check_keys(planned)
        check_spending(planned, consent)
        for cause in () if outcomes[spoken is not None :] else causes(planned):
            reporter.tell(cause.event())
        for text in notes(planned):
            reporter.tell(Noted(text=text))
        outcomes.append(
            run_plan(
                planned,
                planned.decisions,
                reporter,
                stop,
                jobs=options.jobs,
                keep_going=options.keep_going,
                frozen=options.frozen,
            )
        )
        last = outcomes[-1]
        if last.failed or last.stopped:
            return planned, _together(outcomes)
        # set aside by now: the plan that follows makes them again
        if damaged(planned, last.digests):
            planned = plan_film(planned.loaded, replace(options.wanted, recache=()))
        elif planned.plan.contests:
            planned = _settled(planned, options, last)
        else:
            return planned, _together(outcomes)


def _settled(planned: Planned, options: BuildOptions, outcome: Outcome) -> Planned:
    """The plan once the takes that this run made and measured are chosen from."""
    loaded = planned.loaded
    lock = settled(loaded.lock, planned.plan, outcome.digests, loaded.store, loaded.film.scores)
    if lock is loaded.lock:
        raise StoreError(
            "the scores of takes left the store while the best was chosen: build again"
        )
    wanted = replace(options.wanted, recache=(), refresh=options.wanted.refresh)
    return plan_film(replace(loaded, lock=lock), wanted)


def _together(outcomes: Sequence[Outcome]) -> Outcome:
    """Several runs of one build, told as one."""
    last = outcomes[-1]
    made = tuple(label for each in outcomes for label in each.made)
    return replace(
        last,
        made=made,
        kept=max(0, last.kept - len(made) + len(last.made)),
        times=tuple(each for one in outcomes for each in one.times),
    )


def _refuse(planned: Planned, options: BuildOptions) -> None:
    """Raise RefusedError where a flag forbids what would have to be made, StoreError where nothing
    can be kept; nothing was made.
    """
    refuse_taken(planned.loaded.workspace, planned.plan.deliverables)
    refuse_read(
        planned.loaded.workspace,
        planned.plan.deliverables,
        (file.path for file in planned.loaded.files.values()),
    )
    to_make = planned.to_make()
    costly = [step for step in to_make if step.costs]
    if options.frozen and costly:
        raise _refused("--frozen: these would have to be made, and they cost:", planned, costly)
    if options.assert_noop and to_make:
        raise _refused("--assert-noop: something had to be made:", planned, to_make)
    if to_make:
        planned.loaded.store.check_writable()


def _refused(message: str, planned: Planned, steps: Sequence[Step]) -> RefusedError:
    return RefusedError(
        message,
        [step.label for step in steps],
        {step.label: planned.decisions[step.key].reasons for step in steps},
    )


def _finish(
    planned: Planned, options: BuildOptions, outcome: Outcome, signer: Credentials | None
) -> Delivered:
    """Deliver what stands and record it: lock, sidecars, labels, times; the snapshot only of a
    build that is whole.
    """
    loaded = planned.loaded
    whole = not outcome.failed and not outcome.stopped
    delivered = deliver(
        planned, outcome.digests, whole=whole and not options.wanted.only, signer=signer
    )
    if whole and not options.wanted.only:
        _check_delivered(planned, delivered)
    refresh = options.wanted.refresh
    # the lock stays as the film was made whole; what a failed refresh made is in the store
    if whole or not refresh:
        update_lock(planned, outcome.digests, refresh=refresh)
    delivered = write_sidecars(planned, outcome.digests, delivered)
    loaded.records.keep_times(
        (unit_kind(step), seconds, units(step)) for step, seconds in outcome.times
    )
    _remember(planned, outcome, whole and not options.wanted.only)
    keep_failures(planned, outcome)
    if whole and not options.wanted.only:
        remember(loaded.workspace, loaded.source.root, loaded.film.assets)
    if whole and not options.wanted.only:
        # on a disk that may not be written the next build looks at everything again
        with suppress(OSError):
            _record(planned, delivered, loudness_of(planned, outcome.digests))
    return delivered


def _check_delivered(planned: Planned, delivered: Delivered) -> None:
    """StoreError where a deliverable of a build that made all it should was not placed: that is no
    success.
    """
    workspace = planned.loaded.workspace
    lacks = [
        path
        for path in planned.plan.deliverables
        if workspace.shown(workspace.out / path) not in delivered.stamps
    ]
    if lacks:
        raise StoreError(f"{', '.join(lacks)} left the store before it was delivered: build again")


def _remember(planned: Planned, outcome: Outcome, whole: bool) -> None:
    """Keep what each label holds now; after a build that is not of the whole film, what the others
    held stays.
    """
    records = planned.loaded.records
    held = {
        step.label: (step.key, step.content)
        for step in planned.plan.steps
        if step.key in outcome.digests
    }
    before = (
        planned.previous.keys
        if whole
        else {label: key for label, key in planned.previous.keys.items() if label in held}
    )
    records.keep_labels(planned.loaded.workspace.ledger, before, held)


def _record(planned: Planned, delivered: Delivered, sound: dict[str, FileLoudness]) -> None:
    """Write the snapshot by which the next build sees at once that it has nothing to do."""
    workspace, film = planned.loaded.workspace, planned.loaded.film
    code = {
        str(path): stamp(path)
        for path in (
            *planned.loaded.registry.code({use.use for use in uses_of(film)}),
            *planned.loaded.voices.registry.code(voices_of(film)),
        )
    }
    files = {
        **planned.loaded.stamps,
        workspace.lock.name: stamp(workspace.lock),
        **code,
        **delivered.stamps,
        **delivered.links,
    }
    summary: snapshot.Summary = {
        "deliverables": list(delivered.stamps),
        "steps": len(planned.plan.steps),
        "sound": sound,
    }
    snapshot.write(workspace, everything=planned.wanted.everything, files=files, summary=summary)
