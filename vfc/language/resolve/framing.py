"""What of a shot's picture is seen, read from the text."""

from __future__ import annotations

from collections.abc import Mapping

from vfc.film.framing import Focus, Rectangle, View
from vfc.language.resolve.values import Reader, items
from vfc.language.words.framing import RECTANGLE
from vfc.language.yaml.node import Form, Node

NEAR = 1e-6  # parts of a side, which sums of decimal fractions may miss


def focus_of(reader: Reader, node: Node | None) -> Focus | None:
    """The point that a crop keeps in sight; None where the text has none."""
    numbers = [reader.number(each, 0.5) for each in items(node)]
    return (numbers[0], numbers[1]) if len(numbers) == 2 else None


def view_of(reader: Reader, given: Mapping[str, Node]) -> View | None:
    """What is seen of the file that a shot shows; what has no file has no view, which is told."""
    node = given.get("view")
    if node is None:
        return None
    if "footage" not in given and "still" not in given:
        reader.tell(
            node.span,
            "'view' is a part of a file's picture, and this shot shows no file",
            "write camera: {move: push in}, or remix it",
        )
        return None
    move = given["camera"].get("move") if "camera" in given else None
    if move is not None and "still" in given:
        reader.tell(move.span, "'move' and 'view' both move this still", "take one of them out")
    if node.kind is Form.LIST:
        part = rectangle_of(reader, node)
        return View(start=part, stop=part) if part else None
    start, stop = (rectangle_of(reader, node.get(word)) for word in ("from", "to"))
    ease = reader.text(node.get("ease")) or "ease"
    return View(start=start, stop=stop, ease=ease) if start and stop else None


def rectangle_of(reader: Reader, node: Node | None) -> Rectangle | None:
    """A part of a picture; None where none can be read, or it is not within the picture, which is
    told.
    """
    numbers = [reader.number(each, -1.0) for each in items(node)]
    if node is None or len(numbers) != 4 or any(not 0 <= each <= 1 for each in numbers):
        return None
    left, top, width, height = numbers
    if not width or not height:
        reader.tell(node.span, "this part of the picture is empty", f"write {RECTANGLE.write}")
        return None
    if left + width > 1 + NEAR or top + height > 1 + NEAR:
        reader.tell(
            node.span,
            "this part reaches beyond the picture: it is left, top, width and height",
            f"write [{left:g}, {top:g}, {min(width, 1 - left):.4g}, {min(height, 1 - top):.4g}]"
            if left < 1 and top < 1
            else f"write {RECTANGLE.write}",
        )
        return None
    return left, top, width, height
