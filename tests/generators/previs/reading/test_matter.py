"""What is poured, mixed, emptied and heated is read with its colours, levels and degrees."""

from __future__ import annotations

import pytest

from tests.generators.previs.reading.facts import read
from vfc.generators.previs.reading.matter import substances, table
from vfc.generators.previs.reading.scene import Liquid


def liquids(words: str) -> list[Liquid]:
    """The vessels of a text with what is in them."""
    return [each.liquid for each in read(words).subjects if each.liquid is not None]


@pytest.mark.parametrize(
    ("words", "shape"),
    [
        ("milk is poured into a cup", "cup"),
        ("a close-up of sparkling water being poured into a glass", "glass"),
        ("liquid gold is poured into a mold", "bowl"),
        ("close up pouring whiskey", "glass"),
        ("orange juice in a glass turns green", "glass"),
        ("a timelapse of water in a pot as the temperature reaches 130°C", "pot"),
        ("ethanol in a flask as the temperature is 108°C", "flask"),
        ("a bathtub filling", "tub"),
    ],
)
def test_the_vessel_is_read(words: str, shape: str):
    assert [each.shape for each in liquids(words)] == [shape]


@pytest.mark.parametrize("words", ["coffee is poured into a glass", "a bathtub filling"])
def test_what_is_poured_fills_the_vessel(words: str):
    (liquid,) = liquids(words)
    assert liquid.stream is not None and liquid.high > liquid.low + 0.5


def test_a_bottle_runs_empty_and_a_glass_fills():
    bottle, glass = liquids("a full bottle of wine, gradually emptying into glasses")
    assert bottle.high < bottle.low and glass.high > glass.low
    assert bottle.first == glass.first == (128, 24, 50)


@pytest.mark.parametrize(
    ("words", "red", "blue"),
    [
        ("a drop of hydrochloric acid is added to a blue litmus solution", (0, 1), (1, 0)),
        ("sodium hydroxide is added to a glass of red litmus solution", (1, 0), (0, 1)),
    ],
)
def test_litmus_turns(words: str, red: tuple[int, int], blue: tuple[int, int]):
    (liquid,) = liquids(words)
    redder = [int(each[0] > each[2]) for each in (liquid.first, liquid.last)]
    assert tuple(redder) == red and tuple(1 - each for each in redder) == blue


def test_baking_soda_foams_in_vinegar_and_in_nothing_else():
    (foams,) = liquids("a glass of baking soda is gently poured into a glass of vinegar")
    (plain,) = liquids("a glass of milk is gently poured into a glass of water")
    assert foams.foams and not plain.foams


@pytest.mark.parametrize(
    ("words", "boils", "freezes"),
    [
        ("water in a pot as the temperature reaches 130°C", True, False),
        ("water in a pot as the temperature reaches 60°C", False, False),
        ("water in a bottle as the temperature drops below 0°C", False, True),
        ("glycerol in a beaker as the temperature is 260°C", False, False),
        ("glycerol in a beaker as the temperature reaches 320°C", True, False),
        ("ethanol in a flask as the temperature is 48°C", False, False),
    ],
)
def test_what_is_heated_boils_at_its_own_degrees(words: str, boils: bool, freezes: bool):
    (liquid,) = liquids(words)
    assert (liquid.boils, liquid.freezes) == (boils, freezes)


@pytest.mark.parametrize(
    ("words", "done"),
    [
        ("a block of cheese as the temperature rises to 60°C", "melt"),
        ("a piece of ice as the temperature rises to 10°C", "melt"),
        ("a piece of ice as the temperature rises to -10°C", "stand"),
    ],
)
def test_what_is_solid_melts_at_its_own_degrees(words: str, done: str):
    assert read(words).subjects[0].action == done


def test_iodine_goes_up_in_smoke():
    (liquid,) = liquids("iodine crystals are exposed to a temperature of 150°C")
    assert liquid.smoke is not None and liquid.heap and liquid.high < liquid.low


def test_two_colours_that_are_stirred_become_one():
    words = "equal amounts of red and white paint are combined and stirred until fully blended"
    (liquid,) = liquids(words)
    assert liquid.second is not None and liquid.first != liquid.second
    assert all(
        min(a, b) <= c <= max(a, b)
        for a, b, c in zip(liquid.first, liquid.second, liquid.last, strict=True)
    )


def test_two_vessels_have_each_their_own_colours():
    black, clear = liquids("clear water in a glass turns black as tea in a cup turns transparent")
    assert sum(black.last) < 100 and sum(clear.last) > 600
    assert [black.shape, clear.shape] == ["glass", "cup"]


@pytest.mark.parametrize(
    "words", ["a woman pours tea into a cup", "a glass of beer on a table", "waves turn blue"]
)
def test_what_somebody_does_and_what_stands_there_is_as_ever(words: str):
    assert liquids(words) == []


def test_a_thing_onto_which_something_is_poured_has_its_stream():
    things = read("sulfuric acid is poured onto a plastic spoon").subjects
    spoon = next(each for each in things if each.name == "spoon")
    assert spoon.lead and spoon.liquid is not None and spoon.liquid.stream is not None


def test_each_substance_is_found_by_each_of_its_words():
    for name, row in table()["substances"].items():
        assert all(substances(f"some {word} here")[0].name == name for word in row["words"]), name
