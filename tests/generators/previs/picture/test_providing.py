"""An action takes its object from the words: who pushes a cart pushes no crate."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from vfc.film.model import Camera, Prompt
from vfc.film.timing import Size
from vfc.generators.api import Request
from vfc.generators.previs.canvas.stage import stage
from vfc.generators.previs.people.figures import Figure
from vfc.generators.previs.people.settings.standins import manners, table
from vfc.generators.previs.people.settings.table import SETTINGS
from vfc.generators.previs.picture.crowd import figures
from vfc.generators.previs.picture.setups import setup as set_up
from vfc.generators.previs.picture.subjects import shown
from vfc.generators.previs.things import catalog


def people(words: str) -> list[Figure]:
    asked = Request(
        prompt=Prompt(words=words),
        camera=Camera(framing="full"),
        size=Size(320, 180),
        rate=Fraction(24),
        frames=1,
        length=1,
        seed=7,
    )
    found = stage(set_up(asked))
    everybody = figures(found)
    for each in everybody:
        held = {each.person.object} if each.stand_ins else set()
        assert not held & {thing.name for thing in shown(found.words)}, "it is there once"
    return everybody


def shapes(someone: Figure, setting: str) -> set[bytes]:
    drawn = someone.set_out([setting], someone.pose(1.5))
    return {points.round(3).tobytes() for points, _ in drawn}


@pytest.mark.parametrize(
    ("words", "setting"),
    [
        ("a mother pushes a shopping cart through a supermarket", "crate"),
        ("a bellhop pulls a big suitcase through a hotel lobby", "tow"),
        ("a girl opens a treasure chest in an attic", "door"),
        ("a thief takes a painting in a museum", "stand"),
        ("a girl pets a brown horse in a barn", "door"),
        ("a girl pets a cat in a garden", "dog"),
        ("a man leans against his motorbike at a petrol station", "wall"),
        ("a spy hides behind a car in a car park", "cover"),
        ("a boy throws a snowball in a park", "flying ball"),
        ("a boy climbs a tree in a garden", "rock"),
        ("a small girl builds a sandcastle on the beach", "dog"),
        ("two old men play chess in the park", "laptop"),
    ],
)
def test_the_thing_of_the_words_stands_in(words: str, setting: str):
    someone = next(each for each in people(words) if each.stand_ins)
    assert list(someone.stand_ins) == [setting]
    pose = someone.pose(1.5)
    boxes = someone.stand_ins[setting].boxes(SETTINGS[setting](pose))
    assert boxes and all(top < bottom for _, top, _, bottom in boxes)
    plain = replace(someone, stand_ins={})
    assert shapes(someone, setting) != shapes(plain, setting) != set()


def test_without_a_thing_the_action_has_its_own():
    (alone,) = people("a man pushes with all his strength")
    assert not alone.stand_ins and not alone.gone
    pose = alone.pose(0.5)
    assert len(alone.set_out(pose.behind, pose)) == len(SETTINGS["crate"](pose))


def test_of_one_thing_that_several_work_at_there_is_one():
    workers = people("three workers assemble a machine in a factory")
    assert sorted(len(each.stand_ins) for each in workers) == [0, 0, 1]
    assert all("bench" in each.gone for each in workers if not each.stand_ins)


def test_a_thing_has_its_size_beside_whoever_uses_it():
    high = {
        words: next(iter(people(words)[0].stand_ins.values())).high
        for words in ("a man pushes a car along a road", "a man pushes a shopping cart in a shop")
    }
    car, cart = high.values()
    assert 0.6 < car < 1.15
    assert 0.4 < cart < car


@pytest.mark.parametrize("setting", table())
def test_the_table_names_settings_and_what_stands_beside(setting: str):
    row = table()[setting]
    assert setting in SETTINGS
    assert set(row.get("with", ())) | set(row.get("small", {}).get("on", ())) <= set(SETTINGS)
    assert 0 < row["high"][0] < row["high"][1] < 2


def test_the_ways_of_doing_it_name_things_that_there_are():
    names = {name for ways in manners().values() for some in ways.values() for name in some}
    assert not {name for name in names if name and catalog.known(name) is None}


@pytest.mark.parametrize(
    ("words", "board"),
    [
        ("a surfer rides a huge wave at sunrise", "lying_surfboard"),
        ("a boy rides a skateboard down the street", "rolling_skateboard"),
    ],
)
def test_whoever_rides_a_wave_or_a_street_stands_on_a_board(words: str, board: str):
    (rider,) = people(words)
    assert rider.person.object == board and rider.mount is not None
    assert "horse" not in rider.pose(0.5).behind


def test_an_instrument_is_there_once():
    (pianist,) = people("a pianist plays a grand piano on a stage")
    assert "piano" in pianist.pose(0.5).behind


@pytest.mark.parametrize(
    ("words", "setting"),
    [
        ("a person blows out the candles on a cake", "cake"),
        ("a man is putting a ring on a finger", "wedding ring"),
        ("an old woman knits a scarf", "knitting"),
    ],
)
def test_what_an_action_has_with_it_stands_nowhere_else(words, setting):
    (someone,) = people(words)
    pose = someone.pose(0.6)
    assert someone.set_out([*pose.behind, *pose.before], pose) and setting in (
        *pose.behind,
        *pose.before,
    )
    staged = stage(
        set_up(
            Request(
                prompt=Prompt(words=words),
                camera=Camera(framing="full"),
                size=Size(320, 180),
                rate=Fraction(24),
                frames=1,
                length=1,
                seed=7,
            )
        )
    )
    assert not shown(staged.words) and not someone.person.holds


def test_who_looks_up_has_the_head_back_and_who_falls_is_off_the_ground():
    (gazing,) = people("a person looking up into space")
    (falling,) = people("a person leaping off a cliff, free-falling")
    assert gazing.alive(1.0).tilt < -0.4
    assert falling.alive(1.0).shift[1] < -0.3 and falling.alive(1.0).spin > 1


def test_who_sits_in_a_tree_is_on_its_branch():
    (someone,) = people("a man sitting in a tree")
    assert someone.mount is not None and someone.mount.name == "branched_tree"
    assert someone.person.action == "sit" and someone.mount.height > someone.tall


@pytest.mark.parametrize("words", ["a girl on a swing", "a child swinging on a swing"])
def test_who_swings_sits_on_the_swing(words):
    (someone,) = people(words)
    assert someone.mount is not None and someone.mount.name == "swing"


def test_a_cane_is_in_the_hand():
    (someone,) = people("an old man with a walking stick walks down the street")
    assert someone.person.holds == "white_cane"


def test_who_leans_on_a_cane_has_it_in_the_hand_and_no_wall():
    (someone,) = people("an old man leaning on his cane")
    assert someone.person.holds == "white_cane" and someone.person.action == "stand"
