"""What people carry with them."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, sin

import numpy as np

from vfc.generators.previs.canvas.layers import Colour, mix
from vfc.generators.previs.canvas.shapes import Shape, box, rounded
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


def umbrella(tone: Colour) -> Drawn:
    """An open umbrella over the head."""
    top = -0.46
    rim = np.linspace(-1, 1, 13)
    dome = np.stack([0.32 * rim - 0.09, top + 0.16 - 0.16 * np.sqrt(1 - rim**2)], 1)
    hem = np.stack(
        [0.32 * rim[::-1] - 0.09, top + 0.16 - 0.024 * np.abs(np.sin(rim[::-1] * 2 * pi))], 1
    )
    part = np.concatenate([dome[:7], hem[7:]])
    return [
        bar((0, 0.05), (-0.09, top), 0.006, INK),
        (np.concatenate([dome, hem]), tone),
        (part, mix(tone, BLACK, 0.25)),
        bar((-0.09, top), (-0.09, top - 0.03), 0.005, INK),
        poly((0, 0.05), (0.012, 0.09), (0.04, 0.075), (0.03, 0.065), (0.014, 0.07), tone=INK),
    ]


def lantern(tone: Colour) -> Drawn:
    """A lit lantern that hangs from the hand."""
    return [
        poly((-0.028, 0.05), (0.028, 0.05), (0.034, 0.12), (-0.034, 0.12), tone=(255, 226, 150)),
        disc(0, 0.088, 0.013, 0.024, (255, 250, 220)),
        block(-0.038, 0.118, 0.038, 0.135, INK),
        poly((-0.036, 0.055), (0, 0.022), (0.036, 0.055), tone=INK),
        bar((0, 0.0), (0, 0.03), 0.004, INK),
    ]


def torch(tone: Colour) -> Drawn:
    """A burning torch."""
    return [
        bar((0, 0.1), (0, -0.1), 0.014, WOOD),
        poly(
            (-0.04, -0.11),
            (-0.03, -0.2),
            (0.0, -0.27),
            (0.03, -0.19),
            (0.045, -0.12),
            (0, -0.08),
            tone=(240, 130, 40),
            times=1,
        ),
        poly((-0.02, -0.11), (0.0, -0.2), (0.022, -0.11), tone=(255, 226, 120), times=1),
    ]


def candle(tone: Colour) -> Drawn:
    """A burning candle."""
    return [
        block(-0.016, -0.1, 0.016, 0.03, (244, 236, 214)),
        disc(0, -0.135, 0.05, 0.05, (255, 214, 120)),
        poly((-0.018, -0.11), (0.0, -0.18), (0.018, -0.11), tone=(255, 246, 200), times=1),
    ]


def cup(tone: Colour) -> Drawn:
    """A cup."""
    return [
        disc(0.034, -0.022, 0.016, 0.018, (210, 206, 200)),
        poly(
            (-0.036, -0.066), (0.036, -0.066), (0.03, 0.022), (-0.03, 0.022), tone=(246, 244, 240)
        ),
        disc(0, -0.066, 0.036, 0.009, (96, 62, 40)),
    ]


def wine(tone: Colour) -> Drawn:
    """A glass of wine."""
    glass = (206, 222, 232)
    return [
        poly(
            (-0.028, -0.1), (0.028, -0.1), (0.022, -0.05), (0, -0.03), (-0.022, -0.05), tone=glass
        ),
        poly(
            (-0.026, -0.078),
            (0.026, -0.078),
            (0.02, -0.05),
            (0, -0.034),
            (-0.02, -0.05),
            tone=(150, 24, 44),
        ),
        bar((0, -0.03), (0, 0.02), 0.004, glass),
        disc(0, 0.022, 0.022, 0.005, glass),
    ]


def bottle(tone: Colour) -> Drawn:
    """A bottle."""
    green = (40, 104, 66)
    return [
        poly(
            (-0.026, -0.06),
            (-0.011, -0.09),
            (-0.011, -0.14),
            (0.011, -0.14),
            (0.011, -0.09),
            (0.026, -0.06),
            (0.026, 0.07),
            (-0.026, 0.07),
            tone=green,
        ),
        block(-0.026, -0.03, 0.026, 0.03, (240, 232, 206)),
    ]


def book(tone: Colour) -> Drawn:
    """A shut book."""
    return [
        block(-0.055, -0.085, 0.055, 0.06, (150, 40, 44)),
        block(-0.055, 0.045, 0.055, 0.06, (244, 240, 226)),
        block(-0.055, -0.085, -0.04, 0.06, (110, 26, 30)),
        block(-0.02, -0.05, 0.035, -0.03, BRASS),
    ]


def paper(tone: Colour) -> Drawn:
    """A letter."""
    lines = [
        bar((-0.035, y), (0.035, y), 0.003, (110, 112, 120)) for y in (-0.09, -0.07, -0.05, -0.03)
    ]
    return [block(-0.05, -0.12, 0.05, 0.01, (250, 248, 240)), *lines]


def newspaper(tone: Colour) -> Drawn:
    """A newspaper."""
    lines = [bar((-0.09, y), (0.09, y), 0.003, (130, 130, 132)) for y in np.linspace(-0.1, 0.06, 6)]
    return [
        block(-0.11, -0.16, 0.11, 0.09, (232, 230, 222)),
        block(-0.09, -0.14, 0.09, -0.115, INK),
        *lines,
    ]


def map_(tone: Colour) -> Drawn:
    """An unfolded map."""
    return [
        poly(
            (-0.13, -0.1),
            (-0.04, -0.12),
            (0.05, -0.1),
            (0.14, -0.12),
            (0.14, 0.05),
            (0.05, 0.07),
            (-0.04, 0.05),
            (-0.13, 0.07),
            tone=(232, 216, 170),
        ),
        poly(
            (-0.11, -0.06),
            (-0.05, -0.08),
            (-0.03, 0.0),
            (-0.09, 0.03),
            tone=(130, 180, 120),
            times=1,
        ),
        bar((0.0, -0.08), (0.11, 0.02), 0.004, (206, 50, 50)),
        bar((0.02, 0.03), (0.12, -0.08), 0.005, (90, 150, 210)),
    ]


def phone(tone: Colour) -> Drawn:
    """A phone."""
    return [
        (rounded(box(-0.024, -0.06, 0.024, 0.04), 1), (24, 26, 32)),
        (box(-0.018, -0.05, 0.018, 0.03), (130, 200, 240)),
    ]


def camera(tone: Colour) -> Drawn:
    """A camera, between both hands."""
    return [
        (rounded(box(-0.14, -0.045, -0.012, 0.04), 1), (32, 34, 40)),
        block(-0.1, -0.062, -0.05, -0.04, (60, 62, 70)),
        disc(-0.076, 0.0, 0.035, 0.035, (70, 74, 84)),
        disc(-0.076, 0.0, 0.024, 0.024, (60, 110, 160)),
        disc(-0.084, -0.008, 0.008, 0.008, WHITE),
    ]


def flash(tone: Colour) -> Drawn:
    """A camera whose flash goes off."""
    turn = np.arange(16) * pi / 8
    far = np.where(np.arange(16) % 2, 0.05, 0.17)
    return [
        *camera(tone),
        (np.stack([-0.03 + far * np.cos(turn), -0.06 + far * np.sin(turn)], 1), (255, 252, 226)),
    ]


def flower(tone: Colour) -> Drawn:
    """A flower on its stalk."""
    red = (220, 50, 70)
    return [
        bar((0, 0.06), (0, -0.1), 0.005, (64, 140, 70)),
        poly((0, -0.03), (0.045, -0.06), (0.01, -0.01), tone=(80, 160, 80)),
        *(
            disc(0.03 * cos(a), -0.125 + 0.03 * sin(a), 0.023, 0.023, red)
            for a in np.arange(5) * 1.2566
        ),
        disc(0, -0.125, 0.016, 0.016, (250, 210, 80)),
    ]


def bouquet(tone: Colour) -> Drawn:
    """Many flowers."""
    colours = (
        (240, 120, 150),
        (250, 246, 240),
        (236, 90, 110),
        (250, 214, 110),
        (250, 246, 240),
        (240, 150, 170),
        (236, 90, 110),
    )
    spots = (
        (-0.05, -0.07),
        (0.0, -0.1),
        (0.05, -0.07),
        (-0.03, -0.035),
        (0.03, -0.035),
        (0.0, -0.06),
        (-0.06, -0.03),
    )
    leaves = [disc(x, -0.04, 0.035, 0.045, (86, 150, 84)) for x in (-0.05, 0.0, 0.05)]
    return [
        poly((-0.02, 0.0), (0.02, 0.0), (0.012, 0.09), (-0.012, 0.09), tone=(110, 160, 90)),
        *leaves,
        *(disc(x, y, 0.03, 0.03, c) for (x, y), c in zip(spots, colours, strict=True)),
    ]


def case(wide: float, high: float, colour: Colour) -> Callable[[Colour], Drawn]:
    """A suitcase or a bag, hanging by its handle."""
    return lambda tone: [
        bar((-0.025, 0.005), (0.025, 0.005), 0.007, INK),
        (rounded(box(-wide, 0.02, wide, 0.02 + high), 1), colour),
        block(
            -wide * 0.98,
            0.02 + high * 0.3,
            wide * 0.98,
            0.02 + high * 0.36,
            mix(colour, BLACK, 0.3),
        ),
        block(-0.012, 0.02 + high * 0.26, 0.012, 0.02 + high * 0.42, BRASS),
    ]


def balloon(tone: Colour) -> Drawn:
    """A balloon on a string."""
    return [
        bar((0, 0), (0.02, -0.3), 0.0025, (220, 220, 220)),
        poly(
            (0.02, -0.31),
            (-0.075, -0.44),
            (-0.06, -0.55),
            (0.02, -0.6),
            (0.1, -0.55),
            (0.115, -0.44),
            tone=(224, 50, 56),
            times=2,
        ),
        disc(-0.015, -0.52, 0.018, 0.028, (250, 160, 160)),
    ]


def ball(tone: Colour) -> Drawn:
    """A ball."""
    return [
        disc(0, -0.045, 0.052, 0.052, (240, 130, 50)),
        bar((-0.05, -0.045), (0.05, -0.045), 0.003, INK),
        bar((0, -0.095), (0, 0.005), 0.003, INK),
    ]


def cane(long: float) -> Callable[[Colour], Drawn]:
    """A stick to lean on, down to the ground."""
    return lambda tone: [
        bar((0, -0.01), (0.01, long), 0.009, WOOD),
        bar((-0.035, -0.012), (0.012, -0.014), 0.011, WOOD),
    ]


def flag(tone: Colour) -> Drawn:
    """A flag on its pole."""
    x = np.linspace(0, 0.3, 8)
    wave = 0.014 * np.sin(x * 24)
    cloth = np.concatenate(
        [np.stack([x, -0.42 + wave], 1), np.stack([x[::-1], -0.24 + wave[::-1]], 1)]
    )
    return [
        bar((0, 0.3), (0, -0.44), 0.008, WOOD),
        (cloth, (206, 48, 52)),
        (
            np.concatenate(
                [np.stack([x, -0.36 + wave], 1), np.stack([x[::-1], -0.3 + wave[::-1]], 1)]
            ),
            (246, 244, 240),
        ),
    ]


def gift(tone: Colour) -> Drawn:
    """A gift with a ribbon."""
    red = (206, 48, 60)
    return [
        block(-0.055, -0.09, 0.055, 0.01, red),
        block(-0.01, -0.09, 0.01, 0.01, (250, 214, 110)),
        block(-0.055, -0.05, 0.055, -0.035, (250, 214, 110)),
        disc(-0.022, -0.105, 0.022, 0.014, (250, 214, 110)),
        disc(0.022, -0.105, 0.022, 0.014, (250, 214, 110)),
    ]


def crate(tone: Colour) -> Drawn:
    """A box before the chest."""
    card = (196, 150, 98)
    return [
        block(-0.1, -0.17, 0.13, 0.02, card),
        block(0.0, -0.17, 0.03, 0.02, (226, 196, 150)),
        bar((-0.1, -0.17), (0.13, -0.17), 0.004, mix(card, BLACK, 0.3)),
    ]


def ring(tone: Colour) -> Drawn:
    """A ring in its box."""
    return [
        block(-0.035, -0.045, 0.035, 0.0, (40, 44, 90)),
        poly(
            (-0.035, -0.045), (0.035, -0.045), (0.02, -0.085), (-0.05, -0.085), tone=(60, 64, 120)
        ),
        disc(0, -0.052, 0.014, 0.014, BRASS),
        disc(0, -0.066, 0.01, 0.009, (200, 236, 250)),
    ]


def watch(tone: Colour) -> Drawn:
    """A watch on the wrist."""
    return [disc(-0.01, -0.005, 0.02, 0.02, BRASS), disc(-0.01, -0.005, 0.014, 0.014, WHITE)]


def cigarette(tone: Colour) -> Drawn:
    """A burning cigarette."""
    return [
        bar((0, -0.01), (0, -0.055), 0.0055, (246, 244, 238)),
        bar((0, -0.055), (0, -0.068), 0.0065, (250, 120, 40)),
    ]


def basket(tone: Colour) -> Drawn:
    """A basket, hanging from the hand."""
    return [
        bar((-0.05, 0.05), (0, 0.0), 0.006, WOOD),
        bar((0.05, 0.05), (0, 0.0), 0.006, WOOD),
        poly((-0.075, 0.05), (0.075, 0.05), (0.055, 0.13), (-0.055, 0.13), tone=(184, 134, 74)),
        bar((-0.07, 0.08), (0.07, 0.08), 0.004, mix(WOOD, BLACK, 0.2)),
    ]


def tray(tone: Colour) -> Drawn:
    """A tray with glasses on it."""
    return [
        disc(0, -0.03, 0.13, 0.013, (190, 196, 204)),
        *(
            shape
            for k in (-0.06, 0.03)
            for shape in [(points + (k, -0.06), c) for points, c in wine(tone)]
        ),
    ]


def flask(tone: Colour) -> Drawn:
    """A flask with something green."""
    return [
        poly(
            (-0.012, -0.12),
            (0.012, -0.12),
            (0.012, -0.07),
            (0.05, 0.02),
            (-0.05, 0.02),
            (-0.012, -0.07),
            tone=(210, 230, 236),
        ),
        poly((-0.028, -0.03), (0.028, -0.03), (0.046, 0.015), (-0.046, 0.015), tone=(90, 206, 110)),
        disc(0.0, -0.01, 0.008, 0.008, (190, 250, 200)),
    ]


def sack(tone: Colour) -> Drawn:
    """A full sack."""
    return [
        poly(
            (-0.02, -0.01),
            (0.02, -0.01),
            (0.09, 0.1),
            (0.07, 0.2),
            (-0.07, 0.2),
            (-0.09, 0.1),
            tone=(176, 144, 92),
            times=2,
        ),
        bar((-0.022, 0.01), (0.022, 0.01), 0.008, (110, 80, 50)),
        bar((0, 0.08), (0, 0.16), 0.008, (90, 120, 60)),
    ]


def surfboard(tone: Colour) -> Drawn:
    """A board under the arm, upright."""
    return [
        poly(
            (0.09, -0.56),
            (0.03, -0.36),
            (0.02, 0.2),
            (0.06, 0.5),
            (0.12, 0.5),
            (0.16, 0.2),
            (0.15, -0.36),
            tone=(250, 214, 90),
            times=2,
        ),
        bar((0.09, -0.5), (0.09, 0.45), 0.008, (226, 70, 60)),
    ]


def fan(tone: Colour) -> Drawn:
    """An open fan."""
    turn = np.linspace(pi * 1.1, pi * 1.9, 9)
    rim = np.stack([0.13 * np.cos(turn), 0.13 * np.sin(turn)], 1)
    return [
        (np.concatenate([[(0.0, 0.0)], rim]), (236, 70, 90)),
        (np.concatenate([[(0.0, 0.0)], rim * 0.5]), (250, 240, 226)),
        *(bar((0, 0), (float(x), float(y)), 0.003, (110, 40, 40)) for x, y in rim[::2]),
    ]


def tin(tone: Colour) -> Drawn:
    """A tin cup."""
    return [
        poly((-0.032, -0.06), (0.032, -0.06), (0.028, 0.015), (-0.028, 0.015), tone=IRON),
        disc(0, -0.06, 0.032, 0.008, mix(IRON, BLACK, 0.5)),
    ]
