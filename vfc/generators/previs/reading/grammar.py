"""Who does what to whom, from a text's phrases: subject, action, object, receiver, counts, denials.

The phrases are taken in order. Words that describe wait for their noun; a noun is a subject before
the verb and what it is done to after it; a mark, or a word such as `while`, begins anew.
"""

from __future__ import annotations

from collections.abc import Sequence

from vfc.generators.previs.reading.deeds import BODY, MOST
from vfc.generators.previs.reading.drafts import (
    COUNTS,
    EMOTIONS,
    OF_HEAD,
    Modifiers,
    PersonDraft,
    PlaceDraft,
    Referent,
    ThingDraft,
)
from vfc.generators.previs.reading.employed import meant_of
from vfc.generators.previs.reading.lexicon import common, fitting, kinds
from vfc.generators.previs.reading.phrases import Phrase, compared
from vfc.generators.previs.reading.senses import Senses
from vfc.generators.previs.reading.tending import Tending


def is_light(draft: Referent | None) -> bool:
    """Whether it gives light, unless it is dark."""
    return isinstance(draft, ThingDraft) and draft.name in ("lighthouse", "lamp", "street_lamp")


class Grammar(Tending):
    """Reads phrases into drafts of people, things and places."""

    def read(self, text: Sequence[Phrase], skipped: frozenset[int] = frozenset()) -> Grammar:
        """Take in phrases in their order, without those that are skipped; the reader itself."""
        skipped |= compared(text, self.known)
        senses = Senses(text, self.known, skipped)
        for at, phrase in enumerate(text):
            if phrase.stop:
                self.stopped(phrase, senses, at)
            if at in skipped:
                self.clause.before, self.described = "", Modifiers()
                continue
            sense = senses.sense(at)
            for what in SEEN:
                of_thing = what == "overgrown" and senses.is_thing(at + 1)
                if self.known.does(what.replace(" ", "_"), phrase.text) and not of_thing:
                    self.note("seen", what)
            if self.known.does("afterwards", phrase.text):
                self.part(text)
            if at <= self.turned or self.turn(phrase, senses, at):
                continue
            getattr(self, f"_{sense}")(phrase, senses, at)
        self._end(senses, len(text), bool(skipped))
        self.tended(text)
        return self

    def _skip(self, phrase: Phrase, senses: Senses, at: int) -> None:
        """A word that nothing is drawn for."""
        self.other_one(phrase, senses, at)
        if "trades" in phrase.meanings and senses.at(at - 1).meanings.get("things"):
            self._employ(phrase.meanings["trades"], phrase.text)
        if phrase.text in kinds("features"):
            self.note("seen", "face")
        if hue := common()["hues"].get(phrase.text):  # golden retriever puppies
            self.described.colours.append(hue)
        if self.known.does("wearing", phrase.text):
            self.clause.how = "worn"
        if phrase.text in ("it", "them") and self.clause.how and len(self.things) > 1:
            self.things[-1].place(self.things[-2], self.clause.how)  # with a candle on it
            self.clause.how = ""

    def _auxiliary(self, phrase: Phrase, senses: Senses, at: int) -> None:
        """A helping verb: the verb itself follows."""

    def _determiner(self, phrase: Phrase, senses: Senses, at: int) -> None:
        if not self.other_one(phrase, senses, at):
            self.described.definite = phrase.text in ("the", "this", "that")
            self.described.single = phrase.text in ("a", "an", "one")

    def _possessive(self, phrase: Phrase, senses: Senses, at: int) -> None:
        self.described.owned = True
        if self.known.does("pronouns_woman", phrase.text):
            self._somebody("woman", drawn=not (self.people or self._live()))
        elif self.known.does("pronouns_man", phrase.text):
            self._somebody("man", drawn=not (self.people or self._live()))

    def _preposition(self, phrase: Phrase, senses: Senses, at: int) -> None:
        self.clause.before = senses.preposition(phrase)
        if phrase.text == "from" and senses.at(at - 1).text.endswith("away"):
            self.clause.before = "away"
        led = self.clause.how if senses.sense(at - 1) == "preposition" else ""
        if phrase.words[0] == "sitting" and isinstance(self.last, PersonDraft):
            for each in self.clause.subjects or [self.last]:
                each.does("sit")  # sitting on top of
        dressed = self.known.does("wearing", senses.at(at - 1).text)  # dressed in a suit
        self.clause.how = "worn" if dressed else self.known.where(phrase.text) or led
        self.clause.within = self.clause.before == "inside" and not self.known.does(
            "toward", phrase.text
        )
        if self.clause.before == "of" and self.described.count is None:
            return
        self.described = self.described if self.clause.before == "of" else Modifiers()
        if self.clause.before == "away":
            for each in self.clause.doers or self.clause.subjects:
                each.away = True

    def _negation(self, phrase: Phrase, senses: Senses, at: int) -> None:
        text = phrase.text
        if self.known.does("nobody", text):
            self.empty = True
        elif self.known.does("empty", text):
            self.empty = self.empty or not senses.is_thing(at + 1)
        else:
            self.described.denied = self.clause.undone = True

    def _number(self, phrase: Phrase, senses: Senses, at: int) -> None:
        self.described.count = int(phrase.meanings["numbers"])

    def _several(self, phrase: Phrase, senses: Senses, at: int) -> None:
        if self.described.count is None or phrase.text.endswith(" of"):
            self.described.count = self.described.count or 4

    def _plenty(self, phrase: Phrase, senses: Senses, at: int) -> None:
        full = isinstance(self.last, ThingDraft) and self.last.name in (
            *kinds("vessels"),
            *kinds("holders"),
        )
        if full and senses.follows_noun(at):  # a glass filled with beer
            self.clause.before = "of"
            return
        self.described.plenty = True

    def _colour(self, phrase: Phrase, senses: Senses, at: int) -> None:
        colour = phrase.meanings["colours"]
        self.note("colours", colour)
        if colour == "dark" and senses.follows_noun(at) and is_light(self.last):
            self.dark = True
            return
        if senses.describes_last(at) and self.last is not None:
            self._paint(self.last, colour)
        else:
            self.described.colours.append(colour)

    def _trait(self, phrase: Phrase, senses: Senses, at: int) -> None:
        trait = phrase.meanings["traits"]
        if "moods" in phrase.meanings:
            self.note("moods", phrase.meanings["moods"])
        if self.described.denied:
            self.described.denied = False
            return
        if trait == "away":
            for each in self.people[-1:] or self.things[-1:]:
                each.away = True
            return
        person = self.people[-1] if self.people else None
        if kinds("facial") & {*phrase.words}:
            self.note("seen", "face")
        led = len(phrase.words) > 1 or senses.sense(at - 1) == "preposition"
        if trait in EMOTIONS and person is not None and led:
            person.traits.append(trait)  # in anger, with joy
            return
        if trait in OF_HEAD and person is not None and not senses.before_noun(at):
            person.hair = self.described.colour or person.hair
            person.traits += [trait, *self.described.traits, *self._lengths(trait, senses, at)]
            self.described = Modifiers()
            return
        if senses.describes_last(at) and self.last is not None:
            self.last.traits.append(trait)
        else:
            self.described.traits.append(trait)

    def _fact(self, phrase: Phrase, senses: Senses, at: int) -> None:
        """A time, a weather, a mood, a style or a period, unless it is denied."""
        if self.described.denied:
            if not senses.conjoined(at + 1):
                self.described.denied = self.clause.undone = False
            return
        if self._is_named(phrase):
            return
        if self._are_leaves(phrase, senses, at):
            self._leaves(phrase, senses, at)
            return
        for table in ("times", "weather", "moods", "styles", "periods"):
            if table in phrase.meanings:
                self.note(table, phrase.meanings[table])
        self.clause.within = False  # where it is has been said: in the rain, a camel
        if "moon" in phrase.text:
            self.note("seen", "moon")
        if "star" in phrase.text:
            self.note("seen", "star")

    def _place(self, phrase: Phrase, senses: Senses, at: int) -> None:
        name, before = phrase.meanings["places"], self.clause.before
        described, self.described = self.described, Modifiers()
        if described.owned and phrase.text == "steps":
            return  # of who dances
        if described.denied:
            self.clause.undone = False
            self.empty = True
        strength = (
            10.0 if before == "inside" or len(phrase.words) > 2 else 6.0 if not before else 3.0
        )
        if senses.modifies(at):
            strength = 4.0
        if phrase.text == "space" and before != "inside" and senses.sense(at - 1) != "preposition":
            strength = 0.5 if self.places else strength  # an elegant space
        seen = any(senses.at(at - k).text.endswith("view") for k in (2, 3, 4) if self.places)
        seen = seen or (bool(self.places) and senses.at(at + 1).text in ("view", "views"))
        if before == "of" and {"angles", "framings"} & senses.at(at - 2).meanings.keys():
            strength = 9.0  # an aerial view of it
        if self.clause.action == "look" or seen:  # what is looked at is elsewhere
            strength = 1.0
            if name == "space":  # it is looked into from the ground, by night
                name = "hills"
                self.note("times", "night")
                self.note("seen", "star")
        self.places.append(PlaceDraft(name, phrase.text, strength))
        for table, concept in (
            *phrase.aside,
            *(("countries", each) for each in described.countries),
        ):
            self.note(table, concept)
        if described.plenty and name in kinds("of_cars"):
            cars = ThingDraft(name="car", text="cars", count=6, actions=["drive"])
            cars.lead = not self.things and not self.people
            self.things.append(cars)
        elif described.plenty and name != "skyline":
            self.crowd = max(self.crowd, 16)
        self.clause.before = ""
        if not senses.modifies(at):
            self._furnish(phrase)
        if self.clause.action in ("look", "point") and not self._object_of_doers():
            for each in self.clause.doers:
                each.object = each.object or name

    def _object_of_doers(self) -> bool:
        return any(each.object or each.target for each in self.clause.doers)

    def _garment(self, phrase: Phrase, senses: Senses, at: int) -> None:
        name, described = phrase.meanings["garments"], self.described
        if not described.denied and self._dons(name, phrase):
            return
        self.described = Modifiers()
        if described.denied:
            return
        person = self.last if isinstance(self.last, PersonDraft) else (self.people or [None])[-1]
        its = not self.clause.how or phrase.text == "top"
        if person is None and self.last is not None and its:
            return  # an open hood is a car's
        if person is None:
            self._enter(
                ThingDraft(
                    name=common()["alias"].get(name, name),
                    text=phrase.text,
                    colour=described.colour,
                ),
                described,
                senses,
                at,
            )
            return
        if name == "hoodie" and phrase.text == "hood":
            person.garments.setdefault("cloak", described.colour)
        person.garments[name] = described.colour
        self.clause.before = self.clause.how = ""

    def _us(self, phrase: Phrase, senses: Senses, at: int) -> None:
        """The camera's own side: someone comes to it, looks at it, waves to it."""
        if self.clause.before in ("toward", "inside", "near"):
            for each in self.clause.doers or self.clause.subjects:
                if each.action in kinds("coming") and not each.away:
                    each.toward = True
                elif not each.away:
                    each.object = "camera"
        elif self.clause.before == "away":
            for each in self.clause.doers or self.clause.subjects:
                each.away = True
        elif not self.clause.before:
            self.clause.subjects, self.clause.doers, self.clause.action = [], [], "see"
        self.clause.before, self.described = "", Modifiers()

    def _pronoun(self, phrase: Phrase, senses: Senses, at: int) -> None:
        text, known = phrase.text, self.known
        if text in ("her", "him") and not self.people and self._live():
            self.clause.before = self.clause.how = ""  # on her back, of a koala
        elif known.does("pronouns_woman", text):
            self._mention([self._somebody("woman")], senses, at)
        elif known.does("pronouns_man", text):
            self._mention([self._somebody("man")], senses, at)
        elif known.does("i", text):
            self._mention([self._somebody("person")], senses, at)
        else:
            self._mention(self._them(text), senses, at)
        self.described = Modifiers()

    def _cast(self, phrase: Phrase, senses: Senses, at: int) -> None:
        draft = self.cast[phrase.cast or 0]
        if draft not in self.people and draft not in self.things:
            (self.people if isinstance(draft, PersonDraft) else self.things).append(draft)  # type: ignore[arg-type]
        self._mention([draft], senses, at)
        self.described = Modifiers()

    def _name(self, phrase: Phrase, senses: Senses, at: int) -> None:
        draft = self.names.get(phrase.text) or self._named(phrase)
        self.names[phrase.text] = draft
        if isinstance(self.last, PersonDraft) and senses.follows_noun(at) and not self.last.name:
            self.last.name = phrase.text  # Detective Ruiz
            self.names[phrase.text] = self.last
            return
        if draft not in self.people and draft not in self.things and isinstance(draft, PersonDraft):
            self.people.append(draft)
        self._mention([draft], senses, at)
        self.described = Modifiers()

    def _person(self, phrase: Phrase, senses: Senses, at: int) -> None:
        meanings, described = phrase.meanings, self.described
        kind, trade = meanings.get("people", "person"), meanings.get("trades", "")
        if described.denied:
            self._deny(senses, at, people=not trade)
            return
        if kind == "friends" and self._are_friends(senses, at):
            return
        if self._is_parent(phrase, senses, at) or self._is_young(phrase, senses, at):
            return
        if kind == "crowd" and not trade:
            self.crowd = max(self.crowd, 24)
        if senses.counts_next(at):  # a crowd of, the silhouette of
            described.count = described.count or COUNTS.get(kind)
            described.plenty = kind == "crowd"
            return
        if "traits" in meanings:
            described.traits.append(meanings["traits"])
        if self.last is not None and self._is_costume(senses, at):
            if isinstance(self.last, PersonDraft):
                self.last.trade = self.last.trade or trade
            elif trade:
                self._employ(trade, phrase.text)
            self.clause.before, self.clause.how, self.described = "", "", Modifiers()
            return
        merged = self.last if senses.follows_noun(at) else None
        vague = isinstance(merged, PersonDraft) and merged.kind in ("person", "people")
        if isinstance(merged, PersonDraft) and vague and kind != "person":
            merged.kind = kind
        elif isinstance(merged, PersonDraft) and trade:
            merged.trade = merged.trade or trade
        else:
            merged = self._known_already(kind, trade, described)
        if isinstance(merged, PersonDraft):
            self._mention([merged], senses, at)
            self.described = Modifiers()
            return
        female = (
            True if self.known.does("female", phrase.text) or "woman" in described.traits else None
        )
        draft = PersonDraft(kind=kind, trade=trade, female=female, text=phrase.text)
        draft.colour = described.colour if not senses.modifies(at) else ""
        draft.countries = described.countries
        draft.usual = next(
            (name for name, words in common()["usual"].items() if phrase.text in words), ""
        )
        draft.plays = next(
            (name for name, words in common()["plays"].items() if phrase.text in words), ""
        )
        many = 5 if phrase.text in kinds("ensembles") else 3 if phrase.plural else 1
        default = COUNTS.get(kind) or many
        if phrase.plural and kind in ("man", "woman", "old_man", "old_woman"):
            default = 2
        draft.count = min(MOST, described.count or (7 if described.plenty else default))
        if (described.count or 0) > MOST or described.plenty:
            self.crowd = max(self.crowd, described.count or 16)
        self._enter(draft, described, senses, at)

    def _deny(self, senses: Senses, at: int, people: bool) -> None:
        self.empty = self.empty or people
        self.clause.undone = False
        self.described = Modifiers(denied=senses.conjoined(at + 1))

    def _thing(self, phrase: Phrase, senses: Senses, at: int) -> None:
        name, described = phrase.meanings["things"], self.described
        if described.denied:
            self._deny(senses, at, people=False)
            return
        if name == "hand" and self._in_hand(described):
            return
        if name == "glasses" and described.count and not self.people:
            name = "glass"
        if self._rings(name, phrase) or self._dons(name, phrase) or self._is_there(name):
            return
        if (
            self._is_land(name, phrase)
            or self._is_of_whom(name, senses, at)
            or self._is_of_vehicle(phrase)
            or self._fills(name, described)
            or self._rains_on(name)
        ):
            self.clause.before, self.described = "", Modifiers()
            return
        if described.definite and not described.colours:
            before = next((each for each in reversed(self.things) if each.name == name), None)
            if before is not None:
                self._mention([before], senses, at)
                self.described = Modifiers()
                return
        owned = described.owned or senses.at(at - 1).owner
        if owned and (self.things or senses.at(at - 1).owner) and phrase.text in kinds("limbs"):
            self.clause.before, self.clause.how, self.described = "", "", Modifiers()
            return
        owned = described.owned or (name in ("eye", "eyes", "mouth") and senses.at(at - 1).owner)
        if name in BODY and (self.clause.before == "with" or (self.people and owned)):
            self.clause.before, self.described = "", Modifiers()
            return
        bred = self._bred(name, phrase, senses, at)
        draft = ThingDraft(
            name=bred or name, text=phrase.text, colour=described.colour, plural=phrase.plural
        )
        draft.owned, draft.bred = described.owned, bool(bred)
        draft.colour = draft.colour or common()["hues"].get(phrase.text, "")
        self.dark = self.dark or (is_light(draft) and described.colour == "dark")
        draft.count = described.count or self._usual_count(name, phrase)
        if self.inward is not None:
            draft.place(self.inward, "in")
            self.inward, self.clause.how = None, ""
        if "places" in phrase.meanings:
            strength = 2.0 if self.clause.before != "inside" else 8.0
            place = phrase.meanings["places"]
            outside = fitting()["outside"].get(name, place) if strength < 8 else place
            self.places.append(PlaceDraft(outside, phrase.text, strength))
        elif self.clause.within and (home := fitting()["things"].get(name)):
            self.places.append(PlaceDraft(home, phrase.text, 1.0))
        self._enter(draft, described, senses, at)

    def _verb(self, phrase: Phrase, senses: Senses, at: int) -> None:
        action, clause = phrase.meanings["actions"], self.clause
        self.verb, self.governing = phrase.text, self.verb
        if senses.is_of_weather(at, alone=not clause.subjects):
            if action in ("take_off", "sink", "land", "rise"):
                self.note("seen", "orb rises" if action in ("take_off", "rise") else "orb sets")
            return
        if clause.within and not (clause.subjects or phrase.going_on or phrase.third):
            return  # dunes shift in a slow dance
        if clause.undone:
            clause.undone = self.described.denied = False
            clause.action = ""
            return
        self.described = Modifiers()
        clause.before = clause.how = ""
        doers = self._doers(senses, at)
        if not doers and senses.sense(at - 1) == "place" and phrase.going_on and not phrase.stop:
            return  # a field of tall grass swaying: nobody dances
        if not doers:
            if phrase.text != "moving":  # clouds
                clause.waiting = clause.waiting or action
            if action in FIERY:
                self.note("seen", "fire")
            return
        action = meant_of(action, phrase.text, doers)
        if phrase.meanings.get("traits") == "upward":
            for each in doers:
                each.traits.append("upward")
        self._do(action, doers, phrase.inner)

    def _deed(self, phrase: Phrase, senses: Senses, at: int) -> None:
        """A noun of an action, such as `a fight`: it waits for who does it."""
        within = self.clause.within and not self.people  # dunes shift in a dance
        if self.verb.startswith(("perform", "pract")) and self.clause.action in (
            "sing",
            "exercise",
        ):
            for each in self.clause.doers:
                each.actions = [phrase.meanings["actions"]]
        elif not (self.clause.action or self.described.denied or within):
            self.clause.waiting = phrase.meanings["actions"]
        self.described = Modifiers()

    def _participle(self, phrase: Phrase, senses: Senses, at: int) -> None:
        self.described.action = phrase.meanings["actions"]

    def _unknown(self, phrase: Phrase, senses: Senses, at: int) -> None:
        self._gather(phrase, senses, at)
        if not senses.describing(at):
            self.described = Modifiers(denied=False)
            self.clause.before = self.clause.how = ""


SEEN = ("timelapse", "orb rises", "orb sets", "overgrown")  # what small words say of the sky
FIERY = ("burn", "explode")
