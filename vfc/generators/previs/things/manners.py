"""What a thing does when the words say an action of it, or nothing: a dog runs on its legs, a tree
falls over, a leaf flutters.
"""

from __future__ import annotations

from vfc.generators.previs.reading.lexicon import kinds
from vfc.generators.previs.things import bodies
from vfc.generators.previs.things.catalog import CatalogEntry
from vfc.generators.previs.things.changes import DIALS

GOING = ("walk", "run", "drive", "ride", "fly", "swim", "sail", "cycle", "row", "crawl")
LIGHT = ("plant", "paper", "clothing", "weather")  # kinds that flutter where others drop
STAYING = (
    "furniture",
    "device",
    "building",
    "container",
    "instrument",
    "tool",
)  # of which none rises
ROUND = ("sport", "food")
SAME = {  # actions that are drawn as another
    "ride": "drive",
    "cycle": "drive",
    "row": "sail",
    "crawl": "walk",
    "chase": "run",
    "sneak": "walk",
    "wake": "stand",
    "parachute": "fly",
    "dive": "swim",
    "crash": "explode",
    "rise": "rise",
    "hunt": "run",
    "play": "jump",
    "dance": "jump",
    "lie": "sleep",
    "wait": "stand",
    "sit": "perch",
    "flow": "float",
    "push": "drive",
    "lean": "stand",
    "drink": "eat",
    "somersault": "jump",
    "cartwheel": "jump",
    "flip": "jump",
    "dunk": "jump",
    "look_back": "stand",
    "yoga": "stretch",
    "hover": "fly",
    "spray": "erupt",
    "propose": "stand",
    "pet": "eat",
    "fold": "stand",
    "tidy": "stand",
    "wipe": "stand",
}
LIVELY = {  # what is done as people do it, as something that lives is drawn that does it
    "sing": "shout",
    "laugh": "shake",
    "cry": "shake",
    "fight": "pounce",
    "argue": "shout",
    "punch": "reach",
    "kick": "reach",
    "throw": "reach",
    "turn": "twirl",
    "pull": "walk",
    "carry": "walk",
    "cheer": "jump",
    "clap": "jump",
    "toss": "jump",
    "juggle": "jump",
    "skip_rope": "jump",
    "hula": "twirl",
    "skate": "run",
    "ski": "run",
    "skateboard": "run",
    "tightrope": "walk",
    "exercise": "jump",
    "push_up": "stretch",
    "handstand": "rear",
    "faint": "topple",
    "tug": "walk",
    **dict.fromkeys(
        (
            *(
                "cook",
                "write",
                "read",
                "type",
                "play_music",
                "dig",
                "work",
                "paint",
                "sweep",
                "mop",
            ),
            *("wave", "give", "take", "point", "phone", "photograph", "film", "feed", "water"),
            *("brush_hair", "shave", "brush_teeth", "chop", "knead", "flip", "iron", "sew", "knit"),
            *("pottery", "weld", "unwrap", "make_up", "wash_up", "golf", "tennis", "baseball"),
            *("dribble", "cast_spell", "archery", "dj", "conduct", "pray", "bow", "salute", "fold"),
            *(
                "tidy",
                "wipe",
                "measure",
                "exchange",
                "shake_hands",
                "hold_hands",
                "kiss",
                "embrace",
                "open",
            ),
            *("close", "fish", "smoke", "shoot", "protest", "put_on", "pet", "show", "squeeze"),
        ),
        "busy",
    ),
}
GRABBING = ("catch", "take", "carry", "hold", "pounce", "give")  # what a bird does on the wing
SPOKEN = ("talk", "sing", "look", "sit", "eat", "shout")  # which birds do on the ground
WAVED, CLOTHS = ("wave", "fly", "float", "hover", "shake"), ("cloth", "curtain", "scarf", "kite")
BULBS = ("light_bulb", "lamp", "neon_sign", "siren", "flashlight", "street_lamp", "floor_lamp")
AFLOAT = ("balloon", "bubbles", "paper_lantern", "lantern", "hot_air_balloon", "airship")
FLAMES = ("candle", "torch", "menorah", "campfire", "fire", "jack_o_lantern", "cake")
SPRAYING = ("elephant", "mammoth", "whale", "spouting_whale", "fountain", "fire_hydrant")
LEGLESS = ("snake", "worm", "snail", "caterpillar")
HINGED = (
    "door",
    "gate",
    "window",
    "wardrobe",
    "fridge",
    "mailbox",
    "curtain",
    "lift",
    "book",
    "portal",
)
FLOATERS = {"balloon", "butterfly", "bee", "bubbles", "ghost", "fairy", "ufo", "hot_air_balloon"}


def manner(entry: CatalogEntry, action: str) -> str:
    """How a thing does an action, as the table of stances names it."""
    special = (
        "squash" if action == "squeeze" else light_one(entry, action) or changing(entry, action)
    )
    if special:
        return special
    if entry.living:
        action = LIVELY.get(action, action)
    if action == "throw" and not entry.living:
        action = "bounce" if entry.kind == "sport" else "fall"
    if action == "turn" and entry.kind == "vehicle":
        action = "drive"
    if action == "roll" and entry.kind == "vehicle":
        action = "drive"
    if action == "dance" and entry.kind == "plant":
        return "sway"
    said, action = action, SAME.get(action, action)
    if action in ("", "stand", "show", "look", "talk", "hold"):
        return idle(entry)
    if action in ("walk", "run", "drive", "fly", "swim", "float", "sail"):
        return going(entry, action)
    if action == "explode" and said == "crash" and entry.kind != "vehicle":
        return idle(entry)
    if action == "climb":
        wheels = entry.kind == "vehicle" and entry.habitat == "ground"
        return "walk" if entry.living else "drive" if wheels else "rise"
    if action == "sleep" and not entry.living:
        return "stand"
    if action == "perch":
        return "breathe" if entry.living else "stand"
    if action == "fall":
        return falling(entry)
    if action == "spin":
        return "spin" if entry.kind in ROUND or entry.id in ("wheel", "gear", "coin") else "twirl"
    if action in ("take_off", "rise") and entry.kind in STAYING:
        return idle(entry)
    if action == "take_off":
        return "rise" if entry.id in ("rocket", "ufo", "hot_air_balloon") else "take_off"
    return action


def light_one(entry: CatalogEntry, action: str) -> str:
    """How what is light and full of air bursts or is thrown; '' for any other."""
    if action == "explode" and entry.id in ("balloon", "bubbles", "wheel"):
        return "break"  # it bursts without fire
    if action == "throw" and entry.kind == "vehicle" and entry.habitat == "air":
        return "glide"
    return ""


def changing(entry: CatalogEntry, action: str) -> str:
    """How a thing of a certain kind changes; '' for any other."""
    if action in ("breach", "jump") and entry.habitat == "underwater" and entry.living:
        return "breach"
    if action == "splash" and entry.living:
        return "bathe"
    if action == "shake":
        return "bathe" if entry.living and entry.kind == "animal" else "shake"
    if action in GRABBING and bodies.flies(entry.id):
        return "fly"
    if action == "catch" and entry.kind == "animal" and entry.habitat == "ground":
        return "pounce"
    if action == "hover" and bodies.flies(entry.id):
        return "hang"
    if action in SPOKEN and bodies.flies(entry.id):
        return "breathe"
    if action in WAVED and (entry.id.endswith("flag") or entry.id in CLOTHS):
        return "ripple"
    if action in ("float", "slide") and entry.kind == "vehicle" and entry.habitat == "ground":
        return "skid"
    if action == "burn" and entry.id in BULBS:
        return "blink"
    if action in ("take_off", "rise") and entry.id in AFLOAT:
        return "drift_up"
    if action in ("burn", "shine", "") and entry.id in FLAMES:
        return "flicker"
    if entry.light and action == "burn":
        return "shine"
    if action in ("", "spin", "turn", "run", "show", "walk") and entry.id in DIALS:
        return "tick"
    if action == "cook" and not entry.living:
        return "boil" if entry.kind in ("container", "drink", "food") else idle(entry)
    if action == "knock":
        return "reach" if entry.living else "knocked"
    if action == "wilt" and entry.kind != "plant":
        return "stand"
    if action == "open":
        return "open" if entry.id in HINGED else "bloom" if entry.kind == "plant" else ""
    if action == "break" and entry.kind == "building":
        return "collapse"
    if action in ("crawl", "walk", "run", "") and entry.id in LEGLESS:
        return "slither" if action else "breathe"
    if entry.id == "volcano" and action:
        return "erupt"
    if action == "erupt":
        return "spray" if entry.id in SPRAYING else idle(entry)
    if entry.id == "fireworks":
        return "burst"
    if action == "land" and entry.kind == "vehicle" and entry.habitat in ("ground", "water"):
        return "arrive"
    if entry.id == "tornado":
        return "whirl"
    if action == "dive" and bodies.flies(entry.id):
        return "fly"
    if action == "take_off" and entry.kind in ("animal", "being") and not flying(entry):
        return "emerge"
    if entry.id in kinds("matter"):
        return entry.id
    if entry.id == "smoke":
        return "billow"
    return "surge" if entry.id == "wave" else ""


def flying(entry: CatalogEntry) -> bool:
    """Whether something that lives flies."""
    return bodies.flies(entry.id) or entry.habitat == "air" or entry.id in FLOATERS


def going(entry: CatalogEntry, action: str) -> str:
    """How a thing gets about."""
    if entry.kind == "vehicle":
        if entry.habitat in ("air", "sky"):
            return "rise" if entry.id == "rocket" and action != "float" else "glide"
        wet = entry.habitat in ("water", "underwater")
        return "drive" if not wet else "float" if action == "float" else "sail"
    if action == "sail":
        return "swim" if entry.living else "float"
    if action in ("fly", "swim", "float") and not entry.living:
        return "hover" if action == "fly" or entry.habitat in ("air", "sky") else "float"
    if entry.habitat == "underwater":
        return "swim"
    if action == "fly" and entry.faces == "front":
        return "flap"
    if entry.living and action == "drive":
        return "run"
    if action in ("walk", "run") and not entry.living and entry.habitat == "air":
        return "glide"
    if action in ("walk", "run") and not entry.living:
        return "roll" if entry.kind == "sport" else "drive"
    return action


def falling(entry: CatalogEntry) -> str:
    """How a thing falls: over, slowly, or down."""
    if entry.id == "dominoes" or (entry.habitat == "ground" and entry.height > 1.0):
        return "topple"
    return "flutter" if entry.kind in LIGHT or entry.id == "feather" else "fall"


def idle(entry: CatalogEntry) -> str:
    """What a thing does by itself."""
    if entry.kind == "plant" and entry.habitat == "ground":
        return "sway"
    if entry.habitat == "underwater":
        return "swim" if entry.living else "sway"
    if entry.habitat == "water":
        return "float"
    if entry.habitat == "air" or entry.id in FLOATERS:
        return going(entry, "fly") if entry.kind == "animal" else "hover"
    return "breathe" if entry.living else "stand"
