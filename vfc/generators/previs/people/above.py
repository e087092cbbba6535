"""People seen from straight above: head, shoulders, and limbs about them."""

from __future__ import annotations

from math import cos, pi, sin

import numpy as np

from vfc.generators.previs.canvas.layers import mix
from vfc.generators.previs.canvas.shapes import Shape, ellipse, limb, rounded
from vfc.generators.previs.people.acts.poses import Pose
from vfc.generators.previs.people.bodies import Tones
from vfc.generators.previs.people.heads.hats import HATS
from vfc.generators.previs.people.wardrobe.colours import PersonColours
from vfc.generators.previs.people.wardrobe.costumes import Costume

BLACK = (0.0, 0.0, 0.0)
BRIMMED = ("straw", "sunhat", "cowboy", "cone", "wizardhat", "tricorne", "fedora", "brim")
LYING = ("lie", "sleep", "swim", "dive", "fall", "fly", "float", "crawl")


def above(
    action: str, worn: Costume, look: PersonColours, tone: Tones, pose: Pose, size: float
) -> list[Shape]:
    """A body from above, x to where the person faces, about its middle at (0, 0).

    Limbs reach as far as those of the pose do; who lies is seen whole.
    """
    if action in LYING:
        return stretched_out(worn, look, tone, pose, size)
    shapes: list[Shape] = []
    for sign, bone in zip((-1, 1), pose.legs, strict=True):
        ahead = bone[2][0] - pose.hip[0] if pose.side else 0.0
        foot = (ahead + 0.05, sign * 0.05)
        shapes.append((limb((0.0, sign * 0.05), foot, 0.045, 0.04), tone.legs))
        shapes.append((limb(foot, (foot[0] + 0.05, foot[1]), 0.032, 0.024), tone.shoes))
    for sign, bone in zip((-1, 1), pose.arms, strict=True):
        ahead = bone[2][0] - pose.neck[0] if pose.side else 0.05
        out = 0.14 if pose.side else max(0.14, abs(bone[2][0] - pose.neck[0]) * 0.9)
        end = (ahead, sign * out)
        shapes.append((limb((0.0, sign * 0.1), end, 0.036, 0.026), tone.coat))
        shapes.append((ellipse(end[0] + 0.02, end[1], 0.026, 0.024), tone.gloves or tone.skin))
    shapes.append((ellipse(-0.005, 0.0, 0.07, 0.135), tone.coat))
    shapes.append((ellipse(-0.02, 0.0, 0.045, 0.12), mix(tone.coat, BLACK, 0.15)))
    return [*shapes, *crown_of(worn, look, tone, size, (0.01, 0.0))]


def crown_of(
    worn: Costume, look: PersonColours, tone: Tones, size: float, at: tuple[float, float]
) -> list[Shape]:
    """The crown of a head: its hat, or hair and the tip of a nose."""
    x, y = at
    shapes: list[Shape] = [(ellipse(x + size * 0.9, y, size * 0.25, size * 0.16), tone.skin)]
    shapes.append(
        (ellipse(x, y, size, size * 0.92), tone.skin if worn.hair[0] == "bald" else look.hair)
    )
    name, own = worn.hat
    if name:
        hat = look.lit(own or HATS[name][1])
        wide = (
            1.9 if name in ("straw", "sunhat", "cowboy", "cone", "wizardhat", "tricorne") else 1.2
        )
        shapes.append((ellipse(x, y, size * wide, size * wide), mix(hat, BLACK, 0.12)))
        shapes.append((ellipse(x, y, size * 0.8, size * 0.8), hat))
    return shapes


def stretched_out(
    worn: Costume, look: PersonColours, tone: Tones, pose: Pose, size: float
) -> list[Shape]:
    """One who lies or swims: the whole body from above, its limbs spread."""
    stroke = 0.5 + 0.4 * sin(2 * pi * pose.cycle + pose.arms[0][2][0] * 9)
    shapes: list[Shape] = []
    for sign in (-1, 1):
        foot = (-0.52, sign * (0.07 + 0.05 * stroke))
        shapes.append((limb((-0.06, sign * 0.05), foot, 0.055, 0.03), tone.legs))
        shapes.append((limb(foot, (foot[0] - 0.05, foot[1]), 0.026, 0.02), tone.shoes))
        turn = 0.5 + 1.3 * stroke
        end = (0.24 + 0.27 * cos(turn), sign * (0.1 + 0.27 * sin(turn)))
        shapes.append((limb((0.24, sign * 0.1), end, 0.036, 0.025), tone.coat))
        shapes.append((ellipse(*end, 0.028, 0.026), tone.gloves or tone.skin))
    half = [(0.29, 0.04), (0.26, 0.12), (0.0, 0.075), (-0.1, 0.09)]
    trunk = np.array([*half, *((x, -y) for x, y in reversed(half))])
    return [*shapes, (rounded(trunk, 1), tone.coat), *crown_of(worn, look, tone, size, (0.36, 0.0))]
