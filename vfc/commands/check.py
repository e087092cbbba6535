"""`vfc check`: every mistake of the text, warnings too, and what only the cut can tell."""

from __future__ import annotations

from collections.abc import Mapping

from vfc.commands.notes import note_warnings
from vfc.edit.subtitles.cues import subtitle_warnings
from vfc.errors import Mistake, TextError, with_excerpts
from vfc.language.resolve.advice import advice
from vfc.planning.plan import make_plan
from vfc.project.generators import generators_of
from vfc.project.load import LoadedFilm, about, load
from vfc.project.locked import locked_for
from vfc.project.sightcheck import sight_warnings
from vfc.project.tools import tools
from vfc.project.wordcheck import word_warnings
from vfc.project.workspace import Workspace
from vfc.recipes.step import Plan


def check(workspace: Workspace, *, texts: Mapping[str, str] | None = None) -> tuple[Mistake, ...]:
    """All mistakes and warnings of a film, as it would be with other `texts` by file, in the order
    of the text; none of them is raised.
    """
    try:
        loaded = load(workspace, texts=texts)
    except TextError as error:
        return error.mistakes
    told = sorted((*loaded.warnings, *loaded.notes), key=lambda mistake: mistake.span)
    try:
        generators = generators_of(loaded.film, loaded.registry, loaded.lock)
        plan = make_plan(
            loaded.film,
            generators,
            tools(),
            voices=loaded.voices.by_name(loaded.film),
            locked=locked_for(loaded.lock, loaded.film.profile),
        )
    except TextError as error:
        found = [about(each) for each in error.mistakes] if loaded.film.about else error.mistakes
        return (*told, *with_excerpts(found, loaded.source.texts))
    return (*told, *_advice(loaded, plan), *note_warnings(workspace, loaded.film))


def _advice(loaded: LoadedFilm, plan: Plan) -> tuple[Mistake, ...]:
    paths = {digest: file.path for digest, file in loaded.files.items()}
    found = [
        *advice(loaded.source, loaded.film),
        *subtitle_warnings(loaded.film),
        *word_warnings(loaded.film, plan, loaded.registry),
        *sight_warnings(loaded.film, plan, paths),
    ]
    return with_excerpts(found, loaded.source.texts)
