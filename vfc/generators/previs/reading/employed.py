"""Animals that do what people do, dressed by their trade, with their tools; babies in arms; and
what a verb means by who does it.
"""

from __future__ import annotations

from collections.abc import Sequence

from vfc.generators.previs.reading.drafts import PersonDraft, PlaceDraft, Referent, ThingDraft
from vfc.generators.previs.reading.lexicon import common, fitting, kinds, lineage

SEEN = 6  # things that a picture tells
AT_HOME = 1.5  # how surely an animal of a trade is where the trade is


def place_of_trade(trade: str, text: str) -> list[PlaceDraft]:
    """Where those of a trade are at home, animals too."""
    home = fitting()["trades"].get(trade, "")
    return [PlaceDraft(home, text, AT_HOME)] if home else []


def equipped(things: Sequence[ThingDraft]) -> list[ThingDraft]:
    """The things, and what animals among them wear by their trade and work with by what they do."""
    found = [*things]
    for each in things:
        if each.text in ("top", "tops") and "spin" in each.actions:
            each.name = "spinning_top"
        if each.name not in kinds("animals"):
            continue
        if each.trade and not each.actions:
            each.actions = [*common()["jobs"].get(each.trade, ())]
        own = [other for other in things if other.base is each]
        if each.trade and not any(other.how == "worn" for other in own):
            found += [clothed(each, worn) for worn in common()["uniforms"].get(each.trade, ())]
        for other in own:
            if other.name == "book" and each.action == "read":
                other.name = "open_book"
        tool, _, how = common()["tools"].get(each.action, "").partition(" ")
        if tool and not each.object and not any(other.how != "worn" for other in own):
            draft = ThingDraft(name=tool, text=tool.replace("_", " "))
            draft.place(each, how)
            found.append(draft)
    return found


def telling(things: Sequence[ThingDraft]) -> list[ThingDraft]:
    """The things of a long text that tell most, in their order: what it leads with, what does
    something, what is named early.
    """
    if len(things) <= SEEN:
        return [*things]
    ranks = {
        id(each): at - 5 * bool(each.lead or each.actions) + 8 * (each.name in kinds("minor"))
        for at, each in enumerate(things)
    }
    kept = sorted(things, key=lambda each: ranks[id(each)])[:SEEN]
    bases = [each.base for each in kept]
    return [each for each in things if each in kept or each in bases]


def clothed(animal: ThingDraft, worn: str) -> ThingDraft:
    """A piece of clothing on an animal, by its name and its colour."""
    name, _, colour = worn.partition(" ")
    draft = ThingDraft(name=name, text=name.replace("_", " "), colour=colour)
    draft.place(animal, "worn")
    return draft


def carrying(people: Sequence[PersonDraft]) -> list[PersonDraft]:
    """The people without the babies that others have in their arms, with whom they are drawn."""
    held = []
    for each in people:
        baby = each.target
        small = isinstance(baby, PersonDraft) and baby.kind == "baby" and baby.count == 1
        if small and each.kind != "baby" and {*each.actions} & kinds("cradling"):
            each.actions, each.target, each.holds = ["carry_child"], None, ""
            held.append(baby)
    return [each for each in people if each not in held]


def meant_of(action: str, word: str, doers: Sequence[Referent]) -> str:
    """What a verb means of those who do it: a swan that glides over a lake swims."""
    things = {each.name for each in doers if isinstance(each, ThingDraft)}
    if action in ("break", "chop") and things and things <= kinds("cutters"):
        return "work"
    if action in ("kick", "punch", "throw") and things and things <= kinds("balls"):
        return "roll"
    if action == "jump" and word.startswith("pop") and things & {"balloon", "bubbles"}:
        return "explode"
    if action in ("dig", "sweep") and things and things <= kinds("wheeled"):
        return "drive"  # a tractor that ploughs
    if word in kinds("gliding") and doers and all(floats(each) for each in doers):
        return "swim"
    return action


def steers(doer: Referent, thing: ThingDraft, verb: str) -> bool:
    """Whether a verb of finding one's way tells that somebody drives a thing: navigates a truck."""
    wheels = thing.name in kinds("wheeled") and thing.name not in ("bicycle", "scooter")
    return isinstance(doer, PersonDraft) and wheels and verb.startswith(tuple(kinds("steering")))


def floats(draft: Referent) -> bool:
    """Whether something goes on water."""
    return isinstance(draft, ThingDraft) and (
        draft.name in kinds("waterfowl") or "boat" in lineage(draft.name)
    )


def cut(doer: Referent, thing: ThingDraft, action: str) -> None:
    """Let what a knife goes through fall in two."""
    if action == "work" and isinstance(doer, ThingDraft) and doer.name in kinds("cutters"):
        thing.does("break")


def boards(doer: Referent, thing: ThingDraft, action: str) -> str:
    """The place inside of what somebody rides who does not sit on it: a bus; '' for a horse."""
    if action != "ride" or not isinstance(doer, PersonDraft):
        return ""
    return fitting()["aboard"].get(thing.name, "")
