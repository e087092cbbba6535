"""What hands make: chopped, kneaded, flipped, ironed, sewn, turned on a wheel, welded."""

from __future__ import annotations

from vfc.generators.previs.people.acts.gestures import SITTING, upright
from vfc.generators.previs.people.acts.instant import Instant, between, ease, there_and_back
from vfc.generators.previs.people.acts.poses import ANKLE, SEAT, Pose, front, profile, seated

BY_HAND = ("needle", "thread", "socks", "scarf", "bandage", "t_shirt", "coat", "teddy_bear")


def chop(at: Instant) -> Pose:
    """A knife up and down over a board, the other hand on what is cut."""
    down = there_and_back(at.turn(0.6), 0.3, 0.5)
    return front(
        hands=((-0.13, -0.515), (0.13, -0.63 + 0.095 * down)),
        lean=0.01 * at.wave(0.4),
        nod=(0.0, 0.02),
        gaze=(0.1, 0.9),
        thing="knife",
        angle=-1.15 - 0.40 * down,
        before=("counter", "chopped"),
        cycle=at.second,
        ways=((-1.0, 0.4), (1.0, 0.2)),
    )


def knead(at: Instant) -> Pose:
    """Both hands pressed into dough on a floury table, by turns."""
    s = at.wave(0.8)
    press = 0.5 + 0.5 * s
    return front(
        hands=((-0.075, -0.545 + 0.03 * s), (0.075, -0.545 - 0.03 * s)),
        hip=(0.0, -0.485 + 0.012 * press),
        lean=0.02 * s,
        nod=(0.01 * s, 0.024),
        gaze=(0.0, 0.9),
        before=("counter", "dough"),
        cycle=at.second,
        mood="smile",
        ways=((-1.0, 0.2), (1.0, 0.2)),
    )


def flip(at: Instant) -> Pose:
    """A pan jerked up at the stove, and what is in it turns over in the air."""
    part = at.second % 2.0 / 2.0
    jerk = there_and_back(part, 0.12, 0.22) if part < 0.4 else 0.0
    own = at.thing in ("", "pancakes", "pan")
    return front(
        hands=((-0.24, -0.62), (0.10, -0.56 - 0.10 * jerk)),
        lean=0.012 * at.wave(0.5),
        nod=(0.004, -0.012),
        gaze=(0.2, -0.8),
        before=("stove top", "tossed pan", "pancakes" if own else "flipped food"),
        cycle=part,
        mood="smile",
        ways=((-1.0, 0.3), (1.0, 0.2)),
    )


def iron(at: Instant) -> Pose:
    """An iron to and fro over a shirt on its board, and steam."""
    s = at.wave(0.5)
    return front(
        hands=((-0.24, -0.50), (0.06 + 0.13 * s, -0.56)),
        lean=0.02 * s,
        nod=(0.01 * s, 0.02),
        gaze=(0.3 * s, 0.9),
        before=("ironing board",),
        cycle=at.second,
        ways=((-1.0, 0.3), (1.0, 0.3)),
    )


def sew(at: Instant) -> Pose:
    """At a sewing machine; with a needle by hand where the words name what that is done to."""
    if at.thing in BY_HAND:
        return stitch(at)
    s = 0.02 * at.wave(0.5)
    return profile(
        hands=((0.27 + s, -0.425), (0.20 + s, -0.42)),
        feet=SITTING,
        hip=SEAT,
        lean=0.24,
        nod=0.26 + 0.04 * at.wave(0.3),
        lap=True,
        behind=("seat",),
        before=("desk", "sewing_machine"),
        cycle=at.second,
        gaze=(0.3, 0.9),
    )


def stitch(at: Instant) -> Pose:
    """Seated, a needle drawn through cloth and up on its thread, again and again."""
    up = there_and_back(at.turn(1.8), 0.5, 0.65)
    return seated(
        ((-0.10, -0.40), between((0.0, -0.40), (0.22, -0.66), up)),
        nod=(0.0, 0.02),
        gaze=(0.1, 0.8),
        behind=("chair",),
        before=("sewn cloth",),
        ways=((-1.0, 0.3), (1.0, 0.3)),
    )


def pottery(at: Instant) -> Pose:
    """Seated at a wheel, both hands about wet clay that turns and rises between them."""
    part = ease(at.second % 4.0 / 3.4)
    wide = 0.155 - 0.02 * part + 0.004 * at.wave(2.0)
    return seated(
        ((-wide, -0.43 - 0.05 * part), (wide, -0.43 - 0.05 * part)),
        nod=(0.004 * at.wave(0.3), 0.026),
        gaze=(0.0, 0.9),
        behind=("chair",),
        before=("potter's wheel", "clay"),
        cycle=part,
        ways=((-1.0, 0.2), (1.0, 0.2)),
    )


def weld(at: Instant) -> Pose:
    """A torch at steel, its blinding light, sparks that fly; a mask before the face."""
    s = at.wave(0.6)
    return profile(
        hands=((0.20, -0.50), (0.27 + 0.02 * s, -0.58)),
        feet=((-0.12, ANKLE), (0.08, ANKLE)),
        lean=0.26 + 0.01 * s,
        nod=0.16,
        before=("steel", "welding mask", "weld"),
        cycle=at.second,
    )


def unwrap(at: Instant) -> Pose:
    """A box on a table whose lid goes up, and what it held shines out of it."""
    part = at.second % 4.0 / 4.0
    up = ease((part - 0.12) / 0.25)
    high = -0.66 - 0.26 * up
    return front(
        hands=((-0.135, high), (0.135, high)),
        lean=0.008 * at.wave(0.5),
        nod=(0.0, 0.02 - 0.02 * up),
        gaze=(0.0, 0.9),
        tilt=0.05 * at.wave(0.4),
        mouth=0.7 * up,
        mood="laugh" if up > 0.5 else "smile",
        before=("counter", "gift" if at.thing in ("", "gift", "letter") else "box"),
        cycle=up,
        ways=((-1.0, 0.5), (1.0, 0.5)),
    )


def make_up(at: Instant) -> Pose:
    """Lipstick along the lips before a mirror in the other hand."""
    s = at.wave(0.7)
    return upright(
        at,
        ((-0.20, -0.76), (0.055 + 0.018 * s, -0.80)),
        tilt=0.06,
        nod=(0.004, 0.0),
        gaze=(-0.6, 0.1),
        before=("hand mirror", "lipstick"),
        mouth=0.3,
        mood="kiss",
        ways=((-1.0, 0.6), (1.0, 0.5)),
    )


def blow_bubbles(at: Instant) -> Pose:
    """A ring before the lips, and bubbles that leave it and rise."""
    s = 0.01 * at.wave(0.5)
    return profile(
        hands=((0.06, -0.54), (0.20, -0.845 + s)),
        feet=((-0.06, ANKLE), (0.06, ANKLE)),
        lean=0.04 + s,
        mood="kiss",
        before=("soap bubbles",),
        cycle=at.second,
        ways=((-1.0, 0.6), (-0.2, 1.0)),
    )


def open_umbrella(at: Instant) -> Pose:
    """An umbrella raised, that goes up over the head."""
    part = at.second % 4.0 / 4.0
    up = ease((part - 0.08) / 0.3)
    return front(
        hands=(
            between((-0.02, -0.60), (-0.12, -0.52), up),
            between((0.12, -0.62), (0.1, -0.72), up),
        ),
        nod=(0.0, -0.008 * up),
        gaze=(0.2, -0.7 + 0.7 * up),
        before=("opening umbrella",),
        cycle=up,
        mood="smile",
        ways=((-1.0, 0.5), (1.0, 0.5)),
    )


def wash_up(at: Instant) -> Pose:
    """A plate wiped round and round over a sink full of foam."""
    s, c = at.wave(0.9), at.wave(0.9, 0.25)
    return front(
        hands=((-0.12, -0.58), (-0.05 + 0.04 * s, -0.60 + 0.04 * c)),
        nod=(0.0, 0.02),
        gaze=(-0.1, 0.9),
        before=("sink", "washed plate"),
        cycle=at.second,
        ways=((-1.0, 0.3), (1.0, 0.3)),
    )


def operate(at: Instant) -> Pose:
    """Bent over a patient on a table under a lamp, a blade in one hand."""
    s, c = at.wave(0.7), at.wave(0.45, 0.2)
    return front(
        hands=((-0.10 + 0.02 * c, -0.545), (0.08 + 0.03 * s, -0.555 + 0.012 * c)),
        lean=0.012 * s,
        nod=(0.006 * s, 0.024),
        gaze=(0.0, 0.9),
        behind=("operating lamp",),
        before=("patient",),
        cycle=at.second,
        ways=((-1.0, 0.3), (1.0, 0.3)),
    )
