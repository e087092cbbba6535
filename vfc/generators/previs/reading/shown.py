"""The names under which painters of places know what the words speak of."""

from __future__ import annotations

from collections.abc import Sequence

from vfc.generators.previs.reading.grammar import Grammar
from vfc.generators.previs.reading.lexicon import kinds, lineage
from vfc.generators.previs.reading.scene import Person, Thing

KNOWN_AS: dict[str, tuple[str, ...]] = {
    "spaceship": ("rocket",),
    "rocket": ("rocket",),
    "campfire": ("fire", "smoke"),
    "fire": ("smoke",),
    "chimney": ("smoke", "house"),
    "coffee": ("cup",),
    "tea": ("cup",),
    "glass": ("cup",),
    "wave": ("sea",),
    "black_hole": ("singularity",),
    "sandcastle": ("castle",),
    "neon_sign": ("neon",),
}
OF_PLACE: dict[str, tuple[str, ...]] = {
    "village": ("village", "house"),
    "farm": ("house", "fence"),
    "park": ("tree", "bench"),
    "garden": ("tree",),
    "mountains": ("mountain",),
    "hills": ("hill",),
    "bridge": ("bridge",),
    "staircase": ("stairs",),
}


def names_of(
    things: Sequence[Thing], people: Sequence[Person], place: str, shot: Grammar, set_: Grammar
) -> frozenset[str]:
    """The names of all that is to be seen, for painters that ask by name."""
    named = {thing.name for thing in things} | {each.holds for each in people if each.holds}
    names = {each for name in named for each in lineage(name)}
    names |= {other for name in [*names] for other in KNOWN_AS.get(name, ())}
    for each in {place} | {draft.name for draft in (*shot.places, *set_.places)}:
        names |= set(OF_PLACE.get(each, ()))
    texts = {draft.text for draft in (*shot.places, *set_.places)}
    if any("mars" in text or "red" in text for text in texts):
        names.add("red planet")
    for name in ("nebula", "galaxy"):
        if any(each in text for text in texts for each in kinds(name)):
            names.add(name)
    names |= set(shot.facts.get("seen", ())) | set(set_.facts.get("seen", ()))
    if any("shoe" in lineage(thing.name) and thing.action for thing in things):
        names.add("step")
    if shot.empty or set_.empty:
        names.add("empty")
    if shot.dark or set_.dark:
        names.add("lamp out")
    return frozenset(names)
