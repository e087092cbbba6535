"""What is heard in a deliverable that is sound alone."""

from __future__ import annotations

from vfc.film.formats import DeliverableKind
from vfc.film.soundcodecs import SoundLayout, Stem
from vfc.language.resolve.values import Reader, span_of_word
from vfc.language.yaml.node import Node


def layout_of(reader: Reader, path: str, node: Node, stem: Stem) -> SoundLayout:
    """On how many loudspeakers a deliverable's sound is heard; what cannot be is told."""
    found = reader.choice(node.get("channels"), SoundLayout) or SoundLayout.STEREO
    why = ""
    if found is SoundLayout.SURROUND and stem is not Stem.FILM:
        why = f"the {stem} alone is stereo: surround is made of all stems"
    if found is SoundLayout.SURROUND and path.endswith(".webm"):
        why = "surround does not go into a .webm here"
    if why:
        reader.tell(span_of_word(node, "channels"), why, "write channels: stereo, or another file")
        return SoundLayout.STEREO
    return found


def stem_of(reader: Reader, path: str, node: Node, kind: DeliverableKind) -> Stem:
    """What the text says that is heard, or what the file is called by."""
    if kind is not DeliverableKind.SOUND:
        return Stem.FILM
    called = path.rpartition("/")[2].rpartition(".")[0]
    named = next((each for each in Stem if each == called), Stem.FILM)
    return reader.choice(node.get("stem"), Stem) or named
