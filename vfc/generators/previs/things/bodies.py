"""Bodies in Twemoji's flat style for animals of which it has the face alone, and birds as they
fly.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

TABLE = Path(__file__).with_name("bodies.toml")
GROUND = 34.0  # where feet stand on the paper
BodyTable = dict[str, Any]  # a row of the table


@cache
def tables() -> dict[str, dict[str, BodyTable]]:
    """The looks of bodies and of birds in flight, by the ids of their animals."""
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def flies(name: str) -> bool:
    """Whether there is a drawing of an animal in flight."""
    return name in tables()["flight"]


def paper(*shapes: str) -> str:
    """Shapes as a drawing."""
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36">'
    return head + "".join(shapes) + "</svg>"


def path(colour: str, data: str) -> str:
    """A filled shape."""
    return f'<path fill="{colour}" d="{data}"/>'


def stroke(colour: str, data: str, width: float) -> str:
    """A line with round ends."""
    return (
        f'<path fill="none" stroke="{colour}" stroke-width="{width:g}" stroke-linecap="round" '
        f'stroke-linejoin="round" d="{data}"/>'
    )


def ellipse(colour: str, x: float, y: float, wide: float, high: float) -> str:
    """An ellipse by its half width and half height."""
    return f'<ellipse fill="{colour}" cx="{x:g}" cy="{y:g}" rx="{wide:g}" ry="{high:g}"/>'


def whole(name: str, face: str) -> str:
    """An animal from the side, its face, a drawing, upon its body; KeyError for what has no
    body.
    """
    look = tables()["body"][name]
    belly = GROUND - look["leg"]
    left, right = 21.5 - look["length"] / 2, 21.5 + look["length"] / 2
    back = belly - look["depth"]
    box = (left, back, right, belly)
    near = look.get("limb", look["coat"])
    return paper(
        tail(look, right, back),
        leg(look, left + look["wide"] * 1.9, look["shade"], belly),
        leg(look, right - look["wide"] * 2.9, look["shade"], belly),
        neck(look, box),
        trunk(look, box),
        leg(look, left + 0.3, near, belly),
        leg(look, right - look["wide"] - 0.4, near, belly),
        visage(look, face),
    )


def leg(look: BodyTable, x: float, colour: str, belly: float) -> str:
    """A leg that stands at x, down to its foot."""
    wide, top = look["wide"], belly - look["depth"] * 0.45
    upper = wide * 1.25
    return path(
        colour, f"M{x - 0.3:g} {top:g}h{upper:g}L{x + wide:g} {GROUND - 1:g}v1h{-wide:g}v-1z"
    ) + path(look["foot"], f"M{x - 0.7:g} {GROUND:g}c0-1.3.5-1.8 1.2-1.8h{wide - 0.5:g}v1.8z")


def trunk(look: BodyTable, box: tuple[float, float, float, float]) -> str:
    """The trunk, and what the coat shows."""
    left, back, right, belly = box
    depth = belly - back
    r = depth * 0.48
    outline = (
        f"M{left - 1:g} {back + depth * 0.55:g}"
        f"C{left - 1:g} {back + depth * 0.1:g} {left + r:g} {back:g} {left + r * 1.4:g} {back:g}"
        f"L{right - r:g} {back + 0.3:g}"
        f"C{right:g} {back + 0.3:g} {right + 0.8:g} {back + depth * 0.4:g} "
        f"{right + 0.6:g} {back + depth * 0.7:g}"
        f"C{right + 0.4:g} {belly:g} {right - 1:g} {belly - 0.6:g} {right - r:g} {belly - 0.9:g}"
        f"L{left + r:g} {belly:g}"
        f"C{left:g} {belly:g} {left - 1:g} {belly - depth * 0.2:g} "
        f"{left - 1:g} {back + depth * 0.55:g}z"
    )
    shapes = [path(look["coat"], outline)]
    if "saddle" in look:
        shapes.append(
            path(
                look["saddle"],
                f"M{left - 0.9:g} {back + depth * 0.5:g}C{left - 0.6:g} {back + 1:g} {left + 2:g} "
                f"{back:g} {left + 6.5:g} {back:g}l1.500 {depth - 0.3:g}L{left + 1:g} {belly:g}z",
            )
        )
    if "ridge" in look:
        shapes.append(
            stroke(look["ridge"], f"M{left + 2:g} {back + 0.2:g}L{right - 3:g} {back + 0.5:g}", 1.6)
        )
    if "stripes" in look:
        shapes += stripes(look["stripes"], box)
    return "".join(shapes)


def stripes(colour: str, box: tuple[float, float, float, float]) -> list[str]:
    """Stripes over a trunk."""
    left, back, right, belly = box
    many = 6
    return [
        path(
            colour,
            f"M{x:g} {back + 0.2:g}c1.4 2 1.8 4 1.2 {(belly - back) * 0.78:g}"
            f"c-.9-1.500-2-4-2.700-{(belly - back) * 0.76:g}z",
        )
        for x in (left + 2.4 + (right - left - 3) * index / many for index in range(many))
    ]


def neck(look: BodyTable, box: tuple[float, float, float, float]) -> str:
    """The neck between trunk and face; nothing where the face lies on the trunk."""
    if "neck" not in look:
        return ""
    left, back, _, belly = box
    x, y = look["head"]
    half = look["neck"] / 2
    return path(
        look["coat"],
        f"M{x - half + 1:g} {y:g}L{x + half + 1:g} {y:g}L{left + 6:g} {back + 0.4:g}"
        f"L{left + 3:g} {belly - 1:g}L{left - 1:g} {back + (belly - back) * 0.62:g}z",
    )


def tail(look: BodyTable, right: float, back: float) -> str:
    """The tail behind the trunk."""
    coat, tip, x, y = look["coat"], look["tip"], right - 0.5, back + look["depth"] * 0.28
    match look["tail"]:
        case "bush":
            return path(coat, f"M{x:g} {y:g}c4-1 5-6 9-6 3 0 3 5 0 8-3 2.800-7 3-9 2z") + path(
                tip, f"M{x + 7:g} {y - 5.6:g}c4-1.500 6 1.500 3 5.500-.8 1-2 1.600-3 2z"
            )
        case "brush":
            return path(
                coat, f"M{x - 1:g} {y - 1:g}c4 0 6 3 6 8 0 3-1 5-2 6-1.500-3-2-5-4-8z"
            ) + path(tip, f"M{x + 4.6:g} {y + 8:g}c.2 2-.6 4-1.600 5-.8-1.500-1-2.500-1.500-4z")
        case "ringed":
            return "".join(
                ellipse(tip if index % 2 else coat, x + 1.4 * index + 1, y - 0.9 * index, 1.7, 2.6)
                for index in range(6)
            )
        case "tuft":
            line = f"M{x:g} {y:g}c4 0 5 4 4.500 10"
            return stroke(coat, line, 1.2) + ellipse(tip, x + 4.4, y + 11, 1.3, 2.1)
        case "thin":
            line = f"M{x:g} {y:g}c3 0 3 2 3 5"
            return stroke(tip, line, 0.9)
        case "mane":
            return path(
                tip, f"M{x - 1:g} {y - 1.5:g}c5-1 7 4 6 14-2-1-3-3-3.500-6-.5-3-1-5-3.500-5z"
            )
        case "stub":
            return ellipse(tip, x + 0.8, y, 1.6, 1.4)
    return ""


def visage(look: BodyTable, face: str) -> str:
    """The face upon the body, `face` being a whole drawing."""
    size, (x, y) = look["size"], look["head"]
    inner = face[face.index(">") + 1 : face.rindex("</svg>")]
    way = f"translate({x - size / 2:g} {y - size / 2:g}) scale({size / 36:.4f})"
    return f'<g transform="{way}">{inner}</g>'


def flight(name: str, face: str = "") -> str:
    """A bird as it flies, without its wings, facing left, with a face, a drawing, if its own is
    one; KeyError for what does not fly.
    """
    look = tables()["flight"][name]
    if face and "size" in look:
        return paper(
            path(look["coat"], "M8 12c6-2 14-1 20 5 5 2 9 0 12-5 1 7-4 12-11 12-9 2-17-1-21-6z"),
            path(look["wing"], "M38 8l6 1-4 5z"),
            ellipse(look["belly"], 19, 21.5, 7, 1.8),
            visage(look, face),
        )
    long = look.get("neck", 0) * 0.8
    head = look.get("head", look["coat"])
    x, y = 8.5 - long, 15.5
    return paper(
        path(look["wing"], "M27 18.500l8.500-2.500-1.500 3 1.500 3z"),
        path(
            look["coat"],
            f"M{x:g} {y - 2:g}L13 14c6-2.500 12 0 17 4.500-6 5-15 6-19 1L{x:g} {y + 2:g}z",
        ),
        ellipse(look["belly"], 17, 20.3, 6.5, 1.8),
        ellipse(head, x, y, 3.6, 3.3),
        path(look["beak"], f"M{x - 3:g} {y - 1:g}l-4 1.800 4 1.200z"),
        ellipse("#292F33", x - 1.2, y - 0.7, 0.65, 0.65),
    )


def pinion(name: str) -> str:
    """A bird's wing, raised, its shoulder in the middle of its foot; KeyError for what does not
    fly.
    """
    look = tables()["flight"][name]
    wide = look.get("span", 1.0)
    if look.get("webbed"):
        shape = "M11 36L14 10 8 1c8 1 14 6 17 12l-3 1c3 3 4 6 4 10l-4-1c1 4 0 9-2 13z"
        return paper(path(look["wing"], shape), stroke(look["coat"], "M13 35L14 10 8 1", 1.4))
    tip = 36 - 33 * min(1.0, wide * 0.75 + 0.1)
    return paper(
        path(look["wing"], f"M11 36C9 26 12 12 26 {tip:g}c2 8 1 14-1 19-1 6-2 11-2 {17 - 0:g}z"),
        path(look["coat"], f"M13 36C11 28 14 16 22 {tip + 8:g}c0 8-1 16-2 {28 - tip:g}z"),
    )
