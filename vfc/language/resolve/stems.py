"""What is heard in a deliverable that is sound alone."""

from __future__ import annotations

from vfc.film.formats import DeliverableKind
from vfc.film.soundcodecs import Stem
from vfc.language.resolve.values import Reader
from vfc.language.yaml.node import Node


def stem_of(reader: Reader, path: str, node: Node, kind: DeliverableKind) -> Stem:
    """What the text says that is heard, or what the file is called by."""
    if kind is not DeliverableKind.SOUND:
        return Stem.FILM
    called = path.rpartition("/")[2].rpartition(".")[0]
    named = next((each for each in Stem if each == called), Stem.FILM)
    return reader.choice(node.get("stem"), Stem) or named
