"""What people wear is seen, and is theirs in every shot."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from tests.generators.previs.people.drawn import LOOK, covered, drawn, figure, unlike
from vfc.generators.previs.people.heads.hairs import HAIRS
from vfc.generators.previs.people.heads.hats import FACES, HATS
from vfc.generators.previs.people.props.table import HELD
from vfc.generators.previs.people.wardrobe.behind import BACK
from vfc.generators.previs.people.wardrobe.costumes import costumes, dressed, table
from vfc.generators.previs.people.wardrobe.worn import WEAR
from vfc.generators.previs.reading.lexicon import fitting
from vfc.generators.previs.reading.scene import Person

TRADES = sorted(table("trades"))
SOMEBODY = Person(kind="man", garment="coat")


@pytest.mark.parametrize("trade", TRADES)
@pytest.mark.parametrize("action", ["stand", "walk"])
def test_a_trade_differs_from_a_plain_person(trade, action):
    plain, dressed_up = (
        figure(Person(kind="man", trade=each, action=action)) for each in ("", trade)
    )
    assert unlike(drawn(plain), drawn(dressed_up)) > 0.25


@cache
def of_trade(trade: str) -> np.ndarray:
    """A man of a trade, drawn once."""
    return drawn(figure(Person(kind="man", trade=trade)))


@pytest.mark.parametrize("trade", TRADES)
def test_a_trade_differs_from_every_other(trade):
    mine, others = of_trade(trade), TRADES[TRADES.index(trade) + 1 :]
    assert min((unlike(mine, of_trade(each)) for each in others), default=1.0) > 0.08


@pytest.mark.parametrize("kind", sorted(table("beings")))
def test_a_being_differs_from_a_man(kind):
    assert unlike(drawn(figure(SOMEBODY)), drawn(figure(Person(kind=kind)))) > 0.4


@pytest.mark.parametrize("name", ["trades", "garments", "beings"])
def test_the_tables_name_what_can_be_drawn(name):
    for row in table(name).values():
        assert {shape for shape, _ in row.wear} <= set(WEAR)
        assert {shape for shape, _ in row.back} <= set(BACK)
        assert {shape for shape, _ in row.face} <= set(FACES)
        assert row.hat[0] in {"", *HATS} and row.hair[0] in {"", *HAIRS}
        assert row.holds in {"", *HELD}


def test_every_garment_and_hat_is_drawn_from_each_side():
    for garment in table("garments"):
        for fields in ({}, {"action": "walk"}, {"action": "walk", "away": True}):
            assert covered(drawn(figure(Person(garment=garment, **fields)))).any()


@pytest.mark.parametrize("close", [False, True])
def test_the_colour_of_the_words_is_worn(close):
    green = (40, 140, 60)
    look = replace(LOOK, coat=green, shade=(20, 90, 40))
    for garment in ("", "dress", "suit", "hoodie", "kimono"):
        person = Person(kind="woman", woman=True, coat=green, garment=garment)
        picture = drawn(figure(person, look=look, close=close)).astype(int)
        assert (np.abs(picture - green).max(axis=2) < 8).sum() > 700


def test_two_alike_in_words_are_dressed_alike_whatever_they_do():
    one = Person(kind="woman", woman=True, born=4711)
    assert dressed(one) == dressed(replace(one, action="run", target=1, holds="book"))
    assert len({dressed(replace(one, born=born)).hair for born in range(0, 400, 13)}) > 2


def test_what_is_held_is_seen_whole_up_close():
    """An umbrella is over the head in a close shot too."""
    bare, under = (
        drawn(figure(Person(garment="coat", holds=holds), close=True, tall=2.0, foot=1.9))
        for holds in ("", "umbrella")
    )
    above = (covered(under) & ~covered(bare))[:110]
    assert above.sum() > 2000


def test_every_thing_is_drawn_in_the_hand():
    nothing = drawn(figure(SOMEBODY))
    for thing in HELD:
        assert unlike(nothing, drawn(figure(replace(SOMEBODY, holds=thing)))) > 0.008, thing


def test_emotions_change_the_face():
    faces = [
        drawn(figure(Person(garment="coat", emotion=each), close=True, tall=3.0, foot=2.8))
        for each in ("", "joyful", "sad", "angry", "afraid", "surprised")
    ]
    for index, one in enumerate(faces):
        for other in faces[index + 1 :]:
            assert unlike(one, other) > 0.002


def test_eyes_turn_and_mouths_speak():
    person = Person(garment="coat")
    looks = [
        drawn(figure(person, close=True, tall=3.0, foot=2.8, gaze=way)) for way in ("left", "right")
    ]
    assert unlike(*looks) > 0.001
    silent, speaker = (
        figure(person, close=True, tall=3.0, foot=2.8, turn=turn) for turn in (None, 0.0)
    )
    assert max(speaker.alive(t).mouth for t in (0.5, 0.8, 1.1)) > 0.3
    assert max(silent.alive(t).mouth for t in (0.5, 0.8, 1.1)) == 0.0


def test_every_trade_of_the_words_has_a_costume():
    assert set(fitting()["trades"]) <= set(costumes())


def test_a_skin_of_the_words_is_theirs():
    dark, fair = (
        drawn(figure(Person(garment="swimsuit", skin=skin)))
        for skin in ((90, 60, 44), (240, 206, 180))
    )
    both = covered(dark)
    assert dark[both].mean() < fair[both].mean() - 20


def test_a_thing_without_a_shape_here_is_drawn_from_its_picture_at_the_hand():
    """A blue picture lies where the grip is."""

    def blue(height: int) -> np.ndarray:
        return np.full((height, height, 4), (0, 0, 255, 255), np.uint8)

    somebody = figure(Person(garment="coat", action="hold", holds="kite"), art=blue)
    (x, y), _ = somebody.alive(0.5).grip
    rows, columns = np.nonzero((drawn(somebody) == (0, 0, 255)).all(axis=2))
    assert len(rows) > 300
    assert abs(columns.mean() - (160 + x * 180)) < 3 and abs(rows.mean() - (220.8 + y * 180)) < 12


def test_from_above_a_head_covers_its_shoulders_and_who_lies_is_long():
    upright, lying = (
        covered(drawn(figure(Person(action=action), foot=0.0, overhead=True)))
        for action in ("stand", "lie")
    )
    assert np.ptp(np.nonzero(lying)[1]) > 3 * np.ptp(np.nonzero(upright)[1])
