"""What hangs on a wall or opens in it: windows, doors, pictures, boards, screens, shelves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from vfc.generators.previs.canvas.layers import Canvas, Colour, mix
from vfc.generators.previs.canvas.stage import Staging

WHITE, BLACK = (255.0, 255.0, 255.0), (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class WallPatch:
    """A rectangle of a wall, in metres of its texture, y down, and what its table says of it."""

    stage: Staging
    paper: Canvas
    shining: np.ndarray
    left: float
    top: float
    right: float
    bottom: float
    entry: Mapping[str, Any]

    @property
    def size(self) -> tuple[float, float]:
        """Its width and height in metres."""
        return self.right - self.left, self.bottom - self.top

    def colour(self, other: Colour, name: str = "colour") -> Colour:
        """The colour that the table gives, or another."""
        return tuple(self.entry.get(name, other))

    def at(self, x: float, y: float) -> tuple[float, float]:
        """A point by parts of the width and height."""
        return self.left + (self.right - self.left) * x, self.top + (self.bottom - self.top) * y

    def fill(self, x: float, y: float, x2: float, y2: float, colour: Colour) -> None:
        """Fill a rectangle by parts of the width and height."""
        self.paper.rect(*self.at(x, y), *self.at(x2, y2), colour)

    def veil(self, colour: Colour, part: float) -> None:
        """Mix a colour into all of it."""
        (l, t), (r, b) = self.at(0, 0), self.at(1, 1)
        paper = self.paper
        rows = [max(0, round((value - paper.top) * paper.scale)) for value in (t, b)]
        columns = [max(0, round((value - paper.left) * paper.scale)) for value in (l, r)]
        area = paper.paper[rows[0] : rows[1], columns[0] : columns[1], :3]
        area[:] = area * (1 - part) + np.array(colour, np.float32) * part

    def shine(self, x: float = 0, y: float = 0, x2: float = 1, y2: float = 1) -> None:
        """Have a rectangle, by parts, shine by itself."""
        (l, t), (r, b) = self.at(x, y), self.at(x2, y2)
        paper = self.paper
        rows = [max(0, round((value - paper.top) * paper.scale)) for value in (t, b)]
        columns = [max(0, round((value - paper.left) * paper.scale)) for value in (l, r)]
        self.shining[rows[0] : rows[1], columns[0] : columns[1]] = 255


def hang(stage: Staging, paper: Canvas, shining: np.ndarray, entry: Mapping[str, Any]) -> None:
    """Paint one feature at `at`: x of its middle from the wall's, y of its lower edge above the
    floor, width and height; again along the wall where `repeat` gives a count and a step.
    """
    x, y, wide, high = entry["at"]
    count, step = entry.get("repeat", (1, 0.0))
    for index in range(int(count)):
        middle = x + (index - (count - 1) / 2) * step
        patch = WallPatch(
            stage=stage,
            paper=paper,
            shining=shining,
            left=middle - wide / 2,
            top=-(y + high),
            right=middle + wide / 2,
            bottom=-y,
            entry=entry,
        )
        FEATURES[entry["kind"]](patch)


def window(patch: WallPatch) -> None:
    """A window with a frame; outside are the sky of the hour and what lies under it."""
    view(patch)
    frame = patch.colour((236, 230, 220))
    bar = 0.05 / max(0.2, patch.size[0])
    for x in np.linspace(0, 1, int(patch.entry.get("panes", 2)) + 1):
        patch.fill(x - bar / 2, 0, x + bar / 2, 1, frame)
    for y in (0.0, *patch.entry.get("bars", ()), 1.0):
        edge = 0.05 / max(0.2, patch.size[1])
        patch.fill(0, y - edge / 2, 1, y + edge / 2, frame)


def view(patch: WallPatch) -> None:
    """What is seen through glass: sky, and a line of hills or towers (`outside` says which)."""
    colours = patch.stage.palette
    steps = 24
    for index in range(steps):
        part = index / (steps - 1)
        tone = mix(colours.sky, colours.horizon, part)
        patch.fill(0, index / steps, 1, (index + 1.5) / steps, tone)
    rng = patch.stage.chance(f"view {round(patch.left, 1)}")
    outside = patch.entry.get("outside", "hills")
    if outside == "dark":
        patch.fill(0, 0, 1, 1, (16, 18, 24))
    elif outside == "space":
        patch.fill(0, 0, 1, 1, (6, 8, 18))
        for x, y in rng.uniform(0, 1, (60, 2)):
            patch.paper.disc(*patch.at(x, y), 0.008, (220, 226, 240))
    elif outside == "city":
        for x in np.arange(0, 1, 0.09):
            top = rng.uniform(0.25, 0.75)
            patch.fill(x, top, x + 0.085, 1, mix(colours.far, colours.near, rng.uniform(0.1, 0.5)))
    elif outside != "sky":
        xs = np.linspace(0, 1, 24)
        line = 0.68 + 0.08 * np.sin(xs * 6 + rng.uniform(0, 6)) + 0.03 * np.sin(xs * 17)
        points = [patch.at(x, y) for x, y in zip(xs, line, strict=True)]
        patch.paper.poly(
            np.array([*points, patch.at(1, 1), patch.at(0, 1)]),
            mix(colours.far, colours.near, 0.35),
        )
    if outside not in ("dark", "space"):
        fallen(patch, rng)
    patch.shine()


def fallen(patch: WallPatch, rng: np.random.Generator) -> None:
    """What the weather has before and on the panes: drops and their tracks, or flakes."""
    words, size = patch.stage.words, patch.size
    many = int(70 * min(3.0, size[0] * size[1]))
    if words.has("rain", "storm"):
        patch.veil(mix(patch.stage.palette.near, (120, 132, 150), 0.5), 0.45)
        for x, y in rng.uniform(0, 0.94, (many, 2)):
            long = rng.uniform(0.02, 0.09)
            patch.fill(x, y, x + 0.006 / size[0], y + long, (206, 218, 232))
            patch.paper.disc(*patch.at(x, y + long), 0.011, (222, 230, 240))
    elif words.has("snow"):
        patch.veil((214, 220, 230), 0.35)
        for x, y in rng.uniform(0.02, 0.98, (many, 2)):
            patch.paper.disc(*patch.at(x, y), float(rng.uniform(0.008, 0.02)), (248, 250, 253))
    if words.has("snow", "snowy"):
        patch.fill(0, 0.93, 1, 1, (240, 244, 250))


def door(patch: WallPatch) -> None:
    """A door with panels, a frame and a handle; `double` has two leaves."""
    colour = patch.colour((122, 86, 58))
    patch.fill(-0.08, -0.04, 1.08, 1, mix(colour, WHITE, 0.25))
    patch.fill(0, 0, 1, 1, colour)
    leaves = [(0, 0.5), (0.5, 1)] if patch.entry.get("double") else [(0, 1)]
    for a, b in leaves:
        d = (b - a) * 0.14
        for low, high in ((0.07, 0.45), (0.55, 0.93)):
            patch.fill(a + d, low, b - d, high, mix(colour, BLACK, 0.18))
        if patch.entry.get("glass"):
            patch.fill(a + d, 0.08, b - d, 0.45, mix(patch.stage.palette.horizon, colour, 0.4))
    x = 0.5 if patch.entry.get("double") else 0.88
    patch.paper.disc(*patch.at(x, 0.54), 0.04, (220, 200, 140))
    patch.fill(0.495, 0, 0.505, 1, mix(colour, BLACK, 0.4)) if len(leaves) > 1 else None


def picture(patch: WallPatch) -> None:
    """A framed picture: a landscape of three tones."""
    frame = patch.colour((130, 96, 44))
    patch.fill(0, 0, 1, 1, frame)
    sky, land = (
        tuple(patch.entry.get("sky", (150, 176, 196))),
        tuple(patch.entry.get("land", (96, 116, 80))),
    )
    patch.fill(0.08, 0.1, 0.92, 0.9, sky)
    patch.fill(0.08, 0.55, 0.92, 0.9, land)


def board(patch: WallPatch) -> None:
    """A board to write on, with chalk or ink on it."""
    colour = patch.colour((38, 66, 56))
    patch.fill(-0.02, -0.04, 1.02, 1.04, (150, 116, 76))
    patch.fill(0, 0, 1, 1, colour)
    ink = (228, 232, 226) if sum(colour) < 380 else (60, 80, 140)
    rng = patch.stage.chance("board")
    for y in (0.2, 0.36, 0.52, 0.68):
        x = 0.06
        while x < rng.uniform(0.5, 0.9):
            wide = rng.uniform(0.03, 0.10)
            patch.fill(x, y, x + wide, y + 0.035, mix(colour, ink, 0.75))
            x += wide + 0.03


def screen(patch: WallPatch) -> None:
    """A lit screen."""
    patch.fill(-0.02, -0.03, 1.02, 1.03, (24, 24, 28))
    patch.fill(0, 0, 1, 1, patch.colour((120, 170, 220)))
    patch.fill(0.0, 0.55, 1, 1, mix(patch.colour((120, 170, 220)), BLACK, 0.35))
    patch.shine()


def panel(patch: WallPatch) -> None:
    """A plain coloured rectangle; it shines where `shines` says so."""
    patch.fill(0, 0, 1, 1, patch.colour((200, 200, 200)))
    if patch.entry.get("shines"):
        patch.shine()


def shelves(patch: WallPatch) -> None:
    """Shelves with goods: `goods` are their colours, `rows` how many shelves, `shape` what they are
    (books, bottles, plates, boxes). `back` is the colour behind them, which shines where `lit`.
    """
    wood, rng = patch.colour((104, 76, 52)), patch.stage.chance(f"shelves {patch.left:.1f}")
    patch.fill(0, 0, 1, 1, patch.colour(mix(wood, BLACK, 0.45), "back"))
    if patch.entry.get("lit"):
        patch.shine()
    rows = int(patch.entry.get("rows", 5))
    goods = [tuple(each) for each in patch.entry.get("goods", BOOKS)]
    wide, shape = patch.entry.get("item", 0.05) / patch.size[0], patch.entry.get("shape", "books")
    for row in range(rows):
        low = (row + 1) / rows
        x = 0.01
        while x < 0.98:
            w = wide * rng.uniform(0.6, 1.4)
            tall = rng.uniform(0.55, 0.85) / rows
            if rng.random() < 0.92:
                place = (x, low - tall - 0.1 / rows, min(0.99, x + w * 0.9), low - 0.1 / rows)
                good(patch, place, goods[int(rng.integers(len(goods)))], rng)
            x += w * (1.0 if shape == "books" else 1.35)
        patch.fill(0, low - 0.1 / rows, 1, low, wood)
    for x in (0, 0.985):
        patch.fill(x, 0, x + 0.015, 1, wood)


def good(
    patch: WallPatch,
    place: tuple[float, float, float, float],
    tone: Colour,
    rng: np.random.Generator,
) -> None:
    """One thing on a shelf, by parts of the width and height: left, top, right, bottom."""
    (x, y, x2, y2), shape = place, patch.entry.get("shape", "books")
    w, h = x2 - x, y2 - y
    if shape == "bottles":
        neck = x + w * 0.34, x + w * 0.66
        patch.fill(x, y + h * 0.42, x2, y2, tone)
        patch.fill(x + w * 0.12, y + h * 0.34, x2 - w * 0.12, y + h * 0.44, tone)
        patch.fill(neck[0], y, neck[1], y + h * 0.4, tone)
        patch.fill(neck[0], y - h * 0.03, neck[1], y + h * 0.06, (226, 196, 110))
        patch.fill(x, y + h * 0.58, x2, y + h * 0.8, mix(tone, WHITE, 0.65))
    elif shape == "plates":
        radius = min(w * patch.size[0], h * patch.size[1]) * 0.62
        middle = patch.at((x + x2) / 2, y2)
        patch.paper.disc(middle[0], middle[1] - radius, radius, tone)
        patch.paper.disc(middle[0], middle[1] - radius, radius * 0.6, mix(tone, BLACK, 0.12))
    elif shape == "boxes":
        low = y + h * rng.uniform(0.1, 0.5)
        patch.fill(x, low, x2, y2, tone)
        patch.fill(x + w * 0.16, low + (y2 - low) * 0.25, x2 - w * 0.16, y2 - h * 0.2, WHITE)
    else:
        patch.fill(x, y, x2, y2, tone)


BOOKS = [(130, 60, 50), (60, 82, 100), (150, 120, 70), (70, 90, 70), (96, 60, 90), (190, 176, 150)]


def arch(patch: WallPatch) -> None:
    """A round-headed opening or window: dark, of the sky, or of coloured glass (`stained`)."""
    colour = patch.colour((30, 28, 34))
    (wide, high), frame = patch.size, patch.colour((150, 142, 130), "frame")
    for grow, tone in ((0.08, frame), (0.0, colour)):
        radius = wide / 2 + grow
        middle = (patch.left + patch.right) / 2
        y = patch.top + wide / 2
        patch.paper.rect(middle - radius, y, middle + radius, patch.bottom + grow * 0, tone)
        patch.paper.disc(middle, y, radius, tone)
    if patch.entry.get("stained"):
        rng = patch.stage.chance(f"glass {patch.left:.1f}")
        for y in np.arange(0.04, 0.98, 0.11):
            for x in (0.12, 0.38, 0.64):
                tone = STAINED[int(rng.integers(len(STAINED)))]
                dim = mix(tone, BLACK, 0.55 * patch.stage.palette.dark)
                patch.fill(x + (0.12 if y < 0.1 else 0), y, x + 0.22, y + 0.09, dim)
        patch.shine(0.1, 0.04, 0.9, 0.98)
    elif patch.entry.get("sky"):
        patch.fill(0.06, wide / 2 / high, 0.94, 1, patch.stage.palette.horizon)
        patch.shine(0.06, wide / 2 / high, 0.94, 1)


STAINED: list[Colour] = [
    (190, 40, 50),
    (40, 80, 180),
    (220, 180, 60),
    (50, 140, 90),
    (140, 60, 150),
]


def bars(patch: WallPatch) -> None:
    """Upright bars before the dark."""
    patch.fill(0, 0, 1, 1, patch.colour((26, 26, 30)))
    for x in np.linspace(0, 1, max(3, int(patch.size[0] / 0.13))):
        half = 0.018 / patch.size[0]
        patch.fill(x - half, 0, x + half, 1, (128, 130, 134))
    for y in (0.03, 0.5, 0.97):
        patch.fill(0, y - 0.012, 1, y + 0.012, (110, 112, 116))


def clock(patch: WallPatch) -> None:
    """A round clock."""
    x, y = patch.at(0.5, 0.5)
    radius = patch.size[1] / 2
    patch.paper.disc(x, y, radius, (40, 40, 44))
    patch.paper.disc(x, y, radius * 0.86, (240, 238, 230))
    for way in ((0.0, -0.6), (0.45, 0.1)):
        line = np.array([(x, y), (x + way[0] * radius, y + way[1] * radius)])
        patch.paper.line(line, radius * 0.1, (30, 30, 34))


def pan(patch: WallPatch) -> None:
    """A pan that hangs by its handle."""
    tone = patch.colour((52, 54, 60))
    patch.fill(0.42, 0, 0.58, 0.55, mix(tone, WHITE, 0.2))
    x, y = patch.at(0.5, 0.75)
    patch.paper.disc(x, y, patch.size[0] * 0.48, tone)
    patch.paper.disc(x, y, patch.size[0] * 0.36, mix(tone, WHITE, 0.16))


def seal(patch: WallPatch) -> None:
    """A round seal of state: rings of gold about an eagle's wings."""
    x, y = patch.at(0.5, 0.5)
    radius, gold = patch.size[1] / 2, patch.colour((206, 170, 80))
    for part, tone in ((1.0, gold), (0.86, (40, 52, 96)), (0.66, gold), (0.6, (236, 226, 200))):
        patch.paper.disc(x, y, radius * part, tone)
    wing = [(0, -0.05), (0.45, -0.3), (0.34, 0.12), (0.1, 0.3), (0, 0.45)]
    both = [*wing, *[(-a, b) for a, b in wing[::-1]]]
    patch.paper.poly(np.array([(x + a * radius, y + b * radius) for a, b in both]), (96, 66, 36))


FEATURES: dict[str, Callable[[WallPatch], None]] = {
    "window": window,
    "view": view,
    "door": door,
    "picture": picture,
    "board": board,
    "screen": screen,
    "panel": panel,
    "shelves": shelves,
    "arch": arch,
    "bars": bars,
    "clock": clock,
    "pan": pan,
    "seal": seal,
}
