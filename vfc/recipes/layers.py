"""What lies over a picture, or over a segment, as its step is told it."""

from __future__ import annotations

from dataclasses import dataclass

from vfc.film.framing import Focus
from vfc.film.grades import Grade
from vfc.film.keyed import left_out
from vfc.film.layers import LayerLook


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerPart:
    """What lies over a picture, or over a segment: the picture file, or the picture of a shot, of a
    role, in a look, for `frames` from frame `at` on; None: to the end.

    A shot begins with its frame `start`. Of what comes and goes, `elapsed` of the `total` frames
    were shown before. `matte`: how transparent it is stands under `ROLE matte`. Grade, table of
    colour and focus are as those of a picture.
    """

    role: str
    look: LayerLook = left_out(LayerLook())
    at: int = left_out(0)
    frames: int | None = left_out(None)
    start: int = left_out(0)
    elapsed: int = left_out(0)
    total: int = left_out(0)
    matte: bool = left_out(False)
    grade: Grade | None = left_out(None)
    focus: Focus | None = left_out(None)
