"""Hats that lie close to the head: bandanas, bathing caps, small uniform caps, horned helmets."""

from __future__ import annotations

from vfc.generators.previs.canvas.layers import Colour, mix
from vfc.generators.previs.canvas.shapes import Shape, box, ellipse, rounded
from vfc.generators.previs.people.heads.hairs import outline
from vfc.generators.previs.people.heads.helmets import dome

BLACK, WHITE = (0.0, 0.0, 0.0), (255.0, 255.0, 255.0)
IVORY = (238.0, 228.0, 204.0)


def close_cap(view: str, tone: Colour) -> list[Shape]:
    """A cap of rubber, tight about the head."""
    shell = outline(
        [(-0.92, -0.3), (-0.9, -0.75), (-0.5, -1.12), (0.5, -1.12), (0.9, -0.75), (0.92, -0.3)],
        tone,
    )
    return [shell, (ellipse(-0.35, -0.82, 0.18, 0.1, 0.5), mix(tone, WHITE, 0.4))]


def bandana(view: str, tone: Colour) -> list[Shape]:
    """A cloth tied about the head, its ends at the nape."""
    ends = [
        outline([(-0.86, -0.42), (-1.5, -0.1), (-1.3, 0.25), (-0.84, -0.2)], mix(tone, BLACK, 0.2))
    ]
    spots = [
        (ellipse(x, y, 0.07, 0.07), WHITE) for x, y in ((-0.5, -0.72), (0.0, -0.9), (0.5, -0.7))
    ]
    edge = (rounded(box(-0.94, -0.6, 0.94, -0.36), 1), mix(tone, BLACK, 0.15))
    return [*(ends if view == "side" else []), *close_cap(view, tone)[:1], edge, *spots]


def galea(view: str, tone: Colour) -> list[Shape]:
    """A Roman soldier's helmet: a red crest, a rim, guards on the cheeks."""
    red, dark = (196, 36, 36), mix(tone, BLACK, 0.25)
    side = view == "side"
    crest = (
        [(-1.25, -0.5), (-1.2, -1.5), (-0.5, -2.05), (0.4, -2.05), (0.95, -1.5), (0.6, -1.1)]
        if side
        else [(-0.26, -1.0), (-0.3, -2.05), (0.3, -2.05), (0.26, -1.0)]
    )
    guards = [
        outline([(k * 1.0, -0.4), (k * 0.6, -0.3), (k * 0.62, 0.5), (k * 0.84, 0.72)], dark)
        for k in {"front": (-1, 1), "side": (-0.2,)}.get(view, ())
    ]
    return [outline(crest, red), *guards, *dome(-0.34, 1.04, 1.16)(view, tone)]


def shako(view: str, tone: Colour) -> list[Shape]:
    """A tall black hat with a plate and a plume, of soldiers of Napoleon's time."""
    tall = [(-0.9, -0.42), (-1.0, -2.1), (1.0, -2.1), (0.9, -0.42)]
    plate = [] if view == "back" else [(ellipse(0, -1.2, 0.3, 0.36), (240, 200, 72))]
    plume = outline([(-0.14, -2.0), (-0.2, -2.75), (0.2, -2.75), (0.14, -2.0)], (236, 236, 240))
    peak = outline([(-0.92, -0.5), (0.92, -0.5), (0.8, -0.24), (-0.8, -0.24)], (12, 12, 14))
    return [plume, outline(tall, tone), *plate, *([] if view == "back" else [peak])]


def pillbox(view: str, tone: Colour) -> list[Shape]:
    """A small round cap, worn on the crown."""
    band = (box(-0.56, -1.06, 0.56, -0.98), (226.0, 182.0, 72.0))
    return [(rounded(box(-0.58, -1.36, 0.58, -0.96), 1), tone), band]


def horned(view: str, tone: Colour) -> list[Shape]:
    """A helmet with two horns, and a guard over the nose."""
    horns = [
        outline([(k * 0.8, -0.62), (k * 1.45, -0.9), (k * 1.5, -1.6), (k * 1.15, -1.05)], IVORY)
        for k in (-1, 1)
    ]
    guard = [] if view != "front" else [(box(-0.09, -0.3, 0.09, 0.14), mix(tone, BLACK, 0.25))]
    return [*horns, *dome(-0.36, 1.0, 1.02)(view, tone), *guard]


def motorcycle(view: str, tone: Colour) -> list[Shape]:
    """An open motorcycle helmet, down to the ears."""
    sides = [
        outline([(-0.98, -0.5), (-0.98, 0.5), (-0.66, 0.55), (-0.62, -0.4)], tone)
        if view != "side"
        else outline([(-1.0, -0.5), (-0.95, 0.5), (-0.1, 0.5), (0.0, -0.4)], tone)
    ]
    if view == "front":
        sides.append(outline([(0.98, -0.5), (0.98, 0.5), (0.66, 0.55), (0.62, -0.4)], tone))
    if view == "back":
        sides = [(ellipse(0, 0, 0.98, 0.9), tone)]
    return [*sides, *dome(-0.34, 1.04, 1.06, 0.2)(view, tone)]
