"""A cut as OpenTimelineIO: clips of media, gaps and transitions alone, so that every adapter of it
takes the timeline further.

A transition begins at its cut, `in_offset` 0. A black is a gap; a title over the picture, a fade
and a scene are markers. What is vfc's own stands in metadata under `vfc`.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import opentimelineio as otio
from opentimelineio import schema
from opentimelineio.opentime import RationalTime, TimeRange
from opentimelineio.schema import (
    Clip,
    ExternalReference,
    FreezeFrame,
    Gap,
    LinearTimeWarp,
    Marker,
    Track,
)

from vfc.edit.handover.editlist import Edit, EditFile, EditList, EditSound, grade_words, plain_text
from vfc.edit.handover.retimed import range_in_file
from vfc.edit.handover.writing import Handover, link_of, lost_of_title
from vfc.errors import MediaError, in_a_line
from vfc.film.courses import Between
from vfc.film.model import Transition
from vfc.film.transitions import TRANSITIONS

# what metadata say of every grade, set or not
GRADE = ("exposure", "contrast", "saturation", "temperature", "tint", "gamma", "vignette", "grain")
# what the AAF adapter asks of a transition; the operation is AAF's own video dissolve
AAF_DISSOLVE = {
    "PointList": [{"Time": 0, "Value": 0}, {"Time": 1, "Value": 1}],
    "CutPoint": 0,
    "OperationGroup": {
        "Operation": {
            "Identification": "0c3bea40-fc05-11d2-8a29-0050040ef7d2",
            "Name": "Video Dissolve",
            "Description": "",
            "DataDefinition": {"Name": "Picture"},
            "OperationCategory": "OperationCategory_Effect",
            "NumberInputs": 2,
            "IsTimeWarp": False,
            "Bypass": 0,
        }
    },
}


def to_timeline(edits: EditList) -> Handover:
    """A cut as the text of an .otio; MediaError where OpenTimelineIO cannot write it."""
    clock = Clock(float(edits.rate))
    start = clock.time(edits.begin)
    timeline = schema.Timeline(edits.title, global_start_time=start)
    timeline.metadata["vfc"] = {"size": str(edits.size), "rate": str(edits.rate)}
    timeline.tracks.append(_pictures(edits, clock))
    for name, lane in edits.sounds:
        timeline.tracks.append(_sounds(name, lane, clock))
    lost = [*edits.lost, *(f"{each.name}: {what}" for each in edits.edits for what in each.lost)]
    for each in edits.edits:
        if each.played is not None:
            missing = each.played.lost(each.range_in_film.frames)
            lost += [f"{each.name}: {what}" for what in missing]
    lost += [
        f"{each.name}: {what}" for _, lane in edits.sounds for each in lane for what in each.lost
    ]
    lost += [f"the title '{plain_text(title.text)}' is a marker" for title, _ in edits.titles]
    lost += [each for title, _ in edits.titles for each in lost_of_title(title)]
    try:
        text = timeline.to_json_string(indent=4) + "\n"
    except (otio.exceptions.OTIOError, ValueError) as error:
        raise MediaError(f"the timeline cannot be written: {in_a_line(error)}") from error
    return Handover(text=text, lost=tuple(dict.fromkeys(lost)))


class Clock:
    """Frames at one rate as OpenTimelineIO's times; its floats hold whole frames exactly."""

    def __init__(self, rate: float):
        self.rate = rate
        self.zero = RationalTime(0, rate)

    def time(self, frames: int) -> RationalTime:
        """A time or a duration."""
        return RationalTime(frames, self.rate)

    def range(self, start: int, frames: int) -> TimeRange:
        """`frames` frames from `start` on."""
        return TimeRange(self.time(start), self.time(frames))


def _pictures(edits: EditList, clock: Clock) -> Track:
    track = Track("Picture", kind=schema.TrackKind.Video)
    for each in edits.edits:
        if each.transition is not None:
            track.append(_transition(each.transition, clock))
        track.append(_clip(each, clock))
    track.markers.extend(_markers(edits, clock))
    return track


def _transition(transition: Transition, clock: Clock) -> schema.Transition:
    look = {
        word: plain_text(value) if isinstance(value, str) else value
        for word, value in transition.look.words().items()
    }
    return schema.Transition(
        name=transition.kind,
        transition_type=TRANSITIONS[transition.kind].otio,
        in_offset=clock.zero,
        out_offset=clock.time(transition.length),
        metadata={**({"vfc": look} if look else {}), "AAF": AAF_DISSOLVE},
    )


def _clip(each: Edit, clock: Clock) -> Clip | Gap:
    frames = each.range_in_film.frames
    if each.file is None:
        return Gap(name=each.name, source_range=clock.range(0, frames))
    first = each.file.first + range_in_file(each.start, frames, each.speed).start
    clip = Clip(each.name, _media(each.file, clock), clock.range(first, frames))
    _warp(clip, each.speed)
    own = {"fade_in": each.fade_in, "fade_out": each.fade_out, "lost": list(each.lost)}
    if each.grade is not None:
        own["grade"] = {name: getattr(each.grade, name) for name in GRADE} | grade_words(each.grade)
    if each.played is not None and not each.played.one_speed:
        own["speeds"] = [[float(at), float(there)] for at, there in each.played.points(frames)]
    if each.played is not None and each.played.between is not Between.REPEAT:
        own["between"] = str(each.played.between)
    said = {word: value for word, value in own.items() if value}
    if said:
        clip.metadata["vfc"] = said
    return clip


def _warp(clip: Clip, speed: Fraction) -> None:
    """Let a clip run at a speed; at 0 it is one frame."""
    if speed == 0:
        clip.effects.append(FreezeFrame())
    elif speed != 1:
        clip.effects.append(LinearTimeWarp(time_scalar=float(speed)))


def _media(file: EditFile, clock: Clock) -> ExternalReference:
    media = ExternalReference(link_of(file), clock.range(file.first, file.frames))
    media.name = file.filename
    media.metadata["vfc"] = {"reel": file.reel}
    return media


def _markers(edits: EditList, clock: Clock) -> list[Marker]:
    marks = [
        Marker(mark.words, clock.range(mark.range_in_film.start, mark.range_in_film.frames))
        for mark in edits.marks
    ]
    for title, frames in edits.titles:
        style = {"size": title.style.size, "place": str(title.style.place)}
        marks.append(
            Marker(
                f"title: {plain_text(title.text)}",
                clock.range(frames.start, frames.frames),
                metadata={"vfc": style | {"text": "\n".join(_lines(title.text))}},
            )
        )
    fades = [(each, "from", each.fade_in) for each in edits.edits]
    fades += [(each, "to", each.fade_out) for each in edits.edits]
    for each, toward, length in fades:
        if length:
            start, stop = each.range_in_film
            begin = start if toward == "from" else stop - length
            marks.append(Marker(f"fade {toward} black", clock.range(begin, length)))
    return sorted(marks, key=lambda mark: mark.marked_range.start_time.value)


def _lines(text: str) -> list[str]:
    return [plain_text(line) for line in text.splitlines()]


def _sounds(name: str, lane: Sequence[EditSound], clock: Clock) -> Track:
    track = Track(name, kind=schema.TrackKind.Audio)
    at = 0
    for each in lane:
        frames = each.range_in_film
        if frames.start > at:
            track.append(Gap(source_range=clock.range(0, frames.start - at)))
        start = each.file.first + range_in_file(each.start, frames.frames, each.speed).start
        settings = {
            "gain_db": each.gain,
            "fade_in": each.fade_in,
            "fade_out": each.fade_out,
            "duck": each.ducks,
        }
        clip = Clip(
            each.name,
            _media(each.file, clock),
            clock.range(start, frames.frames),
            metadata={"vfc": settings},
        )
        _warp(clip, each.speed)
        track.append(clip)
        at = frames.stop
    return track
