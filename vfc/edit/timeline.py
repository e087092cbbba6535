"""A cut as an OpenTimelineIO timeline whose media are missing: clips longer than their media ask
for new media.

A transition begins at its cut, `in_offset` 0, and lasts for its `out_offset`; an overlap shortens
the clip before it, so that both kinds read the same. Times are whole frames at the film's rate.
"""

from __future__ import annotations

import opentimelineio as otio
from opentimelineio.opentime import RationalTime, TimeRange
from opentimelineio.schema import (
    Clip,
    GeneratorReference,
    MissingReference,
    Timeline,
    Track,
    Transition,
)

from vfc.edit.placing import Place, Placing, place
from vfc.edit.wording import name_of
from vfc.errors import TextError
from vfc.film.model import Cut, Film, Plain, TitleCard
from vfc.film.transitions import TRANSITIONS, TransitionLook


def to_timeline(film: Film, cut: Cut) -> Timeline:
    """The picture of a cut; raises TextError where the cut cannot be made from the shots."""
    placing, mistakes = place(film, cut)
    if mistakes:
        raise TextError(mistakes)
    timeline = Timeline(unicode_text(film.title))
    timeline.tracks.append(picture_track(film, placing))
    return timeline


def picture_track(film: Film, placing: Placing) -> Track:
    """The places of a cut as one video track: clips in order, a transition before each place that
    has one.
    """
    clock = Clock(float(film.format.rate))
    children: list[otio.core.Composable] = []
    for index, each in enumerate(placing.places):
        transition = placing.transitions.get(index)
        if transition is not None:
            children.append(
                Transition(
                    name=transition.kind,
                    transition_type=TRANSITIONS[transition.kind].otio,
                    in_offset=clock.zero,
                    out_offset=clock.time(transition.length),
                    metadata=_look(transition.look),
                )
            )
        children.append(_clip(clock, each, placing.cut_out(index) - each.start))
    track = Track("Picture", kind=otio.schema.TrackKind.Video)
    track.extend(children)
    return track


class Clock:
    """Frames at one rate as OpenTimelineIO's times; its floats hold whole frames exactly."""

    def __init__(self, rate: float):
        self.rate = rate
        self.zero = RationalTime(0, rate)

    def time(self, frames: float) -> RationalTime:
        """A time or a duration."""
        return RationalTime(frames, self.rate)

    def range(self, start: float, frames: float) -> TimeRange:
        """`frames` frames from `start` on."""
        return TimeRange(RationalTime(start, self.rate), RationalTime(frames, self.rate))


def _look(look: TransitionLook) -> dict[str, object]:
    """How a transition looks, by the words of the cut."""
    said = look.words()
    if "image" in said:
        said["image"] = unicode_text(str(said["image"]))
    return {"vfc": said} if said else {}


def _clip(clock: Clock, each: Place, frames: int) -> Clip:
    if each.shot is None:
        return Clip(name_of(each.entry), card_reference(each.entry), clock.range(0, frames))
    entry = each.entry
    media = MissingReference(available_range=clock.range(0, each.shot.frames + each.shot.handles))
    clip = Clip(entry.shot, media, clock.range(entry.in_point or 0, frames))
    if entry.speed != 1:
        clip.effects.append(otio.schema.LinearTimeWarp(time_scalar=float(entry.speed)))
    return clip


def card_reference(entry: TitleCard | Plain) -> GeneratorReference:
    """A title card or a plain colour as media that the reader of the timeline draws."""
    if isinstance(entry, TitleCard):
        return GeneratorReference(
            generator_kind="Title", parameters={"text": unicode_text(entry.text)}
        )
    return GeneratorReference(
        generator_kind="SolidColor", parameters={"color": unicode_text(entry.colour)}
    )


def unicode_text(text: str) -> str:
    """A text as OpenTimelineIO can hold it: half a character, which YAML can escape, becomes a
    question mark.
    """
    return text.encode("utf-8", "replace").decode("utf-8")
