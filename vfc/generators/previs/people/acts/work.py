"""What hands do: cooking, eating, reading, digging, opening."""

from __future__ import annotations

from math import cos, pi, sin

from vfc.generators.previs.people.acts.feats import cast_net
from vfc.generators.previs.people.acts.gestures import SITTING, upright
from vfc.generators.previs.people.acts.instant import Instant, between, ease, there_and_back
from vfc.generators.previs.people.acts.poses import ANKLE, SEAT, Pose, front, profile


def cook(at: Instant) -> Pose:
    """Stirring in a steaming pan on a stove."""
    s, c = at.wave(0.9), at.wave(0.9, 0.25)
    return front(
        hands=((-0.19, -0.515), (0.07 + 0.05 * s, -0.60 + 0.012 * c)),
        lean=0.012 * s,
        nod=(0.0, 0.012),
        gaze=(0.2, 0.9),
        thing="ladle" if at.thing not in ("knife", "spoon") else "",
        angle=2.95 + 0.25 * s,
        before=("stove",),
        cycle=at.second,
        ways=((-1.0, 0.3), (1.0, 0.2)),
    )


def eat(at: Instant) -> Pose:
    """A fork from the plate to the mouth, at a table."""
    up = there_and_back(at.turn(1.9), 0.4, 0.6)
    hand = between((0.08, -0.38), (0.055, -0.585), up)
    if at.thing in ("apple", "burger", "pizza", "bread", "ice_cream", "banana", "cake"):
        return upright(
            at, ((-0.14, -0.52), between((0.13, -0.66), (0.05, -0.83), up)), mood="eat", mouth=up
        )
    return upright(
        Instant(second=at.second, phase=at.phase, seated=True),
        ((-0.15, -0.575), (hand[0], hand[1] - 0.205)),
        nod=(0.0, 0.010 * up),
        thing="fork",
        angle=-0.7 * up - 0.5,
        before=("table", "plate"),
        mood="eat",
        mouth=max(0.0, up * 1.6 - 0.6),
        gaze=(0.1, 0.7),
    )


def drink(at: Instant) -> Pose:
    """A cup up to the mouth, the head tilted back."""
    up = there_and_back(at.turn(2.6), 0.35, 0.75)
    hand = between((0.20, -0.62), (0.135, -0.865), up)
    rest = {"lean": -0.05 * up, "nod": -0.32 * up, "angle": -1.05 * up, "ways": ((-1, 1), (0.2, 1))}
    thing = "cup" if not at.thing else ""
    if at.seated:
        low = (hand[0] - 0.04, hand[1] + 0.215)
        return profile(
            hands=((0.10, -0.33), low),
            feet=SITTING,
            hip=SEAT,
            lap=True,
            thing=thing,
            behind=("seat",),
            **rest,
        )
    return profile(hands=((0.04, -0.51), hand), thing=thing, **rest)


def write(at: Instant) -> Pose:
    """A pen over paper, at a table."""
    s, along = at.wave(3.1), at.turn(2.0)
    return profile(
        hands=((0.24, -0.425), (0.20 + 0.10 * along, -0.425 - 0.012 * s)),
        feet=SITTING,
        hip=SEAT,
        lean=0.28,
        nod=0.30 + 0.03 * at.wave(0.4),
        lap=True,
        thing="pen",
        angle=-0.45,
        behind=("seat",),
        before=("desk", "paper"),
        gaze=(0.3, 0.9),
    )


def type_(at: Instant) -> Pose:
    """Fingers on a laptop's keys, at a table."""
    a, b = at.wave(4.1), at.wave(3.3, 0.3)
    return profile(
        hands=((0.25, -0.425 - 0.018 * max(0.0, a)), (0.21, -0.42 - 0.020 * max(0.0, b))),
        feet=SITTING,
        hip=SEAT,
        lean=0.16,
        nod=0.04 * at.wave(0.4),
        lap=True,
        behind=("seat",),
        before=("desk", "laptop"),
        cycle=at.second,
    )


def read(at: Instant) -> Pose:
    """An open book before the eyes; a page is turned."""
    if at.thing in ("newspaper", "map", "letter"):
        return read_sheet(at)
    flip = there_and_back(at.turn(2.6), 0.12, 0.16) if at.turn(2.6) < 0.3 else 0.0
    return upright(
        at,
        ((-0.10 + 0.02 * flip, -0.60), (0.10 - 0.16 * flip, -0.60 - 0.07 * flip)),
        nod=(0.010 * at.wave(0.5), 0.016),
        gaze=(0.5 * at.wave(0.5), 0.9),
        before=("open book",) if at.thing in ("", "book") else (),
        cycle=flip,
        ways=((-1.0, 0.6), (1.0, 0.6)),
    )


def read_sheet(at: Instant) -> Pose:
    """A sheet of paper held out by both hands."""
    s = 0.012 * at.wave(0.4)
    wide = 0.05 if at.thing == "letter" else 0.125
    return upright(
        at,
        ((-wide, -0.68 + s), (wide, -0.68 - s)),
        nod=(0.012 * at.wave(0.3), 0.016),
        gaze=(0.6 * at.wave(0.3), 0.9),
        before=(f"open {at.thing}",),
        ways=((-1.0, 0.7), (1.0, 0.7)),
    )


def dig(at: Instant) -> Pose:
    """A shovel into the ground, and earth thrown aside."""
    part = at.turn(1.8)
    down = there_and_back(part, 0.3, 0.5)
    return profile(
        hands=(
            between((0.20, -0.70), (0.36, -0.36), down),
            between((0.02, -0.78), (0.14, -0.55), down),
        ),
        feet=((-0.14, ANKLE), (0.13, ANKLE)),
        hip=(-0.05, -0.455 + 0.03 * down),
        lean=0.10 + 0.62 * down,
        thing="shovel",
        angle=1.15 + 1.20 * down,
        before=("earth",),
        cycle=part,
        mood="effort",
    )


def work(at: Instant) -> Pose:
    """A hammer on a bench."""
    part = at.turn(0.85)
    hit = there_and_back(part, 0.3, 0.42)
    return profile(
        hands=((0.27, -0.47), between((0.02, -0.96), (0.27, -0.56), hit)),
        feet=((-0.08, ANKLE), (0.05, ANKLE)),
        lean=0.05 + 0.20 * hit,
        nod=0.15,
        thing="hammer" if at.thing in ("", "tools") else "",
        angle=-0.6 + 2.0 * hit,
        before=("bench",),
        mood="effort",
    )


def paint(at: Instant) -> Pose:
    """A brush on a canvas that stands on an easel."""
    s, c = at.wave(0.7), at.wave(0.45, 0.2)
    return profile(
        hands=((0.14, -0.58), (0.29 + 0.02 * s, -0.74 - 0.09 * c)),
        feet=((-0.07, ANKLE), (0.05, ANKLE)),
        lean=0.04,
        nod=0.05 * s,
        thing="paintbrush",
        angle=1.35,
        behind=("easel",),
        before=("palette",),
    )


def sweep(at: Instant) -> Pose:
    """A broom over the floor."""
    s = at.wave(0.75)
    return profile(
        hands=((0.21 + 0.07 * s, -0.50), (0.08 + 0.03 * s, -0.68)),
        feet=((-0.13, ANKLE), (0.07, ANKLE)),
        lean=0.18 + 0.05 * s,
        nod=0.15,
        thing="broom",
        holding=0,
        angle=2.62 - 0.22 * s,
        before=("dust",),
        cycle=at.second,
    )


def open_(at: Instant) -> Pose:
    """A door is opened."""
    part = ease(at.turn(2.8) / 0.75)
    return profile(
        hands=((0.02, -0.51), (0.36 - 0.13 * part, -0.53)),
        feet=((-0.08 - 0.10 * part, ANKLE), (0.07, ANKLE)),
        hip=(-0.07 * part, -0.49),
        lean=0.12 - 0.14 * part,
        behind=("door",),
        cycle=part,
    )


def close(at: Instant) -> Pose:
    """A door is shut."""
    part = 1 - ease(at.turn(2.8) / 0.75)
    return profile(
        hands=((0.02, -0.51), (0.36 - 0.13 * part, -0.56)),
        feet=((-0.10, ANKLE), (0.07, ANKLE)),
        lean=0.14 - 0.10 * part,
        behind=("door",),
        cycle=part,
    )


def knock(at: Instant) -> Pose:
    """Knuckles on a door."""
    s = at.rise(2.4)
    return profile(
        hands=((0.02, -0.51), (0.30 - 0.12 * s, -0.80 - 0.02 * s)),
        lean=0.08 - 0.05 * s,
        behind=("door",),
        before=("knocks",) if s < 0.35 else (),
        thing="fist",
    )


def ride(at: Instant) -> Pose:
    """On a galloping horse, the reins in the hands."""
    s = at.wave(1.4)
    return profile(
        hands=((0.23, -0.56 + 0.02 * s), (0.20, -0.54 + 0.02 * s)),
        feet=((0.06, -0.18), (0.09, -0.16)),
        hip=(-0.04, -0.485),
        lean=0.16 + 0.07 * s,
        nod=-0.06,
        shift=(0.0, -0.19 + 0.025 * s),
        flare=0.05,
        behind=("horse",),
        cycle=at.second * 1.4 + at.phase / 6.283,
        lap=True,
    )


def cycle(at: Instant) -> Pose:
    """Pedalling a bicycle."""
    turn = 2 * pi * 0.9 * at.second + at.phase
    crank = (0.02, -0.165)
    feet = [(crank[0] + 0.08 * sin(turn + k), crank[1] - 0.08 * cos(turn + k)) for k in (pi, 0.0)]
    return profile(
        hands=((0.30, -0.575), (0.29, -0.565)),
        feet=(feet[0], feet[1]),
        hip=(-0.13, -0.535),
        lean=0.55,
        nod=-0.4,
        lap=True,
        shift=(0.0, 0.0),
        behind=("bicycle",),
        cycle=turn / (2 * pi),
    )


def drive(at: Instant) -> Pose:
    """Both hands on a wheel that turns."""
    s = at.wave(0.35)
    return profile(
        hands=((0.25, -0.50 - 0.04 * s), (0.24, -0.45 + 0.045 * s)),
        feet=((0.27, ANKLE - 0.03), (0.30, ANKLE - 0.02)),
        hip=(-0.06, -0.24),
        lean=-0.14 + 0.02 * at.wave(1.1),
        nod=0.16,
        lap=True,
        behind=("car seat",),
        before=("wheel",),
        cycle=s,
        shift=(0.0, 0.004 * at.wave(2.3)),
    )


def row(at: Instant) -> Pose:
    """Oars pulled through the water, in a boat."""
    s = at.wave(0.55)
    return profile(
        hands=((0.20 - 0.12 * s, -0.41), (0.19 - 0.12 * s, -0.40)),
        feet=((0.26, -0.08), (0.27, -0.07)),
        hip=(-0.08, -0.20),
        lean=0.05 - 0.38 * s,
        nod=0.1,
        lap=True,
        before=("boat",),
        cycle=at.second * 0.55 + at.phase / 6.283,
    )


def fish(at: Instant) -> Pose:
    """A rod over the water, that dips; a net flung out where the words have one."""
    if at.thing == "net":
        return cast_net(at)
    bite = there_and_back(at.turn(2.4), 0.5, 0.7)
    return profile(
        hands=((0.22, -0.58 - 0.03 * bite), (0.14, -0.55 - 0.02 * bite)),
        feet=((-0.06, ANKLE), (0.07, ANKLE)),
        lean=-0.05 - 0.08 * bite,
        thing="fishing rod",
        angle=0.95 - 0.25 * bite,
        before=("bite",),
        cycle=bite,
    )


def smoke(at: Instant) -> Pose:
    """A cigarette at the lips, then smoke in the air."""
    part = at.turn(3.0)
    up = there_and_back(part, 0.2, 0.45)
    return profile(
        hands=((-0.02, -0.51), between((0.14, -0.58), (0.135, -0.84), up)),
        lean=-0.04,
        nod=-0.10 * (1 - up),
        thing="cigarette",
        angle=1.4,
        mood="blow",
        before=("smoke",),
        cycle=part,
        ways=((-1.0, 0.6), (-0.1, 1.0)),
    )


def exercise(at: Instant) -> Pose:
    """A barbell lifted over the head."""
    up = there_and_back(at.turn(1.9), 0.4, 0.65)
    return front(
        hands=((-0.19, -0.74 - 0.36 * up), (0.19, -0.74 - 0.36 * up)),
        feet=((-0.12, ANKLE), (0.12, ANKLE)),
        hip=(0.0, -0.445 - 0.04 * up),
        before=("barbell",),
        mood="effort",
        nod=(0.0, -0.006),
    )


def pet(at: Instant) -> Pose:
    """Crouched, stroking a dog's back."""
    s = at.wave(0.8)
    return profile(
        hands=((0.10, -0.26), (0.29 + 0.06 * s, -0.27)),
        feet=((-0.06, ANKLE), (0.06, ANKLE)),
        hip=(-0.10, -0.20),
        lean=0.42,
        nod=-0.05,
        behind=("dog",),
        cycle=at.second,
        mood="smile",
    )


def feed(at: Instant) -> Pose:
    """Grain thrown from the hand to the ground."""
    out = there_and_back(at.turn(1.6), 0.35, 0.6)
    return profile(
        hands=((0.13, -0.58), between((0.12, -0.58), (0.33, -0.60), out)),
        lean=0.12 + 0.08 * out,
        nod=0.1,
        before=("grain",),
        cycle=at.turn(1.6),
        thing="basket" if not at.thing else "",
        holding=0,
        mood="smile",
    )


def play(at: Instant) -> Pose:
    """A ball thrown up from hand to hand."""
    s = at.wave(0.8)
    return front(
        hands=((-0.20, -0.63 - 0.07 * max(0.0, s)), (0.20, -0.63 - 0.07 * max(0.0, -s))),
        nod=(0.01 * s, -0.004),
        hip=(0.02 * s, -0.485),
        before=("juggled ball",),
        cycle=at.second * 0.8 + at.phase / 6.283,
        mood="smile",
        tilt=0.06 * s,
    )
