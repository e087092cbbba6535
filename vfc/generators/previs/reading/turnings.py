"""What changes as it is seen: a rose that darkens to brown, a balloon that changes from small to
large, wood that turned into metal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from vfc.generators.previs.reading.drafts import Referent, ThingDraft
from vfc.generators.previs.reading.lexicon import common, kinds
from vfc.generators.previs.reading.phrases import Phrase
from vfc.generators.previs.reading.senses import Senses
from vfc.generators.previs.reading.sequels import Sequels

FAR = 11  # phrases after the verb among which its ends are said
VERBS = ("turn", "transform", "grow")


@dataclass(slots=True)
class Ends:
    """What something changes from and to: colours or sizes, in the order of the text; `last` is the
    index of the last of them.
    """

    colours: list[str] = field(default_factory=list)
    sizes: list[str] = field(default_factory=list)
    last: int = 0


class Turnings(Sequels):
    """Reads what changes colour, size or what it is made of."""

    turned: int = -1  # the index of the last phrase that a change has told

    def turn(self, phrase: Phrase, senses: Senses, at: int) -> bool:
        """Take in a change that begins at a verb; whether it is one."""
        hue = common()["hue_verbs"].get(phrase.text, "") if senses.follows_noun(at) else ""
        told = phrase.meanings.get("syntax") == "turning" or (
            phrase.meanings.get("actions") in VERBS and senses.sense(at) != "participle"
        )
        if not (told or hue):
            return False
        doers = [each for each in self._turning(phrase, senses, at) if isinstance(each, ThingDraft)]
        switched = {senses.at(index).text for index in range(at + 1, at + 6)}
        if {"on", "off"} <= switched and any(each.name in kinds("bulbs") for each in doers):
            for each in doers:
                each.does("burn")
            self.note("times", "dusk")
            self.turned = at + 4
            return True
        ends = self._ends(senses, at, doers)
        if hue and not ends.colours:
            ends.colours, ends.last = [hue], at
        if not doers or not (ends.colours or len(ends.sizes) == 2):
            return False
        if ends.colours and not any(each.colour for each in doers):
            ends.colours = [*self._made_of(senses, at), *ends.colours]
        for each in doers:
            change(each, ends)
        self.clause.before = self.clause.how = ""
        self.clause.action, self.clause.doers = "turn", [*doers]
        self.turned = ends.last
        return True

    def _turning(self, phrase: Phrase, senses: Senses, at: int) -> Sequence[Referent]:
        """What changes: the noun right before a verb that goes on, else the clause's subject."""
        last, clause, before = self.last, self.clause, senses.at(at - 1).text
        near = next((each for each in reversed(self.things) if each.text == before), None)
        if near is not None and phrase.going_on and not phrase.stop:
            return [near]
        return clause.subjects or ([last] if last is not None else [])

    def _ends(self, senses: Senses, at: int, doers: Sequence[Referent]) -> Ends:
        """The colours and sizes that follow a verb, up to a noun that is another's."""
        ends, names = Ends(), {each.name for each in doers if isinstance(each, ThingDraft)}
        for index in range(at + 1, at + FAR):
            phrase = senses.at(index)
            if not phrase.text or (phrase.stop and (ends.colours or phrase.first)):
                break
            if ends.colours and senses.sense(index) == "preposition" and not self._leads(phrase):
                break
            colour = common()["materials"].get(phrase.text) or phrase.meanings.get("colours", "")
            if phrase.text == "bright" and "colours" in senses.at(index + 1).meanings:
                continue
            if colour and self._is_of_other(senses, index + 1, names):
                break
            if colour:
                ends.colours.append(colour)
                ends.last = index
            elif size := common()["sizes"].get(phrase.text, ""):
                ends.sizes.append(size)
                ends.last = index
            elif "things" in phrase.meanings and phrase.meanings["things"] in names:
                ends.last = index
            elif (phrase.nominal and not senses.modifies(index)) or senses.sense(index) in (
                "verb",
                "break",
            ):
                break
        return ends

    def _made_of(self, senses: Senses, at: int) -> list[str]:
        """What the subject before a verb is said to be made of, as a colour: the wooden wheel."""
        texts = [senses.at(index).text for index in range(max(0, at - 5), at)]
        return [hue for text in texts if (hue := common()["materials"].get(text))][:1]

    def _leads(self, phrase: Phrase) -> bool:
        """Whether a preposition leads to an end: to, into, from, of."""
        return self.known.does("toward", phrase.text) or phrase.text in ("from", "of")

    def _is_of_other(self, senses: Senses, index: int, names: set[str]) -> bool:
        """Whether a colour is of another noun that stands right after it."""
        while senses.modifies(index):
            index += 1
        phrase = senses.at(index)
        thing = phrase.meanings.get("things", "")
        return phrase.nominal and not phrase.stop and not (thing in names or not thing)


def change(thing: ThingDraft, ends: Ends) -> None:
    """Let a thing change from its first colour, or size, to its last."""
    if ends.colours:
        thing.turns = ends.colours[-1]
        if len(ends.colours) > 1:
            thing.colour = ends.colours[0]
    if len(ends.sizes) == 2:
        thing.swells = ends.sizes[-1]
        thing.traits = [each for each in thing.traits if each not in ("giant", "tiny")]
