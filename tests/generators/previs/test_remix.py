"""Remixes by previs: from the source to the drawing, ever less like the source."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from tests.generators.previs.clips import (
    EMPTY,
    SHOTS,
    asked,
    drawn,
    footage,
    made,
    similarity,
    steps,
)

LADDER = (0, 0.2, 0.35, 0.55, 0.8, 1)
FEW = 2  # frames, enough to measure
SOURCES = {name: (lambda name=name: drawn(name, FEW, 3)) for name in SHOTS}
SOURCES |= {"pan": lambda: footage(FEW), "grey": lambda: footage(FEW)[..., :1].repeat(3, axis=3)}


def remix(shot: str, source: np.ndarray, strength: float, frames: int = FEW) -> np.ndarray:
    return made(asked(shot, frames=frames, verb="remix", strength=strength), {"of": source})


@cache
def ladder(shot: str, source: str) -> tuple[np.ndarray, list[np.ndarray]]:
    """A source, and its remixes of every strength; drawn once for all tests."""
    clip = SOURCES[source]()
    return clip, [remix(shot, clip, strength) for strength in LADDER]


@pytest.mark.parametrize(
    ("shot", "source"),
    [
        ("dusk", "pan"),
        (EMPTY, "street"),
        (EMPTY, "dusk"),
        ("face", "grey"),
        ("street", "face"),
        ("storm", "storm"),
    ],
)
def test_likeness_falls_with_strength(shot: str, source: str) -> None:
    clip, remixes = ladder(shot, source)
    likeness = [similarity(clip, each) for each in remixes]
    assert all(less < more - 0.002 for more, less in pairwise(likeness)), likeness


def test_the_ends_are_the_source_and_the_drawing() -> None:
    clip, remixes = ladder("dusk", "pan")
    assert np.array_equal(remixes[0], clip)
    assert np.array_equal(remixes[-1], drawn("dusk", FEW))


def test_a_short_source_holds_its_last_frame_and_a_long_one_is_cut() -> None:
    clip = footage(8)
    assert np.array_equal(
        remix("face", clip, 0, frames=11), np.concatenate([clip, clip[-1:], clip[-1:], clip[-1:]])
    )
    assert np.array_equal(remix("face", clip, 0, frames=5), clip[:5])
    assert len(remix("face", clip, 0.5, frames=11)) == 11


def test_colours_move_toward_the_drawings() -> None:
    goal = drawn("dusk", FEW).mean(axis=(0, 1, 2))
    apart = [np.abs(each.mean(axis=(0, 1, 2)) - goal).max() for each in ladder("dusk", "pan")[1]]
    assert all(less < more for more, less in pairwise(apart[:5]))


@pytest.mark.parametrize("strength", LADDER[1:-1])
def test_nothing_jumps_that_did_not_before(strength: float) -> None:
    clip, new = drawn("street", 8, 3), drawn("dusk", 8)
    assert steps(remix("dusk", clip, strength, frames=8)).max() < 1.5 * max(
        steps(clip).max(), steps(new).max()
    )


def test_the_seed_says_which_regions_turn_first() -> None:
    clip = SOURCES["dusk"]()
    one, other, again = (
        made(asked("face", frames=FEW, seed=seed, verb="remix", strength=0.35), {"of": clip})
        for seed in (1, 2, 1)
    )
    assert np.abs(one.astype(int) - other).mean() > 2
    assert np.array_equal(one, again)
