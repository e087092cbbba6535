"""The words of a shot in the terms of the painters: what none of them knows by its nearest kin."""

from __future__ import annotations

from dataclasses import replace

from vfc.generators.previs.people.acts.table import ACTIONS
from vfc.generators.previs.places import sets
from vfc.generators.previs.reading.scene import Person, SceneWords

OUTSIDE = frozenset(
    ("mountains", "hills", "field", "desert", "snowfield", "cliff", "sea", "beach", "harbour")
) | {"space", "street", "skyline", "rooftops", "forest", "sky"}
TIMES = {"noon": "day", "afternoon": "day", "golden": "dusk", "blue": "dusk"}


def drawable(words: SceneWords) -> SceneWords:
    """The words with each place, hour, move and action one that is painted."""
    place = words.place
    if sets.design(place) is None and place not in OUTSIDE:
        place = "room"
    return replace(
        words,
        place=place,
        time=TIMES.get(words.time, words.time),
        people=tuple(acting(person, len(words.people)) for person in words.people),
    )


def acting(person: Person, many: int) -> Person:
    """A person whose action is one that is painted."""
    action = person.action if person.action in ACTIONS else person.posture
    if action not in ACTIONS:
        action = "stand"
    return replace(person, action=action)
