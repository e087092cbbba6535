"""Inputs that reach much of a reader, and all that ever failed in one: none fails again.

Their time is not held here, for another program may have the machine; `make fuzz` holds it.
"""

from __future__ import annotations

from math import inf

import pytest

from tests.fuzz.outcome import outcome
from tests.fuzz.readers.text import read
from tests.fuzz.replay import CORPUS, READERS, faults


@pytest.mark.parametrize("name", READERS)
def test_no_input_that_is_kept_fails(name):
    paths = sorted((CORPUS / name).iterdir())
    assert paths and not faults(name, paths, seconds=inf)


def test_a_fault_is_named_by_where_it_lies():
    def failing(data: bytes) -> None:
        read(data)
        raise KeyError("x")

    assert outcome(failing, b"title: T\n").name.startswith("KeyError-test_corpus-")
    assert outcome(read, b"title: T\n") is None
    assert outcome(read, b"title: T\n", seconds=0).name == "slow-9"
