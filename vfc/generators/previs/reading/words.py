"""A request's words as a frozen scene: where, when, who does what to whom, and how it is seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

from vfc.film.speech import LEVELS_A_SECOND
from vfc.generators.api import Request
from vfc.generators.previs.reading.camera import CameraWords, camera_words, prose_of
from vfc.generators.previs.reading.deeds import MOST
from vfc.generators.previs.reading.drafts import COLOURS, PersonDraft, Referent, ThingDraft
from vfc.generators.previs.reading.employed import carrying, equipped, telling
from vfc.generators.previs.reading.grammar import Grammar
from vfc.generators.previs.reading.headings import heading_of
from vfc.generators.previs.reading.heat import tempered, warm
from vfc.generators.previs.reading.lemmas import CAST, language_of
from vfc.generators.previs.reading.lexicon import common, fitting, kinds, lexicon
from vfc.generators.previs.reading.matter import brew
from vfc.generators.previs.reading.order import phrases_in_order
from vfc.generators.previs.reading.scene import WIDTHS, Person, SceneWords, Thing
from vfc.generators.previs.reading.sequels import Cast
from vfc.generators.previs.reading.settings import aired, home_of, place_of, seen_from, time_of
from vfc.generators.previs.reading.shown import names_of
from vfc.generators.previs.reading.signs import LETTERS, signed

ABROAD = (
    "room",
    "living_room",
    "studio",
    "laboratory",
    "hills",
)  # no place that a country is seen by
PLAIN_HOMES = ("studio", "street", "hills", "room", "sky")  # of those who are at home in none
ENDINGS = ("s", "ing", "ed", "ly", "ful", "ous", "al", "ive", "esque")  # of words that name nothing
BRINGS = {"storm": ("storm", "rain", "wind"), "snow": ("snow", "snowy")}


def understand(request: Request) -> SceneWords:
    """Read a request's words and camera."""
    prompt = request.prompt
    language = language_of(f"{prompt.words} {prompt.place}")
    cast = [looked(look) for look in request.cast[:MOST]]
    said, degrees = tempered(prompt.words)
    text = with_cast(said, request.cast[:MOST])
    text, signs = signed(text, language, CAST + len(cast))
    cast += signs
    if not any(vars_of(request.camera)):
        text = f"{prompt.camera}. {text}" if prompt.camera else text
    shot, camera = listened(text, language, cast, request)
    if camera.composition == "pov":
        shot.people = [each for each in shot.people if each.text != "someone"]
    if camera.composition == "over shoulder" and not shot.people:
        shot.people.append(PersonDraft(kind="woman" if "her" in text.split() else "man", away=True))
    for draft in cast:
        if draft not in shot.people and draft not in shot.things:
            (shot.people if isinstance(draft, PersonDraft) else shot.things).append(draft)  # type: ignore[arg-type]
    set_ = Grammar(lexicon(language_of(prompt.place or prompt.words)))
    set_.read(phrases_in_order(prompt.place, set_.known.language))
    heading = heading_of(prompt.words, language)
    warm(shot.things, degrees)
    if shot.earlier is None:
        brew(shot, prompt.words)
    first, *after = [scene_with(request, shot, cast, set_, camera) for cast in shot.scenes()]
    for each in after:
        first = followed(first, each)
    return replace(first, heading=heading)


def scene_with(
    request: Request, shot: Grammar, cast: Cast, set_: Grammar, camera: CameraWords
) -> SceneWords:
    """One of the scenes that a text tells."""
    shot.enter(cast)
    return scene(request, shot, set_, camera)


def followed(first: SceneWords, after: SceneWords) -> SceneWords:
    """A scene and what follows upon it, in one place that both name or where one is at home, seen
    by one camera.
    """
    framing = max(first.framing, after.framing, key=WIDTHS.index)
    if first.placed != after.placed:
        where = first.place if first.placed else after.place
        first = replace(first, place=where, placed=True)
        after = replace(after, place=where, placed=True)
    elif not first.placed:
        home = after.place if first.place in PLAIN_HOMES else first.place
        first, after = replace(first, place=home), replace(after, place=home)
    first = first if first.framed else replace(first, framing=framing)
    done = tuple(("then", each) for name, each in after.understood if name == "action")
    return replace(
        first,
        understood=(*first.understood, *done),
        after=replace(after, framing=first.framing, time=first.time),
    )


def vars_of(camera: object) -> list[str]:
    """The words of the camera's own fields."""
    return [getattr(camera, name) for name in ("framing", "angle", "move")]


def listened(
    text: str, language: str, cast: Sequence[Referent], request: Request
) -> tuple[Grammar, CameraWords]:
    """What prose tells: who and what, and what of it is about the camera."""
    among = phrases_in_order(text, language)
    of_camera = prose_of(among, language)
    camera = camera_words(request.camera, [among[at] for at in of_camera], text, language)
    return Grammar(lexicon(language), cast).read(among, frozenset(of_camera)), camera


def looked(look: str) -> Referent:
    """A member of the cast, from the words of the look alone: a person, an animal, a thing."""
    known = lexicon(language_of(look))
    read = Grammar(known).read(phrases_in_order(look, known.language))
    draft = next((each for each in read.things if each.lead), None) or next(iter(read.people), None)
    if draft is None:
        draft = next(iter(read.things), None) or PersonDraft(text=look)
    draft.text = look if isinstance(draft, PersonDraft) else draft.text
    draft.born_of = " ".join(look.casefold().split())
    return draft


def with_cast(text: str, looks: Sequence[str]) -> str:
    """The text with each look of the cast as one character, the longer looks first."""
    for index, look in sorted(enumerate(looks), key=lambda each: -len(each[1])):
        if look.strip():
            text = text.replace(look, f" {chr(CAST + index)} ", 1)
    return text


def is_of_thing(shot: Grammar) -> bool:
    """Whether a close shot is of what lies there or of hands, not of a face."""
    first = shot.things[0] if shot.things else None
    if first is None or first.liquid is not None:
        return False
    if first.name == "hand":
        return not any(each.actions for each in shot.people)
    return first.lead and (first.name in kinds("holdable") or first.name in kinds("edible"))


def scene(request: Request, shot: Grammar, set_: Grammar, camera: CameraWords) -> SceneWords:
    """The scene that the words of a shot and of its set make, seen by its camera."""
    facts = {
        table: [*shot.facts.get(table, ()), *set_.facts.get(table, ())]
        for table in ("times", "weather", "moods", "styles", "periods", "countries", "seen")
    }
    styles = Grammar(lexicon(language_of(request.prompt.style)))
    styles.read(phrases_in_order(request.prompt.style, styles.known.language))
    weather = frozenset(each for name in facts["weather"] for each in BRINGS.get(name, (name,)))
    if any(each.name == "tornado" for each in shot.things):
        weather = (weather - {"rain"}) | {"storm", "wind"}
    shot.people = carrying(shot.people)
    drafts = [*shot.people]
    named = place_of(shot, set_)
    framing = camera.framing or framing_of(shot, named)
    if framing in ("close", "extreme close") and is_of_thing(shot):
        framing = "insert"
    place = named or seen_abroad(home_of(shot.people, shot.things, framing, weather), shot)
    place = place if request.prompt.place else aired(place, camera.angle)
    if not (named or shot.people or shot.things or weather or facts["times"]):
        shot.things = labelled(shot)
    furnish(shot, place, weather)
    people, places = persons(drafts, request)
    mentioned = {each.name for each in shot.things}
    set_.things = [each for each in set_.things if each.name not in mentioned]
    near = framing in ("medium close", "close", "extreme close")
    if near and not shot.people and not shot.things and "moon" in shot.facts.get("seen", ()):
        shot.things = [ThingDraft(name="moon", text="moon", lead=True)]
    drawn = [*shot.things, *set_.things]
    known = [each for each in drawn if each.name not in shot.missed]
    order = {id(each): index for index, each in enumerate(drawn)}
    things = tuple(each.thing(places, order) for each in drawn)
    names = names_of(things, people, place, shot, set_)
    seen = frozenset(facts["seen"]) | names
    time = time_of(facts["times"] or of_night(place), weather, seen - weather)
    if "timelapse" in names and time in ("dawn", "dusk"):
        names |= {"orb rises" if time == "dawn" else "orb sets"}
    return SceneWords(
        place=place,
        placed=bool(named),
        country=next(iter(facts["countries"]), ""),
        period=next(iter(facts["periods"]), ""),
        time=time,
        weather=weather,
        things=names,
        subjects=things,
        styles=tuple(dict.fromkeys((*styles.facts.get("styles", ()), *facts["styles"]))),
        people=tuple(suited(each, place, facts) for each in people),
        crowd=shot.crowd,
        mood=next(iter(facts["moods"]), ""),
        framing=framing,
        framed=bool(camera.framing),
        composition=camera.composition,
        angle=seen_from(camera.angle, facts["times"], request.camera.angle),
        move=camera.move or "static",
        lens=camera.lens,
        speaks=bool(request.lines),
        afoot=camera.composition == "pov",
        tint=next((COLOURS[each] for each in shot.facts.get("colours", ())), None),
        understood=tuple(understood(named, facts, facts["times"], drafts, things, known)),
        missed=tuple(dict.fromkeys(chain(shot.missed, set_.missed, camera.missed))),
    )


def seen_abroad(place: str, shot: Grammar) -> str:
    """A place that no words name: of who is in a town that they name, its street."""
    if "abroad" in shot.facts and (place in ABROAD or is_dressed(shot.things)):
        return "street"
    if place == "sky" and "countries" in shot.facts:
        return "skyline"  # an airship over London
    return place


def is_dressed(things: Sequence[ThingDraft]) -> bool:
    """Whether animals wear clothes, who are where people are."""
    return any(each.how == "worn" and each.name == "pet_coat" for each in things)


def furnish(shot: Grammar, place: str, weather: frozenset[str]) -> None:
    """Give the things and the people of a shot what its place and its weather make of them."""
    for each in shot.things:
        autumnal = each.name == "leaf" and "leaves" in weather
        each.colour = each.colour or ("orange" if autumnal else "")
    assort(shot, place)
    mount(shot, place)
    shot.things = telling(equipped(shot.things))


def labelled(shot: Grammar) -> list[ThingDraft]:
    """A card with the likeliest of the words that nothing is drawn for, where nothing else is."""
    words = [each for each in shot.missed if len(each) > 3 and not each.endswith(ENDINGS)]
    return [ThingDraft(name=each, text=each, lead=True) for each in words[:1]]


def of_night(place: str) -> list[str]:
    """The hour of a place that is seen by night where no hour is said."""
    return ["night"] if place in kinds("nightlife") else []


def mount(shot: Grammar, place: str) -> None:
    """Give those who ride by their trade what they ride, where no words name it: a biker's is a
    motorbike. Who rides in a place that itself goes, such as a lift, stands in it. Letters of a
    word that is there are no mail.
    """
    if any(each.name == LETTERS for each in shot.things):
        shot.things = [each for each in shot.things if each.name != "letter"]
    for draft in shot.people:
        if place in kinds("carriers") and not draft.object:
            draft.actions = ["stand" if each == "ride" else each for each in draft.actions]
        if draft.trade == "biker" and not draft.object and {*draft.actions} & {"ride", "drive"}:
            draft.actions, draft.object = ["cycle"], "motorbike"
            shot.things.append(ThingDraft(name="motorbike", text="motorbike"))


def assort(shot: Grammar, place: str) -> None:
    """Put animals of the place where the words say only `animals`: no two alike, three at most."""
    table = common()["assorted"]
    names = table.get(place, table[""])
    for draft in [each for each in shot.things if each.name == "animal"]:
        many, draft.name, draft.count = min(len(names), draft.count), names[0], 1
        shot.things += [replace(draft, name=each, lead=False) for each in names[1:many]]
    for each in (*shot.people, *shot.things):
        each.object = names[0] if each.object == "animal" else each.object


def suited(person: Person, place: str, facts: dict[str, list[str]]) -> Person:
    """Somebody of the trade that those of theirs have in a place and at a time: a worker in a
    vineyard farms, a soldier of the Middle Ages is a knight.
    """
    eras = [*facts["periods"], *facts["countries"]]
    trade = fitting()["elsewhere"].get(f"{person.trade} {place}", person.trade)
    for era in (" ".join(eras), *eras):
        trade = fitting()["eras"].get(f"{trade} {era}", trade)
    return person if trade == person.trade else replace(person, trade=trade)


def framing_of(shot: Grammar, place: str) -> str:
    """The framing where none is asked for: nearer where a face or hands tell what happens."""
    if shot.people and "eyes" in shot.facts.get("seen", ()):
        return "extreme close"
    if shot.people and "face" in shot.facts.get("seen", ()):
        return "close"
    lead = shot.things[0].name if shot.things and not shot.people else ""
    small = kinds("edible") | kinds("holdable")
    calm = lead in small and {*shot.things[0].actions} <= kinds("calm")
    if calm and len(shot.things) <= 3 and shot.things[0].count <= 2:
        return "full"
    if not shot.people or place or shot.crowd:
        return "wide"
    near = any(each.action in kinds("intimate") for each in shot.people)
    return "medium" if near and len(shot.people) <= 2 else "full"


def persons(
    drafts: Sequence[PersonDraft], request: Request
) -> tuple[tuple[Person, ...], dict[int, int]]:
    """The people to draw, and the index of each draft's first by the draft's identity."""
    places, count = {}, 0
    speakers = list(dict.fromkeys(line.who for line in request.lines))
    for index, draft in enumerate(drafts):
        places[id(draft)] = min(count, MOST - 1)
        count += draft.count
        if index < len(speakers):
            draft.says = mouth_of(speakers[index], request)
        draft.speaks = index < len(speakers) or draft.action in ("talk", "shout", "whisper", "sing")
    everyone = chain.from_iterable(draft.persons(places) for draft in drafts)
    return tuple(everyone)[:MOST], places


def mouth_of(who: str, request: Request) -> str:
    """How far a speaker's mouth is open from the shot's first frame on, 0 to 9, fifty times a
    second; '' where none of their lines was heard.
    """
    found = ""
    for line in request.lines:
        if line.who == who and line.mouth:
            start = round((line.start_in_shot or 0) * LEVELS_A_SECOND / request.rate)
            found = found[:start].ljust(start, "0") + line.mouth
    return found


def understood(
    place: str,
    facts: dict[str, list[str]],
    times: Sequence[str],
    people: Sequence[PersonDraft],
    things: Sequence[Thing],
    drafts: Sequence[ThingDraft],
) -> Iterable[tuple[str, str]]:
    """What was read, by field, in words."""
    if place:
        yield "place", place.replace("_", " ")
    for table, name in (("countries", "country"), ("periods", "period")):
        yield from ((name, each) for each in facts[table])
    yield from (("time", each) for each in times)
    yield from (("weather", each) for each in facts["weather"])
    yield from (("people", each.summary) for each in people)
    yield from (("things", each.summary) for each in drafts)
    for each in (*people, *drafts):
        if each.actions:
            to = each.object.replace("_", " ")
            if isinstance(each.target, PersonDraft):
                to = f"{to} → {each.target.summary}".strip()
            done = " ".join(part for part in (each.action.replace("_", " "), to) if part)
            yield "action", f"{each.summary}: {done}"
    yield from (("mood", each) for each in facts["moods"])
