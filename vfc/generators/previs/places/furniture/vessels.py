"""What moves, at rest: boats, railway carriages, rockets."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from vfc.generators.previs.canvas.layers import mix
from vfc.generators.previs.places.furniture.entries import Table, colour_of
from vfc.generators.previs.places.solids import BLACK, WHITE, Facet, box, pane, prism, quad, upright

HULL = ((-0.5, 0.0), (-0.42, 0.14), (0.1, 0.15), (0.34, 0.1), (0.5, 0.0))  # by its length


def boat(entry: Table) -> list[Facet]:
    """A boat along x, its bow to the right: `size` its length; a cabin, or a `sail`."""
    long, tone = entry.get("size", [7.0])[0], colour_of(entry, (60, 100, 150))
    side, found = long * 0.13, []
    outline = [(x * long, z * long) for x, z in HULL]
    ring = [*outline, *[(x, -z) for x, z in outline[-2:0:-1]]]
    for (ax, az), (bx, bz) in pairwise([*ring, ring[0]]):
        lift = [side * (1 + 0.5 * max(0, x / long)) for x in (ax, bx)]
        dark = mix(tone, BLACK, 0.25 if az + bz > 0 else 0.0)
        corners = [
            (ax * 0.9, 0, az * 0.7),
            (bx * 0.9, 0, bz * 0.7),
            (bx, lift[1], bz),
            (ax, lift[0], az),
        ]
        found.append(quad(corners, dark).on(np.array((0, side * 0.5, 0))))
    deck = [(x * 0.97, side * 0.95, z * 0.95) for x, z in ring]
    found.append(quad(deck, colour_of(entry, (206, 178, 132), "deck")))
    mast = entry.get("mast", long * 0.8)
    found += box((-0.04, side, -0.04), (0.08, mast, 0.08), (120, 92, 66))
    if "sail" in entry:
        cloth = colour_of(entry, (246, 244, 236), "sail")
        found.append(
            upright([(-0.1, side * 1.5), (-0.1, mast), (-long * 0.4, side * 1.8)], 0, cloth)
        )
        found.append(
            upright(
                [(0.1, side * 1.5), (0.1, mast * 0.9), (long * 0.4, side * 1.6)],
                0,
                mix(cloth, BLACK, 0.1),
            )
        )
        return found
    cabin = (-long * 0.34, side * 0.95, -long * 0.08)
    found += box(cabin, (long * 0.26, long * 0.2, long * 0.16), (240, 240, 236))
    found.append(
        pane(
            (-long * 0.31, side + long * 0.1),
            (long * 0.2, long * 0.07),
            -long * 0.082,
            (70, 96, 120),
        )
    )
    return found


def carriage(entry: Table) -> list[Facet]:
    """Railway carriages along z, `size` their length and `count`: windows, doors, and a front with
    lamps towards the viewer.
    """
    long, tone = entry.get("size", [18.0])[0], colour_of(entry, (176, 44, 48))
    band, found = colour_of(entry, (240, 232, 206), "band"), []
    for index in range(int(entry.get("count", 2))):
        z = index * (long + 0.8)
        middle = np.array((0, 2.0, z + long / 2))
        found += box((-1.4, 0.7, z), (2.8, 2.9, long), tone)
        found += box((-1.2, 3.6, z), (2.4, 0.3, long), mix(tone, BLACK, 0.45))
        found += box((-1.1, 0.15, z + 1), (2.2, 0.6, long - 2), (40, 40, 44))
        for side in (-1.42, 1.42):
            strip = [(side, 1.0, z), (side, 1.0, z + long), (side, 1.3, z + long), (side, 1.3, z)]
            found.append(quad(strip, band).on(middle))
            for at in np.arange(z + 1.0, z + long - 1.8, 2.2):
                glass = [
                    (side, 1.8, at),
                    (side, 1.8, at + 1.5),
                    (side, 2.9, at + 1.5),
                    (side, 2.9, at),
                ]
                found.append(quad(glass, (250, 232, 180), shines=bool(entry.get("lit"))).on(middle))
    front = np.array((0, 2.0, long / 2))
    found.append(pane((-1.1, 2.0), (2.2, 1.1), -0.02, (70, 92, 112)).on(front))
    found.append(pane((-1.4, 1.0), (2.8, 0.3), -0.02, band).on(front))
    for x in (-1.1, 0.75):
        found.append(pane((x, 1.35), (0.35, 0.3), -0.03, (255, 250, 220), shines=True).on(front))
    return found


def rocket(entry: Table) -> list[Facet]:
    """A rocket upright on its fins: `size` its height; boosters at its sides."""
    high, tone = entry.get("size", [40.0])[0], colour_of(entry, (238, 240, 242))
    r = high * 0.055
    found: list[Facet] = []
    for x in (-r * 1.75, r * 1.75):
        found += prism(x, 0, 0, r * 0.66, high * 0.5, mix(tone, (206, 120, 60), 0.3))
        found += prism(x, high * 0.5, 0, r * 0.66, high * 0.09, (190, 60, 50), top=0.1)
    for way in (-1, 1):
        fin = [
            (way * r * 0.6, 0),
            (way * r * 2.9, 0),
            (way * r * 2.4, high * 0.06),
            (way * r * 0.6, high * 0.17),
        ]
        found.append(upright(fin, -r, (190, 52, 46)))
    found += prism(0, high * 0.02, 0, r, high * 0.74, tone)
    for part in (0.3, 0.62):
        found += prism(0, high * part, 0, r * 1.02, high * 0.035, (40, 44, 52))
    found += prism(0, high * 0.76, 0, r, high * 0.1, mix(tone, BLACK, 0.08), top=0.72)
    return found + prism(0, high * 0.86, 0, r * 0.72, high * 0.14, (190, 52, 46), top=0.05)


def gantry(entry: Table) -> list[Facet]:
    """A tower of struts beside a rocket, with arms towards it on the left: `size` its height."""
    high, tone = entry.get("size", [44.0])[0], colour_of(entry, (190, 70, 52))
    w = high * 0.11
    found = [pane((x, 0), (w * 0.12, high), z, tone) for z in (w, 0) for x in (0, w * 0.88)]
    step = w
    for y in np.arange(0, high - step, step):
        dark = mix(tone, BLACK, 0.25)
        found.append(upright([(0, y), (w * 0.1, y), (w, y + step), (w * 0.9, y + step)], 0, dark))
        found.append(upright([(w, y), (w * 0.9, y), (0, y + step), (w * 0.1, y + step)], 0, dark))
        found.append(pane((0, float(y)), (w, w * 0.1), 0, mix(tone, WHITE, 0.1)))
    for part in (0.42, 0.66, 0.84):
        found += box((-w * 1.0, high * part, -0.3), (w * 1.05, w * 0.2, 0.6), mix(tone, BLACK, 0.1))
    return [
        face if face.body is not None else face.on(np.array((w / 2, high / 2, w))) for face in found
    ]


def digger(entry: Table) -> list[Facet]:
    """A digger with its arm raised, on tracks."""
    tone, dark = colour_of(entry, (240, 180, 40)), (44, 46, 50)
    found = [
        *box((-1.6, 0, -1.2), (3.2, 0.8, 0.7), dark),
        *box((-1.6, 0, 0.5), (3.2, 0.8, 0.7), dark),
    ]
    found += box((-1.5, 0.8, -1.0), (3.0, 1.0, 2.0), tone)
    found += box((-0.6, 1.8, -0.9), (1.3, 1.2, 1.5), mix(tone, BLACK, 0.1))
    middle = np.array((0, 2.2, 0))
    found.append(pane((-0.45, 2.0), (1.0, 0.8), -0.92, (96, 122, 146)).on(middle))
    for arm in (
        [(1.2, 1.6), (3.4, 4.4), (3.9, 4.2), (1.7, 1.4)],
        [(3.4, 4.5), (5.0, 2.2), (4.7, 1.9), (3.2, 4.0)],
        [(5.2, 2.4), (5.5, 1.3), (4.6, 0.9), (4.2, 1.9), (4.9, 1.7)],
    ):
        found.append(upright(arm, -0.3, mix(tone, BLACK, 0.08)))
    return found
