"""An .otio, as editing programs write it: by OpenTimelineIO itself, which reads each of its
versions.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

import opentimelineio as otio
from opentimelineio import schema
from opentimelineio.opentime import RationalTime

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
from vfc.edit.incoming.naming import kind_named, look_by_words, look_of
from vfc.edit.incoming.xml import path_of
from vfc.errors import UsageError, in_a_line
from vfc.film.courses import Between
from vfc.film.timing import NTSC, FrameRange, Size, ceiling, nearest, parse_size
from vfc.film.transitions import TransitionKind

DEPTH = 100  # maps and lists within each other, in JSON
MARKER = ("OTIO_SCHEMA", "name", "marked_range", "metadata")
WIDEST = 1e12  # frames


def read_otio(name: str, text: str) -> IncomingCut:
    """The first timeline of an .otio; UsageError where there is none, or it cannot be read."""
    if _depth(text) > DEPTH:
        raise UsageError(f"{name} is no cut: its values lie more than {DEPTH} deep")
    try:
        found = otio.core.deserialize_json_from_string(_plain(text))
        return _OtioReader(_timeline(found)).cut()
    except (
        otio.exceptions.OTIOError,
        ValueError,
        TypeError,
        RuntimeError,
        OverflowError,
        AttributeError,
    ) as error:
        raise UsageError(f"{name} cannot be read as OpenTimelineIO: {in_a_line(error)}") from error


def _plain(text: str) -> str:
    """A text as this OpenTimelineIO can read it; its own JSON knows numbers that JSON has not."""
    try:
        return json.dumps(_known(json.loads(text), otio.core.type_version_map()))
    except ValueError:
        return text


def _known(value: object, versions: dict[str, int]) -> object:
    """A JSON value with newer versions of what this OpenTimelineIO knows said to be its own: they
    add fields. Of markers it is what is read here, for programs write their colours otherwise.
    """
    if isinstance(value, list):
        return [_known(each, versions) for each in value]
    if not isinstance(value, dict):
        return value
    found = {name: _known(each, versions) for name, each in value.items()}
    name, _, version = str(found.get("OTIO_SCHEMA", "")).rpartition(".")
    if name == "Marker":
        found = {word: each for word, each in found.items() if word in MARKER}
    if version.isdecimal() and name in versions:
        found["OTIO_SCHEMA"] = f"{name}.{min(int(version), versions[name])}"
    return found


def _depth(text: str) -> int:
    """How deep the values of a JSON text lie; its reader is written in C++ and has one stack."""
    deepest = depth = 0
    for sign in re.findall(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', text):
        if sign in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "]}":
            depth -= 1
    return deepest


def _timeline(found: object) -> schema.Timeline:
    if isinstance(found, schema.Timeline):
        return found
    if isinstance(found, schema.SerializableCollection):
        children: Iterable[object] = found  # type: ignore[assignment]
        inner = next((each for each in children if isinstance(each, schema.Timeline)), None)
        if inner is not None:
            return inner
    raise ValueError("there is no timeline in it")


class _OtioReader:
    def __init__(self, timeline: schema.Timeline):
        self.timeline = timeline
        self.rate = self._rate()
        self.left: list[str] = []

    def _rate(self) -> Fraction:
        start = self.timeline.global_start_time
        if start is not None and start.rate > 1:
            return exact_rate(start.rate)
        for track in self.timeline.tracks:
            for child in track:
                time = child.duration() if isinstance(child, schema.Clip | schema.Gap) else None
                if time is not None and time.rate > 1:
                    return exact_rate(time.rate)
        raise ValueError("its timeline says no rate")

    def cut(self) -> IncomingCut:
        """The whole cut."""
        tracks = list(self.timeline.tracks)
        pictures = [each for each in tracks if self._is(each, schema.TrackKind.Video)]
        lines = [list(self._items(track)) for track in pictures]
        said = dict(self.timeline.metadata.get("vfc") or {})
        titles, markers = self._texts(pictures)
        return IncomingCut(
            title=self.timeline.name or "",
            rate=self.rate,
            size=_size(said.get("size")),
            clips=on_one_line(lines),
            sounds=tuple(
                sound
                for number, track in enumerate(tracks, 1)
                if self._is(track, schema.TrackKind.Audio)
                for sound in self._sounds(track, number)
            ),
            titles=titles,
            markers=markers,
            left=tuple(dict.fromkeys(self.left)),
            keeps_fades="vfc" in self.timeline.metadata,
        )

    def _texts(
        self, tracks: Iterable[schema.Track]
    ) -> tuple[tuple[IncomingText, ...], tuple[IncomingText, ...]]:
        """The titles and the markers of tracks and of what lies on them; vfc writes titles as
        markers.
        """
        titles: list[IncomingText] = []
        markers: list[IncomingText] = []
        for track in tracks:
            for at, marker in self._markers(track):
                start = nearest(at + self._frames(marker.marked_range.start_time))
                frames = max(1, nearest(self._frames(marker.marked_range.duration)))
                place = FrameRange(max(0, start), max(0, start) + frames)
                own = marker.metadata.get("vfc") or {}
                words = str(own.get("text") or "") or (marker.name or "").strip()
                if words and not words.startswith(("fade from ", "fade to ")):
                    found = titles if own.get("text") else markers
                    found.append(IncomingText(words=words, range_in_film=place))
        return tuple(titles), tuple(markers)

    def _markers(self, track: schema.Track) -> Iterator[tuple[Fraction, schema.Marker]]:
        """Each marker with the frame of the film from which its times count."""
        yield from ((Fraction(0), each) for each in track.markers)
        at = Fraction(0)
        for child in track:
            if isinstance(child, schema.Transition):
                continue
            begin = self._frames(child.trimmed_range().start_time)
            yield from ((at - begin, each) for each in child.markers)
            at += self._frames(child.duration())

    def _is(self, track: object, kind: str) -> bool:
        return (
            isinstance(track, schema.Track)
            and getattr(track, "kind", "") == kind
            and bool(getattr(track, "enabled", True))
        )

    def _frames(self, time: RationalTime) -> Fraction:
        """A time in frames of the cut, exact."""
        if not abs(time.value) < WIDEST or not 0 < time.rate < WIDEST:
            raise ValueError(f"a time of {time.value} frames at {time.rate}")
        return Fraction(time.value).limit_denominator(1_000_000) * self.rate / exact_rate(time.rate)

    def _items(self, track: schema.Track) -> Iterator[OnTrack]:
        at = Fraction(0)
        for child in track:
            if isinstance(child, schema.Transition):
                start, stop = (
                    at - self._frames(child.in_offset),
                    at + self._frames(child.out_offset),
                )
                place = FrameRange(nearest(start), nearest(stop))
                if place.frames > 0:
                    kind, name = _kind(child), _called(child)
                    look = look_by_words(kind, dict(child.metadata.get("vfc") or {}))
                    look = look or look_of(kind, name=name)
                    yield JointOnTrack(range_in_film=place, kind=kind, name=name, look=look)
                continue
            length = self._frames(child.duration())
            place = FrameRange(nearest(at), nearest(at + length))
            at += length
            if isinstance(child, schema.Gap) or not child.enabled or _is_black(child):
                yield IncomingClip(name="black", file=None, range_in_film=place)
            else:
                yield self._clip(child, place)

    def _clip(self, child: otio.core.Item, place: FrameRange) -> IncomingClip:
        said = child.metadata.get("vfc") or {}
        file, speed = self._file(child), self._speed(child)
        ramp = tuple(_points(said.get("speeds"), file.first or Fraction(0)))
        begin = self._frames(child.trimmed_range().start_time)
        if speed is not None and speed < 0:  # from its last frame on
            begin += ceiling(place.frames * -speed) - 1
        return IncomingClip(
            name=child.name or "",
            file=file,
            range_in_film=place,
            begin=position_at(ramp, Fraction(0)) if ramp else begin,
            speed=speed,
            fade_in=_whole(said.get("fade_in")),
            fade_out=_whole(said.get("fade_out")),
            ramp=ramp,
            between=next((each for each in Between if each == said.get("between")), None),
        )

    def _file(self, child: otio.core.Item) -> IncomingFile:
        if not isinstance(child, schema.Clip):
            return IncomingFile(names=(child.name or "",), nested=True)
        media = child.media_reference
        path, first = "", None
        if isinstance(media, schema.ExternalReference):
            path = path_of(media.target_url or "")
        elif isinstance(media, schema.ImageSequenceReference):
            path = path_of(
                f"{media.target_url_base or ''}{media.name_prefix or ''}{media.name_suffix or ''}"
            )
        if media is not None and media.available_range is not None:
            first = self._frames(media.available_range.start_time)
        said = (media.metadata.get("vfc") or {}) if media is not None else {}
        names = (media.name if media is not None else "", child.name)
        return IncomingFile(
            path=path,
            names=tuple(dict.fromkeys(each for each in names if each)),
            reel=str(said.get("reel") or ""),
            first=first,
        )

    def _speed(self, child: otio.core.Item) -> Fraction | None:
        """The speed of all its time effects; None where one of them changes it within the clip."""
        speed = Fraction(1)
        for effect in child.effects:
            if isinstance(effect, schema.LinearTimeWarp):
                speed *= Fraction(effect.time_scalar).limit_denominator(1000)
            elif isinstance(effect, schema.TimeEffect):
                return None
            elif not isinstance(child, schema.Gap):
                called = effect.effect_name or effect.name or "without a name"
                self.left.append(f"the effect '{called}' on '{child.name}'")
        return speed

    def _sounds(self, track: schema.Track, number: int) -> Iterator[IncomingSound]:
        said = [child.metadata.get("vfc") or {} for child in track if _is_item(child)]
        items = (each for each in self._items(track) if isinstance(each, IncomingClip))
        for item, own in zip(items, said, strict=True):
            gain = own.get("gain_db")
            if item.file is not None:
                yield IncomingSound(
                    track=track.name or f"A{number}",
                    name=item.name,
                    file=item.file,
                    range_in_film=item.range_in_film,
                    begin=item.begin,
                    speed=item.speed or Fraction(1),
                    gain=float(gain) if isinstance(gain, int | float) else 0.0,
                    fade_in=item.fade_in,
                    fade_out=item.fade_out,
                )


def _points(value: object, first: Fraction) -> Iterator[SpeedPoint]:
    """The line by which a clip changes its speed, as vfc writes it: pairs of film frames and of
    frames of the file; nothing of what is no such line.
    """
    found: list[SpeedPoint] = []
    for pair in _listed(value):
        numbers = [each for each in _listed(pair) if isinstance(each, int | float)]
        if len(numbers) != 2 or not all(abs(each) < WIDEST for each in numbers):
            return
        at, there = (Fraction(each).limit_denominator(100_000) for each in numbers)
        found.append(SpeedPoint(at, first + there))
    if len(found) > 1 and all(one.at < other.at for one, other in pairwise(found)):
        yield from found


def _listed(value: object) -> list[object]:
    """The items of what is a list in metadata; none of anything else."""
    return list(value) if isinstance(value, Sequence) and not isinstance(value, str) else []


def _is_item(child: object) -> bool:
    return not isinstance(child, schema.Transition)


def exact_rate(rate: float) -> Fraction:
    """A rate that was kept as a float: `23.976` and `23.976023976` are 24000/1001."""
    found = next((each for each in NTSC.values() if abs(float(each) - rate) < 0.005), None)
    return found or Fraction(rate).limit_denominator(1001)


def _size(text: object) -> Size | None:
    try:
        return parse_size(str(text)) if text else None
    except ValueError:
        return None


def _whole(value: object) -> int:
    return int(value) if isinstance(value, int | float) and 0 <= value < WIDEST else 0


def _kind(child: schema.Transition) -> TransitionKind | None:
    return kind_named(child.name or "", child.transition_type or "")


def _called(child: schema.Transition) -> str:
    return child.name or child.transition_type or "a transition"


def _is_black(child: otio.core.Item) -> bool:
    """Whether a clip is the black that some programs write as a generator."""
    media = child.media_reference if isinstance(child, schema.Clip) else None
    return (
        isinstance(media, schema.GeneratorReference)
        and "black" in (getattr(media, "generator_kind", "") or "").lower()
    )
