"""The timecode at which a film begins."""

from __future__ import annotations

from fractions import Fraction

from vfc.film.timing import drops_numbers, parse_timecode
from vfc.language.resolve.values import Reader
from vfc.language.yaml.node import Node

DAY = 24  # hours


def start_of(reader: Reader, node: Node | None, rate: Fraction) -> int | None:
    """The frame by timecode at which the film begins, which drops numbers where the rate has such;
    None where nothing says it, or no such timecode is, which is told.
    """
    text = reader.text(node).strip()
    if node is None or not text:
        return None
    clock, _, frame = text.replace(";", ":").rpartition(":")
    try:
        frames = parse_timecode(f"{clock};{frame}" if drops_numbers(rate) else text, rate)
    except ValueError as error:
        if ":" in text:
            reader.tell(node.span, str(error))
        return None
    if int(text.partition(":")[0]) >= DAY:
        reader.tell(node.span, f"'{text}' is past the end of a day", "write 23:59:59:00 or less")
        return None
    return frames
