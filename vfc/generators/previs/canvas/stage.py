"""What every painter of a part of the picture is given: words, colours, camera, and the plan of the
place.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vfc.generators.previs.canvas.camera import Rig
from vfc.generators.previs.canvas.layers import Canvas, Colour, canvas, rgb
from vfc.generators.previs.canvas.noise import stream
from vfc.generators.previs.canvas.palette import Palette
from vfc.generators.previs.reading.scene import SceneWords

FIGURE = {
    "extreme wide": 0.12,
    "wide": 0.27,
    "two shot": 0.95,
    "medium": 1.25,
    "medium close": 1.7,
    "close": 2.5,
    "extreme close": 4.2,
    "macro": 2.2,
}  # height of a grown person, in units
FOOT = {
    "extreme wide": 0.36,
    "wide": 0.40,
    "two shot": 0.80,
    "medium": 1.04,
    "medium close": 1.42,
    "close": 2.14,
    "extreme close": 3.75,
    "macro": 1.9,
}  # y of the feet
HORIZON = {"eye": 0.10, "low": 0.30, "high": -0.16, "bird": -0.40, "dutch": 0.10}


@dataclass(frozen=True, slots=True, kw_only=True)
class Staging:
    """The shot as painters see it. `closeness` is 0 for a wide shot; what is behind is the softer
    the greater it is.
    """

    words: SceneWords
    palette: Palette
    rig: Rig
    seed: int
    horizon: float
    sun_x: float
    closeness: float

    @property
    def half(self) -> float:
        """Half the frame's width in units."""
        return self.rig.aspect / 2

    @property
    def figure(self) -> float:
        """A grown person's height in units."""
        return FIGURE[self.words.framing]

    @property
    def foot(self) -> float:
        """Where the feet stand, in units."""
        return FOOT[self.words.framing] + (0.04 if self.words.angle == "high" else 0.0)

    def chance(self, part: str) -> np.random.Generator:
        """The random stream of a part of this shot."""
        return stream(self.seed, part)

    def paper(
        self, depth: float, top: float | None = None, bottom: float | None = None, wide: float = 0.0
    ) -> Canvas:
        """Paper for a layer at a depth."""
        return canvas(self.rig, depth, top, bottom, wide)

    def soften(self, paper: Canvas, more: float = 0.0) -> None:
        """Put what lies behind the people out of focus, as the framing asks."""
        radius = self.closeness * 0.006 + more
        if radius > 0.0008:
            paper.blur(radius)

    def lit(self, colour: Colour, part: float = 1.0) -> Colour:
        """A thing's own colour in this light."""
        dim = 1 - 0.62 * self.palette.dark * part
        tint = self.palette.horizon
        bright = max(1.0, max(tint))
        return rgb(c * dim * (0.65 + 0.35 * t / bright) for c, t in zip(colour, tint, strict=True))


def stage(words: SceneWords, colours: Palette, camera: Rig, seed: int) -> Staging:
    """Plan the place: where the horizon lies, on which side the sun stands."""
    rng = stream(seed, "plan")
    side = rng.choice((-1.0, 1.0)) * rng.uniform(0.30, 0.62)
    horizon = HORIZON[words.angle] + rng.uniform(-0.02, 0.02)
    if words.framing == "extreme wide":
        horizon += 0.06
    closeness = {
        "wide": 0.0,
        "extreme wide": 0.0,
        "medium": 0.5,
        "two shot": 0.4,
        "medium close": 0.8,
    }
    return Staging(
        words=words,
        palette=colours,
        rig=camera,
        seed=seed ^ (words.chance & 0xFF),
        horizon=horizon,
        sun_x=side * camera.aspect / 2,
        closeness=closeness.get(words.framing, 1.2),
    )
