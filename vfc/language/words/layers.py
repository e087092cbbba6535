"""The words for what lies over a shot, or over the whole film."""

from __future__ import annotations

from dataclasses import replace

from vfc.film.layers import SOFT, TOLERANCE
from vfc.film.sources import Fit
from vfc.language.words.framing import RECTANGLE
from vfc.language.words.kinds import (
    COLOUR,
    PATH,
    POINT,
    SHOT,
    TIME,
    Either,
    Fields,
    choice,
    list_of,
    number,
    word,
)

KEY = Either(
    what="a colour, or a map of colour, tolerance and soft",
    kinds=(
        COLOUR,
        Fields(
            name="a key",
            what="a map of colour, tolerance and soft",
            write="{colour: '#00b140', tolerance: 0.4}",
            fields=(
                word(
                    "colour", COLOUR, "green", "The colour, as it is in the picture.", required=True
                ),
                word(
                    "tolerance",
                    number(0, 2, "0.4"),
                    0.4,
                    "How far from its hue a pixel may be that is seen through, in parts of the way "
                    "from the colour to grey.",
                    default=TOLERANCE,
                ),
                word(
                    "soft",
                    number(0, 2, "0.2"),
                    0.2,
                    "How much farther one is that is not seen through at all; between, by half.",
                    default=SOFT,
                ),
            ),
        ),
    ),
)
OF = (
    word(
        "picture",
        PATH,
        "assets/logo.png",
        "The picture file that lies there; what is transparent in it is seen through.",
    ),
    word(
        "shot",
        SHOT,
        "inserts/phone",
        "Or the shot, from its first frame on; footage that is transparent (ProRes 4444, VP9, PNG) "
        "is seen through. Its own sound is not heard.",
    ),
)
LOOK = (
    word(
        "place",
        RECTANGLE,
        [0.65, 0.65, 0.3, 0.3],
        "The part of the frame in which it lies: left, top, width and height; without it all.",
        default=[0, 0, 1, 1],
    ),
    word(
        "fit",
        choice(*Fit),
        "pad",
        "How it fills its place: a shot is cropped to it, where nothing is said, and a picture "
        "shown whole.",
    ),
    word("opacity", number(0, 1), 0.8, "How much of it is seen.", default=1),
    word(
        "key",
        KEY,
        "green",
        "The colour of its background, which is seen through, such as that of a green screen, by "
        "its hue; what it throws on the rest is taken out.",
    ),
    word(
        "fade",
        Either(
            kinds=(TIME, list_of(TIME, "a list of two times", 2, 2, "[6f, 12f]")),
            what="a time, or a list of two times",
        ),
        "6f",
        "How long it takes to come and to go; of [6f, 12f] each its own.",
    ),
)
SHOT_LAYER = Fields(
    name="an overlay",
    what="a map of a picture or a shot, and its place",
    write="{picture: assets/logo.png, place: [0.8, 0.05, 0.15, 0.15]}",
    either=("picture", "shot"),
    fields=(
        *OF,
        *LOOK,
        word("at", TIME, "1s", "When it comes, from the shot's first frame.", default="0s"),
        word(
            "length",
            TIME,
            "2s",
            "How long it stands; without it to the end of the shot, or its own.",
        ),
    ),
)
FILM_LAYER = replace(
    SHOT_LAYER,
    name="an overlay of the film",
    fields=(
        *OF,
        *LOOK,
        word("at", POINT, "street/walk + 1s", "When it comes; without it at the film's start."),
        word(
            "length",
            TIME,
            "2s",
            "How long it stands; without it to the end of the film, or its own.",
        ),
    ),
)
SHOT_OVERLAYS = word(
    "overlays",
    list_of(SHOT_LAYER, "a list of overlays"),
    [{"picture": "assets/logo.png", "place": [0.8, 0.05, 0.15, 0.15]}],
    "Pictures and shots that lie over the graded shot, each over those before: a logo, a picture "
    "in the picture, a split screen, somebody before another background. A take stays clean.",
)
FILM_OVERLAYS = word(
    "overlays",
    list_of(FILM_LAYER, "a list of overlays"),
    [{"picture": "assets/logo.png", "place": [0.85, 0.05, 0.1, 0.1], "opacity": 0.5}],
    "Pictures and shots that lie over all of the film, under its fades and titles, such as a "
    "watermark.",
)
