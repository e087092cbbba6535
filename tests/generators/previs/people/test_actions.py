"""What people do is seen: it moves, it has hands, and two who touch touch."""

from __future__ import annotations

from math import hypot

import numpy as np
import pytest

from tests.generators.previs.people.drawn import LOOK, covered, drawn, figure, unlike
from vfc.generators.previs.people.acts.instant import Instant
from vfc.generators.previs.people.acts.music import INSTRUMENTS
from vfc.generators.previs.people.acts.pairs import PAIRS, ROLES, paired
from vfc.generators.previs.people.acts.poses import FORE, UPPER
from vfc.generators.previs.people.acts.table import ACTIONS, act, stature
from vfc.generators.previs.reading.scene import Person

STILL = {
    "stand",
    "sit",
    "sit_at",
    "doze",
    "lie",
    "slumber",
    "rest",
    "smile",
    "hold",
    "lean",
    "salute",
}  # what moves little, and slowly


@pytest.mark.parametrize("action", sorted(set(ACTIONS) - STILL))
def test_an_action_moves_within_two_seconds(action):
    somebody = figure(Person(action=action))
    pictures = [drawn(somebody, second=k * 0.25) for k in range(9)]
    assert max(unlike(pictures[0], each) for each in pictures[1:]) > 0.03


@pytest.mark.parametrize("action", sorted(STILL))
def test_who_is_still_breathes(action):
    somebody = figure(Person(action=action))
    assert any(unlike(drawn(somebody), drawn(somebody, second=0.5 + k * 0.4)) for k in range(1, 6))


@pytest.mark.parametrize("action", sorted(set(ACTIONS) - {"stand", "float", "hold", "smile"}))
def test_no_action_looks_like_standing(action):
    still, acting = (figure(Person(action=each)) for each in ("stand", action))
    assert max(unlike(drawn(still, second=t), drawn(acting, second=t)) for t in (0.4, 1.1)) > 0.05


@pytest.mark.parametrize("action", sorted({*ACTIONS, *ROLES}))
def test_arms_keep_their_length_and_bodies_their_joints(action):
    name, _, role = action.partition(" ")
    for second in np.arange(0, 3, 0.2):
        pose = act(name, role)(Instant(second=float(second)))
        assert len(pose.arms) == len(pose.legs) == 2
        for root, bend, end in pose.arms:
            bones = (
                hypot(bend[0] - root[0], bend[1] - root[1]),
                hypot(end[0] - bend[0], end[1] - bend[1]),
            )
            assert bones[0] <= UPPER + 1e-6 and bones[1] <= FORE + 1e-6


@pytest.mark.parametrize("action", ["stand", "talk", "wave", "walk", "give", "point"])
def test_hands_are_at_the_ends_of_arms(action):
    """Skin lies at each hand that no body hides, though the sleeves are red."""
    somebody = figure(Person(action=action, garment="coat", coat=(150, 60, 60)))
    pose, picture = somebody.alive(0.5), drawn(somebody)
    _, _, end = pose.arms[1]
    x, y = 160 + end[0] * 180, 120 + 0.42 * 240 + end[1] * 180
    near = picture[int(y) - 8 : int(y) + 12, int(x) - 9 : int(x) + 10].reshape(-1, 3).astype(int)
    assert (np.abs(near - np.array(LOOK.skin, int)).max(axis=1) < 40).sum() > 8


def test_two_who_embrace_touch_and_two_who_shoot_do_not():
    for action, touch in (("embrace", True), ("kiss", True), ("shoot", False)):
        pairing = paired(action)
        assert pairing is not None
        bodies = [
            covered(
                drawn(
                    figure(
                        Person(action=action),
                        tall=0.6,
                        role=role,
                        facing=way,
                        x=x * pairing.distance * 0.6,
                    ),
                    second=1.0,
                )
            )
            for role, way, x in zip("ab", pairing.facings, (-0.5, 0.5), strict=True)
        ]
        assert bool((bodies[0] & bodies[1]).any()) is touch


def test_a_pair_faces_each_other():
    assert all(pairing.facings == (1.0, -1.0) for pairing in PAIRS.values())
    assert paired("sleep") is None


@pytest.mark.parametrize("name", sorted(INSTRUMENTS))
def test_each_instrument_is_played_in_its_own_way(name):
    others = [each for each in INSTRUMENTS if each != name]
    mine = drawn(figure(Person(action="play_music", object=name)))
    for other in others:
        assert unlike(mine, drawn(figure(Person(action="play_music", object=other)))) > 0.1


def test_a_body_turned_headlong_lies_wider_than_tall():
    rows, columns = np.nonzero(covered(drawn(figure(Person(action="lie"), tall=0.6))))
    assert np.ptp(columns) > 2 * np.ptp(rows)


def test_from_behind_no_face_is_seen():
    away, toward = (
        drawn(figure(Person(action="walk", away=away, toward=not away))) for away in (True, False)
    )
    skin = [
        int((np.abs(picture.astype(int) - np.array(LOOK.skin, int)).max(axis=2) < 12).sum())
        for picture in (away, toward)
    ]
    assert skin[0] < skin[1] * 0.6


def test_heads_are_as_high_as_what_people_do():
    assert stature("stand") == pytest.approx(0.92, abs=0.03)
    assert 0.6 < stature("sit") < 0.75
    assert stature("lie") < 0.2 < stature("crawl") < 0.6
    assert stature("ride") > 1.0
