"""What film, scene and shot say about how things look and are made: of several, the nearest
counts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from vfc.film.model import Camera
from vfc.language.resolve.generators import GeneratorUses
from vfc.language.resolve.looks import FilmSet, Looks
from vfc.language.resolve.values import Reader, entries, items
from vfc.language.yaml.node import Form, Node
from vfc.language.yaml.suggest import did_you_mean

HANDLES = 12  # frames, where the text says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What counts at one place of the text. `length` is that of the film or the scene, written at
    `length_node`.

    `named` is the generator that the text names, `preset_generator` that of the preset in force;
    `preset_nearer`: the preset was named nearer to this place than the generator. `length_lost`:
    what is written for the length is none.
    """

    camera: Camera = Camera()
    preset: tuple[str, ...] = ()
    film_set: FilmSet | None = None
    named: str = ""
    preset_generator: str = ""
    preset_nearer: bool = False
    handles: int = HANDLES
    length: Fraction | None = None
    length_node: Node | None = None
    length_lost: bool = False

    @property
    def generator(self) -> str:
        """The name of the generator in force; '' where nothing names one."""
        return (self.preset_nearer and self.preset_generator) or self.named


class Settings:
    """Reads settings at film, scenes and shots; each wrong name is told where it is written,
    once.
    """

    def __init__(self, reader: Reader, looks: Looks, generators: GeneratorUses):
        self.reader, self.looks, self.generators = reader, looks, generators
        self._words = {
            "preset": self._preset,
            "generator": self._generator,
            "set": self._place,
            "handles": self._handles,
            "camera": self._camera,
        }

    def within(self, around: Around, node: Node) -> Around:
        """What counts inside of `node`, a film, a scene or a shot, of which `around` is what counts
        outside.
        """
        own: dict[str, object] = {}
        for entry in node.entries:
            word = entry.key.text
            if word in self._words and not entry.value.empty:
                said = self._words[word](entry.value, around)
                own = said | own if word == "preset" else own | said
        return replace(around, **own) if own else around

    def _preset(self, node: Node, around: Around) -> dict[str, object]:
        names = self.looks.known(items(node))
        return {
            "preset": names,
            "preset_generator": self.looks.look(names).generator,
            "preset_nearer": True,
        }

    def _generator(self, node: Node, around: Around) -> dict[str, object]:
        return {"named": node.text, "preset_nearer": False} if self.generators.known(node) else {}

    def _place(self, node: Node, around: Around) -> dict[str, object]:
        found = self.looks.sets.get(self.reader.text(node))
        if found is None and node.kind is Form.SCALAR:
            self.reader.unknown(
                "sets",
                node.text,
                node.span,
                f"unknown set '{node.text}'",
                lambda: did_you_mean(node.text, self.looks.sets, "sets"),
            )
        return {"film_set": found}

    def _handles(self, node: Node, around: Around) -> dict[str, object]:
        return {"handles": self.reader.frames(node, HANDLES)}

    def _camera(self, node: Node, around: Around) -> dict[str, object]:
        own = {
            word: self.reader.prose(value)
            for word, _, value in entries(node)
            if word in ("framing", "angle", "move") and value.kind is Form.SCALAR
        }
        return {"camera": replace(around.camera, **own) if own else around.camera}

    def outer(self, around: Around, node: Node) -> Around:
        """As `within`, of a film or a scene, whose length is one for all shots inside that have
        none.
        """
        length_node = node.get("length")
        found = self.within(around, node)
        length = self.reader.length(length_node)
        if length is None:
            wrong = length_node is not None and not length_node.empty
            return replace(found, length_lost=True) if wrong else found
        return replace(found, length=length, length_node=length_node, length_lost=False)
