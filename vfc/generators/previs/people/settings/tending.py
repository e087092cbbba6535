"""What is between two: a stream into a cup, a ball in the air, a rope, a tape."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from math import pi, sin

from vfc.generators.previs.canvas.layers import Colour
from vfc.generators.previs.canvas.shapes import Shape
from vfc.generators.previs.people.acts.poses import Pose
from vfc.generators.previs.people.props.parts import bar, disc

TEA: Colour = (170.0, 104.0, 48.0)
BALL: Colour = (226.0, 70.0, 58.0)
HEMP: Colour = (190.0, 154.0, 104.0)
TAPE: Colour = (244.0, 206.0, 60.0)
FLIGHT = (0.30, 1.0)  # heights from whoever throws: where a ball leaves and comes down


def poured_stream(pose: Pose) -> list[Shape]:
    """What falls from a jug into the other's cup."""
    x, y = pose.arms[1][2]
    sway = 0.004 * sin(pose.cycle * 21)
    return [bar((x + 0.13, y + 0.035), (x + 0.145 + sway, -0.56), 0.009, TEA)]


def tossed_ball(pose: Pose) -> list[Shape]:
    """A ball on its way to the other in the first half of the round, back in the second."""
    part = pose.cycle * 2 if pose.cycle < 0.5 else 2 - pose.cycle * 2
    x = FLIGHT[0] + (FLIGHT[1] - FLIGHT[0]) * part
    return [disc(x, -0.68 - 0.30 * sin(pi * part), 0.05, 0.05, BALL)]


def between(half: float, thick: float, tone: Colour) -> Callable[[Pose], list[Shape]]:
    """A setting: a line from behind the hands to the middle between the two."""

    def draw(pose: Pose) -> list[Shape]:
        (ax, ay), (bx, by) = pose.arms[0][2], pose.arms[1][2]
        points = ((ax - 0.12, ay + 0.10), (ax, ay), (bx, by), (half, by + 0.005))
        return [bar(one, two, thick, tone) for one, two in pairwise(points)]

    return draw


tugged_rope = between(0.60, 0.012, HEMP)
tape = between(0.54, 0.010, TAPE)
