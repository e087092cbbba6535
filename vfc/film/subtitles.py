"""Subtitles as frozen values: rows of text and the film frames in which they stand, and tracks
of such.
"""

from __future__ import annotations

from dataclasses import dataclass

from vfc.film.keyed import left_out


@dataclass(frozen=True, slots=True, kw_only=True)
class SubtitleCue:
    """What is read at once: rows of text from film frame `start` up to, and without, `stop`;
    `words` are the film frames at which each word is begun, where that is asked for and known.
    """

    start: int
    stop: int
    rows: tuple[str, ...]
    words: tuple[int, ...] = left_out(())


@dataclass(frozen=True, slots=True, kw_only=True)
class SubtitleTrack:
    """The subtitles of a film file that players show when asked; `language` is a tag, '' where
    nobody said which is spoken.
    """

    cues: tuple[SubtitleCue, ...]
    language: str = left_out("")
