"""Whose shoulder the camera looks over, and whose eyes it looks with."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import resources

from vfc.generators.previs.reading.scene import Person, SceneWords, Thing

UNNAMED = Person(kind="man", away=True, born=40)  # who lends a shoulder where nobody is named
SPEAKING = ("talk", "shout", "whisper", "sing", "argue", "laugh", "cry", "smile")


@cache
def owners() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """The words that name an owner, by whether `after` or `before` them, of `shoulder` and
    `eyes`.
    """
    return tomllib.loads(
        (resources.files("vfc.generators.previs.picture") / "whose.toml").read_text(
            encoding="utf-8"
        )
    )


def owner(what: str, text: str, many: int) -> int | None:
    """Which of so many people, in the order of a text, it names as owner of `shoulder` or `eyes`:
    the first where that is said early, the last where it is said late; None where nobody is.
    """
    low = text.casefold()
    for words in (*owners()[what]["after"], *owners()[what]["before"]):
        at = low.find(words)
        if at >= 0 and many:
            return 0 if at <= len(low) / 2 else many - 1
    return None


def shared(words: SceneWords, text: str) -> SceneWords:
    """The words of a shot over a shoulder: whoever lends it is the one who is `away`, someone
    unnamed where one is alone.
    """
    people = words.people
    owned = owner("shoulder", text, len(people))
    if len(people) == 1 and owned is None and not people[0].away:
        people, owned = (*people, replace(UNNAMED, born=UNNAMED.born + 1 - people[0].born % 2)), 1
    if owned is None:
        owned = listener(people)
    return replace(
        words,
        people=tuple(
            replace(each, away=index == owned, toward=False) for index, each in enumerate(people)
        ),
    )


def listener(people: Sequence[Person]) -> int:
    """Who of the people listens: who turns the back, who does not speak, else the last."""
    if not people:
        return 0
    for index, each in enumerate(people):
        if each.away:
            return index
    speak = [each.speaks or each.action in SPEAKING for each in people]
    silent = [index for index in range(len(people)) if not speak[index]]
    return silent[-1] if silent and len(silent) < len(people) else len(people) - 1


def looker(words: SceneWords, text: str) -> int | None:
    """Whose eyes a shot has, of its people."""
    owned = owner("eyes", text, len(words.people))
    if owned is None and len(words.people) == 1:
        alone = words.people[0]
        looks = alone.action == "look" and alone.object not in ("", "camera")
        owned = 0 if looks or any(thing.lead for thing in words.subjects) else None
    return owned


def seen_by(words: SceneWords, text: str) -> SceneWords:
    """The words of a shot through somebody's eyes, without whoever looks."""
    owned = looker(words, text)
    return words if owned is None else without(words, owned)


def busy_hands(words: SceneWords, text: str) -> Person | None:
    """Whoever looks, where their hands hold something that they see."""
    owned = looker(words, text) if words.composition == "pov" else None
    person = None if owned is None else words.people[owned]
    return person if person is not None and person.holds else None


def without(words: SceneWords, index: int) -> SceneWords:
    """The words without one of the people, nor what that one holds; who looked at that one looks
    into the lens.
    """

    def moved(target: int | None) -> int | None:
        return None if target is None or target == index else target - (target > index)

    people = tuple(
        replace(
            each,
            target=moved(each.target),
            object="camera" if each.target == index else each.object,
        )
        for at, each in enumerate(words.people)
        if at != index
    )
    return replace(words, people=people, subjects=tuple(kept(words.subjects, index)))


def kept(things: Sequence[Thing], index: int) -> list[Thing]:
    """The things that one of the people does not hold, with the indices of the others."""
    moved = []
    for each in things:
        if each.holder == index:
            continue
        holder = each.holder if each.holder is None else each.holder - (each.holder > index)
        gone = each.target is None or each.target == index
        target = None if gone or each.target is None else each.target - (each.target > index)
        moved.append(replace(each, holder=holder, target=target))
    return moved
