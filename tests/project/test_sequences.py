"""Frames as numbered stills: as many as the film has, and in their folder nothing of others'."""

from __future__ import annotations

import numpy
import pytest
from PIL import Image

import vfc
from tests.project.test_sources import built, film, frames_of
from vfc.commands.status import status
from vfc.errors import TextError
from vfc.project.snapshot import standing
from vfc.project.workspace import find_workspace
from vfc.testing import Flat

SHOTS = "scenes:\n  a:\n    shots:\n      s: {prompt: x, length: 7f}\n      t: {prompt: y, length: 5f}\n"


def numbers(folder) -> dict[str, int]:
    return {each.name: each.stat().st_ino for each in (folder / "out/film/frames").glob("*.png")}


def test_every_frame_is_a_still_and_a_change_writes_its_own(tmp_path):
    film(tmp_path, f"{SHOTS}deliver: {{frames/%04d.png: {{}}, film.mkv: {{codec: ffv1}}}}\n")
    result = built(tmp_path)
    assert "out/film/frames/%04d.png" in {str(each) for each in result.deliverables}
    assert standing(find_workspace(tmp_path)) is not None
    first = numbers(tmp_path)
    assert sorted(first) == [f"{number:04}.png" for number in range(1, 13)]
    for number, frame in enumerate(frames_of(tmp_path, "film.mkv"), 1):
        with Image.open(tmp_path / f"out/film/frames/{number:04}.png") as still:
            assert numpy.array_equal(numpy.asarray(still), frame)
    assert not built(tmp_path).made
    planned = vfc.plan(tmp_path, generators=[Flat()])
    assert status(planned).whole
    (tmp_path / "out/film/frames/mine.png").write_bytes(b"mine")
    text = (tmp_path / "film.yaml").read_text()
    (tmp_path / "film.yaml").write_text(text.replace("prompt: y", "prompt: z"))
    made = built(tmp_path).made
    assert [each for each in made if each.startswith("stills")] == ["stills frames/%04d.png a/t"]
    second = numbers(tmp_path)
    assert all(first[f"{number:04}.png"] == second[f"{number:04}.png"] for number in range(1, 8))
    (tmp_path / "film.yaml").write_text(text.replace("length: 5f", "length: 2f"))
    built(tmp_path)
    assert sorted(numbers(tmp_path)) == [
        *(f"{number:04}.png" for number in range(1, 10)),
        "mine.png",
    ]
    (tmp_path / "out/film/frames/0003.png").unlink()
    built(tmp_path)
    assert "0003.png" in numbers(tmp_path)
    (tmp_path / "film.yaml").write_text(text.replace("frames/%04d.png: {}, ", ""))
    built(tmp_path)
    assert sorted(numbers(tmp_path)) == ["mine.png"]


def test_frames_have_the_size_that_is_asked_for(tmp_path):
    film(tmp_path, f"{SHOTS}deliver: {{film_%d.jpg: {{size: 32x64}}}}\n")
    built(tmp_path)
    names = {each.name for each in (tmp_path / "out/film").glob("*.jpg")}
    assert names == {f"film_{number}.jpg" for number in range(1, 13)}
    with Image.open(tmp_path / "out/film/film_12.jpg") as still:
        assert still.size == (32, 64)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("frames/%04d.mp4: {}", "'frames/%04d.mp4' is no name of numbered frames"),
        ("frames/%x.png: {}", "'frames/%x.png' is no name of numbered frames"),
        ("frames%04d/x.png: {}", "'frames%04d/x.png' is no name of numbered frames"),
        ("f/%04d.png: {at: a/s}", "'at' is of a still"),
        ("f/%04d.png: {as: contact}", "'as' is about stills, and this is a sequence of frames"),
        ("f/%04d.png: {}\n  f/0001.png: {}", "'f/0001.png' may be one of the frames 'f/%04d.png'"),
        ("f/%04d.png: {}\n  f/%d.png: {}", "'f/%d.png' may be one of the frames 'f/%04d.png'"),
    ],
)
def test_what_is_no_sequence_is_told(tmp_path, entry, message):
    film(tmp_path, f"{SHOTS}deliver:\n  {entry}\n")
    with pytest.raises(TextError) as told:
        vfc.plan(tmp_path, generators=[Flat()])
    found = [f"{each.message} {each.hint}" for each in told.value.mistakes]
    assert message in "\n".join(found) and len(found) == 1, found


def test_the_same_frames_are_delivered_into_each_folder_that_asks_for_them(tmp_path):
    film(tmp_path, f"{SHOTS}deliver: {{one/%02d.png: {{}}, two/%02d.png: {{}}}}\n")
    built(tmp_path)
    stills = [sorted((tmp_path / "out/film" / each).glob("*.png")) for each in ("one", "two")]
    names = [[still.name for still in each] for each in stills]
    assert names[0] == names[1] and len(names[0]) == 12
