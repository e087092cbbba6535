"""Of which delivered film, and of which frame of it, a still was grabbed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy

from vfc.errors import MediaError, UsageError
from vfc.film.formats import FORMATS, DeliverableKind, ending_of
from vfc.media.measure.recognition import FrameLikeness, likest, small_frames
from vfc.media.stills.images import read_still
from vfc.project.workspace import Workspace
from vfc.provenance.sidecar import Sidecar, read_sidecar
from vfc.provenance.statement import ENDING

SURE, LIKELY = 8.0, 16.0  # mean differences of levels up to which a frame is the still's
SAME = 0.5  # levels within which frames are told as alike
MOST = 100  # delivered films that are looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognisedFrame:
    """The frame of a delivered film that a still was grabbed from: its file and sidecar, the mean
    `difference` of levels (0 to 255), whether that is `sure`, the frames beside it that look
    `alike`, and the likest frame elsewhere, where it is near.
    """

    path: Path
    sidecar: Sidecar
    frame: int
    difference: float
    sure: bool
    alike: tuple[int, int]
    other: tuple[Path, FrameLikeness] | None = None


def recognise(still: Path, workspace: Workspace) -> RecognisedFrame:
    """Look for a still among the frames of all that a film has delivered, in any profile.

    UsageError where no film lies there, none looks like it, or the still cannot be read.
    """
    try:
        picture = read_still(still)
    except MediaError as error:
        raise UsageError(
            f"{still.name} has no sidecar beside it, and is no still to look for: {error}"
        ) from None
    found = [(path, sidecar, _ranked(picture, path)) for path, sidecar in _films(workspace)]
    ranked = sorted(
        ((each, path, sidecar) for path, sidecar, likes in found for each in likes),
        key=lambda ranks: ranks[0].difference,
    )
    if not ranked:
        raise UsageError(
            f"{still.name} has no sidecar beside it, and no film with one lies in "
            f"{workspace.shown(workspace.out_root)}: build it first"
        )
    best, path, sidecar = ranked[0]
    if best.difference > LIKELY:
        raise UsageError(
            f"no frame of the delivered films looks like {still.name}: the likest is frame "
            f"{best.frame} of {path.name}, whose levels differ by {best.difference:.0f} of 255"
        )
    first, last = _alike(best, [each for each, where, _ in ranked if where == path])
    others = [
        (where, each)
        for each, where, _ in ranked
        if where != path or not first <= each.frame <= last
    ]
    near = next(
        ((where, each) for where, each in others if not _is_kin(each, best, where == path)), None
    )
    apart = near is None or near[1].difference > 2 * best.difference + 2
    return RecognisedFrame(
        path=path,
        sidecar=sidecar,
        frame=best.frame,
        difference=best.difference,
        sure=best.difference < SURE and apart,
        alike=(first, last),
        other=None if apart else near,
    )


def _films(workspace: Workspace) -> Iterator[tuple[Path, Sidecar]]:
    """The delivered films that have a sidecar."""
    for each in sorted(workspace.out_root.rglob(f"*{ENDING}"))[:MOST]:
        path = each.with_name(each.name.removesuffix(ENDING))
        form = FORMATS.get(ending_of(path.name))
        if form is not None and form.kind is DeliverableKind.VIDEO and path.is_file():
            yield path, read_sidecar(each)


def _ranked(picture: numpy.ndarray, path: Path) -> list[FrameLikeness]:
    return likest(picture, list(small_frames(path)))


def _alike(best: FrameLikeness, likes: list[FrameLikeness]) -> tuple[int, int]:
    """The first and the last frame of the row around the best that look as it does."""
    same = {each.frame for each in likes if each.difference <= best.difference + SAME}
    first = last = best.frame
    while first - 1 in same:
        first -= 1
    while last + 1 in same:
        last += 1
    return first, last


def _is_kin(each: FrameLikeness, best: FrameLikeness, same_film: bool) -> bool:
    """Whether a frame is near in the film, and so may look alike without being another."""
    return same_film and abs(each.frame - best.frame) <= 24
