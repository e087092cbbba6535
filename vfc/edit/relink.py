"""film.otio: the whole cut as OpenTimelineIO text, its media linked, its sounds and titles on
tracks of their own.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote, unquote

import opentimelineio as otio
from opentimelineio import schema
from opentimelineio.schema import Clip, ExternalReference, LinearTimeWarp, Timeline, Track

from vfc.edit.anchors import title_ranges
from vfc.edit.assembly import Assembly
from vfc.edit.locate import uses_by_shot
from vfc.edit.overlays import fade_ranges
from vfc.edit.placing import Placing, place
from vfc.edit.segments import assemble
from vfc.edit.soundlanes import Heard, heard_on, in_lanes
from vfc.edit.timeline import Clock, card_reference, picture_track, unicode_text
from vfc.errors import MediaError, in_a_line
from vfc.film.model import Cut, Film, Overlay, Shot, TitleCard
from vfc.film.timing import FrameRange, ceiling

# a shot's name to the path or URL of its picture, and that picture's frames
Links = Mapping[str, tuple[str, int]]
Item = TypeVar("Item")

GRADE = ("exposure", "contrast", "saturation", "temperature", "tint", "gamma", "vignette", "grain")
AWAY = re.compile(r'"target_url": "(\.\./[^"\\]*)"')
LINK = re.compile(r'"target_url": "vfc:([^"\\]*)"')


def to_otio(film: Film, cut: Cut, links: Links, *, files: str = "../../") -> str:
    """A cut as the text of film.otio; raises TextError where the cut cannot be made.

    `links` gives each shot's picture as a path relative to film.otio, or a URL, with its frames; a
    shot that it lacks stays missing. `files` leads from the folder of film.otio to that of the
    film, for sounds. Available ranges are wider than source ranges by the handles.
    """
    assembly = assemble(film, cut)
    placing, _ = place(film, cut)
    clock = Clock(float(film.format.rate))
    timeline = Timeline(unicode_text(film.title))
    timeline.metadata["vfc"] = {
        "cut": cut.name,
        "profile": film.profile or "",
        "size": str(film.format.size),
        "rate": str(film.format.rate),
    }
    timeline.tracks.append(_picture(film, placing, links, clock))
    timeline.tracks.extend(_titles(film, cut, assembly, clock))
    timeline.tracks.extend(_sounds(film, assembly, files, clock))
    return _text(timeline)


def relink(text: str, links: Mapping[str, str]) -> str:
    """A film.otio text whose links `vfc:NAME` are replaced by the paths of `links`, relative to
    film.otio.
    """

    def replaced(match: re.Match[str]) -> str:
        path = links.get(match[1])
        return match[0] if path is None else f'"target_url": {json.dumps(_url(path))}'

    return LINK.sub(replaced, text)


def carried(text: str, before: Path, after: Path) -> str:
    """A film.otio text whose paths that lead out of the folder `before` lead to the same files from
    `after`.
    """

    def replaced(match: re.Match[str]) -> str:
        path = os.path.normpath(before / unquote(match[1]))
        return f'"target_url": {json.dumps(_url(os.path.relpath(path, after)))}'

    return text if before == after else AWAY.sub(replaced, text)


def _text(timeline: Timeline) -> str:
    try:
        return timeline.to_json_string(indent=4) + "\n"
    except (otio.exceptions.OTIOError, ValueError) as error:
        raise MediaError(f"the timeline cannot be written: {in_a_line(error)}") from error


def _url(path: str) -> str:
    return quote(path, safe="/:.~")


def _picture(film: Film, placing: Placing, links: Links, clock: Clock) -> Track:
    track = picture_track(film, placing)
    for clip in track:
        if (
            isinstance(clip, Clip)
            and isinstance(clip.media_reference, schema.MissingReference)
            and clip.name in links
        ):
            path, frames = links[clip.name]
            clip.media_reference = ExternalReference(_url(path), clock.range(0, frames))
            clip.media_reference.name = clip.name
            clip.media_reference.metadata.update(_grade(film.shots[clip.name]))
    for fade, range_in_film in fade_ranges(placing)[0]:
        marked = clock.range(range_in_film.start, range_in_film.frames)
        track.markers.append(
            schema.Marker(
                unicode_text(f"fade {fade.toward} {fade.colour}"),
                marked,
                metadata={"vfc": {"fade": str(fade.toward), "colour": unicode_text(fade.colour)}},
            )
        )
    return track


def _grade(shot: Shot) -> dict[str, object]:
    """What is still to be graded of a linked picture, for a tool or a colourist to follow; effects
    come graded.
    """
    if shot.effects or shot.grade.neutral:
        return {}
    said = {name: getattr(shot.grade, name) for name in GRADE}
    return {
        "vfc": {
            "grade": said | ({"lut": unicode_text(shot.grade.lut.path)} if shot.grade.lut else {})
        }
    }


def _titles(film: Film, cut: Cut, assembly: Assembly, clock: Clock) -> list[Track]:
    ranges, _ = title_ranges(film, cut, uses_by_shot(assembly.uses), assembly.frames)
    whole = FrameRange(0, assembly.frames)
    shown = [
        (title, FrameRange(max(0, each.start), min(whole.stop, each.stop)))
        for title, each in ranges
        if each.overlaps(whole)
    ]

    def clip(title: Overlay, range_in_film: FrameRange) -> Clip:
        card = TitleCard(text=title.text, length=Fraction(title.length), style=title.style)
        return Clip("title", card_reference(card), clock.range(0, range_in_film.frames))

    return _tracks("Titles", schema.TrackKind.Video, shown, clip, clock)


def _sounds(film: Film, assembly: Assembly, files: str, clock: Clock) -> list[Track]:
    tracks: list[Track] = []
    for name, items in heard_on(film, assembly).items():
        tracks += _tracks(
            name,
            schema.TrackKind.Audio,
            items,
            lambda heard, lasting: _sound(film, heard, lasting, files, clock),
            clock,
        )
    return [track for track in tracks if len(track)]


def _sound(film: Film, heard: Heard, range_in_film: FrameRange, files: str, clock: Clock) -> Clip:
    part, asset, start = heard
    facts, rate = asset.facts, film.format.rate
    first = heard.first
    media = ExternalReference(
        _url(files + asset.path), clock.range(float(first * rate), ceiling(facts.seconds * rate))
    )
    media.name = asset.path.rpartition("/")[2]
    settings = {
        "gain_db": part.gain,
        "fade_in": float(part.fade_in),
        "fade_out": float(part.fade_out),
        "repeat": part.repeat,
        "duck": part.duck,
    }
    name = part.source if isinstance(part.source, str) else media.name
    clip = Clip(
        name,
        media,
        clock.range(float((first + start) * rate), range_in_film.frames),
        metadata={"vfc": settings},
    )
    if part.speed != 1:
        clip.effects.append(LinearTimeWarp(time_scalar=float(part.speed)))
    return clip


def _tracks(
    name: str,
    kind: str,
    items: Iterable[tuple[Item, FrameRange]],
    clip: Callable[[Item, FrameRange], Clip],
    clock: Clock,
) -> list[Track]:
    """As few tracks as hold the items without overlap, with gaps between them."""
    return [
        _lane(name if number == 1 else f"{name} {number}", kind, lane, clip, clock)
        for number, lane in enumerate(in_lanes(items), 1)
    ]


def _lane(
    name: str,
    kind: str,
    lane: list[tuple[Item, FrameRange]],
    clip: Callable[[Item, FrameRange], Clip],
    clock: Clock,
) -> Track:
    children: list[otio.core.Composable] = []
    at = 0
    for item, range_in_film in lane:
        if range_in_film.start > at:
            children.append(schema.Gap(source_range=clock.range(0, range_in_film.start - at)))
        children.append(clip(item, range_in_film))
        at = range_in_film.stop
    track = Track(name, kind=kind)
    track.extend(children)
    return track
