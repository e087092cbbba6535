"""What people do with what they love: hear music, hold a baby, blow a kiss, search a bag."""

from __future__ import annotations

from vfc.generators.previs.people.acts.instant import Instant, between, ease, there_and_back
from vfc.generators.previs.people.acts.poses import ANKLE, Pose, front, profile


def listen(at: Instant) -> Pose:
    """Headphones on, a hand at one of them, the head and the knees going with the beat."""
    s, beat = at.wave(0.7), abs(at.wave(0.7))
    return front(
        hands=((-0.20, -0.52 - 0.05 * beat), (0.105, -0.90 + 0.01 * s)),
        hip=(0.018 * s, -0.49 + 0.012 * beat),
        lean=0.02 * s,
        nod=(0.012 * s, 0.016 * beat),
        tilt=0.10 * s,
        mood="smile",
        before=("headphones", "notes"),
        cycle=at.second,
        ways=((-0.6, 1.0), (1.0, 0.7)),
    )


def carry_child(at: Instant) -> Pose:
    """A baby in both arms before the chest, rocked from side to side and looked down at."""
    s = at.wave(0.35)
    return front(
        hands=((0.08, -0.60 + 0.01 * s), (-0.02, -0.545 - 0.01 * s)),
        hip=(0.014 * s, -0.49),
        lean=0.025 * s,
        nod=(-0.012 + 0.006 * s, 0.018),
        tilt=-0.14,
        gaze=(-0.5, 0.8),
        mood="smile",
        before=("baby",),
        cycle=s,
        ways=((-1.0, 0.8), (1.0, 0.8)),
    )


def pick(at: Instant) -> Pose:
    """Bent to a bush, one hand after the other to its fruit and back to a basket on the arm."""
    part = at.second % 1.8 / 1.8
    out = there_and_back(part, 0.35, 0.5)
    return profile(
        hands=((0.10, -0.46), (0.14 + 0.24 * out, -0.50 - 0.10 * out)),
        feet=((-0.10, ANKLE), (0.08, ANKLE)),
        lean=0.24 + 0.05 * out,
        nod=0.12,
        behind=("berry bush",),
        before=("harvest basket",),
        cycle=part,
    )


def blow_kiss(at: Instant) -> Pose:
    """A hand from the lips out to the viewer, hearts that leave it."""
    part = at.second % 2.2 / 2.2
    out = ease(min(1.0, max(0.0, (part - 0.25) / 0.3)))
    return front(
        hands=((-0.13, -0.50), between((0.03, -0.80), (0.25, -0.76), out)),
        nod=(0.0, 0.006),
        tilt=0.06,
        mood="kiss" if out < 0.6 else "smile",
        before=("hearts",),
        cycle=max(0.0, (part - 0.35) / 0.65),
        ways=((-0.8, 1.0), (1.0, 0.5)),
    )


def search(at: Instant) -> Pose:
    """An open bag before the belly, a hand that rummages in it, the head bent over it."""
    s, c = at.wave(1.1), at.wave(1.1, 0.25)
    return front(
        hands=((-0.15, -0.58), (0.03 + 0.03 * s, -0.545 + 0.018 * c)),
        nod=(0.006 * s, 0.030),
        lean=0.008 * s,
        gaze=(0.1, 1.0),
        before=("searched bag",),
        cycle=at.second,
        ways=((-1.0, 0.6), (1.0, 0.5)),
    )
