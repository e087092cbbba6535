"""A text as words: its language, and the dictionary form of each word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from vfc.generators.previs.reading.lexicon import ELIDED, ELIDING, LANGUAGES, WORD, Lexicon, lexicon

LONGEST = 4000  # characters read of each part of a prompt
CAST = 0xE000  # the character that stands for the first member of the cast; private to this program
PIECE = re.compile(rf"[\ue000-\ue0ff]|{WORD.pattern}|[.;:!?…\n。！？；]|[,、，()\[\]\"“”«»–—]")
KANA, HAN, HANGUL = (
    re.compile("[\u3040-\u30ff]"),
    re.compile("[\u4e00-\u9fff]"),
    re.compile("[\uac00-\ud7af]"),
)
ENGLISH_ENOUGH = 0.5  # the part of the words that English knows, above which no other is asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word as it is written (without case), and what stands before it: `stop` is '' or the mark,
    `.` for the end of a sentence and `,` for any lesser one.
    """

    word: str
    written: str
    stop: str = ""
    owner: bool = False  # a genitive: the man's
    small: bool = False  # of a text without capitals, where a German noun has none either

    @property
    def first(self) -> bool:
        """Whether a sentence begins with it."""
        return self.stop == "."

    @property
    def capital(self) -> bool:
        """Whether it is written like a name."""
        return self.written[:1].isupper()


def tokens(text: str, language: str) -> list[Token]:
    """The text's words in order; what a mark separates says so."""
    found: list[Token] = []
    stop, small = ".", text.islower()
    text = text[:LONGEST].replace("’", "'")
    for piece in PIECE.findall(aged(peaks(text)) if language == "en" else text):
        if not (piece[0].isalnum() or piece == "&" or ord(piece[0]) & 0xFF00 == CAST):
            stop = "." if stop == "." or piece in ".;:!?…\n。！？；" else ","
            continue
        for word, written, owner in parts(piece, lexicon(language)):
            found.append(Token(word=word, written=written, stop=stop, owner=owner, small=small))
            stop = ""
    return found


def parts(piece: str, known: Lexicon) -> Iterator[tuple[str, str, bool]]:
    """A piece of text as words: without an elided article or a genitive; what is hyphened and not
    known is several.
    """
    word = piece.casefold().rstrip("'")
    if elided := ELIDED.match(word) if known.language in ELIDING else None:
        yield elided[0], elided[0], False
        piece, word = piece[elided.end() :], word[elided.end() :]
    if word in known.phrases:
        yield word, piece, False
    elif word.endswith("'s"):
        yield word[:-2], piece[:-2], True
    elif "-" in word:
        yield from ((part.casefold(), part, False) for part in re.split("[-']", piece) if part)
    else:
        yield word, piece, False


@lru_cache(maxsize=64)
def language_of(text: str) -> str:
    """The language of a text: by its script, else the one that knows most of its words."""
    for script, language in ((KANA, "ja"), (HANGUL, "ko"), (HAN, "zh")):
        if script.search(text):
            return language
    words = [each.casefold() for each in WORD.findall(text[:LONGEST].replace("’", "'"))]
    plain = text.isascii() or not re.search("[äöüßáéíóúñçãõêèàìòù]", text.casefold())
    if not words or (plain and known_part(words, "en") > ENGLISH_ENOUGH):
        return "en"
    spaced = [each for each in LANGUAGES if each not in ("ja", "ko", "zh")]
    return max(spaced, key=lambda each: known_part(words, each))


def known_part(words: list[str], language: str) -> float:
    """The part of the words that a language knows."""
    known = lexicon(language).words
    count = sum(word in known or ELIDED.sub("", word) in known for word in words)
    return count / max(1, len(words))


@lru_cache(maxsize=4096)
def lemma(written: str, language: str) -> str:
    """The dictionary form of a word, without case; the word itself where there is none."""
    import simplemma  # its dictionaries are asked only for words that the lexicon does not have

    try:
        # so read, a dictionary takes two thirds of the time to load and a fifth of the memory
        base = simplemma.lemmatize(written, lang=language, low_memory=True).casefold()
    except ValueError:
        return written.casefold()
    if language == "en" and base not in lexicon("en").single:
        return stem(written.casefold(), base)
    return base


def stem(word: str, base: str) -> str:
    """The English word that a form is of which the dictionary has as another, or not at all."""
    single = lexicon("en").single
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            root = word[: -len(ending)]
            forms = (root, root + "e", root[:-1]) if ending in ("ing", "ed") else (root,)
            if found := next((each for each in forms if each in single), ""):
                return found
    return base


MOUNTS = re.compile(r"\b(?:Mount|Mt\.?) ([A-Z]\w+)")


def peaks(text: str) -> str:
    """An English text with the names of mountains as mountains, so that nobody mounts."""
    known = {words for words, _ in lexicon("en").phrases.get("mount", ())}
    return MOUNTS.sub(
        lambda match: match[0] if ("mount", match[1].casefold()) in known else "mountain peak", text
    )


AGES = re.compile(
    r"\b(?:(\d{1,2})(?:[- ]years?[- ]old| years? of age|-year-olds?)"
    r"|(?:in|at) (?:his|her|their) (?:early |mid |late )?(?:mid-?|late-?|early-?)?(\d0)'?s)\b",
    re.IGNORECASE,
)


def aged(text: str) -> str:
    """An English text with ages in words: `a 70-year-old woman` is an old one."""
    return AGES.sub(lambda match: in_words(int(match[1] or match[2])), text)


def in_words(age: int) -> str:
    """What an age makes of somebody: young, old, or neither."""
    return "young" if age < 13 else "elderly" if age >= 60 else ""
