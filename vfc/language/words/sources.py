"""The words for where a shot's pictures come from."""

from __future__ import annotations

from vfc.film.easing import CURVES
from vfc.film.sources import Fit
from vfc.language.words.framing import FRAMING
from vfc.language.words.kinds import (
    NAME,
    PATH,
    PICTURE,
    PROSE,
    RATE,
    SHOT,
    SWITCH,
    TIME,
    TIME_PATTERN,
    Either,
    Fields,
    MapOf,
    ScalarKind,
    choice,
    list_of,
    word,
)

STRENGTHS = {"subtle": 0.2, "mild": 0.35, "medium": 0.55, "strong": 0.8}

STRENGTH = ScalarKind(
    what=f"{', '.join(STRENGTHS)}, or a number from 0 to 1",
    write="mild",
    types=("string", "number"),
    low=0,
    high=1,
    pattern=f"^({'|'.join(STRENGTHS)})$",
)

MATCH = word(
    "match",
    SWITCH,
    True,
    "Match the colours of the new frames to the source's, as measured where the two overlap.",
    default=False,
)
KEYFRAME = Fields(
    name="a keyframe",
    what="a map of 'generator' and 'prompt'",
    write="{generator: flux}",
    fields=(
        word(
            "generator",
            NAME,
            "flux",
            "What makes this picture, such as an image model.",
            required=True,
        ),
        word(
            "prompt",
            PROSE,
            "$mother under a lamp, before she looks up",
            "Its own words; without them it has the shot's.",
            default="the shot's",
        ),
    ),
)
PICTURES = Either(
    what="a file, a shot, a frame of a shot, or a map of 'generator' and 'prompt'",
    kinds=(PICTURE, KEYFRAME),
)
OF = word(
    "of", SHOT, "street/walk", "The shot that it is made from; '#3' names a take.", required=True
)
SOURCES = (
    word(
        "remix",
        Fields(
            name="a remix",
            what="a map of 'of' and 'strength'",
            write="{of: street/walk, strength: mild}",
            fields=(
                OF,
                word(
                    "strength",
                    STRENGTH,
                    "mild",
                    "How far from the source: a word, or 0 for the source itself to 1 for a new "
                    "shot.",
                    default="medium",
                ),
            ),
        ),
        {"of": "street/walk", "strength": "mild"},
        "The same clip, said anew by this shot's words.",
    ),
    word(
        "extend",
        Fields(
            name="an extension",
            what="a map of 'of' and 'by'",
            write="{of: street/walk, by: 2s}",
            fields=(
                OF,
                word("by", TIME, "2s", "How much is added.", required=True),
                word(
                    "toward",
                    choice("end", "start"),
                    "end",
                    "Whether the new frames come after the end or before the start.",
                    default="end",
                ),
                MATCH,
            ),
        ),
        {"of": "street/walk", "by": "2s", "toward": "end"},
        "The source with new frames after or before it.",
    ),
    word(
        "recut",
        Fields(
            name="a recut",
            what="a map of 'of' and 'keep'",
            write="{of: street/walk, keep: [1s, 3s]}",
            fields=(
                OF,
                word(
                    "keep",
                    list_of(TIME, "two times, from and to", 2, 2, write="[1s, 3s]"),
                    ["1s", "3s"],
                    "The part of the source that is kept, from the first time up to the second.",
                    required=True,
                ),
                MATCH,
            ),
        ),
        {"of": "street/walk", "keep": ["1s", "3s"]},
        "The best part of a shot, with the rest of the length made around it.",
    ),
    word(
        "blend",
        Fields(
            name="a blend",
            what="a map of 'from' and 'into'",
            write="{from: street/walk, into: street/shoe}",
            fields=(
                word(
                    "from",
                    SHOT,
                    "street/walk",
                    "The shot whose last frame begins it.",
                    required=True,
                ),
                word(
                    "into",
                    SHOT,
                    "street/shoe",
                    "The shot whose first frame ends it.",
                    required=True,
                ),
                word(
                    "curve",
                    choice(*CURVES),
                    "ease",
                    "How the one turns into the other.",
                    default="linear",
                ),
            ),
        ),
        {"from": "street/walk", "into": "street/shoe"},
        "What plays between the last frame of one shot and the first of another.",
    ),
    word(
        "loop",
        Fields(
            name="a loop",
            what="a map of 'of' and 'seam'",
            write="{of: street/shoe, seam: 12f}",
            fields=(
                OF,
                word("seam", TIME, "12f", "How long the end turns into the start.", default="12f"),
            ),
        ),
        {"of": "street/shoe", "seam": "12f"},
        "A shot that runs round without a visible seam.",
    ),
    word(
        "footage",
        PATH,
        "assets/kitchen.mov",
        "A file of moving pictures, or numbered ones (`frames/%04d.png`), conformed to the film's "
        "size and rate.",
    ),
    word(
        "rate",
        RATE,
        24,
        "Pictures a second of footage that is numbered pictures; the film's rate, if not said.",
    ),
    word(
        "in",
        TIME,
        "00:00:04:12",
        "The first moment of the footage, by the file's own timecode or as a time from its start.",
    ),
    word(
        "out",
        TIME,
        "00:00:09:12",
        "The moment of the footage at which the shot ends; the frame there is not in it.",
    ),
    word(
        "still",
        PATH,
        "assets/photo.jpg",
        "A picture, held for the shot's length under its camera move.",
    ),
    word(
        "fit", choice(*Fit), "crop", "How a file of another shape fills the frame.", default="crop"
    ),
    *FRAMING,
    word(
        "first",
        PICTURES,
        "street/walk@last",
        "The picture that the shot begins with: a file, a still, a frame of another shot, or what "
        "another generator makes of words.",
    ),
    word("last", PICTURES, "looks/end.png", "The picture that the shot ends with, likewise."),
    word(
        "after",
        Either(
            what="a shot, or a map of 'of' and 'match'",
            kinds=(
                SHOT,
                Fields(
                    name="a continuation",
                    what="a map of 'of' and 'match'",
                    write="{of: street/walk, match: true}",
                    fields=(OF, MATCH),
                ),
            ),
        ),
        "street/walk",
        "A shot from whose tail this one starts, for continuity.",
    ),
    word(
        "storyboard",
        MapOf(
            what="a map of times and words",
            write="{0s: the shoe above the water, 1.5s: the splash}",
            key=ScalarKind(what="a time", write="1.5s", pattern=TIME_PATTERN),
            about="What is seen from this time on.",
            value=Either(
                what="text, or a map of words and image",
                kinds=(
                    PROSE,
                    Fields(
                        name="a card",
                        write="{words: the splash}",
                        what="a map of words and image",
                        fields=(
                            word("words", PROSE, "the splash", "What is seen, for the prompt."),
                            word("image", PICTURES, "cards/splash.png", "How it looks, likewise."),
                        ),
                    ),
                ),
            ),
        ),
        {"0s": "the shoe above the water", "1.5s": "the splash"},
        "Timed cards inside the shot: what is seen from each time on, in words or as a picture.",
    ),
)
