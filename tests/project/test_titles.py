"""Words of titles come and go, on cards too, and stand on a box where they have a background."""

from __future__ import annotations

import numpy

from tests.project.test_sources import built, film, frames_of

SHOT = "scenes:\n  a:\n    shots:\n      s: {prompt: x, length: 24f}\n"
CARD = "text: MM, length: 24f, size: 0.5, background: black, colour: white"


def brightest(folder) -> list[int]:
    built(folder)
    return [int(frame.max()) for frame in frames_of(folder)]


def test_the_words_of_a_card_come_and_go(tmp_path):
    film(tmp_path, f"{SHOT}cut: [title: {{{CARD}, fade: 8f}}]\n")
    found = brightest(tmp_path)
    assert len(found) == 24 and found[0] < 60 and found[-1] < 60
    assert found[:9] == sorted(found[:9]) and found[-9:] == sorted(found[-9:], reverse=True)
    assert min(found[9:15]) > 220


def test_a_card_under_a_transition_goes_on_where_its_words_were(tmp_path):
    plain = f"cut: [title: {{{CARD}}}, {{dissolve: 8f}}, a/s]\n"
    film(tmp_path, SHOT + plain.replace("length: 24f", "length: 24f, fade: 12f", 1))
    built(tmp_path)
    frames = frames_of(tmp_path)
    assert int(frames[2].max()) < int(frames[11].max()) > int(frames[23].max())
    # the words are gone before the picture comes, of which half is seen in the middle
    assert len(frames) == 48 and float(frames[28].std()) < 12


def test_a_card_without_a_fade_stands(tmp_path):
    film(tmp_path, f"{SHOT}cut: [title: {{{CARD}}}]\n")
    assert min(brightest(tmp_path)) > 220


def test_a_background_over_the_picture_is_a_box_behind_the_words(tmp_path):
    title = "at: 0s, length: 12f, text: MM, size: 0.3, place: middle, colour: white"
    film(tmp_path, f"{SHOT}titles: [{{{title}, background: red}}]\n")
    built(tmp_path)
    frames = frames_of(tmp_path)
    red = (frames[4][..., 0] > 180) & (frames[4][..., 1] < 70)
    rows, columns = numpy.nonzero(red)
    assert red.sum() > 60 and 8 < rows.min() < rows.max() < 30
    assert columns.min() > 8 and columns.max() < 56
    assert not ((frames[20][..., 0] > 180) & (frames[20][..., 1] < 70)).any()
