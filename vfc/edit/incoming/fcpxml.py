"""FCPXML, as Final Cut Pro and Resolve write it: a main line, and what hangs on it; times are
rational seconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
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
from vfc.edit.incoming.naming import kind_named, look_of
from vfc.edit.incoming.xml import parsed, path_of
from vfc.errors import UsageError
from vfc.film.courses import Between
from vfc.film.timing import FrameRange, Size, nearest

CLIPS = ("asset-clip", "clip", "video", "ref-clip", "sync-clip", "mc-clip", "audio")
NESTED = ("ref-clip", "mc-clip", "sync-clip")
MARKERS = ("marker", "chapter-marker")
ADJUSTMENTS = ("adjust-transform", "adjust-crop", "adjust-corners", "adjust-stabilization")
SAMPLINGS = {"frame-blending": Between.MIX, "optical-flow": Between.FLOW}
BEND = Fraction(1, 4)  # frames by which a line may miss points at one speed
REEL = "com.apple.proapps.studio.reel"


def read_fcpxml(name: str, data: bytes) -> IncomingCut:
    """The first project of a document; UsageError where there is none, or it cannot be read."""
    root = parsed(name, data)
    found = [(each, each.find("sequence")) for each in root.iter("project")]
    sequences = [(project, sequence) for project, sequence in found if sequence is not None]
    if root.tag != "fcpxml" or not sequences:
        raise UsageError(f"{name} holds no project of Final Cut Pro")
    try:
        reader = _FcpxmlReader(root, *sequences[0])
        reader.left += [f"the project '{each.get('name', '')}'" for each, _ in sequences[1:]]
        return reader.cut()
    except (ValueError, ZeroDivisionError, OverflowError) as error:
        raise UsageError(f"{name} cannot be read: {error}") from error


@dataclass(slots=True)
class _Tracks:
    """What lies on the main line, and above it by lanes; the sounds."""

    lanes: dict[int, list[OnTrack]] = field(default_factory=dict)
    sounds: list[IncomingSound] = field(default_factory=list)
    titles: list[IncomingText] = field(default_factory=list)
    markers: list[IncomingText] = field(default_factory=list)


class _FcpxmlReader:
    def __init__(self, root: Element, project: Element, sequence: Element):
        self.project, self.sequence = project, sequence
        self.resources = {each.get("id", ""): each for each in root.iterfind("resources/*")}
        form = self.resources.get(sequence.get("format", ""))
        step = _time(form.get("frameDuration", "")) if form is not None else Fraction(0)
        if not step:
            raise ValueError("its project says no rate")
        self.rate, self.form = 1 / step, form
        self.left: list[str] = []
        self.found = _Tracks()

    def cut(self) -> IncomingCut:
        """The whole cut."""
        spine = self.sequence.find("spine")
        begin = _time(self.sequence.get("tcStart", "0s"))
        if spine is not None:
            self._line(spine, begin, Fraction(0), 0)
        lanes = self.found.lanes
        return IncomingCut(
            title=self.project.get("name", ""),
            rate=self.rate,
            size=self._size(),
            clips=on_one_line([lanes[lane] for lane in sorted(lanes)]),
            sounds=tuple(self.found.sounds),
            titles=tuple(self.found.titles),
            markers=tuple(sorted(self.found.markers, key=lambda each: each.range_in_film)),
            left=tuple(dict.fromkeys(self.left)),
            whole=nearest(_time(self.sequence.get("duration", "0s")) * self.rate),
        )

    def _size(self) -> Size | None:
        form = self.form
        width, height = (
            form.get(word, "") if form is not None else "" for word in ("width", "height")
        )
        return Size(int(width), int(height)) if width.isdecimal() and height.isdecimal() else None

    def _line(self, spine: Element, begin: Fraction, at: Fraction, lane: int) -> None:
        """What lies in a row, of which `begin` is the first second by its own clock and `at` by the
        film's.
        """
        running = at
        for item in spine:
            offset, length = item.get("offset"), _time(item.get("duration", "0s"))
            start = _time(offset) - begin + at if offset else running
            if item.tag == "transition":
                self._put(lane, self._joint(item, start, length))
                continue
            if item.tag in (*CLIPS, "gap", "title"):
                running = start + (length or self._own_length(item))
                self._item(item, start, running, lane)

    def _own_length(self, item: Element) -> Fraction:
        """A clip's length where it does not say it: its file's."""
        asset = self.resources.get(item.get("ref", ""))
        return _time(asset.get("duration", "0s")) if asset is not None else Fraction(0)

    def _item(self, item: Element, start: Fraction, stop: Fraction, lane: int) -> None:
        """A clip, a gap or a title, and what hangs on it."""
        if item.get("enabled", "1") == "0":
            return
        if item.tag == "title":
            self._title(item, start, stop)
        elif item.tag != "gap":
            self._clip(item, start, stop, lane)
        inner = self._start(item)
        for each in item:
            offset = _time(each.get("offset", "0s"))
            at = start + offset - inner
            if each.tag in MARKERS and each.get("value"):
                place = self._place(start + _time(each.get("start", "0s")) - inner, None)
                words = each.get("value", "")
                self.found.markers.append(IncomingText(words=words, range_in_film=place))
                continue
            hung = int(each.get("lane", "0") or 0)
            if not hung:
                continue
            if each.tag == "spine":
                self._line(each, Fraction(0), at, hung)
            elif each.tag in (*CLIPS, "gap", "title"):
                length = _time(each.get("duration", "0s")) or self._own_length(each)
                self._item(each, at, at + length, hung)

    def _place(self, start: Fraction, stop: Fraction | None) -> FrameRange:
        """The film frames between two seconds; one, where there is no second second."""
        first = max(0, nearest(start * self.rate))
        return FrameRange(first, first + 1 if stop is None else nearest(stop * self.rate))

    def _title(self, item: Element, start: Fraction, stop: Fraction) -> None:
        words = "\n".join("".join(each.itertext()).strip() for each in item.iterfind("text"))
        place = self._place(start, stop)
        if words.strip() and place.frames > 0:
            self.found.titles.append(IncomingText(words=words.strip(), range_in_film=place))
        else:
            self.left.append(f"the title '{item.get('name', '')}', which has no words")

    def _start(self, item: Element) -> Fraction:
        """Where an item begins in its own time."""
        if item.get("start"):
            return _time(item.get("start", "0s"))
        asset = self.resources.get(item.get("ref", ""))
        plain = asset is not None and asset.tag == "asset" and item.tag != "gap"
        return _time(asset.get("start", "0s")) if plain and asset is not None else Fraction(0)

    def _clip(self, item: Element, start: Fraction, stop: Fraction, lane: int) -> None:
        source, inside = self._source(item)
        file = self._file(item, source)
        speed, begin = self._timed(item, inside)
        ramp = tuple(
            SpeedPoint((at - inside) * self.rate, there * self.rate)
            for at, there in (_line_of(item) if speed is None else ())
        )
        place = FrameRange(nearest(start * self.rate), nearest(stop * self.rate))
        name = item.get("name", "") or file.spoken
        if lane < 0 or item.tag == "audio" or self._is_sound(item, source):
            self.found.sounds.append(
                IncomingSound(
                    track=item.get("audioRole", "") or item.get("role", "") or f"lane {lane}",
                    name=name,
                    file=file,
                    range_in_film=place,
                    begin=begin * self.rate,
                    speed=speed or Fraction(1),
                    gain=_gain(item),
                    fade_in=self._fade(item, "adjust-volume", "fadeIn"),
                    fade_out=self._fade(item, "adjust-volume", "fadeOut"),
                )
            )
            return
        self.left += [f"{what} of '{name}'" for what in _effects_on(item)]
        clip = IncomingClip(
            name=name,
            file=file,
            range_in_film=place,
            begin=begin * self.rate,
            speed=speed,
            fade_in=self._fade(item, "adjust-blend", "fadeIn"),
            fade_out=self._fade(item, "adjust-blend", "fadeOut"),
            sounds=item.tag == "asset-clip" and item.get("srcEnable", "all") == "all",
            ramp=ramp,
            between=_between(item),
        )
        self._put(lane, clip)

    def _fade(self, item: Element, adjustment: str, tag: str) -> int:
        """The frames of a fade of a clip."""
        found = item.find(f"{adjustment}/param/{tag}")
        length = _time(found.get("duration", "0s")) if found is not None else Fraction(0)
        return nearest(length * self.rate)

    def _put(self, lane: int, item: OnTrack) -> None:
        self.found.lanes.setdefault(lane, []).append(item)

    def _source(self, item: Element) -> tuple[Element | None, Fraction]:
        """The resource of a clip, and where in that's time the clip begins."""
        start = self._start(item)
        if item.tag == "clip":
            inner = next(
                (each for each in item if each.tag in ("video", "audio", "ref-clip")), None
            )
            if inner is not None:
                own = self._start(inner)
                return (
                    self.resources.get(inner.get("ref", "")),
                    own + start - _time(inner.get("offset", "0s")),
                )
        return self.resources.get(item.get("ref", "")), start

    def _file(self, item: Element, source: Element | None) -> IncomingFile:
        name = item.get("name", "")
        if source is None or source.tag != "asset":
            nested = item.tag in NESTED or (source is not None and source.tag == "media")
            return IncomingFile(names=(name,) if name else (), nested=nested)
        rep = source.find("media-rep")
        url = (rep.get("src", "") if rep is not None else "") or source.get("src", "")
        reel = next(
            (each.get("value", "") for each in source.iter("md") if each.get("key") == REEL), ""
        )
        names = dict.fromkeys(each for each in (source.get("name", ""), name) if each)
        return IncomingFile(
            path=path_of(url),
            names=tuple(names),
            reel=reel,
            first=_time(source.get("start", "0s")) * self.rate,
        )

    def _is_sound(self, item: Element, source: Element | None) -> bool:
        if item.get("srcEnable") == "audio":
            return True
        asset = source is not None and source.tag == "asset"
        return (
            asset
            and source is not None
            and source.get("hasVideo", "0") != "1"
            and source.get("hasAudio") == "1"
        )

    def _timed(self, item: Element, inside: Fraction) -> tuple[Fraction | None, Fraction]:
        """A clip's speed and the second of its file at which it begins; a speed of None changes."""
        points = _line_of(item)
        if len(points) < 2:
            return Fraction(1), inside
        (time, value), (later, reached) = points[0], points[-1]
        speed = (reached - value) / (later - time)
        if any(
            abs(value + (each - time) * speed - there) > BEND / self.rate for each, there in points
        ):
            return None, position_at(points, inside)
        return speed, value + (inside - time) * speed

    def _joint(self, item: Element, start: Fraction, length: Fraction) -> JointOnTrack:
        effect = item.find("filter-video")
        own = self.resources.get(effect.get("ref", "")) if effect is not None else None
        names = [item.get("name", "")]
        names += [effect.get("name", "")] if effect is not None else []
        names += [own.get("name", "")] if own is not None else []
        place = FrameRange(nearest(start * self.rate), nearest((start + length) * self.rate))
        kind = kind_named(*names)
        look = look_of(kind, name=" ".join(names), colour=_colour_of(effect))
        return JointOnTrack(range_in_film=place, kind=kind, name=names[0], look=look)


def _line_of(item: Element) -> list[SpeedPoint]:
    """The line of a clip's times of its file by its own, in seconds; ValueError where two of its
    points stand at one time.
    """
    points = sorted(
        SpeedPoint(_time(each.get("time", "0s")), _time(each.get("value", "0s")))
        for each in item.iterfind("timeMap/timept")
    )
    if any(one.at == other.at for one, other in pairwise(points)):
        raise ValueError("a clip shows two times of its file at one time")
    return points


def _between(item: Element) -> Between | None:
    line = item.find("timeMap")
    return SAMPLINGS.get(line.get("frameSampling", "")) if line is not None else None


def _time(text: str) -> Fraction:
    """Seconds, written `5s` or `1001/24000s`."""
    return Fraction(text.strip().removesuffix("s") or "0")


def _effects_on(item: Element) -> Iterator[str]:
    """What is done to the picture of a clip, as far as it is told of."""
    for each in item:
        if each.tag == "filter-video":
            yield f"the effect '{each.get('name', '')}'"
        elif each.tag in ADJUSTMENTS:
            yield f"its '{each.tag}'"


def _colour_of(effect: Element | None) -> str:
    """The colour that a transition goes through, `#rrggbb`; '' where it says none."""
    for each in effect.iterfind("param") if effect is not None else ():
        parts = each.get("value", "").split()[:3]
        if "color" in each.get("name", "").lower() and len(parts) == 3:
            levels = [min(255, max(0, nearest(Fraction(part) * 255))) for part in parts]
            return "#" + "".join(f"{level:02x}" for level in levels)
    return ""


def _gain(item: Element) -> float:
    volume = item.find("adjust-volume")
    text = volume.get("amount", "0dB") if volume is not None else "0dB"
    return float(text.lower().removesuffix("db") or 0)
