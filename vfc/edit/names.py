"""Names of segments: what is seen, never where; a second use of the same adds `:2`."""

from __future__ import annotations

from vfc.edit.placing import Place
from vfc.edit.wording import name_of


class Names:
    """Gives each segment of one cut a name of its own."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._taken: set[str] = set()

    def of_place(self, place: Place) -> str:
        """`street/walk`, and `street/walk:2` for the shot's second use; `What If` or `black` of a
        card.
        """
        if place.shot is None:
            return self._next(name_of(place.entry))
        name = place.shot.name if place.use == 1 else f"{place.shot.name}:{place.use}"
        self._taken.add(name)
        return name

    def of_transition(self, outgoing: Place, incoming: Place) -> str:
        """`street/walk>street/shoe`."""
        return self._next(f"{name_of(outgoing.entry)}>{name_of(incoming.entry)}")

    def _next(self, base: str) -> str:
        number = self._counts.get(base, 0) + 1
        while (name := base if number == 1 else f"{base}:{number}") in self._taken:
            number += 1
        self._counts[base] = number
        self._taken.add(name)
        return name
