"""References to shots and frames of shots: `street/walk#3@last`."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from vfc.film.model import Asset, FrameRef, ShotRef
from vfc.spec.assetpaths import FRAME_OF_SHOT
from vfc.spec.node import Node
from vfc.spec.suggest import did_you_mean
from vfc.spec.values import Reader

SHOT = re.compile(r"^([a-z0-9-]+/[a-z0-9-]+)(?:#([1-9]\d*))?(?:@(.+))?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class References:
    """Reads references against the names of all the film's shots."""

    reader: Reader
    shots: Collection[str]
    whole: bool = True

    def names(self, nodes: list[Node]) -> list[str]:
        """The shots that these nodes refer to, without a word about those that are unknown."""
        found = (SHOT.match(node.text.strip()) for node in nodes if node.kind == "scalar")
        return [match[1] for match in found if match and match[1] in self.shots]

    def shot(self, node: Node | None) -> ShotRef | None:
        """A whole shot; None, and a mistake, where there is none of this name."""
        match = SHOT.match(self.reader.text(node).strip())
        if match is None:
            return None
        if match[3]:
            self.reader.tell(node.span, f"'{node.text}' is one frame; a whole shot is meant here", f"write {match[1]}")
        if not self.known(node, match[1]):
            return None
        return ShotRef(shot=match[1], take=int(match[2]) if match[2] else None, span=node.span)

    def known(self, node: Node, name: str) -> bool:
        """Whether the film has a shot of this name; a mistake where it has not."""
        if name in self.shots:
            return True
        if self.whole:
            self.reader.tell(node.span._replace(length=min(node.span.length, len(name))) if not node.quoted else node.span,
                             f"unknown shot '{name}'", did_you_mean(name, self.shots))
        return False

    def picture(self, node: Node | None, stills: Collection[str]) -> Asset | FrameRef | None:
        """A file, a frame of a shot, or a shot in `stills`, which needs no `@`."""
        if node is None or node.kind != "scalar" or not node.text:
            return None
        if not FRAME_OF_SHOT.match(node.text.strip()):
            return self.reader.asset(node)
        match = SHOT.match(node.text.strip())
        if match is None or not self.known(node, match[1]):
            return None
        if not match[3] and match[1] not in stills:
            self.reader.tell(node.span, f"'{node.text}' is a whole shot; one frame of it is meant here",
                             f"write {node.text}@last, or @first, @2s, @36f")
            return None
        frame = self.frame(node, match[3] or "first")
        take = int(match[2]) if match[2] else None
        return None if frame is None else FrameRef(shot=match[1], take=take, frame=frame, span=node.span)

    def frame(self, node: Node, text: str) -> int | None:
        """`first`, `last`, `2s` or `36f` as a frame of the shot; the last is -1."""
        if text in ("first", "last"):
            return 0 if text == "first" else -1
        time = self.reader.time(Node(node.span, "scalar", text=text))
        if time is None:
            self.reader.tell(node.span, f"'@{text}' is no frame of a shot", "write @first, @last, @2s or @36f")
            return None
        return time.nearest
