"""What a phrase is at its place in a text: a verb, somebody, something; by its neighbours."""

from __future__ import annotations

from collections.abc import Sequence

from vfc.generators.previs.reading.lexicon import Lexicon, common, kinds
from vfc.generators.previs.reading.neighbours import SUBJECTS, Neighbours
from vfc.generators.previs.reading.phrases import Phrase

DESCRIBES = ("number", "several", "colour", "trait", "preposition", "negation", "participle")
DESCRIBING = ("less", "ful", "ous", "ive", "ic", "ish", "ly")  # endings of words that are no names
FACTS = ("times", "weather", "moods", "styles", "periods")
BEYOND = Phrase(text="", words=("",), stop=".")  # what stands before the first and after the last
NO_VERB_AFTER = (
    *("determiner", "possessive", "number", "several", "colour", "trait", "plenty", "country"),
    "negation",
)
BEFORE_NOUNS = ("bw", "sepia", "technicolor")  # styles that before a noun tell of that alone


class Senses(Neighbours):
    """The senses of a text's phrases, those that speak of the camera left out."""

    def __init__(self, phrases: Sequence[Phrase], known: Lexicon, skipped: frozenset[int]):
        self.phrases, self.known, self.skipped = phrases, known, skipped
        self._senses: dict[int, str] = {}

    def at(self, index: int) -> Phrase:
        """The phrase at an index; beyond the text, one that means nothing."""
        return self.phrases[index] if 0 <= index < len(self.phrases) else BEYOND

    def sense(self, index: int) -> str:
        """What the phrase at an index is: the name of what a grammar does with it."""
        if index not in self._senses:
            self._senses[index] = "skip"  # while its neighbours ask
            self._senses[index] = self._sense(index)
        return self._senses[index]

    def _sense(self, index: int) -> str:
        phrase = self.at(index)
        if index in self.skipped or not phrase.text:
            return "skip"
        if phrase.cast is not None:
            return "cast"
        small = self._small(index, phrase)
        if small:
            return small
        if not phrase.meanings:
            return self._stranger(index, phrase)
        if "actions" in phrase.meanings and self._is_verb(index, phrase):
            return "participle" if self._is_participle(index, phrase) else "verb"
        return self._content(index, phrase)

    def _small(self, index: int, phrase: Phrase) -> str:
        """The part of a small word; '' of one that tells more."""
        text, does = phrase.text, self.known.does
        if does("negation", text):
            return "negation"
        if does("possessives", text) and (self._opens_noun(index + 1) or phrase.owner):
            return "possessive"
        for what, sense in SMALL:
            if does(what, text):
                return self._doubtful(index, phrase, sense)
        if does("articles_etc", text) and not (
            phrase.nominal
            or "actions" in phrase.meanings
            or any(t in phrase.meanings for t in (*FACTS, "colours", "numbers"))
        ):
            return "skip"
        return ""

    def _doubtful(self, index: int, phrase: Phrase, sense: str) -> str:
        """A small word that is told by what follows: `that`, `one`, `before`."""
        if sense == "relative" and self._opens_noun(index + 1) and not self._acts(index + 1):
            return "determiner"
        if (
            sense == "break"
            and phrase.text in ("before", "after", "as", "until")
            and not phrase.stop
        ):
            return "break"
        if sense == "preposition" and "actions" in phrase.meanings and self._is_verb(index, phrase):
            return "verb"
        return sense

    def preposition(self, phrase: Phrase) -> str:
        """The kind of a preposition: `inside`, `near`, `toward`, `with`, `of`, `away`."""
        text = phrase.text
        if self.known.does("of", text) or text == "of":
            return "of"
        for kind in ("with", "away", "toward", "between", "inside"):
            if self.known.does(kind, text) and not (
                kind == "toward" and text in ("at", "into", "in")
            ):
                return kind
        return "near"

    def _content(self, index: int, phrase: Phrase) -> str:
        meanings = phrase.meanings
        if "garments" in meanings and not self._is_worn_by_nobody(index, phrase):
            return "garment"
        if any(table in meanings for table in SUBJECTS):
            kept = phrase.stop or phrase.text in kinds("keepers")
            before = self.at(index - 1).meanings  # a bear mother, but a giant robot
            if not before and self.at(index - 1).text and not self.at(index - 1).stop:
                before = self.at(index - 2).meanings if self.is_first_noun(index - 2) else before
            of = not kept and before.get("things") in kinds("animals") and "traits" not in before
            return "skip" if of or self._is_compound(index, phrase) else "person"  # a bear mother
        if self.known.does("wearing", phrase.text):
            return "skip"
        if "numbers" in meanings:
            return "number"
        if "colours" in meanings and not self._is_fruit(index, phrase):
            return "colour"
        if "places" in meanings and self._is_place(index, phrase):
            return "place"
        if "traits" in meanings:
            return "trait"
        if self.at(index + 1).text in kinds("shaped") and not self.at(index + 1).stop:
            return "skip"  # a heart-shaped pillow
        before = self.at(index - 1).meanings.get("things")
        if phrase.text in kinds("generic") and before in kinds("edible") and not phrase.stop:
            return "skip"  # an apple fruit
        if "things" in meanings and not ("weather" in meanings and "things" not in meanings):
            return "skip" if self._is_compound(index, phrase) else "thing"
        before_thing = self._tells_of_thing(index + 1)
        if meanings.get("styles") in BEFORE_NOUNS and before_thing:
            return "skip"
        if any(table in meanings for table in FACTS):
            return "fact"
        if "countries" in meanings:
            return "country"
        if "places" in meanings:
            return "place"
        if "garments" in meanings:
            return "garment"
        return "deed" if "actions" in meanings else "skip"

    def _tells_of_thing(self, index: int) -> bool:
        """Whether a thing or a place stands at an index, colours and traits before it."""
        while {"colours", "traits"} & self.at(index).meanings.keys() and not self.at(index).stop:
            index += 1
        return self.is_thing(index) or "places" in self.at(index).meanings

    def _is_fruit(self, index: int, phrase: Phrase) -> bool:
        """Whether what may be a colour is a thing: an orange, but not an orange and white cat."""
        if "things" not in phrase.meanings or self.at(index + 1).nominal:
            return False
        if phrase.text not in kinds("hued"):
            return True
        other = self.sense(index + 1) == "conjunction" and "colours" in self.at(index + 2).meanings
        return self.sense(index - 1) in ("determiner", "number") and not other

    def _is_worn_by_nobody(self, index: int, phrase: Phrase) -> bool:
        """Whether what may be a garment is a thing here: a crown on a table, no one in sight."""
        return "things" in phrase.meanings and not any(
            any(table in self.at(before).meanings for table in SUBJECTS)
            or self.at(before).cast is not None
            or self.known.does("pronouns_man", self.at(before).text)
            or self.known.does("pronouns_woman", self.at(before).text)
            for before in range(index)
        )

    def _is_place(self, index: int, phrase: Phrase) -> bool:
        """Whether what may be a place or a thing is where the scene is."""
        if "things" not in phrase.meanings:
            return True
        return self.known.does("inside", self._preposition_before(index))

    def _preposition_before(self, index: int) -> str:
        """The preposition that leads to a noun; '' for none."""
        for back in range(index - 1, max(-1, index - 6), -1):
            phrase = self.at(back)
            if self.at(back + 1).stop:
                return ""
            if self.sense(back) == "preposition":
                return phrase.text
            if (phrase.nominal and not self.modifies(back)) or self.sense(back) == "verb":
                return ""
        return ""

    def _is_compound(self, index: int, phrase: Phrase) -> bool:
        """Whether a noun only tells which: `police car`, `stone bridge`, `baby elephant`."""
        following = self.at(index + 1)
        if phrase.plural or phrase.owner or following.stop or following.cast is not None:
            return False
        animal = following.meanings.get("things") in kinds("animals")
        if animal and phrase.text in kinds("parents") and self.known.language == "en":
            return True  # a mother duck
        if self.at(index - 1).text in kinds("other_ones") and following.text in kinds("knots"):
            return False  # who helps another person tie a bow tie
        if following.plural and self.known.does("determiners", self.at(index + 2).text):
            return False  # a person ties the shoes
        if self.known.language != "en" or "actions" in following.meanings:
            return False
        if following.meanings.get("traits", "").startswith("hair"):
            return True  # neon hair
        someone = any(table in following.meanings for table in SUBJECTS)
        if someone and phrase.meanings.get("things") in kinds("animals"):
            return following.text in kinds("keepers")  # a cat doctor is a cat
        if self._leads(following):
            return False
        if following.text in kinds("generic") and phrase.meanings.get("things") in kinds("edible"):
            return False
        if following.text == "rings" and phrase.meanings.get("things") in kinds("loud"):
            return False
        told = someone and any(table in phrase.meanings for table in SUBJECTS)
        return following.nominal and not told

    def _leads(self, phrase: Phrase) -> bool:
        """Whether a phrase of a place is no mere noun: `underwater`, `on stage`."""
        does = self.known.does
        return (
            does("adverbial", phrase.text)
            or does("inside", phrase.words[0])
            or does("near", phrase.words[0])
        )

    def modifies(self, index: int) -> bool:
        """Whether a noun stands right before another that it tells more of."""
        following = self.at(index + 1)
        return (
            not following.stop
            and self.known.language == "en"
            and following.nominal
            and "actions" not in following.meanings
            and not self._leads(following)
        )

    def _stranger(self, index: int, phrase: Phrase) -> str:
        """A word that no table knows: a name, or nothing."""
        text = phrase.text
        named = self.known.does("names_woman", text) or self.known.does("names_man", text)
        acts = self._acts(index + 1)
        if phrase.words[0].isdigit() or len(text) < 2:
            return "skip"
        before = self.at(index - 1).text
        if phrase.capital and self.known.does("saints", before):
            return "skip"
        if phrase.capital and not named and self.known.does("in_town", before):
            return "skip" if phrase.first else "town"
        if phrase.capital and not named and not acts and self._is_name_of_place(index):
            return "skip"
        if phrase.capital and (named or (not phrase.first and self.known.language != "de")):
            return (
                "name"
                if named
                or acts
                or self._was_noun(index - 1)
                or self.sense(index - 1) in ("verb", "preposition", "conjunction")
                else "skip"
            )
        if phrase.capital and phrase.first and acts and not text.endswith(DESCRIBING):
            return "name"
        if (
            acts
            and self.sense(index - 1) not in ("determiner", "possessive", "unknown")
            and not phrase.plural
            and self.known.language == "en"
            and named
        ):
            return "name"
        return "unknown"

    def _is_name_of_place(self, index: int) -> bool:
        """Whether a name is of no person: Westminster Bridge, the Alhambra of Granada."""
        head, before, en = self.at(index + 1), self.at(index - 1), self.known.language == "en"
        if en and head.nominal and not head.stop and (head.capital or "places" in head.meanings):
            return True
        if self.at(index).first:
            return False
        if self.sense(index - 1) == "preposition":
            return self.preposition(before) in ("of", "inside", "near")
        return self._was_noun(index - 1) and self.sense(index - 1) in ("place", "thing", "country")

    def _acts(self, index: int) -> bool:
        """Whether the phrase at an index is a verb that tells what the noun before it does."""
        phrase = self.at(index)
        if phrase.stop:
            return False
        if self.known.does("auxiliaries", phrase.text):
            return True
        return "actions" in phrase.meanings and (
            phrase.third or phrase.going_on or self.known.language != "en" or not phrase.nominal
        )

    def _was_noun(self, index: int) -> bool:
        phrase = self.at(index)
        return phrase.nominal or phrase.cast is not None

    def _is_verb(self, index: int, phrase: Phrase) -> bool:
        """Whether what may be a verb is one here."""
        before = self.at(index - 1)
        if before.owner:
            return False
        others = phrase.nominal or any(table in phrase.meanings for table in (*FACTS, "colours"))
        if not others and self.known.language != "en":
            return True
        sense = "" if phrase.stop and phrase.stop == "." else self.sense(index - 1)
        if sense == "skip" and self.known.does("adverbs", before.text):
            sense = self.sense(index - 2)
        if not others:
            return (
                not (
                    sense in ("determiner", "possessive")
                    and not phrase.going_on
                    and not self.at(index + 1).nominal
                )
                or len(phrase.words) > 1
            )
        if phrase.stop and not phrase.going_on:
            return False
        if phrase.text == "hands":  # a map to another, and no hands of anybody
            given = self.at(index + 1).text
            return given in ("it", "them", "over") or self.known.does("determiners", given)
        if phrase.nominal and self._is_after_article(index):
            return False
        if sense in NO_VERB_AFTER:
            return False
        if sense == "preposition":
            return before.text == "to" and not phrase.plural and self._opens_noun(index + 1)
        if sense in ("pronoun", "name", "cast", "relative", "auxiliary"):
            return True
        if sense == "person":
            return not (before.plural and phrase.third)
        if sense in ("thing", "fact", "place", "garment"):
            several = before.plural or self._is_joined(index - 1)
            return (
                (phrase.third or phrase.going_on or several)
                and not self._acts(index + 1)
                and sense != "place"
                and before.text not in ("ocean", "sea")
            )
        if sense == "conjunction":
            return phrase.third and self._opens_noun(index + 1) and self._verb_before(index - 1)
        return phrase.going_on

    def _is_joined(self, index: int) -> bool:
        """Whether a noun is the last of several subjects, before an object with its article: a kid
        and a penguin watch a movie.
        """
        joined = self.sense(index - 2) == "conjunction" and self.determined(index - 1)
        return joined and self.known.does("determiners", self.at(index + 2).text)

    def _is_after_article(self, index: int) -> bool:
        """Whether an article stands before, with words between that describe: a large painting."""
        back = index - 1
        while self.sense(back) in ("skip", "trait", "colour", "unknown") and not self.at(back).stop:
            back -= 1
        article = self.sense(back) in ("determiner", "possessive", "number")
        return article and back < index - 1 and not self.at(back + 1).stop

    def _verb_before(self, index: int) -> bool:
        """Whether the sentence has a verb before an index."""
        for back in range(index, max(-1, index - 12), -1):
            if self.sense(back) == "verb":
                return True
            if self.at(back).first:
                return False
        return False

    def _is_participle(self, index: int, phrase: Phrase) -> bool:
        """Whether a verb's form describes the noun after it: `a burning house`."""
        if len(phrase.words) != 1 or not phrase.words[0].endswith(("ing", "ed", "en")):
            return False
        before = self.sense(index - 1)
        if before in ("determiner", "possessive"):
            return True
        opened = before in DESCRIBES or (phrase.stop != "" and before not in ("person", "pronoun"))
        return opened and self.names_ahead(index + 1)

    def names_ahead(self, index: int) -> bool:
        """Whether a noun follows, with nothing but words that describe before it."""
        for ahead in range(index, index + 4):
            phrase = self.at(ahead)
            if phrase.stop:
                return False
            of_head = phrase.meanings.get("traits", "").endswith(("hair", "haired", "beard"))
            if phrase.nominal or "weather" in phrase.meanings or of_head:
                return True
            if not any(table in phrase.meanings for table in ("colours", "traits", "countries")):
                return False
        return False

    def _opens_noun(self, index: int) -> bool:
        """Whether a noun, or what leads to one, stands at an index."""
        phrase = self.at(index)
        if phrase.stop:
            return False
        return (
            phrase.nominal
            or any(
                table in phrase.meanings
                for table in ("colours", "traits", "numbers", "moods", "countries", "weather")
            )
            or self.known.does("determiners", phrase.text)
            or self.known.does("pronouns_man", phrase.text)
            or self.known.does("pronouns_woman", phrase.text)
            or (
                not phrase.meanings
                and phrase.cast is None
                and not self.known.does("articles_etc", phrase.text)
                and bool(phrase.text)
            )
            or phrase.cast is not None
        )


SMALL = tuple(common()["small"].items())  # what small words are, the first that fits
