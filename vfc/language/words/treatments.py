"""The words of how a sound is heard, of a shot's own and of the soundtrack's."""

from __future__ import annotations

from vfc.film.treatments import BandKind, FadeCurve, Treatment
from vfc.language.words.kinds import (
    GAIN,
    HEARD,
    SWITCH,
    TIME,
    Either,
    Fields,
    choice,
    list_of,
    number,
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
BAND = Fields(
    name="a band of an equaliser",
    what="a map of frequency, gain and q",
    write="{frequency: 3000, gain: -4dB, q: 1.4}",
    fields=(
        word("frequency", number(10, 20000, "3000"), 3000, "Where it lies, in Hz.", required=True),
        word("gain", GAIN, "-4dB", "Louder or softer there, of a bell or a shelf; 24 dB at most."),
        word("q", number(0.1, 30, "1.4"), 1.4, "How narrow it is.", default=1),
        word(
            "kind",
            choice(*BandKind),
            "high-pass",
            "A bell is around its frequency, a shelf on one side of it; a pass takes the other "
            "side away.",
            default="bell",
        ),
    ),
)
BY_HAND = Fields(
    name="a treatment by hand",
    what="a map of eq or compressor",
    write="{eq: [{frequency: 3000, gain: -4dB}]}",
    single=True,
    fields=(
        word(
            "eq",
            list_of(BAND, "a list of bands", least=1, write="[{frequency: 3000, gain: -4dB}]"),
            [{"frequency": 3000, "gain": "-4dB", "q": 1.4}],
            "An equaliser, set by hand: its bands, one after the other.",
        ),
        word(
            "compressor",
            Fields(
                name="a compressor",
                what="a map of threshold, ratio, attack, release and gain",
                write="{threshold: -20dB, ratio: 4}",
                fields=(
                    word("threshold", GAIN, "-20dB", "What is louder is lowered.", default="-18dB"),
                    word("ratio", number(1, 20, "4"), 4, "By how much it is divided.", default=3),
                    word("attack", TIME, "5ms", "How soon it goes down.", default="20ms"),
                    word("release", TIME, "0.1s", "How soon it comes up.", default="250ms"),
                    word("gain", GAIN, "6dB", "How much louder the whole is.", default="0dB"),
                ),
            ),
            {"threshold": "-20dB", "ratio": 4},
            "Evens out how loud it is, set by hand.",
        ),
    ),
)
NAMED = choice(*Treatment)
THROUGH = word(
    "through",
    Either(
        what="a treatment, a map of eq or compressor, or a list of such",
        kinds=(
            NAMED,
            BY_HAND,
            list_of(
                Either(kinds=(NAMED, BY_HAND), what="a treatment, or a map of eq or compressor"),
                "a list of treatments",
                least=1,
            ),
        ),
    ),
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
