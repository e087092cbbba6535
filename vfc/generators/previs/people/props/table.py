"""The things in the hand by their names."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, sin

import numpy as np

from vfc.generators.previs.canvas.layers import Colour
from vfc.generators.previs.canvas.shapes import Shape
from vfc.generators.previs.people.props.carried import (
    ball,
    balloon,
    basket,
    book,
    bottle,
    bouquet,
    camera,
    cane,
    case,
    cigarette,
    crate,
    cup,
    fan,
    flag,
    flash,
    flask,
    flower,
    gift,
    lantern,
    map_,
    newspaper,
    paper,
    phone,
    ring,
    sack,
    surfboard,
    tin,
    torch,
    tray,
    umbrella,
    watch,
    wine,
)
from vfc.generators.previs.people.props.tools import (
    broom,
    flute,
    fork,
    gavel,
    guitar,
    hammer,
    magnifier,
    microphone,
    paintbrush,
    palette,
    pen,
    pitchfork,
    rod,
    saxophone,
    shovel,
    spoon,
    sticks,
    trumpet,
    violin,
    wrench,
)
from vfc.generators.previs.people.props.weapons import (
    axe,
    blade,
    bow,
    gun,
    gun_flash,
    rifle,
    sceptre,
    shield,
    staff,
    wizard_staff,
)

Drawn = list[Shape]

HELD: dict[str, Callable[[Colour], Drawn]] = {
    "umbrella": umbrella,
    "lantern": lantern,
    "torch": torch,
    "cup": cup,
    "coffee": cup,
    "tea": cup,
    "glass": wine,
    "wine": wine,
    "bottle": bottle,
    "beer": bottle,
    "book": book,
    "letter": paper,
    "newspaper": newspaper,
    "map": map_,
    "phone": phone,
    "camera": camera,
    "camera flash": flash,
    "sword": lambda tone: blade(0.46),
    "katana": lambda tone: blade(0.5, curved=0.03),
    "cutlass": lambda tone: blade(0.38, curved=0.05),
    "knife": lambda tone: blade(0.18),
    "gun": gun,
    "gun flash": gun_flash,
    "rifle": rifle,
    "spoon": spoon(0.12, 0.02),
    "ladle": spoon(0.2, 0.034),
    "fork": fork,
    "broom": broom,
    "paintbrush": paintbrush,
    "pen": pen,
    "microphone": microphone,
    "flower": flower,
    "rose": flower,
    "bouquet": bouquet,
    "suitcase": case(0.12, 0.17, (140, 84, 48)),
    "briefcase": case(0.1, 0.13, (64, 46, 36)),
    "bag": case(0.075, 0.13, (170, 60, 70)),
    "violin case": case(0.17, 0.11, (40, 36, 40)),
    "balloon": balloon,
    "ball": ball,
    "cane": cane(0.43),
    "staff": staff,
    "magic staff": wizard_staff,
    "sceptre": sceptre,
    "guitar": guitar,
    "violin": violin,
    "trumpet": trumpet,
    "saxophone": saxophone,
    "flute": flute,
    "sticks": sticks,
    "fishing rod": rod,
    "shovel": shovel,
    "pitchfork": pitchfork,
    "hammer": hammer,
    "axe": axe,
    "gavel": gavel,
    "wrench": wrench,
    "drawn bow": bow(1.0, True),
    "loose bow": bow(0.0, False),
    "bow_and_arrow": bow(0.0, False),
    "flag": flag,
    "gift": gift,
    "box": crate,
    "ring": ring,
    "watch": watch,
    "cigarette": cigarette,
    "basket": basket,
    "tray": tray,
    "palette": palette,
    "magnifier": magnifier,
    "flask": flask,
    "sack": sack,
    "surfboard": surfboard,
    "fan": fan,
    "tin cup": tin,
    "shield": shield,
}
HANGING = frozenset(  # what hangs down from a hand at the side
    (
        "suitcase",
        "briefcase",
        "bag",
        "violin case",
        "basket",
        "sack",
        "lantern",
        "surfboard",
        "cane",
    )
)
LEANING = {
    "sword": 0.5,
    "katana": 0.5,
    "cutlass": 0.5,
    "axe": 0.4,
    "staff": 0.0,
    "rifle": 0.1,
    "broom": 0.0,
}


def prop(thing: str, tone: Colour, at: tuple[float, float], angle: float) -> list[Shape]:
    """A thing at a hand; none where it has no shape here. `tone` is an umbrella's colour."""
    if thing not in HELD:
        return []
    shapes = HELD[thing](tone)
    c, s = cos(angle), sin(angle)
    turned = np.array([(c, s), (-s, c)])
    return [(points @ turned + at, colour) for points, colour in shapes]
