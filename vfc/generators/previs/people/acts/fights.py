"""Fists, feet, and weapons."""

from __future__ import annotations

from vfc.generators.previs.people.acts.instant import Instant, between, there_and_back
from vfc.generators.previs.people.acts.poses import ANKLE, Pose, profile

GUARD = ((0.20, -0.84), (0.15, -0.80))
STANCE = ((-0.17, ANKLE), (0.15, ANKLE))
BLADES = ("sword", "knife", "axe", "hammer", "spear", "staff")


def punch(at: Instant) -> Pose:
    """A fist that shoots out from a guard."""
    hit = there_and_back(at.turn(0.9), 0.2, 0.45)
    return profile(
        hands=(GUARD[0], between(GUARD[1], (0.44, -0.84), hit)),
        feet=STANCE,
        hip=(-0.02 + 0.04 * hit, -0.455),
        lean=0.12 + 0.15 * hit,
        nod=0.05,
        thing="fist",
        mood="angry",
        shift=(0.02 * at.wave(1.4), 0.0),
    )


def fight(at: Instant) -> Pose:
    """Jabs with both fists, or blows with a blade."""
    if at.thing in BLADES:
        return strike(at)
    left, right = (there_and_back(part, 0.25, 0.5) for part in (at.turn(1.3), at.turn(0.85)))
    return profile(
        hands=(between(GUARD[0], (0.43, -0.88), left), between(GUARD[1], (0.44, -0.76), right)),
        feet=((-0.17 + 0.02 * at.wave(1.5), ANKLE), (0.15, ANKLE)),
        hip=(0.03 * at.wave(0.7), -0.45 + 0.012 * at.wave(1.5)),
        lean=0.10 + 0.12 * right,
        mood="angry",
        shift=(0.03 * at.wave(0.6), 0.0),
    )


def strike(at: Instant) -> Pose:
    """A weapon from over the head down before one."""
    part = at.turn(1.3)
    down = there_and_back(part, 0.22, 0.55)
    return profile(
        hands=((0.16, -0.66), between((-0.02, -1.06), (0.36, -0.62), down)),
        feet=STANCE,
        hip=(0.02 * down, -0.45),
        lean=-0.05 + 0.22 * down,
        angle=-0.5 + 1.9 * down,
        mood="angry",
    )


def kick(at: Instant) -> Pose:
    """A leg flung forward and up."""
    up = there_and_back(at.turn(1.2), 0.28, 0.5)
    return profile(
        hands=((0.12, -0.74), (-0.12 * up + 0.10, -0.70)),
        feet=((-0.05, ANKLE), between((-0.16, ANKLE), (0.50, -0.54), up)),
        hip=(0.02, -0.47),
        lean=0.10 - 0.45 * up,
        nod=0.35 * up,
        mood="effort",
    )


def shoot(at: Instant) -> Pose:
    """A gun held out, a flash, a kick back; or a bow that is drawn."""
    if at.thing in ("bow", "bow_and_arrow", "arrow"):
        return archery(at)
    part = at.turn(0.9)
    back = there_and_back(part, 0.06, 0.2) if part < 0.5 else 0.0
    return profile(
        hands=(
            (0.30 - 0.03 * back, -0.815 - 0.03 * back),
            (0.34 - 0.03 * back, -0.83 - 0.04 * back),
        ),
        feet=((-0.15, ANKLE), (0.12, ANKLE)),
        lean=0.04 - 0.08 * back,
        thing="gun flash" if part < 0.16 else "gun",
        angle=1.57 - 0.3 * back,
        mood="angry",
    )


def archery(at: Instant) -> Pose:
    """The string drawn back to the cheek, then loosed."""
    part = at.turn(2.0)
    drawn = there_and_back(part, 0.5, 0.75) if part < 0.76 else 0.0
    return profile(
        hands=((0.34, -0.80), (0.30 - 0.24 * drawn, -0.81)),
        feet=((-0.14, ANKLE), (0.14, ANKLE)),
        lean=-0.03,
        thing="drawn bow" if drawn > 0.05 else "loose bow",
        holding=0,
        cycle=drawn,
        ways=((-0.3, 1.0), (-1.0, -0.1)),
    )


def throw(at: Instant) -> Pose:
    """Drawn back, flung forward; the ball leaves the hand."""
    part = at.turn(1.7)
    wind_up = there_and_back(part, 0.35, 0.42)
    flung = part > 0.5
    hand = between((0.16, -0.62), (-0.24, -0.98), wind_up)
    if flung:
        hand = between((0.36, -0.86), (0.16, -0.55), min(1.0, (part - 0.5) * 3))
    return profile(
        hands=((0.27, -0.80) if not flung else (-0.06, -0.60), hand),
        feet=((-0.16, ANKLE), (0.14, ANKLE - 0.06 * wind_up)),
        hip=(-0.05 * wind_up, -0.465),
        lean=-0.25 * wind_up + (0.28 if flung else 0.05),
        thing="" if flung else "ball",
        before=("flying ball",) if flung else (),
        cycle=(part - 0.5) * 2,
    )


def catch(at: Instant) -> Pose:
    """A ball comes through the air into both hands."""
    part = at.turn(1.7)
    got = part > 0.55
    up = there_and_back(part, 0.5, 0.75)
    return profile(
        hands=((0.16 + 0.14 * up, -0.66 - 0.16 * up), (0.14 + 0.14 * up, -0.62 - 0.16 * up)),
        feet=((-0.15, ANKLE), (0.13, ANKLE)),
        hip=(-0.03, -0.445),
        lean=0.14,
        nod=-0.2,
        thing="ball" if got else "",
        before=() if got else ("coming ball",),
        cycle=part / 0.55,
    )
