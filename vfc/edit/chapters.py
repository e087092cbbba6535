"""Chapters of a film: one for each scene that its cut comes to, from first frame to last."""

from __future__ import annotations

from vfc.edit.assembly import Assembly, Chapter
from vfc.film.model import Film


def chapters_of(film: Film, assembly: Assembly) -> tuple[Chapter, ...]:
    """The chapters of a cut in order. One begins where its scene is first seen, a transition into
    it with it; what stands before the first is of the first, and a card between two is of the one
    before it.
    """
    titles = {scene.name: scene.slug or scene.name for scene in film.scenes}
    found: list[Chapter] = []
    before = ""
    for use in assembly.uses:
        scene = film.shots[use.shot].scene
        if scene != before:
            start = use.frames_in_film.start if found else 0
            found.append(Chapter(start=start, title=titles.get(scene, scene)))
        before = scene
    return tuple(found)
