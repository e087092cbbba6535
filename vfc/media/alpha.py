"""Transparency that ffmpeg's own decoders leave out: VP8 and VP9 keep it beside each packet, where libvpx finds it."""

from __future__ import annotations

import av

SEEN_BY = {"vp8": "libvpx", "vp9": "libvpx-vp9"}
MARK = "alpha_mode"  # of a track of WebM; 1 where each block has its alpha as BlockAdditional (Matroska, Alpha Mode)


def decoder_of(stream: av.VideoStream) -> av.VideoCodecContext:
    """What decodes a stream, from its next packet on: its own decoder, or one that knows of its transparency."""
    own = stream.codec_context
    name = SEEN_BY.get(own.name)
    marked = any(key.lower() == MARK and value == "1" for key, value in stream.metadata.items())
    if not marked or name not in av.codecs_available:
        return own
    found = av.CodecContext.create(name, "r")
    found.thread_count = 1
    return found
