"""Where things are to each other, as the words of each language say it."""

from __future__ import annotations

import pytest

from tests.generators.previs.reading.facts import read, things
from vfc.generators.previs.reading.drafts import COLOURS

WHERE = [
    ("a cat on a red sofa", "cat on sofa"),
    ("a cat sleeping on the sofa", "cat on sofa"),
    ("a bird in a cage", "bird in cage"),
    ("a goldfish in a bowl", "fish in fishbowl"),
    ("a dog under the table", "dog under table"),
    ("a cat behind a curtain", "cat behind curtain"),
    ("a candle beside a skull", "candle beside skull"),
    ("a bench on the left of a truck", "bench left truck"),
    ("a dog wearing sunglasses and a hat", "sunglasses worn dog; hat worn dog"),
    ("a giraffe eating an apple", "apple mouth giraffe"),
    ("a raccoon playing guitar in a boat", "raccoon in boat; guitar played raccoon"),
    ("a small bird sits atop a flower", "bird on flower"),
    ("a monkey riding an elephant", "monkey on elephant"),
    ("a dog chases a cat", "cat ahead dog"),
    ("two cats and a dog sleep on a sofa", "cat on sofa; dog on sofa"),
    ("eine Katze auf einem roten Sofa", "cat on sofa"),
    ("un chat dort sur un canapé rouge", "cat on sofa"),
    ("un gato en una caja", "cat in box"),
    ("un gatto sotto il tavolo", "cat under table"),
    ("um pássaro numa gaiola", "bird in cage"),
    ("一只狗正在沙发上睡觉", "dog on sofa"),
    ("一只鸟在树上", "bird on tree"),
    ("猫が机の上で寝ている", "cat on table"),
    ("고양이가 소파 위에서 잔다", "cat on sofa"),
    ("a cat and a dog in a park", ""),
    ("a banana on the top of an apple", "banana on apple"),
    ("桌子上有一支燃烧的红蜡烛", "candle on table"),
    ("On the table, a candle burns", "candle on table"),
    ("Auf dem Tisch brennt eine Kerze", "candle on table"),
    ("一只白猫坐在红色的椅子上", "cat on chair"),
    ("빨간 사과 세 개가 테이블 위에 있다", "apple on table"),
    ("赤いりんごが三つテーブルの上にある", "apple on table"),
    ("a skull with a burning candle on it", "candle on skull"),
    ("a bicycle leans against a wall", "bicycle before wall"),
    ("un pájaro amarillo canta en una rama", "bird in branch"),
    ("a bear catches a salmon", "fish mouth bear"),
    ("a basket of apples", "apple in basket"),
    ("a man walks his dog", ""),
]


@pytest.mark.parametrize(("words", "where"), WHERE)
def test_where_things_are_to_each_other(words: str, where: str) -> None:
    subjects = read(words).subjects
    assert (
        "; ".join(
            f"{each.name} {each.how} {subjects[each.base].name}"
            for each in subjects
            if each.base is not None
        )
        == where
    )


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("a bird in a cage", "room"),
        ("five bell peppers on a wooden table", "room"),
        ("a juicy peach", "kitchen"),
        ("a bird and a cat", "living_room"),
        ("a sleek black leather wallet on a table", "room"),
        ("a parrot on a pirate ship", "sea"),
        ("a dog under a beach umbrella on the beach", "beach"),
    ],
)
def test_a_thing_is_at_home_where_what_it_is_on_is(words: str, place: str) -> None:
    assert read(words).place == place


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("빨간 사과 세 개가 테이블 위에 있다", "3 apple; 1 table"),
        ("赤いりんごが三つテーブルの上にある", "3 apple; 1 table"),
        ("一艘船在海上航行", "1 boat row"),
    ],
)
def test_counters_count_what_they_are_of(words: str, what: str) -> None:
    assert things(read(words)) == what


def test_a_red_chair_is_red_before_what_says_where() -> None:
    assert read("一只白猫坐在红色的椅子上").subjects[1].colour == COLOURS["red"]


def test_what_leaps_out_of_the_water_is_seen_over_it():
    assert read("Dolphins leap out of the water").place == "sea"
    assert read("A jellyfish drifts").place == "underwater"


def test_the_air_is_where_what_flies_is():
    assert read("A dog catches a frisbee in mid-air").place != "sky"
    assert read("A grandmother kneads dough, flour in the air").place == "kitchen"
    assert read("A plane flies through the air").place == "sky"
