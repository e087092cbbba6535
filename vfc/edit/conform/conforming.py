"""A film's cut after somebody has edited it in an editing program.

The cut is handed over once more in the format of the edit, and read back: what differs between the
two readings is what was edited, whatever the format leaves out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from vfc.edit.conform.alignment import paired
from vfc.edit.conform.entries import Growth, NewCut, NewEntry, grown_film
from vfc.edit.conform.known import CutLine, KnownFiles, LineItem, line_of, without_fades
from vfc.edit.conform.newcut import new_cut
from vfc.edit.handover.formats import handed_over, with_links
from vfc.edit.incoming.cutlist import IncomingClip, IncomingCut
from vfc.edit.incoming.formats import read_cut
from vfc.edit.placing import place
from vfc.film.model import Cut, Film
from vfc.film.timing import smpte_timecode

BY_HAND = "say it by hand in the cut, with speed, freeze or reverse"


def own_reading(film: Film, cut: Cut, ending: str) -> IncomingCut:
    """A film's cut as it reads when it is handed over in a format."""
    from pathlib import Path

    text = with_links(handed_over(film, cut, ending).text, ending, {}, Path())
    form = film.seen_in(cut).format
    return read_cut(f"film.{ending}", text.encode(), form.rate, form.begin)


def conformed(film: Film, cut: Cut, ending: str, edit: IncomingCut) -> NewCut:
    """The entries with which a cut shows what an edit of it shows, or what no text can say of
    it.
    """
    if edit.rate != film.format.rate:
        return NewCut(
            problems=(
                f"the edit counts {_spoken(edit.rate)} frames a second, and the film "
                f"{_spoken(film.format.rate)}",
            )
        )
    known = KnownFiles(film, place(film, cut)[0])
    old, _ = line_of(own_reading(film, cut, ending), known)
    new, strange = line_of(edit, known, old)
    if strange:
        return NewCut(problems=tuple(_strange(film, each) for each in strange))
    if new == old:
        return NewCut(entries=tuple(NewEntry(each, at) for at, each in enumerate(cut.entries)))
    pairs = paired(old.items, new.items)
    if not edit.keeps_fades:
        new = without_fades(new, {b: old.items[a] for b, a in pairs.items()})
        pairs = paired(old.items, new.items)
    found = new_cut(film, cut, old, new, pairs)
    if found.problems:
        return found
    changed = replace(cut, entries=tuple(each.entry for each in found.entries))
    whole = grown_film(film, found.grown)
    return replace(found, problems=tuple(_differences(whole, changed, ending, found.grown, new)))


def shows(
    film: Film, cut: Cut, ending: str, edit: IncomingCut, grown: Mapping[str, Growth]
) -> bool:
    """Whether a cut of a film, some of whose shots have grown, shows what an edit shows."""
    own = _own_line(film, cut, ending)
    wanted, strange = line_of(edit, KnownFiles(film, place(film, cut)[0]), own)
    if not edit.keeps_fades:
        wanted = without_fades(wanted, dict(enumerate(own.items)))
    return not strange and not [*_differences(film, cut, ending, grown, wanted)]


def _own_line(film: Film, cut: Cut, ending: str) -> CutLine:
    return line_of(own_reading(film, cut, ending), KnownFiles(film, place(film, cut)[0]))[0]


def _strange(film: Film, clip: IncomingClip) -> str:
    """Why a clip can be no entry of the cut."""
    at = _at(film, clip.range_in_film.start)
    file = clip.file
    name = file.spoken if file is not None else clip.name
    if file is not None and file.nested:
        return f"{at}: '{name}' is a cut in the cut; take it apart in the editing program"
    if clip.speed is None:
        return f"{at}: '{name}' plays at a speed that changes, as the film does not; {BY_HAND}"
    if clip.speed == 0:
        return f"{at}: '{name}' is a frame that stands still, as the film does not; {BY_HAND}"
    if clip.speed < 0:
        return f"{at}: '{name}' plays backwards, as the film does not; {BY_HAND}"
    return f"{at}: '{name}' is no shot and no card of the film"


def _differences(
    film: Film, cut: Cut, ending: str, grown: Mapping[str, Growth], wanted: CutLine
) -> Iterator[str]:
    """What a cut of a film with grown shots shows otherwise than it shall."""
    known = KnownFiles(film, place(film, cut)[0])
    got, strange = line_of(own_reading(film, cut, ending), known)
    if strange or len(got.items) != len(wanted.items):
        yield f"{len(wanted.items)} clips would be {len(got.items)} in the film's own words"
        return
    for one, other in zip(wanted.items, got.items, strict=True):
        growth = grown.get(one.shot)
        head = growth.head if growth else 0
        if not _same(replace(one, position=one.position + head), other):
            yield (
                f"{_at(film, one.range_in_film.start)}: no words of the cut show {one.name} so: "
                f"{_told(one)}, and not {_told(other)}"
            )
            return
    if wanted.tail != got.tail:
        yield f"the black at the end would be {got.tail} frames, and not {wanted.tail}"


def _same(one: LineItem, other: LineItem) -> bool:
    """Whether two items show the same; where a speed is, a format may count in frames as they are
    played.
    """
    near = 0 if one.speed == 1 else max(1, one.speed)
    return (
        one.shows_as(other)
        and one.range_in_film == other.range_in_film
        and abs(one.position - other.position) <= near
        and abs(one.speed - other.speed) < Fraction(1, 500)
        and _kind(one) == _kind(other)
        and (one.fade_in, one.fade_out, one.gap) == (other.fade_in, other.fade_out, other.gap)
    )


def _kind(item: LineItem) -> tuple[object, ...] | None:
    return (item.joint.length, item.joint.kind) if item.joint else None


def _told(item: LineItem) -> str:
    """An item, for people."""
    words = [f"{item.frames} frames from {float(item.position):g} on"]
    words += [f"at speed {float(item.speed):g}"] if item.speed != 1 else []
    words += [f"{item.joint.name} of {item.joint.length}"] if item.joint else []
    words += (
        [f"fades of {item.fade_in} and {item.fade_out}"] if item.fade_in or item.fade_out else []
    )
    return ", ".join(words)


def _at(film: Film, frame: int) -> str:
    return smpte_timecode(film.format.begin + frame, film.format.rate)


def _spoken(rate: Fraction) -> str:
    return f"{float(rate):.3f}".rstrip("0").rstrip(".")
