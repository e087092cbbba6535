"""Chapters in film files: where a player finds them."""

from __future__ import annotations

import av
import pytest

import vfc
from tests.project.test_sources import built, film, frames_of
from vfc.errors import TextError
from vfc.testing import Flat

SCENES = (
    "scenes:\n  street:\n    shots:\n      s: {prompt: x, length: 24f}\n"
    "  sea:\n    shots:\n      t: {prompt: y, length: 13f}\n"
)


@pytest.mark.parametrize("ending", ["mp4", "mov", "mkv", "webm"])
@pytest.mark.parametrize("rate", ["24", "24000/1001"])
def test_a_film_file_has_a_chapter_a_scene(tmp_path, ending, rate):
    film(tmp_path, f"{SCENES}deliver:\n  film.{ending}: {{chapters: on}}\n")
    text = (tmp_path / "film.yaml").read_text().replace("rate: 24", f"rate: {rate}")
    (tmp_path / "film.yaml").write_text(text)
    built(tmp_path)
    with av.open(str(tmp_path / f"out/film/film.{ending}")) as container:
        found = [
            (
                float(each["start"] * each["time_base"]),
                float(each["end"] * each["time_base"]),
                each["metadata"]["title"],
            )
            for each in container.chapters()
        ]
    frame = 1 / 24 if rate == "24" else 1001 / 24000
    assert [title for *_, title in found] == ["street", "sea"]
    assert found[0][0] == 0 and found[0][1] == pytest.approx(24 * frame, abs=0.001)
    assert found[1][:2] == pytest.approx((24 * frame, 37 * frame), abs=0.001)
    assert len(frames_of(tmp_path, f"film.{ending}")) == 37


def test_chapters_cost_the_file_alone(tmp_path):
    film(tmp_path, SCENES)
    built(tmp_path)
    film(tmp_path, f"{SCENES}deliver:\n  film.mp4: {{chapters: on}}\n")
    assert built(tmp_path).made == ("deliverable film.mp4",)
    film(tmp_path, f"{SCENES}deliver:\n  film.mp4: {{chapters: off}}\n")
    assert not built(tmp_path).made, "off is what nothing says"


def test_what_has_no_chapters_says_so(tmp_path):
    film(tmp_path, f"{SCENES}deliver:\n  page.gif: {{chapters: on}}\n")
    with pytest.raises(TextError, match="'chapters' is of a film file"):
        vfc.plan(tmp_path, generators=[Flat()])
