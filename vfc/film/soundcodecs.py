"""How the sound of a film file is encoded, by how its pictures are.

ENCODERS of `vfc/media/sound/encode.py` has what writes each.
"""

from __future__ import annotations

from enum import StrEnum

from vfc.film.formats import Codec, ContainerKind


class SoundCodec(StrEnum):
    """How sound is encoded."""

    AAC = "aac"
    OPUS = "opus"
    PCM = "pcm"  # as it is, 24 bits a sample
    WAV = "wav"  # the same in a file of its own


class Stem(StrEnum):
    """What of a film's sound is heard: all of it, or a part; the parts add up to the whole."""

    FILM = "film"
    DIALOGUE = "dialogue"
    MUSIC = "music"
    EFFECTS = "effects"


class SoundLayout(StrEnum):
    """On how many loudspeakers a film's sound is heard; surround is 5.1."""

    MONO = "mono"
    STEREO = "stereo"
    SURROUND = "surround"


# what editors and archives work on, whose sound nothing is taken from
EDITED = frozenset({Codec.PRORES, Codec.DNXHR, Codec.FFV1})


PARTS = (Stem.DIALOGUE, Stem.MUSIC, Stem.EFFECTS)  # which add up to the film
OPUS_RATE = 48000  # samples a second, which is the only one that each player of Opus has


def sound_codec(codec: Codec, container: str = "") -> SoundCodec:
    """The sound that goes with pictures of a codec in a container."""
    if container == ContainerKind.WEBM:
        return SoundCodec.OPUS
    return SoundCodec.PCM if codec in EDITED else SoundCodec.AAC


def sound_rate(codec: SoundCodec, film: int) -> int:
    """The samples a second of a codec's sound in a film of a rate."""
    return OPUS_RATE if codec is SoundCodec.OPUS else film
