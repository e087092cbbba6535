"""What comes and goes in a clip from frame to frame, such as rain and grain: parted from its
picture and gone on with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from vfc.generators.previs.clips.motion import Motion, moved

# frames about each one, in most of which a thing is to be seen if it belongs to the picture
WINDOW = 5
SETTLE = 4  # frames in which the last frame becomes the picture that most of the last ones show
# levels by which flicker darkens; what goes deeper is the ghost of a drop in the frames about it
DARKEST = -8
WILD = 1.5  # times as much flicker as in the calmer frames: a flash, a cut


@dataclass(frozen=True, slots=True, kw_only=True)
class Flicker:
    """A clip's last frame, the lasting picture under it, and what flickered over it before, (h, w,
    3) int8 each.
    """

    last: np.ndarray
    lasting: np.ndarray
    over: tuple[np.ndarray, ...]

    def frame(self, away: int, motion: Motion, hidden: float) -> np.ndarray:
        """The picture so many frames (1 or more) beyond the clip, moved, with its flicker; a new
        array.
        """
        if not self.over:
            return moved(self.last, motion, hidden)
        part = min(1.0, away / SETTLE)
        frame = moved(cv2.addWeighted(self.last, 1 - part, self.lasting, part, 0), motion, hidden)
        over = self.over[away % len(self.over)].astype(np.float32)
        return cv2.add(frame, over * np.float32(min(1.0, 2 * part)), dtype=cv2.CV_8U)


def flicker(frames: Sequence[np.ndarray], motion: Motion) -> Flicker:
    """Part the frames of a clip that moves by `motion` from frame to frame; none of it where they
    are few.
    """
    last = frames[-1]
    if len(frames) < WINDOW:
        return Flicker(last=last, lasting=last, over=())
    half = WINDOW // 2
    over = [
        flickered(frames[at - half : at + half + 1], motion)
        for at in range(half, len(frames) - half)
    ]
    lasting = middle_of(aligned(frames[-WINDOW:], motion, WINDOW - 1))
    return Flicker(last=last, lasting=lasting, over=tuple(as_bright(calm(over))))


def calm(over: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Those that hold no flash and no cut."""
    much = np.array([float(np.abs(each).mean()) for each in over])
    most = WILD * np.quantile(much, 0.25) + 0.5
    return [each for each, own in zip(over, much, strict=True) if own <= most]


def as_bright(over: Sequence[np.ndarray]) -> list[np.ndarray]:
    """All of them made as bright as most are: no frame darker for a flash in those about it."""
    means = np.array([each.mean(axis=(0, 1)) for each in over])
    lacking = np.median(means, axis=0) - means
    return [brighter(each, lack) for each, lack in zip(over, lacking, strict=True)]


def brighter(over: np.ndarray, levels: np.ndarray) -> np.ndarray:
    """A picture of int8 with as many levels more in each of its three channels."""
    return cv2.add(over, (*levels.tolist(), 0), dtype=cv2.CV_8S)  # pyright: ignore[reportCallIssue, reportArgumentType]


def flickered(frames: Sequence[np.ndarray], motion: Motion) -> np.ndarray:
    """What only the middle one of five frames shows, int8; nothing near its borders, where others
    lack a picture.
    """
    half = WINDOW // 2
    over = cv2.subtract(frames[half], middle_of(aligned(frames, motion, half)), dtype=cv2.CV_8S)
    over = np.maximum(over, np.int8(DARKEST))
    height, width = over.shape[:2]
    rim = 2 + int(half * (abs(motion.shift) + abs(motion.turn - 1) * width / 2))
    inside = np.zeros_like(over)
    inside[rim : height - rim, rim : width - rim] = over[rim : height - rim, rim : width - rim]
    return inside


def aligned(frames: Sequence[np.ndarray], motion: Motion, to: int) -> list[np.ndarray]:
    """Frames, each moved to where the picture lies in the frame `to`."""
    return [
        each if at == to else moved(each, motion.times(to - at)) for at, each in enumerate(frames)
    ]


def middle_of(five: Sequence[np.ndarray]) -> np.ndarray:
    """The median of five frames, by the fewest comparisons."""
    a, b, c, d, e = five
    low, high = cv2.max(cv2.min(a, b), cv2.min(c, d)), cv2.min(cv2.max(a, b), cv2.max(c, d))
    return cv2.max(cv2.min(e, low), cv2.min(cv2.max(e, low), high))
