"""Each language's file of words: it has every concept, and no word says two of one table."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from vfc.generators.previs import reading

FOLDER = Path(reading.__file__).parent / "languages"
FILES = sorted(FOLDER.glob("*.toml"))
SHARED = (
    *("places", "actions", "people", "trades", "times", "weather", "moods", "styles", "framings"),
    *("angles", "moves", "periods", "grammar"),
)  # the tables of which a language has every concept that English has


def tables(path: Path) -> dict[str, dict[str, list[str]]]:
    """The tables of a language, without its list of words that may say two things and
    the roles of its small words, which overlap."""
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: table for name, table in read.items() if name not in ("ambiguous", "syntax")}


ENGLISH = tables(FOLDER / "en.toml")


def ambiguous(path: Path) -> set[str]:
    return set(tomllib.loads(path.read_text(encoding="utf-8")).get("ambiguous", ()))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_language_has_every_concept(path):
    read = tables(path)
    assert not [
        f"{table}.{concept}"
        for table in SHARED
        for concept in ENGLISH[table]
        if concept not in read.get(table, {}) and concept != "female"  # some say so in all words
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_language_has_no_concept_of_its_own(path):
    """Whoever draws knows the concepts; a misspelt one would never be drawn."""
    read = tables(path)
    assert not [
        f"{table}.{concept}"
        for table in SHARED
        for concept in read.get(table, {})
        if concept not in ENGLISH[table]
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_concept_has_words_each_once(path):
    assert not [
        f"{table}.{concept}: {words}"
        for table, concepts in tables(path).items()
        for concept, words in concepts.items()
        if not words or len(set(words)) < len(words) or not all(word.strip() for word in words)
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_word_says_one_concept_of_a_table(path):
    twice = []
    for name, table in tables(path).items():
        concepts = (words for concept, words in table.items() if concept != "female")
        count = Counter(word.casefold() for words in concepts for word in words)
        twice += [f"{name}: {word}" for word, times in count.items() if times > 1]
    assert not [each for each in twice if each.partition(": ")[2] not in ambiguous(path)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_word_for_a_woman_is_one_for_somebody(path):
    read = tables(path)
    people = {
        word for name in ("people", "trades") for words in read[name].values() for word in words
    }
    assert not [word for word in read["grammar"].get("female", ()) if word not in people]


def test_the_languages_are_those_that_people_write():
    assert {"de", "es", "fr", "it", "pt"} <= {path.stem for path in FILES}
