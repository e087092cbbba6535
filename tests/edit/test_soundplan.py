"""Sounds on the film's absolute time: J- and L-cuts, dissolves, runs, named cuts."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.edit.cutting import (
    at,
    card,
    dissolve,
    film,
    footage,
    mistakes_of,
    point,
    shot,
    sound_file,
    use,
)
from vfc.edit.segments import assemble
from vfc.edit.soundplan import sound_plan
from vfc.errors import TextError
from vfc.film.cut import Track
from vfc.film.model import Cue, Line, ShotEntry, Still
from vfc.film.treatments import ShotSound

WALK = shot("street/walk", 48, source=footage(start=10))
SHOE = shot("street/shoe", 48, source=footage(start=20))


def planned(whole, cut: str = ""):
    """Each part in film frames: source, start, stop, where in the source, the fades."""
    rate = whole.format.rate
    parts = sound_plan(whole, assemble(whole, whole.cuts[cut]))
    return [
        (
            part.source if isinstance(part.source, str) else part.track,
            part.start_in_film * rate,
            (part.start_in_film + part.seconds) * rate,
            part.start_in_source * rate,
            part.fade_in * rate,
            part.fade_out * rate,
        )
        for part in parts
    ]


def cue(**more) -> Cue:
    return Cue(**{"track": Track.AMBIENCE, "file": sound_file(), "span": at(30), **more})


def quiet(name: str, **more) -> ShotEntry:
    return use(name, sound=False, **more)


def test_a_shots_own_sound_lies_under_its_picture():
    whole = film(
        WALK,
        SHOE,
        cut=[use("street/walk", in_point=12), use("street/shoe", speed="0.5", length=24)],
    )
    assert planned(whole) == [("street/walk", 0, 36, 12, 0, 0), ("street/shoe", 36, 60, 0, 0, 0)]
    assert sound_plan(whole, assemble(whole, whole.cuts[""]))[1].speed == Fraction(1, 2)


def test_lead_is_a_j_cut_and_trail_an_l_cut():
    whole = film(WALK, SHOE, cut=[use("street/walk", trail=24), use("street/shoe", lead=12)])
    assert planned(whole) == [("street/walk", 0, 72, 0, 0, 0), ("street/shoe", 36, 96, -12, 0, 0)]


def test_sound_stays_in_step_where_the_film_or_the_file_begins_or_ends():
    early = shot("a/early", 48, source=footage(seconds=3, start=Fraction(1, 4)))
    whole = film(
        early,
        WALK,
        cut=[
            use("street/walk", lead=12, out_point=12),
            use("a/early", lead=12, trail=99),
            use("street/walk", trail=24),
        ],
    )
    assert planned(whole) == [
        ("street/walk", 0, 12, 0, 0, 0),
        ("a/early", 6, 12 + 66, -6, 0, 0),
        ("street/walk", 60, 108, 0, 0, 0),
    ]


def test_at_a_dissolve_the_sounds_cross():
    whole = film(WALK, SHOE, cut=[use("street/walk"), dissolve(12), use("street/shoe")])
    assert planned(whole) == [("street/walk", 0, 60, 0, 0, 12), ("street/shoe", 48, 96, 0, 12, 0)]
    whole = film(
        WALK, SHOE, cut=[use("street/walk"), dissolve(12, overlap=True), use("street/shoe")]
    )
    assert planned(whole) == [("street/walk", 0, 48, 0, 0, 12), ("street/shoe", 36, 84, 0, 12, 0)]
    whole = film(WALK, SHOE, cut=[use("street/walk", trail=36), dissolve(12), use("street/shoe")])
    assert planned(whole)[0] == ("street/walk", 0, 84, 0, 0, 0)


def test_what_is_off_or_still_is_silent_and_lines_are_speech():
    silent = shot("a/off", 24, sound=ShotSound(heard=False))
    photo = shot("a/photo", 24, source=Still(file=sound_file("assets/photo.jpg")))
    talk = shot("a/talk", 24, lines=(Line(who="ann", text="Yes."),))
    whole = film(
        silent,
        photo,
        talk,
        WALK,
        cut=[use("a/off"), use("a/photo"), use("a/talk"), quiet("street/walk")],
    )
    heard = sound_plan(whole, assemble(whole, whole.cuts[""]))
    assert [(part.source, part.speech) for part in heard] == [("a/talk", True)]


def test_under_is_each_unbroken_run_of_a_scene():
    other = shot("room/bed", 24)
    entries = [
        quiet("street/walk"),
        quiet("street/shoe"),
        card(length=24),
        quiet("street/walk"),
        dissolve(6),
        quiet("room/bed"),
        quiet("street/shoe"),
    ]
    whole = film(
        WALK,
        SHOE,
        other,
        cut=entries,
        cues=[cue(under="street", repeat=True, fade_in=3, fade_out=2)],
    )
    assert planned(whole) == [
        ("ambience", 0, 96, 0, 3, 2),
        ("ambience", 120, 174, 0, 3, 6),
        ("ambience", 192, 240, 0, 3, 2),
    ]
    whole = film(
        WALK, SHOE, other, cut=entries, cues=[cue(under="street/shoe", file=sound_file(seconds=1))]
    )
    assert planned(whole) == [("ambience", 48, 72, 0, 0, 0), ("ambience", 192, 216, 0, 0, 0)]


def test_two_uses_side_by_side_are_one_run():
    whole = film(
        WALK,
        cut=[quiet("street/walk"), quiet("street/walk")],
        cues=[cue(under="street/walk", repeat=True)],
    )
    assert planned(whole) == [("ambience", 0, 96, 0, 0, 0)]


def test_points_count_film_time_and_frames_of_second_uses():
    entries = [
        quiet("street/walk"),
        quiet("street/shoe", speed="0.5"),
        quiet("street/walk", in_point=24),
    ]
    short = sound_file(seconds="0.5")
    places = [
        point(),
        point("street/shoe", 24),
        point("street/shoe", frame_in_shot=36),
        point("street/walk", use=2),
        point("street/walk", -12, use=2),
        point("street/walk", frame_in_shot=30, use=2),
        point("street/walk", frame_in_shot=30),
    ]
    whole = film(
        WALK, SHOE, cut=entries, cues=[cue(track=Track.SFX, file=short, at=each) for each in places]
    )
    assert [start for _, start, *_ in planned(whole)] == [0, 72, 120, 144, 132, 150, 30]


def test_a_frame_is_found_in_the_use_that_shows_it():
    entries = [quiet("street/walk", out_point=12), quiet("street/walk", in_point=24)]
    seen = point("street/walk", frame_in_shot=30)
    whole = film(
        WALK, cut=entries, cues=[cue(track=Track.SFX, file=sound_file(seconds=1), at=seen)]
    )
    assert planned(whole)[0][1] == 12 + 6


def test_music_ends_with_the_film_and_fades_there():
    piano = {"track": Track.MUSIC, "file": sound_file(seconds=100)}
    whole = film(
        WALK,
        cut=[quiet("street/walk")],
        cues=[
            cue(**piano, at=point(offset=12), start=Fraction(5), fade_out=24),
            cue(**piano, at=point(), length=12, fade_in=12, fade_out=24),
        ],
    )
    assert planned(whole) == [("music", 12, 48, 120, 0, 24), ("music", 0, 12, 0, 4, 8)]


def test_at_23_976_seconds_are_exact():
    rate = Fraction(24000, 1001)
    whole = film(WALK, SHOE, rate=rate)
    part = sound_plan(whole, assemble(whole, whole.cuts[""]))[1]
    assert part.start_in_film == Fraction(48 * 1001, 24000) and part.seconds == Fraction(
        48 * 1001, 24000
    )


def test_a_named_cut_leaves_out_what_it_does_not_show():
    whole = film(
        WALK,
        SHOE,
        cuts={"teaser": [quiet("street/shoe")]},
        cues=[
            cue(at=point("street/walk")),
            cue(under="street/walk"),
            cue(track=Track.SFX, at=point("street/shoe", 12)),
            cue(track=Track.MUSIC, at=point("street/shoe", -12)),
            cue(track=Track.MUSIC, at=point(offset=80)),
        ],
    )
    assert planned(whole, "teaser") == [("sfx", 12, 48, 0, 0, 0), ("music", 0, 48, 12, 0, 0)]


def test_in_the_films_own_cut_that_is_a_mistake():
    cues = [
        cue(at=point("street/shoe", line=31)),
        cue(under="street/shoe"),
        cue(under="room"),
        cue(at=point(offset=48, line=33)),
        cue(at=point("street/walk", -1, line=34)),
        cue(start=Fraction(4), file=sound_file(seconds=4)),
    ]
    whole = film(WALK, SHOE, cut=[use("street/walk")], cues=cues)
    with pytest.raises(TextError) as raised:
        assemble(whole, whole.cuts[""])
    assert sorted(message for _, message, _ in mistakes_of(raised.value)) == [
        "assets/rain.wav lasts 4s, and the sound would begin at 4s of it",
        "the cut does not show street/shoe",
        "the cut shows nothing of room",
        "the cut shows nothing of street/shoe",
        "the sound begins 1 frame before the film, which has 48 frames",
        "the sound begins at 48f, after the film's end, which has 48 frames",
    ]


def test_others_duck_under_footage_and_recorded_lines_and_under_no_ambience():
    spoken = {"track": Track.DIALOGUE, "file": sound_file(seconds=1), "who": "ann", "text": "Yes."}
    rain = shot("street/rain", 48, source=footage(start=30), sound=ShotSound(ambience=True))
    whole = film(WALK, rain, cues=[cue(at=point(), **spoken), cue(track=Track.SFX, at=point())])
    parts = sound_plan(whole, assemble(whole, whole.cuts[""]))
    assert [(part.track or part.source, part.speech) for part in parts] == [
        ("street/walk", True),
        ("street/rain", False),
        (Track.DIALOGUE, True),
        (Track.SFX, False),
    ]
