"""Who sits sits on something that is there, who rides is on what they ride, and heads are in the
frame.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.generators.previs.picture.shots import asked, frame, head, people, staging
from vfc.film.timing import Size
from vfc.generators.previs.picture import scene
from vfc.generators.previs.picture.blocking import actors
from vfc.generators.previs.picture.crowd import seating, used
from vfc.generators.previs.picture.seats import height
from vfc.generators.previs.picture.subjects import shown
from vfc.generators.previs.places import lands

SITTERS = [
    ("the queen sits on the throne", "a throne room", "throne"),
    ("a woman sits and reads", "a living room", "sofa"),
    ("an old man sits on a bench", "a park", "bench"),
    ("an old man sits", "a street", "bench"),
    ("a girl sits on a rock", "a beach", "rock"),
    ("a boy sits", "the mountains", "rock"),
    ("a man sits at the bar and drinks", "a bar", "stool"),
    ("a woman sits", "a train car", "seat"),
    ("an old man sleeps in his chair", "a bedroom", "chair"),
    ("a man sleeps", "a living room", "sofa"),
]


@pytest.mark.parametrize(("words", "place", "kind"), SITTERS)
@pytest.mark.parametrize("framing", ["wide", "medium"])
def test_who_sits_sits_on_what_is_there(words: str, place: str, kind: str, framing: str):
    shot = staging(asked(words, framing, place=place))
    (actor,) = actors(shot.words)
    assert actor.seat is not None and actor.seat["part"] == kind
    (one,) = people(asked(words, framing, place=place))
    assert not one.furnished
    pose = one.alive(1.0)
    _, y, tall = one.where(1.0)
    floor = shot.lens.units(0.0, 0.0, shot.lens.distance)[1]
    metres = (floor - (y + pose.hip[1] * tall)) / shot.lens.scale(shot.lens.distance)
    assert metres == pytest.approx(height(actor.seat) + 0.06, abs=0.07)
    assert seating(shot) and all(depth < 1.0 for depth, _ in seating(shot))
    assert kind not in {thing.name for thing in shown(shot.words)}


def test_a_throne_is_there_once():
    shot = staging(asked("the king sits on the throne", "wide", place="a throne room"))
    design = lands.seen(shot.words)
    assert design is not None
    assert [each["part"] for each in used(shot)] == ["throne"]
    assert len(scene.faces_of(shot, design)) < len(
        scene.faces_of(staging(asked("a king stands", "wide", place="a throne room")), design)
    )


def test_several_sit_on_one_sofa():
    shot = staging(asked("two boys sit", "wide", place="a living room"))
    one, other = people(asked("two boys sit", "wide", place="a living room"))
    assert one.x != other.x and len(used(shot)) == 2
    assert used(shot)[0] is used(shot)[1]


def test_who_sits_at_a_table_has_one():
    (one,) = people(asked("a woman sits at a small table", "wide", place="a restaurant"))
    assert one.person.action == "sit_at"
    assert {"chair", "table"} <= {*one.pose(1.0).behind, *one.pose(1.0).before}


@pytest.mark.parametrize(
    ("words", "colour"),
    [
        ("a girl rides on a dragon", "dragon"),
        ("a man rides a camel", "camel"),
        ("a boy rides an elephant", "elephant"),
        ("a woman rides a motorcycle", "motorbike"),
        ("a knight rides a white horse", "horse"),
        ("a woman drives a red car", "car"),
    ],
)
@pytest.mark.parametrize("framing", ["wide", "full"])
def test_who_rides_is_on_the_mount_which_is_drawn_once(words: str, colour: str, framing: str):
    request = asked(words, framing, place="a field")
    (one,), shot = people(request), staging(request)
    assert one.mount is not None and not one.furnished
    assert not [each for each in shown(shot.words) if each.name == colour]
    for second in (0.2, 2.0, 3.8):
        x, y, tall = one.where(second)
        sprite = one.mount
        left, foot = sprite.where(second)
        hip_y = y + (one.pose(second).hip[1] + one.pose(second).shift[1]) * tall
        assert foot - sprite.height < hip_y < foot
        assert abs(x - left) < 0.6 * sprite.height + 0.3 * tall
    floor = shot.lens.units(0.0, 0.0, shot.lens.distance)[1]
    assert one.mount.foot == pytest.approx(floor, abs=0.03)


def test_a_rider_goes_with_the_mount():
    (one,) = people(asked("a man rides a camel", "wide", place="a desert"))
    gone = one.where(3.0)[0] - one.where(1.0)[0]
    assert gone * one.facing > 0.05
    assert gone == pytest.approx(one.mount.where(3.0)[0] - one.mount.where(1.0)[0], abs=0.03)


POSTURES = [
    "stands",
    "sits",
    "kneels",
    "prays",
    "lies on the floor",
    "sleeps",
    "rides a horse",
    "kneels and digs",
    "crawls",
    "sits on a throne",
    "rides a camel",
    "eats a cake",
    "sits and waits",
]


@pytest.mark.parametrize("posture", POSTURES)
@pytest.mark.parametrize("framing", ["full", "medium wide", "medium", "medium close", "close"])
@pytest.mark.parametrize("angle", ["eye level", "low angle"])
def test_heads_are_in_the_frame(posture: str, framing: str, angle: str):
    request = asked(f"a woman {posture}", framing, angle)
    (one,), shot = people(request), staging(request)
    for second in (0.5, 2.0, 3.5):
        x, y = head(one, second)
        radius = 0.072 * one.tall
        assert abs(x) + 0.5 * radius < shot.half, (x, y)
        assert y - radius > -0.5 and y + radius < 0.5, (x, y)


@pytest.mark.parametrize("angle", ["low", "high", "worm's eye", "bird's eye"])
@pytest.mark.parametrize("framing", ["wide", "full"])
def test_feet_are_on_the_ground_from_every_angle(angle: str, framing: str):
    request = asked("a man stands", framing, angle, place="a square")
    (one,), shot = people(request), staging(request)
    floor = shot.lens.units(0.0, 0.0, shot.lens.distance)[1]
    assert one.foot == pytest.approx(floor, abs=0.03 * one.tall)
    assert one.overhead or head(one, 1.0)[1] - 0.07 * one.tall > -0.5


@pytest.mark.parametrize("size", [Size(180, 320), Size(200, 200)])
def test_a_mount_is_whole_in_a_narrow_frame(size: Size):
    (one,) = people(asked("a girl rides on a dragon", "full", place="a field", size=size))
    assert one.mount.height < 1.0


def test_a_chair_is_seen_behind_one_who_sits_and_reads_in_an_empty_room():
    (one,) = people(asked("a man sits and reads", "full", place="a studio"))
    assert one.furnished and "chair" in one.pose(1.0).behind


def test_who_sits_and_does_what_is_done_standing_sits():
    (one,) = people(asked("a girl sits and waits", "full", place="a park"))
    assert one.pose(1.0).lap


def test_who_falls_is_seen_before_and_after():
    request = asked("a woman falls", "full")
    (one,), shot = people(request), staging(request)
    heads = [head(one, k * 0.2) for k in range(16)]
    assert all(abs(x) < shot.half and abs(y) < 0.5 for x, y in heads)
    assert max(y for _, y in heads) - min(y for _, y in heads) > 0.3


@pytest.mark.parametrize("framing", ["wide", "full", "medium", "close"])
@pytest.mark.parametrize("words", ["a man walks", "a man and a woman talk", "a woman swims"])
def test_people_seen_from_above_are_in_the_middle(words: str, framing: str):
    for one in people(asked(words, framing, "bird's eye", place="a square")):
        assert one.overhead and abs(one.where(2.0)[1]) < 0.12


def test_who_skates_stands_on_the_board():
    (one,) = people(asked("a teenager rides a skateboard", "full", place="a street"))
    assert one.person.holds == "" and one.mount is not None
    assert one.foot < one.mount.foot


@pytest.mark.parametrize("framing", ["medium", "close"])
def test_who_sleeps_lies_also_up_close(framing: str):
    (one,) = people(asked("a woman sleeps", framing, place="a bedroom"))
    assert abs(one.pose(1.0).spin) > 1 and "bed" in one.pose(1.0).behind


@pytest.mark.parametrize("size", [Size(16, 16), Size(160, 90)])
def test_a_face_above_the_sea_is_drawn_from_a_worms_view(size: Size):
    request = asked("a man stands", "close", "worm's eye", place="the sea", size=size)
    assert frame(request).shape == (size.height, size.width, 3)


def test_a_rolled_frame_is_drawn_where_a_layer_is_below_it():
    request = asked(
        "a chef walks through a girl gives a sword",
        "medium close",
        "dutch",
        place="a bus",
        size=Size(160, 90),
        seed=3,
    )
    for seed in (3, 20, 41):
        assert frame(replace(request, seed=seed), 5).shape == (90, 160, 3)
