"""Files that editing programs open: a .mov of pictures each encoded by itself, with the timecode
and the reel by which edits name them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av

from vfc.errors import MediaError
from vfc.film.formats import ContainerKind, EditCodec
from vfc.film.timing import Size
from vfc.media.door import created
from vfc.media.formats import EDIT_ENCODERS, MUXERS
from vfc.media.frames import checked_size
from vfc.media.video.encode import EncodeSettings
from vfc.media.video.tracks import mark_bt709, picture_track


@dataclass(frozen=True, slots=True, kw_only=True)
class EditMediaSettings:
    """How editing media are written: `timecode` is that of the first frame."""

    size: Size
    rate: Fraction
    codec: EditCodec
    timecode: str
    reel: str


def write_edit_media(
    path: Path, frames: Iterable[av.VideoFrame], settings: EditMediaSettings, expected: int
) -> None:
    """Write editing media into a .mov; MediaError unless `expected` frames came, each of the size
    of the settings.
    """
    encoder, pixels, options = EDIT_ENCODERS[settings.codec]
    ticks = EncodeSettings(size=settings.size, rate=settings.rate).timescale
    muxer = {"video_track_timescale": str(ticks), "movflags": "+faststart"}
    count = 0
    with created(path, MUXERS[ContainerKind.MOV].name, muxer) as container:
        stream = picture_track(
            container, encoder, options, pixels, size=settings.size, rate=settings.rate
        )
        mark_bt709(stream.codec_context)
        stream.metadata["timecode"], stream.metadata["reel_name"] = settings.timecode, settings.reel
        for count, frame in enumerate(frames, 1):
            checked_size(frame, settings.size)
            shown = (
                frame if frame.format.name == pixels else frame.reformat(format=pixels, threads=1)
            )
            shown.pts, shown.time_base, shown.pict_type = count - 1, 1 / settings.rate, 0
            container.mux(stream.encode(shown))
        container.mux(stream.encode(None))
    if count != expected:
        raise MediaError(f"{count} frames came, {expected} were asked for")
