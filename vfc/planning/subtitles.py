"""What a step is told that writes subtitles."""

from __future__ import annotations

from vfc.edit.assembly import Assembly
from vfc.edit.subtitles.cues import subtitle_cues
from vfc.film.formats import SubtitleKind
from vfc.film.model import Film
from vfc.recipes.params import SubtitleParams


def subtitle_params(
    film: Film, assembly: Assembly, path: str, language: str = ""
) -> SubtitleParams:
    """The subtitles of a cut as a file, of the kind that the ending of its name says, in a language
    ('' for what is spoken).
    """
    form = SubtitleKind(path.rpartition(".")[2])
    return SubtitleParams(
        cues=subtitle_cues(film, assembly, language),
        form=form,
        rate=film.format.rate,
        size=film.format.size if form is SubtitleKind.ASS else None,
        language=(language or film.language) if form is SubtitleKind.TTML else "",
        title=film.title if form in (SubtitleKind.ASS, SubtitleKind.TTML) else "",
    )
