"""What two do together: how far apart they stand, which way each faces, and what each does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import pi

from vfc.generators.previs.people.acts import fights, gestures, tending
from vfc.generators.previs.people.acts.instant import Instant, there_and_back
from vfc.generators.previs.people.acts.poses import ANKLE, Both, Pose, fields_of, profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """How two stand who do something together: `distance` in heights between their feet, and the
    way each faces.
    """

    distance: float
    facings: tuple[float, float] = (1.0, -1.0)


def near(at: Instant, hands: Both, lean: float, nod: float = 0.0, **rest) -> Pose:
    """Standing close before somebody."""
    return profile(hands=hands, feet=((-0.05, ANKLE), (0.03, ANKLE)), lean=lean, nod=nod, **rest)


def embrace_a(at: Instant) -> Pose:
    """Arms about the other's neck."""
    s = 0.02 * at.wave(0.4)
    hands: Both = ((0.22, -0.80 + s), (0.24, -0.74 + s))
    return near(at, hands, 0.10 + s, 0.12, mood="asleep", shift=(s, 0.0))


def embrace_b(at: Instant) -> Pose:
    """Arms about the other's back, a hand that strokes it."""
    s = 0.02 * at.wave(0.4)
    hands: Both = ((0.20, -0.62), (0.22, -0.68 + 0.04 * at.wave(0.5)))
    return near(at, hands, 0.08 - s, 0.10, mood="smile", shift=(-s, 0.0))


def kiss(at: Instant) -> Pose:
    """Leaning in until the lips meet."""
    s = there_and_back(at.turn(3.4), 0.3, 0.9)
    hands: Both = ((0.20, -0.66), (0.20, -0.60 - 0.12 * s))
    return near(at, hands, 0.03 + 0.09 * s, 0.02, mood="kiss")


def dance_together(at: Instant) -> Pose:
    """One hand joined with the other's, one at the waist, steps from side to side."""
    s, u = at.wave(0.5), abs(at.wave(0.5, 0.25))
    return profile(
        hands=((0.20, -0.88 + 0.03 * s), (0.19, -0.62)),
        feet=((-0.07 + 0.08 * s, ANKLE - 0.03 * u), (0.05 - 0.05 * s, ANKLE)),
        hip=(0.02 * s, -0.485 - 0.012 * u),
        lean=0.03 * s,
        nod=0.04,
        shift=(0.04 * s, 0.0),
        flare=0.04 * s,
        mood="smile",
    )


def mirrored(pose: Pose) -> Pose:
    """The other's part of a step: what one yields the other takes."""
    (x, y) = pose.shift
    return Pose(**{**fields_of(pose), "shift": (-x, y)})


def dance_b(at: Instant) -> Pose:
    """The other of two dancers."""
    return mirrored(dance_together(Instant(second=at.second, phase=at.phase + pi)))


def shake_hands(at: Instant) -> Pose:
    """A hand in the other's, up and down."""
    s = at.wave(1.4)
    return profile(
        hands=((0.01, -0.51), (0.25, -0.60 + 0.03 * s)), lean=0.08, nod=0.03, mood="smile"
    )


def hold_hands(at: Instant) -> Pose:
    """Both hands in the other's, swung a little from side to side."""
    s = at.wave(0.45)
    return profile(
        hands=((0.22, -0.60 + 0.035 * s), (0.25, -0.58 - 0.035 * s)),
        lean=0.03,
        nod=0.05 + 0.03 * s,
        mood="smile",
    )


def receive(at: Instant) -> Pose:
    """Both hands out for what is given."""
    out = there_and_back(at.turn(2.6), 0.4, 0.85)
    return profile(
        hands=((0.10 + 0.18 * out, -0.58 - 0.05 * out), (0.10 + 0.20 * out, -0.60 - 0.06 * out)),
        lean=0.05 + 0.05 * out,
        mood="smile",
    )


def reel(at: Instant) -> Pose:
    """Hit, the head and an arm flung back."""
    hit = there_and_back(at.turn(0.9), 0.25, 0.5)
    return profile(
        hands=((0.16 - 0.2 * hit, -0.80 - 0.1 * hit), (0.14 - 0.3 * hit, -0.74)),
        feet=fights.STANCE,
        hip=(-0.05 * hit, -0.46),
        lean=0.06 - 0.35 * hit,
        nod=-0.3 * hit,
        mood="afraid" if hit > 0.3 else "angry",
    )


def listen(at: Instant) -> Pose:
    """Turned to who speaks, nodding."""
    return profile(hands=((0.05, -0.52), (0.09, -0.56)), lean=-0.02, nod=0.05 + 0.09 * at.wave(0.7))


def regard(at: Instant) -> Pose:
    """Turned to the other, still, the head a little on one side."""
    s = at.wave(0.3)
    return profile(hands=((0.03, -0.50), (0.05, -0.50)), lean=0.03, nod=0.04 + 0.05 * s)


def photograph(at: Instant) -> Pose:
    """A camera held to the eye and turned to the other; its flash goes off."""
    s = 0.006 * at.wave(0.4)
    return profile(
        hands=((0.15, -0.885 + s), (0.17, -0.885 + s)),
        feet=((-0.06, ANKLE), (0.06, ANKLE)),
        lean=0.05,
        thing="camera flash" if at.turn(1.2) < 0.14 else "camera",
        ways=((-0.3, 1.0), (-0.3, 1.0)),
    )


def speak(at: Instant) -> Pose:
    """Turned to the other, a hand that speaks."""
    s = at.wave(0.75)
    return profile(
        hands=((0.10, -0.56), (0.25, -0.68 - 0.06 * s)), lean=0.04, nod=0.05 * s, mood="talk"
    )


def surrender(at: Instant) -> Pose:
    """Hands up before a gun."""
    s = 0.012 * at.wave(1.5)
    return profile(hands=((0.17, -1.02 + s), (0.10, -1.04 - s)), lean=-0.06, mood="afraid")


PAIRS: dict[str, Pairing] = {
    "embrace": Pairing(distance=0.20),
    "kiss": Pairing(distance=0.255),
    "dance": Pairing(distance=0.34),
    "fight": Pairing(distance=0.70),
    "punch": Pairing(distance=0.60),
    "kick": Pairing(distance=0.62),
    "argue": Pairing(distance=0.62),
    "give": Pairing(distance=0.66),
    "take": Pairing(distance=0.66),
    "talk": Pairing(distance=0.58),
    "whisper": Pairing(distance=0.34),
    "shake_hands": Pairing(distance=0.52),
    "hold_hands": Pairing(distance=0.50),
    "shoot": Pairing(distance=1.3),
    **{name: Pairing(distance=each) for name, each in tending.DISTANCES.items()},
}
ROLES: dict[str, Callable[[Instant], Pose]] = {  # what each of two does, by action and role
    "embrace a": embrace_a,
    "embrace b": embrace_b,
    "kiss a": kiss,
    "kiss b": kiss,
    "dance a": dance_together,
    "dance b": dance_b,
    "fight a": fights.fight,
    "fight b": fights.fight,
    "punch b": reel,
    "kick b": reel,
    "argue a": gestures.argue,
    "argue b": gestures.argue,
    "give b": receive,
    "take a": receive,
    "take b": gestures.give,
    "talk a": speak,
    "talk b": speak,
    "stand b": listen,
    "look a": regard,
    "photograph a": photograph,
    "look b": regard,
    "whisper b": listen,
    "shoot b": surrender,
    "shake_hands a": shake_hands,
    "shake_hands b": shake_hands,
    "hold_hands a": hold_hands,
    "hold_hands b": hold_hands,
    **tending.ROLES,
}


def paired(action: str) -> Pairing | None:
    """How two stand who do that to each other; None where it is nothing that two do."""
    return PAIRS.get(action)
