"""The whole picture: which layers and moving things a place and its words call for, far to near."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from vfc.generators.previs import sky, terrain, weather
from vfc.generators.previs.camera import View
from vfc.generators.previs.layers import Item, mix
from vfc.generators.previs.people import figures
from vfc.generators.previs.stage import Stage

PLACES: dict[str, Callable[[Stage], list[Item]]] = {
    "mountains": terrain.mountains, "hills": terrain.hills, "field": terrain.field, "desert": terrain.desert,
    "snowfield": terrain.snowfield,
}


def build(stage: Stage) -> list[Item]:
    """Every item of the shot, far to near."""
    items: list[Item] = [*sky.backdrop(stage)]
    items += PLACES.get(stage.words.place, terrain.hills)(stage)
    items += figures(stage)
    return [*items, *falling(stage)]


def falling(stage: Stage) -> list[Item]:
    """What falls or drifts before everything."""
    words, colours = stage.words, stage.palette
    items: list[Item] = []
    if words.has("fog"):
        items.append(weather.fog(stage, "fog", 0.6, stage.horizon - 0.12, stage.horizon + 0.3, 0.75))
    if words.has("rain"):
        drop = mix(colours.horizon, (205, 215, 235), 0.5)
        heavy = 2.0 if words.has("storm") else 1.2
        items.append(weather.rain(stage, "far rain", int(380 * heavy), 0.05, mix(drop, (0, 0, 0), 0.55), 1.5))
        items.append(weather.rain(stage, "near rain", int(90 * heavy), 0.14, mix(drop, (0, 0, 0), 0.45), 2.6))
    if words.has("storm"):
        items.append(weather.lightning(stage))
    if words.has("snow"):
        wind = 0.12 if words.has("wind") else 0.03
        items.append(weather.flakes(stage, "snow", 260, (0.0015, 0.0065), (246, 248, 252), wind, 0.11, 0.02))
    if words.has("leaves"):
        items.append(weather.flakes(stage, "leaves", 36, (0.005, 0.011), stage.lit((196, 108, 44)), 0.12, 0.16, 0.05, True))
    if words.has("dust"):
        items.append(weather.flakes(stage, "dust", 120, (0.001, 0.003), mix(colours.horizon, (230, 200, 150), 0.5), 0.2,
                                    0.01, 0.03))
    return items


def draw(items: list[Item], frame: np.ndarray, view: View, second: float) -> None:
    """Paint all items into a frame, none lower than what nearer ones hide."""
    clip = view.size.height
    clips = []
    for item in reversed(items):
        clips.append(clip)
        clip = min(clip, item.covers(view, second))
    for item, limit in zip(items, reversed(clips), strict=True):
        item.draw(frame, view, second, limit)
