"""Things in the picture: counted, lit by the hour, in motion, the same at each drawing."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from vfc.film.timing import Size
from vfc.generators.previs.canvas.camera import CameraView
from vfc.generators.previs.canvas.palette import TIMES
from vfc.generators.previs.things import art, catalog
from vfc.generators.previs.things.arranged import arranged
from vfc.generators.previs.things.lighting import lit, palette_light
from vfc.generators.previs.things.manners import manner
from vfc.generators.previs.things.matter import PAINTERS
from vfc.generators.previs.things.sprites import Sprite, Stand, sprite_at
from vfc.generators.previs.things.stances import STANCES

WIDE, HIGH = 320, 180
VIEW = CameraView(size=Size(WIDE, HIGH))
BACK = (200, 200, 200)


def made(name: str, action: str = "", time: str = "day", **how) -> Sprite:
    stand = Stand(x=how.pop("x", 0.0), foot=0.3, height=how.pop("height", 0.4), pixels=HIGH)
    return sprite_at(name, stand, palette_light(TIMES[time], 1.0), action=action, **how)


def frame(*sprites: Sprite, second: float = 0.0) -> np.ndarray:
    board = np.full((HIGH, WIDE, 4), (*BACK, 255), np.uint8)
    for sprite in sprites:
        sprite.draw(board, VIEW, second, HIGH)
    return board[..., :3]


def seen(board: np.ndarray) -> np.ndarray:
    return np.abs(board.astype(int) - BACK).sum(axis=2) > 40


def middle(board: np.ndarray) -> tuple[float, float]:
    ys, xs = np.nonzero(seen(board))
    return float(xs.mean()), float(ys.mean())


def components(board: np.ndarray, least: int = 30) -> int:
    """How many things can be told apart, specks left out."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(seen(board).astype(np.uint8))
    return int((stats[1:, cv2.CC_STAT_AREA] >= least).sum())


@pytest.mark.parametrize("count", [1, 2, 3, 5, 8, 12])
@pytest.mark.parametrize(
    ("name", "room"), [("apple", (-0.85, 0.1, 0.85, 0.3)), ("balloon", (-0.85, -0.48, 0.85, 0.45))]
)
def test_counts_are_components(name, room, count):
    high = 0.16
    wide = high * art.aspect(name)
    things = [
        sprite_at(
            name,
            Stand(x=spot.x, foot=spot.y, height=high * spot.size, pixels=HIGH),
            palette_light(TIMES["day"], 1.0),
            seed=index,
        )
        for index, spot in enumerate(arranged(count, wide, high, room, 3))
    ]
    assert len(things) == count
    board = np.full((HIGH, WIDE, 4), (*BACK, 255), np.uint8)
    for thing in things:  # without shadows, which may touch
        thing.paint(board, thing.picture, thing.placing(VIEW, 0, *thing.picture.shape[:2]), 0, HIGH)
    assert components(board[..., :3]) == count


@pytest.mark.parametrize("count", [20, 30, 200])
def test_many_stay_in_their_room(count):
    for spots in (
        arranged(count, 0.1, 0.1, (-0.8, 0.2, 0.8, 0.3), 1),
        arranged(count, 0.1, 0.1, (-0.8, -0.4, 0.8, 0.3), 1),
    ):
        assert len(spots) == min(count, 30)
        assert all(abs(spot.x) < 0.95 for spot in spots)


def test_nothing_is_arranged():
    assert arranged(0, 0.1, 0.1, (-1, 0, 1, 0.1), 0) == []


@pytest.mark.parametrize("name", ["dog", "car", "house", "apple", "no art at all"])
def test_night_is_darker_than_dusk_and_dusk_than_day(name):
    levels = [made(name, time=time).picture[..., :3].mean() for time in ("day", "dusk", "night")]
    assert levels[0] > levels[1] * 1.1 > levels[2] * 1.1


def test_a_flame_keeps_its_light_at_night():
    fire = [made("fire", time=time).picture[..., :3].mean() for time in ("day", "night")]
    log = [made("log", time=time).picture[..., :3].mean() for time in ("day", "night")]
    assert fire[1] / fire[0] > log[1] / log[0] + 0.2


def test_light_comes_from_its_side():
    picture = art.sprite("balloon", 100)
    left, right = (lit(picture, palette_light(TIMES["day"], side)) for side in (-1.0, 1.0))
    half = picture.shape[1] // 2
    assert left[:, :half].mean() > right[:, :half].mean()
    assert right[:, half:].mean() > left[:, half:].mean()


def test_far_things_lie_in_haze():
    near, far = (
        lit(art.sprite("black_cat", 80), palette_light(TIMES["day"], 1.0, depth))
        for depth in (1.0, 0.1)
    )
    assert far[..., :3].mean() > near[..., :3].mean() * 1.3


def test_what_stands_has_a_shadow_and_what_flies_has_none():
    apple = made("apple")
    ground = frame(apple)[146:, :]
    assert (ground.max(axis=2) < 190).sum() > 60
    assert made("bird", "fly").shadow is None


@pytest.mark.parametrize(
    ("name", "action"),
    [("bird", "fly"), ("plane", "fly"), ("balloon", "float"), ("butterfly", "fly")]
    + [("dog", "run"), ("car", "drive"), ("fish", "swim"), ("football", "roll")],
)
def test_what_goes_is_elsewhere_after_a_second(name, action):
    thing = made(name, action)
    first, last = (middle(frame(thing, second=second)) for second in (1.0, 2.0))
    assert abs(first[0] - last[0]) + abs(first[1] - last[1]) > 2


def test_it_goes_the_way_it_faces():
    for facing in (-1.0, 1.0):
        thing = made("dog", "run", facing=facing)
        first, last = (middle(frame(thing, second=second))[0] for second in (1.6, 2.2))
        assert (last - first) * facing > 4


def test_legs_step():
    thing = made("dog", "walk")
    assert thing.steps is not None and len(thing.steps.middles) >= 2
    looks = [thing.look(second) for second in (0.0, 0.28)]
    hip = thing.steps.hip
    assert (looks[0][hip + 5 :] != looks[1][hip + 5 :]).any()
    assert (looks[0][:hip] == looks[1][:hip]).all()


def test_wings_beat():
    thing = made("bird", "fly")
    tops = [
        np.nonzero(seen(frame(thing, second=s)).any(axis=1))[0][0] for s in (2.0, 2.1, 2.2, 2.3)
    ]
    assert max(tops) - min(tops) > 8


def test_an_explosion_is_bright_and_leaves_no_car():
    thing = made("car", "explode", colour=(200, 30, 30), seconds=3.0)
    before, flash = frame(thing, second=0.5), frame(thing, second=1.15)
    assert flash.mean() > before.mean() + 10
    assert components(frame(thing, second=1.6)) > 3


def test_fire_glows_and_flickers():
    thing = made("house", "burn")
    frames = [frame(thing, second=second).astype(int) for second in (1.0, 1.2)]
    red = frames[0][..., 0] - frames[0][..., 2] > 90
    assert red.sum() > 200
    assert np.abs(frames[0] - frames[1]).max() > 60


@pytest.mark.parametrize(("action", "grows"), [("melt", False), ("grow", True), ("sink", False)])
def test_it_grows_and_goes(action, grows):
    thing = made("snowman", action, waterline=0.3, seconds=3.0)
    sizes = [int(seen(frame(thing, second=second)).sum()) for second in (0.2, 2.6)]
    assert (sizes[1] > 1.5 * sizes[0]) if grows else (sizes[1] < 0.7 * sizes[0])


def test_a_broken_thing_is_two():
    thing = made("vase", "break", seconds=3.0)
    assert components(frame(thing, second=0.2)) == 1
    assert components(frame(thing, second=2.8)) >= 2


def test_a_tree_falls_over_and_a_leaf_flutters():
    entries = catalog.entries()
    assert manner(entries["tree"], "fall") == "topple"
    assert manner(entries["leaf"], "fall") == "flutter"
    assert manner(entries["apple"], "fall") == "fall"


def test_every_manner_has_its_stance():
    effects = {"burn", "explode", "break", "melt", "shine", *PAINTERS}
    actions = ["", "fly", "swim", "run", "walk", "drive", "ride", "float", "spin", "roll", "bounce"]
    actions += ["fall", "rise", "take_off", "land", "explode", "burn", "melt", "grow", "shine"]
    actions += ["break", "sink", "swing", "sway", "crash", "sleep", "eat", "jump"]
    lacking = {
        how
        for entry in catalog.entries().values()
        for action in actions
        if (how := manner(entry, action)) not in STANCES and how not in effects
    }
    assert not lacking


@pytest.mark.parametrize("action", ["run", "burn", "explode", "break", "melt", "fly"])
def test_the_same_second_is_the_same_picture(action):
    boards = [frame(made("dog", action), second=1.7) for _ in range(2)]
    assert (boards[0] == boards[1]).all()


def test_nothing_is_drawn_below_the_clip():
    board = np.full((HIGH, WIDE, 4), (*BACK, 255), np.uint8)
    for action in ("burn", "explode", "break", "shine", "rise", "fly", "run"):
        made("house", action, height=0.8).draw(board, VIEW, 2.0, 60)
    assert (board[60:, :, :3] == 200).all()
