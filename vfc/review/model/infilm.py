"""What the film file that plays shows of each shot, as its sidecar says, where the text or the pick
is another since.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from vfc.errors import UsageError
from vfc.project.plan import Planned
from vfc.provenance.cutmap import CUT
from vfc.provenance.sidecar import Sidecar, read_sidecar, sidecar_of
from vfc.review.model.values import FilmPicture, ReviewCut, ReviewShot, ShotState


def film_pictures(planned: Planned, path: str, digest: str) -> Mapping[str, FilmPicture]:
    """The picture of each shot in a film file of a digest, by the shot's name; none where no
    sidecar speaks of that file.
    """
    try:
        sidecar = read_sidecar(sidecar_of(planned.loaded.workspace.out / path))
    except UsageError:
        return {}
    if digest not in {each.digest for each in sidecar.subjects}:
        return {}
    return _pictures(sidecar)


def _pictures(sidecar: Sidecar) -> Mapping[str, FilmPicture]:
    artifacts = sidecar.artifacts
    cut = next((each.notes for each in sidecar.byproducts if each.name == CUT), {})
    found: dict[str, FilmPicture] = {}
    for each in cut.get("shots", ()) if isinstance(cut.get("shots"), list) else ():
        if not isinstance(each, dict):
            continue
        name, take, label = each.get("name"), each.get("take"), each.get("label")
        if not (isinstance(name, str) and isinstance(take, int) and isinstance(label, str)):
            continue
        made = artifacts.get(label)
        found[name] = FilmPicture(
            take=take, seed=_seed(each.get("by")), digest=made.digest if made else ""
        )
    return found


def _seed(by: object) -> str:
    for each in by if isinstance(by, list) else ():
        if isinstance(each, dict) and isinstance(each.get("seed"), str):
            return each["seed"]
    return ""


def as_in_film(
    planned: Planned, shots: Mapping[str, ReviewShot], cuts: Sequence[ReviewCut]
) -> dict[str, ReviewShot]:
    """The shots with what the first film file of the first cut that shows them has of them."""
    older: dict[str, Mapping[str, FilmPicture]] = {}
    for cut in cuts:
        file = next(iter(cut.files), None)
        if file is not None and (file.current or file.pictures):
            for use in cut.uses:
                older.setdefault(use.shot, {} if file.current else file.pictures)
    found = dict(shots)
    for name, pictures in older.items():
        if pictures:
            found[name] = _told(planned, shots[name], pictures.get(name))
    return found


def _told(planned: Planned, shot: ReviewShot, there: FilmPicture | None) -> ReviewShot:
    trace = planned.decisions[shot.key].trace
    digest = trace.output if trace is not None else ""
    if there is None:
        word = "the film that plays was built without it"
    elif there.take != shot.take:
        word = (
            f"the film shows take {there.take}; take {shot.take} is picked "
            f"and not built into it yet"
        )
    elif there.digest and digest and there.digest != digest:
        word = "the film shows an earlier picture of it"
    else:
        return shot
    ready = shot.state is ShotState.UP_TO_DATE
    return replace(
        shot,
        state=ShotState.NOT_IN_FILM if ready else shot.state,
        reasons=(word, *shot.reasons),
        in_film=there,
    )
