"""A cut as FCPXML 1.10, for Final Cut Pro and Resolve; times are rational seconds.

A transition lies over its cut there: the cut is in its middle, and the same frames are seen. One to
black is a fade of the clip. What is no main picture hangs on the item of the main line that lies
under its first frame.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from xml.etree.ElementTree import Element

from vfc.edit.handover.editlist import Edit, EditFile, EditList, EditSound, plain_text
from vfc.edit.handover.naming import fcpxml_name
from vfc.edit.handover.retimed import PlayedFrames
from vfc.edit.handover.writing import Handover, link_of, lost_of_title, rgb
from vfc.edit.handover.xml import document, element
from vfc.edit.soundlanes import in_lanes
from vfc.film.courses import Between
from vfc.film.model import Overlay, Transition
from vfc.film.timing import FrameRange, drops_numbers

BASIC_TITLE = ".../Titles.localized/Bumper:Opener.localized/Basic Title.localized/Basic Title.moti"
ROLES = {"Music": "music", "Ambience": "effects", "Effects": "effects"}  # others are dialogue
SAMPLINGS = {Between.REPEAT: None, Between.MIX: "frame-blending", Between.FLOW: "optical-flow"}
HERTZ = {32000: "32k", 44100: "44.1k", 48000: "48k", 88200: "88.2k", 96000: "96k"}


@dataclass(slots=True, kw_only=True)
class _Item:
    """An item of the main line: its film frames as it stands there, for how many its edit is
    `shown`, where in its own time it begins, in film frames; its element once it is written.
    """

    edit: Edit
    start: int
    stop: int
    shown: int
    inside: Fraction = Fraction(0)
    fade_in: int = 0
    fade_out: int = 0
    joint: Transition | None = None  # before it
    element: Element | None = field(default=None)


def to_fcpxml(edits: EditList) -> Handover:
    """A cut as the text of an FCPXML; raises nothing."""
    writer = _FcpxmlWriter(edits)
    root = writer.root()
    lost = tuple(dict.fromkeys(writer.lost))
    return Handover(text=document(root, "fcpxml", lost), lost=lost)


def seconds(frames: Fraction | int, rate: Fraction) -> str:
    """Frames as FCPXML's seconds: `0s`, `5s`, `1001/24000s`."""
    exact = Fraction(frames) / rate
    whole = exact.denominator == 1
    return f"{exact.numerator}s" if whole else f"{exact.numerator}/{exact.denominator}s"


class _FcpxmlWriter:
    """Writes one project; each file, effect and style is a resource, once."""

    def __init__(self, edits: EditList):
        self.edits, self.rate = edits, edits.rate
        self.lost = list(edits.lost)
        self.resources = Element("resources")
        self.ids: dict[object, str] = {}
        self.begin = edits.begin
        self.code = "DF" if drops_numbers(self.rate) else "NDF"

    def root(self) -> Element:
        edits, root = self.edits, Element("fcpxml", {"version": "1.10"})
        root.append(self.resources)
        form = element(
            self.resources,
            "format",
            id=self._id("format"),
            frameDuration=self._seconds(1),
            width=edits.size.width,
            height=edits.size.height,
            colorSpace="1-1-1 (Rec. 709)",
        )
        event = element(element(root, "library"), "event", name=edits.title)
        sequence = element(
            element(event, "project", name=edits.title),
            "sequence",
            format=form.get("id"),
            duration=self._seconds(edits.frames),
            tcStart=self._seconds(self.begin),
            tcFormat=self.code,
            audioLayout="stereo",
            audioRate=HERTZ.get(edits.sample_rate, "48k"),
        )
        spine = element(sequence, "spine")
        items = self._items()
        for item in items:
            self._item(spine, item)
        self._hang(items)
        return root

    def _seconds(self, frames: Fraction | int) -> str:
        return seconds(frames, self.rate)

    def _id(self, of: object) -> str:
        return self.ids.setdefault(of, f"r{len(self.ids) + 1}")

    def _items(self) -> list[_Item]:
        """The main line: cuts that have a transition lie in its middle, fades to black at its
        end.
        """
        items: list[_Item] = []
        for index, each in enumerate(self.edits.edits):
            start, stop = each.range_in_film
            shown = self.edits.shown(index).frames
            item = _Item(edit=each, start=start, stop=stop, shown=shown)
            item.fade_in, item.fade_out = each.fade_in, each.fade_out
            before = items[-1] if items else None
            if each.transition is not None and before is not None:
                self._join(before, item, each.transition)
            items.append(item)
        for item in items:
            file, begun = item.edit.file, item.start - item.edit.range_in_film.start
            if file is not None and item.edit.played is not None:
                item.inside = Fraction(file.first + begun)
            elif file is not None:
                item.inside = file.first + item.edit.start / item.edit.speed + begun
        return [item for item in items if item.stop > item.start]

    def _join(self, before: _Item, item: _Item, transition: Transition) -> None:
        """Two items under a transition that begins where the second did."""
        name = fcpxml_name(transition)
        self.lost += [f"{item.edit.name}: {name.lost}"] if name.lost else []
        if before.edit.file is None:
            item.fade_in = transition.length
        elif item.edit.file is None:
            before.stop = item.start = item.start + transition.length
            before.fade_out = transition.length
        else:
            before.stop = item.start = item.start + transition.length // 2
            item.joint = transition

    def _item(self, spine: Element, item: _Item) -> None:
        each, file = item.edit, item.edit.file
        if item.joint is not None:
            self._transition(spine, each.range_in_film.start, item.joint)
        place = {
            "offset": self._seconds(self.begin + item.start),
            "start": self._seconds(item.inside),
            "duration": self._seconds(item.stop - item.start),
        }
        if file is None:
            item.element = element(spine, "gap", name=each.name, **place)
            return
        item.element = clip = element(
            spine,
            "asset-clip",
            ref=self._asset(file),
            name=each.name,
            format=self._id("format"),
            tcFormat=self.code,
            srcEnable="video",
            **place,
        )
        self.lost += [f"{each.name}: {what}" for what in each.lost]
        if each.lost:
            element(clip, "note", f"not in this file: {'; '.join(each.lost)}")
        if each.played is not None:
            self._play(clip, file, each.played, item.shown)
        elif each.speed != 1:
            self._retime(clip, file, each.speed)
        if item.fade_in or item.fade_out:
            amount = element(element(clip, "adjust-blend", amount="1.0"), "param", name="amount")
            self._fades(amount, item.fade_in, item.fade_out)

    def _fades(self, parameter: Element, fade_in: int, fade_out: int) -> None:
        for tag, frames in (("fadeIn", fade_in), ("fadeOut", fade_out)):
            if frames:
                element(parameter, tag, type="linear", duration=self._seconds(frames))

    def _transition(self, spine: Element, start: int, transition: Transition) -> None:
        name = fcpxml_name(transition)
        item = element(
            spine,
            "transition",
            name=name.effect,
            offset=self._seconds(self.begin + start),
            duration=self._seconds(transition.length),
        )
        effect = element(
            item, "filter-video", ref=self._effect(name.effect, name.uid), name=name.effect
        )
        if name.colour:
            levels = " ".join(f"{level / 255:.4g}" for level in rgb(name.colour))
            element(effect, "param", name="Color", value=levels)

    def _effect(self, name: str, uid: str) -> str:
        known = ("effect", uid) in self.ids
        found = self._id(("effect", uid))
        if not known:
            element(self.resources, "effect", id=found, name=name, uid=uid)
        return found

    def _asset(self, file: EditFile) -> str:
        known = file in self.ids
        found = self._id(file)
        if known:
            return found
        picture, sound = file.has_picture, file.channels > 0
        asset = element(
            self.resources,
            "asset",
            id=found,
            name=file.filename,
            start=self._seconds(file.first),
            duration=self._seconds(file.frames),
            hasVideo=1 if picture else None,
            format=self._id("format") if picture else None,
            videoSources=1 if picture else None,
            hasAudio=1 if sound else None,
            audioSources=1 if sound else None,
            audioChannels=file.channels or None,
            audioRate=file.sample_rate or None,
        )
        element(asset, "media-rep", kind="original-media", src=link_of(file))
        element(
            element(asset, "metadata"), "md", key="com.apple.proapps.studio.reel", value=file.reel
        )
        return found

    def _retime(self, clip: Element, file: EditFile, speed: Fraction) -> None:
        """A file at another speed: a line from its first frame to its end, or back, by its own
        time.
        """
        line = element(clip, "timeMap")
        for frames in (0, file.frames):
            there = frames if speed > 0 else file.frames - frames
            element(
                line,
                "timept",
                time=self._seconds(file.first + frames / abs(speed)),
                value=self._seconds(file.first + there),
                interp="linear",
            )

    def _play(self, clip: Element, file: EditFile, played: PlayedFrames, frames: int) -> None:
        """A file that plays by a line of points: the time of its first frame is that of the cut."""
        line = element(clip, "timeMap", frameSampling=SAMPLINGS[played.between])
        for at, there in played.points(frames):
            element(
                line,
                "timept",
                time=self._seconds(file.first + at),
                value=self._seconds(file.first + there),
                interp="linear",
            )

    def _hang(self, items: list[_Item]) -> None:
        """Titles, sounds and marks on the items under them, in the order that the format wants."""
        edits = self.edits
        for lane, titles in enumerate(in_lanes(edits.titles), 1):
            for title, frames in titles:
                self._title(_under(items, frames.start), lane, title, frames)
        for lane, (name, sounds) in enumerate(edits.sounds, 1):
            for each in sounds:
                self._sound(_under(items, each.range_in_film.start), -lane, name, each)
        for mark in edits.marks:
            item = _under(items, mark.range_in_film.start)
            element(
                _element(item),
                "marker",
                start=self._inside(item, mark.range_in_film.start),
                duration=self._seconds(mark.range_in_film.frames),
                value=mark.words,
            )

    def _inside(self, item: _Item, frame: int) -> str:
        """A frame of the film in the time of an item of the main line."""
        return self._seconds(item.inside + frame - item.start)

    def _title(self, item: _Item, lane: int, title: Overlay, frames: FrameRange) -> None:
        style = title.style
        name = plain_text(title.text)
        found = element(
            _element(item),
            "title",
            ref=self._effect("Basic Title", BASIC_TITLE),
            lane=lane,
            name=name or "title",
            offset=self._inside(item, frames.start),
            start=self._seconds(self.begin),
            duration=self._seconds(frames.frames),
        )
        key = f"ts{lane}-{frames.start}"
        lines = "\n".join(plain_text(line) for line in title.text.splitlines())
        element(element(found, "text"), "text-style", lines, ref=key)
        colour = " ".join(f"{value / 255:.4g}" for value in rgb(style.colour))
        element(
            element(found, "text-style-def", id=key),
            "text-style",
            font="Helvetica",
            fontSize=round(style.size * self.edits.size.height),
            fontColor=f"{colour} 1",
            alignment="center",
        )
        if style.place != "middle":
            self.lost.append(f"the title '{name}': its place, which is the {style.place}")
        self.lost += lost_of_title(title)

    def _sound(self, item: _Item, lane: int, track: str, each: EditSound) -> None:
        clip = element(
            _element(item),
            "asset-clip",
            ref=self._asset(each.file),
            lane=lane,
            name=each.name,
            offset=self._inside(item, each.range_in_film.start),
            start=self._seconds(_begun(each)),
            duration=self._seconds(each.range_in_film.frames),
            srcEnable="audio",
            audioRole=ROLES.get(track.split(" ")[0], "dialogue"),
        )
        if each.speed != 1:
            self._retime(clip, each.file, each.speed)
        self.lost += [f"{each.name}: {what}" for what in each.lost]
        if each.gain or each.fade_in or each.fade_out:
            volume = element(clip, "adjust-volume", amount=f"{each.gain:g}dB")
            if each.fade_in or each.fade_out:
                self._fades(element(volume, "param", name="amount"), each.fade_in, each.fade_out)
        self.lost += [f"{each.name}: its ducking"] if each.ducks else []


def _begun(each: EditSound) -> Fraction:
    """The time of a file, in frames, at which its sound begins at its speed."""
    before = each.start if each.speed > 0 else each.file.frames - 1 - each.start
    return each.file.first + before / abs(each.speed)


def _under(items: list[_Item], frame: int) -> _Item:
    """The item of the main line under a frame of the film; the last one after it."""
    return next((item for item in items if frame < item.stop), items[-1])


def _element(item: _Item) -> Element:
    if item.element is None:
        raise TypeError("the main line is written before what hangs on it")
    return item.element
