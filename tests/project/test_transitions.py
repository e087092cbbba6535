"""Films with every transition: what is made anew, what stays where it was, what a mistake is told."""

from __future__ import annotations

import cv2
import numpy
import pytest

import vfc
from tests.project.test_sources import built, film, frames_of
from vfc.errors import TextError
from vfc.film.transitions import TransitionKind
from vfc.media.sound.samples import write_wav
from vfc.testing import Flat

SHOTS = (
    "scenes:\n  a:\n    handles: 6f\n    shots:\n      s: {prompt: x, length: 24f}\n"
    "      t: {prompt: y, length: 24f}\n"
)


@pytest.fixture
def folder(tmp_path):
    ramp = numpy.tile(numpy.linspace(255, 0, 64, dtype=numpy.uint8), (36, 1))
    cv2.imwrite(str(tmp_path / "ramp.png"), ramp)
    write_wav(tmp_path / "a.wav", numpy.zeros((4800, 2), numpy.float32), 48000)
    return tmp_path


def written(kind: str) -> str:
    return "{luma: {image: ramp.png, length: 6f}}" if kind == "luma" else f"{{{kind}: 6f}}"


def cut(folder, entry: str, **options):
    film(folder, f"{SHOTS}cut: [a/s, {entry + ', ' if entry else ''}a/t]\n")
    return built(folder, **options)


def test_every_transition_lies_over_its_own_frames_and_moves_no_other(folder):
    cut(folder, "")
    plain = frames_of(folder)
    made = {}
    for kind in TransitionKind:
        again = cut(folder, written(kind)).made
        assert not [step for step in again if step.startswith("picture")]
        made[kind] = frames_of(folder)
        assert len(made[kind]) == 48
        for index in [*range(24), *range(30, 48)]:
            assert numpy.abs(made[kind][index].astype(int) - plain[index]).max() <= 4, (kind, index)
    seen = {numpy.concatenate(frames[24:30]).tobytes() for frames in made.values()}
    assert len(seen) == len(TransitionKind) - 2, "push, slide and cover show the same of plain ones"


def test_how_a_transition_looks_costs_its_own_segment(folder):
    cut(folder, "{wipe: 6f}")
    again = cut(folder, "{wipe: {from: bottom, length: 6f}}").made
    assert sorted(step.split()[0] for step in again) == ["deliverable", "transition"]
    assert not cut(folder, "{wipe: {from: bottom, soft: 0, length: 6f}}").made


def test_the_image_of_a_luma_wipe_counts_by_its_bytes(folder):
    cut(folder, written("luma"))
    before = frames_of(folder)[26]
    cv2.imwrite(str(folder / "ramp.png"), numpy.flip(cv2.imread(str(folder / "ramp.png")), 1))
    again = cut(folder, written("luma")).made
    assert sorted(step.split()[0] for step in again) == ["deliverable", "transition"]
    assert numpy.abs(frames_of(folder)[26].astype(int) - before).mean() > 1


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("{wipe: {colour: red, length: 6f}}", "colour"),
        ("{wipe: {from: middle, length: 6f}}", "left, right, top, bottom, top-left"),
        ("{push: {from: top-left, length: 6f}}", "left, right, top or bottom"),
        ("{wipe: {soft: 2, length: 6f}}", "a number from 0 to 1"),
        ("{iris: {centre: [0.5], length: 6f}}", "two numbers"),
        ("{iris: {centre: [0.5, 3], length: 6f}}", "a number from 0 to 1"),
        ("{luma: 6f}", "a map of image"),
        ("{luma: {length: 6f}}", "image"),
        ("{luma: {image: a.wav, length: 6f}}", "'a.wav' is not a picture"),
        ("{luma: {image: none.png, length: 6f}}", "none.png"),
        ("{dip: {colour: mauve, length: 6f}}", "a colour"),
        ("{iris: 0f}", "less than one frame"),
        ("{barn-door: 13f}", "the barn door needs 13 frames of a/s after its out point"),
        ("{disolve: 6f}", "did you mean 'dissolve'"),
    ],
)
def test_a_mistake_says_what_may_stand(folder, entry, message):
    film(folder, f"{SHOTS}cut: [a/s, {entry}, a/t]\n")
    with pytest.raises(TextError) as told:
        vfc.plan(folder, generators=[Flat()])
    assert message in "\n".join(f"{each.message} {each.hint}" for each in told.value.mistakes)
