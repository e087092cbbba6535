"""The art of things: it is there for each, in the colour asked for, and rendered alike twice."""

from __future__ import annotations

import numpy as np
import pytest

from vfc.generators.previs.things import art, bodies, catalog
from vfc.generators.previs.things.card import card, lettered


def mean(picture: np.ndarray) -> np.ndarray:
    """The mean colour of what is painted."""
    solid = picture[picture[..., 3] > 250][:, :3]
    return solid.mean(axis=0)


def test_every_row_has_its_art():
    assert not [
        entry.id
        for entry in catalog.entries().values()
        if not art.has(art.source(entry.id)[0]) or not art.has(art.source(entry.id, True)[0])
    ]


def test_every_drawing_of_our_own_is_in_the_table():
    used = {entry.art for entry in catalog.entries().values()}
    assert {path.name for path in art.OWN.glob("*.svg")} <= used


@pytest.mark.parametrize("name", ["dog", "table", "fox", "rocket", "sailing_boat", "1f40e"])
def test_a_sprite_is_as_high_as_asked_and_cut_to_what_is_painted(name):
    picture = art.sprite(name, 90)
    assert picture.shape[0] == 90 and picture.dtype == np.uint8
    edges = (picture[:3], picture[-3:], picture[:, :3], picture[:, -3:])
    assert all(edge[..., 3].max() > 20 for edge in edges)
    assert (picture[..., :3] <= picture[..., 3:]).all()


def test_the_same_sprite_twice():
    first = art.sprite("dog", 77).copy()
    art.scaled.cache_clear()
    art.rendered.cache_clear()
    assert (art.sprite("dog", 77) == first).all()


def test_art_faces_the_other_way():
    assert (art.sprite("dog", 60, flip=True) == art.sprite("dog", 60)[:, ::-1]).all()


@pytest.mark.parametrize("name", ["car", "dog", "balloon", "dress", "fox"])
def test_a_colour_is_taken(name):
    blue = mean(art.sprite(name, 80, tint=(40, 80, 220)))
    white = mean(art.sprite(name, 80, tint=(245, 245, 245)))
    assert blue[2] > blue[0] + 40
    assert white.min() > 140


def test_a_colour_leaves_what_has_another():
    """A red car's tyres stay dark, its windows blue."""
    red, blue = art.sprite("car", 80), art.sprite("car", 80, tint=(20, 40, 200))
    same = (np.abs(red.astype(int) - blue).sum(axis=2) < 12) & (red[..., 3] > 250)
    assert same.mean() > 0.15


def test_faces():
    assert art.source("dog", True)[0] == "1f436"
    assert art.source("fox", True)[0] == "1f98a"
    assert art.source("fox")[0] == "body fox"
    assert art.source("table", True) == art.source("table")


def test_water_is_left_out():
    box = art.extent(*art.source("sailing_boat"))
    assert box[3] < art.extent("26f5")[3]


def test_what_has_no_art():
    with pytest.raises(KeyError):
        art.sprite("no such thing", 50)


def test_bodies_are_of_things():
    tables = bodies.tables()
    assert set(tables["body"]) == {e.id for e in catalog.entries().values() if e.bodied}
    assert set(tables["flight"]) <= set(catalog.entries())


def test_a_card_bears_its_word():
    picture = card("Zeppelin", 120)
    other = card("Xylophon", 120)
    assert picture.shape[0] == 120
    assert (picture[..., 3] == 255).all()
    assert picture[..., :3].mean() > 180 > picture[..., :3].min()
    assert picture.shape != other.shape or (picture != other).any()


def test_letters_that_the_font_lacks():
    assert lettered("Straße") == "Straße"
    assert lettered("龍", "dragon") == "dragon"
