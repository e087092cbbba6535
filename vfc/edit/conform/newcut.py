"""The entries of a cut that show another line: those that stay keep their words, and the least of
them is written anew.

Shots that an edit shows for longer than they are become longer, out of their handles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from vfc.edit.conform.entries import (
    Growth,
    NewCut,
    NewEntry,
    grown_film,
    grown_shot,
    growth_problems,
    lasting,
    leading,
    telling,
    trimmed_by_hand,
)
from vfc.edit.conform.known import CutLine, LineItem
from vfc.edit.conform.oldcut import OldCut
from vfc.edit.handover.editlist import is_black
from vfc.edit.incoming.cutlist import IncomingJoint
from vfc.edit.placing import Placing, place
from vfc.film.cut import Fading
from vfc.film.model import Cut, Fade, Film, Plain, Shot, ShotEntry, Transition
from vfc.film.timing import ceiling, nearest
from vfc.film.transitions import TRANSITIONS, TransitionKind

BLACK = "#000000"
PASSES = 40


def new_cut(film: Film, cut: Cut, old: CutLine, new: CutLine, pairs: Mapping[int, int]) -> NewCut:
    """The entries that show `new` where those of `cut` show `old`; `pairs` are the items of `old`
    by those of `new` that they became.

    Of a length that is no whole number of frames the film's own rounding counts: written in whole
    frames, or with the fraction kept, whichever changes less.
    """
    whole = _Builder(film, cut, old, new, pairs, exact=False).built()
    exact = _Builder(film, cut, old, new, pairs, exact=True).built()
    return min(whole, exact, key=lambda each: (len(each.problems) > 0, each.changes(cut)))


class _Builder:
    def __init__(
        self,
        film: Film,
        cut: Cut,
        old: CutLine,
        new: CutLine,
        pairs: Mapping[int, int],
        *,
        exact: bool,
    ):
        self.film, self.cut, self.line, self.new = film, cut, old, new
        self.pairs, self.exact = pairs, exact
        self.old = OldCut(film, cut, old)
        self.problems: list[str] = []
        self.grown: dict[str, Growth] = {}
        self.forced: set[int] = set()
        self.reused: dict[tuple[int, bool], int] = {}

    def built(self) -> NewCut:
        """The new cut; passes are made until each item begins where it shall."""
        if -1 in self.old.place_of:
            return NewCut(problems=("the film's own cut does not read back as it is",))
        entries: list[NewEntry] = []
        for number in range(PASSES):
            self.problems, self.reused = [], {}
            entries = self._entries()
            if self.problems:
                break
            film = grown_film(self.film, self.grown)
            placing, mistakes = place(film, replace(self.cut, entries=tuple(e for e, _ in entries)))
            if mistakes:
                self.problems = [telling(each) for each in mistakes]
                break
            wrong = self._wrong(placing)
            if not wrong - self.forced:
                break
            self.forced |= wrong if number > PASSES // 2 else {min(wrong - self.forced)}
        return NewCut(
            entries=tuple(entries),
            grown=dict(self.grown),
            problems=tuple(dict.fromkeys(self.problems)),
        )

    def _wrong(self, placing: Placing) -> set[int]:
        """The items that do not take the frames that they shall."""
        filled = [index for index, each in enumerate(placing.places) if not is_black(each.entry)]
        return {
            number
            for number, (index, item) in enumerate(zip(filled, self.new.items, strict=False))
            if placing.cut_out(index) - placing.places[index].start
            != item.frames - self._dark_tail(number)
        }

    # ── one item after another ─────────────────────────────────────────────────────────────────

    def _entries(self) -> list[NewEntry]:
        self.grown = self._growth()
        found: list[NewEntry] = []
        count = len(self.new.items)
        for index in range(count + 1):
            around = [*self._after(index - 1), *self._gap(index), *self._before(index)]
            found += self._in_order(around)
            if index < count:
                entry = self._shown(index)
                if entry is not None:
                    found.append(entry)
        return found

    def _in_order(self, around: list[NewEntry]) -> list[NewEntry]:
        """What stands between two shots as it stood, where all of it did."""
        if all(each.origin is not None for each in around):
            return sorted(around, key=lambda each: each.origin or 0)
        return around

    def _became(self, index: int) -> int | None:
        return self.pairs.get(index)

    def _dissolve_in_text(self, item: int) -> int | None:
        """The entry of a dissolve from a shot into the black after it, which a line tells as a
        fade.
        """
        blacks = self.old.blacks_before(item + 1)
        if not blacks:
            return None
        transition = self.old.placing.transitions.get(blacks[0])
        if transition is None or transition.kind not in (
            TransitionKind.DISSOLVE,
            TransitionKind.DIP,
        ):
            return None
        return next(
            index
            for index in self.old.before(blacks[0])
            if isinstance(self.cut.entries[index], Transition)
        )

    def _dark_tail(self, index: int) -> int:
        """Frames of an item that the text tells as a dissolve into black."""
        item = self._became(index)
        fades = self.new.items[index].fade_out
        return (
            fades if item is not None and fades and self._dissolve_in_text(item) is not None else 0
        )

    def _shown(self, index: int) -> NewEntry | None:
        wanted, item = self.new.items[index], self._became(index)
        if wanted.card is not None:
            return self._card(index, wanted, item)
        place_index = self.old.place_of[item] if item is not None else None
        origin = self.old.entry_of[place_index] if place_index is not None else None
        entry = self.cut.entries[origin] if origin is not None else ShotEntry(shot=wanted.shot)
        if not isinstance(entry, ShotEntry):
            return None
        start, speed = self._start(index), self._speed(index)
        length = self._length(index)
        growth = self.grown.get(wanted.shot)
        shot = grown_shot(self.film.shots[wanted.shot], self.grown, self.film)
        start += growth.head if growth else 0
        same = (
            place_index is not None
            and growth is None
            and index not in self.forced
            and (start, speed) == (entry.in_point or 0, entry.speed)
            and length == self.old.placing.places[place_index].length
        )
        if same:
            return NewEntry(entry, origin)
        self.problems += trimmed_by_hand(entry)
        return NewEntry(
            self._fitted(entry, shot, start, length, speed, index in self.forced), origin
        )

    def _card(self, index: int, wanted: LineItem, item: int | None) -> NewEntry | None:
        length = self._length(index)
        if item is None:
            alike = next(
                (a for a, each in enumerate(self.line.items) if each.shows_as(wanted)), None
            )
            if alike is None:
                return None
            entry = self.cut.entries[self.old.entry_of[self.old.place_of[alike]]]
            return NewEntry(lasting(entry, Fraction(nearest(length))), None)
        place_index = self.old.place_of[item]
        origin = self.old.entry_of[place_index]
        entry = self.cut.entries[origin]
        if index not in self.forced and length == self.old.placing.places[place_index].length:
            return NewEntry(entry, origin)
        return NewEntry(lasting(entry, self._rounded(length, index)), origin)

    def _rounded(self, length: Fraction, index: int) -> Fraction:
        return length if self.exact and index not in self.forced else Fraction(nearest(length))

    def _start(self, index: int) -> int:
        """The frame of its shot at which an item begins."""
        wanted, item = self.new.items[index], self._became(index)
        if item is None:
            return nearest(wanted.position)
        entry = self.cut.entries[self.old.entry_of[self.old.place_of[item]]]
        own = (entry.in_point or 0) if isinstance(entry, ShotEntry) else 0
        return own + nearest(wanted.position - self.line.items[item].position)

    def _speed(self, index: int) -> Fraction:
        wanted, item = self.new.items[index], self._became(index)
        if item is None or wanted.speed != self.line.items[item].speed:
            return wanted.speed
        entry = self.cut.entries[self.old.entry_of[self.old.place_of[item]]]
        return entry.speed if isinstance(entry, ShotEntry) else Fraction(1)

    def _length(self, index: int) -> Fraction:
        """The exact film frames of an item's entry, what it shares with the next among them."""
        wanted, item = self.new.items[index], self._became(index)
        frames = wanted.frames - self._dark_tail(index)
        shared = self._overlap_before(index + 1)
        if item is None or index in self.forced:
            return Fraction(frames + shared)
        place_index = self.old.place_of[item]
        whole = self.old.placing.places[place_index]
        seen = self.old.placing.cut_out(place_index) - whole.start
        return whole.length - self.old.overlap_after(place_index) + shared + frames - seen

    def _fitted(
        self,
        entry: ShotEntry,
        shot: Shot,
        start: int,
        length: Fraction,
        speed: Fraction,
        forced: bool,
    ) -> ShotEntry:
        """An entry that shows a shot from a frame on for so long."""
        new_in = start if entry.in_point is not None or start else None
        if not self.exact or forced:
            length = Fraction(nearest(length))
        stop = start + length * speed
        entry = leading(entry, shot, start)
        plain = replace(entry, in_point=new_in, speed=speed, length=None, beats=False)
        if entry.length is not None:
            return replace(plain, length=length)
        if entry.out_point is None and stop == shot.length:
            return replace(plain, out_point=None)
        if stop.denominator == 1:
            return replace(plain, out_point=int(stop))
        rounded = nearest(stop)
        if not self.exact and not forced and start < rounded <= shot.frames:
            return replace(plain, out_point=rounded)
        return replace(plain, out_point=None, length=length)

    # ── what stands around them ────────────────────────────────────────────────────────────────

    def _before(self, index: int) -> list[NewEntry]:
        """The transition and the fade at an item's start."""
        if index >= len(self.new.items):
            return []
        wanted, item = self.new.items[index], self._became(index)
        was = self.line.items[item] if item is not None else None
        own = self._own_before(item) if item is not None else []
        transitions = [each for each in own if isinstance(self.cut.entries[each], Transition)]
        fades = [each for each in own if isinstance(self.cut.entries[each], Fade)]
        dark = bool(transitions) and was is not None and was.joint is None and was.fade_in > 0
        found: list[NewEntry] = []
        if dark:
            found += self._length_of(transitions[0], wanted.fade_in)
        elif wanted.joint is not None:
            found += self._joint(
                transitions, was.joint if was else None, wanted.joint, wanted.name, (index, False)
            )
        return found + self._fades(
            fades,
            0 if dark else was.fade_in if was else 0,
            0 if dark else wanted.fade_in,
            Fading.FROM,
        )

    def _own_before(self, item: int) -> list[int]:
        """The entries before an item's that are its own: no fade of what stands before."""
        return [
            each
            for each in self.old.before(self.old.place_of[item])
            if not (isinstance(entry := self.cut.entries[each], Fade) and entry.toward is Fading.TO)
        ]

    def _after(self, index: int) -> list[NewEntry]:
        """The fade at an item's end."""
        if index < 0:
            return []
        wanted, item = self.new.items[index], self._became(index)
        was = self.line.items[item] if item is not None else None
        next_place = self.old.place_of[item] + 1 if item is not None else None
        own = (
            [
                each
                for each in self.old.before(next_place)
                if isinstance(entry := self.cut.entries[each], Fade) and entry.toward is Fading.TO
            ]
            if next_place is not None
            else []
        )
        if item is not None and self._dissolve_in_text(item) is not None:
            return self._kept(own)  # told with the black
        return self._fades(own, was.fade_out if was else 0, wanted.fade_out, Fading.TO)

    def _fades(self, own: list[int], was: int, wanted: int, toward: Fading) -> list[NewEntry]:
        """Fades of an item; of several, or of other colours, those that no line tells stay."""
        told = [
            each
            for each in own
            if isinstance(entry := self.cut.entries[each], Fade) and entry.length == was
        ]
        others = self._kept([each for each in own if each not in told[:1]])
        if not wanted:
            return others
        if told:
            return [*others, *self._length_of(told[0], wanted)]
        return [*others, NewEntry(Fade(toward=toward, colour="black", length=wanted), None)]

    def _kept(self, own: Sequence[int]) -> list[NewEntry]:
        return [NewEntry(self.cut.entries[each], each) for each in own]

    def _length_of(self, origin: int, length: int) -> list[NewEntry]:
        entry = self.cut.entries[origin]
        if not length or not isinstance(entry, Transition | Fade):
            return []
        return [
            NewEntry(entry if entry.length == length else replace(entry, length=length), origin)
        ]

    def _joint(
        self,
        own: list[int],
        was: IncomingJoint | None,
        wanted: IncomingJoint,
        name: str,
        where: tuple[int, bool],
    ) -> list[NewEntry]:
        """A transition as it is wanted; `where` is the item that it leads to, and whether to the
        black before it.
        """
        if own and was is not None and was.kind == wanted.kind:
            return self._length_of(own[0], wanted.length)
        free = self._free_joint(wanted, where)
        if free is not None:
            return self._kept([free])
        if own and was is not None and wanted.kind is not None:
            look = wanted.look or TRANSITIONS[wanted.kind].look
            entry = self.cut.entries[own[0]]
            if isinstance(entry, Transition):
                new = replace(entry, kind=wanted.kind, length=wanted.length, look=look)
                return [NewEntry(new, own[0])]
        if wanted.kind is None:
            self.problems.append(f"{name}: vfc has no transition '{wanted.name}'")
            return []
        if wanted.kind is TransitionKind.LUMA:
            self.problems.append(f"{name}: which image a luma wipe goes by, the edit does not say")
            return []
        look = wanted.look or TRANSITIONS[wanted.kind].look
        return [NewEntry(Transition(kind=wanted.kind, length=wanted.length, look=look), None)]

    def _free_joint(self, wanted: IncomingJoint, where: tuple[int, bool]) -> int | None:
        """The entry of a transition like the one that is wanted, which led to a shot that went or
        that has another one now.
        """
        if where not in self.reused:
            taken = set(self.reused.values())
            free = (each for each in self._freed(wanted) if each not in taken)
            found = next(free, None)
            if found is None:
                return None
            self.reused[where] = found
        return self.reused[where]

    def _freed(self, wanted: IncomingJoint) -> Iterator[int]:
        owners = {a: b for b, a in self.pairs.items()}
        for number, item in enumerate(self.line.items):
            owner = owners.get(number)
            now = None if owner is None else self.new.items[owner].joint
            if item.joint == wanted and (now is None or now.kind != wanted.kind):
                yield from (
                    each
                    for each in self._own_before(number)
                    if isinstance(self.cut.entries[each], Transition)
                )

    def _overlap_before(self, index: int) -> int:
        """Frames that an item shares with the one before it."""
        if index >= len(self.new.items):
            return 0
        wanted = self.new.items[index]
        found = next(
            (each.entry for each in self._before(index) if isinstance(each.entry, Transition)), None
        )
        shared = found is not None and found.overlap and not wanted.gap
        return found.length if shared and found is not None else 0

    # ── black ──────────────────────────────────────────────────────────────────────────────────

    def _gap(self, index: int) -> list[NewEntry]:
        """The black before an item, or at the end."""
        count = len(self.new.items)
        frames = self.new.items[index].gap if index < count else self.new.tail
        joint = self.new.items[index].gap_joint if index < count else self.new.tail_joint
        item = self._home_of_gap(index)
        was_joint = None
        blacks: list[int] = []
        if item is not None:
            last = item == len(self.line.items)
            blacks = self.old.blacks_before(item)
            was_joint = self.line.tail_joint if last else self.line.items[item].gap_joint
        dissolve = None
        if index and (before := self._became(index - 1)) is not None:
            tail, dissolve = self._dark_tail(index - 1), self._dissolve_in_text(before)
            if tail and dissolve is not None:
                frames += tail
                own = blacks or self.old.blacks_before(before + 1)
                return [*self._length_of(dissolve, tail), *self._black(own, frames)]
        found = self._black(blacks, frames)
        if not found or joint is None:
            return found
        own = [
            each
            for each in (self.old.before(blacks[0]) if blacks else [])
            if isinstance(self.cut.entries[each], Transition)
        ]
        return [*self._joint(own, was_joint, joint, "black", (index, True)), *found]

    def _home_of_gap(self, index: int) -> int | None:
        """The old item whose gap an item's is: its own, else that behind the one before it."""
        if index == len(self.new.items):
            return len(self.line.items)
        item = self._became(index)
        if item is not None and self.line.items[item].gap:
            return item
        before = self._became(index - 1) if index else None
        after = before + 1 if before is not None else None
        taken = after is not None and after in self.pairs.values()
        return after if after is not None and not taken else item

    def _black(self, blacks: list[int], frames: int) -> list[NewEntry]:
        """Blacks that are so long together; the last of them is another's length."""
        entries = [(self.old.entry_of[each], self.old.placing.places[each]) for each in blacks]
        if entries and entries[-1][1].stop - entries[0][1].start == frames:
            inside = [each for black in blacks[1:] for each in self.old.before(black)]
            return self._kept(sorted([*(origin for origin, _ in entries), *inside]))
        had = sum(each.stop - each.start for _, each in entries)
        more = frames - had
        found: list[NewEntry] = []
        for origin, each in reversed(entries):
            long = each.stop - each.start
            if more and long + more > 0:
                new = lasting(self.cut.entries[origin], each.length.__floor__() + Fraction(more))
                found.append(NewEntry(new, origin))
                more = 0
            elif more:
                more += long
            else:
                found.append(NewEntry(self.cut.entries[origin], origin))
        if more > 0:
            return [*found[::-1], NewEntry(Plain(colour=BLACK, length=Fraction(more)), None)]
        return found[::-1]

    # ── shots that are too short ───────────────────────────────────────────────────────────────

    def _growth(self) -> dict[str, Growth]:
        """What shots lack for what is shown of them."""
        found: dict[str, Growth] = {}
        for index, wanted in enumerate(self.new.items):
            if not wanted.shot:
                continue
            shot = self.film.shots[wanted.shot]
            start, length = self._start(index), self._length(index)
            if self._kept_as_it_is(index, start, length):
                continue
            stop = ceiling(start + length * self._speed(index))
            head, tail = max(0, -start), max(0, stop - shot.frames)
            before = found.get(shot.name, Growth())
            grown = Growth(max(before.head, head), max(before.tail, tail))
            if grown != Growth():
                found[shot.name] = grown
                self.problems += growth_problems(self.film, shot, grown, wanted.name)
        return found

    def _kept_as_it_is(self, index: int, start: int, length: Fraction) -> bool:
        item = self._became(index)
        if item is None:
            return False
        place_index = self.old.place_of[item]
        entry = self.cut.entries[self.old.entry_of[place_index]]
        own = (entry.in_point or 0) if isinstance(entry, ShotEntry) else 0
        retimed = isinstance(entry, ShotEntry) and entry.retiming is not None
        return retimed or (start, length) == (own, self.old.placing.places[place_index].length)
