"""What one does to another, hands at some part of the body, and what two do with one thing."""

from __future__ import annotations

from collections.abc import Callable
from math import pi, sin

from vfc.generators.previs.people.acts.instant import Instant, ease, there_and_back
from vfc.generators.previs.people.acts.poses import ANKLE, Both, Pose, profile

NEAR: Both = ((-0.06, ANKLE), (0.05, ANKLE))
DISTANCES = {  # heights between the feet of the two
    "tend_head": 0.40,
    "tend_neck": 0.40,
    "tend_body": 0.38,
    "tend_hand": 0.52,
    "tend_feet": 0.46,
    "fill": 0.66,
    "lead": 0.62,
    "shelter": 0.40,
    "exchange": 0.66,
    "toss": 1.3,
    "tug": 1.15,
    "measure": 1.05,
}
ROUND = 2.0  # seconds in which a ball goes over and comes back
WAYS: Both = ((-0.8, 1.0), (-0.8, 1.0))


def head_a(at: Instant) -> Pose:
    """Both hands at the other's head: they put on, comb, wipe, set right."""
    s, c = at.wave(0.7), at.wave(0.7, 0.25)
    hands: Both = ((0.33 + 0.01 * c, -0.95 - 0.02 * s), (0.36 + 0.015 * s, -0.97 + 0.03 * c))
    return profile(hands=hands, feet=NEAR, lean=0.08, nod=-0.06, ways=WAYS, mood="smile")


def neck_a(at: Instant) -> Pose:
    """Both hands at the other's throat: a tie, a collar, a necklace."""
    s = at.wave(0.9)
    hands: Both = ((0.30 + 0.01 * s, -0.76 + 0.015 * s), (0.31 - 0.012 * s, -0.73 - 0.02 * s))
    return profile(hands=hands, feet=NEAR, lean=0.06, nod=0.10, ways=WAYS)


def body_a(at: Instant) -> Pose:
    """Hands at the other's shoulders and down the front: a coat, a jacket."""
    s = at.rise(0.45)
    hands: Both = ((0.29, -0.80 + 0.12 * s), (0.33, -0.80 + 0.20 * s))
    return profile(hands=hands, feet=NEAR, lean=0.07, nod=0.04, ways=WAYS, mood="smile")


def hand_a(at: Instant) -> Pose:
    """Hands at the other's hand: a glove, a ring, a bandage."""
    s = at.wave(0.8)
    hands: Both = ((0.27, -0.58 + 0.01 * s), (0.31 + 0.02 * s, -0.61))
    return profile(hands=hands, feet=NEAR, lean=0.12, nod=0.24, mood="smile")


def hand_b(at: Instant) -> Pose:
    """A hand held out to be tended."""
    s = 0.006 * at.wave(0.5)
    return profile(hands=((0.04, -0.51), (0.26, -0.60 + s)), lean=0.02, nod=0.16, mood="smile")


def feet_a(at: Instant) -> Pose:
    """On the knees before the other, both hands at the shoes."""
    s, c = at.wave(1.0), at.wave(1.0, 0.25)
    return profile(
        hands=((0.33 + 0.02 * s, -0.09 - 0.02 * c), (0.37 - 0.02 * s, -0.08 + 0.02 * c)),
        feet=((-0.24, ANKLE), (-0.20, ANKLE)),
        hip=(-0.04, -0.275),
        lean=1.05,
        nod=0.10,
        knees=((1.0, 0.6), (1.0, 0.6)),
    )


def tended(at: Instant) -> Pose:
    """Standing still for what the other does, the chin up a little."""
    s = at.wave(0.3)
    hands: Both = ((0.02, -0.50), (0.04, -0.50))
    return profile(hands=hands, lean=-0.01, nod=-0.05 + 0.03 * s, mood="smile")


def looked_down(at: Instant) -> Pose:
    """Standing still, the eyes on whoever kneels."""
    return profile(lean=0.02, nod=0.34 + 0.03 * at.wave(0.3), mood="smile")


def fill_a(at: Instant) -> Pose:
    """A jug tilted over the other's cup, from which a stream falls."""
    tip = there_and_back(at.turn(4.0), 0.12, 0.9)
    return profile(
        hands=((0.03, -0.52), (0.24, -0.70 - 0.06 * tip)),
        feet=NEAR,
        lean=0.06 + 0.04 * tip,
        nod=0.14,
        thing="jug",
        angle=0.2 + 1.15 * tip,
        before=("poured stream",) if tip > 0.6 else (),
        cycle=at.second,
    )


def fill_b(at: Instant) -> Pose:
    """A cup held out, steady."""
    hands: Both = ((0.05, -0.52), (0.25, -0.575))
    return profile(hands=hands, lean=0.05, nod=0.16, thing="cup", mood="smile")


def lead_a(at: Instant) -> Pose:
    """Both hands out to the other's, drawing them on."""
    pull = ease(at.turn(3.2) / 0.7)
    return profile(
        hands=((0.28 - 0.05 * pull, -0.62), (0.31 - 0.05 * pull, -0.60)),
        feet=((-0.12, ANKLE), (0.06, ANKLE)),
        hip=(-0.05 * pull, -0.48),
        lean=0.14 - 0.22 * pull,
        mood="smile",
    )


def lead_b(at: Instant) -> Pose:
    """A hand in the other's, one foot up and on."""
    up = ease(at.turn(3.2) / 0.7)
    return profile(
        hands=((0.05, -0.56), (0.29, -0.60 - 0.03 * up)),
        feet=((-0.12, ANKLE), (0.14 * up, ANKLE - 0.13 * up)),
        hip=(0.02 * up, -0.49 - 0.03 * up),
        lean=0.10 + 0.06 * up,
    )


def shelter_a(at: Instant) -> Pose:
    """An umbrella held out over the other."""
    s = 0.008 * at.wave(0.4)
    hands: Both = ((0.03, -0.51), (0.19, -0.80 + s))
    return profile(hands=hands, feet=NEAR, lean=0.03, thing="umbrella", mood="smile")


def exchange(at: Instant) -> Pose:
    """A thing held out to the other, who holds out another, and back with theirs."""
    out = there_and_back(at.turn(2.6), 0.4, 0.8)
    return profile(
        hands=((0.06 + 0.24 * out, -0.56 - 0.03 * out), (0.10 + 0.26 * out, -0.60 - 0.10 * out)),
        feet=NEAR,
        lean=0.03 + 0.08 * out,
        thing="gift" if not at.thing else "",
        mood="smile",
    )


def toss(ahead: float) -> Callable[[Instant], Pose]:
    """A ball that goes to the other and comes back: thrown, waited for, caught."""

    def pose(at: Instant) -> Pose:
        part = (at.second / ROUND + ahead) % 1.0
        thrown = max(0.0, 1 - part / 0.18)
        caught = max(0.0, 1 - abs(part - 0.97) / 0.14)
        up = 0.16 * sin(pi * thrown)
        return profile(
            hands=(
                (0.16 + 0.06 * caught, -0.62),
                (0.25 - 0.28 * thrown, -0.66 - up - 0.1 * thrown),
            ),
            feet=((-0.15, ANKLE), (0.11, ANKLE)),
            hip=(-0.02, -0.47),
            lean=0.08 - 0.14 * thrown + 0.05 * caught,
            before=() if ahead else ("tossed ball",),
            cycle=part,
            mood="smile",
        )

    return pose


def tug(at: Instant) -> Pose:
    """Leaning far back, both hands at a rope that the other pulls."""
    s = at.wave(0.8)
    return profile(
        hands=((0.20 - 0.02 * s, -0.56), (0.30 - 0.02 * s, -0.57)),
        feet=((0.02, ANKLE), (0.24, ANKLE)),
        hip=(-0.06 - 0.03 * s, -0.42),
        lean=-0.34 - 0.05 * s,
        nod=0.2,
        knees=((1.0, 0.4), (1.0, 0.2)),
        shift=(-0.03 * s, 0.0),
        before=("tugged rope",),
        mood="effort",
    )


def measure(at: Instant) -> Pose:
    """One end of a tape held out, low; the other end is the other's."""
    s = 0.01 * at.wave(0.6)
    hands: Both = ((0.14, -0.50 + s), (0.20, -0.51 + s))
    return profile(hands=hands, feet=NEAR, lean=0.18, nod=0.22, before=("tape",))


ROLES: dict[str, Callable[[Instant], Pose]] = {
    "tend_head a": head_a,
    "tend_head b": tended,
    "tend_neck a": neck_a,
    "tend_neck b": tended,
    "tend_body a": body_a,
    "tend_body b": tended,
    "tend_hand a": hand_a,
    "tend_hand b": hand_b,
    "tend_feet a": feet_a,
    "tend_feet b": looked_down,
    "fill a": fill_a,
    "fill b": fill_b,
    "lead a": lead_a,
    "lead b": lead_b,
    "shelter a": shelter_a,
    "shelter b": tended,
    "exchange a": exchange,
    "exchange b": exchange,
    "toss a": toss(0.0),
    "toss b": toss(0.5),
    "tug a": tug,
    "tug b": tug,
    "measure a": measure,
    "measure b": measure,
}
