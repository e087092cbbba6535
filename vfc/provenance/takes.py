"""What made the picture that is shown of each shot: its take, and for each part of it the
generator, the model and its revision, the seed, what it was made on and what it cost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from vfc.film.model import Asset, Film
from vfc.provenance.dependencies import model_of
from vfc.recipes.params import (
    FinishParams,
    FootageParams,
    GeneratedParams,
    JoinParams,
    Piece,
    StillParams,
)
from vfc.recipes.step import Plan, Step
from vfc.store.api import PIECES, Trace

BILLED = "billed"
LONGEST = 200  # characters of a fact that are kept


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenPicture:
    """The take of a shot that is shown, the label of its step; its parts, as they were made `by`
    generators; the `file` that it is cut from; the `pieces` that it is joined from.
    """

    take: int
    label: str
    by: tuple[Mapping[str, Any], ...] = ()
    file: Mapping[str, Any] | None = None
    pieces: tuple[Mapping[str, Any], ...] = ()

    def plain(self) -> dict[str, Any]:
        """It as the map of a cut has it."""
        parts = {
            "take": self.take,
            "label": self.label,
            "by": list(self.by),
            "file": self.file,
            "pieces": list(self.pieces),
        }
        return {word: each for word, each in parts.items() if each}


def taken_pictures(
    plan: Plan, film: Film, names: Iterable[str], traces: Mapping[str, Trace]
) -> dict[str, TakenPicture]:
    """The pictures that are shown of shots, by shot; `traces` of what stands, by key."""
    steps = plan.by_key()
    files = {asset.digest: asset for asset in film.assets}
    found: dict[str, TakenPicture] = {}
    for name in names:
        take = plan.shown_takes.get(name, 1)
        key = plan.takes.get(f"{name}#{take}")
        if key is not None and key in steps:
            found[name] = _taken(steps, f"{name}#{take}", take, key, files, traces)
    return found


def _taken(
    steps: Mapping[str, Step],
    label: str,
    take: int,
    key: str,
    files: Mapping[str, Asset],
    traces: Mapping[str, Trace],
) -> TakenPicture:
    step = steps[key]
    by: dict[str, dict[str, Any]] = {}
    for each in _own(steps, key):
        if isinstance(each.params, GeneratedParams):
            part = each.name.removeprefix(label).strip() if each.name.startswith(label) else ""
            _generated(by.setdefault(part, {}), part, each, traces.get(each.key))
    pieces = ()
    if isinstance(step.params, JoinParams):
        roles = {use.role: steps[use.key].name for use in step.uses}
        pieces = tuple(_piece(each, roles.get(each.role, each.role)) for each in step.params.pieces)
    return TakenPicture(
        take=take, label=step.label, by=tuple(by.values()), file=_file(step, files), pieces=pieces
    )


def _own(steps: Mapping[str, Step], key: str) -> list[Step]:
    """The steps of a take: its picture, and below it those of the same shot."""
    shot = steps[key].name.partition("#")[0]
    pending, found = [key], dict[str, Step]()
    while pending:
        each = steps[pending.pop(0)]
        if each.key not in found and each.name.partition("#")[0] == shot:
            found[each.key] = each
            pending += [use.key for use in each.uses]
    return [*found.values()]


def _generated(into: dict[str, Any], part: str, step: Step, trace: Trace | None) -> None:
    """What is known of a part, to which each of its stages may add."""
    params = step.params
    assert isinstance(params, GeneratedParams)
    model, revision = model_of(params)
    facts = dict(trace.made_on) if trace is not None else {}
    cost = facts.pop(BILLED, "")
    facts.pop(PIECES, None)
    facts = {word: each for word, each in facts.items() if len(each) <= LONGEST}
    into |= {
        word: each
        for word, each in {
            "part": part,
            "generator": params.generator,
            "model": model,
            "revision": revision,
            "seed": str(params.request.seed),
            "cost": cost or into.get("cost", ""),
            "environment": into.get("environment", {}) | facts,
        }.items()
        if each
    }


def _piece(piece: Piece, name: str) -> dict[str, Any]:
    """Frames of a joined picture: of what, from which of its frames on."""
    retime = piece.retime
    frames = piece.frames if retime is None else retime.over
    plain: dict[str, Any] = {"of": name, "start": piece.start, "frames": frames + piece.held}
    if retime is not None and retime.of != retime.over:
        plain["speed"] = str(Fraction(retime.of, retime.over))
    return plain


def _file(step: Step, files: Mapping[str, Asset]) -> dict[str, Any] | None:
    """The file that a picture is cut from, and where in it."""
    params = step.params
    if isinstance(params, FinishParams) or not step.files:
        return None
    asset = files.get(step.files[0].digest)
    if asset is None:
        return None
    match params:
        case FootageParams():
            return {
                "path": asset.path,
                "start": str(params.start),
                "rate": str(asset.facts.rate),
                "film_rate": str(params.rate),
            }
        case StillParams():
            return {"path": asset.path}
        case _:
            return None
