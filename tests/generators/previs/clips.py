"""Clips for the tests of what generators make of given frames, and measures of what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache

import cv2
import numpy as np

from vfc.film.model import Camera, Prompt
from vfc.film.timing import Size
from vfc.generators.api import Request, Stage
from vfc.generators.previs.generator import Previs

SIZE = Size(192, 108)
SHOTS = {
    "storm": (
        "an old man walks in the rain, storm",
        "a lighthouse on a cliff above the sea",
        "wide",
        "track right",
    ),
    "street": (
        "a woman waits under a lamp",
        "a narrow street, neon signs, rain, night",
        "wide",
        "push in",
    ),
    "face": (
        "a girl looks at the lamp",
        "a small round room with a window and a lamp",
        "close",
        "static",
    ),
    "dusk": ("two people on a ridge at dusk, birds", "", "wide", "pan left"),
}

EMPTY = "desert"  # drawn in a tenth of the time, for what the words do not matter to
PLACES = SHOTS | {EMPTY: ("a desert at noon", "", "wide", "pan left")}


class Quiet:
    """A context that listens to nothing."""

    def progress(self, done: int, total: int) -> None:
        """Not told to anyone."""


def asked(
    shot: str,
    *,
    frames: int = 40,
    length: int = 0,
    size: Size = SIZE,
    seed: int = 7,
    rate: int = 24,
    **more: object,
) -> Request:
    """A request for one of the shots."""
    words, place, framing, move = PLACES[shot]
    camera = Camera(framing=framing, move=str(more.pop("move", move)))
    return Request(
        prompt=Prompt(words=words, place=place),
        camera=camera,
        size=size,
        rate=Fraction(rate),
        frames=frames,
        length=length or frames,
        seed=seed,
        **more,
    )  # type: ignore[arg-type]


def made(request: Request, inputs: Mapping[str, Sequence[np.ndarray]] | None = None) -> np.ndarray:
    """What previs makes of it, (frames, height, width, 3)."""
    stage = Stage(kind="picture", request=request)
    return np.stack(list(Previs().run(stage, inputs or {}, Quiet())))  # type: ignore[arg-type]


@cache
def drawn(shot: str, frames: int, seed: int = 7, length: int = 0, rate: int = 24) -> np.ndarray:
    """What the shot's words alone draw; not to be written into."""
    clip = made(asked(shot, frames=frames, seed=seed, length=length, rate=rate))
    clip.flags.writeable = False
    return clip


@cache
def footage(
    frames: int = 12,
    pan: tuple[float, float] = (3.0, 1.0),
    grain: float = 0.0,
    wild: int = -1,
    size: Size = SIZE,
) -> np.ndarray:
    """A texture that pans by so many pixels a frame, under grain, the frame `wild` nothing but
    noise; for reading.
    """
    rng = np.random.default_rng(5)
    high, wide = size.height * 3, size.width * 3
    board = cv2.GaussianBlur(rng.random((high, wide, 3), np.float32), (0, 0), 4)
    board = cv2.normalize(board, None, 10, 245, cv2.NORM_MINMAX)
    clip = []
    for index in range(frames):
        move = np.array(
            [[1.0, 0, -size.width - pan[0] * index], [0, 1, -size.height - pan[1] * index]]
        )
        frame = cv2.warpAffine(board, move, (size.width, size.height), flags=cv2.INTER_CUBIC)
        frame += grain * rng.standard_normal(frame.shape, np.float32)
        clip.append(255 * rng.random(frame.shape, np.float32) if index == wild else frame)
    whole = np.clip(np.stack(clip), 0, 255).astype(np.uint8)
    whole.flags.writeable = False
    return whole


def luma(frames: np.ndarray) -> np.ndarray:
    """The frames in grey, as numbers to reckon with."""
    return np.stack([cv2.cvtColor(each, cv2.COLOR_RGB2GRAY) for each in frames]).astype(np.float64)


def steps(frames: np.ndarray) -> np.ndarray:
    """The mean absolute difference of luma, 0 to 255, from each frame to the next."""
    return np.abs(np.diff(luma(frames), axis=0)).mean(axis=(1, 2))


def similarity(ones: np.ndarray, others: np.ndarray) -> float:
    """The mean SSIM of luma, frame by frame (Wang et al. 2004, 11 pixels, sigma 1.5)."""

    def soft(plane: np.ndarray) -> np.ndarray:
        return cv2.GaussianBlur(plane, (11, 11), 1.5)

    values = []
    for x, y in zip(luma(ones), luma(others), strict=True):
        mx, my = soft(x), soft(y)
        both = 2 * (soft(x * y) - mx * my) + 58.5225
        spread = soft(x * x) - mx * mx + soft(y * y) - my * my + 58.5225
        values.append(
            ((2 * mx * my + 6.5025) * both / ((mx * mx + my * my + 6.5025) * spread)).mean()
        )
    return float(np.mean(values))
