"""`vfc export`: the cut for other tools, made from the text alone."""

from __future__ import annotations

from vfc.edit.relink import to_otio
from vfc.edit.segments import assemble
from vfc.errors import UsageError
from vfc.film.formats import SubtitleKind
from vfc.media.subtitles.files import subtitle_text
from vfc.planning.subtitles import subtitle_params
from vfc.project.plan import Planned

FORMS = ("otio", *SubtitleKind)


def export(planned: Planned, form: str, cut: str = "") -> str:
    """A cut as the text of another tool's file; UsageError for an unknown cut. Media that stands is
    linked.
    """
    film = planned.loaded.film
    if cut not in film.cuts:
        raise UsageError(
            f"there is no cut '{cut}' (cuts: "
            f"{', '.join(name for name in film.cuts if name) or 'none'})"
        )
    chosen = film.cuts[cut]
    if form != "otio":
        params = subtitle_params(film, assemble(film, chosen), f".{form}")
        return subtitle_text(
            params.cues, params.form, rate=params.rate, size=params.size, title=params.title
        )
    links = {}
    for name, key in planned.plan.shown.items():
        trace = planned.decisions[key].trace
        path = planned.loaded.store.path(trace.output) if trace else None
        if path is not None:
            frames = film.shots[name].frames + film.shots[name].handles
            links[name] = (path.as_uri(), frames)
    return to_otio(film, chosen, links, files="")
