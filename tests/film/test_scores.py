"""Scores: the mean of what a take was measured by, its place among others, digits enough."""

from __future__ import annotations

import pytest

from vfc.film.scores import MEASURES, WEIGHTS, digits, overall, ranks


def test_each_measure_has_a_weight():
    assert list(WEIGHTS) == list(MEASURES) and min(WEIGHTS.values()) > 0


@pytest.mark.parametrize(
    ("scores", "weights", "mean"),
    [
        ({"a": 1.0, "b": 0.5}, {"a": 1, "b": 1}, 0.75),
        ({"a": 1.0, "b": 0.5}, {"a": 1, "b": 3}, 0.625),
        ({"a": 1.0, "b": None}, {"a": 1, "b": 3}, 1.0),
        ({"a": 1.0, "b": 0.5}, {"b": 2}, 0.5),
        ({"a": 1.0}, {}, 0.0),
        ({"a": None}, {"a": 1}, 0.0),
    ],
)
def test_what_a_take_has_not_weighs_nothing(scores, weights, mean):
    assert overall(scores, weights) == mean


def test_places_are_shared_by_what_is_equal_and_what_is_not_measured_has_none():
    assert ranks([0.5, 0.9, None, 0.9, 0.1]) == (3, 1, None, 1, 4)
    assert ranks([]) == ()


@pytest.mark.parametrize(
    ("values", "count"),
    [
        ([0.96, 0.91], 2),
        ([0.962, 0.9581], 3),
        ([0.96211, 0.96214], 4),
        ([0.5, 0.5], 2),
        ([0.123456, 0.1234561], 4),
    ],
)
def test_as_many_digits_as_tell_values_apart(values, count):
    assert digits(values) == count
