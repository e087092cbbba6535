"""Grades: segments and transitions alone know of them, and whatever else shows a shot shows it
graded.
"""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import numpy
import pytest

import vfc
from tests.media.reels import moving
from vfc.film.timing import Size
from vfc.media.frames import read_rgb
from vfc.media.video.mezzanine import write_mezzanine

SIZE = Size(64, 36)
TEXT = """vfc: 1
title: T
format: {size: 64x36, rate: 24}
handles: 6f
profiles: {draft: {quality: draft}}
scenes:
  a:
    shots:
      s: {prompt: x, length: 24f, grade: {exposure: EV, grain: 0.3}}
      clip: {footage: clip.mp4, length: 20f, grade: {saturation: 0.2, lut: look.cube}}
      still: {prompt: y, length: 12f}
      turned: {prompt: z, length: 12f, grade: {contrast: 1.2}, effects: [{MirrorX: {}}]}
cut: [a/s, {dissolve: 6f}, a/clip, {a/still: {speed: 0.5}}, {dissolve: 4f}, a/turned, {fade: {to: black, length: 4f}}]
deliver: {film.mp4: {}, tall.mp4: {size: 36x64}, film.otio: {}}
"""
CORNERS = [(red, green, blue) for blue in (0, 1) for green in (0, 1) for red in (0, 1)]
CUBE = "LUT_3D_SIZE 2\n" + "".join(f"{red} {green * 0.5} {blue}\n" for red, green, blue in CORNERS)


@pytest.fixture
def film(tmp_path) -> Path:
    write_mezzanine(tmp_path / "clip.mp4", moving(60, SIZE), size=SIZE, rate=Fraction(24))
    (tmp_path / "look.cube").write_text(CUBE)
    return write(tmp_path)


def write(folder: Path, exposure: float = -0.5) -> Path:
    (folder / "film.yaml").write_text(TEXT.replace("EV", str(exposure)))
    return folder


def built(folder: Path, **options) -> list[str]:
    result = vfc.build(folder, **options)
    assert result.ok, result.failed
    return list(result.made)


def test_a_changed_grade_makes_segments_and_transitions_and_what_is_joined_of_them(film):
    first = built(film)
    assert [label for label in first if label.startswith("finish")] == ["finish a/turned#1"], (
        "an effect keeps its step"
    )
    made = set(built(write(film, 0.5)))
    video = {
        f"{kind} {name} {of}"
        for name in ("film.mp4", "tall.mp4")
        for kind, of in (("segment", "a/s"), ("transition", "a/s>a/clip"))
    }
    assert made == video | {"deliverable film.mp4", "deliverable tall.mp4", "deliverable film.otio"}
    assert built(write(film, -0.5)) == [], "taken back, it stands"


@pytest.mark.parametrize("profile", [None, "draft"])
def test_after_a_changed_grade_the_film_is_that_of_a_clean_build(film, tmp_path, profile):
    built(film, profile=profile)
    (film / "look.cube").write_text(CUBE.replace("0.5", "0.25"))
    built(write(film, 0.5), profile=profile)
    out = film / "out" / (profile or "film")
    kept = {name: (out / name).read_bytes() for name in ("film.mp4", "tall.mp4")}
    built(film, profile=profile, store=tmp_path / "other")
    assert {name: (out / name).read_bytes() for name in kept} == kept


def test_clips_and_takes_and_timelines(film):
    """A shot's clip is graded, a take as it was made; the timeline links takes, and says the grade
    that they lack.
    """
    built(film)
    seen = list(read_rgb(film / "out/film/film.mp4", 0, 12))
    graded, made = vfc.clip("a/s", film), vfc.clip("a/s#1", film)
    levels = [float(clip.get_frame(6 / 24).mean()) for clip in (graded, made)]
    assert abs(levels[0] - float(seen[6].mean())) < 2 and levels[1] > 1.1 * levels[0]
    timeline = json.loads((film / "out/film/film.otio").read_text())
    links = {
        clip["name"]: clip
        for clip in timeline["tracks"]["children"][0]["children"]
        if clip["OTIO_SCHEMA"].startswith("Clip")
    }
    assert links["a/s"]["metadata"]["vfc"]["grade"]["exposure"] == -0.5
    assert links["a/clip"]["metadata"]["vfc"]["grade"]["lut"] == "look.cube"
    assert "grade" not in links["a/still"]["metadata"].get("vfc", {}) and "grade" not in links[
        "a/turned"
    ]["metadata"].get("vfc", {})
    media = next(iter(links["a/s"]["media_references"].values()))
    target = film / "out/film" / media["target_url"]
    assert numpy.abs(next(read_rgb(target, 6, 7)).astype(int) - made.get_frame(6 / 24)).mean() <= 2
