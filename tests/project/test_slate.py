"""A slate is burnt into segments alone, and only where a deliverable or a profile asks for it."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import numpy
import pytest

import vfc
from vfc.media.frames import read_rgb

TEXT = """vfc: 1
title: T
format: {size: 320x180, rate: 24}
handles: 0f
profiles: {draft: {slate: true}, clean: {slate: false}}
scenes:
  a:
    shots:
      one: {prompt: a field at noon, length: 8f, camera: {framing: wide}}
      two: {prompt: a desert at noon, length: 8f}
cut: [a/one, a/two]
"""


def write(folder: Path, text: str = TEXT) -> Path:
    (folder / "film.yaml").write_text(text, encoding="utf-8")
    return folder


def made(folder: Path, **options) -> set[str]:
    result = vfc.build(folder, **options)
    assert result.ok, result.failed
    return set(result.made)


def film(folder: Path, profile: str = "film") -> list[numpy.ndarray]:
    return list(read_rgb(folder / "out" / profile / "film.mp4"))


def test_a_profile_with_a_slate_remakes_segments_alone(tmp_path):
    made(write(tmp_path))
    again = made(tmp_path, profile="draft")
    assert again == {"segment film.mp4 a/one", "segment film.mp4 a/two", "deliverable film.mp4"}
    clean, slated = film(tmp_path), film(tmp_path, "draft")
    assert len(clean) == len(slated) == 16
    for one, other in zip(clean, slated, strict=True):
        apart = numpy.abs(one.astype(int) - other).max(2)
        assert apart[9:22, 16:120].max() > 90 and apart[150:171, 230:304].max() > 90
        assert apart[40:140, 30:290].mean() < 3
    assert made(tmp_path, profile="clean") == set()


def test_without_a_slate_nothing_is_made_again(tmp_path):
    made(write(tmp_path))
    assert made(write(tmp_path, TEXT + "deliver: {film.mp4: {slate: false}}\n")) == set()


def test_changed_words_remake_one_segment(tmp_path):
    text = TEXT + "deliver: {film.mp4: {slate: true}}\n"
    made(write(tmp_path, text))
    again = made(write(tmp_path, text.replace("wide}", "wide, angle: low}")))
    assert {each for each in again if each.startswith("segment")} == {"segment film.mp4 a/one"}


def test_a_shot_that_moves_in_the_cut_keeps_its_segment(tmp_path):
    text = TEXT + "deliver: {film.mp4: {slate: true}}\n"
    made(write(tmp_path, text))
    again = made(write(tmp_path, text.replace("[a/one, a/two]", "[a/two, a/one]")))
    assert again == {"deliverable film.mp4"}


def test_a_picked_take_is_named(tmp_path):
    text = TEXT.replace("length: 8f}", "length: 8f, takes: 2, pick: 2}")
    made(write(tmp_path, text), profile="draft")
    made(write(tmp_path, text.replace("pick: 2", "pick: 1")), profile="draft")
    plan = vfc.plan(tmp_path, profile="draft").plan
    slates = [step.params.slate for step in plan.steps if step.kind.name == "segment"]
    assert [(each.shot, each.take) for each in slates] == [("a/one", 1), ("a/two", 1)]


def test_other_letters_bring_the_fonts_of_titles(tmp_path):
    package = files("font_source_sans_pro").joinpath("files", "SourceSansPro-Semibold.ttf")
    (tmp_path / "own.ttf").write_bytes(package.read_bytes())
    text = TEXT.replace("a desert at noon", "沙漠") + (
        "titles: [{at: a/one, length: 2f, text: T, font: own.ttf}]\n"
    )
    plan = vfc.plan(write(tmp_path, text), profile="draft").plan
    fonts = {
        step.label: [use.role for use in step.files]
        for step in plan.steps
        if step.kind.name == "segment"
    }
    assert fonts["segment film.mp4 a/two"] == ["font 1"]
    made(tmp_path, profile="draft")


@pytest.mark.parametrize(
    ("words", "camera"),
    [
        ("a field at noon, 85mm lens", "wide, 85 mm"),
        ("a field at noon, fisheye", "wide, 14 mm"),
        ("a field at noon, 16mm film", "wide"),
        ("a field at noon", "wide"),
    ],
)
def test_the_lens_of_the_words_is_named(tmp_path, words, camera):
    write(tmp_path, TEXT.replace("prompt: a field at noon", f"prompt: '{words}'"))
    plan = vfc.plan(tmp_path, profile="draft").plan
    slates = [step.params.slate for step in plan.steps if step.kind.name == "segment"]
    assert slates[0].camera == camera
