"""The generator itself: reads the words, builds the picture once, draws it for every frame."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np

from vfc.film.model import Options
from vfc.generators.api import Abilities, Context, PictureGenerator, Request
from vfc.generators.previs import scene
from vfc.generators.previs.camera import rig
from vfc.generators.previs.captions import bar_height, caption
from vfc.generators.previs.finish import finish
from vfc.generators.previs.palette import palette
from vfc.generators.previs.stage import stage
from vfc.generators.previs.words import understand

OPTIONS: Options = (("caption", False), ("letterbox", False))


class Previs(PictureGenerator):
    """Draws moving pictures from a shot's words: layers of depth, people, weather, a camera that moves."""

    name = "previs"
    version = 1

    def abilities(self, options: Options) -> Abilities:
        """Any size and length, at no cost; `caption` and `letterbox` are off unless asked for."""
        return Abilities(options=OPTIONS)

    def frames(self, request: Request, context: Context) -> Iterator[np.ndarray]:
        """Yield `request.frames` frames of `request.size`, (height, width, 3) uint8 sRGB, each a new array."""
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
        before = max(0, request.frames - length) // 2
        board = np.zeros((request.size.height, request.size.width, 4), np.uint8)
        for index in range(request.frames):
            shot = index - before
            second = shot / rate
            scene.draw(items, board, camera.at(shot / max(1, length - 1), second), second)
            yield last.apply(cv2.cvtColor(board, cv2.COLOR_RGBA2RGB), index)
