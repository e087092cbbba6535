"""Colours matched on an overlap: what was tinted, dulled or shifted comes back; what was not is
left alone.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy
import pytest

from tests.media.reels import moving
from vfc.errors import MediaError
from vfc.film.timing import Size
from vfc.media.video.match import LEAST, MOST, ColourMatch

SIZE = Size(240, 136)
Change = Callable[[numpy.ndarray], numpy.ndarray]


def clip(frames: int = 6, seed: int = 2) -> list[numpy.ndarray]:
    """A lively picture that leaves room above and below."""
    return [cv2.addWeighted(each, 0.6, each, 0, 45) for each in moving(frames, SIZE, seed)]


def linear(
    *, contrast: float = 1.0, shift: float = 0.0, tint: tuple[float, ...] = (1, 1, 1)
) -> Change:
    def changed(frame: numpy.ndarray) -> numpy.ndarray:
        made = ((frame - 120.0) * contrast + 120 + shift) * numpy.array(tint)
        return (made + 0.5).clip(0, 255).astype(numpy.uint8)

    return changed


def curved(frame: numpy.ndarray) -> numpy.ndarray:
    return (255 * (frame / 255.0) ** 1.2 + 0.5).astype(numpy.uint8)


def dulled(frame: numpy.ndarray) -> numpy.ndarray:
    grey = frame.mean(-1, keepdims=True)
    return (grey + (frame - grey) * 0.7 + 0.5).astype(numpy.uint8)


def apart(some: list[numpy.ndarray], others: list[numpy.ndarray]) -> float:
    """The mean absolute difference of two clips, in levels."""
    return float(
        numpy.mean([cv2.absdiff(one, two).mean() for one, two in zip(some, others, strict=True)])
    )


CHANGES = {
    "shifted": linear(shift=14),
    "darker": linear(shift=-20),
    "tinted": linear(tint=(1.08, 1, 0.9)),
    "softer": linear(contrast=0.75),
    "harder": linear(contrast=1.2),
    "all at once": linear(contrast=0.85, shift=9, tint=(1.1, 1, 0.88)),
    "curved": curved,
    "dulled": dulled,
}


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("seed", [2, 5])
def test_a_change_of_colour_is_undone(name, seed):
    wanted = clip(seed=seed)
    own = [CHANGES[name](frame) for frame in wanted]
    match = ColourMatch.between(own, wanted)
    assert apart(own, wanted) > 2
    assert apart([match.apply(frame) for frame in own], wanted) < 0.2 * apart(own, wanted)


def test_frames_beyond_the_overlap_are_matched_too():
    wanted = clip(12)
    own = [CHANGES["all at once"](frame) for frame in wanted]
    match = ColourMatch.between(own[:4], wanted[:4])
    assert apart([match.apply(frame) for frame in own[4:]], wanted[4:]) < 0.2 * apart(
        own[4:], wanted[4:]
    )


def test_the_overlap_need_not_agree_by_pixel():
    wanted = clip(9)
    own = [CHANGES["all at once"](frame) for frame in wanted]
    match = ColourMatch.between(own[3:], wanted[:6])
    assert apart([match.apply(frame) for frame in own], wanted) < 0.3 * apart(own, wanted)


def test_an_equal_overlap_gives_the_very_frame_back():
    frames = clip()
    match = ColourMatch.between(frames, [frame.copy() for frame in frames])
    for frame in (*frames, next(moving(1, Size(64, 36), 9))):
        assert match.apply(frame) is frame


def test_an_overlap_that_was_only_encoded_changes_no_level():
    frames = clip()
    random = numpy.random.default_rng(3)
    near = [(frame + random.integers(-1, 2, frame.shape)).astype(numpy.uint8) for frame in frames]
    match = ColourMatch.between(near, frames)
    assert max(cv2.absdiff(match.apply(frame), frame).max() for frame in frames) <= 1


def test_two_sizes_can_be_matched():
    wanted = clip()
    own = [
        CHANGES["all at once"](cv2.resize(frame, (480, 272), interpolation=cv2.INTER_CUBIC))
        for frame in wanted
    ]
    match = ColourMatch.between(own, wanted)
    back = [
        cv2.resize(match.apply(frame), tuple(SIZE), interpolation=cv2.INTER_AREA) for frame in own
    ]
    assert apart(back, wanted) < 3


@pytest.mark.parametrize("level", [0, 90, 255])
def test_a_flat_picture_takes_the_colour_and_does_not_explode(level):
    flat = [numpy.full((36, 64, 3), level, numpy.uint8)] * 3
    lively = clip(3)
    match = ColourMatch.between(flat, lively)
    made = match.apply(flat[0])
    assert made.reshape(-1, 3).mean(0) == pytest.approx(numpy.mean(lively, axis=(0, 1, 2)), abs=1)
    speck = flat[0].copy()
    speck[0, 0] = abs(level - 3)
    assert cv2.absdiff(match.apply(speck), made).max() <= 3 * MOST + 1


def test_gains_are_limited_both_ways():
    lively, faint = clip(), [linear(contrast=0.1)(frame) for frame in clip()]
    for own, wanted in ((lively, faint), (faint, lively)):
        gains = numpy.linalg.eigvalsh(ColourMatch.between(own, wanted).matrix[:, :3])
        assert LEAST - 1e-5 <= gains.min() <= gains.max() <= MOST + 1e-5


def test_two_flat_pictures_differ_by_a_shift_alone():
    one, two = (
        numpy.full((20, 30, 3), colour, numpy.uint8) for colour in ((90, 100, 110), (100, 90, 120))
    )
    assert (ColourMatch.between([one], [two]).apply(one) == two).all()


@pytest.mark.parametrize(
    "own, wanted, text",
    [
        (0, 0, "colours cannot be matched over no frames"),
        (3, 2, "colours are matched over equal numbers of frames; one side has more"),
        (2, 3, "colours are matched over equal numbers of frames; one side has more"),
    ],
)
def test_frames_that_cannot_be_paired(own, wanted, text):
    frames = clip(3)
    with pytest.raises(MediaError) as raised:
        ColourMatch.between(frames[:own], iter(frames[:wanted]))
    assert str(raised.value) == text
