"""Picks by a page, each of which can be undone as long as nobody has written to that text since."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from vfc.commands.pick import Picking, picking, write_picked
from vfc.errors import UsageError
from vfc.project.texts import edit_text, refuse_outside
from vfc.project.workspace import Workspace

MOST = 100  # picks that can be undone


@dataclass(frozen=True, slots=True, kw_only=True)
class PickDone:
    """A pick that was written: its number among those of this review, its shot."""

    number: int
    shot: str
    picking: Picking


class PickHistory:
    """The picks of one review, one at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._done: dict[int, PickDone] = {}
        self._count = 0

    def pick(self, workspace: Workspace, shot: str, take: str, hangs: list[str]) -> PickDone:
        """Write a pick; UsageError where other steps hang on it now than `hangs`, those that
        somebody was told.
        """
        with self._lock:
            found = picking(workspace, shot, take)
            if sorted(found.remade) != sorted(hangs):
                raise UsageError("the film has changed meanwhile: look at what hangs on it again")
            write_picked(workspace, found)
            self._count += 1
            done = PickDone(number=self._count, shot=shot, picking=found)
            self._done[done.number] = done
            for number in [*self._done][:-MOST]:
                del self._done[number]
            return done

    def last(self) -> PickDone | None:
        """The newest pick that was not undone."""
        with self._lock:
            return next(reversed(self._done.values()), None)

    def undo(self, workspace: Workspace, number: int) -> PickDone:
        """Write the text as it was before a pick; UsageError where it is another by now."""
        with self._lock:
            done = self._done.get(number)
            if done is None:
                raise UsageError("this pick can no longer be undone")
            found, path = done.picking, workspace.folder / done.picking.file
            if path.read_text(encoding="utf-8").removeprefix("\ufeff") != found.after:
                raise UsageError(f"{found.file} was written to since: pick the take before instead")
            refuse_outside(workspace, [found.file])
            edit_text(path, found.before)
            del self._done[number]
            return done
