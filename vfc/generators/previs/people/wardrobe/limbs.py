"""Arms with hands, legs with shoes, and what else a body may end in."""

from __future__ import annotations

from math import atan2, cos, hypot, sin

import numpy as np

from vfc.generators.previs.canvas.layers import Colour, mix
from vfc.generators.previs.canvas.shapes import Shape, ellipse, limb, rounded
from vfc.generators.previs.people.acts.poses import BodyPoint, Limb, Pose

BLACK = (0.0, 0.0, 0.0)
HAND = 0.026


def along(a: BodyPoint, b: BodyPoint, part: float) -> BodyPoint:
    """A point of the way from a to b."""
    return a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part


def hand(bone: Limb, tone: Colour, shape: str = "") -> list[Shape]:
    """A mitten with its thumb, a `fist`, a pointing `finger`, or an open `palm`."""
    _, bend, end = bone
    far = hypot(end[0] - bend[0], end[1] - bend[1]) or 1.0
    ux, uy = (end[0] - bend[0]) / far, (end[1] - bend[1]) / far
    at = (end[0] + ux * 0.018, end[1] + uy * 0.018)
    px, py = -uy, ux
    if py > 0:  # the thumb is on the upper side
        px, py = -px, -py
    dark = mix(tone, BLACK, 0.18)
    if shape == "glove":
        return [
            (ellipse(*at, 0.05, 0.046), tone),
            (ellipse(at[0] + px * 0.03, at[1] + py * 0.03, 0.02, 0.02), dark),
        ]
    if shape == "palm":
        shapes = [(ellipse(*at, 0.026, 0.026), tone)]
        for k in (-0.9, -0.3, 0.3, 0.9):
            tip = (
                at[0] + (ux * cos(k * 0.6) + px * sin(k * 0.6)) * 0.056,
                at[1] + (uy * cos(k * 0.6) + py * sin(k * 0.6)) * 0.056,
            )
            shapes.append((limb(at, tip, 0.009, 0.007), tone))
        shapes.append((limb(at, (at[0] + px * 0.045, at[1] + py * 0.045), 0.01, 0.008), tone))
        return shapes
    if shape == "finger":
        return [
            (ellipse(*at, HAND * 0.9, HAND * 0.9), tone),
            (limb(at, (at[0] + ux * 0.062, at[1] + uy * 0.062), 0.01, 0.008), tone),
        ]
    if shape == "fist":
        return [
            (ellipse(*at, 0.029, 0.028), tone),
            (ellipse(at[0] - ux * 0.004, at[1] + 0.01, 0.018, 0.009), dark),
        ]
    tip = (at[0] + ux * 0.022, at[1] + uy * 0.022)
    thumb = (at[0] + ux * 0.012 + px * 0.029, at[1] + uy * 0.012 + py * 0.029)
    return [(limb(at, tip, 0.024, 0.016), tone), (limb(at, thumb, 0.012, 0.008), tone)]


def arm(
    bone: Limb,
    cloth: Colour,
    skin: Colour,
    sleeves: str,
    gloves: Colour | None,
    shape: str,
    thin: float = 1.0,
) -> list[Shape]:
    """An arm in its sleeve, with its hand."""
    root, bend, end = bone
    held = hand(bone, gloves or skin, shape)
    if sleeves == "bones":
        knob = [(ellipse(*at, 0.018, 0.018), cloth) for at in (root, bend)]
        return [
            *held,
            (limb(root, bend, 0.011, 0.011), cloth),
            (limb(bend, end, 0.011, 0.011), cloth),
            *knob,
        ]
    if sleeves == "tubes":
        knob = (ellipse(*bend, 0.032, 0.032), mix(cloth, BLACK, 0.3))
        return [
            *held,
            (limb(root, bend, 0.024, 0.024), cloth),
            knob,
            (limb(bend, end, 0.028, 0.034), cloth),
        ]
    upper, fore = (0.038 * thin, 0.031 * thin), (0.030 * thin, 0.023 * thin)
    bare = [
        (limb(root, bend, upper[0] * 0.86, upper[1] * 0.86), skin),
        (limb(bend, end, fore[0] * 0.88, fore[1] * 0.85), skin),
    ]
    if sleeves == "none":
        return [*held, *bare]
    if sleeves == "short":
        return [
            *held,
            *bare,
            (limb(root, along(root, bend, 0.55), upper[0] * 1.06, upper[0] * 1.06), cloth),
        ]
    if sleeves == "puff":
        return [*held, *bare, (ellipse(*along(root, bend, 0.25), 0.056, 0.052), cloth)]
    long = [(limb(root, bend, *upper), cloth), (limb(bend, along(bend, end, 0.98), *fore), cloth)]
    if sleeves == "wide":
        low = along(bend, end, 0.98)
        hang = np.array(
            [
                along(root, bend, 0.6),
                low,
                (low[0] - 0.01, low[1] + 0.085),
                (bend[0], bend[1] + 0.055),
            ]
        )
        long.append((rounded(hang, 1), cloth))
    else:
        long.append(
            (
                limb(
                    along(bend, end, 0.86), along(bend, end, 0.99), fore[1] * 1.12, fore[1] * 1.12
                ),
                mix(cloth, BLACK, 0.2),
            )
        )
    return [*held, *long]


def leg(
    bone: Limb,
    cloth: Colour,
    skin: Colour,
    kind: str,
    shoe: Colour,
    side: bool,
    sign: int,
    thick: float = 1.0,
) -> list[Shape]:
    """A leg in trousers, shorts or none, with its shoe; `sign` is its side, seen from before."""
    root, bend, end = bone
    if kind == "none":
        return []
    foot = shoe_of(bone, side, sign)
    if kind == "bones":
        knob = [(ellipse(*at, 0.02, 0.02), cloth) for at in (root, bend)]
        return [
            (limb(root, bend, 0.013, 0.013), cloth),
            (limb(bend, end, 0.012, 0.012), cloth),
            *knob,
            (foot, shoe),
        ]
    if kind == "tubes":
        knob = (ellipse(*bend, 0.038, 0.038), mix(cloth, BLACK, 0.3))
        return [
            (limb(root, bend, 0.03, 0.03), cloth),
            knob,
            (limb(bend, end, 0.034, 0.042), cloth),
            (foot, shoe),
        ]
    tone = skin if kind in ("bare", "shorts", "kit") else cloth
    thigh, shin = (0.058 * thick, 0.043 * thick), (0.041 * thick, 0.027 * thick)
    if kind in ("bare", "tights", "shorts", "kit"):
        thigh, shin = (0.052, 0.037), (0.036, 0.022)
    if kind == "wide":
        shin = (0.05, 0.05)
    shapes: list[Shape] = [
        (foot, shoe),
        (limb(root, bend, *thigh), tone),
        (limb(bend, end, *shin), tone),
    ]
    if kind == "kit":
        shapes.append((limb(along(bend, end, 0.2), end, 0.038, 0.026), cloth))
    if kind in ("shorts", "kit"):
        shapes.append((limb(root, along(root, bend, 0.72), 0.064, 0.056), cloth))
    if kind == "fins":
        shapes.append((fin(bone, side, sign), shoe))
    return shapes


def fin(bone: Limb, side: bool, sign: int) -> np.ndarray:
    """A diver's fin: flat on the ground, or in line with the shin."""
    _, bend, (x, y) = bone
    if y > -0.06:
        ahead = 0.2 if side else 0.09 * sign
        return rounded(
            np.array(
                [
                    (x - 0.02, y),
                    (x + 0.02, y),
                    (x + ahead + 0.03, y + 0.03),
                    (x + ahead - 0.05, y + 0.03),
                ]
            ),
            1,
        )
    dx, dy = (x - bend[0]) * 0.75, (y - bend[1]) * 0.75
    px, py = -dy * 0.28, dx * 0.28
    return np.array(
        [
            (x - px * 0.4, y - py * 0.4),
            (x + px * 0.4, y + py * 0.4),
            (x + dx + px, y + dy + py),
            (x + dx - px, y + dy - py),
        ]
    )


def shoe_of(bone: Limb, side: bool, sign: int) -> np.ndarray:
    """A shoe's outline: flat on the ground, or turned with the shin."""
    _, bend, (x, y) = bone
    if not side:
        return rounded(
            np.array(
                [
                    (x - 0.027, y - 0.012),
                    (x + 0.027, y - 0.012),
                    (x + 0.03 + 0.012 * sign, y + 0.03),
                    (x - 0.03 + 0.012 * sign, y + 0.03),
                ]
            ),
            1,
        )
    sole = np.array(
        [(-0.03, -0.012), (0.024, -0.02), (0.068, 0.006), (0.084, 0.026), (-0.034, 0.028)]
    )
    turn = atan2(bone[2][0] - bend[0], bone[2][1] - bend[1])
    if y > -0.05 and abs(turn) < 0.9:
        turn *= 0.25
    c, s = cos(-turn), sin(-turn)
    return rounded(sole @ np.array([(c, s), (-s, c)]) + (x, y), 1)


def tail(pose: Pose, cloth: Colour) -> list[Shape]:
    """A mermaid's tail in place of legs."""
    (hx, hy), feet = pose.hip, [leg[2] for leg in pose.legs]
    x, y = sum(p[0] for p in feet) / len(feet), sum(p[1] for p in feet) / len(feet)
    knee = ((hx + x) / 2 + 0.03 * sin(6 * pose.wind), (hy + y) / 2)
    bright = mix(cloth, (255, 255, 255), 0.3)
    fin = np.array(
        [(x, y - 0.07), (x + 0.13, y + 0.02), (x + 0.02, y - 0.005), (x - 0.11, y + 0.02)]
    )
    return [
        (limb((hx, hy), knee, 0.09, 0.062), cloth),
        (limb(knee, (x, y - 0.05), 0.062, 0.018), cloth),
        (rounded(fin, 1), bright),
        *((ellipse(*along((hx, hy), knee, k), 0.05, 0.008), bright) for k in (0.3, 0.6, 0.9)),
    ]
