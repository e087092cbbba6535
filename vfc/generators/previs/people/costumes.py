"""What people of a trade wear, as data, and the shapes of it in their own height."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from vfc.generators.previs.canvas.layers import Colour, mix
from vfc.generators.previs.canvas.shapes import Shape, box, ellipse, limb, rounded
from vfc.generators.previs.people.poses import Pose

BLACK, WHITE = (0.0, 0.0, 0.0), (255.0, 255.0, 255.0)
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
    table = tomllib.loads(Path(__file__).with_name("trades.toml").read_text(encoding="utf-8"))
    return {
        trade: Costume(**{k: tuple(v) if isinstance(v, list) else v for k, v in row.items()})
        for trade, row in table.items()
    }


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


def dome(x: float, y: float, s: float, tone: Colour) -> list[Shape]:
    """A round helmet with a rim."""
    return [
        (ellipse(x, y - s * 0.55, s * 1.08, s * 0.82), tone),
        (box(x - s * 1.25, y - s * 0.5, x + s * 1.25, y - s * 0.32), mix(tone, BLACK, 0.2)),
    ]


def brim(wide: float, high: float) -> Callable[[float, float, float, Colour], list[Shape]]:
    """A hat with a brim so wide and a crown so high, in sizes of the head."""

    def drawn(x: float, y: float, s: float, tone: Colour) -> list[Shape]:
        crown = [
            (x - s * 0.85, y - s * 0.55),
            (x - s * 0.7, y - s * (0.6 + high)),
            (x + s * 0.7, y - s * (0.6 + high)),
            (x + s * 0.85, y - s * 0.55),
        ]
        return [
            (rounded(np.array(crown), 1), tone),
            (box(x - s * 0.84, y - s * 0.78, x + s * 0.84, y - s * 0.58), mix(tone, BLACK, 0.45)),
            (ellipse(x, y - s * 0.55, s * wide, s * 0.2), mix(tone, BLACK, 0.12)),
        ]

    return drawn


def peaked(x: float, y: float, s: float, tone: Colour) -> list[Shape]:
    """A cap with a wide crown, a band and a peak."""
    crown = [
        (x - s * 0.9, y - s * 0.6),
        (x - s * 1.25, y - s * 1.15),
        (x + s * 1.25, y - s * 1.15),
        (x + s * 0.9, y - s * 0.6),
    ]
    return [
        (rounded(np.array(crown), 1), tone),
        (box(x - s * 0.92, y - s * 0.72, x + s * 0.92, y - s * 0.52), mix(tone, BLACK, 0.6)),
        (ellipse(x, y - s * 0.46, s * 0.8, s * 0.15), (24, 24, 28)),
        (ellipse(x, y - s * 0.86, s * 0.16, s * 0.18), (240, 200, 80)),
    ]


def toque(x: float, y: float, s: float, tone: Colour) -> list[Shape]:
    """A cook's tall hat."""
    return [
        (box(x - s * 0.75, y - s * 1.9, x + s * 0.75, y - s * 0.55), mix(tone, BLACK, 0.06)),
        *((ellipse(x + k * s * 0.55, y - s * 1.95, s * 0.62, s * 0.55), tone) for k in (-1, 0, 1)),
        (box(x - s * 0.8, y - s * 0.85, x + s * 0.8, y - s * 0.5), mix(tone, BLACK, 0.14)),
    ]


def bubble(x: float, y: float, s: float, tone: Colour) -> list[Shape]:
    """A space helmet with its visor."""
    return [
        (ellipse(x, y, s * 1.5, s * 1.5), tone),
        (ellipse(x, y + s * 0.05, s * 1.12, s * 1.0), (36, 52, 84)),
        (ellipse(x - s * 0.4, y - s * 0.3, s * 0.34, s * 0.24), (150, 190, 226)),
    ]


def crown(x: float, y: float, s: float, tone: Colour) -> list[Shape]:
    """A crown of five points."""
    top, low = y - s * 1.55, y - s * 0.62
    line = [
        (x - s * 0.9, low),
        (x - s, top),
        (x - s * 0.5, low - s * 0.4),
        (x, top - s * 0.2),
        (x + s * 0.5, low - s * 0.4),
        (x + s, top),
        (x + s * 0.9, low),
    ]
    gems = [
        (ellipse(x + k * s * 0.5, low - s * 0.16, s * 0.11, s * 0.11), (206, 40, 60))
        for k in (-1, 0, 1)
    ]
    return [(np.array(line), tone), *gems]


def cone(x: float, y: float, s: float, tone: Colour) -> list[Shape]:
    """A pointed hat with a wide brim."""
    line = [(x - s * 0.85, y - s * 0.6), (x + s * 0.3, y - s * 2.9), (x + s * 0.85, y - s * 0.6)]
    return [
        (np.array(line), tone),
        (ellipse(x, y - s * 0.56, s * 1.7, s * 0.24), mix(tone, BLACK, 0.2)),
        (box(x - s * 0.8, y - s * 0.85, x + s * 0.8, y - s * 0.66), (206, 160, 60)),
    ]


def close_fitting(x: float, y: float, s: float, tone: Colour) -> list[Shape]:
    """A knitted cap, or a swimmer's."""
    return [
        (ellipse(x, y - s * 0.5, s * 0.94, s * 0.72), tone),
        (box(x - s * 0.94, y - s * 0.56, x + s * 0.94, y - s * 0.34), mix(tone, WHITE, 0.2)),
    ]


def bun(x: float, y: float, s: float, tone: Colour) -> list[Shape]:
    """Hair in a knot."""
    return [
        (ellipse(x, y - s * 1.15, s * 0.42, s * 0.36), (40, 30, 28)),
        (ellipse(x, y - s * 0.75, s * 0.9, s * 0.36), (44, 34, 30)),
    ]


def mask(x: float, y: float, s: float, tone: Colour) -> list[Shape]:
    """A diver's mask and snorkel over a hood."""
    return [
        (ellipse(x, y - s * 0.3, s * 0.98, s * 0.85), (26, 30, 36)),
        (box(x - s * 0.72, y - s * 0.36, x + s * 0.72, y + s * 0.16), (240, 190, 50)),
        (box(x - s * 0.6, y - s * 0.28, x + s * 0.6, y + s * 0.08), tone),
        (
            limb((x + s * 0.95, y + s * 0.5), (x + s * 1.1, y - s * 1.5), 0.012, 0.012),
            (240, 190, 50),
        ),
    ]


def curls(x: float, y: float, s: float, tone: Colour) -> list[Shape]:
    """Curls about the head: a wig."""
    return [
        (ellipse(x + k * s * 0.95, y - s * (0.3 + 0.35 * (1 - abs(k))), s * 0.48, s * 0.48), tone)
        for k in (-1.0, -0.5, 0.5, 1.0)
    ]


def wimple(x: float, y: float, s: float, tone: Colour) -> list[Shape]:
    """A nun's veil."""
    veil = [
        (x - s, y - s * 0.5),
        (x - s * 0.5, y - s * 1.15),
        (x + s * 0.5, y - s * 1.15),
        (x + s, y - s * 0.5),
        (x + s * 1.4, y + s * 2.2),
        (x + s * 0.75, y + s * 0.8),
        (x + s * 0.66, y - s * 0.4),
        (x - s * 0.66, y - s * 0.4),
        (x - s * 0.75, y + s * 0.8),
        (x - s * 1.4, y + s * 2.2),
    ]
    return [
        (np.array(veil), tone),
        (box(x - s * 0.7, y - s * 0.62, x + s * 0.7, y - s * 0.38), (248, 248, 246)),
    ]


def closed(x: float, y: float, s: float, tone: Colour) -> list[Shape]:
    """A knight's closed helmet with a plume."""
    return [
        (limb((x - s * 0.2, y - s * 1.1), (x - s * 1.0, y - s * 1.9), 0.02, 0.034), (190, 40, 44)),
        (ellipse(x, y - s * 0.05, s * 1.04, s * 1.2), tone),
        (box(x - s * 0.7, y - s * 0.2, x + s * 0.7, y - s * 0.04), (24, 24, 28)),
        (box(x - s * 0.05, y - s * 0.04, x + s * 0.05, y + s * 0.9), mix(tone, BLACK, 0.35)),
    ]


def kabuto(x: float, y: float, s: float, tone: Colour) -> list[Shape]:
    """A samurai's helmet with horns."""
    horns = [
        (
            np.array(
                [
                    (x + k * s * 0.3, y - s * 0.9),
                    (x + k * s * 1.3, y - s * 2.0),
                    (x + k * s * 0.7, y - s * 0.9),
                ]
            ),
            (236, 196, 80),
        )
        for k in (-1, 1)
    ]
    flare = [
        (x - s * 0.9, y - s * 0.5),
        (x + s * 0.9, y - s * 0.5),
        (x + s * 1.4, y + s * 0.4),
        (x - s * 1.4, y + s * 0.4),
    ]
    face = (ellipse(x, y + s * 0.1, s * 0.66, s * 0.74), (206, 160, 128))
    return [
        (np.array(flare), mix(tone, BLACK, 0.2)),
        face,
        (ellipse(x, y - s * 0.6, s * 1.0, s * 0.6), tone),
        *horns,
    ]


def tricorne(x: float, y: float, s: float, tone: Colour) -> list[Shape]:
    """A pirate's hat with a skull."""
    line = [
        (x - s * 1.5, y - s * 0.5),
        (x - s * 0.9, y - s * 1.3),
        (x, y - s * 1.65),
        (x + s * 0.9, y - s * 1.3),
        (x + s * 1.5, y - s * 0.5),
        (x, y - s * 0.75),
    ]
    return [(np.array(line), tone), (ellipse(x, y - s * 1.1, s * 0.22, s * 0.24), (244, 244, 240))]


def nurse(x: float, y: float, s: float, tone: Colour) -> list[Shape]:
    """A nurse's cap with a red cross."""
    return [
        (box(x - s * 0.7, y - s * 1.2, x + s * 0.7, y - s * 0.72), tone),
        (box(x - s * 0.06, y - s * 1.12, x + s * 0.06, y - s * 0.8), (206, 40, 44)),
        (box(x - s * 0.18, y - s * 1.0, x + s * 0.18, y - s * 0.9), (206, 40, 44)),
    ]


def halo(x: float, y: float, s: float, tone: Colour) -> list[Shape]:
    """A ring of light."""
    ring = np.concatenate(
        [
            ellipse(x, y - s * 1.6, s * 0.9, s * 0.22),
            ellipse(x, y - s * 1.6, s * 0.66, s * 0.12)[::-1],
        ]
    )
    return [(ring, tone)]


def soft(x: float, y: float, s: float, tone: Colour) -> list[Shape]:
    """A beret."""
    return [(ellipse(x - s * 0.2, y - s * 0.85, s * 1.1, s * 0.4), tone)]


def peak(x: float, y: float, s: float, tone: Colour) -> list[Shape]:
    """A cap with a peak."""
    return [
        (ellipse(x, y - s * 0.6, s * 0.95, s * 0.6), tone),
        (box(x - s * 0.2, y - s * 0.62, x + s * 1.3, y - s * 0.46), mix(tone, BLACK, 0.3)),
    ]


HATS: dict[str, Callable[[float, float, float, Colour], list[Shape]]] = {
    "toque": toque,
    "bubble": bubble,
    "helmet": dome,
    "fire": brim(1.35, 0.75),
    "peaked": peaked,
    "bun": bun,
    "mask": mask,
    "wig": curls,
    "curls": curls,
    "straw": brim(1.9, 0.6),
    "cowboy": brim(1.8, 0.85),
    "fedora": brim(1.4, 0.7),
    "souwester": brim(1.4, 0.4),
    "crown": crown,
    "witch": cone,
    "beanie": close_fitting,
    "dixie": close_fitting,
    "bike": dome,
    "wimple": wimple,
    "knight": closed,
    "kabuto": kabuto,
    "tricorne": tricorne,
    "nurse": nurse,
    "halo": halo,
    "beret": soft,
    "cap": peak,
}
