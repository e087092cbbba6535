"""Subtitles as the text of a file: SubRip, WebVTT and ASS by pysubs2, IMSC by ttconv.

pysubs2 writes the times and the frame of a file. The words are handed to it as they must stand: it
would take those in braces for style tags, and escapes nothing. It writes TTML without a region or
a frame rate, of which IMSC needs both.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from vfc.film.formats import SubtitleKind
from vfc.film.subtitles import SubtitleCue
from vfc.film.timing import Size, nearest
from vfc.media.subtitles.imsc import imsc_text

if TYPE_CHECKING:
    from pysubs2 import SSAFile

JOINER = "\u2060"  # takes no room, and parts two characters that would mean something together
# Of the picture's height: letters of the BBC's guidelines have a line of 8 % of it; their font's
# size is two thirds of the line.
LETTERS = 0.055
SAFE = 0.05  # beside and below the words (EBU R 95)


def subtitle_text(
    cues: Sequence[SubtitleCue],
    form: SubtitleKind,
    *,
    rate: Fraction,
    size: Size | None = None,
    title: str = "",
    language: str = "",
) -> str:
    """Subtitles as the text of a file, with `\\n` line ends; '' of a SubRip file without any.

    `rate` is that of the film, in whose frames cues stand; an ASS file is laid out for a picture of
    `size`.
    """
    cues = [replace(cue, rows=tuple(map(_printable, cue.rows))) for cue in cues]
    if form is SubtitleKind.TTML:
        return imsc_text(
            cues, rate=rate, title=_printable(" ".join(title.split())), language=language
        )
    text = _file(cues, form, rate, size or Size(1920, 1080), title).to_string(
        form.value, **({} if form is SubtitleKind.ASS else {"keep_ssa_tags": True})
    )
    return text.rstrip("\n") + "\n" if text.strip() else ""


def _file(
    cues: Sequence[SubtitleCue], form: SubtitleKind, rate: Fraction, size: Size, title: str
) -> SSAFile:
    from pysubs2 import SSAEvent, SSAFile

    written = SSAFile()
    if form is SubtitleKind.ASS:
        _style(written, size, title)
    escaped = ESCAPES[form]
    written.events = [
        SSAEvent(
            start=nearest(cue.start / rate * 1000),
            end=nearest(cue.stop / rate * 1000),
            text=r"\N".join(map(escaped, cue.rows)),
        )
        for cue in cues
    ]
    return written


def _style(written: SSAFile, size: Size, title: str) -> None:
    """Letters and margins of an ASS file, in the pixels of its picture."""
    written.info |= {"PlayResX": str(size.width), "PlayResY": str(size.height), "WrapStyle": "2"}
    if title:
        written.info["Title"] = _printable(" ".join(title.split()))
    style = written.styles["Default"]
    style.fontsize = round(min(size) * LETTERS * 1.4)  # of a line, as ASS has it
    style.outline, style.shadow = min(size) / 360, min(size) / 720
    style.marginl = style.marginr = round(size.width * SAFE)
    style.marginv = round(size.height * SAFE)


def _printable(text: str) -> str:
    """A text without what neither XML nor a screen has: controls, halves of characters."""
    return "".join(each for each in text if unicodedata.category(each) not in ("Cc", "Cs", "Cn"))


def _srt(row: str) -> str:
    return row.replace("-->", f"--{JOINER}>").replace("\\", f"\\{JOINER}")


def _vtt(row: str) -> str:
    return (
        row.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\\", f"\\{JOINER}")
    )


def _ass(row: str) -> str:
    return row.replace("\\", f"\\{JOINER}").replace("{", r"\{").replace("}", r"\}")


# what means something in each kind of file, as itself
ESCAPES: Mapping[SubtitleKind, Callable[[str], str]] = {
    SubtitleKind.SRT: _srt,
    SubtitleKind.VTT: _vtt,
    SubtitleKind.ASS: _ass,
    SubtitleKind.TTML: str,
}
