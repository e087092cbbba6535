"""A cut on paper: each use of a shot with the frame in its middle and what is to be known of it."""

from __future__ import annotations

from typing import NamedTuple

from vfc.edit.assembly import Assembly, ShotUse
from vfc.film.boards import BoardCell
from vfc.film.lens import lens_of
from vfc.film.model import Film, Footage, Shot, Still
from vfc.film.timing import smpte_timecode


class BoardPicture(NamedTuple):
    """A cell with the frame of its shot's picture."""

    cell: BoardCell
    frame: int


def board(film: Film, assembly: Assembly) -> tuple[BoardPicture, ...]:
    """The uses of shots in a cut, in order, each with the frame in the middle of where it is seen
    alone.
    """
    slugs = {scene.name: scene.slug or scene.name for scene in film.scenes}
    form = film.as_cut(assembly.cut).format
    found: list[BoardPicture] = []
    for number, use in enumerate(assembly.uses, 1):
        shot = film.shots[use.shot]
        cell = BoardCell(
            number=number,
            shot=use.shot,
            scene=slugs.get(shot.scene, shot.scene),
            timecode=smpte_timecode((form.start or 0) + use.frames_in_film.start, form.rate),
            frames=use.frames_in_film.frames,
            camera=camera_words(shot),
            words=_words(shot),
            lines=tuple(
                f"{line.who}: {line.text}" if line.who else line.text for line in shot.lines
            ),
        )
        found.append(BoardPicture(cell, min(_middle(use), shot.frames - 1)))
    return tuple(found)


def camera_words(shot: Shot) -> str:
    """The camera of a shot in words: framing, angle, move, and the lens that its words name."""
    camera = [shot.camera.framing, shot.camera.angle, shot.camera.move]
    lens = None if lens_of(" ".join(camera)) else lens_of(shot.prompt.words)
    camera += [f"{lens:g} mm"] if lens else []
    return ", ".join(part for part in camera if part)


def _words(shot: Shot) -> str:
    if shot.prompt.words or not isinstance(shot.source, Footage | Still):
        return shot.prompt.words
    return shot.source.file.path


def _middle(use: ShotUse) -> int:
    """The shot's frame in the middle of where it is seen with no other."""
    start, stop = use.frames_in_film
    alone = start + use.dissolve_in, stop - use.dissolve_out
    first, last = alone if alone[0] < alone[1] else (start, stop)
    return use.seen.frame((first + last) // 2 - start)
