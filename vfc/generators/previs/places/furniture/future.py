"""What a city of the future has: towers of glass with bands of light, cars that hover."""

from __future__ import annotations

import numpy as np

from vfc.generators.previs.canvas.layers import mix
from vfc.generators.previs.canvas.noise import stream
from vfc.generators.previs.places.furniture.entries import Table, colour_of
from vfc.generators.previs.places.solids import BLACK, WHITE, Facet, box, pane, prism, quad


def glass_tower(entry: Table) -> list[Facet]:
    """A tower that narrows upwards, `size` its width and height, with bands of a `glow`."""
    (w, h), tone = entry.get("size", (16, 50)), colour_of(entry, (60, 70, 100))
    glow = colour_of(entry, (60, 220, 255), "glow")
    rng, found = stream(int(w * 7 + h), "glass"), []
    low, wide = 0.0, w
    for part in (0.45, 0.3, 0.25):
        high = h * part
        found += box((-wide / 2, low, -wide / 2), (wide, high, wide), tone)
        middle = np.array((0, low + high / 2, 0))
        for y in np.arange(low + 1.5, low + high - 1, 2.6):
            for x in np.arange(-wide / 2 + 0.4, wide / 2 - 1.2, 1.7):
                if rng.random() < 0.75:
                    glass = mix(tone, WHITE if rng.random() < 0.3 else (110, 170, 220), 0.35)
                    face = pane((x, y), (1.2, 1.5), -wide / 2 - 0.02, glass).on(middle)
                    found.append(
                        face.by_night(mix(glow, WHITE, 0.5)) if rng.random() < 0.4 else face
                    )
            for side in (-wide / 2 - 0.02, wide / 2 + 0.02):
                a, b = -wide / 2 + 0.5, wide / 2 - 0.5
                strip = [(side, y, a), (side, y, b), (side, y + 1.1, b), (side, y + 1.1, a)]
                found.append(quad(strip, mix(tone, (110, 170, 220), 0.3)).on(middle))
        edge = wide + 0.5
        found += box((-edge / 2, low + high - 0.5, -edge / 2), (edge, 0.5, edge), glow, shines=True)
        low, wide = low + high, wide * 0.72
    return [*found, *prism(0, low, 0, 0.3, h * 0.16, mix(tone, BLACK, 0.3), top=0.1)]


def hover_car(entry: Table) -> list[Facet]:
    """A car that flies, its light below."""
    tone = colour_of(entry, (236, 240, 246))
    return [
        *box((-1.6, 0.3, -0.8), (3.2, 0.5, 1.6), tone),
        *box((-0.8, 0.8, -0.6), (1.5, 0.4, 1.2), (60, 90, 120)),
        *box((-1.4, 0.1, -0.6), (2.8, 0.18, 1.2), (90, 230, 255), shines=True),
        pane((1.3, 0.4), (0.3, 0.2), -0.82, (255, 80, 80), shines=True),
        pane((-1.6, 0.4), (0.3, 0.2), -0.82, (255, 255, 230), shines=True),
    ]
