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
    WAV = "wav"  # the same in a file of its own


class Stem(StrEnum):
    """What of a film's sound is heard: all of it, or a part; the parts add up to the whole."""

    FILM = "film"
    DIALOGUE = "dialogue"
    MUSIC = "music"
    EFFECTS = "effects"


# what editors and archives work on, whose sound nothing is taken from
EDITED = frozenset({Codec.PRORES, Codec.DNXHR, Codec.FFV1})


def sound_codec(codec: Codec) -> SoundCodec:
    """The sound that goes with pictures of a codec."""
    return SoundCodec.PCM if codec in EDITED else SoundCodec.AAC
