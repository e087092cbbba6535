"""What of a film reads a preset, a person, a set or a generator of its text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vfc.language.resolve.values import entries, items
from vfc.language.yaml.node import Node
from vfc.project.load import LoadedFilm


def readers_of(loaded: LoadedFilm, section: str, name: str) -> Iterable[str]:
    """The shots that read what `presets`, `cast`, `sets` or `generators` hold under a name."""
    shots = loaded.film.shots
    if section == "cast":
        spoken = {
            each.name for each in shots.values() if any(line.who == name for line in each.lines)
        }
        return [each.name for each in shots.values() if name in each.cast or each.name in spoken]
    if section == "generators":
        return [
            each.name for each in shots.values() if any(use.name == name for use in each.generators)
        ]
    names = _built_on(loaded, name) if section == "presets" else {name}
    word = section.removesuffix("s")
    return [
        shot
        for shot, node in _nearest(loaded.source.root, word)
        if shot in shots and any(item.text in names for item in items(node))
    ]


def _built_on(loaded: LoadedFilm, name: str) -> set[str]:
    """A preset and all that extend it, also through others."""
    extends = {
        preset: {item.text for item in items(value.get("extends"))}
        for preset, _, value in entries(loaded.source.root.get("presets"))
    }
    found = {name}
    while more := {each for each, on in extends.items() if on & found} - found:
        found |= more
    return found


def _nearest(root: Node, word: str) -> Iterator[tuple[str, Node | None]]:
    """Each shot with what it, its scene or the film says under a word: the nearest."""
    for scene, _, held in entries(root.get("scenes")):
        for shot, _, own in entries(held.get("shots")):
            yield f"{scene}/{shot}", own.get(word) or held.get(word) or root.get(word)
