"""What every painter of a part of the picture is given: words, colours, camera, and the plan of the
place.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from vfc.generators.previs.canvas.camera import Rig
from vfc.generators.previs.canvas.layers import Canvas, Colour, canvas, mix, rgb
from vfc.generators.previs.canvas.lens import FRAMINGS, FULL_FRAME, GROWN, Lens, lens
from vfc.generators.previs.canvas.noise import stream
from vfc.generators.previs.canvas.palette import Palette, palette
from vfc.generators.previs.reading.scene import Person, SceneWords


@dataclass(frozen=True, slots=True, kw_only=True)
class Staging:
    """The shot as painters see it.

    `seed` is the set's and `take` the take's; `turn` is how far the camera stands round the set, in
    degrees; `lift` is how high the subject stands above the floor and `ahead` how far beyond the
    mark the camera aims, in metres. `lamps` is the light of the room's own lamps, from 0 to 1, of a
    colour `lamp_tint`. `closeness` is 0 for a wide shot; what is behind is the softer the greater
    it is.
    """

    words: SceneWords
    palette: Palette
    rig: Rig
    lens: Lens
    seed: int
    take: int
    turn: float
    lift: float
    ahead: float
    lamps: float
    lamp_tint: Colour
    sun_x: float
    closeness: float
    hands: Person | None = None

    @property
    def half(self) -> float:
        """Half the frame's width in units."""
        return self.rig.aspect / 2

    @property
    def horizon(self) -> float:
        """The y of the horizon, in units."""
        return self.lens.horizon

    @property
    def figure(self) -> float:
        """A grown person's height where people stand, in units."""
        return GROWN * self.lens.scale(self.lens.distance)

    @property
    def foot(self) -> float:
        """Where the feet stand, in units."""
        return self.lens.units(0.0, 0.0, self.lens.distance)[1]

    @property
    def softness(self) -> float:
        """How far out of focus is what lies behind: by closeness, and the more, the longer the lens
        is for the framing.
        """
        long = self.lens.focal * FULL_FRAME / FRAMINGS[self.words.framing].lens
        return self.closeness * long + 0.3 * max(0.0, long - 1)

    @property
    def sunny(self) -> bool:
        """Whether the sun throws shadows."""
        return self.palette.dark < 0.45 and not self.words.has("rain", "storm", "fog", "cloudy")

    @property
    def aerial(self) -> bool:
        """Whether the camera looks down so far that no horizon is seen."""
        return self.lens.horizon < -0.56

    def chance(self, part: str) -> np.random.Generator:
        """The random stream of a part of the set: the same in every shot of it that looks the same
        way.
        """
        return stream(self.seed, part)

    def luck(self, part: str) -> np.random.Generator:
        """The random stream of a part of this take."""
        return stream(self.take, part)

    def indoors(self, colour: Colour) -> Colour:
        """A colour in the light of the set: daylight, and its own lamps."""
        colours, day = self.palette, 0.88 - 0.60 * self.palette.dark
        lamps = self.lamps * (0.45 + 0.55 * colours.dark)
        level = min(1.0, day * (1 - 0.5 * lamps) + lamps * (0.78 - 0.24 * colours.dark))
        warm = lamps / max(0.05, lamps + day)
        bright = max(1.0, max(colours.horizon))
        tint = mix(rgb(255 * c / bright for c in colours.horizon), self.lamp_tint, warm)
        return rgb(c * level * (0.5 + 0.5 * t / 255) for c, t in zip(colour, tint, strict=True))

    def paper(
        self, depth: float, top: float | None = None, bottom: float | None = None, wide: float = 0.0
    ) -> Canvas:
        """Paper for a layer at a depth."""
        return canvas(self.rig, depth, top, bottom, wide)

    def soften(self, paper: Canvas, more: float = 0.0) -> None:
        """Put what lies behind the people out of focus, as the framing and the lens ask."""
        radius = 0.006 * self.softness + more
        if radius > 0.0008:
            paper.blur(radius)

    def lit(self, colour: Colour, part: float = 1.0) -> Colour:
        """A thing's own colour in this light."""
        dim = 1 - 0.50 * self.palette.dark * part
        tint = self.palette.horizon
        bright = max(1.0, max(tint))
        return rgb(c * dim * (0.65 + 0.35 * t / bright) for c, t in zip(colour, tint, strict=True))


LOWEST = 0.12  # metres: how low an eye can be
CLOSENESS = {
    "extreme wide": 0.0,
    "wide": 0.0,
    "full": 0.2,
    "medium wide": 0.35,
    "medium": 0.5,
    "medium close": 0.8,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """A camera setup: what it shows, the camera's move, seeds of the take and of the set, how far
    it stands round the set in degrees, the height in metres of its subject, of a ceiling and of
    what the subject stands on, the room's lamps.
    """

    words: SceneWords
    rig: Rig
    seed: int
    set_seed: int
    turn: float = 0.0
    subject: float = GROWN
    ceiling: float | None = None
    lift: float = 0.0
    ahead: float = 0.0
    thing: bool = False
    lamps: float = 0.0
    lamp_tint: Colour = (255, 236, 208)
    pedestal: float = 0.0  # metres that the camera stands higher than its framing has it
    hands: Person | None = None  # whose hands are seen, of whoever looks
    tilt: float = 0.0  # units that the picture lies lower than its framing has it


def raised(lens: Lens, metres: float, tilt: float) -> Lens:
    """A lens moved up, or down, as far as the ground lets it; farther it tilts, and by so many
    units.
    """
    eye = max(LOWEST, lens.eye + metres)
    tilted = lens.focal * (lens.eye + metres - eye) / lens.distance
    return replace(lens, eye=eye, horizon=lens.horizon + tilted + tilt)


def stage(setup: Setup) -> Staging:
    """Plan the picture: the lens, on which side the sun stands, how the camera is turned.

    What is drawn of a set hangs on its own words; a take moves the camera by a hand's breadth.
    """
    words = setup.words
    rng = stream(setup.seed, "camera")
    side = stream(setup.set_seed, "sun")
    eye = 1 + rng.uniform(-0.06, 0.06)
    seen = lens(words, setup.subject, eye, setup.ceiling, thing=setup.thing)
    looked = round(setup.turn / 30)  # another view of the same set
    return Staging(
        words=words,
        palette=palette(words),
        rig=setup.rig,
        lens=raised(seen, setup.pedestal, setup.tilt),
        seed=setup.set_seed + looked * 7919,
        take=setup.seed,
        turn=setup.turn + rng.uniform(-2.5, 2.5),
        lift=setup.lift,
        hands=setup.hands,
        ahead=setup.ahead,
        lamps=setup.lamps,
        lamp_tint=setup.lamp_tint,
        sun_x=side.choice((-1.0, 1.0)) * side.uniform(0.30, 0.62) * setup.rig.aspect / 2,
        closeness=1.0 if setup.lift else CLOSENESS.get(words.framing, 1.2),
    )
