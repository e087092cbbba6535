"""The cut for editing programs, read back by the adapters of each format and held against the plan."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree

import aaf2
import opentimelineio as otio
import pytest
from aaf2.components import OperationGroup, SourceClip
from aaf2.components import Transition as AafTransition
from aaf2.mobslots import EventMobSlot
from hypothesis import given, settings

from tests.edit.cutting import (
    at,
    black,
    card,
    dissolve,
    fade,
    film,
    footage,
    point,
    shot,
    sound_file,
    title,
    use,
)
from tests.edit.handover.fcpxmlshape import wrong_in
from tests.edit.handover.reading import (
    read_aaf,
    same,
    seen_by_plan,
    seen_in_aaf,
    seen_in_edl,
    seen_in_fcpxml,
    seen_in_otio,
    seen_in_xmeml,
)
from tests.edit.test_random_cuts import films
from vfc.edit.handover.aaf import to_aaf
from vfc.edit.handover.editlist import edit_list
from vfc.edit.handover.edl import to_edl
from vfc.edit.handover.fcpxml import to_fcpxml
from vfc.edit.handover.formats import file_of
from vfc.edit.handover.timeline import to_timeline
from vfc.edit.handover.writing import LinkForm, laid
from vfc.edit.handover.xmeml import to_xmeml
from vfc.edit.lines import spoken_lines
from vfc.edit.segments import assemble
from vfc.errors import TextError
from vfc.film.cut import Track
from vfc.film.model import Cue, Grade, Line, Speech, Transition
from vfc.film.speech import HeardLine, LineDelivery, VoiceUse
from vfc.film.timing import frames_of_an_hour, nearest, smpte_timecode
from vfc.film.transitions import PictureEdge, TransitionKind, TransitionLook

WALK, SHOE = shot("street/walk", 48), shot("street/shoe", 36, source=footage(start=20))
WRITERS = {
    "edl": to_edl,
    "xmeml": to_xmeml,
    "fcpxml": to_fcpxml,
    "otio": to_timeline,
    "aaf": to_aaf,
}
READERS = {
    "edl": seen_in_edl,
    "xmeml": seen_in_xmeml,
    "fcpxml": seen_in_fcpxml,
    "otio": seen_in_otio,
    "aaf": seen_in_aaf,
}
FORMS = {
    "edl": LinkForm.PATH,
    "xmeml": LinkForm.ABSOLUTE,
    "fcpxml": LinkForm.RELATIVE,
    "otio": LinkForm.JSON,
    "aaf": LinkForm.JSON_ABSOLUTE,
}
TEXTS = [name for name in WRITERS if name != "aaf"]  # an AAF takes half a second
# a whole frame where a format counts in frames as they are played
NEAR = {"edl": 0.05, "xmeml": 1.5, "fcpxml": 0.001, "otio": 0.001, "aaf": 0.001}


def written(name: str, whole, folder: Path = Path("/o")) -> str:
    """A film in a format, with its links laid."""
    edits = edit_list(whole, whole.cuts[""])
    ways = {
        f"made/{file.made}": folder / "film.media" / file.made for file in edits.files if file.made
    }
    ways |= {f"film/{file.path}": folder / file.path for file in edits.files if file.path}
    return laid(WRITERS[name](edits).text, FORMS[name], ways, folder)


def everything(rate=24):
    """A film with all that a cut can have."""
    wipe = Transition(
        kind=TransitionKind.WIPE, length=8, look=TransitionLook(edge=PictureEdge.TOP), span=at(2)
    )
    music = Cue(
        track=Track.MUSIC,
        file=sound_file("assets/my piano.wav", 60),
        at=point(offset=12),
        gain=-10.0,
        fade_out=24,
    )
    rain = Cue(
        track=Track.AMBIENCE, file=sound_file(seconds=1), under="street", repeat=True, duck=True
    )
    return film(
        replace(WALK, grade=Grade(contrast=1.2)),
        SHOE,
        rate=Fraction(rate),
        cues=[music, rain],
        titles=[title(point(offset=6), 24, "Chengdu -- <1984> & on")],
        cut=[
            fade("from", 6),
            use("street/walk", in_point=4),
            dissolve(5),
            card(),
            use("street/shoe", speed="1/2", length=40),
            wipe,
            use("street/walk"),
            fade("to", 12),
            black(),
            fade("from", 4),
            use("street/walk", length=12),
            fade("from", 4),
            use("street/shoe", in_point=3, length=12, speed="3/2"),
            dissolve(4),
            black(),
            dissolve(4),
            use("street/walk"),
        ],
    )


@pytest.mark.parametrize("rate", ["24", "25", "24000/1001", "30000/1001", "60000/1001"])
@pytest.mark.parametrize("name", WRITERS)
def test_every_frame_is_what_the_plan_shows(name, rate):
    whole = everything(rate)
    edits = edit_list(whole, whole.cuts[""])
    assert not same(
        seen_by_plan(whole, edits), READERS[name](written(name, whole), edits), NEAR[name]
    )


@settings(max_examples=60, deadline=None)
@given(whole=films())
def test_random_cuts_read_back_as_they_are(whole):
    try:
        edits = edit_list(whole, whole.cuts[""])
    except TextError:
        return
    if edits.frames < 2:
        return  # a film of one frame under its own transition, of which adapters make what they may
    wanted = seen_by_plan(whole, edits)
    for name in TEXTS:
        assert not same(wanted, READERS[name](written(name, whole), edits), NEAR[name]), name


@settings(max_examples=10, deadline=None)
@given(whole=films())
def test_random_cuts_read_back_as_they_are_in_aaf(whole):
    try:
        edits = edit_list(whole, whole.cuts[""])
    except TextError:
        return
    assert not same(seen_by_plan(whole, edits), seen_in_aaf(written("aaf", whole), edits), 0.001)


def test_fcpxml_is_as_its_definition_has_it():
    for rate in ("24", "30000/1001"):
        assert wrong_in(ElementTree.fromstring(written("fcpxml", everything(rate)))) == []


def test_the_adapter_of_fcpxml_places_clips_and_sounds():
    whole = everything()
    collection = otio.adapters.read_from_string(written("fcpxml", whole), "fcpx_xml")
    tracks = {track.name: track for track in collection[0].tracks}
    first = frames_of_an_hour(whole.format.rate)

    def placed(lane: str) -> list[tuple[str, int, int]]:
        track = tracks[lane]
        ranges = [(child, track.range_of_child(child)) for child in track if child.name]
        return [
            (child.name, int(each.start_time.value) - first, int(each.duration.value))
            for child, each in ranges
        ]

    assert placed("0")[:3] == [("street/walk", 0, 46), ("What If", 46, 22), ("street/shoe", 68, 44)]
    assert placed("-2")[0] == ("my piano.wav", 12, edit_list(whole, whole.cuts[""]).frames - 12)
    assert [each[1:] for each in placed("-3")][:2] == [(0, 24), (24, 24)]


@pytest.mark.parametrize("name", ["edl", "xmeml", "otio"])
def test_sounds_lie_where_the_plan_has_them(name):
    whole = everything()
    edits = edit_list(whole, whole.cuts[""])
    text, adapter = (
        written(name, whole),
        {"edl": "cmx_3600", "xmeml": "fcp_xml", "otio": "otio_json"}[name],
    )
    timeline = otio.adapters.read_from_string(text, adapter)
    first = frames_of_an_hour(whole.format.rate) if name == "edl" else 0
    read = []
    for track in timeline.audio_tracks():
        shift = track.source_range.start_time.value if track.source_range else 0
        for child in track:
            if isinstance(child, otio.schema.Clip):
                start = track.range_of_child(child).start_time.value - shift - first
                speed = (
                    0.5
                    if child.effects
                    and name == "xmeml"
                    and "Time Remap" in [e.name for e in child.effects]
                    else 1
                )
                read.append(
                    (
                        int(start),
                        int(child.source_range.duration.value),
                        child.source_range.start_time.value * speed,
                    )
                )
    wanted = [
        (each.range_in_film.start, each.range_in_film.frames, each.file.first + each.start)
        for _, lane in edits.sounds
        for each in lane
    ]
    assert [each[:2] for each in sorted(read)] == [each[:2] for each in sorted(wanted)]
    assert min(read) == min(wanted)


def test_marks_and_titles_come_with_them():
    whole = everything()
    edl = otio.adapters.read_from_string(written("edl", whole), "cmx_3600")
    marks = [marker for clip in edl.find_clips() for marker in clip.markers]
    assert [(each.name, int(each.marked_range.start_time.value) - 86400) for each in marks] == [
        ("street", 0),
        ("title: Chengdu -- <1984> & on", 6),
    ]
    xml = otio.adapters.read_from_string(written("xmeml", whole), "fcp_xml")
    assert [each.name for each in xml.tracks.markers] == ["street"]
    over = next(child for child in xml.tracks[1] if isinstance(child, otio.schema.Clip))
    assert over.name == "Chengdu -- <1984> & on" and over.source_range.duration.value == 24
    root = ElementTree.fromstring(written("fcpxml", whole))
    assert root.find(".//title/text/text-style").text == "Chengdu -- <1984> & on"
    assert [each.get("value") for each in root.iter("marker")] == ["street"]


def test_media_are_linked_as_each_format_does():
    whole = film(WALK, SHOE)
    folder = Path("/a film/out")
    assert "* FROM FILE: film.media/street_walk.mov\n" in written("edl", whole, folder)
    assert "file://localhost/a%20film/out/film.media/street_walk.mov" in written(
        "xmeml", whole, folder
    )
    assert 'src="film.media/street_walk.mov"' in written("fcpxml", whole, folder)


@pytest.mark.parametrize("name", WRITERS)
def test_what_is_lost_is_said_and_stands_in_the_file(name):
    whole = everything()
    written_ = WRITERS[name](edit_list(whole, whole.cuts[""]))
    assert "street/walk: its grade: contrast 1.2" in written_.lost
    assert "contrast 1.2" in written_.text


@pytest.mark.parametrize("name", WRITERS)
def test_lines_that_are_spoken_are_said_to_be_missing(name):
    spoken = Line(
        who="ana", text="Have you eaten?", delivery=LineDelivery(voice=VoiceUse(use="hibari"))
    )
    silent = Line(who="ana", text="In the subtitles alone.")
    whole = film(replace(WALK, lines=(spoken, silent)))
    written_ = WRITERS[name](edit_list(whole, whole.cuts[""]))
    said = "street/walk: its spoken lines, which nobody has heard yet: Have you eaten?"
    assert said in written_.lost
    assert "Have you eaten?" in written_.text


def spoken_film():
    """A film whose lines were heard: in a shot at half speed, by a voice and by a recording, and
    over it; and a line that no voice speaks.
    """
    voice = VoiceUse(use="hibari")
    heard = LineDelivery(voice=voice, heard=HeardLine(seconds=Fraction(3, 4)))
    file = sound_file("takes/l 2.wav", 1)
    recorded = LineDelivery(voice=VoiceUse(use="recording"), files=(file,))
    lines = (
        Line(who="ana", text="Have you eaten?", delivery=heard),
        Line(who="bo", text="Not since: the war.", delivery=recorded),
        Line(who="ana", text="In the subtitles alone."),
    )
    over = Speech(who="bo", text="She left.", at=point("street/shoe", 6), delivery=heard)
    shoe = shot("street/shoe", 36)
    whole = film(
        replace(WALK, lines=lines),
        shoe,
        cut=(use("street/walk", speed=Fraction(1, 2)), use("street/shoe")),
    )
    return replace(whole, sound=replace(whole.sound, dialogue=(over,)))


@pytest.mark.parametrize("name", WRITERS)
def test_lines_that_are_spoken_are_sounds_where_the_plan_has_them(name):
    whole = spoken_film()
    edits = edit_list(whole, whole.cuts[""])
    rate, wanted = whole.format.rate, []
    for line in spoken_lines(whole, assemble(whole, whole.cuts[""])):
        for sound in line.sounds:
            start, stop = sound.start_in_film, sound.start_in_film + sound.seconds
            wanted.append((nearest(start * rate), nearest(stop * rate)))
    assert len(wanted) == 3
    if name == "aaf":
        timeline = read_aaf(written(name, whole))
    else:
        adapter = {"edl": "cmx_3600", "xmeml": "fcp_xml", "fcpxml": "fcpx_xml", "otio": "otio_json"}
        timeline = otio.adapters.read_from_string(written(name, whole), adapter[name])
        timeline = timeline[0] if name == "fcpxml" else timeline
    # whole times by the film's timecode there, and in an EDL from the first of a track on
    first = {"fcpxml": frames_of_an_hour(rate), "edl": frames_of_an_hour(rate)}.get(name, 0)
    read = []
    for track in timeline.audio_tracks() if name != "fcpxml" else timeline.tracks:
        if track.kind != otio.schema.TrackKind.Audio:
            continue
        shift = track.source_range.start_time.value if name == "edl" and track.source_range else 0
        for child in track:
            if isinstance(child, otio.schema.Clip):
                at = track.range_of_child(child)
                begin = int(at.start_time.value - shift) - first
                read.append((begin, begin + int(at.duration.value)))
    assert sorted(set(read)) == sorted(wanted)
    names = {each.filename for each in edits.files}
    assert {"street_walk_line_1.wav", "voice-over_line_1.wav", "l 2.wav"} <= names
    assert not [each for each in WRITERS[name](edits).lost if "spoken" in each]


def test_a_name_of_a_line_is_who_says_what():
    edits = edit_list(spoken_film(), spoken_film().cuts[""])
    tracks = {name: [each.name for each in lane] for name, lane in edits.sounds}
    assert tracks == {
        "Dialogue": ["ana “Have you eaten?”", "bo “Not since: the war.”"],
        "Voice-over": ["bo “She left.”"],
    }


@pytest.mark.parametrize("adapter", ["fcp_xml", "fcpx_xml", "cmx_3600"])
def test_a_timeline_of_opentimelineio_goes_through_its_adapters(adapter):
    timeline = otio.adapters.read_from_string(written("otio", everything()), "otio_json")
    if adapter == "cmx_3600":  # which takes pictures and two tracks of sound
        del timeline.tracks[1:]
    assert "street_walk.mov" in otio.adapters.write_to_string(timeline, adapter)


def test_a_timeline_is_of_schemas_that_are_two_years_old():
    families = otio.versioning.full_map()  # the maps in it live as long as it does
    known = families["OTIO_CORE"]["0.16.0"]
    found = set(re.findall(r'"OTIO_SCHEMA": "(\w+)\.(\d+)"', written("otio", everything())))
    times = {"RationalTime", "TimeRange"}
    assert found and all(name in times or int(version) <= known[name] for name, version in found)


def test_a_timeline_keeps_the_look_of_transitions_and_what_is_lost():
    timeline = otio.adapters.read_from_string(written("otio", everything()), "otio_json")
    wipe = next(each for each in timeline.tracks[0] if each.name == "wipe")
    assert wipe.metadata["vfc"]["from"] == "top" and wipe.transition_type == "Custom_Transition"
    walk = timeline.tracks[0][0]
    assert list(walk.metadata["vfc"]["lost"]) == ["its grade: contrast 1.2"]
    assert timeline.global_start_time.value == frames_of_an_hour(Fraction(24))


@pytest.mark.parametrize("kind", TransitionKind)
@pytest.mark.parametrize("name", [each for each in TEXTS if each != "otio"])
def test_each_transition_has_a_name_in_each_format(name, kind):
    join = Transition(kind=kind, length=6, span=at(2))
    whole = film(WALK, SHOE, cut=[use("street/walk"), join, use("street/shoe")])
    lost = WRITERS[name](edit_list(whole, whole.cuts[""])).lost
    assert (kind is TransitionKind.DISSOLVE) <= (
        not [each for each in lost if "dissolve here" in each]
    )
    edits = edit_list(whole, whole.cuts[""])
    assert not same(
        seen_by_plan(whole, edits), READERS[name](written(name, whole), edits), NEAR[name]
    )


def test_a_wipe_is_one_of_smpte():
    def coded(edge: PictureEdge) -> str:
        join = Transition(
            kind=TransitionKind.WIPE, length=6, look=TransitionLook(edge=edge), span=at(2)
        )
        whole = film(WALK, SHOE, cut=[use("street/walk"), join, use("street/shoe")])
        return next(line for line in written("edl", whole).splitlines() if " W" in line)

    assert [
        coded(edge).split()[3]
        for edge in (PictureEdge.LEFT, PictureEdge.TOP, PictureEdge.TOP_RIGHT)
    ] == ["W001", "W002", "W042"]


@pytest.mark.parametrize(
    "text", ["a\ud800b", "a\0b", "", "\u202e🎬\n\x1b[31m", "\x02made/x\x03", "]]>--&<"]
)
@pytest.mark.parametrize("name", TEXTS)
def test_any_text_can_stand_in_them(name, text):
    whole = film(WALK, cut=[card(text), use("street/walk")], titles=[title(point(), 24, text)])
    edits = edit_list(whole, whole.cuts[""])
    read = READERS[name](written(name, replace(whole, title=text)), edits)
    assert len(read) == edits.frames and WRITERS[name](edits).text.encode("utf-8")


def test_sounds_of_an_aaf_lie_in_their_files_and_are_as_loud_as_planned(tmp_path):
    whole = everything()
    edits, path = edit_list(whole, whole.cuts[""]), tmp_path / "film.aaf"
    path.write_bytes(file_of(written("aaf", whole), "aaf"))
    with aaf2.open(str(path)) as file:
        tracks = {slot.name: slot for slot in next(file.content.toplevel()).slots}
        assert [name for name in tracks if name and name.endswith(" R")] == [
            f"{name} R" for name, _ in edits.sounds
        ]
        for name, lane in edits.sounds:
            at, found = 0, []
            for item in tracks[f"{name} L"].segment.components:
                clip = next(iter(item.segments)) if isinstance(item, OperationGroup) else item
                if isinstance(clip, SourceClip):
                    found.append((at, item.length, clip.start, clip.mob.name))
                at += item.length
            assert found == [
                (each.range_in_film.start, each.range_in_film.frames, each.start, each.file.name)
                for each in lane
            ]
        piano = list(tracks["Music L"].segment.components)[1]
        points = list(piano.parameters.value[0]["PointList"].value)
        assert [float(point.time) for point in points] == [0, pytest.approx(240 / 264), 1]
        level = 10 ** (-10 / 20)
        assert [float(point.value) for point in points] == [
            *[pytest.approx(level, abs=1e-5)] * 2,
            0,
        ]


def test_an_aaf_says_where_files_lie_its_marks_and_its_wipes(tmp_path):
    whole = everything()
    path = tmp_path / "film.aaf"
    data = file_of(written("aaf", whole, Path("/a film/out")), "aaf")
    assert data == file_of(written("aaf", whole, Path("/a film/out")), "aaf"), "the same each time"
    path.write_bytes(data)
    with aaf2.open(str(path)) as file:
        links = {
            locator["URLString"].value
            for mob in file.content.sourcemobs()
            if (locators := mob.descriptor.get("Locator")) is not None
            for locator in locators.value
        }
        assert "file:///a%20film/out/film.media/street_walk.mov" in links
        slots = list(next(file.content.toplevel()).slots)
        marks = next(slot for slot in slots if isinstance(slot, EventMobSlot)).segment.components
        assert [(mark["Position"].value, mark["Comment"].value) for mark in marks] == [
            (0, "street"),
            (6, "title: Chengdu -- <1984> & on"),
        ]
        code = next(slot for slot in slots if slot.name == "TC1").segment
        assert (code.start, code.fps, code.drop) == (86400, 24, False)
        joins = [
            each.getvalue("OperationGroup")
            for slot in slots
            if slot.name == "V1"
            for each in slot.segment.components
            if isinstance(each, AafTransition)
        ]
        wipe = next(each for each in joins if each.operation.name == "SMPTE Video Wipe")
        numbers = {each.parameterdef.name: each for each in wipe.parameters.value}
        assert numbers["SMPTEWipeNumber"].value == 2
        assert numbers["SMPTEReverse"].value is False


def test_any_text_can_stand_in_an_aaf():
    text = "a\ud800b\0\u202e🎬\n\x1b[31m\x02made/x\x03]]>--&<"
    whole = film(WALK, cut=[card(text), use("street/walk")], titles=[title(point(), 24, text)])
    edits = edit_list(whole, whole.cuts[""])
    assert len(seen_in_aaf(written("aaf", replace(whole, title=text)), edits)) == edits.frames


def test_drop_frame_timecode_counts_as_smpte_has_it():
    rate = Fraction(30000, 1001)
    from vfc.film.timing import parse_timecode

    for frames in (0, 1799, 1800, 17981, 17982, frames_of_an_hour(rate), 123456):
        assert parse_timecode(smpte_timecode(frames, rate), rate) == frames
    assert smpte_timecode(frames_of_an_hour(rate), rate) == "01:00:00;00"
    assert (
        smpte_timecode(1800, rate) == "00:01:00;02"
        and smpte_timecode(1800, Fraction(30)) == "00:01:00:00"
    )
