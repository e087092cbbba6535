"""A thing in the picture: its art in the light of the shot, standing somewhere, doing something."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from math import cos, pi, sin

import numpy as np

from vfc.generators.previs.air.light import add, glow_picture
from vfc.generators.previs.canvas.camera import CameraView
from vfc.generators.previs.canvas.layers import Colour
from vfc.generators.previs.canvas.noise import stream
from vfc.generators.previs.reading.scene import Liquid
from vfc.generators.previs.things import (
    catalog,
    changes,
    effects,
    happenings,
    legs,
    lighting,
    matter,
    vessels,
)
from vfc.generators.previs.things.lighting import SpriteLight
from vfc.generators.previs.things.stances import SMASH, STANCES, SURGE, Moment, Stance

BEATS = {"walk": 0.9, "run": 2.1}  # steps a second
STRIDES = {"walk": 0.10, "run": 0.34}  # in heights
GRAZING, ASLEEP = 0.75, 0.5  # radians by which a head is down
DAZZLE = 0.26  # units: how high a lamp is whose light fills what is about it, and no more
BANGS = {"explode": 0.35, "break": 0.35, "smash": SMASH}  # the part of the shot after which
TURNED, WHOLE = 0.36, 0.72  # the parts of the shot when one is another, and pieces are one
BRIM = 0.16  # of its height: where a vessel is filled
SMOKE, DUST, FOAM = (168, 168, 172), (176, 164, 150), (238, 246, 250)
FIRES = 11  # flames on what burns
REACH = 1.6  # heights of the thing to which its own light comes


@dataclass(frozen=True, slots=True, kw_only=True)
class Sprite:
    """A thing that is drawn at `x`, its foot at `foot`, `height` high, all in units at a depth.

    `picture` is its art, lit, (rows, columns, 4) uint8 premultiplied RGBA; `speed` is in units a
    second, so that it is at `x` at the second `middle`; `seconds` is how long the shot is.
    `facing` is 1 to the right, -1 to the left. Nothing of it is drawn below `waterline`.
    """

    picture: np.ndarray
    x: float
    foot: float
    height: float
    depth: float = 1.0
    manner: str = "stand"
    facing: float = 1.0
    speed: float = 0.0
    middle: float = 0.0
    seconds: float = 4.0
    phase: float = 0.0
    wind: float = 0.3
    seed: int = 0
    light: SpriteLight | None = None
    shadow: np.ndarray | None = None
    under: np.ndarray | None = None  # the dark where it stands
    steps: legs.Legs | None = None
    wing: np.ndarray | None = None  # of what flies, about its shoulder
    shoulder: tuple[float, float] = (0.5, 0.5)  # where the wing sits, as parts of the picture
    waterline: float | None = None
    shine: Colour | None = None  # the light that it gives
    shine_at: tuple[float, float] = (0.5, 0.4)  # where that comes from, as parts of the picture
    carrier: Sprite | None = None  # what it goes with
    name: str = ""
    tint: Colour | None = None  # the colour that the words give it
    recede: float = 0.0  # how fast it goes from the camera; below 0 it comes
    vanish: float = 0.0  # the y where what goes away is lost
    poured: Colour | None = None  # of what is poured into it
    liquid: Liquid | None = None  # what is in it, where it is a vessel
    into: Sprite | None = None  # what it becomes
    since: float = 0.0  # the second at which it begins what it does
    turned: np.ndarray | None = None  # its art, lit, in the colour that it takes on
    swells: tuple[float, float] = (1.0, 1.0)  # parts of its height, at first and in the end

    def covers(self, view: CameraView, second: float) -> int:
        """A thing hides no row whole."""
        return view.size.height

    def moment(self, second: float) -> Moment:
        """The time of the shot as the thing's own."""
        part = min(1.2, max(0.0, (second - self.since) / max(0.1, self.seconds)))
        return Moment(second=second, part=part, phase=self.phase, wind=self.wind)

    def stance(self, second: float) -> Stance:
        """How it stands at a time."""
        manner = "breathe" if self.manner == "eat" and self.nods else self.manner
        return STANCES.get(manner, STANCES["stand"])(self.moment(second))

    def where(self, second: float) -> tuple[float, float]:
        """Where it is at a time, but for its own motion: the x, and the y of its foot."""
        x, y = (0.0, 0.0) if self.carrier is None else self.carrier.gone_by(second)
        return self.x + self.speed * (second - self.middle) + x, self.foot + y

    def gone_by(self, second: float) -> tuple[float, float]:
        """How far it is from its stand at a time, in units."""
        (x, y), stance = self.where(second), self.stance(second)
        across = stance.x * self.height * self.facing
        return x + across - self.x, y + stance.y * self.height - self.foot

    def look(self, second: float) -> np.ndarray:
        """The picture at a time, (rows, columns, 4) uint8: legs step, tails beat, wax melts."""
        if self.turned is not None:
            part = min(1.0, max(0.0, (self.moment(second).part - 0.1) / 0.75))
            colours = changes.mixed(self.picture, self.turned, part)
            return replace(self, picture=colours, turned=None).look(second)
        beat = 2 * pi * second
        if self.steps is not None and self.manner in BEATS:
            turn = beat * BEATS[self.manner] + self.phase
            stride, gallop = STRIDES[self.manner], self.manner == "run"
            return legs.stepping(self.picture, self.steps, turn, stride, gallop=gallop)
        if self.steps is not None and self.nods and self.manner == "eat":
            down = GRAZING + 0.09 * sin(beat * 0.9 + self.phase)
            return legs.nodding(self.picture, self.steps, self.facing, down)
        if self.manner == "swim":
            return legs.undulating(self.picture, beat * 0.8 + self.phase, 0.09, -self.facing)
        part = self.moment(second).part
        match self.manner:
            case "slither":
                return legs.undulating(self.picture, beat * 0.9 + self.phase, 0.06, -self.facing)
            case "melt":
                return legs.melting(self.picture, min(1.0, part / 0.9))
            case "sleep":
                if self.steps is not None and self.nods:
                    head = legs.nodding(self.picture, self.steps, self.facing, ASLEEP)
                    return changes.lying(head, self.steps)
                return changes.lying(self.picture, self.steps)
            case "ripple":
                return changes.rippling(self.picture, second, 0.0)
            case "blink" if not happenings.lit(part, second):
                return (self.picture * happenings.OUT).astype(np.uint8)
            case "wilt":
                return changes.wilting(self.picture, min(1.0, part / 0.85))
            case "revive":
                return changes.wilting(self.picture, max(0.0, 1 - part / 0.85))
            case "freeze":
                return changes.freezing(self.picture, min(1.0, part / 0.85))
            case "dissolve":
                return changes.dissolving(self.picture, happenings.dissolved(part), self.facing)
            case "bloom":
                return changes.blooming(self.picture, min(1.0, part / 0.85))
            case "open":
                return changes.opening(self.picture, min(1.0, part / 0.8))
            case "tick" if self.name in changes.DIALS:
                return changes.ticking(self.picture, self.name, second)
            case "whirl":
                return changes.whirling(self.picture, second)
            case "flicker":
                return changes.flickering(self.picture, second, self.phase)
        return self.picture

    @property
    def nods(self) -> bool:
        """Whether it has a head before its shoulders that it puts down: who stands on legs, seen
        from the side.
        """
        entry = catalog.known(self.name)
        return self.steps is not None and entry is not None and entry.faces != "front"

    def placing(self, view: CameraView, second: float, rows: int, columns: int) -> np.ndarray:
        """The map from the pixels of a picture of the thing to those of the frame, `(2, 3)`
        float64.
        """
        stance, unit = self.stance(second), self.height / len(self.picture)
        x, y = self.where(second)
        x += stance.x * self.height * self.facing
        y += stance.y * self.height
        pivot = (stance.pivot - 1) * self.height
        c, s = cos(stance.turn * self.facing), sin(stance.turn * self.facing)
        spare = (rows - len(self.picture)) / 2 if self.manner != "melt" else 0.0
        own = np.array(
            [[unit, 0, -columns / 2 * unit], [0, unit, -(rows - spare) * unit - pivot], [0, 0, 1]]
        )
        shape = np.array(
            [[stance.wide, -stance.slant * self.facing, 0], [0, stance.high, 0], [0, 0, 1]]
        )
        world = np.array([[c, -s, x], [s, c, y + pivot], [0, 0, 1]])
        matrix = view.matrix(self.depth) @ world @ shape @ own
        matrix[:, 2] -= 0.5
        return matrix

    def draw(self, frame: np.ndarray, view: CameraView, second: float, clip: int) -> None:
        """Draw the shadow, the thing, what happens to it, and the light that it gives."""
        if self.swells != (1.0, 1.0):
            self.swollen(second).draw(frame, view, second, clip)
            return
        if self.recede:
            self.nearer(second).draw(frame, view, second, clip)
            return
        if self.into is not None:
            self.become(frame, view, second, clip)
            return
        if self.liquid is not None:
            self.contain(frame, view, second, clip, self.liquid)
            return
        if self.manner in matter.PAINTERS:
            x, y = self.where(second)
            at = view.point(x, y - 0.5 * self.height, self.depth)
            tones = (self.tint,) if self.tint else matter.TONES[self.manner]
            part, size = self.moment(second).part, self.height * view.scale(self.depth)
            matter.PAINTERS[self.manner](frame, at, size, second, part, clip, tones)
            return
        if self.manner == "billow":
            at = view.point(*self.where(second), self.depth)
            size = 1.3 * self.height * view.scale(self.depth)
            effects.smoke(frame, at, size, second, clip, self.tint or SMOKE, 16)
            return
        if self.manner in ("collapse", "emerge"):
            ground = view.point(self.x, self.foot, self.depth)[1]
            clip = min(clip, max(0, round(ground)))
        if self.waterline is not None:
            clip = min(clip, max(0, round(view.point(self.x, self.waterline, self.depth)[1])))
        if clip <= 0:
            return
        picture = self.look(second)
        matrix = self.placing(view, second, *picture.shape[:2])
        gone = self.gone(second)
        self.darken(frame, view, second, clip, 1 - gone)
        if self.manner in ("explode", "smash") and gone:
            self.burst(frame, view, second, clip)
        elif self.manner == "break" and gone:
            self.parted(frame, matrix, second, clip)
        elif self.manner == "assemble" and self.moment(second).part < WHOLE:
            self.burst(frame, view, second, clip, 2.2 * (WHOLE - self.moment(second).part))
        else:
            self.paint(frame, picture, matrix, second, clip)
        self.happen(frame, view, matrix, second, clip)

    def contain(
        self, frame: np.ndarray, view: CameraView, second: float, clip: int, liquid: Liquid
    ) -> None:
        """Draw a vessel with what is in it."""
        gains = self.light.gains if self.light is not None else (1.0, 1.0, 1.0)
        foot = view.point(*self.where(second), self.depth)
        size, part = self.height * view.scale(self.depth), self.moment(second).part
        self.darken(frame, view, second, clip, 1.0)
        vessels.paint(frame, foot, size, second, part, clip, liquid, gains)

    def become(self, frame: np.ndarray, view: CameraView, second: float, clip: int) -> None:
        """Draw it, and later in the shot what it becomes, a flash between them."""
        assert self.into is not None
        since = self.moment(second).part - TURNED
        shown = replace(self, into=None) if since < 0 else self.into
        shown.draw(frame, view, second, clip)
        size = max(self.height, self.into.height) * view.scale(self.depth)
        x, y = view.point(*shown.where(second), self.depth)
        happenings.changed(frame, (x, y - 0.5 * size), 0.8 * size, since, clip)

    def swollen(self, second: float) -> Sprite:
        """It as large as it is at a time."""
        part, (start, end) = min(1.0, self.moment(second).part / 0.85), self.swells
        return replace(self, height=self.height * (start + (end - start) * part), swells=(1.0, 1.0))

    def nearer(self, second: float) -> Sprite:
        """It as it is seen from where it has gone, or come, at a time."""
        size = max(0.1, min(2.4, 1 / max(0.05, 1 + self.recede * second)))
        x, foot = self.where(second)
        return replace(
            self,
            x=x * size,
            foot=self.vanish + (foot - self.vanish) * size,
            height=self.height * size,
            recede=0.0,
            speed=0.0,
        )

    def paint(
        self, frame: np.ndarray, picture: np.ndarray, matrix: np.ndarray, second: float, clip: int
    ) -> None:
        """Lay the thing over the frame, one wing behind and one before it."""
        flap = self.flapped(matrix, second, picture.shape[:2])
        if self.wing is not None and flap is not None:
            effects.paste(frame, self.wing, flap[1], clip)
        effects.paste(frame, *effects.smaller(picture, matrix), clip)
        if self.wing is not None and flap is not None:
            effects.paste(frame, self.wing, flap[0], clip)

    def flapped(
        self, matrix: np.ndarray, second: float, size: tuple[int, ...]
    ) -> tuple[np.ndarray, np.ndarray] | None:
        """Where the near and the far wing lie, as maps `(2, 3)` float64; None without wings."""
        if self.wing is None:
            return None
        x, y = self.shoulder[0] * size[1], self.shoulder[1] * size[0]
        maps = []
        for lag in (0.0, 0.5):
            up = 0.22 + 0.72 * sin(2 * pi * 1.9 * second + self.phase - lag)
            high = up if abs(up) > 0.12 else 0.12
            wing = np.array(
                [
                    [1, 0.25 * (1 - high), x - self.wing.shape[1] / 2 + lag * 0.12 * size[1]],
                    [0, high, y - high * len(self.wing)],
                    [0, 0, 1],
                ]
            )
            maps.append(matrix @ wing)
        return maps[0], maps[1]

    def gone(self, second: float) -> float:
        """1 after a thing has exploded or broken, else 0."""
        return float(self.manner in BANGS and second > BANGS[self.manner] * self.seconds)

    def darken(
        self, frame: np.ndarray, view: CameraView, second: float, clip: int, part: float
    ) -> None:
        """Lay the shadow on the ground, longest where the sun is low, darkest where it stands."""
        stance = self.stance(second)
        up = max(0.0, -stance.y)
        if self.light is None or part < 0.1 or up > 1.5 or self.waterline is not None:
            return
        x, y = self.where(second)
        x += stance.x * self.height * self.facing
        scale = view.scale(self.depth)
        px, py = view.point(x, y, self.depth)
        wide = self.height * self.picture.shape[1] / len(self.picture) * abs(stance.wide) * scale
        if self.shadow is not None and stance.turn < 0.5:
            size = self.height * stance.high * scale
            across, along = self.light.shade_way
            rows, columns = self.shadow.shape[:2]
            unit = wide / columns
            matrix = np.array(
                [
                    [unit, -across * size / rows, px - wide / 2 + across * size * (1 + up)],
                    [0, -along * size / rows, py + along * size * (1 + up)],
                ]
            )
            lighting.laid(frame, self.shadow, matrix, clip)
        if self.under is not None:
            fade = 1 / (1 + 2.5 * up)
            radius = 0.56 * wide * (1 + 0.4 * up)
            n = len(self.under)
            high = 0.16 * radius
            matrix = np.array(
                [[2 * radius / n, 0, px - radius], [0, 2 * high / n, py - high - 0.1 * high]]
            )
            lighting.laid(frame, (self.under * fade).astype(np.uint8), matrix, clip)

    def happen(
        self, frame: np.ndarray, view: CameraView, matrix: np.ndarray, second: float, clip: int
    ) -> None:
        """Draw fire, smoke, rays and the light that the thing gives."""
        size = self.height * view.scale(self.depth)
        rows, columns = self.picture.shape[:2]
        middle = tuple((matrix @ (columns / 2, rows / 2, 1)).tolist())
        self.befall(frame, view, matrix, second, clip)
        if self.manner == "burn":
            feet = np.column_stack([effects.crown(self.picture, FIRES), np.ones(FIRES)]) @ matrix.T
            effects.smoke(frame, (middle[0], middle[1] - 0.4 * size), 1.5 * size, second, clip)
            effects.flames(frame, feet, size, second + self.phase, clip)
        elif self.manner == "shine":
            effects.rays(frame, middle, size, second, clip)
        elif self.manner == "erupt":
            top = tuple((matrix @ (columns / 2, 0.12 * rows, 1)).tolist())
            effects.eruption(frame, top, 0.8 * size, second, clip, self.seed)
        elif self.manner == "spray":
            across = 0.5 + 0.3 * self.facing * (self.name != "fountain")
            top = tuple((matrix @ (across * columns, 0.1 * rows, 1)).tolist())
            effects.spray(frame, top, 0.7 * size, second, clip)
        elif self.manner == "sleep":
            effects.snores(frame, middle, max(size, 0.2 * len(frame)), second, self.facing, clip)
        elif self.manner in ("collapse", "surge"):
            self.foam(frame, view, second, clip)
        elif self.manner in ("rise", "take_off") and self.shine is None and self.speed == 0:
            self.jet(frame, matrix, size, second, clip)
        if self.shine is not None and (
            self.manner != "blink" or happenings.lit(self.moment(second).part, second)
        ):
            down = 0.86 * min(1.0, self.moment(second).part / 0.9) if self.manner == "melt" else 0.0
            shine_y = self.shine_at[1] + (1 - self.shine_at[1]) * down
            across = self.shine_at[0] * columns + (columns // 2 if self.manner == "melt" else 0)
            at = matrix @ (across, shine_y * rows, 1)
            unrest = 0.9 + 0.06 * sin(second * 9.1 + self.phase) + 0.04 * sin(second * 23.7)
            dark = self.light.dark if self.light else 0.5
            unrest *= min(1.0, DAZZLE / max(0.05, self.height))
            picture, part = own_glow(self.shine), (0.22 + 0.5 * dark) * unrest
            add(frame, picture, at[0], at[1], REACH * size, 1.0, part, clip)
            add(frame, picture, at[0], at[1], 0.45 * size, 1.0, part, clip)

    def befall(
        self, frame: np.ndarray, view: CameraView, matrix: np.ndarray, second: float, clip: int
    ) -> None:
        """Draw water that is poured, boils or splashes, a shell, and what is carried off."""
        size, part = self.height * view.scale(self.depth), self.moment(second).part
        rows, columns = self.picture.shape[:2]
        wide = size * columns / rows
        middle = tuple((matrix @ (columns / 2, rows / 2, 1)).tolist())
        mouth = tuple((matrix @ (columns / 2, BRIM * rows, 1)).tolist())
        foot = view.point(*self.where(second), self.depth)
        if self.poured is not None:
            happenings.stream(frame, mouth, size, second, clip, self.poured)
        match self.manner:
            case "boil":
                happenings.boil(frame, mouth, wide, second, clip)
            case "shout":
                happenings.sounds(frame, middle, size, second, self.facing, clip)
            case "skid":
                happenings.tyres(frame, foot, size, second, self.facing, clip)
            case "swing" if (entry := catalog.known(self.name)) and entry.living:
                happenings.rope(frame, tuple((matrix @ (columns / 2, 0, 1)).tolist()), size, clip)
            case "bathe":
                happenings.flung(frame, middle, size, second, clip)
            case "hatch":
                happenings.shell(frame, (foot[0], foot[1]), 0.85 * (size * wide) ** 0.5, part, clip)
            case "splash":
                age = (part - SMASH) / 0.4
                happenings.splash(frame, foot, 1.5 * size, age, clip, happenings.DROPS)
            case "breach":
                water = len(frame)  # not cut where the body is
                for start in (0.02, 0.78):
                    age = (part - start) / 0.34
                    happenings.splash(frame, foot, 0.8 * size, age, water, happenings.DROPS)
            case "dissolve":
                tone = happenings.inner_tone(self.picture)
                box = (middle, wide, size)
                happenings.grains(frame, box, happenings.dissolved(part), self.facing, clip, tone)

    def foam(self, frame: np.ndarray, view: CameraView, second: float, clip: int) -> None:
        """The dust about what collapses, or the foam of a wave that breaks."""
        x, y = view.point(*self.where(second), self.depth)
        size = self.height * view.scale(self.depth)
        wide = 0.5 * size * self.picture.shape[1] / len(self.picture)
        part = self.moment(second).part
        strength, tone = min(1.0, max(0.0, (part - 0.1) * 3)), DUST
        if self.manner == "surge":
            run = (second / SURGE + self.phase / (2 * pi)) % 1.0
            strength, tone = max(0.0, 1 - abs(run - 0.85) * 4), FOAM
            x += 0.9 * (run - 0.5) * size * self.facing
        happenings.puffs(frame, (x, y), (size, wide), strength, second, clip, tone)

    def jet(
        self, frame: np.ndarray, matrix: np.ndarray, size: float, second: float, clip: int
    ) -> None:
        """The fire below what rises upright, and its smoke on the ground."""
        rows, columns = self.picture.shape[:2]
        foot = matrix @ (columns / 2, rows, 1)
        ground = foot[1] - self.stance(second).y * size
        happenings.exhaust(frame, (foot[0], foot[1]), ground, size, second, clip)

    def burst(
        self, frame: np.ndarray, view: CameraView, second: float, clip: int, age: float = -1.0
    ) -> None:
        """The pieces of the thing as they fly, `age` seconds after they parted, and the fire
        between them.
        """
        age = second - BANGS[self.manner] * self.seconds if age < 0 else age
        wild = 1.0 if self.manner == "explode" else 0.4
        size = self.height * view.scale(self.depth)
        x, y = view.point(*self.where(second), self.depth)
        rng = stream(self.seed, "pieces")
        unit = size / len(self.picture)
        columns = self.picture.shape[1]
        for piece, left, top in effects.pieces(self.picture, 5, 4):
            away = (left + piece.shape[1] / 2) / columns - 0.5
            up = 1 - top / len(self.picture)
            speed = (
                wild * (away * 3.2 + rng.uniform(-0.5, 0.5)),
                wild * (1.2 + 2.0 * up + rng.uniform(-0.4, 0.8)),
            )
            px = x + (away * columns * unit) + speed[0] * size * age
            high = up * size + speed[1] * size * age - 2.6 * size * age * age
            py = y - max(0.02 * size, high)
            turn = rng.uniform(-7, 7) * min(age, 1.1)
            c, s = cos(turn) * unit, sin(turn) * unit
            half = (piece.shape[1] / 2, piece.shape[0] / 2)
            place = np.array(
                [[c, -s, px - c * half[0] + s * half[1]], [s, c, py - s * half[0] - c * half[1]]]
            )
            effects.paste(frame, piece, place, clip)
        if self.manner == "explode":
            effects.explosion(frame, (x, y - 0.5 * size), size, age, clip, self.seed)

    def parted(self, frame: np.ndarray, matrix: np.ndarray, second: float, clip: int) -> None:
        """The two halves of a broken thing as they fall apart."""
        age = second - BANGS["break"] * self.seconds
        part = min(1.0, age / 0.5) ** 1.6
        columns, rows = self.picture.shape[1], len(self.picture)
        for half, way in zip(happenings.halves(self.picture), (-1.0, 1.0), strict=True):
            foot = (columns * (0.5 + 0.25 * way), rows)
            turn = 0.75 * way * part
            c, s = cos(turn), sin(turn)
            x = foot[0] - c * foot[0] + s * foot[1] + way * 0.10 * part * columns
            own = np.array([[c, -s, x], [s, c, foot[1] - s * foot[0] - c * foot[1]], [0, 0, 1]])
            effects.paste(frame, half, matrix @ own, clip)


@lru_cache(maxsize=32)
def own_glow(colour: Colour) -> np.ndarray:
    """The light of a lamp or a flame, (n, n, 4) uint8."""
    return glow_picture(colour)
