"""What one does to another: a collar that is set right, a cup that is filled; and who `another`
is.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from vfc.generators.previs.reading.drafts import Modifiers, PersonDraft, ThingDraft
from vfc.generators.previs.reading.lexicon import common, kinds
from vfc.generators.previs.reading.phrases import Phrase
from vfc.generators.previs.reading.senses import Senses
from vfc.generators.previs.reading.turnings import Turnings

HELPING = ("help", "teach", "assist")  # by which the one after does it with the one before
BY_THEMSELVES = (
    "",
    "stand",
    "sweep",
    "wipe",
    "put_on",
    "show",
    "hold",
    "take",
    "kneel",
    "flow",
    "look",
)
ENDS = ("determiner", "number", "preposition", "conjunction", "break", "verb", "auxiliary")
FAR = 9  # phrases after the verb among which it is said what it is done at


@cache
def rows() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """What is done to another: verbs and parts by the action."""
    table = common()["tends"]
    return {
        name: (frozenset(row["verbs"]), frozenset(row["parts"]))  # type: ignore[index]
        for name, row in table.items()
    }


def stems(word: str) -> set[str]:
    """The verbs that an English form may be of."""
    cut = {word.removesuffix(end) for end in ("s", "es", "ing", "ed", "d") if word.endswith(end)}
    doubled = {each[:-1] for each in cut if each[-2:-1] == each[-1:]}
    tie = {f"{each[:-1]}ie" for each in cut if each.endswith("y")}
    return {word} | cut | doubled | tie | {f"{each}e" for each in cut}


class Tending(Turnings):
    """Reads what one of two does to the other."""

    def other_one(self, phrase: Phrase, senses: Senses, at: int) -> bool:
        """Whether a word is another one like the one before: `hands it to another`."""
        if phrase.text not in kinds("other_ones") or len(self.people) != 1:
            return False
        first, following = self.people[0], senses.at(at + 1)
        alone = bool(following.stop) or not following.text or senses.sense(at + 1) in ENDS
        if first.count != 1 or not alone:
            return False
        self._enter(PersonDraft(kind=first.kind, text="another"), Modifiers(), senses, at)
        return True

    def tended(self, text: Sequence[Phrase]) -> None:
        """Let one of two do to the other what the text says is done to them."""
        if len(self.people) != 2 or any(each.count != 1 for each in self.people):
            return
        doer, other = self.people
        given = any(each.text in kinds("other_ones") for each in text)
        helped = any(stems(word) & set(HELPING) for each in text for word in each.words)
        owned = any(each.owner and "people" in each.meanings for each in text)
        free = all(each.action in BY_THEMSELVES for each in self.people)
        if not (given or helped or owned):
            return
        action = self._at_which(text) if free else ""
        if not action:
            if doer.action in kinds("at_a_door"):
                doer.target = other  # who waits behind
            if helped and not doer.actions:
                doer.actions, doer.object = [*other.actions], other.object
            return
        doer.actions, doer.target, doer.object = [action], other, ""
        other.actions, other.target, other.object = [], None, ""
        doer.holds = other.holds = ""
        parts = rows()[action][1]
        self.things = [each for each in self.things if not self._is_at(each, parts)]

    def _is_at(self, thing: ThingDraft, parts: frozenset[str]) -> bool:
        """Whether a thing is what hands are at, or is poured: it is drawn with the two."""
        return thing.text in parts or thing.name in kinds("served") or thing.holder is not None

    def _at_which(self, text: Sequence[Phrase]) -> str:
        """The action, by a verb and what follows it; '' for none."""
        for name, (verbs, parts) in rows().items():
            for at, phrase in enumerate(text):
                if not any(stems(word) & verbs for word in phrase.words):
                    continue
                after = text[at : at + FAR]
                words = {word for each in after for word in (each.text, *each.words)}
                if parts & words:
                    return name
        return ""
