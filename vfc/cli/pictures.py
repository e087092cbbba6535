"""Pictures on the terminal, where it is one that can show them."""

from __future__ import annotations

from base64 import standard_b64encode
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TextIO, assert_never


class TerminalProtocol(StrEnum):
    """How a terminal is told a picture."""

    KITTY = "kitty"
    ITERM = "iterm"


# base64 characters in one sequence of kitty's; a multiple of 4, as it must be for all but the last
CHUNK = 4096
LARGEST = 1_048_576  # bytes that iTerm2 takes in one sequence
PROGRAMS: Mapping[str, TerminalProtocol] = {
    "iTerm.app": TerminalProtocol.ITERM,
    "WezTerm": TerminalProtocol.ITERM,
    "ghostty": TerminalProtocol.KITTY,
}
TERMS = ("xterm-kitty", "xterm-ghostty")
WRAPPERS = ("TMUX", "STY", "ZELLIJ")  # set by tmux, screen and Zellij, which swallow the sequences
APC, OSC, BELL, END = "\x1b_G", "\x1b]1337;", "\a", "\x1b\\"


def shows_pictures(environ: Mapping[str, str], stream: TextIO) -> TerminalProtocol | None:
    """Which way of showing pictures a terminal has, by its environment; None for a file, a pipe,
    tmux, or no way known.

    Nothing is asked of the terminal itself: its answer could come late, and be typed into the
    shell.
    """
    term = environ.get("TERM", "")
    if (
        not stream.isatty()
        or any(environ.get(name) for name in WRAPPERS)
        or term.startswith(("tmux", "screen"))
    ):
        return None
    if environ.get("KITTY_WINDOW_ID") or term in TERMS:
        return TerminalProtocol.KITTY
    return PROGRAMS.get(environ.get("TERM_PROGRAM", ""))


def draw(path: Path, protocol: TerminalProtocol, *, columns: int | None = None) -> str:
    """What shows a PNG file when written to a terminal of a protocol, a line's end with it.

    It is shown in so many character cells across, by default at its own size. OSError where it
    cannot be read.
    """
    data = path.read_bytes()
    match protocol:
        case TerminalProtocol.KITTY:
            parts = _kitty(data, columns)
        case TerminalProtocol.ITERM:
            parts = _iterm(data, path.name, columns)
        case _:
            assert_never(protocol)
    return "".join(parts) + "\n"


def _kitty(data: bytes, columns: int | None) -> Iterator[str]:
    """Kitty's graphics protocol (sw.kovidgoyal.net/kitty/graphics-protocol, "Remote client").

    Keys: `a=T` transmit and show, `f=100` PNG, `q=2` answer nothing, `c` columns, `m=1` more comes.
    The first sequence has all of them, the others `m` alone.
    """
    text = standard_b64encode(data).decode("ascii")
    keys = "a=T,f=100,q=2," + (f"c={columns}," if columns else "")
    for start in range(0, max(1, len(text)), CHUNK):
        more = int(start + CHUNK < len(text))
        yield f"{APC}{'' if start else keys}m={more};{text[start : start + CHUNK]}{END}"


def _iterm(data: bytes, name: str, columns: int | None) -> Iterator[str]:
    """iTerm2's inline images (iterm2.com/documentation-images.html).

    One `File` sequence, which WezTerm takes as well; in parts, from iTerm2 3.5 on alone, where it
    would be too large.
    """
    text = standard_b64encode(data).decode("ascii")
    label = standard_b64encode(name.encode("utf-8")).decode("ascii")
    keys = f"name={label};size={len(data)};inline=1;width={columns or 'auto'};preserveAspectRatio=1"
    whole = f"{OSC}File={keys}:{text}{BELL}"
    if len(whole) <= LARGEST:
        yield whole
        return
    step = LARGEST // 2
    yield f"{OSC}MultipartFile={keys}{BELL}"
    for start in range(0, len(text), step):
        yield f"{OSC}FilePart={text[start : start + step]}{BELL}"
    yield f"{OSC}FileEnd{BELL}"
