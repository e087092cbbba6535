"""What a thing does when the words say an action of it, or nothing: a dog runs on its legs, a tree
falls over, a leaf flutters.
"""

from __future__ import annotations

from vfc.generators.previs.things.catalog import CatalogEntry

GOING = ("walk", "run", "drive", "ride", "fly", "swim", "sail", "cycle", "row", "crawl")
LIGHT = ("plant", "paper", "clothing", "weather")  # kinds that flutter where others drop
ROUND = ("sport", "food")
SAME = {  # actions that are drawn as another
    "ride": "drive",
    "cycle": "drive",
    "row": "float",
    "sail": "float",
    "crawl": "walk",
    "chase": "run",
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
}
FLOATERS = {"balloon", "butterfly", "bee", "bubbles", "ghost", "fairy", "ufo", "hot_air_balloon"}


def manner(entry: CatalogEntry, action: str) -> str:
    """How a thing does an action, as the table of stances names it."""
    action = SAME.get(action, action)
    if action in ("", "stand", "show", "look", "talk", "hold"):
        return idle(entry)
    if action in ("walk", "run", "drive", "fly", "swim", "float"):
        return going(entry, action)
    if action == "perch":
        return "breathe" if entry.living else "stand"
    if action == "fall":
        return falling(entry)
    if action == "spin":
        return "spin" if entry.kind in ROUND or entry.id in ("wheel", "gear", "coin") else "twirl"
    if action == "take_off":
        return "rise" if entry.id in ("rocket", "ufo", "hot_air_balloon") else "take_off"
    return action


def going(entry: CatalogEntry, action: str) -> str:
    """How a thing gets about."""
    if entry.kind == "vehicle":
        if entry.habitat in ("air", "sky"):
            return "rise" if entry.id == "rocket" and action != "float" else "glide"
        return "float" if entry.habitat in ("water", "underwater") else "drive"
    if action in ("fly", "swim", "float") and not entry.living:
        return "hover" if action == "fly" or entry.habitat in ("air", "sky") else "float"
    if entry.habitat == "underwater" and action != "fly":
        return "swim"
    if action == "fly" and entry.faces == "front":
        return "flap"
    if entry.living and action == "drive":
        return "run"
    if action in ("walk", "run") and not entry.living:
        return "roll" if entry.kind == "sport" else "drive"
    return action


def falling(entry: CatalogEntry) -> str:
    """How a thing falls: over, slowly, or down."""
    if entry.habitat == "ground" and entry.height > 1.0:
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
