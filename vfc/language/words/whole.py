"""The words of what the whole film has: its format, its tempo, what its takes are measured by, its
money.
"""

from __future__ import annotations

from vfc.film.money import MONEY, Per
from vfc.film.scores import MEASURES, WEIGHTS
from vfc.language.words.kinds import (
    LANGUAGE,
    RATE,
    SIZE,
    TEXT,
    TIME,
    TIMECODE,
    Either,
    Fields,
    MapOf,
    ScalarKind,
    number,
    whole,
    word,
)

TRANSLATIONS = MapOf(
    what="a map of languages",
    write="{de: {Not yet.: Noch nicht.}}",
    key=LANGUAGE,
    about="What is spoken, in one language.",
    value=MapOf(
        what="a map of what is spoken and its translation",
        write="{Not yet.: Noch nicht.}",
        key=TEXT,
        value=TEXT,
        about="A line of the film, by its own words.",
    ),
)

AMOUNT = ScalarKind(
    what="an amount of money, or of a provider's credits", write="20 USD", pattern=MONEY
)

FORMAT = Fields(
    name="a format",
    what="a map of size, rate and sound",
    write="{size: 1280x720, rate: 24}",
    fields=(
        word(
            "size", SIZE, "1280x720", "Width and height in pixels, both even.", default="1280x720"
        ),
        word("rate", RATE, 24, "Frames a second, exact: 24, 25, 29.97 or 24000/1001.", default=24),
        word(
            "sound",
            whole(8000, 192000, "48000"),
            48000,
            "Samples of sound a second.",
            default=48000,
        ),
        word(
            "loudness",
            ScalarKind(
                what="a loudness from -70 to 0 LUFS, or off",
                write="-16",
                types=("number", "string"),
                low=-70,
                high=0,
                pattern="^off$",
            ),
            -16,
            "Loudness of the whole film in LUFS (ITU-R BS.1770), or off to leave the sound as "
            "mixed.",
        ),
        word(
            "start",
            TIMECODE,
            "10:00:00:00",
            "The timecode of the first frame, for a track of it in film files, and in cuts for "
            "editing programs, which begin at 01:00:00:00 without it. At 29.97 and 59.94 it drops "
            "numbers.",
        ),
    ),
)

SCORES = Fields(
    name="scores",
    what="a map of measures and weights",
    write="{likeness: 3}",
    fields=tuple(
        word(
            name,
            number(0, 1000, "2"),
            weight,
            f"How much it weighs for 'pick: best': {MEASURES[name]}.",
            default=weight,
        )
        for name, weight in WEIGHTS.items()
    ),
)

TEMPO = Fields(
    name="a tempo",
    what="a map of bpm and first",
    write="{bpm: 96}",
    fields=(
        word("bpm", number(1, 1000, "96"), 96, "Beats a minute.", required=True),
        word("first", TIME, "0.47s", "When the music's first beat falls.", default="0s"),
    ),
)

BUDGET = Either(
    kinds=(
        AMOUNT,
        Fields(
            name="a budget",
            what="a map of film, run and ask",
            write="{film: 200 USD, run: 20 USD}",
            fields=(
                word("film", AMOUNT, "200 USD", "The most that may be spent as long as it lives."),
                word("run", AMOUNT, "20 USD", "The most that one run of a build may spend."),
                word("ask", AMOUNT, "5 USD", "Above this a build asks first.", default="1 USD"),
            ),
        ),
    ),
    what="an amount of money, or a map of film, run and ask",
)

_MODEL_PRICES = Fields(
    name="the prices of a model",
    what="a map of second, video, image or megapixel",
    write="{second: 0.05 USD}",
    fields=tuple(
        word(per, AMOUNT, "0.05 USD", f"What a model costs for each {per} that it makes.")
        for per in Per
    ),
)

PRICES = MapOf(
    key=ScalarKind(what="a provider", write="kling", types=("string", "number")),
    value=MapOf(
        key=ScalarKind(what="a model", write="kling-v2-1", types=("string", "number")),
        value=_MODEL_PRICES,
        what="a map of models",
        write="kling-v2-1: {second: 0.05 USD}",
        about="What a model costs.",
    ),
    what="a map of providers",
    write="kling: {kling-v2-1: {second: 0.05 USD}}",
    about="The models of a provider.",
)
