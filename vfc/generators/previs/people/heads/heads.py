"""Heads: face, hair and hat on a neck, in the person's own height."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import cos, sin

import numpy as np

from vfc.generators.previs.canvas.layers import Colour, mix
from vfc.generators.previs.canvas.shapes import Shape, box, ellipse, limb, rounded
from vfc.generators.previs.people.acts.poses import Pose
from vfc.generators.previs.people.heads.faces import Expression, face, freckles, glasses, skull
from vfc.generators.previs.people.heads.hairs import HAIRS, beard
from vfc.generators.previs.people.heads.hats import FACES, FLATTENS, HATS, HIDES_FACE, HIDES_HAIR
from vfc.generators.previs.people.wardrobe.colours import PersonColours
from vfc.generators.previs.people.wardrobe.costumes import Costume
from vfc.generators.previs.reading.scene import Person

BLACK, WHITE = (0.0, 0.0, 0.0), (255.0, 255.0, 255.0)
GREY: Colour = (206, 204, 202)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A head's shapes: what falls behind the trunk, and what is before it."""

    behind: list[Shape]
    before: list[Shape]


def size_of(person: Person) -> float:
    """The half width of a head, in the person's height."""
    return 0.145 if person.kind == "baby" else 0.108 if person.child else 0.072


def moved(shapes: list[Shape], at: tuple[float, float], size: float, tilt: float) -> list[Shape]:
    """Shapes in sizes of the head, set on the neck."""
    if not shapes:
        return []
    c, s = cos(tilt) * size, sin(tilt) * size
    turned = np.array([(c, s), (-s, c)])
    whole = np.concatenate([points for points, _ in shapes]) @ turned + at
    ends = [0, *accumulate(len(points) for points, _ in shapes)]
    return [
        (whole[start:end], tone)
        for (start, end), (_, tone) in zip(pairwise(ends), shapes, strict=True)
    ]


def head_of(
    person: Person,
    worn: Costume,
    look: PersonColours,
    pose: Pose,
    skin: Colour,
    close: bool,
    fine: bool,
) -> Head:
    """The head of a person in a pose; `fine` where its face is large enough to be seen."""
    size = size_of(person)
    x, y = pose.head
    y -= (size - 0.072) * 0.95
    view = "back" if pose.back else "side" if pose.side else "front"
    neck = (
        []
        if worn.head == "ghost"
        else [(limb(pose.neck, (x - 0.004, y + size * 0.4), 0.032, 0.028), mix(skin, BLACK, 0.16))]
    )
    if worn.head:
        return Head(
            behind=neck,
            before=moved(
                BEINGS[worn.head](view, skin, expression(person, pose), look),
                (x, y),
                size,
                pose.tilt,
            ),
        )
    tone = hair_colour(person, worn, look)
    hung, lying = HAIRS[worn.hair[0] or "short"](view, tone, pose.wind)
    hat, own = worn.hat
    if hat in HIDES_HAIR:
        hung, lying = [], []
    elif hat in FLATTENS and worn.hair[0] not in ("wig_curls", "wild"):
        lying = lying[:1]
    show = expression(person, pose)
    shapes = skull(view, skin, look.shade, look.light)
    hidden = hat in HIDES_FACE
    if fine and not hidden:
        if person.freckles:
            shapes += freckles(view, skin)
        shapes += face(view, skin, tone, show, close)
    if not hidden:
        shapes += beard(worn.beard, view, tone)
    shapes += lying
    for name, colour in worn.face:
        draw, usual = FACES[name]
        colour = colour or usual or (0, 0, 0)
        shapes += draw(view, skin if colour[0] < 0 else look.lit(colour))
    if person.glasses and not worn.face:
        shapes += glasses(view, look.lit((36, 30, 30)))
    if hat:
        shape, usual = HATS[hat]
        colour = own or usual
        if hat == "hood" and own is None:
            lit = (
                mix(look.coat, BLACK, 0.06)
                if worn.coat is None or person.coat
                else look.lit(worn.coat)
            )
        else:
            lit = look.lit(colour)
        shapes += shape(view, lit)
    at, tilt = (x, y), pose.tilt
    return Head(behind=moved(hung, at, size, tilt), before=[*neck, *moved(shapes, at, size, tilt)])


def hair_colour(person: Person, worn: Costume, look: PersonColours) -> Colour:
    """The colour of the hair: the words' own, the costume's, grey of the old, or as born."""
    if person.hair is not None:
        return look.lit(person.hair)
    if worn.hair[1] is not None:
        return look.lit(worn.hair[1])
    return look.lit(GREY) if person.old else look.hair


def expression(person: Person, pose: Pose) -> Expression:
    """What the face shows: the action's mood before the person's own."""
    usual = {"talk", "", "smile"}
    mood = person.emotion if person.emotion and pose.mood in usual else pose.mood
    return Expression(
        mood=mood,
        mouth=pose.mouth,
        blink=pose.blink,
        gaze=pose.gaze,
        lashes=person.woman,
        old=person.old,
    )


def robot(view: str, skin: Colour, show: Expression, look: PersonColours) -> list[Shape]:
    """A box with lamps for eyes, and an antenna."""
    dark, lamp = mix(skin, BLACK, 0.65), (96, 226, 250)
    shapes: list[Shape] = [
        (limb((0, -0.9), (0, -1.45), 0.05, 0.05), dark),
        (ellipse(0, -1.5, 0.15, 0.15), (240, 80, 70)),
        (box(-1.08, -0.25, 1.08, 0.25), dark),
        (rounded(box(-0.88, -0.95, 0.88, 0.9), 1), skin),
    ]
    if view == "back":
        return shapes
    x = 0.35 if view == "side" else 0.0
    wide = 0.5 if view == "side" else 0.7
    shapes.append((rounded(box(x - wide, -0.5, x + wide, 0.14), 1), (28, 34, 44)))
    for k in (-1, 1) if view == "front" else (0.3,):
        shapes.append((ellipse(x + k * 0.36, -0.18, 0.17, 0.17 * (1 - 0.8 * show.blink)), lamp))
    lit = int(2 + 4 * show.mouth)
    shapes.append((box(x - 0.45, 0.42, x + 0.45, 0.68), dark))
    shapes += [
        (box(x - 0.4 + k * 0.2, 0.46, x - 0.28 + k * 0.2, 0.64), (250, 210, 90))
        for k in range(min(4, lit))
    ]
    return shapes


def alien(view: str, skin: Colour, show: Expression, look: PersonColours) -> list[Shape]:
    """A large head with black slanted eyes."""
    shapes: list[Shape] = [
        (
            rounded(
                np.array(
                    [
                        (-1.25, -0.6),
                        (-0.9, -1.5),
                        (0, -1.8),
                        (0.9, -1.5),
                        (1.25, -0.6),
                        (0.6, 0.6),
                        (0, 1.0),
                        (-0.6, 0.6),
                    ]
                ),
                1,
            ),
            skin,
        )
    ]
    if view == "back":
        return shapes
    for k in (-1, 1) if view == "front" else (1,):
        shapes.append(
            (ellipse(k * 0.55, -0.35, 0.4, 0.3 * (1 - 0.9 * show.blink), -k * 0.7), (14, 16, 20))
        )
        shapes.append((ellipse(k * 0.55 - 0.1, -0.48, 0.1, 0.06), WHITE))
    return [
        *shapes,
        (
            ellipse(0.15 if view == "side" else 0, 0.62, 0.16, 0.03 + 0.12 * show.mouth),
            mix(skin, BLACK, 0.6),
        ),
    ]


def ghost(view: str, skin: Colour, show: Expression, look: PersonColours) -> list[Shape]:
    """A sheet with dark eyes and mouth."""
    shapes: list[Shape] = [
        (
            rounded(
                np.array(
                    [
                        (-1.0, 1.3),
                        (-1.05, -0.3),
                        (-0.6, -1.15),
                        (0.6, -1.15),
                        (1.05, -0.3),
                        (1.0, 1.3),
                    ]
                ),
                1,
            ),
            skin,
        )
    ]
    if view == "back":
        return shapes
    x = 0.3 if view == "side" else 0.0
    shapes += [(ellipse(x + k * 0.34, -0.2, 0.2, 0.3), (24, 26, 36)) for k in (-1, 1)]
    return [*shapes, (ellipse(x, 0.5, 0.22, 0.3 + 0.2 * show.mouth), (24, 26, 36))]


def skull_bare(view: str, skin: Colour, show: Expression, look: PersonColours) -> list[Shape]:
    """A skull."""
    dark = (26, 24, 26)
    shapes: list[Shape] = [
        (ellipse(0, -0.25, 0.85, 0.82), skin),
        (
            rounded(
                np.array(
                    [
                        (-0.55, 0.2),
                        (0.55, 0.2),
                        (0.45, 0.95 + 0.2 * show.mouth),
                        (-0.45, 0.95 + 0.2 * show.mouth),
                    ]
                ),
                1,
            ),
            skin,
        ),
    ]
    if view == "back":
        return shapes
    x = 0.28 if view == "side" else 0.0
    shapes += [
        (ellipse(x + k * 0.36, -0.12, 0.24, 0.25), dark)
        for k in ((-1, 1) if view == "front" else (0.5,))
    ]
    shapes.append((np.array([(x, 0.12), (x + 0.13, 0.38), (x - 0.13, 0.38)]), dark))
    return [
        *shapes,
        (box(x - 0.36, 0.58, x + 0.36, 0.62), dark),
        *(
            (box(x + k * 0.18 - 0.02, 0.5, x + k * 0.18 + 0.02, 0.74), dark)
            for k in (-1.5, -0.5, 0.5, 1.5)
        ),
    ]


def zombie(view: str, skin: Colour, show: Expression, look: PersonColours) -> list[Shape]:
    """A green face, a wound, staring eyes."""
    hair = (50, 46, 38)
    shapes = skull(view, skin, look.shade, look.light)
    shapes += HAIRS["messy"](view, hair, 0.0)[1]
    if view == "back":
        return shapes
    x = 0.2 if view == "side" else 0.0
    shapes += [
        (ellipse(x + k * 0.34, -0.05, 0.2, 0.17), (240, 236, 190))
        for k in ((-1, 1) if view == "front" else (1,))
    ]
    shapes += [
        (ellipse(x + k * 0.34, -0.05, 0.06, 0.06), (30, 20, 20))
        for k in ((-1, 1) if view == "front" else (1,))
    ]
    return [
        *shapes,
        (ellipse(x, 0.6, 0.3, 0.14), (50, 16, 20)),
        (limb((x + 0.4, 0.25), (x + 0.7, 0.45), 0.05, 0.03), (140, 30, 36)),
    ]


def mannequin(view: str, skin: Colour, show: Expression, look: PersonColours) -> list[Shape]:
    """A head without a face."""
    return [
        (ellipse(0, 0, 0.8, 1.0), skin),
        (limb((0, -0.9), (0, 0.9), 0.012, 0.012), mix(skin, BLACK, 0.14)),
    ]


BEINGS = {
    "robot": robot,
    "alien": alien,
    "ghost": ghost,
    "skull": skull_bare,
    "zombie": zombie,
    "mannequin": mannequin,
}
