"""A clip said anew: its colours and the drawing's meet, and region after region of it becomes the
drawing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, repeat

import cv2
import numpy as np

from vfc.generators.api import Clip, Request
from vfc.generators.previs.clips.turning import regions
from vfc.generators.previs.picture.drawing import drawing

TONES, DETAILS = 0.7, 0.22  # parts of the way from the source to the drawing
SAMPLES = 5  # frames of a clip from which its colours are known


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """A clip's colours in Lab: mean and spread of each of the three, (3,) float32."""

    mean: np.ndarray
    spread: np.ndarray

    def toward(self, other: Colours, part: float) -> Colours:
        """Colours between these and others."""
        return Colours(
            mean=self.mean + part * (other.mean - self.mean),
            spread=self.spread + part * (other.spread - self.spread),
        )


def remixed(request: Request, source: Clip) -> Iterator[np.ndarray]:
    """Yield `request.frames` frames: the source at strength 0, the drawing at 1, the one becoming
    the other between.

    A source that is too short holds its last frame.
    """
    strength = min(1.0, max(0.0, request.strength))
    held = islice(chain(source, repeat(source[len(source) - 1])), request.frames)
    if strength == 0:
        yield from (frame.copy() for frame in held)
        return
    drawn = drawing(request)
    if strength == 1:
        yield from drawn
        return
    samples = sampled(source)
    own, new = colours(samples), colours(sampled(drawn))
    both = own.toward(new, strength)
    mask = regions(request.seed, request.size, TONES, DETAILS, samples[0])
    recoloured = (recolouring(own, both), recolouring(new, both))
    for old, fresh in zip(held, drawn, strict=True):
        yield mask.turned(recoloured[0](old), recoloured[1](fresh), strength)


def sampled(clip: Clip) -> list[np.ndarray]:
    """A few frames from all through a clip."""
    return [clip[at] for at in sorted({round(at) for at in np.linspace(0, len(clip) - 1, SAMPLES)})]


def colours(frames: Sequence[np.ndarray]) -> Colours:
    """The colours of frames."""
    small = [cv2.resize(each, (96, 54), interpolation=cv2.INTER_AREA) for each in frames]
    lab = cv2.cvtColor(np.concatenate(small).astype(np.float32) / 255, cv2.COLOR_RGB2LAB).reshape(
        -1, 3
    )
    return Colours(mean=lab.mean(axis=0), spread=lab.std(axis=0) + 1)


def recolouring(own: Colours, other: Colours) -> Callable[[np.ndarray], np.ndarray]:
    """What gives frames of some colours others, after Reinhard et al., "Color Transfer between
    Images" (2001).
    """
    gain = np.clip(other.spread / own.spread, 0.4, 2.5)
    matrix = np.column_stack([np.diag(gain), other.mean - gain * own.mean]).astype(np.float32)

    def recoloured(frame: np.ndarray) -> np.ndarray:
        lab = cv2.cvtColor(frame * np.float32(1 / 255), cv2.COLOR_RGB2LAB)
        back = cv2.cvtColor(cv2.transform(lab, matrix), cv2.COLOR_LAB2RGB)
        positive = cv2.max(back, 0)  # pyright: ignore[reportCallIssue, reportArgumentType]  # takes a number too
        return cv2.convertScaleAbs(positive, alpha=255)

    return recoloured
