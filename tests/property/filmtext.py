"""Random films as plain data, written as YAML, and random edits of them with what each may
reach.
"""

from __future__ import annotations

import copy
import re
from pathlib import Path

import yaml
from hypothesis import strategies as st

WORDS = [
    "rain",
    "snow",
    "a rider",
    "two people",
    "dusk",
    "a harbour",
    "birds",
    "a street",
    "fog",
    "a lamp",
]


@st.composite
def films(draw) -> dict:
    """A film of one to three scenes, with presets, dissolves, fades, titles and a second
    deliverable now and then.
    """
    presets = {name: {"style": draw(st.sampled_from(WORDS))} for name in ("one", "two")}
    if draw(st.booleans()):
        presets["two"]["grade"] = {"contrast": 1.1}
    scenes = {}
    for scene in range(draw(st.integers(1, 3))):
        shots = {f"s{shot}": draw(_shots()) for shot in range(draw(st.integers(1, 3)))}
        scenes[f"scene{scene}"] = {"preset": draw(st.sampled_from(["one", "two"])), "shots": shots}
    _derive(draw, scenes)
    film = {
        "vfc": 1,
        "title": "Random",
        "format": {"size": "32x32", "rate": 24},
        "seed": draw(st.integers(0, 99)),
        "handles": "4f",
        "generator": "flat",
        "presets": presets,
        "scenes": scenes,
        "deliver": {"film.mp4": {}},
    }
    film["cut"] = draw(_cuts(names(film)))
    return film


def _derive(draw, scenes: dict) -> None:
    """Have some shots made from others, which stand before them or after; the last of them from a
    derived one.
    """
    places = [(scene, shot) for scene, value in scenes.items() for shot in value["shots"]]
    order = draw(st.permutations(places))
    for index, (scene, shot) in enumerate(order[1:], 1):
        if draw(st.integers(0, 2)) == 0:
            of = "/".join(order[draw(st.integers(0, index - 1))])
            other = "/".join(order[draw(st.integers(0, index - 1))])
            scenes[scene]["shots"][shot] |= draw(st.sampled_from(VERBS))(of, other)
            if (
                "length" in scenes[scene]["shots"][shot]
                and {"extend", "loop"} & scenes[scene]["shots"][shot].keys()
            ):
                del scenes[scene]["shots"][shot]["length"]


VERBS = [
    lambda of, other: {"remix": {"of": of, "strength": "mild"}},
    lambda of, other: {"extend": {"of": of, "by": "4f"}},
    lambda of, other: {"extend": {"of": f"{of}#1", "by": "3f", "toward": "start", "match": True}},
    lambda of, other: {"recut": {"of": of, "keep": ["1f", "5f"]}, "length": "12f"},
    lambda of, other: {"blend": {"from": of, "into": other, "curve": "ease"}},
    lambda of, other: {"loop": {"of": of, "seam": "3f"}},
    lambda of, other: {"first": f"{of}@last", "last": f"{other}@first"},
    lambda of, other: {"after": of},
    lambda of, other: {"storyboard": {"0s": "dawn", "4f": {"words": "noon", "image": f"{of}@2f"}}},
]


@st.composite
def _shots(draw) -> dict:
    shot = {
        "prompt": " ".join(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3))),
        "length": f"{draw(st.integers(8, 14))}f",
    }
    if draw(st.integers(0, 5)) == 0:
        shot["takes"] = 2
    if draw(st.integers(0, 5)) == 0:
        shot["grade"] = {"saturation": 0.5}
    return shot


USES = [
    {"in": "1f", "length": "6f"},
    {"speed": {"1f": 1, "4f": 0.5}, "ease": "ease", "between": "mix", "length": "5f"},
    {"freeze": "last", "length": "6f"},
    {"reverse": True, "freeze": {"at": "2f", "for": "2f"}, "in": "3f", "length": "5f"},
]


@st.composite
def _cuts(draw, shots: list[str]) -> list:
    entries: list = [{"fade": {"from": "black", "length": "3f"}}] if draw(st.booleans()) else []
    for index, shot in enumerate(shots):
        if index and draw(st.booleans()):
            entries.append({draw(st.sampled_from(["dissolve", "wipe", "glitch", "dip"])): "3f"})
        entries.append(shot if draw(st.booleans()) else {shot: draw(st.sampled_from(USES))})
    if draw(st.booleans()):
        entries += [
            {"fade": {"to": "black", "length": "3f"}},
            {"title": {"text": "End", "length": "4f"}},
        ]
    return entries


def names(film: dict) -> list[str]:
    return [f"{scene}/{shot}" for scene, value in film["scenes"].items() for shot in value["shots"]]


def write(
    film: dict, folder: Path, *, flow: bool = False, comment: str = "", reverse: bool = False
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    data = _reversed(film) if reverse else film
    text = yaml.safe_dump(data, sort_keys=False, default_flow_style=flow, width=1000)
    (folder / "film.yaml").write_text(f"{comment}{text}")


def _reversed(film: dict) -> dict:
    """Keys in another order, where order means nothing: not scenes, nor shots."""
    turned = dict(reversed(film.items()))
    turned["scenes"] = {
        scene: dict(reversed(value.items()))
        | {"shots": {shot: dict(reversed(inner.items())) for shot, inner in value["shots"].items()}}
        for scene, value in film["scenes"].items()
    }
    return turned


# ── edits: each returns the changed film and a test of the steps that may run ────────────────────


def grade(film: dict, draw) -> tuple[dict, object]:
    film["presets"][draw(st.sampled_from(["one", "two"]))]["grade"] = {
        "exposure": draw(st.sampled_from([0.25, 0.5]))
    }
    return film, lambda made, before, after: not pictures(made)


def cut(film: dict, draw) -> tuple[dict, object]:
    film["cut"] = draw(_cuts(draw(st.permutations(names(film)))))
    return (
        film,
        lambda made, before, after: (
            not pictures(made) and not kinds(made, "finish") - unshown(before, after)
        ),
    )


def prompt(film: dict, draw) -> tuple[dict, object]:
    name = draw(st.sampled_from(names(film)))
    shot = at(film, name)
    shot["prompt"] += " " + draw(st.sampled_from(WORDS))
    return film, lambda made, before, after: pictures(made) <= reached(film, {name})


def style(film: dict, draw) -> tuple[dict, object]:
    preset = draw(st.sampled_from(["one", "two"]))
    film["presets"][preset]["style"] += " " + draw(st.sampled_from(WORDS))
    users = [
        f"{scene}/{shot}"
        for scene, value in film["scenes"].items()
        if value["preset"] == preset
        for shot in value["shots"]
    ]
    own = set().union(*(takes(user, at(film, user)) for user in users))
    return film, lambda made, before, after: own <= pictures(made) <= reached(film, set(users))


def insert(film: dict, draw) -> tuple[dict, object]:
    scene = draw(st.sampled_from(list(film["scenes"])))
    fresh = f"new{len(names(film))}"
    shots = film["scenes"][scene]["shots"]
    at_place = draw(st.integers(0, len(shots)))
    items = list(shots.items())
    film["scenes"][scene]["shots"] = dict(
        [*items[:at_place], (fresh, draw(_shots())), *items[at_place:]]
    )
    film["cut"] = (
        [*film["cut"][:1], f"{scene}/{fresh}", *film["cut"][1:]]
        if _plain(film["cut"])
        else names(film)
    )
    added = takes(f"{scene}/{fresh}", at(film, f"{scene}/{fresh}"))
    return film, lambda made, before, after: pictures(made) <= added


def _plain(entries: list) -> bool:
    return all(isinstance(entry, str) for entry in entries)


def remove(film: dict, draw) -> tuple[dict, object]:
    name = draw(st.sampled_from(names(film)))
    scene, _, shot = name.partition("/")
    if len(film["scenes"][scene]["shots"]) > 1 and reached(film, {name}) == takes(
        name, at(film, name)
    ):
        del film["scenes"][scene]["shots"][shot]
        film["cut"] = names(film)
    return film, lambda made, before, after: not pictures(made)


EDITS = [grade, cut, prompt, style, insert, remove]


def edited(film: dict, draw) -> tuple[dict, object]:
    return draw(st.sampled_from(EDITS))(copy.deepcopy(film), draw)


# ── what ran ───────────────────────────────────────────────────────────────────────────────────


def kinds(made, kind: str) -> set[str]:
    return {label for label in made if label.startswith(f"{kind} ")}


def pictures(made) -> set[str]:
    """The takes of which anything was made, parts too."""
    parts = {
        label.replace("part", "picture", 1).rpartition(" ")[0] for label in kinds(made, "part")
    }
    return kinds(made, "picture") | parts


def reached(film: dict, changed: set[str]) -> set[str]:
    """The takes of these shots, and of all that are derived from them."""
    found = set(changed)
    while more := {
        name for name in names(film) if name not in found and sources(at(film, name)) & found
    }:
        found |= more
    return set().union(*(takes(name, at(film, name)) for name in found))


def sources(shot: dict) -> set[str]:
    """The names of shots that stand anywhere in the text of one."""
    return set(re.findall(r"scene\d+/s\d+", str(shot)))


def unshown(before: dict, after: dict) -> set[str]:
    """Finish steps of shots that the old cut did not show: showing them first is what makes
    them.
    """
    return {f"finish {name}#{take}" for name in names(after) for take in (1, 2)}


def takes(name: str, shot: dict) -> set[str]:
    return {f"picture {name}#{take}" for take in range(1, shot.get("takes", 1) + 1)}


def at(film: dict, name: str) -> dict:
    scene, _, shot = name.partition("/")
    return film["scenes"][scene]["shots"][shot]
