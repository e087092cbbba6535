"""Films in few words, for the tests of the cut."""

from __future__ import annotations

from fractions import Fraction

from vfc.errors import Span, TextError
from vfc.film.cut import Fading
from vfc.film.facts import FileKind
from vfc.film.model import (
    Asset,
    Camera,
    CastMember,
    Cut,
    Fade,
    Film,
    Footage,
    Format,
    GeneratorUse,
    MediaFacts,
    Overlay,
    Plain,
    Point,
    Prompt,
    Shot,
    ShotEntry,
    Sound,
    TitleCard,
    Transition,
    Words,
)
from vfc.film.timing import Size, Tempo


def at(line: int) -> Span:
    """A place in the text."""
    return Span("film.yaml", line, 3, 5)


def shot(
    name: str, length: Fraction | int | str = 48, *, handles: int = 12, source=None, **more
) -> Shot:
    """A shot made from words."""
    return Shot(
        name=name,
        scene=name.partition("/")[0],
        source=source or Words(),
        prompt=Prompt(),
        camera=Camera(),
        generator=GeneratorUse(name="previs", use="previs"),
        length=Fraction(length),
        handles=handles,
        seed_name=name,
        **more,
    )


def film(
    *shots: Shot,
    cut=(),
    cuts=None,
    rate: Fraction | int = 24,
    tempo: Tempo | None = None,
    titles=(),
    cues=(),
    dialogue=(),
) -> Film:
    """A film of shots; `cut` are its entries, or all shots in order."""
    entries = tuple(cut) or tuple(
        ShotEntry(shot=each.name, span=at(index)) for index, each in enumerate(shots, 40)
    )
    named = {name: Cut(name=name, entries=tuple(each)) for name, each in (cuts or {}).items()}
    return Film(
        title="A film",
        format=Format(size=Size(64, 36), rate=Fraction(rate)),
        seed=1,
        profile=None,
        tempo=tempo,
        scenes=(),
        shots={each.name: each for each in shots},
        cast={"ann": CastMember(name="ann", look="", called="ann")},
        cuts={"": Cut(entries=entries, span=at(39)), **named},
        titles=tuple(titles),
        sound=Sound(cues=tuple(cues), dialogue=tuple(dialogue)),
        deliver=(),
    )


def use(name: str, *, line: int = 1, **more) -> ShotEntry:
    """A shot's entry."""
    for field in ("length", "speed"):
        if field in more:
            more[field] = Fraction(more[field])
    return ShotEntry(shot=name, span=at(line), **more)


def dissolve(length: int, *, overlap: bool = False, line: int = 2) -> Transition:
    return Transition(length=length, overlap=overlap, span=at(line))


def fade(toward: str, length: int, *, line: int = 3) -> Fade:
    return Fade(toward=Fading(toward), colour="black", length=length, span=at(line))


def card(text: str = "What If,\nMother", length: int = 24, *, line: int = 4, **more) -> TitleCard:
    return TitleCard(text=text, length=Fraction(length), span=at(line), **more)


def black(length: Fraction | int = 24, *, line: int = 5, **more) -> Plain:
    return Plain(colour="black", length=Fraction(length), span=at(line), **more)


def point(name: str = "", offset: int = 0, *, line: int = 6, **more) -> Point:
    return Point(shot=name, offset=offset, span=at(line), **more)


def title(where: Point, length: int = 24, text: str = "Chengdu, 1984") -> Overlay:
    return Overlay(at=where, length=length, text=text, span=where.span)


def sound_file(path: str = "assets/rain.wav", seconds: Fraction | int | str = 4) -> Asset:
    facts = MediaFacts(
        kind=FileKind.SOUND, seconds=Fraction(seconds), channels=2, sample_rate=48000
    )
    return Asset(path=path, digest=path, facts=facts)


def footage(seconds: int = 60, start: Fraction | int = 0) -> Footage:
    facts = MediaFacts(
        kind=FileKind.VIDEO,
        frames=seconds * 24,
        rate=Fraction(24),
        seconds=Fraction(seconds),
        size=Size(64, 36),
        channels=2,
        sample_rate=48000,
    )
    return Footage(file=Asset(path="assets/k.mov", digest="k", facts=facts), start=Fraction(start))


def mistakes_of(error: TextError) -> list[tuple[int, str, str]]:
    """Line, message and hint of each mistake."""
    return [(mistake.span.line, mistake.message, mistake.hint) for mistake in error.mistakes]
