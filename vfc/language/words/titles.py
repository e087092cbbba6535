"""The words of titles: what they say, and how they look, come, move and go."""

from __future__ import annotations

from vfc.film.titles import (
    SafeArea,
    TitleAlign,
    TitleKind,
    TitleMove,
    TitlePlace,
    TitleWeight,
    TypedBy,
)
from vfc.language.words.kinds import (
    COLOUR,
    PATH,
    TEXT,
    TIME,
    Either,
    Fields,
    ListOf,
    MapOf,
    choice,
    list_of,
    number,
    one_or_list,
    word,
)

SIDES = ("left", "right", "top", "bottom")
SHADOWS = ("soft", "hard", "off")


def _pair(low: float, high: float) -> ListOf:
    return list_of(
        number(low, high), f"a list of two numbers from {low:g} to {high:g}", 2, 2, "[0.3, 0.5]"
    )


TITLE_STYLE = (
    word("font", PATH, "fonts/title.ttf", "A font file of the film; without it vfc's own."),
    word(
        "size",
        number(0.005, 1, "0.08"),
        0.08,
        "Height of a line as a part of the picture's height.",
    ),
    word("colour", COLOUR, "white", "Colour of the words.", default="#f2ede4"),
    word(
        "background",
        COLOUR,
        "black",
        "Colour of a card, or of a box behind words over the picture, which have none if not said.",
        default="#000000",
    ),
    word(
        "place",
        Either(
            kinds=(choice(*TitlePlace), _pair(0, 1)),
            what=f"{choice(*TitlePlace).what}, or a list of two numbers from 0 to 1",
        ),
        "middle",
        "Where in the picture the words stand; [0.3, 0.5] is a point of it, from the top left.",
    ),
    word(
        "fade",
        Either(
            kinds=(TIME, list_of(TIME, "a list of two times", 2, 2, "[6f, 12f]")),
            what="a time, or a list of two times",
        ),
        "6f",
        "How long the words take to come and to go; of [6f, 12f] each its own.",
    ),
)
LOOKS = (
    word("align", choice(*TitleAlign), "left", "The side at which lines are even."),
    word(
        "safe",
        choice(*SafeArea),
        "action",
        "The area that the words keep to: safe for titles (90 %), for action (93 %), or all.",
        default="title",
    ),
    word(
        "weight",
        choice(*TitleWeight),
        "bold",
        "How bold letters are: vfc's own, or of a font whose weight varies.",
    ),
    word(
        "tracking",
        number(-0.2, 2, "0.1"),
        0.1,
        "What is put between letters, in sizes of the letters.",
        default=0,
    ),
    word(
        "leading",
        number(0.5, 5, "1.5"),
        1.5,
        "From one line's baseline to the next, in sizes of the letters; 1.3 and more, where it is "
        "not said.",
    ),
    word(
        "outline",
        Either(
            kinds=(
                COLOUR,
                Fields(
                    name="an outline",
                    what="a map of colour and width",
                    write="{colour: black, width: 0.06}",
                    fields=(
                        word("colour", COLOUR, "red", "Its colour.", default="#000000"),
                        word(
                            "width",
                            number(0.005, 0.5),
                            0.1,
                            "In sizes of the letters.",
                            default=0.06,
                        ),
                    ),
                ),
            ),
            what="a colour, or a map of colour and width",
        ),
        "black",
        "A line around the letters.",
    ),
    word(
        "shadow",
        Either(
            kinds=(
                choice(*SHADOWS),
                Fields(
                    name="a shadow",
                    what="a map of colour, blur, drop and strength",
                    write="{blur: 0.1, drop: [0, 0.1]}",
                    fields=(
                        word("colour", COLOUR, "red", "Its colour.", default="#000000"),
                        word("blur", number(0, 1), 0.1, "In sizes of the letters.", default=0.06),
                        word(
                            "drop",
                            _pair(-1, 1),
                            [0, 0.1],
                            "To the right and down, in sizes of the letters.",
                            default=[0.04, 0.04],
                        ),
                        word("strength", number(0, 1), 0.5, "How dark it is.", default=0.8),
                    ),
                ),
            ),
            what="soft, hard or off, or a map of colour, blur, drop and strength",
        ),
        "hard",
        "What the letters throw; words over the picture have one that is read on white.",
    ),
    word(
        "box",
        Fields(
            name="a box",
            what="a map of colour, opacity, margin and round",
            write="{opacity: 0.6, round: 0.2}",
            empty=True,
            fields=(
                word("colour", COLOUR, "red", "Its colour.", default="#000000"),
                word("opacity", number(0, 1), 0.6, "How much it hides.", default=1),
                word(
                    "margin",
                    number(0, 3),
                    0.6,
                    "Around the words, in sizes of the letters.",
                    default=0.4,
                ),
                word(
                    "round",
                    number(0, 3),
                    0.2,
                    "The radius of its corners, in sizes of the letters.",
                    default=0,
                ),
            ),
        ),
        {"opacity": 0.6, "round": 0.2},
        "A box behind the words.",
    ),
    word("bar", COLOUR, "orange", "A bar of this colour beside the words."),
    word(
        "karaoke",
        COLOUR,
        "yellow",
        "Words take this colour one by one, as they are sung: at the times of 'words', or evenly.",
    ),
)
MOTIONS = (
    word(
        "slide",
        Either(
            kinds=(
                choice(*SIDES),
                Fields(
                    name="a slide of words",
                    what="a map of from, to, length and by",
                    write="{from: left, to: right, length: 12f}",
                    fields=(
                        word("from", choice(*SIDES), "left", "The side from which the words come."),
                        word("to", choice(*SIDES), "right", "The side to which they go."),
                        word("length", TIME, "8f", "How long each takes.", default="12f"),
                        word(
                            "by",
                            number(0.005, 1),
                            0.05,
                            "How far, as a part of the picture; without it, from outside of it.",
                        ),
                    ),
                ),
            ),
            what="a side, or a map of from, to, length and by",
        ),
        "left",
        "Words that slide in from a side, and out to one.",
    ),
    word(
        "typed",
        Either(
            kinds=(
                TIME,
                Fields(
                    name="typing",
                    what="a map of length and by",
                    write="{length: 1s, by: word}",
                    fields=(
                        word("length", TIME, "1s", "How long it takes.", required=True),
                        word(
                            "by",
                            choice(*TypedBy),
                            "word",
                            "What comes at a time.",
                            default="letter",
                        ),
                    ),
                ),
            ),
            what="a time, or a map of length and by",
        ),
        "1s",
        "Words that are typed on, letter by letter, within this time.",
    ),
    word(
        "words",
        list_of(TIME, "a list of times", 1, None, "[0s, 0.4s, 0.9s]"),
        ["0s", "0.4s", "0.9s"],
        "When each word is sung or typed, from when they come; one more is the end of the last.",
    ),
    word(
        "move",
        choice(*TitleMove),
        "roll",
        "More words than the picture holds: they roll up, crawl by in one line, or come in pages.",
    ),
)
CREDIT = Either(
    what="a line, or a map of who did what",
    kinds=(
        TEXT,
        MapOf(
            what="a map of who did what",
            write="{directed by: Ana Ruiz}",
            key=TEXT,
            value=one_or_list(TEXT, "a list of names"),
            about="Who did it, or several.",
        ),
    ),
)
WORDS = (
    word(
        "text",
        TEXT,
        "What If,\nMother",
        "The words; a line break is kept, and what stands after a tab is in a second column.",
    ),
    word(
        "credits",
        list_of(CREDIT, "a list of lines, and of maps of who did what"),
        ["The Lamp", {"directed by": "Ana Ruiz"}],
        "Instead of 'text': who did what, in two columns, which roll if no 'move' is said.",
    ),
    word(
        "kind",
        choice(*TitleKind),
        "lower-third",
        "What the words are for, which says how they look where nothing else is said.",
        default="title",
    ),
    word("length", TIME, "2s", "How long they stand.", required=True),
)
