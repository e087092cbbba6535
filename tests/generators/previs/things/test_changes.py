"""What things do is told from three moments of a shot: the picture of the thing is another in each."""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
import pytest

from tests.generators.previs.things.test_subjects import request, sprites
from vfc.generators.previs.picture import drawing
from vfc.generators.previs.things import art, changes, legs
from vfc.generators.previs.things.catalog import entries
from vfc.generators.previs.things.drawable import Sprite
from vfc.generators.previs.things.manners import manner

MOMENTS = (0.1, 0.6, 0.95)  # seconds of a shot of one


def one(words: str) -> Sprite:
    (sprite,) = (each for each in sprites(words) if each.carrier is None)
    return sprite


@pytest.mark.parametrize(
    "words",
    [
        "a flower opens",
        "a wooden door opens",
        "an ice cube melts",
        "a clock ticks",
        "a candle burns",
        "a snake crawls through the desert",
        "a dog walks on a beach",
        "a tornado crosses a field",
    ],
)
def test_art_changes_while_it_is_seen(words):
    sprite = one(words)
    seen = [sprite.look(second) for second in MOMENTS]
    for first, second in pairwise(seen):
        assert (
            first.shape != second.shape or np.abs(first.astype(int) - second.astype(int)).max() > 60
        )


@pytest.mark.parametrize(
    "words",
    [
        "a boat sails on the sea",
        "a red car drives",
        "a balloon rises",
        "a whale jumps",
        "a leaf falls",
    ]
    + [
        "a building collapses",
        "a wave crashes on the beach",
        "a horse gallops",
        "a plane takes off",
    ],
)
def test_things_are_elsewhere_later(words):
    sprite = one(words)
    ways = []
    for second in MOMENTS:
        (x, y), stance = sprite.where(second), sprite.stance(second)
        ways.append((x + stance.x * sprite.height, y + stance.y * sprite.height, stance.high))
    steps = [max(abs(a - b) for a, b in zip(*pair, strict=True)) for pair in pairwise(ways)]
    assert max(steps) > 0.05


def test_a_car_that_drives_away_gets_smaller():
    sprite = one("a red car drives away down a street")
    assert sprite.nearer(0.9).height < 0.75 * sprite.nearer(0.0).height


def test_who_sleeps_lies_on_the_ground():
    standing = art.sprite("dog", 120)
    laid = changes.lying(standing, legs.legs_of(standing))
    tops = [int(np.flatnonzero(each[..., 3].max(axis=1))[0]) for each in (standing, laid)]
    assert tops[1] > tops[0] + 10
    assert laid[-1, :, 3].max() > 0


@pytest.mark.parametrize("name", ["mammoth", "dog", "horse", "lion", "elephant", "camel"])
def test_legs_step_and_do_not_break(name):
    """No piece of a leg lies apart from the rest of the animal."""

    picture = art.sprite(name, 160)
    own = legs.legs_of(picture)
    assert own is not None
    rest = cv2.connectedComponentsWithStats((picture[..., 3] > 100).astype(np.uint8))[2]
    for beat in np.linspace(0, 6.2, 6):
        moved = legs.stepping(picture, own, float(beat), 0.1)
        found = cv2.connectedComponentsWithStats((moved[..., 3] > 100).astype(np.uint8))[2]
        assert sum(found[:, 4] > 40) <= sum(rest[:, 4] > 40) + 1


def test_a_candle_burns_at_its_wick_and_not_all_over():
    assert manner(entries()["candle"], "burn") == "flicker"
    assert manner(entries()["house"], "burn") == "burn"


def test_what_does_not_live_does_not_sleep():
    assert manner(entries()["peach"], "lie") == "stand"
    assert manner(entries()["cat"], "lie") == "sleep"


def test_smoke_rises():
    frames = drawing.drawing(request("smoke rises from a chimney"))
    assert np.abs(frames[2].astype(int) - frames[20].astype(int)).max() > 30


def test_what_falls_breaks_below():
    sprite = one("a glass falls and breaks")
    assert sprite.manner == "smash"
    assert sprite.gone(0.3) == 0 and sprite.gone(0.6) == 1


def test_a_red_candle_has_red_wax_and_a_yellow_flame():
    picture = art.sprite("candle", 120, tint=(190, 36, 38)).astype(int)
    flame, wax = picture[20:50], picture[80:]
    solid = [part[part[..., 3] > 250][:, :3].mean(axis=0) for part in (flame, wax)]
    assert solid[0][1] > 120 and solid[1][1] < 90


@pytest.mark.parametrize("name", ["cow", "dog", "horse", "zebra", "deer"])
def test_who_eats_has_the_head_down_in_one_piece(name):
    picture = art.sprite(name, 160)
    own = legs.legs_of(picture)
    assert own is not None
    down = legs.nodding(picture, own, -1.0, 0.75)
    room = (down.shape[1] - picture.shape[1]) // 2
    ahead = [
        each[..., 3][:, : at + picture.shape[1] // 4] > 100
        for each, at in ((picture, 0), (down, room))
    ]
    before, after = (float(np.nonzero(each)[0].mean()) for each in ahead)
    assert after > before + 8
    found = cv2.connectedComponentsWithStats((down[..., 3] > 100).astype(np.uint8))[2]
    assert sum(found[1:, 4] > 60) == 1
    assert (legs.nodding(picture[:, ::-1].copy(), own, 1.0, 0.0)[..., 3] > 0).any()


def test_a_grazing_animal_nods_and_a_running_one_gallops():
    eating, running = one("a cow eats"), one("a dog runs on a beach")
    assert eating.nods and eating.look(0.5).shape[1] > eating.picture.shape[1]
    assert running.steps is not None
    assert len({round(each % 6.28, 1) for each in running.steps.bounds()}) >= 2
    assert unlike_any(running)


def unlike_any(sprite: Sprite) -> bool:
    """Whether the legs of a galloping animal are farther apart at some time than at others."""
    wide = [
        int((sprite.look(second)[-3:, :, 3] > 100).any(axis=0).sum())
        for second in np.linspace(0, 0.5, 6)
    ]
    return max(wide) > min(wide)
