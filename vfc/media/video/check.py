"""A film's file read back: containers round times, and some move them.

A player shows a picture when the file says so. That is the time that the film gave it, within half
a tick of the clock that its container is known to have.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from vfc.errors import MediaError
from vfc.media.door import opened, picture_stream, sound_stream
from vfc.media.footage.decode import decoded
from vfc.media.formats import muxer_of
from vfc.media.rates import tick
from vfc.media.video.encode import EncodeSettings
from vfc.media.video.splice import SpliceFacts


def check_film(path: Path, spliced: SpliceFacts, settings: EncodeSettings) -> None:
    """MediaError where a film's file has other frames than were spliced into it, another size, or
    shows a picture or begins its sound at another time.
    """
    clock = muxer_of(path).clock
    times, unit = _picture_times(path)
    size = next((each.shape for each in decoded(path, whole_fields=False)), None)
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
    begins = _sound_begins(path)
    if begins is None or spliced.sound_begins is None:
        if begins != spliced.sound_begins:
            raise MediaError(f"the joined film lost its sound: {path.suffix} does not keep it")
    elif abs(begins - spliced.sound_begins) > clock / 2:
        raise _misplaced(path, "its sound", begins, spliced.sound_begins)


def _picture_times(path: Path) -> tuple[list[int], Fraction]:
    """When each picture is shown, in order, and the seconds that the times count in."""
    with opened(path) as container:
        stream = picture_stream(container, path)
        times = [packet.pts for packet in container.demux(stream) if packet.size]
        return sorted(time for time in times if time is not None), tick(stream)


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


def _sound_begins(path: Path) -> Fraction | None:
    """When the first packet of sound is decoded, in seconds; None where there is none."""
    with opened(path) as container:
        heard = sound_stream(container)
        packet = None if heard is None else next(container.demux(heard), None)
        if heard is None or packet is None or packet.pts is None:
            return None
        return packet.pts * tick(heard)


def _misplaced(path: Path, what: str, there: Fraction, wanted: Fraction) -> MediaError:
    return MediaError(
        f"the joined film has {what} at {float(there):.6f} s, not at {float(wanted):.6f} s: "
        f"{path.suffix} does not keep its time"
    )
