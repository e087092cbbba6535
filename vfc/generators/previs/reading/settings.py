"""Where and when a scene is: of what its words name, else where its subject is at home."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vfc.generators.previs.reading.drafts import PersonDraft, PlaceDraft, Referent, ThingDraft
from vfc.generators.previs.reading.grammar import Grammar
from vfc.generators.previs.reading.lexicon import fitting, kinds, lineage

VAGUE = {  # what is seen from elsewhere, or says little: how much less it counts
    "sky": 5.0,
    "hills": 2.0,
    "skyline": 2.0,
    "mountains": 1.5,
    "sea": 1.5,
    "room": 1.5,
    "village": 1.0,
    "town": 2.0,
    "canal": 1.0,
    "square": 1.0,
    "planet": 1.0,
    "moon_surface": 1.0,
    "street": 0.5,
    "hospital_ward": 0.5,
    "staircase": 1.0,
}
WITHIN = (  # a place that two words mean together
    (("field", "snow"), "snowfield"),
    (("hills", "snow"), "snowfield"),
    (("hills", "snowball"), "snowfield"),
    (("canyon", "snow"), "mountains"),
    (("hospital_ward", "corridor"), "hospital_corridor"),
    (("subway", "corridor"), "subway"),
    (("forest", "river"), "river"),
    (("forest", "waterfall"), "waterfall"),
    (("jungle", "waterfall"), "waterfall"),
    (("jungle", "river"), "river"),
    (("forest", "lake"), "lake"),
    (("mountains", "lake"), "lake"),
    (("mountains", "river"), "river"),
    (("mountains", "waterfall"), "waterfall"),
    (("hills", "river"), "river"),
    (("street", "mountains"), "mountain_road"),
    (("mountain_road", "mountains"), "mountain_road"),
    (("mountain_road", "hills"), "mountain_road"),
    (("backyard", "temple"), "zen_garden"),
    (("street", "town"), "town"),
    (("street", "village"), "village"),
    (("street", "suburb"), "suburb"),
    (("motorway", "mountains"), "mountain_road"),
    (("river", "canal"), "canal"),
    (("staircase", "temple"), "temple"),
    (("staircase", "castle"), "castle"),
    (("staircase", "museum"), "museum"),
    (("backyard", "palace_gate"), "palace_gate"),
    (("backyard", "castle"), "castle"),
    (("bridge", "viaduct"), "viaduct"),
    (("mountains", "viaduct"), "viaduct"),
    (("hills", "viaduct"), "viaduct"),
    (("river", "viaduct"), "viaduct"),
    (("rooftops", "canal"), "canal"),
    (("skyline", "canal"), "canal"),
    (("subway_car", "surfer"), "sea"),
    (("cave", "snowfield"), "crystal_cave"),
    (("room", "mosque"), "mosque_hall"),
    (("room", "church"), "church"),
    (("stadium", "warrior"), "amphitheatre"),
    (("stadium", "colosseum"), "amphitheatre"),
    (("sea", "opera_house"), "opera_house"),
    (("harbour", "opera_house"), "opera_house"),
    (("planet", "domed_colony"), "domed_colony"),
    (("square", "cathedral_square"), "cathedral_square"),
    (("church", "cathedral_square"), "cathedral_square"),
    (("swimming_pool", "taj_mahal"), "taj_mahal"),
    (("mountains", "great_wall"), "great_wall"),
    (("mountains", "hot_spring"), "hot_spring"),
    (("mountains", "redeemer"), "redeemer"),
)
STEEP, FALLS = ("cliff", "mountains", "hills", "canyon"), {"fall", "flow"}  # where water does so
OPEN_LAND = ("forest", "field", "hills", "park", "farm", "desert")
ROOFED = ("stage", "gym", "church")  # where nobody is whom it rains on
AWASH = ("underwater", "sea", "lake", "river")  # of which ink spreads in a glass alone
LOOSE = ("day", "golden", "blue")  # hours that another one named tells better
CLOSE = ("medium", "medium close", "close", "extreme close", "insert")


def place_of(shot: Grammar, set_: Grammar) -> str:
    """The place that the set's look names, else the shot's words; '' for none."""
    here = most_likely(set_.places) or most_likely(grounded_places(shot))
    also = {place.name for place in (*set_.places, *shot.places)}
    also |= {each.trade for each in shot.people} | {each.name for each in shot.things}
    weather = shot.facts.get("weather", {}).keys() | set_.facts.get("weather", {}).keys()
    if {"snow", "snowy"} & weather:
        also.add("snow")
    for parts, whole in WITHIN:
        if also.issuperset(parts) and here in parts:
            return whole
    if shot.things and shot.things[0].name in kinds("matter") and here in AWASH:
        return fitting()["things"][shot.things[0].name]
    water = [each for each in shot.things if each.name == "water" and {*each.actions} & FALLS]
    if here in STEEP and water:
        return "waterfall"
    if here == "sea" and shot.things and shot.things[0].name == "lighthouse":
        return "cliff"
    if here == "forest" and {"aurora"} & weather:
        return "snowfield"  # no sky is seen in a wood
    if here == "sea" and below(shot):
        return "underwater"
    first = shot.things[0] if shot.things and not shot.people else None
    afloat = first is not None and "boat" in lineage(first.name) and first.lead
    if here == "beach" and first is not None and afloat and {*first.actions} & kinds("going"):
        return "sea"  # a ship that passes the shore
    if here == "harbour" and first is not None:
        return "harbour_basin" if afloat else here
    if any(place.text in kinds("crops") for place in shot.places):
        return here  # a wheat field in which somebody has a crown of daisies
    return next((found for each in shot.things if (found := sown(here, each))), here)


def grounded_places(shot: Grammar) -> list[PlaceDraft]:
    """The places of the words: the air is one for what flies or floats, and no other."""
    aloft = any({*each.actions} & kinds("aloft") for each in (*shot.people, *shot.things))
    if aloft or not (shot.people or shot.things):
        return shot.places
    return [each for each in shot.places if each.text not in kinds("airs")]


def below(shot: Grammar) -> bool:
    """Whether the words are of nothing but what lives under water and stays there."""
    homes = fitting()["things"]
    if shot.people and all(each.trade == "diver" for each in shot.people):
        return True
    return (
        not shot.people
        and bool(shot.things)
        and shot.things[0].lead
        and all(homes.get(each.name) == "underwater" for each in shot.things)
        and not any({*each.actions} & kinds("leaping") for each in shot.things)
    )


def sown(place: str, thing: ThingDraft) -> str:
    """The field that is full of a flower, where the words have many of it; '' for none."""
    fields = fitting()["sown"]
    name = fields.get(f"{thing.name} {thing.colour}") or fields.get(thing.name, "")
    return name if place == "field" and thing.count > 2 else ""


def most_likely(places: Iterable[PlaceDraft]) -> str:
    """The place of the surest words, the first of equals."""
    best = max(places, key=lambda place: place.strength - VAGUE.get(place.name, 0.0), default=None)
    return best.name if best is not None else ""


def home_of(
    people: Sequence[PersonDraft],
    things: Sequence[ThingDraft],
    framing: str,
    weather: frozenset[str],
) -> str:
    """Where the subject is at home, where no place is named."""
    homes = fitting()
    if framing == "insert" and things:
        return homes["things"].get(things[0].name, "studio")
    drafts: list[Referent] = [*things, *people] if things and things[0].lead else [*people, *things]
    bases = [each.base for each in drafts if each.base is not None and each.how in ("on", "in")]
    drafts = [*(bases if drafts and drafts[0].base is not None else ()), *drafts]
    for draft in drafts:
        for table, name in named(draft):
            place = homes[table].get(name)
            seen = table == "things" and isinstance(draft, PersonDraft)
            if place == "sky" and (seen or grounded(draft, drafts)):
                continue
            if place in ROOFED and outdoors(things):
                continue
            if table == "actions" and place in ROOFED and "rain" in weather:
                continue
            afloat = any("boat" in lineage(each.name) for each in things)
            if place == "underwater" and (afloat or kinds("leaping") & {*draft.actions}):
                return "sea"
            if place:
                return "snowfield" if "snowy" in weather and place in OPEN_LAND else place
    if not people and not weather and things and framing != "insert":
        if things[0].name in kinds("edible"):
            return "kitchen"
        if things[0].name in kinds("holdable"):
            return "room"
    if things and things[0].name == "moon":
        return "sky"
    if framing in CLOSE and not weather and (people or things):
        return "studio"
    if people and not weather:
        return "street"
    return "street" if people and "rain" in weather else "hills"


def outdoors(things: Sequence[ThingDraft]) -> bool:
    """Whether something is there that stands under the sky alone: a tower, a mountain."""
    return any(each.name in kinds("outdoors") for each in things)


def grounded(draft: Referent, among: Sequence[Referent]) -> bool:
    """Whether there is somebody or something on the ground beside what is of the sky."""
    return any(
        not (isinstance(each, ThingDraft) and fitting()["things"].get(each.name) == "sky")
        for each in among
        if each is not draft
    )


def named(draft: Referent) -> list[tuple[str, str]]:
    """What is known of a subject, the telling ones first."""
    if isinstance(draft, PersonDraft):
        return [
            ("trades", draft.trade),
            *(("actions", each) for each in draft.actions),
            ("people", draft.kind),
            ("things", draft.object),
        ]
    if not isinstance(draft, ThingDraft):
        return []
    done = [("things", f"{draft.name} {each}") for each in draft.actions]
    return [*done, *(("things", each) for each in lineage(draft.name))]


def aired(place: str, angle: str) -> str:
    """The place as it is seen from the air: of a hall its building from without."""
    return fitting()["aired"].get(place, place) if angle == "bird" else place


def seen_from(angle: str, times: Sequence[str], asked: str) -> str:
    """The angle of a shot: from the air, at an hour that the sky alone tells, its horizon is in
    view, unless the camera's own field says otherwise.
    """
    if angle == "bird" and not asked and {*times} & {"dawn", "dusk", "golden", "blue"}:
        return "high"
    return angle or "eye"


def time_of(times: Sequence[str], weather: frozenset[str], seen: frozenset[str]) -> str:
    """The time of day: as it is said, else what lights give away, else day."""
    if times:
        return next((each for each in times if each not in LOOSE), None) or next(
            (each for each in times if each != "day"), times[0]
        )
    if "aurora" in weather:
        return "night"
    if "cake" in seen:
        seen -= {"candle"}
    if seen & kinds("nightly"):
        return "night"
    return "dusk" if "storm" in weather else "day"
