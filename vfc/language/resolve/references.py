"""References to shots and frames of shots: `street/walk#3@last`."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from vfc.film.model import Asset, FrameRef, ShotRef
from vfc.language.resolve.values import Reader, part
from vfc.language.words.assetpaths import FRAME_OF_SHOT, FRAME_WITHOUT_SCENE
from vfc.language.yaml.node import Form, Node
from vfc.language.yaml.suggest import did_you_mean

SHOT = re.compile(r"^([a-z0-9-]+/[a-z0-9-]+)(?:#([1-9]\d{0,8}))?(?:@(.+))?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class References:
    """Reads references against all the film's shots: `takes` says how many each has, `stills` which
    are one picture.
    """

    reader: Reader
    takes: Mapping[str, int]
    stills: Collection[str] = ()
    frames: Callable[[str], int | None] = lambda name: None  # of a shot, once they are known

    def names(self, nodes: list[Node]) -> list[str]:
        """The shots that these nodes refer to, without a word about those that are unknown."""
        found = (SHOT.match(node.text.strip()) for node in nodes if node.kind is Form.SCALAR)
        return [match[1] for match in found if match and match[1] in self.takes]

    def shot(self, node: Node | None) -> ShotRef | None:
        """A whole shot; None, and a mistake, where there is none of this name."""
        match = SHOT.match(self.reader.text(node).strip())
        if node is None or match is None or not self.known(node, match[1]):
            return None
        return ShotRef(shot=match[1], take=self._take(node, match), span=node.span)

    def known(self, node: Node, name: str) -> bool:
        """Whether the film has a shot of this name; a mistake where it has not."""
        if name in self.takes:
            return True
        span = part(node, name, node.text.find(name)).span
        self.reader.unknown(
            "scenes", name, span, f"unknown shot '{name}'", lambda: did_you_mean(name, self.takes)
        )
        return False

    def _take(self, node: Node, match: re.Match[str]) -> int | None:
        if not match[2]:
            return None
        take, count = int(match[2]), self.takes[match[1]]
        if take > count:
            self.reader.tell(
                part(node, f"#{take}", node.text.find("#")).span, no_take(take, match[1], count)
            )
        return take

    def picture(self, node: Node | None) -> Asset | FrameRef | None:
        """A file, a frame of a shot, or a still, which needs no `@`."""
        if node is None or node.kind is not Form.SCALAR or not node.text:
            return None
        match = SHOT.match(node.text.strip())
        if FRAME_WITHOUT_SCENE.match(node.text.strip()):
            self.reader.tell(
                node.span, f"'{node.text}' names no scene", f"write scene/{node.text.strip()}"
            )
            return None
        if match is None or not FRAME_OF_SHOT.match(node.text.strip()):
            return self.reader.asset(node)
        if not self.known(node, match[1]):
            return None
        if not match[3] and match[1] not in self.stills:
            self.reader.tell(
                node.span,
                f"'{node.text}' is a whole shot; one frame of it is meant here",
                f"write {node.text}@last, or @first, @2s, @36f",
            )
            return None
        take, frame = self._take(node, match), self._frame(node, match)
        return (
            None
            if frame is None
            else FrameRef(shot=match[1], take=take, frame=frame, span=node.span)
        )

    def _frame(self, node: Node, match: re.Match[str]) -> int | None:
        """`first`, `last`, `2s` or `36f` as a frame of the shot; the last is -1."""
        text = (match[3] or "first").strip()
        if text in ("first", "last"):
            return 0 if text == "first" else -1
        piece = part(node, text, node.text.rfind(text))
        time = self.reader.parsed(text)
        if isinstance(time, str):
            self.reader.tell(
                piece.span,
                f"'@{text}' is no frame of a shot: {time}",
                "write @first, @last, @2s or @36f",
            )
            return None
        self.reader.between(piece, time)
        frames = self.frames(match[1])
        if frames is not None and time.nearest >= frames:
            self.reader.tell(
                piece.span,
                f"'@{text}' lies outside {match[1]}, which has {counted(frames)}",
                f"write {match[1]}@last",
            )
            return None
        return time.nearest


def no_take(take: int, shot: str, count: int) -> str:
    """That a shot has no such take."""
    return f"there is no take {take}: '{shot}' has {count}"


def counted(frames: int) -> str:
    """`1 frame`, `2 frames`."""
    return f"{frames} frame" if frames == 1 else f"{frames} frames"
