"""Which take of a shot is picked, for all profiles or for each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from vfc.language.resolve.references import no_take
from vfc.language.resolve.values import Reader, entries
from vfc.language.yaml.node import Form, Node
from vfc.language.yaml.suggest import did_you_mean


@dataclass(frozen=True, slots=True, kw_only=False)
class Picks:
    """Reads `pick`; `profiles` are all that the film has, `profile` the one for which it is
    resolved.
    """

    reader: Reader
    profiles: Collection[str]
    profile: str | None

    def read(
        self, node: Node, shot: str, takes: int, *, file: bool = False
    ) -> int | Literal["best"] | None:
        """The take picked in this profile, or None; those of all the others are checked as well.

        A shot that comes from a `file` has one take, whatever it asks for.
        """
        more = "a file has one take" if file else ""
        if node.kind is not Form.MAP:
            return self._one(node, shot, takes, more)
        found = None
        for name, key, value in entries(node):
            if name not in self.profiles:
                self.reader.unknown(
                    "profiles",
                    name,
                    key.span,
                    f"unknown profile '{name}'",
                    lambda name=name: did_you_mean(name, self.profiles, "profiles"),
                )
            one = self._one(value, shot, takes, more)
            found = one if name == self.profile else found
        return found

    def _one(self, node: Node, shot: str, takes: int, more: str) -> int | Literal["best"] | None:
        text = self.reader.text(node).strip()
        if text == "best":
            return "best"
        take = self.reader.whole(node, 0)
        if take > takes:
            self.reader.tell(node.span, no_take(take, shot, takes), more or f"write takes: {take}")
            return None
        return take if take > 0 else None
