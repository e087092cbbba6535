"""A shot that starts from, or comes to, frames that it is given: their picture moves on and turns
into the drawing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from vfc.generators.api import Clip, Request
from vfc.generators.previs.clips.flicker import Flicker, flicker
from vfc.generators.previs.clips.motion import STILL, Motion, between, measured
from vfc.generators.previs.clips.turning import Regions, regions, smoothstep
from vfc.generators.previs.picture.drawing import Drawing, drawing

DEPTH = 0.6  # at which an image is taken to lie
TURN = 0.6  # of the shot's length for a turn
FEWEST = 12  # frames of a turn, where there are so many
COASTING = 2.0  # seconds that it takes at most where a clip goes on
LONG = 3.0  # seconds from which a shot between two given ends shows its words
TONES, DETAILS = 1.0, 0.5  # parts of a turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Frames that stand from frame `at` on, as they are; beyond its ends their picture goes on by
    `path`.

    `path` is the motion so many frames after the last (or, negative, before the first); `second` is
    in frames.
    """

    frames: Sequence[np.ndarray]
    at: int
    path: Callable[[int], Motion]
    second: float
    beyond: Flicker

    @property
    def last(self) -> int:
        """Where the last of the frames stands."""
        return self.at + len(self.frames) - 1

    def frame(self, index: int) -> np.ndarray:
        """The picture at a frame of the shot, a new array."""
        if self.at <= index <= self.last:
            return self.frames[index - self.at].copy()
        away = index - (self.last if index > self.last else self.at)
        return self.beyond.frame(
            abs(away), self.path(away), float(smoothstep(abs(away) / self.second))
        )


@dataclass(frozen=True, slots=True)
class Turn:
    """From `first`, the last frame of one picture alone, to `last`, the first of another."""

    first: int
    last: int

    def part(self, index: int) -> float:
        """How far it is at a frame: 0 and below not begun, 1 and above over."""
        if index >= self.last:
            return 1.0
        return (index - self.first) / max(1, self.last - self.first)


def onward(request: Request, inputs: Mapping[str, Clip]) -> Iterator[np.ndarray]:
    """Yield `request.frames` frames that start from `first` or `tail`, and come to `last` or
    `head`, exactly.

    The drawing and the camera begin with the shot's own frames, after those of a tail.
    """
    before = len(inputs.get("tail", ()))
    drawn = drawing(replace(request, frames=max(1, request.frames - before)))
    start, end = starting(drawn, inputs), ending(drawn, inputs, before)
    given = [each for each in (start, end) if each]
    pictures, turns = [each.frame for each in given], turns_of(request, start, end)
    if len(turns) == len(pictures):
        pictures.insert(1 if start else 0, lambda index: drawn[index - before])
    mask = regions(
        request.seed, request.size, TONES, DETAILS, given[0].frames[0] if given else None
    )
    return (shown(pictures, turns, mask, index) for index in range(request.frames))


def shown(
    pictures: Sequence[Callable[[int], np.ndarray]],
    turns: Sequence[Turn],
    mask: Regions,
    index: int,
) -> np.ndarray:
    """What is seen at a frame of pictures that turn one into the next; those out of sight are not
    made.
    """
    parts = [turn.part(index) for turn in turns]
    base = max((at for at, part in enumerate(parts, 1) if part >= 1), default=0)
    frame = pictures[base](index)
    for picture, part in zip(pictures[base + 1 :], parts[base:], strict=True):
        if part > 0:
            frame = mask.turned(frame, picture(index), part)
    return frame


def starting(drawn: Drawing, inputs: Mapping[str, Clip]) -> Given | None:
    """What the shot starts from: a clip that goes on, an image that the camera moves, or
    nothing.
    """
    if "tail" in inputs:
        return clip_from(list(inputs["tail"]), 0, 1, seconds(drawn.request, 1))
    return image_at(drawn, inputs["first"][0], 0, 0) if "first" in inputs else None


def ending(drawn: Drawing, inputs: Mapping[str, Clip], before: int) -> Given | None:
    """What the shot comes to: a clip, gone on with backward in time, an image under the camera, or
    nothing.
    """
    if "head" in inputs:
        frames = list(inputs["head"])
        return clip_from(frames, before + len(drawn) - len(frames), -1, seconds(drawn.request, 1))
    own = max(0, min(drawn.request.length, len(drawn)) - 1)
    return image_at(drawn, inputs["last"][0], before + own, own) if "last" in inputs else None


def clip_from(frames: list[np.ndarray], at: int, way: int, second: float) -> Given:
    """A clip that goes on after its end (`way` 1) or before its start (-1) as it moves there,
    coming to rest.
    """
    there = frames[::way]
    motion = measured(there)
    return Given(
        frames=frames,
        at=at,
        path=lambda away: motion.times(coasted(abs(away), second)),
        second=second,
        beyond=flicker(there, motion),
    )


def image_at(drawn: Drawing, image: np.ndarray, at: int, own: int) -> Given:
    """An image at a frame of the shot, frame `own` of the drawing, that moves with the drawing's
    camera.
    """
    start = drawn.view(own)
    return Given(
        frames=[image],
        at=at,
        path=lambda away: between(start, drawn.view(own + away), DEPTH),
        second=seconds(drawn.request, 1),
        beyond=flicker([image], STILL),
    )


def coasted(away: int, second: float) -> float:
    """How often a motion is done in so many frames while it comes to rest, softly, over a
    second.
    """
    part = min(1.0, away / second)
    return second * (part - part**3 + part**4 / 2)


def turns_of(request: Request, start: Given | None, end: Given | None) -> list[Turn]:
    """When the pictures turn one into the next: two turns about the drawing, or one where there is
    no room for it.
    """
    first = start.last if start else 0
    last = end.at if end else request.frames - 1
    given = [each for each in (start, end) if each]
    room = last - first
    if len(given) == 2 and room < seconds(request, LONG):
        return [Turn(first, last)]
    longest = [
        seconds(request, COASTING) if len(each.frames) > 1 else request.frames for each in given
    ]
    lasting = [round(max(FEWEST, min(most, TURN * request.length))) for most in longest]
    lasting = [
        max(1, min(each, room if len(given) == 1 else round(0.45 * room))) for each in lasting
    ]
    turns = [Turn(first, first + lasting[0])] if start else []
    return [*turns, Turn(last - lasting[-1], last)] if end else turns


def seconds(request: Request, many: float) -> float:
    """Seconds in frames."""
    return many * (float(request.rate) or 24.0)
