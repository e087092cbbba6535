"""What stands on a fairground and a playground: a great wheel, a carousel, a climbing frame."""

from __future__ import annotations

from itertools import pairwise
from math import cos, pi, sin

import numpy as np

from vfc.generators.previs.canvas.layers import Colour, mix
from vfc.generators.previs.places.furniture.entries import Table, colour_of
from vfc.generators.previs.places.furniture.outdoors import disc, joined
from vfc.generators.previs.places.solids import BLACK, WHITE, Facet, pane, prism, quad, upright

GAY: tuple[Colour, ...] = (
    (226, 60, 60),
    (250, 200, 60),
    (70, 150, 210),
    (90, 180, 100),
    (170, 90, 190),
    (240, 130, 50),
)


def ferris_wheel(entry: Table) -> list[Facet]:
    """A great wheel with cabins: `size` its radius."""
    r, tone = entry.get("size", [10.0])[0], colour_of(entry, (236, 238, 242))
    hub = r * 1.16
    found = [
        upright(
            [(-r * 0.5, 0), (-r * 0.4, 0), (0.2, hub), (-0.2, hub)], 0.1, mix(tone, BLACK, 0.3)
        ),
        upright([(r * 0.5, 0), (r * 0.4, 0), (-0.2, hub), (0.2, hub)], 0.1, mix(tone, BLACK, 0.3)),
    ]
    turns = np.linspace(0, 2 * pi, 25)
    for part in (1.0, 0.82):
        for a, b in pairwise(turns):
            ends = [
                (cos(t) * r * part * k, hub + sin(t) * r * part * k)
                for t, k in ((a, 1), (b, 1), (b, 0.965), (a, 0.965))
            ]
            found.append(upright(ends, 0, tone))
    for index in range(12):
        t = index * pi / 6
        c, s = cos(t), sin(t)
        spoke = [(-s * 0.07, hub + c * 0.07), (s * 0.07, hub - c * 0.07), (c * r, hub + s * r)]
        found.append(upright(spoke, -0.01, mix(tone, BLACK, 0.12)))
        own, x, y = GAY[index % len(GAY)], c * r, hub + s * r
        w = r * 0.1
        found.append(pane((x - w, y - w * 1.7), (2 * w, w * 1.3), -0.03, own))
        found.append(disc(x, y - w * 0.4, w, -0.02, mix(own, WHITE, 0.2)))
    return joined([*found, disc(0, hub, r * 0.07, -0.04, (226, 60, 60))])


def carousel(entry: Table) -> list[Facet]:
    """A carousel with horses under a striped roof: `size` its radius."""
    r = entry.get("size", [3.4])[0]
    found = [
        *prism(0, 0, 0, r, 0.4, (196, 60, 56)),
        *prism(0, 0.4, 0, r * 0.24, 2.8, (250, 220, 150)),
    ]
    for index in range(10):
        t = index * pi / 5 + 0.2
        x, z = cos(t) * r * 0.8, sin(t) * r * 0.8
        found += prism(x, 0.4, z, 0.05, 2.8, (230, 190, 90))
        found += horse(x, 1.0 + 0.25 * sin(index * 2.4), z, GAY[index % len(GAY)])
    ring = [(cos(t), sin(t)) for t in np.linspace(0, 2 * pi, 17)]
    for index, ((ax, az), (bx, bz)) in enumerate(pairwise(ring)):
        tone = (214, 52, 52) if index % 2 else (250, 244, 226)
        edge = [(ax * r * 1.08, 3.2, az * r * 1.08), (bx * r * 1.08, 3.2, bz * r * 1.08)]
        found.append(quad([*edge, (0, 4.9, 0)], tone))
        low = [(x, 2.75, z) for x, _, z in edge[::-1]]
        found.append(quad([*edge, *low], mix(tone, BLACK, 0.12)))
    return found


def horse(x: float, y: float, z: float, saddle: Colour) -> list[Facet]:
    """A wooden horse on its pole."""
    tone = (248, 244, 236)
    body = [
        (-0.5, 0.3),
        (0.32, 0.3),
        (0.5, 0.85),
        (0.8, 0.75),
        (0.62, 1.06),
        (0.4, 1.05),
        (0.2, 0.66),
        (-0.46, 0.66),
    ]
    legs = [[(-0.46, 0.32), (-0.34, 0.32), (-0.5, -0.1)], [(0.2, 0.32), (0.32, 0.32), (0.5, -0.05)]]
    found = [upright([(a, b) for a, b in leg], 0, tone) for leg in legs]
    found += [upright(body, 0, tone), pane((-0.16, 0.5), (0.32, 0.22), -0.02, saddle)]
    return [face.moved(x, y, z) for face in joined(found)]


def climber(entry: Table) -> list[Facet]:
    """A climbing frame of bars, as a dome: `size` its radius."""
    r, found = entry.get("size", [1.8])[0], []
    for tilt in (-1, 1):
        for k in range(9):
            t, u = k * 2 * pi / 9, (k + tilt * 1.2) * 2 * pi / 9
            for low, high, a, b in ((0.0, 0.6, t, (t + u) / 2), (0.6, 1.0, (t + u) / 2, u)):
                ends = [
                    (
                        cos(v) * r * cos(h * pi / 2.3),
                        r * sin(h * pi / 2.3),
                        sin(v) * r * cos(h * pi / 2.3),
                    )
                    for v, h in ((a, low), (b, high))
                ]
                thick = [(x + 0.05, y, z) for x, y, z in ends[::-1]]
                found.append(quad([*ends, *thick], GAY[k % 4]))
    return found
