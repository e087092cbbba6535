"""Nature without people or things moves: what is said to happen is seen between two frames."""

from __future__ import annotations

import numpy as np
import pytest

from tests.generators.previs.reading.facts import read, things
from tests.generators.previs.things.test_subjects import request, sprites, staged
from vfc.generators.previs.air import wheeling
from vfc.generators.previs.picture import drawing
from vfc.generators.previs.reading.drafts import COLOURS
from vfc.generators.previs.things.stances import Moment, jumping


@pytest.mark.parametrize(
    ("words", "least"),
    [
        ("time-lapse of clouds over mountains", 0.02),
        ("stars wheel in the night sky, time lapse", 0.002),
        ("the sun rises over the ocean", 0.01),
        ("a full moon rises over the hills", 0.002),
        ("waves crash on a beach", 0.02),
        ("autumn leaves fall in a forest", 0.005),
        ("a tornado crosses a field", 0.01),
        ("a volcano erupts at night", 0.01),
        ("lava flows down a volcano", 0.01),
        ("raindrops run down a window", 0.05),
    ],
)
def test_it_moves(words, least):
    frames = drawing.drawing(request(words))
    early, late = frames[3].astype(int), frames[21].astype(int)
    changed = (np.abs(early - late).max(axis=2) > 24).mean()
    assert changed > least


@pytest.mark.parametrize(
    ("words", "up"),
    [
        ("the sun rises over the ocean", True),
        ("the sun sets over the sea", False),
        ("Sonnenuntergang im Zeitraffer", False),
        ("a full moon rises over the hills", True),
    ],
)
def test_the_sun_goes_up_where_it_rises_and_down_where_it_sets(words, up):
    (orb,) = (each for each in wheeling.wheeling(staged(words)) if isinstance(each, wheeling.Orb))
    assert (orb.way < 0) == up


@pytest.mark.parametrize(
    ("words", "what", "seen"),
    [
        ("the northern lights dance over a frozen lake", "", "aurora"),
        ("rain on the glass", "", "wet pane"),
        ("raindrops run down a window", "", "wet pane"),
        ("clouds pass over a valley, time lapse", "", "timelapse"),
        ("Wolken ziehen über ein Tal, Zeitraffer", "", "timelapse"),
        ("a glass of water on a table", "1 glass; 1 table", ""),
        ("rain falls on green leaves", "4 leaf", "rain"),
        ("a river flows through a forest", "", ""),
        ("lava flows down a volcano", "1 volcano flow", ""),
        ("sand dunes shift in a mesmerizing dance under the sun", "1 sun", ""),
    ],
)
def test_nature_is_nobodys_deed(words, what, seen):
    scene = read(words)
    assert (things(scene), scene.people) == (what, ())
    assert not seen or scene.has(seen)


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("a river flows through a forest", "river"),
        ("a waterfall in a dense jungle", "waterfall"),
        ("a snow avalanche crashed down a mountain peak", "mountains"),
        ("snowy mountains at dawn, an eagle soars", "mountains"),
        ("the milky way over a desert", "desert"),
    ],
)
def test_land_is_a_place(words, place):
    assert read(words).place == place


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("a glass of whisky", "1 whisky"),
        ("a bottle of wine and two glasses", "1 bottle; 2 glass"),
        ("a basket of apples", "1 basket; 4 apple"),
        ("a phone rings", "1 phone shake"),
        ("a coffee in a pink mug", "1 coffee"),
        ("a glass filled with beer", "1 beer"),
        ("a green apple fruit on a table", "1 green_apple; 1 table"),
        ("a car with an open hood", "1 car"),
        ("cars parked on the road", "4 car"),
        ("a steaming cup of tea", "1 tea"),
        ("pancakes with blueberry on the top", "1 pancakes; 1 blueberries"),
        ("a watch on a table", "1 watch; 1 table"),
        ("a bear catches a salmon", "1 bear catch; 1 fish"),
    ],
)
def test_what_belongs_together_is_one(words, what):
    assert things(read(words)) == what


def test_eyes_of_somebody_are_seen_near():
    scene = read("the eyes of an old man")
    assert scene.framing == "extreme close" and not scene.subjects and scene.people


def test_a_castle_does_not_hang_in_its_throne_room():
    assert not sprites("throne room of a castle")


def test_a_school_of_fish_is_no_row():
    feet = {round(each.foot, 2) for each in sprites("a school of fish")}
    assert len(feet) > 5


@pytest.mark.parametrize(
    ("words", "colour"),
    [
        ("a goldfish in a bowl", "orange"),
        ("a golden retriever in a meadow", "gold"),
        ("ein Goldfisch", "orange"),
        ("golden retriever puppies in the snow", "gold"),
        ("a blooming cherry blossom tree", "pink"),
        ("a black dog in a meadow", "black"),
        ("a coffee in a pink mug", "pink"),
        ("trois pommes vertes sur une table", "green"),
        ("un coche rojo en una calle", "red"),
        ("黒い犬が走る", "black"),
    ],
)
def test_things_have_the_colour_that_is_said_or_is_in_their_name(words, colour):
    assert read(words).subjects[0].colour == COLOURS[colour]


@pytest.mark.parametrize("words", ["sun view through a spider web", "a duck on the water"])
def test_sun_and_water_are_no_things_beside_others(words):
    assert len(sprites(words)) == 1


def test_a_moon_that_the_lens_is_close_to_fills_the_picture():
    (moon,) = sprites("close up view of a full moon", "close")
    assert moon.height > 0.45


def test_a_vintage_car_is_no_sepia_film():
    assert not read("a green vintage automobile in a street").styles
    assert read("a street, vintage film").styles == ("sepia",)


def test_who_jumps_stands_at_the_beginning_and_at_the_end():
    for seconds in (2.0, 4.0, 7.0):
        moments = [Moment(second=part * seconds, part=part) for part in (0.02, 0.5, 1.0)]
        first, middle, last = (jumping(each).y for each in moments)
        assert middle < -0.4 < first and last > -0.1
