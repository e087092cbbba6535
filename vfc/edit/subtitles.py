"""Subtitles as SubRip text: the lines that are heard, each for as long as reading it takes.

Written here rather than by pysubs2, which takes words in braces for style tags and drops them.
"""

from __future__ import annotations

from fractions import Fraction

from vfc.edit.assembly import Assembly
from vfc.edit.cues import SubtitleCue, cues, rows
from vfc.edit.lines import SpokenLine, spoken_lines
from vfc.film.model import Film
from vfc.film.timing import ceiling, nearest

READ_A_SECOND = 17  # characters, as broadcasters' guides have it
AT_LEAST = Fraction(1)  # second on screen, where the next line leaves it


def to_srt(film: Film, assembly: Assembly) -> str:
    """The subtitles of a cut as SubRip (UTF-8 text, `\\n` line ends); '' where nobody speaks."""
    shown = _shown(film, assembly)
    rate = film.format.rate
    blocks = [
        f"{number}\n{_time(start / rate)} --> {_time(stop / rate)}\n{text}\n"
        for number, (start, stop, text) in enumerate(shown, 1)
    ]
    return "\n".join(blocks)


def _shown(film: Film, assembly: Assembly) -> list[SubtitleCue]:
    """Start and stop in film frames, and the text; one at a time, each until the next begins at the
    latest.
    """
    groups: list[list[SpokenLine]] = []
    for line in spoken_lines(film, assembly):
        if groups and groups[-1][0].range_in_film.start == line.range_in_film.start:
            groups[-1].append(line)
        else:
            groups.append([line])
    found = []
    for index, group in enumerate(groups):
        start = group[0].range_in_film.start
        end = (
            groups[index + 1][0].range_in_film.start if index + 1 < len(groups) else assembly.frames
        )
        wanted = max(
            max(line.range_in_film.stop, start + _reading(line.text, film.format.rate))
            for line in group
        )
        found += _cues(group, Fraction(start), Fraction(min(wanted, end)))
    return found


def _reading(text: str, rate: Fraction) -> int:
    return ceiling(max(AT_LEAST, Fraction(len(text), READ_A_SECOND)) * rate)


def _cues(group: list[SpokenLine], start: Fraction, stop: Fraction) -> list[SubtitleCue]:
    if len(group) == 1:
        return cues(group[0].text, start, stop)
    return [(start, stop, "\n".join(row for line in group for row in rows(f"- {line.text}")))]


def _time(seconds: Fraction) -> str:
    milliseconds = nearest(seconds * 1000)
    whole, rest = divmod(milliseconds, 1000)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d},{rest:03d}"
