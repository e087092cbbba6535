"""Heads: hair, hats and hoods from afar, a plain face up close."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vfc.generators.previs.canvas.layers import Colour, mix
from vfc.generators.previs.canvas.shapes import Shape, box, ellipse, limb, rounded
from vfc.generators.previs.people.poses import Pose
from vfc.generators.previs.reading.scene import Person

if TYPE_CHECKING:
    from vfc.generators.previs.people.figures import PersonColours


def head(person: Person, look: PersonColours, pose: Pose, close: bool) -> list[Shape]:
    """The head on its neck, in the person's own height."""
    x, y = pose.head
    size = 0.078 if person.child else 0.066
    y -= (size - 0.066) * 0.8
    neck = limb(pose.neck, (x - 0.006, y + size * 0.4), 0.034, 0.03)
    shapes: list[Shape] = [] if person.hood else [(neck, mix(look.skin, look.shade, 0.55))]
    back = person.away or (not pose.side and not close and person.action in ("walk", "run"))
    if person.hood:
        return shapes + hood(look, pose, (x, y, size), back, close)
    if person.woman:
        shapes.insert(
            0, (long_hair(x - (0.014 if pose.side else 0), y, size, pose.wind), look.hair)
        )
    if close and not back:
        shapes += face(person, look, x, y, size, pose)
    elif back:
        shapes.append((ellipse(x, y, size * 0.84, size), look.hair))
    else:
        shapes.append((ellipse(x, y, size * 0.82, size), look.skin))
        shapes.append((cap_of_hair(x - (0.02 if pose.side else 0.0), y, size), look.hair))
    return shapes + (hat(look, x, y, size) if person.hat else [])


def cap_of_hair(x: float, y: float, size: float) -> np.ndarray:
    """Hair from above the brow to the nape."""
    arc = np.linspace(np.pi * 0.93, np.pi * 2.02, 16)
    outer = np.stack([x + np.cos(arc) * size * 0.92, y - 0.006 + np.sin(arc) * size * 1.06], axis=1)
    inner = np.array(
        [
            (x + size * 0.55, y - size * 0.38),
            (x - size * 0.2, y - size * 0.5),
            (x - size * 0.7, y - 0.006),
        ]
    )
    return np.concatenate([outer, inner])


def long_hair(x: float, y: float, size: float, wind: float) -> np.ndarray:
    """Hair to the shoulders, its ends blown sideways."""
    turn = np.linspace(np.pi, 2 * np.pi, 13)
    crown = np.stack(
        [x + np.cos(turn) * size * 1.0, y - 0.002 + np.sin(turn) * size * 1.08], axis=1
    )
    blow = wind * size
    ends = np.array(
        [
            (1.1, 0.8),
            (1.12, 1.7),
            (0.7, 2.02),
            (0.2, 1.75),
            (-0.3, 1.85),
            (-0.8, 2.05),
            (-1.1, 1.6),
            (-1.06, 0.7),
        ]
    )
    lower = ends * size + (x, y)
    lower[:, 0] += blow * np.clip(ends[:, 1] - 0.4, 0, 2) ** 1.3
    return rounded(np.concatenate([crown, lower]), 1)


def hood(
    look: PersonColours, pose: Pose, at: tuple[float, float, float], back: bool, close: bool
) -> list[Shape]:
    """A hood, open towards the face; `at` is the head's middle and size."""
    x, y, size = at
    side = pose.side
    peak = np.array(
        [
            (x - size * 0.85, y + size * 1.5),
            (x - size * 1.1, y - size * 0.2),
            (x - size * 0.5, y - size * 1.2),
            (x + size * 0.5, y - size * 1.2),
            (x + size * 1.06, y - size * 0.2),
            (x + size * 0.85, y + size * 1.5),
        ]
    )
    shapes: list[Shape] = [(rounded(peak), look.coat if close else mix(look.coat, look.shade, 0.3))]
    if back:
        return shapes
    turned = size * 0.32 if side else 0.0
    shapes.append(
        (
            ellipse(x + turned, y + size * 0.06, size * 0.70, size * 0.9),
            mix(look.shade, (0, 0, 0), 0.35),
        )
    )
    if close:
        return shapes + features(look, x, y + size * 0.08, size * 0.86, pose, fringe=True)
    shapes.append((ellipse(x + turned * 1.3, y + size * 0.12, size * 0.52, size * 0.68), look.skin))
    return shapes


def hat(look: PersonColours, x: float, y: float, size: float) -> list[Shape]:
    """A cap with a peak."""
    dark = mix(look.shade, (0, 0, 0), 0.3)
    crown = ellipse(x, y - size * 0.78, size * 0.95, size * 0.46)
    return [
        (crown, dark),
        (
            box(x - size * 0.9, y - size * 0.74, x + size * 1.25, y - size * 0.56),
            mix(dark, (0, 0, 0), 0.3),
        ),
    ]


def face(
    person: Person, look: PersonColours, x: float, y: float, size: float, pose: Pose
) -> list[Shape]:
    """A plain face under hair, ears at its sides."""
    ear = mix(look.skin, look.shade, 0.25)
    shapes: list[Shape] = (
        []
        if person.woman
        else [
            (ellipse(x + k * size * 0.8, y + size * 0.04, size * 0.13, size * 0.21), ear)
            for k in (-1, 1)
        ]
    )
    shapes += features(look, x, y, size, pose, fringe=False)
    shapes.append((cap_of_hair(x, y - size * 0.05, size * 1.0), look.hair))
    if person.old and not person.woman:
        beard = np.array(
            [
                (x - size * 0.74, y + size * 0.2),
                (x - size * 0.25, y + size * 0.5),
                (x + size * 0.3, y + size * 0.5),
                (x + size * 0.74, y + size * 0.2),
                (x + size * 0.55, y + size * 1.05),
                (x, y + size * 1.35),
                (x - size * 0.55, y + size * 1.05),
            ]
        )
        shapes.append((rounded(beard), mix(look.hair, (190, 190, 190), 0.5)))
    return shapes


def features(
    look: PersonColours, x: float, y: float, size: float, pose: Pose, fringe: bool
) -> list[Shape]:
    """Face, its shaded side, brows, eyes, nose and mouth, turned a little to the side."""
    ink = mix(look.skin, (24, 14, 16), 0.78)
    dusk = mix(look.skin, look.shade, 0.32)
    jaw = np.array(
        [
            (x - size * 0.78, y - size * 0.6),
            (x - size * 0.8, y + size * 0.1),
            (x - size * 0.5, y + size * 0.75),
            (x, y + size * 1.04),
            (x + size * 0.5, y + size * 0.75),
            (x + size * 0.8, y + size * 0.1),
            (x + size * 0.78, y - size * 0.6),
            (x + size * 0.3, y - size),
            (x - size * 0.3, y - size),
        ]
    )
    s = -size if look.light > 0 else size
    dark = np.array(
        [
            (x + s * 0.3, y - size),
            (x + s * 0.28, y - size * 0.3),
            (x + s * 0.36, y + size * 0.2),
            (x + s * 0.2, y + size * 0.6),
            (x, y + size * 1.04),
            (x + s * 0.5, y + size * 0.75),
            (x + s * 0.8, y + size * 0.1),
            (x + s * 0.78, y - size * 0.6),
        ]
    )
    shapes: list[Shape] = [(rounded(jaw), look.skin), (rounded(dark), dusk)]
    if fringe:
        fall = (
            (-0.76, -0.1),
            (-0.74, -0.6),
            (-0.35, -1.0),
            (0.35, -1.0),
            (0.74, -0.6),
            (0.76, -0.1),
            (0.5, -0.52),
            (-0.3, -0.62),
        )
        shapes.append((rounded(np.array(fall) * size + (x, y)), look.hair))
    return shapes + features_of(look, x + size * 0.1, y, size, ink, pose)


def features_of(
    look: PersonColours, x: float, y: float, size: float, ink: Colour, pose: Pose
) -> list[Shape]:
    """Brows, eyes, nose and mouth about a middle; eyes blink, a speaking mouth moves."""
    shapes: list[Shape] = []
    white, open_eye = mix(look.skin, (250, 250, 250), 0.35), 1 - 0.9 * pose.blink
    for sign in (-1, 1):
        eye, level = x + sign * size * 0.33, y - size * 0.06
        shapes.append((ellipse(eye, level, size * 0.13, size * 0.075 * open_eye), white))
        shapes.append(
            (ellipse(eye + size * 0.03, level, size * 0.062, size * 0.074 * open_eye), ink)
        )
        lid = np.array(
            [
                (-0.15, 0.0),
                (-0.08, -0.075),
                (0.06, -0.085),
                (0.16, -0.01),
                (0.06, -0.06),
                (-0.07, -0.05),
            ]
        )
        lid[:, 1] *= 1 - 1.4 * pose.blink
        shapes.append((lid * size + (eye, level), ink))
        brow = limb(
            (eye - size * 0.16, y - size * 0.27),
            (eye + size * 0.16, y - size * 0.3),
            size * 0.03,
            size * 0.02,
        )
        shapes.append((brow, mix(ink, look.hair, 0.5)))
    bridge = np.array([(0.02, -0.08), (0.14, 0.33), (0.02, 0.39), (-0.08, 0.34)]) * size + (x, y)
    shapes.append((rounded(bridge, 1), mix(look.skin, look.shade, 0.22)))
    lip, gap = mix(look.skin, (130, 34, 40), 0.5), size * 0.11 * max(0.0, pose.mouth)
    if gap > size * 0.01:
        shapes.append(
            (ellipse(x, y + size * 0.62 + gap * 0.4, size * 0.15, gap), mix(lip, (20, 0, 4), 0.7))
        )
    shapes.append(
        (
            limb(
                (x - size * 0.2, y + size * 0.61),
                (x + size * 0.21, y + size * 0.6),
                size * 0.034,
                size * 0.026,
            ),
            lip,
        )
    )
    lower = y + size * 0.64 + gap * 1.5
    shapes.append(
        (
            limb((x - size * 0.12, lower), (x + size * 0.13, lower), size * 0.026, size * 0.026),
            mix(lip, look.skin, 0.35),
        )
    )
    return shapes
