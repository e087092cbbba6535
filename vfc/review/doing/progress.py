"""What a build has told so far, as a page shows it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

MOST = 5000  # lines of the log that are held


@dataclass(slots=True, kw_only=True)
class BuildProgress:
    """How far a build is: steps to make and made, the seconds that are left, what runs by step, a
    log whose lines are numbered from 0 on. `code` is None while it runs.
    """

    begun: float = field(default_factory=time.time)
    make: int = 0
    kept: int = 0
    done: int = 0
    left: float = 0.0
    running: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])
    log: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    dropped: int = 0  # lines that are no longer held
    code: int | None = None
    last: str = ""  # what it said last
    stopping: bool = False

    @property
    def lines(self) -> int:
        """How many lines the log has had."""
        return self.dropped + len(self.log)

    def take(self, event: Mapping[str, Any]) -> None:
        """Take in an event of a build, as `vfc build --events` writes it."""
        step = str(event.get("step", ""))
        match event.get("event"):
            case "begun":
                self.make = self.done + int(event["make"])
                self.kept, self.left = int(event["kept"]), float(event["seconds"])
            case "added":
                self.make += int(event["make"])
            case "started":
                self.running[step] = {"since": time.time(), "done": 0, "total": 0, "waits": ""}
            case "progress":
                if step in self.running:
                    self.running[step] |= {"done": event["done"], "total": event["total"]}
            case "waits":
                if step in self.running:
                    self.running[step]["waits"] = str(event["text"])
            case "made" | "unchanged" as kind:
                self.running.pop(step, None)
                self.done += 1
                self.left = float(event.get("left", self.left))
                self._write(kind=kind, step=step, seconds=event.get("seconds"))
            case "failed":
                self.running.pop(step, None)
                blocks = [str(each) for each in event["blocks"]]
                self._write(kind="failed", step=step, text=str(event["error"]), blocks=blocks)
            case "note" | "cause" as kind:
                self._write(kind=kind, text=str(event["text"]))
            case "finished":
                error = event.get("error")
                if error and error.get("kind") not in ("step", "stopped"):
                    self._write(kind="failed", step="", text=str(error.get("message", "")))
            case _:
                pass

    def end(self, code: int, last: str) -> None:
        """Take in the end of the build, and what it said last."""
        self.running.clear()
        self.code, self.last = code, last

    def _write(self, **line: Any) -> None:
        self.log.append(line)
        if len(self.log) > MOST:
            self.dropped += len(self.log) - MOST
            del self.log[:-MOST]
