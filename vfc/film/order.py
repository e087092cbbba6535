"""Names in an order in which each follows those that it comes from, else in the order given; and
circles among them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable


def ordered(
    names: Iterable[str], before: Callable[[str], Iterable[str]]
) -> tuple[list[str], list[list[str]]]:
    """The names and all that they come from (`before`), each after what it comes from; and every
    circle as a path that ends where it begins.

    graphlib would find one circle alone, and give all names that come from nothing first.
    """
    done: dict[str, None] = {}
    circles: list[list[str]] = []
    for first in names:
        path = {first: iter(before(first))} if first not in done else {}
        while path:
            name, rest = next(reversed(path.items()))
            one = next((each for each in rest if each not in done), None)
            if one is None:
                done[name] = None
                del path[name]
            elif one in path:
                way = list(path)
                circles.append([*way[way.index(one) :], one])
            else:
                path[one] = iter(before(one))
    return list(done), circles
