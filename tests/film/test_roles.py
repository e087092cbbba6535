"""Roles: what is written is what is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vfc.film.roles import Role, is_of, roles_of

WORDS = st.text(st.characters(categories=["Ll"]), min_size=1, max_size=8)


@given(WORDS, st.integers(0, 10**6), WORDS | st.just(""))
def test_a_role_is_read_as_it_was_written(word, number, part):
    assert Role.parse(str(Role(word, number, part))) == (word, number, part)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("adapter 1 encoder", ("adapter", 1, "encoder")),
        ("first", ("first", 0, "")),
        ("lut outgoing", ("lut", 0, "outgoing")),
        ("card 12", ("card", 12, "")),
    ],
)
def test_the_roles_of_a_film_are_read(text, role):
    assert Role.parse(text) == role and str(Role(*role)) == text


def test_a_word_alone_is_no_role_of_several():
    assert roles_of("style", 2) == ["style 1", "style 2"] and roles_of("style", 0) == []
    assert (
        is_of("style 2", "reference", "style")
        and not is_of("style", "style")
        and not is_of("styles 2", "style")
    )
