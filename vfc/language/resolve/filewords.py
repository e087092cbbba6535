"""Words of a shot that say nothing of a file: those of what a generator makes."""

from __future__ import annotations

from collections.abc import Mapping

from vfc.language.resolve.values import Reader
from vfc.language.yaml.node import Node

# `prompt` and `camera` stand on a slate, `was` and `pick` are told elsewhere
MADE = ("generator", "style", "avoid", "references", "adapters", "takes", "seed", "set")


def check_file_words(reader: Reader, node: Node, given: Mapping[str, Node]) -> None:
    """Tell of each word at a shot that shows a file which only what is made has."""
    if "footage" not in given and "still" not in given:
        return
    for key, _ in node.entries:
        if key.text in MADE:
            reader.tell(
                key.span,
                f"'{key.text}' is about pictures that are made, and this shot shows a file",
                "take it out; what is known of the file stands under made: or note:",
            )
