"""Screenplays at random, in Fountain and as Final Draft writes them, and their words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from xml.sax.saxutils import escape

from hypothesis import strategies as st

Part = tuple[str, str]  # what an element is, and its words

WORD = re.compile(r"[^\W_]+")
WORDS = st.sampled_from(
    [
        "the",
        "old",
        "lamp",
        "falls",
        "slowly",
        "Ana",
        "Bo",
        "looks",
        "$5",
        "away:",
        '"no"',
        "it's",
        "{late}",
        "#2",
        "[yes]",
        "étage",
        "Straße",
        "дверь",
        "你好",
        "--",
        "...",
        "100%",
        "a/b",
        "x*y",
    ]
)
PROSE = st.lists(WORDS, min_size=1, max_size=9).map(" ".join)
NAMES = st.sampled_from(["ANA", "BO CHEN", "MAN #2", "ÉMILE", "DR. WHO", "ИВАН", "R2D2"])
EXTENSIONS = st.sampled_from(["", "", "", " (V.O.)", " (O.S.)", " (CONT'D)", " (on phone)"])
PLACES = st.sampled_from(["KITCHEN", "ANA'S HOUSE - HALL", "STREET", "RIVER BANK", "ROOM 12"])
TIMES = st.sampled_from(["", " - DAY", " - NIGHT", " - CONTINUOUS", " – LATER", " - DUSK"])
HEADINGS = st.builds(
    "{} {}{}".format, st.sampled_from(["INT.", "EXT.", "INT./EXT.", "I/E"]), PLACES, TIMES
)
TRANSITIONS = st.sampled_from(
    ["CUT TO:", "DISSOLVE TO:", "SMASH CUT TO:", "FADE OUT.", "FADE TO BLACK.", "WIPE TO:"]
)
ASIDES = PROSE.map("({})".format).filter(lambda words: words.count("(") == 1)
SPEECHES = st.builds(
    lambda name, extension, parts: [("cue", name + extension), *parts],
    NAMES,
    EXTENSIONS,
    st.lists(
        st.one_of(
            st.tuples(st.just("dialogue"), PROSE), st.tuples(st.just("parenthetical"), ASIDES)
        ),
        min_size=1,
        max_size=4,
    ),
)
ELEMENTS = st.one_of(
    st.tuples(st.just("action"), PROSE).map(lambda part: [part]),
    st.tuples(st.just("action"), PROSE).map(lambda part: [part]),
    SPEECHES,
    st.tuples(st.just("heading"), HEADINGS).map(lambda part: [part]),
    st.tuples(st.just("transition"), TRANSITIONS).map(lambda part: [part]),
)
SCREENPLAYS = st.lists(ELEMENTS, min_size=1, max_size=25).filter(
    lambda blocks: any(part[0] != "transition" for block in blocks for part in block)
)


def fountain(blocks: Iterable[list[Part]]) -> str:
    """A screenplay in Fountain, each element forced where its words might be another's."""
    return "\n\n".join("\n".join(_line(part) for part in block) for block in blocks) + "\n"


def _line(part: Part) -> str:
    kind, words = part
    sign = {"action": "!", "heading": ".", "transition": "> ", "cue": "@"}.get(kind, "")
    if kind == "heading" and words[:3] in ("INT", "EXT"):
        sign = ""
    return sign + words.replace("*", "\\*")


def final_draft(blocks: Iterable[list[Part]]) -> str:
    """A screenplay as Final Draft writes it, its words in several runs."""
    types = {
        "action": "Action",
        "heading": "Scene Heading",
        "cue": "Character",
        "parenthetical": "Parenthetical",
        "dialogue": "Dialogue",
        "transition": "Transition",
    }
    paragraphs = "".join(
        f'<Paragraph Type="{types[kind]}"><Text>{escape(words[:3])}</Text>'
        f'<Text Style="Bold+Italic">{escape(words[3:])}</Text></Paragraph>\n'
        for block in blocks
        for kind, words in block
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="no" ?>\n'
        f'<FinalDraft DocumentType="Script" Template="No" Version="5"><Content>{paragraphs}'
        "</Content></FinalDraft>"
    )


def words_of(texts: Iterable[str]) -> list[str]:
    """The words of texts, whatever their case."""
    return [word.casefold() for text in texts for word in WORD.findall(text)]


def film_words(film: Mapping) -> list[str]:
    """The words of a film's text in its order; who speaks and who is a mention, by their names."""
    names = {key: each["called"] for key, each in film.get("cast", {}).items()}

    def named(text: str) -> str:
        known = "|".join(sorted(map(re.escape, names), key=len, reverse=True)) or "(?!)"
        return re.sub(rf"\$(\$|{known})", lambda found: names.get(found[1], "$"), text)

    def texts() -> Iterator[str]:
        yield str(film.get("note", ""))
        for scene in film["scenes"].values():
            yield from (str(scene.get("note", "")), str(scene.get("slug", "")))
            for shot in scene["shots"].values():
                yield named(str(shot["prompt"]))
                for line in shot.get("lines", ()):
                    yield from (names[line["who"]], str(line.get("note", "")), str(line["line"]))
                yield str(shot.get("note", ""))

    return words_of(texts())


def missing(wanted: Iterable[str], found: Iterable[str]) -> str:
    """The first word that is not found in its order; '' where all are."""
    rest = iter(found)
    return next((word for word in wanted if word not in rest), "")
