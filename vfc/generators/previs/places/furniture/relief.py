"""Land with heights: mountains, hills, dunes, cliffs, and the woods and towns that stand on it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vfc.generators.previs.canvas.layers import Colour, mix, rgb
from vfc.generators.previs.canvas.noise import clouds, stream
from vfc.generators.previs.places.furniture.entries import Table, colour_of
from vfc.generators.previs.places.furniture.outdoors import disc
from vfc.generators.previs.places.solids import BLACK, WHITE, Facet, box, pane, quad, upright

LIGHT = np.array((-0.75, 0.52, -0.41))  # where it comes from, as a vector of length 1
GABLED = 26.0  # metres: no higher house has a gable
FLAT = 0.02  # of the rise: land that low is the floor itself


def relief(entry: Table) -> list[Facet]:
    """Land of a `form` (mountains, hills, dunes): `size` its width and depth from its near middle,
    `rise` its height, `cells` how fine it is. It is of `colour`, `steep` where it falls off and
    `high` above the part `snow` of its rise. `edge`, places [x, z], is where it ends towards the
    right; `bed` is a valley's floor along such places, `wide` metres across; none of it stands
    nearer than `clear` metres to the people's mark.
    """
    (w, d), rise = entry["size"], entry["rise"]
    columns, lines = (min(90, int(n)) for n in entry.get("cells", (36, 30)))
    xs, zs = np.linspace(-w / 2, w / 2, columns + 1), np.linspace(0, d, lines + 1)
    rng = stream(int(entry.get("seed", w + rise)), "relief")
    x, z = np.meshgrid(xs + 0.0, zs)
    x[:, 1:-1] += rng.uniform(-0.3, 0.3, x[:, 1:-1].shape) * w / columns
    y = heights(entry, x, z, rng) * rise
    return land(entry, np.stack([x, y, z], axis=2), rise)


def heights(entry: Table, x: np.ndarray, z: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The height of each place of a grid, (lines, columns) float64 as parts of the rise."""
    form, (lines, columns) = entry.get("form", "hills"), x.shape
    noise = clouds(rng, lines, columns, 1.0, 4).astype(float)
    noise = (noise - noise.min()) / max(1e-6, float(np.ptp(noise)))
    if form == "mountains":
        sharp = 1 - np.abs(2 * clouds(rng, lines, columns, 1.0, 5).astype(float) - 1)
        found = (0.35 * noise + 0.75 * sharp**2.2) * np.clip(noise * 1.8, 0.2, 1)
    elif form == "dunes":
        wave = (z / entry.get("step", 60) + 0.9 * np.sin(x / 90) + noise) % 1.0
        found = np.where(wave < 0.72, wave / 0.72, (1 - wave) / 0.28) * (0.35 + 0.65 * noise)
    else:
        found = noise
    if "edge" in entry:
        away = along(entry["edge"], z) - x
        step = entry.get("step", 8.0)
        found = (0.82 + 0.3 * found) * np.clip(away / step + 0.6 * (noise - 0.5), 0, 1)
    if "bed" in entry:
        away = np.abs(along(entry["bed"], z) - x) - entry.get("wide", 10) / 2
        found = found * np.clip(away / entry.get("step", 30), 0, 1) ** entry.get("curve", 1.0)
    if "clear" in entry:
        radius, at = entry["clear"], entry["at"]
        away = np.hypot(x + at[0], z + at[2])
        found = found * np.clip((away - radius) / radius, 0, 1)
    return found


def along(places: Sequence[Sequence[float]], z: np.ndarray) -> np.ndarray:
    """The x of a line through places [x, z] at each z, with z rising, both in metres."""
    line = np.array(places, float)
    return np.interp(z, line[:, 1], line[:, 0])


def land(entry: Table, grid: np.ndarray, rise: float) -> list[Facet]:
    """The cells of land between the places of a grid, (lines, columns, 3) float64 metres, in the
    light; none where it lies flat.
    """
    corners = grid[:-1, :-1], grid[:-1, 1:], grid[1:, 1:], grid[1:, :-1]
    rings = np.stack(corners, axis=2).reshape(-1, 4, 3)
    rings = rings[rings[:, :, 1].max(axis=1) >= FLAT * rise]
    normals = np.cross(rings[:, 2] - rings[:, 0], rings[:, 3] - rings[:, 1])
    normals /= np.maximum(1e-9, np.linalg.norm(normals, axis=1, keepdims=True))
    normals *= np.where(normals[:, 1:2] > 0, 1.0, -1.0)
    own = np.full((len(rings), 3), colour_of(entry, (104, 132, 76)), float)
    if "high" in entry:
        high = rings[:, :, 1].mean(axis=1) > entry.get("snow", 0.6) * rise
        own[high] = entry["high"]
    if "steep" in entry:
        steep = normals[:, 1] < entry.get("slope", 0.6)
        cracks = np.sin(rings[:, :, 0].sum(axis=1) * 1.7 + rings[:, :, 2].sum(axis=1) * 2.9) * 0.12
        own[steep] = toward(np.full(own.shape, entry["steep"], float), cracks)[steep]
    shine = normals @ LIGHT - LIGHT[1]
    shine *= np.where(shine < 0, 0.85, 0.4)
    return [
        Facet(points=ring, colour=rgb(colour), casts=False)
        for ring, colour in zip(rings, toward(own, shine.clip(-0.42, 0.42)).tolist(), strict=True)
    ]


def toward(colours: np.ndarray, parts: np.ndarray) -> np.ndarray:
    """Colours, (n, 3) from 0 to 255, each mixed with as large a part of white, or of black where
    the part, (n,) float64, is negative.
    """
    end = np.where(parts < 0, BLACK[0], WHITE[0])[:, None]
    return colours + (end - colours) * np.abs(parts)[:, None]


def wood(entry: Table) -> list[Facet]:
    """Many trees within `size`, width and depth from its near middle: `count` of them, `high` from
    and to, of a `kind` (round, pine), leaving free a `gap` along places [x, z], `wide` metres
    across.
    """
    (w, d), (low, tall) = entry["size"], entry.get("high", (5, 9))
    rng = stream(int(entry.get("seed", w)), "wood")
    tones = [
        tuple(each) for each in entry.get("colours", ((58, 104, 56), (72, 122, 62), (48, 92, 54)))
    ]
    found: list[Facet] = []
    many = min(1500, int(entry.get("count", 200)))
    columns = max(1, round((many * w / d) ** 0.5))
    for index in range(many):
        x = ((index % columns + rng.random()) / columns - 0.5) * w
        z = min(1.0, (index // columns + rng.random()) * columns / many) * d
        if "gap" in entry:
            free = abs(x - float(along(entry["gap"], np.array(z)))) < entry.get("wide", 8) / 2
            if free:
                continue
        tone: Colour = tones[int(rng.integers(len(tones)))]
        size = rng.uniform(low, tall)
        crown = fir if entry.get("kind") == "pine" else leafy
        found += [face.moved(float(x), 0, float(z)) for face in crown(size, tone)]
    return found


def leafy(high: float, tone: Colour) -> list[Facet]:
    """A tree as it is seen from afar: its crown, lit from the left."""
    faces = [
        pane((-0.03 * high, 0), (0.06 * high, 0.4 * high), 0, (84, 62, 46)),
        disc(0, high * 0.62, high * 0.36, 0, mix(tone, BLACK, 0.22), 0.95),
        disc(-high * 0.05, high * 0.67, high * 0.29, 0, tone, 0.95),
        disc(-high * 0.11, high * 0.75, high * 0.15, 0, mix(tone, WHITE, 0.14)),
    ]
    middle = np.array((0, high * 0.6, 0.5))
    return [face.on(middle) for face in faces]


def fir(high: float, tone: Colour) -> list[Facet]:
    """A fir as it is seen from afar: two tiers, lit from the left."""
    found = []
    for low, wide in ((0.08, 0.23), (0.34, 0.17)):
        top = (0, high * min(1.0, low + 0.66))
        left, right = (-wide * high, low * high), (wide * high, low * high)
        found.append(upright([left, (0, low * high), top], 0, mix(tone, WHITE, 0.1)))
        found.append(upright([(0, low * high), right, top], 0, mix(tone, BLACK, 0.25)))
    middle = np.array((0, high * 0.5, 0.5))
    return [face.on(middle) for face in found]


def blocks(entry: Table) -> list[Facet]:
    """A town: lots of `step` metres within `size`, width and depth from its near middle, streets of
    `street` metres between them, a `main` one free along x = 0. Houses are as high as `heights`
    from and to, of `tones`, with flat tops or `roofs` of their own colours.
    """
    (w, d), (dx, dz) = entry["size"], entry.get("step", (24, 24))
    street, rng = entry.get("street", 8), stream(int(entry.get("seed", w)), "blocks")
    found: list[Facet] = []
    for z in np.arange(0, d, dz):
        for x in np.arange(-w / 2, w / 2, dx):
            wide, deep = dx - street, dz - street
            if "main" in entry and abs(x + dx / 2) < (entry["main"] + wide) / 2:
                continue
            pad = box((x + street / 2, 0, z + street / 2), (wide, 0.2, deep), (176, 172, 164))
            found += [*pad, *lot(entry, (x + street / 2, z + street / 2, wide, deep), rng)]
    return found


def lot(
    entry: Table, place: tuple[float, float, float, float], rng: np.random.Generator
) -> list[Facet]:
    """One block's house or houses: x, z, width and depth in metres."""
    x, z, wide, deep = place
    low, high = entry.get("heights", (8, 30))
    many = int(entry.get("split", 1))
    found: list[Facet] = []
    tones = [tuple(each) for each in entry.get("tones", ((176, 160, 146),))]
    for index in range(many):
        w = wide / many
        tall = low + (high - low) * rng.random() ** entry.get("curve", 1.6)
        tone: Colour = tones[int(rng.integers(len(tones)))]
        edge = entry.get("garden", 1.5)
        a, b = x + index * w + edge * 0.5, z + edge
        if rng.random() < entry.get("free", 0.0):
            continue
        found += house_of(entry, (a, b, w - edge, deep - 2 * edge), tall, tone, rng)
    return found


def house_of(
    entry: Table,
    place: tuple[float, float, float, float],
    tall: float,
    tone: Colour,
    rng: np.random.Generator,
) -> list[Facet]:
    """A house with strips of windows and its roof: x, z, width and depth in metres."""
    x, z, w, d = place
    found = box((x, 0, z), (w, tall, d), tone)
    middle = np.array((x + w / 2, tall / 2, z + d / 2))
    floor = max(3.0, tall / 9)
    for y in np.arange(1.2, tall - 1.4, floor):
        for part in np.arange(0.06, 0.9, max(0.14, 2.6 / w)):
            glass = mix((96, 122, 146), BLACK, rng.uniform(0, 0.4))
            size = (w * max(0.07, 1.3 / w), min(1.7, floor * 0.5))
            face = pane((x + w * part, float(y)), size, z - 0.02, glass).on(middle)
            found.append(face.by_night() if rng.random() < 0.4 else face)
    roofs = entry.get("roofs")
    if not roofs or tall > GABLED:
        found += box(
            (x + w * 0.2, tall, z + d * 0.3), (w * 0.25, 2.0, d * 0.2), mix(tone, BLACK, 0.2)
        )
        return found
    roof: Colour = tuple(roofs[int(rng.integers(len(roofs)))])
    top, over = tall + min(w, d) * 0.38, 0.4
    left, right, ridge = x - over, x + w + over, x + w / 2
    found += [
        upright([(x, tall), (x + w, tall), (ridge, top)], z - 0.01, tone).on(middle),
        quad(
            [
                (ridge, top, z - over),
                (left, tall, z - over),
                (left, tall, z + d),
                (ridge, top, z + d),
            ],
            mix(roof, WHITE, 0.08),
        ),
        quad(
            [
                (ridge, top, z - over),
                (right, tall, z - over),
                (right, tall, z + d),
                (ridge, top, z + d),
            ],
            mix(roof, BLACK, 0.24),
        ),
    ]
    return found
