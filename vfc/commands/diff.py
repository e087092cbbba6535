"""`vfc diff`: two versions of a film compared, with nothing made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from vfc.compare.films import compare_films
from vfc.compare.model import FilmDiff
from vfc.compare.sides import HERE, FilmSide, named_sides, two_sides
from vfc.compare.stills import ShotStills, stills_of_shots
from vfc.errors import UsageError
from vfc.files import write_whole
from vfc.project.workspace import TEXT, Workspace

STILLS = 3  # frames of a shot that are shown of each side


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two sides that are open, and what they differ in."""

    before: FilmSide
    after: FilmSide
    diff: FilmDiff

    def stills(self, count: int = STILLS) -> Iterator[ShotStills]:
        """Frames of the shots that differ, as far as the stores have them."""
        return stills_of_shots(self.diff, self.before.planned, self.after.planned, count)


@contextmanager
def compared(workspace: Workspace, words: Sequence[str]) -> Iterator[Compared]:
    """What the sides that words name differ in; see `vfc.compare.sides`, of which all errors
    come.
    """
    before, after = named_sides(words, workspace)
    with two_sides(workspace, before, after) as (one, other):
        diff = compare_films(
            one.planned, other.planned, (one.name, other.name), (one.commit, other.commit)
        )
        yield Compared(before=one, after=other, diff=diff)


def film_of(words: Sequence[str]) -> str | None:
    """Where the film lies that the sides are of, where nobody says: in this folder, or where there
    is none, in the last that is named.
    """
    if Path(TEXT).is_file():
        return None
    return next((word for word in reversed(words) if (Path(word) / TEXT).is_file()), None)


def write_page(path: Path, sides: Compared) -> None:
    """Write the page. UsageError where the file cannot be written."""
    from vfc.compare.page import page

    _write(path, page(sides.diff, sides.stills()))


def write_sheet(path: Path, sides: Compared) -> None:
    """Write the sheet. UsageError for another ending than .png."""
    from vfc.compare.sheet import write_sheet as write

    if path.suffix.lower() != ".png":
        raise UsageError(f"--sheet {path}: a sheet is a PNG: name it {path.with_suffix('.png')}")
    write(path, sides.diff, sides.stills())


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text.encode("utf-8", "replace"), 0o644)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from error


__all__ = ["HERE", "Compared", "compared", "film_of", "write_page", "write_sheet"]
