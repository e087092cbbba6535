"""What moves in the embedded generator's pictures: the camera as it says, weather, people, and
nothing in jumps.
"""

from __future__ import annotations

from fractions import Fraction

import cv2
import numpy as np
import pytest

from vfc.film.model import Camera, Prompt
from vfc.film.timing import Size
from vfc.generators.api import Request
from vfc.generators.previs.canvas.camera import eased
from vfc.generators.previs.generator import Previs

SIZE = Size(192, 108)


class Quiet:
    """A context that listens to nothing."""

    def progress(self, done: int, total: int) -> None:
        """Not told to anyone."""


def made(words: str, move: str = "static", *, frames: int = 14, length: int = 0) -> np.ndarray:
    asked = Request(
        prompt=Prompt(words=words),
        camera=Camera(framing="wide", move=move),
        size=SIZE,
        rate=Fraction(8),
        frames=frames,
        length=length or frames,
        seed=3,
    )
    return np.stack(list(Previs().frames(asked, Quiet())))  # type: ignore[arg-type]


def flow(frames: np.ndarray) -> np.ndarray:
    grey = [
        cv2.GaussianBlur(cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY), (0, 0), 1.2)
        for frame in (frames[6], frames[7])
    ]
    return cv2.calcOpticalFlowFarneback(grey[0], grey[1], None, 0.5, 4, 17, 4, 7, 1.5, 0)  # type: ignore[call-overload]


CITY = "rooftops at noon, clear"


@pytest.mark.parametrize(
    ("move", "axis", "sign"),
    [
        ("pan left", 0, 1),
        ("pan right", 0, -1),
        ("track left", 0, 1),
        ("truck right", 0, -1),
        ("tilt up", 1, 1),
        ("tilt down", 1, -1),
        ("crane up", 1, 1),
        ("pedestal down", 1, -1),
    ],
)
def test_the_picture_moves_against_the_camera(move: str, axis: int, sign: int) -> None:
    moved = flow(made(CITY, move))[60:]  # the town's rows
    assert sign * float(np.mean(moved[..., axis])) > 0.1
    assert abs(float(np.mean(moved[..., axis]))) > 2 * abs(float(np.mean(moved[..., 1 - axis])))


@pytest.mark.parametrize(
    ("move", "sign"), [("push in", 1), ("pull out", -1), ("zoom in", 1), ("zoom out", -1)]
)
def test_the_picture_grows_or_shrinks(move: str, sign: int) -> None:
    across = flow(made(CITY, move))[60:, :, 0]
    outward = across[:, 110:].mean() - across[:, :82].mean()
    assert sign * outward > 0.1


def test_near_things_move_more_than_far_ones() -> None:
    moved = np.abs(flow(made(CITY, "track right"))[..., 0])
    assert moved[85:].mean() > 1.5 * moved[60:68].mean()


def test_weather_moves() -> None:
    for weather in ("rain", "snowfall", "storm"):
        frames = made(f"the sea at dusk, {weather}", frames=3).astype(int)
        still = made("the sea at dusk, cloudy", frames=3).astype(int)
        assert np.abs(frames[1] - frames[0]).mean() > 1.2 * np.abs(still[1] - still[0]).mean()


def test_people_walk() -> None:
    frames = made("a snow field at noon, a man in a black coat walks", frames=9)
    dark = [
        np.argwhere(frame.sum(axis=2) < 170)[:, 1].mean()
        for frame in (frames[0], frames[4], frames[8])
    ]
    assert abs(dark[2] - dark[0]) > 15
    assert min(dark[0], dark[2]) < dark[1] < max(dark[0], dark[2])


def test_no_jumps_between_neighbours() -> None:
    asked = Request(
        prompt=Prompt(words="mountains at dusk, birds, a girl in a yellow coat walks"),
        seed=3,
        camera=Camera(framing="wide", move="orbit"),
        size=SIZE,
        rate=Fraction(24),
        frames=40,
        length=24,
    )
    frames = np.stack(list(Previs().frames(asked, Quiet()))).astype(int)  # type: ignore[arg-type]
    steps = np.abs(np.diff(frames, axis=0)).mean(axis=(1, 2, 3))
    assert steps.max() < 2.2 * np.median(steps)


def test_a_move_goes_on_smoothly_through_the_handles() -> None:
    way = np.array([eased(part) for part in np.linspace(-1, 2, 301)])
    pace = np.diff(way)
    assert pace.min() > 0
    assert np.abs(np.diff(pace)).max() < 0.001
    assert abs(eased(0)) < 1e-9 and abs(eased(1) - 1) < 1e-9
