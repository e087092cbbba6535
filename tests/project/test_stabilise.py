"""A shaken shot in a film: its frames, what a change of it costs, what lies over others."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy
import pytest

import vfc
from tests.media.reels import footage
from tests.media.shaken import SIZE, measured_jerk, seen, shaking
from vfc.engine.events import Noted
from vfc.film.timing import Size
from vfc.media.frames import read_frames, read_rgb
from vfc.testing import Recorder

TEXT = """vfc: 1
title: T
format: {size: 400x224, rate: 24}
handles: 4f
scenes:
  a:
    shots:
      raw: {footage: shaken.mp4, length: 24f}
      s: {footage: shaken.mp4, length: 24f, stabilise: STRENGTH}
      b: {prompt: a lamp, length: 8f}
cut: CUT
deliver: {film.mkv: {codec: ffv1}}
"""


@pytest.fixture(scope="module")
def clips(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("clips")
    pictures = [cv2.cvtColor(each, cv2.COLOR_GRAY2RGB) for each in seen(shaking(36, 5.0, pan=1.5))]
    footage(folder / "shaken.mp4", pictures)
    footage(folder / "deep.mp4", pictures[:20], codec="libx265", pixels="yuv420p10le")
    footage(folder / "upright.mp4", [each[:, 100:226] for each in pictures[:12]])
    return folder


def film(folder: Path, clips: Path, cut: str, strength: str = "on") -> Path:
    for each in clips.iterdir():
        if not (folder / each.name).exists():
            (folder / each.name).hardlink_to(each)
    (folder / "film.yaml").write_text(TEXT.replace("STRENGTH", strength).replace("CUT", cut))
    return folder


def frames(folder: Path) -> list[numpy.ndarray]:
    return list(read_rgb(folder / "out/film/film.mkv"))


def greys(pictures) -> list[numpy.ndarray]:
    return [cv2.cvtColor(each, cv2.COLOR_RGB2GRAY) for each in pictures]


def test_a_shaken_shot_comes_steady_into_the_film_with_all_its_frames(tmp_path, clips):
    """Under a transition it runs on into its handles; a change costs its step and what shows it."""
    cut = "[a/raw, a/s, {dissolve: 4f}, a/b]"
    result = vfc.build(film(tmp_path, clips, cut))
    made = frames(tmp_path)
    assert result.ok and len(made) == 24 + 24 + 8
    raw, steady = measured_jerk(greys(made[:24])), measured_jerk(greys(made[24:48]))
    assert steady < raw / 60
    again = vfc.build(film(tmp_path, clips, cut, "{strength: 0.1, crop: 0.3}"))
    assert sorted(again.made) == [
        "deliverable film.mkv",
        "segment film.mkv a/s",
        "stabilisation a/s#1",
        "transition film.mkv a/s>a/b",
    ]
    assert not vfc.build(film(tmp_path, clips, cut)).made


def test_what_is_off_or_of_no_strength_is_no_step(tmp_path, clips):
    for word in ("off", "0", "{strength: 0}", "{crop: 0}"):
        planned = vfc.plan(film(tmp_path, clips, "[a/s]", word))
        assert "stabilisation" not in {step.kind.name for step in planned.plan.steps}


def test_what_plays_at_another_speed_has_its_frames(tmp_path, clips):
    vfc.build(film(tmp_path, clips, "[a/s: {speed: 2}, a/s: {reverse: on, out: 6f}]"))
    assert len(frames(tmp_path)) == 18


def test_ten_bits_and_what_stands_between_bars(tmp_path, clips):
    folder = film(tmp_path, clips, "[a/d, a/u]")
    text = (folder / "film.yaml").read_text()
    shots = (
        "      d: {footage: deep.mp4, length: 20f, stabilise: 0.3}\n"
        "      u: {footage: upright.mp4, length: 12f, stabilise: on, fit: pad}\n"
    )
    (folder / "film.yaml").write_text(text.replace("      b:", f"{shots}      b:"))
    assert vfc.build(folder).ok
    planned = vfc.plan(folder)
    key = planned.plan.shown["a/d"]
    path = planned.loaded.store.path(planned.decisions[key].trace.output)
    kept = list(read_frames(path))
    assert len(kept) == 20 and kept[0].format.name == "yuv420p10le"
    upright = frames(folder)[20:]
    assert len(upright) == 12
    for each in upright:
        assert each[:, :130].max() < 3 and each[:, -130:].max() < 3
        assert each[:, 145:255].min() > 8  # and no bar has come into the picture


def test_a_transparent_shot_over_another_is_steady_with_its_edge(tmp_path, clips):
    """Its matte goes by the path of its picture: what is red has nothing of its black around it."""
    shaken, things = shaking(16, 4.0), seen(shaking(16, 4.0))
    with av.open(str(tmp_path / "cut-out.mov"), "w") as container:
        stream = container.add_stream("png", rate=24)
        stream.width, stream.height, stream.pix_fmt = *SIZE, "rgba"
        for place, thing in zip(shaken.place, things, strict=True):
            picture = numpy.zeros((SIZE.height, SIZE.width, 4), numpy.uint8)
            left, top = round(120 - place.real), round(60 - place.imag)
            part = numpy.s_[top : top + 100, left : left + 160]
            picture[part][..., 0] = 155 + thing[part] // 3
            picture[part][..., 3] = 255
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgba")))
        container.mux(stream.encode(None))
    folder = film(tmp_path, clips, "[a/b]")
    text = (folder / "film.yaml").read_text()
    shots = "      c: {footage: cut-out.mov, length: 8f, stabilise: on, handles: 0f}\n"
    over = "      b: {overlays: [{shot: a/c}], "
    (folder / "film.yaml").write_text(text.replace("      b: {", f"{shots}{over}"))
    assert vfc.build(folder).ok
    edges = []
    for each in frames(folder):
        red = each[..., 0].astype(int) - each[..., 1] > 60
        columns = numpy.flatnonzero(red[SIZE.height // 2])
        edges.append(columns[0])
    shaken_edges = numpy.abs(numpy.diff([round(120 - place.real) for place in shaken.place[:8]], 2))
    assert numpy.abs(numpy.diff(edges, 2)).max() <= 2 < shaken_edges.max()


def test_that_a_crop_is_too_little_is_said(tmp_path, clips):
    heard = Recorder()
    assert vfc.build(film(tmp_path, clips, "[a/s]", "{crop: 0.01}"), reporter=heard).ok
    (said,) = [each.text for each in heard.events if isinstance(each, Noted)]
    assert "shakes more than a crop of 1% lets it be held" in said
    assert said.endswith("stabilise: {crop: 0.02}")


def test_a_size_of_the_film_is_a_size_of_the_step(tmp_path, clips):
    folder = film(tmp_path, clips, "[a/s]")
    text = (folder / "film.yaml").read_text().replace("400x224", "200x112")
    (folder / "film.yaml").write_text(text)
    assert vfc.build(folder).ok
    (frame, *_) = frames(folder)
    assert Size(frame.shape[1], frame.shape[0]) == Size(200, 112)
    assert Fraction(len(frames(folder)), 24) == 1
