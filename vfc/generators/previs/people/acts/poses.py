"""How bodies stand. Joints are in the person's own height: feet at y 0, the crown at -1, x to the
face.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, hypot, sin, sqrt

from vfc.film.speech import LEVELS_A_SECOND

BodyPoint = tuple[float, float]
Limb = tuple[BodyPoint, BodyPoint, BodyPoint]  # root, bend, end
Both = tuple[BodyPoint, BodyPoint]
THIGH, SHIN, UPPER, FORE, TRUNK = 0.25, 0.25, 0.17, 0.16, 0.335
ANKLE = -0.028
HIP = (0.0, -0.495)
SEAT = (-0.06, -0.28)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pose:
    """Where the joints are, and what goes with the body: legs and arms have the far or left one
    first; `flare` is the coat's swing.
    """

    hip: BodyPoint
    neck: BodyPoint
    head: BodyPoint
    legs: tuple[Limb, ...]
    arms: tuple[Limb, ...]
    flare: float = 0.0
    side: bool = False
    back: bool = False  # seen from behind
    lap: bool = False
    tilt: float = 0.0  # radians by which the head leans to the face's side
    spin: float = 0.0  # radians by which the whole body is turned about the hip, headlong
    shift: BodyPoint = (0.0, 0.0)  # by which the whole body is moved
    holding: int = 1  # the arm whose hand holds what is held
    angle: float = 0.0  # radians by which it leans to the face's side
    over: bool = True  # whether the right or near arm is drawn over the body
    blink: float = 0.0  # 1 with the eyes shut
    mouth: float = 0.0  # 1 with the mouth open
    mood: str = ""  # what the face shows: `laugh`, `cry`, `kiss`
    gaze: BodyPoint = (0.0, 0.0)
    wind: float = 0.0  # how far hair and scarf blow to the face's side
    thing: str = ""  # what the action has in the hand where the words name nothing
    behind: tuple[str, ...] = ()  # what the action stands before: a wall, a horse
    before: tuple[str, ...] = ()  # and behind: a table, water
    cycle: float = 0.0  # how far those have moved, in turns

    @property
    def grip(self) -> tuple[BodyPoint, float]:
        """Where the hand holds a thing, and its angle."""
        _, bend, end = self.arms[self.holding]
        return (end[0] + (end[0] - bend[0]) * 0.14, end[1] + (end[1] - bend[1]) * 0.14), self.angle


def bent(
    root: BodyPoint, end: BodyPoint, bones: tuple[float, float], way: BodyPoint, short: float = 0.0
) -> Limb:
    """A limb from its root to as near its end as its two bones reach, bent to the side of `way`;
    a `short` one comes to the viewer, so that its bones look shorter: so many times the way
    to its end.
    """
    upper, lower = bones
    dx, dy = end[0] - root[0], end[1] - root[1]
    far = hypot(dx, dy) or 1e-6
    if short:
        part = min(1.0, max(0.66, short * far / (upper + lower)))
        upper, lower = upper * part, lower * part
    far = max(far, abs(upper - lower) + 0.004)
    ux, uy = dx / far, dy / far
    far = min(far, (upper + lower) * 0.999)
    along = (upper**2 - lower**2 + far**2) / (2 * far)
    off = sqrt(max(0.0, upper**2 - along**2))
    if -uy * way[0] + ux * way[1] < 0:
        off = -off
    bend = (root[0] + ux * along - uy * off, root[1] + uy * along + ux * off)
    return root, bend, (root[0] + ux * far, root[1] + uy * far)


def reach(root: BodyPoint, first: float, second: float, upper: float, lower: float) -> Limb:
    """A limb from its root by the angles of its two bones, 0 hanging down, positive forward."""
    bend = (root[0] + upper * sin(first), root[1] + upper * cos(first))
    return root, bend, (bend[0] + lower * sin(second), bend[1] + lower * cos(second))


def front(
    hands: Both | None = None,
    feet: Both = ((-0.062, ANKLE), (0.062, ANKLE)),
    hip: BodyPoint = HIP,
    lean: float = 0.0,
    nod: BodyPoint = (0.0, 0.0),
    ways: Both = ((-0.6, 1.0), (0.6, 1.0)),
    **rest,
) -> Pose:
    """A pose seen from before, by where its hands and feet are; `lean` is sideways."""
    neck = (hip[0] + lean, hip[1] - sqrt(max(0.01, TRUNK**2 - lean**2)))
    roots = [(neck[0] + sign * 0.096, neck[1] + 0.055) for sign in (-1, 1)]
    if hands is None:
        hands = ((roots[0][0] - 0.04, roots[0][1] + 0.31), (roots[1][0] + 0.04, roots[1][1] + 0.31))
    arms = tuple(
        bent(root, hand, (UPPER, FORE), way, short=1.06)
        for root, hand, way in zip(roots, hands, ways, strict=True)
    )
    legs = tuple(
        bent((hip[0] + sign * 0.047, hip[1]), foot, (THIGH, SHIN), (sign, 0), short=1.008)
        for sign, foot in zip((-1, 1), feet, strict=True)
    )
    head = (neck[0] + 0.3 * lean + nod[0], neck[1] - 0.095 + nod[1])
    return Pose(hip=hip, neck=neck, head=head, legs=legs, arms=arms, **rest)


def straightened(hip: BodyPoint, foot: BodyPoint) -> BodyPoint:
    """The bones of a leg, a little shorter where it is all but straight, so that the knee is."""
    far = hypot(foot[0] - hip[0], foot[1] - hip[1]) / (THIGH + SHIN)
    part = min(1.0, max(0.0, (far - 0.87) / 0.06))
    short = 1 - part * (1 - min(1.0, far * 1.003))
    return THIGH * short, SHIN * short


def seated(hands: Both | None = None, lean: float = 0.0, sink: float = 0.0, **rest) -> Pose:
    """Sitting, seen from before."""
    pose = front(hands, hip=(0.0, -0.29 + sink), lean=lean, lap=True, **rest)
    legs = tuple(
        ((sign * 0.047, -0.29), (sign * 0.085, -0.25), (sign * 0.078, ANKLE)) for sign in (-1, 1)
    )
    return Pose(**{**fields_of(pose), "legs": legs})


def profile(
    hands: Both | None = None,
    feet: Both = ((-0.02, ANKLE), (0.025, ANKLE)),
    hip: BodyPoint = HIP,
    lean: float = 0.0,
    nod: float = 0.0,
    ways: Both = ((-1.0, 0.6), (-1.0, 0.6)),
    knees: Both = ((1.0, 0.0), (1.0, 0.0)),
    **rest,
) -> Pose:
    """A pose seen from the side, by where the far and the near hand and foot are; `lean` is the
    trunk's angle forward, `nod` the head's beyond it, both in radians.
    """
    neck = (hip[0] + TRUNK * sin(lean), hip[1] - TRUNK * cos(lean))
    root = (neck[0] - 0.04 * sin(lean), neck[1] + 0.04 * cos(lean))
    if hands is None:
        hands = ((root[0] + 0.02, root[1] + 0.32), (root[0] + 0.03, root[1] + 0.32))
    arms = tuple(
        bent(root, hand, (UPPER, FORE), way) for hand, way in zip(hands, ways, strict=True)
    )
    legs = tuple(
        bent(hip, foot, straightened(hip, foot), way) for foot, way in zip(feet, knees, strict=True)
    )
    turned = lean + nod
    head = (neck[0] + 0.097 * sin(turned * 0.8 + 0.2), neck[1] - 0.097 * cos(turned * 0.8 + 0.2))
    return Pose(
        hip=hip, neck=neck, head=head, legs=legs, arms=arms, side=True, tilt=turned * 0.8, **rest
    )


def on_knees(pose: Pose) -> Pose:
    """The pose of one who stands, done on the knees."""
    low = -0.275 - pose.hip[1]

    def moved(point: BodyPoint) -> BodyPoint:
        return point[0], min(ANKLE, point[1] + low)

    (hx, hy), way = moved(pose.hip), (1.0, 0.6) if pose.side else (0.0, 1.0)
    feet = ((-0.27, ANKLE), (-0.25, ANKLE)) if pose.side else ((-0.07, ANKLE), (0.07, ANKLE))
    return Pose(
        **{
            **fields_of(pose),
            "hip": (hx, hy),
            "neck": moved(pose.neck),
            "head": moved(pose.head),
            "legs": tuple(
                bent((hx, hy), (hx + x if pose.side else x, y), (THIGH, SHIN), way) for x, y in feet
            ),
            "arms": tuple((moved(a), moved(b), moved(c)) for a, b, c in pose.arms),
        }
    )


def fields_of(pose: Pose) -> dict:
    """The values of a pose by name."""
    return {name: getattr(pose, name) for name in Pose.__slots__}


def away(second: float, phase: float, beat: float, running: bool) -> Pose:
    """Walking from the viewer, or towards: the feet rise in turn, the body rocks."""
    turn = 6.283 * beat * second + phase
    rock = 0.012 * sin(turn)
    ups = [(0.13 if running else 0.065) * max(0.0, sin(turn + k)) for k in (3.1416, 0.0)]
    swing = [(0.09 if running else 0.045) * sin(turn + k) for k in (0.0, 3.1416)]
    high = 0.13 if running else 0.0
    return front(
        hands=((-0.15, -0.46 - high - swing[0]), (0.15, -0.46 - high - swing[1])),
        feet=((-0.055, ANKLE - ups[0]), (0.055, ANKLE - ups[1])),
        hip=(rock, -0.49 + 0.008 * cos(2 * turn)),
        lean=rock * 0.4,
        flare=0.02 * sin(turn),
    )


def blinking(second: float, phase: float) -> float:
    """How far the eyes are shut: a blink every few seconds."""
    since = (second + phase * 1.7) % (3.1 + 0.4 * (phase % 3))
    return max(0.0, 1 - abs(since - 0.09) / 0.09)


def speaking(second: float, turn: float) -> float:
    """How far a speaking mouth is open; two with turns half a circle apart speak one after the
    other.
    """
    mine = max(0.0, min(1.0, 4 * sin(second * 1.3 + turn)))
    return mine * (0.5 + 0.32 * sin(second * 17 + turn) + 0.18 * sin(second * 29.3))


def mouth_at(second: float, says: str) -> float:
    """How far a mouth is open by the sound of what it says, 0 to 9 fifty times a second."""
    at = int(second * LEVELS_A_SECOND + 0.5)
    return int(says[at]) / 9 if 0 <= at < len(says) else 0.0
