"""Tools, and instruments of music."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from vfc.generators.previs.canvas.layers import Colour, mix
from vfc.generators.previs.canvas.shapes import Shape, box, limb, rounded
from vfc.generators.previs.people.props.parts import (
    BLACK,
    BRASS,
    INK,
    IRON,
    WHITE,
    WOOD,
    bar,
    block,
    disc,
    poly,
)

Drawn = list[Shape]


def spoon(long: float, bowl: float) -> Callable[[Colour], Drawn]:
    """A spoon or a ladle."""
    return lambda tone: [
        bar((0, 0.04), (0, -long), 0.007, IRON),
        disc(0, -long - bowl * 0.6, bowl, bowl * 1.1, mix(IRON, WHITE, 0.2)),
    ]


def fork(tone: Colour) -> Drawn:
    """A fork."""
    return [
        bar((0, 0.03), (0, -0.09), 0.005, IRON),
        *(bar((k * 0.011, -0.085), (k * 0.011, -0.125), 0.0035, IRON) for k in (-1, 0, 1)),
        bar((-0.011, -0.085), (0.011, -0.085), 0.005, IRON),
    ]


def broom(tone: Colour) -> Drawn:
    """A broom, its bristles at the far end."""
    return [
        bar((0, 0.3), (0, -0.42), 0.009, WOOD),
        poly((-0.022, -0.41), (0.022, -0.41), (0.07, -0.56), (-0.07, -0.56), tone=(222, 178, 84)),
        bar((-0.024, -0.42), (0.024, -0.42), 0.009, (190, 50, 44)),
    ]


def mop(tone: Colour) -> Drawn:
    """A mop, its strings at the far end."""
    strings = [
        bar(
            (0.008 * k, -0.4), (0.022 * k, -0.55), 0.009, mix((226, 226, 218), BLACK, 0.06 * abs(k))
        )
        for k in (-3, 3, -2, 2, -1, 1, 0)
    ]
    return [
        bar((0, 0.3), (0, -0.4), 0.009, WOOD),
        *strings,
        disc(0, -0.41, 0.03, 0.018, (60, 110, 180)),
    ]


def watering_can(tone: Colour) -> Drawn:
    """A watering can, hung by its handle, its spout ahead."""
    green = (60, 130, 92)
    return [
        bar((-0.06, 0.03), (0.05, 0.03), 0.008, mix(green, BLACK, 0.25)),
        bar((-0.06, 0.03), (-0.075, 0.1), 0.008, mix(green, BLACK, 0.25)),
        bar((0.05, 0.14), (0.17, 0.03), 0.012, mix(green, BLACK, 0.15)),
        disc(0.175, 0.025, 0.022, 0.022, mix(green, WHITE, 0.3)),
        poly((-0.075, 0.06), (0.06, 0.06), (0.07, 0.18), (-0.085, 0.18), tone=green),
        bar((-0.075, 0.06), (0.06, 0.06), 0.008, mix(green, WHITE, 0.25)),
    ]


def hairbrush(tone: Colour) -> Drawn:
    """A hairbrush."""
    pink = (176, 60, 110)
    return [
        bar((0, 0.04), (0, -0.04), 0.009, pink),
        poly((-0.02, -0.04), (0.012, -0.04), (0.012, -0.13), (-0.02, -0.13), tone=pink, times=1),
        *(bar((0.01, y), (0.036, y), 0.004, INK) for y in (-0.055, -0.075, -0.095, -0.115)),
    ]


def razor(tone: Colour) -> Drawn:
    """A razor."""
    return [
        bar((0, 0.04), (0, -0.05), 0.007, (40, 70, 130)),
        poly((-0.028, -0.05), (0.028, -0.05), (0.028, -0.066), (-0.028, -0.066), tone=IRON),
    ]


def placard(tone: Colour) -> Drawn:
    """A placard on a stick, with lines of writing."""
    return [
        bar((0, 0.2), (0, -0.18), 0.01, WOOD),
        poly((-0.17, -0.17), (0.17, -0.17), (0.17, -0.43), (-0.17, -0.43), tone=(248, 246, 238)),
        *(bar((-0.12, y), (x, y), 0.015, (190, 36, 38)) for x, y in ((0.12, -0.37), (0.06, -0.3))),
        bar((-0.12, -0.23), (0.1, -0.23), 0.015, INK),
    ]


def jug(tone: Colour) -> Drawn:
    """A jug with a handle."""
    clay = (206, 214, 222)
    return [
        disc(0.0, -0.02, 0.05, 0.05, mix(clay, BLACK, 0.3)),
        disc(0.0, -0.02, 0.034, 0.034, mix(clay, WHITE, 0.3)),
        poly((-0.075, -0.11), (0.01, -0.11), (0.0, 0.05), (-0.07, 0.05), tone=clay, times=1),
        poly((-0.1, -0.11), (-0.05, -0.11), (-0.07, -0.06), tone=clay),
    ]


def paintbrush(tone: Colour) -> Drawn:
    """A brush with paint."""
    return [
        bar((0, 0.06), (0, -0.06), 0.006, WOOD),
        bar((0, -0.06), (0, -0.075), 0.008, IRON),
        poly((-0.009, -0.075), (0.009, -0.075), (0, -0.115), tone=(214, 50, 50), times=1),
    ]


def pen(tone: Colour) -> Drawn:
    """A pen, down to its point."""
    return [
        bar((0, 0.035), (0, -0.07), 0.006, (40, 70, 160)),
        bar((0, 0.03), (0, 0.042), 0.003, INK),
    ]


def microphone(tone: Colour) -> Drawn:
    """A microphone."""
    return [
        bar((0, 0.07), (0, -0.03), 0.012, (50, 52, 60)),
        disc(0, -0.05, 0.026, 0.028, (170, 174, 182)),
        bar((-0.02, -0.036), (0.02, -0.036), 0.005, INK),
    ]


def guitar(tone: Colour) -> Drawn:
    """A guitar before the body: its sound hole under the hand, its neck up to the other."""
    wood, dark = (196, 122, 58), (96, 54, 26)
    return [
        disc(-0.03, 0.01, 0.105, 0.1, mix(wood, BLACK, 0.25)),
        disc(-0.028, 0.006, 0.095, 0.09, wood),
        disc(0.085, -0.045, 0.075, 0.07, wood),
        disc(0.045, -0.02, 0.036, 0.036, dark),
        bar((0.05, -0.025), (0.36, -0.2), 0.013, dark),
        bar((0.35, -0.195), (0.41, -0.23), 0.02, dark),
        bar((-0.08, 0.05), (-0.05, 0.02), 0.012, dark),
    ]


def violin(tone: Colour) -> Drawn:
    """The bow, in its hand."""
    return [
        bar((0, 0.04), (0, -0.4), 0.005, (90, 50, 30)),
        bar((0.012, 0.03), (0.012, -0.38), 0.002, (240, 236, 226)),
    ]


def trumpet(tone: Colour) -> Drawn:
    """A trumpet, from the mouth to its bell."""
    return [
        bar((0, 0.1), (0, -0.16), 0.008, BRASS),
        poly((-0.01, -0.14), (0.01, -0.14), (0.055, -0.23), (-0.055, -0.23), tone=BRASS),
        disc(0.02, -0.02, 0.018, 0.05, mix(BRASS, BLACK, 0.2)),
        *(bar((-0.012, y), (-0.035, y), 0.006, BRASS) for y in (-0.04, -0.015, 0.01)),
    ]


def saxophone(tone: Colour) -> Drawn:
    """A saxophone, its bell turned up."""
    return [
        bar((-0.06, 0.14), (-0.02, -0.14), 0.016, BRASS),
        bar((-0.02, -0.14), (0.05, -0.18), 0.026, BRASS),
        poly((0.03, -0.2), (0.075, -0.16), (0.16, -0.04), (0.05, 0.0), tone=BRASS, times=1),
        bar((-0.06, 0.14), (-0.1, 0.16), 0.008, INK),
    ]


def flute(tone: Colour) -> Drawn:
    """A flute, to the side."""
    return [
        bar((0, 0.1), (0, -0.25), 0.009, (206, 212, 222)),
        *(disc(0.0, y, 0.005, 0.005, INK) for y in np.linspace(-0.2, 0.0, 6)),
    ]


def sticks(tone: Colour) -> Drawn:
    """A drumstick."""
    return [
        bar((0, 0.03), (-0.09, 0.075), 0.006, (226, 190, 130)),
        disc(-0.1, 0.08, 0.011, 0.011, (226, 190, 130)),
    ]


def rod(tone: Colour) -> Drawn:
    """A fishing rod."""
    return [
        bar((0, 0.16), (0, -0.1), 0.009, WOOD),
        (limb((0, -0.1), (0, -0.62), 0.006, 0.002), (70, 60, 50)),
        disc(0.016, 0.03, 0.02, 0.02, (60, 64, 74)),
    ]


def shovel(tone: Colour) -> Drawn:
    """A shovel, its blade at the far end."""
    return [
        bar((0, 0.18), (0, -0.3), 0.011, WOOD),
        bar((-0.035, 0.185), (0.035, 0.185), 0.01, WOOD),
        poly(
            (-0.05, -0.29),
            (0.05, -0.29),
            (0.052, -0.38),
            (0, -0.44),
            (-0.052, -0.38),
            tone=IRON,
            times=1,
        ),
    ]


def pitchfork(tone: Colour) -> Drawn:
    """A pitchfork, its prongs up."""
    return [
        bar((0, 0.62), (0, -0.24), 0.011, WOOD),
        bar((-0.045, -0.25), (0.045, -0.25), 0.007, INK),
        *(bar((k * 0.045, -0.25), (k * 0.045, -0.4), 0.006, INK) for k in (-1, 0, 1)),
    ]


def hammer(tone: Colour) -> Drawn:
    """A hammer."""
    return [
        bar((0, 0.05), (0, -0.15), 0.011, WOOD),
        block(-0.06, -0.19, 0.05, -0.14, (84, 90, 100)),
    ]


def gavel(tone: Colour) -> Drawn:
    """A judge's hammer."""
    return [
        bar((0, 0.05), (0, -0.1), 0.009, WOOD),
        (rounded(box(-0.07, -0.16, 0.07, -0.1), 1), mix(WOOD, BLACK, 0.2)),
        block(-0.05, -0.16, -0.04, -0.1, BRASS),
        block(0.04, -0.16, 0.05, -0.1, BRASS),
    ]


def wrench(tone: Colour) -> Drawn:
    """A wrench."""
    return [
        bar((0, 0.06), (0, -0.12), 0.013, IRON),
        poly(
            (-0.03, -0.19),
            (-0.012, -0.155),
            (0.012, -0.155),
            (0.03, -0.19),
            (0.034, -0.13),
            (0.0, -0.1),
            (-0.034, -0.13),
            tone=IRON,
        ),
    ]


def palette(tone: Colour) -> Drawn:
    """A painter's palette."""
    colours = ((214, 50, 50), (60, 110, 210), (250, 206, 70), (70, 160, 90))
    return [
        poly(
            (-0.1, -0.01),
            (-0.06, -0.075),
            (0.06, -0.08),
            (0.11, -0.02),
            (0.06, 0.03),
            (-0.05, 0.03),
            tone=(206, 160, 104),
            times=2,
        ),
        *(disc(-0.05 + 0.035 * k, -0.045, 0.013, 0.011, c) for k, c in enumerate(colours)),
    ]


def magnifier(tone: Colour) -> Drawn:
    """A magnifying glass."""
    return [
        bar((0, 0.03), (0, -0.03), 0.007, WOOD),
        disc(0, -0.06, 0.034, 0.034, BRASS),
        disc(0, -0.06, 0.027, 0.027, (190, 226, 240)),
        disc(-0.01, -0.07, 0.008, 0.008, WHITE),
    ]


def racket(tone: Colour) -> Drawn:
    """A tennis racket."""
    red, string = (206, 54, 50), (238, 240, 232)
    return [
        bar((0, 0.05), (0, -0.14), 0.012, INK),
        disc(0, -0.27, 0.115, 0.14, red),
        disc(0, -0.27, 0.094, 0.12, mix(string, BLACK, 0.06)),
        *(bar((k, -0.37), (k, -0.17), 0.002, IRON) for k in (-0.05, -0.017, 0.017, 0.05)),
        *(bar((-0.08, y), (0.08, y), 0.002, IRON) for y in (-0.33, -0.29, -0.25, -0.21)),
    ]


def bat(tone: Colour) -> Drawn:
    """A baseball bat."""
    pale = (222, 178, 116)
    return [(limb((0, 0.06), (0, -0.42), 0.011, 0.032), pale), disc(0, 0.06, 0.018, 0.012, pale)]


def baton(tone: Colour) -> Drawn:
    """A conductor's baton."""
    return [bar((0, 0.03), (0, -0.22), 0.005, WHITE), disc(0, 0.03, 0.014, 0.018, WOOD)]
