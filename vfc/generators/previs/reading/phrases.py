"""A text as phrases of the lexicon: at each word the longest phrase that is known, by its words or
by their dictionary forms.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from vfc.generators.previs.reading.lemmas import CAST, Token, lemma, tokens
from vfc.generators.previs.reading.lexicon import (
    UNSPACED,
    Concept,
    Lexicon,
    PhraseEntry,
    kin,
    kinds,
    lexicon,
)

TELLING = ("times", "weather", "periods", "countries")
NOMINAL = ("people", "trades", "things", "places", "garments")
SMALL = ("grammar", "syntax")
HEAD, TAIL = 3, 4  # the least letters of a compound's two parts
TYPED = 8  # letters: a longer word may have one too many
PLURALS = {"de": ("e", "n", "r", "s"), "fr": ("s", "x"), "it": ("i", "e")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Some neighbouring words that mean something together, or one that no table knows.

    `meanings` has a concept by table; `stop` is the mark before it, as of a `Token`.
    """

    text: str
    words: tuple[str, ...]
    meanings: Mapping[str, str] = field(default_factory=dict)
    stop: str = ""
    first: bool = False
    capital: bool = False
    owner: bool = False
    plural: bool = False
    cast: int | None = None
    inner: tuple[str, ...] = ()  # things that are named inside of the phrase
    aside: tuple[Concept, ...] = ()  # what is told inside of it of hour, weather, country

    @property
    def nominal(self) -> bool:
        """Whether it can name somebody, something or somewhere."""
        return any(table in self.meanings for table in NOMINAL)

    @property
    def going_on(self) -> bool:
        """Whether an English verb is in its -ing form."""
        return self.words[0].endswith("ing")

    @property
    def third(self) -> bool:
        """Whether an English verb is of the third person."""
        return self.words[0].endswith("s") and not self.words[0].endswith(("ss", "ings"))


def phrases(text: str, language: str) -> list[Phrase]:
    """The text as phrases, in its order."""
    known = lexicon(language)
    words = tokens(text, language)
    if language in UNSPACED:
        words = [each for token in words for each in cut(token, known)]
    elif language == "ko":
        words = [each for token in words for each in bare(token, known)]
    found, at = [], 0
    while at < len(words):
        phrase, length = longest(words, at, known)
        found.append(phrase)
        at += length
    return found


def compared(text: Sequence[Phrase], known: Lexicon) -> frozenset[int]:
    """The indexes of comparisons and of what they compare with: no house is there where a fish is
    the size of a house.
    """
    found: set[int] = set()
    for start, phrase in enumerate(text):
        if known.language == "en" and phrase.text in kinds("parts"):
            found |= lent(text, start)
        if known.does("compared", phrase.text) or known.does("compared", " ".join(phrase.words)):
            for at in range(start, min(len(text), start + 6)):
                if at > start and text[at].stop:
                    break
                found.add(at)
                following = text[at + 1] if at + 1 < len(text) else None
                if text[at].nominal and not (
                    following is not None and following.nominal and not following.stop
                ):
                    break
    return frozenset(found)


def lent(text: Sequence[Phrase], start: int) -> set[int]:
    """The indexes of a part of an animal that another has, such as the wings of a hawk."""
    end = start + 3 if text[start + 1 : start + 2] and text[start + 1].text == "of" else start
    if end >= len(text) or text[end].meanings.get("things") not in kinds("animals"):
        return set()
    return set(range(start, end + 1))


def longest(words: list[Token], at: int, known: Lexicon) -> tuple[Phrase, int]:
    """The longest phrase at a word, and how many words it has."""
    token = words[at]
    if ord(token.word[0]) & 0xFF00 == CAST:
        return phrase_of(words[at : at + 1], {}, cast=ord(token.word[0]) - CAST), 1
    if token.word.endswith("'s") and not any(
        length(words, at, entry[0], known) for entry in known.phrases.get(token.word, ())
    ):
        token = replace(token, word=token.word[:-2], owner=True)
        words = [*words[:at], token, *words[at + 1 :]]
    base = base_of(token, known)
    for entry in candidates(token, base, known):
        if (count := length(words, at, entry[0], known)) and not is_pair(words, at, entry, known):
            part = words[at : at + count]
            plural = many(part[-1], entry, known)
            phrase = phrase_of(part, meant(entry, words, at, known), plural=plural)
            return replace(phrase, inner=inner(entry, known), aside=aside_of(entry, known)), count
    named = (token.capital and not token.first) or is_name(token, known)
    foreign = known.language != "en" or token.word.endswith("ed")
    kindred = None if named or foreign else kin(token.word) or kin(base)
    if kindred and kindred[0] in NOMINAL and token.word.endswith("ing") and base != token.word:
        kindred = None  # batting is no bat
    meanings = dict([kindred]) if kindred else {}
    if not kindred and known.language == "en" and len(token.word) > TYPED:
        meanings = next((alone(each, known) for each in mistyped(token.word, known)), {})
    return phrase_of(words[at : at + 1], meanings, plural=base != token.word), 1


def mistyped(word: str, known: Lexicon) -> Iterator[str]:
    """The words that a long one may be with a letter too many: loudsspeaker."""
    for at in range(1, len(word)):
        if (other := word[:at] + word[at + 1 :]) in known.single:
            yield other


def meant(entry: PhraseEntry, words: list[Token], at: int, known: Lexicon) -> dict[str, str]:
    """What a phrase means: a German word written small before a noun is no noun: `junge Frau`."""
    meanings = dict(entry[1])
    small = known.language == "de" and len(entry[0]) == 1 and words[at].written.islower()
    if small and at + 1 < len(words) and words[at + 1].capital and not words[at + 1].stop:
        return {table: each for table, each in meanings.items() if table not in NOMINAL}
    return meanings


def candidates(token: Token, base: str, known: Lexicon) -> list[PhraseEntry]:
    """The phrases that a word may begin, the longest first; of equals those that begin as it is
    written.
    """
    entries = [*known.phrases.get(token.word, ())]
    if base == token.word and token.word.endswith("s") and known.language == "en":
        base = lemma(token.word, "en")  # a plural that is known may be a verb's form: lights a fire
        entries += [entry for entry in known.phrases.get(base, ()) if len(entry[0]) > 1]
    elif base != token.word:
        entries += [each for each in known.phrases.get(base, ()) if not is_no_noun(token, each)]
    return sorted(entries, key=lambda entry: -len(entry[0]))


def is_pair(words: list[Token], at: int, entry: PhraseEntry, known: Lexicon) -> bool:
    """Whether the last word of a German phrase of some is a noun: `ein Paar` is two."""
    last = at + len(entry[0]) - 1
    pair = known.language == "de" and len(entry[0]) > 1 and entry[0][-1] == "paar"
    return pair and last < len(words) and words[last].written[:1].isupper()


def is_no_noun(token: Token, entry: PhraseEntry) -> bool:
    """Whether an English form in -ed or -ing is taken for the noun that it comes from: rugged is no
    rug.
    """
    return token.word.endswith(("ed", "ing")) and all(table in NOMINAL for table, _ in entry[1])


def length(words: list[Token], at: int, phrase: tuple[str, ...], known: Lexicon) -> int:
    """How many words of the text a phrase takes, whose first word fits already: its own and an
    adverb or two between them; 0 where the text goes on otherwise.
    """
    end = at + 1
    for word in phrase[1:]:
        while end < len(words) and words[end].word != word and between(words[end], known):
            end += 1
        if end == len(words) or words[end].stop:
            return 0
        several = known.language == "en" and words[end].word == f"{word}s"
        if not several and word not in (words[end].word, base_of(words[end], known)):
            return 0
        if known.language == "en" and words[end].word.endswith("ed") and not word.endswith("ed"):
            return 0  # cars parked are no car park
        end += 1
    return end - at


def between(token: Token, known: Lexicon) -> bool:
    """Whether a word may stand inside of a phrase: `pushes slowly in`."""
    return not token.stop and known.does("adverbs", token.word)


def base_of(token: Token, known: Lexicon) -> str:
    """The dictionary form of a word that is not known as it stands."""
    if token.word in known.single or not token.word[0].isalpha():
        return token.word
    if token.capital and (
        known.does("names_woman", token.word) or known.does("names_man", token.word)
    ):
        return token.word
    if known.language in (*UNSPACED, "ko"):
        return token.word
    if known.language == "de":
        return german_base(token, known)
    return lemma(token.word, known.language)


def german_base(token: Token, known: Lexicon) -> str:
    """The dictionary form of a German word; of a compound the longest tail that is known."""
    base = lemma(token.written, "de")
    if base in known.single:
        return base
    for start in (0, *range(HEAD, len(token.written) - TAIL + 1)):
        tail = token.written[start:]
        forms = [tail.capitalize()] if token.capital or token.small else []
        for written in (*forms, *([] if token.capital else [tail])):
            tail_base = lemma(written, "de")
            if any(table not in SMALL for table in alone(tail_base, known)):
                return tail_base
    return base


def alone(word: str, known: Lexicon) -> dict[str, str]:
    """What a word means by itself, by table."""
    return next(
        (dict(meant) for words, meant in known.phrases.get(word, ()) if words == (word,)), {}
    )


def phrase_of(
    words: list[Token],
    meanings: Mapping[str, str],
    *,
    plural: bool = False,
    cast: int | None = None,
) -> Phrase:
    """The phrase of some tokens."""
    head = words[0]
    return Phrase(
        text=" ".join(token.word for token in words),
        words=tuple(token.word for token in words),
        meanings=meanings,
        stop=head.stop,
        first=head.first,
        capital=head.capital,
        owner=words[-1].owner,
        plural=plural,
        cast=cast,
    )


def many(last: Token, entry: PhraseEntry, known: Lexicon) -> bool:
    """Whether a noun is in its plural: not its dictionary form, and written like one."""
    word, base = last.word, entry[0][-1]
    if known.does("plurals", word) or known.does("plurals", base):
        return True
    if known.language == "en":
        return (
            word != base
            if len(entry[0]) == 1 and word != base
            else word.endswith("s")
            and "'" not in word
            and bool(({word[:-1], lemma(word, "en")} - {word}) & known.single)
        )
    if known.language == "de" and word.endswith((base, *genitives(base))):
        return False
    return word != base and word.endswith(PLURALS.get(known.language, "s"))


def genitives(base: str) -> tuple[str, ...]:
    """The genitives of a German noun that are no plurals: `Fischers`, but not `Autos`."""
    return () if base[-1] in "aeiouy" else (base + "s", base + "es")


def is_name(token: Token, known: Lexicon) -> bool:
    """Whether a word is a first name that is written like one."""
    does = known.does
    return token.capital and (does("names_woman", token.word) or does("names_man", token.word))


def aside_of(entry: PhraseEntry, known: Lexicon) -> tuple[Concept, ...]:
    """What the words of a place's phrase say of when and how it is: `a snowy field`."""
    if len(entry[0]) == 1 or not any(table == "places" for table, _ in entry[1]):
        return ()
    return tuple(
        (table, concept)
        for word in entry[0]
        for words, meanings in known.phrases.get(word, ())
        if words == (word,)
        for table, concept in meanings
        if table in TELLING
    )


def inner(entry: PhraseEntry, known: Lexicon) -> tuple[str, ...]:
    """The things that a phrase of several words names on its way: `ride a bicycle`."""
    if not any(table == "actions" for table, _ in entry[1]):
        return ()
    if known.language in UNSPACED:
        return at_its_end(entry[0][0], known)
    if len(entry[0]) == 1:
        return ()
    return tuple(
        concept
        for word in entry[0][1:]
        for words, meanings in known.phrases.get(word, ())
        if words == (word,)
        for table, concept in meanings
        if table == "things"
    )


def at_its_end(verb: str, known: Lexicon) -> tuple[str, ...]:
    """The thing that a Chinese verb ends with, if any: 看报纸."""
    for at in range(1, len(verb)):
        for words, meanings in known.phrases.get(verb[at:], ()):
            if words == (verb[at:],) and "things" in dict(meanings):
                return (dict(meanings)["things"],)
    return ()


def cut(token: Token, known: Lexicon) -> Iterator[Token]:
    """A run of text without spaces as words: at each character the longest that is known; what is
    not known stays together up to the next word that is.
    """
    text, at, unknown, stop = token.word, 0, "", token.stop
    while at < len(text):
        word = next(
            (
                text[at : at + length]
                for length in range(min(known.longest, len(text) - at), 0, -1)
                if text[at : at + length] in known.phrases
            ),
            "",
        )
        if word and unknown:
            yield Token(word=unknown, written=unknown, stop=stop)
            unknown, stop = "", ""
        if word:
            yield Token(word=word, written=word, stop=stop)
            stop = ""
        else:
            unknown += text[at]
        at += len(word) or 1
    if unknown:
        yield Token(word=unknown, written=unknown, stop=stop)


def bare(token: Token, known: Lexicon) -> Iterator[Token]:
    """A Korean word and its particle apart: the longest beginning that is known, or of which a verb
    is.
    """
    for length in range(len(token.word), 0, -1):
        head, rest = token.word[:length], token.word[length:]
        forms = (head, head + "다", head + "하다")
        word = next((each for each in forms if each in known.phrases), "")
        if word or head in known.words:
            yield Token(word=word or head, written=head, stop=token.stop)
            if rest in known.particles:
                yield Token(word=rest, written=rest)
            return
    yield token
