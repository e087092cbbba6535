"""What things turn into, and what water, ice and shells do about them, is seen in the shot."""

from __future__ import annotations

import numpy as np
import pytest

from tests.generators.previs.picture.shots import asked, staging
from vfc.film.timing import Size
from vfc.generators.previs.picture import setups
from vfc.generators.previs.picture.drawing import drawing
from vfc.generators.previs.picture.subjects import subjects
from vfc.generators.previs.reading.words import understand
from vfc.generators.previs.things import changes
from vfc.generators.previs.things.catalog import known
from vfc.generators.previs.things.manners import manner
from vfc.generators.previs.things.stances import STANCES, Moment


@pytest.mark.parametrize(
    ("name", "action", "how"),
    [
        ("whale", "breach", "breach"),
        ("dolphin", "jump", "breach"),
        ("dog", "shake", "bathe"),
        ("chick", "hatch", "hatch"),
        ("rose", "wilt", "wilt"),
        ("statue", "dissolve", "dissolve"),
        ("pot", "cook", "boil"),
        ("vase", "knock", "knocked"),
        ("cat", "knock", "reach"),
        ("eagle", "catch", "fly"),
        ("lantern", "take_off", "drift_up"),
        ("brick", "assemble", "assemble"),
    ],
)
def test_a_thing_does_it_in_its_manner(name, action, how):
    entry = known(name)
    assert entry is not None and manner(entry, action) == how


def things(words: str) -> list[tuple[str, str, str]]:
    """The things of words: name, action and object."""
    return [(each.name, each.action, each.object) for each in understand(asked(words)).subjects]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("a car transforms into a robot", [("car", "transform", "robot")]),
        ("a pumpkin turns into a carriage", [("pumpkin", "transform", "carriage")]),
        ("a seed sprouts and grows into a tree", [("tree", "grow", "")]),
        ("a chick hatches from an egg", [("chick", "hatch", "")]),
        ("an eagle catches a fish", [("eagle", "catch", "fish"), ("fish", "", "")]),
        ("a lion chases a deer", [("lion", "run", "deer"), ("deer", "run", "")]),
        ("a cat knocks a vase off a shelf", [("cat", "knock", "vase"), ("vase", "knock", "")]),
    ],
)
def test_what_is_done_to_a_thing_is_read(words, said):
    assert things(words)[: len(said)] == said


@pytest.mark.parametrize(("words", "vessel"), [("honey drips onto pancakes", "honey")])
def test_what_is_poured_is_a_stream_and_no_thing_of_its_own(words, vessel):
    drawn = [each for each in setups.setup(asked(words)).words.subjects if each.holder is None]
    assert [(each.action, each.object, each.count) for each in drawn] == [("poured", vessel, 1)]


def test_a_whale_that_breaches_comes_out_of_the_water_and_goes_back():
    highs = [STANCES["breach"](Moment(second=2 * part, part=part)).y for part in (0.04, 0.5, 0.96)]
    assert highs[0] > 0.5 and highs[1] < -0.4 and highs[2] > 0.5


def test_what_dissolves_is_less_and_less_and_what_wilts_hangs_down():
    picture = np.full((60, 40, 4), 200, np.uint8)
    left = [int((changes.dissolving(picture, part, 1.0)[..., 3] > 0).sum()) for part in (0, 0.5, 1)]
    assert left[0] == 2400 and left[0] > left[1] > left[2] == 0
    flower = np.zeros((60, 40, 4), np.uint8)
    flower[:20, 15:25] = (200, 30, 30, 255)
    top = [np.argmax(changes.wilting(flower, part)[..., 3].max(axis=1) > 0) for part in (0, 1)]
    assert top[1] > top[0] + 8


def test_ice_covers_a_thing_from_its_foot_up():
    picture = np.full((60, 40, 4), (200, 30, 30, 255), np.uint8)
    half = changes.freezing(picture, 0.5)
    assert half[-5:, :, 2].mean() > 150 > half[:5, :, 2].mean()


@pytest.mark.parametrize(
    "words", ["a car transforms into a robot", "a dog shakes off water", "bricks assemble"]
)
def test_the_three_moments_differ(words):
    drawn = drawing(asked(words, size=Size(160, 90)))
    first, last = (drawn[at].astype(int) for at in (2, 40))
    assert np.abs(first - last).max() > 40


@pytest.mark.parametrize(
    ("name", "action", "how"),
    [
        ("horse", "rear", "rear"),
        ("penguin", "slide", "slide"),
        ("hummingbird", "hover", "hang"),
        ("parrot", "talk", "breathe"),
        ("flag", "wave", "ripple"),
        ("car", "float", "skid"),
        ("car", "slide", "skid"),
        ("light_bulb", "burn", "blink"),
        ("dog", "catch", "pounce"),
        ("monkey", "swing", "swing"),
        ("lion", "shout", "shout"),
    ],
)
def test_what_animals_and_things_do_has_a_manner_of_its_own(name, action, how):
    entry = known(name)
    assert entry is not None and manner(entry, action) == how
    assert how in STANCES


def test_who_hovers_stays_and_who_slides_goes():
    bird, penguin = (
        next(each for _, each in subjects(staging(asked(words, "wide"))))
        for words in ("a hummingbird hovers", "a penguin slides on the ice")
    )
    assert bird.speed == 0 and bird.wing is not None and penguin.speed != 0


def test_steam_that_a_barista_makes_is_no_smoke():
    words = understand(asked("a barista steams milk and pours latte art in a cafe"))
    assert [each.trade for each in words.people] == ["barista"]
    assert [each.action for each in words.people] == ["flow"]


def test_the_hands_of_a_clock_are_nobodys():
    words = setups.setup(asked("a clock's hands spin fast")).words
    assert not words.people and not [
        each for each in words.subjects if each.name == "hand" and each.holder is None
    ]


@pytest.mark.parametrize(
    ("name", "action"),
    [
        ("bear", "play_music"),
        ("cat", "cook"),
        ("panda", "paint"),
        ("dog", "type"),
        ("monkey", "fight"),
        ("cat", "sing"),
        ("dog", "skateboard"),
        ("rabbit", "cheer"),
        ("ball", "throw"),
    ],
)
def test_animals_that_do_as_people_do_are_seen_to_stir(name: str, action: str):
    entry = known(name)
    assert entry is not None
    how = STANCES[manner(entry, action)]
    seen = {how(Moment(second=second, part=second / 2)) for second in (0.1, 0.4, 0.9, 1.4)}
    assert len(seen) > 2
