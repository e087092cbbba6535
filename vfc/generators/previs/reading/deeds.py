"""Who does what to whom, as the phrases of a text name them one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from vfc.generators.previs.reading.drafts import (
    Modifiers,
    PersonDraft,
    PlaceDraft,
    Referent,
    ThingDraft,
)
from vfc.generators.previs.reading.employed import boards, cut, steers
from vfc.generators.previs.reading.lexicon import Lexicon, common, kinds, lineage
from vfc.generators.previs.reading.phrases import Phrase
from vfc.generators.previs.reading.senses import Senses

IMPLIED = {"phone": "phone", "film": "phone", "smoke": "cigarette", "photograph": "camera"}
GROUNDS = (  # on and in which plants grow
    *("pot", "vase", "jar", "glass", "cup", "box", "log"),
    *("rock", "wall", "branch", "table", "grass", "water"),
)
BECOMING = ("transform", "grow", "assemble")  # one thing into another
VEHICLES = {
    "bicycle": "cycle",
    "motorbike": "cycle",
    "skateboard": "skateboard",
    "surfboard": "surf",
    "wave": "surf",
    "boat": "row",
}
MOST = 8  # people
WITH_HAND = ("talk phone", "lean white_cane", "lean crutch")  # on which, into which: it is held
BODY = ("eye", "eyes", "hand", "foot", "mouth", "wings", "tooth", "paw_print", "hair")


@dataclass(slots=True)
class Clause:
    """What is known so far of a part of a sentence."""

    subjects: list[Referent] = field(default_factory=list)
    doers: list[Referent] = field(default_factory=list)  # of the verb that was read last
    action: str = ""
    before: str = ""  # the preposition before the next noun, by its kind
    how: str = ""  # where it says that what was named before is: `on`, `in`, `worn`
    within: bool = False  # whether that preposition says where, and not only whither
    joined: bool = False  # whether `and` or a comma stands before the next noun
    undone: bool = False  # whether the next verb is denied
    waiting: str = ""  # a verb that has no subject yet


class Deeds:
    """The people, things and places of a text so far, and what is done by them in its clauses."""

    def __init__(self, known: Lexicon, cast: Sequence[Referent] = ()):
        self.known, self.cast = known, cast
        self.people: list[PersonDraft] = []
        self.things: list[ThingDraft] = []
        self.places: list[PlaceDraft] = []
        self.facts: dict[str, dict[str, None]] = {}  # concepts by table, as they are said
        self.names: dict[str, Referent] = {}
        self.crowd = 0
        self.empty = False
        self.dark = False  # whether a lighthouse or a lamp gives no light
        self.missed: list[str] = []
        self.clause, self.described = Clause(), Modifiers()
        self.last: Referent | None = None
        self.led_to = ""  # the kind of preposition that led to the last one
        self.hand = False
        self.verb = self.governing = ""  # the verb that was read last, and the one before it
        self.ahead: tuple[ThingDraft, str] | None = None  # where the next thing is, and how
        self.inward: ThingDraft | None = None  # what the next thing is in: a basket of apples

    def _somebody(self, kind: str, drawn: bool = True) -> PersonDraft:
        """Whom a pronoun means: the last one it may mean, else a new one, who is `drawn` or not."""
        woman = kind == "woman"
        for each in reversed(self.people):
            sex = each.kind in ("woman", "girl", "old_woman") or each.female
            other = each.kind in ("man", "boy", "old_man") and not each.female
            if kind == "person" or (not other if woman else not sex):
                if (
                    kind != "person"
                    and each.kind == "person"
                    and each.female is None
                    and each.count == 1
                ):
                    each.female = woman
                    each.kind = kind if not each.trade else each.kind
                return each
        person = PersonDraft(kind=kind, female=woman or None, text=kind)
        if drawn and len(self.people) < MOST:
            self.people.append(person)
        return person

    def _them(self, text: str) -> list[Referent]:
        """Those whom `they` means: the people so far, else things, else two people."""
        people = [each for each in self.people if each.count or each]
        if people:
            return [*people]
        among = [each for each in self.things if each.count > 1 or each.name in kinds("animals")]
        if among:
            return [among[-1]] if among[-1].count > 1 else [*among]
        if len(self.things) > 1 and text in kinds("each_other"):
            return [*self.things]  # a hammer and a nail
        two = PersonDraft(kind="couple", count=2, text=text)
        self.people.append(two)
        return [two]

    def _named(self, phrase: Phrase) -> Referent:
        """Whom a name means: with a cast, one of it who has no name yet; else someone new."""
        free = [each for each in self.cast if each not in self.names.values()]
        word, known = phrase.text, self.known
        woman = known.does("names_woman", word) or (
            word.endswith("a") and not known.does("names_man", word)
        )
        if self.cast:
            fitting = [
                each
                for each in free
                if isinstance(each, PersonDraft)
                and (each.kind in ("woman", "girl", "old_woman")) == woman
            ]
            return (fitting or free or list(self.cast))[0]
        kind = "woman" if woman else "man" if known.does("names_man", word) else "person"
        return PersonDraft(kind=kind, female=woman or None, name=word, text=word)

    def _known_already(self, kind: str, trade: str, described: Modifiers) -> PersonDraft | None:
        """Who was spoken of before, where the text says `the woman` again."""
        if not described.definite:
            return None
        for each in reversed(self.people):
            if (trade and each.trade == trade) or (
                not trade and each.kind == kind and each.count == 1
            ):
                return each
        return None

    def _enter(self, draft: Referent, described: Modifiers, senses: Senses, at: int) -> None:
        """Put a new person or thing into the scene, with what was said of it before its noun."""
        draft.traits += described.traits
        if described.action and may_do(draft, described.action):
            draft.does(described.action)
        if isinstance(draft, PersonDraft):
            if len(self.people) < MOST:
                self.people.append(draft)
        elif isinstance(draft, ThingDraft):
            draft.lead = not self.things and not self.people
            self.things.append(draft)
        self.described = Modifiers()
        self._mention([draft], senses, at)

    def _mention(self, drafts: Sequence[Referent], senses: Senses, at: int) -> None:
        """Give those that a noun or a pronoun names their part in the clause."""
        clause, before = self.clause, self.clause.before
        self._place_to(drafts, clause.how)
        clause.how = ""
        self.last = drafts[-1] if drafts else self.last
        self.led_to = before
        clause.within = False
        clause.before = ""
        leads = before in ("", "of", "between", "with") and goes(drafts, clause.waiting)
        if clause.waiting and leads and not clause.action:
            waiting, clause.waiting = clause.waiting, ""
            clause.subjects = [*drafts]
            self._do(waiting, [*drafts])
        elif clause.action == "see":
            clause.subjects, clause.doers, clause.action = [*drafts], [], ""
        elif (
            clause.action
            and not senses.acts_next(at)
            and not (clause.joined and senses.acts_later(at))
        ):
            self._receive(drafts, before)
        elif self._is_carried(before, senses.at(at + 1)):  # who carries a candle walks
            self._receive(drafts, before)
            self.last = clause.doers[-1]
        elif clause.action in ("look", "photograph", "hold") and not before and not clause.joined:
            self._receive(drafts, before)  # who watches a girl dance
            clause.subjects, clause.doers, clause.action = [*drafts], [], ""
        elif before == "with" and clause.subjects:
            self._accompany(drafts)
        elif before in ("", "with") or not clause.subjects:
            keep = clause.subjects if clause.joined and not clause.action else []
            clause.subjects, clause.doers, clause.action = [*keep, *drafts], [], ""
        clause.joined = False

    def _is_carried(self, before: str, following: Phrase) -> bool:
        """Whether a noun is what somebody carries of whom a verb tells more after it."""
        clause = self.clause
        free = bool(clause.doers) and not before and not clause.joined and not following.going_on
        return (
            free
            and clause.action in ("carry", "hold")
            and self.known.language == "en"
            and all(isinstance(each, PersonDraft) and not each.object for each in clause.doers)
        )

    def _place_to(self, drafts: Sequence[Referent], how: str) -> None:
        """What a preposition leads to is where those are that were named before."""
        if not drafts or not isinstance(drafts[0], ThingDraft):
            return
        if drafts[0].name in kinds("underfoot") and how == "on":
            return
        if self.ahead is not None and drafts[0] is not self.ahead[0]:
            (base, where), self.ahead = self.ahead, None
            base.lead, drafts[0].lead = False, True
            drafts[0].place(base, where)
            return
        if not how:
            return
        placed = self.clause.doers if self.clause.action and how != "worn" else [self.last]
        if self.last is None and not self.clause.doers and how in ("on", "in", "under", "beside"):
            self.ahead = (drafts[0], how)  # on the table, a candle burns
            return
        if how == "worn":
            placed = self.clause.subjects[-1:] or placed
        for each in placed or self.clause.subjects:
            while each is not None and each.how in kinds("borne"):
                each = each.base
            if isinstance(each, PersonDraft) and how in ("on", "in") and not each.actions:
                self._seat(each, drafts[0])
            if not isinstance(each, ThingDraft):
                continue
            own = common()["used"].get(
                self.clause.action if self.clause.action == "eat" else "", ""
            )
            if self.clause.action in kinds("onto") and how == "on":
                each.place(drafts[0], "ahead")
                continue
            if how == "from":
                if self.clause.action in ("hatch", "grow"):  # its egg, its bud is drawn with it
                    self.things = [other for other in self.things if other is not drafts[0]]
                    continue
                each.place(drafts[0], "on" if each.name in kinds("rising") else "")
                continue
            if how == "worn" or (how == "on" and own == "mouth"):  # who chews on a bone
                drafts[0].place(each, how if how == "worn" else own)
                continue
            served = each.name in kinds("served") and drafts[0].name in kinds("vessels")
            if how in ("on", "in") and served:  # it is drawn in one already
                each.colour = each.colour or drafts[0].colour
                self.things = [other for other in self.things if other is not drafts[0]]
                continue
            each.place(drafts[0], how)
            for held in (f"{each.name} {drafts[0].name}", f"{how} {drafts[0].name}"):
                drafts[0].name = common()["houses"].get(held, drafts[0].name)

    def _seat(self, person: PersonDraft, thing: ThingDraft) -> None:
        """Who is said to be on a horse rides it, who is on a bench sits there."""
        for action in ("ride", "sit"):
            if thing.name in kinds(f"to_{action}"):
                person.does(action)
                person.object = person.object or thing.name

    def _accompany(self, drafts: Sequence[Referent]) -> None:
        """What stands after `with`: in the hand, or at the side."""
        whose = self.clause.subjects[-1]
        for each in drafts:
            if isinstance(each, ThingDraft) and each.name in kinds("holdable"):
                if isinstance(whose, PersonDraft):
                    self._hold(whose, each)
                self.last = whose
            elif each not in self.clause.subjects:
                self.clause.subjects.append(each)

    def _receive(self, drafts: Sequence[Referent], before: str) -> None:
        """What is done is done to these, or with them."""
        clause = self.clause
        for doer in clause.doers:
            for each in drafts:
                if each is doer or self._becomes(doer, each, before):
                    continue
                if isinstance(each, PersonDraft):
                    if before not in ("of", "away") and doer.target is None:
                        doer.target = each
                        if before == "with" or clause.action in kinds("mutual"):
                            each.does(clause.action)
                            each.target = each.target or doer
                            each.object = each.object or doer.object
                elif isinstance(each, ThingDraft):
                    self._use(doer, each, before)

    def _swallow(self, each: Referent) -> bool:
        """Leave out what is another already."""
        self.things = [other for other in self.things if other is not each]
        return True

    def _becomes(self, doer: Referent, each: Referent, before: str) -> bool:
        """Whether something turns into another, which is seen in its stead and not beside it."""
        action, kind = self.clause.action, each.name if isinstance(each, ThingDraft) else "robot"
        if action == "grow" and each.text in kinds("generic"):
            return self._swallow(each)  # a bud grows into a fruit
        if action not in BECOMING or not isinstance(doer, ThingDraft) or doer.object:
            return False
        if isinstance(each, PersonDraft) and each.kind != "robot":
            return False
        if action == "transform":
            doer.object = kind
        elif before not in ("inside", "toward") or kind in GROUNDS or doer.how == "on":
            return False
        else:
            doer.name = kind
        self.things = [other for other in self.things if other is not each]
        self.people = [other for other in self.people if other is not each]
        if doer.base is each:
            doer.base, doer.how = None, ""
        return True

    def _use(self, doer: Referent, thing: ThingDraft, before: str) -> None:
        """A thing is what somebody acts on, or with."""
        action = self.clause.action
        if self.verb.startswith("pass") and action == "walk" and before == "":
            doer.actions = ["give" if each == "walk" else each for each in doer.actions]
            self.clause.action = action = "give"  # who passes a towel to another
        if action in ("play", "play_music") and thing.name in kinds("instruments"):
            doer.actions = ["play_music" if each == "play" else each for each in doer.actions]
            self.clause.action = action = "play_music"
        if action == "swim" and "boat" in lineage(thing.name):
            doer.actions = ["row" if each == "swim" else each for each in doer.actions]
        if action in ("walk", "work", "run") and steers(doer, thing, self.verb):
            doer.actions = ["drive" if each == action else each for each in doer.actions]
            self.clause.action = action = "drive"
        if action == "walk" and before == "" and thing.name in kinds("animals"):
            thing.does("walk")  # who walks a dog
        if inside := boards(doer, thing, action):
            doer.actions = ["sit" if each == "ride" else each for each in doer.actions]
            self.places.append(PlaceDraft(inside, thing.text, 7.0))
            self.things = [other for other in self.things if other is not thing]
            return
        if action == "ride" and thing.name in VEHICLES:
            doer.actions = [
                VEHICLES[thing.name] if each == "ride" else each for each in doer.actions
            ]
        thing.name = common()["houses"].get(f"{action} {thing.name}", thing.name)
        cut(doer, thing, action)
        if action == "break" and isinstance(doer, PersonDraft) and thing.name in kinds("edible"):
            doer.actions = ["chop" if each == "break" else each for each in doer.actions]
            self.clause.action = action = "chop"
        acted_on = before in ("", "toward", "inside", "with") or action in ("look", "point")
        if action == "read" and before == "toward":
            acted_on = False  # to whom it is read
        kept = action == "carry" and doer.object in kinds("animals")
        if acted_on and (not doer.object or (before == "" and action != "look" and not kept)):
            doer.object = thing.name
        beside = before == "with" and thing.name not in kinds("holdable") | kinds("animals")
        if isinstance(doer, ThingDraft) and before in ("", "with") and not beside:
            self._use_of_animal(doer, thing, action, before)
        if isinstance(doer, PersonDraft) and thing.holder is None:
            played = action == "play_music" and thing.name in kinds("instruments")
            direct = before in ("", "with") or played or (before == "of" and action == "give")
            direct = direct and action in kinds("handling")
            own = thing.owned and before in ("", "with")
            own = own or f"{action} {thing.name}" in WITH_HAND
            drawn = thing.name in common()["own"].get(action, ())
            if (
                (direct or own)
                and not drawn
                and thing.name in kinds("holdable")
                and (thing.count <= 2 or action in ("exchange", "give"))
            ):
                self._hold(doer, thing)
            if drawn:
                thing.holder = doer

    def _use_of_animal(
        self, doer: ThingDraft, thing: ThingDraft, action: str, before: str = ""
    ) -> None:
        """Where a thing is to an animal that does something with it: in its mouth, under it."""
        how = common()["used"].get(action, "")
        if action == "run" and not before and thing.name in kinds("animals"):
            thing.does("run")  # what is chased flees
        if action == "knock" and thing.name not in kinds("knocked_on"):
            thing.does("knock")
        if action == "drink" and thing.name == "water":
            thing.name, how = "puddle", "ahead"
        if before == "with" and action in kinds("going") and thing.name in kinds("holdable"):
            how = "mouth"
        if how == "mouth" and doer.name not in kinds("animals"):
            how = "under" if doer.name in kinds("covers") else ""
        if how in ("on", "before"):
            doer.place(thing, how)
            thing.name = common()["houses"].get(f"on {thing.name}", thing.name)
        else:
            thing.place(doer, how)

    def _hold(self, person: PersonDraft, thing: ThingDraft) -> None:
        if not person.holds:
            person.holds, thing.holder = thing.name, person
            thing.lead = False

    def _doers(self, senses: Senses, at: int) -> list[Referent]:
        """Who does what a verb says: the noun right before it, else the clause's subject."""
        clause = self.clause
        if clause.action == "see" and not clause.subjects:
            return []
        if isinstance(self.last, ThingDraft) and self.last.name == "wave" and self.last.count > 1:
            return [self.last]  # a lighthouse, waves crashing
        last, verb = self.last, senses.at(at)
        taught = (
            self.governing.startswith(tuple(kinds("teaching"))) and senses.at(at - 1).text == "to"
        )
        if taught and isinstance(last, PersonDraft) and clause.doers and last not in clause.doers:
            return [last]  # who is taught to ride a bike
        action = verb.meanings["actions"]
        own = isinstance(last, ThingDraft) and self.led_to == "with" and verb.going_on
        if own and last in clause.subjects[1:] and senses.follows_noun(at):
            return [last]  # a hut with smoke rising
        if self._is_under(last) and action not in kinds("lifeless"):
            return clause.subjects  # a man on a boat fighting
        if last is not None and last not in clause.subjects and senses.follows_noun(at):
            near = verb.going_on or not self.led_to
            if near and may_do(last, action):
                return [last]
        return clause.subjects or clause.doers or ([self.last] if self.last is not None else [])

    def _is_under(self, last: Referent | None) -> bool:
        """Whether the last that was named is a thing that somebody who lives is on, in or at."""
        return (
            isinstance(last, ThingDraft)
            and last.name not in kinds("animals")
            and self.led_to in ("inside", "near")
            and bool(self.clause.subjects)
            and all(
                isinstance(each, PersonDraft)
                or (isinstance(each, ThingDraft) and each.name in kinds("animals"))
                for each in self.clause.subjects
            )
        )

    def _do(self, action: str, doers: list[Referent], inner: Sequence[str] = ()) -> None:
        if not doers:
            person = PersonDraft(kind="person", text="someone")
            if action in kinds("anyones"):
                self.people.append(person)
                doers = [person]
        for each in doers:
            if not may_do(each, action):
                continue
            each.does(action)
            thing = next(iter(inner), "") or IMPLIED.get(action, "")
            if action in ("ride", "drive") and isinstance(self.last, ThingDraft) and not inner:
                thing = self.last.name if self.last is not each else thing
                each.object = each.object or thing
            elif thing and thing not in BODY and isinstance(each, PersonDraft):
                each.object = each.object or thing
                self._with_thing(each, thing)
            elif inner and isinstance(each, ThingDraft):
                each.object = each.object or inner[0]
                self.things.append(ThingDraft(name=inner[0], text=inner[0]))
                self._use_of_animal(each, self.things[-1], action)
        if (
            action in kinds("mutual")
            and len(doers) == 2
            and all(isinstance(each, PersonDraft) for each in doers)
        ):
            doers[0].target, doers[1].target = doers[1], doers[0]
        self.clause.doers, self.clause.action, self.clause.joined = doers, action, False

    def _with_thing(self, person: PersonDraft, name: str) -> None:
        """A thing that an action implies: it is drawn with who does it."""
        own = name in common()["own"].get(person.action, ())
        if name in kinds("holdable") and not own and not person.holds:
            person.holds = name
        self.things.append(ThingDraft(name=name, text=name, holder=person))

    def _usual_count(self, name: str, phrase: Phrase) -> int:
        """How many of a thing are seen where no number says it."""
        if name in kinds("heaps"):
            return 1
        several = phrase.plural and not self.described.single  # a fish
        return 12 if self.described.plenty else (2 if name in BODY else 4) if several else 1

    def note(self, table: str, concept: str) -> None:
        """Keep a concept that was said."""
        self.facts.setdefault(table, {})[concept] = None


def may_do(draft: Referent, action: str) -> bool:
    """Whether somebody or something can do this at all: a house that is `built` does not build."""
    if not isinstance(draft, ThingDraft) or draft.name in kinds("animals"):
        return True
    return action in kinds("lifeless") or draft.name not in kinds("still")


def goes(drafts: Sequence[Referent], action: str) -> bool:
    """Whether these may be what a verb before them tells of: no trees drive."""
    names = kinds("wheeled")
    return action != "drive" or all(
        isinstance(each, PersonDraft) or (isinstance(each, ThingDraft) and each.name in names)
        for each in drafts
    )
