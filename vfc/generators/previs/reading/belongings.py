"""What is part of another: what a vessel is full of, the eyes of somebody, leaves that rain falls
on, the sofa of a living room.
"""

from __future__ import annotations

from collections.abc import Iterator

from vfc.generators.previs.reading.deeds import Deeds
from vfc.generators.previs.reading.drafts import (
    HAIRS,
    Modifiers,
    PersonDraft,
    PlaceDraft,
    Referent,
    ThingDraft,
)
from vfc.generators.previs.reading.employed import place_of_trade
from vfc.generators.previs.reading.lexicon import UNSPACED, common, kinds
from vfc.generators.previs.reading.phrases import Phrase, alone
from vfc.generators.previs.reading.senses import Senses

EYES = ("eye", "eyes")
OWNING = ("en", "de", "es", "fr", "it", "pt")  # languages that say whose mother it is
AFTER = ("上", "里", "裡", "中", "下")  # what says where, behind a Chinese noun


class Belongings(Deeds):
    """Reads what belongs to what was named before it, or to what follows."""

    def _country(self, phrase: Phrase, senses: Senses, at: int) -> None:
        country = phrase.meanings["countries"]
        if senses.before_person(at):
            self.described.countries.append(country)
        else:
            self.note("countries", country)
            if self.clause.before == "inside":
                self._town(phrase, senses, at)

    def _town(self, phrase: Phrase, senses: Senses, at: int) -> None:
        """A town or a country that somebody is in: seen by a street, where no place is named."""
        self.note("abroad", phrase.text)
        self.clause.before, self.described = "", Modifiers()

    def _employ(self, trade: str, text: str) -> None:
        """Give the animal named last a trade: a rabbit tailor, a dog dressed as a chef."""
        animal = self.last
        if isinstance(animal, ThingDraft) and animal.name in kinds("animals"):
            animal.trade = animal.trade or trade
            self.places += place_of_trade(trade, text)

    def _is_there(self, name: str) -> bool:
        """Whether what has no outline of its own is there already."""
        return name in kinds("matter") and any(each.name == name for each in self.things)

    def _is_named(self, phrase: Phrase) -> bool:
        """Whether a word that may tell of style names a thing again: the graphite of the pencil."""
        named = any(each.text == phrase.text for each in self.things)
        return named and "things" in phrase.meanings

    def _live(self) -> bool:
        """Whether an animal does something in the clause, whose own a pronoun tells."""
        subjects = (*self.clause.subjects, *self.clause.doers)
        return any(
            isinstance(each, ThingDraft) and each.name in kinds("animals") for each in subjects
        )

    def _are_leaves(self, phrase: Phrase, senses: Senses, at: int) -> bool:
        """Whether leaves are things: what the words lead with, or something is on."""
        if phrase.meanings.get("weather") != "leaves":
            return False
        lead = phrase.text == "leaves" and not (self.people or self.things)
        falls = senses.at(at + 1).meanings.get("actions") == "fall"
        return self.clause.how == "on" or (lead and not falls)

    def _leaves(self, phrase: Phrase, senses: Senses, at: int) -> None:
        """Leaves that something falls on or is among: things, not the weather."""
        described, self.described = self.described, Modifiers()
        draft = ThingDraft(name="leaf", text=phrase.text, colour=described.colour, count=4)
        self._enter(draft, described, senses, at)

    def _furnish(self, phrase: Phrase) -> None:
        """What a place's words name that something is on or in: `on the sofa`, `in a bathtub`."""
        if brought := common()["brings"].get(phrase.text, ()):
            name, action = brought
            draft = ThingDraft(name=name, text=phrase.text, count=4, actions=[action])
            draft.lead = not self.things and not self.people
            self.things.append(draft)
            self.clause.subjects, self.clause.how = [draft], ""
            return
        first, last = phrase.words[0], phrase.words[-1]
        how = self.clause.how if len(phrase.words) == 1 else self.known.where(first)
        self.clause.how = ""
        name = phrase.meanings.get("things") or alone(last, self.known).get("things", "")
        if self.known.language in UNSPACED:
            where = next((each for each in AFTER if first.endswith(each)), "")
            how = self.known.where(where) or how
            name = alone(first.removesuffix(where), self.known).get("things", name)
        placed = (self.clause.doers if self.clause.action else [self.last])[-1:]
        if name and how in ("on", "in", "under") and isinstance((placed or [None])[0], ThingDraft):
            base = ThingDraft(name=name, text=last)
            self.things.append(base)
            self._place_to([base], how)

    def _bred(self, name: str, phrase: Phrase, senses: Senses, at: int) -> str:
        """What a word is by another: a young one, of the animal before it or of its mother; a
        vessel, of what is in it.
        """
        before = senses.at(at - 1).meanings.get("things", "")
        hued = senses.sense(at - 1) == "colour"  # an orange bowl is empty
        if name in kinds("vessels") and before in kinds("edible") and not (phrase.stop or hued):
            return before if self.known.language == "en" else ""  # a salad bowl
        if phrase.text not in kinds("young"):
            return ""
        if not phrase.stop and before in kinds("animals"):
            return before
        elder = next((each.name for each in self.things if each.name in kinds("animals")), "")
        owned = self.described.owned or senses.at(at - 1).text.endswith((" her", " its", " his"))
        return elder if owned and name in kinds("animals") else ""

    def _gather(self, phrase: Phrase, senses: Senses, at: int) -> None:
        """A word that nothing is known of, but where it says that animals are many: a penguin
        colony.
        """
        last = self.things[-1] if self.things else None
        many = phrase.text in kinds("packs") and not phrase.stop and last is not None
        if many and last is not None and last.name in (*kinds("animals"), *kinds("flying")):
            last.count = max(last.count, 6)
        else:
            self.missed.append(phrase.text)

    def _is_parent(self, phrase: Phrase, senses: Senses, at: int) -> bool:
        """Whether somebody is an animal's mother or father: a grown one beside it."""
        young = next((each for each in self.things if each.name in kinds("animals")), None)
        if self.people or young is None or phrase.text not in kinds("parents"):
            return False
        if not (self.described.owned or self.known.language not in OWNING):
            return False
        grown = ThingDraft(name=young.name, text=young.name, colour=young.colour)
        young.bred = True
        self._enter(grown, self.described, senses, at)
        return True

    def _is_young(self, phrase: Phrase, senses: Senses, at: int) -> bool:
        """Whether a baby is an animal's own: a small one, on the back that carries it."""
        animals = [each for each in self.things if each.name in kinds("animals")]
        if self.people or not animals or phrase.text not in ("baby", "babies"):
            return False
        grown, own = animals[0], self.described.owned
        if own and not any(each.bred for each in animals):
            small = ThingDraft(name=grown.name, text=grown.name, colour=grown.colour, bred=True)
            small.place(grown, "on" if {"carry", "ride"} & {*grown.actions} else "")
            self._enter(small, self.described, senses, at)
        self.described = Modifiers()
        self.clause.before = self.clause.how = ""
        return own

    def _in_hand(self, described: Modifiers) -> bool:
        """Whether a hand is where the thing named last is: somebody holds it."""
        led = self.clause.before == "inside" and bool(self.things)
        if not led or not (described.owned or self.people):
            return False
        self._hold(self.people[-1] if self.people else self._somebody("person"), self.things[-1])
        self.clause.before, self.described = "", Modifiers()
        return True

    def _are_friends(self, senses: Senses, at: int) -> bool:
        """Whether friends are the animals that the sentence is about: a panda and a toucan are."""
        told = any(self.known.does("auxiliaries", senses.at(at - k).text) for k in (1, 2, 3))
        if self.people or not told or not self._live():
            return False
        self.described = Modifiers()
        return True

    def _is_of_vehicle(self, phrase: Phrase) -> bool:
        """Whether a thing is part of a car that was named before: its engine."""
        housed = next((each for each in self.things if each.name in kinds("houses_of")), None)
        if phrase.text in kinds("of_houses") and housed is not None:
            if isinstance(self.last, ThingDraft) and self.last.name == "smoke":
                self.last.place(housed, "on")  # from its chimney
            return True
        goes = {*kinds("wheeled"), "boat", "plane", "motorbike", "ship"}
        return phrase.text in kinds("of_vehicles") and any(
            each.name in goes for each in self.things
        )

    def _is_of_whom(self, name: str, senses: Senses, at: int) -> bool:
        """Whether a part of a body is told of somebody: the eyes of an old man are seen near."""
        of = self.known.does("of", senses.at(at + 1).text)
        if name not in EYES or not of or not senses.before_person(at + 1):
            return False
        self.note("seen", "eyes")
        return True

    def _fills(self, name: str, described: Modifiers) -> bool:
        """Whether a thing is what a vessel before it is full of: a glass of whisky is one thing."""
        last = self.last
        if self.clause.before != "of" or not isinstance(last, ThingDraft):
            return False
        if last.name == name:  # a branch of a tree
            return True
        if name in kinds("matter"):  # a ball of liquid metal
            last.name, last.colour = name, last.colour or described.colour
            return True
        if last.name == "bottle" and name in kinds("edible"):
            return True
        if last.name in kinds("vessels") and name in kinds("edible"):
            last.name, last.colour = name, last.colour or described.colour
            return True
        self.clause.how = "in" if last.name in kinds("holders") else ""
        if self.clause.how:
            self.inward = last
        return False

    def _dons(self, name: str, phrase: Phrase) -> bool:
        """Whether what is named is worn by an animal or a thing before it: it is drawn on the
        body where a head or a neck bears it, or not at all, and is nobody of its own.
        """
        wearer = self.last
        if name in kinds("animals"):
            self.clause.how = "" if self.clause.how == "worn" else self.clause.how
            return False
        if self.clause.how == "worn" and isinstance(wearer, PersonDraft):
            self.clause.before, self.clause.how, self.described = "", "", Modifiers()
            return "garments" not in phrase.meanings
        if isinstance(wearer, ThingDraft) and wearer.how == "worn":
            wearer = wearer.base
        clothes = "garments" in phrase.meanings and (phrase.plural or name not in kinds("roomy"))
        worn = self.clause.how == "worn" or (self.clause.how == "in" and clothes)
        if not worn or not isinstance(wearer, ThingDraft):
            return False
        if name in kinds("coats"):
            usual = "yellow" if name == "raincoat" else "red"
            coat = ThingDraft(name="pet_coat", text=phrase.text)
            coat.colour = self.described.colour or usual
            coat.place(wearer, "worn")
            self.things.append(coat)
        if name in kinds("donned"):
            worn_one = ThingDraft(name=name, text=phrase.text, colour=self.described.colour)
            worn_one.place(wearer, "worn")
            self.things.append(worn_one)
        self.clause.before, self.clause.how, self.described = "", "worn", Modifiers()
        return True

    def _rains_on(self, name: str) -> bool:
        """Whether a pane is what rain falls on or runs down, and nobody else is spoken of."""
        wet = "rain" in self.facts.get("weather", {}) and not self.clause.subjects
        led = self.clause.before in ("inside", "near") or bool(self.clause.how)
        if not (wet and led and name in ("glass", "window")):
            return False
        self.note("seen", "wet pane")
        return True

    def _is_land(self, name: str, phrase: Phrase) -> bool:
        """Whether a thing is the land around: mountains, snowy or not."""
        if name not in kinds("land") or (self.clause.action and not self.clause.before):
            return False
        self.places.append(PlaceDraft("mountains", phrase.text, 4.0))
        if name.startswith("snowy"):
            self.note("weather", "snowy")
        return True

    def _rings(self, name: str, phrase: Phrase) -> bool:
        """Whether a word is what a phone or a bell does, and no ring."""
        last = self.last
        loud = isinstance(last, ThingDraft) and last.name in kinds("loud")
        rings = loud and name == "ring" and phrase.plural and not phrase.stop
        if rings and last is not None and not self.clause.before:
            last.does("shake")
            return True
        return False

    def _lengths(self, trait: str, senses: Senses, at: int) -> Iterator[str]:
        """How long hair is, by the words about its colour: `long blond hair`."""
        if trait in HAIRS:
            near = [senses.at(index).text for index in (at - 2, at - 1, at + 1)]
            for cut in ("long", "short"):
                if any(self.known.does(f"hair_{cut}", word) for word in near):
                    yield f"{cut}_haired"

    def _paint(self, draft: Referent, colour: str) -> None:
        garments = draft.garments if isinstance(draft, PersonDraft) else {}
        bare = next((each for each in reversed(garments) if not garments[each]), "")
        if bare:
            garments[bare] = colour
        elif not draft.colour:
            draft.colour = colour

    def _is_costume(self, senses: Senses, at: int) -> bool:
        """Whether somebody named is only whom one before looks like: `dressed as a pirate`."""
        before = at - 1 if not senses.determined(at - 1) else at - 2
        return self.known.does("wearing", senses.at(before).text)
