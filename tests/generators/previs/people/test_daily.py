"""What people do by day can be told: they pour, wake, faint, skip, protest and drift."""

from __future__ import annotations

import numpy as np
import pytest

from tests.generators.previs.people.drawn import drawn, figure, unlike
from tests.generators.previs.people.test_looks import somebody
from vfc.generators.previs.people.acts.instant import Instant
from vfc.generators.previs.people.acts.poses import Pose
from vfc.generators.previs.people.acts.table import act
from vfc.generators.previs.people.settings.table import SETTINGS
from vfc.generators.previs.reading.scene import Person

MOMENTS = (4 / 24, 1.0, 44 / 24)  # seconds of a shot of two


def poses(action: str, trade: str = "") -> list[Pose]:
    """An action at the three moments."""
    return [act(action, "", trade)(Instant(second=each)) for each in MOMENTS]


def drop(action: str) -> list[float]:
    """How high the head is over the ground at each moment, in heights."""
    found = []
    for pose in poses(action):
        x, y = pose.head[0] - pose.hip[0], pose.head[1] - pose.hip[1]
        turned = y * np.cos(pose.spin) + x * np.sin(pose.spin)
        found.append(-(turned + pose.hip[1] + pose.shift[1]))
    return found


@pytest.mark.parametrize(
    ("words", "action"),
    [
        ("A woman waters the roses in a garden", "water"),
        ("A man falls through the sky with a parachute", "parachute"),
        ("A girl skips rope in a park", "skip_rope"),
        ("Two men raise a glass for a toast", "toast"),
        ("A woman protests on a street", "protest"),
        ("A mountaineer plants a flag on a summit", "plant_flag"),
        ("A woman mops the floor", "mop"),
        ("A thief sneaks through a house", "sneak"),
        ("A woman faints", "faint"),
        ("A boy wakes up in bed", "wake"),
        ("A woman brushes her hair", "brush_hair"),
        ("A man shaves", "shave"),
        ("A man puts on a coat", "put_on"),
        ("A monk meditates in a temple", "meditate"),
        ("A clown juggles three balls", "juggle"),
        ("Eine Frau protestiert auf der Straße", "protest"),
        ("Un homme se rase", "shave"),
        ("Un monje medita en un templo", "meditate"),
        ("女孩在公园跳绳", "skip_rope"),
        ("Eine Frau hört Musik", "listen"),
        ("Una mujer escucha música", "listen"),
        ("女孩飞吻", "blow_kiss"),
        ("A man rummages through his bag", "search"),
        ("A father carries his baby", "carry_child"),
    ],
)
def test_the_action_is_read(words, action):
    assert somebody(words).action == action


def test_a_bottle_is_over_the_glass_that_it_fills():
    for pose in poses("flow")[1:]:
        (x, y), _ = pose.grip
        assert y < pose.arms[0][2][1] - 0.1 and abs(x - pose.arms[0][2][0]) < 0.25
    full = [np.ptp(SETTINGS["poured glass"](pose)[1][0][:, 1]) for pose in poses("flow")]
    assert full[0] < full[1] < full[2]


def test_who_wakes_sits_up_and_who_faints_goes_down():
    up, down = drop("wake"), drop("faint")
    assert up[0] < 0.3 and min(up[1:]) > up[0] + 0.2
    assert down[0] > 0.8 and down[2] < 0.2


def test_who_drifts_turns_without_speed_and_is_not_flying():
    for pose in poses("float"):
        assert "streaks" not in pose.behind and abs(pose.spin) < 0.6
    turns = [pose.spin for pose in poses("float")]
    assert max(turns) - min(turns) > 0.1


def test_a_skipped_rope_goes_over_the_head_and_under_the_feet():
    heights = []
    for second in np.arange(0, 1.6, 0.05):
        pose = act("skip_rope")(Instant(second=float(second)))
        for name in ("rope behind", "rope before"):
            heights += [float(y) for points, _ in SETTINGS[name](pose) for y in points[:, 1]]
    assert min(heights) < -1.0 and max(heights) > -0.05


def test_whoever_meditates_sits_cross_legged_on_the_ground():
    pose = poses("meditate")[0]
    (left, right) = pose.legs
    assert 0.3 < drop("meditate")[0] < 0.6
    assert left[1][0] < -0.2 and right[1][0] > 0.2  # the knees
    assert left[2][0] > 0 > right[2][0]  # the feet


def test_a_parachute_and_a_placard_are_over_the_head_within_the_frame():
    canopy = np.concatenate([points for points, _ in SETTINGS["canopy"](poses("parachute")[0])])
    assert -1.45 < canopy[:, 1].min() < -1.2 and np.ptp(canopy[:, 0]) > 0.9
    for pose in poses("protest"):
        assert -1.25 < pose.grip[0][1] - 0.43 < -0.95


def test_who_sneaks_is_bent_on_the_toes():
    for pose in poses("sneak"):
        assert drop("sneak")[0] < drop("walk")[0] - 0.08
        assert max(leg[2][1] for leg in pose.legs) < -0.035


@pytest.mark.parametrize("action", ["shave", "brush_hair", "toast", "put_on", "plant_flag", "mop"])
def test_an_action_is_seen_at_each_of_three_moments(action):
    still, acting = (figure(Person(action=each)) for each in ("stand", action))
    for second in MOMENTS:
        assert unlike(drawn(still, second=second), drawn(acting, second=second)) > 0.03


def test_a_smith_hammers_at_an_anvil_and_a_detective_looks_through_a_magnifier():
    assert poses("work", "blacksmith")[0].before == ("anvil",)
    assert poses("look", "detective")[0].thing == "magnifier"
    for action in ("stand", "talk", "sit", "walk"):
        assert figure(Person(trade="detective", action=action)).thing == ""


def test_a_rope_that_is_skipped_is_not_in_the_hand_besides():
    def red(height: int) -> np.ndarray:
        return np.full((height, height, 4), (255, 0, 0, 255), np.uint8)

    person = Person(action="skip_rope", holds="rope", object="rope")
    assert not (drawn(figure(person, art=red)) == (255, 0, 0)).all(axis=2).any()


def test_the_head_of_a_sleeper_lies_on_the_pillow():
    pillow = SETTINGS["bed"](poses("sleep")[0])[-1][0]
    for pose in poses("sleep"):
        high = drop("sleep")[0]
        side = pose.hip[0] + pose.shift[0] + (pose.head[1] - pose.hip[1])
        assert pillow[:, 0].min() < side < pillow[:, 0].max()
        assert -pillow[:, 1].max() < high < -pillow[:, 1].min()


def test_whoever_skates_has_a_foot_on_the_ice():
    for second in np.arange(0, 3, 0.1):
        pose = act("skate")(Instant(second=float(second)))
        assert max(leg[2][1] for leg in pose.legs) > -0.05
