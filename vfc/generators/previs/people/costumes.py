"""What people of a trade wear, as data, and the shapes of it in their own height."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from vfc.generators.previs.canvas.layers import Colour, mix
from vfc.generators.previs.canvas.shapes import Shape, box, ellipse, limb, rounded
from vfc.generators.previs.people.hats import HATS
from vfc.generators.previs.people.poses import Pose

BLACK = (0.0, 0.0, 0.0)
Light = Callable[[Colour], Colour]  # a colour in the light of the shot


@dataclass(frozen=True, slots=True, kw_only=True)
class Costume:
    """The clothes of a trade, each of a colour by day; `long` is how far below the hip a robe goes,
    in the person's heights. `hat` and `over` are names of shapes here.
    """

    coat: Colour
    legs: Colour
    hat: str = ""
    hat_colour: Colour = (60, 60, 64)
    long: float = 0.0
    apron: Colour | None = None
    belt: Colour | None = None
    badge: Colour | None = None
    cape: Colour | None = None
    over: str = ""


@cache
def costumes() -> dict[str, Costume]:
    """All costumes by trade."""
    table: dict[str, dict[str, Any]] = tomllib.loads(
        Path(__file__).with_name("trades.toml").read_text(encoding="utf-8")
    )
    return {trade: Costume(**dict(worn(row))) for trade, row in table.items()}


def worn(row: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """A row of the table, its colours as tuples."""
    for name, value in row.items():
        yield name, tuple(value) if isinstance(value, list) else value


def behind(costume: Costume, pose: Pose, light: Light) -> list[Shape]:
    """What hangs behind the body: a cape, wings, a pack, a veil."""
    (hx, hy), (nx, ny) = pose.hip, pose.neck
    shapes: list[Shape] = []
    if costume.cape:
        cape = [(nx - 0.1, ny), (nx + 0.1, ny), (hx + 0.24, hy + 0.42), (hx - 0.24, hy + 0.42)]
        shapes.append((rounded(np.array(cape)), light(costume.cape)))
    if costume.over == "wings":
        for side in (-1, 1):
            wing = [(nx, ny + 0.1), (nx + side * 0.36, ny - 0.12), (nx + side * 0.30, ny + 0.36)]
            shapes.append((rounded(np.array(wing)), light((250, 250, 255))))
    if costume.over == "backpack":
        shapes.append((box(nx - 0.13, ny + 0.03, nx + 0.13, ny + 0.27), light((60, 100, 80))))
    if costume.hat == "bubble":
        shapes.append((box(nx - 0.13, ny - 0.02, nx + 0.13, ny + 0.26), light((200, 204, 210))))
    if costume.hat == "veil":
        x, y = pose.head
        veil = [(x - 0.07, y - 0.06), (x + 0.07, y - 0.06), (x + 0.2, y + 0.5), (x - 0.2, y + 0.5)]
        shapes.append((rounded(np.array(veil)), light((232, 232, 238))))
    return shapes


def before(costume: Costume, pose: Pose, light: Light) -> list[Shape]:
    """What is worn over the coat: a robe, an apron, a belt, a badge, and more."""
    (hx, hy), (nx, ny) = pose.hip, pose.neck
    shapes: list[Shape] = []
    if costume.long:
        low, tone = hy + costume.long - 0.01, light(mix(costume.coat, BLACK, 0.06))
        robe = [(hx - 0.1, hy - 0.1), (hx + 0.1, hy - 0.1), (hx + 0.19, low), (hx - 0.19, low)]
        shapes.append((np.array(robe), tone))
        shapes.append(
            (limb((hx, hy - 0.1), (hx + 0.01, low), 0.004, 0.006), mix(tone, BLACK, 0.25))
        )
    if costume.over == "tutu":
        tutu = [
            (hx - 0.08, hy - 0.06),
            (hx + 0.08, hy - 0.06),
            (hx + 0.24, hy + 0.05),
            (hx - 0.24, hy + 0.05),
        ]
        shapes.append((rounded(np.array(tutu)), light((250, 206, 220))))
    if costume.apron:
        tone = light(costume.apron)
        shapes.append((box(hx - 0.075, ny + 0.11, hx + 0.075, hy + 0.17), tone))
        shapes.append((box(hx - 0.11, hy - 0.06, hx + 0.11, hy + 0.17), tone))
    if costume.over == "tabard":
        shapes.append((box(nx - 0.07, ny + 0.04, nx + 0.07, hy + 0.16), light((170, 40, 44))))
        shapes.append((box(nx - 0.012, ny + 0.08, nx + 0.012, hy), light((240, 220, 120))))
        shapes.append((box(nx - 0.05, ny + 0.14, nx + 0.05, ny + 0.165), light((240, 220, 120))))
    if costume.over == "dungarees":
        tone = light(costume.legs)
        shapes.append((box(nx - 0.07, ny + 0.12, nx + 0.07, hy + 0.1), tone))
        for side in (-1, 1):
            shapes.append(
                (
                    limb(
                        (nx + side * 0.06, ny - 0.01), (nx + side * 0.06, ny + 0.14), 0.014, 0.014
                    ),
                    tone,
                )
            )
    if costume.belt:
        shapes.append((box(hx - 0.115, hy - 0.075, hx + 0.115, hy - 0.045), light(costume.belt)))
    if costume.badge:
        shapes.append((ellipse(nx + 0.055, ny + 0.12, 0.02, 0.022), light(costume.badge)))
    return shapes + overlay(costume, pose, light)


def overlay(costume: Costume, pose: Pose, light: Light) -> list[Shape]:
    """The small thing by which a trade is known, at neck, chest or hands."""
    (nx, ny), over = pose.neck, costume.over
    if over in ("tie", "jabot"):
        tone = light((170, 36, 44) if over == "tie" else (248, 248, 246))
        wide = 0.02 if over == "tie" else 0.04
        tie = [
            (nx - wide * 0.5, ny),
            (nx + wide * 0.5, ny),
            (nx + wide, ny + 0.15),
            (nx, ny + 0.18),
            (nx - wide, ny + 0.15),
        ]
        return [
            (box(nx - 0.035, ny - 0.02, nx + 0.035, ny + 0.03), light((244, 244, 242))),
            (np.array(tie), tone),
        ]
    if over == "bowtie":
        tone = light((24, 24, 28))
        shirt = (
            np.array([(nx - 0.045, ny - 0.02), (nx + 0.045, ny - 0.02), (nx, ny + 0.16)]),
            light((248, 248, 246)),
        )
        bow = [
            (nx - 0.045, ny - 0.01),
            (nx + 0.045, ny + 0.025),
            (nx + 0.045, ny - 0.01),
            (nx - 0.045, ny + 0.025),
        ]
        return [shirt, (np.array(bow), tone)]
    if over == "collar":
        return [(box(nx - 0.022, ny - 0.02, nx + 0.022, ny + 0.006), light((250, 250, 250)))]
    if over == "scarf":
        knot = [(nx - 0.06, ny - 0.012), (nx + 0.06, ny - 0.012), (nx, ny + 0.075)]
        return [(np.array(knot), light((206, 40, 44)))]
    if over == "stethoscope":
        tone = light((40, 44, 52))
        return [
            (limb((nx - 0.05, ny - 0.01), (nx - 0.03, ny + 0.13), 0.007, 0.007), tone),
            (limb((nx + 0.05, ny - 0.01), (nx + 0.03, ny + 0.13), 0.007, 0.007), tone),
            (ellipse(nx + 0.03, ny + 0.15, 0.018, 0.018), light((190, 196, 202))),
        ]
    if over == "number":
        return [(box(nx - 0.055, ny + 0.08, nx + 0.055, ny + 0.18), light((250, 250, 250)))]
    if over == "backpack":
        tone = light((60, 100, 80))
        return [
            (limb((nx + k * 0.07, ny), (nx + k * 0.075, ny + 0.2), 0.013, 0.013), tone)
            for k in (-1, 1)
        ]
    if over == "gloves":
        return [(ellipse(*arm[2], 0.05, 0.05), light((206, 36, 40))) for arm in pose.arms]
    return []


def headwear(costume: Costume, at: tuple[float, float, float], light: Light) -> list[Shape]:
    """The hat, and what is worn on the face; `at` is the head's middle and size."""
    x, y, s = at
    shapes = list(ON_FACES.get(costume.over, nothing)(x, y, s, light))
    if costume.hat in HATS:
        shapes += HATS[costume.hat](x, y, s, light(costume.hat_colour))
    return shapes


def nothing(x: float, y: float, s: float, light: Light) -> list[Shape]:
    """No mask."""
    return []


def spectacles(tone: Colour, lens: Colour) -> Callable[[float, float, float, Light], list[Shape]]:
    """Glasses, goggles or a mask over the eyes."""

    def drawn(x: float, y: float, s: float, light: Light) -> list[Shape]:
        strap = (box(x - s * 0.86, y - s * 0.2, x + s * 0.86, y + s * 0.02), light(tone))
        eyes = [
            (ellipse(x + k * s * 0.36, y - s * 0.08, s * 0.3, s * 0.22), light(lens))
            for k in (-1, 1)
        ]
        return [strap, *eyes]

    return drawn


def clown(x: float, y: float, s: float, light: Light) -> list[Shape]:
    """A white face with a red nose and mouth."""
    return [
        (ellipse(x, y + s * 0.1, s * 0.74, s * 0.8), light((250, 246, 240))),
        (ellipse(x - s * 0.3, y - s * 0.1, s * 0.12, s * 0.16), light((40, 60, 140))),
        (ellipse(x + s * 0.3, y - s * 0.1, s * 0.12, s * 0.16), light((40, 60, 140))),
        (ellipse(x, y + s * 0.5, s * 0.4, s * 0.16), light((206, 36, 40))),
        (ellipse(x, y + s * 0.16, s * 0.2, s * 0.2), light((230, 40, 40))),
    ]


def beard(x: float, y: float, s: float, light: Light) -> list[Shape]:
    """A long white beard."""
    line = [
        (x - s * 0.7, y + s * 0.3),
        (x + s * 0.7, y + s * 0.3),
        (x + s * 0.4, y + s * 1.6),
        (x, y + s * 2.2),
        (x - s * 0.4, y + s * 1.6),
    ]
    return [(rounded(np.array(line)), light((240, 240, 240)))]


def bald(x: float, y: float, s: float, light: Light) -> list[Shape]:
    """A shaven head."""
    return [(ellipse(x, y - s * 0.25, s * 0.84, s * 0.76), light((206, 160, 128)))]


def patch(x: float, y: float, s: float, light: Light) -> list[Shape]:
    """A patch over one eye."""
    return [(ellipse(x + s * 0.34, y - s * 0.06, s * 0.24, s * 0.2), light((20, 20, 24)))]


ON_FACES: dict[str, Callable[[float, float, float, Light], list[Shape]]] = {
    "goggles": spectacles((60, 64, 70), (150, 206, 226)),
    "shades": spectacles((20, 20, 24), (16, 16, 20)),
    "eyemask": spectacles((20, 20, 24), (240, 236, 226)),
    "clown": clown,
    "beard": beard,
    "bald": bald,
    "patch": patch,
}
