"""What is said of a shot where a cut is on paper."""

from __future__ import annotations

from dataclasses import dataclass

from vfc.film.keyed import left_out


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardCell:
    """What is said beside a picture of one use of a shot: the number in the cut, the shot, its
    scene's slug line, the film's timecode at which it is first seen, for how many frames; camera,
    words, and what is said in it.
    """

    number: int
    shot: str
    scene: str
    timecode: str
    frames: int
    camera: str = left_out("")
    words: str = left_out("")
    lines: tuple[str, ...] = left_out(())
