"""A cut as XML of Final Cut Pro 7 (xmeml, version 5), which Premiere, Resolve and Avid read.

A clip under a transition has -1 where the transition lies; what comes after it begins at the cut. A
clip that runs at another speed counts in frames as it is played.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple
from xml.etree.ElementTree import Element

from vfc.edit.handover.editlist import Edit, EditFile, EditList, EditSound, plain_text
from vfc.edit.handover.naming import TransitionName, xmeml_name
from vfc.edit.handover.writing import Handover, link_of, lost_of_title, rgb
from vfc.edit.handover.xml import document, element, truth
from vfc.edit.soundlanes import in_lanes
from vfc.film.courses import Between
from vfc.film.model import Overlay
from vfc.film.timing import FrameRange, drops_numbers, nearest, smpte_timecode, timecode_base

PLACES = {"top": -0.4, "middle": 0.0, "bottom": 0.4}  # in heights of the picture


def to_xmeml(edits: EditList) -> Handover:
    """A cut as the text of an XML of Final Cut Pro 7; raises nothing."""
    writer = _XmemlWriter(edits)
    text = document(writer.root(), "xmeml", dict.fromkeys(writer.lost))
    return Handover(text=text, lost=tuple(dict.fromkeys(writer.lost)))


class Joint(NamedTuple):
    """A transition on a track: its film frames, which end of it is the cut, what it is called."""

    frames: FrameRange
    alignment: str
    name: TransitionName


class _XmemlWriter:
    """Writes one sequence; each file whole where it is named first."""

    def __init__(self, edits: EditList):
        self.edits, self.rate = edits, edits.rate
        self.lost = list(edits.lost)
        self.files: dict[EditFile, str] = {}
        self.clips = 0

    def root(self) -> Element:
        edits = self.edits
        root = Element("xmeml", {"version": "5"})
        sequence = element(root, "sequence", id="sequence-1")
        element(sequence, "name", edits.title)
        element(sequence, "duration", edits.frames)
        self._rate(sequence)
        self._timecode(sequence, edits.begin)
        media = element(sequence, "media")
        video = element(media, "video")
        self._picture_format(element(element(video, "format"), "samplecharacteristics"))
        self._pictures(element(video, "track"))
        self._titles(video)
        self._sounds(media)
        for mark in edits.marks:
            frames = mark.range_in_film
            marker = element(sequence, "marker")
            element(marker, "comment", "")
            element(marker, "name", mark.words)
            element(marker, "in", frames.start)
            element(marker, "out", frames.stop if frames.frames > 1 else -1)
        return root

    def _rate(self, parent: Element) -> None:
        rate = element(parent, "rate")
        element(rate, "timebase", timecode_base(self.rate))
        element(rate, "ntsc", truth(self.rate.denominator != 1))

    def _timecode(self, parent: Element, frame: int, reel: str = "") -> None:
        code = element(parent, "timecode")
        self._rate(code)
        element(code, "string", smpte_timecode(frame, self.rate))
        element(code, "frame", frame)
        element(code, "displayformat", "DF" if drops_numbers(self.rate) else "NDF")
        if reel:
            element(element(code, "reel"), "name", reel)

    def _picture_format(self, parent: Element) -> None:
        self._rate(parent)
        element(parent, "width", self.edits.size.width)
        element(parent, "height", self.edits.size.height)
        element(parent, "pixelaspectratio", "square")
        element(parent, "fielddominance", "none")

    def _pictures(self, track: Element) -> None:
        for index, each in enumerate(self.edits.edits):
            self.lost += [f"{each.name}: {what}" for what in each.lost]
            if each.file is None:
                continue
            head, tail = self._head(index), self._tail(index)
            if head is not None:
                self._transition(track, head)
            after = tail is not None or self.edits.after(index) is not None
            start, stop = each.range_in_film
            begin = _begin(each)
            clip = self._clip(
                track,
                each.name,
                each.file,
                (-1 if head else start, -1 if after else stop),
                FrameRange(begin, begin + self.edits.shown(index).frames),
                _counted(each, self.edits.shown(index).frames),
            )
            self._file(clip, each.file)
            if each.speed != 1 or each.played is not None:
                _remap(clip, _line_of(each, self.edits.shown(index).frames), "video")
            self.lost += _lost_of(each)
            if tail is not None:
                self._transition(track, tail)

    def _head(self, index: int) -> Joint | None:
        """The transition at the start of a clip."""
        each = self.edits.edits[index]
        start = each.range_in_film.start
        if each.transition is None:
            fade = FrameRange(start, start + each.fade_in)
            return Joint(fade, "start-black", TransitionName()) if each.fade_in else None
        name = xmeml_name(each.transition)
        self.lost += [f"{each.name}: {name.lost}"] if name.lost else []
        alone = index == 0 or self.edits.edits[index - 1].file is None
        frames = FrameRange(start, start + each.transition.length)
        return Joint(frames, "start-black" if alone else "start", name)

    def _tail(self, index: int) -> Joint | None:
        """The transition at the end of a clip that leads to black, which is no clip."""
        each, after = self.edits.edits[index], self.edits.after(index)
        stop = each.range_in_film.stop
        if after is None:
            fade = FrameRange(stop - each.fade_out, stop)
            return Joint(fade, "end-black", TransitionName()) if each.fade_out else None
        if self.edits.edits[index + 1].file is not None:
            return None
        name = xmeml_name(after)
        self.lost += [f"{each.name}: {name.lost}"] if name.lost else []
        return Joint(FrameRange(stop, stop + after.length), "end-black", name)

    def _clip(
        self,
        track: Element,
        name: str,
        file: EditFile,
        ends_in_film: tuple[int, int],
        range_in_file: FrameRange,
        counted: int,
    ) -> Element:
        """A clip of a file, in which so many frames are counted; what it lies on, and what lies on
        it, is still to be written.
        """
        self.clips += 1
        clip = element(track, "clipitem", id=f"clipitem-{self.clips}")
        element(clip, "name", name)
        element(clip, "enabled", truth(True))
        element(clip, "duration", counted)
        self._rate(clip)
        element(clip, "start", ends_in_film[0])
        element(clip, "end", ends_in_film[1])
        element(clip, "in", range_in_file.start)
        element(clip, "out", range_in_file.stop)
        return clip

    def _file(self, clip: Element, file: EditFile) -> None:
        """A file under a clip: whole where it is named first."""
        if file in self.files:
            element(clip, "file", id=self.files[file])
            return
        self.files[file] = f"file-{len(self.files) + 1}"
        whole = element(clip, "file", id=self.files[file])
        element(whole, "name", file.filename)
        element(whole, "pathurl", link_of(file))
        self._rate(whole)
        element(whole, "duration", file.frames)
        self._timecode(whole, file.first, file.reel)
        media = element(whole, "media")
        if file.has_picture:
            video = element(media, "video")
            element(video, "duration", file.frames)
            self._picture_format(element(video, "samplecharacteristics"))
        if file.channels:
            audio = element(media, "audio")
            sound = element(audio, "samplecharacteristics")
            element(sound, "depth", 16)
            element(sound, "samplerate", file.sample_rate)
            element(audio, "channelcount", file.channels)

    def _transition(self, track: Element, joint: Joint) -> None:
        name, item = joint.name, element(track, "transitionitem")
        element(item, "start", joint.frames.start)
        element(item, "end", joint.frames.stop)
        element(item, "alignment", joint.alignment)
        self._rate(item)
        effect = element(item, "effect")
        element(effect, "name", name.effect)
        element(effect, "effectid", name.effect)
        element(effect, "effectcategory", name.category)
        element(effect, "effecttype", "transition")
        element(effect, "mediatype", "video")
        element(effect, "wipecode", name.wipecode)
        element(effect, "wipeaccuracy", 100)
        element(effect, "startratio", 0)
        element(effect, "endratio", 1)
        element(effect, "reverse", truth(name.reverse))
        if name.colour:
            _colour(_parameter(effect, "color", "Color", None), name.colour)

    def _titles(self, video: Element) -> None:
        for lane in in_lanes(self.edits.titles):
            track = element(video, "track")
            for title, frames in lane:
                self._title(track, title, frames)

    def _title(self, track: Element, title: Overlay, frames: FrameRange) -> None:
        style = title.style
        words = "\n".join(plain_text(line) for line in title.text.splitlines())
        self.clips += 1
        item = element(track, "generatoritem", id=f"clipitem-{self.clips}")
        element(item, "name", plain_text(title.text))
        element(item, "enabled", truth(True))
        element(item, "duration", frames.frames)
        self._rate(item)
        element(item, "start", frames.start)
        element(item, "end", frames.stop)
        element(item, "in", 0)
        element(item, "out", frames.frames)
        effect = element(item, "effect")
        for tag, value in (("name", "Text"), ("effectid", "Text"), ("effectcategory", "Text")):
            element(effect, tag, value)
        element(effect, "effecttype", "generator")
        element(effect, "mediatype", "video")
        _parameter(effect, "str", "Text", words)
        _parameter(effect, "fontsize", "Size", round(style.size * self.edits.size.height))
        _colour(_parameter(effect, "fontcolor", "Font Color", None), style.colour)
        origin = element(_parameter(effect, "origin", "Origin", None), "value")
        element(origin, "horiz", 0)
        element(origin, "vert", PLACES[style.place])
        self.lost += lost_of_title(title)

    def _sounds(self, media: Element) -> None:
        audio = element(media, "audio")
        sound = element(element(audio, "format"), "samplecharacteristics")
        element(sound, "depth", 16)
        element(sound, "samplerate", self.edits.sample_rate)
        for name, lane in self.edits.sounds:
            channels = 2 if any(each.file.channels > 1 for each in lane) else 1
            for channel in range(channels):
                exploded = {
                    "currentExplodedTrackIndex": channel,
                    "totalExplodedTrackCount": channels,
                    "premiereTrackType": "Stereo" if channels > 1 else "Mono",
                }
                track = element(audio, "track", None, **exploded)
                element(track, "name", name)
                for each in lane:
                    self._sound(track, each, channel)
                element(track, "outputchannelindex", channel + 1)

    def _sound(self, track: Element, each: EditSound, channel: int) -> None:
        begin = _begun(each.file, each.start, each.speed)
        inside = FrameRange(begin, begin + each.range_in_film.frames)
        clip = self._clip(
            track,
            each.name,
            each.file,
            (each.range_in_film.start, each.range_in_film.stop),
            inside,
            _whole(each.file, each.speed),
        )
        self._file(clip, each.file)
        source = element(clip, "sourcetrack")
        element(source, "mediatype", "audio")
        element(source, "trackindex", min(channel + 1, max(1, each.file.channels)))
        if each.speed != 1:
            _remap(clip, _straight(each.file, each.speed), "audio")
        self.lost += [f"{each.name}: {what}" for what in each.lost if not channel]
        if each.gain or each.fade_in or each.fade_out:
            _levels(clip, each, inside)
        self.lost += [f"{each.name}: its ducking"] if each.ducks and not channel else []


def _filter(clip: Element, name: str, category: str, mediatype: str) -> Element:
    effect = element(element(clip, "filter"), "effect")
    element(effect, "name", name)
    element(effect, "effectid", name.replace(" ", "").lower())
    element(effect, "effectcategory", category)
    element(effect, "effecttype", category)
    element(effect, "mediatype", mediatype)
    return effect


def _colour(parameter: Element, colour: str) -> None:
    value = element(parameter, "value")
    for tag, level in zip(("red", "green", "blue"), rgb(colour), strict=True):
        element(value, tag, level)


def _parameter(effect: Element, key: str, name: str, value: object) -> Element:
    parameter = element(effect, "parameter")
    element(parameter, "parameterid", key)
    element(parameter, "name", name)
    if value is not None:
        element(parameter, "value", value)
    return parameter


class SpeedLine(NamedTuple):
    """A clip's line of frames of its file by those that it counts itself; whether they are mixed
    where it falls between two.
    """

    speed: Fraction
    points: tuple[tuple[int, Fraction], ...]
    changes: bool = False
    mixes: bool = False


def _whole(file: EditFile, speed: Fraction) -> int:
    """The frames that a clip of a whole file counts at a speed."""
    return nearest(file.frames / abs(speed)) if speed else file.frames


def _begun(file: EditFile, start: int, speed: Fraction) -> int:
    """The frame, as it counts itself, at which a clip at one speed begins."""
    before = start if speed >= 0 else file.frames - 1 - start
    return nearest(before / abs(speed)) if speed else 0


def _straight(file: EditFile, speed: Fraction, *, mixes: bool = False) -> SpeedLine:
    """A file at one speed, from its start to its end or back."""
    ends = (file.frames, 0) if speed < 0 else (0, file.frames)
    points = ((0, Fraction(ends[0])), (_whole(file, speed), Fraction(ends[1])))
    return SpeedLine(speed, points, mixes=mixes)


def _line_of(each: Edit, frames: int) -> SpeedLine:
    """How an edit of so many film frames plays."""
    if each.file is None:
        raise TypeError(f"{each.name} shows no file")
    played = each.played
    mixes = played is not None and played.between is not Between.REPEAT
    if played is None or played.one_speed:
        return _straight(each.file, each.speed, mixes=mixes)
    points = tuple((nearest(at), there) for at, there in played.points(frames))
    return SpeedLine(each.speed, points, changes=True, mixes=mixes)


def _begin(each: Edit) -> int:
    """The frame, as it counts itself, at which the clip of an edit begins."""
    if each.file is None or (each.played is not None and not each.played.one_speed):
        return 0
    return _begun(each.file, each.start, each.speed)


def _counted(each: Edit, frames: int) -> int:
    """The frames that the clip of an edit counts, of which it shows so many film frames."""
    if each.file is None or (each.played is not None and not each.played.one_speed):
        return frames
    return _whole(each.file, each.speed)


def _lost_of(each: Edit) -> list[str]:
    """What the form lacks of how an edit plays: it mixes pictures, and moves nothing in them."""
    flows = each.played is not None and each.played.between is Between.FLOW
    return [f"{each.name}: its pictures in between, which are mixed there"] if flows else []


def _remap(clip: Element, line: SpeedLine, mediatype: str) -> None:
    """A clip at another speed, in percent, and as its line."""
    effect = _filter(clip, "Time Remap", "motion", mediatype)
    _parameter(effect, "speed", "speed", f"{float(line.speed * 100):.6g}")
    _parameter(effect, "reverse", "reverse", truth(line.speed < 0))
    _parameter(effect, "frameblending", "frameblending", truth(line.mixes))
    _parameter(effect, "variablespeed", "variablespeed", int(line.changes))
    graph = _parameter(effect, "graphdict", "graphdict", None)
    for when, value in line.points:
        key = element(graph, "keyframe")
        element(key, "when", when)
        element(key, "value", f"{float(value):.12g}")
    element(element(graph, "interpolation"), "name", "FCPCurve")


def _levels(clip: Element, each: EditSound, inside: FrameRange) -> None:
    """A sound's gain as a factor, with key frames where it fades."""
    level = 10 ** (each.gain / 20)
    effect = _filter(clip, "Audio Levels", "audiolevels", "audio")
    parameter = _parameter(effect, "level", "Level", f"{level:.6g}")
    points = [(inside.start, 0.0), (inside.start + each.fade_in, level)] if each.fade_in else []
    if each.fade_out:
        points += [(inside.stop - each.fade_out, level), (inside.stop, 0.0)]
    for when, value in points:
        key = element(parameter, "keyframe")
        element(key, "when", when)
        element(key, "value", f"{value:.6g}")
