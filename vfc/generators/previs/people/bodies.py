"""Bodies in their clothes, in the person's own height."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from vfc.generators.previs.canvas.layers import Colour, mix
from vfc.generators.previs.canvas.shapes import Shape, ellipse, limb, rounded
from vfc.generators.previs.people.acts.poses import Limb, Pose
from vfc.generators.previs.people.heads.heads import Head, head_of
from vfc.generators.previs.people.wardrobe import limbs
from vfc.generators.previs.people.wardrobe.behind import behind
from vfc.generators.previs.people.wardrobe.colours import PersonColours
from vfc.generators.previs.people.wardrobe.costumes import Costume
from vfc.generators.previs.people.wardrobe.limbs import along
from vfc.generators.previs.people.wardrobe.trunk import Trunk, trunk
from vfc.generators.previs.people.wardrobe.worn import AROUND, FRONTAL, WEAR
from vfc.generators.previs.reading.scene import Person

BLACK = (0.0, 0.0, 0.0)
SHAPES = ("fist", "finger", "palm")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tones:
    """The colours of a costume in the light of the shot."""

    coat: Colour
    shade: Colour
    legs: Colour
    shoes: Colour
    skin: Colour
    gloves: Colour | None


def tones(person: Person, look: PersonColours, worn: Costume) -> Tones:
    """The colours of a person: the words' own before those of the costume."""
    coat = look.coat if worn.coat is None or person.coat is not None else look.lit(worn.coat)
    own = worn.legs if worn.legs is not None else None
    if own is None:
        legs = look.legs
    elif person.coat is not None and worn.legs == worn.coat:
        legs = coat
    else:
        legs = look.lit(own)
    own_skin = worn.skin or person.skin
    return Tones(
        coat=coat,
        shade=mix(
            coat, look.shade if worn.coat is None else BLACK, 0.6 if worn.coat is None else 0.24
        ),
        legs=legs,
        shoes=look.lit(worn.shoes),
        skin=look.skin if own_skin is None else look.lit(own_skin),
        gloves=look.lit(worn.gloves) if worn.gloves else None,
    )


def body(
    person: Person, worn: Costume, look: PersonColours, pose: Pose, close: bool, fine: bool
) -> tuple[list[Shape], list[Shape]]:
    """All shapes of a person, the far ones first, and apart from them what is drawn after what the
    hand holds: the hand's own arm.
    """
    tone = tones(person, look, worn)
    t = trunk(pose, person.woman, person.child, worn.broad, worn.hem)
    head: Head = head_of(person, worn, look, pose, tone.skin, close, fine)
    shapes: list[Shape] = [*behind(worn, t, pose, look)] if not pose.back else []
    shapes += head.behind
    arms = [sleeve(index, worn, pose, tone, person) for index in range(2)]
    over = [is_over(pose, index) for index in range(2)]
    for index in range(2):
        if not over[index]:
            shapes += arms[index]
    shapes += lower(worn, pose, tone)
    shapes += clothes(worn, t, pose, tone, look, fine)
    if person.scarf is not None:
        shapes += scarf(look, pose)
    shapes += head.before
    if pose.back:
        shapes += behind(worn, t, pose, look)
    first = [arms[k] for k in range(2) if over[k] and k != pose.holding]
    last = arms[pose.holding] if over[pose.holding] else []
    return [*shapes, *(shape for each in first for shape in each)], last


def is_over(pose: Pose, index: int) -> bool:
    """Whether an arm is drawn over the trunk."""
    if pose.side:
        return index == 1
    if pose.back:
        return False
    _, bend, end = pose.arms[index]
    inward = abs(end[0] - pose.neck[0]) < 0.12
    return end[1] < bend[1] + 0.02 or (inward and end[1] < pose.hip[1] + 0.06)


def sleeve(index: int, worn: Costume, pose: Pose, tone: Tones, person: Person) -> list[Shape]:
    """One arm: the far one in shade."""
    far = pose.side and index == 0
    cloth = tone.shade if far or (not pose.side and index == 0) else tone.coat
    skin = mix(tone.skin, BLACK, 0.2) if far else tone.skin
    shape = pose.thing if index == pose.holding and pose.thing in SHAPES else ""
    if worn.hands:
        shape = worn.hands
    elif pose.mood == "angry" and not shape:
        shape = "fist"
    thin = (0.9 if person.woman else 1.0) * worn.broad
    return limbs.arm(pose.arms[index], cloth, skin, worn.sleeves, tone.gloves, shape, thin)


def lower(worn: Costume, pose: Pose, tone: Tones) -> list[Shape]:
    """Both legs, and a long hem about them."""
    if worn.leg == "tail":
        return limbs.tail(pose, tone.legs)
    shapes: list[Shape] = []
    for index, bone in enumerate(pose.legs):
        far = index == 0 and pose.side
        cloth = mix(tone.legs, BLACK, 0.25 if far else 0.0 if index else 0.1)
        skin = mix(tone.skin, BLACK, 0.22 if far else 0.0)
        shoe = mix(tone.shoes, BLACK, 0.2 if far else 0.0)
        thick = 1 + (worn.broad - 1) * 0.8
        shapes += limbs.leg(bone, cloth, skin, worn.leg, shoe, pose.side, 1 if index else -1, thick)
    return shapes


def down_leg(bone: Limb, far: float) -> tuple[float, float]:
    """The point so far down a leg."""
    root, bend, end = bone
    return (
        along(root, bend, far / 0.25) if far < 0.25 else along(bend, end, min(1.0, far / 0.25 - 1))
    )


def skirt(worn: Costume, t: Trunk, pose: Pose) -> np.ndarray:
    """What hangs below the hip: the hull of the hips and both legs as far as the hem."""
    hips = t.points(
        [
            (-t.hips, t.long - 0.09),
            (t.hips, t.long - 0.09),
            (t.hips, t.long + 0.03),
            (-t.hips, t.long + 0.03),
        ],
        body=True,
    )
    points = [*hips]
    thick = 0.058 if worn.hem < 0.2 else 0.052
    wide = thick + worn.flare * (0.55 if pose.side else 1.0)
    for index, bone in enumerate(pose.legs):
        if worn.hem > 0.27:
            x, y = bone[1]
            points += [(x - thick, y), (x + thick, y)]
        x, y = down_leg(bone, worn.hem)
        out = wide + max(0.0, pose.flare) * min(1.0, worn.hem * 3)
        inner = thick if not pose.side else wide
        left, right = (out, inner) if index == 0 else (inner, wide)
        if pose.side:
            left = right = wide
        points += [(x - left, y), (x + right, y)]
        if worn.hem > 0.4 and pose.lap is False and abs(pose.spin) < 0.1:
            points += [(x - left, y + 0.02), (x + right, y + 0.02)]
    return cv2.convexHull(np.array(points, np.float32))[:, 0, :].astype(float)


def clothes(
    worn: Costume, t: Trunk, pose: Pose, tone: Tones, look: PersonColours, fine: bool
) -> list[Shape]:
    """The upper garment, its shaded side, and what is worn over it."""
    w, m, h, low = t.wide, t.waist, t.hips, t.long
    if worn.leg == "bones":
        return details_of(worn, t, tone, look)
    shapes: list[Shape] = []
    cloth = tone.skin if ("bare", None) in worn.wear else tone.coat
    hemmed = worn.hem > 0.02 and worn.leg != "tail"
    if hemmed:
        shapes.append((skirt(worn, t, pose), cloth))
    elif worn.leg != "tail":
        pants = [
            (-h, low - 0.08),
            (h, low - 0.08),
            (h, low + 0.02),
            (0, low + 0.05),
            (-h, low + 0.02),
        ]
        shapes.append((t.points(pants, body=True), tone.legs))
    bust = 0.014 if pose.side and m < w - 0.008 else 0.0
    round_ = m + worn.belly
    right = [
        (0.045, -0.022),
        (w * 0.72, -0.002),
        (w, 0.05),
        (w + bust, 0.10),
        (round_, 0.215),
        *([(round_ * 0.97, low - 0.03)] if worn.belly else []),
        (h, low + 0.01),
    ]
    flat = {w + bust: w, round_: m, round_ * 0.97: m} if pose.side else {}
    left = [(-flat.get(u, u), v) for u, v in reversed(right)]
    shapes.append((rounded(t.points(right + left, body=True), 1), cloth))
    if not pose.side:
        s = -1 if look.light > 0 else 1
        dark = [
            (s * 0.045, -0.022),
            (s * w * 0.72, -0.002),
            (s * w, 0.05),
            (s * w, 0.10),
            (s * round_, 0.215),
            (s * h, low + 0.01),
            (s * h * 0.5, low + 0.01),
            (s * m * 0.55, 0.2),
            (s * w * 0.55, 0.06),
        ]
        shapes.append(
            (
                rounded(t.points(dark, body=True), 1),
                mix(cloth, tone.shade, 0.7) if cloth is tone.coat else mix(cloth, BLACK, 0.15),
            )
        )
    if hemmed and fine and worn.flare > 0.05:
        shapes += folds(worn, t, pose, tone)
    return shapes + details_of(worn, t, tone, look)


def folds(worn: Costume, t: Trunk, pose: Pose, tone: Tones) -> list[Shape]:
    """Folds of a wide skirt."""
    if pose.lap:
        return []
    feet = [down_leg(bone, worn.hem) for bone in pose.legs]
    x, y = (feet[0][0] + feet[1][0]) / 2, (feet[0][1] + feet[1][1]) / 2
    deep = mix(tone.coat, tone.shade, 0.6)
    return [
        (
            limb(t.point(k * 0.04, t.long), (x + k * (0.07 + worn.flare * 0.6), y), 0.003, 0.009),
            deep,
        )
        for k in (-1, 0.1, 1)
    ]


def details_of(worn: Costume, t: Trunk, tone: Tones, look: PersonColours) -> list[Shape]:
    """What is worn over the upper garment, by its names."""
    shapes: list[Shape] = []
    for name, own in worn.wear:
        draw, usual = WEAR[name]
        if (t.back and name not in AROUND) or (t.side and name in FRONTAL):
            continue
        colour = own or usual
        if colour is None:
            lit = (
                mix(tone.coat, tone.shade, 1.0)
                if sum(tone.coat) > 150
                else mix(tone.coat, (255, 255, 255), 0.16)
            )
        elif colour[0] < 0:
            lit = tone.skin
        else:
            lit = look.lit(colour)
        shapes += draw(t, lit)
    return shapes


def scarf(look: PersonColours, pose: Pose) -> list[Shape]:
    """A scarf about the neck, one end loose in the wind."""
    nx, ny = pose.neck
    blow = max(-1.2, min(1.2, pose.wind))
    end = (nx + 0.05 + 0.10 * blow, ny + 0.17 - 0.08 * abs(blow))
    return [
        (limb((nx + 0.03, ny + 0.01), end, 0.019, 0.024), mix(look.scarf, look.shade, 0.25)),
        (ellipse(nx, ny - 0.004, 0.058, 0.03), look.scarf),
    ]
