"""The camera setup of a shot: its lens and move, what it looks at, and its side of the set."""

from __future__ import annotations

from dataclasses import replace
from math import asin, degrees
from zlib import crc32

from vfc.generators.api import Request
from vfc.generators.previs.canvas.camera import rig
from vfc.generators.previs.canvas.lens import GROWN, lens
from vfc.generators.previs.canvas.stage import Setup, stage
from vfc.generators.previs.picture.belongings import owned
from vfc.generators.previs.picture.blocking import (
    NEAR,
    actors,
    pedestal,
    people_height,
    tilt,
    widest,
)
from vfc.generators.previs.picture.boards import boarded
from vfc.generators.previs.picture.drawable import drawable
from vfc.generators.previs.picture.framing import TABLE, lead, on_table, subject_height, usual
from vfc.generators.previs.picture.gathering import gathered
from vfc.generators.previs.picture.pouring import poured
from vfc.generators.previs.picture.providing import provided
from vfc.generators.previs.picture.sides import side_among
from vfc.generators.previs.picture.subjects import shown, unpainted
from vfc.generators.previs.picture.whose import busy_hands, seen_by, shared
from vfc.generators.previs.picture.working import worked
from vfc.generators.previs.places import lands, sets
from vfc.generators.previs.places.sets import SetDesign
from vfc.generators.previs.reading.scene import WIDTHS, Person, SceneWords
from vfc.generators.previs.reading.words import understand

ASIDE = 24.0  # degrees by which a shot of one of two looks along the line between them


def setup(request: Request) -> Setup:
    """The setup for a request.

    A set's seed comes from its own words, so that all its shots show the same one; the take's is
    the request's.
    """
    size = request.size
    aspect = size.width / size.height
    words, hands = prepared(understand(request), request.prompt.words, aspect)
    if words.after is not None:
        after, _ = prepared(words.after, request.prompt.words, aspect)
        framing = max(words.framing, after.framing, key=WIDTHS.index)
        words = replace(words, framing=framing, after=replace(after, framing=framing))
    design = lands.seen(words)
    rate, length = float(request.rate) or 24.0, max(1, request.length)
    inside = design is not None and design.inside
    own = request.prompt.place or f"{words.place} {words.country} {words.period}"
    whom = framed_by(words)
    found = Setup(
        words=words,
        rig=rig(words, size, request.frames, length, length / rate, walls=inside),
        seed=request.seed,
        set_seed=crc32(own.strip().lower().encode()),
        turn=within(design, words, turn_of(words, 0.0 if design is None else design.turn)),
        subject=framed_height(whom, size.width / size.height)
        * sets.distance(whom, whole=whole(whom)),
        thing=lead(whom) is not None and not whole(whom),
        ceiling=design.size[1] if inside and design is not None else None,
        ahead=sets.ahead(whom, whole=whole(whom)),
        lift=TABLE if on_table(whom, inside=inside) else 0.0,
        lamps=0.0 if design is None else design.glow,
        lamp_tint=(255, 236, 208) if design is None else design.tint,
        pedestal=pedestal(whom),
        tilt=tilt(whom),
        hands=hands,
    )
    return replace(found, rig=replace(found.rig, ground=depth_below(found)))


def prepared(words: SceneWords, text: str, aspect: float) -> tuple[SceneWords, Person | None]:
    """The words with all that is seen where they say this, framed; and whose hands are seen."""
    words = worked(poured(drawable(words)), text)
    words = unpainted(provided(owned(boarded(gathered(words)))))
    hands = busy_hands(words, text)
    words = staged(replace(words, framing=usual(words)), text)
    words = replace(words, framing=widest(words, aspect))
    design = lands.seen(words)
    if design is not None and words.framing in design.framings:
        words = replace(words, framing=design.framings[words.framing])
    return words, hands


def framed_by(words: SceneWords) -> SceneWords:
    """The scene for which the shot is framed: the one with people, else the first."""
    after = words.after
    return after if after is not None and after.people and not words.people else words


def depth_below(shot: Setup) -> float:
    """How far the camera may sink, in units: not quite to the ground."""
    seen = stage(shot).lens
    return max(0.0, 0.8 * seen.eye * seen.scale(seen.distance))


def framed_height(words: SceneWords, aspect: float) -> float:
    """The height in metres of whom, or what, the shot is framed for."""
    if whole(words):
        return GROWN
    return people_height(words, aspect) if words.people else subject_height(words, aspect)


def whole(words: SceneWords) -> bool:
    """Whether a shot is of its place alone: of nobody, and of nothing but what the place draws."""
    return not words.people and not shown(words)


def staged(words: SceneWords, text: str) -> SceneWords:
    """The words with the people that the composition asks for."""
    if words.composition == "over shoulder" and words.people:
        return shared(words, text)
    return seen_by(words, text) if words.composition == "pov" else words


def within(design: SetDesign | None, words: SceneWords, turn: float) -> float:
    """A turn in degrees that keeps the camera between the walls of its set."""
    if design is None or not design.inside:
        return turn
    most = degrees(asin(min(0.9, 0.36 * design.size[0] / lens(words).distance)))
    return max(-most, min(most, turn))


def turn_of(words: SceneWords, usual: float) -> float:
    """How far the camera stands round the set, in degrees: for one alone up close, and over a
    shoulder, it looks to the side that is the person's own, so that two who speak are seen from two
    sides.
    """
    people, index = words.people, 0
    if words.composition == "over shoulder" and people:
        index = next((at for at, each in enumerate(people) if not each.away), 0)
    elif len(actors(words)) != 1 or words.framing not in NEAR:
        return usual
    return -ASIDE * side_among(people, index)
