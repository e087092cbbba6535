"""A crowd: as many people as the words count, or as a crowd seems."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vfc.generators.previs.reading.scene import Person, SceneWords

LEAST = 3  # people who make others' crowd
MOST = 12  # people of whom each is drawn for themselves
UNCOUNTED = 9  # that are drawn of a crowd which nobody would count
SHARED = (
    "walk",
    "run",
    "dance",
    "clap",
    "protest",
    "shout",
    "wait",
    "sit",
    "swim",
    "cycle",
    "stand",
)
CROWDS = {"nightclub": "dance", "stage": "clap", "stadium": "clap", "boxing_ring": "clap"}
WATCHED = (
    "sing",
    "play_music",
    "juggle",
    "fight",
    "punch",
    "kiss",
    "dunk",
    "dribble",
    "somersault",
)


def gathered(words: SceneWords) -> SceneWords:
    """The words with everybody of their crowd who is drawn: the last of the people again, each with
    a look of their own; strangers about one or two who do what nobody else there would.
    """
    many = (words.crowd if words.crowd <= MOST else UNCOUNTED) - len(words.people)
    if many <= 0 or not words.people:
        return words
    kinds = strangers(words) or alike(words.people)
    start = len(words.people)
    more = tuple(
        replace(each, born=each.born + 2 * (index // len(kinds) + start), name="")
        for index in range(many)
        for each in (kinds[index % len(kinds)],)
    )
    return replace(words, people=(*words.people, *more))


def strangers(words: SceneWords) -> tuple[Person, ...]:
    """A woman and a man of those among whom one or two do something of their own: a chef cooks in a
    crowded market; none where the crowd does the same.
    """
    people = words.people
    if len(people) >= LEAST or people[0].action in SHARED:
        return ()
    does = CROWDS.get(words.place, "clap" if people[0].action in WATCHED else "stand")
    born = people[0].born + 1
    return tuple(
        Person(kind=kind, woman=kind == "woman", action=does, born=born + at)
        for at, kind in enumerate(("woman", "man"))
    )


def alike(people: Sequence[Person]) -> tuple[Person, ...]:
    """The last one or two of the people, of whom a crowd is more: women and men by turns."""
    before, last = people[max(0, len(people) - 2)], people[len(people) - 1]
    two = before.action == last.action and before.trade == last.trade
    return (before, last) if two and before.woman != last.woman else (last,)


def leads(people: Sequence[Person]) -> int:
    """How many of the first, one or two, do or are something else than the many others; 0 where all
    are alike.
    """
    for many in (1, 2):
        first, rest = people[:many], people[many:]
        if len(rest) < LEAST:
            return 0
        same = {(each.action, each.trade, each.child) for each in rest}
        if len(same) == 1 and all(
            (each.action, each.trade, each.child) not in same for each in first
        ):
            return many
    return 0
