"""Furniture and buildings as faces in metres: boxes, prisms, quads, painted in perspective on the
layers of their depths.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import cos, pi, radians, sin

import numpy as np

from vfc.generators.previs.canvas.layers import Canvas, Colour, Drawable, mix, rgb
from vfc.generators.previs.canvas.lens import NEAR
from vfc.generators.previs.canvas.planes import before
from vfc.generators.previs.canvas.stage import Staging

BUCKETS = (
    3.2,
    1.7,
    1.12,
    0.8,
    0.5,
)  # of the people's distance: where one layer ends and one begins
EAVES = 1.0  # metres: above it a slope is a roof
AUTUMN: tuple[Colour, ...] = ((206, 110, 44), (222, 156, 56), (182, 70, 44), (196, 130, 52))
SNOW, STEEP = (236.0, 240.0, 248.0), 0.55  # its colour; how level a face is that it lies on
WHITE, BLACK = (255.0, 255.0, 255.0), (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A flat face: its corners, `(n, 3)` float64 in metres (x right, y up, z away from the people's
    mark), its colour by day, and whether it shines by itself.

    `lamp` is its colour by night, where it is lit then; `casts`, whether it throws a shadow. `body`
    is the middle, `(3,)` float64, of the convex body that it belongs to or lies on: it is
    seen from without alone, and in the body's turn.
    """

    points: np.ndarray
    colour: Colour
    shines: bool = False
    body: np.ndarray | None = None
    lamp: Colour | None = None
    casts: bool = True

    @property
    def leafy(self) -> bool:
        """Whether it is green and off the ground, as leaves are."""
        red, green, blue = self.colour
        return green > red + 8 and green > blue + 8 and self.points[:, 1].mean() > 0.5

    def autumnal(self) -> Facet:
        """The face with its leaves as they are in autumn, each tree its own."""
        if not self.leafy or self.casts is False:
            return self
        at = self.points[0] if self.body is None else self.body
        tone = AUTUMN[int(abs(at[0] * 7 + at[2] * 3)) % len(AUTUMN)]
        light = sum(self.colour) / 300
        return replace(self, colour=rgb(min(255.0, c * light) for c in tone))

    def snowed(self) -> Facet:
        """The face with snow on it, where it looks up or is of leaves."""
        if self.leafy:
            return replace(self, colour=mix(self.colour, SNOW, 0.55))
        least = EAVES if self.body is None else self.body[1]
        if self.shines or self.points[:, 1].mean() <= least:
            return self
        across = np.cross(self.points[1] - self.points[0], self.points[2] - self.points[0])
        level = abs(across[1]) / max(1e-9, float(np.linalg.norm(across)))
        return replace(self, colour=mix(self.colour, SNOW, 0.85)) if level > STEEP else self

    def moved(self, x: float, y: float, z: float, degrees: float = 0.0) -> Facet:
        """The face turned about the upright axis, then moved."""
        c, s = cos(radians(-degrees)), sin(radians(-degrees))
        turn = np.array([[c, 0, -s], [0, 1, 0], [s, 0, c]])
        body = None if self.body is None else self.body @ turn + (x, y, z)
        return replace(self, points=self.points @ turn + (x, y, z), body=body)

    def by_night(self, lamp: Colour = (255, 210, 130)) -> Facet:
        """The face as one that is lit by night."""
        return replace(self, lamp=lamp)

    def on(self, body: np.ndarray) -> Facet:
        """The face as one of a body, by its middle, `(3,)` float64."""
        return replace(self, body=body)


def quad(corners: Sequence[Sequence[float]], colour: Colour, *, shines: bool = False) -> Facet:
    """A face through corners in metres."""
    return Facet(points=np.array(corners, float), colour=colour, shines=shines)


def upright(
    corners: Sequence[tuple[float, float]], z: float, colour: Colour, *, shines: bool = False
) -> Facet:
    """A face that looks at the viewer, through corners (x, y) in metres."""
    return quad([(x, y, z) for x, y in corners], colour, shines=shines)


def pane(
    low: tuple[float, float],
    size: tuple[float, float],
    z: float,
    colour: Colour,
    *,
    shines: bool = False,
) -> Facet:
    """A rectangle that looks at the viewer, by its lower left corner, width and height."""
    (x, y), (w, h) = low, size
    return upright([(x, y), (x + w, y), (x + w, y + h), (x, y + h)], z, colour, shines=shines)


def box(
    low: Sequence[float], size: Sequence[float], colour: Colour, *, shines: bool = False
) -> list[Facet]:
    """An upright box: its corner of least x, y and z, and its width, height and depth."""
    (x, y, z), (w, h, d) = low, size
    a, b, c = x + w, y + h, z + d
    dark, light = mix(colour, BLACK, 0.22), mix(colour, WHITE, 0.16)
    middle = np.array((x + w / 2, y + h / 2, z + d / 2))
    found = [
        quad([(x, y, c), (a, y, c), (a, b, c), (x, b, c)], dark, shines=shines),
        quad([(x, y, z), (x, y, c), (x, b, c), (x, b, z)], dark, shines=shines),
        quad([(a, y, z), (a, y, c), (a, b, c), (a, b, z)], dark, shines=shines),
        quad([(x, b, z), (a, b, z), (a, b, c), (x, b, c)], light, shines=shines),
        quad([(x, y, z), (a, y, z), (a, b, z), (x, b, z)], colour, shines=shines),
    ]
    return [face.on(middle) for face in found]


def prism(
    x: float, y: float, z: float, radius: float, height: float, colour: Colour, *, top: float = 1.0
) -> list[Facet]:
    """A round upright body, its upper end `top` times as wide: a pillar, a pot, a cone."""
    ring = [(cos(turn), sin(turn)) for turn in np.linspace(0, 2 * pi, 13)]
    sides = [
        quad(
            [
                (x + radius * ax, y, z + radius * az),
                (x + radius * bx, y, z + radius * bz),
                (x + radius * top * bx, y + height, z + radius * top * bz),
                (x + radius * top * ax, y + height, z + radius * top * az),
            ],
            mix(colour, BLACK, 0.30 * (0.5 + 0.5 * ax)),
        )
        for (ax, az), (bx, bz) in pairwise(ring)
    ]
    lid = [(x + radius * top * cx, y + height, z + radius * top * cz) for cx, cz in ring[:-1]]
    middle = np.array((x, y + height / 2, z))
    return [face.on(middle) for face in (*sides, quad(lid, mix(colour, WHITE, 0.14)))]


def drawn(stage: Staging, faces: Iterable[Facet]) -> list[tuple[float, Drawable]]:
    """Faces of a set as layers, each with its depth in the picture, out of focus as they are far
    from the people.
    """
    lens = stage.lens
    eye, found = np.array((0.0, lens.eye, 0.0)), []
    for face in faces:
        whole = into_view(stage, face.points)
        middle = whole.mean(axis=0)
        centre = middle if face.body is None else into_view(stage, face.body[None])[0]
        if face.body is not None and looks_away(whole, centre, eye):
            continue
        points = before(whole, lens.distance * NEAR)
        if len(points) >= 3:
            found.append((float(np.linalg.norm(centre - eye)), points, face))
    found.sort(key=lambda each: -each[0])
    edges = [lens.distance * part for part in BUCKETS]
    layers: list[tuple[float, Drawable]] = []
    for far, near in zip([np.inf, *edges], [*edges, 0.0], strict=True):
        group = [each for each in found if near < each[0] <= far]
        if group:
            z = float(np.median([each[0] for each in group]))
            layers.append((lens.depth(z), painted(stage, group, z)))
    return layers


def looks_away(corners: np.ndarray, centre: np.ndarray, eye: np.ndarray) -> bool:
    """Whether a face, `(n, 3)` float64, of a body about `centre` is seen from its back; that and
    the eye are (3,) float64.
    """
    (a, b, c), first = corners[:3].tolist(), corners[0]
    u, v = [q - p for p, q in zip(a, b, strict=True)], [q - p for p, q in zip(a, c, strict=True)]
    normal = np.array(
        (u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0])
    )
    return bool((normal @ (first - centre)) * (normal @ (first - eye)) > 0)


def painted(stage: Staging, group: Sequence[tuple[float, np.ndarray, Facet]], z: float) -> Drawable:
    """One layer with faces, `z` metres away."""
    lens = stage.lens
    shapes = []
    for _, points, face in group:
        x, y = lens.focal * points[:, 0] / points[:, 2], points[:, 1]
        flat = np.stack([x, lens.horizon - lens.focal * (y - lens.eye) / points[:, 2]], axis=1)
        shapes.append((flat, tone(stage, face, float(points[:, 2].mean()))))
    whole = np.concatenate([flat for flat, _ in shapes])
    paper = stage.paper(
        lens.depth(z), float(whole[:, 1].min()) - 0.02, float(whole[:, 1].max()) + 0.02
    )
    for flat, colour in shapes:
        paper.poly(flat, colour)
    defocus(stage, paper, z)
    return paper.layer(lens.depth(z))


def tone(stage: Staging, face: Facet, z: float) -> Colour:
    """A face's colour in the light of the hour, `z` metres away."""
    if face.shines:
        return face.colour
    colour, dark = stage.indoors(face.colour, z), stage.palette.dark
    if face.lamp is not None and dark > 0.3:
        return mix(colour, face.lamp, min(1.0, 0.25 + 0.75 * dark))
    return colour


def defocus(stage: Staging, paper: Canvas, z: float) -> None:
    """Blur what lies before or behind the people, the more the nearer the shot."""
    away = abs(1 - stage.lens.distance / z)
    radius = 0.012 * stage.softness * min(1.0, away * 1.3)
    if radius > 0.0008:
        paper.blur(radius)


def into_view(stage: Staging, points: np.ndarray) -> np.ndarray:
    """Points of the set, `(n, 3)` float64 metres from the people's mark, as the lens has them."""
    c, s = cos(radians(stage.turn)), sin(radians(stage.turn))
    turn = np.array([[c, 0, -s], [0, 1, 0], [s, 0, c]])
    return (points - (0, 0, stage.ahead)) @ turn + (0, -stage.lift, stage.lens.distance)
