"""A request drawn: its words read, the picture built once, every frame of it drawn, in any
order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import cv2
import numpy as np

from vfc.generators.api import Request
from vfc.generators.previs.canvas.camera import CameraView, Rig
from vfc.generators.previs.canvas.captions import bar_height, caption
from vfc.generators.previs.canvas.finish import Finish, finish
from vfc.generators.previs.canvas.layers import Drawable
from vfc.generators.previs.canvas.stage import stage
from vfc.generators.previs.picture import scene
from vfc.generators.previs.picture.setups import setup
from vfc.generators.previs.picture.succession import firstly, placed, thereupon


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """What a request's words draw: a clip of `request.frames` frames, each drawn when it is asked
    for.

    The camera's move runs over `request.length` frames and goes on smoothly before and after them.
    """

    request: Request
    camera: Rig
    items: list[Drawable]
    after: list[Drawable]  # of the second half, where the words say what is done then
    half: float  # the second at which that begins
    last: Finish
    board: np.ndarray

    def __len__(self) -> int:
        return self.request.frames

    def __getitem__(self, index: int) -> np.ndarray:
        """A frame, (height, width, 3) uint8 sRGB, a new array."""
        drawn = self.last.drawn(index)
        second = self.second(drawn)
        items = self.after if self.after and second >= self.half else self.items
        scene.draw(items, self.board, self.view(drawn), second)
        if wide := self.camera.smear(drawn, self.request.length):
            cv2.blur(self.board, (wide + 1, 1), dst=self.board)
        return self.last.apply(cv2.cvtColor(self.board, cv2.COLOR_RGBA2RGB), index)

    def __iter__(self) -> Iterator[np.ndarray]:
        return (self[index] for index in range(len(self)))

    def second(self, index: int) -> float:
        """When a frame is seen."""
        return index / (float(self.request.rate) or 24.0)

    def view(self, index: int) -> CameraView:
        """The camera at a frame."""
        return self.camera.at(index / max(1, self.request.length - 1), self.second(index))


def drawing(request: Request) -> Drawing:
    """Read a request's words and build its picture, whatever its inputs."""
    found, size = setup(request), request.size
    options = dict(request.options)
    bars = bar_height(size.height) if options.get("letterbox") else 0
    note = caption(request) if options.get("caption") else None
    items, after = scene.build(stage(found)), list[Drawable]()
    half = found.rig.seconds / 2
    if found.words.after is not None:
        then = scene.build(stage(replace(found, words=found.words.after)))
        items = firstly(items, half)
        after = thereupon(items, then, half, placed(found.words.after))
    return Drawing(
        request=request,
        camera=found.rig,
        items=items,
        after=after,
        half=half,
        last=finish(
            found.words,
            size.height,
            size.width,
            request.seed,
            bars,
            note,
            float(request.rate) or 24.0,
        ),
        board=np.zeros((size.height, size.width, 4), np.uint8),
    )


def draw(request: Request) -> Iterator[np.ndarray]:
    """Yield what a request's words draw: `request.frames` frames of `request.size`, each a new
    array.
    """
    return iter(drawing(request))
