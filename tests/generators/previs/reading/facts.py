"""A request of words, and the facts of the scene that previs reads in it."""

from __future__ import annotations

from fractions import Fraction

from vfc.film.model import Camera, Prompt
from vfc.film.timing import Size
from vfc.generators.api import Request
from vfc.generators.previs.reading.scene import SceneWords
from vfc.generators.previs.reading.words import understand


def read(
    words: str,
    *,
    place: str = "",
    style: str = "",
    cast: tuple[str, ...] = (),
    framing: str = "",
    angle: str = "",
    move: str = "",
) -> SceneWords:
    """The scene of a shot with these words."""
    camera = Camera(framing=framing, angle=angle, move=move)
    return understand(
        Request(
            prompt=Prompt(camera=camera.words, words=words, place=place, style=style),
            camera=camera,
            cast=cast,
            size=Size(640, 360),
            rate=Fraction(24),
            frames=24,
            length=24,
            seed=1,
        )
    )


def deeds(scene: SceneWords) -> str:
    """Who does what to whom, in one line: `boy give>1 flower; girl stand`."""
    people = [
        " ".join(
            part
            for part in (
                each.trade or each.kind,
                each.action + (f">{each.target}" if each.target is not None else ""),
                each.object,
            )
            if part
        )
        for each in scene.people
    ]
    return "; ".join(people)


def things(scene: SceneWords) -> str:
    """The things with their counts and what they do: `3 bird fly`."""
    return "; ".join(
        " ".join(part for part in (str(each.count), each.name, each.action) if part)
        for each in scene.subjects
    )
