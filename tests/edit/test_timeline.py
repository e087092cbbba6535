"""The cut as OpenTimelineIO, read back by OpenTimelineIO itself."""

from __future__ import annotations

from fractions import Fraction

import opentimelineio as otio
import pytest

from tests.edit.cutting import (
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
from vfc.edit.relink import relink, to_otio
from vfc.edit.segments import assemble
from vfc.edit.timeline import to_timeline
from vfc.errors import TextError
from vfc.film.cut import Track
from vfc.film.model import Cue

WALK, SHOE = shot("street/walk", 48), shot("street/shoe", 36, source=footage(start=20))


def read(whole, links=None, **more):
    return otio.adapters.read_from_string(
        to_otio(whole, whole.cuts[""], links or {}, **more), "otio_json"
    )


def test_clips_are_longer_than_their_media_until_it_is_made():
    whole = film(
        WALK,
        SHOE,
        cut=[use("street/walk", in_point=4), dissolve(12), use("street/shoe", speed="0.5")],
    )
    track = to_timeline(whole, whole.cuts[""]).tracks[0]
    first, join, second = track
    assert (
        first.media_reference.is_missing_reference
        and first.available_range().duration.value == 48 + 12
    )
    assert (first.source_range.start_time.value, first.source_range.duration.value) == (4, 44)
    assert (join.in_offset.value, join.out_offset.value, join.transition_type) == (
        0,
        12,
        "SMPTE_Dissolve",
    )
    assert second.effects[0].time_scalar == 0.5 and second.duration().value == 72
    assert track.duration().value == assemble(whole, whole.cuts[""]).frames


def test_a_cut_that_cannot_be_made_has_no_timeline():
    whole = film(WALK, cut=[use("street/walk", in_point=90)])
    with pytest.raises(TextError):
        to_timeline(whole, whole.cuts[""])
    with pytest.raises(TextError):
        to_otio(whole, whole.cuts[""], {})


def test_film_otio_links_media_wider_than_what_is_shown():
    whole = film(
        WALK,
        SHOE,
        cut=[
            card(),
            dissolve(6),
            use("street/walk"),
            dissolve(6, overlap=True),
            use("street/shoe"),
            fade("to", 12),
            black(),
        ],
    )
    timeline = read(whole, {"street/walk": ("media/walk 1.mp4", 61)})
    clips = {clip.name: clip for clip in timeline.tracks[0].find_clips()}
    walk = clips["street/walk"]
    assert walk.media_reference.target_url == "media/walk%201.mp4"
    assert (
        walk.available_range().duration.value == 61 > walk.source_range.end_time_exclusive().value
    )
    assert clips["What If"].media_reference.parameters["text"] == "What If,\nMother"
    assert clips["black"].media_reference.generator_kind == "SolidColor"
    assert clips["street/shoe"].media_reference.is_missing_reference
    assert timeline.tracks[0].duration().value == assemble(whole, whole.cuts[""]).frames
    marker = timeline.tracks[0].markers[0]
    assert (
        marker.name == "fade to black"
        and marker.marked_range.start_time.value == 24 + 48 - 6 + 36 - 12
    )


def test_sounds_and_titles_lie_on_tracks_of_their_own():
    music = Cue(
        track=Track.MUSIC,
        file=sound_file("assets/my piano.wav", 60),
        at=point(offset=12),
        gain=-10.0,
        fade_out=24,
    )
    rain = Cue(track=Track.AMBIENCE, file=sound_file(seconds=1), under="street", repeat=True)
    whole = film(
        WALK,
        SHOE,
        cues=[music, rain],
        titles=[title(point(offset=6), 24), title(point(offset=20), 24)],
    )
    timeline = read(whole)
    assert [(track.name, track.kind) for track in timeline.tracks] == [
        ("Picture", "Video"),
        ("Titles", "Video"),
        ("Titles 2", "Video"),
        ("Dialogue", "Audio"),
        ("Music", "Audio"),
        ("Ambience", "Audio"),
    ]
    piano = timeline.tracks[4][1]
    assert piano.media_reference.target_url == "../../assets/my%20piano.wav"
    assert (
        piano.range_in_parent().start_time.value == 12 and piano.metadata["vfc"]["gain_db"] == -10
    )
    assert [each.duration().value for each in timeline.tracks[5]] == [24, 24, 24, 12]
    own = timeline.tracks[3][1]
    assert own.name == "street/shoe" and own.source_range.start_time.value == 480
    assert own.range_in_parent().start_time.value == 48


def test_it_reads_back_as_it_was_written_at_any_rate():
    whole = film(WALK, SHOE, rate=Fraction(24000, 1001), titles=[title(point(offset=6), 24)])
    text = to_otio(whole, whole.cuts[""], {"street/walk": ("vfc:street/walk", 60)})
    again = otio.adapters.read_from_string(text, "otio_json")
    assert again.to_json_string(indent=4) + "\n" == text
    assert again.tracks[0].range_of_child_at_index(1).start_time == otio.opentime.RationalTime(
        48, 24000 / 1001
    )


def test_links_are_replaced_by_what_was_made():
    whole = film(WALK, SHOE, titles=[title(point(), 24, text='"target_url": "vfc:street/walk"')])
    text = to_otio(whole, whole.cuts[""], {name: (f"vfc:{name}", 60) for name in whole.shots})
    linked = otio.adapters.read_from_string(
        relink(text, {"street/walk": "media/a b.mp4"}), "otio_json"
    )
    urls = [clip.media_reference.target_url for clip in linked.tracks[0]]
    assert urls == ["media/a%20b.mp4", "vfc:street/shoe"]
    assert (
        linked.tracks[1][0].media_reference.parameters["text"] == '"target_url": "vfc:street/walk"'
    )


@pytest.mark.parametrize("text", ["a\ud800b", "a\0b", "", "\u202e🎬\n\x1b[31m"])
def test_any_text_can_stand_on_a_card(text):
    whole = film(WALK, cut=[card(text), use("street/walk")], titles=[title(point(), 24, text)])
    assert all(each.name.isprintable() for each in assemble(whole, whole.cuts[""]).segments)
    assert len(read(whole).tracks) == 2
