"""An EDL in CMX 3600's form, as editing programs write it: events of one line, or of two where one
shot goes over into the next, with what they say of them below.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction

from vfc.edit.incoming.cutlist import (
    IncomingClip,
    IncomingCut,
    IncomingFile,
    IncomingSound,
    IncomingText,
    JointOnTrack,
    OnTrack,
    on_one_line,
)
from vfc.edit.incoming.naming import kind_named, kind_of_wipe, look_of
from vfc.errors import UsageError
from vfc.film.timing import FrameRange, drops_numbers, frames_of_an_hour, nearest, parse_timecode
from vfc.film.transitions import TransitionKind

CODE = r"\d{1,2}:\d{2}:\d{2}[:;.,]\d{2,3}"
EVENT = re.compile(
    rf"\s*(?P<number>\d+[A-Za-z]?)\s+(?P<reel>\S.*?)\s+(?P<track>[A-Za-z0-9/]+)\s+"
    rf"(?P<kind>C|D|W\d+|K[BO]?)(?:\s+(?P<length>\d{{1,4}}))?"
    rf"\s+(?P<codes>{CODE}\s+{CODE}\s+{CODE}\s+{CODE})\s*$"
)
MOTION = re.compile(rf"\s*M2\s+(?P<reel>\S.*?)\s+(?P<speed>-?\d+(?:\.\d+)?)\s+{CODE}\s*$")
SAID = re.compile(
    r"\s*\*?\s*(?P<word>FROM CLIP NAME|TO CLIP NAME|FROM CLIP|FROM FILE|TO CLIP|TO FILE|"
    r"SOURCE FILE|\*? ?FREEZE FRAME|EFFECT NAME|EFFECTS NAME IS)\s*:?\s*(?P<text>.*?)\s*$"
)
LOCATOR = re.compile(rf"\s*\*\s*LOC:\s*(?P<code>{CODE})\s+\w+\s+(?P<words>\S.*?)\s*$")
COLOUR = re.compile(r"\s*\*?\s*ASC_(?:SOP|SAT)\b")
BLACK = ("BL", "BLACK")
LARGEST = 20_000  # events
NO_NAME = ("AX", "UNKNOWN", "")  # reels that name no file


@dataclass(slots=True, kw_only=True)
class _Line:
    """One line of an event, with what stands below it."""

    number: str
    line: int
    reel: str
    track: str
    kind: str
    length: int
    source: FrameRange
    record: FrameRange
    speed: Fraction = Fraction(1)
    said: dict[str, str] = field(default_factory=dict)


def read_edl(name: str, text: str, rate: Fraction, begins: int | None = None) -> IncomingCut:
    """A cut from the text of an EDL, which counts in frames of `rate`; `name` is the file's.

    `begins` is the film's first frame by its timecode, where that is known; without it, that of the
    first event. UsageError where a line cannot be read or there is no event.
    """
    reader = _EdlReader(name, rate)
    for number, line in enumerate(text.splitlines(), 1):
        reader.take(number, line)
    if not reader.lines:
        raise UsageError(f"{name} holds no event of an EDL")
    return reader.cut(begins)


class _EdlReader:
    def __init__(self, name: str, rate: Fraction):
        self.name, self.rate = name, rate
        self.title, self.drop = "", False
        self.lines: list[_Line] = []
        self.left: list[str] = []
        self.marks: list[tuple[int, str]] = []  # by the film's timecode

    def take(self, number: int, line: str) -> None:
        """Read one more line of the text."""
        if match := EVENT.match(line):
            self._event(number, match)
        elif match := MOTION.match(line):
            self._motion(match)
        elif line.startswith("TITLE:"):
            self.title = line[6:].strip()
        elif line.strip().upper().startswith("FCM:"):
            self.drop = "NON" not in line.upper()
        elif match := LOCATOR.match(line):
            self.marks.append((self._frame(number, match["code"]), match["words"]))
        elif match := COLOUR.match(line):
            of = f" of event {self.lines[-1].number}" if self.lines else ""
            self.left.append(f"the colour decision{of}")
        elif (match := SAID.match(line)) and self.lines:
            for each in self._of_event(self.lines[-1].number):
                each.said.setdefault(match["word"].lstrip("* "), match["text"])

    def _event(self, number: int, match: re.Match[str]) -> None:
        if len(self.lines) >= LARGEST:
            raise UsageError(f"{self.name} holds more than {LARGEST:,} events")
        codes = [self._frame(number, code) for code in match["codes"].split()]
        self.lines.append(
            _Line(
                number=match["number"],
                line=number,
                reel=match["reel"].strip(),
                track=match["track"].upper(),
                kind=match["kind"],
                length=int(match["length"] or 0),
                source=FrameRange(codes[0], codes[1]),
                record=FrameRange(codes[2], codes[3]),
            )
        )

    def _frame(self, number: int, code: str) -> int:
        drops = drops_numbers(self.rate) and (self.drop or code[-3] in ";,")
        try:
            return parse_timecode(f"{code[:-3]}{';' if drops else ':'}{code[-2:]}", self.rate)
        except ValueError as error:
            raise UsageError(f"{self.name}, line {number}: {error}") from error

    def _motion(self, match: re.Match[str]) -> None:
        reel = match["reel"].strip()
        lines = self._of_event(self.lines[-1].number) if self.lines else []
        for each in reversed(lines):
            if each.reel == reel or len(lines) == 1:
                each.speed = Fraction(match["speed"]) / self.rate
                break

    def _of_event(self, number: str) -> list[_Line]:
        """The last lines that are of one event."""
        found: list[_Line] = []
        for each in reversed(self.lines):
            if each.number != number:
                break
            found.append(each)
        return found[::-1]

    def cut(self, begins: int | None) -> IncomingCut:
        """The whole cut."""
        first = self._first(begins)
        tracks: dict[str, list[_Line]] = {}
        for each in self.lines:
            for track in _tracks(each.track):
                tracks.setdefault(track, []).append(each)
        pictures = sorted(track for track in tracks if track.startswith("V"))
        return IncomingCut(
            title=self.title,
            rate=self.rate,
            clips=on_one_line([list(self._pictures(tracks[track], first)) for track in pictures]),
            sounds=tuple(
                sound
                for track in sorted(tracks.keys() - set(pictures))
                for sound in self._sounds(track, tracks[track], first)
            ),
            markers=tuple(
                IncomingText(words=words, range_in_film=FrameRange(at - first, at - first + 1))
                for at, words in sorted(self.marks)
                if at >= first
            ),
            left=tuple(dict.fromkeys(self.left)),
        )

    def _first(self, begins: int | None) -> int:
        """The record time of the cut's first frame."""
        earliest = min(each.record.start for each in self.lines)
        if begins is not None and begins <= earliest < begins + frames_of_an_hour(self.rate):
            return begins
        return earliest

    def _pictures(self, lines: list[_Line], first: int) -> Iterator[OnTrack]:
        """What lies on a track of pictures."""
        whole = _whole(lines)
        for index, each in enumerate(whole):
            record = FrameRange(each.record.start - first, each.record.stop - first)
            follows = index + 1 < len(whole) and whole[index + 1].number == each.number
            dark = each.reel.upper() in BLACK
            if record.frames == 0 and follows and not dark:
                continue  # where the shot before ends, which its own event says
            if each.kind[0] in "DWK" and (each.length or record.frames):
                stop = record.start + (each.length or record.frames)
                yield self._joint(each, FrameRange(record.start, stop))
            yield _clip(each, record)

    def _joint(self, line: _Line, range_in_film: FrameRange) -> JointOnTrack:
        name = line.said.get("EFFECT NAME") or line.said.get("EFFECTS NAME IS") or ""
        wipe = int(line.kind[1:]) if line.kind[1:].isdecimal() else None
        if line.kind[0] == "D":
            kind = kind_named(name) if name else TransitionKind.DISSOLVE
        else:
            kind = kind_named(name) or (kind_of_wipe(wipe) if wipe is not None else None)
        look = look_of(kind, name=name, wipe=wipe)
        return JointOnTrack(
            range_in_film=range_in_film, kind=kind, name=name or line.kind, look=look
        )

    def _sounds(self, track: str, lines: Iterable[_Line], first: int) -> Iterator[IncomingSound]:
        for each in lines:
            if each.record.frames and each.reel.upper() not in BLACK:
                file = _file_of(each, each.kind[0] != "C")
                yield IncomingSound(
                    track=track,
                    name=file.spoken,
                    file=file,
                    range_in_film=FrameRange(each.record.start - first, each.record.stop - first),
                    begin=_begin(each),
                    speed=each.speed or Fraction(1),
                )


def _tracks(word: str) -> list[str]:
    """The tracks that an event is on: `B` is picture and sound, `AA/V` two of sound and picture."""
    found = ["V", "A"] if word == "B" else re.findall(r"[VA]\d*", word)
    return list(
        dict.fromkeys("V" if each == "V1" else "A" if each == "A1" else each for each in found)
    )


def _begin(line: _Line) -> Fraction:
    """The frame of its file that an event shows first: backwards it is the last one."""
    return Fraction(line.source.start if line.speed >= 0 else line.source.stop - 1)


def _clip(line: _Line, record: FrameRange) -> IncomingClip:
    """What an event shows."""
    speed = line.speed
    if "FREEZE FRAME" in line.said:
        speed = Fraction(0)
    elif speed != 1:
        speed = _exact(speed)
    file = None if line.reel.upper() in BLACK else _file_of(line, line.kind[0] != "C")
    return IncomingClip(
        name="black" if file is None else file.spoken,
        file=file,
        range_in_film=record,
        begin=_begin(line),
        speed=speed,
    )


def _whole(lines: Iterable[_Line]) -> list[_Line]:
    """Events, with those that go on after a transition joined to it."""
    found: list[_Line] = []
    for each in lines:
        if found and _goes_on(found[-1], each):
            before = found[-1]
            record = FrameRange(before.record.start, each.record.stop)
            source = FrameRange(before.source.start, each.source.stop)
            found[-1] = replace(before, record=record, source=source)
        else:
            found.append(each)
    return found


def _goes_on(before: _Line, each: _Line) -> bool:
    """Whether an event is the rest of one that stands as long as its transition, which some
    programs write so.
    """
    return (
        before.kind[0] in "DW"
        and before.length == before.record.frames
        and each.kind == "C"
        and each.reel == before.reel
        and each.source.start == before.source.stop
        and each.record.start == before.record.stop
        and before.speed == each.speed == 1
        and before.said.get("TO CLIP NAME", "") == each.said.get("FROM CLIP NAME", "")
    )


def _exact(speed: Fraction) -> Fraction:
    """A speed that was written with few digits: the plain fraction that is meant by it."""
    plain = speed.limit_denominator(12)
    near = abs(plain - speed) < Fraction(1, 2000)
    return plain if near else Fraction(nearest(speed * 1000), 1000)


def _file_of(line: _Line, joined: bool) -> IncomingFile:
    """The file of an event; under a transition it is the one that comes."""
    side = (
        ("TO CLIP NAME", "TO FILE", "TO CLIP")
        if joined
        else ("FROM CLIP NAME", "FROM FILE", "FROM CLIP")
    )
    said = line.said
    name = said.get(side[0], "")
    path = said.get(side[1], "") or said.get(side[2], "")
    source = "" if joined else said.get("SOURCE FILE", "")
    reel = "" if line.reel.upper() in NO_NAME else line.reel
    names = tuple(each for each in (name, source) if each)
    return IncomingFile(path=path, names=names, reel=reel)
