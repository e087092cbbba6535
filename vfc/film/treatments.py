"""What a sound of the film is heard through, how it fades, and how far it goes down under speech.

`vfc/media/sound/treatments.toml` has what each treatment does to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Treatment(StrEnum):
    """What a sound is heard through or where it sounds, by its word in the soundtrack."""

    TELEPHONE = "telephone"
    RADIO = "radio"
    TELEVISION = "television"
    MEGAPHONE = "megaphone"
    WALL = "wall"
    UNDERWATER = "underwater"
    VOICE = "voice"
    COMPRESSED = "compressed"
    WARM = "warm"
    BRIGHT = "bright"
    ROOM = "room"
    BATHROOM = "bathroom"
    STAIRWELL = "stairwell"
    HALL = "hall"
    TUNNEL = "tunnel"
    CAVE = "cave"
    CHURCH = "church"
    CATHEDRAL = "cathedral"
    CANYON = "canyon"


# seconds for which a place sounds on after the sound has ended: until it is 60 dB softer
TAILS: Mapping[Treatment, Fraction] = {
    Treatment.ROOM: Fraction(45, 100),
    Treatment.BATHROOM: Fraction(9, 10),
    Treatment.STAIRWELL: Fraction(18, 10),
    Treatment.HALL: Fraction(2),
    Treatment.TUNNEL: Fraction(26, 10),
    Treatment.CAVE: Fraction(32, 10),
    Treatment.CHURCH: Fraction(35, 10),
    Treatment.CATHEDRAL: Fraction(6),
    Treatment.CANYON: Fraction(24, 10),
}


def tail_of(treatments: Iterable[Treatment]) -> Fraction:
    """The seconds for which a sound is heard after its end, one treatment after the other."""
    return sum((TAILS.get(each, Fraction(0)) for each in treatments), Fraction(0))


class FadeCurve(StrEnum):
    """How the level goes over a fade."""

    POWER = "power"  # a quarter sine: two that cross keep their power
    LINEAR = "linear"
    SMOOTH = "smooth"  # half a cosine: begins and ends gently
    LOG = "log"  # even in dB, over 60 of them


@dataclass(frozen=True, slots=True, kw_only=True)
class DuckSetting:
    """How a sound goes down under speech: by so many dB, within `attack` seconds before the first
    word, up again within `release` seconds once nobody has spoken for `hold` seconds.
    """

    by: float = -12.0
    attack: Fraction = Fraction(200, 1000)
    hold: Fraction = Fraction(300, 1000)
    release: Fraction = Fraction(700, 1000)

    @property
    def reach(self) -> Fraction:
        """The seconds before and after speech in which it may be lowered."""
        return self.attack + self.hold + self.release


LEAST_REACH = Fraction(2)  # seconds before and after speech that a block knows of


def ducking_reach(settings: Iterable[DuckSetting]) -> Fraction:
    """The seconds before and after speech in which something may be lower."""
    return max([LEAST_REACH, *(each.reach + Fraction(1, 10) for each in settings)])


LONGEST_DUCKING = Fraction(10)  # seconds, of each of its times
