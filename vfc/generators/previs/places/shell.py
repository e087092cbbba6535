"""The shell of a room, and ground under open sky: floor, walls, ceiling, in perspective."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import cv2
import numpy as np

from vfc.generators.previs.canvas.layers import Canvas, Colour, Drawable, mix
from vfc.generators.previs.canvas.planes import Surface
from vfc.generators.previs.canvas.stage import Staging
from vfc.generators.previs.places import features, ground, paints
from vfc.generators.previs.places.sets import SetDesign
from vfc.generators.previs.places.solids import SNOW, Facet, into_view

PIXELS = 2_400_000  # of one surface's texture at most
FINER = 10  # of them for a pixel of a frame that is small
RIM = 3  # pixels
DEEP = 0.82  # of the ground's own look that snow covers
WET = ("waves",)  # paints of floors that stay as they are
BEHIND = 1.2  # of the distance: how far a room goes on behind the lens
Frame = tuple[np.ndarray, np.ndarray, np.ndarray]  # where a texture's corner lies, its two ways


def shell(stage: Staging, design: SetDesign, faces: Iterable[Facet] = ()) -> list[Drawable]:
    """The surfaces of a set, far to near; under open sky `faces` throw their shadows on its
    ground.
    """
    wide, high, deep = design.size
    if not design.inside:
        reach = visible(stage)
        wide, deep = min(wide, 2 * reach), min(deep, reach + stage.ahead)
    near = stage.ahead - stage.lens.distance * BEHIND
    long = deep - near
    items: list[Drawable] = []
    up, right, away = np.eye(3)[[1, 0, 2]]
    from_above = stage.lens.eye > high
    if design.inside and from_above:
        items.append(dark(stage))
    elif design.inside:
        items.append(
            surface(
                stage,
                design.ceiling,
                (wide, long),
                (np.array((-wide / 2, high, near)), right, away),
            )
        )
    floor = (np.array((-wide / 2, 0, deep)), right, -away)
    white = not design.inside and stage.words.has("snowy")
    items.append(surface(stage, design.floor, (wide, long), floor, faces, white=white))
    if design.inside:
        sides = {
            "back": ((wide, high), (np.array((-wide / 2, high, deep)), right, -up)),
            "left": ((long, high), (np.array((-wide / 2, high, near)), away, -up)),
            "right": ((long, high), (np.array((wide / 2, high, deep)), -away, -up)),
        }
        for name, (size, frame) in sides.items():
            entry = {**design.walls.get("all", {}), **design.walls.get(name, {})}
            items.append(surface(stage, entry, size, frame))
    return items


def visible(stage: Staging) -> float:
    """How far about the people's mark ground may be seen, in metres: no farther is it painted, and
    so the finer.
    """
    lens, top = stage.lens, -0.75  # of the frame with what a move adds
    if lens.horizon > top - 0.05:
        return np.inf
    far = lens.focal * lens.eye / (top - lens.horizon)
    return float(np.hypot(far, far * (stage.half + 0.2) / lens.focal))


def dark(stage: Staging) -> Drawable:
    """What is about a room that is seen from above, through its ceiling."""
    paper = stage.paper(0.01)
    paper.rect(
        paper.left, paper.top, paper.right, paper.bottom, mix(stage.palette.near, (0, 0, 0), 0.5)
    )
    return paper.layer(0.01)


def surface(
    stage: Staging,
    entry: Mapping[str, Any],
    size: tuple[float, float],
    frame: Frame,
    faces: Iterable[Facet] = (),
    *,
    white: bool = False,
) -> Surface:
    """A surface of a width and a height in metres, painted as its table says, with what lies or
    hangs on it and the shadows of `faces`, in the set's light; under snow where it is `white`.
    """
    wide, high = size
    corner, across, down = frame
    most = min(PIXELS, FINER * stage.rig.size.width * stage.rig.size.height)
    scale = min(finest(stage, size, frame), (most / (wide * high)) ** 0.5)
    paper = Canvas((-wide / 2, -high, wide / 2, 0.0), scale)
    rng = stage.chance(f"{entry.get('paint', '')} {corner.round(2).tolist()}")
    colour: Colour = tuple(entry.get("colour", (170, 160, 150)))
    paints.PAINTS[entry.get("paint", "plain")](paper, colour, entry, rng)
    near = corner[2] - high
    if white and entry.get("paint") not in WET:
        snow = np.array((*SNOW, 255), np.float32) * DEEP
        paper.paper = (paper.paper * np.float32(1 - DEEP) + snow).astype(np.uint8)
    lies = entry.get("lies", ())
    ground.lay(
        paper,
        near,
        [ground.snowed(each) for each in lies] if white else lies,
        stage.chance("ground"),
    )
    if stage.sunny:
        ground.shade(paper, near, faces, -1.0 if stage.sun_x > 0 else 1.0)
    shining = np.zeros(paper.paper.shape[:2], np.uint8)
    for each in entry.get("features", ()):
        features.hang(stage, paper, shining, each)
    lit(stage, paper, shining)
    # from the paper's metres to the lens's: its first pixel, and the ways of its rows and columns
    corners = into_view(stage, np.stack([corner, corner + across, corner + down]))
    right, below = (corners[1] - corners[0]) / paper.scale, (corners[2] - corners[0]) / paper.scale
    blur(stage, paper, corners[0], corners[0] + below * paper.height + right * paper.width)
    return Surface(  # with a rim, so that no gap is seen where two meet
        paper=cv2.copyMakeBorder(paper.paper, RIM, RIM, RIM, RIM, cv2.BORDER_REPLICATE),
        origin=corners[0] + (right + below) * (0.5 - RIM),
        across=right,
        down=below,
        lens=stage.lens,
    )


def finest(stage: Staging, size: tuple[float, float], frame: Frame) -> float:
    """The most pixels that a metre of a surface takes in the frame."""
    corner, across, down = frame
    ends = [corner + x * across + y * down for x in (0, size[0]) for y in (0, size[1])]
    nearest = float(into_view(stage, np.array(ends))[:, 2].min())
    z = max(nearest, stage.lens.distance * (0.7 if nearest < stage.lens.distance else 1.0))
    return stage.lens.scale(z) * stage.rig.finest(0.0)


def lit(stage: Staging, paper: Canvas, shining: np.ndarray) -> None:
    """Put a texture into the light of the set, (height, width) uint8 255 where it shines itself;
    darker to its corners.
    """
    paper.paper[..., 3] = 255
    own = paper.paper.copy() if shining.any() else None
    ys = np.linspace(-1, 1, paper.height, dtype=np.float32) ** 2 * np.float32(0.12)
    xs = np.linspace(-1, 1, paper.width, dtype=np.float32) ** 2 * np.float32(0.10)
    paper.dim(1 - np.minimum(ys[:, None] + xs, np.float32(0.20)), stage.indoors((1.0, 1.0, 1.0)))
    if own is not None:
        cv2.copyTo(own, shining, paper.paper)


def blur(stage: Staging, paper: Canvas, one: np.ndarray, other: np.ndarray) -> None:
    """Put a surface out of focus by how far its middle is from the people."""
    z = max(0.3 * stage.lens.distance, float(one[2] + other[2]) / 2)
    radius = 0.012 * stage.softness * min(1.0, abs(1 - stage.lens.distance / z) * 1.3)
    sigma = radius / stage.lens.scale(z) * paper.scale
    if sigma > 0.5:
        small = max(1, int(sigma / 3))
        blurred = cv2.resize(
            paper.paper, None, fx=1 / small, fy=1 / small, interpolation=cv2.INTER_AREA
        )
        blurred = cv2.GaussianBlur(blurred, (0, 0), sigma / small, borderType=cv2.BORDER_REPLICATE)
        paper.paper = cv2.resize(blurred, (paper.width, paper.height))
