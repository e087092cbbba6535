"""Cuts to segments, to the frame: places, transitions, fades, titles, names, beats."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.edit.cutting import (
    black,
    card,
    dissolve,
    fade,
    film,
    footage,
    mistakes_of,
    point,
    shot,
    title,
    use,
)
from vfc.edit.segments import Assembly, FadePart, OverlayPart, assemble
from vfc.errors import TextError
from vfc.film.cut import Fading
from vfc.film.timing import FrameRange, Tempo

WALK, SHOE = shot("street/walk", 48), shot("street/shoe", 36)


def made(*shots, **more) -> Assembly:
    whole = film(*shots, **more)
    return assemble(whole, whole.cuts[""])


def laid_out(assembly: Assembly) -> list[tuple[str, int, int]]:
    return [(each.name, *each.frames_in_film) for each in assembly.segments]


def pictures(assembly: Assembly) -> list[list[tuple[str, Fraction, int]]]:
    return [
        [(use.shot, use.seen.start, use.frames) for use in each.pictures]
        for each in assembly.segments
    ]


def test_hard_cuts_follow_one_another():
    assembly = made(WALK, SHOE)
    assert laid_out(assembly) == [("street/walk", 0, 48), ("street/shoe", 48, 84)]
    assert assembly.frames == 84


def test_in_out_length_and_speed():
    assembly = made(
        WALK,
        SHOE,
        cut=[
            use("street/walk", in_point=12, out_point=30),
            use("street/shoe", length=20, speed="0.5"),
            use("street/walk", speed=2),
            use("street/walk", in_point=40),
        ],
    )
    assert laid_out(assembly) == [
        ("street/walk", 0, 18),
        ("street/shoe", 18, 38),
        ("street/walk:2", 38, 62),
        ("street/walk:3", 62, 70),
    ]
    assert pictures(assembly)[0] == [("street/walk", 12, 18)]
    assert [each.pictures[0].seen.speed for each in assembly.segments] == [1, Fraction(1, 2), 2, 1]


def test_a_dissolve_moves_nothing_and_runs_on_into_the_handles():
    assembly = made(WALK, SHOE, cut=[use("street/walk"), dissolve(12), use("street/shoe")])
    assert laid_out(assembly) == [
        ("street/walk", 0, 48),
        ("street/walk>street/shoe", 48, 60),
        ("street/shoe", 60, 84),
    ]
    assert pictures(assembly) == [
        [("street/walk", 0, 48)],
        [("street/walk", 48, 12), ("street/shoe", 0, 12)],
        [("street/shoe", 12, 24)],
    ]
    assert [each.role for each in assembly.segments[1].pictures] == ["outgoing", "incoming"]
    assert [each.frames_in_film for each in assembly.uses] == [(0, 60), (48, 84)]


def test_a_dissolve_takes_first_what_out_left_of_the_shot():
    bare = shot("street/walk", 48, handles=0)
    assembly = made(
        bare, SHOE, cut=[use("street/walk", out_point=36), dissolve(12), use("street/shoe")]
    )
    assert pictures(assembly)[1] == [("street/walk", 36, 12), ("street/shoe", 0, 12)]


def test_a_dissolve_at_half_speed_needs_half_the_handles():
    assembly = made(
        shot("a/a", 48, handles=6),
        SHOE,
        cut=[use("a/a", speed="0.5"), dissolve(12), use("street/shoe")],
    )
    assert pictures(assembly)[1][0] == ("a/a", 48, 12)
    with pytest.raises(
        TextError, match="needs 12 frames of a/a after its out point, and there are 3"
    ):
        made(
            shot("a/a", 48, handles=6),
            SHOE,
            cut=[use("a/a", speed=2), dissolve(12), use("street/shoe")],
        )


def test_an_overlap_shortens_the_film():
    bare = [shot("a/a", 48, handles=0), shot("a/b", 36, handles=0)]
    assembly = made(*bare, cut=[use("a/a"), dissolve(12, overlap=True), use("a/b")])
    assert laid_out(assembly) == [("a/a", 0, 36), ("a/a>a/b", 36, 48), ("a/b", 48, 72)]
    assert pictures(assembly)[1] == [("a/a", 36, 12), ("a/b", 0, 12)]
    assert assembly.frames == 48 + 36 - 12


def test_an_entry_may_lie_wholly_under_its_transitions():
    bare = [shot(f"a/{name}", 24, handles=12) for name in "abc"]
    assembly = made(
        *bare, cut=[use("a/a"), dissolve(12), use("a/b"), dissolve(12, overlap=True), use("a/c")]
    )
    assert laid_out(assembly) == [
        ("a/a", 0, 24),
        ("a/a>a/b", 24, 36),
        ("a/b>a/c", 36, 48),
        ("a/c", 48, 60),
    ]


def test_dissolves_to_and_from_cards_and_colours():
    assembly = made(WALK, cut=[card(), dissolve(20), use("street/walk"), dissolve(10), black()])
    assert laid_out(assembly) == [
        ("What If", 0, 24),
        ("What If>street/walk", 24, 44),
        ("street/walk", 44, 72),
        ("street/walk>black", 72, 82),
        ("black", 82, 96),
    ]
    first, last = assembly.segments[1], assembly.segments[3]
    assert [(each.role, each.text) for each in first.cards] == [("outgoing", "What If,\nMother")]
    assert [each.role for each in first.pictures] == ["incoming"]
    assert [(each.role, each.colour) for each in last.cards] == [("incoming", "black")]
    assert [each.kind for each in assembly.segments] == [
        "title",
        "transition",
        "segment",
        "transition",
        "plain",
    ]


def test_a_fade_lies_over_all_that_is_beside_it():
    assembly = made(
        WALK,
        SHOE,
        cut=[fade("from", 60), use("street/walk"), dissolve(6), use("street/shoe"), fade("to", 24)],
    )
    assert [each.fades for each in assembly.segments] == [
        (FadePart(colour="black", toward=Fading.FROM, first=0, total=60, at=0),),
        (FadePart(colour="black", toward=Fading.FROM, first=48, total=60, at=0),),
        (
            FadePart(colour="black", toward=Fading.FROM, first=54, total=60, at=0),
            FadePart(colour="black", toward=Fading.TO, first=0, total=24, at=6),
        ),
    ]
    assert assembly.frames == 84


def test_a_title_over_the_picture_cuts_no_segment():
    assembly = made(
        WALK,
        SHOE,
        cut=[use("street/walk"), dissolve(6), use("street/shoe")],
        titles=[title(point("street/shoe", -8), 24)],
    )
    parts = [
        [(part.at, part.frames, part.elapsed, part.total) for part in each.overlays]
        for each in assembly.segments
    ]
    assert parts == [[(40, 8, 0, 24)], [(0, 6, 8, 24)], [(0, 10, 14, 24)]]
    assert isinstance(assembly.segments[0].overlays[0], OverlayPart)


def test_moving_a_shot_changes_its_segment_only_in_its_place():
    def of(name: str, assembly: Assembly):
        return next(each for each in assembly.segments if each.name == name)

    titled = {"titles": [title(point("street/shoe", 2), 8)]}
    before = of(
        "street/shoe",
        made(WALK, SHOE, cut=[use("street/walk"), use("street/shoe"), fade("to", 12)], **titled),
    )
    after = of(
        "street/shoe",
        made(WALK, SHOE, cut=[use("street/shoe"), fade("to", 12), use("street/walk")], **titled),
    )
    assert before.frames_in_film == FrameRange(48, 84) and after.frames_in_film == FrameRange(0, 36)
    assert (before.pictures, before.fades, before.overlays) == (
        after.pictures,
        after.fades,
        after.overlays,
    )


@pytest.mark.parametrize("rate", [Fraction(24), Fraction(24000, 1001), Fraction(30000, 1001)])
@pytest.mark.parametrize("bpm", [Fraction(96), Fraction(97), Fraction(1281, 10)])
def test_a_hundred_cuts_fall_on_the_beat(rate, bpm):
    tempo = Tempo(bpm=bpm, first=Fraction(47, 100))
    length = tempo.beats(Fraction(2), rate)
    shots = [shot(f"a/s{number}", length, handles=15, beats=True) for number in range(100)]
    assembly = made(*shots, rate=rate, tempo=tempo)
    for number, each in enumerate(assembly.segments, 1):
        beat = tempo.first * rate + tempo.beats(Fraction(2 * number), rate)
        assert abs(each.frames_in_film.stop - beat) <= Fraction(1, 2)
    assert {each.pictures[0].seen.start for each in assembly.segments} == {0}


def test_the_first_entry_waits_for_the_first_beat_only_where_it_is_in_beats():
    tempo = Tempo(bpm=Fraction(120), first=Fraction(1, 4))
    assert (
        made(WALK, cut=[black(12, beats=True), use("street/walk")], tempo=tempo).frames == 18 + 48
    )
    assert made(WALK, cut=[black(12), use("street/walk")], tempo=tempo).frames == 12 + 48
    with pytest.raises(
        TextError,
        match=r"lasts until the beat \(tempo.first\), for which street/walk lacks 6 frames",
    ):
        made(shot("street/walk", 48, handles=0, beats=True), tempo=tempo)


def test_names_are_unique_and_say_what_is_seen():
    assembly = made(
        WALK,
        cut=[
            card("One"),
            black(),
            use("street/walk"),
            card("One"),
            dissolve(2),
            use("street/walk"),
            black(),
            use("street/walk"),
            card("One"),
            dissolve(2),
            use("street/walk"),
            card(" \n "),
        ],
    )
    assert [name for name, _, _ in laid_out(assembly)] == [
        "One",
        "black",
        "street/walk",
        "One:2",
        "One>street/walk",
        "street/walk:2",
        "black:2",
        "street/walk:3",
        "One:3",
        "One>street/walk:2",
        "street/walk:4",
        "title",
    ]


BARE = shot("a/bare", 24, handles=0)


@pytest.mark.parametrize(
    ("cut", "expected"),
    [
        (
            [use("a/bare"), dissolve(12), use("street/walk")],
            (
                2,
                "the dissolve needs 12 frames of a/bare after its out point, and there are none",
                "give the shot 'handles: 12f', or write {length: 12f, overlap: true}, which "
                "shortens the film",
            ),
        ),
        (
            [use("a/bare", out_point=20), dissolve(12), use("street/walk")],
            (
                2,
                "the dissolve needs 12 frames of a/bare after its out point, and there are 4",
                "give the shot 'handles: 8f', or write {length: 12f, overlap: true}, which "
                "shortens the film",
            ),
        ),
        (
            [use("street/walk"), dissolve(12), use("street/walk", out_point=8)],
            (
                2,
                "the dissolve of 12 frames is too long: street/walk is shown for 8 frames",
                "write a length of at most 8f",
            ),
        ),
        (
            [
                use("street/walk"),
                dissolve(10),
                use("a/bare"),
                dissolve(20, overlap=True, line=7),
                use("street/walk"),
            ],
            (
                7,
                "the dissolve of 20 frames is too long: a/bare is shown for 24 frames, and 14 "
                "frames are left beside its other transition",
                "write a length of at most 14f",
            ),
        ),
        (
            [use("a/bare"), dissolve(80), use("street/walk")],
            (
                2,
                "the dissolve of 80 frames is too long: street/walk is shown for 48 frames",
                "write a length of at most 48f; for that give the shot 'handles: 48f', or write "
                "{length: 48f, overlap: true}, which shortens the film",
            ),
        ),
        (
            [use("street/walk"), dissolve(80), use("street/walk")],
            (
                2,
                "the dissolve of 80 frames is too long: street/walk is shown for 48 frames, and "
                "street/walk runs on for 12",
                "write a length of at most 12f",
            ),
        ),
        (
            [use("a/bare"), dissolve(80, overlap=True), use("street/walk")],
            (
                2,
                "the dissolve of 80 frames is too long: a/bare is shown for 24 frames",
                "write a length of at most 24f",
            ),
        ),
        (
            [use("street/walk"), dissolve(80, overlap=True), use("a/bare")],
            (
                2,
                "the dissolve of 80 frames is too long: a/bare is shown for 24 frames",
                "write a length of at most 24f",
            ),
        ),
        (
            [dissolve(12), use("street/walk")],
            (
                2,
                "a dissolve needs an entry before it",
                "at the film's start write fade: {from: black, length: 12f}",
            ),
        ),
        (
            [use("street/walk"), dissolve(12)],
            (
                2,
                "a dissolve needs an entry after it",
                "at the film's end write fade: {to: black, length: 12f}",
            ),
        ),
        (
            [use("street/walk"), dissolve(12), dissolve(6, line=8), use("street/walk")],
            (8, "two transitions stand at one cut", "leave one of them out"),
        ),
        (
            [use("street/walk"), fade("to", 60)],
            (
                3,
                "the fade of 60 frames is longer than the film before it, which has 48 frames",
                "write at most 48f",
            ),
        ),
        (
            [use("street/walk"), fade("from", 6), use("a/bare", out_point=4)],
            (
                3,
                "the fade of 6 frames is longer than the film after it, which has 4 frames",
                "write at most 4f",
            ),
        ),
        (
            [fade("to", 6), use("street/walk")],
            (
                3,
                "a fade 'to' lies over what is before it, and nothing is",
                "write fade: {from: black, length: 6f}",
            ),
        ),
        (
            [use("street/walk"), fade("from", 6)],
            (
                3,
                "a fade 'from' lies over what follows it, and nothing follows",
                "write fade: {to: black, length: 6f}",
            ),
        ),
        (
            [use("street/walk", in_point=48)],
            (
                1,
                "in: 48f is outside street/walk, which has 48 frames",
                "write an in from 0f to 47f",
            ),
        ),
        (
            [use("street/walk", out_point=49)],
            (
                1,
                "out: 49f is outside street/walk, which has 48 frames",
                "write an out of at most 48f",
            ),
        ),
        ([use("street/walk", in_point=9, out_point=9)], (1, "out: 9f is not after in: 9f", "")),
        (
            [use("street/walk", length=40, speed=2)],
            (
                1,
                "street/walk fills 24 frames at speed 2, and not the 40 frames asked for",
                "write a length of at most 24f, or speed: 1.2",
            ),
        ),
        (
            [use("street/walk", in_point=8, length=41)],
            (
                1,
                "street/walk fills 40 frames from 8f on, and not the 41 frames asked for",
                "write a length of at most 40f, or speed: 0.97",
            ),
        ),
        (
            [black(Fraction(1, 2))],
            (
                5,
                "this is shorter than a frame, so nothing of it is seen",
                "give it a length of 1f or more",
            ),
        ),
        ([use("street/gone")], (1, "there is no shot 'street/gone'", "")),
    ],
)
def test_a_mistake_says_where_what_and_what_to_write(cut, expected):
    with pytest.raises(TextError) as raised:
        made(WALK, BARE, cut=cut)
    assert mistakes_of(raised.value) == [expected]


def test_footage_that_ends_is_not_offered_handles():
    short = shot("a/k", 48, handles=0, source=footage(seconds=2))
    with pytest.raises(TextError) as raised:
        made(short, WALK, cut=[use("a/k"), dissolve(12), use("street/walk")])
    assert mistakes_of(raised.value)[0][2] == (
        "its file ends there; write {length: 12f, overlap: true}, which shortens the film"
    )


def test_all_mistakes_come_together():
    with pytest.raises(TextError) as raised:
        made(
            WALK,
            BARE,
            cut=[
                use("street/walk", in_point=90, line=10),
                use("a/bare", line=11),
                dissolve(4, line=12),
                use("street/walk", line=13),
            ],
            titles=[title(point("a/elsewhere", line=20))],
        )
    assert [(line, message) for line, message, _ in mistakes_of(raised.value)] == [
        (10, "in: 90f is outside street/walk, which has 48 frames"),
        (12, "the dissolve needs 4 frames of a/bare after its out point, and there are none"),
        (20, "the cut does not show a/elsewhere"),
    ]


def test_titles_and_fades_are_checked_together():
    with pytest.raises(TextError) as raised:
        made(
            WALK,
            cut=[use("street/walk"), fade("to", 99, line=2)],
            titles=[
                title(point(offset=-3, line=20)),
                title(point("street/walk", 40, line=21)),
                title(point(offset=50, line=22)),
                title(point("street/walk", use=2, line=23)),
                title(point("street/walk", frame_in_shot=48, line=24)),
            ],
        )
    assert [(line, message) for line, message, _ in mistakes_of(raised.value)] == [
        (2, "the fade of 99 frames is longer than the film before it, which has 48 frames"),
        (20, "the title begins 3 frames before the film, which has 48 frames"),
        (21, "the title ends 16 frames after the film's end, which has 48 frames"),
        (22, "the title begins at 50f, after the film's end, which has 48 frames"),
        (23, "there is no street/walk:2: the cut shows it once"),
        (24, "frame 48 of street/walk is not seen: the cut shows its frames 0 to 47"),
    ]


def test_an_empty_cut_is_a_mistake():
    with pytest.raises(TextError, match="the cut shows nothing"):
        made()
