"""Two scenes of a shot, one after the other: the items of each in its own half."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from vfc.generators.previs.canvas.layers import Drawable
from vfc.generators.previs.reading.scene import SceneWords
from vfc.generators.previs.things.coming import Coming
from vfc.generators.previs.things.drawable import Sprite

WAY = 0.6  # of the second half, that something is on its way
APART = 0.03  # units: what is farther from where it was has gone there


def firstly(items: Sequence[Drawable], half: float) -> list[Drawable]:
    """The items of the first scene, each done with what it does after `half` seconds."""
    return [replace(each, seconds=half) if isinstance(each, Sprite) else each for each in items]


def placed(words: SceneWords) -> frozenset[str]:
    """The things that the words have at a place to another."""
    return frozenset(each.name for each in words.subjects if each.base is not None)


def thereupon(
    first: Sequence[Drawable], items: Sequence[Drawable], half: float, placed: frozenset[str]
) -> list[Drawable]:
    """The items of the second scene, which begins after `half` seconds: what was elsewhere comes,
    and stays where the words have it `placed`.
    """
    before: dict[str, list[Sprite]] = {}
    for each in first:
        if isinstance(each, Sprite):
            before.setdefault(each.name, []).append(each)
    shift = next((each for each in shifts(before, items, placed)), 0.0)
    found: list[Drawable] = []
    for each in items:
        if not isinstance(each, Sprite):
            found.append(each)
            continue
        now = replace(each, seconds=half, since=half, x=each.x + shift)
        was = before.get(each.name, [])
        found.append(come(was.pop(0), now, half, each.name in placed) if was else now)
    return found


def shifts(
    before: Mapping[str, Sequence[Sprite]], items: Sequence[Drawable], placed: frozenset[str]
) -> Iterator[float]:
    """How far to the side those have to be that something is placed to, so that they stay."""
    for each in items if placed else ():
        if isinstance(each, Sprite) and each.name not in placed and before.get(each.name):
            yield before[each.name][0].x - each.x


def come(was: Sprite, now: Sprite, half: float, placed: bool) -> Drawable:
    """A thing on its way from where it was, where that is elsewhere; a flower that has wilted lifts
    its head again.
    """
    if was.manner == "wilt" and now.manner in ("grow", "bloom", "open"):
        return replace(now, manner="revive")
    x, foot = was.where(half)
    if placed or (not now.speed and abs(x - now.x) + abs(foot - now.foot) > APART):
        return Coming(goal=now, start=(x, foot, was.height), since=half, lasts=WAY * half)
    return replace(now, x=x) if now.speed else now
