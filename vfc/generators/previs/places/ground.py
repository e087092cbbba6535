"""What lies on the ground of a set: roads, rivers, shores, fields, and the shadows of what stands
there. All are painted on the floor's texture, so that they are seen in its perspective.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import cv2
import numpy as np

from vfc.generators.previs.canvas.layers import Canvas, Colour, mix
from vfc.generators.previs.places.solids import SNOW, Facet, joined

WHITE, BLACK = (255.0, 255.0, 255.0), (0.0, 0.0, 0.0)
PANE = 2.2  # metres
COVERED = 0.72  # of the look of roads and paths that snow covers
SHADOW = 0.34  # of a floor's light that a shadow takes
LEAN = (0.75, -0.5)  # metres aside and towards the viewer that a shadow falls by a metre of height
Table = Mapping[str, Any]


def lay(paper: Canvas, near: float, entries: Iterable[Table], rng: np.random.Generator) -> None:
    """Paint what lies on a floor whose nearer edge is at z = `near` metres: each entry a table with
    its `kind` and places [x, z] in metres from the people's mark.
    """
    for entry in entries:
        LYING[entry["kind"]](paper, near, entry, rng)


def snowed(entry: Table) -> Table:
    """What lies on the ground as it is under snow: water alone keeps its colours."""
    white = dict(entry)
    for name in ("colour", "rim", "dashes", "hedge"):
        if name in entry:
            white[name] = under_snow(entry[name])
    if "colours" in entry:
        white["colours"] = [under_snow(each) for each in entry["colours"]]
    if "rims" in entry:
        white["rims"] = [[under_snow(colour), wide] for colour, wide in entry["rims"]]
    return white


def under_snow(channels: Sequence[float]) -> Colour:
    """A colour under snow, or that of water as it is."""
    red, green, blue = channels
    own = (red, green, blue)
    return own if blue > red + 25 else mix(own, SNOW, COVERED)


def flat(points: np.ndarray, near: float) -> np.ndarray:
    """Places (x, z) as the texture's own, both `(n, 2)` float64 in metres."""
    return np.stack([points[:, 0], near - points[:, 1]], axis=1)


def rounded_line(points: np.ndarray, *, closed: bool = False) -> np.ndarray:
    """A line through places, `(n, 2)` float64 in metres, with its corners cut off three times."""
    for _ in range(3):
        ahead = np.roll(points, -1, axis=0)
        cut = np.stack([0.75 * points + 0.25 * ahead, 0.25 * points + 0.75 * ahead], axis=1)
        if closed:
            points = cut.reshape(-1, 2)
        else:
            points = np.concatenate([points[:1], cut[:-1].reshape(-1, 2), points[-1:]])
    return points


def ribbon(line: np.ndarray, wide: float) -> np.ndarray:
    """The outline of a band along a line, `(n, 2)` float64, `wide` metres across."""
    way = np.gradient(line, axis=0)
    across = np.stack([-way[:, 1], way[:, 0]], axis=1)
    across /= np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-6)
    return np.concatenate([line + across * wide / 2, (line - across * wide / 2)[::-1]])


def band(paper: Canvas, near: float, entry: Table, rng: np.random.Generator) -> None:
    """A road, a path or a river along places: `wide` metres, with a `rim` of another colour and
    `dashes` along its middle.
    """
    line = rounded_line(np.array(entry["along"], float))
    wide, colour = entry["wide"], tuple(entry["colour"])
    if "rim" in entry:
        rim = ribbon(line, wide + 2 * entry.get("rim_wide", wide * 0.15))
        paper.poly(flat(rim, near), tuple(entry["rim"]))
    paper.poly(flat(ribbon(line, wide), near), colour)
    if "dashes" in entry:
        steps = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
        long = entry.get("dash", 3.0)
        for at in np.arange(0, steps[-1] - long, 2.4 * long):
            part = np.linspace(at, at + long, 4)
            points = [np.interp(part, steps, line[:, k]) for k in (0, 1)]
            dash = ribbon(np.stack(points, axis=1), entry.get("dash_wide", 0.16))
            paper.poly(flat(dash, near), tuple(entry["dashes"]))


def area(paper: Canvas, near: float, entry: Table, rng: np.random.Generator) -> None:
    """A lake, a lawn, a beach, the sea: a shape through `points`, round unless `straight`, with
    `rims`, a list of colour and width in metres, the outermost first.
    """
    points = np.array(entry["points"], float)
    if not entry.get("straight"):
        points = rounded_line(points, closed=True)
    shape = flat(points, near)
    for colour, wide in entry.get("rims", ()):
        paper.line(np.concatenate([shape, shape[:1]]), 2 * wide, tuple(colour))
    paper.poly(shape, tuple(entry["colour"]))


def patches(paper: Canvas, near: float, entry: Table, rng: np.random.Generator) -> None:
    """Fields side by side: `box` is x, z, width and depth in metres, `step` a field's own two,
    `colours` theirs; each is ploughed or sown in rows, with a hedge about it.
    """
    (x0, z0, wide, deep), (w, d) = entry["box"], entry["step"]
    tones = [tuple(each) for each in entry["colours"]]
    hedge = tuple(entry.get("hedge", (70, 96, 52)))
    for z in np.arange(z0, z0 + deep, d):
        x = x0 - rng.uniform(0, w)
        while x < x0 + wide:
            across = w * rng.uniform(0.6, 1.5)
            tone: Colour = tones[int(rng.integers(len(tones)))]
            corner = np.array([(x, z), (x + across, z), (x + across, z + d), (x, z + d)])
            paper.poly(flat(corner, near), hedge)
            inner = corner + np.array([(1, 1), (-1, 1), (-1, -1), (1, -1)]) * entry.get("gap", 1.0)
            paper.poly(flat(inner, near), tone)
            furrows(paper, near, (inner[0], inner[2]), tone, rng)
            x += across


def furrows(
    paper: Canvas,
    near: float,
    ends: tuple[np.ndarray, np.ndarray],
    tone: Colour,
    rng: np.random.Generator,
) -> None:
    """The rows of one field between two corners, along or across, or none."""
    (x, z), (x2, z2) = ends
    way = int(rng.integers(3))
    dark = mix(tone, BLACK, 0.14)
    many = int(np.clip(min(x2 - x, z2 - z) / 1.5, 8, 30))
    for part in np.linspace(0.04, 0.96, many) if way else ():
        a, b = x + (x2 - x) * part, z + (z2 - z) * part
        row = [(a, z), (a, z2)] if way == 1 else [(x, b), (x2, b)]
        paper.line(flat(np.array(row), near), abs(x2 - x) * 0.24 / many, dark)


def spots(paper: Canvas, near: float, entry: Table, rng: np.random.Generator) -> None:
    """Many small things within a `box`: foam, stones, flowers, tufts; `size` from and to in metres,
    `flat` how much wider than deep.
    """
    x0, z0, wide, deep = entry["box"]
    low, high = entry["size"]
    tones = [tuple(each) for each in entry["colours"]]
    for _ in range(min(4000, int(entry["count"]))):
        x, z = x0 + wide * rng.random(), z0 + deep * rng.random()
        tone = tones[int(rng.integers(len(tones)))]
        paper.disc(x, near - z, rng.uniform(low, high), tone, 1 / entry.get("flat", 1.0))


def rows(paper: Canvas, near: float, entry: Table, rng: np.random.Generator) -> None:
    """Equal strips side by side, such as a crossing, parking lots or sleepers: `at` is x and z of
    the first one's middle, `size` its width and depth, `step` to the next, `count` of them.
    """
    (x, z), (w, d), (dx, dz) = entry["at"], entry["size"], entry["step"]
    for index in range(min(400, int(entry["count"]))):
        a, b = x + dx * index, near - z - dz * index
        paper.rect(a - w / 2, b - d / 2, a + w / 2, b + d / 2, tuple(entry["colour"]))


def rings(paper: Canvas, near: float, entry: Table, rng: np.random.Generator) -> None:
    """Rings about a place, such as raked sand about a rock: `at`, `radius` of the innermost,
    `count`, `step` in metres.
    """
    (x, z), line = entry["at"], entry.get("wide", 0.05)
    turn = np.linspace(0, 2 * np.pi, 60)
    for index in range(min(60, int(entry["count"]))):
        radius = entry["radius"] + index * entry["step"]
        ring = np.stack([x + radius * np.cos(turn), z + radius * np.sin(turn)], axis=1)
        paper.line(flat(ring, near), line, tuple(entry["colour"]))


LYING: dict[str, Callable[[Canvas, float, Table, np.random.Generator], None]] = {
    "band": band,
    "area": area,
    "patches": patches,
    "spots": spots,
    "rows": rows,
    "rings": rings,
}


def shade(paper: Canvas, near: float, faces: Iterable[Facet], side: float) -> None:
    """Lay the shadows of faces on a floor; the sun stands at the other side than `side`."""
    mask = np.zeros((paper.height, paper.width), np.uint8)
    lean = np.array([LEAN[0] * side, LEAN[1]])
    casting = [face.points for face in faces if face.casts]
    if not casting:
        return
    points, starts = joined(casting)
    ends = np.append(starts[1:], len(points))
    low, high = (each.reduceat(points, starts) for each in (np.minimum, np.maximum))
    # such as a window, in its wall's shadow
    small = (low[:, 1] > 0.9) & ((high - low).max(axis=1) < PANE)
    falls = (high[:, 1] > 0.08) & (low[:, 1] >= -0.5) & ~small
    fallen = paper.fixed(flat(points[:, [0, 2]] + points[:, 1:2] * lean, near))
    for start, end in zip(starts[falls].tolist(), ends[falls].tolist(), strict=True):
        cv2.fillPoly(mask, [fallen[start:end]], 255, cv2.LINE_8, 4)
    soft = cv2.blur(mask, (3, 3)).astype(np.float32)
    paper.dim(1 - np.float32(SHADOW / 255) * soft)
