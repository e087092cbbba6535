"""Random cuts with every transition: each film is as long as its entries say, to the frame, and each
of its frames shows what stands there.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from pathlib import Path

import av
import pytest

import vfc
from tests.media.reels import numbers
from tests.project.randomcuts import RATES, RandomCut, film_of, random_cut, write_files
from vfc.edit.segments import assemble
from vfc.film.transitions import TransitionKind
from vfc.media.frames import read_rgb
from vfc.project.load import load
from vfc.project.workspace import find_workspace

CUTS = [random_cut(seed) for seed in range(200)]
BUILT = 4  # of each rate, by each run of the tests; all 200 were built once by hand
BLACK = 8  # levels


def written(folder: Path, cuts: list[RandomCut], rate: Fraction) -> Path:
    write_files(folder, rate)
    (folder / "film.yaml").write_text(film_of(cuts, rate))
    return folder


@pytest.mark.parametrize("number", range(len(RATES)))
def test_random_cuts_are_planned_to_their_frame(tmp_path, number):
    cuts, rate = CUTS[number :: len(RATES)], RATES[number]
    film = load(find_workspace(written(tmp_path, cuts, rate))).film
    for index, cut in enumerate(cuts):
        made = assemble(film, film.cuts[f"c{index}"])
        assert made.frames == len(cut.shown) == made.segments[-1].frames_in_film.stop


def test_random_cuts_have_every_transition():
    found = Counter(kind for cut in CUTS for kind in cut.kinds)
    assert found.keys() == set(TransitionKind) and min(found.values()) > 15


@pytest.mark.parametrize("number", range(len(RATES)))
def test_random_cuts_are_built_to_their_frame(tmp_path, number):
    rate = RATES[number]
    cuts = CUTS[number :: len(RATES)][:BUILT]
    assert vfc.build(written(tmp_path, cuts, rate)).ok
    for index, cut in enumerate(cuts):
        check(tmp_path / f"out/film/c{index}.mp4", cut, rate)


def check(path: Path, cut: RandomCut, rate: Fraction) -> None:
    """A film file's length by its container, and each of its frames beside those under
    transitions.
    """
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert stream.frames == len(cut.shown)
        assert stream.duration * stream.time_base == len(cut.shown) / rate
    pictures = list(read_rgb(path))
    assert len(pictures) == len(cut.shown)
    for picture, number, wanted in zip(pictures, numbers(pictures), cut.shown, strict=True):
        if wanted == -1:
            assert picture.max() < BLACK
        elif wanted is not None:
            assert number == wanted
