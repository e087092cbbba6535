"""Measures of a take: each falls with the damage that it is there for, on photographs, at night, in
grain, on flat drawings; a good take beats each damaged copy of itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from fractions import Fraction
from functools import cache

import cv2
import numpy
import pytest

from vfc.errors import MediaError
from vfc.media.measure.scores import MEASURES, Scores, measure

FRAMES, WIDTH, HEIGHT = 20, 192, 108
# for marks, which span 31 pixels each, and for grain, which must be finer than the picture
LARGE = 320, 180
EQUAL = dict.fromkeys(MEASURES, 1)
Clip = tuple[numpy.ndarray, ...]


# ── clips ──────────────────────────────────────────────────────────────────────────────────────


def cloudy(height: int, width: int, seed: int) -> numpy.ndarray:
    """Texture as nature has it, of all sizes at once, `(height, width, 3)` float from 0 to 1."""
    random, made = numpy.random.default_rng(seed), numpy.zeros((height, width, 3))
    for octave in range(2, 9):
        coarse = random.random((min(height, 2**octave), min(width, 2**octave), 3)).mean(
            -1, keepdims=True
        )
        coarse = coarse + 0.3 * (random.random(coarse.shape[:2] + (3,)) - 0.5)
        made += cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC) / 1.6**octave
    return (made - made.min()) / (made.max() - made.min())


def scenery(seed: int, width: int = WIDTH, height: int = HEIGHT) -> numpy.ndarray:
    """Something like a photograph: texture with a town's edges in it, wider than a frame."""
    random, made = numpy.random.default_rng(seed), cloudy(height, width + 2 * FRAMES, seed)
    for _ in range(14):
        left, top = (
            int(random.integers(0, width + 30)),
            int(random.integers(height // 9, height - height // 6)),
        )
        colour = random.uniform(0.1, 0.9, 3)
        right = left + int(random.integers(width // 27, width // 5))
        cv2.rectangle(made, (left, top), (right, height), colour.tolist(), -1)
        cv2.circle(made, (left, top), height // 30, (1 - colour).tolist(), 2, cv2.LINE_AA)
    return (made * 235 + 10).astype(numpy.uint8)


def panned(picture: numpy.ndarray, frames: int = FRAMES) -> Clip:
    width = picture.shape[1] - 2 * FRAMES
    return tuple(
        numpy.ascontiguousarray(picture[:, 2 * at : 2 * at + width]) for at in range(frames)
    )


def drawing(at: int) -> numpy.ndarray:
    """A flat cartoon: three colours, one thing that moves."""
    made = numpy.full((HEIGHT, WIDTH, 3), (210, 180, 120), numpy.uint8)
    cv2.rectangle(made, (0, 84), (WIDTH, HEIGHT), (60, 120, 60), -1)
    cv2.circle(made, (24 + 4 * at, 60), 20, (200, 40, 40), -1, cv2.LINE_AA)
    return made


@cache
def clip(name: str) -> Clip:
    picture = scenery(3)
    if name == "day":
        return panned(picture)
    if name == "night":
        return panned((255 * (picture / 255.0) ** 3 * 0.8).astype(numpy.uint8))
    if name == "grain":
        return noisy(panned(picture), 12)
    return tuple(drawing(at) for at in range(FRAMES))


CLIPS = ("day", "night", "grain", "cartoon")


@cache
def large_day() -> Clip:
    """A few frames of the day: two of them are looked at for likeness, one in half of their
    number.
    """
    return panned(scenery(3, *LARGE), 4)


# ── damage ─────────────────────────────────────────────────────────────────────────────────────


def noisy(frames: Clip, amount: float) -> Clip:
    random = numpy.random.default_rng(9)
    return tuple(
        (each + random.normal(0, amount, each.shape)).clip(0, 255).astype(numpy.uint8)
        for each in frames
    )


def blurred(frames: Clip, pixels: float = 3.0) -> Clip:
    return tuple(cv2.GaussianBlur(each, (0, 0), pixels) for each in frames)


def gained(frames: Clip, gains: Callable[[int], float]) -> Clip:
    return tuple(
        (each * gains(at)).clip(0, 255).astype(numpy.uint8) for at, each in enumerate(frames)
    )


def dimmed(frames: Clip) -> Clip:
    return gained(frames, lambda at: 0.4)


def faded(frames: Clip) -> Clip:
    return gained(frames, lambda at: (FRAMES - at) / 32)  # as far as black


def dark(frames: Clip) -> Clip:
    return gained(frames, lambda at: 0.12)


def blown(frames: Clip) -> Clip:
    return tuple(cv2.add(each, (190, 190, 190, 0)) for each in frames)


def flickering(frames: Clip) -> Clip:
    return gained(frames, lambda at: 1 - 0.08 * (at % 2))


def a_little_soft(frames: Clip) -> Clip:
    return blurred(frames, 1.5)


def very_soft(frames: Clip) -> Clip:
    return blurred(frames, 4)


def frozen(frames: Clip) -> Clip:
    return frames[:1] * FRAMES


def half_frozen(frames: Clip) -> Clip:
    return frames[: FRAMES // 2] + frames[FRAMES // 2 : FRAMES // 2 + 1] * (FRAMES // 2)


def one_replaced(frames: Clip, other: numpy.ndarray) -> Clip:
    return (*frames[:11], other, *frames[12:])


def with_black(frames: Clip) -> Clip:
    return one_replaced(frames, numpy.zeros_like(frames[0]))


def with_noise(frames: Clip) -> Clip:
    return one_replaced(
        frames, numpy.random.default_rng(1).integers(0, 256, frames[0].shape, numpy.uint8)
    )


def with_negative(frames: Clip) -> Clip:
    return one_replaced(frames, 255 - frames[11])


DAMAGE = (
    blurred,
    dark,
    blown,
    flickering,
    frozen,
    half_frozen,
    with_black,
    with_noise,
    with_negative,
)


def scores(frames: Clip, *, motion_asked: bool = True, **others: object) -> Scores:
    return measure(frames, motion_asked=motion_asked, frames_total=len(frames), **others)


@cache
def take(name: str, damage: Callable[[Clip], Clip] = tuple, *, motion_asked: bool = True) -> Scores:
    """The scores of a clip, damaged or whole, worked out once for all tests."""
    return scores(damage(clip(name)), motion_asked=motion_asked)


# ── each measure ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", CLIPS)
def test_blur_lowers_sharpness_and_darkness_does_not(name):
    whole, damaged, deeper = (
        take(name, done).sharpness for done in (tuple, a_little_soft, very_soft)
    )
    assert whole > damaged + 0.1 > deeper + 0.3
    assert take(name, dimmed).sharpness == pytest.approx(whole, abs=0.05)


def test_grain_is_not_taken_for_sharpness():
    assert (
        scores(noisy(very_soft(clip("day")), 10)).sharpness < take("day", very_soft).sharpness + 0.1
    )
    white = numpy.random.default_rng(0).integers(0, 256, (8, HEIGHT, WIDTH, 3), numpy.uint8)
    assert scores(tuple(white)).sharpness < 0.05


def test_exposure_falls_to_both_sides_and_night_keeps_some():
    day, night = take("day").exposure, take("night").exposure
    assert day > 0.9
    assert 0.2 < night < day
    assert take("day", dark).exposure < day / 2
    assert take("day", blown).exposure < day / 2
    for level in (0, 255):
        assert scores((numpy.full((90, 160, 3), level, numpy.uint8),) * 4).exposure == 0


@pytest.mark.parametrize("name", CLIPS)
def test_flicker_is_told_from_steady_light_and_from_a_slow_fade(name):
    assert take(name).flicker > 0.9
    assert take(name, flickering).flicker < 0.2
    assert take(name, faded).flicker > 0.85


@pytest.mark.parametrize("name", CLIPS)
def test_motion_is_good_where_it_was_asked_for(name):
    assert take(name).motion > 0.8
    assert take(name, frozen).motion == 0
    assert take(name, frozen, motion_asked=False).motion == 1
    assert take(name, motion_asked=False).motion < 0.8


def test_neither_grain_nor_flicker_is_motion():
    still = large_day()[:1] * 8
    assert scores(noisy(still, 8)).motion < 0.4
    assert scores(flickering(still)).motion < 0.3


@pytest.mark.parametrize("name", CLIPS)
@pytest.mark.parametrize("damage", [with_black, with_noise, with_negative])
def test_one_bad_frame_is_seen(name, damage):
    assert take(name).intact == 1
    for asked in (True, False):
        assert take(name, damage, motion_asked=asked).intact == pytest.approx((1 - 1 / FRAMES) ** 4)


def test_frozen_frames_are_broken_only_where_motion_was_asked():
    assert take("day", frozen).intact < 0.01
    assert take("day", half_frozen).intact == pytest.approx((1 - (FRAMES // 2 - 1) / FRAMES) ** 4)
    assert take("day", frozen, motion_asked=False).intact == 1


def test_a_drawing_on_twos_or_threes_is_not_frozen():
    for step in (2, 3):
        assert scores(tuple(drawing(at // step * step) for at in range(FRAMES))).intact == 1


def test_a_hard_cut_breaks_no_frame():
    assert scores(clip("day")[: FRAMES // 2] + clip("cartoon")[: FRAMES // 2]).intact == 1


# ── likeness ───────────────────────────────────────────────────────────────────────────────────


def framed(reference: numpy.ndarray, scale: float) -> Clip:
    """The day with a picture hung in it."""
    hung = cv2.resize(reference, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    made = [each.copy() for each in large_day()]
    for each in made:
        each[20 : 20 + hung.shape[0], 90 : 90 + hung.shape[1]] = hung
    return tuple(made)


def portrait() -> numpy.ndarray:
    return cv2.applyColorMap(scenery(77, *LARGE)[:, :200], cv2.COLORMAP_OCEAN)


def test_likeness_needs_references():
    assert take("day").likeness is None


@pytest.mark.parametrize("scale", [0.4, 0.6])
def test_a_reference_in_the_frame_is_found(scale):
    assert scores(framed(portrait(), scale), references=[portrait()]).likeness > 0.7
    assert scores(large_day(), references=[portrait()]).likeness < 0.5


def test_the_best_frame_counts_and_each_reference_does():
    seen = large_day()[:2] + framed(portrait(), 0.6)[2:]
    found = scores(seen, references=[portrait()]).likeness
    assert found > 0.7
    other = drawing(0)
    absent = scores(seen, references=[other]).likeness
    assert scores(seen, references=[portrait(), other]).likeness == pytest.approx(
        (found + absent) / 2
    )


def test_colours_alone_are_like_where_no_mark_is():
    assert scores(clip("cartoon"), references=[drawing(3)[20:, 10:]]).likeness > 0.6
    assert scores(clip("cartoon"), references=[drawing(3)[..., ::-1]]).likeness < 0.4


# ── together ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", CLIPS)
@pytest.mark.parametrize("damage", DAMAGE)
def test_a_good_take_beats_a_damaged_one(name, damage):
    assert take(name).overall(EQUAL) > take(name, damage).overall(EQUAL) + 0.01


def test_all_scores_are_from_0_to_1_on_anything():
    random = numpy.random.default_rng(4)
    takes = [
        tuple(random.integers(0, 256, (5, 40, 30, 3), numpy.uint8)),
        (clip("day")[0],),
        clip("day")[:2],
        (numpy.zeros((1, 1, 3), numpy.uint8),) * 3,
        (numpy.full((900, 500, 3), 255, numpy.uint8),) * 3,
    ]
    for each in takes:
        found = asdict(scores(each, references=[each[0], drawing(0)]))
        assert set(found) == set(MEASURES)
        assert all(0 <= each <= 1 for each in found.values())


def test_equal_takes_score_equally_and_frames_are_seen_once():
    def once() -> Iterator[numpy.ndarray]:
        yield from clip("day")

    first = measure(once(), motion_asked=True, frames_total=FRAMES, references=[portrait()])
    assert first == scores(clip("day"), references=[portrait()])


def test_a_large_take_scores_as_its_small_copy():
    large = tuple(
        cv2.resize(each, (1920, 1080), interpolation=cv2.INTER_CUBIC) for each in clip("day")[:4]
    )
    small = tuple(cv2.resize(each, (640, 360), interpolation=cv2.INTER_AREA) for each in large)
    assert asdict(scores(large)) == pytest.approx(asdict(scores(small)), abs=0.02)


def test_the_rate_says_how_long_a_quarter_of_a_second_is():
    assert (
        scores(clip("day"), rate=Fraction(48)).motion
        > scores(clip("day"), rate=Fraction(12)).motion
    )


def test_no_frames_are_a_mistake():
    with pytest.raises(MediaError) as raised:
        scores(())
    assert str(raised.value) == "no frames came"


def test_overall_weighs_what_is_there():
    some = Scores(sharpness=0.2, exposure=1.0, flicker=1.0, motion=1.0, intact=0.6)
    assert some.overall({"sharpness": 1, "intact": 3}) == pytest.approx(0.5)
    assert some.overall({"sharpness": 1, "likeness": 5}) == pytest.approx(0.2)
    assert replace(some, likeness=0.8).overall({"sharpness": 1, "likeness": 5}) == pytest.approx(
        0.7
    )
    assert some.overall({}) == some.overall({"likeness": 1}) == 0


@pytest.mark.parametrize(
    "weights, text",
    [
        (
            {"sharpnes": 1},
            "there is no measure 'sharpnes'; "
            "there are sharpness, exposure, flicker, motion, intact, likeness",
        ),
        ({"motion": -1}, "the weight of 'motion' is -1; it must be 0 or more"),
    ],
)
def test_wrong_weights_say_what_is_wrong(weights, text):
    with pytest.raises(ValueError) as raised:
        Scores(sharpness=1, exposure=1, flicker=1, motion=1, intact=1).overall(weights)
    assert str(raised.value) == text
