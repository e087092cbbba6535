"""Hands at work: whose they are, and how near the lens is to what they do."""

from __future__ import annotations

from dataclasses import replace

from vfc.generators.previs.people.acts.table import ACTIONS
from vfc.generators.previs.picture.providing import done_as
from vfc.generators.previs.reading.lexicon import kinds
from vfc.generators.previs.reading.scene import Person, SceneWords, Thing
from vfc.generators.previs.things.changes import DIALS

NEAR = ("medium close", "close", "extreme close", "insert", "macro")
HANDS, NOBODY = "hand", -1
NOT_BY_HANDS = ("pet", "stand", "walk", "run", "look", "float", "fly", "shine", "wave", "fall")
ON_FIRE = ("flip", "cook")
FACES = ("face", "eyes", "gesicht", "visage", "rostro", "volto", "rosto", "脸", "顔", "얼굴")
HANDWORK = frozenset(  # what is told by hands and what is before them, more than by a face
    ("chop", "knead", "flip", "iron", "sew", "pottery", "weld", "unwrap", "wash_up", "type")
    + ("write", "paint", "cook", "work", "knit", "flow", "water", "dig", "blow_out", "make_up")
)


def worked(words: SceneWords, text: str) -> SceneWords:
    """The words with somebody for hands that do something by themselves, seen as near as the hands
    are; whoever works with the hands is seen with them where the lens is near.
    """
    at = next((at for at, each in enumerate(words.subjects) if by_hands(each)), None)
    dials = any(each.name in DIALS for each in words.subjects)  # whose hands they are
    if at is not None and dials:
        things = [*words.subjects]
        things[at] = replace(things[at], holder=NOBODY)
        return replace(words, subjects=tuple(things))
    if at is not None:
        return replace(handed(words, at), framing="medium close", hands=True)
    if any(done_as(each) in ON_FIRE for each in words.people):  # its flames are under the pan
        words = replace(
            words,
            subjects=tuple(
                replace(each, holder=NOBODY) if each.name == "fire" else each
                for each in words.subjects
            ),
            people=tuple(
                replace(each, object="") if each.object == "fire" else each for each in words.people
            ),
        )
    alone = len(words.people) == 1 and not words.crowd and words.composition == ""
    near = words.framing in ("medium close", "close", "extreme close")
    low = text.casefold()
    faced = any(each in low for each in FACES)
    if alone and near and not faced and words.people[0].action in HANDWORK:
        return replace(words, framing="medium wide")
    return words


def by_hands(thing: Thing) -> bool:
    """Whether a thing is hands that do what people do."""
    return thing.name == HANDS and thing.action in ACTIONS and thing.action not in NOT_BY_HANDS


def handed(words: SceneWords, at: int) -> SceneWords:
    """The words with the deed of hands done by whose they are, the first of the people, else
    somebody; nothing small lies beside.
    """
    hands, small = words.subjects[at], kinds("holdable") | kinds("edible")
    others = [each.name for index, each in enumerate(words.subjects) if index != at]
    thing = hands.object or next((name for name in others if name in small), "")
    whose = words.people[0] if words.people else Person(kind="person", born=7)
    holds = thing if hands.action in kinds("handling") and thing in kinds("holdable") else ""
    doer = replace(whose, action=hands.action, object=thing or whose.object, holds=holds)
    things = tuple(
        replace(each, holder=NOBODY, base=None, how="")
        if index == at or (each.name in small and each.name != thing)
        else replace(each, base=None, how="", holder=0 if holds == each.name else each.holder)
        for index, each in enumerate(words.subjects)
    )
    return replace(words, people=(doer, *words.people[1:]), subjects=things)
