"""Names after those that they come from: every order is one, every circle is told, and the order
given is kept.
"""

from __future__ import annotations

import itertools

import networkx
from hypothesis import given
from hypothesis import strategies as st

from vfc.film.order import ordered

NAMES = "abcdefgh"
EDGES = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=14)


def sorted_by(edges) -> tuple[list[str], list[list[str]]]:
    return ordered(NAMES, lambda name: [before for before, after in edges if after == name])


@given(EDGES)
def test_every_name_once_after_what_it_comes_from_or_a_circle_is_told(edges):
    found, circles = sorted_by(edges)
    assert sorted(found) == sorted(NAMES)
    assert bool(circles) == (not networkx.is_directed_acyclic_graph(networkx.DiGraph(edges)))
    for circle in circles:
        assert circle[0] == circle[-1]
        assert all((before, after) in edges for after, before in itertools.pairwise(circle))
    if not circles:
        assert all(found.index(before) < found.index(after) for before, after in edges)


@given(EDGES)
def test_without_the_circles_that_were_told_there_is_none(edges):
    broken = {
        (before, after)
        for circle in sorted_by(edges)[1]
        for after, before in itertools.pairwise(circle)
    }
    assert not sorted_by([edge for edge in edges if edge not in broken])[1]


def test_what_comes_from_nothing_stays_in_its_place():
    assert sorted_by([])[0] == list(NAMES)
    assert "".join(sorted_by([("d", "b"), ("c", "b")])[0]) == "adcbefgh"


def test_a_chain_of_many_is_no_recursion():
    found, circles = ordered(
        map(str, range(50_000)), lambda name: [str(int(name) + 1)] if name != "49999" else []
    )
    assert found == [str(each) for each in range(49_999, -1, -1)] and not circles
