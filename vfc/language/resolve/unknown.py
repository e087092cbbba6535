"""Names that may be missing through a fault told where it stands: who uses them is not wrong as
well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from vfc.language.words.shots import SCENE
from vfc.language.words.vocabulary import FILM
from vfc.language.yaml.node import Form, Node
from vfc.language.yaml.suggest import closest

NAMES = ("presets", "cast", "sets", "generators", "profiles", "scenes", "tempo")
# words of one name, which a map is not
ALONE = {"preset": "presets", "set": "sets", "generator": "generators"}
GOOD = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class UnknownNames:
    """What of a film's names cannot be known, and which names go by one cause.

    `whole`: every text of the film could be read.
    """

    def __init__(self, root: Node, whole: bool):
        self.whole = whole
        self._sections = set(_lost_sections(root))
        self._names = {section: _misnamed(root.get(section)) for section in NAMES}
        scenes = root.get("scenes")
        self._scenes = {
            entry.key.text: entry.value for entry in (scenes.entries if scenes is not None else ())
        }
        self._open = {name for name, scene in self._scenes.items() if _lost_shots(scene)}

    def name(self, section: str, name: str) -> bool:
        """Whether the film may mean to have a name in a section, or anything there where it is
        ''.
        """
        if not self.whole or section in self._sections or _slug(name) in self._names[section]:
            return True
        if not name:
            return section == "scenes" and bool(self._open)
        scene, _, shot = name.partition("/")
        return section == "scenes" and (
            _slug(scene) in self._names[section]
            or scene in self._open
            or _slug(shot) in _misnamed(self._shots(scene))
        )

    def cause(self, section: str, name: str) -> str:
        """The name by which others are unknown too: that of a scene which the film has not, else
        the name itself.
        """
        scene, slash, _ = name.partition("/")
        return scene if section == "scenes" and slash and scene not in self._scenes else name

    def _shots(self, scene: str) -> Node | None:
        found = self._scenes.get(scene)
        return found.get("shots") if found is not None else None


def _lost_sections(root: Node) -> Iterable[str]:
    for entry in root.entries:
        word, value = entry.key.text, entry.value
        meant = word if word in FILM.table else closest(word, FILM.table)
        if word in ALONE and value.kind is Form.MAP:
            yield ALONE[word]
        elif meant in NAMES and (meant != word or (value.kind is not Form.MAP and not value.empty)):
            yield meant
        elif word == "tempo" and not value.empty:  # beats lack it only where it could not be read
            yield word


def _lost_shots(scene: Node) -> bool:
    """Whether a scene's shots stand where they cannot be found."""
    shots = scene.get("shots")
    return (
        (scene.kind is not Form.MAP and not scene.empty)
        or (shots is not None and shots.kind is not Form.MAP and not shots.empty)
        or any(
            entry.key.text not in SCENE.table and closest(entry.key.text, SCENE.table) == "shots"
            for entry in scene.entries
        )
    )


def _misnamed(section: Node | None) -> set[str]:
    """What the names of a section are likely meant to be, of those that are no names."""
    return {
        _slug(entry.key.text)
        for entry in (section.entries if section is not None else ())
        if not GOOD.fullmatch(entry.key.text)
    }


def _slug(name: str) -> str:
    return re.sub("[^a-z0-9]+", "-", name.casefold()).strip("-")
