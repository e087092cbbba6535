"""People, drawn anew in every frame: bodies from their joints, in the light of the shot."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate, pairwise
from math import cos, pi, sin
from typing import Protocol

import cv2
import numpy as np

from vfc.generators.previs.air.light import add, cast
from vfc.generators.previs.canvas.camera import CameraView
from vfc.generators.previs.canvas.layers import SHIFT, Colour, Drawable
from vfc.generators.previs.canvas.shapes import Shape
from vfc.generators.previs.people.above import above
from vfc.generators.previs.people.acts import poses
from vfc.generators.previs.people.acts.instant import Instant
from vfc.generators.previs.people.acts.music import INSTRUMENTS
from vfc.generators.previs.people.acts.poses import BodyPoint, Pose
from vfc.generators.previs.people.acts.table import act, kneeling
from vfc.generators.previs.people.bodies import body, tones
from vfc.generators.previs.people.focus import softened
from vfc.generators.previs.people.heads.heads import size_of
from vfc.generators.previs.people.laying import lay
from vfc.generators.previs.people.props.table import HANGING, HELD, LEANING, prop
from vfc.generators.previs.people.settings.standins import StandIn
from vfc.generators.previs.people.settings.table import FURNITURE, HANDLED, SETTINGS
from vfc.generators.previs.people.wardrobe.colours import COATS, PersonColours
from vfc.generators.previs.people.wardrobe.costumes import Costume, dressed
from vfc.generators.previs.reading.scene import Person

__all__ = ["COATS", "Figure", "PersonColours", "fill", "fixed", "spin"]
HELD_SIZE = 0.16  # of the person's height, that a picture of a thing in the hand has
FINE = 84  # pixels of a person's height from which a face is drawn
GAZES = {"left": (-1.0, 0.0), "right": (1.0, 0.0), "up": (0.0, -1.0), "down": (0.0, 1.0)}
IDLE = ("stand", "talk", "look", "wait", "smile", "laugh", "walk", "turn", "sing", "hold", "show")
LIT = ("lantern", "torch", "candle")  # what gives light in the hand
STILL = ("stand", "look", "wait", "smile", "turn")  # who is the same from each side
FREE = ("stand", "look", "wait", "walk", "turn", "sing", "hold", "show")  # for a trade's own thing
USED = {  # where the thing of the words is the action's own
    "play_music": (
        "guitar",
        "violin",
        "piano",
        "drum",
        "trumpet",
        "saxophone",
        "flute",
        "accordion",
    ),
    "read": ("book", "newspaper", "map", "letter"),
    "skip_rope": ("rope",),
    "plant_flag": ("flag",),
    "put_on": ("coat", "dress", "lab_coat", "t_shirt", "trousers"),
    "water": ("bucket",),
    "toast": ("glasses", "champagne_glasses", "glass"),
    "unwrap": ("gift", "box"),
    "open_umbrella": ("umbrella", "closed_umbrella"),
    "make_up": ("lipstick", "mirror"),
    "flip": ("pan", "pancakes", "noodles", "rice", "salad", "spaghetti", "steak", "fried_egg"),
    "archery": ("bow_and_arrow",),
}


ASIDE = 0.32  # radians from which whoever the camera goes round is seen from the side


class Mount(Drawable, Protocol):
    """What carries somebody."""

    def gone_by(self, second: float) -> tuple[float, float]:
        """How far it is from its stand at a time, in units."""
        ...


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A person of the picture: where the feet are at mid-shot, how tall, which way and how fast
    they go.
    """

    person: Person
    look: PersonColours
    x: float
    foot: float
    tall: float
    facing: float = 1.0
    speed: float = 0.0  # units a second
    beat: float = 0.9
    middle: float = 2.0  # the second of mid-shot
    phase: float = 0.0
    depth: float = 1.0
    recede: float = 0.0  # part of the height lost in a second, walking away
    close: bool = False
    turn: float | None = None  # when it is this person's turn to speak; None for the silent
    shadow: np.ndarray | None = None
    shade_way: tuple[float, float] = (0.0, 0.05)  # where the shadow falls, in the person's heights
    wind: float = 0.15
    lamp: np.ndarray | None = None  # the light of a lantern in the hand
    role: str = ""  # `a` or `b`, of two who do something together
    gaze: str = ""  # where the eyes turn: `left`, `right`, `up`, `down`, `camera`
    overhead: bool = False  # whether the camera looks straight down on the person
    art: Callable[[int], np.ndarray] | None = None  # a picture of what is held, by its height
    furnished: bool = True  # whether the action's chairs and tables are drawn
    soft: float = 0.0  # how far out of focus, in units
    art_size: float = HELD_SIZE  # how high that picture is, in the person's heights
    mount: Mount | None = None  # what they ride, that goes by itself
    before: Drawable | None = None  # what of it stands before them
    stand_ins: Mapping[str, StandIn] = field(default_factory=dict)  # by the setting's name
    gone: frozenset[str] = frozenset()  # settings that the place has itself
    orbit: float = 0.0  # radians a second that the camera goes round them, to its right
    reach: BodyPoint = (0.0, 0.0)  # by which the hand goes farther, in heights, to meet another's

    @cached_property
    def worn(self) -> Costume:
        """What the person wears."""
        return dressed(self.person)

    @cached_property
    def thing(self) -> str:
        """What is in the hand: of the words, or of the trade where the hands are free."""
        if self.person.holds:
            return self.person.holds
        free = self.person.action in FREE and self.person.posture != "sit"
        return self.worn.holds if free else ""

    def pose(self, second: float) -> Pose:
        """The joints at a time."""
        person, action = self.person, self.person.action
        at = Instant(
            second=second,
            phase=self.phase,
            beat=self.beat or 0.9,
            thing=person.holds or person.object,
            seated=person.posture == "sit" and action not in ("sit", "walk", "run"),
            close=self.close,
        )
        if action in ("walk", "run") and (
            person.away or person.toward or self.recede or self.close
        ):
            pose = poses.away(second, self.phase, self.beat or 0.9, action == "run")
            return replace(pose, back=person.away)
        playing = self.thing in INSTRUMENTS and action in ("stand", "hold", "show")
        pose = INSTRUMENTS[self.thing](at) if playing else act(action, self.role, person.trade)(at)
        if self.orbit and abs(self.orbit * (second - self.middle)) > ASIDE and not pose.side:
            pose = turned(pose) if action in STILL and not at.seated else pose
        if person.posture == "kneel":
            pose = kneeling(pose)
        if self.reach != (0.0, 0.0):
            pose = reaching(pose, self.reach)
        return replace(pose, back=True) if person.away and not pose.side else pose

    def alive(self, second: float) -> Pose:
        """The pose with what the hand holds, and what a face and hair do."""
        gust = sin(second * 1.6 + self.phase) * 0.6 + sin(second * 3.7 + self.phase * 2) * 0.4
        pose = self.holding(self.pose(second))
        if self.person.old and self.person.action in ("stand", "walk", "wait") and not self.close:
            pose = stooped(pose)
        speaking = 0.0 if self.turn is None else poses.speaking(second, self.turn)
        if self.person.says:
            speaking = poses.mouth_at(second, self.person.says)
        return replace(
            pose,
            blink=poses.blinking(second, self.phase),
            mouth=max(pose.mouth, speaking),
            gaze=self.looking(pose),
            wind=self.wind * (0.6 + 0.5 * gust) * self.facing,
        )

    def looking(self, pose: Pose) -> tuple[float, float]:
        """Where the eyes turn, x to the face's side."""
        if self.gaze == "camera":
            return 0.0, 0.0
        x, y = GAZES.get(self.gaze, pose.gaze)
        return (x * self.facing if self.gaze else x), y

    def holding(self, pose: Pose) -> Pose:
        """The pose with its arm raised for what the hand holds, where the action leaves it free."""
        thing, action = self.thing, self.person.action
        if self.worn.hands == "glove" and action in ("stand", "wait"):
            return raised(raised(pose, 0, -0.115, -0.01), 1, 0.115, -0.03)
        known = thing in HELD or (bool(thing) and self.art is not None)
        if not known or pose.thing in HELD or thing in USED.get(action, ()):
            return pose
        if action not in (*IDLE, "sit", "run"):
            return replace(pose, angle=pose.angle or 0.25)
        if thing in HANGING or (thing == "microphone" and action == "sing"):
            return pose
        high = {"umbrella": 0.15, "rifle": 0.22, "microphone": 0.075}.get(thing, 0.20)
        out = 0.07 if thing == "microphone" else 0.13 if pose.side else 0.155
        return replace(raised(pose, 1, out, high), angle=LEANING.get(thing, 0.0), holding=1)

    def where(self, second: float) -> tuple[float, float, float]:
        """Feet and height at a time: (x, y, height)."""
        gone = second - self.middle
        shrink = float(np.clip(1 - self.recede * gone, 0.3, 2.0))
        foot = self.foot - (1 - shrink) * self.tall * 0.42
        x, y = (0.0, 0.0) if self.mount is None else self.mount.gone_by(second)
        return self.x + self.facing * self.speed * gone + x, foot + y, self.tall * shrink

    def covers(self, view: CameraView, second: float) -> int:
        """A person hides no row whole."""
        return view.size.height

    def shapes(self, second: float, fine: bool = True) -> list[Shape]:
        """All shapes at a time, the far ones first, in the person's own height."""
        pose = self.alive(second)
        if self.overhead:
            colours = tones(self.person, self.look, self.worn)
            size = size_of(self.person)
            return above(self.person.action, self.worn, self.look, colours, pose, size)
        bodily, last = body(self.person, self.worn, self.look, pose, self.close, fine)
        hand = self.carried(pose)
        if self.person.holds == "umbrella" or self.thing == "surfboard":
            bodily = (
                [*hand, *bodily] if self.close or self.thing == "surfboard" else [*bodily, *hand]
            )
            hand = []
        handled = [name for name in pose.before if name in HANDLED]
        bodily = [*bodily, *self.set_out(handled, pose), *hand, *last]
        behind = self.set_out(pose.behind, pose)
        before = self.set_out(tuple(name for name in pose.before if name not in HANDLED), pose)
        return [*behind, *whole(bodily, pose), *before]

    def set_out(self, names: tuple[str, ...] | list[str], pose: Pose) -> list[Shape]:
        """What the action has about the body, in the light of the shot."""
        there = [name for name in names if name not in self.gone]
        drawn = [name for name in there if self.furnished or name not in FURNITURE]
        for name in there:
            if name in self.stand_ins:
                drawn = [each for each in drawn if each != name]
                drawn += [each for each in self.stand_ins[name].beside if each not in drawn]
        return [
            (points, self.look.lit(tone)) for name in drawn for points, tone in SETTINGS[name](pose)
        ]

    def carried(self, pose: Pose) -> list[Shape]:
        """What the hand holds."""
        thing = pose.thing if pose.thing in HELD else self.thing
        if thing in USED.get(self.person.action, ()) and thing != pose.thing:
            return []
        at, angle = pose.grip
        if thing == "umbrella" and self.close:
            at = (at[0] * 0.4 + 0.05, pose.head[1] + 0.31)
        tone = self.look.cloth
        return [
            (points, colour if thing == "umbrella" or thing in LIT else self.look.lit(colour))
            for points, colour in prop(thing, tone, at, angle)
        ]

    def draw(self, frame: np.ndarray, view: CameraView, second: float, clip: int) -> None:
        """Draw the shadow, the rim of light, then the body over it; out of focus where they are."""
        round_ = self.orbit * (second - self.middle)
        if abs(round_) > ASIDE and self.person.action in STILL and self.facing * round_ > 0:
            replace(self, facing=-self.facing).draw(frame, view, second, clip)
            return
        if self.soft:
            sharp = replace(self, soft=0.0, shadow=None, lamp=None, art=None)
            softened(
                frame, view, lambda paper, seen: sharp.draw(paper, seen, second, clip), self.soft
            )
            return
        x, y, tall = self.where(second)
        if self.mount is not None:
            self.mount.draw(frame, view, second, clip)
        if self.shadow is not None:
            self.darken(frame, view, (x, y, tall), clip)
        self.show_stand_ins(frame, view, second, before=False)
        fine = tall * view.scale(self.depth) > FINE
        shapes = self.shapes(second, fine)
        scale = np.array((self.facing * tall, tall))
        rim = np.array((self.look.rim_side * 0.008 * tall, -0.003 * tall))
        outline = np.concatenate([points for points, _ in shapes]) * scale + (x, y)
        ends = [0, *accumulate(len(points) for points, _ in shapes)]
        if self.look.rim_side and not self.close:
            edge = fixed(view, outline + rim, self.depth)
            for start, end in pairwise(ends):
                cv2.fillPoly(frame, [edge[start:end]], self.look.rim, cv2.LINE_AA, SHIFT)
        inner = fixed(view, outline, self.depth)
        for (start, end), (_, colour) in zip(pairwise(ends), shapes, strict=True):
            cv2.fillPoly(frame, [inner[start:end]], colour, cv2.LINE_AA, SHIFT)
        if self.before is not None:
            self.before.draw(frame, view, second, clip)
        self.show_stand_ins(frame, view, second, before=True)
        own = self.thing in USED.get(self.person.action, ())
        if self.art is not None and self.person.holds not in HELD and not own:
            self.show_art(frame, view, second)
        if self.lamp is not None:
            self.shine(frame, view, second, clip)

    def show_art(self, frame: np.ndarray, view: CameraView, second: float) -> None:
        """Lay the picture of what is held at the hand, (height, width, 4) uint8 premultiplied."""
        assert self.art is not None
        x, y, tall = self.where(second)
        (hx, hy), _ = self.alive(second).grip
        px, py = view.point(x + hx * self.facing * tall, y + hy * tall, self.depth)
        picture = self.art(max(6, round(self.art_size * tall * view.scale(self.depth))))
        high, wide = picture.shape[:2]
        lay(frame, picture, round(px - wide / 2), round(py - high * 0.75), self.look.tint)

    def show_stand_ins(
        self, frame: np.ndarray, view: CameraView, second: float, *, before: bool
    ) -> None:
        """Lay the things of the words where the action's own would be: those before the body, or
        those behind it.
        """
        wanted = {name: each for name, each in self.stand_ins.items() if each.before == before}
        if not wanted:
            return
        pose = self.alive(second)
        x, y, tall = self.where(second)
        there = (*pose.behind, *pose.before)
        for name, each in wanted.items():
            if name not in self.gone and (name in there or each.at is not None):
                for left, top, right, bottom in each.boxes(SETTINGS[name](pose)):
                    ends = sorted((x + left * self.facing * tall, x + right * self.facing * tall))
                    px, py = view.point(ends[0], y + top * tall, self.depth)
                    high = max(4, round((bottom - top) * tall * view.scale(self.depth)))
                    lay(
                        frame, each.at_cycle(high, pose.cycle), round(px), round(py), self.look.tint
                    )

    def shine(self, frame: np.ndarray, view: CameraView, second: float, clip: int) -> None:
        """Lay a lantern's light about the hand."""
        assert self.lamp is not None
        x, y, tall = self.where(second)
        (hx, hy), _ = self.alive(second).grip
        below = 0.09 if self.thing == "lantern" else -0.13
        px, py = view.point(x + hx * self.facing * tall, y + (hy + below) * tall, self.depth)
        size = tall * view.scale(self.depth)
        unrest = 0.9 + 0.06 * sin(second * 9.1) + 0.04 * sin(second * 23.7)
        for radius, part in ((0.10, 1.0), (0.42, 0.75), (1.0, 0.4)):
            add(frame, self.lamp, px, py, radius * size, 1.0, part * unrest, clip)

    def darken(
        self, frame: np.ndarray, view: CameraView, stand: tuple[float, float, float], clip: int
    ) -> None:
        """Lay the shadow on the ground, darkest at the feet."""
        x, y, tall = stand
        px, py = view.point(x, y, self.depth)
        size = tall * view.scale(self.depth)
        assert self.shadow is not None
        way = (self.shade_way[0] * size, self.shade_way[1] * size)
        if way != (0.0, 0.0):
            cast(frame, self.shadow, (px, py - 0.01 * size), way, (0.12 * size, 0.004 * size), clip)
        under = (px - 0.10 * size, py)
        cast(frame, self.shadow, under, (0.255 * size, 0.0), (0.0, 0.022 * size), clip)


def whole(shapes: list[Shape], pose: Pose) -> list[Shape]:
    """Shapes of a body turned headlong about its hip, and moved."""
    if not pose.spin and pose.shift == (0.0, 0.0):
        return shapes
    c, s = cos(pose.spin), sin(pose.spin)
    turned = np.array([(c, s), (-s, c)])
    hip, shift = np.array(pose.hip), np.array(pose.shift)
    return [((points - hip) @ turned + hip + shift, tone) for points, tone in shapes]


def raised(pose: Pose, index: int, out: float, down: float) -> Pose:
    """The pose with a hand so far beside and below the neck."""
    nx, ny = pose.neck
    way = (-1.0, 0.6) if pose.side else (out, 0.9 * abs(out))
    root, end = pose.arms[index][0], (nx + abs(out) if pose.side else nx + out, ny + down)
    lifted = poses.bent(root, end, (poses.UPPER, poses.FORE), way, short=1.06)
    return replace(pose, arms=tuple(lifted if k == index else pose.arms[k] for k in range(2)))


def reaching(pose: Pose, by: BodyPoint) -> Pose:
    """The pose with the hand that is out so much farther out, the more it is."""
    root, _, end = pose.arms[pose.holding]
    part = min(1.0, max(0.0, (end[0] - pose.neck[0] - 0.02) / 0.14))
    goal = (end[0] + by[0] * part, end[1] + by[1] * part)
    arm = poses.bent(root, goal, (poses.UPPER, poses.FORE), (-1.0, 0.6))
    arms = tuple(arm if k == pose.holding else pose.arms[k] for k in range(2))
    return replace(pose, arms=arms)


def turned(pose: Pose) -> Pose:
    """One who stands before the viewer as they are seen from the side."""
    return poses.profile(
        feet=((-0.03, poses.ANKLE), (0.04, poses.ANKLE)),
        mood=pose.mood,
        mouth=pose.mouth,
        thing=pose.thing,
        angle=pose.angle,
    )


def stooped(pose: Pose) -> Pose:
    """The bent back of old age."""
    (nx, ny), (hx, hy) = pose.neck, pose.head
    if not pose.side:
        return replace(pose, head=(hx, hy + 0.02), neck=(nx, ny + 0.006))
    return replace(
        pose, head=(hx + 0.035, hy + 0.025), neck=(nx + 0.02, ny + 0.006), tilt=pose.tilt + 0.12
    )


def fixed(view: CameraView, points: np.ndarray, depth: float) -> np.ndarray:
    """Points of the world as cv2's fixed-point pixels."""
    return np.round(np.clip(view.pixels(points, depth), -9000, 9000) * (1 << SHIFT)).astype(
        np.int32
    )


def fill(
    frame: np.ndarray, view: CameraView, points: np.ndarray, colour: Colour, depth: float
) -> None:
    """Fill a shape of the world in a frame."""
    cv2.fillPoly(frame, [fixed(view, points, depth)], colour, cv2.LINE_AA, SHIFT)


def spin(rng: np.random.Generator) -> float:
    """A phase to set off with, so that no two people step together."""
    return float(rng.uniform(0, 2 * pi))
