"""What is shown of a film where nobody plays it: moving pictures for a page, and posters."""

from __future__ import annotations

from pathlib import Path

import numpy
import pytest
from PIL import Image

import vfc
from tests.project.test_sources import built, film
from vfc.errors import TextError
from vfc.testing import Flat

SHOTS = (
    "scenes:\n  a:\n    shots:\n      s: {prompt: x, length: 24f}\n"
    "      t: {prompt: y, length: 13f}\n"
)


def deliver(folder: Path, *entries: str) -> Path:
    film(folder, SHOTS + "deliver:\n" + "".join(f"  {each}\n" for each in entries))
    return folder / "out/film"


def frames_of(path: Path) -> list[tuple[numpy.ndarray, int]]:
    """Each picture of an animation, and the milliseconds for which it stands."""
    found = []
    with Image.open(path) as image:
        for index in range(image.n_frames):
            image.seek(index)
            picture = numpy.asarray(image.convert("RGB"))
            found.append((picture, image.info["duration"]))
        assert image.info.get("loop") == 0, "for ever"
    return found


@pytest.mark.parametrize("ending", ["gif", "webp"])
def test_an_animation_has_the_films_pictures_at_their_times(tmp_path, ending):
    out = deliver(tmp_path, f"page.{ending}: {{}}", "film.mkv: {codec: ffv1}")
    built(tmp_path)
    shown = frames_of(out / f"page.{ending}")
    ends = numpy.cumsum([each for _, each in shown])
    wanted = vfc_frames(out / "film.mkv")[::2]
    for number, other in enumerate(wanted):  # pictures that are alike may stand as one
        at = number * 2000 / 24 + 6  # a hundredth of a second is a GIF's clock
        picture = shown[int(numpy.searchsorted(ends, at, side="right"))][0]
        assert picture.shape == other.shape == (36, 64, 3)
        assert numpy.abs(picture.astype(int) - other).mean() < 8
    assert abs(ends[-1] - 37000 / 24) <= 60


def vfc_frames(path: Path) -> list[numpy.ndarray]:
    from vfc.media.frames import read_rgb

    return list(read_rgb(path))


def test_a_poster_is_the_frame_that_it_says(tmp_path):
    out = deliver(
        tmp_path,
        "film.mkv: {codec: ffv1}",
        "mid.png: {}",
        "a.png: {at: a/t + 3f}",
        "b.jpg: {at: 5f}",
    )
    built(tmp_path)
    frames = vfc_frames(out / "film.mkv")
    assert (numpy.asarray(Image.open(out / "mid.png")) == frames[18]).all()
    assert (numpy.asarray(Image.open(out / "a.png")) == frames[27]).all()
    jpeg = numpy.asarray(Image.open(out / "b.jpg")).astype(int)
    assert numpy.abs(jpeg - frames[5]).max() < 12


def test_a_page_costs_what_changed(tmp_path):
    deliver(tmp_path, "page.gif: {}", "a.png: {at: a/t}", "b.png: {at: a/s}")
    built(tmp_path)
    assert not built(tmp_path).made
    text = (tmp_path / "film.yaml").read_text().replace("prompt: y", "prompt: z")
    (tmp_path / "film.yaml").write_text(text)
    made = built(tmp_path).made
    assert {step for step in made if step.startswith("deliverable")} == {
        "deliverable page.gif",
        "deliverable a.png",
    }


def test_a_page_of_another_size_and_of_another_cut(tmp_path):
    film(
        tmp_path,
        SHOTS
        + "cuts: {teaser: {cut: [a/t]}}\ndeliver:\n  page.gif: {cut: teaser, size: 32x32, fit: crop}\n"
        "  poster.jpg: {cut: teaser, size: 32x18}\n",
    )
    built(tmp_path)
    out = tmp_path / "out/film"
    assert [picture.shape for picture, _ in frames_of(out / "page.gif")] == [(32, 32, 3)] * 7
    assert Image.open(out / "poster.jpg").size == (32, 18)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("film.mp4: {at: 5f}", "'at' is of a still"),
        ("page.gif: {at: 5f}", "'at' is of a still"),
        ("a.png: {at: 37f}", "the poster lies at 37f, and the film has 37 frames"),
        ("a.png: {at: a/t - 2s}", "the poster lies at -24f"),
        ("a.png: {at: a/none}", "unknown shot 'a/none'"),
        ("a.png: {at: soon}", "'soon' is no point of the film"),
        ("a.tiff: {}", ".mp4, .mov, .mkv, .webm, .gif, .webp, .png, .jpg"),
    ],
)
def test_what_no_page_shows_is_told(tmp_path, entry, message):
    deliver(tmp_path, entry)
    with pytest.raises(TextError) as told:
        vfc.plan(tmp_path, generators=[Flat()])
    assert message in "\n".join(f"{each.message} {each.hint}" for each in told.value.mistakes)


def test_a_poster_of_a_shot_under_a_transition_shows_the_shot_alone(tmp_path):
    deliver(tmp_path, "film.mkv: {codec: ffv1}", "a.png: {at: a/t}", "b.png: {at: a/t + 1f}")
    text = (tmp_path / "film.yaml").read_text()
    (tmp_path / "film.yaml").write_text(text + "cut: [a/s, {dissolve: 6f}, a/t]\n")
    built(tmp_path)
    frames = vfc_frames(tmp_path / "out/film/film.mkv")
    assert (numpy.asarray(Image.open(tmp_path / "out/film/a.png")) == frames[24 + 6]).all()
    assert (numpy.asarray(Image.open(tmp_path / "out/film/b.png")) == frames[24 + 1]).all()
