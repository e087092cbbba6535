"""What two versions differ in, as a picture: frames before and after beside each other."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from vfc.compare.model import FilmDiff
from vfc.compare.stills import ShotStills
from vfc.compare.summary import became, reasons, verdict, version_text
from vfc.media.viewing.beside import RowBeside, sheet_beside


def write_sheet(path: Path, diff: FilmDiff, stills: Iterable[ShotStills]) -> None:
    """Write a PNG with a row for each shot whose pictures differ. MediaError where it cannot be
    written.
    """
    rows = [
        RowBeside(
            label=f"{each.shot.name}: {became(each.shot)}",
            text="; ".join(reasons(each.shot)),
            left=each.before,
            right=each.after,
            missing=each.missing,
        )
        for each in stills
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    heads = version_text(diff.before), version_text(diff.after)
    sheet_beside(path, rows, title=diff.after.title, heads=heads, note=verdict(diff))
