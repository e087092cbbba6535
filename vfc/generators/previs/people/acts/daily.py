"""What people do by day: pouring, watering, brushing, waking, protesting, drifting weightless."""

from __future__ import annotations

from dataclasses import replace
from math import cos, pi, sin

from vfc.generators.previs.people.acts.gestures import upright
from vfc.generators.previs.people.acts.instant import Instant, between, ease, there_and_back
from vfc.generators.previs.people.acts.poses import ANKLE, Both, Pose, front, profile, seated

JUGS = ("water", "milk", "coffee", "tea", "soup", "cup", "juice_box")


def pour(at: Instant) -> Pose:
    """A bottle tilted over a glass in the other hand, that fills."""
    part = at.second % 4.0 / 4.0
    tip = there_and_back(part, 0.15, 0.9)
    return upright(
        at,
        ((-0.10, -0.60), between((0.16, -0.70), (0.07, -0.82), tip)),
        nod=(-0.012, 0.018),
        gaze=(-0.4, 0.9),
        thing="jug" if at.thing in JUGS else "bottle",
        angle=-0.3 - 1.65 * tip,
        before=("poured glass",),
        cycle=part,
        ways=((-1.0, 0.5), (1.0, 0.4)),
    )


def water(at: Instant) -> Pose:
    """A can tilted over plants, to and fro."""
    s = at.wave(0.45)
    return profile(
        hands=((0.12, -0.52), (0.24 + 0.04 * s, -0.56)),
        feet=((-0.08, ANKLE), (0.07, ANKLE)),
        lean=0.16 + 0.04 * s,
        nod=0.15,
        thing="watering can",
        angle=0.42,
        before=("spray",),
        cycle=at.second,
        mood="smile",
    )


def drift(at: Instant) -> Pose:
    """Without weight: limbs loose, turning slowly in the air."""
    s, u = at.wave(0.16), at.wave(0.23, 0.3)
    return profile(
        hands=((0.30, -0.86 + 0.05 * s), (0.22, -0.62 - 0.06 * u)),
        feet=((-0.08 - 0.05 * u, -0.14), (0.12 + 0.05 * s, -0.20)),
        hip=(-0.03, -0.46),
        lean=0.12 + 0.05 * u,
        nod=-0.12,
        spin=0.42 * s,
        shift=(0.05 * u, -0.22 + 0.07 * s),
    )


def parachute(at: Instant) -> Pose:
    """Hanging from a parachute, hands at its lines, swinging."""
    s, u = at.wave(0.35), at.wave(0.2, 0.2)
    return front(
        hands=((-0.15, -1.04), (0.15, -1.04)),
        feet=((-0.09 + 0.03 * s, -0.07), (0.07 + 0.04 * s, -0.05)),
        hip=(0.02 * s, -0.48),
        lean=-0.02 * s,
        behind=("canopy",),
        spin=0.10 * s,
        shift=(0.04 * s, -0.12 + 0.05 * u),
        cycle=s,
    )


def skip_rope(at: Instant) -> Pose:
    """Over a rope that both hands turn, a hop each time it comes under the feet."""
    turn = 1.3 * at.second + at.phase / (2 * pi)
    up = max(0.0, -sin(2 * pi * turn))
    twirl = 0.03 * sin(2 * pi * turn)
    return front(
        hands=((-0.25, -0.55 + twirl), (0.25, -0.55 + twirl)),
        feet=((-0.05, ANKLE - 0.05 * up), (0.05, ANKLE - 0.03 * up)),
        shift=(0.0, -0.13 * up),
        behind=("rope behind",),
        before=("rope before",),
        cycle=turn,
        flare=0.03 * up,
        mood="smile",
    )


def toast(at: Instant) -> Pose:
    """A glass up to everybody."""
    up = there_and_back(at.turn(3.2), 0.2, 0.92)
    return upright(
        at,
        ((-0.13, -0.52), between((0.15, -0.70), (0.21, -0.95), up)),
        tilt=0.05,
        nod=(0.006, -0.006),
        thing="" if at.thing in ("beer", "cup") else "wine",
        mood="smile",
        mouth=0.5 * at.rise(1.6),
    )


def protest(at: Instant) -> Pose:
    """A placard up and down over the head, a fist beside it, a mouth that shouts."""
    s = at.rise(1.1)
    return front(
        hands=((-0.22, -0.98 - 0.08 * s), (0.25, -0.60 - 0.09 * (1 - s))),
        feet=((-0.08, ANKLE - 0.02 * s), (0.08, ANKLE - 0.02 * (1 - s))),
        lean=0.02 * at.wave(0.55),
        thing="placard",
        angle=0.06 * at.wave(1.1),
        mood="shout",
        mouth=0.5 + 0.5 * s,
    )


def plant_flag(at: Instant) -> Pose:
    """A flag driven into the ground, then an arm thrown up beside it."""
    part = at.second % 4.0 / 4.0
    down, won = ease(part / 0.22), ease((part - 0.4) / 0.15)
    return profile(
        hands=(
            between((0.24, -0.88 + 0.22 * down), (-0.12, -1.10), won),
            (0.26, -0.70 + 0.16 * down),
        ),
        feet=((-0.11, ANKLE), (0.10, ANKLE)),
        lean=0.20 * down - 0.16 * won,
        nod=-0.2 * won,
        behind=("planted flag",),
        cycle=at.second,
        flare=1 - down,
        mood="smile" if won else "effort",
        ways=((-1.0, 0.6), (-1.0, 0.6)),
    )


def mop(at: Instant) -> Pose:
    """A mop over a wet floor, a bucket beside."""
    s = at.wave(0.6)
    return profile(
        hands=((0.20 + 0.09 * s, -0.50), (0.07 + 0.04 * s, -0.69)),
        feet=((-0.13, ANKLE), (0.07, ANKLE)),
        lean=0.20 + 0.06 * s,
        nod=0.15,
        thing="mop",
        holding=0,
        angle=2.62 - 0.26 * s,
        behind=("bucket", "wet floor"),
        cycle=at.second,
    )


def sneak(at: Instant) -> Pose:
    """On the toes, bent, knees high, the hands before the chest."""
    turn = 2 * pi * 0.55 * at.second + at.phase
    feet = [
        (0.17 * sin(turn + half) + 0.02, ANKLE - 0.02 - 0.19 * max(0.0, cos(turn + half)))
        for half in (pi, 0.0)
    ]
    return profile(
        hands=((0.28, -0.66 + 0.04 * sin(turn)), (0.22, -0.60 - 0.04 * sin(turn))),
        feet=(feet[0], feet[1]),
        hip=(-0.06, -0.405 + 0.015 * sin(2 * turn)),
        lean=0.50,
        nod=-0.30,
        gaze=(sin(turn * 0.5), 0.0),
        ways=((-0.4, 1.0), (-0.4, 1.0)),
    )


def faint(at: Instant) -> Pose:
    """The back of a hand to the brow, the knees give way, and backwards to the ground."""
    part = at.second % 4.0 / 4.0
    down = ease((part - 0.12) / 0.24)
    return profile(
        hands=(
            between((-0.04, -0.52), (-0.16, -0.62), down),
            between((0.105, -0.985), (0.16, -0.90), down),
        ),
        feet=((-0.02, ANKLE), (0.06 + 0.10 * down, ANKLE - 0.10 * down)),
        hip=(-0.05 * sin(pi * down), -0.495 + 0.10 * sin(pi * down)),
        lean=-0.14 * (1 - down) - 0.12 * sin(pi * down),
        nod=-0.25 * (1 - down),
        spin=-1.55 * down,
        shift=(-0.05 * down, 0.42 * down),
        mood="asleep",
        ways=((-1.0, 0.6), (0.6, 1.0)),
    )


def wake(at: Instant) -> Pose:
    """From lying in bed up to sitting, arms stretched in a yawn."""
    part = at.second % 4.0 / 4.0
    up = ease((part - 0.06) / 0.16)
    s = 0.03 * at.wave(0.5)
    return profile(
        hands=between_both(
            ((0.09, -0.62), (0.09, -0.60)), ((0.62, -0.66 + s), (0.62, -0.54 - s)), up
        ),
        feet=((0.0, -0.02), (0.03, -0.02)),
        nod=0.15 - 0.3 * up,
        lean=1.32 * up,
        spin=-pi / 2,
        shift=(0.05, 0.33),
        behind=("bed",),
        before=("bedclothes",),
        mood="asleep" if up < 0.5 else "shout",
        mouth=0.9 * up * at.rise(0.5),
    )


def between_both(a: Both, b: Both, part: float) -> Both:
    """Points of the ways of both hands."""
    return between(a[0], b[0], part), between(a[1], b[1], part)


def brush_hair(at: Instant) -> Pose:
    """A brush down the hair, again and again, a mirror in the other hand."""
    part = at.turn(1.1)
    down = ease(part / 0.7) if part < 0.7 else 1 - ease((part - 0.7) / 0.3)
    return upright(
        at,
        ((-0.20, -0.74), between((0.075, -0.99), (0.125, -0.78), down)),
        tilt=0.14,
        nod=(0.01, 0.004),
        gaze=(-0.8, 0.1),
        thing="hairbrush",
        angle=-1.1,
        before=("hand mirror",),
        mood="smile",
        ways=((-1.0, 0.6), (1.0, 0.4)),
    )


def shave(at: Instant) -> Pose:
    """A razor down a cheek that is white with foam."""
    down = there_and_back(at.turn(1.4), 0.6, 0.75)
    return upright(
        at,
        ((-0.14, -0.52), between((0.085, -0.90), (0.062, -0.82), down)),
        tilt=-0.12,
        nod=(0.0, -0.008),
        gaze=(0.0, -0.2),
        thing="razor",
        angle=-0.9,
        before=("foam",),
        ways=((-0.6, 1.0), (1.0, 0.8)),
    )


def put_on(at: Instant) -> Pose:
    """A coat swung round behind, one arm into it and then the other, and drawn together."""
    part = at.second % 3.0 / 3.0
    first, second = ease(part / 0.35), ease((part - 0.4) / 0.3)
    together = ease((part - 0.75) / 0.15)
    return front(
        hands=(
            between(between((-0.10, -0.60), (-0.33, -0.72), first), (-0.05, -0.66), together),
            between(between((0.34, -0.98), (0.33, -0.64), second), (0.05, -0.66), together),
        ),
        lean=0.05 * sin(2 * pi * part),
        tilt=0.10 * sin(2 * pi * part),
        behind=("open coat",),
        cycle=together,
    )


def meditate(at: Instant) -> Pose:
    """Cross-legged on the ground, hands on the knees, eyes shut, breathing."""
    s = at.wave(0.25)
    pose = front(
        hands=((-0.225, -0.155), (0.225, -0.155)),
        hip=(0.0, -0.135 - 0.009 * s),
        nod=(0.0, 0.008 * s),
        ways=((-1.0, 0.3), (1.0, 0.3)),
        mood="asleep",
    )
    legs = (
        ((-0.05, -0.125), (-0.235, -0.07), (0.07, ANKLE)),
        ((0.05, -0.125), (0.235, -0.07), (-0.07, ANKLE)),
    )
    return replace(pose, legs=legs)


def juggle(at: Instant) -> Pose:
    """Three balls in the air, the hands below them in turn."""
    s = at.wave(1.2)
    return front(
        hands=((-0.17, -0.60 - 0.05 * s), (0.17, -0.60 + 0.05 * s)),
        nod=(0.012 * at.wave(0.6), -0.012),
        gaze=(at.wave(0.6), -0.9),
        before=("three balls",),
        cycle=at.second * 0.6 + at.phase / (2 * pi),
        mood="smile",
        ways=((-1.0, 0.4), (1.0, 0.4)),
    )


def inspect(at: Instant) -> Pose:
    """Bent over something near, a magnifier before the eye."""
    s = at.wave(0.3)
    return profile(
        hands=((0.10, -0.48), (0.22 + 0.02 * s, -0.74)),
        feet=((-0.10, ANKLE), (0.08, ANKLE)),
        lean=0.34 + 0.05 * s,
        nod=0.1,
        thing="magnifier",
        angle=0.5,
        ways=((-1.0, 0.6), (-0.2, 1.0)),
    )


def forge(at: Instant) -> Pose:
    """A hammer down on glowing iron that tongs hold on an anvil."""
    part = at.turn(0.9)
    hit = there_and_back(part, 0.3, 0.42)
    return profile(
        hands=((0.25, -0.50), between((0.02, -1.0), (0.30, -0.60), hit)),
        feet=((-0.10, ANKLE), (0.06, ANKLE)),
        lean=0.06 + 0.22 * hit,
        nod=0.12,
        thing="hammer",
        angle=-0.6 + 2.1 * hit,
        before=("anvil",),
        cycle=part,
        mood="effort",
    )


def blow_out(at: Instant) -> Pose:
    """Breath drawn in, then out with full cheeks over the candles of a cake, again and again."""
    part = at.second % 3.0 / 3.0
    blow = there_and_back(part, 0.3, 0.8)
    return profile(
        hands=((0.24, -0.47), (0.20, -0.46)),
        feet=((-0.12, ANKLE), (0.04, ANKLE)),
        lean=0.16 + 0.34 * blow,
        nod=0.12 - 0.2 * (1 - blow),
        mood="kiss" if blow > 0.3 else "surprised",
        behind=("cake",),
        before=("breath",),
        cycle=part,
    )


def knit(at: Instant) -> Pose:
    """Seated, two needles that cross before the chest, a ball of wool at the feet."""
    s = at.wave(1.3)
    return seated(
        ((-0.075, -0.42 + 0.016 * s), (0.075, -0.42 - 0.016 * s)),
        nod=(0.004 * at.wave(0.2), 0.02),
        gaze=(0.0, 0.9),
        behind=("chair", "wool"),
        before=("knitting",),
        ways=((-1.0, 0.3), (1.0, 0.3)),
        cycle=s,
        mood="smile",
    )


def free_fall(at: Instant) -> Pose:
    """High in the air, belly down, arms and legs spread, the air rushing up past."""
    s, u = at.wave(0.9), at.wave(0.4, 0.2)
    return profile(
        hands=((0.30, -0.90 + 0.03 * s), (0.06, -1.10 - 0.03 * s)),
        feet=((-0.26, -0.10 + 0.03 * u), (-0.20, ANKLE - 0.05 * u)),
        knees=((1.0, 0.0), (1.0, 0.0)),
        nod=-0.45,
        spin=1.28 + 0.07 * u,
        shift=(0.03 * u, -0.42 + 0.04 * s),
        before=("rush",),
        cycle=at.second,
        mood="shout",
        mouth=0.8,
    )


def put_ring(at: Instant) -> Pose:
    """A ring brought by one hand to the spread hand of the other, and on to its finger."""
    on = ease(at.second % 4.0 / 4.0 / 0.55)
    return upright(
        at,
        ((-0.045, -0.66), between((0.17, -0.70), (0.035, -0.672), on)),
        nod=(-0.006, 0.022),
        gaze=(-0.2, 0.9),
        before=("wedding ring",),
        cycle=on,
        mood="smile",
        ways=((-1.0, 0.5), (1.0, 0.5)),
    )


def look_up(at: Instant) -> Pose:
    """The head far back, to what is overhead, an arm loose and one half raised to it."""
    s = at.wave(0.2)
    return profile(
        hands=((-0.06, -0.52), (0.15, -0.60 - 0.015 * s)),
        feet=((-0.05, ANKLE), (0.05, ANKLE)),
        lean=-0.10 + 0.01 * s,
        nod=-0.72,
        gaze=(0.4, -1.0),
        mouth=0.25 + 0.1 * s,
    )


def brush_teeth(at: Instant) -> Pose:
    """A brush to and fro at the mouth, which is white with foam."""
    s = at.wave(2.4)
    return upright(
        at,
        ((-0.16, -0.52), (0.085 + 0.016 * s, -0.80)),
        tilt=0.04 * at.wave(0.4),
        nod=(0.004 * s, 0.004),
        before=("toothbrush",),
        mouth=0.5,
        cycle=s,
        ways=((-0.6, 1.0), (1.0, 0.5)),
    )


def film(at: Instant) -> Pose:
    """A phone held up before the face, at what it films."""
    s = 0.004 * at.wave(0.3)
    return upright(
        at,
        ((-0.07, -0.62), (0.25, -0.90 + s)),
        lean=0.01 * at.wave(0.2),
        thing="phone",
        holding=1,
        ways=((-1.0, 0.5), (1.0, 0.3)),
    )
