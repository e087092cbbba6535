"""`vfc watch`: build again at each saved change of what the film reads."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from vfc.project.workspace import Workspace

# milliseconds after which the watcher says that nothing came; the first build waits as long
WAIT = 100


def changes(
    workspace: Workspace, stop: threading.Event, debounce: int = 150
) -> Iterator[tuple[str, ...]]:
    """The files of the film's folder that were saved, together where they were saved together; ends
    with the stop.

    The first value is empty and says that from now on every change is seen, also one that comes
    while the caller is busy with the value before. What a build writes itself (the store, out, the
    lock, a log of its words) is none.
    """
    from watchfiles import watch

    begun = False
    for found in watch(
        workspace.folder,
        watch_filter=lambda _, path: _concerns(workspace, Path(path)),
        stop_event=stop,
        debounce=debounce,
        rust_timeout=WAIT,
        yield_on_timeout=True,
        raise_interrupt=False,
    ):
        if not begun:
            begun = True
            yield ()
        if found:
            yield tuple(
                sorted({Path(path).relative_to(workspace.folder).as_posix() for _, path in found})
            )


def _concerns(workspace: Workspace, path: Path) -> bool:
    inside = (
        path.relative_to(workspace.folder).parts if path.is_relative_to(workspace.folder) else ()
    )
    if (
        not inside
        or any(part.startswith(".") for part in inside)
        or any(path.is_relative_to(each) for each in (workspace.store, workspace.out))
    ):
        return False
    if _is_told_to(path):
        return False
    return (
        inside[0] != "out"
        and path != workspace.lock
        and not path.name.endswith(("~", ".swp", ".tmp"))
    )


def _is_told_to(path: Path) -> bool:
    """Whether what the program tells goes to this file: `vfc watch > log.txt` would hear itself for
    ever.
    """
    with suppress(OSError):
        return any(os.path.samestat(os.stat(path), os.fstat(descriptor)) for descriptor in (1, 2))
    return False


def watch_builds(workspace: Workspace, build: Callable[[], None], stop: threading.Event) -> None:
    """Build now, and after each change until the stop; what is saved during a build is built after
    it.
    """
    for _ in changes(workspace, stop):
        if stop.is_set():
            return
        build()
