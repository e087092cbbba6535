"""The colours of one person in the light of a shot."""

from __future__ import annotations

from dataclasses import dataclass

from vfc.generators.previs.canvas.layers import Colour
from vfc.generators.previs.people.wardrobe.costumes import TradeColours

COATS: tuple[Colour, ...] = (
    (66, 92, 140),
    (160, 70, 62),
    (74, 124, 110),
    (188, 146, 74),
    (112, 76, 124),
    (96, 110, 70),
    (70, 72, 88),
    (176, 104, 78),
    (62, 128, 150),
    (140, 60, 88),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonColours:
    """The colours of one person in the light of the shot."""

    coat: Colour
    shade: Colour
    legs: Colour
    skin: Colour
    hair: Colour
    rim: Colour
    rim_side: float
    scarf: Colour = (150, 60, 50)
    cloth: Colour = (40, 44, 58)  # of an umbrella
    light: float = 1.0  # the light's side, in the person's own x
    costume: TradeColours | None = None
    tint: Colour = (255, 255, 255)  # white in the light of the shot

    def lit(self, colour: Colour) -> Colour:
        """A colour of the costume in the light of the shot."""
        (red, green, blue), (warm, mid, cool) = colour, self.tint
        return red * warm / 255, green * mid / 255, blue * cool / 255
