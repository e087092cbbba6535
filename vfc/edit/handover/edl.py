"""A cut as an EDL in CMX 3600's form: one track of pictures, four of sound.

A transition is an event of two lines: where the edit before it ends, and the edit that comes, from
the same frame on. A fade is a dissolve from or to `BL`, the black reel; the black that one comes
from is an event of no length too, for readers that look at no first line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from vfc.edit.handover.editlist import Edit, EditFile, EditList, EditMark, EditSound, plain_text
from vfc.edit.handover.naming import edl_name
from vfc.edit.handover.retimed import range_in_file
from vfc.edit.handover.writing import Handover, link_of
from vfc.film.model import Transition
from vfc.film.timing import FrameRange, drops_numbers, smpte_timecode

BLACK = "BL"
SOUND_TRACKS = ("A", "A2", "A3", "A4")
TITLE_LENGTH = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class _Event:
    """One event: its lines but for its number, those of its comments, where it stands."""

    start: int
    track: int
    lines: tuple[str, ...]
    comments: tuple[str, ...]


def to_edl(edits: EditList) -> Handover:
    """A cut as the text of an EDL; raises nothing."""
    lost = list(edits.lost)
    events = [*_pictures(edits, lost), *_sounds(edits, lost)]
    events.sort(key=lambda each: (each.start, each.track))
    lines = [
        f"TITLE: {edits.title[:TITLE_LENGTH]}",
        f"FCM: {'DROP FRAME' if drops_numbers(edits.rate) else 'NON-DROP FRAME'}",
        "",
    ]
    for number, event in enumerate(events, 1):
        lines += [f"{number:03}  {line}" for line in event.lines]
        lines += [*event.comments, ""]
    return Handover(text="\n".join(lines), lost=tuple(dict.fromkeys(lost)))


def _pictures(edits: EditList, lost: list[str]) -> Iterator[_Event]:
    shown = list(_with_fades(edits.edits))
    marks = [*edits.marks, *_title_marks(edits)]
    lost += [f"the title '{plain_text(title.text)}' is a marker" for title, _ in edits.titles]
    for index, each in enumerate(shown):
        here = [mark for mark in marks if _lies_in(mark, each.range_in_film)]
        before = shown[index - 1] if index else None
        lines, comments, missing = _event(edits, before, each)
        lost += [f"{each.name}: {what}" for what in missing]
        comments += [f"* NOT IN THIS FILE: {what}" for what in missing]
        comments += [_locator(mark, edits) for mark in here]
        yield _Event(
            start=each.range_in_film.start, track=0, lines=tuple(lines), comments=tuple(comments)
        )


def _event(
    whole: EditList, before: Edit | None, each: Edit
) -> tuple[list[str], list[str], list[str]]:
    """The lines of an edit, its comments, and what is lost of it."""
    missing, comments = list(each.lost), []
    if each.played is not None:
        missing += each.played.lost(each.range_in_film.frames)
    if each.transition is None:
        lines = [_line(whole, "V", "C", each.file, _source(each), each.range_in_film)]
        comments += _named("FROM", each)
    else:
        before = before or Edit(name="black", file=None, range_in_film=FrameRange(0, 0))
        cut = FrameRange(each.range_in_film.start, each.range_in_film.start)
        at = before.at(cut.start)
        name = edl_name(each.transition)
        kind = f"{name.code:<4} {each.transition.length:03}"
        lines = [
            _line(whole, "V", "C", before.file, FrameRange(at, at), cut),
            _line(whole, "V", kind, each.file, _source(each), each.range_in_film),
        ]
        comments += [f"* EFFECT NAME: {each.transition.kind.spoken.upper()}"]
        comments += _named("FROM", before)[:1]
        comments += _named("TO", each)
        missing += [name.lost] if name.lost else []
    if each.file is not None and each.speed != 1:
        comments.append(_motion(whole.rate, each.file, each.speed, each.start))
    return lines, comments, missing


def _with_fades(edits: tuple[Edit, ...]) -> Iterator[Edit]:
    """The edits with fades as dissolves from and to black, which is what an EDL has for them."""
    for each in edits:
        start, stop = each.range_in_film
        black = Edit(name="black", file=None, range_in_film=FrameRange(start, start))
        if each.fade_in:
            yield black
            each = replace(each, transition=Transition(length=each.fade_in))
        if not each.fade_out:
            yield each
            continue
        fading = FrameRange(stop - each.fade_out, stop)
        yield replace(each, range_in_film=FrameRange(start, fading.start))
        yield replace(black, range_in_film=fading, transition=Transition(length=each.fade_out))


def _source(each: Edit) -> FrameRange:
    """The frames of its file that an edit shows; of black as many, from its first on."""
    frames = each.range_in_film.frames
    return range_in_file(each.start, frames, each.speed)


def _line(
    whole: EditList,
    track: str,
    kind: str,
    file: EditFile | None,
    range_in_file: FrameRange,
    range_in_film: FrameRange,
) -> str:
    """A line of an event without its number: reel, track, kind, and four timecodes."""
    first = file.first if file else 0
    source = [smpte_timecode(first + frame, whole.rate) for frame in range_in_file]
    record = [whole.timecode(frame) for frame in range_in_film]
    reel = file.reel if file else BLACK
    return f"{reel:<8} {track:<5} {kind:<8} {' '.join([*source, *record])}"


def _named(side: str, each: Edit) -> list[str]:
    if each.file is None:
        return []
    return [f"* {side} CLIP NAME: {each.file.filename}", f"* {side} FILE: {link_of(each.file)}"]


def _motion(rate: Fraction, file: EditFile, speed: Fraction, start: int) -> str:
    """How fast a file runs, in its frames a second."""
    code = smpte_timecode(file.first + start, rate).replace(";", ":")
    whole, _, part = f"{float(abs(speed) * rate):.3f}".partition(".")
    shown = f"{'-' if speed < 0 else ''}{whole:>03}.{part.rstrip('0') or '0'}"
    return f"M2   {file.reel:<8} {shown}                {code}"


def _title_marks(edits: EditList) -> Iterator[EditMark]:
    for title, range_in_film in edits.titles:
        yield EditMark(range_in_film=range_in_film, words=f"title: {plain_text(title.text)}")


def _lies_in(mark: EditMark, range_in_film: FrameRange) -> bool:
    return range_in_film.start <= mark.range_in_film.start < range_in_film.stop


def _locator(mark: EditMark, whole: EditList) -> str:
    return f"* LOC: {whole.timecode(mark.range_in_film.start)} RED     {mark.words}"


def _sounds(edits: EditList, lost: list[str]) -> Iterator[_Event]:
    lanes = edits.sounds
    lost += [f"the sounds of {name}: an EDL has four tracks" for name, _ in lanes[4:]]
    for number, (track, (_, lane)) in enumerate(zip(SOUND_TRACKS, lanes[:4], strict=False), 1):
        for each in lane:
            missing = _lost_of(each)
            lost += [f"{each.name}: {what}" for what in missing]
            comments = [
                f"* FROM CLIP NAME: {each.file.filename}",
                f"* FROM FILE: {link_of(each.file)}",
            ]
            if each.speed != 1:
                comments.append(_motion(edits.rate, each.file, each.speed, each.start))
            source = range_in_file(each.start, each.range_in_film.frames, each.speed)
            yield _Event(
                start=each.range_in_film.start,
                track=number,
                lines=(_line(edits, track, "C", each.file, source, each.range_in_film),),
                comments=(*comments, *(f"* NOT IN THIS FILE: {what}" for what in missing)),
            )


def _lost_of(sound: EditSound) -> list[str]:
    """What an EDL has not of a sound."""
    found = [f"its gain of {sound.gain:g} dB"] if sound.gain else []
    if sound.fade_in or sound.fade_out:
        found.append(f"its fades of {sound.fade_in} and {sound.fade_out} frames")
    return [*sound.lost, *found, *(["its ducking"] if sound.ducks else [])]
