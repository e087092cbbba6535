"""The steps of a cut on paper: a thumbnail of each use of a shot, and the page or pages of all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from vfc.edit.assembly import Assembly
from vfc.edit.boards import board
from vfc.film.model import Deliverable, Film, Grade
from vfc.film.timing import Size
from vfc.planning.collector import Collector
from vfc.planning.segments import gradings
from vfc.recipes.kinds import THUMBNAIL, Kind
from vfc.recipes.params import BoardParams, ThumbnailParams
from vfc.recipes.step import FileUse, Use

LONGEST = 640  # pixels of a thumbnail's longer side


class BoardShots(NamedTuple):
    """What is known of shots: the key of the picture that is shown of one, the grade that lies over
    it, and whether what is shown of some hangs on a choice that is open.
    """

    show: Callable[[str], str]
    grade: Callable[[str], Grade | None]
    unsettled: Callable[[Iterable[str]], bool]


def plan_board(
    kind: Kind,
    wanted: Deliverable,
    film: Film,
    assembly: Assembly,
    collector: Collector,
    shots: BoardShots,
) -> str:
    """The key of a contact sheet or of a storyboard of a cut."""
    pictures = board(film, assembly)
    uses = tuple(
        Use(str(number), _thumbnail(film, each.cell.shot, each.frame, collector, shots))
        for number, each in enumerate(pictures, 1)
    )
    params = BoardParams(
        title=film.as_cut(assembly.cut).title,
        cells=tuple(each.cell for each in pictures),
        size=thumbnail_size(film.format.size),
        rate=film.format.rate,
        container=wanted.path.rpartition(".")[2].lower(),
        language=film.language,
    )
    return collector.add(kind, wanted.path, params, uses=uses)


def thumbnail_size(film: Size) -> Size:
    """The size of a thumbnail, in the shape of the film."""
    scale = min(1.0, LONGEST / max(film))
    return Size(max(2, round(film.width * scale)), max(2, round(film.height * scale)))


def _thumbnail(film: Film, name: str, frame: int, collector: Collector, shots: BoardShots) -> str:
    key, grade = shots.show(name), shots.grade(name)
    lut = FileUse("lut picture", grade.lut.digest) if grade is not None and grade.lut else None
    params = ThumbnailParams(frame=frame, size=thumbnail_size(film.format.size), grade=grade)
    version = " ".join([str(THUMBNAIL.stamp(collector.tools)), *gradings([grade] if grade else [])])
    return collector.add(
        THUMBNAIL,
        f"{name} {frame}f",
        params,
        version=version,
        files=(lut,) if lut else (),
        uses=(Use("picture", key),),
        waits=shots.unsettled((name,)),
    )
