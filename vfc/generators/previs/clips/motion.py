"""How a picture moves as a whole: measured in a clip, carried on beyond its ends, applied to a
frame.

A motion is the similarity z -> turn * z + shift of the plane about the frame's middle, x + iy in
pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import tanh

import cv2
import numpy as np

from vfc.generators.previs.canvas.camera import CameraView

ROWS = 360  # of the frames in which motion is measured, at most
APART = 0.7  # pixels within which points agree
RECENT = 5  # pairs of frames by which a clip's motion is known
FEWEST = 12  # points that must agree on it
AGREED = 0.4  # and the part of all points
FASTEST = 0.12  # of the frame's height in a frame; what seems faster is no motion
ROOM = 0.07  # how much larger a moved picture may get to keep its borders out of sight


@dataclass(frozen=True, slots=True)
class Motion:
    """A similarity of the frame about its middle: it grows and turns by `turn`, then goes by
    `shift`, in pixels.
    """

    turn: complex = 1.0 + 0j
    shift: complex = 0j

    def times(self, count: float) -> Motion:
        """The motion done `count` times, any real number."""
        turn = self.turn**count
        grown = count if abs(self.turn - 1) < 1e-9 else (turn - 1) / (self.turn - 1)
        return Motion(turn, self.shift * grown)

    def larger(self, by: float) -> Motion:
        """The motion, and all of it larger about the frame's middle."""
        return Motion(self.turn * by, self.shift * by)


STILL = Motion()


def between(one: CameraView, other: CameraView, depth: float) -> Motion:
    """How what lies at a depth moves on the frame from one view to another."""
    middle = np.array([one.size.width / 2, one.size.height / 2])
    before, after = one.matrix(depth), other.matrix(depth)
    turned = after[:, :2] @ np.linalg.inv(before[:, :2])
    shift = turned @ (middle - before[:, 2]) + after[:, 2] - middle
    return Motion(complex(turned[0, 0], turned[1, 0]), complex(*shift))


def measured(frames: Sequence[np.ndarray]) -> Motion:
    """The motion from frame to frame at a clip's end; `STILL` where nothing can be followed.

    The median over the last few pairs, so that a flash or a cut among them says nothing.
    """
    smaller = max(1.0, len(frames[-1]) / ROWS)
    greys = [small_grey(each, smaller) for each in frames[-RECENT - 1 :]]
    found = [each for each in (followed(one, other) for one, other in pairwise(greys)) if each]
    if 2 * len(found) < len(greys) - 1 or not found:
        return STILL
    numbers = np.array(
        [(each.turn.real, each.turn.imag, each.shift.real, each.shift.imag) for each in found]
    )
    grow, lean, right, down = np.median(numbers, axis=0).tolist()
    return Motion(complex(grow, lean), complex(right, down) * smaller)


def small_grey(frame: np.ndarray, smaller: float) -> np.ndarray:
    """A frame in grey, so many times smaller, its grain smoothed away."""
    height, width = frame.shape[:2]
    grey = cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY)
    small = cv2.resize(
        grey, (round(width / smaller), round(height / smaller)), interpolation=cv2.INTER_AREA
    )
    return cv2.GaussianBlur(small, (0, 0), 1.0)


def followed(one: np.ndarray, other: np.ndarray) -> Motion | None:
    """The motion on which most points followed from one grey frame to another agree; None without
    such points, and where it is that of a part alone, as of a head before a still camera.
    """
    height, width = one.shape
    points = cv2.goodFeaturesToTrack(one, 400, 0.01, max(3, height / 45))
    if points is None or len(points) < FEWEST:
        return None
    there, seen, _ = cv2.calcOpticalFlowPyrLK(one, other, points, None)  # pyright: ignore[reportCallIssue, reportArgumentType]
    back, again, _ = cv2.calcOpticalFlowPyrLK(other, one, there, None)  # pyright: ignore[reportCallIssue, reportArgumentType]
    near = np.abs(back - points).max(axis=(1, 2)) < APART
    kept = near & (seen[:, 0] > 0) & (again[:, 0] > 0)
    if kept.sum() < max(FEWEST, AGREED * len(points)):
        return None
    middle = np.array([width / 2, height / 2], np.float32)
    matrix, inside = cv2.estimateAffinePartial2D(
        points[kept] - middle, there[kept] - middle, ransacReprojThreshold=APART
    )
    if matrix is None or inside.sum() < max(FEWEST, AGREED * len(points)):
        return None
    found = Motion(complex(matrix[0, 0], matrix[1, 0]), complex(*matrix[:, 2]))
    calm = abs(found.shift) < FASTEST * height and abs(found.turn - 1) < FASTEST
    return found if calm and explains(one, other, found) else None


def explains(one: np.ndarray, other: np.ndarray, motion: Motion) -> bool:
    """Whether one grey frame is no less like another once it has moved."""
    return cv2.norm(moved(one, motion), other, cv2.NORM_L1) <= cv2.norm(one, other, cv2.NORM_L1)


def moved(frame: np.ndarray, motion: Motion, hidden: float = 0.0) -> np.ndarray:
    """A frame after a motion, mirrored at its borders; these are kept out of sight by the part
    `hidden`, 0 to 1.
    """
    height, width = frame.shape[:2]
    motion = motion.larger(1 + hidden * lack(motion, width, height))
    middle = complex(width - 1, height - 1) / 2
    turn, rest = motion.turn, middle + motion.shift - motion.turn * middle
    matrix = np.array([[turn.real, -turn.imag, rest.real], [turn.imag, turn.real, rest.imag]])
    return cv2.warpAffine(
        frame, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT_101
    )


def lack(motion: Motion, width: int, height: int) -> float:
    """How much larger the moved picture must be to fill the frame, softly held under `ROOM`."""
    back = 1 / motion.turn
    off = -motion.shift * back
    wide = (abs(back.real) * width + abs(back.imag) * height) / max(1, width - 2 * abs(off.real))
    high = (abs(back.imag) * width + abs(back.real) * height) / max(1, height - 2 * abs(off.imag))
    return ROOM * tanh(max(0.0, wide - 1, high - 1) / ROOM)
