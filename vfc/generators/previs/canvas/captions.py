"""The letterbox and the line of words in it."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from vfc.generators.api import Request

BAR = 0.089  # of the frame's height


def bar_height(height: int) -> int:
    """Rows of each black bar."""
    return round(height * BAR)


def caption(request: Request) -> np.ndarray:
    """The shot's words and camera in small capitals, (rows, width, 3) uint8, black but for the
    letters.
    """
    rows = max(8, bar_height(request.size.height))
    image = Image.new("RGB", (request.size.width, rows))
    words = " ".join(request.prompt.words.upper().split())[:70]
    camera = ", ".join(
        part for part in (request.camera.framing, request.camera.move) if part
    ).upper()
    font = ImageFont.load_default(max(6, round(rows * 0.27)))
    text = "  |  ".join(part for part in (words, camera) if part)
    ImageDraw.Draw(image).text((round(rows * 0.62), rows * 0.34), text, (232, 228, 220), font)
    return np.asarray(image)
