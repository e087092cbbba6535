"""Times that fall between two frames: told where they surprise, not where no second falls on a
frame.
"""

from __future__ import annotations

import pytest

from tests.language.resolving import read

FILM = (
    "vfc: 1\ntitle: t\nformat: {{rate: {rate}}}\nscenes: {{a: {{shots: {{s: {{prompt: hill, "
    "length: {length}}}}}}}}}"
)


@pytest.mark.parametrize("rate", ["23.976", "29.97", "59.94", "24000/1001"])
@pytest.mark.parametrize("length", ["4s", "0.5s", "1m 20s"])
def test_seconds_at_a_rate_that_has_none_are_not_warned_of(rate, length):
    assert read(FILM.format(rate=rate, length=length))[1] == []


@pytest.mark.parametrize(
    ("rate", "length", "nearest"), [("24", "0.2s", 5), ("23.976", "0.2s", 5), ("25", "0.5s", 13)]
)
def test_what_would_lie_between_frames_at_the_nominal_rate_is_told(rate, length, nearest):
    (told,) = read(FILM.format(rate=rate, length=length))[1]
    assert (
        told.message == f"'{length}' falls between two frames and goes to the nearest: {nearest}f"
    )
    assert told.severity == "warning"
