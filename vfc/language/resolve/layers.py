"""Overlays read from the text: what lies over shots, and over the film."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace

from vfc.film.facts import FileKind
from vfc.film.layers import SOFT, TOLERANCE, WHOLE, ColourKey, EditLayer, LayerLook, is_transparent
from vfc.film.model import Asset, Fit, Shot, ShotRef
from vfc.language.resolve.framing import rectangle_of
from vfc.language.resolve.references import SHOT, References, counted
from vfc.language.resolve.soundtrack import Soundtrack
from vfc.language.resolve.values import Reader, entries, items, span_of_word
from vfc.language.words.kinds import COLOURS
from vfc.language.yaml.node import Form, Node

GREY = 24  # between the highest and the lowest channel of a colour that has no hue


def overlaid(root: Node) -> set[str]:
    """The names of all shots that lie over others, or over the film."""
    cuts = [cut for _, _, cut in entries(root.get("cuts"))]
    scenes = [scene for _, _, scene in entries(root.get("scenes"))]
    shots = [shot for scene in scenes for _, _, shot in entries(scene.get("shots"))]
    nodes = [each.get("overlays") for each in (root, *cuts, *shots)]
    named = (item.get("shot") for node in nodes for item in items(node))
    found = (SHOT.match(node.text.strip()) for node in named if node is not None)
    return {match[1] for match in found if match}


class Overlays:
    """Reads overlays once all shots are known; `shots` are those that could be resolved, `layered`
    the names of those that have overlays.
    """

    def __init__(
        self,
        reader: Reader,
        references: References,
        shots: Mapping[str, Shot],
        layered: Container[str],
    ):
        self.reader, self.references, self.shots = reader, references, shots
        self.layered = layered

    def over_shot(self, node: Node, shot: Shot) -> tuple[EditLayer, ...]:
        """What lies over a shot."""
        found = [(item, self._layer(item)) for item in items(node)]
        return tuple(self._in_shot(item, layer, shot) for item, layer in found if layer is not None)

    def over_film(self, node: Node | None, track: Soundtrack) -> tuple[EditLayer, ...]:
        """What lies over the film."""
        found: list[EditLayer] = []
        for item in items(node):
            layer, at = self._layer(item), track.point(item.get("at"))
            if layer is not None and (at is not None or item.get("at") is None):
                found.append(replace(layer, at=at))
        return tuple(found)

    def _in_shot(self, item: Node, layer: EditLayer, shot: Shot) -> EditLayer:
        at = self.reader.frames(item.get("at"))
        stop = at + (layer.length or 1)
        if at >= shot.frames:
            message = f"this overlay comes after its shot, which has {counted(shot.frames)}"
            self.reader.tell(span_of_word(item, "at"), message)
        elif stop > shot.frames:
            self.reader.tell(
                span_of_word(item, "length"),
                f"this overlay stands beyond its shot, which has {counted(shot.frames)}",
                "take 'length' out: it then stands to the end",
            )
        return replace(layer, start_in_shot=at)

    def _layer(self, node: Node) -> EditLayer | None:
        of = self._of(node)
        length = self.reader.some_frames(node.get("length"))
        place = rectangle_of(self.reader, node.get("place"))
        fades = [self.reader.frames(each) for each in items(node.get("fade"))]
        usual = Fit.FIT if isinstance(of, Asset) else Fit.CROP
        look = LayerLook(
            place=place or WHOLE,
            fit=self.reader.choice(node.get("fit"), Fit) or usual,
            opacity=self.reader.number(node.get("opacity"), 1.0),
            key=self._key(node.get("key")),
            fade_in=fades[0] if fades else 0,
            fade_out=fades[-1] if fades else 0,
        )
        if of is None:
            return None
        if isinstance(of, ShotRef):
            self._check_shot(node, of, length)
        return EditLayer(of=of, look=look, length=length, span=node.span)

    def _of(self, node: Node) -> Asset | ShotRef | None:
        if node.get("shot") is not None:
            return self.references.shot(node.get("shot"))
        picture = node.get("picture")
        file = self.reader.asset(picture)
        if picture is None or file is None or not file.digest:
            return file
        if file.facts.kind is not FileKind.STILL:
            moves = file.facts.kind is FileKind.VIDEO
            self.reader.tell(
                picture.span,
                f"'{file.path}' is {'moving pictures, ' if moves else ''}not a picture",
                f"make a shot of it, footage: {picture.text}, and lay that here by shot:"
                if moves
                else "",
            )
        return file

    def _check_shot(self, node: Node, of: ShotRef, length: int | None) -> None:
        shot = self.shots.get(of.shot)
        if shot is None:
            return
        if length is not None and length > shot.frames:
            self.reader.tell(
                span_of_word(node, "length"),
                f"'{shot.name}' lies here for longer than it is: it has {counted(shot.frames)}",
                f"write {shot.frames}f or less",
            )
        if shot.name in self.layered:
            self.reader.tell(
                span_of_word(node, "shot"),
                f"'{shot.name}' has overlays of its own, which are not seen where it is one itself",
                f"lay them here too, or take them out of '{shot.name}'",
            )
        if shot.effects and is_transparent(shot.source):
            self.reader.tell(
                span_of_word(node, "shot"),
                f"'{shot.name}' is transparent and has effects, which change its picture alone",
                "take its effects out",
            )

    def _key(self, node: Node | None) -> ColourKey | None:
        if node is None:
            return None
        colour = node if node.kind is Form.SCALAR else node.get("colour")
        text = self.reader.text(colour)
        code = COLOURS.get(text, text).lower()
        if colour is None or len(code) != 7:
            return None
        channels = bytes.fromhex(code[1:])
        if max(channels) - min(channels) < GREY:
            self.reader.tell(
                colour.span,
                f"'{text}' has no hue, and a key goes by the hue",
                "write a green or a blue, as it is in the picture: '#00b140'",
            )
            return None
        if node.kind is Form.SCALAR:
            return ColourKey(colour=code)
        return ColourKey(
            colour=code,
            tolerance=self.reader.number(node.get("tolerance"), TOLERANCE),
            soft=self.reader.number(node.get("soft"), SOFT),
        )
