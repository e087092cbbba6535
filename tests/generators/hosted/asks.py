"""Asks of every kind that a card says its model can answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tests.generators.hosted.serving import still, video
from vfc.film.timing import Size
from vfc.generators.api import Verb
from vfc.generators.hosted.cards import ModelCard
from vfc.generators.hosted.provider import Ask, AskedCard
from vfc.generators.hosted.wire import Medium

PICTURE = Medium(mime="image/png", data=still())
CLIP = Medium(mime="video/mp4", data=video(1))


def asks_of(card: ModelCard) -> Iterator[Ask]:
    """Words alone (where it needs no more), then with each thing that it takes, wide and high, at
    each of its lengths, with each choice of its options.
    """
    plain = Ask(
        card=card,
        words="a harbour at dawn",
        avoid="people",
        seconds=0 if card.still else float(card.seconds[0] if card.seconds else 5),
        size=card.made_size(Size(1280, 720)),
        ratio=card.size_name(Size(1280, 720)),
        seed=7 if card.seeds else None,
        options=dict(card.options),
        key="vfc-0123456789abcdef0123456789abcdef-1",
    )
    media = {
        "first": {"first": PICTURE},
        "last": {"first": PICTURE, "last": PICTURE},
        "all": {"first": PICTURE, **{f"reference {n}": PICTURE for n in range(1, card.pictures)}},
        "references": {f"reference {n}": PICTURE for n in range(1, max(1, card.references) + 1)},
        "style": {"style 1": PICTURE},
        "extend": {"tail": CLIP},
        "remix": {"of": PICTURE if card.still else CLIP},
    }
    if not card.needs:
        yield plain
        yield replace(
            plain, size=card.made_size(Size(720, 1280)), ratio=card.size_name(Size(720, 1280))
        )
    needed = {role: medium for word in card.needs for role, medium in media[word].items()}
    if "remix" in card.needs:
        plain = replace(plain, verb=Verb.REMIX)
    for seconds in card.seconds:
        yield replace(plain, seconds=float(seconds), media=needed)
    for word in (*card.makes, *(["all"] if card.pictures else [])):
        if word in media:
            verb = Verb.REMIX if word == "remix" else Verb.WORDS
            yield replace(plain, media=needed | media[word], strength=0.5, verb=verb)
    if "remix" in card.makes and "references" in card.makes:
        both = {"of": PICTURE if card.still else CLIP, "reference 1": PICTURE}
        yield replace(plain, media=both, strength=0.5, verb=Verb.REMIX)
    if card.wire.get("multi_shot"):
        cards = (AskedCard(seconds=1.0, words="dawn"), AskedCard(seconds=4.0, words="noon"))
        for media in ({}, {"first": PICTURE}):
            yield replace(plain, media=media, cards=cards, seconds=5.0)
    for name, values in card.choices.items():
        for value in values:
            yield replace(plain, options=dict(plain.options) | {name: value}, media=needed)
