"""Who hears a build: a live display, lines, JSON, a Chrome trace."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self, TextIO

import click

from vfc.cli.causes import FirstCauses
from vfc.cli.document import encodable
from vfc.cli.printing import duration, say, span_of
from vfc.errors import UsageError, visible
from vfc.project.events import (
    Added,
    Begun,
    Caused,
    Event,
    Failed,
    Made,
    Noted,
    Progress,
    Reporter,
    Started,
    Unchanged,
    Waits,
    to_json,
)

if TYPE_CHECKING:
    from rich.progress import TaskID


class Everyone:
    """Tells several reporters the same."""

    def __init__(self, reporters: Sequence[Reporter]):
        self.reporters = reporters

    def tell(self, event: Event) -> None:
        """Pass an event on."""
        for reporter in self.reporters:
            reporter.tell(event)


class Lines:
    """A line for each step made, for CI and pipes; with `quiet` only failures."""

    def __init__(self, quiet: bool = False):
        self.quiet, self.make, self.done, self.causes = quiet, 0, 0, FirstCauses()
        self.waits: dict[str, str] = {}  # by step: what it was last told to wait for

    def tell(self, event: Event) -> None:
        """Print what is worth a line."""
        if isinstance(event, Begun):
            self.make = self.done + event.make  # a second plan follows when the best take is chosen
            if event.make and not self.quiet:
                span = span_of(event.seconds, event.most)
                say(f"{event.make:,} to make, {event.kept:,} kept{f', {span}' if span else ''}")
        elif isinstance(event, Added):
            self.make += event.make
        elif isinstance(event, Caused):
            line = self.causes.line(event)
            if line and not self.quiet:
                say(line)
        elif isinstance(event, Noted):
            if not self.quiet:
                say(event.text)
        elif isinstance(event, Waits):
            if not self.quiet and self.waits.get(event.step) != event.text:
                self.waits[event.step] = event.text
                say(f"{event.step}: {event.text}")
        elif isinstance(event, Made | Unchanged):
            self.done += 1
            if not self.quiet:
                word = (
                    f"({duration(event.seconds)})"
                    if isinstance(event, Made)
                    else "(stands after all)"
                )
                say(f"[{self.done}/{self.make}] {event.step} {word}")
        elif isinstance(event, Failed):
            say(failure_text(event))


def failure_text(event: Failed) -> str:
    """A failed step: its name, its reason, what it blocks."""
    text = f"vfc: {event.step} failed: {event.error}"
    if event.blocks:
        shown = ", ".join(event.blocks[:4]) + (
            f" and {len(event.blocks) - 4:,} more" if len(event.blocks) > 4 else ""
        )
        text += f"\n     it blocks {shown}"
    return text


class JsonOut:
    """One event a line on a stream; progress is told at most at each tenth."""

    def __init__(self, out: TextIO) -> None:
        self.out = out
        self.reported: dict[str, int] = {}

    def tell(self, event: Event) -> None:
        """Print an event."""
        if isinstance(event, Progress):
            part = 10 * event.done // max(1, event.total)
            if self.reported.get(event.step) == part:
                return
            self.reported[event.step] = part
        click.echo(encodable(to_json(event)), file=self.out)


def opened(path: Path) -> TextIO:
    """A new text file; UsageError where it cannot be written."""
    try:
        return path.open("w", encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from error


class JsonLines:
    """Every event into a file."""

    def __init__(self, path: Path):
        self.path = path

    def __enter__(self) -> Self:
        self.file = opened(self.path)
        return self

    def __exit__(self, *_) -> None:
        self.file.close()

    def tell(self, event: Event) -> None:
        """Write an event."""
        self.file.write(to_json(event) + "\n")
        self.file.flush()


class ChromeTrace:
    """Every step as a bar, for chrome://tracing and Perfetto (the Trace Event Format)."""

    def __init__(self, path: Path):
        self.path, self.events, self.lanes = path, [], {}

    def __enter__(self) -> Self:
        self.file = opened(self.path)
        return self

    def __exit__(self, *_) -> None:
        with self.file:
            json.dump({"traceEvents": self.events}, self.file)

    def tell(self, event: Event) -> None:
        """Note when a step begins and ends, each in the first lane that is free."""
        if isinstance(event, Started):
            lane = next(n for n in range(len(self.lanes) + 1) if n not in self.lanes.values())
            self.lanes[event.step] = lane
        elif isinstance(event, Made | Failed):
            lane = self.lanes.pop(event.step, 0)
            cpu = event.cpu if isinstance(event, Made) else 0.0
            self.events.append(
                {
                    "name": event.step,
                    "cat": event.step.split()[0],
                    "ph": "X",
                    "pid": 1,
                    "tid": lane + 1,
                    "ts": round((event.at - event.seconds) * 1e6),
                    "dur": round(event.seconds * 1e6),
                    "tdur": round(cpu * 1e6),
                }
            )


class Live:
    """What runs, how much is done and how long it will take, redrawn in place."""

    def __enter__(self) -> Self:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
        from rich.progress import Progress as Bars

        self.console = Console(stderr=True, highlight=False)
        self.bars = Bars(
            TextColumn("{task.description}", markup=False),
            BarColumn(24),
            MofNCompleteColumn(),
            TextColumn("{task.fields[note]}", markup=False),
            console=self.console,
            transient=True,
        )
        self.bars.start()
        self.running: dict[str, TaskID] = {}
        self.whole: TaskID | None = None
        self.causes = FirstCauses()
        return self

    def __exit__(self, *_) -> None:
        self.bars.stop()

    def tell(self, event: Event) -> None:
        """Redraw."""
        if isinstance(event, Begun) and event.make and self.whole is None:
            self.make = event.make
            self.whole = self.bars.add_task(
                "film", total=event.make, note=span_of(event.seconds, event.most)
            )
        elif isinstance(event, Begun) and event.make and self.whole is not None:
            # a second plan, once the best take is chosen
            self.make += event.make
            self.bars.update(self.whole, total=self.make, note=span_of(event.seconds, event.most))
        elif isinstance(event, Added) and self.whole is not None:
            self.make += event.make
            self.bars.update(self.whole, total=self.make)
        elif isinstance(event, Caused):
            line = self.causes.line(event)
            if line:
                self.console.print(visible(line), markup=False)
        elif isinstance(event, Noted):
            self.console.print(visible(event.text), markup=False)
        elif isinstance(event, Started):
            self.running[event.step] = self.bars.add_task(
                f"  {visible(event.step)}", total=None, note=""
            )
        elif isinstance(event, Progress) and event.step in self.running:
            self.bars.update(self.running[event.step], completed=event.done, total=event.total)
        elif isinstance(event, Waits) and event.step in self.running:
            self.bars.update(self.running[event.step], note=visible(event.text))
        elif isinstance(event, Made | Unchanged | Failed):
            self._ended(event)

    def _ended(self, event: Made | Unchanged | Failed) -> None:
        if event.step in self.running:
            self.bars.remove_task(self.running.pop(event.step))
        if self.whole is not None and isinstance(event, Made):
            self.bars.update(self.whole, advance=1, note=_left(event.left))
        elif self.whole is not None:
            self.bars.update(self.whole, advance=1)
        if isinstance(event, Failed):
            self.console.print(visible(failure_text(event)), markup=False, style="red")


def _left(seconds: float) -> str:
    if seconds < 1:
        return ""
    return f"about {round(seconds)} s left" if seconds < 60 else f"about {duration(seconds)} left"
