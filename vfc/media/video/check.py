"""A film's file read back: containers round times, and some move them.

A player shows a picture when the file says so. That is the time that the film gave it, within half
a tick of the clock that its container is known to have.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import av
import av.error

from vfc.errors import MediaError
from vfc.film.timing import Size
from vfc.media.door import opened, picture_stream, sound_stream
from vfc.media.formats import muxer_of
from vfc.media.rates import display_size, tick
from vfc.media.video.encode import EncodeSettings
from vfc.media.video.splice import SpliceFacts


def check_film(path: Path, spliced: SpliceFacts, settings: EncodeSettings) -> None:
    """MediaError where a film's file has other frames than were spliced into it, another size, or
    shows a picture or begins its sound at another time.
    """
    clock = muxer_of(path).clock
    times, unit, size, begins = _read_back(path)
    if size is None:
        raise MediaError("no picture of the joined film can be decoded")
    if len(times) != spliced.frames or size != settings.size:
        raise MediaError(
            f"the joined film has {len(times)} frames at {size}, "
            f"not {spliced.frames} at {settings.size}"
        )
    frame = _first_elsewhere(times, unit * settings.rate, clock * settings.rate)
    if frame is not None:
        raise _misplaced(path, f"frame {frame}", times[frame] * unit, frame / settings.rate)
    if begins is None or spliced.sound_begins is None:
        if begins != spliced.sound_begins:
            raise MediaError(f"the joined film lost its sound: {path.suffix} does not keep it")
    elif abs(begins - spliced.sound_begins) > clock / 2:
        raise _misplaced(path, "its sound", begins, spliced.sound_begins)


class _Film(NamedTuple):
    """A film's file: when each picture is shown, in order, the seconds that these times count in,
    the size of the first that is decoded, and the second at which the first packet of sound is.
    """

    times: list[int]
    unit: Fraction
    size: Size | None
    sound_begins: Fraction | None


def _read_back(path: Path) -> _Film:
    """A film's file, read once from its beginning to its end."""
    times: list[int] = []
    size, begins, is_first = None, None, True
    with opened(path) as container:
        stream, heard = picture_stream(container, path), sound_stream(container)
        for packet in container.demux(*([stream] if heard is None else [stream, heard])):
            if packet.stream_index == stream.index:
                if size is None:
                    size = _size(stream, packet)
                if packet.size and packet.pts is not None:
                    times.append(packet.pts)
            elif heard is not None and is_first:
                is_first, begins = False, None if packet.pts is None else packet.pts * tick(heard)
        return _Film(sorted(times), tick(stream), size, begins)


def _size(stream: av.VideoStream, packet: av.Packet) -> Size | None:
    """The size of a frame that a packet gives, the last, which is empty, all that are left."""
    try:
        frame = next(iter(stream.codec_context.decode(packet)), None)
    except (av.error.FFmpegError, ValueError):
        return None
    return None if frame is None else display_size(stream, frame)


def _first_elsewhere(times: list[int], unit: Fraction, clock: Fraction) -> int | None:
    """The first frame whose time, in units of so many frames, is further from it than half a tick
    of a clock, also in frames.
    """
    (of, to), (most, least) = unit.as_integer_ratio(), (clock / 2).as_integer_ratio()
    return next(
        (
            frame
            for frame, time in enumerate(times)
            if abs(time * of - frame * to) * least > most * to
        ),
        None,
    )


def _misplaced(path: Path, what: str, there: Fraction, wanted: Fraction) -> MediaError:
    return MediaError(
        f"the joined film has {what} at {float(there):.6f} s, not at {float(wanted):.6f} s: "
        f"{path.suffix} does not keep its time"
    )
