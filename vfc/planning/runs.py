"""The runs of a shot of words: as much of it as its generator makes at once.

A shot is split at cards that the generator does not follow itself, and where it cannot make so
much.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import NamedTuple

from vfc.film.model import Picture, Words
from vfc.film.roles import Role
from vfc.generators.api import Abilities
from vfc.planning.verbs import pictures_alone


class ShotRun(NamedTuple):
    """A run of a shot that is made at once: its words beside the shot's, and its picture under its
    role in the text.
    """

    start: int
    frames: int
    words: str
    image: Picture | None
    role: str


def follows_cards(source: Words, abilities: Abilities) -> bool:
    """Whether a generator follows the cards of a storyboard by itself."""
    return "cards" in abilities.makes or ("keyframes" in abilities.makes and pictures_alone(source))


def tail_of(abilities: Abilities) -> int:
    """The frames that what goes on from a picture has in common with it."""
    return abilities.tail if "extend" in abilities.makes else 1


def runs_of(source: Words, end: int, abilities: Abilities, rate: Fraction) -> list[ShotRun]:
    """The runs of a shot, as far as its frame `end`, in their order."""
    most, tail = abilities.most(rate), tail_of(abilities)
    lead = tail if source.after else 0
    follows = follows_cards(source, abilities)
    keyframes = follows and "cards" not in abilities.makes and source.cards[0].frame == 0
    runs = {0: ShotRun(0, 0, source.cards[0].words if keyframes else "", source.first, "first")}
    if not follows or (most is not None and lead + end > most):
        for number, card in enumerate(source.cards, 1):
            image, role = card.image, str(Role("card", number))
            if not card.image and not card.frame:
                image, role = source.first, "first"
            runs[card.frame] = ShotRun(card.frame, 0, card.words, image, role)
    stops = [*sorted(runs)[1:], end]
    found = [
        runs[start]._replace(frames=stop - start)
        for start, stop in zip(sorted(runs), stops, strict=True)
    ]
    ends = [*(run.image is not None and "last" in abilities.makes for run in found[1:]), False]
    return [
        part
        for run, end in zip(found, ends, strict=True)
        for part in _short_enough(run, most, tail, lead + end)
    ]


def _short_enough(run: ShotRun, most: int | None, tail: int, beside: int) -> list[ShotRun]:
    """A run in parts that its generator makes at once, with the tail before each and a picture
    after it.

    The shot's first has no tail of the shot's own: `beside` are the frames of others that it is
    made with.
    """
    room = run.frames if most is None else max(1, most - tail - 1)
    if most is not None and run.start == 0 and run.frames + beside <= most:
        room = run.frames
    count = -(-run.frames // room)
    cuts = [run.frames * index // count for index in range(count + 1)]
    return [
        run._replace(
            start=run.start + start, frames=stop - start, image=None if start else run.image
        )
        for start, stop in itertools.pairwise(cuts)
    ]
