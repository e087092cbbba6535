"""`vfc export sheet`: what stands of the shots as a contact sheet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from vfc.errors import UsageError
from vfc.media.colour.grade import read_graded
from vfc.media.viewing.sheet import Row, contact_sheet
from vfc.project.looks import graded_picture_of
from vfc.project.plan import Planned


def sheet(planned: Planned, path: Path, only: Sequence[str] = (), frames: int = 8) -> Path:
    """Draw `frames` of each shot in the order of the text (or of `only`) into a PNG file; those
    that stand, as they are shown. UsageError where none of them stands.
    """
    film = planned.loaded.film
    names = planned.named(only) or tuple(film.shots)
    rows = [row for name in names if (row := _row(planned, name, frames)) is not None]
    if not rows:
        raise UsageError("none of these shots stands yet: build them first")
    path.parent.mkdir(parents=True, exist_ok=True)
    contact_sheet(path, rows, title=film.title)
    return path


def _row(planned: Planned, name: str, count: int) -> Row | None:
    shot = planned.loaded.film.shots[name]
    shown = graded_picture_of(planned, name)
    trace = planned.decisions[shown.key].trace
    path = planned.loaded.store.path(trace.output) if trace is not None else None
    if path is None:
        return None
    wanted = {index * (shot.frames - 1) // max(1, count - 1) for index in range(count)}
    strip = list(read_graded(path, shown.grading, 0, shot.frames, wanted=wanted))
    length = f"{float(shot.frames / planned.loaded.film.format.rate):.2f} s, {shot.frames} frames"
    return Row(label=name, frames=strip, lines=(length, shot.prompt.text))
