"""The time to expect: a range before anything is made, corrected by what is made; CPU seconds where
others compute.
"""

from __future__ import annotations

import pytest

from vfc.engine.expect import Expected, work_of

SECONDS = {"a": 10.0, "b": 10.0, "c": 20.0}


def test_a_range_is_narrow_where_the_like_was_timed_here_and_wide_where_it_was_not():
    least, most = Expected(SECONDS, (), 2, load=0, cores=2).begun()
    assert (least, most) == (pytest.approx(16), pytest.approx(28))
    assert Expected(SECONDS, SECONDS, 2, load=0, cores=2).begun() == (
        pytest.approx(12),
        pytest.approx(36),
    )


def test_the_most_grows_with_what_others_compute_on_the_same_cores():
    least, most = Expected(SECONDS, (), 2, load=6, cores=2).begun()
    assert (least, most) == (pytest.approx(16), pytest.approx(28 * 4))
    assert (
        Expected(SECONDS, (), 2, load=2, cores=8).begun()
        == Expected(SECONDS, (), 2, load=0, cores=8).begun()
    )


def test_the_rest_is_corrected_by_what_was_made():
    expected = Expected(SECONDS, (), 2, load=0, cores=2)
    assert expected.left() == 20
    # three times as long as expected: so will the rest be, nearly
    expected.made("a", 30.0), expected.stands("a")
    assert 15 * 2.2 < expected.left() < 15 * 3
    expected.made("b", 30.0), expected.stands("b")
    assert 10 * 2.5 < expected.left() < 10 * 3
    expected.stands("c")
    assert expected.left() == 0


def test_what_nothing_is_known_of_changes_nothing():
    expected = Expected({}, (), 2, load=0, cores=2)
    expected.made("a", 5.0), expected.stands("a")
    assert expected.begun() == (0, 0) and expected.left() == 0


@pytest.mark.parametrize(
    ("seconds", "cpu", "work"),
    [(12.0, 4.0, 4.0), (4.0, 4.0, 4.0), (60.0, 0.5, 60.0), (1.0, 0.0, 1.0)],
)
def test_a_step_is_remembered_by_its_cpu_seconds_but_where_it_only_waits(seconds, cpu, work):
    assert work_of(seconds, cpu) == work
