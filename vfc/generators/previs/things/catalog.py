"""The things that have art: what each is called here, how large it is, where it lives."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("catalog.tsv")
SAME = {  # what the languages' files call otherwise
    "rhino": "rhinoceros",
    "hippo": "hippopotamus",
    "burger": "hamburger",
    "orange": "tangerine",
    "neon": "neon_sign",
    "oven": "stove",
    "tombstone": "gravestone",
    "wand": "magic_wand",
    "bubble": "bubbles",
    "plant": "potted_plant",
    "tools": "toolbox",
    "chess": "chessboard",
    "water": "drop",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogEntry:
    """A thing: `art` is a code point of Twemoji (`1f415`) or a drawing of vfc's own (`table.svg`).

    `face` is art of its face alone, where there is one; `also` are further code points that its
    name stands for. `bodied` says that the art is a face, and `bodies` draws the rest. `height` is
    in metres; `width` is given for what lies. `faces` is the way that the art looks.
    """

    id: str
    art: str
    face: str
    also: tuple[str, ...]
    height: float
    width: float | None
    habitat: str  # ground, air, water, underwater, table, hand, wall, sky, worn
    faces: str  # left, right, front
    kind: str
    light: bool  # whether light comes from it
    bodied: bool
    without: tuple[int, ...]  # the shapes of the art that are left out, such as the sea
    turn: float  # degrees by which the art is set upright

    @property
    def living(self) -> bool:
        """Whether it is alive and moves by itself."""
        return self.kind in ("animal", "being")


@cache
def entries() -> dict[str, CatalogEntry]:
    """All things by id, in the table's order."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    head = lines[0].split("\t")
    rows = (dict(zip(head, line.split("\t"), strict=True)) for line in lines[1:])
    return {row["id"]: entry(row) for row in rows}


def entry(row: dict[str, str]) -> CatalogEntry:
    """A row of the table as a value."""
    return CatalogEntry(
        id=row["id"],
        art=row["art"],
        face=row["face"],
        also=tuple(row["also"].split()),
        height=float(row["height"]),
        width=float(row["width"]) if row["width"] else None,
        habitat=row["habitat"],
        faces=row["faces"],
        kind=row["kind"],
        light=row["light"] == "light",
        bodied=row["body"] == "body",
        without=tuple(int(part) for part in row["without"].split()),
        turn=float(row["turn"] or 0),
    )


def known(name: str) -> CatalogEntry | None:
    """The thing of an id; None for what is not in the table."""
    return entries().get(SAME.get(name, name))
