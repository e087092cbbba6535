"""Rain, snow, fog, dust, leaves and lightning: each an item drawn over what lies behind it."""

from __future__ import annotations

from dataclasses import dataclass
from math import sin

import cv2
import numpy as np

from vfc.generators.previs.air.light import add, glow_picture
from vfc.generators.previs.canvas.camera import CameraView
from vfc.generators.previs.canvas.layers import SHIFT, Colour, Layer, mix, rgb
from vfc.generators.previs.canvas.noise import clouds
from vfc.generators.previs.canvas.stage import Staging

STANDS = 0.6  # seconds that a bolt is seen in the sky
FIRM = 4  # times that a streak of rain is drawn, so that its edges are


@dataclass(frozen=True, slots=True, kw_only=True)
class Rain:
    """A sheet of streaks twice the frame high that falls and drifts; `speed` in units a second."""

    tile: np.ndarray
    speed: tuple[float, float]

    def covers(self, view: CameraView, second: float) -> int:
        """Rain hides nothing."""
        return view.size.height

    def draw(self, frame: np.ndarray, view: CameraView, second: float, clip: int) -> None:
        """Add the part of the sheet that falls past."""
        height, width = frame.shape[:2]
        high, wide = self.tile.shape[0] // 2, self.tile.shape[1] // 2
        x = int((-self.speed[0] * second * height) % wide)
        y = int((-self.speed[1] * second * height) % high)
        for top in range(0, height, high):
            for left in range(0, width, wide):
                part = frame[top : top + high, left : left + wide]
                cv2.add(part, self.tile[y : y + part.shape[0], x : x + part.shape[1]], dst=part)


def rain(stage: Staging, name: str, many: int, length: float, colour: Colour, speed: float) -> Rain:
    """A sheet of rain; heavy where it storms."""
    height, width = stage.rig.size.height, stage.rig.size.width
    rng = stage.chance(name)
    slant = 0.35 if stage.words.has("wind") else 0.10
    high, wide = max(16, height), max(16, min(width, round(height * 1.6)))
    sheet = np.zeros((high, wide), np.uint8)
    low, most = (0, 0, 0.6, 0.6, 0.25), (wide, high, 1.3, 1.6, 1.0)
    for x, y, far, fine, bright in rng.uniform(low, most, (int(many * wide / high), 5)).tolist():
        far, fine = length * far * height, height / 720 * fine
        bright = int(255 * bright * min(1.0, 0.25 + 0.75 * fine))
        # what leaves the sheet comes in again at its other side
        sides = [(parts(at), parts(at + slant * far)) for at in within(x, slant * far, wide)]
        ends = [(parts(at), parts(at + far)) for at in within(y, far, high)]
        for left, right in sides:
            for top, bottom in ends:
                line = (left, top), (right, bottom), bright, max(1, round(fine))
                for _ in range(FIRM):
                    cv2.line(sheet, *line, cv2.LINE_AA, SHIFT)
    colours = (np.arange(256)[:, None] * (np.array((*colour, 0)) / 255)).astype(np.uint8)
    tile = cv2.LUT(cv2.repeat(cv2.cvtColor(sheet, cv2.COLOR_GRAY2RGBA), 2, 2), colours[:, None])
    return Rain(tile=tile, speed=(speed * slant, speed))


def within(start: float, way: float, room: float) -> tuple[float, ...]:
    """Where a stroke begins, and where it does once more to come in where it has left the room."""
    return (start, start - room) if start + way > room else (start,)


def parts(pixels: float) -> int:
    """Pixels as cv2's fixed-point number."""
    return int(pixels * (1 << SHIFT))


@dataclass(frozen=True, slots=True, kw_only=True)
class Flakes:
    """Things that float down one by one: rows of (x, y, size, pace, phase); snow, leaves, dust or
    embers.
    """

    bits: np.ndarray
    colour: Colour
    wind: float
    fall: float
    sway: float
    flat: bool = False
    soft: np.ndarray | None = None  # the picture of a flake out of focus

    def covers(self, view: CameraView, second: float) -> int:
        """Flakes hide nothing."""
        return view.size.height

    def draw(self, frame: np.ndarray, view: CameraView, second: float, clip: int) -> None:
        """Draw each where it floats, its path bent by its own slow swing."""
        height, width = frame.shape[:2]
        x, y, size, pace, phase = self.bits.T
        wide, high = width / height + 0.2, 1.2
        swing = self.sway * np.sin(second * (0.8 + pace) + phase)
        turned = (view.turn[0] + view.travel[0] * pace, view.turn[1] + view.travel[1] * pace)
        px = ((x + self.wind * pace * second + swing - turned[0]) % wide - 0.1) * height
        py = ((y + self.fall * pace * second - turned[1]) % high - 0.1) * height
        spots = np.round(np.stack([px, py], axis=1) * (1 << SHIFT)).astype(int)
        sizes = np.maximum(1, np.round(size * height * (1 << SHIFT))).astype(int)
        for (a, b), radius, turn in zip(
            spots.tolist(), sizes.tolist(), phase.tolist(), strict=True
        ):
            if self.soft is not None:
                add(
                    frame,
                    self.soft,
                    a / (1 << SHIFT),
                    b / (1 << SHIFT),
                    radius / (1 << SHIFT),
                    1.0,
                    1.0,
                    height,
                )
            elif self.flat:
                axes = (radius, max(1, int(radius * abs(sin(second * 2.3 + turn))) + 4))
                cv2.ellipse(
                    frame,
                    (a, b),
                    axes,
                    turn * 57 + second * 60,
                    0,
                    360,
                    self.colour,
                    -1,
                    cv2.LINE_AA,
                    SHIFT,
                )
            else:
                cv2.circle(frame, (a, b), radius, self.colour, -1, cv2.LINE_AA, SHIFT)


def flakes(
    stage: Staging,
    name: str,
    many: int,
    size: tuple[float, float],
    colour: Colour,
    wind: float,
    fall: float,
    sway: float,
    flat: bool = False,
    soft: bool = False,
) -> Flakes:
    """Scatter flakes over the frame, the large ones faster."""
    rng = stage.chance(name)
    many = int(many * min(2.0, max(0.5, stage.rig.aspect / 1.78)))
    near = rng.random(many) ** 2
    bits = np.stack(
        [
            rng.uniform(0, stage.rig.aspect + 0.2, many),
            rng.uniform(0, 1.2, many),
            size[0] + (size[1] - size[0]) * near,
            0.5 + near,
            rng.uniform(0, 6.28, many),
        ],
        axis=1,
    )
    blob = glow_picture(rgb(c * 0.5 for c in colour), 0.9) if soft else None
    return Flakes(bits=bits, colour=colour, wind=wind, fall=fall, sway=sway, flat=flat, soft=blob)


@dataclass(frozen=True, slots=True, kw_only=True)
class Splashes:
    """Rings where rain meets the ground: rows of (x, y, pace, phase), each again and again in
    another place.
    """

    spots: np.ndarray
    colour: Colour
    top: float

    def covers(self, view: CameraView, second: float) -> int:
        """Splashes hide nothing."""
        return view.size.height

    def draw(self, frame: np.ndarray, view: CameraView, second: float, clip: int) -> None:
        """Draw each ring at its age, small far off."""
        high, wide = frame.shape[:2]
        for x, y, pace, phase in self.spots.tolist():
            turn = second * pace + phase
            age = turn % 1.0
            place = (x + 0.37 * (turn // 1.0)) % 1.0 * 2 - 1
            near = (y - self.top) / 0.4
            px, py = view.point(place * view.size.width / high * 0.6, y, 0.35 + 0.65 * near)
            if not (0 <= px < wide and 0 <= py < high):
                continue
            radius = (0.003 + 0.014 * age) * (0.35 + near) * high
            spot, part = frame[int(py), int(px)].tolist(), 0.5 * (1 - age)
            colour = [s + (c - s) * part for s, c in zip(spot, self.colour, strict=False)]
            at = (round(px * (1 << SHIFT)), round(py * (1 << SHIFT)))
            axes = (
                max(1, round(radius * (1 << SHIFT))),
                max(1, round(radius * 0.3 * (1 << SHIFT))),
            )
            cv2.ellipse(
                frame, at, axes, 0, 0, 360, colour, max(1, round(high / 700)), cv2.LINE_AA, SHIFT
            )


def splashes(stage: Staging, many: int) -> Splashes:
    """Rings of rain on the ground in front."""
    rng = stage.chance("splashes")
    top = min(0.40, max(stage.horizon + 0.05, -0.1))
    down = top + (0.56 - top) * rng.random(many) ** 0.8
    spots = np.stack(
        [rng.random(many), down, rng.uniform(1.6, 2.6, many), rng.uniform(0, 9, many)], axis=1
    )
    return Splashes(spots=spots, colour=mix(stage.palette.horizon, (225, 232, 245), 0.6), top=top)


def fog(
    stage: Staging,
    name: str,
    depth: float,
    top: float,
    bottom: float,
    strength: float,
    tone: Colour | None = None,
) -> Layer:
    """A bank of fog, or of what else has a `tone` of its own, that drifts at a depth."""
    paper = stage.paper(depth, top=top, bottom=bottom, wide=0.3)
    small = (max(8, paper.height // 6), max(8, paper.width // 6))
    field = clouds(stage.chance(name), *small, stretch=4, octaves=3)
    rows = np.linspace(0, 1, small[0])[:, None]
    alpha = np.clip(0.25 + field * 0.9, 0, 1) * np.sin(np.pi * rows) ** 0.8 * strength
    tone = tone or mix(stage.palette.horizon, stage.palette.far, 0.35)
    colour = np.array((*tone, 255), np.float32)
    whole = cv2.resize((alpha[..., None] * colour).astype(np.float32), (paper.width, paper.height))
    paper.paper = np.clip(whole, 0, 255).astype(np.uint8)
    way = float(stage.chance(name + " way").choice((-1, 1)))
    return paper.layer(
        depth, sway=lambda second: (float(np.clip(way * 0.02 * second, -0.28, 0.28)), 0.0)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Lightning:
    """Flashes at their seconds: the whole picture flares, and for a moment a bolt stands in the
    sky.
    """

    seconds: tuple[float, ...]
    bolts: tuple[tuple[np.ndarray, ...], ...]
    gain: float = 1.0

    def covers(self, view: CameraView, second: float) -> int:
        """Light hides nothing."""
        return view.size.height

    def flare(self, second: float) -> float:
        """How bright it flares, 0 to 1: a flash, a second weaker one, then it dies away."""
        best = 0.0
        for start in self.seconds:
            since = second - start
            if 0 <= since < 0.7:
                again = np.exp(-(since - 0.18) * 9) if since > 0.18 else 0.0
                best = max(
                    best, min(1.0, since / 0.045) * (0.75 * np.exp(-since * 11) + 0.55 * again)
                )
        return float(best)

    def draw(self, frame: np.ndarray, view: CameraView, second: float, clip: int) -> None:
        """Draw the bolt and the flare."""
        flare = self.flare(second)
        for start, bolt in zip(self.seconds, self.bolts, strict=True):
            if 0 <= second - start < STANDS:
                for wide, part in ((0.009, 0.35), (0.0028, 1.0)):
                    strokes(
                        frame,
                        view,
                        bolt,
                        wide,
                        rgb(c * (0.4 + 0.6 * part) for c in (214, 220, 255)),
                    )
        if flare < 0.01:
            return
        cv2.convertScaleAbs(
            frame, dst=frame, alpha=1 + 0.9 * flare * self.gain, beta=26 * flare * self.gain
        )


def strokes(
    frame: np.ndarray, view: CameraView, lines: tuple[np.ndarray, ...], wide: float, colour: Colour
) -> None:
    """Draw lines of the sky into a frame."""
    thick = max(1, round(wide * view.size.height))
    for index, line in enumerate(lines):
        fixed = np.round(np.clip(view.pixels(line, 0.02), -9000, 9000) * (1 << SHIFT)).astype(
            np.int32
        )
        cv2.polylines(
            frame, [fixed], False, colour, max(1, thick // (1 + index)), cv2.LINE_AA, SHIFT
        )


def lightning(stage: Staging) -> Lightning:
    """Flashes every few seconds through the shot, the first soon."""
    rng = stage.chance("lightning")
    seconds, bolts = [], []
    now, end = float(rng.uniform(0.2, 0.5)), stage.rig.seconds * stage.rig.last + 1
    while now < end and len(seconds) < 400:
        seconds.append(now)
        wide = 0.7 if len(seconds) % 2 == 0 else 0.12  # every other is where one looks
        bolts.append(bolt(rng, float(rng.uniform(-wide, wide)) * stage.half, stage.horizon))
        now += float(rng.uniform(0.9, 1.7))
    return Lightning(seconds=tuple(seconds), bolts=tuple(bolts))


def bolt(rng: np.random.Generator, x: float, horizon: float) -> tuple[np.ndarray, ...]:
    """A bolt from the clouds to the horizon with a few branches."""
    ys = np.linspace(horizon - 0.7, horizon, 22)
    xs = x + np.cumsum(rng.normal(0, 0.014, 22))
    lines = [np.stack([xs, ys], axis=1)]
    for _ in range(3):
        at, many = int(rng.integers(4, 14)), int(rng.integers(4, 8))
        side = rng.choice((-1, 1))
        branch_x = xs[at] + np.cumsum(np.abs(rng.normal(0.012, 0.01, many)) * side)
        lines.append(np.stack([branch_x, ys[at] + np.arange(many) * 0.026], axis=1))
    return tuple(lines)
