"""Weapons, and what stands for power."""

from __future__ import annotations

from collections.abc import Callable
from math import pi

import numpy as np

from vfc.generators.previs.canvas.layers import Colour
from vfc.generators.previs.canvas.shapes import Shape
from vfc.generators.previs.people.props.parts import (
    BRASS,
    IRON,
    WHITE,
    WOOD,
    bar,
    block,
    disc,
    poly,
)

Drawn = list[Shape]


def blade(long: float, tone: Colour = (206.0, 212.0, 220.0), curved: float = 0.0) -> Drawn:
    """A blade with its hilt."""
    return [
        poly(
            (-0.014, -0.04),
            (0.014, -0.04),
            (0.012 + curved, -long * 0.7),
            (curved * 2.2, -long),
            (-0.012 + curved * 0.6, -long * 0.6),
            tone=tone,
        ),
        bar((-0.05, -0.035), (0.05, -0.035), 0.009, BRASS),
        bar((0, -0.03), (0, 0.045), 0.011, (90, 56, 34)),
        disc(0, 0.055, 0.013, 0.013, BRASS),
    ]


def gun(tone: Colour) -> Drawn:
    """A pistol, along its barrel."""
    return [
        block(-0.014, -0.12, 0.016, 0.014, (44, 46, 54)),
        poly((0.012, 0.018), (0.07, 0.03), (0.066, 0.0), (0.012, -0.03), tone=(70, 50, 40)),
    ]


def gun_flash(tone: Colour) -> Drawn:
    """A pistol that is fired."""
    turn = np.arange(14) * 2 * pi / 14
    far = np.where(np.arange(14) % 2, 0.03, 0.085)
    return [
        *gun(tone),
        (np.stack([far * np.cos(turn), -0.19 + 1.2 * far * np.sin(turn)], 1), (255, 214, 90)),
        disc(0, -0.18, 0.03, 0.04, (255, 250, 214)),
    ]


def rifle(tone: Colour) -> Drawn:
    """A rifle, aslant."""
    return [
        bar((0.02, 0.16), (-0.02, 0.0), 0.024, WOOD),
        bar((-0.02, 0.0), (-0.09, -0.34), 0.011, (52, 54, 62)),
        bar((-0.02, -0.02), (-0.06, -0.16), 0.019, (84, 58, 38)),
        poly((0.0, 0.0), (0.05, 0.03), (0.045, 0.06), (0.0, 0.04), tone=(52, 54, 62)),
    ]


def staff(tone: Colour) -> Drawn:
    """A long staff, to the ground."""
    return [bar((0, 0.66), (0, -0.34), 0.011, WOOD)]


def wizard_staff(tone: Colour) -> Drawn:
    """A staff with a shining stone."""
    return [
        *staff(tone),
        disc(0, -0.37, 0.042, 0.042, (150, 220, 250)),
        disc(-0.012, -0.38, 0.014, 0.014, WHITE),
    ]


def sceptre(tone: Colour) -> Drawn:
    """A sceptre."""
    return [
        bar((0, 0.12), (0, -0.2), 0.009, BRASS),
        disc(0, -0.22, 0.03, 0.03, (206, 40, 60)),
        bar((-0.02, -0.26), (0.02, -0.26), 0.007, BRASS),
        bar((0, -0.24), (0, -0.29), 0.007, BRASS),
    ]


def axe(tone: Colour) -> Drawn:
    """An axe."""
    return [
        bar((0, 0.18), (0, -0.22), 0.012, WOOD),
        poly(
            (-0.01, -0.24),
            (0.06, -0.27),
            (0.1, -0.18),
            (0.06, -0.11),
            (-0.01, -0.15),
            tone=(196, 60, 50),
            times=1,
        ),
        poly((0.06, -0.27), (0.1, -0.18), (0.06, -0.11), (0.08, -0.18), tone=IRON),
    ]


def bow(drawn: float, arrow: bool) -> Callable[[Colour], Drawn]:
    """A bow, its string drawn so far back."""

    def draw(tone: Colour) -> Drawn:
        arc = np.linspace(-1, 1, 11)
        out = np.stack([0.06 * (1 - arc**2) - 0.06, 0.33 * arc], 1)
        limb_ = np.concatenate([out + (0.008, 0), out[::-1] - (0.008, 0)])
        back = (-0.06 - 0.24 * drawn, 0.0)
        shapes: Drawn = [
            (limb_, WOOD),
            bar((-0.06, -0.33), back, 0.0025, (230, 226, 214)),
            bar(back, (-0.06, 0.33), 0.0025, (230, 226, 214)),
        ]
        if arrow:
            shapes += [
                bar(back, (0.1, 0.0), 0.004, (120, 90, 60)),
                poly((0.09, -0.016), (0.14, 0.0), (0.09, 0.016), tone=IRON),
            ]
        return shapes

    return draw


def shield(tone: Colour) -> Drawn:
    """A shield."""
    return [
        poly(
            (-0.1, -0.12),
            (0.1, -0.12),
            (0.1, 0.02),
            (0, 0.14),
            (-0.1, 0.02),
            tone=(60, 84, 160),
            times=1,
        ),
        poly((-0.014, -0.11), (0.014, -0.11), (0.014, 0.11), (-0.014, 0.11), tone=BRASS),
        poly((-0.09, -0.03), (0.09, -0.03), (0.09, 0.0), (-0.09, 0.0), tone=BRASS),
    ]
