"""Subtitles as SubRip text: the lines that are heard, each for as long as reading it takes.

Written here rather than by pysubs2, which takes words in braces for style tags and drops them.
"""

from __future__ import annotations

import textwrap
from fractions import Fraction

from vfc.edit.assembly import Assembly
from vfc.edit.lines import SpokenLine, spoken_lines
from vfc.film.model import Film
from vfc.film.timing import ceiling, nearest

LINE_LENGTH = 42  # characters, as broadcasters' guides have it
READ_A_SECOND = 17  # characters; the same guides
AT_LEAST = Fraction(1)  # second on screen, where the next line leaves it


def to_srt(film: Film, assembly: Assembly) -> str:
    """The subtitles of a cut as SubRip (UTF-8 text, `\\n` line ends); '' where nobody speaks."""
    shown = _shown(film, assembly)
    rate = film.format.rate
    blocks = [f"{number}\n{_time(start / rate)} --> {_time(stop / rate)}\n{text}\n"
              for number, (start, stop, text) in enumerate(shown, 1)]
    return "\n".join(blocks)


def _shown(film: Film, assembly: Assembly) -> list[tuple[Fraction, Fraction, str]]:
    """Start and stop in film frames, and the text; one at a time, each until the next begins at the latest."""
    groups: list[list[SpokenLine]] = []
    for line in spoken_lines(film, assembly):
        if groups and groups[-1][0].range_in_film.start == line.range_in_film.start:
            groups[-1].append(line)
        else:
            groups.append([line])
    found = []
    for index, group in enumerate(groups):
        start = group[0].range_in_film.start
        end = groups[index + 1][0].range_in_film.start if index + 1 < len(groups) else assembly.frames
        wanted = max(max(line.range_in_film.stop, start + _reading(line.text, film.format.rate)) for line in group)
        found.append((Fraction(start), Fraction(min(wanted, end)), _text(group)))
    return found


def _reading(text: str, rate: Fraction) -> int:
    return ceiling(max(AT_LEAST, Fraction(len(text), READ_A_SECOND)) * rate)


def _text(group: list[SpokenLine]) -> str:
    dash = "- " if len(group) > 1 else ""
    return "\n".join(_wrapped(dash + " ".join(line.text.split())) for line in group)


def _wrapped(text: str) -> str:
    return "\n".join(textwrap.wrap(text, LINE_LENGTH, break_on_hyphens=False)) or "…"


def _time(seconds: Fraction) -> str:
    milliseconds = nearest(seconds * 1000)
    whole, rest = divmod(milliseconds, 1000)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d},{rest:03d}"
