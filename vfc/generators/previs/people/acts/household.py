"""What is done about a house: folded, put in order, wiped, squeezed."""

from __future__ import annotations

from vfc.generators.previs.people.acts.instant import Instant, between, ease, there_and_back
from vfc.generators.previs.people.acts.poses import ANKLE, Pose, front, profile


def fold(at: Instant) -> Pose:
    """Cloth folded over on a table, one half upon the other, a pile beside."""
    part = at.second % 2.4 / 2.4
    over = there_and_back(part, 0.45, 0.75)
    right = between((0.20, -0.50), (-0.10, -0.60), over)
    return front(
        hands=((-0.16, -0.49), right),
        lean=0.012 * at.wave(0.5),
        nod=(0.004, 0.022),
        gaze=(0.0, 0.9),
        before=("counter", "folded cloth"),
        cycle=over,
        ways=((-1.0, 0.4), (1.0, 0.4)),
    )


def tidy(at: Instant) -> Pose:
    """One thing after the other taken from a heap on a table and set in a row."""
    part = at.second % 2.0 / 2.0
    there = ease(part / 0.7) if part < 0.7 else 1 - ease((part - 0.7) / 0.3)
    return front(
        hands=((-0.17, -0.50), between((0.30, -0.53), (-0.08, -0.58), there)),
        lean=-0.03 * there,
        nod=(0.012 - 0.02 * there, 0.02),
        gaze=(0.5 - 0.8 * there, 0.8),
        before=("counter", "ordered things"),
        cycle=there if part < 0.7 else -1.0,
        ways=((-1.0, 0.4), (1.0, 0.4)),
    )


def wipe(at: Instant) -> Pose:
    """A cloth round and round over a pane, the other hand on the hip."""
    s, c = at.wave(0.7), at.wave(0.7, 0.25)
    return profile(
        hands=((-0.02, -0.52), (0.30 + 0.01 * c, -0.78 + 0.10 * s)),
        feet=((-0.10, ANKLE), (0.08, ANKLE)),
        lean=0.06 + 0.01 * s,
        behind=("wiped pane",),
        before=("wiping cloth",),
        cycle=at.second,
        gaze=(0.4, -0.2),
    )


def squeeze(at: Instant) -> Pose:
    """Both hands pressed together about something soft before the chest."""
    press = there_and_back(at.second % 2.0 / 2.0, 0.5, 0.7)
    wide = 0.11 - 0.05 * press
    return front(
        hands=((-wide, -0.66), (wide, -0.66)),
        nod=(0.0, 0.02),
        gaze=(0.0, 0.8),
        before=("squeezed",),
        cycle=press,
        mood="effort" if press > 0.5 else "",
        ways=((-1.0, 0.2), (1.0, 0.2)),
    )
