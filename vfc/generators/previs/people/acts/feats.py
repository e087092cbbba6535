"""What bodies can do: handstands, somersaults, swings of a club, balls, boards, a sneeze."""

from __future__ import annotations

from math import cos, pi, sin

from vfc.generators.previs.people.acts.instant import Instant, between, ease, there_and_back
from vfc.generators.previs.people.acts.poses import ANKLE, Pose, front, profile


def handstand(at: Instant) -> Pose:
    """Head down on both hands, the legs up in the air."""
    s, u = at.wave(0.5), at.wave(0.35)
    return profile(
        hands=((-0.02, -1.11), (0.05, -1.11)),
        feet=((-0.05 + 0.05 * s, ANKLE), (0.09 + 0.06 * u, ANKLE - 0.03)),
        nod=-0.5,
        spin=pi + 0.05 * s,
        shift=(0.02, -0.15),
        knees=((-1.0, 0.0), (-1.0, 0.0)),
    )


def somersault(at: Instant) -> Pose:
    """Off the ground, over backwards in the air, and down on the feet."""
    part = at.turn(1.3)
    up = max(0.0, sin(pi * min(1.0, max(0.0, (part - 0.08) / 0.84))))
    tuck = ease(up * 1.4)
    turned = ease((part - 0.08) / 0.84)
    return profile(
        hands=((0.24 * tuck + 0.06, -0.52 + 0.02 * tuck), (0.22 * tuck + 0.04, -0.50)),
        feet=((0.20 * tuck, ANKLE - 0.30 * tuck), (0.22 * tuck, ANKLE - 0.30 * tuck)),
        hip=(-0.04 * (1 - tuck), -0.495 + 0.06 * (1 - tuck) * (part < 0.2)),
        lean=0.45 * tuck,
        nod=0.2 * tuck,
        spin=-2 * pi * turned,
        shift=(0.0, -0.52 * up),
    )


def cartwheel(at: Instant) -> Pose:
    """Over sideways, on hands and feet like the spokes of a wheel."""
    turn = 2 * pi * at.turn(1.8)
    return front(
        hands=((-0.28, -1.04), (0.28, -1.04)),
        feet=((-0.27, -0.08), (0.27, -0.08)),
        spin=turn,
        shift=(0.0, -0.06 * abs(sin(turn))),
        mood="smile",
    )


def sneeze(at: Instant) -> Pose:
    """The head drawn back, then flung forward into a handkerchief."""
    part = at.turn(1.5)
    back, burst = ease(part / 0.45), ease((part - 0.5) / 0.08)
    rest = ease((part - 0.75) / 0.2)
    bend = -0.16 * back + (0.56 * burst) * (1 - rest)
    sneezes = 0.5 < part < 0.8
    return profile(
        hands=((0.02, -0.52), (0.155 + 0.05 * (burst - rest), -0.84 + 0.10 * (burst - rest))),
        feet=((-0.07, ANKLE), (0.07, ANKLE)),
        lean=bend,
        nod=-0.25 * back * (1 - burst) + 0.2 * (burst - rest),
        mood="asleep",
        mouth=0.9,
        before=("handkerchief", "sneeze") if sneezes else ("handkerchief",),
        cycle=max(0.0, part - 0.5) * 3,
        ways=((-1.0, 0.6), (-0.2, 1.0)),
    )


def look_back(at: Instant) -> Pose:
    """The back to the viewer, then the face, over the shoulder, with a smile."""
    part = at.second % 4.0 / 4.0
    if part < 0.14:
        return front(back=True, lean=0.02 * at.wave(0.4))
    if part < 0.2:
        return profile(feet=((-0.06, ANKLE), (0.07, ANKLE)))
    return front(tilt=0.10 + 0.05 * at.wave(0.3), nod=(0.01, 0.0), lean=0.03, mood="smile")


def golf(at: Instant) -> Pose:
    """A club drawn back over the shoulder, down through the ball, and up on the other side."""
    part = at.second % 2.0 / 2.0
    back, hit = ease(part / 0.4), ease((part - 0.45) / 0.16)
    turn = -2.3 * back + 4.5 * hit
    hand = (0.26 * sin(turn * 0.62), -0.77 + 0.30 * cos(turn * 0.62))
    return front(
        hands=((hand[0] - 0.015, hand[1]), (hand[0] + 0.015, hand[1] - 0.02)),
        feet=((-0.13, ANKLE), (0.13, ANKLE)),
        hip=(0.03 * (hit - back), -0.475),
        lean=0.03 * (hit - back),
        tilt=0.05 * (hit - back),
        nod=(0.0, 0.018 * (1 - hit)),
        gaze=(hit, 0.6 * (1 - hit)),
        before=("golf club", "golf ball"),
        cycle=part,
    )


def swing(at: Instant) -> tuple[float, tuple[float, float], float]:
    """A stroke: how far it is, where the hand is, and its angle."""
    part = at.second % 1.6 / 1.6
    back, hit = ease(part / 0.35), ease((part - 0.4) / 0.2)
    low = between((0.20, -0.56), (-0.26, -0.66), back)
    return part, between(low, (0.30, -0.92), hit), 1.3 - 3.3 * back + 3.4 * hit


def tennis(at: Instant) -> Pose:
    """A racket drawn back and through a ball, that comes and goes."""
    part, hand, angle = swing(at)
    return profile(
        hands=((0.22 - 0.2 * (part > 0.5), -0.66), hand),
        feet=((-0.20, ANKLE), (0.20, ANKLE - 0.03 * (part < 0.4))),
        hip=(0.02, -0.43),
        lean=0.16,
        nod=-0.06,
        thing="racket",
        angle=angle,
        before=("tennis_ball",),
        cycle=part,
        mood="effort",
    )


def bat(at: Instant) -> Pose:
    """A bat from over the shoulder through a ball."""
    part, _, _ = swing(at)
    hit = ease((part - 0.4) / 0.2)
    hand = between((-0.14, -0.86), (0.30, -0.70), hit)
    return profile(
        hands=((hand[0] + 0.03, hand[1] + 0.03), hand),
        feet=((-0.20, ANKLE), (0.20, ANKLE)),
        hip=(0.02 * hit, -0.44),
        lean=0.02 + 0.12 * hit,
        thing="baseball bat",
        angle=-0.5 + 2.2 * hit,
        before=("baseball",),
        cycle=part,
        mood="effort",
    )


def dribble(at: Instant) -> Pose:
    """Running low with a ball that the hand bounces on the ground."""
    down = abs(sin(2 * pi * 0.8 * at.second))
    s = at.wave(0.9)
    return profile(
        hands=((0.06 - 0.1 * s, -0.60), (0.27, -0.56 + 0.08 * (1 - down))),
        feet=((0.20 * s, ANKLE - 0.08 * max(0.0, s)), (-0.20 * s, ANKLE - 0.08 * max(0.0, -s))),
        hip=(-0.03, -0.435),
        lean=0.30,
        nod=-0.2,
        before=("basketball",),
        cycle=down,
        mood="effort",
        ways=((-1.0, 0.6), (-0.5, 1.0)),
    )


def dunk(at: Instant) -> Pose:
    """A leap with the ball overhead, up to the ring and down through it."""
    part = at.second % 2.0 / 2.0
    up = there_and_back(part, 0.4, 0.62)
    slam = ease((part - 0.42) / 0.12)
    return profile(
        hands=(
            (0.08, -0.62 - 0.2 * up),
            between((0.14, -0.60), (0.16 + 0.12 * slam, -1.10 + 0.06 * slam), ease(up * 1.5)),
        ),
        feet=((-0.16 * up - 0.04, ANKLE - 0.16 * up), (0.14 * up, ANKLE - 0.22 * up)),
        hip=(0.0, -0.49 + 0.06 * (1 - up)),
        lean=0.10,
        nod=-0.3 * up,
        shift=(0.02, -0.20 * up),
        behind=("hoop",),
        before=("dunked ball",),
        cycle=part,
        mood="effort",
    )


def push_up(at: Instant) -> Pose:
    """Stretched out over the ground, down to it and up on both arms."""
    down = at.rise(0.7)
    low = 0.14 * down
    return profile(
        hands=((0.26, -0.80 - low), (0.30, -0.78 - low)),
        feet=((0.0, ANKLE), (0.02, ANKLE)),
        nod=-0.35,
        spin=1.30 + 0.16 * down,
        shift=(0.02, 0.26 + 0.09 * down),
        mood="effort",
        ways=((-1.0, -0.3), (-1.0, -0.3)),
    )


def hula(at: Instant) -> Pose:
    """A hoop that circles the waist, the hips after it."""
    s, c = at.wave(1.0), at.wave(1.0, 0.25)
    return front(
        hands=((-0.27, -0.80 + 0.03 * s), (0.27, -0.80 - 0.03 * s)),
        hip=(0.045 * s, -0.49),
        lean=-0.05 * s,
        behind=("hoop behind",),
        before=("hoop before",),
        cycle=at.second,
        flare=0.04 * c,
        mood="smile",
    )


def yoga(at: Instant) -> Pose:
    """Balanced on one leg, the other foot at its knee, the palms together overhead."""
    s = at.wave(0.2)
    return front(
        hands=((-0.012, -1.13), (0.012, -1.13)),
        feet=((-0.03, ANKLE), (0.0, -0.25)),
        hip=(0.006 * s, -0.50),
        lean=0.012 * s,
        nod=(0.0, at.breath),
        mood="asleep",
        ways=((-1.0, -0.3), (1.0, -0.3)),
    )


def cast(at: Instant) -> Pose:
    """Both arms out before one, light that gathers at the hands and bursts from them."""
    out = there_and_back(at.turn(2.2), 0.4, 0.85)
    return profile(
        hands=((0.10 + 0.18 * out, -0.66 - 0.14 * out), (0.12 + 0.18 * out, -0.62 - 0.12 * out)),
        feet=((-0.14, ANKLE), (0.12, ANKLE)),
        lean=0.04 + 0.08 * out,
        before=("magic",),
        cycle=at.second,
        mood="effort",
    )


def shiver(at: Instant) -> Pose:
    """Both arms about the own body, shoulders high, all of it trembling."""
    s = 0.012 * sin(2 * pi * 7.0 * at.second)
    return front(
        hands=((0.09 + s, -0.64), (-0.09 + s, -0.60)),
        lean=0.6 * s,
        nod=(s, 0.016),
        tilt=0.5 * s,
        mood="afraid",
        mouth=0.3,
        shift=(s, 0.0),
        before=("trembling",),
        cycle=at.second,
        ways=((-1.0, 0.4), (1.0, 0.4)),
    )


def splash(at: Instant) -> Pose:
    """Up in the air over a puddle, and down into it with both feet."""
    part = at.second % 1.0
    up = max(0.0, sin(2 * pi * (part - 0.35)))
    low = max(0.0, -sin(2 * pi * (part - 0.35)))
    return profile(
        hands=((0.26, -0.66 - 0.30 * up), (-0.22, -0.62 - 0.34 * up)),
        feet=((-0.05 - 0.06 * up, ANKLE - 0.14 * up), (0.07 + 0.06 * up, ANKLE - 0.10 * up)),
        hip=(-0.02, -0.485 + 0.09 * low),
        lean=0.12 * low,
        shift=(0.0, -0.24 * up),
        behind=("puddle",),
        before=("splashes",),
        cycle=part,
        mood="laugh",
        mouth=0.8,
    )


def plunge(at: Instant) -> Pose:
    """Off the edge, head first through the air, and into the water."""
    part = at.second % 2.4 / 2.4
    off = ease((part - 0.08) / 0.5)
    up = sin(pi * min(1.0, off * 1.1))
    return profile(
        hands=(
            between((0.04, -0.52), (0.06, -1.12), ease(off * 3)),
            between((0.05, -0.50), (0.09, -1.10), ease(off * 3)),
        ),
        feet=((-0.01, ANKLE), (0.02, ANKLE)),
        nod=-0.1,
        spin=2.35 * off,
        shift=(-0.36 + 0.62 * off, -0.34 * up + 0.52 * ease((off - 0.72) / 0.28)),
        before=("plunge",),
        cycle=part,
    )


def hose(at: Instant) -> Pose:
    """A hose held at the hip, its water thrown in a high arc."""
    s = at.wave(0.4)
    return profile(
        hands=((0.16, -0.50), (0.26, -0.56 - 0.02 * s)),
        feet=((-0.18, ANKLE), (0.14, ANKLE)),
        hip=(-0.03, -0.46),
        lean=-0.06 + 0.02 * s,
        before=("hose",),
        cycle=at.second,
        mood="effort",
    )


def hang(at: Instant) -> Pose:
    """Both hands at a rope overhead, the body swinging from it."""
    s = at.wave(0.45)
    return profile(
        hands=((0.03, -1.12), (0.05, -1.16)),
        feet=((0.06 + 0.10 * s, -0.10), (0.12 + 0.10 * s, -0.14)),
        lean=0.04,
        spin=0.42 * s,
        shift=(0.30 * s, -0.16),
        behind=("long rope",),
        cycle=s,
        mood="laugh",
        ways=((-1.0, 0.2), (-1.0, 0.2)),
    )


def slide(at: Instant) -> Pose:
    """Seated on the ground, the legs ahead, leaning back, sliding."""
    s = at.wave(1.6)
    return profile(
        hands=((-0.24, -0.10), (0.06, -0.62 - 0.06 * s)),
        feet=((0.42, ANKLE - 0.02), (0.44, ANKLE - 0.06 - 0.02 * s)),
        hip=(-0.06, -0.10),
        lean=-0.42 + 0.03 * s,
        nod=0.25,
        behind=("streaks",),
        before=("slid dust",),
        cycle=at.second,
        mood="laugh",
        mouth=0.6,
    )


def propose(at: Instant) -> Pose:
    """Down on one knee, a ring held up."""
    up = ease((at.second + 0.2) / 0.8)
    return profile(
        hands=((0.16, -0.40), (0.14 + 0.14 * up, -0.42 - 0.14 * up)),
        feet=((-0.22, ANKLE), (0.17, ANKLE)),
        hip=(-0.05, -0.28),
        lean=0.06,
        nod=-0.30,
        before=("offered ring",),
        mood="smile",
    )


def cast_net(at: Instant) -> Pose:
    """A net flung out, that spreads in the air and falls on the water."""
    part = at.second % 2.6 / 2.6
    flung = ease((part - 0.1) / 0.25)
    return profile(
        hands=(
            between((-0.16, -0.62), (0.34, -0.84), flung),
            between((-0.20, -0.56), (0.32, -0.74), flung),
        ),
        feet=((-0.16, ANKLE), (0.14, ANKLE)),
        hip=(-0.02, -0.47),
        lean=-0.16 + 0.34 * flung,
        before=("cast net",),
        cycle=part,
    )


def dj(at: Instant) -> Pose:
    """Both hands on discs that turn, the head with the beat."""
    s, c = at.wave(1.0), abs(at.wave(1.0))
    return front(
        hands=((-0.22 + 0.02 * s, -0.555), (0.22 - 0.03 * s, -0.555)),
        hip=(0.01 * s, -0.485 + 0.010 * c),
        nod=(0.012 * s, 0.024 * c),
        tilt=0.10 * s,
        before=("decks",),
        cycle=at.second,
        mood="smile",
        ways=((-1.0, 0.2), (1.0, 0.2)),
    )


def conduct(at: Instant) -> Pose:
    """A baton that beats time, the other hand that shapes it."""
    s, c, u = at.wave(0.8), at.wave(1.6, 0.25), at.wave(0.5)
    return front(
        hands=((-0.26 - 0.05 * u, -0.84 - 0.12 * u), (0.24 + 0.08 * s, -0.90 + 0.12 * c)),
        lean=0.03 * s,
        nod=(0.01 * s, 0.0),
        thing="baton",
        angle=0.7 * s - 0.3,
        flare=0.05 * s,
        mood="effort",
        ways=((-1.0, 0.5), (1.0, 0.5)),
    )


def tightrope(at: Instant) -> Pose:
    """Foot before foot along a rope, a long pole in both hands, swaying."""
    s, turn = at.wave(0.5), 2 * pi * 0.45 * at.second + at.phase
    return front(
        hands=((-0.19, -0.58 + 0.02 * s), (0.19, -0.58 - 0.02 * s)),
        feet=(
            (-0.02, ANKLE - 0.05 * max(0.0, sin(turn))),
            (0.02, ANKLE - 0.05 * max(0.0, -sin(turn))),
        ),
        hip=(0.01 * s, -0.495),
        lean=0.05 * s,
        tilt=-0.08 * s,
        gaze=(0.0, 0.7),
        behind=("tight rope",),
        before=("pole",),
        shift=(0.0, -0.10),
        cycle=s,
    )


def cheer(at: Instant) -> Pose:
    """Both arms thrown up wide, off the ground again and again."""
    s = at.wave(1.2)
    up = max(0.0, s)
    return front(
        hands=((-0.24 - 0.03 * s, -1.05 - 0.03 * up), (0.24 - 0.03 * s, -1.05 - 0.03 * up)),
        feet=((-0.08, ANKLE - 0.02 * up), (0.08, ANKLE - 0.02 * up)),
        hip=(0.0, -0.495 + 0.02 * max(0.0, -s)),
        tilt=0.08 * at.wave(0.6),
        shift=(0.0, -0.07 * up),
        mood="laugh",
        mouth=0.8,
    )
