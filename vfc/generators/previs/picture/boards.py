"""Boards under whoever rides a wave or a street, the branch of a tree under whoever sits in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vfc.generators.previs.reading.lexicon import common
from vfc.generators.previs.reading.scene import SceneWords, Thing

RIDDEN = {  # by the object of the words: the board that is ridden, as it lies
    "wave": "lying_surfboard",
    "water": "lying_surfboard",
    "surfboard": "lying_surfboard",
    "skateboard": "rolling_skateboard",
}
WAYS = ("ride", "skate", "surf", "skateboard")
OWN = {"surf": "lying_surfboard", "skateboard": "rolling_skateboard"}  # by the action
PERCHES = {"tree": "branched_tree", "pine": "branched_tree", "swing": "swing"}  # to sit on


def harnessed(subjects: Sequence[Thing]) -> list[Thing]:
    """The things, with an animal before each that its name says is drawn by one."""
    things = list(subjects)
    for name, names in common()["pulled"].items():
        if any(each.name == name for each in things):
            continue
        for at, each in enumerate(subjects):
            if each.word.casefold() in names and each.holder is None:
                goes = "run" if each.action == "run" else "walk" if each.action else ""
                things.append(Thing(name=name, action=goes, base=at, how="pulling"))
                things[at] = replace(each, action="drive" if each.action else "")
    return things


def boarded(words: SceneWords) -> SceneWords:
    """The words with a board for each of those who ride a wave, and whoever skates on a board on
    it and not on skates; a tree that somebody sits in has a branch.
    """
    things, people = harnessed(words.subjects), list(words.people)
    for index, person in enumerate(people):
        board = OWN.get(person.action) or RIDDEN.get(person.object)
        if person.action in ("sit", "float", "swing") and person.object in PERCHES:
            perch = PERCHES[person.object]
            at = next((at for at, it in enumerate(things) if it.name == person.object), None)
            if at is not None:
                things[at] = replace(things[at], name=perch, holder=None, base=None)
                people[index] = replace(person, action="sit", object=perch)
        if board is None or person.action not in WAYS:
            continue
        for at, each in enumerate(things):
            if each.name.endswith("board") and each.name in (person.object, person.holds):
                things[at] = replace(each, name=board, holder=None, base=None)
                break
        else:
            things.append(Thing(name=board, word="board"))
        people[index] = replace(person, action="ride", object=board, holds="")
    return replace(words, subjects=tuple(things), people=tuple(people))
