"""How the sound of a film file is encoded, by how its pictures are.

ENCODERS of `vfc/media/sound/encode.py` has what writes each.
"""

from __future__ import annotations

from enum import StrEnum

from vfc.film.formats import Codec


class SoundCodec(StrEnum):
    """How sound is encoded."""

    AAC = "aac"
    PCM = "pcm"  # as it is, 24 bits a sample


# what editors and archives work on, whose sound nothing is taken from
EDITED = frozenset({Codec.PRORES, Codec.DNXHR, Codec.FFV1})


def sound_codec(codec: Codec) -> SoundCodec:
    """The sound that goes with pictures of a codec."""
    return SoundCodec.PCM if codec in EDITED else SoundCodec.AAC
