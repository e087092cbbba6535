"""What a sound of the film is heard through, how it fades, and how far it goes down under speech.

`vfc/media/sound/treatments.toml` has what each treatment does to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from vfc.film.keyed import left_out


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


# seconds for which a space sounds on after the sound has ended: until it is 60 dB softer
TAILS: Mapping[str, Fraction] = {
    "room": Fraction(45, 100),
    "bathroom": Fraction(9, 10),
    "stairwell": Fraction(18, 10),
    "hall": Fraction(2),
    "tunnel": Fraction(26, 10),
    "cave": Fraction(32, 10),
    "church": Fraction(35, 10),
    "cathedral": Fraction(6),
    "canyon": Fraction(24, 10),
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

    by: float = left_out(-12.0)
    attack: Fraction = left_out(Fraction(200, 1000))
    hold: Fraction = left_out(Fraction(300, 1000))
    release: Fraction = left_out(Fraction(700, 1000))

    @property
    def reach(self) -> Fraction:
        """The seconds before and after speech in which it may be lowered."""
        return self.attack + self.hold + self.release


LEAST_REACH = Fraction(2)  # seconds before and after speech that a block knows of


def ducking_reach(settings: Iterable[DuckSetting]) -> Fraction:
    """The seconds before and after speech in which something may be lower."""
    return max([LEAST_REACH, *(each.reach + Fraction(1, 10) for each in settings)])


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotSound:
    """How a shot's own sound is heard, if it is: `gain` in dB, `pan` from -1 to 1; as `ambience` it
    is nobody's speech.
    """

    heard: bool = True
    ambience: bool = False
    gain: float = 0.0
    pan: float = 0.0
    through: tuple[Treatment, ...] = ()


LONGEST_DUCKING = Fraction(10)  # seconds, of each of its times
