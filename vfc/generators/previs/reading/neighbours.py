"""What a grammar asks of the phrases about one: whether a noun follows, who acts next."""

from __future__ import annotations

from typing import Protocol

from vfc.generators.previs.reading.lexicon import ADJECTIVE_LAST, Lexicon, kinds
from vfc.generators.previs.reading.phrases import Phrase

SUBJECTS = ("people", "trades")
COLLECTIVES = ("crowd", "people", "couple", "family", "friends")


class Neighbours(Protocol):
    """Questions about the senses of a text's phrases."""

    known: Lexicon

    def at(self, index: int) -> Phrase:
        """The phrase at an index."""
        ...

    def sense(self, index: int) -> str:
        """What the phrase at an index is."""
        ...

    def _opens_noun(self, index: int) -> bool: ...

    def _was_noun(self, index: int) -> bool: ...

    def determined(self, index: int) -> bool:
        """Whether a determiner stands at an index."""
        return self.sense(index) in ("determiner", "possessive", "number")

    def conjoined(self, index: int) -> bool:
        """Whether the phrase at an index goes on with a list: `no cars or people`."""
        return self.sense(index) == "conjunction" and not self.determined(index + 1)

    def is_thing(self, index: int) -> bool:
        """Whether a thing or a garment is named at an index."""
        meanings = self.at(index).meanings
        return ("things" in meanings or "garments" in meanings) and "places" not in meanings

    def is_first_noun(self, index: int) -> bool:
        """Whether an animal opens a sentence without an article: Raccoon trash collector."""
        phrase = self.at(index)
        return phrase.first and phrase.meanings.get("things") in kinds("animals")

    def before_noun(self, index: int) -> bool:
        """Whether a noun follows the phrase at an index."""
        following = self.at(index + 1)
        return following.nominal and not following.stop

    def before_person(self, index: int) -> bool:
        """Whether somebody follows, with other words that describe between."""
        for ahead in range(index + 1, index + 4):
            phrase = self.at(ahead)
            if phrase.stop:
                return False
            if any(table in phrase.meanings for table in SUBJECTS):
                return True
            if phrase.nominal:
                return False
        return False

    def describes_last(self, index: int) -> bool:
        """Whether a describing word is of the noun before it: `a rose rouge`, `the car is red`."""
        if self.before_noun(index) and self.known.language not in ADJECTIVE_LAST:
            return False
        if (
            self.known.language in ADJECTIVE_LAST
            and self._was_noun(index - 1)
            and not self.at(index).stop
        ):
            return True
        if self.known.does("auxiliaries", self.at(index - 1).text):
            return not self._opens_noun(index + 1)
        ahead = self.at(index + 1)
        return (
            ahead.stop != "" and not self.at(index).stop and self.sense(index - 1) == "preposition"
        )

    def describing(self, index: int) -> bool:
        """Whether an unknown word may describe a noun that follows it."""
        following = self.at(index + 1)
        return (
            not following.stop
            and self._opens_noun(index + 1)
            and not self.known.does("determiners", following.text)
        )

    def follows_noun(self, index: int) -> bool:
        """Whether a noun stands right before the phrase, with at most an adverb between."""
        if self.at(index).stop:
            return False
        back = index - 1
        while self.sense(back) == "skip" and self.known.does("adverbs", self.at(back).text):
            back -= 1
        return self.sense(back) in (
            "person",
            "thing",
            "cast",
            "name",
            "pronoun",
            "skip",
        ) and self._was_noun(back)

    def is_of_weather(self, index: int, *, alone: bool = False) -> bool:
        """Whether a verb tells what the weather does that stands alone before it: fog rolls in;
        `alone` says that nobody was named before in its clause.
        """
        before = self.at(index - 1)
        opens = bool(before.stop) or (alone and self.known.language == "en")
        return opens and self.sense(index - 1) == "fact" and not self.at(index).stop

    def counts_next(self, index: int) -> bool:
        """Whether it only tells how many, or how they look: a crowd of children, the silhouette of
        a man.
        """
        phrase, of = self.at(index), self.at(index + 1)
        if not self.known.does("of", of.text) or of.stop:
            return False
        kind = phrase.meanings.get("people")
        if kind == "person":
            return self.before_person(index + 1) or phrase.text in kinds("outlines")
        return kind in COLLECTIVES and any(
            self.at(ahead).nominal for ahead in (index + 2, index + 3)
        )

    def acts_next(self, index: int) -> bool:
        """Whether the noun at an index has a verb of its own right after it."""
        ahead = index + 1
        while self.known.does("adverbs", self.at(ahead).text) and not self.at(ahead).stop:
            ahead += 1
        return not self.at(ahead).stop and (
            self.sense(ahead) == "verb" or self.known.does("auxiliaries", self.at(ahead).text)
        )

    def acts_later(self, index: int) -> bool:
        """Whether a verb follows the noun before the clause ends."""
        for ahead in range(index + 1, index + 8):
            if self.at(ahead).stop or self.sense(ahead) in ("break", "conjunction"):
                return False
            if self.sense(ahead) == "verb":
                return True
        return False

    def lists(self, index: int) -> bool:
        """Whether a comma before a phrase only parts words that describe: a small, round stone."""
        return self.at(index).stop == "," and self.sense(index - 1) in (
            "trait",
            "colour",
            "unknown",
        )
