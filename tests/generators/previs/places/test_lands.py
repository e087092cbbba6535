"""What a country or a time changes of places: the tables stand, and each is seen."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import numpy as np
import pytest

from vfc.film.model import Camera, Prompt
from vfc.film.timing import Size
from vfc.generators.api import Request
from vfc.generators.previs.picture import drawing, scene
from vfc.generators.previs.picture.drawable import drawable
from vfc.generators.previs.places import lands, paints, sets
from vfc.generators.previs.places.furniture.pieces import FURNITURE
from vfc.generators.previs.reading.lexicon import lexicon
from vfc.generators.previs.reading.scene import SceneWords
from vfc.media.measure.similarity import ssim

KNOWN = {
    *("places", "walls", "roofs", "shape", "hood", "sign", "timber", "without", "street"),
    *("landmark", "cars", "room", "over", "ground", "stalls", "backdrop"),
}
COUNTRIES, PERIODS = (
    {
        what
        for entries in lexicon("en").phrases.values()
        for _, each in entries
        for t, what in each
        if t == table
    }
    for table in ("countries", "periods")
)
MANY = ["japan", "france", "italy", "england", "egypt", "russia", "mexico", "usa"]


def placed_parts(row):
    """The parts of a row of the table."""
    yield from (*row.get("street", ()), *row.get("landmark", ()))
    yield from row.get("room", {}).get("parts", ())


@cache
def drawn(words):
    """What words draw, (90, 160, 3) uint8."""
    request = Request(
        prompt=Prompt(words=words),
        camera=Camera(framing="wide"),
        size=Size(160, 90),
        rate=Fraction(24),
        frames=1,
        length=1,
        seed=3,
    )
    return drawing.drawing(request)[0]


@pytest.mark.parametrize("name", lands.lands())
def test_a_row_names_what_there_is(name):
    row = lands.lands()[name]
    assert name in COUNTRIES | PERIODS
    assert row.keys() <= KNOWN
    assert {entry["part"] for entry in placed_parts(row)} <= FURNITURE.keys()
    assert set(row.get("without", ())) <= FURNITURE.keys()
    known = {*scene.PLACES, *sets.designs()}
    assert {*row.get("places", {}), *row.get("places", {}).values()} <= known
    assert {*row.get("backdrop", {}).values()} <= scene.PLACES.keys()
    surfaces = [row.get("room", {}).get(each, {}) for each in ("walls", "floor", "ceiling")]
    assert {each.get("paint", "plain") for each in surfaces} <= paints.PAINTS.keys()


def test_streets_of_lands_differ():
    pictures = {name: drawn(f"a street in {name}") for name in MANY}
    alike = [
        (one, other)
        for index, one in enumerate(MANY)
        for other in MANY[index + 1 :]
        if ssim(pictures[one], pictures[other]) > 0.93
    ]
    assert not alike


@pytest.mark.parametrize("period", ["medieval", "victorian", "1950s", "futuristic"])
def test_a_time_is_seen_in_a_street_and_in_a_room(period):
    for place in ("street", "room"):
        plain, then = drawn(f"a {place}"), drawn(f"a {period} {place}")
        assert np.abs(plain.astype(int) - then).mean() > 8


def test_a_time_before_cars_has_none():
    words = SceneWords(place="market", period="medieval")
    for name in ("suburb", "square", "town"):
        found = lands.seen(SceneWords(place=name, period="victorian"))
        assert found is not None
        assert "car" not in {entry["part"] for entry in found.parts}
    assert lands.seen(words) is not None


def test_a_place_is_the_lands_own():
    assert drawable(SceneWords(place="temple", country="greece")).place == "ancient_temple"
    assert drawable(SceneWords(place="temple", country="japan")).place == "temple"
    assert drawable(SceneWords(place="skyline", period="future")).place == "megacity"
    neon = SceneWords(place="street", country="japan", things=frozenset(("neon",)))
    assert drawable(neon).place == "street"


def test_an_unknown_land_changes_nothing():
    plain = sets.design("town")
    assert lands.seen(SceneWords(place="town")) is plain
    there = lands.seen(SceneWords(place="town", country="atlantis"))
    assert there is not None
    assert there.parts == plain.parts


def test_an_abandoned_place_has_weeds_and_vines():
    plain, left = drawn("a shopping mall"), drawn("an abandoned shopping mall")
    green = [
        int(((each[..., 1] > each[..., 0] + 18) & (each[..., 1] > each[..., 2] + 18)).sum())
        for each in (plain, left)
    ]
    assert green[1] > green[0] + 300
