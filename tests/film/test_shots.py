"""A shot and how it looks: prompt, camera, grade, frames."""

from __future__ import annotations

from dataclasses import fields, replace
from fractions import Fraction

import pytest

from tests.language.resolving import one_shot
from vfc.film.facts import FileKind
from vfc.film.grades import Curves
from vfc.film.model import AdapterKind, Asset, Camera, Grade, MediaFacts, Prompt

LUT = Asset(path="look.cube", digest="d", facts=MediaFacts(kind=FileKind.DATA))


@pytest.mark.parametrize("name", [each.name for each in fields(Grade)])
def test_a_grade_that_changes_anything_is_not_neutral(name):
    assert Grade().neutral
    other = {"lut": LUT, "curves": Curves(red=((0, 0), (1, 0.5)))}.get(name, 0.5)
    assert not replace(Grade(), **{name: other}).neutral


@pytest.mark.parametrize(
    ("camera", "words"),
    [
        (Camera(), ""),
        (Camera(move="static"), ""),
        (
            Camera(framing="wide", angle="low", move="push in"),
            "wide shot, low angle, camera push in",
        ),
        (Camera(angle="eye", move="static"), "eye angle"),
    ],
)
def test_a_camera_that_stands_still_says_nothing_of_a_move(camera, words):
    assert camera.words == words


def test_a_prompt_joins_what_there_is_of_it_and_not_what_to_avoid():
    whole = Prompt(camera="wide shot", words="rain", place="a street", style="grain", avoid="text")
    assert whole.text == "wide shot, rain, a street, grain"
    assert Prompt(words="rain", style="grain").text == "rain, grain" and Prompt().text == ""


def test_a_length_between_frames_is_rounded_up_so_that_nothing_lacks():
    shot = replace(one_shot("prompt: p, length: 1s"), length=Fraction(73, 3))
    assert shot.frames == 25 and replace(shot, length=Fraction(24)).frames == 24


def test_an_adapter_that_changes_weights_is_a_lora():
    assert [kind.is_lora for kind in AdapterKind] == [
        kind.value.startswith("lora") for kind in AdapterKind
    ]
