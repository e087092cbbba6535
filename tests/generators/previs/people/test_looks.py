"""Looks are as the words say: hair, beards, bodies, and what those of a trade wear."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from tests.generators.previs.people.drawn import LOOK, covered, drawn, figure, unlike
from vfc.film.model import Camera, Prompt
from vfc.film.timing import Size
from vfc.generators.api import Request
from vfc.generators.previs.people.heads.heads import size_of
from vfc.generators.previs.people.wardrobe.costumes import dressed, table
from vfc.generators.previs.picture.looks import APART, SKINS, coat_beside
from vfc.generators.previs.reading.drafts import CUTS, HAIRS
from vfc.generators.previs.reading.scene import Person
from vfc.generators.previs.reading.words import understand

NEAR = {"close": True, "tall": 3.0, "foot": 2.8}


def somebody(words: str) -> Person:
    """The first of those whom a prompt speaks of."""
    request = Request(
        prompt=Prompt(words=words),
        camera=Camera(),
        size=Size(320, 180),
        rate=Fraction(24),
        frames=24,
        length=24,
        seed=1,
    )
    return understand(request).people[0]


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ("A woman with long blond hair", {"cut": "long", "hair": HAIRS["blonde"]}),
        ("A man with short white hair", {"cut": "short", "hair": HAIRS["white_haired"]}),
        ("A girl with freckles and red hair", {"freckles": True, "hair": HAIRS["redhead"]}),
        ("A man with curly hair", {"cut": "curly"}),
        ("A bald man with a moustache", {"bald": True, "beard": "moustache"}),
        ("A man with a beard", {"beard": "full"}),
        ("A fat man in a red coat", {"build": "fat"}),
        ("A tall thin woman", {"build": "thin", "stature": 1.1}),
        ("A muscular man at the beach", {"build": "muscular"}),
        ("Eine Frau mit langen blonden Haaren", {"cut": "long", "hair": HAIRS["blonde"]}),
        ("Ein dicker Mann", {"build": "fat"}),
        ("Un homme avec une moustache", {"beard": "moustache"}),
        ("Una mujer de pelo largo rubio", {"cut": "long", "hair": HAIRS["blonde"]}),
        ("Una donna con i capelli corti", {"cut": "short"}),
        ("Um homem gordo", {"build": "fat"}),
        ("一个胖男人", {"build": "fat"}),
        ("長い髪の女性", {"cut": "long"}),
        ("뚱뚱한 남자", {"build": "fat"}),
    ],
)
def test_the_look_of_the_words_reaches_the_person(words, fields):
    person = somebody(words)
    assert {name: getattr(person, name) for name in fields} == fields


@pytest.mark.parametrize(
    ("words", "trade"),
    [
        ("Workers harvest grapes in a vineyard", "farmer"),
        ("A worker in a factory", "worker"),
        ("A blacksmith hammers", "blacksmith"),
        ("A biker in a black leather jacket", "biker"),
        ("A flight attendant in a plane", "attendant"),
        ("A janitor mops a corridor", "janitor"),
        ("A prisoner in a cell", "prisoner"),
        ("A widow in black at a graveyard", "mourner"),
        ("A goalkeeper in a stadium", "footballer"),
        ("A vampire in a castle", "vampire"),
        ("A viking on a ship", "warrior"),
        ("Ein Schmied", "blacksmith"),
        ("Une hôtesse de l'air", "attendant"),
        ("Un prisionero", "prisoner"),
        ("囚犯", "prisoner"),
        ("鍛冶屋が歩く", "blacksmith"),
    ],
)
def test_a_trade_of_the_words_is_not_taken_for_another(words, trade):
    assert somebody(words).trade == trade


def test_a_widow_is_a_woman_and_a_zombie_a_being():
    assert somebody("A widow at a graveyard").woman
    assert somebody("A zombie on a street").kind == "zombie"


@pytest.mark.parametrize("cut", sorted(set(CUTS.values())))
@pytest.mark.parametrize("woman", [False, True])
def test_a_cut_of_the_hair_is_seen(cut, woman):
    """It differs from a bald head, and from most other cuts."""
    pictures = {
        each: drawn(figure(Person(garment="coat", woman=woman, cut=each), **NEAR))
        for each in {*CUTS.values(), ""}
    }
    bald = drawn(figure(Person(garment="coat", woman=woman, bald=True), **NEAR))
    assert unlike(pictures[cut], bald) > 0.015
    like = [each for each in CUTS.values() if unlike(pictures[cut], pictures[each]) < 0.005]
    assert like == [cut]


def wide(build: str) -> int:
    """How many columns a trunk covers at the belly."""
    picture = covered(drawn(figure(Person(garment="shirt", action="hold", build=build))))
    return int(picture[118:126].sum(axis=1).max())


def test_fat_is_broader_and_thin_narrower():
    assert wide("thin") < wide("") * 0.92
    assert wide("fat") > wide("") * 1.25


def test_a_moustache_leaves_the_chin_bare():
    hair = np.array((200, 40, 160))
    spots = []
    for beard in ("moustache", "full", "long"):
        person = Person(garment="coat", bald=True, beard=beard, hair=(200, 40, 160))
        picture = drawn(figure(person, **NEAR)).astype(int)
        spots.append(int((np.abs(picture - hair).max(axis=2) < 10).sum()))
    assert 20 < spots[0] < spots[1] * 0.3 and spots[1] < spots[2]


def test_freckles_are_on_the_cheeks():
    plain, freckled = (
        drawn(figure(Person(garment="coat", freckles=each), **NEAR)) for each in (False, True)
    )
    assert 0.001 < unlike(plain, freckled) < 0.05


@pytest.mark.parametrize("skin", SKINS)
def test_no_coat_by_default_is_of_the_skins_colour(skin):
    for turn in range(10):
        coat = coat_beside(turn, skin)
        assert sum(abs(a - b) for a, b in zip(coat, skin, strict=True)) > APART


@pytest.mark.parametrize("trade", ["swimmer", "gymnast", "attendant", "mourner"])
def test_women_of_a_trade_wear_their_own(trade):
    own, mans = (
        dressed(Person(kind=kind, trade=trade, woman=kind == "woman")) for kind in ("woman", "man")
    )
    assert (own.leg, own.hem, own.hat) != (mans.leg, mans.hem, mans.hat)


def test_a_bathing_man_is_bare_and_a_smith_has_bare_arms_and_an_apron():
    skin = np.array(LOOK.skin)

    def bare(trade: str) -> int:
        picture = drawn(figure(Person(kind="man", trade=trade))).astype(int)
        return int((np.abs(picture - skin).max(axis=2) < 12).sum())

    assert bare("swimmer") > 3 * bare("worker")
    assert bare("blacksmith") > 1.5 * bare("mechanic")
    assert "apron" in {name for name, _ in table("trades")["blacksmith"].wear}


def test_an_old_man_is_told_from_an_old_woman_by_beard_and_hair():
    for words in ("an old man", "a grandfather", "an elderly man in a coat"):
        worn = dressed(somebody(words))
        assert worn.beard == "full" and worn.hair[0] in ("parted", "bald", "short")
    assert not dressed(somebody("an old woman")).beard


def test_a_child_has_a_larger_head_for_its_height_and_a_childs_clothes():
    assert size_of(somebody("a small girl")) > 1.4 * size_of(somebody("a woman"))
    assert size_of(somebody("a toddler")) > 1.8 * size_of(somebody("a man"))
    for words in ("a boy", "a small girl", "a kid"):
        assert dressed(somebody(words)).leg in ("shorts", "bare", "tights", "trousers")
        assert dressed(somebody(words)).hem < 0.3
