"""What bodies say: gestures of those who stand, sit, kneel or lie."""

from __future__ import annotations

from dataclasses import replace
from math import cos, pi, sin

from vfc.generators.previs.people.acts.instant import Instant, aimed, ease, there_and_back
from vfc.generators.previs.people.acts.poses import ANKLE, SEAT, Both, Pose, front, profile, seated

SITTING: Both = ((0.20, ANKLE), (0.23, ANKLE))


def upright(at: Instant, hands: Both | None = None, **rest) -> Pose:
    """Standing, or sitting where the words say so, seen from before."""
    sway = 0.008 * at.wave(0.11)
    if at.seated:
        rest.pop("hip", None)
        rest.pop("lean", None)
        rest["behind"] = ("chair", *rest.get("behind", ()))
        return seated(hands if hands is None else lowered(hands), lean=sway, **rest)
    return front(hands, lean=rest.pop("lean", 0.0) + sway, **rest)


def lowered(hands: Both) -> Both:
    """Hands of one who sits, where those of one who stands are given."""
    (ax, ay), (bx, by) = hands
    return (ax, ay + 0.205), (bx, by + 0.205)


def stand(at: Instant) -> Pose:
    """Standing still: breath, and a slow sway."""
    return upright(at, nod=(0.0, at.breath), flare=0.012 * at.wave(0.17))


def sit(at: Instant) -> Pose:
    """Sitting, seen from the side, hands in the lap."""
    if at.close:
        hands: Both = ((-0.05, -0.34), (0.05, -0.34))
        return seated(hands, nod=(0.0, at.breath), behind=("chair",))
    return profile(
        hands=((0.10, -0.33), (0.07, -0.32)),
        feet=SITTING,
        hip=SEAT,
        lean=0.03 + 2 * at.breath,
        nod=0.06 * at.wave(0.15),
        lap=True,
        behind=("seat",),
    )


def sit_at(at: Instant) -> Pose:
    """Sitting at a table, seen from before, hands on it."""
    s = 0.006 * at.wave(0.4)
    return seated(
        ((-0.12, -0.365 + s), (0.12, -0.365 - s)),
        nod=(0.006 * at.wave(0.2), at.breath),
        behind=("chair",),
        before=("table",),
    )


def doze(at: Instant) -> Pose:
    """Asleep on a seat, seen from before, the head sunk to one side."""
    breath = 0.008 * at.wave(0.25)
    hands: Both = ((-0.06, -0.36), (0.06, -0.36))
    nod = (0.03, 0.016 + breath)
    return seated(hands, nod=nod, tilt=0.36, mood="asleep", behind=("chair",))


def talk(at: Instant) -> Pose:
    """Hands that speak."""
    s, u = at.wave(0.75), at.wave(0.47, 0.3)
    return upright(
        at,
        ((-0.17 - 0.03 * u, -0.63 - 0.05 * u), (0.20 + 0.04 * s, -0.70 - 0.07 * s)),
        nod=(0.006 * s, 0.004 * abs(s)),
        mood="talk",
    )


def argue(at: Instant) -> Pose:
    """A finger shaken at somebody, leaning forward."""
    s = at.wave(1.7)
    return profile(
        hands=((0.22, -0.58 + 0.05 * at.wave(0.9)), (0.33, -0.80 + 0.06 * s)),
        feet=((-0.12, ANKLE), (0.10, ANKLE)),
        lean=0.16 + 0.03 * s,
        mood="angry",
        thing="finger",
        holding=1,
        mouth=0.5 + 0.5 * s,
    )


def shout(at: Instant) -> Pose:
    """Leaning forward, a hand beside a wide open mouth."""
    s = at.rise(1.1)
    return profile(
        hands=((-0.05, -0.52), (0.165 + 0.01 * s, -0.86)),
        feet=((-0.11, ANKLE), (0.10, ANKLE)),
        lean=0.10 + 0.05 * s,
        nod=-0.18,
        mood="shout",
        mouth=0.7 + 0.3 * s,
        ways=((-1.0, 0.6), (-0.3, 1.0)),
        before=("sound",),
        cycle=at.second,
    )


def whisper(at: Instant) -> Pose:
    """Leaning over, a hand beside the mouth."""
    s = 0.02 * at.wave(0.8)
    return profile(
        hands=((0.03, -0.50), (0.20 + s * 0.3, -0.84)),
        lean=0.20 + s,
        nod=0.1,
        mood="whisper",
        ways=((-1.0, 0.6), (0.4, 1.0)),
        mouth=0.3 * at.rise(2.2),
    )


def sing(at: Instant) -> Pose:
    """A microphone at the mouth, the other arm spread."""
    s, u = at.wave(0.45), at.wave(0.9)
    return upright(
        at,
        ((-0.31, -0.86 - 0.09 * s), (0.045, -0.80)),
        lean=0.02 * u,
        nod=(0.006 * u, -0.006),
        tilt=0.10 * s,
        thing="microphone",
        angle=-0.5,
        mood="sing",
        mouth=0.35 + 0.65 * at.rise(1.1),
        before=("notes",),
        cycle=at.second,
    )


def dance(at: Instant) -> Pose:
    """Hips that swing, arms up in turn, feet that leave the ground."""
    s, c = at.wave(0.9), at.wave(0.9, 0.25)
    up, down = max(0.0, s), max(0.0, -s)
    return front(
        hands=((-0.25, -0.70 - 0.37 * up), (0.25, -0.70 - 0.37 * down)),
        feet=((-0.11 - 0.10 * up, ANKLE - 0.13 * up), (0.11 + 0.10 * down, ANKLE - 0.13 * down)),
        hip=(0.05 * s, -0.465 - 0.02 * abs(c)),
        lean=-0.07 * s,
        tilt=-0.16 * s,
        flare=0.06 * c,
        shift=(0.03 * c, 0.0),
        mood="smile",
    )


def ballet(at: Instant) -> Pose:
    """On the toes of one foot, turning, the arms in a ring overhead."""
    s = at.wave(0.5)
    return front(
        hands=((-0.07 - 0.03 * s, -1.10), (0.07 + 0.03 * s, -1.10)),
        feet=((-0.01, ANKLE - 0.02), (0.24 * s, -0.24 - 0.05 * abs(s))),
        hip=(0.0, -0.52),
        lean=0.02 * s,
        tilt=0.1 * s,
        shift=(0.0, -0.02),
        mood="smile",
    )


def cry(at: Instant) -> Pose:
    """The face behind the hands, shoulders that shake; up close a hand wipes a tear."""
    sob = 0.012 * abs(at.wave(1.6))
    if at.close:
        wipe = at.rise(0.35)
        hand = (0.10, -0.88 + 0.03 * wipe)
        return upright(at, ((-0.14, -0.50), hand), nod=(0.0, 0.012 + sob), tilt=0.08, mood="cry")
    return upright(
        at,
        ((-0.045, -0.885 + sob), (0.045, -0.885 + sob)),
        nod=(0.0, 0.022 + sob),
        mood="cry",
        before=("tears",),
        cycle=at.second,
        ways=((-1.0, 0.3), (1.0, 0.3)),
    )


def laugh(at: Instant) -> Pose:
    """The head thrown back, then bent over, the body shaking, hands on the belly."""
    shake, back = abs(at.wave(2.4)), at.wave(0.4)
    low = max(0.0, -back)
    return upright(
        at,
        ((-0.07, -0.60 - 0.014 * shake), (0.075, -0.585 - 0.014 * shake)),
        hip=(0.0, -0.49 + 0.03 * low + 0.008 * shake),
        lean=0.055 * back,
        nod=(0.03 * back, -0.004 - 0.012 * shake + 0.035 * low),
        tilt=0.34 * back,
        mood="laugh",
        mouth=0.6 + 0.4 * shake,
        before=("laughter",),
        cycle=at.second,
    )


def smile(at: Instant) -> Pose:
    """A smile, the head on one side."""
    s = at.wave(0.3)
    return upright(at, tilt=0.10 * s, nod=(0.008 * s, 0.0), mood="smile")


def wave(at: Instant) -> Pose:
    """An open hand high, to and fro."""
    s = at.wave(1.3)
    return upright(
        at,
        ((-0.15, -0.50), (0.25 + 0.09 * s, -1.06 + 0.02 * abs(s))),
        tilt=0.05,
        mood="smile",
        thing="palm",
        angle=0.45 * s,
    )


def clap(at: Instant) -> Pose:
    """Hands together and apart before the chest."""
    s = at.rise(2.2)
    return upright(
        at,
        ((-0.015 - 0.15 * s, -0.66), (0.015 + 0.15 * s, -0.66)),
        nod=(0.0, -0.004 * s),
        mood="smile",
        ways=((-0.5, 1.0), (0.5, 1.0)),
    )


def pray(at: Instant) -> Pose:
    """On the knees, hands folded before a bent head."""
    nod = 0.35 + 0.10 * at.wave(0.28)
    return profile(
        hands=((0.19, -0.57 + 0.012 * at.wave(0.3)), (0.18, -0.57 + 0.012 * at.wave(0.3))),
        feet=((-0.27, ANKLE - 0.01), (-0.25, ANKLE)),
        hip=(-0.05, -0.275),
        lean=0.05 + 0.03 * at.wave(0.3),
        nod=nod,
        knees=((1.0, 0.6), (1.0, 0.6)),
        mood="asleep",
    )


def kneel(at: Instant) -> Pose:
    """Down on one knee, the hands on the other."""
    down = ease((at.second + 0.4) / 0.6)
    hip = (-0.04, -0.495 + 0.215 * down)
    return profile(
        hands=((0.10, -0.34), (0.19, -0.33 + 0.01 * at.wave(0.4))),
        feet=((-0.20 * down, ANKLE), (0.20 * down, ANKLE)),
        hip=hip,
        lean=0.08,
        nod=0.25 * at.rise(0.3),
    )


def look(at: Instant) -> Pose:
    """Looking about, from side to side; from afar with a hand over the brow."""
    s = at.wave(0.28)
    hands = None if at.close or at.seated else ((-0.14, -0.51), (0.085 + 0.012 * s, -0.965))
    return upright(at, hands, nod=(0.018 * s, 0.0), tilt=0.05 * s, lean=0.015 * s, gaze=(s, -0.1))


def point(at: Instant) -> Pose:
    """An arm stretched out, a finger at its end."""
    out = there_and_back(at.turn(3.0), 0.18, 0.88)
    return profile(
        hands=((0.02, -0.51), (0.06 + 0.34 * out, -0.54 - 0.29 * out)),
        lean=0.05 * out,
        nod=-0.08,
        thing="finger",
        angle=1.6,
    )


def phone(at: Instant) -> Pose:
    """A phone at the ear, the other hand talking."""
    s = at.wave(0.6)
    return upright(
        at,
        ((-0.20 - 0.03 * s, -0.64 - 0.06 * s), (0.108, -0.90)),
        tilt=0.12,
        nod=(0.012, 0.002 * s),
        thing="phone",
        angle=0.12,
        mood="talk",
        mouth=0.6 * at.rise(2.3),
        ways=((-0.6, 1.0), (1.0, 0.7)),
    )


def photograph(at: Instant) -> Pose:
    """A camera at the eye; its flash goes off."""
    s = at.wave(0.4)
    flash = at.turn(1.2) < 0.14
    return upright(
        at,
        ((-0.075, -0.905), (0.075, -0.905)),
        lean=0.02 * s,
        thing="camera flash" if flash else "camera",
        holding=1,
        ways=((-1.0, 0.5), (1.0, 0.5)),
    )


def salute(at: Instant) -> Pose:
    """Stiff, a flat hand goes up to the brow."""
    up = there_and_back(at.turn(3.2), 0.14, 0.88)
    return front(
        hands=((-0.125, -0.50), (0.14 - 0.045 * up, -0.50 - 0.475 * up)),
        ways=((-1.0, 0.45), (1.0, 0.25)),
        nod=(0.0, at.breath),
        lean=0.004 * at.wave(0.2),
    )


def hold(at: Instant) -> Pose:
    """A thing held before the chest, or one hand in the other."""
    s = at.wave(0.35)
    if not at.thing:
        return upright(at, ((-0.03, -0.55), (0.03, -0.55 + 0.004 * s)), nod=(0.006 * s, at.breath))
    return upright(at, ((-0.13, -0.52), (0.10, -0.70 + 0.015 * s)), tilt=0.05 * s, gaze=(0.3, 0.6))


def show(at: Instant) -> Pose:
    """A thing held up and out to the viewer."""
    out = at.rise(0.45)
    return upright(
        at,
        ((-0.20 - 0.04 * out, -0.64), (0.25, -0.78 - 0.10 * out)),
        nod=(0.01, 0.0),
        mood="smile",
        thing="gift" if not at.thing else "",
    )


def wait(at: Instant) -> Pose:
    """A look at the watch, a foot that taps."""
    tap, look_down = max(0.0, at.wave(1.8)), at.rise(0.3)
    return front(
        hands=((-0.15, -0.50), (0.01, -0.66 - 0.03 * look_down)),
        feet=((-0.06, ANKLE), (0.085, ANKLE - 0.03 * tap)),
        nod=(0.0, 0.016 * look_down),
        hip=(-0.02, -0.49),
        gaze=(0.2, 0.8),
        thing="watch",
        ways=((-0.6, 1.0), (1.0, 0.8)),
    )


def lean(at: Instant) -> Pose:
    """The back against a wall, one foot up on it, arms crossed."""
    return profile(
        hands=((0.09, -0.65), (0.03 + at.breath, -0.63)),
        feet=((0.06, ANKLE), (-0.13, -0.20)),
        hip=(-0.055, -0.475),
        lean=-0.09,
        nod=0.10 + 0.10 * at.wave(0.25),
        behind=("wall",),
        ways=((-1.0, 1.0), (-1.0, 1.0)),
    )


def turn(at: Instant) -> Pose:
    """Turning round: the back, the side, the face."""
    part = at.turn(3.0)
    if part < 0.33:
        return front(back=True, lean=0.02 * at.wave(0.4))
    if part < 0.5:
        return profile(feet=((-0.06, ANKLE), (0.07, ANKLE)))
    return front(tilt=0.06 * at.wave(0.4), mood="smile")


def stretch(at: Instant) -> Pose:
    """Arms high, bending to one side and the other."""
    s = at.wave(0.4)
    return front(
        hands=((-0.06 + 0.16 * s, -1.10), (0.06 + 0.16 * s, -1.10)),
        feet=((-0.13, ANKLE), (0.13, ANKLE)),
        hip=(-0.03 * s, -0.475),
        lean=0.13 * s,
        tilt=0.3 * s,
        mood="asleep",
    )


def hide(at: Instant) -> Pose:
    """Crouched behind a crate, looking over it."""
    up = at.rise(0.4)
    return profile(
        hands=((0.14, -0.42 - 0.05 * up), (0.17, -0.40 - 0.05 * up)),
        feet=((-0.03, ANKLE), (0.06, ANKLE)),
        hip=(-0.10, -0.19 - 0.05 * up),
        lean=0.35,
        nod=-0.1,
        before=("cover",),
        mood="afraid",
    )


def lie(at: Instant) -> Pose:
    """On the back, arms beside the body."""
    breath = 0.012 * at.wave(0.25)
    return profile(
        hands=((0.09 + breath, -0.52), (0.07 + breath, -0.50)),
        feet=((0.0, -0.02), (0.13, -0.16)),
        nod=0.18,
        spin=-pi / 2,
        shift=(0.05, 0.415 - breath * 0.4),
        behind=("pillow",),
        gaze=(0.0, -0.5),
    )


def slumber(at: Instant) -> Pose:
    """Asleep on the bare ground."""
    return replace(lie(at), mood="asleep")


def rest(at: Instant) -> Pose:
    """On a bed, awake."""
    breath = 0.012 * at.wave(0.25)
    return replace(lie(at), shift=(0.05, 0.26 - breath * 0.4), behind=("bed",))


def sleep(at: Instant) -> Pose:
    """On the back under a blanket, eyes shut, z's rising."""
    breath = 0.014 * at.wave(0.25)
    return profile(
        hands=((0.09, -0.62), (0.09 + breath, -0.60)),
        feet=((0.0, -0.02), (0.03, -0.02)),
        nod=0.15,
        spin=-pi / 2,
        shift=(0.05, 0.325 - breath * 0.4),
        behind=("bed",),
        before=("blanket",),
        mood="asleep",
        cycle=at.second * 0.35,
    )


def give(at: Instant) -> Pose:
    """A thing reached out to somebody."""
    out = there_and_back(at.turn(2.6), 0.4, 0.85)
    return profile(
        hands=((0.06, -0.54), (0.10 + 0.29 * out, -0.60 - 0.12 * out)),
        feet=((-0.08, ANKLE), (0.06, ANKLE)),
        lean=0.04 + 0.12 * out,
        thing="gift" if not at.thing else "",
        mood="smile",
    )


def take(at: Instant) -> Pose:
    """An empty hand out, and back to the chest with what it took."""
    part = at.turn(2.6)
    out = there_and_back(part, 0.35, 0.5)
    return profile(
        hands=((0.04, -0.53), (0.10 + 0.29 * out, -0.64 - 0.08 * out)),
        feet=((-0.08, ANKLE), (0.06, ANKLE)),
        lean=0.04 + 0.13 * out,
        thing="gift" if part > 0.42 and not at.thing else "",
        behind=("stand",) if part < 0.42 else ("stand bare",),
    )


def carry(at: Instant) -> Pose:
    """Walking with a load before the chest."""
    turn = 2 * pi * 0.75 * at.second + at.phase
    feet = []
    hip = (0.0, -0.483 + 0.008 * cos(2 * turn))
    for half in (pi, 0.0):
        ahead = 0.36 * sin(turn + half)
        knee = 0.6 * max(0.0, cos(turn + half)) ** 1.5 + 0.08
        feet.append(aimed(aimed(hip, ahead + 0.05, 0.25), ahead - knee, 0.25))
    return profile(
        hands=((0.23, -0.56), (0.21, -0.54)),
        feet=(feet[0], feet[1]),
        hip=hip,
        lean=-0.08,
        thing="box" if not at.thing else "",
    )
