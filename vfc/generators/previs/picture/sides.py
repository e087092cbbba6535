"""The line between two people: who is left of it stays left, in every shot of theirs.

Each shot is drawn by itself, so that a person's side comes from the look alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from vfc.generators.previs.reading.scene import Person


def side(person: Person) -> float:
    """The side that is the person's own: -1 left, 1 right."""
    return 1.0 if person.born % 2 else -1.0


def left_to_right(people: Sequence[Person], indices: Sequence[int]) -> list[int]:
    """Indices of people as they stand from left to right: two of them by their looks, more in the
    order given.
    """
    if len(indices) != 2:
        return list(indices)
    return sorted(indices, key=lambda index: (side(people[index]), people[index].born, index))


def side_among(people: Sequence[Person], index: int) -> float:
    """The side of one of the people: of two by who the other is, else the person's own."""
    if len(people) != 2:
        return side(people[index])
    return -1.0 if left_to_right(people, (0, 1))[0] == index else 1.0
