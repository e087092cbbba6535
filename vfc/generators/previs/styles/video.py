"""Passes of video tape: colour that bleeds, lines, tracking, what the recorder writes over it."""

from __future__ import annotations

import cv2
import numpy as np

from vfc.generators.previs.styles.sheet import FramePass, Sheet, multiplied


def bleed(sheet: Sheet, *, across: float = 26, aside: float = 8, soft: float = 3.0) -> FramePass:
    """Colour `across` units coarse and `aside` to the right of luma that is soft and rings."""
    by, cell = sheet.pixels(aside), sheet.pixels(across)
    small = max(2, sheet.width // cell), max(2, sheet.height // 3)
    kernel = sheet.pixels(soft), 1

    def run(frame: np.ndarray, index: int) -> np.ndarray:
        luma = cv2.blur(cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY), kernel)
        wide = cv2.blur(luma, (4 * kernel[0] + 1, 1))
        luma = cv2.addWeighted(luma, 1.7, wide, -0.7, 0)
        colour = cv2.resize(frame, small, interpolation=cv2.INTER_AREA)
        colour = cv2.cvtColor(colour, cv2.COLOR_RGB2YCrCb)
        colour = cv2.resize(colour, (sheet.width, sheet.height))
        frame[:, by:] = colour[:, :-by]
        frame[:, :by] = colour[:, :1]
        cv2.insertChannel(luma, frame, 0)
        return cv2.cvtColor(frame, cv2.COLOR_YCrCb2RGB, dst=frame)

    return run


def lines(sheet: Sheet, *, many: int = 240, strength: float = 0.3) -> FramePass:
    """So many lines a picture, each dark at its lower edge."""
    rows = np.arange(sheet.height, dtype=np.float32) * min(many, sheet.height // 2) / sheet.height
    shade = np.round(255 * (1 - strength * (rows % 1 >= 0.5))).astype(np.uint8)
    mask = np.repeat(np.repeat(shade[:, None], sheet.width, 1)[..., None], 3, 2)
    return lambda frame, index: multiplied(frame, mask)


def tracking(sheet: Sheet, *, band: float = 26, strength: float = 1.0) -> FramePass:
    """A band that wanders up the picture, its lines torn aside and dashed white; the head's switch
    at the lowest lines.
    """

    def run(frame: np.ndarray, index: int) -> np.ndarray:
        rng = sheet.chance("tracking", index)
        middle = int((0.8 - index * 0.011) % 1.15 * sheet.height)
        half = sheet.pixels(band)
        reach = 34 * sheet.unit * strength
        for row in range(max(0, middle - half), min(sheet.height, middle + half)):
            near = 1 - abs(row - middle) / half
            frame[row] = np.roll(frame[row], int(rng.normal(0, 0.2) + near * near * reach), 0)
            if rng.random() < 0.55 * near:
                start, long = int(rng.integers(sheet.width)), sheet.pixels(rng.uniform(20, 190))
                frame[row, start : start + long] = int(rng.integers(170, 250))
        low = sheet.pixels(11)
        for row in range(sheet.height - low, sheet.height):
            by = int((40 + 6 * (row - sheet.height + low)) * sheet.unit + rng.normal(0, 5))
            frame[row] = np.roll(frame[row], by, 0)
        snow = rng.integers(0, 120, (low, -(-sheet.width // 6), 1), np.uint8)
        snow = np.repeat(snow, 6, 1)[:, : sheet.width]
        frame[-low:] = cv2.add(frame[-low:], np.repeat(snow, 3, 2))
        return frame

    return run


def display(sheet: Sheet, *, word: str = "PLAY", speed: str = "SP") -> FramePass:
    """What the recorder writes: its state above, its counter below, in large pixels; nothing
    on a picture too small for it.
    """
    scale = max(1, round(sheet.height / 240))
    small = -(-sheet.width // scale), -(-sheet.height // scale)
    font = cv2.FONT_HERSHEY_PLAIN
    if small[1] < 80:
        return lambda frame, index: frame

    def run(frame: np.ndarray, index: int) -> np.ndarray:
        board = np.zeros((small[1], small[0]), np.uint8)
        second = int(index / sheet.rate)
        counter = f"{speed}  {second // 3600}:{second // 60 % 60:02}:{second % 60:02}"
        cv2.putText(board, word, (16, 26), font, 1.0, 255, 1)
        wide = cv2.getTextSize(word, font, 1.0, 1)[0][0]
        play = np.array([[22 + wide, 16], [22 + wide, 26], [30 + wide, 21]], np.int32)
        cv2.fillPoly(board, [play], 255)
        cv2.putText(board, counter, (16, small[1] - 18), font, 1.0, 255, 1)
        for top, bottom in ((10, 32), (small[1] - 34, small[1] - 12)):
            part = cv2.resize(board[top:bottom], None, fx=scale, fy=scale, interpolation=0)
            rows = frame[top * scale : bottom * scale]
            part = part[: len(rows), : sheet.width]
            shade = np.roll(part, (scale, scale), (0, 1))
            rows[shade > 0] = 12
            rows[part > 0] = 244
        return frame

    return run
