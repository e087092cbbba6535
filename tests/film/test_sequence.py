"""The names by which numbered pictures go."""

from __future__ import annotations

import pytest

from vfc.film.sequence import patterns


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["a_0001.png", "a_0002.png", "note.txt"], ["a_%04d.png"]),
        (["a_8.png", "a_9.png", "a_10.png", "b_01.jpg", "b_02.jpg"], ["a_%d.png", "b_%02d.jpg"]),
        (["a_0001.png"], []),
        (["50%_01.png", "50%_02.png"], []),
        ([], []),
    ],
)
def test_the_names_of_numbered_pictures_are_found(names, found):
    assert patterns(names) == found
