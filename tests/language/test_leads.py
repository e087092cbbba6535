"""A lead with nothing before it, and words about sound that is not heard, are refused."""

from __future__ import annotations

import pytest

from tests.language.resolving import read

FILM = """\
title: T
length: 2s
cast: {{ana: {{look: a woman}}}}
scenes:
  a:
    shots:
      s: {{prompt: x}}
      t: {{prompt: y{more}}}
cut: [{cut}]
"""


def told(cut: str, more: str = "") -> list[str]:
    return [
        f"{each.span.line}: {each.message}" for each in read(FILM.format(cut=cut, more=more))[1]
    ]


@pytest.mark.parametrize(
    ("cut", "more", "message"),
    [
        (
            "a/s, {a/t: {lead: 1s}}",
            "",
            "9: there is nothing to lead with: the sound of a/t begins with its first frame",
        ),
        (
            "{a/t: {in: 1s, lead: 1s}}, a/s",
            "",
            "9: a/t begins the cut, and there is nothing before it to lead into",
        ),
        (
            "a/s, {a/t: {in: 1s, lead: 1s, sound: off}}",
            "",
            "9: 'lead' is about the sound of a/t, and none of it is heard",
        ),
        (
            "a/s, {a/t: {trail: 1s}}, a/s",
            ", sound: off",
            "9: 'trail' is about the sound of a/t, and none of it is heard",
        ),
    ],
)
def test_a_word_about_sound_that_is_not_there_is_refused(cut, more, message):
    assert told(cut, more) == [message]


@pytest.mark.parametrize("cut", ["a/s, {a/t: {in: 1s, lead: 1s}}", "a/s, {a/t: {trail: 1s}}, a/s"])
def test_sound_before_and_after_its_picture_is_heard(cut):
    assert told(cut) == []
