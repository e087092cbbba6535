"""Faces in the size of the head, from before or from the side: what they feel, where they look, and
the mouth that speaks.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vfc.generators.previs.canvas.layers import Colour, mix
from vfc.generators.previs.canvas.shapes import Shape, ellipse, limb, rounded

BLACK, WHITE = (0.0, 0.0, 0.0), (255.0, 255.0, 255.0)
MOODS = {  # the mouth's bend (1 smiles) and opening, brows (1 up inside), how wide the eyes are
    "": (0.1, 0.0, 0.0, 1.0),
    "talk": (0.2, 0.0, 0.0, 1.0),
    "smile": (1.0, 0.0, 0.2, 0.9),
    "joyful": (1.0, 0.3, 0.3, 0.9),
    "laugh": (1.1, 0.9, 0.4, -1.0),
    "sad": (-0.9, 0.0, 1.0, 0.75),
    "cry": (-1.0, 0.35, 1.1, -0.6),
    "angry": (-0.8, 0.0, -1.2, 0.8),
    "afraid": (-0.5, 0.5, 1.0, 1.5),
    "surprised": (0.0, 0.9, 0.6, 1.5),
    "asleep": (0.1, 0.0, 0.1, -0.5),
    "shout": (-0.2, 1.1, -0.5, 0.9),
    "sing": (0.2, 0.7, 0.6, -0.5),
    "whisper": (0.1, 0.25, 0.2, 0.9),
    "kiss": (0.0, 0.0, 0.3, -0.5),
    "blow": (0.0, 0.0, 0.4, 0.8),
    "effort": (-0.7, 0.0, -0.9, 0.7),
    "eat": (0.1, 0.2, 0.1, 0.9),
}
PUCKERED = ("kiss", "blow")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """What a face shows at a moment; `gaze` is where the eyes turn, x to the face's side."""

    mood: str = ""
    mouth: float = 0.0
    blink: float = 0.0
    gaze: tuple[float, float] = (0.0, 0.0)
    lashes: bool = False
    old: bool = False


def skull(view: str, skin: Colour, shade: Colour, light: float) -> list[Shape]:
    """The head without hair, its side that is turned from the light."""
    if view == "back":
        return [(ellipse(0, 0, 0.8, 1.0), skin)]
    if view == "side":
        face = [
            (0.1, -1.0),
            (0.52, -0.84),
            (0.72, -0.5),
            (0.72, -0.22),
            (0.82, -0.04),
            (1.0, 0.2),
            (0.82, 0.29),
            (0.79, 0.4),
            (0.84, 0.48),
            (0.79, 0.55),
            (0.82, 0.63),
            (0.73, 0.74),
            (0.74, 0.9),
            (0.54, 1.02),
            (0.12, 0.86),
            (-0.2, 0.5),
            (-0.72, 0.36),
            (-0.9, -0.2),
            (-0.72, -0.76),
            (-0.3, -1.0),
        ]
        ear = (ellipse(-0.14, 0.06, 0.13, 0.2), mix(skin, shade, 0.35))
        return [(rounded(np.array(face), 1), skin), ear]
    jaw = [
        (-0.8, -0.55),
        (-0.8, 0.12),
        (-0.52, 0.74),
        (0, 1.02),
        (0.52, 0.74),
        (0.8, 0.12),
        (0.8, -0.55),
        (0.34, -1.0),
        (-0.34, -1.0),
    ]
    k = -1 if light > 0 else 1
    dusk = [
        (k * 0.34, -1.0),
        (k * 0.8, -0.55),
        (k * 0.8, 0.12),
        (k * 0.52, 0.74),
        (0, 1.02),
        (k * 0.34, 0.55),
        (k * 0.5, 0.1),
        (k * 0.44, -0.5),
    ]
    ears = [(ellipse(s * 0.82, 0.04, 0.12, 0.2), mix(skin, shade, 0.25)) for s in (-1, 1)]
    return [
        *ears,
        (rounded(np.array(jaw), 1), skin),
        (rounded(np.array(dusk), 1), mix(skin, shade, 0.3)),
    ]


def face(view: str, skin: Colour, hair: Colour, show: Expression, close: bool) -> list[Shape]:
    """Brows, eyes, nose and mouth; from afar those that are seen there."""
    if view == "back":
        return []
    if view == "side":
        return side_face(skin, hair, show, close)
    return front_face(skin, hair, show, close)


def front_face(skin: Colour, hair: Colour, show: Expression, close: bool) -> list[Shape]:
    """A face turned to the viewer."""
    bend, gap, brow, wide = MOODS.get(show.mood, MOODS[""])
    ink = mix(skin, (24, 14, 16), 0.8)
    gx, _ = show.gaze
    turn = 0.06 * gx
    shapes: list[Shape] = []
    for sign in (-1, 1):
        x, y = sign * 0.34 + turn, -0.04
        shapes += eye(x, y, show, wide, skin, ink, close)
        a, b = y - 0.30 - 0.12 * brow, y - 0.26 + 0.12 * brow
        inner, outer = (x - sign * 0.17, a), (x + sign * 0.19, b)
        half = 0.042 if close else 0.03
        shapes.append((limb(inner, outer, half, half * 0.6), mix(ink, hair, 0.5)))
        if show.mood in ("cry", "sad") and (close or show.mood == "cry"):
            shapes.append((tear(x + sign * 0.05, 0.12, close), (150, 206, 244)))
        if show.mood in ("smile", "laugh", "joyful", "kiss") and close:
            shapes.append(
                (ellipse(x + sign * 0.1, 0.34, 0.15, 0.1), mix(skin, (230, 90, 90), 0.25))
            )
    if close:
        nose = np.array([(0.02, -0.02), (0.14, 0.33), (0.02, 0.39), (-0.1, 0.34)]) + (turn * 1.5, 0)
        shapes.append((rounded(nose, 1), mix(skin, ink, 0.16)))
        if show.old:
            fold = mix(skin, ink, 0.2)
            shapes += [
                (limb((s * 0.22, 0.32), (s * 0.36, 0.6), 0.02, 0.014), fold) for s in (-1, 1)
            ]
            shapes += [(limb((-0.3, y), (0.3, y), 0.015, 0.015), fold) for y in (-0.6, -0.5)]
    else:
        shapes.append((ellipse(turn * 1.5 + 0.02, 0.26, 0.08, 0.05), mix(skin, ink, 0.2)))
    return shapes + lips(turn, 0.6, 0.3, bend, max(gap, show.mouth), show, skin, close)


def eye(
    x: float, y: float, show: Expression, wide: float, skin: Colour, ink: Colour, close: bool
) -> list[Shape]:
    """An open eye, or the arc of one that is shut."""
    if wide < 0:
        up = -0.09 if wide < -0.55 else 0.06  # laughing eyes bend up
        arc = np.array(
            [
                (-0.17, 0.0),
                (-0.08, up),
                (0.08, up),
                (0.17, 0.0),
                (0.08, up + 0.055),
                (-0.08, up + 0.055),
            ]
        )
        return [(rounded(arc + (x, y), 1), ink)]
    open_ = max(0.06, 1 - 0.94 * show.blink) * wide
    white = mix(skin, (252, 252, 252), 0.75)
    gx, gy = show.gaze
    shapes: list[Shape] = [
        (ellipse(x, y, 0.165, 0.115 * open_), white),
        (ellipse(x + 0.075 * gx, y + 0.03 * gy * open_, 0.088, 0.105 * min(1.0, open_)), ink),
    ]
    if close:
        shapes.append(
            (ellipse(x + 0.075 * gx + 0.03, y - 0.03 * open_, 0.024, 0.024 * open_), WHITE)
        )
    if not close:
        return shapes
    lid = np.array(
        [(-0.19, 0.01), (-0.1, -0.1), (0.1, -0.1), (0.19, 0.01), (0.1, -0.06), (-0.1, -0.06)]
    )
    lid[:, 1] *= open_
    shapes.append((lid + (x, y), ink))
    if show.lashes:
        sign = 1 if x > 0 else -1
        shapes.append(
            (
                limb((x + sign * 0.14, y - 0.05 * open_), (x + sign * 0.25, y - 0.13), 0.022, 0.01),
                ink,
            )
        )
    return shapes


def tear(x: float, y: float, close: bool) -> np.ndarray:
    """A tear on the cheek."""
    size = 1.0 if close else 1.5
    return np.array([(0, 0), (0.06, 0.16), (0.035, 0.26), (-0.035, 0.26), (-0.06, 0.16)]) * size + (
        x,
        y,
    )


def lips(
    x: float,
    y: float,
    wide: float,
    bend: float,
    gap: float,
    show: Expression,
    skin: Colour,
    close: bool,
) -> list[Shape]:
    """A mouth: a line that bends, or an opening with teeth."""
    lip = mix(skin, (150, 40, 48), 0.62)
    if show.mood in PUCKERED:
        return [
            (ellipse(x, y, 0.1, 0.085), mix(lip, (190, 40, 60), 0.5)),
            (ellipse(x, y, 0.04, 0.028), mix(lip, BLACK, 0.5)),
        ]
    u = np.linspace(-1, 1, 7)
    rim = 0.11 * bend * (1 - u * u) - 0.05 * bend
    if gap < 0.08:
        half = 0.035 if close else 0.045
        top = np.stack([x + wide * u, y + rim - half * (1 - 0.6 * u * u)], 1)
        low = np.stack([x + wide * u[::-1], y + rim[::-1] + half * (1 - 0.6 * u * u)], 1)
        return [(np.concatenate([top, low]), lip)]
    narrow = wide * (1.0 - 0.22 * gap if bend < 0.6 else 1.1)
    deep = 0.34 * gap * (1 - u * u)
    top = np.stack([x + narrow * u, y - 0.03 + rim * 0.6 - deep * (0.3 if bend < 0.6 else 0.0)], 1)
    low = np.stack([x + narrow * u[::-1], y + rim[::-1] + deep], 1)
    shapes: list[Shape] = [(np.concatenate([top, low]), mix(lip, (20, 0, 4), 0.75))]
    if gap > 0.25:
        teeth = np.concatenate([top[1:-1], top[2:-2][::-1] + (0, 0.07 + 0.05 * gap)])
        shapes.append((teeth, (244, 240, 232)))
    return shapes


def side_face(skin: Colour, hair: Colour, show: Expression, close: bool) -> list[Shape]:
    """A face in profile."""
    bend, gap, brow, wide = MOODS.get(show.mood, MOODS[""])
    ink = mix(skin, (24, 14, 16), 0.8)
    gap = max(gap, show.mouth)
    shapes: list[Shape] = []
    if wide < 0 or show.blink > 0.6:
        up = 0.05 if wide > -0.55 else -0.06
        arc = np.array([(0.36, -0.03), (0.48, -0.03 + up), (0.62, -0.04), (0.48, 0.02 + up)])
        shapes.append((arc, ink))
    else:
        gx, gy = show.gaze
        shapes += [
            (ellipse(0.53, -0.05, 0.1, 0.105 * wide), mix(skin, WHITE, 0.7)),
            (ellipse(0.57 + 0.02 * gx, -0.05 + 0.035 * gy, 0.062, 0.095), ink),
        ]
        if show.lashes:
            shapes.append((limb((0.58, -0.13), (0.74, -0.2), 0.03, 0.012), ink))
    shapes.append(
        (
            limb((0.38, -0.26 + 0.1 * brow), (0.66, -0.3 - 0.1 * brow), 0.03, 0.045),
            mix(ink, hair, 0.5),
        )
    )
    lip = mix(skin, (150, 40, 48), 0.62)
    if show.mood in PUCKERED:
        return [*shapes, (ellipse(0.86, 0.52, 0.1, 0.085), mix(lip, (190, 40, 60), 0.5))]
    if gap > 0.08:
        low = 0.53 + 0.24 * min(1.2, gap)
        mouth = np.array([(0.6, 0.5), (0.84, 0.46), (0.82, low), (0.66, low - 0.02)])
        shapes.append((mouth, mix(lip, (20, 0, 4), 0.75)))
    else:
        shapes.append((limb((0.82, 0.52), (0.52, 0.53 - 0.1 * bend), 0.035, 0.022), lip))
    if show.mood in ("cry", "sad"):
        shapes.append((tear(0.52, 0.1, close), (150, 206, 244)))
    return shapes


def freckles(view: str, skin: Colour) -> list[Shape]:
    """Freckles on the cheeks and the nose."""
    if view == "back":
        return []
    tone = mix(skin, (150, 74, 30), 0.55)
    spots = ((0.24, 0.22), (0.4, 0.16), (0.55, 0.24), (0.32, 0.34), (0.48, 0.36), (0.1, 0.12))
    if view == "side":
        return [(ellipse(x + 0.12, y, 0.042, 0.042), tone) for x, y in spots]
    return [(ellipse(k * x, y, 0.042, 0.042), tone) for x, y in spots for k in (-1, 1)]


def glasses(view: str, frame: Colour, lens: Colour | None = None, tall: float = 0.2) -> list[Shape]:
    """Spectacles, or dark glasses and goggles with their `lens`."""
    if view == "back":
        return []
    shapes: list[Shape] = []
    spots = ((0.58, 0.15),) if view == "side" else ((-0.35, 0.26), (0.35, 0.26))
    for x, wide in spots:
        if lens is None:
            turn = np.linspace(0, 2 * np.pi, 20)
            ring = np.stack([np.cos(turn), np.sin(turn)], 1)
            far = np.concatenate(
                [ring * (wide, tall + 0.04), ring[::-1] * (wide - 0.055, tall - 0.02)]
            )
            shapes.append((far + (x, -0.04), frame))
        else:
            shapes.append((ellipse(x, -0.03, wide, tall + 0.02), lens))
    if view == "side":
        return [*shapes, (limb((0.44, -0.08), (-0.14, -0.08), 0.03, 0.03), frame)]
    return [
        *shapes,
        (limb((-0.1, -0.06), (0.1, -0.06), 0.03, 0.03), frame),
        *((limb((s * 0.6, -0.08), (s * 0.82, -0.1), 0.03, 0.03), frame) for s in (-1, 1)),
    ]
