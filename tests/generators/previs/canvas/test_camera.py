"""Moves of the embedded generator's camera, as facts of where points of the world are seen."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import cv2
import numpy as np
import pytest

from vfc.film.model import Camera, Prompt
from vfc.film.timing import Size
from vfc.generators.api import Request
from vfc.generators.previs.canvas.camera import MOVES, Rig, rig
from vfc.generators.previs.canvas.stage import stage
from vfc.generators.previs.picture.drawing import drawing
from vfc.generators.previs.picture.setups import setup as set_up
from vfc.generators.previs.reading.camera import camera_entries
from vfc.generators.previs.reading.scene import Person, SceneWords

SIZE, LENGTH = Size(320, 180), 48


def of(move: str, words: SceneWords | None = None, *, walls: bool = False) -> Rig:
    words = replace(words or SceneWords(), move=move)
    return replace(rig(words, SIZE, LENGTH, LENGTH, 2.0, walls=walls), steady=0.0)


def seen(camera: Rig, part: float, depth: float, x: float = 0.0) -> tuple[float, float]:
    return camera.at(part, part * 2.0).point(x, 0.0, depth)


def test_every_move_that_can_be_read_is_made():
    read = {concept for _, table, concept in camera_entries("en") if table == "moves"}
    assert read == set(MOVES)


def test_in_a_dolly_zoom_the_subject_keeps_its_size_while_what_is_behind_grows():
    start, end = (of("dolly zoom").at(part, 0.0) for part in (0.0, 1.0))
    assert start.scale(1.0) == pytest.approx(end.scale(1.0))
    assert end.scale(0.3) > 1.25 * start.scale(0.3)


@pytest.mark.parametrize("walls", [False, True])
def test_an_orbit_holds_the_subject_and_moves_what_is_behind_and_before_opposite_ways(walls: bool):
    ways = {}
    for move in ("orbit left", "orbit right"):
        camera = of(move, walls=walls)
        far, subject, near = (
            seen(camera, 1.0, depth)[0] - seen(camera, 0.0, depth)[0] for depth in (0.3, 1.0, 1.5)
        )
        assert abs(subject) < 1e-6
        assert far * near < 0
        ways[move] = far
    assert ways["orbit left"] * ways["orbit right"] < 0


@pytest.mark.parametrize("move", ["whip pan left", "whip pan right"])
def test_a_whip_pan_ends_on_the_subject_and_blurs_only_on_its_way(move: str):
    camera = of(move)
    assert abs(seen(camera, 0.0, 1.0)[0] - SIZE.width / 2) > 0.4 * SIZE.width
    assert seen(camera, 0.7, 1.0)[0] == pytest.approx(SIZE.width / 2)
    assert camera.smear(2, LENGTH) == camera.smear(40, LENGTH) == 0
    assert camera.smear(17, LENGTH) > 4
    assert of("pan left").smear(17, LENGTH) == 0


def test_a_roll_turns_the_picture_about_its_middle():
    camera = of("roll")
    first, last = (np.array(seen(camera, part, 1.0, 0.5)) for part in (0.0, 1.0))
    assert last[1] - first[1] > 30
    assert np.allclose(seen(camera, 0.0, 0.3), seen(camera, 1.0, 0.3))


def test_a_camera_that_follows_goes_as_fast_as_who_walks():
    words = SceneWords(people=(Person(action="walk"), Person(action="stand")), framing="full")
    camera = of("follow", words)
    assert camera.pace > 0.3
    walker = [seen(camera, part, 1.0, camera.pace * part * 2.0)[0] for part in (0.0, 0.5, 1.0)]
    assert np.ptp(walker) < 0.5
    away = replace(words, people=(Person(action="walk", away=True),))
    assert of("follow", away).pace == 0.0


@pytest.mark.parametrize("move", MOVES)
def test_what_is_painted_reaches_as_far_as_any_frame_sees(move: str):
    camera = of(move)
    for depth in (0.05, 0.4, 1.0):
        left, top, right, bottom = camera.reach(depth)
        for part in np.linspace(0, 1, 13):
            view = camera.at(part, part * 2.0)
            matrix = view.matrix(depth)
            corners = np.array([(0, 0), (320, 0), (0, 180), (320, 180)]) - matrix[:, 2]
            world = corners @ np.linalg.inv(matrix[:, :2]).T
            assert left <= world[:, 0].min() and world[:, 0].max() <= right
            assert top <= world[:, 1].min() and world[:, 1].max() <= bottom


def test_a_long_lens_has_a_soft_background_and_a_short_one_a_sharp_one():
    def detail(words: str) -> float:
        asked = Request(
            prompt=Prompt(words=words),
            camera=Camera(framing="medium close"),
            size=SIZE,
            rate=Fraction(24),
            frames=1,
            length=1,
            seed=7,
        )
        grey = cv2.cvtColor(drawing(asked)[0], cv2.COLOR_RGB2GRAY)[:, :80]
        return float(cv2.Laplacian(cv2.GaussianBlur(grey, (0, 0), 1.0), cv2.CV_32F).std())

    words = "a woman stands in a library"
    long, usual, short = (detail(f"{words}{lens}") for lens in (", 200mm lens", "", ", 24mm lens"))
    assert long < 0.8 * usual < usual < short


def test_a_crane_never_starts_below_the_ground():
    asked = Request(
        prompt=Prompt(words="a man stands in a desert"),
        camera=Camera(framing="wide", angle="worm's eye", move="crane up"),
        size=SIZE,
        rate=Fraction(24),
        frames=LENGTH,
        length=LENGTH,
        seed=7,
    )
    found = set_up(asked)
    seen = stage(found).lens
    eye = seen.eye * seen.scale(seen.distance)
    assert found.rig.at(0.0, 0.0).travel[1] < eye
    assert found.rig.at(1.0, 2.0).travel[1] < -0.1


@pytest.mark.parametrize(
    ("words", "move"),
    [
        (SceneWords(move="push in"), "fly through"),
        (SceneWords(angle="bird"), "fly over"),
        (SceneWords(move="push in", people=(Person(),)), "push in"),
        (SceneWords(), "static"),
    ],
)
def test_a_camera_with_nobody_before_it_flies(words: SceneWords, move: str):
    assert rig(words, SIZE, LENGTH, LENGTH, 2.0).move == move
