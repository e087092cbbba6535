"""A plan as the film that pages see."""

from __future__ import annotations

from vfc.project.plan import Planned
from vfc.review.model.authors import LineHistory
from vfc.review.model.cuts import review_cuts
from vfc.review.model.infilm import as_in_film
from vfc.review.model.shots import review_shots
from vfc.review.model.values import ReviewFilm, ReviewScene


def review_film(planned: Planned, history: LineHistory) -> ReviewFilm:
    """A film as its plan stands; TextError where a cut cannot be made."""
    film = planned.loaded.film
    cuts = review_cuts(planned)
    shots = as_in_film(planned, review_shots(planned), cuts)
    lines = [(each.words_file, each.words_line) for each in shots.values()]
    lines += [(use.file, use.line) for cut in cuts for use in cut.uses]
    return ReviewFilm(
        title=film.title,
        profile=film.profile or "",
        rate=film.format.rate,
        size=film.format.size,
        language=film.language,
        scenes=tuple(ReviewScene(name=each.name, slug=each.slug) for each in film.scenes),
        shots=shots,
        cuts=cuts,
        commits=history.of(planned, lines),
    )
