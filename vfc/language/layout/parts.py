"""A text as what is laid out: values with their comments, their blank lines and their quotes."""

from __future__ import annotations

from dataclasses import dataclass, field

from vfc.language.yaml.node import Form


@dataclass(slots=True)
class LayoutComment:
    """A comment from its `#` on, the column that it stood in (from 0), and how many characters lay
    between it and what it stands behind.
    """

    text: str
    column: int
    gap: int = 0
    blank: bool = False  # a blank line stands above it


@dataclass(slots=True, eq=False)
class LayoutNode:
    """A scalar, an alias or a collection, as it was written."""

    kind: Form
    start: int
    stop: int
    raw: str = ""  # without anchor and tag
    text: str = ""  # a scalar's, quotes removed
    style: str = ""  # of a scalar: '' plain, "'", '"', '|' or '>'
    marks: str = ""  # anchor and tag
    flow: bool = False
    below: bool = False  # it begins on a line after its key
    expanded: bool = False  # of a flow: a line ends behind its bracket
    commented: bool = False  # of a flow: comments stand in it
    column: int = 0  # of the entries of a block
    slots: list[LayoutSlot] = field(default_factory=list)
    footers: list[LayoutComment] = field(default_factory=list)  # below its last entry
    owner: LayoutSlot | None = None

    @property
    def alias(self) -> str:
        """The anchor that an alias names; '' of what is none."""
        return self.raw[1:] if self.kind is Form.SCALAR and self.style == "*" else ""

    @property
    def block(self) -> bool:
        """Whether it has lines of its own below its key: a map or a list in block style."""
        return self.kind is not Form.SCALAR and not self.flow

    @property
    def empty(self) -> bool:
        """Whether nothing was written."""
        return self.kind is Form.SCALAR and not self.raw


@dataclass(slots=True, eq=False)
class LayoutSlot:
    """An entry of a map or an item of a list, with the comments that belong to it."""

    container: LayoutNode
    start: int
    line: int
    column: int
    value: LayoutNode
    key: LayoutNode | None = None
    bare: bool = False  # a key of a flow map without a ':'
    blank: bool = False  # a blank line stands above it, below its comments
    above: list[LayoutComment] = field(default_factory=list)
    behind: list[LayoutComment] = field(default_factory=list)
    under: list[LayoutComment] = field(
        default_factory=list
    )  # deeper than a value that has no lines

    @property
    def apart(self) -> bool:
        """Whether a blank line stands between it, with its comments, and what is before."""
        return self.above[0].blank if self.above else self.blank


@dataclass(slots=True, eq=False)
class LayoutPage:
    """A whole text: its map, the comments at its head that are about the file, its line break."""

    root: LayoutNode
    newline: str
    header: list[LayoutComment] = field(default_factory=list)
    header_apart: bool = False
    comments: int = 0
