"""How a take of a line differs from the first where a voice says a line the same each time: it is a
little faster or slower.
"""

from __future__ import annotations

from random import Random

from vfc.voices.api import VoiceRequest

PACE = 0.08  # part by which another take than the first may be faster or slower


def pace(request: VoiceRequest, least: float, most: float) -> float:
    """The speed of a take, by its seed."""
    speed = request.speed
    if request.take > 1:
        speed *= 1 + PACE * (2 * Random(request.seed).random() - 1)
    return min(max(speed, least), most)
