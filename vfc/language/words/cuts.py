"""The words of the cut: shots, titles, fades and transitions."""

from __future__ import annotations

from dataclasses import replace

from vfc.film.courses import Between, Easing
from vfc.film.transitions import TRANSITIONS, Axis, TransitionDescription, TransitionKind
from vfc.language.words.kinds import (
    COLOUR,
    COLOURS,
    ENTRY_PATTERN,
    LANGUAGE,
    PATH,
    POINT,
    SWITCH,
    TEXT_TYPES,
    TIME,
    Either,
    Example,
    Field,
    Fields,
    MapOf,
    ScalarKind,
    choice,
    list_of,
    number,
    word,
)
from vfc.language.words.titles import LOOKS, MOTIONS, TITLE_STYLE, WORDS

ENTRY_NAME = ScalarKind(
    what="a scene, or a shot as scene/shot",
    write="street/walk",
    types=TEXT_TYPES,
    pattern=ENTRY_PATTERN,
)

FREEZE_TIME = ScalarKind(
    what="a time, or 'last'",
    write="2s",
    types=TIME.types,
    pattern=f"{TIME.pattern}|^last$",
    low=TIME.low,
)

CARD = Fields(
    name="a title",
    what="a map of text and length",
    write="{text: What If, length: 2s}",
    either=("text", "credits"),
    fields=(*WORDS, *TITLE_STYLE, *LOOKS, *MOTIONS),
)
OVERLAY = Fields(
    name="a title over the picture",
    what="a map of at, text and length",
    write="{at: street/walk, length: 3s, text: a night in May}",
    either=("text", "credits"),
    fields=(
        word(
            "at",
            POINT,
            "memory/kitchen + 1s",
            "The point of the film at which they come.",
            required=True,
        ),
        *WORDS,
        *TITLE_STYLE,
        *LOOKS,
        *MOTIONS,
    ),
)

BURNT = Fields(
    name="burnt subtitles",
    what="a map of a language and how they look",
    write="{language: de, size: 0.06}",
    empty=True,
    fields=(
        word("language", LANGUAGE, "de", "Their language; without it, what is spoken."),
        *(
            each if each.name != "size" else replace(each, default=None, example=0.06)
            for each in TITLE_STYLE
        ),
        *LOOKS,
    ),
)

FADE = Fields(
    name="a fade",
    what="a map of 'from' or 'to', and length",
    write="{from: black, length: 12f}",
    either=("from", "to"),
    fields=(
        word("from", COLOUR, "black", "The colour out of which the next entries come."),
        word("to", COLOUR, "black", "The colour into which the entries before go."),
        word(
            "length",
            TIME,
            "12f",
            "How long it takes; it lies over the frames beside it.",
            required=True,
        ),
    ),
)


def _transition(name: str, kind: TransitionDescription) -> Fields | Either:
    """What stands at a transition: a time, or a map with its own words; no time alone where one of
    them must stand.
    """
    own = tuple(field for field in _looks(kind) if field.name in kind.words)
    words = Fields(
        name=TransitionKind(name).phrase if own else "a transition",
        what="a map of " + ", ".join([*(each.name for each in own), "length and overlap"]),
        write=f"{{{_example(own)}length: 12f}}" if own else "{length: 12f, overlap: true}",
        fields=(*own, *TRANSITION_WORDS),
    )
    if any(each.required for each in own):
        return words
    return Either(what=f"a time, or {words.what}", kinds=(TIME, words))


def _example(own: tuple[Field, ...]) -> str:
    first = next((each for each in own if each.required), own[0])
    return f"{first.name}: {first.example}, "


def _shown(kind: TransitionDescription) -> Example:
    """How a transition is written: shortly, where that can be."""
    needed = {each.name: each.example for each in _looks(kind) if each.required}
    own = {name: each for name, each in needed.items() if name in kind.words}
    return {**own, "length": "12f"} if own else "12f"


def _looks(kind: TransitionDescription) -> tuple[Field, ...]:
    """The words of how a transition looks, with what holds where each is not said."""
    look = kind.look
    return (
        word(
            "image",
            PATH,
            "wipes/clouds.png",
            "A picture that says by its brightness when the next one is seen.",
            required=True,
        ),
        word(
            "from",
            choice(*kind.edges or ("left",)),
            str(kind.edges[0]) if kind.edges else "left",
            "The side or corner from which the next picture comes.",
            default=look.edge and str(look.edge),
        ),
        word("colour", COLOUR, "white", "The colour that it goes through.", default=look.colour),
        word(
            "centre",
            list_of(number(0, 1), "a list of two numbers from 0 to 1", 2, 2, "[0.5, 0.4]"),
            [0.5, 0.4],
            "Its middle, as parts of the width and the height, from the top left.",
            default=[0.5, 0.5],
        ),
        word(
            "axis",
            choice(*Axis),
            str(Axis.VERTICAL),
            "Whether its halves go to the sides, or up and down.",
            default=look.axis and str(look.axis),
        ),
        word(
            "soft",
            number(0, 1, "0.1"),
            0.1,
            "How wide its edge is, as a part of its way; 0 is a hard edge.",
            default=0,
        ),
        word("reverse", SWITCH, True, "The other way round.", default=False),
    )


TRANSITION_WORDS = (
    word("length", TIME, "12f", "How long both pictures are seen.", required=True),
    word(
        "overlap",
        SWITCH,
        True,
        "Takes the frames from the shots themselves, which shortens the film.",
        default=False,
    ),
)
SPEEDS = (
    word(
        "speed",
        Either(
            what="a number from 0.05 to 20, or a map of times and speeds",
            kinds=(
                number(0.05, 20, "0.5"),
                MapOf(
                    key=TIME,
                    value=number(0, 20, "0.5"),
                    what="a map of times and speeds",
                    write="{1s: 1, 2s: 0.25}",
                    about="How fast it plays at that time after its cut; 0 stands still.",
                ),
            ),
        ),
        0.5,
        "How fast it plays: 0.5 is half speed; or how fast at which times after its cut.",
        default=1,
    ),
    word(
        "ease",
        choice(*Easing),
        str(Easing.IN_OUT),
        "How its speed goes from one time to the next.",
        default=str(Easing.LINEAR),
    ),
    word(
        "between",
        choice(*Between),
        str(Between.FLOW),
        "What is seen where the film has a frame between two of the shot: the earlier again, both "
        "mixed, or what moves on its way.",
        default=str(Between.REPEAT),
    ),
    word(
        "freeze",
        Either(
            what="'last', or a map of at and for",
            kinds=(
                choice("last"),
                Fields(
                    name="a freeze",
                    what="a map of at and for",
                    write="{at: 2s, for: 1s}",
                    fields=(
                        word(
                            "at",
                            FREEZE_TIME,
                            "2s",
                            "The time after its cut at which a frame is held, or 'last'.",
                            required=True,
                        ),
                        word(
                            "for",
                            TIME,
                            "1s",
                            "How much longer that frame is seen; without it, for the rest.",
                        ),
                    ),
                ),
            ),
        ),
        "last",
        "A frame that is held: the last one for as long as 'length' or a transition asks for more.",
    ),
    word("reverse", SWITCH, True, "Whether it plays backwards.", default=False),
)
USE = Fields(
    name="a shot in the cut",
    what="a map of in, out, length and speed",
    write="{in: 0.5s, length: 2s}",
    empty=True,
    fields=(
        word("in", TIME, "0.5s", "The shot's own time at which it is cut in."),
        word(
            "out",
            TIME,
            "2s",
            "The shot's own time at which it is cut out; that frame is not shown.",
        ),
        word(
            "length", TIME, "2 beats", "How much film time it takes, after speed; instead of 'out'."
        ),
        *SPEEDS,
        word("lead", TIME, "1s", "How long before the picture its sound starts (a J-cut)."),
        word("trail", TIME, "1s", "How long after the picture its sound ends (an L-cut)."),
        word("sound", SWITCH, False, "Whether its own sound is heard here.", default=True),
    ),
)
ENTRY_WORDS = (
    word("title", CARD, {"text": "What If", "length": "2s"}, "A card with words."),
    word(
        "fade",
        FADE,
        {"from": "black", "length": "12f"},
        "A fade from a colour into what follows, or of what stands before into it.",
    ),
    *(
        word(name, _transition(name, kind), _shown(kind), kind.about)
        for name, kind in TRANSITIONS.items()
    ),
    *(word(name, TIME, "1s", f"Plain {name} for this long.") for name in COLOURS),
)
ENTRY = Either(
    what="a scene, a shot, or an entry such as 'dissolve: 12f'",
    kinds=(
        ENTRY_NAME,
        Fields(
            name="an entry of the cut",
            what="a map of one entry",
            write="{street/walk: {in: 0.5s}}",
            single=True,
            rest=USE,
            rest_key=ENTRY_NAME,
            fields=ENTRY_WORDS,
        ),
    ),
)
CUT = list_of(ENTRY, "a list of entries", write="[street/walk, street/shoe]")
