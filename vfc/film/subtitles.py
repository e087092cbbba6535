"""A subtitle as a frozen value: rows of text, and the film frames in which they stand."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SubtitleCue:
    """What is read at once: rows of text from film frame `start` up to, and without, `stop`."""

    start: int
    stop: int
    rows: tuple[str, ...]
