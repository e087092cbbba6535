"""How each instrument is played."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from vfc.generators.previs.people.acts.gestures import SITTING, upright
from vfc.generators.previs.people.acts.instant import Instant
from vfc.generators.previs.people.acts.poses import SEAT, Pose, profile, seated


def guitar(at: Instant) -> Pose:
    """Strumming."""
    s, u = at.wave(1.6), at.wave(0.4)
    return upright(
        at,
        ((-0.035, -0.555 + 0.04 * s), (0.27 + 0.02 * u, -0.73 - 0.02 * u)),
        lean=0.02 * u,
        tilt=0.08 * u,
        thing="guitar",
        holding=0,
        ways=((-1.0, 0.2), (1.0, 0.8)),
        mood="smile",
        gaze=(0.4, 0.6),
    )


def violin(at: Instant) -> Pose:
    """A violin under the chin, and a bow that goes over it."""
    s = at.wave(0.85)
    return upright(
        at,
        ((-0.10 - 0.11 * s, -0.72 + 0.07 * s), (0.27, -0.81)),
        lean=0.02 * at.wave(0.4),
        tilt=0.30,
        nod=(0.02, 0.005),
        thing="violin",
        holding=0,
        angle=0.95,
        before=("fiddle",),
        ways=((-1.0, 0.2), (1.0, 0.8)),
        mood="asleep",
    )


def piano(at: Instant) -> Pose:
    """Sitting at the keys."""
    a, b = at.wave(1.7), at.wave(1.3, 0.4)
    return profile(
        hands=((0.27, -0.40 - 0.03 * max(0.0, a)), (0.25, -0.40 - 0.04 * max(0.0, b))),
        feet=SITTING,
        hip=SEAT,
        lean=0.14 + 0.06 * at.wave(0.35),
        nod=0.1,
        lap=True,
        behind=("seat", "piano"),
    )


def drum(at: Instant) -> Pose:
    """Sticks on two drums and a cymbal."""
    a, b = max(0.0, at.wave(2.0)), max(0.0, at.wave(2.0, 0.5))
    return seated(
        ((-0.19, -0.50 - 0.17 * a), (0.19, -0.50 - 0.17 * b)),
        lean=0.02 * at.wave(0.5),
        nod=(0.0, 0.01 * at.wave(1.0)),
        thing="sticks",
        before=("drums",),
        cycle=at.second,
        mood="smile",
    )


def wind(name: str, down: float) -> Callable[[Instant], Pose]:
    """How an instrument is blown that points forward, so far down."""

    def pose(at: Instant) -> Pose:
        s = at.wave(0.45)
        return profile(
            hands=((0.26, -0.82 + 0.12 * down - 0.02 * s), (0.19, -0.80 + 0.10 * down - 0.02 * s)),
            lean=-0.06 - 0.05 * s,
            nod=0.05,
            thing=name,
            angle=1.57 - 0.12 * s + down,
            mood="blow",
            ways=((-0.3, 1.0), (-0.3, 1.0)),
        )

    return pose


def flute(at: Instant) -> Pose:
    """A flute held out to one side."""
    s = at.wave(0.5)
    return upright(
        at,
        ((0.05, -0.845), (0.21, -0.835 + 0.006 * s)),
        tilt=0.10 * s,
        lean=0.02 * s,
        thing="flute",
        angle=1.57,
        holding=0,
        mood="blow",
        ways=((-1.0, 0.8), (1.0, 0.9)),
    )


def accordion(at: Instant) -> Pose:
    """Bellows drawn apart and together."""
    s = at.rise(0.7)
    return upright(
        at,
        ((-0.12 - 0.09 * s, -0.62), (0.12 + 0.09 * s, -0.62)),
        lean=0.02 * at.wave(0.35),
        before=("accordion",),
        cycle=s,
        mood="smile",
    )


INSTRUMENTS: dict[str, Callable[[Instant], Pose]] = {
    "guitar": guitar,
    "violin": violin,
    "piano": piano,
    "drum": drum,
    "trumpet": wind("trumpet", 0.0),
    "saxophone": wind("saxophone", 0.75),
    "flute": flute,
    "accordion": accordion,
}


def play_music(at: Instant) -> Pose:
    """Playing what the words name, or a guitar."""
    pose = INSTRUMENTS.get(at.thing, guitar)(at)
    return replace(pose, before=(*pose.before, "notes"), cycle=pose.cycle or at.second)
