"""What one does to another is read: what hands are at, who another is, what two do together."""

from __future__ import annotations

import pytest

from tests.generators.previs.reading.facts import deeds, read, things


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("one person hands a map to another person", "person give>1 map; person stand"),
        ("one person hands another a piece of cake", "person give>1 cake; person stand"),
        ("a man picks up a hat and hands it to another", "man give>1; man stand"),
        ("one person is passing a towel to another person", "person give>1 cloth; person stand"),
        ("two people are passing papers between them", "woman give>1 paper; man give>0 paper"),
        ("one person adjusts the collar of another person", "person tend_neck>1; person stand"),
        ("one person adjusts the glasses of another", "person tend_head>1; person stand"),
        ("one person cleans another person's shoes", "person tend_feet>1; person stand"),
        ("one person fills another person's cup with tea", "person fill>1; person stand"),
        ("one person helps another person onto a boat", "person lead>1; person stand"),
        ("one person helps another person tie a bow tie", "person tend_neck>1; person stand"),
        ("one person puts a coat on another person", "person tend_body>1; person stand"),
        ("one person holds an umbrella over another person", "person shelter>1; person stand"),
        ("a mother brushes her daughter's hair", "woman tend_head>1; girl stand"),
        ("mother teaches son how to tie his shoes", "woman tend_feet>1; boy stand"),
        ("a boy points at something while the other looks", "boy point; boy look"),
        ("one person opens the door for another person", "person open>1 door; person stand"),
        ("two people are playing tug-of-war", "woman tug>1; man tug>0"),
        ("two people are playing catch", "woman toss>1; man toss>0"),
        ("two people are exchanging keys", "woman exchange>1 key; man exchange>0 key"),
        ("two people are measuring a table", "woman measure>1 table; man measure>0 table"),
    ],
)
def test_what_one_does_to_another(words: str, who: str):
    assert deeds(read(words)) == who


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("a man ties his shoes", "man kneel"),
        ("a woman combs her hair", "woman brush_hair"),
        ("a person's hands cover a face", "person stand"),
    ],
)
def test_what_one_does_alone_is_no_others(words: str, who: str):
    assert deeds(read(words)) == who


def test_hands_of_somebody_are_hands():
    assert "hand" in things(read("wrinkled hands knead dough"))
    assert "hand" not in things(read("one person hands a map to another person"))
