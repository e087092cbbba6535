"""The words that the pictures know, from the languages' files: a phrase leads to its concepts.

Each language is one file of `languages/`; `data/` has the names of things in each and the nearest
kin of words that no language's file has.
"""

from __future__ import annotations

import gzip
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent
LANGUAGES = ("en", "de", "es", "fr", "it", "pt", "ja", "ko", "zh")
UNSPACED = ("ja", "zh")  # languages written without spaces between words
ADJECTIVE_LAST = ("es", "fr", "it", "pt")
VERB_LAST = ("ja", "ko")
ELIDING = ("fr", "it")  # languages that write a short word and the next as one
ELIDED = re.compile(
    r"(?<![^\W_])(?:[cdjlmnst]|qu|dell|nell|all|sull|un|dall|quest|jusqu|lorsqu)'(?=\w)"
)
WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*'?|&")

FARTHEST = {"places": 1, "actions": 1, "weather": 1}  # steps up to broader words that say enough
NEAREST = {
    "container": 1,
    "tool": 1,
    "weapon": 2,
    "food": 3,
    "building": 2,
}  # steps to what is only of a kind
NAMED = {"things", "garments", "places"}
WHERE = ("on", "in", "under", "above", "behind", "before", "left", "right", "beside", "from")

Concept = tuple[str, str]  # a table, a concept of it
PhraseEntry = tuple[tuple[str, ...], tuple[Concept, ...]]  # the words of a phrase, what it means


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The words of one language.

    `phrases` has by their first word the phrases, the longest first; `words` all words of all
    phrases; `syntax` the small words by what they do.
    """

    language: str
    phrases: Mapping[str, tuple[PhraseEntry, ...]]
    words: frozenset[str]
    single: frozenset[str]  # words that mean something by themselves
    syntax: Mapping[str, frozenset[str]]
    longest: int  # characters of the longest phrase

    @property
    def particles(self) -> frozenset[str]:
        """What may stand behind a noun or a verb, as one word with it."""
        marks = (
            words for what, words in self.syntax.items() if what.endswith(("_marks", "endings"))
        )
        return frozenset().union(*marks)

    def does(self, what: str, word: str) -> bool:
        """Whether a small word does this, such as `negation`."""
        return word in self.syntax.get(what, ())

    def where(self, word: str) -> str:
        """Where a preposition says that something is: `on`, `in`, `under`; '' for any other."""
        return next((where for where in WHERE if self.does(f"where_{where}", word)), "")


def words_of(phrase: str, language: str) -> tuple[str, ...]:
    """The words of a phrase, without case; a phrase of a language without spaces is one word."""
    text = phrase.casefold().replace("’", "'")
    if language in ELIDING:
        text = ELIDED.sub(r"\g<0> ", text)
    return (text,) if language in UNSPACED else tuple(WORD.findall(text))


@cache
def lexicon(language: str) -> Lexicon:
    """The words of a language; an empty lexicon where there is no file of it."""
    path = FOLDER / "languages" / f"{language}.toml"
    tables = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    meanings: dict[tuple[str, ...], dict[str, str]] = {}
    syntax: dict[str, set[str]] = {}
    for table, concept, phrase in entries(tables):
        words = words_of(phrase, language)
        if table in ("grammar", "syntax"):
            syntax.setdefault(concept, set()).add(" ".join(words))
        if words and table != "names" and concept not in ("female", "plurals"):
            meanings.setdefault(words, {}).setdefault(table, concept)
    name_things(meanings, language)
    for concept, names in tables.get("names", {}).items():
        syntax[f"names_{concept}"] = set(names)
    for words, concepts in meanings.items():  # `black woman` is a woman
        if "traits" in concepts and len(words) > 1 and "people" in meanings.get(words[-1:], {}):
            concepts.setdefault("people", meanings[words[-1:]]["people"])
    return Lexicon(
        language=language,
        phrases=by_first_word(meanings),
        words=frozenset(word for words in meanings for word in words),
        single=frozenset(words[0] for words in meanings if len(words) == 1),
        syntax={what: frozenset(words) for what, words in syntax.items()},
        longest=max((len(words[0]) for words in meanings), default=0),
    )


def entries(tables: Mapping[str, object]) -> Iterator[tuple[str, str, str]]:
    """Each table, concept and phrase of a language's file."""
    for table, concepts in tables.items():
        if isinstance(concepts, dict):
            for concept, phrases in concepts.items():
                yield from ((table, concept, phrase) for phrase in phrases)


def by_first_word(
    meanings: Mapping[tuple[str, ...], Mapping[str, str]],
) -> dict[str, tuple[PhraseEntry, ...]]:
    """The phrases by their first word, the longest first."""
    table: dict[str, list[PhraseEntry]] = {}
    for words, concepts in meanings.items():
        table.setdefault(words[0], []).append((words, tuple(concepts.items())))
    return {
        word: tuple(sorted(phrases, key=lambda entry: -len(entry[0])))
        for word, phrases in table.items()
    }


def name_things(meanings: dict[tuple[str, ...], dict[str, str]], language: str) -> None:
    """Give the words of a language the things of the catalogue that they name: those that a
    language's file has as a garment or a place too, or not at all; in English finer ones too.
    """
    aliases = common()["alias"]
    for concepts in meanings.values():
        if "things" in concepts:
            concepts["things"] = aliases.get(concepts["things"], concepts["things"])
    for word, thing in names_of_things(language):
        words = words_of(word, language)
        concepts = meanings.get(words, {})
        own = "things" in concepts and language != "en"
        if words and not own and concepts.keys() <= NAMED:
            meanings.setdefault(words, {})["things"] = thing


def names_of_things(language: str) -> Iterator[tuple[str, str]]:
    """What a language calls the things that are drawn: word and thing."""
    path = FOLDER / "data" / f"things.{language}.tsv"
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            word, tab, thing = line.partition("\t")
            if tab and not word.startswith("#"):
                yield word, thing.strip()


@cache
def kindred() -> bytes:
    """The table of kin as it lies in its file: lines `word<TAB>table:concept<TAB>steps`, the
    likeliest of a word first.
    """
    return b"\n" + gzip.decompress((FOLDER / "data" / "kin.tsv.gz").read_bytes())


@lru_cache(maxsize=4096)
def kin(word: str) -> Concept | None:
    """The nearest concept to an English word that no language's file has, such as (`things`, `dog`)
    of a mastiff; None where it is far from all.
    """
    key = b"\n" + word.encode() + b"\t"
    at = kindred().find(key)
    if at < 0:
        return None
    start = at + len(key)
    line = kindred()[start : start + 64].split(b"\n", 1)[0].decode()
    named, _, steps = line.partition("\t")
    table, _, concept = named.partition(":")
    if int(steps or 0) > FARTHEST.get(table, NEAREST.get(concept, 9)):
        return None
    return table, common()["alias"].get(concept, concept)


@cache
def fitting() -> dict[str, dict[str, str]]:
    """Where subjects are at home: a place by trade, kind of person, thing and action."""
    return tomllib.loads((FOLDER / "fitting.toml").read_text(encoding="utf-8"))


@cache
def common() -> dict[str, dict[str, str]]:
    """What concepts have in common, as it lies in its file."""
    return tomllib.loads((FOLDER / "kinds.toml").read_text(encoding="utf-8"))


@cache
def kinds(name: str) -> frozenset[str]:
    """The concepts that have something in common, such as `holdable` things."""
    return frozenset(common()[name])


def lineage(thing: str) -> list[str]:
    """A thing, and what it is like: a ferry, a ship, a boat."""
    found, like = [thing], common()["like"]
    while thing in like and like[thing] not in found:
        thing = like[thing]
        found.append(thing)
    return found
