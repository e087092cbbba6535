"""How the camera moves from each picture to the next, and where the pictures are cut.

Corners (Shi and Tomasi, "Good Features to Track", 1994) are followed there and back by pyramids of
Lucas and Kanade; of pictures with few of them, or with motion too large for that, a dense flow is
looked at instead. The similarity on which most of them agree (RANSAC) is the camera's: what moves
in the picture is outvoted. A flash, or a few frames of black, are bridged; where no motion leads
from a picture to those after it, there is a cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import cv2
import numpy

WIDE = 960  # pixels of the picture in which motion is looked for, at most
CORNERS, APART, QUALITY = 400, 12, 0.01  # how many, pixels from each other, parts of the best one
FEWEST = 12  # points that must agree
AGREEING = 0.4  # parts of those followed
ASTRAY = 0.7  # pixels by which a point may come back elsewhere than it set out from
NEAR = 1.5  # pixels by which a point may miss the similarity
REFINED, CLOSEST, CLOSE = 3, 0.1, 2.5  # times; pixels; times what half of the points miss by
IMAGINARY = numpy.array([1, 1j])  # makes pairs complex numbers
GRID = 16  # pixels from one point of a dense flow to the next
PLAIN = 2.0  # levels by which a picture without anything to see in it varies
SPREAD, MIDDLE = 48.0, 128.0  # levels that a picture is brought to, so that fades change nothing
LARGEST = 1.6  # by which a picture may grow or shrink from one to the next
TORN, HARDLY = 18.0, 0.5  # levels of difference, and parts of it, beyond which pictures are others
BRIDGE = 8  # frames after which one may be recognised again

Grey = numpy.ndarray  # (height, width) uint8


class Similarity(NamedTuple):
    """Where a point goes: by `turn` times itself, and `shift`, from the picture's middle, in
    pixels; complex numbers, whose imaginary part points down.
    """

    turn: complex = 1 + 0j
    shift: complex = 0j


STILL = Similarity()


class Tracked(NamedTuple):
    """How the camera moved before each picture, from the one before it, and the pictures that
    begin anew, the first among them.
    """

    motions: list[Similarity]
    begins: list[int]


class _Look(NamedTuple):
    """A picture as motion is looked for in it; `corners` None where it shows nothing."""

    grey: Grey
    corners: numpy.ndarray | None


def track(pictures: Iterable[Grey]) -> Tracked:
    """Follow the camera through pictures, `(height, width)` uint8 of one size."""
    found, begins = Tracked([], []), list[int]()
    before: _Look | None = None
    lost: tuple[int, _Look] | None = None  # the last picture before what cannot be followed
    scale = 1.0
    for index, picture in enumerate(pictures):
        scale = min(1.0, WIDE / picture.shape[1])
        look = _look(picture, scale)
        motion: Similarity | None = None
        if before is None:
            begins.append(0)
        else:
            motion = _motion(before, look)
            if motion is None:
                lost = lost or (index - 1, before)
                begins.append(index)
        if lost is not None and index - lost[0] > 1:
            again = _followed(lost[1], look)
            if again is not None:
                _bridge(found.motions, lost[0], index, again)
                begins = [each for each in begins if each <= lost[0]]
                motion, lost = found.motions.pop(), None
            elif index - lost[0] >= BRIDGE:
                lost = None
        found.motions.append(motion or STILL)
        before = look
    motions = [Similarity(each.turn, each.shift / scale) for each in found.motions]
    return Tracked(motions, begins)


def _bridge(motions: list[Similarity], start: int, stop: int, whole: Similarity) -> None:
    """Let a camera move evenly over the frames after `start`, up to the one at `stop`."""
    del motions[start + 1 :]
    steps = stop - start
    turn = whole.turn ** (1 / steps)
    motions += [Similarity(turn, whole.shift / steps)] * steps


def _look(picture: Grey, scale: float) -> _Look:
    if scale < 1:
        size = max(16, round(picture.shape[1] * scale)), max(16, round(picture.shape[0] * scale))
        picture = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    mean, spread = (float(each[0][0]) for each in cv2.meanStdDev(picture))
    if spread < PLAIN:
        return _Look(picture, None)
    grey = cv2.convertScaleAbs(picture, alpha=SPREAD / spread, beta=MIDDLE - mean * SPREAD / spread)
    return _Look(grey, cv2.goodFeaturesToTrack(grey, CORNERS, QUALITY, APART))


def _motion(before: _Look, look: _Look) -> Similarity | None:
    """How the camera moved between two pictures; none that is known where one of them shows
    nothing and the other is like it; None where they are not of one shot.
    """
    followed = _followed(before, look)
    if followed is not None:
        return followed
    return None if _differ(before.grey, look.grey) else STILL


def _followed(before: _Look, look: _Look) -> Similarity | None:
    if before.corners is None or look.corners is None:
        return None
    return _by_corners(before, look) or _by_flow(before.grey, look.grey)


def _by_corners(before: _Look, look: _Look) -> Similarity | None:
    start = before.corners
    if start is None or len(start) < FEWEST:
        return None
    search = {"winSize": (21, 21), "maxLevel": 4}
    there, went, _ = cv2.calcOpticalFlowPyrLK(before.grey, look.grey, start, None, **search)  # pyright: ignore[reportCallIssue, reportArgumentType]
    back, came, _ = cv2.calcOpticalFlowPyrLK(look.grey, before.grey, there, None, **search)  # pyright: ignore[reportCallIssue, reportArgumentType]
    astray = numpy.linalg.norm((back - start).reshape(-1, 2), axis=1)
    good = (went.ravel() == 1) & (came.ravel() == 1) & (astray < ASTRAY)
    return _agreed(start.reshape(-1, 2)[good], there.reshape(-1, 2)[good], len(start), look.grey)


def _by_flow(one: Grey, other: Grey) -> Similarity | None:
    """The motion of a dense flow, where it leads from the one picture to the other."""
    search = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    flow = search.calc(one, other, None)  # pyright: ignore[reportCallIssue, reportArgumentType]
    down, across = numpy.mgrid[: one.shape[0], : one.shape[1]].astype(numpy.float32)
    moved = cv2.remap(
        other,
        across + flow[..., 0],
        down + flow[..., 1],
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    left, whole = float(cv2.absdiff(moved, one).mean()), float(cv2.absdiff(other, one).mean())
    if left > TORN or left > HARDLY * whole:
        return None
    at = numpy.stack([across, down], axis=-1)[GRID // 2 :: GRID, GRID // 2 :: GRID].reshape(-1, 2)
    goes = flow[GRID // 2 :: GRID, GRID // 2 :: GRID].reshape(-1, 2)
    return _agreed(at, at + goes, len(at), other)


def _agreed(
    start: numpy.ndarray, there: numpy.ndarray, asked: int, grey: Grey
) -> Similarity | None:
    """The similarity on which points agree; None where too few of those asked do."""
    if len(start) < max(FEWEST, AGREEING / 2 * asked):
        return None
    middle = numpy.array([grey.shape[1] - 1, grey.shape[0] - 1], numpy.float32) / 2
    matrix, agree = cv2.estimateAffinePartial2D(
        start - middle, there - middle, method=cv2.RANSAC, ransacReprojThreshold=NEAR
    )
    if matrix is None or agree.sum() < max(FEWEST, AGREEING * len(start)):
        return None
    found = Similarity(complex(matrix[0, 0], matrix[1, 0]), complex(matrix[0, 2], matrix[1, 2]))
    if not 1 / LARGEST < abs(found.turn) < LARGEST:
        return None
    return _refined(found, (start - middle) @ IMAGINARY, (there - middle) @ IMAGINARY)


def _refined(found: Similarity, start: numpy.ndarray, there: numpy.ndarray) -> Similarity:
    """The similarity of the points that agree best, by least squares; points are complex."""
    for _ in range(REFINED):
        missed = numpy.abs(found.turn * start + found.shift - there)
        near = missed < max(CLOSEST, CLOSE * float(numpy.median(missed[missed < NEAR])))
        one, other = start[near], there[near]
        away = one - one.mean()
        turn = complex((away.conj() * other).sum() / (numpy.abs(away) ** 2).sum())
        found = Similarity(turn, complex(other.mean() - turn * one.mean()))
    return found


def _differ(one: Grey, other: Grey) -> bool:
    return float(cv2.absdiff(one, other).mean()) > TORN


def cuts(begins: Sequence[int], count: int) -> list[range]:
    """The runs of pictures between cuts."""
    return [range(*each) for each in zip(begins, (*begins[1:], count), strict=True)]
