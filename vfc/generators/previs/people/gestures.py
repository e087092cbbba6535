"""What the arms, the trunk and the legs do in an action, over time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import sin

from vfc.generators.previs.people.poses import FORE, UPPER, Limb, Pose, reach

Angles = tuple[float, float]  # of the upper arm and the forearm: 0 hangs down, 3.1 is up


@dataclass(frozen=True, slots=True, kw_only=True)
class Gesture:
    """A moment of an action, seen from before: the angles of both arms, outward; how far the hip
    sinks and the body rises, leans and sways, in the person's heights; how far the legs stand
    apart, and how high one is raised.
    """

    left: Angles = (0.13, 0.04)
    right: Angles = (0.13, 0.04)
    sink: float = 0.0
    rise: float = 0.0
    lean: float = 0.0
    apart: float = 0.0
    kick: float = 0.0


GestureOverTime = Callable[[float], Gesture]  # of a phase that runs with time


def posed(gesture: Gesture, breath: float) -> Pose:
    """The joints of a gesture."""
    lift = gesture.rise
    hip = (gesture.lean * 0.4, -0.495 + gesture.sink - lift)
    neck = (gesture.lean, hip[1] - 0.335 + 0.25 * abs(gesture.lean) - breath)
    legs: list[Limb] = []
    arms: list[Limb] = []
    for sign, angles in ((-1, gesture.left), (1, gesture.right)):
        out = 0.056 + gesture.apart
        foot = (sign * (out + 0.006), -0.012 - lift)
        knee = (sign * (out + 0.35 * gesture.sink), (hip[1] + foot[1]) / 2)
        if sign > 0 and gesture.kick:
            foot = (sign * (out + gesture.kick * 0.9), -0.012 - lift - gesture.kick)
            knee = (sign * (out + gesture.kick * 0.5), (hip[1] + foot[1]) / 2 - 0.03)
        legs.append(((hip[0] + sign * 0.045, hip[1]), knee, foot))
        shoulder = (neck[0] + sign * 0.092, neck[1] + 0.066)
        arms.append(reach(shoulder, sign * angles[0], sign * angles[1], UPPER, FORE))
    return Pose(
        hip=hip,
        neck=neck,
        head=(neck[0] + 0.3 * gesture.lean, neck[1] - 0.095),
        legs=tuple(legs),
        arms=tuple(arms),
    )


def wave(t: float) -> Gesture:
    return Gesture(right=(2.5, 2.9 + 0.5 * sin(5 * t)))


def dance(t: float) -> Gesture:
    beat = sin(5 * t)
    return Gesture(
        left=(1.7 + beat, 2.6 + beat),
        right=(1.7 - beat, 2.6 - beat),
        lean=0.06 * beat,
        rise=0.04 * abs(sin(5 * t)),
        apart=0.05,
        kick=0.10 * max(0.0, beat),
    )


def fight(t: float) -> Gesture:
    jab = max(0.0, sin(6 * t))
    return Gesture(
        left=(0.9, 2.5), right=(0.9 + 0.7 * jab, 2.4 - 0.8 * jab), sink=0.04, apart=0.06, lean=0.03
    )


def kick(t: float) -> Gesture:
    return Gesture(left=(0.9, 1.8), right=(0.7, 1.6), kick=0.28 * max(0.0, sin(3 * t)), lean=-0.05)


def cheer(t: float) -> Gesture:
    return Gesture(left=(2.7, 3.0), right=(2.7, 3.0), rise=0.05 * abs(sin(6 * t)), apart=0.03)


def laugh(t: float) -> Gesture:
    shake = 0.012 * sin(14 * t)
    return Gesture(left=(0.5, -0.9), right=(0.5, -0.9), lean=shake, rise=0.008 * abs(sin(14 * t)))


def cry(t: float) -> Gesture:
    sob = 0.02 * abs(sin(4 * t))
    return Gesture(left=(0.5, -2.75), right=(0.5, -2.75), sink=0.02 + sob, lean=0.01 * sin(8 * t))


def pray(t: float) -> Gesture:
    return Gesture(left=(0.35, -2.2), right=(0.35, -2.2), sink=0.01 * sin(t))


def kneel(t: float) -> Gesture:
    return Gesture(
        left=(0.4, -0.8), right=(0.4, -0.8), sink=0.23, apart=0.03, lean=0.01 * sin(2 * t)
    )


def point(t: float) -> Gesture:
    return Gesture(right=(1.55, 1.55 + 0.05 * sin(3 * t)))


def reach_out(t: float) -> Gesture:
    part = 0.5 + 0.5 * sin(2 * t)
    return Gesture(left=(0.3, 0.5), right=(0.9 + 0.4 * part, 1.4 + 0.2 * part), lean=0.03 * part)


def embrace(t: float) -> Gesture:
    return Gesture(left=(0.2, -1.0), right=(1.2, 1.7), lean=0.05 + 0.01 * sin(2 * t))


def work(t: float) -> Gesture:
    stir = 0.3 * sin(5 * t)
    return Gesture(left=(0.45, 0.9), right=(0.5, 1.1 + stir), lean=0.012 * sin(5 * t))


def dig(t: float) -> Gesture:
    swing = sin(3 * t)
    return Gesture(
        left=(0.6 + 0.3 * swing, 0.2),
        right=(0.9 + 0.5 * swing, 0.4),
        sink=0.07,
        lean=0.09 + 0.06 * swing,
        apart=0.05,
    )


def chop(t: float) -> Gesture:
    swing = 0.5 + 0.5 * sin(4 * t)
    return Gesture(
        left=(0.5, -0.9), right=(1.0 + 1.6 * swing, 1.4 + 1.5 * swing), lean=0.04 - 0.05 * swing
    )


def eat(t: float) -> Gesture:
    bite = 0.5 + 0.5 * sin(3.4 * t)
    return Gesture(left=(0.4, 0.7), right=(0.55, -1.0 - 1.75 * bite))


def read(t: float) -> Gesture:
    return Gesture(left=(0.42, -1.5), right=(0.42, -1.5 + 0.03 * sin(2 * t)))


def type_(t: float) -> Gesture:
    return Gesture(
        left=(0.35, -0.9 + 0.14 * sin(13 * t)), right=(0.35, -0.9 + 0.14 * sin(11 * t + 1))
    )


def phone(t: float) -> Gesture:
    return Gesture(right=(0.75, 2.85 + 0.03 * sin(2 * t)))


def fiddle(t: float) -> Gesture:
    bow = 0.35 * sin(4.5 * t)
    return Gesture(left=(1.2, 2.3), right=(1.0 + 0.3 * bow, -1.4 + bow), lean=0.02 * sin(2.2 * t))


def shoot(t: float) -> Gesture:
    kickback = 0.1 * max(0.0, sin(6 * t)) ** 8
    return Gesture(left=(1.2, -1.0), right=(1.5, 1.5 + kickback), apart=0.04)


def climb(t: float) -> Gesture:
    step = sin(4 * t)
    return Gesture(
        left=(2.6 + 0.3 * step, 3.0),
        right=(2.6 - 0.3 * step, 3.0),
        rise=0.06 + 0.04 * step,
        kick=0.12 + 0.1 * step,
    )


def fly(t: float) -> Gesture:
    return Gesture(
        left=(1.5 + 0.3 * sin(4 * t), 1.7),
        right=(1.5 + 0.3 * sin(4 * t), 1.7),
        rise=0.45 + 0.06 * sin(2 * t),
        apart=0.02,
    )


def jump(t: float) -> Gesture:
    up = max(0.0, sin(4 * t))
    return Gesture(
        left=(0.5 + 1.9 * up, 0.6 + 2 * up),
        right=(0.5 + 1.9 * up, 0.6 + 2 * up),
        rise=0.24 * up,
        sink=0.06 * (1 - up),
        apart=0.04 * up,
    )


def throw(t: float) -> Gesture:
    swing = sin(3 * t)
    return Gesture(
        left=(1.1, 1.3), right=(1.9 + 0.9 * swing, 2.6 + 0.9 * swing), lean=0.05 * swing, apart=0.06
    )


def catch(t: float) -> Gesture:
    return Gesture(left=(1.5, 2.5), right=(1.5, 2.5 + 0.2 * sin(4 * t)), sink=0.03, apart=0.05)


def clap(t: float) -> Gesture:
    beat = 0.35 * abs(sin(7 * t))
    return Gesture(left=(0.5 + beat, -1.5 + beat), right=(0.5 + beat, -1.5 + beat))


def bow(t: float) -> Gesture:
    dip = max(0.0, sin(1.8 * t))
    return Gesture(left=(0.15, 0.1), right=(0.6, -1.3), lean=0.20 * dip, sink=0.06 * dip)


def salute(t: float) -> Gesture:
    return Gesture(right=(1.5, -2.5 + 0.02 * sin(2 * t)))


def fall(t: float) -> Gesture:
    return Gesture(
        left=(2.2 + sin(5 * t), 2.6),
        right=(2.4 - sin(5 * t), 2.8),
        lean=0.22,
        sink=0.10,
        apart=0.12,
        kick=0.2,
    )


def swim(t: float) -> Gesture:
    stroke = sin(3.5 * t)
    return Gesture(left=(1.6 + stroke, 1.9 + stroke), right=(1.6 - stroke, 1.9 - stroke), sink=0.30)


def push(t: float) -> Gesture:
    return Gesture(
        left=(1.0, 1.5), right=(1.25, 1.6 + 0.05 * sin(3 * t)), lean=0.10, sink=0.04, apart=0.05
    )


def sing(t: float) -> Gesture:
    return Gesture(left=(0.9 + 0.2 * sin(2 * t), 1.6), right=(0.7, -2.3), lean=0.02 * sin(2 * t))


def stretch(t: float) -> Gesture:
    return Gesture(left=(2.6, 2.9), right=(2.6, 2.9), lean=0.08 * sin(1.6 * t))


def exercise(t: float) -> Gesture:
    dip = 0.5 + 0.5 * sin(3.5 * t)
    return Gesture(left=(1.4, 1.5), right=(1.4, 1.5), sink=0.18 * dip, apart=0.06)


def look_afar(t: float) -> Gesture:
    return Gesture(right=(1.45, -2.35 + 0.03 * sin(t)), lean=0.012 * sin(0.9 * t))


def shout(t: float) -> Gesture:
    return Gesture(left=(0.8, -2.5), right=(0.8, -2.5), lean=0.02 * sin(6 * t))


def slump(t: float) -> Gesture:
    return Gesture(left=(0.2, -0.5), right=(0.2, -0.5), sink=0.24 + 0.004 * sin(1.5 * t), lean=0.05)


MOTIONS: dict[str, GestureOverTime] = {
    "wave": wave,
    "dance": dance,
    "fight": fight,
    "punch": fight,
    "kick": kick,
    "laugh": laugh,
    "smile": laugh,
    "cry": cry,
    "pray": pray,
    "kneel": kneel,
    "crawl": kneel,
    "point": point,
    "show": point,
    "give": reach_out,
    "take": reach_out,
    "open": reach_out,
    "close": reach_out,
    "knock": reach_out,
    "pet": reach_out,
    "feed": reach_out,
    "embrace": embrace,
    "kiss": embrace,
    "cook": work,
    "work": work,
    "sweep": work,
    "write": type_,
    "paint": reach_out,
    "dig": dig,
    "row": dig,
    "eat": eat,
    "drink": eat,
    "smoke": eat,
    "read": read,
    "type": type_,
    "phone": phone,
    "photograph": look_afar,
    "play_music": fiddle,
    "play": cheer,
    "shoot": shoot,
    "climb": climb,
    "fly": fly,
    "jump": jump,
    "throw": throw,
    "fish": throw,
    "catch": catch,
    "clap": clap,
    "bow": bow,
    "salute": salute,
    "fall": fall,
    "dive": fall,
    "swim": swim,
    "push": push,
    "pull": push,
    "sing": sing,
    "stretch": stretch,
    "exercise": exercise,
    "look": look_afar,
    "hide": kneel,
    "shout": shout,
    "argue": shout,
    "sleep": slump,
    "lie": slump,
    "hold": read,
    "carry": read,
}
SEATED = ("sit", "drive", "ride", "cycle", "row")
GOING = {"ski": "run", "skate": "run", "turn": "walk", "chase": "run"}
CLOSE = ("embrace", "kiss", "fight", "dance", "give", "take", "argue", "talk", "whisper", "punch")
