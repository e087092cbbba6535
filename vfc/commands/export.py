"""`vfc export`: the cut for other tools, made from the text alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from vfc.edit.segments import assemble
from vfc.errors import UsageError
from vfc.film.formats import SubtitleKind
from vfc.film.languages import standard_tag
from vfc.film.model import Cut, Film
from vfc.media.subtitles.files import subtitle_text
from vfc.planning.subtitles import subtitle_params
from vfc.project.plan import Planned

# by how people call them, the ending of their files
HANDED_OVER = {"otio": "otio", "edl": "edl", "fcp7xml": "xml", "fcpxml": "fcpxml", "aaf": "aaf"}
FORMS = (*HANDED_OVER, *SubtitleKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A cut as another tool's file, and what of the cut the file does not hold."""

    data: bytes
    lost: tuple[str, ...] = ()


def export(
    planned: Planned, form: str, cut: str = "", beside: Path | None = None, language: str = ""
) -> Exported:
    """A cut in the form of another tool; UsageError for an unknown cut or language. Media that
    stands is linked, from the folder `beside` in which the file shall lie.
    """
    film = planned.loaded.film
    if cut not in film.cuts:
        raise UsageError(
            f"there is no cut '{cut}' (cuts: "
            f"{', '.join(name for name in film.cuts if name) or 'none'})"
        )
    chosen = film.cuts[cut]
    if form in HANDED_OVER:
        return _handed_over(planned, chosen, HANDED_OVER[form], beside or Path())
    params = subtitle_params(film, assemble(film, chosen), f".{form}", _tag(film, language))
    text = subtitle_text(
        params.cues,
        params.form,
        rate=params.rate,
        size=params.size,
        title=params.title,
        language=params.language,
    )
    return Exported(data=text.encode("utf-8"))


def _handed_over(planned: Planned, cut: Cut, ending: str, beside: Path) -> Exported:
    from vfc.edit.handover.formats import file_of, handed_over, with_links

    film, folder = planned.loaded.film, planned.loaded.workspace.folder
    written = handed_over(film, cut, ending)
    ways = {f"film/{asset.path}": folder / asset.path for asset in film.assets}
    text = with_links(written.text, ending, ways, beside)
    return Exported(data=file_of(text, ending), lost=written.lost)


def _tag(film: Film, language: str) -> str:
    """The tag of a language of the film; UsageError where nothing is said in it."""
    tag = standard_tag(language)
    known = film.languages
    if language and tag not in known:
        raise UsageError(
            f"nothing of the film is said in '{language}' (languages: "
            f"{', '.join(sorted(known)) or 'none named'})"
        )
    return tag
