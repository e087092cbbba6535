"""What is seen in each frame of a film: by its plan, and by each file for an editing program as it is read back."""

from __future__ import annotations

import tempfile
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import opentimelineio as otio
from opentimelineio.schema import Clip, Transition

from vfc.edit.assembly import CardUse, PictureUse, Segment
from vfc.edit.handover.editlist import HANDLE, EditList
from vfc.edit.handover.formats import file_of
from vfc.edit.segments import assemble
from vfc.film.cut import Fading
from vfc.film.timing import frames_of_an_hour

BLACK = ("", 0.0)
Side = tuple[str, float]  # a file's name, '' of black, and its frame
Seen = tuple[Side, ...]  # one side, or two under a transition


class Run(NamedTuple):
    """A clip on a track: the film frames that it fills, its file, the file's frame at the first of them, its speed."""

    start: int
    stop: int
    name: str
    begin: float
    speed: float

    def side(self, frame: int) -> Side:
        return (self.name, self.begin + (frame - self.start) * self.speed) if self.name else BLACK


def seen_by_plan(film, edits: EditList) -> list[Seen]:
    """By the segments of which the film itself is made; fades that the edits keep as marks are left out."""
    names = {each.name: each.file.filename for each in edits.edits if each.file}
    marked = [mark.range_in_film for mark in edits.marks if mark.words.startswith("fade ")]
    found: list[Seen] = []
    for segment in assemble(film, film.cuts[""]).segments:
        for frame in range(segment.frames_in_film.frames):
            sides = sides_of(segment, frame, names, edits, len(found))
            for part in segment.fades:
                begins = segment.frames_in_film.start + part.at - part.first
                if (
                    begins,
                    begins + part.total,
                ) in marked or not part.at <= frame < part.at - part.first + part.total:
                    continue
                sides = (BLACK, *sides) if part.toward is Fading.FROM else (*sides, BLACK)
            found.append(sides)
    return found


def sides_of(segment: Segment, frame: int, names, edits: EditList, at: int) -> Seen:
    def side(part: PictureUse | CardUse) -> Side:
        if isinstance(part, PictureUse):
            return names[part.shot], float(part.seen.position(frame))
        return card(edits, part.text or part.colour, at)

    if segment.transition:
        both = sorted((*segment.pictures, *segment.cards), key=lambda part: part.role != "outgoing")
        return side(both[0]), side(both[1])
    if segment.pictures:
        return (side(segment.pictures[0]),)
    return (card(edits, segment.text or segment.colour, at),)


def card(edits: EditList, words: str, at: int) -> Side:
    """A card at a frame of the film; which of its frames is seen is free, and the custom of the edits."""
    for index, each in enumerate(edits.edits):
        start, stop = edits.shown(index)
        if start <= at < stop and (
            each.name == words.splitlines()[0].rstrip(" ,;:.-")[:40] or words == each.name
        ):
            return (each.file.filename, float(HANDLE + at - start)) if each.file else BLACK
    raise AssertionError(f"no edit shows {words!r} at {at}")


def seen_in_edl(text: str, edits: EditList) -> list[Seen]:
    timeline = otio.adapters.read_from_string(text, "cmx_3600", rate=float(edits.rate))
    track = next(track for track in timeline.tracks if track.name == "V")
    runs, joins, first = [], [], frames_of_an_hour(edits.rate)
    at = round(-track.source_range.start_time.value) - first if track.source_range else -first
    for index, child in enumerate(track):
        if isinstance(child, Transition):
            joins.append((at, at + round(child.out_offset.value), index))
            continue
        frames = round(child.source_range.duration.value)
        black = isinstance(child.media_reference, otio.schema.GeneratorReference) or not isinstance(
            child, Clip
        )
        speed = child.effects[0].time_scalar if child.effects else 1.0
        runs.append(
            (
                index,
                Run(
                    at,
                    at + frames,
                    "" if black else child.name,
                    child.source_range.start_time.value - first,
                    speed,
                ),
            )
        )
        at += frames
    under = dict(runs)
    return [
        frame_of(
            frame,
            [run for _, run in runs],
            [(a, b, under[i - 1], under[i + 1]) for a, b, i in joins],
        )
        for frame in range(at)
    ]


def laid_out(track: otio.schema.Track, first: int) -> tuple[list[Run], list]:
    """The clips of a track, and under which film frames a transition joins two of them."""
    runs, cuts, at = [], [], 0
    for child in track:
        if isinstance(child, Transition):
            assert child.in_offset.value == 0
            cuts.append((len(runs), at, at + round(child.out_offset.value)))
            continue
        stop = at + round(child.source_range.duration.value)
        if isinstance(child, Clip):
            speed = child.effects[0].time_scalar if child.effects else 1.0
            begin = child.source_range.start_time.value - first
            runs.append(Run(at, stop, child.media_reference.name, begin, speed))
        else:
            runs.append(dark(at, stop))
        at = stop
    joins = [(start, stop, runs[index - 1], runs[index]) for index, start, stop in cuts]
    return runs, joins


def seen_in_otio(text: str, edits: EditList) -> list[Seen]:
    """By OpenTimelineIO itself; fades are its markers."""
    track, first = (
        otio.adapters.read_from_string(text, "otio_json").tracks[0],
        frames_of_an_hour(edits.rate),
    )
    runs, joins = laid_out(track, first)
    for marker in track.markers:
        if marker.name in ("fade from black", "fade to black"):
            start = round(marker.marked_range.start_time.value)
            stop = start + round(marker.marked_range.duration.value)
            if (start, stop) not in [
                mark.range_in_film for mark in edits.marks if mark.words == marker.name
            ]:
                run, shade = (
                    next(run for run in runs if run.start <= start < run.stop),
                    dark(start, stop),
                )
                joins.append(
                    (start, stop, *((shade, run) if "from" in marker.name else (run, shade)))
                )
    return [frame_of(frame, runs, joins) for frame in range(runs[-1].stop)]


def read_aaf(text: str) -> otio.schema.Timeline:
    """By the adapter, which reads from files alone."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "film.aaf")
        path.write_bytes(file_of(text, "aaf"))
        return otio.adapters.read_from_file(path)


def seen_in_aaf(text: str, edits: EditList) -> list[Seen]:
    """By the adapter, which has a fade as a dissolve with filler."""
    timeline = read_aaf(text)
    track = next(each for each in timeline.tracks if each.kind == "Video")
    first = frames_of_an_hour(edits.rate)
    runs, joins = laid_out(track, first)
    return [frame_of(frame, runs, joins) for frame in range(runs[-1].stop)]


def frame_of(frame: int, runs: list[Run], joins) -> Seen:
    for start, stop, before, after in joins:
        if start <= frame < stop:
            return before.side(frame), after.side(frame)
    return (next(run for run in runs if run.start <= frame < run.stop).side(frame),)


def seen_in_xmeml(text: str, edits: EditList) -> list[Seen]:
    """Clips as the adapter places them, transitions by the text, for the adapter drops from which side they are."""
    timeline = otio.adapters.read_from_string(text, "fcp_xml")
    track, first = timeline.tracks[0], frames_of_an_hour(edits.rate)
    runs = []
    for child in track:
        if isinstance(child, Clip):
            at = track.range_of_child(child)
            speed = speed_of(child)
            begin = (child.source_range.start_time.value - first) * speed
            start = round(at.start_time.value)
            runs.append(
                Run(
                    start,
                    start + round(at.duration.value),
                    child.media_reference.name,
                    begin,
                    speed,
                )
            )
    joins = []
    for item in ElementTree.fromstring(text).findall(".//video/track[1]/transitionitem"):
        start, stop, side = (
            int(item.findtext("start")),
            int(item.findtext("end")),
            item.findtext("alignment"),
        )
        cut = stop if side == "end-black" else start
        before = (
            next((run for run in runs if run.stop == cut), None) if side != "start-black" else None
        )
        after = (
            next((run for run in runs if run.start == cut), None) if side != "end-black" else None
        )
        joins.append((start, stop, before or dark(start, stop), after or dark(start, stop)))
    return [frame_of(frame, [*runs, dark(0, edits.frames)], joins) for frame in range(edits.frames)]


def speed_of(clip: Clip) -> float:
    for effect in clip.effects:
        if effect.name == "Time Remap":
            return float(effect.metadata["fcp_xml"]["parameter"][0]["value"]) / 100
    return 1.0


def dark(start: int, stop: int) -> Run:
    return Run(start, stop, "", 0.0, 1.0)


def seen_in_fcpxml(text: str, edits: EditList) -> list[Seen]:
    """By the text alone: the adapter reads no transition and no speed."""
    root, rate = ElementTree.fromstring(text), edits.rate
    names = {asset.get("id"): asset.get("name") for asset in root.iter("asset")}
    origins = {asset.get("id"): time(asset.get("start"), rate) for asset in root.iter("asset")}
    begin = time(root.find(".//sequence").get("tcStart"), rate)
    runs, joins, fades = [], [], []
    for item in root.find(".//spine"):
        start = time(item.get("offset"), rate) - begin
        stop = start + time(item.get("duration"), rate)
        if item.tag == "transition":
            joins.append((int(start), int(stop)))
        elif item.tag == "gap":
            runs.append(dark(int(start), int(stop)))
        else:
            points = [
                (time(p.get("time"), rate), time(p.get("value"), rate)) for p in item.iter("timept")
            ]
            speed = (
                (points[1][1] - points[0][1]) / (points[1][0] - points[0][0])
                if points
                else Fraction(1)
            )
            origin = origins[item.get("ref")]
            inside = (time(item.get("start"), rate) - origin) * speed
            runs.append(
                Run(int(start), int(stop), names[item.get("ref")], float(inside), float(speed))
            )
            for fade in item.findall("./adjust-blend/param/*"):
                length = int(time(fade.get("duration"), rate))
                fades.append((runs[-1], fade.tag, length))
    assert [run.start for run in runs[1:]] == [run.stop for run in runs[:-1]], (
        "no hole on the main line"
    )
    pairs = []
    for start, stop in joins:
        index = next(
            i
            for i, run in enumerate(runs)
            if start <= run.start < stop
            and i
            and runs[i - 1].stop == run.start
            and run.start == start + (stop - start) // 2
        )
        pairs.append((start, stop, runs[index - 1], runs[index]))
    for run, tag, length in fades:
        into = tag == "fadeIn"
        start = run.start if into else run.stop - length
        shade = dark(start, start + length)
        pairs.append((start, start + length, *((shade, run) if into else (run, shade))))
    return [frame_of(frame, runs, pairs) for frame in range(edits.frames)]


def time(text: str, rate: Fraction) -> Fraction:
    """Seconds of FCPXML in frames."""
    return Fraction(text.removesuffix("s")) * rate


def same(wanted: list[Seen], read: list[Seen], near: float = 0.05) -> list[str]:
    """The frames in which another thing is seen, each told."""
    wrong = [] if len(wanted) == len(read) else [f"{len(read)} frames, not {len(wanted)}"]
    pairs = zip(map(plain, wanted), map(plain, read), strict=False)
    for frame, (one, other) in enumerate(pairs):
        if [name for name, _ in one] != [name for name, _ in other] or any(
            name and abs(a - b) > near for (name, a), (_, b) in zip(one, other, strict=True)
        ):
            wrong.append(f"{frame}: {other}, not {one}")
    return wrong


def plain(sides: Seen) -> Seen:
    """Black over black is black."""
    return (BLACK,) if set(sides) == {BLACK} else sides
