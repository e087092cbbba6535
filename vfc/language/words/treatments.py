"""The words of how a sound is heard, of a shot's own and of the soundtrack's."""

from __future__ import annotations

from vfc.film.treatments import FadeCurve, Treatment
from vfc.language.words.kinds import (
    GAIN,
    HEARD,
    SWITCH,
    TIME,
    Either,
    Fields,
    choice,
    number,
    one_or_list,
    word,
)

DUCK = Either(
    what="dialogue, or a map of how far and how fast",
    kinds=(
        choice("dialogue"),
        Fields(
            name="ducking",
            what="a map of by, attack, hold and release",
            write="{by: -12dB}",
            fields=(
                word("by", GAIN, "-18dB", "How much softer, in dB.", default="-12dB"),
                word(
                    "attack",
                    TIME,
                    "0.5s",
                    "How long it goes down, until the first word.",
                    default="0.2s",
                ),
                word(
                    "hold",
                    TIME,
                    "1s",
                    "How long nobody has spoken when it comes up again.",
                    default="0.3s",
                ),
                word("release", TIME, "2s", "How long it comes up.", default="0.7s"),
            ),
        ),
    ),
)
PAN = word(
    "pan",
    number(-1, 1),
    -0.5,
    "From the left, -1, to the right, 1; as loud as in the middle.",
    default=0,
)
CURVE = word(
    "curve",
    choice(*FadeCurve),
    "smooth",
    "How its fades go: power keeps two that cross as loud as one; log is even in dB.",
    default="power",
)
THROUGH = word(
    "through",
    one_or_list(choice(*Treatment), "a list of treatments"),
    "telephone",
    "What it is heard through, or the place where it sounds; of several, one after the other.",
)
SHOT_SOUND = Either(
    what="on, off, ambience, or a map of how it is heard",
    kinds=(
        HEARD,
        Fields(
            name="a sound of a shot",
            what="a map of gain, pan, through and ambience",
            write="{gain: -6dB}",
            fields=(
                word("gain", GAIN, "-6dB", "Louder or softer, in dB.", default="0dB"),
                PAN,
                THROUGH,
                word("ambience", SWITCH, True, "It is nobody's speech.", default=False),
            ),
        ),
    ),
)
