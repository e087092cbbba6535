"""What can be told of a take frame by frame: each meter sees every frame once, keeps a few sums,
and gives 0 to 1.

The constants were set on real footage, photographs under a camera move, previs and flat cartoons,
each against the same pictures blurred, noisy, dark, flickering and frozen.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, sqrt

import cv2
import numpy

from vfc.media.measure.similarity import luma

# pixels of the longer side: of what is looked at, and of what frames are compared by
WIDEST, THUMB = 640, 96
REBLUR = 2.0  # pixels of standard deviation
# the share of pixels that are edges, and the least squared slope of one
EDGES, FAINTEST = 0.1, 0.25
STEEPEST = 0.85  # what points and lines of one pixel reach; edges in good footage have 0.6
# Immerkær 1996: blind to what edges do
NOISE = numpy.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], numpy.float32)
CRUSHED, BLOWN = 6, 249  # levels of luma, of 255
# of the range of luma: where most pictures lie, and how far from it is far
MIDDLE, REACH = 0.42, 0.38
DEEPEST = 16.0  # levels; below, changes of light are not told from black
# the change of light at which flicker scores 1/e, and the most that one frame counts
STEADY, JUMP = 0.06, 0.5
# the change in a quarter of a second at which motion, and stillness, score 1 - 1/e and 1/e
ASKED, UNASKED = 0.06, 0.45
ONE_COLOUR = 1.5  # levels of deviation
SAME = 0.02  # levels of mean difference; grain and the slowest pan make more
ODD, ODDER, STRANGE = 0.35, 2.5, 1.1  # see `Intact`


@dataclass(frozen=True, slots=True)
class MeteredFrame:
    """One frame as the meters see it, at most 640 pixels long.

    `picture` is `(height, width, 3)` uint8 sRGB and `luma` `(height, width)` float32, 0 to 255.
    `pattern` is a small copy without its mean colour, of deviation 1, float32; None where the frame
    is of one colour.
    """

    picture: numpy.ndarray
    luma: numpy.ndarray
    pattern: numpy.ndarray | None


def viewed(frame: numpy.ndarray) -> MeteredFrame:
    """What the meters need of a frame `(height, width, 3)` uint8 sRGB."""
    picture = shrunk(frame, WIDEST)
    # most of the grain goes
    thumb = cv2.GaussianBlur(shrunk(picture, THUMB).astype(numpy.float32), (0, 0), 1)
    thumb -= thumb.mean((0, 1))
    deviation = float(thumb.std())
    return MeteredFrame(
        picture, luma(picture), thumb / deviation if deviation > ONE_COLOUR else None
    )


def shrunk(picture: numpy.ndarray, longest: int) -> numpy.ndarray:
    """A picture `(height, width, 3)` uint8 whose longer side has at most so many pixels; its grain
    shrinks with it.
    """
    height, width = picture.shape[:2]
    scale = longest / max(height, width)
    if scale >= 1:
        return picture
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return cv2.resize(picture, size, interpolation=cv2.INTER_AREA)


def change(one: MeteredFrame, two: MeteredFrame) -> float:
    """How much the pattern of two frames differs, from 0 to 2: sqrt(2 - 2r), r being Pearson's
    correlation.

    What is brighter, softer in contrast or tinted is not different. 0 where a frame is of one
    colour.
    """
    if one.pattern is None or two.pattern is None or one.pattern.shape != two.pattern.shape:
        return 0.0
    return sqrt(float(numpy.square(one.pattern - two.pattern).mean()))


class SharpnessMeter:
    """How steep edges are against their own blurred copy, whatever their contrast; less where a
    picture is noise.

    With f the picture, F the same under a Gaussian of 2 pixels, over the tenth of pixels where F is
    steepest: R = sum(f' . F') / sum(F' . F') and x = (1 - 1 / R²) / 0.85; sharpness is x (2 - x).
    For an edge blurred by s, 1 - 1 / R² = 4 / (s² + 4). After Zhuo and Sim, "Defocus map estimation
    from a single image", Pattern Recognition 44, 2011; the product of the two slopes (their
    Tenengrad where both are one) leaves out noise, whose slopes point anywhere. Times the share of
    variance that is no noise, by Immerkær, "Fast noise variance estimation", 1996.
    """

    def __init__(self) -> None:
        self._sum, self._frames = 0.0, 0

    def see(self, view: MeteredFrame) -> None:
        part = min(1.0, _steepness(view.luma) / STEEPEST)
        self._sum += part * (2 - part) * _signal(view.luma)
        self._frames += 1

    def score(self) -> float:
        return self._sum / self._frames


def _steepness(light: numpy.ndarray) -> float:
    across, down = _slopes(light)
    far_across, far_down = _slopes(cv2.GaussianBlur(light, (0, 0), REBLUR))
    steep = far_across * far_across + far_down * far_down
    edges = steep >= max(float(numpy.quantile(steep[::2, ::2], 1 - EDGES)), FAINTEST)
    whole = float(steep[edges].sum())
    if not whole:
        return 0.0
    ratio = float((across * far_across + down * far_down)[edges].sum()) / whole
    return 1 - 1 / max(1.0, ratio) ** 2


def _slopes(light: numpy.ndarray) -> tuple[numpy.ndarray, numpy.ndarray]:
    """Levels by pixel, rightwards and downwards."""
    return cv2.Sobel(light, cv2.CV_32F, 1, 0, scale=1 / 8), cv2.Sobel(
        light, cv2.CV_32F, 0, 1, scale=1 / 8
    )


def _signal(light: numpy.ndarray) -> float:
    """The share of a picture's variance that is no noise."""
    noise = sqrt(numpy.pi / 2) / 6 * float(numpy.abs(cv2.filter2D(light, cv2.CV_32F, NOISE)).mean())
    return max(0.0, 1 - noise**2 / max(float(light.var()), 1e-6))


class ExposureMeter:
    """sqrt(share of pixels neither crushed nor blown) * exp(-((m - 0.42) / 0.38)²), m the mean luma
    of 0 to 1.

    The root and the wide bell leave a night scene, half of it black, near 0.3; a black or a white
    frame has 0.
    """

    def __init__(self) -> None:
        self._sum, self._frames = 0.0, 0

    def see(self, view: MeteredFrame) -> None:
        kept = float(((view.luma > CRUSHED) & (view.luma < BLOWN)).mean())
        away = (float(view.luma.mean()) / 255 - MIDDLE) / REACH
        self._sum += sqrt(kept) * exp(-(away**2))
        self._frames += 1

    def score(self) -> float:
        return self._sum / self._frames


class FlickerMeter:
    """exp(-c / 0.06): c is the mean of |m[t-1] - 2 m[t] + m[t+1]| / (their mean + 16 levels), m the
    mean luma.

    Second differences are 0 while light rises or falls evenly, and 4a where it jumps to and fro by
    a. Against the mean, as the eye sees it (Weber), so that dark scenes flicker as much. One frame
    counts 0.5 at most.
    """

    def __init__(self) -> None:
        self._last: list[float] = []
        self._sum, self._counted = 0.0, 0

    def see(self, view: MeteredFrame) -> None:
        self._last = [*self._last[-2:], float(view.luma.mean())]
        if len(self._last) == 3:
            before, now, after = self._last
            self._sum += min(JUMP, abs(before - 2 * now + after) / (sum(self._last) / 3 + DEEPEST))
            self._counted += 1

    def score(self) -> float:
        return exp(-self._sum / self._counted / STEADY) if self._counted else 1.0


class MotionMeter:
    """1 - exp(-d / 0.06) where motion was asked, exp(-d / 0.45) where not: d is the mean `change`
    in `step` frames.

    A change of pattern: neither grain nor flicker is motion, a slow pan is.
    """

    def __init__(self, *, asked: bool, step: int) -> None:
        self._asked, self._step = asked, step
        self._last: MeteredFrame | None = None
        self._sum, self._counted, self._frames = 0.0, 0, 0

    def see(self, view: MeteredFrame) -> None:
        if self._frames % self._step == 0:
            if self._last is not None:
                self._sum += change(self._last, view)
                self._counted += 1
            self._last = view
        self._frames += 1

    def score(self) -> float:
        moved = self._sum / max(1, self._counted)
        return 1 - exp(-moved / ASKED) if self._asked else exp(-moved / UNASKED)


class IntactMeter:
    """(1 - b)^4: b is the share of broken frames, so that one of fifty costs 0.08.

    Broken are frames of one colour; where motion was asked, those that stay the same for more than
    `hold` frames (a drawing on twos or threes may); and a frame unlike both its neighbours: by 0.35
    and 2.5 times as much as these are unlike each other, or by more than 1.1 whatever these are.
    """

    def __init__(self, *, motion_asked: bool, hold: int) -> None:
        self._asked, self._hold = motion_asked, hold
        self._last: list[MeteredFrame] = []
        self._same, self._broken, self._frames = 0, 0, 0

    def see(self, view: MeteredFrame) -> None:
        self._frames += 1
        self._broken += (view.pattern is None) + self._frozen(view)
        self._last = [*self._last[-2:], view]
        self._broken += len(self._last) == 3 and _odd(*self._last)

    def _frozen(self, view: MeteredFrame) -> int:
        """How many frames more are known as frozen: all of a run once it is too long, then each."""
        last = self._last[-1] if self._last else None
        if not self._asked or last is None or view.pattern is None or not _same(last, view):
            self._same = 0
            return 0
        self._same += 1
        return self._same if self._same == self._hold else int(self._same > self._hold)

    def score(self) -> float:
        return (1 - min(self._broken, self._frames) / self._frames) ** 4


def _same(one: MeteredFrame, two: MeteredFrame) -> bool:
    return (
        one.luma.shape == two.luma.shape
        and cv2.norm(one.luma, two.luma, cv2.NORM_L1) < SAME * one.luma.size
    )


def _odd(before: MeteredFrame, view: MeteredFrame, after: MeteredFrame) -> bool:
    """Whether a frame is unlike both its neighbours."""
    unlike = min(change(before, view), change(view, after))
    return unlike > min(STRANGE, max(ODD, ODDER * change(before, after)))
