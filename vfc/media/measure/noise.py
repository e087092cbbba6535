"""Whether two pictures differ by more than the noise of a codec."""

from __future__ import annotations

from itertools import zip_longest
from math import sqrt
from pathlib import Path

import cv2
import numpy

from vfc.media.frames import Converter, read_frames

BLOCK = 16  # pixels: a macroblock, within which a codec spreads what it leaves out
# Levels of 255 by which a block differs (root of the mean square of its channels), and the mean of
# a frame. Frames of previs at 640x360 that were kept near (x264 at quantiser 11, 46 to 51 dB) and
# kept so once more differ by 2.4 in their worst block and 0.1 in their mean; one spot of 8x8 pixels
# that is 25 levels brighter by 12, a picture that moved by a pixel by more than 30. The likeness of
# whole frames (SSIM, PSNR) tells no such spot from equal frames: 0.9996 and 56 dB.
LOUDEST, LIGHTER = 4.0, 0.5


def differ(one: numpy.ndarray, other: numpy.ndarray) -> bool:
    """Whether two frames `(height, width, 3)` uint8 sRGB differ by more than noise."""
    if one.shape != other.shape:
        return True
    difference = one.astype(numpy.float32) - other.astype(numpy.float32)
    if abs(float(difference.mean())) > LIGHTER:
        return True
    height, width = one.shape[:2]
    squares = (difference * difference).mean(axis=2)
    blocks = cv2.resize(
        squares, (-(-width // BLOCK), -(-height // BLOCK)), interpolation=cv2.INTER_AREA
    )
    return sqrt(float(blocks.max())) > LOUDEST


def same_but_for_noise(one: Path, other: Path) -> bool:
    """Whether two files show as many frames, none of which differs by more than noise; it is found
    at the first that does. MediaError where one cannot be read.
    """
    first, second = Converter(), Converter()
    for a, b in zip_longest(read_frames(one, 0, None), read_frames(other, 0, None)):
        if a is None or b is None or differ(first.rgb(a), second.rgb(b)):
            return False
    return True
