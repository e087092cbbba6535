"""Sets: each file stands, is painted to the edges from every angle, and is itself in every shot."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from tests.generators.previs.picture.shots import asked, frame
from vfc.film.model import Camera, Prompt
from vfc.film.timing import Size
from vfc.generators.api import Request
from vfc.generators.previs.canvas.camera import CameraView
from vfc.generators.previs.canvas.lens import FRAMINGS, GROWN, lens
from vfc.generators.previs.canvas.stage import Setup, Staging, stage
from vfc.generators.previs.picture import scene
from vfc.generators.previs.picture.setups import setup as set_up
from vfc.generators.previs.places import features, paints, sets, shell
from vfc.generators.previs.places.furniture.pieces import FURNITURE
from vfc.generators.previs.reading.scene import SceneWords
from vfc.media.measure.similarity import ssim

SMALL = Size(160, 90)
TINY = Size(80, 44)  # enough to tell sets apart, at a third of the cost
UNPAINTED = (255, 0, 255)


def planned(
    design: sets.SetDesign,
    *,
    angle: str = "eye",
    framing: str = "wide",
    size: Size = SMALL,
    **more: object,
) -> tuple[Staging, Setup]:
    """The plan of a shot of a set without anybody in it, and its setup."""
    request = Request(
        prompt=Prompt(words="an empty room", place=design.name),
        camera=Camera(),
        size=size,
        rate=Fraction(24),
        frames=1,
        length=1,
        seed=int(more.get("seed", 7)),  # type: ignore[call-overload]
    )
    found = set_up(request)
    time = str(more.get("time", "day"))
    words = SceneWords(place=design.name, angle=angle, framing=framing, time=time)
    high = design.size[1] if design.inside else None
    found = replace(
        found,
        words=words,
        subject=GROWN,
        turn=float(more.get("turn", 0.0)),  # type: ignore[arg-type]
        ceiling=high,
        lift=0.0,
        thing=False,
        lamps=design.glow,
        lamp_tint=design.tint,
        rig=replace(found.rig, roll=0.12 if angle == "dutch" else 0.0),
    )
    return stage(found), found


def empty(name: str, *, size: Size = SMALL, **more: Any) -> np.ndarray:
    """A set without anybody in it, over a colour that no set has: (height, width, 3) uint8."""
    design = sets.design(name)
    assert design is not None
    shot, found = planned(design, size=size, **more)
    frame = np.zeros((size.height, size.width, 4), np.uint8)
    frame[..., :3] = UNPAINTED
    scene.draw(scene.build(shot), frame, found.rig.at(0.0, 0.0), 0.0)
    return frame[..., :3].copy()


@cache
def plain(name: str) -> np.ndarray:
    return empty(name)


@pytest.mark.parametrize("name", sets.designs())
def test_a_set_names_what_there_is(name: str) -> None:
    design = sets.design(name)
    assert design is not None
    surfaces = [design.floor, design.ceiling, *design.walls.values()]
    assert {each.get("paint", "plain") for each in surfaces} <= paints.PAINTS.keys()
    hung = [entry for each in surfaces for entry in each.get("features", ())]
    assert {entry["kind"] for entry in hung} <= features.FEATURES.keys()
    assert {entry["part"] for entry in design.parts} <= FURNITURE.keys()
    assert design.inside or design.backdrop in scene.PLACES


@pytest.mark.parametrize("angle", ["eye", "low", "high", "bird", "dutch"])
@pytest.mark.parametrize("name", ["kitchen", "subway_car", "church", "playground", "alley", "lake"])
def test_a_set_is_painted_to_the_edges(name: str, angle: str) -> None:
    frame = empty(name, angle=angle)
    assert not (frame == UNPAINTED).all(axis=2).any()


def test_no_set_is_another() -> None:
    seen = {name: empty(name, size=TINY) for name in sets.designs()}
    alike = [
        (one, other) for one, other in combinations(seen, 2) if ssim(seen[one], seen[other]) > 0.93
    ]
    assert not alike


@pytest.mark.parametrize("name", ["kitchen", "playground", "library"])
def test_a_set_is_the_same_in_every_take_and_darker_at_night_without_lamps(name: str) -> None:
    assert ssim(plain(name), empty(name, seed=8)) > 0.5
    night = empty(name, time="night")
    assert night.mean() < 0.8 * plain(name).mean()


@pytest.mark.parametrize("name", ["harbour", "tunnel", "field"])
def test_surfaces_of_a_small_frame_are_small(name: str) -> None:
    design = sets.design(name) or sets.from_above(name)
    assert design is not None
    surfaces = {}
    for size in (TINY, SMALL):
        painted = shell.shell(planned(design, size=size)[0], design)
        surfaces[size] = max(each.paper[..., 0].size for each in painted)  # type: ignore[attr-defined]
    assert surfaces[TINY] < 0.4 * surfaces[SMALL]


@pytest.mark.parametrize("framing", FRAMINGS)
def test_a_point_in_metres_is_where_a_layer_of_its_depth_has_it(framing: str) -> None:
    found = lens(SceneWords(framing=framing))
    view = CameraView(
        size=SMALL, turn=(0.1, 0.02), travel=(0.2, 0.1), advance=0.15, zoom=1.1, roll=0.1
    )
    x, y, z = 0.4, 1.2, 2.3 * found.distance
    seen = view.projection(found) @ np.array([x, y, z, 1.0])
    assert np.allclose(seen[:2] / seen[2], view.point(*found.units(x, y, z), found.depth(z)))


def test_whoever_stands_at_the_mark_fills_the_frame_as_the_framing_says() -> None:
    for framing, wanted in FRAMINGS.items():
        found = lens(SceneWords(framing=framing))
        foot, head = (found.units(0.0, y, found.distance)[1] for y in (0.0, 1.72))
        assert foot - head == pytest.approx(wanted.figure)
        assert foot == pytest.approx(wanted.foot)


@pytest.mark.parametrize("place", ["a living room", "a bedroom", "a kitchen"])
def test_a_room_is_dim_at_night(place):
    day, night = (
        frame(asked("a woman sits", "wide", place=f"{place} {hour}")).mean()
        for hour in ("by day", "at night")
    )
    assert night < 0.5 * day


def test_a_library_with_spiral_stairs_has_them():
    plain, winding = (
        frame(asked("", "wide", place=f"a library{more}")).astype(int)
        for more in ("", " with spiral stairs")
    )
    assert (np.abs(plain - winding).max(axis=2) > 24).mean() > 0.01


def test_light_out_of_doors_is_no_lamp():
    asked_for = asked("the light dances on the hills", "wide", place="hills")
    assert all(each.holder is not None for each in set_up(asked_for).words.subjects)
