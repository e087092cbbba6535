"""Which words say anything of a deliverable, by what it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vfc.film.formats import DeliverableKind
from vfc.language.yaml.node import Node

PICTURE, CODING = "about pictures", "about how a film file is encoded"
WHAT = {
    "size": PICTURE,
    "fit": PICTURE,
    "slate": PICTURE,
    "codec": CODING,
    "quality": CODING,
    "language": "about subtitles",
}
# the words that say something of each
TAKES: Mapping[DeliverableKind, frozenset[str]] = {
    DeliverableKind.VIDEO: frozenset({"cut", "size", "fit", "codec", "quality", "slate"}),
    DeliverableKind.PREVIEW: frozenset({"cut", "size", "fit", "slate"}),
    DeliverableKind.POSTER: frozenset({"cut", "size", "fit", "slate", "at"}),
    DeliverableKind.SUBTITLES: frozenset({"cut", "language"}),
    DeliverableKind.OTIO: frozenset({"cut"}),
    # what is said of its pictures is told beside `media`
    DeliverableKind.HANDOVER: frozenset({"cut", "size", "fit", "slate", "codec", "quality"}),
}
NAMES: Mapping[DeliverableKind, str] = {
    DeliverableKind.VIDEO: "a film file",
    DeliverableKind.PREVIEW: "moving pictures for a page",
    DeliverableKind.POSTER: "a still",
    DeliverableKind.SUBTITLES: "a file of subtitles",
    DeliverableKind.OTIO: "a timeline",
    DeliverableKind.HANDOVER: "a cut for an editing program",
}


def useless_words(kind: DeliverableKind, node: Node) -> Iterator[tuple[str, str]]:
    """Each word at a deliverable that says nothing of its kind, and why."""
    for key, _ in node.entries:
        if key.text in WHAT and key.text not in TAKES[kind]:
            yield key.text, f"{WHAT[key.text]}, and this is {NAMES[kind]}"
