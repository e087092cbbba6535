"""The map of a cut of a planned film: what lies under each frame of it."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import Any

from vfc.edit.segments import assemble
from vfc.errors import UsageError
from vfc.film.cut import Cut, Deliverable
from vfc.film.formats import DeliverableKind
from vfc.planning.stills import poster_of
from vfc.project.plan import Planned
from vfc.provenance.cutmap import CutMapping
from vfc.provenance.frames import CutMap
from vfc.provenance.takes import taken_pictures
from vfc.provenance.words import FilmWords

UNMAPPED = frozenset(
    {DeliverableKind.CONTACT, DeliverableKind.STORYBOARD, DeliverableKind.BUNDLE}
)  # they show no cut frame by frame


def cut_map_of(planned: Planned, cut: str = "") -> CutMap:
    """The map of one of a film's cuts ('' is its own), as the text says it now: what need not be
    built. UsageError where there is no such cut, TextError where it cannot be made.

    `at(frame)` says all of one frame. For all of them at once there are `runs()`, a few hundred of
    a film of as many shots: `FrameRun(at, frames, entry, source, step)`, frames in a row that show
    one entry, the k-th of them frame `source + k * step` of its shot's picture; `outgoing_runs()`
    are those that run on beside them under transitions. An entry is `plain["entries"][entry]`, with
    `at`, `frames`, and a `shot` by its number in `shots` (name, take, `key`, `own` and `around`,
    whose words have file, line and text), a `title` or a `colour`. Titles, fades and overlays are
    under `plain["over"]`, each with `at` and `frames`.
    """
    film = planned.loaded.film
    if cut not in film.cuts:
        raise UsageError(f"the film has no cut '{cut}'")
    return CutMap(cut_mapping(planned, film.cuts[cut]).plain)


def cut_mapping(
    planned: Planned,
    cut: Cut,
    words: FilmWords | None = None,
    digests: Mapping[str, str] | None = None,
) -> CutMapping:
    """What writes the map of a cut; `digests` by key are those of what stands, if a build has just
    made some of it.
    """
    loaded, plan = planned.loaded, planned.plan
    costly = [step.key for step in plan.steps if step.costs]
    stand = digests or {
        key: each.trace.output for key, each in planned.decisions.items() if each.trace is not None
    }
    traces = {
        key: trace
        for key, each in (loaded.store.traces(costly) if costly else {}).items()
        for trace in each
        if trace.output == stand.get(key)
    }
    takes = taken_pictures(plan, loaded.film, loaded.film.shots, traces)
    return CutMapping(loaded.film, cut, words or FilmWords(loaded.source.root, loaded.film), takes)


def shown_in(planned: Planned, wanted: Deliverable) -> dict[str, Any]:
    """Which frames of its cut a deliverable shows, where not all: `shows` the only one, or every
    n-th (`every`).
    """
    film = planned.loaded.film
    match wanted.kind:
        case DeliverableKind.POSTER:
            _, segment, frame = poster_of(wanted, assemble(film, film.cuts[wanted.cut]))
            return {"shows": segment.frames_in_film.start + frame}
        case DeliverableKind.PREVIEW:
            from vfc.media.video.preview import PACE  # where one is delivered

            return {"every": ceil(film.format.rate / PACE)}
        case _:
            return {}
