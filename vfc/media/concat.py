"""Segments and sound joined into one file: packets copied, never encoded again.

A packet's pts is its segment's first frame in the film plus its rank in showing; its dts is its index in decoding less
the delay of the codec. Both in frames, so both exact at any rate.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import av

from vfc.errors import MediaError
from vfc.media.door import opened, translated
from vfc.media.encode import EncodeSettings


def join(path: Path, segments: Sequence[tuple[Path, int]], sound: Path | None, *, settings: EncodeSettings,
         title: str = "") -> None:
    """Join segments, each a file with its number of frames, and the sound beside them, into an mp4 or a mov.

    The index stands before the media (faststart). MediaError where a segment has other codec parameters than the
    first, does not begin with a key frame, or has not as many packets as frames.
    """
    if not segments:
        raise MediaError("a film needs at least one segment")
    options = {"movflags": "+faststart", "video_track_timescale": str(settings.timescale), "fflags": "+bitexact"}
    container_format = "mov" if path.suffix == ".mov" else "mp4"
    with ExitStack() as stack:
        stack.enter_context(translated(path))
        first = stack.enter_context(opened(segments[0][0]))
        output = stack.enter_context(av.open(str(path), "w", format=container_format, options=options))
        if title:
            output.metadata["title"] = title
        picture = output.add_stream_from_template(first.streams.video[0])
        picture.time_base = 1 / settings.rate
        source = stack.enter_context(opened(sound)) if sound is not None else None
        track = output.add_stream_from_template(source.streams.audio[0]) if source is not None else None
        heard = _sound_packets(source, track) if source is not None else iter(())
        _interleave(output, _picture_packets(segments, picture, settings), heard)


def _picture_packets(segments: Sequence[tuple[Path, int]], stream: av.VideoStream,
                     settings: EncodeSettings) -> Iterator[av.Packet]:
    before, extradata, place = 0, None, 1 / settings.rate
    for path, frames in segments:
        with opened(path) as container:
            source = container.streams.video[0]
            extradata = extradata or source.codec_context.extradata
            if source.codec_context.extradata != extradata:
                raise MediaError("a segment was encoded with other parameters than the first; build with --recache")
            count = 0
            for packet in container.demux(source):
                if packet.size == 0:
                    continue
                if count == 0 and not packet.is_keyframe:
                    raise MediaError("a segment does not begin with a key frame")
                rank = round(packet.pts * packet.time_base * settings.rate)
                packet.stream, packet.time_base = stream, place
                packet.pts, packet.dts = before + rank, before + count - settings.delay
                packet.duration = 1
                count += 1
                yield packet
        if count != frames:
            raise MediaError(f"a segment has {count} packets, {frames} were asked for")
        before += frames


def _sound_packets(container: av.container.InputContainer, track: av.AudioStream) -> Iterator[av.Packet]:
    for packet in container.demux(container.streams.audio[0]):
        if packet.size:
            packet.stream = track
            yield packet


def _interleave(output: av.container.OutputContainer, pictures: Iterator[av.Packet], sounds: Iterator[av.Packet]) -> None:
    """Mux both in the order of their decoding times, as players like to read them."""
    waiting = next(sounds, None)
    for packet in pictures:
        now = packet.dts * packet.time_base
        while waiting is not None and waiting.dts * waiting.time_base <= now:
            output.mux(waiting)
            waiting = next(sounds, None)
        output.mux(packet)
    while waiting is not None:
        output.mux(waiting)
        waiting = next(sounds, None)
