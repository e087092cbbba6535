"""A request drawn: its words read, the picture built once, every frame of it drawn."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np

from vfc.generators.api import Request
from vfc.generators.previs import scene
from vfc.generators.previs.camera import rig
from vfc.generators.previs.captions import bar_height, caption
from vfc.generators.previs.finish import finish
from vfc.generators.previs.palette import palette
from vfc.generators.previs.stage import stage
from vfc.generators.previs.words import understand


def draw(request: Request) -> Iterator[np.ndarray]:
    """Yield `request.frames` frames of `request.size`, (height, width, 3) uint8 sRGB, each a new array.

    The camera's move runs over `request.length` frames and goes on smoothly through the handles after them.
    """
    words = understand(request)
    rate = float(request.rate) or 24.0
    length = max(1, request.length)
    camera = rig(words, request.size, request.frames, length, length / rate)
    planned = stage(words, palette(words), camera, request.seed)
    items = scene.build(planned)
    options = dict(request.options)
    bars = bar_height(request.size.height) if options.get("letterbox") else 0
    note = caption(request) if options.get("caption") else None
    last = finish(words, request.size.height, request.size.width, request.seed, bars, note)
    board = np.zeros((request.size.height, request.size.width, 4), np.uint8)
    for index in range(request.frames):
        second = index / rate
        scene.draw(items, board, camera.at(index / max(1, length - 1), second), second)
        yield last.apply(cv2.cvtColor(board, cv2.COLOR_RGBA2RGB), index)
