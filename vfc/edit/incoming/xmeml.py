"""XML of Final Cut Pro 7 (xmeml), as Premiere, Resolve, Avid and Hiero write it.

Where a clip says -1 it lies under a transition, and begins or ends with it. How long a clip is,
`start` and `end` say: `out` is a frame short in what some programs write.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from xml.etree.ElementTree import Element

from vfc.edit.incoming.cutlist import (
    IncomingClip,
    IncomingCut,
    IncomingFile,
    IncomingSound,
    IncomingText,
    JointOnTrack,
    OnTrack,
    SpeedPoint,
    on_one_line,
    position_at,
)
from vfc.edit.incoming.naming import kind_named, kind_of_wipe, look_of
from vfc.edit.incoming.xml import child_text, outermost, parsed, path_of
from vfc.errors import UsageError
from vfc.film.courses import Between
from vfc.film.timing import FrameRange, Size, nearest

TICKS = 254_016_000_000  # of Premiere, in a second
NTSC = ("TRUE", "1", "YES")
TYPED = "filter/effect[effectid='GraphicAndType']"


def read_xmeml(name: str, data: bytes) -> IncomingCut:
    """The first sequence of a document; UsageError where there is none, or it cannot be read."""
    root = parsed(name, data)
    sequences = list(outermost(root, "sequence", ("clipitem", "file")))
    if root.tag != "xmeml" or not sequences:
        raise UsageError(f"{name} holds no sequence of Final Cut Pro 7")
    try:
        cut = _XmemlReader(root, sequences[0]).cut()
    except (ValueError, ZeroDivisionError, OverflowError) as error:
        raise UsageError(f"{name} cannot be read: {error}") from error
    others = [child_text(each, "name", "without a name") for each in sequences[1:]]
    return replace(cut, left=(*cut.left, *(f"the sequence '{each}'" for each in others)))


class _XmemlReader:
    def __init__(self, root: Element, sequence: Element):
        self.sequence = sequence
        self.rate = _rate(sequence.find("rate")) or _rate(
            sequence.find("media/video/format/samplecharacteristics/rate")
        )
        if self.rate is None:
            raise ValueError("its sequence says no rate")
        self.files = {
            each.get("id", ""): each for each in root.iter("file") if each.get("id") and len(each)
        }
        self.left: list[str] = []
        self.titles: list[IncomingText] = []

    def cut(self) -> IncomingCut:
        """The whole cut."""
        tracks = [list(self._items(track)) for track in self.sequence.iterfind("media/video/track")]
        size = self.sequence.find("media/video/format/samplecharacteristics")
        return IncomingCut(
            title=child_text(self.sequence, "name"),
            rate=self._frames_a_second,
            size=_size(size),
            clips=on_one_line(tracks),
            sounds=tuple(self._sounds()),
            titles=tuple(sorted(self.titles, key=lambda each: each.range_in_film)),
            markers=tuple(_markers(self.sequence)),
            left=tuple(dict.fromkeys(self.left)),
            whole=nearest(_number(self.sequence, "duration")),
        )

    @property
    def _frames_a_second(self) -> Fraction:
        if self.rate is None:
            raise ValueError("its sequence says no rate")
        return self.rate

    def _items(self, track: Element) -> Iterator[OnTrack]:
        items = [
            each
            for each in track
            if each.tag in ("clipitem", "transitionitem", "generatoritem")
            and child_text(each, "enabled", "TRUE").upper() != "FALSE"
        ]
        for index, each in enumerate(items):
            if each.tag == "transitionitem":
                yield from _joint(each)
                continue
            before = items[index - 1] if index else None
            after = items[index + 1] if index + 1 < len(items) else None
            if each.tag == "generatoritem" or any(each.iterfind(TYPED)):
                self._generator(each, _place(each, before, after))
            else:
                clip = self._clip(each, before, after)
                if clip is not None:
                    yield clip

    def _clip(
        self, item: Element, before: Element | None, after: Element | None
    ) -> IncomingClip | None:
        place = _place(item, before, after)
        if place is None:
            return None
        name = child_text(item, "name", "a clip without a name")
        remap, file = _remap_of(item), self._file(item)
        speed, first = _speed(remap), file.first or Fraction(0)
        self.left += [f"the effect '{each}' on '{name}'" for each in _effects_on(item)]
        inside = self._begin(item)
        ramp = tuple(
            SpeedPoint(at - inside, first + there)
            for at, there in (_points(remap) if speed is None else ())
        )
        return IncomingClip(
            name=name,
            file=file,
            range_in_film=place,
            begin=position_at(ramp, Fraction(0)) if ramp else self._first_seen(item, file, speed),
            speed=speed,
            ramp=ramp,
            between=Between.MIX if remap.get("frameblending", "").upper() in NTSC else None,
        )

    def _first_seen(self, item: Element, file: IncomingFile, speed: Fraction | None) -> Fraction:
        """The frame of its file's timecode that a clip at one speed shows first; a clip counts
        what it leaves out at its own speed, one that plays backwards from the file's end.
        """
        inside = self._begin(item) * (1 if speed is None else abs(speed) or 1)
        first = file.first or Fraction(0)
        found = item.find("file")
        whole = self.files.get(found.get("id", ""), found) if found is not None else None
        frames = _number(whole, "duration") if whole is not None else Fraction(0)
        if speed is not None and speed < 0 and frames:
            return first + frames - 1 - inside
        return first + inside

    def _generator(self, item: Element, place: FrameRange | None) -> None:
        """A title by its words; another generator is left."""
        words = _words_of(item)
        if words and place is not None:
            self.titles.append(IncomingText(words=words, range_in_film=place))
        else:
            self.left.append(f"the generator '{child_text(item, 'name', 'without a name')}'")

    def _begin(self, item: Element) -> Fraction:
        """The clip's `in` in frames of the cut."""
        ticks = child_text(item, "pproTicksIn")
        if ticks.lstrip("-").isdecimal():
            return Fraction(int(ticks), TICKS) * self._frames_a_second
        own = _rate(item.find("rate")) or self._frames_a_second
        return _number(item, "in") * self._frames_a_second / own

    def _file(self, item: Element) -> IncomingFile:
        name = child_text(item, "name")
        nested = item.find("sequence")
        if nested is not None:
            return IncomingFile(names=(child_text(nested, "name", name),), nested=True)
        found = item.find("file")
        whole = self.files.get(found.get("id", ""), found) if found is not None else None
        code = whole.find("timecode") if whole is not None else None
        frames = child_text(code, "frame")
        rate = _rate(code.find("rate")) if code is not None else None
        first = (
            Fraction(frames) * self._frames_a_second / (rate or self._frames_a_second)
            if frames
            else None
        )
        own = child_text(whole, "name")
        return IncomingFile(
            path=path_of(child_text(whole, "pathurl")),
            names=tuple(dict.fromkeys(each for each in (own, name) if each)),
            reel=child_text(code, "reel/name"),
            first=first if first is not None else Fraction(0),
        )

    def _sounds(self) -> Iterator[IncomingSound]:
        seen: set[tuple[object, ...]] = set()
        for number, track in enumerate(self.sequence.iterfind("media/audio/track"), 1):
            items = list(track)
            for index, item in enumerate(items):
                if item.tag != "clipitem" or child_text(item, "enabled", "TRUE").upper() == "FALSE":
                    continue
                before = items[index - 1] if index else None
                after = items[index + 1] if index + 1 < len(items) else None
                place, file = _place(item, before, after), self._file(item)
                speed = _speed(_remap_of(item))
                begin = self._first_seen(item, file, speed)
                key = (place, file.path or file.names, begin)
                if place is None or key in seen:
                    continue  # the other channel of it
                seen.add(key)
                yield IncomingSound(
                    track=child_text(track, "name", f"A{number}"),
                    name=child_text(item, "name"),
                    file=file,
                    range_in_film=place,
                    begin=begin,
                    speed=speed or Fraction(1),
                    gain=_gain(item),
                    fade_in=_fade(item, 0),
                    fade_out=_fade(item, -1),
                )


def _remap_of(item: Element) -> dict[str, str]:
    """What a clip's change of time says, by its parameters; its line as `at:value` by blanks."""
    for effect in item.iterfind("filter/effect"):
        name = child_text(effect, "effectid", child_text(effect, "name"))
        if name.lower().replace(" ", "") != "timeremap":
            continue
        values = {
            child_text(each, "parameterid", child_text(each, "name")): child_text(each, "value")
            for each in effect.iterfind("parameter")
        }
        keys = (
            f"{child_text(key, 'when')}:{child_text(key, 'value')}"
            for each in effect.iterfind("parameter")
            if child_text(each, "parameterid") == "graphdict"
            for key in each.iterfind("keyframe")
        )
        return values | {"graphdict": " ".join(keys)}
    return {}


def _speed(remap: Mapping[str, str]) -> Fraction | None:
    """How fast a clip plays; None where that changes within it."""
    if remap.get("variablespeed", "0") not in ("0", "FALSE", ""):
        return None
    speed = Fraction(remap.get("speed") or "100") / 100
    plain = speed.limit_denominator(100)
    speed = plain if abs(plain - speed) < Fraction(1, 100_000) else speed
    return -abs(speed) if remap.get("reverse", "").upper() == "TRUE" else speed


def _told(text: str) -> Fraction:
    """A number of a line, which is told in decimals."""
    return Fraction(float(text)).limit_denominator(1_000_000)


def _points(remap: Mapping[str, str]) -> Iterator[tuple[Fraction, Fraction]]:
    """The line of a clip that changes its speed: frames of its file by those that it counts; what
    is no such line is none.
    """
    pairs = [each.partition(":") for each in remap.get("graphdict", "").split()]
    found = sorted((_told(at), _told(there)) for at, _, there in pairs if at and there)
    if len(found) > 1 and all(one[0] < other[0] for one, other in pairwise(found)):
        yield from found


def _rate(element: Element | None) -> Fraction | None:
    base = child_text(element, "timebase")
    if not base:
        return None
    ntsc = child_text(element, "ntsc", "FALSE").upper() in NTSC
    rate = Fraction(base)
    return rate * Fraction(1000, 1001) if ntsc else rate


def _size(element: Element | None) -> Size | None:
    width, height = child_text(element, "width"), child_text(element, "height")
    return Size(int(width), int(height)) if width.isdecimal() and height.isdecimal() else None


def _number(element: Element, tag: str) -> Fraction:
    return Fraction(child_text(element, tag, "0"))


def _place(item: Element, before: Element | None, after: Element | None) -> FrameRange | None:
    """The film frames of a clip; where it says -1, those of the transition there."""
    start, stop = nearest(_number(item, "start")), nearest(_number(item, "end"))
    if start < 0:
        joined = before is not None and before.tag == "transitionitem"
        start = nearest(_number(before, "start")) if joined and before is not None else start
    if stop < 0:
        joined = after is not None and after.tag == "transitionitem"
        stop = nearest(_number(after, "end")) if joined and after is not None else stop
    if start < 0 and stop >= 0:
        start = stop - nearest(_number(item, "out") - _number(item, "in"))
    elif stop < 0 and start >= 0:
        stop = start + nearest(_number(item, "out") - _number(item, "in"))
    return FrameRange(start, stop) if 0 <= start < stop else None


def _joint(item: Element) -> Iterator[OnTrack]:
    """A transition, and the black on that side of it on which its alignment has one."""
    effect = item.find("effect")
    name = child_text(effect, "name", child_text(effect, "effectid"))
    code = child_text(effect, "wipecode")
    kind = kind_named(name, child_text(effect, "effectid"))
    wipe = int(code) if code.isdecimal() else None
    if kind is None and wipe is not None:
        kind = kind_of_wipe(wipe)
    reverse = child_text(effect, "reverse").upper() in NTSC
    look = look_of(kind, name=name, wipe=wipe, reverse=reverse, colour=_colour_of(effect))
    start, stop = nearest(_number(item, "start")), nearest(_number(item, "end"))
    dark = child_text(item, "alignment").lower()
    if dark == "start-black":
        yield IncomingClip(name="black", file=None, range_in_film=FrameRange(start, start))
    yield JointOnTrack(range_in_film=FrameRange(start, stop), kind=kind, name=name, look=look)
    if dark == "end-black":
        yield IncomingClip(name="black", file=None, range_in_film=FrameRange(stop, stop))


def _colour_of(effect: Element | None) -> str:
    """The colour that a transition goes through, `#rrggbb`; '' where it says none."""
    for each in effect.iterfind("parameter") if effect is not None else ():
        value = each.find("value")
        parts = [child_text(value, part) for part in ("red", "green", "blue")]
        if all(part.isdecimal() and int(part) < 256 for part in parts):
            return "#" + "".join(f"{int(part):02x}" for part in parts)
    return ""


def _words_of(item: Element) -> str:
    """The words of a title; of Premiere's graphics the effect's name."""
    typed = item.find(TYPED)
    if typed is not None:
        return child_text(typed, "name").replace("\r", "\n")
    for each in item.iterfind("effect/parameter"):
        if child_text(each, "parameterid").lower() in ("str", "text"):
            return child_text(each, "value")
    return ""


def _effects_on(item: Element) -> Iterator[str]:
    """What is done to the picture of a clip, beside its speed and its plain place."""
    for effect in item.iterfind("filter/effect"):
        name = child_text(effect, "effectid", child_text(effect, "name"))
        plain = name.lower().replace(" ", "")
        values = [child_text(each, "value") for each in effect.iterfind("parameter")]
        if plain == "basic":
            moved = [each for each in effect.iterfind("parameter") if _is_set(each)]
            if not moved:
                continue
        elif plain in ("timeremap", "audiolevels", "audiopan", "opacity") or not values:
            continue
        yield child_text(effect, "name", name)


def _is_set(parameter: Element) -> bool:
    """Whether a parameter of a clip's motion is another than it is by itself."""
    name, value = child_text(parameter, "parameterid"), child_text(parameter, "value")
    usual = {"scale": 100.0, "rotation": 0.0}.get(name)
    try:
        if usual is not None:
            return bool(value) and abs(float(value) - usual) > 1e-6
        parts = (child_text(parameter, f"value/{each}", "0") for each in ("horiz", "vert"))
        return name == "center" and any(abs(float(each)) > 1e-6 for each in parts)
    except ValueError:
        return True


def _markers(sequence: Element) -> Iterator[IncomingText]:
    for each in sequence.iterfind("marker"):
        said = (child_text(each, "name"), child_text(each, "comment"))
        words = ": ".join(part for part in said if part)
        start = nearest(_number(each, "in"))
        if words and start >= 0:
            yield IncomingText(words=words, range_in_film=FrameRange(start, start + 1))


def _fade(item: Element, end: int) -> int:
    """The frames of a sound's fade, at its start (0) or its end (-1), by its level's key frames."""
    for effect in item.iterfind("filter/effect"):
        if child_text(effect, "effectid").lower() != "audiolevels":
            continue
        keys = [
            (_number(each, "when"), _number(each, "value"))
            for each in effect.iterfind("parameter/keyframe")
        ]
        if len(keys) >= 2 and keys[end][1] == 0:
            return max(0, nearest(abs(keys[end][0] - keys[1 if end == 0 else -2][0])))
    return 0


def _gain(item: Element) -> float:
    """A sound's level in dB."""
    for effect in item.iterfind("filter/effect"):
        if child_text(effect, "effectid").lower() == "audiolevels":
            level = float(child_text(effect, "parameter/value", "1"))
            return round(20 * math.log10(level), 2) if 0 < level < math.inf else 0.0
    return 0.0
