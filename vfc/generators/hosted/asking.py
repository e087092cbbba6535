"""From a stage's request to what a provider is asked: words, seconds, sizes, media."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from vfc.errors import GeneratorError
from vfc.film.model import Camera, Options, Prompt
from vfc.film.roles import Role
from vfc.film.sources import Fit
from vfc.film.timing import Size
from vfc.generators.api import Clip, Request, clips_of
from vfc.generators.hosted.cards import ModelCard
from vfc.generators.hosted.provider import Ask, AskedCard, AskedLine
from vfc.generators.hosted.wire import Medium
from vfc.media.fit import fitted
from vfc.media.stills.encode import jpeg_bytes, png_bytes
from vfc.media.video.mezzanine import write_mezzanine

if TYPE_CHECKING:
    import numpy

# roles to the abilities that they ask for
ASKS = {
    "first": "first",
    "last": "last",
    "tail": "extend",
    "head": "extend-start",
    "of": "remix",
    "from": "blend",
    "into": "blend",
    "reference": "references",
    "style": "style",
    "card": "cards",
}
SHOWN = frozenset({"references", "style"})  # what is shown beside the frames
IMAGE_BYTES = 4_000_000  # of a picture that goes with a request, where a card says nothing else
SEED_MOST = 2**31 - 1


def original_request(request: Request, card: ModelCard) -> Request:
    """What an original depends on, of a picture's request: the rest is conformed from it.

    A still has no frames. A video without cards has a frame a second: neither the film's rate nor
    its size, beyond what the model makes of it, asks for another.
    """
    size = card.made_size(request.size)
    kept = replace(
        request,
        size=size,
        options=known_options(request.options, card),
        camera=replace(request.camera, move="") if card.still else request.camera,
    )
    if card.still:
        return replace(kept, frames=0, length=0, rate=Fraction(1))
    seconds = request.frames / request.rate
    if request.cards or seconds.denominator != 1:
        return replace(kept, length=request.frames)
    whole = int(seconds)
    return replace(kept, frames=whole, length=whole, rate=Fraction(1))


def conformed_request(request: Request, card: ModelCard) -> Request:
    """What a picture that is conformed from an original depends on."""
    move = request.camera.move if card.still else ""
    return Request(
        prompt=Prompt(),
        camera=Camera(framing="", angle="", move=move),
        size=request.size,
        rate=request.rate,
        frames=request.frames,
        length=request.length if move else request.frames,
        seed=0,
    )


def known_options(options: Options, card: ModelCard) -> Options:
    """The model's name and all of its options, as they are given, else as its card has them; those
    that are nothing are left out.
    """
    given = {name: value for name, value in options if value != ""}
    whole = {"model": card.name, **dict(card.options)}
    found = {name: given.get(name, value) for name, value in whole.items()}
    return tuple(sorted((name, value) for name, value in found.items() if value != ""))


def without_excluded(request: Request, card: ModelCard) -> Request:
    """A request without the pictures of people, places and a style, where the model takes none of
    them beside the frames that are asked for: those go before.
    """
    asked = {ASKS.get(Role.parse(each.role).word, "") for each in request.inputs} - SHOWN
    out = {each for pair in card.exclusive for each in pair if set(pair) - {each} <= asked} & SHOWN
    kept = tuple(i for i in request.inputs if ASKS.get(Role.parse(i.role).word, "") not in out)
    return replace(request, inputs=kept)


def check_cards(request: Request, card: ModelCard, name: str) -> None:
    """Raise GeneratorError where cards are no words of whole seconds each, and the model takes
    others not.
    """
    if not request.cards or not card.wire.get("multi_shot"):
        return
    if any(Role.parse(each.role).word == "card" for each in request.inputs):
        raise GeneratorError(
            f"'{card.name}' of {name} takes words on cards, and no pictures: take ':shots' "
            "from its name, and parts are made of them"
        )
    times = [each.frame / request.rate for each in request.cards]
    if request.cards[0].frame or any(each.denominator != 1 for each in times):
        raise GeneratorError(
            f"'{card.name}' of {name} takes cards of whole seconds: move them, or take "
            "':shots' from its name, and parts are made of them"
        )


def check_exclusive(request: Request, card: ModelCard, name: str) -> None:
    """Raise GeneratorError where a request asks for two things that the model takes one of."""
    asked = {ASKS.get(Role.parse(each.role).word, "") for each in request.inputs}
    asked |= {option for option, value in request.options if value not in ("", False, 0)}
    for one, other in card.exclusive:
        if {one, other} <= asked:
            raise GeneratorError(
                f"'{card.name}' of {name} takes '{one}' or '{other}', and not both: leave one out"
            )


def check_counts(request: Request, card: ModelCard, name: str) -> None:
    """Raise GeneratorError where more pictures go with a request than the model takes."""
    words = ("reference", "style") if card.still else ("reference",)
    for most, counted, kind in (
        (card.references, words, "pictures of references"),
        (card.pictures, ("first", "of", *words), "pictures with its first one"),
    ):
        count = sum(Role.parse(each.role).word in counted for each in request.inputs)
        if most and count > most:
            raise GeneratorError(
                f"'{card.name}' of {name} takes {most} {kind}, and {count} go with a shot: name "
                "fewer people and places in it"
            )


def ask_of(
    request: Request, inputs: Mapping[str, Clip | Path], card: ModelCard, options: Mapping[str, Any]
) -> Ask:
    """What a provider is asked for the request of an original."""
    rate = request.rate
    stops = [*(each.frame for each in request.cards[1:]), request.frames]
    most = int(card.wire.get("seed_most", SEED_MOST))
    return Ask(
        card=card,
        words=request.prompt.text,
        avoid=request.prompt.avoid,
        seconds=float(request.frames / rate),
        size=request.size,
        ratio=card.size_name(request.size),
        seed=request.seed % (most + 1) if card.seeds else None,
        verb=request.verb,
        strength=request.strength,
        curve=request.curve,
        move=request.camera.move,
        media={
            role: _medium(clip, request, card)
            for role, clip in clips_of(inputs).items()
            if role in {each.role for each in request.inputs}
        },
        cards=tuple(
            AskedCard(seconds=float((stop - each.frame) / rate), words=each.words)
            for each, stop in zip(request.cards, stops, strict=True)
        )
        if request.cards
        else (),
        lines=tuple(AskedLine(who=line.who, text=line.text) for line in request.lines),
        options=dict(card.options) | dict(options),
    )


def draft_mark(ask: Ask, provider: str) -> str:
    """What a draft and its final have in common, as one digest: all that is asked for but that it
    is a draft, and the size.
    """
    said = {
        "provider": provider,
        "model": ask.card.name,
        "words": [ask.words, ask.avoid],
        "seconds": ask.seconds,
        "shape": round(ask.size.width / ask.size.height, 1),
        "seed": ask.seed,
        "verb": [ask.verb, ask.strength],
        "media": {role: hashlib.sha256(each.data).hexdigest() for role, each in ask.media.items()},
        "options": {name: value for name, value in ask.options.items() if name != "draft"},
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _medium(clip: Clip, request: Request, card: ModelCard) -> Medium:
    """A picture as a PNG, a JPEG where that is too large, smaller where it has too many pixels;
    several as a video, of which a still model is shown the first.
    """
    if len(clip) > 1 and not card.still:
        return _video(clip, request)
    most = int(card.wire.get("image_bytes", IMAGE_BYTES))
    picture = clip[0]
    pixels = int(card.wire.get("image_pixels", 0))
    if pixels and picture.shape[0] * picture.shape[1] > pixels:
        picture = fitted(picture, _within(picture, pixels), Fit.CROP)
    data = png_bytes(picture)
    if len(data) <= most:
        return Medium(mime="image/png", data=data)
    return Medium(mime="image/jpeg", data=jpeg_bytes(picture, most))


def _within(picture: numpy.ndarray, pixels: int) -> Size:
    """The size of a picture `(height, width, 3)` that is scaled down to so many pixels."""
    height, width = picture.shape[:2]
    scale = math.sqrt(pixels / (width * height))
    return Size(int(width * scale), int(height * scale))


def _video(clip: Clip, request: Request) -> Medium:
    with TemporaryDirectory(prefix="vfc-") as folder:
        path = Path(folder) / "input.mp4"
        write_mezzanine(path, clip, size=request.size, rate=request.rate, near=True)
        return Medium(mime="video/mp4", data=path.read_bytes())
