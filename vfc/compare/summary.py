"""What two versions differ in, in sentences that every form has."""

from __future__ import annotations

from collections.abc import Iterator

from vfc.compare.model import (
    CutDiff,
    FilmDiff,
    FilmVersion,
    Likeness,
    Section,
    Seen,
    ShotChange,
    ShotDiff,
    WordDiff,
)
from vfc.film.timing import smpte_timecode
from vfc.language.changes import beside
from vfc.project.amounts import counted, duration, span_of, steps_text

NOTHING = "nothing that counts differs"
SAME_WORDS = "no word that counts in it changed: another version of what makes it, or other bytes"
# what is told beside shots and cut, in this order
SECTIONS = (
    Section.LOOKS,
    Section.GENERATORS,
    Section.SOUND,
    Section.TITLES,
    Section.FILM,
    Section.DELIVERABLES,
)


def version_text(version: FilmVersion) -> str:
    """What a side is called: `HEAD~1 (599f1e6)`."""
    short = version.commit[:7]
    known = not short or version.name.startswith(short)
    return version.name if known else f"{version.name} ({short})"


def verdict(diff: FilmDiff) -> str:
    """In a line: how many shots became what, and whether pictures differ."""
    if diff.same:
        return NOTHING
    parts: list[str] = []
    for change in ShotChange:
        count = sum(change in each.changes for each in diff.shots)
        if count:
            parts.append(f"{counted(count, 'shot')} {change}" if not parts else f"{count} {change}")
    parts += [] if parts or not any(each.entries for each in diff.cuts) else ["another cut"]
    parts.append("pictures differ" if diff.pictures_differ else "no picture differs")
    return ", ".join(parts)


def became(shot: ShotDiff) -> str:
    """What became of a shot: `renamed from hill/arrive, made anew`."""
    words = [
        f"renamed from {shot.before_name}" if each is ShotChange.RENAMED else str(each)
        for each in shot.changes
    ]
    return ", ".join(words)


def reasons(shot: ShotDiff) -> Iterator[str]:
    """Why a shot is another: the words, else the fields, and what to know beside."""
    if ShotChange.PICKED in shot.changes:
        before, after = shot.shown_takes
        yield f"take {before} → take {after} picked"
    if ShotChange.TAKES in shot.changes:
        before, after = shot.takes
        yield f"takes: {before} → {after}"
    yield from map(word_text, shot.why)
    if ShotChange.REMADE in shot.changes and not shot.why and not shot.fields:
        yield SAME_WORDS
    if shot.hint:
        yield shot.hint
    if shot.likeness is Likeness.UNKNOWN and False in shot.standing:
        yield _lacking(shot)
    if ShotChange.REWORDED in shot.changes:
        yield f"its words changed, its picture is {shot.likeness}"
    elif shot.likeness is Likeness.NOISE:
        yield f"its picture is {shot.likeness}"


def _lacking(shot: ShotDiff) -> str:
    before, after = (stands is False for stands in shot.standing)
    if before and after:
        return "neither of its pictures is in the store"
    return "its picture before is not in the store" if before else "its picture is not made yet"


def field_texts(shot: ShotDiff) -> Iterator[str]:
    """The fields that its picture is told otherwise, the value before and after."""
    for each in shot.fields:
        if each.field == "uses" or not each.before or not each.after:
            yield str(each)
        else:
            before, after = beside(each.before, each.after)
            yield f"{each.field}: {before} → {after}"


def word_text(word: WordDiff) -> str:
    """A word that changed, and where it stands now."""
    return f"{word.text} ({word.file}:{word.line})" if word.line else word.text


def seen_texts(shot: ShotDiff, diff: FilmDiff) -> Iterator[str]:
    """Where a shot is seen, before and after; once where that is the same, or there is one side."""
    before = [seen_text(each, diff.before) for each in shot.seen_before]
    after = [seen_text(each, diff.after) for each in shot.seen_after]
    if before == after or not shot.before_name:
        yield from (f"seen at {each}" for each in after)
        return
    if ShotChange.REMOVED in shot.changes:
        yield from (f"was seen at {each}" for each in before)
        return
    for number in range(max(len(before), len(after))):
        one = before[number] if number < len(before) else "no time"
        other = after[number] if number < len(after) else "no time"
        yield f"seen at {one}" if one == other else f"seen at {one} → {other}"


def seen_text(seen: Seen, version: FilmVersion) -> str:
    """`00:00:02:00, frames 0 to 47`: where in the cut, and which frames of the shot."""
    cut = f"{seen.cut}: " if seen.cut else ""
    at = smpte_timecode(seen.at, version.rate)
    return f"{cut}{at}, frames {seen.first} to {seen.last}, {_seconds(seen.frames, version)}"


def length_text(diff: FilmDiff) -> str:
    """How long the film was and is: `00:00:05:00 → 00:00:04:12 (12 frames less)`."""
    before, after = diff.before, diff.after
    old = smpte_timecode(before.frames, before.rate)
    new = smpte_timecode(after.frames, after.rate)
    if before.rate != after.rate:
        return f"{old} at {before.rate} → {new} at {after.rate} frames a second"
    if before.frames == after.frames:
        return f"{new}, as before"
    by = after.frames - before.frames
    return f"{old} → {new} ({counted(abs(by), 'frame')} {'more' if by > 0 else 'less'})"


def cut_lines(cut: CutDiff, diff: FilmDiff) -> Iterator[tuple[str, str]]:
    """The entries of a cut that differ: when, and what."""
    if not cut.entries and cut.frames[0] is not None and cut.frames[1] is not None:
        yield "", "the same entries; what lies over them, or how long they are, differs"
    for each in cut.entries:
        version = diff.after if each.after else diff.before
        at = smpte_timecode(each.at, version.rate)
        if each.moved:
            was = f", was {each.before}" if each.before != each.after else ""
            yield at, f"moved: {each.after}{was}"
        elif not each.before:
            yield at, f"new: {each.after}"
        elif not each.after:
            yield at, f"gone: {each.before}"
        else:
            yield at, f"{each.before} → {each.after}"


def cost_lines(diff: FilmDiff) -> Iterator[str]:
    """What the change costs: what is to be made, the time, the money; what stands already."""
    cost = diff.cost
    if cost.make:
        untimed = f"{counted(cost.untimed, 'step')} whose like was never timed here"
        parts = [
            steps_text(cost.make),
            counted(cost.costly, "of them costs", "of them cost") if cost.costly else "",
            span_of(*cost.seconds),
            untimed if cost.untimed else "",
        ]
        yield f"to make: {', '.join(filter(None, parts))}"
    if cost.money or cost.unpriced:
        unknown = counted(cost.unpriced, "price is", "prices are")
        parts = [" and ".join(cost.money), f"{unknown} not known" if cost.unpriced else ""]
        yield f"money: about {', '.join(filter(None, parts))}".replace("about 1 price", "1 price")
    if cost.made:
        yield f"made already: {steps_text(cost.made)}, which took {duration(cost.took)}"
    if not cost.make and not cost.made:
        yield "nothing to make"


def _seconds(frames: int, version: FilmVersion) -> str:
    return f"{float(frames / version.rate):.2f} s"
