"""Pictures and shots that lie over shots, and over the film: seen where and when the text says, and
made for no more than they cost.
"""

from __future__ import annotations

import copy
import tempfile
from pathlib import Path

import numpy
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

import vfc
from tests import programs
from tests.media.colour.test_alpha import FORMS, written
from vfc.errors import TextError
from vfc.media.frames import read_rgb
from vfc.testing import Flat

TEXT = """vfc: 1
title: T
format: {size: 64x36, rate: 24}
handles: 4f
generator: flat
scenes:
  a:
    shots:
      one: {prompt: one, length: 12f, overlays: [OVER]}
      two: {prompt: two, length: 12f}
  ins:
    shots:
      small: {prompt: three, length: 10f}
      clear: {footage: clear.mov, length: 6f}
cut: [a/one, {dissolve: 4f}, a/two]
"""


def write(folder: Path, over: str = "", more: str = "", text: str = TEXT) -> Path:
    folder.mkdir(exist_ok=True)
    if not (folder / "logo.png").exists():
        pixels = numpy.zeros((20, 40, 4), numpy.uint8)
        pixels[:, :20] = (255, 0, 0, 255)
        Image.fromarray(pixels).save(folder / "logo.png")
        written(folder / "clear.mov", FORMS["prores.mov"])
    (folder / "film.yaml").write_text(text.replace("OVER", over) + more, encoding="utf-8")
    return folder


def made(folder: Path, **options) -> set[str]:
    result = vfc.build(folder, generators=[Flat()], **options)
    assert result.ok, result.failed
    return set(result.made)


def shown(folder: Path, name: str = "film.mp4") -> list[numpy.ndarray]:
    return [each.astype(int) for each in read_rgb(folder / "out/film" / name)]


def differs(one: numpy.ndarray, other: numpy.ndarray) -> tuple[bool, bool]:
    """Whether two frames differ in their left half, and in their right."""
    apart = numpy.abs(one - other).max(-1)
    return bool(apart[:, :28].max() > 24), bool(apart[:, 36:].max() > 24)


# ── what is seen ─────────────────────────────────────────────────────────────────────────────────


def test_a_layer_is_seen_in_its_place_and_time_alone_and_goes_with_its_shot(tmp_path):
    made(write(tmp_path))
    bare = shown(tmp_path)
    made(write(tmp_path, "{picture: logo.png, place: [0, 0, 0.4, 0.4], at: 3f}"))
    found = [differs(*pair) for pair in zip(bare, shown(tmp_path), strict=True)]
    assert found[:3] == [(False, False)] * 3 and found[3:14] == [(True, False)] * 11
    assert found[16:] == [(False, False)] * 8, "it runs on in the handles, under the dissolve"
    red = shown(tmp_path)[6][3:10, 2:10]
    assert numpy.abs(red - (255, 0, 0)).max() < 40


def test_a_shot_lies_over_another_from_its_first_frame_to_its_last(tmp_path):
    made(write(tmp_path))
    bare = shown(tmp_path)
    made(write(tmp_path, "{shot: ins/small, place: [0.5, 0, 0.5, 1], at: 1f, length: 5f}"))
    found = [differs(*pair) for pair in zip(bare, shown(tmp_path), strict=True)]
    assert found[1:6] == [(False, True)] * 5
    assert [each for each in found[6:] if each != (False, False)] == [] == [*found[:1]][1:]


def test_what_lies_over_the_film_is_over_its_cards_and_under_its_fades(tmp_path):
    text = TEXT.replace(
        "cut: [a/one, {dissolve: 4f}, a/two]",
        "cut: [a/one, {white: 4f}, a/two, {fade: {to: black, length: 4f}}]",
    )
    more = "overlays: [{picture: logo.png, place: [0, 0, 0.5, 1], fit: stretch}]\n"
    made(write(tmp_path, more=more, text=text))
    frames = shown(tmp_path)
    assert len(frames) == 28
    assert all(numpy.abs(each[4:30, 2:12] - (255, 0, 0)).max() < 40 for each in frames[:24])
    ends = [float(each[4:30, 2:12, 0].mean()) for each in frames[23:]]
    assert ends[0] > 240 and ends[1] > ends[2] > ends[3] > ends[4] and ends[4] < 60
    assert all(each[4:30, 40:60].min() > 240 for each in frames[12:16]), "beside it the card"


def test_transparent_footage_is_seen_through(tmp_path):
    made(write(tmp_path))
    bare = shown(tmp_path)
    steps = made(write(tmp_path, "{shot: ins/clear}"))
    assert {"picture ins/clear#1", "matte ins/clear#1"} <= steps
    found = shown(tmp_path)
    for before, after in zip(bare[:6], found[:6], strict=True):
        assert numpy.abs(after[5:30, 48:60] - before[5:30, 48:60]).max() < 12, "not seen"
        assert numpy.abs(after[5:30, 3:20] - 200).max() < 12, "seen whole"
        half = (before[5:30, 28:40] + 200) / 2
        assert numpy.abs(after[5:30, 28:40] - half).max() < 14
    assert all(not any(differs(*pair)) for pair in zip(bare[6:12], found[6:12], strict=True))


def test_a_deliverable_of_another_shape_has_layers_in_its_own_parts(tmp_path):
    over = "{picture: logo.png, place: [0, 0, 0.5, 0.5], fit: stretch}"
    made(write(tmp_path, over, "deliver: {film.mp4: {}, tall.mp4: {size: 36x64}}\n"))
    tall = shown(tmp_path, "tall.mp4")[2]
    assert tall.shape == (64, 36, 3)
    assert numpy.abs(tall[4:28, 2:7] - (255, 0, 0)).max() < 40
    assert (numpy.abs(tall[40:, :] - (255, 0, 0)).max(-1) > 60).all()


# ── what it costs ────────────────────────────────────────────────────────────────────────────────


def test_moving_fading_and_keying_a_layer_cost_encodes_alone(tmp_path):
    made(write(tmp_path, "{shot: ins/small, place: [0, 0, 0.5, 0.5]}"))
    ones = {"segment film.mp4 a/one", "transition film.mp4 a/one>a/two", "deliverable film.mp4"}
    for over in (
        "{shot: ins/small, place: [0.1, 0, 0.5, 0.5]}",
        "{shot: ins/small, place: [0.1, 0, 0.5, 0.5], fade: 2f}",
        "{shot: ins/small, place: [0.1, 0, 0.5, 0.5], key: green, opacity: 0.5}",
        "{picture: logo.png}",
    ):
        steps = made(write(tmp_path, over))
        assert steps <= ones and steps >= {"deliverable film.mp4", "segment film.mp4 a/one"}, over
    assert made(write(tmp_path, "{shot: ins/small, place: [0, 0, 0.5, 0.5]}")) == set()


def test_a_layer_costs_the_segments_in_which_it_is_seen(tmp_path):
    made(write(tmp_path))
    steps = made(write(tmp_path, "{picture: logo.png, at: 2f, length: 4f}"))
    assert steps == {"segment film.mp4 a/one", "deliverable film.mp4"}
    text = TEXT.replace("ins/small: ", "").replace("prompt: three", "prompt: four")
    steps = made(write(tmp_path, "{shot: ins/small, length: 4f}"))
    assert "picture ins/small#1" in steps
    assert made(write(tmp_path, "{shot: ins/small, length: 4f}", text=text)) == {
        "picture ins/small#1",
        "segment film.mp4 a/one",
        "deliverable film.mp4",
    }


def test_a_watermark_costs_no_segment_when_the_film_grows(tmp_path):
    more = (
        "overlays: [{picture: logo.png, place: [0.8, 0, 0.2, 0.2], opacity: 0.5, fade: [2f, 0f]}]\n"
    )
    made(write(tmp_path, more=more))
    text = TEXT.replace(
        "cut: [a/one, {dissolve: 4f}, a/two]", "cut: [a/one, {dissolve: 4f}, a/two, a/one]"
    )
    assert made(write(tmp_path, more=more, text=text)) == {
        "segment film.mp4 a/one:2",
        "segment film.mp4 a/two",
        "mix film.mp4 1",
        "sound film.mp4",
        "deliverable film.mp4",
    } - {"segment film.mp4 a/two"}


def test_a_matte_is_made_where_something_lies_under_it_alone(tmp_path):
    steps = made(
        write(tmp_path, more="deliver: {film.mp4: {}}\n", text=TEXT.replace("a/two]", "ins/clear]"))
    )
    assert "picture ins/clear#1" in steps and not {each for each in steps if "matte" in each}


# ── the text ─────────────────────────────────────────────────────────────────────────────────────


def test_without_a_cut_what_lies_over_others_is_not_shown_by_itself(tmp_path):
    text = TEXT.replace("cut: [a/one, {dissolve: 4f}, a/two]\n", "")
    made(write(tmp_path, "{shot: ins/small}, {shot: ins/clear}", text=text))
    assert len(shown(tmp_path)) == 24
    made(write(tmp_path, "{shot: ins/small}", text=text + "cut: [ins, a]\n"))
    assert len(shown(tmp_path)) == 6 + 24, "a scene stands for the others of its shots"
    checked = programs.vfc("check", tmp_path)
    assert "is in no cut" not in checked.stdout + checked.stderr


def test_an_overlay_outside_the_film_in_time_or_on_the_disk_is_refused_at_its_line(tmp_path):
    with pytest.raises(TextError) as caught:
        made(write(tmp_path, more="overlays: [{picture: logo.png, at: 20f, length: 9f}]\n"))
    (wrong,) = caught.value.mistakes
    assert "ends 5 frames after the film's end" in wrong.message and wrong.span.line == 16
    Image.new("RGB", (4, 4)).save(tmp_path.parent / "outside.png")
    with pytest.raises(TextError) as caught:
        made(write(tmp_path, "{picture: ../outside.png}"))
    assert "outside the film's folder" in caught.value.mistakes[0].message


def test_a_new_name_of_a_shot_is_carried_to_where_it_lies_over_others(tmp_path):
    text = TEXT.replace("generator: flat\n", "")
    more = "overlays: [{shot: ins/small#1, at: a/two}]\n"
    assert vfc.build(write(tmp_path, "{shot: ins/small}", more, text)).ok
    assert programs.vfc("rename", "ins/small", "ins/inset", tmp_path).returncode == 0
    text = (tmp_path / "film.yaml").read_text()
    assert "[{shot: ins/inset}]" in text and "{shot: ins/inset#1, at: a/two}" in text
    assert list(vfc.build(tmp_path).made) == []


# ── the law ──────────────────────────────────────────────────────────────────────────────────────


@st.composite
def layers(draw, *, of_film: bool) -> dict:
    side = st.sampled_from([0.0, 0.1, 0.25, 0.333, 0.5])
    found = draw(
        st.sampled_from([{"picture": "logo.png"}, {"shot": "ins/small"}, {"shot": "ins/clear"}])
    ) | {"place": [draw(side), draw(side), draw(st.sampled_from([0.1, 0.37, 0.5])), 0.5]}
    found = copy.deepcopy(found)
    if draw(st.booleans()):
        found["at"] = f"{draw(st.integers(0, 8))}f"
        found["length"] = f"{draw(st.integers(1, 4))}f"
    if draw(st.booleans()):
        found["fade"] = [f"{draw(st.integers(0, 3))}f", f"{draw(st.integers(0, 3))}f"]
    if draw(st.booleans()):
        found["opacity"] = draw(st.sampled_from([0.3, 0.8]))
    if draw(st.integers(0, 3)) == 0:
        found |= {"key": "green", "fit": draw(st.sampled_from(["pad", "stretch", "crop"]))}
    if of_film and "at" in found and draw(st.booleans()):
        found["at"] = "a/two + 1f"
    return found


def layered(over: list[dict], film: list[dict]) -> dict:
    text = yaml.safe_load(TEXT.replace("OVER", ""))
    text["scenes"]["a"]["shots"]["one"]["overlays"] = over
    return text | {"overlays": film}


@settings(max_examples=6, deadline=None)
@given(st.data())
def test_with_random_layers_an_incremental_build_is_a_clean_one(data):
    with tempfile.TemporaryDirectory() as folder:
        here, clean = Path(folder) / "here", Path(folder) / "clean"
        write(here), write(clean)
        made(here)
        for step in range(2):
            of_shot = data.draw(st.lists(layers(of_film=False), max_size=2))
            of_film = data.draw(st.lists(layers(of_film=True), max_size=2))
            text = yaml.safe_dump(layered(of_shot, of_film), sort_keys=False)
            (here / "film.yaml").write_text(text)
            steps = made(here)
            if step:
                pictures = {each for each in steps if each.startswith(("picture", "matte"))}
                assert all("ins/" in each for each in pictures)
        (clean / "film.yaml").write_text(text)
        made(clean)
        one, other = (each / "out/film/film.mp4" for each in (here, clean))
        assert one.read_bytes() == other.read_bytes()
        assert made(here) == set()


def test_a_cut_has_overlays_of_its_own(tmp_path):
    more = """overlays: [{picture: logo.png, place: [0, 0, 0.5, 1], fit: stretch}]
cuts:
  bare: {cut: [a/one], overlays: []}
  other: {cut: [a/one], overlays: [{shot: ins/small, place: [0.5, 0, 0.5, 1], length: 4f}]}
deliver: {film.mp4: {}, bare.mp4: {cut: bare}, other.mp4: {cut: other}}
"""
    made(write(tmp_path, more=more))
    film, bare, other = (shown(tmp_path, f"{name}.mp4")[2] for name in ("film", "bare", "other"))
    assert differs(film, bare) == (True, False) and differs(other, bare) == (False, True)
    late = shown(tmp_path, "other.mp4")[6], shown(tmp_path, "bare.mp4")[6]
    assert differs(*late) == (False, False)
