"""Boards under whoever rides a wave or a street."""

from __future__ import annotations

from dataclasses import replace

from vfc.generators.previs.reading.scene import SceneWords, Thing

RIDDEN = {  # by the object of the words: the board that is ridden, as it lies
    "wave": "lying_surfboard",
    "water": "lying_surfboard",
    "surfboard": "lying_surfboard",
    "skateboard": "rolling_skateboard",
}
WAYS = ("ride", "skate")


def boarded(words: SceneWords) -> SceneWords:
    """The words with a board for each of those who ride a wave, and whoever skates on a board on
    it and not on skates.
    """
    things, people = list(words.subjects), list(words.people)
    for index, person in enumerate(people):
        board = RIDDEN.get(person.object)
        if board is None or person.action not in WAYS:
            continue
        for at, each in enumerate(things):
            if each.name == person.object and each.name.endswith("board"):
                things[at] = replace(each, name=board, holder=None, base=None)
                break
        else:
            things.append(Thing(name=board, word="board"))
        people[index] = replace(person, action="ride", object=board, holds="")
    return replace(words, subjects=tuple(things), people=tuple(people))
