"""What people sit and lie on: chairs, benches, sofas, beds."""

from __future__ import annotations

from vfc.generators.previs.canvas.layers import mix
from vfc.generators.previs.places.furniture.entries import Table, colour_of
from vfc.generators.previs.places.solids import BLACK, Facet, box, prism


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


def stool(entry: Table) -> list[Facet]:
    """A round stool."""
    high, tone = entry.get("size", [0.7])[0], colour_of(entry, (150, 60, 50))
    return [
        *prism(0, 0, 0, 0.18, 0.03, (60, 60, 64)),
        *prism(0, 0.03, 0, 0.03, high - 0.1, (120, 120, 124)),
        *prism(0, high - 0.08, 0, 0.19, 0.08, tone),
    ]


def bunk(entry: Table) -> list[Facet]:
    """Two beds, one above the other, along the wall."""
    (w, d), tone = entry.get("size", (0.9, 2.0)), colour_of(entry, (110, 116, 120))
    found: list[Facet] = []
    for y in (0.35, 1.35):
        found += box((-w / 2, y, -d / 2), (w, 0.07, d), mix(tone, BLACK, 0.2))
        found += box((-w / 2, y + 0.07, -d / 2), (w, 0.12, d), (196, 196, 186))
        found += box((-w / 2, y + 0.19, d / 2 - 0.4), (w * 0.9, 0.08, 0.35), (232, 230, 224))
    for z in (d / 2 - 0.05, -d / 2):
        for x in (-w / 2, w / 2 - 0.05):
            found += box((x, 0, z), (0.05, 1.8, 0.05), tone)
    return found


def seat(entry: Table) -> list[Facet]:
    """A padded seat of a car, a plane or a theatre, seen from behind with `away`."""
    (w, h), tone = entry.get("size", (0.55, 0.7)), colour_of(entry, (150, 40, 44))
    base = entry.get("base", 0.42)
    back = 0.28 if not entry.get("away") else -0.28
    found = box((-w / 2, base - 0.16, -0.25), (w, 0.16, 0.5), tone)
    found += box((-w / 2, base, back - 0.06), (w, h, 0.12), mix(tone, BLACK, 0.12))
    if "head" in entry:
        found += box((-w * 0.3, base + h, back - 0.05), (w * 0.6, entry["head"], 0.1), tone)
    for x in (-w / 2 - 0.05, w / 2):
        found += box((x, base, -0.2), (0.05, 0.2, 0.4), mix(tone, BLACK, 0.35))
    return found


def throne(entry: Table) -> list[Facet]:
    """A throne on two steps."""
    gold, cloth = (206, 164, 66), colour_of(entry, (150, 30, 44))
    return [
        *box((-1.6, 0, -0.9), (3.2, 0.16, 2.2), (150, 140, 130)),
        *box((-1.2, 0.16, -0.5), (2.4, 0.16, 1.8), (160, 150, 140)),
        *box((-0.55, 0.32, 0.4), (1.1, 2.2, 0.16), gold),
        *box((-0.42, 0.8, 0.38), (0.84, 1.5, 0.04), cloth),
        *box((-0.55, 0.32, -0.3), (1.1, 0.45, 0.7), gold),
        *box((-0.45, 0.77, -0.3), (0.9, 0.08, 0.7), cloth),
        *box((-0.6, 0.77, -0.3), (0.14, 0.35, 0.7), gold),
        *box((0.46, 0.77, -0.3), (0.14, 0.35, 0.7), gold),
        *prism(-0.48, 2.52, 0.48, 0.09, 0.2, gold, top=0.1),
        *prism(0.48, 2.52, 0.48, 0.09, 0.2, gold, top=0.1),
    ]
