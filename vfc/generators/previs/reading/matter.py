"""Liquids in vessels, as an English text tells of them: poured, mixed, emptied, coloured anew, or
at a temperature at which they boil or freeze.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from vfc.generators.previs.reading.drafts import COLOURS, PlaceDraft, ThingDraft
from vfc.generators.previs.reading.grammar import Grammar
from vfc.generators.previs.reading.lexicon import kinds, lexicon
from vfc.generators.previs.reading.scene import RGB, Liquid

TABLE = Path(__file__).with_name("matter.toml")
VESSEL = "beaker"  # the thing of the catalogue that stands for every vessel with something in it
POUR = re.compile(
    r"\b(?:pour(?:s|ed|ing)?|(?:is|are|being|slowly) added|adds?|adding|drips? into)\b"
)
EMPTIES = re.compile(r"\b(?:empties|emptying|drains?|draining)\b")
FILLS = re.compile(r"\b(?:filling|fills|gradually filled|being filled|is filled up)\b")
MIXES = re.compile(r"\b(?:mix(?:es|ed|ing)|stir(?:s|red|ring)|blend(?:s|ed|ing)|combined)\b")
BOILS = re.compile(r"\b(?:boil(?:s|ing)|bubbl(?:es|ing)|simmer(?:s|ing))\b")
ICED = re.compile(r"\bice(?:[ -]cubes?)?\b(?! cream)")
DEGREES = re.compile(r"(below\s+)?([-−–]?\s?\d+)\s?(?:°|degrees|º)")
AIR = re.compile(r"\bair\b.{0,40}\b(?:extract|remov|pull|suck|drawn|pump)\w*")
CLEAR = ("clear", "transparent", "colorless", "colourless")
TURNS = re.compile(
    r"\b(?:turn|turns|turning|changes?|becomes?|becoming)\b((?:\s+(?!turn|chang|becom|as\b)[\w-]+){1,7})"
)
PALE: RGB = (222, 236, 244)
MINGLED = ("ice_cube", "juice_box", "drop", "bento", "food", "soup", "bubbles", "gem", "leaf")
FULL, HALF, LOW = 0.82, 0.5, 0.06


@dataclass(frozen=True, slots=True, kw_only=True)
class Substance:
    """What may be in a vessel, as its table has it; `at` is where the text names it."""

    name: str
    colour: RGB
    melts: float
    boils: float
    kind: str = ""
    home: str = "kitchen"
    thing: str = ""  # what is drawn of it where it is solid
    smoke: RGB | None = None
    sublimes: float | None = None
    fumes: bool = False
    powder: bool = False
    at: int = 0


@cache
def table() -> Mapping[str, Any]:
    """What is known of matter, as it lies in its file."""
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


@cache
def names(what: str) -> tuple[tuple[str, str], ...]:
    """The words of vessels or of substances with the name of each, the longest first."""
    rows = table()[what]
    words = {
        word: name
        for name, row in rows.items()
        for word in (row["words"] if what == "substances" else row)
    }
    return tuple(sorted(words.items(), key=lambda each: -len(each[0])))


def mentions(text: str, what: str) -> list[tuple[int, str]]:
    """Where a text names vessels, or substances, and which, in its order."""
    taken: list[tuple[int, int, str]] = []
    for word, name in names(what):
        for match in re.finditer(rf"\b{re.escape(word)}(?:s|es)?\b", text):
            if all(match.end() <= start or match.start() >= end for start, end, _ in taken):
                taken.append((match.start(), match.end(), name))
    return [(start, name) for start, _, name in sorted(taken)]


def substances(text: str) -> list[Substance]:
    """The substances of a text in its order, each in the colour that is said of it."""
    return [substance(name, at, text) for at, name in mentions(text, "substances")]


def substance(name: str, at: int, text: str) -> Substance:
    """A substance at its place in a text."""
    row = {key: each for key, each in table()["substances"][name].items() if key in KEYS}
    smoke = row.get("smoke")
    told = colour_before(text, at) if not row.get("kind", "").startswith("cab") else None
    colour = told or rgb(row["colour"])
    return Substance(
        **{**row, "name": name, "at": at, "colour": colour, "smoke": smoke and rgb(smoke)}
    )


KEYS = frozenset(Substance.__slots__)


def rgb(parts: Sequence[int]) -> RGB:
    """A colour as the table writes it."""
    red, green, blue = parts
    return red, green, blue


def colour_of(words: str) -> RGB | None:
    """The first colour that some words name; None where they name none."""
    colours = {word: name for word, name in _colour_words() if word}
    for word in re.findall(r"[a-z-]+", words):
        if word in CLEAR:
            return PALE
        if word in colours:
            return COLOURS.get(colours[word])
    return None


@cache
def _colour_words() -> tuple[tuple[str, str], ...]:
    entries = lexicon("en").phrases
    return tuple(
        (word, dict(meant)["colours"])
        for word, phrases in entries.items()
        for words, meant in phrases
        if words == (word,) and "colours" in dict(meant)
    )


def colour_before(text: str, at: int) -> RGB | None:
    """The colour said right before a place of a text."""
    before = re.findall(r"[a-z-]+", re.split(r"\b(?:as|and|while)\b", text[:at])[-1])[-2:]
    return colour_of(" ".join(before)) if before else None


def mixed(one: RGB, other: RGB) -> RGB:
    """What comes of two colours in one vessel."""
    return rgb([(a + b) // 2 for a, b in zip(one, other, strict=True)])


def brew(shot: Grammar, text: str) -> None:
    """Put vessels with what is in them for the things of an English text that tells of nobody and
    of nothing but what is poured, mixed, emptied, heated.
    """
    low = text.casefold()
    if any(each.text != "someone" for each in shot.people) or shot.known.language != "en":
        return
    if AIR.search(low) and shot.things:
        thing = next((each for each in shot.things if each.name != "pipe"), shot.things[0])
        thing.actions, thing.lead = ["squeeze"], True
        thing.swells = "small" if thing.name == "balloon" else ""
        return
    among = substances(low)
    if solid := poured_on(shot, low, among):
        solid.liquid = Liquid(shape="", stream=among[0].colour, fumes=among[0].fumes)
        solid.lead = True
        return
    liquids = [*vessels_of(low, among)]
    used = {word for word, _ in (*names("vessels"), *names("substances"))}
    rest = [each for each in shot.things if not is_of(each, used)]
    if not liquids or any(each.turns for each in rest):
        return
    shot.things, shot.people = rest, []
    for each in shot.things:
        if each.base is not None and each.base not in shot.things:
            each.base, each.how = None, ""
    for liquid in reversed(liquids):
        shot.things.insert(0, drafted(liquid))
    home = among[0].home if among else "kitchen"
    if not shot.places:
        shot.places.append(PlaceDraft(home, home, 1.0))


def drafted(liquid: Liquid | str) -> ThingDraft:
    """The draft of a vessel, or of what melts."""
    if isinstance(liquid, str):
        name, _, action = liquid.partition(" ")
        return ThingDraft(name=name, text=name, lead=True, actions=[action])
    return ThingDraft(name=VESSEL, text=liquid.shape, lead=True, liquid=liquid)


def is_of(thing: ThingDraft, used: set[str]) -> bool:
    """Whether a thing is one of the vessels or substances, which are drawn together."""
    words = {thing.text, thing.name.replace("_", " "), *thing.text.split()}
    return bool(words & used) or thing.name in MINGLED


def poured_on(shot: Grammar, text: str, among: Sequence[Substance]) -> ThingDraft | None:
    """The solid thing onto which something is poured; None where it is poured into a vessel."""
    onto = re.search(r"\b(?:onto|over|on)\b", text)
    if not (among and onto and POUR.search(text)) or ICED.search(text[onto.end() :]):
        return None
    after = text[onto.end() :]
    bare = [each for each in shot.things if each.text in after and each.name not in kinds("served")]
    return bare[0] if bare and not mentions(after, "vessels") else None


def vessels_of(text: str, among: Sequence[Substance]) -> Iterator[Liquid | str]:
    """The vessels that a text tells of, each with what happens in it; what melts as a name and what
    it does.
    """
    shapes = mentions(text, "vessels")
    degrees = DEGREES.search(text) if "temperature" in text or "heat" in text else None
    if among and degrees:
        yield from heated(among[0], shape_of(shapes, among[0]), temperature(degrees))
    elif MIXES.search(text) and (len(among) > 1 or colours_of(text)):
        yield stirred(text, among)
    elif POUR.search(text) and among:
        yield poured(text, among, shapes)
    elif EMPTIES.search(text) and shapes:
        yield from emptied(text, among or [substance("water", 0, text)], shapes)
    elif FILLS.search(text) and shapes:
        liquid = (among or [substance("water", 0, text)])[0]
        shape = shape_of(shapes, liquid)
        colour = liquid.colour
        yield Liquid(shape=shape, first=colour, last=colour, low=LOW, high=FULL, stream=colour)
    elif among and shapes and TURNS.search(text):
        yield from turned(text, among, shapes)
    elif among and shapes and BOILS.search(text) and among[0].name == "coffee":
        yield from heated(among[0], shape_of(shapes, among[0]), among[0].boils + 1)


def temperature(match: re.Match[str]) -> float:
    """The degrees that a text names; what is below them is five less."""
    number = float(re.sub(r"[−–]", "-", match[2]).replace(" ", ""))
    return number - 5 if match[1] else number


def shape_of(shapes: Sequence[tuple[int, str]], liquid: Substance) -> str:
    """The vessel in which something is: the one that is named, else that of its home."""
    if shapes:
        return shapes[-1][1]
    return "beaker" if liquid.home == "laboratory" else "glass"


def heated(liquid: Substance, shape: str, degrees: float) -> Iterator[Liquid | str]:
    """Something at a temperature: boiling, freezing, melting, going up in smoke, or as it was."""
    colour = liquid.colour
    plain = Liquid(shape=shape, first=colour, last=colour, low=0.7, high=0.7)
    solid = liquid.melts > 25 or bool(liquid.thing)
    if liquid.sublimes is not None:
        gone = 0.25 if degrees >= liquid.sublimes else 0.9
        smoke = liquid.smoke if degrees >= liquid.sublimes else None
        yield replace(plain, shape="dish", low=0.9, high=gone, smoke=smoke, heap=True)
    elif degrees >= liquid.boils:
        yield replace(plain, high=0.3, boils=True)
    elif solid and liquid.thing:
        yield f"{liquid.thing} {'melt' if degrees >= liquid.melts else 'stand'}"
    elif degrees <= liquid.melts and not solid:
        yield replace(plain, freezes=True)
    else:
        near = degrees > 0.75 * liquid.boils and liquid.boils > 40
        yield replace(plain, high=0.55 if degrees > 25 and liquid.boils < 90 else 0.7, steams=near)


def colours_of(text: str) -> list[RGB]:
    """The colours that a text names, in its order."""
    known = dict(_colour_words())
    words = re.findall(r"[a-z-]+", text)
    return [COLOURS[known[word]] for word in words if known.get(word) in COLOURS]


def stirred(text: str, among: Sequence[Substance]) -> Liquid:
    """Two that are mixed in a bowl until they are one."""
    colours = [each.colour for each in among] if len(among) > 1 else colours_of(text)
    colours = colours or [each.colour for each in among]
    one, other = colours[0], colours[1] if len(colours) > 1 else (236, 232, 222)
    shapes = mentions(text, "vessels")
    shape = shapes[-1][1] if shapes else "cup" if among and among[-1].name == "coffee" else "bowl"
    return Liquid(
        shape=shape, first=one, second=other, last=mixed(one, other), low=0.62, high=0.62
    )  # fmt: skip


def poured(text: str, among: Sequence[Substance], shapes: Sequence[tuple[int, str]]) -> Liquid:
    """A vessel into which something is poured: what was in it before takes on its colour."""
    first = among[0]
    into = [each for each in among[1:] if each.name != first.name]
    there = into[-1] if into else None
    shape = shape_of(shapes, there or first)
    iced = bool(ICED.search(text))
    plain = Liquid(shape=shape, first=first.colour, last=first.colour, low=LOW, high=FULL)
    plain = replace(plain, stream=first.colour, iced=iced, fumes=first.fumes)
    if there is None:
        return plain
    pair = f"{first.kind or first.name} {there.kind or there.name}"
    end = table()["reactions"].get(pair)
    last = rgb(end) if end else mixed(first.colour, there.colour)
    foams = pair in table()["foams"]["with"]
    return replace(plain, first=there.colour, last=last, low=HALF, foams=foams)


def emptied(
    text: str, among: Sequence[Substance], shapes: Sequence[tuple[int, str]]
) -> Iterator[Liquid]:
    """A vessel that runs empty, and the one into which it does."""
    colour = among[0].colour
    yield Liquid(shape=shapes[0][1], first=colour, last=colour, low=FULL, high=LOW)
    if len(shapes) > 1:
        shape = shapes[-1][1]
        yield Liquid(shape=shape, first=colour, last=colour, low=LOW, high=FULL, stream=colour)


def turned(
    text: str, among: Sequence[Substance], shapes: Sequence[tuple[int, str]]
) -> Iterator[Liquid]:
    """Each vessel of which a text says that what is in it takes on another colour."""
    ends = [(match.start(), colour_of(match[1])) for match in TURNS.finditer(text)]
    for number, liquid in enumerate(among):
        last = next((colour for at, colour in ends if at > liquid.at and colour), None)
        shape = shapes[min(number, len(shapes) - 1)][1]
        if last is not None:
            yield Liquid(shape=shape, first=liquid.colour, last=last, low=0.7, high=0.7)
