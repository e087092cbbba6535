"""Where clauses begin anew, and scenes: what is done first and what afterwards, in a text that says
`then`, are two states of its drafts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from vfc.generators.previs.reading.belongings import Belongings
from vfc.generators.previs.reading.deeds import Clause
from vfc.generators.previs.reading.drafts import (
    EMOTIONS,
    Modifiers,
    PersonDraft,
    PlaceDraft,
    Referent,
    ThingDraft,
)
from vfc.generators.previs.reading.lexicon import kinds
from vfc.generators.previs.reading.phrases import Phrase
from vfc.generators.previs.reading.senses import Senses

TOLD = 60  # phrases of a text at most that two scenes tell: a longer one is a story
DONE = ("actions", "object", "target", "toward", "away", "traits", "base", "how")
OF_KIND = {PersonDraft: (*DONE, "holds"), ThingDraft: (*DONE, "holder")}
UNDONE = {"object": "", "target": None, "toward": False, "away": False, "base": None, "how": ""}


@dataclass(slots=True, kw_only=True)
class Cast:
    """Who, what and where there is in one of the scenes, each draft with what it does there."""

    people: list[PersonDraft]
    things: list[ThingDraft]
    places: list[PlaceDraft]
    states: dict[int, dict[str, Any]]

    @classmethod
    def of(
        cls, people: list[PersonDraft], things: list[ThingDraft], places: list[PlaceDraft]
    ) -> Cast:
        """The drafts as they are now."""
        states = {id(each): state(each) for each in (*people, *things)}
        return cls(people=[*people], things=[*things], places=[*places], states=states)


def state(draft: Referent) -> dict[str, Any]:
    """What a draft does, and with what, as it is now."""
    values = {name: getattr(draft, name) for name in OF_KIND[type(draft)]}  # type: ignore[index]
    return {name: [*each] if isinstance(each, list) else each for name, each in values.items()}


def restore(draft: Referent, values: dict[str, Any]) -> None:
    """Let a draft do what it did in a state."""
    for name, each in values.items():
        setattr(draft, name, [*each] if isinstance(each, list) else each)


class Sequels(Belongings):
    """Reads where a clause, and a scene, begins anew."""

    earlier: Cast | None = None

    def stopped(self, phrase: Phrase, senses: Senses, at: int) -> None:
        """Begin anew after a mark: wholly after a full stop."""
        if phrase.first:
            waiting = self.clause.waiting
            self.clause, self.described = (
                Clause(waiting=waiting if not self.people else ""),
                Modifiers(),
            )
            return
        if senses.lists(at):
            return
        self.described = Modifiers()
        told = senses.sense(at - 1) in ("fact", "place", "country")  # no list: at sunset, a dog
        self.clause.before, self.clause.joined = "", not (self.clause.action or told)
        self.clause.how = ""
        if self.clause.action:
            subjects, self.clause.action = self.clause.subjects, ""
            self.clause.doers = subjects

    def _break(self, phrase: Phrase, senses: Senses, at: int) -> None:
        """A word such as `while`: another clause, of the same subject until it names its own."""
        self.clause = Clause(subjects=[], doers=self.clause.subjects or self.clause.doers)
        self.described = Modifiers()

    def _conjunction(self, phrase: Phrase, senses: Senses, at: int) -> None:
        self.clause.joined = True
        if self.last is not None and self.last.how == "worn":
            self.clause.how = "worn"
        if not (self.described.denied and not senses.determined(at + 1)):
            self.described = Modifiers(denied=False)

    def _relative(self, phrase: Phrase, senses: Senses, at: int) -> None:
        if self.last is not None:
            self.clause.doers, self.clause.action = [self.last], ""
            self.clause.subjects = self.clause.subjects or [self.last]

    def _end(self, senses: Senses, at: int, filmed: bool) -> None:
        """Give a verb that still waits somebody who does it, unless it is of the camera."""
        waiting, goes = self.clause.waiting, kinds("wheeled")
        if waiting and any(each.name == "volcano" for each in self.places):
            self._enter(ThingDraft(name="volcano", text="volcano"), Modifiers(), senses, at)
            self.things[-1].does("erupt")
        elif waiting == "burn" and not (self.things or self.people or filmed):
            self._enter(ThingDraft(name="fire", text="fire"), Modifiers(), senses, at)
        elif waiting == "drive" and any(each.name in kinds("carriers") for each in self.places):
            return  # seen from a train that goes
        elif waiting == "drive" and not self.people and not filmed:
            if not any(each.name in goes for each in self.things):
                self._enter(ThingDraft(name="car", text="car"), Modifiers(), senses, at)
                self.things[-1].does("drive")
                self.things[-1].lead = True
        elif waiting and not self.people and not filmed:
            self._do(waiting, [])

    def part(self, text: Sequence[object]) -> None:
        """Begin the second scene: everybody is there still, and does nothing yet."""
        drafts = [*self.people, *self.things]
        acting = any(each.actions or each.base is not None for each in drafts)
        if self.earlier is not None or not acting or len(text) > TOLD:
            return
        self.earlier = Cast.of(self.people, self.things, self.places)
        for each in drafts:
            restore(each, UNDONE)
            each.actions = []
            each.traits = [trait for trait in each.traits if trait not in EMOTIONS]
            if isinstance(each, PersonDraft):
                each.holds = ""
            elif isinstance(each, ThingDraft):
                each.holder = None

    def scenes(self) -> list[Cast]:
        """The scenes of the text, one or two; the drafts are left as in the first."""
        now = Cast.of(self.people, self.things, self.places)
        if self.earlier is None:
            return [now]
        first = self.earlier
        later = [each for each in (*self.people, *self.things) if each.actions or each.how]
        moved = [each for each in self.places if each not in first.places]
        for each in (*first.people, *first.things):
            if not (each.actions or each.how):
                restore(each, {name: first.states[id(each)][name] for name in ("base", "how")})
        if not later and not moved:
            self.enter(first)
            self.people, self.things = [*now.people], [*now.things]
            return [Cast.of(self.people, self.things, self.places)]
        kept = [each for each in self.things if each.holder or not self._was_used(each, first)]
        return [first, Cast.of(self.people, kept, self.places)]

    def _was_used(self, thing: ThingDraft, first: Cast) -> bool:
        """Whether a thing was in somebody's hand in the first scene, and is in nobody's now."""
        return bool(first.states.get(id(thing), {}).get("holder"))

    def enter(self, cast: Cast) -> None:
        """Let everybody do what they do in a scene."""
        self.people, self.things, self.places = [*cast.people], [*cast.things], [*cast.places]
        for each in (*cast.people, *cast.things):
            restore(each, cast.states[id(each)])
