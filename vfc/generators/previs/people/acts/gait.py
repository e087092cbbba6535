"""How bodies get from place to place: on foot, on all fours, through water and air."""

from __future__ import annotations

from dataclasses import replace
from math import cos, pi, sin

from vfc.generators.previs.people.acts.instant import Instant, aimed, ease, there_and_back
from vfc.generators.previs.people.acts.poses import ANKLE, BodyPoint, Both, Pose, profile


def gait(at: Instant, running: bool = False) -> Pose:
    """Walking or running, seen from the side."""
    turn = 2 * pi * at.beat * at.second + at.phase
    swing, lift, lean = (0.78, 1.45, 0.2) if running else (0.46, 0.8, 0.05)
    hip = (0.0, -0.485 + (0.022 if running else 0.011) * cos(2 * turn))
    feet, hands = [], []
    shoulder = (sin(lean) * 0.3, hip[1] - 0.295 * cos(lean))
    for half in (pi, 0.0):
        ahead = swing * sin(turn + half)
        knee = lift * max(0.0, cos(turn + half)) ** 1.5 + 0.08
        feet.append(aimed(aimed(hip, ahead + 0.05, 0.25), ahead - knee, 0.25))
        back = -swing * (1.05 if running else 0.85) * sin(turn + half)
        fore = back + (1.45 if running else 0.3)
        hands.append(aimed(aimed(shoulder, back, 0.17), fore, 0.16))
    drop = ANKLE - max(y for _, y in feet)
    drop = min(0.0, drop) if running else drop
    return profile(
        hands=lowered(hands, drop),
        feet=lowered(feet, drop),
        hip=(hip[0], hip[1] + drop),
        lean=lean,
        flare=0.03 * sin(turn * 2) + (0.05 if running else 0.02),
    )


def lowered(points: list[BodyPoint], down: float) -> Both:
    """Two points moved down."""
    (ax, ay), (bx, by) = points
    return (ax, ay + down), (bx, by + down)


def walk(at: Instant) -> Pose:
    """Walking."""
    return gait(at)


def run(at: Instant) -> Pose:
    """Running."""
    return gait(at, running=True)


def crawl(at: Instant) -> Pose:
    """On hands and knees."""
    s = 0.07 * at.wave(0.9)
    hip, flat = (-0.17, -0.265), 1.42
    return profile(
        hands=((0.17 + s, -0.03), (0.17 - s, -0.03)),
        feet=((-0.40 + s, ANKLE), (-0.40 - s, ANKLE)),
        hip=(hip[0], hip[1] - 0.008 * abs(at.wave(0.9))),
        lean=flat,
        nod=-1.0,
        ways=((-1.0, 0.0), (-1.0, 0.0)),
        knees=((1.0, 1.0), (1.0, 1.0)),
    )


def climb(at: Instant) -> Pose:
    """Up a rock, hand over hand."""
    s = at.wave(0.7)
    return profile(
        hands=((0.20, -0.98 + 0.11 * s), (0.20, -0.98 - 0.11 * s)),
        feet=((0.16, -0.20 - 0.09 * s), (0.16, -0.20 + 0.09 * s)),
        hip=(-0.05, -0.50 + 0.015 * s),
        lean=0.12,
        nod=-0.5,
        shift=(0.0, -0.10),
        behind=("rock",),
        cycle=at.second * 0.25,
    )


def swim(at: Instant) -> Pose:
    """The front crawl, half under water."""
    turn = 2 * pi * 0.7 * at.second + at.phase
    shoulder = (0.0, -0.79)
    return profile(
        hands=(aimed(shoulder, turn + pi, 0.32), aimed(shoulder, turn, 0.32)),
        feet=((0.05 * sin(turn * 3), -0.01), (-0.05 * sin(turn * 3), -0.01)),
        nod=-0.6,
        spin=1.42,
        shift=(0.0, 0.36),
        before=("water",),
        cycle=at.second * 0.5,
    )


def dive(at: Instant) -> Pose:
    """Swimming down under water, with fins and bubbles."""
    k = 0.09 * at.wave(0.8)
    return profile(
        hands=((0.12, -1.08 + k), (0.05, -1.12 - k)),
        feet=((k, -0.01), (-k, -0.01)),
        nod=-0.4,
        spin=1.9 + 0.04 * at.wave(0.4),
        shift=(0.0, 0.05 + 0.03 * at.wave(0.3)),
        before=("bubbles",),
        cycle=at.second * 0.4,
        thing="",
    )


def fly(at: Instant) -> Pose:
    """Through the air, an arm ahead."""
    k = 0.03 * at.wave(0.9)
    return profile(
        hands=((0.10, -0.50), (0.02, -1.13)),
        feet=((-0.03 + k, -0.02), (0.04 - k, -0.01)),
        nod=-0.55,
        spin=1.22 + 0.05 * at.wave(0.4),
        shift=(0.02 * at.wave(0.3), -0.16 + 0.05 * at.wave(0.5)),
        flare=0.05,
        behind=("streaks",),
        cycle=at.second,
    )


def jump(at: Instant) -> Pose:
    """Down, up into the air with the arms high, and down again."""
    part = at.turn(1.1)
    crouch = max(0.0, cos(2 * pi * part))
    up = max(0.0, -cos(2 * pi * part))
    lift = 0.34 * up
    hip = (-0.03 * crouch, -0.495 + 0.17 * crouch)
    return profile(
        hands=(
            (-0.18 * crouch + 0.16 * up + 0.06, -0.52 - 0.58 * up),
            (-0.14 * crouch + 0.20 * up + 0.06, -0.50 - 0.58 * up),
        ),
        feet=((-0.03 - 0.14 * up, ANKLE - 0.16 * up), (0.03 + 0.10 * up, ANKLE - 0.12 * up)),
        hip=hip,
        lean=0.55 * crouch,
        shift=(0.0, -lift),
        mood="laugh" if up > 0.3 else "",
    )


def fall(at: Instant) -> Pose:
    """Tripping, and down headlong with flung arms, until one lies on the ground."""
    part = at.turn(2.4)
    down = ease(part / 0.45)
    flail = (1 - ease((part - 0.4) / 0.15)) * at.wave(2.2)
    return profile(
        hands=((0.24, -0.98 + 0.12 * flail), (0.28, -0.88 - 0.12 * flail)),
        feet=((-0.14 * (1 - down) - 0.02, ANKLE - 0.10 * down), (0.06, ANKLE)),
        lean=0.25 * (1 - down),
        nod=-0.3,
        spin=1.5 * down,
        shift=(0.05 * down, 0.41 * down - 0.06 * sin(pi * down)),
        mood="afraid",
    )


def ski(at: Instant) -> Pose:
    """Downhill, bent at the knees, with poles."""
    s = at.wave(0.6)
    return profile(
        hands=((0.20, -0.46 + 0.03 * s), (0.17, -0.44 - 0.03 * s)),
        feet=((0.0, ANKLE), (0.03, ANKLE)),
        hip=(-0.12, -0.37 + 0.03 * s),
        lean=0.75 + 0.06 * s,
        nod=-0.55,
        spin=0.10,
        before=("skis", "poles"),
        behind=("streaks",),
        cycle=at.second,
    )


def skate(at: Instant) -> Pose:
    """Gliding on one leg, the other drawn out behind, then on the other."""
    s = at.wave(0.4)
    near = ease((s + 1) / 2)
    feet = [(0.03 - 0.40 * part, ANKLE - 0.28 * ease(part * 2 - 1)) for part in (near, 1 - near)]
    return profile(
        hands=((0.30, -0.72 + 0.06 * s), (-0.30, -0.70 - 0.06 * s)),
        feet=(feet[0], feet[1]),
        hip=(-0.02, -0.45),
        lean=0.35,
        nod=-0.2,
        before=("skates",),
        cycle=at.second,
    )


def surf(at: Instant) -> Pose:
    """On a board before a great wave that curls over."""
    return replace(balance(at), behind=("curl",))


def balance(at: Instant) -> Pose:
    """Standing across a board, knees bent, arms out for balance."""
    s, dip = at.wave(0.45), 0.02 * at.wave(0.9)
    return profile(
        hands=((0.30, -0.74 + 0.05 * s), (-0.28, -0.70 - 0.06 * s)),
        feet=((-0.16, ANKLE), (0.16, ANKLE)),
        hip=(-0.02 + 0.02 * s, -0.40 + dip),
        lean=0.28 + 0.08 * s,
        nod=-0.12,
        cycle=at.second,
    )


def bowing(at: Instant) -> Pose:
    """A deep bow, an arm across the waist."""
    dip = there_and_back(at.turn(2.4), 0.35, 0.65)
    lean = 1.15 * dip
    return profile(
        hands=(
            (0.30 * sin(lean) - 0.12, -0.52 - 0.10 * dip),
            (0.22 * sin(lean) + 0.05, -0.60 + 0.02 * dip),
        ),
        lean=lean,
        nod=0.2 * dip,
    )


def push(at: Instant) -> Pose:
    """Leaning into something heavy, step by step."""
    s = at.wave(0.7)
    return profile(
        hands=((0.36, -0.66), (0.36, -0.60)),
        feet=((-0.26 + 0.12 * s, ANKLE), (-0.26 - 0.12 * s, ANKLE)),
        hip=(-0.10, -0.44 + 0.01 * abs(s)),
        lean=0.62,
        nod=-0.3,
        behind=("crate",),
        mood="effort",
        cycle=at.second,
    )


def pull(at: Instant) -> Pose:
    """Leaning back on a rope."""
    s = at.wave(0.7)
    return profile(
        hands=((0.26 + 0.03 * s, -0.60), (0.20 + 0.03 * s, -0.58)),
        feet=((0.16 + 0.06 * s, ANKLE), (0.10 - 0.06 * s, ANKLE)),
        hip=(-0.12, -0.40),
        lean=-0.55 - 0.08 * s,
        nod=0.35,
        behind=("tow",),
        mood="effort",
        cycle=at.second,
    )


def ski_jump(at: Instant) -> Pose:
    """On skis through the air and down again."""
    pose = ski(at)
    up = abs(sin(pi * 0.45 * at.second + 0.3))
    x, y = pose.shift
    return replace(pose, shift=(x, y - 0.34 * up), spin=pose.spin - 0.25 * up)
