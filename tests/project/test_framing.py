"""What of a shot is seen: by a focus where a crop cuts it, by a view of its file."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import cv2
import numpy
import pytest
from PIL import Image

import vfc
from tests.media.reels import moving
from vfc.film.timing import Size
from vfc.media.frames import read_rgb
from vfc.media.video.mezzanine import write_mezzanine

WIDE = Size(400, 180)
TEXT = """vfc: 1
title: T
format: {size: 320x180, rate: 24}
handles: 0f
scenes:
  a:
    shots:
      file: {footage: wide.mp4, length: 4fFOCUS}
      near: {still: wide.png, length: 8f, view: {from: [0, 0, 0.8, 1], to: TO}}
deliver: {film.mp4: {}, tall.mp4: {size: 120x180}}
"""


@pytest.fixture
def film(tmp_path) -> Path:
    picture = numpy.full((180, 400, 3), 60, numpy.uint8)
    cv2.circle(picture, (340, 60), 25, (255, 255, 255), -1)
    Image.fromarray(picture).save(tmp_path / "wide.png")
    write_mezzanine(tmp_path / "wide.mp4", [picture] * 8, size=WIDE, rate=Fraction(24))
    return write(tmp_path)


def write(folder: Path, focus: str = "", to: str = "[0.6, 0.1, 0.4, 0.5]") -> Path:
    text = TEXT.replace("FOCUS", focus).replace("TO", to)
    (folder / "film.yaml").write_text(text, encoding="utf-8")
    return folder


def made(folder: Path, **options) -> set[str]:
    result = vfc.build(folder, **options)
    assert result.ok, result.failed
    return set(result.made)


def middle(folder: Path, name: str, frame: int = 0) -> float | None:
    """How far to the right the middle of the white disc lies, from 0 to 1; None where it lacks."""
    picture = next(read_rgb(folder / "out/film" / name, frame, frame + 1))
    white = numpy.argwhere(picture[..., 1] > 200)
    return float(white[:, 1].mean() / picture.shape[1]) if len(white) > 50 else None


def test_a_crop_keeps_the_focus_in_sight_in_the_film_and_in_one_of_another_shape(film):
    made(film)
    assert middle(film, "tall.mp4") is None
    made(write(film, ", focus: [0.85, 0.3]"))
    assert middle(film, "film.mp4") == pytest.approx((340 - 80) / 320, abs=0.01)
    assert middle(film, "tall.mp4") == pytest.approx(0.5, abs=0.01)


def test_a_focus_costs_what_it_crops_and_nothing_where_the_shapes_are_one(film):
    text = (film / "film.yaml").read_text().replace("wide.mp4, length: 4f", "same.mp4, length: 4f")
    (film / "film.yaml").write_text(text)
    write_mezzanine(
        film / "same.mp4", moving(8, Size(640, 360)), size=Size(640, 360), rate=Fraction(24)
    )
    made(film)
    (film / "film.yaml").write_text(text.replace("4f}", "4f, focus: [0.1, 0.5]}"))
    assert made(film) == {"segment tall.mp4 a/file", "deliverable tall.mp4"}


def test_a_view_goes_from_one_part_to_the_other_and_costs_its_picture(film):
    made(film)
    last = next(read_rgb(film / "out/film/film.mp4", 11, 12)).astype(int)
    whole = numpy.asarray(Image.open(film / "wide.png"))[18:108, 240:400]
    wanted = cv2.resize(whole, (320, 180), interpolation=cv2.INTER_CUBIC).astype(int)
    assert numpy.abs(last - wanted).mean() < 3
    again = made(write(film, to="[0.5, 0.1, 0.4, 0.5]"))
    assert again == {"picture a/near#1"} | {
        f"{kind} {name}{of}"
        for name in ("film.mp4", "tall.mp4")
        for kind, of in (("segment", " a/near"), ("deliverable", ""))
    }


def test_an_edited_film_is_that_of_a_clean_build(film, tmp_path):
    made(film)
    made(write(film, ", focus: [0.2, 0.5]", "[0, 0, 0.3, 0.3]"))
    kept = [(film / "out/film" / name).read_bytes() for name in ("film.mp4", "tall.mp4")]
    made(film, store=tmp_path / "other")
    assert kept == [(film / "out/film" / name).read_bytes() for name in ("film.mp4", "tall.mp4")]


def red_seen(frames) -> list[float | None]:
    """How far to the right a red coat is in each frame; None where it is not in sight."""
    found: list[float | None] = []
    for each in frames:
        picture = each.astype(int)
        red = (picture[..., 0] > 120) & (picture[..., 1] < 70) & (picture[..., 2] < 80)
        columns = numpy.argwhere(red)[:, 1]
        found.append(float(columns.mean() / each.shape[1]) if len(columns) > 10 else None)
    return found


WALK = """vfc: 1
title: T
format: {size: 320x180, rate: 12}
handles: 0f
scenes:
  a:
    shots:
      walk: {prompt: a woman in a red coat walks on a beach at noon, length: 4sFOCUS}
cut: [{a/walk: {in: 1s}}]
deliver: {film.mp4: {}, tall.mp4: {size: 102x180}}
"""


def test_a_crop_follows_the_subject_of_previs_unless_the_text_has_a_focus(tmp_path):
    (tmp_path / "film.yaml").write_text(WALK.replace("FOCUS", ""))
    made(tmp_path)
    wide = red_seen(read_rgb(tmp_path / "out/film/film.mp4"))
    assert max(wide) - min(wide) > 0.2, "she goes farther than the crop is wide, by half"
    tall = red_seen(read_rgb(tmp_path / "out/film/tall.mp4"))
    assert all(each is not None and 0.2 < each < 0.8 for each in tall)
    steps = numpy.diff(numpy.array(tall, float))
    assert numpy.abs(steps).max() < 0.1, "smoothly"
    (tmp_path / "film.yaml").write_text(WALK.replace("FOCUS", ", focus: [0.05, 0.5]"))
    assert made(tmp_path) == {"segment tall.mp4 a/walk", "deliverable tall.mp4"}
    tall = red_seen(read_rgb(tmp_path / "out/film/tall.mp4"))
    assert None in tall
