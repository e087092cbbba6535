"""What the words say of temperature is what the first of the things does at it."""

from __future__ import annotations

import pytest

from tests.generators.previs.reading.facts import read, things
from vfc.generators.previs.reading.heat import tempered


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("a piece of ice as the temperature rises to 10°C", "1 ice_cube melt"),
        ("a piece of ice as the temperature rises to -10°C", "1 ice_cube stand"),
        ("a block of cheese as the temperature rises to 60°C", "1 cheese melt"),
    ],
)
def test_heat_melts_and_boils(words, seen):
    assert things(read(f"A timelapse captures the transformation of {words}.")) == seen


def test_the_temperature_itself_is_no_thing_and_falls_on_nobody():
    text, degrees = tempered("a bottle stands, as the temperature drops below 0 °C.")
    assert (text, degrees) == ("a bottle stands.", 0.0)
    assert tempered("a hot day, 30°C") == ("a hot day, 30°C", None)
