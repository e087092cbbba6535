"""What hands make and what bodies can do can be told at each moment of a shot."""

from __future__ import annotations

import numpy as np
import pytest

from tests.generators.previs.people.drawn import drawn, figure, unlike
from tests.generators.previs.people.test_looks import somebody
from tests.generators.previs.picture.shots import asked, people
from vfc.generators.previs.people.acts.instant import Instant
from vfc.generators.previs.people.acts.table import act, top_of
from vfc.generators.previs.people.settings.table import SETTINGS
from vfc.generators.previs.reading.scene import Person

MOMENTS = (4 / 24, 1.0, 44 / 24)  # seconds of a shot of two
MADE = ("chop", "knead", "flip", "iron", "sew", "pottery", "weld", "unwrap", "make_up", "wash_up")
DONE = ("handstand", "somersault", "cartwheel", "sneeze", "golf", "tennis", "baseball", "dribble")
MORE = ("dunk", "push_up", "hula", "yoga", "cast_spell", "archery", "surf", "blow_bubbles")
LATER = ("spray", "swing", "slide", "propose", "splash", "plunge", "shake", "shake_hands")
LAST = ("dj", "conduct", "tightrope", "bounce")


@pytest.mark.parametrize(
    ("words", "action"),
    [
        ("A man irons a shirt", "iron"),
        ("An old woman sews at a sewing machine", "sew"),
        ("A gymnast does a handstand on a beach", "handstand"),
        ("A man sneezes", "sneeze"),
        ("An archer draws her bow in a forest", "archery"),
        ("A potter shapes clay on a wheel", "pottery"),
        ("A welder works on a steel frame", "weld"),
        ("A girl unwraps a present", "unwrap"),
        ("A golfer swings his club", "golf"),
        ("A basketball player dunks", "dunk"),
        ("A surfer rides a huge wave", "surf"),
        ("A woman looks over her shoulder", "look_back"),
        ("Ein Mann bügelt ein Hemd", "iron"),
        ("Une femme pétrit la pâte", "knead"),
        ("Una mujer estornuda", "sneeze"),
        ("Un uomo affetta le verdure", "chop"),
        ("一位厨师在厨房里切菜", "chop"),
    ],
)
def test_the_action_is_read(words, action):
    assert somebody(words).action == action


@pytest.mark.parametrize("action", [*MADE, *DONE, *MORE, *LATER, *LAST])
def test_an_action_is_told_from_standing_and_moves(action):
    still, acting = (figure(Person(action=each)) for each in ("stand", action))
    pictures = [drawn(acting, second=second) for second in MOMENTS]
    for second, picture in zip(MOMENTS, pictures, strict=True):
        assert unlike(drawn(still, second=second), picture) > 0.03
    assert max(unlike(pictures[0], each) for each in pictures[1:]) > 0.01


def test_what_is_flipped_turns_over_in_the_air_over_the_pan():
    highs = []
    for second in np.arange(0, 2, 0.1):
        pose = act("flip")(Instant(second=float(second)))
        (pan, _), (cake, _) = SETTINGS["tossed pan"](pose)[1], SETTINGS["pancakes"](pose)[-1]
        highs.append(float(pan[:, 1].min() - cake[:, 1].mean()))
    assert max(highs) > 0.3 and min(highs) < 0.1


def test_whoever_stands_on_the_hands_is_framed_to_the_feet():
    assert top_of("handstand") > top_of("stand") + 0.05
    for second in MOMENTS:
        pose = act("handstand")(Instant(second=second))
        turned = [2 * pose.hip[1] - arm[2][1] + pose.shift[1] for arm in pose.arms]
        assert max(turned) == pytest.approx(0.0, abs=0.05)  # the hands are on the ground


def test_a_pot_rises_between_the_hands():
    rims = [
        SETTINGS["clay"](act("pottery")(Instant(second=second)))[0][0][:, 1].min()
        for second in MOMENTS
    ]
    assert rims[0] > rims[1] > rims[2]


def test_a_cook_in_a_crowded_market_is_the_only_cook():
    found = people(asked("a chef tosses noodles in a crowded market", "wide"))
    cooks = [each for each in found if each.person.trade == "chef"]
    assert len(cooks) == 1 and len(found) > 5
    assert all(each.depth < cooks[0].depth for each in found if each is not cooks[0])


def test_whoever_skateboards_has_a_board_under_the_feet():
    (someone,) = people(asked("a skateboarder does a kickflip", "full"))
    assert someone.mount is not None


def test_whoever_a_camera_goes_round_is_seen_from_two_sides_and_from_before():
    someone = figure(Person(action="stand"), orbit=0.8)
    alone = figure(Person(action="stand"))
    poses_ = [someone.pose(second).side for second in (0.2, 2.0, 3.8)]
    assert poses_ == [True, False, True]
    left, right = (drawn(someone, second=second) for second in (0.2, 3.8))
    assert unlike(left, right) > 0.05
    assert unlike(drawn(someone, second=2.0), drawn(alone, second=2.0)) == 0
    singer = figure(Person(action="sing"), orbit=0.8)
    assert singer.pose(3.8).thing == "microphone"  # at the mouth still
