"""The words of a grade."""

from __future__ import annotations

from vfc.film.grades import PIVOT
from vfc.language.words.kinds import PATH, Either, Fields, list_of, number, word

CHANNELS = "a number, or red's, green's and blue's"
POINTS = list_of(
    list_of(number(0, 1), "a point: a level from 0 to 1, and what it becomes", 2, 2, "[0.5, 0.6]"),
    "a list of two points or more",
    least=2,
    write="[[0, 0], [0.5, 0.6], [1, 1]]",
)


def channels(low: float, high: float) -> Either:
    """A number, or one for each channel."""
    one = number(low, high)
    three = list_of(one, "a list of three: red's, green's and blue's", 3, 3, "[1, 0.95, 0.9]")
    return Either(kinds=(one, three), what=CHANNELS)


CURVES = Fields(
    name="curves",
    what="a map of curves",
    write="{all: [[0, 0], [0.25, 0.2], [0.75, 0.8], [1, 1]]}",
    fields=(
        word(
            "all",
            POINTS,
            [[0, 0], [0.25, 0.2], [0.75, 0.8], [1, 1]],
            "Of all channels, after their own: points from left to right, each a level and what "
            "it becomes, joined smoothly without overshooting.",
        ),
        word("red", POINTS, [[0, 0.05], [1, 1]], "Of red."),
        word("green", POINTS, [[0, 0], [1, 0.95]], "Of green."),
        word("blue", POINTS, [[0, 0.1], [1, 0.9]], "Of blue."),
    ),
)

GRADE = Fields(
    name="a grade",
    what="a map of grading values",
    write="{saturation: 0, contrast: 1.15}",
    fields=(
        word(
            "exposure",
            number(-8, 8),
            0.5,
            "Stops of light, as the display shows it: each doubles it.",
            default=0,
        ),
        word(
            "contrast",
            number(0, 4),
            1.15,
            "Contrast around the pivot; 1 changes nothing.",
            default=1,
        ),
        word(
            "pivot",
            number(0, 1),
            0.3,
            "The level, from 0 to 1, that contrast leaves as it is: middle grey, if nothing is "
            "said.",
            default=PIVOT,
        ),
        word(
            "saturation",
            number(0, 4),
            0.8,
            "Colour: 0 is black-and-white, 1 changes nothing.",
            default=1,
        ),
        word("temperature", number(-1, 1), 0.2, "From -1, cool, to 1, warm.", default=0),
        word("tint", number(-1, 1), -0.1, "From -1, green, to 1, magenta.", default=0),
        word(
            "lift",
            channels(-1, 1),
            0.02,
            "How far black is raised or, below 0, lowered, while white stays; one number, or "
            "red's, green's and blue's.",
            default=0,
        ),
        word(
            "gamma",
            channels(0.1, 10),
            1.1,
            "Brightness of the middle tones; 1 changes nothing; one number, or red's, green's and "
            "blue's.",
            default=1,
        ),
        word(
            "gain",
            channels(0, 4),
            [1.05, 1, 0.95],
            "How far white is brought, while black stays; 1 changes nothing; one number, or red's, "
            "green's and blue's.",
            default=1,
        ),
        word(
            "curves",
            CURVES,
            {"all": [[0, 0], [0.25, 0.2], [0.75, 0.8], [1, 1]]},
            "Curves of levels, after all that is above.",
        ),
        word(
            "denoise",
            number(0, 1),
            0.3,
            "How much noise is taken out, before all else; edges stay.",
            default=0,
        ),
        word(
            "sharpen",
            number(0, 1),
            0.4,
            "How much fine detail is raised, after the table.",
            default=0,
        ),
        word(
            "halation", number(0, 1), 0.4, "The red glow of film around what is bright.", default=0
        ),
        word(
            "bloom",
            number(0, 1),
            0.3,
            "How far bright light spreads, as a mist filter does it.",
            default=0,
        ),
        word(
            "vignette", number(0, 1), 0.25, "How much the corners darken, from 0 to 1.", default=0
        ),
        word("grain", number(0, 1), 0.35, "Film grain, from 0 to 1.", default=0),
        word(
            "letterbox",
            number(0.5, 4),
            2.39,
            "Black bars that leave a picture of this shape, its width over its height, under "
            "titles.",
        ),
        word(
            "lut",
            PATH,
            "looks/bw.cube",
            "A .cube table, applied after the curves, before what is of lens and film.",
        ),
    ),
)
