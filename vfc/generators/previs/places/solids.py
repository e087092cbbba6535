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
FADED = 0.14  # of its light that what stands far off loses
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
        (face,) = moved([self], [(x, y, z)], degrees)
        return face

    def by_night(self, lamp: Colour = (255, 210, 130)) -> Facet:
        """The face as one that is lit by night."""
        return replace(self, lamp=lamp)

    def on(self, body: np.ndarray) -> Facet:
        """The face as one of a body, by its middle, `(3,)` float64."""
        return replace(self, body=body)


def moved(
    faces: Sequence[Facet], places: Iterable[tuple[float, float, float]], degrees: float = 0.0
) -> list[Facet]:
    """Faces turned about the upright axis, and again at each of the places."""
    if not faces:
        return []
    points, starts = joined([face.points for face in faces])
    ends = [*starts[1:].tolist(), len(points)]
    points = turned(points, degrees)
    bodies = {id(face.body): face.body for face in faces if face.body is not None}
    found: list[Facet] = []
    for place in places:
        here = points + place
        middles = {key: (turned(body[None], degrees) + place)[0] for key, body in bodies.items()}
        found += [
            Facet(
                points=here[start:end],
                colour=face.colour,
                shines=face.shines,
                body=middles.get(id(face.body)),
                lamp=face.lamp,
                casts=face.casts,
            )
            for face, start, end in zip(faces, starts.tolist(), ends, strict=True)
        ]
    return found


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
    seen = seen_faces(stage, [*faces])
    edges = [lens.distance * part for part in BUCKETS]
    layers: list[tuple[float, Drawable]] = []
    for far, near in zip([np.inf, *edges], [*edges, 0.0], strict=True):
        group = [each for each in seen if near < each[0] <= far]
        if group:
            z = float(np.median([each[0] for each in group]))
            layers.append((lens.depth(z), painted(stage, group, z)))
    return layers


def seen_faces(stage: Staging, faces: Sequence[Facet]) -> list[tuple[float, np.ndarray, Facet]]:
    """Those of the faces that look at the lens, the farthest first: how far each is, and what of it
    lies before the lens, `(n, 3)` float64, both in metres of the lens.
    """
    if not faces:
        return []
    points, starts = joined([face.points for face in faces])
    points = into_view(stage, points)
    ends = np.append(starts[1:], len(points))
    centres = np.add.reduceat(points, starts) / (ends - starts)[:, None]
    bodied = [index for index, face in enumerate(faces) if face.body is not None]
    if bodied:
        centres[bodied] = into_view(stage, np.array([faces[index].body for index in bodied]))
    eye, near = np.array((0.0, stage.lens.eye, 0.0)), stage.lens.distance * NEAR
    hidden = np.zeros(len(faces), bool)
    hidden[bodied] = looking_away(points, starts, centres, eye)[bodied]
    away = np.sqrt(((centres - eye) ** 2).sum(axis=1))
    nearest = np.minimum.reduceat(points[:, 2], starts)
    found = []
    for index in np.argsort(-away, kind="stable").tolist():
        if not hidden[index]:
            whole = points[starts[index] : ends[index]]
            whole = whole if nearest[index] > near else before(whole, near)
            if len(whole) >= 3:
                found.append((float(away[index]), whole, faces[index]))
    return found


def joined(shapes: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Points of many shapes, each `(n, 3)` float64, as one array, and where each shape begins."""
    return np.concatenate(shapes), np.cumsum([0, *(len(each) for each in shapes[:-1])])


def looking_away(
    points: np.ndarray, starts: np.ndarray, centres: np.ndarray, eye: np.ndarray
) -> np.ndarray:
    """Which faces, each `(n, 3)` float64 from its start on, of bodies about `centres`, `(m, 3)`
    float64, are seen from their backs by the eye, `(3,)` float64: `(m,)` bool.
    """
    first = points[starts]
    normal = np.cross(points[starts + 1] - first, points[starts + 2] - first)
    outward, toward = ((normal * (first - each)).sum(axis=1) for each in (centres, eye))
    return outward * toward > 0


def painted(stage: Staging, group: Sequence[tuple[float, np.ndarray, Facet]], z: float) -> Drawable:
    """One layer with faces, `z` metres away."""
    lens = stage.lens
    points, starts = joined([each[1] for each in group])
    aside, up, far = points.T
    whole = np.stack(
        [lens.focal * aside / far, lens.horizon - lens.focal * (up - lens.eye) / far], axis=1
    )
    middles = np.add.reduceat(far, starts) / np.diff(starts, append=len(points))
    low, high = float(whole[:, 1].min()) - 0.02, float(whole[:, 1].max()) + 0.02
    paper = stage.paper(lens.depth(z), low, high)
    paper.polys(np.split(whole, starts[1:]), tones(stage, [face for *_, face in group], middles))
    defocus(stage, paper, z)
    return paper.layer(lens.depth(z))


def tones(stage: Staging, faces: Sequence[Facet], away: np.ndarray) -> list[Colour]:
    """The colours of faces in the light of the hour, `away` metres off, `(n,)` float64."""
    dim = 1 - FADED * np.clip(away / stage.lens.distance - 1, 0, 1)
    own = np.array([face.colour for face in faces], float)
    lit = (own * stage.indoors((1.0, 1.0, 1.0)) * dim[:, None]).tolist()
    dark = stage.palette.dark
    return [
        face.colour
        if face.shines
        else mix(rgb(colour), face.lamp, min(1.0, 0.25 + 0.75 * dark))
        if face.lamp is not None and dark > 0.3
        else rgb(colour)
        for face, colour in zip(faces, lit, strict=True)
    ]


def defocus(stage: Staging, paper: Canvas, z: float) -> None:
    """Blur what lies before or behind the people, the more the nearer the shot."""
    away = abs(1 - stage.lens.distance / z)
    radius = 0.012 * stage.softness * min(1.0, away * 1.3)
    if radius > 0.0008:
        paper.blur(radius)


def into_view(stage: Staging, points: np.ndarray) -> np.ndarray:
    """Points of the set, `(n, 3)` float64 metres from the people's mark, as the lens has them."""
    seen = turned(points - (0, 0, stage.ahead), -stage.turn)
    return seen + (0.0, -stage.lift, stage.lens.distance)


def turned(points: np.ndarray, degrees: float) -> np.ndarray:
    """Points, `(n, 3)` float64, turned about the upright axis: those of one place stay of one
    place, to the last bit.
    """
    c, s = cos(radians(degrees)), sin(radians(degrees))
    found, (x, y, z) = np.empty(points.shape), points.T
    found[:, 0], found[:, 1], found[:, 2] = c * x - s * z, y, s * x + c * z
    return found
