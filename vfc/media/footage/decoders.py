"""Decoders that say more of a stream than ffmpeg's own for it.

VP8 and VP9 keep their transparency beside each packet, where only libvpx finds it. AMR, of
telephones, sends but a note of the noise where nobody speaks (DTX, 3GPP TS 26.093), which only
OpenCORE reads; by the other, all that PyAV 19 has, these frames are lost, and silence.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TypeVar

import av

TRANSPARENT = {"vp8": "libvpx", "vp9": "libvpx-vp9"}
SPOKEN = {"amrnb": "libopencore_amrnb", "amrwb": "libopencore_amrwb"}
# of a track of WebM; 1 where each block has its alpha as BlockAdditional (Matroska, Alpha Mode)
MARK = "alpha_mode"
CodecContext = TypeVar("CodecContext", av.VideoCodecContext, av.AudioCodecContext)
BARE = ("aac", "loas", "mpegts")  # forms that cannot say how much of the sound is no sound yet
# samples of AAC, at the least: a frame overlaps the one before it, and before the first there is
# none
PRIMING = 1024


def priming(stream: av.AudioStream) -> Fraction:
    """Seconds at the beginning of a sound that its codec needs and its container cannot leave
    out.
    """
    bare = stream.codec_context.name in ("aac", "aac_latm") and stream.container.format.name in BARE
    return Fraction(PRIMING, stream.rate) if bare and stream.rate else Fraction(0)


def picture_decoder(stream: av.VideoStream) -> av.VideoCodecContext:
    """What decodes a stream of pictures from its next packet on: its own decoder, or one that knows
    more.
    """
    own = stream.codec_context
    return _knowing(TRANSPARENT.get(own.name) if _is_marked(stream) else None, own)


def is_transparent(stream: av.VideoStream) -> bool:
    """Whether the pictures of a stream say how much is seen of their pixels."""
    form = stream.codec_context.format
    own = form is not None and any(each.is_alpha for each in form.components)
    known = TRANSPARENT.get(stream.codec_context.name, "") in av.codecs_available
    return own or (known and _is_marked(stream))


def _is_marked(stream: av.VideoStream) -> bool:
    return any(key.lower() == MARK and value == "1" for key, value in stream.metadata.items())


def sound_decoder(stream: av.AudioStream) -> av.AudioCodecContext:
    """The same of a stream of sound."""
    return _knowing(SPOKEN.get(stream.codec_context.name), stream.codec_context)


def _knowing(name: str | None, own: CodecContext) -> CodecContext:
    """A new decoder of this name, of the kind of a stream's own; its own where ffmpeg was built
    without.
    """
    if name is None or name not in av.codecs_available:
        return own
    found = av.CodecContext.create(name, "r")
    found.thread_count = 1
    return found if isinstance(found, type(own)) else own
