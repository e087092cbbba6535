"""Films of files as the world leaves them: what `check` tells, what is shown, and what is measured
once alone.
"""

from __future__ import annotations

import json
import shutil
from fractions import Fraction
from pathlib import Path

import numpy
import pytest
from PIL import Image

import vfc
from tests.media.footage.test_world import damage
from tests.media.reels import SMALL, decoded, footage, moving, numbered, numbers
from vfc.assets.read import MEASURE
from vfc.commands.check import check
from vfc.engine.events import Noted
from vfc.media.footage import extent as measuring
from vfc.media.footage import probe as probing
from vfc.media.frames import read_rgb
from vfc.project.load import load
from vfc.project.workspace import find_workspace
from vfc.testing import Recorder


def film(folder: Path, shot: str, rate: int = 25) -> Path:
    (folder / "film.yaml").write_text(
        f"vfc: 1\ntitle: t\nformat: {{size: {SMALL}, rate: {rate}, loudness: off}}\n"
        f"scenes: {{a: {{shots: {{s: {shot}}}}}}}\n"
        "deliver: {film.mp4: {quality: master}}\n"
    )
    return folder


def told(folder: Path) -> list[tuple[str, str]]:
    return [(each.severity, each.message) for each in check(find_workspace(folder))]


def shown(folder: Path) -> list[int]:
    assert vfc.build(folder).ok
    return numbers(read_rgb(folder / "out/film/film.mp4"))


def test_damage_is_told_once_and_held(tmp_path):
    path = footage(
        tmp_path / "a.mp4", list(numbered(50)), rate=Fraction(25), options={"g": "1", "qp": "4"}
    )
    damage(path, slice(30, 34))
    film(tmp_path, "{footage: a.mp4}")
    assert told(tmp_path) == [
        ("warning", "'a.mp4' is damaged at 1.2 s: the frame before is held for 4 frames")
    ]
    assert shown(tmp_path) == [*range(30), 29, 29, 29, 29, *range(34, 50)]
    assert not told(film(tmp_path, "{footage: a.mp4, out: 1s}"))


@pytest.mark.parametrize("form", ["mp4", "mkv"])
def test_a_file_that_ends_long_before_its_header_says_is_told(tmp_path, form):
    """An mp4 whose copy stopped lacks its index and is refused; here its pictures are damaged up to
    the end.
    """
    options = {"g": "5", "bf": "0", "qp": "4"}
    path = footage(tmp_path / f"a.{form}", list(numbered(50)), rate=Fraction(25), options=options)
    film(tmp_path, f"{{footage: a.{form}}}")
    assert not told(tmp_path)
    if form == "mp4":
        damage(path, slice(20, 50))
    else:
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    (severity, message), *_ = [each for each in told(tmp_path) if "header" in each[1]]
    assert (
        severity == "note"
        and message.startswith(f"'a.{form}' ends after ")
        and message.endswith("says 2.0 s")
    )
    made = shown(tmp_path)
    assert made == list(range(len(made))) and 5 < len(made) < 35


def test_a_frame_or_two_that_a_length_lacks_are_told_and_held(tmp_path):
    footage(tmp_path / "a.mp4", list(numbered(23)), rate=Fraction(25))
    film(tmp_path, "{footage: a.mp4, length: 1s}")
    assert told(tmp_path) == [
        ("warning", "'1s' is 2 frames more than the file has: its last is held")
    ]
    assert shown(tmp_path) == [*range(23), 22, 22]
    assert told(film(tmp_path, "{footage: a.mp4, length: 26f}"))[0][0] == "error"


def test_a_jpeg_that_is_cut_short_is_told(tmp_path):
    Image.fromarray(next(moving(1))).save(tmp_path / "a.jpg")
    (tmp_path / "a.jpg").write_bytes((tmp_path / "a.jpg").read_bytes()[:-8])
    film(tmp_path, "{still: a.jpg, length: 2f}")
    assert told(tmp_path) == [("note", "'a.jpg' is cut short: what is missing of it shows grey")]
    assert len(shown(tmp_path)) == 2
    said = told(film(tmp_path, "{prompt: a hill, length: 2f, first: a.jpg}"))
    assert ("note", "'a.jpg' is cut short: what is missing of it shows grey") in said


def test_footage_of_the_films_size_and_rate_is_shown_as_it_was_decoded(tmp_path):
    options = {"x264-params": "keyint=16:scenecut=0:bframes=2"}
    path = footage(tmp_path / "a.mp4", list(moving(40)), options=options, colorspace=1)
    whole = decoded(path)
    for start, shot in ((5, "in: 5f, length: 30f"), (6, "in: 6f, length: 30f, handles: 4f")):
        film(tmp_path, f"{{footage: a.mp4, {shot}}}", 24)
        text = (tmp_path / "film.yaml").read_text()
        exact = text.replace("film.mp4: {quality: master}", "film.mkv: {codec: ffv1}")
        (tmp_path / "film.yaml").write_text(exact)
        assert vfc.build(tmp_path).ok
        made = decoded(tmp_path / "out/film/film.mkv")
        assert all(map(numpy.array_equal, made, whole[start : start + 30])) and len(made) == 30


def test_bytes_are_measured_once_and_a_copy_not_again(tmp_path, monkeypatch):
    footage(tmp_path / "a.mp4", list(numbered(5)), rate=Fraction(25))
    film(tmp_path, "{footage: a.mp4}")
    before = load(find_workspace(tmp_path)).film
    shutil.copy(tmp_path / "a.mp4", tmp_path / "b.mp4")
    (tmp_path / "a.mp4").touch()
    monkeypatch.setattr(probing, "measure", None)
    assert load(find_workspace(tmp_path)).film == before
    assert load(find_workspace(film(tmp_path, "{footage: b.mp4}"))).film.shots["a/s"].frames == 5


@pytest.mark.parametrize(
    "damaged",
    [
        "[]",
        "{",
        f'{{"measure": {MEASURE}}}',
        f'{{"measure": {MEASURE}, "kind": "video", "frames": 5, "rate": "1/0"}}',
    ],
)
def test_damaged_facts_are_measured_again(tmp_path, damaged):
    footage(tmp_path / "a.mp4", list(numbered(5)), rate=Fraction(25))
    loaded = load(find_workspace(film(tmp_path, "{footage: a.mp4}")))
    (record,) = loaded.records.files(["a.mp4"]).values()
    assert f'"measure": {MEASURE}' in record.facts
    loaded.records.keep_files([record._replace(facts=damaged, seen_ns=record.seen_ns + 10**9)])
    loaded.store.close()
    assert load(find_workspace(tmp_path)).film.shots["a/s"].frames == 5


@pytest.mark.parametrize("earlier", [{"measure": 0}, {}])
def test_what_an_earlier_measure_found_counts_no_more(tmp_path, earlier):
    footage(tmp_path / "a.mp4", list(numbered(5)), rate=Fraction(25))
    film(tmp_path, "{footage: a.mp4}")
    loaded = load(find_workspace(tmp_path))
    (record,) = loaded.records.files(["a.mp4"]).values()
    old = json.loads(record.facts) | {"seconds": "4"}
    del old["measure"], old["damage"]
    loaded.records.keep_files(
        [record._replace(facts=json.dumps(old | earlier), seen_ns=record.seen_ns + 10**9)]
    )
    loaded.store.close()
    assert load(find_workspace(tmp_path)).film.shots["a/s"].source.file.facts.seconds == Fraction(
        5, 25
    )


# ── numbered pictures ────────────────────────────────────────────────────────────────────────────


def pictures(folder: Path, indices, first: int = 0) -> None:
    folder.mkdir(exist_ok=True)
    made = list(numbered(30))
    for index in indices:
        Image.fromarray(made[index]).save(folder / f"frame_{first + index:04d}.png")


def test_numbered_pictures_are_footage_at_the_rate_of_the_text(tmp_path):
    pictures(tmp_path / "in", range(12), first=995)
    (tmp_path / "in" / "frame_12.png").write_bytes(b"not of it: its number is written otherwise")
    film(tmp_path, "{footage: in/frame_%04d.png}")
    assert not told(tmp_path) and shown(tmp_path) == list(range(12))
    film(tmp_path, "{footage: in/frame_%04d.png, rate: 12.5}")
    assert not told(tmp_path) and shown(tmp_path) == [index // 2 for index in range(24)]
    film(tmp_path, "{footage: in/frame_%04d.png, rate: 12.5, in: 0.16s, out: 0.48s}")
    assert shown(tmp_path) == [2, 2, 3, 3, 4, 4, 5, 5]


def test_a_gap_is_told_and_the_picture_before_is_held(tmp_path):
    pictures(tmp_path, [0, 1, 2, 5, 6, 8], first=10)
    (tmp_path / "frame_0016.png").write_bytes((tmp_path / "frame_0016.png").read_bytes()[:60])
    film(tmp_path, "{footage: frame_%04d.png}")
    assert told(tmp_path) == [
        (
            "warning",
            "'frame_%04d.png' lacks the numbers 13 to 14, or cannot be read there, and "
            "more after: the picture before is held",
        )
    ]
    assert shown(tmp_path) == [0, 1, 2, 2, 2, 5, 5, 5, 8]


def test_very_many_pictures_are_measured_by_their_names(tmp_path, monkeypatch):
    pictures(tmp_path, [0, 1, 2, 5, 6, 9], first=7)
    whole = probing.probe(tmp_path / "frame_%04d.png")
    assert whole.damage == ((Fraction(3), 2), (Fraction(7), 2)) and (
        whole.frames,
        whole.timecode,
    ) == (10, 7)
    monkeypatch.setattr(measuring, "WHOLE", 0)
    assert probing.probe(tmp_path / "frame_%04d.png") == whole


def test_a_picture_that_changes_joins_or_goes_makes_the_shot_anew(tmp_path):
    pictures(tmp_path / "in", range(5))
    film(tmp_path, "{footage: in/frame_%04d.png}")
    assert shown(tmp_path) == list(range(5))
    assert not vfc.build(tmp_path).made
    pictures(tmp_path / "in", [5])
    assert shown(tmp_path) == list(range(6))
    shutil.copy(tmp_path / "in/frame_0000.png", tmp_path / "in/frame_0002.png")
    assert shown(tmp_path) == [0, 1, 0, 3, 4, 5]
    (tmp_path / "in/frame_0005.png").unlink()
    assert shown(tmp_path) == [0, 1, 0, 3, 4]


def test_numbered_pictures_stay_inside_the_folder(tmp_path):
    pictures(tmp_path / "outside", range(3))
    (tmp_path / "film").mkdir()
    pictures(tmp_path / "film/in", range(2))
    (tmp_path / "film/in/frame_0002.png").symlink_to(tmp_path / "outside/frame_0002.png")
    film(tmp_path / "film", "{footage: in/frame_%04d.png}")
    assert told(tmp_path / "film")[0] == (
        "error",
        "'in/frame_0002.png' lies outside the film's folder",
    )
    film(tmp_path / "film", "{footage: ../outside/frame_%04d.png}")
    assert "lies outside" in told(tmp_path / "film")[0][1]


def test_damage_in_the_middle_of_long_footage_is_told_once_by_the_build_that_shows_it(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(measuring, "WHOLE", 0)
    damage(
        footage(
            tmp_path / "a.mp4", list(numbered(50)), rate=Fraction(25), options={"g": "1", "qp": "4"}
        ),
        slice(30, 34),
    )
    film(tmp_path, "{footage: a.mp4, in: 20f, length: 20f}")
    assert told(tmp_path) == []
    for notes in (
        [
            "picture a/s#1: a.mp4 is damaged in 4 places from 1.2 s on: the frame before each is "
            "held"
        ],
        [],
    ):
        heard = Recorder()
        assert vfc.build(tmp_path, reporter=heard).ok
        assert [each.text for each in heard.events if isinstance(each, Noted)] == notes
        assert numbers(read_rgb(tmp_path / "out/film/film.mp4")) == [
            *range(20, 30),
            29,
            29,
            29,
            29,
            *range(34, 40),
        ]
    film(tmp_path, "{footage: a.mp4, length: 10f}")
    heard = Recorder()
    assert vfc.build(tmp_path, reporter=heard).ok
    assert not [each for each in heard.events if isinstance(each, Noted)], (
        "what is not shown is nobody's trouble"
    )


def test_a_file_whose_name_holds_such_a_sign_is_a_file(tmp_path):
    footage(tmp_path / "a%d.mp4", list(numbered(5)), rate=Fraction(25))
    assert shown(film(tmp_path, "{footage: a%d.mp4}")) == list(range(5))


@pytest.mark.parametrize(
    ("shot", "said"),
    [
        (
            "{footage: in/shot_%04d.png}",
            "there is no picture 'in/shot_%04d.png', with a number for its %",
        ),
        (
            "{still: in/frame_%04d.png, length: 1s}",
            "'in/frame_%04d.png' is moving pictures, not a picture",
        ),
        (
            "{footage: a.mp4, rate: 12}",
            "'rate' paces numbered pictures, and 'a.mp4' has a rate of its own",
        ),
        (
            "{still: in/frame_0000.png, rate: 12, length: 1s}",
            "'rate' paces footage of numbered pictures, and this shot comes from 'still'",
        ),
    ],
)
def test_mistakes_with_numbered_pictures(tmp_path, shot, said):
    pictures(tmp_path / "in", range(2))
    footage(tmp_path / "a.mp4", list(numbered(5)), rate=Fraction(25))
    assert ("error", said) in told(film(tmp_path, shot))


@pytest.mark.parametrize(
    ("named", "hint"),
    [
        ("in/frame_%03d.png", "did you mean 'in/frame_%04d.png'?"),
        ("in/%d.png", "did you mean 'in/frame_%04d.png'?"),
        ("in", "its numbered pictures are footage: in/frame_%04d.png"),
        (".", ""),
    ],
)
def test_numbered_pictures_that_are_there_are_offered(tmp_path, named, hint):
    pictures(tmp_path / "in", range(2))
    assert [
        each.hint for each in check(find_workspace(film(tmp_path, f"{{footage: {named}}}")))
    ] == [hint]


def test_an_effect_that_makes_too_large_a_picture_is_a_mistake(tmp_path):
    Image.fromarray(next(moving(1))).save(tmp_path / "a.png")
    film(tmp_path, "{still: a.png, length: 2f, effects: [{Resize: {new_size: [30000, 30000]}}]}")
    said = (
        "the effect 'Resize' makes a picture of 30000x30000, more than the 40 megapixels that "
        "fit in memory"
    )
    assert told(tmp_path) == [("error", said)]
