"""How times and things are said in the cut's mistakes."""

from __future__ import annotations

from vfc.film.model import Plain, ShotEntry, TitleCard

LABEL_LENGTH = 40  # characters of a title that name its segment

Shown = ShotEntry | TitleCard | Plain  # the entries that take time


def count(number: int, noun: str = "frame") -> str:
    """`1 frame`, `12 frames`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def name_of(entry: Shown) -> str:
    """An entry as people know it: the shot's name, a title's first line without its last comma, a
    colour.
    """
    if isinstance(entry, ShotEntry):
        return entry.shot
    if isinstance(entry, Plain):
        return _printable(entry.colour) or "plain"
    lines = [_printable(line) for line in entry.text.splitlines()]
    first = next((line for line in lines if line), "title")
    return first[:LABEL_LENGTH].rstrip(" ,;:.-") or first[:LABEL_LENGTH]


def _printable(text: str) -> str:
    """A text in one line, with single spaces, without what a terminal would obey."""
    return " ".join(
        "".join(character if character.isprintable() else " " for character in text).split()
    )
