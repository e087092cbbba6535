"""Places from above: each is seen from there as itself, on its ground, with no horizon from a bird."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import combinations

import cv2
import numpy as np
import pytest

from vfc.film.model import Camera, Prompt
from vfc.film.timing import Size
from vfc.generators.api import Request
from vfc.generators.previs.canvas.lens import FRAMINGS, lens
from vfc.generators.previs.canvas.stage import stage
from vfc.generators.previs.picture import scene, setups
from vfc.generators.previs.places import ground, paints, sets
from vfc.generators.previs.places.furniture.pieces import FURNITURE
from vfc.generators.previs.reading.scene import Person, SceneWords
from vfc.media.measure.similarity import ssim

SMALL = Size(160, 90)
PAINTERS = sorted(set(scene.PLACES) - {"sky", "space"})
OUTSIDE = [
    name for name in sets.designs() if (found := sets.design(name)) is not None and not found.inside
]


def planned(place, *, monkeypatch, angle="bird", **more):
    """The plan of a shot of a place without anybody, and its setup."""
    words = SceneWords(place=place, angle=angle, **more)
    monkeypatch.setattr(setups, "understand", lambda request: words)
    request = Request(
        prompt=Prompt(words=place),
        camera=Camera(),
        size=SMALL,
        rate=Fraction(24),
        frames=1,
        length=1,
        seed=7,
    )
    found = setups.setup(request)
    return stage(replace(found, rig=replace(found.rig, steady=0.0))), found


@cache
def drawn(place, angle="bird"):
    """A frame of a place without anybody, (90, 160, 3) uint8."""
    with pytest.MonkeyPatch.context() as patch:
        shot, found = planned(place, monkeypatch=patch, angle=angle)
    frame = np.zeros((90, 160, 4), np.uint8)
    scene.draw(scene.build(shot), frame, found.rig.at(0.0, 0.0), 0.0)
    return frame[..., :3]


@pytest.mark.parametrize("framing", FRAMINGS)
def test_a_bird_sees_no_horizon_outside(framing):
    assert lens(SceneWords(angle="bird", framing=framing)).horizon < -0.56


@pytest.mark.parametrize("framing", ["extreme wide", "wide", "full"])
def test_from_high_above_the_ground_is_most_of_the_picture(framing):
    assert lens(SceneWords(angle="high", framing=framing)).horizon < -0.2


@pytest.mark.parametrize("name", PAINTERS)
def test_each_painted_place_has_a_view_from_above(name):
    design = sets.from_above(name)
    assert design is not None or sets.design(name) is not None
    if design is not None:
        assert design.backdrop in scene.PLACES
        assert {entry["part"] for entry in design.parts} <= FURNITURE.keys()
        assert {entry["kind"] for entry in design.floor.get("lies", ())} <= ground.LYING.keys()
        assert design.floor.get("paint", "plain") in paints.PAINTS


@pytest.mark.parametrize("name", PAINTERS)
def test_a_place_from_above_is_not_what_it_is_from_a_persons_height(name):
    assert ssim(drawn(name), drawn(name, "eye")) < 0.75


@pytest.mark.parametrize(
    ("angle", "more"), [("bird", ()), ("eye", ("sky", "space"))], ids=["from above", "at eye level"]
)
def test_no_place_outside_is_another(angle, more):
    """At half the size, for a third of the work; the same two are somewhat less alike there."""
    pictures = {
        name: cv2.resize(drawn(name, angle), (80, 45), interpolation=cv2.INTER_AREA)
        for name in sorted({*PAINTERS, *OUTSIDE, *more})
    }
    alike = [pair for pair in combinations(pictures, 2) if ssim(*map(pictures.get, pair)) > 0.9]
    assert not alike


@pytest.mark.parametrize("name", PAINTERS)
def test_more_than_one_colour_is_seen_from_above(name):
    assert drawn(name).std(axis=(0, 1)).max() > 5


def test_an_empty_place_is_seen_from_farther_than_a_person_in_it(monkeypatch):
    empty, _ = planned("street", monkeypatch=monkeypatch)
    peopled, _ = planned("street", monkeypatch=monkeypatch, people=(Person(),))
    assert empty.lens.eye > 3 * peopled.lens.eye


def test_a_part_gives_way_to_what_the_words_bring(monkeypatch):
    shot, _ = planned("sea", monkeypatch=monkeypatch)
    with_boat, _ = planned("sea", monkeypatch=monkeypatch, things=frozenset(("boat",)))
    entry = {"part": "boat", "at": [0, 0, 0]}
    assert [scene.wanted(each, {**entry, "when": ["boat"]}) for each in (shot, with_boat)] == [
        False,
        True,
    ]
    assert not scene.wanted(with_boat, {**entry, "unless": ["boat"]})
    assert scene.wanted(shot, entry)
