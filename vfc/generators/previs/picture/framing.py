"""What the framing is for: how high its subject is, and whether it stands on a table."""

from __future__ import annotations

from vfc.generators.previs.canvas.lens import GROWN
from vfc.generators.previs.reading.lexicon import kinds
from vfc.generators.previs.reading.scene import SceneWords, Thing
from vfc.generators.previs.reading.signs import NAME as SIGN
from vfc.generators.previs.things import art, catalog

TABLE = 0.75  # metres: how high a table is
UNKNOWN = (0.9, 1.2)  # metres: height of a thing without art, and its width by its height
FAR, FROM_THE_AIR = ("wide", "extreme wide"), 14.0  # metres: what a drone has in view at least
ROOMY = frozenset(  # actions that need room about them
    ("ride", "drive", "fly", "float", "fall", "climb", "row", "ski", "swim", "dive", "cycle", "run")
)
VAST = frozenset(("space", "planet", "mountains", "canyon", "battlefield", "stadium", "cliff"))
FITTING = 2.0  # metres: the largest thing that a full shot has beside somebody
TABLES = ("table", "desk", "dining_table")
SMALL = 0.45  # metres up to which a thing stands on a table


def lead(words: SceneWords) -> Thing | None:
    """The thing that the shot is about, where it is about nobody."""
    if words.people:
        return None
    things = [each for each in words.subjects if each.holder is None]
    return next((each for each in things if each.lead), things[0] if things else None)


def portrayed(words: SceneWords, thing: Thing) -> bool:
    """Whether a shot is about one thing alone, of a kind that its place has anyway: a table."""
    others = [each for each in words.subjects if each.name not in (thing.name, "water", "grass")]
    alone = thing.lead and thing.count == 1 and not words.people and not others
    return alone and thing.name in kinds("portrayed")


def moves(thing: Thing) -> bool:
    """Whether a thing that places have anyway is drawn by itself: what the words are about, or
    smoke that comes out of another.
    """
    about = thing.lead and thing.name in kinds("moving")
    return about or (thing.name == "smoke" and thing.how == "on")


def sky_high(thing: Thing) -> bool:
    """Whether a thing stands in the sky, as the sun and clouds do."""
    entry = catalog.known(thing.name)
    return entry is not None and entry.habitat == "sky"


def size_of(thing: Thing) -> tuple[float, float]:
    """A thing's height and width in metres."""
    entry = catalog.known(thing.name)
    if thing.name == SIGN:
        return 0.4, 0.4 * UNKNOWN[1]
    if entry is None:
        return UNKNOWN[0] * thing.size, UNKNOWN[0] * UNKNOWN[1] * thing.size
    return entry.height * thing.size, entry.height * thing.size * art.aspect(entry.id)


def borne_by(words: SceneWords, thing: Thing) -> Thing:
    """What a thing is on or in, as far as that stands by itself; the thing itself without one."""
    seen = 0
    while thing.base is not None and thing.how in ("on", "in") and seen < len(words.subjects):
        thing, seen = words.subjects[thing.base], seen + 1
    return thing


def subject_height(words: SceneWords, aspect: float) -> float:
    """The height in metres of whom or what the framing is for; what is wide, or many, is framed by
    its width.
    """
    thing = lead(words)
    least = FROM_THE_AIR if words.angle == "bird" and words.framing in FAR else 0.05
    if thing is None:
        return GROWN if words.people else max(GROWN, least)
    base = borne_by(words, thing)
    height, width = size_of(thing if base.name in TABLES else base)
    side = min(thing.count, 6) * width * (1.25 if thing.count > 1 else 1.0)
    return max(least, height, side * 0.62 / aspect)


def beside_table(words: SceneWords, thing: Thing) -> bool:
    """Whether a thing is said to be to the side of a table, which is a thing of its own then."""
    if thing.base is None or thing.how not in ("left", "right", "under", "behind", "before"):
        return False
    return words.subjects[thing.base].name in TABLES


def on_table(words: SceneWords, *, inside: bool) -> bool:
    """Whether the shot is of a small thing that stands on a table."""
    thing = lead(words)
    if not inside or thing is None or words.place == "underwater":
        return False
    if any(beside_table(words, each) for each in words.subjects):
        return False
    base = borne_by(words, thing)
    if base is not thing and base.name in TABLES:
        return True
    thing, entry = base, catalog.known(base.name)
    if entry is not None and entry.living:
        return False
    return (entry is not None and entry.habitat in ("table", "hand")) or size_of(thing)[0] < SMALL


def usual(words: SceneWords) -> str:
    """The framing of a shot whose words name none: of one or two people who do something, all of
    them, where what they do it with is no larger and takes no room.
    """
    few = 1 <= len(words.people) <= 2 and not words.crowd
    free = not words.framed and words.framing in ("wide", "full") and words.angle != "bird"
    if not free or not few:
        return words.framing
    if any(max(size_of(each)) > FITTING for each in words.subjects if each.holder is None):
        return "wide"
    if any(each.object == "lying_surfboard" for each in words.people):  # its wave is wide
        return "wide"
    if any(each.action in ROOMY for each in words.people) or words.place in VAST:
        return words.framing
    return "full"
