"""A shot's words as a frozen scene: place, time of day, weather, things, people. The words are in
`lexicon`.
"""

from __future__ import annotations

import itertools
import re
from zlib import crc32

from vfc.generators.api import Request
from vfc.generators.previs.reading import lexicon
from vfc.generators.previs.reading.scene import Person, SceneWords

LONGEST = 4000  # characters read of each part of a prompt


def tokens(text: str) -> list[str]:
    """The text's words, lower-case and without their endings."""
    return [stem(word) for word in re.findall(r"[^\W_]+", text[:LONGEST].lower())]


def stem(word: str) -> str:
    """The word without a plain English ending, if what is left is a word that the tables know."""
    if word in lexicon.KNOWN:
        return word
    for ending, other in (
        ("s", ""),
        ("es", ""),
        ("ing", ""),
        ("ing", "e"),
        ("ed", ""),
        ("ed", "e"),
        ("ies", "y"),
        ("y", ""),
        ("ly", ""),
        ("ves", "f"),
    ):
        if word.endswith(ending) and word[: -len(ending)] + other in lexicon.KNOWN:
            return word[: -len(ending)] + other
    # running, sitting
    if len(word) > 5 and word[-4:-3] == word[-5:-4] and word[:-4] in lexicon.KNOWN:
        return word[:-4]
    return word


def denied(words: list[str]) -> list[str]:
    """The words without those that `no` or `without` take back."""
    kept: list[str] = []
    for index, word in enumerate(words):
        if word in ("no", "without") or (index and words[index - 1] in ("no", "without")):
            continue
        kept.append(word)
    return kept


def joined(words: list[str], many: int = 2) -> list[str]:
    """Each run of `many` neighbours as one word: `black and white` as blackandwhite."""
    return ["".join(words[at : at + many]) for at in range(len(words) - many + 1)]


def first_of(table: dict[str, tuple[str, ...]], *parts: list[str]) -> str:
    """The name whose word comes first, the earlier part before the later; '' for none."""
    by_word = {word: name for name, words in reversed(table.items()) for word in words}
    for part in parts:
        for word in part:
            if word in by_word:
                return by_word[word]
    return ""


def all_of(table: dict[str, tuple[str, ...]], words: list[str]) -> frozenset[str]:
    """Every name of which a word is there."""
    present = set(words)
    return frozenset(name for name, members in table.items() if not present.isdisjoint(members))


def understand(request: Request) -> SceneWords:
    """Read a request's words and camera."""
    prompt = request.prompt
    said, place = denied(tokens(prompt.words)), denied(tokens(prompt.place))
    style, shot = denied(tokens(prompt.style)), aside(tokens(prompt.camera))
    everything = said + place
    # a style says how things look, and never what weather or hour it is
    weather = all_of(lexicon.WEATHER, everything)
    if "snowfield" in joined(everything) and everything.count("snow") == 1:
        weather -= {"snow"}
    unknown = " ".join(
        sorted({word for word in everything if word not in lexicon.KNOWN and len(word) > 2})
    )
    things = all_of(lexicon.THINGS, everything) | dark_lamp(everything)
    return SceneWords(
        place=place_of(said, place, things),
        time=time_of(said, place, weather),
        weather=weather,
        things=things,
        styles=all_of(lexicon.STYLES, [*style, *said, *joined(style, 3), *joined(said, 3)]),
        people=people_of(request.cast, said),
        speaks=bool(request.lines),
        tint=next((lexicon.COLOURS[word] for word in said if word in lexicon.COLOURS), None),
        afoot=bool({"firstperson", "pov"} & {*said, *joined(said)}),
        framing=first_of(lexicon.FRAMINGS, spoken(request.camera.framing), shot, aside(said))
        or "wide",
        angle=first_of(lexicon.ANGLES, spoken(request.camera.angle), aside(said)) or "eye",
        move=move_of(request.camera.move, prompt.camera),
        chance=crc32(unknown.encode()) if unknown else 0,
    )


def time_of(words: list[str], place: list[str], weather: frozenset[str]) -> str:
    """The time of day: as said, else what lamps, neon and stars give away, else day."""
    named = first_of(lexicon.TIMES, words, place)
    if named:
        return named
    everything = [*words, *place]
    if not set(lexicon.NIGHTLY).isdisjoint([*everything, *joined(everything)]):
        return "night"
    return "dusk" if "storm" in weather else "day"


def paired(words: list[str]) -> list[str]:
    """The words, and each two neighbours as one: `close up` as `closeup`."""
    return joined(words) + words


def spoken(text: str) -> list[str]:
    """The words of one of the camera's own fields, neighbours joined first."""
    return paired(tokens(text))


def aside(words: list[str]) -> list[str]:
    """What plain words say of the camera: neighbours joined, and the few words that mean nothing
    else.
    """
    plain = {"macro", "portrait", "aerial", "panorama", "drone", "overhead"}
    return joined(words) + [word for word in words if word in plain]


def dark_lamp(words: list[str]) -> frozenset[str]:
    """`lamp out` where the words say that the lighthouse or its lamp gives no light."""
    pairs = set(itertools.pairwise(words))
    dark = any(
        (a, b) in pairs or (b, a) in pairs
        for a in ("lighthouse", "lamp")
        for b in ("dark", "unlit", "out")
    )
    return frozenset({"lamp out"}) if dark else frozenset()


def place_of(words: list[str], place: list[str], things: frozenset[str]) -> str:
    """Where it is: the set's look first, then the words."""
    inside = {"carriage", "compartment", "aboard", "seat", "inside"} & {*words, *place}
    without = ("train",) if "train" in things and not inside else ()
    said_here, set_here = first_ranked(words, without), first_ranked(place, without)
    if "field" in (set_here, said_here) and "snow" in {*words, *place}:
        return "snowfield"
    if set_here:
        return set_here
    return said_here or (
        "sea" if "boat" in things else "cliff" if "lighthouse" in things else "hills"
    )


def first_ranked(words: list[str], without: tuple[str, ...] = ()) -> str:
    """The place named by the words, the telling ones (a kitchen) before the vague (a hill)."""
    found = all_of(lexicon.PLACES, [*words, *joined(words)])
    return next((name for name in lexicon.PLACES if name in found and name not in without), "")


def move_of(move: str, spoken: str) -> str:
    """The camera's move, by the camera's own words or the prompt's."""
    for text in (move, spoken.split("camera", 1)[1] if "camera" in spoken else ""):
        words = tokens(text)
        name = first_of(lexicon.MOVES, [*paired(words), *words])
        if name:
            return name
        loose = first_of(lexicon.LOOSE_MOVES, words)
        if loose:
            return loose
    return "static"


def people_of(cast: tuple[str, ...], words: list[str]) -> tuple[Person, ...]:
    """The people: the cast where there is one, else those that the words name."""
    looks = [tokens(look) for look in cast[:8]] or looks_in(words)
    action = first_of(lexicon.ACTIONS, words) or "stand"
    if len(looks) == 1 and action == "talk":
        action = "stand"
    away = action in ("walk", "run", "stand") and "away" in words
    holds = (
        "umbrella"
        if "umbrella" in words
        else "lantern"
        if {"lantern", "torch", "candle"} & set(words)
        else ""
    )
    return tuple(
        person(
            look,
            action_of(look, words, action),
            away,
            index,
            holds if index == 0 or holds == "umbrella" else "",
        )
        for index, look in enumerate(looks)
    )


def action_of(look: list[str], words: list[str], default: str) -> str:
    """What one person does: the first verb after their name in the words."""
    names = [word for word in look if word in lexicon.PEOPLE_WORDS]
    at = next((index for index, word in enumerate(words) if names and word == names[0]), -1)
    return first_of(lexicon.ACTIONS, words[at:]) or default if at >= 0 else default


def looks_in(words: list[str]) -> list[list[str]]:
    """The words about each person: up to the person's noun and a few after it."""
    found: list[list[str]] = []
    for index, word in enumerate(words):
        if word not in lexicon.PEOPLE_WORDS:
            continue
        look = [*words[max(0, index - 3) : index], word, *until_next(words[index + 1 : index + 15])]
        many = lexicon.CROWDS.get(word, 1)
        found += [look] * next(
            (lexicon.NUMBERS[w] for w in words[max(0, index - 3) : index] if w in lexicon.NUMBERS),
            many,
        )
    return found[:8]


def until_next(words: list[str]) -> list[str]:
    """The words before the next person."""
    end = next(
        (index for index, word in enumerate(words) if word in lexicon.PEOPLE_WORDS), len(words)
    )
    return words[:end]


def person(look: list[str], action: str, away: bool, index: int = 0, holds: str = "") -> Person:
    """A person from the words of their look; of several alike each has a face of their own by
    `index`.
    """
    here = set(look)
    at = look.index("scarf") if "scarf" in here else -1
    scarf = next(
        (
            lexicon.COLOURS[word]
            for word in reversed(look[max(0, at - 3) : at])
            if word in lexicon.COLOURS
        ),
        None,
    )
    return Person(
        coat=coat_of(look),
        action=action,
        away=away,
        holds=holds,
        scarf=(scarf or (176, 60, 48)) if at >= 0 else None,
        born=crc32(" ".join(look).encode()) + index,
        child=bool(here & set(lexicon.CHILDREN)),
        woman=bool(here & set(lexicon.WOMEN)),
        old=not here.isdisjoint(lexicon.OLD),
        hat=bool(here & {"hat", "cap", "bowler", "fedora", "keeper"}),
        hood=bool(here & {"hood", "raincoat", "cloak", "parka", "anorak"}),
    )


def coat_of(look: list[str]) -> tuple[int, int, int] | None:
    """The colour of what they wear: the colour word nearest before a garment, else any colour
    word.
    """
    colours = [(index, word) for index, word in enumerate(look) if word in lexicon.COLOURS]
    if not colours:
        return None
    wear = [index for index, word in enumerate(look) if word in lexicon.GARMENTS]
    near = [(wear[0] - index, word) for index, word in colours if wear and 0 < wear[0] - index < 5]
    return lexicon.COLOURS[min(near)[1] if near else colours[0][1]]
