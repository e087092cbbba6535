"""How a thing moves by what it does: where it is and how it is turned and stretched at each
moment.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, exp, pi, sin

from vfc.generators.previs.canvas.camera import eased


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """A thing at one moment: `x` and `y` are away from its own stand, in its heights, y down.

    `turn` is in radians, clockwise; `wide` and `high` stretch it, and `slant` leans its top, about
    `pivot`, 0 its top and 1 its foot.
    """

    x: float = 0.0
    y: float = 0.0
    turn: float = 0.0
    wide: float = 1.0
    high: float = 1.0
    slant: float = 0.0
    pivot: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When a thing is seen: the second, the part of the shot that has run, the thing's own
    phase.
    """

    second: float
    part: float
    phase: float = 0.0
    wind: float = 0.3

    def wave(self, pace: float, shift: float = 0.0) -> float:
        """A swing between -1 and 1, `pace` times a second."""
        return sin(2 * pi * pace * self.second + self.phase + shift)


def still(at: Moment) -> Stance:
    """It stands."""
    return Stance()


def breathing(at: Moment) -> Stance:
    """It stands and breathes."""
    return Stance(high=1 + 0.012 * at.wave(0.35), wide=1 - 0.006 * at.wave(0.35))


def swaying(at: Moment) -> Stance:
    """It sways in the wind from its foot."""
    gust = 0.6 * at.wave(0.23) + 0.4 * at.wave(0.61, 1.0)
    return Stance(slant=(0.015 + 0.07 * at.wind) * gust + 0.05 * at.wind)


def hovering(at: Moment) -> Stance:
    """It hangs in the air, up and down a little."""
    return Stance(
        y=0.07 * at.wave(0.4), x=0.04 * at.wave(0.21), turn=0.04 * at.wave(0.31), pivot=0.5
    )


def flying(at: Moment) -> Stance:
    """It flies, with the lift of each beat of its wings."""
    return Stance(y=0.10 * at.wave(0.33) + 0.05 * at.wave(1.9), turn=0.05 * at.wave(0.33, 1.3))


def flapping(at: Moment) -> Stance:
    """It flutters on wings that are seen from the front, wide and narrow by turns."""
    return Stance(
        wide=0.45 + 0.55 * abs(at.wave(1.6)),
        x=0.25 * at.wave(0.27),
        y=0.16 * at.wave(0.43, 1.0),
        turn=0.10 * at.wave(0.37),
        pivot=0.5,
    )


def gliding(at: Moment) -> Stance:
    """It flies without wings that beat."""
    return Stance(y=0.04 * at.wave(0.4), turn=0.03 * at.wave(0.3, 1.0), pivot=0.5)


def swimming(at: Moment) -> Stance:
    """It swims."""
    return Stance(y=0.08 * at.wave(0.35), turn=0.06 * at.wave(0.35, 1.4), pivot=0.5)


def bobbing(at: Moment) -> Stance:
    """It lies on water and rides its waves."""
    return Stance(y=0.025 * at.wave(0.42), turn=0.035 * at.wave(0.31, 0.7))


def walking(at: Moment) -> Stance:
    """It walks, its back up and down with its steps."""
    return Stance(y=-0.015 * abs(at.wave(0.9)), turn=0.012 * at.wave(0.9))


def running(at: Moment) -> Stance:
    """It runs, off the ground between its bounds."""
    return Stance(y=-0.07 * abs(at.wave(1.25)), turn=0.06 * at.wave(1.25, 0.6), pivot=0.7)


HOP = 1.4  # seconds of a jump, about


def jumping(at: Moment) -> Stance:
    """It jumps again and again, in the midst of the shot too, and crouches before."""
    middle = 0.5 * at.second / at.part if at.part > 0.01 else 1.0
    beats = 2 * max(0, round((2 * middle / HOP - 1) / 2)) + 1  # it stands at either end
    hop = cos(pi * beats * (at.second - middle) / middle)
    up = max(0.0, hop)
    crouch = max(0.0, -hop) * 0.16
    return Stance(y=-0.6 * up, high=1 - crouch + 0.08 * up, wide=1 + crouch - 0.05 * up)


def driving(at: Moment) -> Stance:
    """It drives, its springs at work."""
    return Stance(y=-0.006 * abs(at.wave(3.1)), turn=0.006 * at.wave(1.7))


def spinning(at: Moment) -> Stance:
    """It turns about its middle."""
    return Stance(turn=2 * pi * 0.45 * at.second, pivot=0.5)


def twirling(at: Moment) -> Stance:
    """It turns about its own axis, as what is not round does."""
    face = cos(2 * pi * 0.45 * at.second)
    return Stance(wide=face if abs(face) > 0.08 else 0.08)


def rolling(at: Moment) -> Stance:
    """It rolls over the ground, as far as its round takes it."""
    x = 1.6 * (at.part - 0.5)
    return Stance(x=x, turn=2 * x, pivot=0.5)


def bouncing(at: Moment) -> Stance:
    """It bounces, flat for a moment where it meets the ground."""
    part = (at.second * 0.9 + at.phase / (2 * pi)) % 1.0
    up = 4 * part * (1 - part)
    flat = 0.25 * max(0.0, 1 - up * 6)
    return Stance(y=-1.6 * up, high=1 - flat, wide=1 + flat * 0.7)


def falling(at: Moment) -> Stance:
    """It falls from above and comes to rest."""
    part = min(1.0, at.part / 0.55)
    down = part * part
    rest = max(0.0, at.part - 0.55)
    hop = 0.14 * abs(sin(rest * 24)) * exp(-rest * 12)
    return Stance(y=-3.2 * (1 - down) - hop, turn=1.1 * (1 - down), pivot=0.5)


def fluttering(at: Moment) -> Stance:
    """It falls slowly, to and fro, as leaves do."""
    return Stance(
        x=1.2 * at.wave(0.35),
        y=-2.6 * max(0.0, 1 - at.part),
        turn=0.7 * at.wave(0.35, 1.2),
        pivot=0.5,
    )


def toppling(at: Moment) -> Stance:
    """It falls over, from its foot, the faster the farther."""
    part = min(1.0, max(0.0, (at.part - 0.2) / 0.4))
    rest = max(0.0, at.part - 0.6)
    return Stance(turn=1.42 * part**2.4 - 0.08 * abs(sin(rest * 22)) * exp(-rest * 14))


def rising(at: Moment) -> Stance:
    """It goes up, slowly first."""
    part = max(0.0, at.part - 0.12)
    return Stance(y=-3.4 * part * part, turn=0.02 * at.wave(6.0) * (at.part < 0.5), pivot=0.5)


def taking_off(at: Moment) -> Stance:
    """It leaves the ground on its way."""
    part = max(0.0, at.part - 0.25)
    return Stance(y=-1.5 * part**1.6, turn=-0.22 * min(1.0, part * 3), pivot=0.6)


def emerging(at: Moment) -> Stance:
    """It comes up out of the water or the ground that it stands in."""
    part = eased(min(1.0, at.part / 0.8))
    return Stance(y=0.8 * (1 - part), turn=0.02 * at.wave(1.1))


def landing(at: Moment) -> Stance:
    """It comes down and stands."""
    part = 1 - eased(min(1.0, at.part / 0.7))
    return Stance(y=-2.4 * part**1.3, turn=0.10 * part, pivot=0.6)


def growing(at: Moment) -> Stance:
    """It grows from its foot."""
    part = 0.12 + 0.88 * eased(min(1.0, at.part / 0.85))
    return Stance(wide=part, high=part, slant=0.03 * at.wave(0.5))


def sinking(at: Moment) -> Stance:
    """It goes down in the water, its end first."""
    part = eased(at.part)
    return Stance(y=0.95 * part, turn=0.42 * min(1.0, part * 1.6))


def swinging(at: Moment) -> Stance:
    """It swings from where it hangs."""
    return Stance(turn=0.38 * at.wave(0.45), pivot=0.0)


def shaking(at: Moment) -> Stance:
    """It trembles."""
    return Stance(x=0.012 * at.wave(7.0), turn=0.012 * at.wave(5.3))


def pecking(at: Moment) -> Stance:
    """It eats, its head down and up."""
    return Stance(turn=-0.16 * max(0.0, at.wave(0.5)), pivot=1.0)


def sleeping(at: Moment) -> Stance:
    """It lies asleep and breathes slowly."""
    return Stance(high=0.97 + 0.03 * at.wave(0.22), wide=1.04)


def smashing(at: Moment) -> Stance:
    """It falls from above, and is broken where it comes down."""
    part = min(1.0, at.part / SMASH)
    return Stance(y=-2.2 * (1 - part * part), turn=0.9 * (1 - part), pivot=0.5)


def collapsing(at: Moment) -> Stance:
    """It trembles, then goes down into its own dust."""
    part = min(1.0, max(0.0, (at.part - 0.12) / 0.7))
    shake = 0.012 * at.wave(9.0) * (at.part < 0.85)
    return Stance(x=shake, y=0.86 * part * part, turn=0.10 * part + 0.5 * shake)


def bursting(at: Moment) -> Stance:
    """It opens in the sky, falls a little, and is there anew."""
    part = (at.second / 1.3 + at.phase / (2 * pi)) % 1.0
    size = 0.05 + 1.05 * min(1.0, part / 0.55) ** 0.6 if part < 0.86 else 0.02
    return Stance(wide=size, high=size, y=0.12 * part, pivot=0.5)


def arriving(at: Moment) -> Stance:
    """It comes in and stops."""
    return Stance(x=-1.3 * (1 - eased(min(1.0, at.part / 0.8))))


def whirling(at: Moment) -> Stance:
    """It goes over the land, its foot before its top."""
    return Stance(x=0.7 * (at.part - 0.5), slant=0.12 * at.wave(0.5))


def surging(at: Moment) -> Stance:
    """It rolls on, rises, breaks and is flat."""
    part = (at.second / SURGE + at.phase / (2 * pi)) % 1.0
    up = sin(pi * min(1.0, part / 0.8)) if part < 0.8 else 0.0
    return Stance(
        x=0.9 * (part - 0.5), high=0.12 + 0.95 * up, wide=1 + 0.25 * part, slant=0.3 * part
    )


def breaching(at: Moment) -> Stance:
    """Out of the water nose first, over in the air, and down into it again."""
    part = at.part if at.part < 1 else 1.0
    up = sin(pi * min(1.0, part / 0.94))
    return Stance(
        x=1.1 * (part - 0.5), y=1.0 - 1.6 * up, turn=-1.0 + 2.0 * min(1.0, part), pivot=0.5
    )


def pouncing(at: Moment) -> Stance:
    """Crouched, then in one long leap forward, and down on its prey."""
    part = min(1.0, max(0.0, (at.part - 0.28) / 0.42))
    crouch = min(1.0, at.part / 0.2) * (part == 0) + 0.5 * (part == 1)
    up = 4 * part * (1 - part)
    return Stance(
        x=1.5 * part - 0.75,
        y=-0.85 * up,
        turn=0.5 * (part - 0.5) * (0 < part < 1),
        high=1 - 0.22 * crouch,
        wide=1 + 0.10 * crouch + 0.12 * up,
    )


def reaching(at: Moment) -> Stance:
    """It strikes out at what is before it, and draws back."""
    out = max(0.0, sin(2 * pi * min(0.5, max(0.0, at.part - 0.12))))
    return Stance(x=0.22 * out, turn=0.10 * out)


def squashing(at: Moment) -> Stance:
    """Pressed flat, little by little."""
    part = eased(min(1.0, max(0.0, at.part / 0.8)))
    return Stance(wide=1 + 0.38 * part, high=1 - 0.5 * part)


def tipping(at: Moment) -> Stance:
    """Tipped over to the side, so that it is emptied."""
    part = eased(min(1.0, max(0.0, (at.part - 0.02) / 0.2)))
    return Stance(turn=1.15 + 0.75 * part, pivot=0.5)


def busying(at: Moment) -> Stance:
    """It bends to what is before it and up again, time after time."""
    out = 0.5 + 0.5 * at.wave(1.1)
    return Stance(turn=0.17 * out, x=0.05 * out, high=1 - 0.05 * out, wide=1 + 0.03 * out)


def stretching(at: Moment) -> Stance:
    """Long and low, the fore low and the hind high, then at its own length again."""
    out = 0.5 - 0.5 * cos(2 * pi * (at.second / 2.6 - 0.12))
    return Stance(wide=1 + 0.30 * out, high=1 - 0.20 * out, turn=0.16 * out)


def bathing(at: Moment) -> Stance:
    """It shakes itself from side to side, fast."""
    return Stance(slant=0.16 * at.wave(4.6), wide=1 + 0.05 * at.wave(9.2), x=0.02 * at.wave(4.6))


def rearing(at: Moment) -> Stance:
    """Up on its hind legs, and down again."""
    up = sin(pi * min(1.0, max(0.0, (at.part - 0.1) / 0.75)))
    return Stance(turn=-0.72 * up, x=-0.12 * up, y=-0.10 * up, pivot=0.95)


def sliding(at: Moment) -> Stance:
    """Laid on its front, it slides along."""
    return Stance(turn=1.45 + 0.04 * at.wave(1.1), y=0.02 * at.wave(2.3), pivot=0.82)


def skidding(at: Moment) -> Stance:
    """It goes round a bend, its tail swung out."""
    out = sin(pi * min(1.0, max(0.0, at.part)))
    return Stance(wide=1 - 0.30 * out, slant=0.10 * out, turn=-0.05 * out + 0.012 * at.wave(5.0))


def hatching(at: Moment) -> Stance:
    """It grows up out of its shell."""
    out = eased(min(1.0, max(0.0, (at.part - 0.18) / 0.5)))
    turn = 0.05 * at.wave(2.2)
    return Stance(wide=0.5 + 0.5 * out, high=0.5 + 0.5 * out, y=-0.36 * out, turn=turn)


def knocked(at: Moment) -> Stance:
    """It is pushed aside, tips and falls over."""
    part = min(1.0, max(0.0, (at.part - 0.24) / 0.3))
    return Stance(x=0.55 * part, turn=1.5 * part * part)


def drifting_up(at: Moment) -> Stance:
    """It floats up and away, swaying."""
    return Stance(x=0.16 * at.wave(0.3), y=0.9 - 2.4 * at.part, turn=0.06 * at.wave(0.4), pivot=0.5)


SMASH = 0.45  # the part of the shot after which what falls comes down
SURGE = 2.4  # seconds from one wave to the next
STANCES: dict[str, Callable[[Moment], Stance]] = {
    "stand": still,
    "breathe": breathing,
    "sway": swaying,
    "hover": hovering,
    "fly": flying,
    "flap": flapping,
    "glide": gliding,
    "swim": swimming,
    "float": bobbing,
    "walk": walking,
    "run": running,
    "jump": jumping,
    "drive": driving,
    "spin": spinning,
    "twirl": twirling,
    "roll": rolling,
    "bounce": bouncing,
    "fall": falling,
    "flutter": fluttering,
    "topple": toppling,
    "rise": rising,
    "take_off": taking_off,
    "emerge": emerging,
    "land": landing,
    "grow": growing,
    "sink": sinking,
    "swing": swinging,
    "shake": shaking,
    "eat": pecking,
    "sleep": sleeping,
    "sail": bobbing,
    "slither": walking,
    "smash": smashing,
    "collapse": collapsing,
    "surge": surging,
    "flicker": still,
    "tick": still,
    "billow": still,
    "whirl": whirling,
    "burst": bursting,
    "arrive": arriving,
    "erupt": still,
    "spray": breathing,
    "breach": breaching,
    "pounce": pouncing,
    "reach": reaching,
    "stretch": stretching,
    "busy": busying,
    "squash": squashing,
    "tip": tipping,
    "bathe": bathing,
    "hatch": hatching,
    "knocked": knocked,
    "drift_up": drifting_up,
    "rear": rearing,
    "slide": sliding,
    "skid": skidding,
    "hang": flying,
    "ripple": still,
    "blink": still,
    "wilt": still,
    "revive": still,
    "freeze": still,
    "dissolve": still,
    "boil": still,
    "assemble": still,
    "shout": breathing,
    "splash": smashing,
}
PACES = {  # lengths of the thing that it goes in a second
    "walk": 0.55,
    "slither": 0.7,
    "run": 1.5,
    "fly": 1.1,
    "flap": 0.5,
    "glide": 0.9,
    "swim": 0.5,
    "drive": 1.1,
    "take_off": 1.0,
    "land": 0.5,
    "sail": 0.55,
    "slide": 0.9,
    "skid": 0.8,
}
