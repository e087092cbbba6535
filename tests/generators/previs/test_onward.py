"""Previs with frames as inputs: they stand exactly where they must, and nothing jumps where they
end.

A join is smooth when the mean difference of luma across it is at most half as much again as the
largest between neighbours in the clips themselves; one level is always allowed.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np
import pytest

from tests.generators.previs.clips import EMPTY, SIZE, Quiet, asked, drawn, footage, made, steps
from vfc.film.model import Line
from vfc.film.timing import Size
from vfc.generators.api import Stage
from vfc.generators.previs.clips.motion import STILL, measured
from vfc.generators.previs.generator import Previs

CLIPS = {
    name: (lambda name=name: drawn(name, 24, 3, 32)[12:]) for name in ("storm", "street", "face")
}
CLIPS |= {
    "pan": footage,
    "fast pan": lambda: footage(pan=(9.0, -2.0)),
    "grain": lambda: footage(grain=7.0),
    "a cut": lambda: footage(wild=9),
    "still": lambda: footage(pan=(0.0, 0.0)),
    "nothing": lambda: np.full((12, SIZE.height, SIZE.width, 3), 120, np.uint8),
}


@pytest.fixture(scope="module", params=CLIPS)
def clip(request: pytest.FixtureRequest) -> np.ndarray:
    return CLIPS[request.param]()


def smooth(join: float, *within: np.ndarray) -> bool:
    return join <= max(1.0, 1.5 * max(float(each.max()) for each in within))


def test_what_it_says_it_can_do() -> None:
    abilities = Previs().abilities(())
    after = {"first", "last", "remix", "extend", "extend-start"}
    assert abilities.makes == after | {"speech", "mouths"}
    assert abilities.tail == 12


def test_a_tail_goes_on(clip: np.ndarray) -> None:
    frames = made(asked(EMPTY, frames=20, length=12), {"tail": clip})
    assert np.array_equal(frames[:12], clip)
    assert smooth(steps(frames)[11], steps(clip))


@pytest.mark.parametrize("clip", ["storm", "fast pan", "a cut", "still", "nothing"], indirect=True)
def test_it_leads_up_to_a_head(clip: np.ndarray) -> None:
    frames = made(asked(EMPTY, frames=24, length=12), {"head": clip})
    assert np.array_equal(frames[-12:], clip)
    assert smooth(steps(frames)[11], steps(clip))


@pytest.mark.parametrize(
    ("one", "other"), [("storm", "pan"), ("a cut", "face"), ("still", "grain")]
)
def test_from_one_clip_to_another(one: str, other: str) -> None:
    between(CLIPS[one](), CLIPS[other](), 8)


def test_from_one_clip_to_another_by_way_of_the_words() -> None:
    frames = between(footage(pan=(-2.0, 0.0)), CLIPS["storm"](), 38, rate=12)
    assert np.array_equal(frames[12 + 19], drawn(EMPTY, 50, length=38, rate=12)[19])


def between(tail: np.ndarray, head: np.ndarray, new: int, rate: int = 24) -> np.ndarray:
    frames = made(
        asked(EMPTY, frames=new + 24, length=new, rate=rate), {"tail": tail, "head": head}
    )
    pace = steps(frames)
    assert np.array_equal(frames[:12], tail) and np.array_equal(frames[-12:], head)
    assert smooth(pace[11], steps(tail)) and smooth(pace[11 + new], steps(head))
    return frames


def test_after_a_tail_the_words_are_drawn_from_their_start() -> None:
    frames = made(asked(EMPTY, frames=40, length=36, rate=12), {"tail": footage()})
    assert np.array_equal(frames[12 + 22 :], drawn(EMPTY, 28, length=36, rate=12)[22:])


@pytest.mark.parametrize(("shot", "move"), [("face", "push in"), (EMPTY, "crane up")])
def test_an_image_to_start_from(shot: str, move: str) -> None:
    image = drawn("storm", 1, 3)
    request = asked(shot, frames=26, length=24, move=move)
    frames, plain = made(request, {"first": image}), made(request)
    assert np.array_equal(frames[0], image[0])
    assert smooth(steps(frames)[0], steps(frames)[1:])
    assert np.array_equal(frames[14:], plain[14:]) and not np.array_equal(frames[12], plain[12])


@pytest.mark.parametrize(("shot", "move"), [("face", "track left"), (EMPTY, "handheld")])
def test_an_image_to_end_on(shot: str, move: str) -> None:
    image = drawn("dusk", 1, 3)
    request = asked(shot, frames=32, length=24, move=move)
    frames, plain = made(request, {"last": image}), made(request)
    assert np.array_equal(frames[23], image[0])
    assert np.array_equal(frames[:10], plain[:10]) and not np.array_equal(frames[12], plain[12])
    assert smooth(steps(frames)[22], steps(frames)[:22]) and smooth(
        steps(frames)[23], steps(frames)[:22]
    )
    assert steps(frames)[23:].max() < 3  # the image is held on, under the camera


def test_from_an_image_to_another() -> None:
    one, other = drawn("face", 1), drawn("dusk", 1)
    for length in (12, 38):
        request = asked(EMPTY, frames=length + 4, length=length, rate=12)
        frames, plain = made(request, {"first": one, "last": other}), made(request)
        assert np.array_equal(frames[0], one[0]) and np.array_equal(frames[length - 1], other[0])
        assert np.array_equal(frames[length // 2], plain[length // 2]) == (length >= 36)
        pace = steps(frames)
        assert all(smooth(pace[at], np.delete(pace, at)) for at in (0, length - 2, length - 1))


def test_after_a_tail_it_ends_on_an_image_at_the_last_of_the_shots_own_frames() -> None:
    image = drawn("street", 1)
    frames = made(asked(EMPTY, frames=12 + 18 + 3, length=18), {"tail": footage(), "last": image})
    assert np.array_equal(frames[12 + 17], image[0])


def test_the_picture_moves_with_the_camera() -> None:
    image = footage(frames=1)
    frames = made(
        asked(EMPTY, frames=49, length=48, move="pan right"), {"first": image, "last": image}
    )
    late = measured(frames[:6])
    assert late.shift.real < -0.3 and abs(late.shift.imag) < 0.2


@pytest.mark.parametrize("pan", [(3.0, 1.0), (-0.6, 0.2), (11.0, -4.0)])
def test_motion_is_measured(pan: tuple[float, float]) -> None:
    for clip in (footage(pan=pan), footage(pan=pan, grain=5.0, wild=8)):
        found = measured(clip)
        assert abs(found.shift + complex(*pan)) < 0.15 and abs(found.turn - 1) < 0.002


def test_there_is_no_motion_where_there_is_nothing_to_follow() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (12, 90, 160, 3)).astype(np.uint8)
    assert measured(noise) == STILL
    assert measured(np.full((12, 90, 160, 3), 128, np.uint8)) == STILL
    assert measured(noise[:1]) == STILL


def test_a_head_that_turns_before_a_still_camera_moves_no_picture() -> None:
    assert measured(CLIPS["face"]()) == STILL


def test_motion_goes_on_and_comes_to_rest() -> None:
    frames = made(asked(EMPTY, frames=84, length=72), {"tail": footage(pan=(4.0, 0.0))})
    assert abs(measured(frames[10:15]).shift + 4) < 0.4
    pace = steps(frames)
    assert np.abs(np.diff(pace[11:60])).max() < 0.25 * pace.max()


def test_rain_does_not_stand_still_after_a_tail() -> None:
    tail = CLIPS["storm"]()
    frames = made(asked("storm", frames=22, length=24), {"tail": tail})
    assert steps(frames)[12:20].min() > 0.5 * steps(tail).min()


@pytest.mark.parametrize(
    ("size", "more"), [(Size(16, 16), 0), (Size(90, 160), 1), (Size(162, 22), 0)]
)
@pytest.mark.parametrize(
    "roles", [("first",), ("last",), ("tail",), ("head",), ("tail", "head"), ("first", "last")]
)
def test_any_size_and_the_fewest_frames(size: Size, more: int, roles: tuple[str, ...]) -> None:
    inputs = {
        role: footage(frames=1 if role in ("first", "last") else 3, size=size) for role in roles
    }
    frames = more + (2 if roles == ("first", "last") else 6)
    out = made(asked(EMPTY, frames=frames, length=2, size=size), inputs)
    assert out.shape == (frames, size.height, size.width, 3)
    for role, clip in inputs.items():
        at = {"head": frames - 3, "last": 1}.get(role, 0)
        assert np.array_equal(out[at : at + len(clip)], clip)


def test_the_same_whatever_the_threads() -> None:
    request, inputs = (
        asked("dusk", frames=22, length=10),
        {"tail": CLIPS["face"](), "last": footage(frames=1)},
    )
    alone = made(request, inputs)
    try:
        cv2.setNumThreads(4)
        assert np.array_equal(alone, made(request, inputs))
        with ThreadPoolExecutor(2) as pool:
            assert all(
                np.array_equal(alone, each) for each in pool.map(made, [request] * 2, [inputs] * 2)
            )
    finally:
        cv2.setNumThreads(1)


def test_frames_are_new_arrays_and_inputs_stay_as_they_are() -> None:
    tail = footage().copy()
    stage = Stage(kind="picture", request=asked(EMPTY, frames=20, length=8))
    frames = list(Previs().run(stage, {"tail": tail}, Quiet()))  # type: ignore[arg-type]
    assert all(each.flags.writeable and not np.shares_memory(each, tail) for each in frames)
    assert np.array_equal(tail, footage())


def test_mouths_speak_where_there_are_lines() -> None:
    image, lines = footage(frames=1), (Line(who="girl", text="The lamp is out."),)
    silent, speaking = (
        made(asked("face", frames=30, lines=each), {"first": image}) for each in ((), lines)
    )
    apart = np.abs(silent.astype(int) - speaking).max(axis=(1, 2, 3))
    assert apart[0] == 0 and (apart[20:] > 40).any()
