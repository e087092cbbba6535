"""A build with its reporters: live on a terminal, quiet lines in CI, JSON for scripts; Ctrl-C stops
it.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click

from vfc.cli.document import document, error_json, failed, written
from vfc.cli.printing import counted, duration, listed, print_json, say, say_mistakes
from vfc.cli.reporters import ChromeTrace, Everyone, JsonLines, JsonOut, Lines, Live
from vfc.commands.build import BuildOptions, Result
from vfc.commands.build import build as build_film
from vfc.commands.watch import watch_builds
from vfc.errors import RefusedError, Stopped, TextError, VfcError, visible
from vfc.project.events import Reporter
from vfc.project.loudness import loudness_json
from vfc.project.money import Consent
from vfc.project.plan import PlanOptions
from vfc.project.workspace import Workspace


def run_build(
    workspace: Workspace,
    options,
    *,
    events: Path | None,
    trace: Path | None,
    quiet: bool,
    as_json: bool,
) -> int:
    """Build once and tell of it; the exit code."""
    wanted = PlanOptions(
        only=options["only"],
        everything=options["everything"],
        recache=options["recache"],
        resend=options["resend"],
        refresh=options["refresh"],
    )
    settings = BuildOptions(
        wanted=wanted,
        jobs=options["jobs"] or 0,
        keep_going=options["keep_going"],
        frozen=options["frozen"],
        assert_noop=options["assert_noop"],
        verify=options["verify"],
        check=options["check"],
        proxies=options["proxies"],
        consent=Consent(yes=options["yes"], budget=options["budget"], ask=_asking(quiet)),
    )
    try:
        with stopping() as stop, _reporter(quiet, as_json, events, trace) as reporter:
            result = build_film(workspace, settings, reporter, stop=stop)
    except VfcError as error:
        _keep(failed("build", error), events if events and events.is_file() else None)
        if not isinstance(error, RefusedError):
            raise
        return _refused(error, as_json)
    return _told(result, quiet, as_json, events)


def _refused(refused: RefusedError, as_json: bool) -> int:
    lines = [
        ": ".join(filter(None, (step, "; ".join(refused.reasons.get(step, ())))))
        for step in refused.steps[:20]
    ]
    say("\n  ".join([f"vfc: {refused}", *lines]))
    if len(refused.steps) > 20:
        say(f"  and {len(refused.steps) - 20:,} more")
    if as_json:
        print_json(
            {
                "deliverables": [],
                "made": [],
                "kept": 0,
                "failed": [],
                "checked": [],
                "gone": [],
                "seconds": 0.0,
                "error": error_json(refused),
            },
            ok=False,
        )
    return refused.exit_code


def _keep(found: Mapping[str, object], events: Path | None) -> None:
    """Write the document as the last line of the events' file, if there is one."""
    if events:
        with events.open("a", encoding="utf-8") as file:
            file.write(written(found) + "\n")


def _told(result: Result, quiet: bool, as_json: bool, events: Path | None) -> int:
    code = _code(result)
    fields = {
        "deliverables": list(result.deliverables),
        "made": list(result.made),
        "kept": result.kept,
        "failed": [{"step": step, "error": error} for step, error in result.failed],
        "checked": list(result.checked),
        "gone": list(result.gone),
        "sound": loudness_json(result.sound),
        "seconds": round(result.seconds, 3),
        "error": _failure(result),
    }
    _keep(document("build", ok=not code, mistakes=result.warnings, **fields), events)
    if as_json:
        print_json(fields, ok=not code, mistakes=result.warnings)
    if result.warnings and not quiet:
        say_mistakes(result.warnings)
    for sentence in result.checked:
        say(f"check: {sentence}")
    if result.gone and not quiet:
        say(f"no longer delivered, and taken away: {', '.join(result.gone)}")
    _sum(result, quiet)
    return code


def _code(result: Result) -> int:
    if result.failed:
        return 1
    if result.stopped:
        return 130
    return 1 if any("OTHER" in sentence for sentence in result.checked) else 0


def _failure(result: Result) -> dict[str, object] | None:
    if result.failed:
        return {"kind": "step", "message": f"{counted(len(result.failed), 'step')} failed"}
    return {"kind": "stopped", "message": "the build was stopped"} if result.stopped else None


def _sum(result: Result, quiet: bool) -> None:
    made = (
        f"{counted(len(result.made), 'step')} made, {result.kept:,} kept, "
        f"{duration(result.seconds)}"
    )
    if result.failed:
        say(
            f"vfc: {counted(len(result.failed), 'step')} failed; {made}. "
            f"Mend the cause and build again: what is made is kept"
        )
    elif result.stopped:
        say(f"\nstopped; {made}. `vfc build` goes on from here")
        if result.running:
            say(
                f"services go on with {listed(result.running)}: the next build takes them up; "
                "`vfc tasks --cancel SHOT` ends them"
            )
    elif not quiet:
        if not result.made:
            say(
                f"put back: {listed(result.placed)}"
                if result.placed
                else f"nothing to do: {', '.join(result.deliverables)}"
            )
        else:
            say(f"{made}: {', '.join(result.deliverables) or 'nothing to deliver'}")


@contextmanager
def stopping() -> Iterator[threading.Event]:
    """An event that Ctrl-C or SIGTERM sets; a second Ctrl-C ends the program at once."""
    stop = threading.Event()

    def heard(number: int, frame) -> None:
        if stop.is_set():
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            raise KeyboardInterrupt
        stop.set()

    before = {number: signal.signal(number, heard) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _reporter(
    quiet: bool, as_json: bool, events: Path | None, trace: Path | None
) -> Iterator[Reporter]:
    reporters: list[Reporter] = []
    with ExitStack() as stack:
        if as_json:
            # what a plugin prints goes elsewhere, and never meets the JSON
            reporters.append(JsonOut(sys.__stdout__ or sys.stdout))
        if events:
            reporters.append(stack.enter_context(JsonLines(events)))
        if trace:
            reporters.append(stack.enter_context(ChromeTrace(trace)))
        live = sys.stderr.isatty() and not quiet
        reporters.append(stack.enter_context(Live()) if live else Lines(quiet=quiet))
        yield Everyone(reporters)


def _asking(quiet: bool) -> Callable[[str], bool] | None:
    """What asks whether to spend; None where nobody is there to answer."""
    if quiet or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    return lambda text: click.confirm(visible(f"{text}. Go on?"), err=True)


def run_watch(workspace: Workspace, *, jobs: int, spend: bool, quiet: bool, as_json: bool) -> int:
    """Build at each change until Ctrl-C; a mistake in the text is told and waited out. What costs
    money is bought only with `spend`.
    """
    options = BuildOptions(jobs=jobs, consent=Consent(yes=spend, buys=spend))
    with stopping() as stop:

        def again() -> None:
            try:
                with _reporter(quiet, as_json, None, None) as reporter:
                    result = build_film(workspace, options, reporter, stop=stop)
                _told(result, quiet, as_json, None)
            except VfcError as error:
                if isinstance(error, TextError):
                    say_mistakes(error.mistakes)
                else:
                    say(f"vfc: {error}")
                if as_json:
                    click.echo(written(failed("watch", error)), file=sys.__stdout__)
            if not stop.is_set():
                click.echo("watching; Ctrl-C ends it", err=True)

        watch_builds(workspace, again, stop)
    if as_json:
        click.echo(written(failed("watch", Stopped("stopped"))), file=sys.__stdout__)
    return 130
