"""A cut as it was, by the items of its line."""

from __future__ import annotations

from vfc.edit.conform.known import CutLine
from vfc.edit.handover.editlist import is_black
from vfc.edit.placing import Placing, place
from vfc.edit.wording import Shown
from vfc.film.model import Cut, Film


class OldCut:
    """The cut as it was: by item of its line the place, its entry and what stands around it."""

    def __init__(self, film: Film, cut: Cut, line: CutLine):
        self.cut = cut
        self.placing: Placing = place(film, cut)[0]
        shown = [index for index, each in enumerate(cut.entries) if isinstance(each, Shown)]
        self.entry_of = shown  # entries by place
        filled = [
            index for index, each in enumerate(self.placing.places) if not is_black(each.entry)
        ]
        starts = {self.placing.places[index].start: index for index in filled}
        self.whole = len(filled) == len(line.items) and len(shown) == len(self.placing.places)
        self.place_of = (
            filled
            if self.whole
            else [starts.get(each.range_in_film.start, -1) for each in line.items]
        )

    def blacks_before(self, item: int) -> list[int]:
        """The places of black before an item's; of the last item and one, those at the end."""
        stop = self.place_of[item] if item < len(self.place_of) else len(self.placing.places)
        start = self.place_of[item - 1] + 1 if item else 0
        return list(range(start, stop))

    def before(self, place_index: int) -> list[int]:
        """The entries between a place's and the one before it."""
        stop = (
            self.entry_of[place_index]
            if place_index < len(self.entry_of)
            else len(self.cut.entries)
        )
        start = self.entry_of[place_index - 1] + 1 if place_index else 0
        return list(range(start, stop))

    def overlap_after(self, place_index: int) -> int:
        """Frames that a place shares with the next."""
        transition = self.placing.transitions.get(place_index + 1)
        return transition.length if transition and transition.overlap else 0
