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


class BandKind(StrEnum):
    """How a band of an equaliser changes a sound: around its frequency, on one side of it, or by
    taking one side away.
    """

    BELL = "bell"
    LOW_SHELF = "low-shelf"
    HIGH_SHELF = "high-shelf"
    HIGH_PASS = "high-pass"
    LOW_PASS = "low-pass"


PASSES = frozenset({BandKind.HIGH_PASS, BandKind.LOW_PASS})  # which have no gain


@dataclass(frozen=True, slots=True, kw_only=True)
class EqualiserBand:
    """A band: its frequency in Hz, its gain in dB, how narrow it is (Q, as of the filters of R.
    Bristow-Johnson's "Cookbook formulae for audio EQ biquad filter coefficients").
    """

    frequency: float
    gain: float = left_out(0.0)
    q: float = left_out(1.0)
    kind: BandKind = left_out("bell", default=BandKind.BELL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Equaliser:
    """Bands through which a sound goes, one after the other."""

    bands: tuple[EqualiserBand, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compressor:
    """What a sound has above a `threshold` in dB is divided by a `ratio`, from `attack` seconds
    after it is passed until `release` seconds after it is not; the whole is louder by `gain` dB.
    """

    threshold: float = left_out(-18.0)
    ratio: float = left_out(3.0)
    attack: Fraction = left_out(Fraction(20, 1000))
    release: Fraction = left_out(Fraction(250, 1000))
    gain: float = left_out(0.0)


HeardThrough = Treatment | Equaliser | Compressor  # by name, or set by hand

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


def tail_of(treatments: Iterable[HeardThrough]) -> Fraction:
    """The seconds for which a sound is heard after its end, one treatment after the other."""
    named = (TAILS.get(each, Fraction(0)) for each in treatments if isinstance(each, Treatment))
    return sum(named, Fraction(0))


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
    through: tuple[HeardThrough, ...] = ()


LONGEST_DUCKING = Fraction(10)  # seconds, of each of its times
