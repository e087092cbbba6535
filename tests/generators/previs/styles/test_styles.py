"""Styles: any two plainly differ, more than two seeds of one do; each shows what it is named for;
frames are the same in any order.
"""

from __future__ import annotations

from functools import cache
from itertools import combinations

import cv2
import numpy as np
import pytest

from tests.generators.previs.test_frames import apart, made, request
from vfc.generators.previs.canvas.finish import Finish, finish
from vfc.generators.previs.reading.scene import SceneWords
from vfc.generators.previs.reading.words import understand
from vfc.generators.previs.styles.design import acting, designs
from vfc.generators.previs.styles.passes import PASSES

HEIGHT, WIDTH = 180, 320
NAMED = [
    "bw",
    "16mm",
    "8mm",
    "vhs",
    "noir",
    "technicolor",
    "pastel",
    "watercolour",
    "ink",
    "woodcut",
    "pencil",
    "blueprint",
    "anime",
    "neon",
    "documentary",
    "sepia",
    "claymation",
    "papercut",
    "pixel",
]
TINTS = ["warm", "cold", "grain", "soft"]


@cache
def street() -> np.ndarray:
    """A frame without any last pass: sky, houses, a road, someone in red."""
    frame = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    frame[:] = np.linspace(235, 150, HEIGHT)[:, None, None] * np.array([0.75, 0.9, 1.0])
    frame[110:] = (104, 102, 98)
    for x, tone in ((0, 120), (50, 92), (230, 140), (280, 100)):
        cv2.rectangle(frame, (x, 30), (x + 44, 112), (tone, tone - 14, tone - 24), -1)
        for y in range(38, 100, 16):
            cv2.rectangle(frame, (x + 8, y), (x + 16, y + 8), (60, 76, 96), -1)
    cv2.circle(frame, (160, 70), 13, (214, 170, 140), -1, cv2.LINE_AA)
    cv2.ellipse(frame, (160, 126), (20, 44), 0, 0, 360, (196, 36, 30), -1, cv2.LINE_AA)
    return cv2.GaussianBlur(frame, (0, 0), 0.6)


@cache
def last(names: tuple[str, ...], seed: int = 7) -> Finish:
    return finish(SceneWords(styles=names), HEIGHT, WIDTH, seed, 0, None)


def shown(*names: str, index: int = 5, seed: int = 7) -> np.ndarray:
    return last(names, seed).apply(street().copy(), index)


def look(frame: np.ndarray) -> np.ndarray:
    """What a glance takes in of a frame: its colours, how much of them varies nearby, and its lines
    along and across, float64.
    """
    small = cv2.resize(frame, (16, 9), interpolation=cv2.INTER_AREA).astype(float)
    luma = cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY).astype(float)
    rows, columns = (np.abs(np.diff(luma, axis=axis)).mean() for axis in (0, 1))
    return np.concatenate([small.ravel() / np.sqrt(small.size), [3 * rows, 3 * columns]])


def distance(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.linalg.norm(look(one) - look(other)))


def colourfulness(frame: np.ndarray) -> float:
    """The mean distance of a pixel's channels."""
    return float((frame.max(2).astype(int) - frame.min(2)).mean())


def test_each_style_is_a_file_whose_passes_exist() -> None:
    assert set(designs()) == {*NAMED, *TINTS}
    assert {entry["pass"] for each in designs().values() for entry in each.passes} <= set(PASSES)


def test_any_two_styles_differ_more_than_two_seeds_of_one() -> None:
    names = [*NAMED, *TINTS]
    seeds = max(distance(shown(name, seed=7), shown(name, seed=8)) for name in names)
    pairs = {
        (one, other): distance(shown(one), shown(other))
        for one, other in combinations(["", *names], 2)
    }
    close = {pair: round(far, 1) for pair, far in pairs.items() if far < max(11.0, 1.2 * seeds)}
    assert not close, seeds


@pytest.mark.parametrize("name", [*NAMED, *TINTS])
def test_a_frame_is_the_same_whatever_was_drawn_before(name: str) -> None:
    in_order = [shown(name, index=index) for index in range(4)]
    other = finish(SceneWords(styles=(name,)), HEIGHT, WIDTH, 7, 0, None)
    for index in (3, 0, 2):
        assert np.array_equal(other.apply(street().copy(), index), in_order[index])


@pytest.mark.parametrize("size", [(90, 160), (9, 16), (161, 97)])
@pytest.mark.parametrize("name", [*NAMED, *TINTS])
def test_a_frame_of_any_size_stays_one(name: str, size: tuple[int, int]) -> None:
    frame = cv2.resize(street(), size[::-1])
    after = finish(SceneWords(styles=(name,)), *size, 7, 0, None).apply(frame, 3)
    assert (after.shape, after.dtype) == ((*size, 3), np.uint8)


@pytest.mark.parametrize("names", ["bw", "noir", "bw 16mm", "bw 8mm", "noir vhs", "pencil bw"])
def test_black_and_white_has_no_colour(names: str) -> None:
    assert colourfulness(shown(*names.split())) == 0


def test_sepia_has_its_hue() -> None:
    red, green, blue = shown("sepia").reshape(-1, 3).mean(0)
    assert red > green + 12 > blue + 24


def test_blueprint_is_blue_and_its_lines_white() -> None:
    frame = shown("blueprint").reshape(-1, 3)
    assert frame[:, 2].mean() > frame[:, 0].mean() + 50
    assert (frame.min(1) > 180).mean() > 0.01


def test_pixel_art_has_blocks_of_few_colours() -> None:
    frame = shown("pixel")
    blocks = frame.reshape(90, 2, 160, 2, 3)
    assert (blocks == blocks[:, :1, :, :1]).all()
    assert len(np.unique(frame.reshape(-1, 3), axis=0)) <= 40


def test_vhs_has_lines_and_a_counter() -> None:
    rows = shown("vhs")[20:160].astype(float).mean((1, 2))
    assert np.abs(np.diff(rows)).mean() > 3 * np.abs(np.diff(shown()[20:160].mean((1, 2)))).mean()
    low = slice(HEIGHT - 34, HEIGHT - 10)
    assert not np.array_equal(
        shown("vhs", index=0)[low, :120] > 240, shown("vhs", index=48)[low, :120] > 240
    )


def test_8mm_flickers_and_has_a_round_window() -> None:
    def spread(name: str) -> float:
        return float(np.std([shown(name, index=index).mean() for index in range(12)]))

    assert spread("8mm") > 5 * spread("bw")
    frame = shown("8mm")
    assert frame[:8, :12].max() < 12 < frame[HEIGHT // 2, 30:40].mean()


def test_film_moves_and_paper_stays() -> None:
    def moving(name: str) -> float:
        return apart(shown(name, index=0), shown(name, index=2))

    assert min(moving(name) for name in ("16mm", "8mm", "vhs", "grain")) > 1.5
    assert max(moving(name) for name in ("watercolour", "ink", "woodcut", "pencil", "anime")) == 0


def test_claymation_is_shot_on_twos() -> None:
    frames = made(request("a boy walks through a field", frames=4, style="claymation"))
    assert np.array_equal(frames[0], frames[1]) and np.array_equal(frames[2], frames[3])
    assert not np.array_equal(frames[1], frames[2])


def test_noir_keeps_the_day_and_the_night() -> None:
    noon, night = (
        made(request(words, frames=1, style="film noir"))
        for words in ("a man on a street at noon", "a man on a street at night")
    )
    assert understand(request("a man on a street", style="film noir")).time == "day"
    assert noon.mean() > 1.5 * night.mean() and noon.mean() > 60
    assert np.percentile(night, 95) > 90, "somebody can be seen"


def test_one_drawn_style_acts_and_tints_and_stocks_add() -> None:
    def names(*given: str) -> list[str]:
        return [each.name for each in acting(given)]

    assert names("pencil", "ink") == ["pencil"]
    assert names("ink", "pencil") == ["ink"]
    assert names("8mm", "bw", "grain") == ["bw", "grain", "8mm"]
    assert names("sepia", "pencil") == ["pencil", "sepia"]
    assert colourfulness(shown("bw", "grain")) == 0
    assert apart(shown("bw", "grain"), shown("bw")) > 2


@pytest.mark.parametrize(
    ("style", "name"),
    [
        ("black-and-white 16mm", "16mm"),
        ("super 8 home movie", "8mm"),
        ("VHS", "vhs"),
        ("three-strip technicolor", "technicolor"),
        ("watercolour", "watercolour"),
        ("pen and ink", "ink"),
        ("woodcut", "woodcut"),
        ("pencil storyboard", "pencil"),
        ("stop motion", "claymation"),
        ("paper cut-out", "papercut"),
        ("pixel art", "pixel"),
    ],
)
def test_a_style_is_read_from_a_look(style: str, name: str) -> None:
    assert name in understand(request("a man on a street", style=style)).styles


def test_a_pencil_on_a_table_is_no_style() -> None:
    assert not understand(request("a pencil and a bottle on a table")).styles
