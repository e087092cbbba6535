"""Plain bodies, tables and counters, of which most rooms are made."""

from __future__ import annotations

import numpy as np

from vfc.generators.previs.canvas.layers import mix
from vfc.generators.previs.places.furniture.entries import Table, colour_of
from vfc.generators.previs.places.solids import BLACK, WHITE, Facet, box, pane, prism


def block(entry: Table) -> list[Facet]:
    """A box of a `size`: width, height, depth."""
    w, h, d = entry.get("size", (1, 1, 1))
    return box(
        (-w / 2, 0, -d / 2),
        (w, h, d),
        colour_of(entry, (140, 130, 120)),
        shines=entry.get("shines", False),
    )


def pillar(entry: Table) -> list[Facet]:
    """A round body: `size` is its radius and height, `top` how wide its upper end is."""
    radius, high = entry.get("size", (0.3, 3))
    return prism(
        0, 0, 0, radius, high, colour_of(entry, (170, 160, 150)), top=entry.get("top", 1.0)
    )


def table(entry: Table) -> list[Facet]:
    """A table: `size` is width, height and depth."""
    (w, h, d), colour = entry.get("size", (1.4, 0.75, 0.8)), colour_of(entry, (120, 82, 54))
    leg = mix(colour, BLACK, 0.25)
    found: list[Facet] = []
    for z in (d / 2 - 0.06, -d / 2):
        for x in (-w / 2, w / 2 - 0.06):
            found += box((x, 0, z), (0.06, h - 0.04, 0.06), leg)
    found += box((-w / 2, h - 0.05, -d / 2), (w, 0.05, d), colour)
    if "cloth" in entry:
        cloth = colour_of(entry, WHITE, "cloth")
        found += box((-w / 2 - 0.03, h - 0.30, -d / 2 - 0.03), (w + 0.06, 0.31, d + 0.06), cloth)
    return found


def counter(entry: Table) -> list[Facet]:
    """A counter with a top of its own and doors: `size` is width, height, depth."""
    (w, h, d), colour = entry.get("size", (3.0, 0.95, 0.6)), colour_of(entry, (170, 160, 148))
    top = colour_of(entry, mix(colour, WHITE, 0.3), "top")
    found = box((-w / 2, 0, -d / 2), (w, h, d), colour)
    count = max(1, round(w / entry.get("door", 0.6)))
    for index in range(count):
        low, size = (-w / 2 + index * w / count + 0.03, 0.08), (w / count - 0.06, h - 0.2)
        door = pane(low, size, -d / 2 - 0.002, mix(colour, BLACK, 0.12))
        found.append(door.on(np.array((0, h / 2, 0))))
    return found + box((-w / 2 - 0.03, h, -d / 2 - 0.04), (w + 0.06, 0.05, d + 0.06), top)
