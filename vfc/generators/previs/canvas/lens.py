"""The camera's place and lens in metres: a pinhole that looks along the set; its picture is 1 high.

A point `x` metres to the right, `y` above the ground and `z` before the lens is seen at
`(f x / z, horizon - f (y - eye) / z)`, in heights of the frame from its middle, y down. Painters of
layers work in those units, at a `depth` of `distance / z`: 1 where people stand.
"""

from __future__ import annotations

from dataclasses import dataclass

from vfc.generators.previs.reading.scene import SceneWords

GROWN = 1.72  # metres
FULL_FRAME = 20.25  # millimetres of a full frame's height at 16:9
NEAR = 0.25  # of the distance: nothing nearer is drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Framing:
    """How a size of shot frames whoever is its subject: the subject's height and the y of its feet,
    in heights of the frame; the lens in millimetres and the height of the eye in metres that are
    common for it.
    """

    figure: float
    foot: float
    lens: float
    eye: float


FRAMINGS = {
    "extreme wide": Framing(figure=0.11, foot=0.34, lens=24, eye=1.6),
    "wide": Framing(figure=0.34, foot=0.39, lens=28, eye=1.55),
    "full": Framing(figure=0.80, foot=0.42, lens=35, eye=1.0),
    "medium wide": Framing(figure=1.15, foot=0.76, lens=40, eye=1.2),
    "medium": Framing(figure=1.50, foot=1.10, lens=50, eye=1.35),
    "medium close": Framing(figure=2.10, foot=1.70, lens=65, eye=1.45),
    "close": Framing(figure=2.90, foot=2.51, lens=85, eye=1.5),
    "extreme close": Framing(figure=8.2, foot=7.52, lens=100, eye=1.55),
    "insert": Framing(figure=2.2, foot=1.9, lens=85, eye=1.5),
    "macro": Framing(figure=2.2, foot=1.9, lens=85, eye=1.5),
}
# of a thing that the shot is about: whole in all but the nearest
OF_THINGS = {
    "extreme wide": Framing(figure=0.13, foot=0.34, lens=24, eye=1.6),
    "wide": Framing(figure=0.40, foot=0.37, lens=28, eye=1.2),
    "full": Framing(figure=0.60, foot=0.38, lens=35, eye=1.0),
    "medium wide": Framing(figure=0.68, foot=0.40, lens=40, eye=1.0),
    "medium": Framing(figure=0.78, foot=0.43, lens=50, eye=1.0),
    "medium close": Framing(figure=0.92, foot=0.50, lens=65, eye=1.0),
    "close": Framing(figure=1.05, foot=0.55, lens=85, eye=1.0),
    "extreme close": Framing(figure=1.5, foot=0.75, lens=100, eye=1.0),
    "insert": Framing(figure=0.66, foot=0.36, lens=85, eye=1.6),
    "macro": Framing(figure=0.66, foot=0.36, lens=85, eye=1.6),
}
EYES = {  # metres above the ground, where an angle has the camera lower or higher than the framing
    "shoulder": 1.35,
    "hip": 0.95,
    "low": 0.42,
    "worm": 0.12,
    "ground": 0.22,
    "high": 3.3,
    "bird": 4.3,
}
HORIZONS = {"high": -0.3, "bird": -0.95}  # the lowest y of the horizon, seen from above outside


@dataclass(frozen=True, slots=True, kw_only=True)
class Lens:
    """Where the lens is: focal length in heights of the frame, height of the eye and distance to
    whom it looks at in metres, and the y of the horizon in the picture.
    """

    focal: float
    eye: float
    distance: float
    horizon: float

    def scale(self, z: float) -> float:
        """Heights of the frame in a metre, `z` metres away."""
        return self.focal / z

    def depth(self, z: float) -> float:
        """The depth of what is `z` metres away: 1 at the people, 0 at infinity."""
        return self.distance / z

    def units(self, x: float, y: float, z: float) -> tuple[float, float]:
        """A point in metres as a painter's (x, y)."""
        return self.focal * x / z, self.horizon - self.focal * (y - self.eye) / z


def lens(
    words: SceneWords,
    subject: float = GROWN,
    eye: float = 1.0,
    under: float | None = None,
    *,
    thing: bool = False,
) -> Lens:
    """The lens for a shot of a subject so many metres high; `eye` is a factor of the eye's own
    height, `under` a ceiling in metres that it stays below, but for a view from above. `thing`:
    the subject is a thing.
    """
    framing = (OF_THINGS if thing else FRAMINGS)[words.framing]
    focal = (words.lens or framing.lens) / FULL_FRAME
    distance = focal * subject / framing.figure
    height = EYES.get(words.angle, framing.eye) * eye
    height *= max(0.5, subject / GROWN) if words.angle in ("bird", "high") else subject / GROWN
    if under is not None and words.angle != "bird":
        height = min(height, under - 0.25)
    if under is None and words.angle in HORIZONS:
        height = max(height, (framing.foot - HORIZONS[words.angle]) * subject / framing.figure)
    return Lens(
        focal=focal, eye=height, distance=distance, horizon=framing.foot - focal * height / distance
    )
