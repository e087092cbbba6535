"""Furniture of sets by name, as faces in metres about its own foot, each by its table of a set's
file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from vfc.generators.previs.canvas.layers import Colour, mix
from vfc.generators.previs.places.solids import BLACK, WHITE, Facet, box, prism, quad

Table = Mapping[str, Any]


def faces(entry: Table) -> list[Facet]:
    """A part of a set where its table has it: at `at` (x, y, z), turned by `turn` degrees, again in
    `repeat` rows of [count, x, y, z].
    """
    x, y, z = entry["at"]
    shape = FURNITURE[entry["part"]](entry)
    found: list[Facet] = []
    rows = entry.get("repeat", [1, 0, 0, 0])
    rows = rows if isinstance(rows[0], list) else [rows]
    places = [(x, y, z)]
    for count, dx, dy, dz in rows:
        places = [
            (a + dx * index, b + dy * index, c + dz * index)
            for a, b, c in places
            for index in range(int(count))
        ]
    for a, b, c in places:
        found += [face.moved(a, b, c, entry.get("turn", 0.0)) for face in shape]
    return found


def colour_of(entry: Table, other: Colour, name: str = "colour") -> Colour:
    """The colour that a table gives, or another."""
    return tuple(entry.get(name, other))


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


def chair(entry: Table) -> list[Facet]:
    """A chair whose back is away from the viewer."""
    colour = colour_of(entry, (110, 76, 50))
    leg, w, h = mix(colour, BLACK, 0.25), 0.44, 0.45
    found = box((-w / 2, h, w / 2 - 0.05), (w, 0.48, 0.05), mix(colour, BLACK, 0.1))
    for z in (w / 2 - 0.05, -w / 2):
        for x in (-w / 2, w / 2 - 0.05):
            found += box((x, 0, z), (0.05, h, 0.05), leg)
    return found + box((-w / 2, h - 0.05, -w / 2), (w, 0.06, w), colour)


def bench(entry: Table) -> list[Facet]:
    """A bench with a back: `size` is width, height of the seat, depth."""
    (w, h, d), colour = entry.get("size", (1.6, 0.45, 0.45)), colour_of(entry, (120, 84, 56))
    return [
        *box(
            (-w / 2, h, d / 2 - 0.06), (w, entry.get("back", 0.45), 0.06), mix(colour, BLACK, 0.08)
        ),
        *box((-w / 2, 0, -d / 2 + 0.05), (0.08, h, d - 0.1), mix(colour, BLACK, 0.3)),
        *box((w / 2 - 0.08, 0, -d / 2 + 0.05), (0.08, h, d - 0.1), mix(colour, BLACK, 0.3)),
        *box((-w / 2, h - 0.07, -d / 2), (w, 0.07, d), colour),
    ]


def bed(entry: Table) -> list[Facet]:
    """A bed, its head away from the viewer."""
    (w, h, d), colour = entry.get("size", (1.5, 0.5, 2.0)), colour_of(entry, (150, 60, 64))
    frame = colour_of(entry, (110, 78, 52), "frame")
    return [
        *box((-w / 2 - 0.04, 0, d / 2), (w + 0.08, 1.05, 0.06), frame),
        *box((-w / 2, 0, -d / 2), (w, h * 0.55, d), frame),
        *box((-w / 2, h * 0.55, -d / 2), (w, h * 0.45, d), (236, 232, 224)),
        *box((-w * 0.42, h, d / 2 - 0.5), (w * 0.38, 0.12, 0.36), (246, 244, 240)),
        *box((w * 0.04, h, d / 2 - 0.5), (w * 0.38, 0.12, 0.36), (246, 244, 240)),
        *box((-w / 2 - 0.02, h * 0.35, -d / 2 - 0.02), (w + 0.04, h * 0.7, d * 0.66), colour),
    ]


def sofa(entry: Table) -> list[Facet]:
    """A sofa or armchair that faces the viewer."""
    (w, h, d), colour = entry.get("size", (2.0, 0.42, 0.85)), colour_of(entry, (84, 104, 120))
    dark = mix(colour, BLACK, 0.14)
    return [
        *box((-w / 2, 0, d / 2 - 0.22), (w, h + 0.45, 0.22), dark),
        *box((-w / 2, 0, -d / 2), (w, h, d - 0.2), colour),
        *box((-w / 2, 0, -d / 2), (0.18, h + 0.2, d), dark),
        *box((w / 2 - 0.18, 0, -d / 2), (0.18, h + 0.2, d), dark),
    ]


def counter(entry: Table) -> list[Facet]:
    """A counter with a top of its own and doors: `size` is width, height, depth."""
    (w, h, d), colour = entry.get("size", (3.0, 0.95, 0.6)), colour_of(entry, (170, 160, 148))
    top = colour_of(entry, mix(colour, WHITE, 0.3), "top")
    found = box((-w / 2, 0, -d / 2), (w, h, d), colour)
    count = max(1, round(w / entry.get("door", 0.6)))
    for index in range(count):
        x = -w / 2 + index * w / count
        line = mix(colour, BLACK, 0.3)
        found.append(
            quad(
                [
                    (x + 0.03, 0.08, -d / 2 - 0.002),
                    (x + w / count - 0.03, 0.08, -d / 2 - 0.002),
                    (x + w / count - 0.03, h - 0.12, -d / 2 - 0.002),
                    (x + 0.03, h - 0.12, -d / 2 - 0.002),
                ],
                mix(colour, line, 0.35),
            )
        )
    return found + box((-w / 2 - 0.03, h, -d / 2 - 0.04), (w + 0.06, 0.05, d + 0.06), top)


FURNITURE: dict[str, Callable[[Table], list[Facet]]] = {
    "block": block,
    "pillar": pillar,
    "table": table,
    "chair": chair,
    "bench": bench,
    "bed": bed,
    "sofa": sofa,
    "counter": counter,
}
