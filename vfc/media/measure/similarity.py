"""How alike two pictures are to the eye."""

from __future__ import annotations

import cv2
import numpy

from vfc.errors import MediaError
from vfc.media.colour.tones import LUMA

WINDOW, SIGMA = 11, 1.5  # Wang et al. 2004, III B
STEADY = (0.01 * 255) ** 2, (0.03 * 255) ** 2  # C1 and C2 of the same, for levels up to 255


def luma(frame: numpy.ndarray) -> numpy.ndarray:
    """`(height, width, 3)` uint8 sRGB as `(height, width)` float32 luma, 0 to 255 (ITU-R BT.709-6,
    3.2).
    """
    return cv2.transform(frame.astype(numpy.float32), LUMA[None])


def ssim(a: numpy.ndarray, b: numpy.ndarray) -> float:
    """The structural similarity of two frames `(height, width, 3)` uint8 sRGB by their luma: 1 for
    equal ones.

    Wang, Bovik, Sheikh, Simoncelli: "Image quality assessment: from error visibility to structural
    similarity", IEEE Transactions on Image Processing 13, 2004; the mean over windows that lie
    within the picture, at its own size. One with a side under 11 pixels is mirrored at its edges.
    MediaError for frames of two sizes.
    """
    if a.shape != b.shape:
        raise MediaError(
            f"a picture of {a.shape[1]}x{a.shape[0]} cannot be compared with "
            f"{b.shape[1]}x{b.shape[0]}"
        )
    one, two = luma(a), luma(b)
    mean, other = _weighted(one), _weighted(two)
    both, squares = mean * other, mean * mean + other * other
    covariance = _weighted(one * two) - both
    variances = _weighted(one * one + two * two) - squares
    alike = (2 * both + STEADY[0]) * (2 * covariance + STEADY[1])
    alike /= (squares + STEADY[0]) * (variances + STEADY[1])
    return float(_within(alike).mean(dtype=numpy.float64))


def _weighted(picture: numpy.ndarray) -> numpy.ndarray:
    return cv2.GaussianBlur(picture, (WINDOW, WINDOW), SIGMA)


def _within(scores: numpy.ndarray) -> numpy.ndarray:
    """The scores of windows that do not reach over an edge."""
    edge = WINDOW // 2
    return scores[edge:-edge, edge:-edge] if min(scores.shape) >= WINDOW else scores
