"""What a country and a time change of places: rows of `lands.toml`, laid over a set's own table."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import Any

from vfc.generators.previs.places import sets
from vfc.generators.previs.places.sets import SetDesign
from vfc.generators.previs.reading.scene import SceneWords

Table = Mapping[str, Any]
BUILT = ("house", "flats", "blocks", "shopfront")
STREETS = ("town", "street", "square", "market")  # where what stands in streets stands
GREEN, MOSS = [74, 128, 56], [72, 86, 58]  # of weeds, and of what stands long unused
TOWNS = (*STREETS, "village", "suburb", "park", "roof", "rooftops", "skyline", "car_park")
ROOMS = ("room", "living_room", "bedroom", "kitchen", "restaurant", "cafe", "bar", "hotel_lobby")
OF_WALLS = ("paint", "colour", "second", "size", "rail", "below")
JOINED = ("places", "backdrop")


@cache
def lands() -> Table:
    """The rows by the names of countries and times."""
    file = resources.files("vfc.generators.previs.places") / "lands.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def land(country: str, period: str) -> Table:
    """What a country and a time change together; the country has the last word, but for a time
    whose row says `over`.
    """
    first, last = lands().get(period, {}), lands().get(country, {})
    if first.get("over"):
        first, last = last, first
    both = {**first, **last}
    for name in JOINED:
        both[name] = {**first.get(name, {}), **last.get(name, {})}
    both["street"] = [*first.get("street", ()), *last.get("street", ())]
    both["without"] = [*first.get("without", ()), *last.get("without", ())]
    return both


def placed(words: SceneWords) -> str:
    """The place that the words' own is in their land and time, and the town of a land that is named
    without a place; a street of neon stays one.
    """
    place = words.place
    if place == "hills" and not words.placed and words.country:  # the land alone is named
        roofs = "roofs" in land(words.country, words.period)
        town = "rooftops" if roofs else "skyline"
        place = town if words.angle in sets.ABOVE else "street"
    if place == "street" and (words.has("neon", "neon_sign") or "neon" in words.styles):
        return place
    return str(land(words.country, words.period)["places"].get(place, place))


def landmarks(words: SceneWords) -> tuple[Table, ...]:
    """The parts that tell the land beyond a town."""
    return tuple(land(words.country, words.period).get("landmark", ()))


def seen(words: SceneWords) -> SetDesign | None:
    """The set that a shot sees, as its land and time have it: its place's, or for a painter's place
    its view from above; None where the painter paints it.
    """
    found = sets.design(words.place)
    if found is None and words.angle in sets.ABOVE:
        found = sets.from_above(words.place)
    if found is not None and (words.country or words.period):
        found = dressed(found.name, bool(sets.design(words.place)), words.country, words.period)
    return overgrown(found) if found is not None and words.has("overgrown") else found


def overgrown(design: SetDesign) -> SetDesign:
    """A set that nobody has been in for long: weeds on its floor, vines on its walls, rubble, its
    lamps out and its colours faded.
    """
    wide, high, deep = design.size
    side, far = min(wide / 2, 7.0) - 0.5, min(deep, 26.0)
    parts: list[Table] = []
    for row in range(6):
        z, high_weed = 2.0 + row * (far - 3.0) / 6, 0.7 + 0.25 * (row % 3)
        for k in (-1, 1):
            x = k * side * (0.98 - 0.2 * (row % 2))
            weed = {"size": [high_weed + 0.2 * k], "colour": GREEN}
            parts.append({"part": "weed", "at": [x, 0, z], **weed})
            parts.append({"part": "weed", "at": [x * 0.55, 0, z + 1.2], **weed})
            if design.inside:
                parts.append(
                    {"part": "vines", "at": [k * side, high, z], "size": [1.6, high * 0.7]}
                )
        parts.append({"part": "rock", "at": [side * (0.7 - 0.3 * row), 0, z], "size": [0.8, 0.3]})
    return replace(
        design,
        parts=(*design.parts, *parts),
        walls={name: faded(entry) for name, entry in design.walls.items()},
        floor=faded(design.floor),
        ceiling=faded(design.ceiling),
        glow=design.glow * 0.4,
    )


def faded(entry: Table) -> Table:
    """A wall's or a floor's row with mossy colours."""
    tones = {key: entry[key] for key in ("colour", "second") if key in entry}
    moss = {
        key: [round(0.6 * a + 0.4 * b) for a, b in zip(c, MOSS, strict=True)]
        for key, c in tones.items()
    }
    return {**entry, **moss}


@cache
def dressed(name: str, own: bool, country: str, period: str) -> SetDesign:
    """A set as a country and a time have it; a place of its `own`, or a painter's from above."""
    design = sets.design(name) if own else sets.from_above(name)
    assert design is not None
    found = land(country, period)
    if design.inside:
        return roomed(design, found.get("room", {})) if design.name in ROOMS else design
    gone, marks = set(found["without"]), found.get("landmark", ())
    town = design.name in TOWNS
    parts = [each for each in design.parts if each["part"] not in gone]
    if town and marks:
        parts = [*marks, *[each for each in parts if not each.get("mark")]]
    if design.name in STREETS:
        parts = [*parts, *found["street"]]
    floor = dict(design.floor)
    if "ground" in found and town:
        floor = {"paint": "speckled", "grain": 0.8, "rough": 0.2, "colour": found["ground"]}
    return replace(
        design,
        parts=tuple(coloured(parts, found)),
        floor=floor,
        backdrop=found["backdrop"].get(design.backdrop, design.backdrop),
    )


def coloured(parts: Iterable[Table], row: Table) -> Iterable[Table]:
    """Parts with the colours and roofs of a land, each house another."""
    for index, entry in enumerate(parts):
        part = entry["part"]
        if part in BUILT and entry not in row.get("landmark", ()):
            yield {**entry, **built(part, row, index)}
        elif part == "car" and "cars" in row:
            yield {**entry, "colour": turn(row["cars"], index)}
        elif part == "stall" and "stalls" in row:
            yield {**entry, "colour": turn(row["stalls"], index)}
        else:
            yield entry


def built(part: str, row: Table, index: int) -> dict[str, Any]:
    """What a land changes of one house."""
    changes = {name: row[name] for name in ("shape", "timber") if name in row}
    if part == "blocks":
        tones = {"tones": row["walls"]} if "walls" in row else {}
        flat = row.get("shape") == "flat" or "roofs" not in row
        return tones | ({} if flat else {"roofs": row["roofs"]})
    for name, of in (("colour", "walls"), ("roof", "roofs"), ("hood", "hood"), ("sign", "sign")):
        if of in row:
            changes[name] = turn(row[of], index)
    return changes


def turn(colours: list[Any], index: int) -> Any:
    """One of a list, each in its turn."""
    return colours[index % len(colours)]


def roomed(design: SetDesign, room: Table) -> SetDesign:
    """A room with the walls, floor and lamps of a land; what hangs on its walls stays."""
    if not room:
        return design
    bare = {
        name: {key: value for key, value in entry.items() if key not in OF_WALLS}
        for name, entry in design.walls.items()
    }
    walls = {**bare, "all": {**bare.get("all", {}), **room.get("walls", {})}}
    return replace(
        design,
        walls=walls,
        floor=room.get("floor", design.floor),
        ceiling=room.get("ceiling", design.ceiling),
        tint=tuple(room.get("tint", design.tint)),
        parts=(*design.parts, *room.get("parts", ())),
    )
