"""What is said of the media of a deliverable that editing programs open."""

from __future__ import annotations

from collections.abc import Iterable

from vfc.errors import Mistake
from vfc.film.formats import Codec, DeliverableKind, EditCodec, smallest
from vfc.film.model import Deliverable
from vfc.film.timing import Size
from vfc.language.resolve.values import Reader, span_of_word
from vfc.language.yaml.node import Node, excerpt


def media_of(reader: Reader, node: Node, size: Size) -> EditCodec:
    """How the media beside a deliverable are encoded, where it has such."""
    media = reader.choice(node.get("media"), EditCodec)
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
