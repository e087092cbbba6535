"""What is said of the media of a deliverable that editing programs open."""

from __future__ import annotations

from collections.abc import Iterable

from vfc.errors import Mistake
from vfc.film.formats import FORMATS, Codec, DeliverableKind, EditCodec, ending_of, smallest
from vfc.film.model import Deliverable
from vfc.film.timing import Size
from vfc.language.resolve.values import Reader, span_of_word
from vfc.language.yaml.node import Node, excerpt

HANDED_OVER = [ending for ending, each in FORMATS.items() if each.kind is DeliverableKind.HANDOVER]
OF_FILMS = ("codec", "quality", "size", "fit", "slate")


def media_of(reader: Reader, path: str, node: Node, size: Size) -> EditCodec:
    """How the media beside a deliverable are encoded, where it has such; what else is said of it
    than that, and does nothing, is told.
    """
    media = reader.choice(node.get("media"), EditCodec)
    ending = ending_of(path)
    if ending not in HANDED_OVER:
        if node.get("media") is not None:
            reader.tell(
                span_of_word(node, "media"),
                f"an .{ending} has no media beside it that editing programs open",
                f"leave it out; {', '.join(f'.{each}' for each in HANDED_OVER)} have",
            )
        return EditCodec.PRORES
    for word in OF_FILMS:
        if node.get(word) is not None:
            reader.tell(
                span_of_word(node, word),
                f"'{word}' is of film files, and an .{ending} is a text",
                "say how its pictures are encoded with media: prores, dnxhr or h264",
            )
    least = smallest(Codec(media or EditCodec.PRORES))
    if size.width < least.width or size.height < least.height:
        reader.tell(
            span_of_word(node, "media"),
            f"DNxHR takes pictures of at least {least}, and the film is {size}",
            "write media: prores",
        )
    return media or EditCodec.PRORES


def media_mistakes(deliverables: Iterable[Deliverable]) -> list[Mistake]:
    """A mistake for each whose media would lie in one folder with others, encoded otherwise."""
    first: dict[str, Deliverable] = {}
    mistakes: list[Mistake] = []
    for each in deliverables:
        if each.kind is not DeliverableKind.HANDOVER:
            continue
        other = first.setdefault(each.path.rpartition(".")[0].casefold(), each)
        if other.media is not each.media:
            mistakes.append(
                Mistake(
                    span=each.span,
                    message=f"'{excerpt(each.path)}' has the folder of its media with "
                    f"'{excerpt(other.path)}', whose media are {other.media}",
                    hint=f"write media: {other.media}, or give it another name",
                )
            )
    return mistakes
