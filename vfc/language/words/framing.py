"""The words for what of a picture is seen."""

from __future__ import annotations

from vfc.film.easing import CURVES
from vfc.language.words.kinds import Either, Fields, choice, list_of, number, word

RECTANGLE = list_of(
    number(0, 1), "a list of left, top, width and height, from 0 to 1", 4, 4, "[0.1, 0.1, 0.5, 0.5]"
)
FOCUS = word(
    "focus",
    list_of(number(0, 1), "a list of two numbers from 0 to 1", 2, 2, "[0.3, 0.5]"),
    [0.3, 0.5],
    "The point of the picture that a crop keeps in sight, from the top left: where a file of "
    "another shape fills the frame, and where a deliverable of another shape shows the film.",
)
VIEW = word(
    "view",
    Either(
        what="a list of left, top, width and height, or a map of from and to",
        kinds=(
            RECTANGLE,
            Fields(
                name="a view",
                what="a map of from and to",
                write="{from: [0, 0, 1, 1], to: [0.3, 0.2, 0.4, 0.4]}",
                fields=(
                    word(
                        "from",
                        RECTANGLE,
                        [0, 0, 1, 1],
                        "The part that is seen at first: left, top, width and height, as parts of "
                        "the picture's.",
                        required=True,
                    ),
                    word(
                        "to",
                        RECTANGLE,
                        [0.3, 0.2, 0.4, 0.4],
                        "The part that is seen at the shot's end.",
                        required=True,
                    ),
                    word(
                        "ease",
                        choice(*CURVES),
                        "linear",
                        "How the one becomes the other.",
                        default="ease",
                    ),
                ),
            ),
        ),
    ),
    {"from": [0, 0, 1, 1], "to": [0.3, 0.2, 0.4, 0.4]},
    "What is seen of a file's picture, at all of its own pixels: a part of it, or a way from one "
    "part to another (Ken Burns). 'fit' says how a part of another shape fills the frame.",
)
FRAMING = (FOCUS, VIEW)
