"""What the writers of the formats share: links that are laid when a file is delivered, timecode,
notes of what is lost.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import quote

from vfc.edit.handover.editlist import EditFile, plain_text
from vfc.film.model import Overlay

# A link stands between two characters that no text of a film brings into a file.
OPEN, CLOSE = "\x02", "\x03"
LINK = re.compile(f"{OPEN}([^{CLOSE}]*){CLOSE}")
LINK_IN_JSON = re.compile(r"\\u0002((?:(?!\\u0003).)*)\\u0003")


class LinkForm(StrEnum):
    """How a format names a file: by its path, from the file that names it; by an absolute URL of
    Final Cut Pro 7; by a URL from there; by either URL, in JSON.
    """

    PATH = "path"
    ABSOLUTE = "absolute"
    RELATIVE = "relative"
    JSON = "json"
    JSON_ABSOLUTE = "json, absolute"


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """A cut in a format; `text` with links to be laid; what the format does not hold, each said
    once.
    """

    text: str
    lost: tuple[str, ...]


def link_of(file: EditFile) -> str:
    """A link that is laid later: `made/NAME` or `film/PATH`."""
    return f"{OPEN}{'made/' + file.made if file.made else 'film/' + file.path}{CLOSE}"


def laid(text: str, form: LinkForm, ways: Mapping[str, Path], beside: Path) -> str:
    """A text with its links laid: `ways` leads from a link's name to a file, `beside` is the folder
    of the text.
    """

    in_json = form in (LinkForm.JSON, LinkForm.JSON_ABSOLUTE)

    def replaced(match: re.Match[str]) -> str:
        name = json.loads(f'"{match[1]}"') if in_json else match[1]
        path = ways.get(name)
        if path is None:
            return match[1].partition("/")[2]
        if form is LinkForm.ABSOLUTE:
            return f"file://localhost{quote(path.absolute().as_posix())}"
        if form is LinkForm.JSON_ABSOLUTE:
            return path.absolute().as_uri()
        way = _relative(path, beside)
        return way if form is LinkForm.PATH else quote(way)

    return (LINK_IN_JSON if in_json else LINK).sub(replaced, text)


def _relative(path: Path, beside: Path) -> str:
    return Path(os.path.relpath(path.absolute(), beside.absolute())).as_posix()


def rgb(colour: str) -> tuple[int, int, int]:
    """A colour of a title as bytes; white where it is no number, such as a word."""
    match = re.match("#([0-9a-fA-F]{6})", colour)
    if match is None:
        return 255, 255, 255
    red, green, blue = bytes.fromhex(match[1])
    return red, green, blue


def lost_of_title(title: Overlay) -> list[str]:
    """What a text of an editing program has not of a title: its font and its fade."""
    style = title.style
    words = [f"font {plain_text(style.font.path)}"] if style.font else []
    words += [f"fade {style.fade}f"] if style.fade else []
    look = style.look
    said = {
        "outline": look.outline,
        "shadow": look.shadow,
        "box": look.box,
        "bar": look.bar,
        "slide": look.slide,
        "typing": look.typed,
        "karaoke": look.karaoke,
        str(look.move): look.move,
    }
    words += [word for word, value in said.items() if value]
    return [f"the title '{plain_text(title.text)}': {', '.join(words)}"] if words else []
