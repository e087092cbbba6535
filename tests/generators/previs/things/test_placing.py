"""Things placed to each other: on, in and under, worn and carried, in their sizes."""

from __future__ import annotations

import pytest

from tests.generators.previs.things.test_subjects import request, sprites, staged
from vfc.generators.previs.picture import crowd, drawing, subjects
from vfc.generators.previs.places import sets
from vfc.generators.previs.things import placing
from vfc.generators.previs.things.drawable import Sprite


def by_name(words: str, framing: str = "wide") -> dict[str, Sprite]:
    """The first sprite of each thing, by its name."""
    stage = staged(words, framing)
    things, drawn = subjects.furnished(stage)
    names = {thing.name for thing in (things[index] for index in drawn)}
    found: dict[str, Sprite] = {}
    real = subjects.sprite_at

    def noted(name: str, *given: object, **named: object) -> Sprite:
        made = real(name, *given, **named)  # type: ignore[arg-type]
        if name in names:
            found.setdefault(name, made)
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subjects, "sprite_at", noted)
        subjects.subjects(stage)
    return found


@pytest.mark.parametrize(
    ("words", "upper", "lower"),
    [
        ("a cat on a red sofa", "cat", "sofa"),
        ("a bird in a tree", "bird", "tree"),
        ("a monkey riding an elephant", "monkey", "elephant"),
        ("un gato en una caja", "cat", "box"),
        ("고양이가 소파 위에서 잔다", "cat", "sofa"),
    ],
)
def test_what_is_on_or_in_a_thing_stands_within_it(words, upper, lower):
    found = by_name(words)
    up, low = found[upper], found[lower]
    wide = low.height * low.picture.shape[1] / low.picture.shape[0]
    assert low.foot - 1.02 * low.height <= up.foot <= low.foot - 0.2 * low.height
    assert abs(up.x - low.x) < wide / 2


def test_a_cat_sits_on_the_seat_of_the_sofa():
    found = by_name("a cat on a red sofa")
    seat = found["sofa"].foot - placing.anchors()["on"]["sofa"] * found["sofa"].height
    assert abs(found["cat"].foot - seat) < 0.01


def test_what_is_under_a_table_is_on_the_ground_and_lower():
    found = by_name("a dog under the table in a park")
    assert abs(found["dog"].foot - found["table"].foot) < 0.02
    assert found["dog"].height < 0.9 * found["table"].height


def test_a_hat_is_on_the_head_of_whoever_wears_it():
    found = by_name("a dog wearing a hat")
    hat, dog = found["hat"], found["dog"]
    assert hat.foot < dog.foot - 0.7 * dog.height
    assert (hat.x - dog.x) * dog.facing > 0


def test_what_is_carried_goes_with_whoever_has_it():
    items = sprites("a dog runs with a bone in its mouth")
    bone = next(each for each in items if each.carrier is not None)
    dog = bone.carrier
    assert dog is not None
    away = [bone.where(second)[0] - dog.where(second)[0] for second in (0.0, 0.9)]
    assert abs(away[0] - away[1]) < 1e-6 and dog.where(0.9)[0] != dog.where(0.0)[0]


def test_fish_are_in_a_bowl_of_glass():
    found = by_name("a goldfish in a bowl")
    assert found["fish"].height < 0.6 * found["fishbowl"].height


def test_a_room_has_one_sofa():
    words = staged("a cat on a red sofa in a living room").words
    design = sets.design("living_room")
    assert design is not None
    assert "sofa" in {part["part"] for part in design.parts}
    assert "sofa" not in {part["part"] for part in subjects.besides(words, design.parts)}


@pytest.mark.parametrize(
    ("words", "large", "small"),
    [
        ("an elephant and a mouse in a field", "elephant", "mouse"),
        ("a whale next to a boat at sea", "whale", "boat"),
        ("two elephants and a steak on a beach", "elephant", "steak"),
        ("a giraffe eating an apple", "giraffe", "apple"),
    ],
)
def test_sizes_are_told_from_each_other(words, large, small):
    found = by_name(words)
    assert found[large].height > 1.6 * found[small].height


@pytest.mark.parametrize(
    ("words", "name", "least", "most"),
    [
        ("a cup of coffee and a man in a kitchen", "cup", 0.02, 0.13),
        ("a man and an elephant in a field", "elephant", 1.2, 4.0),
        ("a woman and a dog on a beach", "dog", 0.2, 0.6),
    ],
)
def test_things_among_people_are_as_large_as_they_are(words, name, least, most):
    stage = staged(words)
    (person,) = crowd.figures(stage)
    sprite = by_name(words)[name]
    seen = sprite.height / person.tall * person.depth / max(sprite.depth, 1e-6)
    assert least < seen < most


def test_small_things_in_a_room_with_people_are_on_a_table():
    found = by_name("a woman and a candle in a living room")
    table = found["table"]
    assert abs(found["candle"].foot - (table.foot - 0.97 * table.height)) < 0.02


def test_a_lead_on_a_table_has_the_table_of_the_set():
    found = by_name("three red apples on a wooden table")
    assert set(found) == {"apple"}
    frame = drawing.drawing(request("three red apples on a wooden table"))[4]
    red = (frame[..., 0] > 140) & (frame[..., 1] < 80) & (frame[..., 2] < 90)
    assert int(red.sum()) > 600


@pytest.mark.parametrize(
    "words", ["a paper plane flies through an office", "an elephant in a room"]
)
def test_what_is_in_a_room_has_room_there(words):
    stage = staged(words)
    design = sets.design(stage.words.place)
    assert design is not None
    assert subjects.metres_of(stage.words.subjects[0]) < 0.8 * design.size[1]


@pytest.mark.parametrize("words", ["a camel in front of a snowman", "a pig behind a car"])
def test_what_is_before_another_leaves_it_in_sight(words):
    one, other = by_name(words).values()
    wides = [each.height * each.picture.shape[1] / each.picture.shape[0] for each in (one, other)]
    hidden = (wides[0] + wides[1]) / 2 - abs(one.x - other.x)
    assert hidden < 0.6 * min(wides)
