"""Segments and sound joined into one file: packets copied, never encoded again.

A packet's pts is its segment's first frame in the film plus its rank in showing; its dts is its
index in decoding less the delay of the codec. Both in frames, so both exact at any rate.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import av.container

from vfc.errors import MediaError
from vfc.media.door import created, opened, picture_stream
from vfc.media.formats import CODECS, CONTAINERS
from vfc.media.video.encode import EncodeSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinFacts:
    """What a join wrote: frames, packets of sound, and the exact seconds that the frames last."""

    frames: int
    sounds: int
    seconds: Fraction


def join(
    path: Path,
    segments: Sequence[tuple[Path, int]],
    sound: Path | None,
    *,
    settings: EncodeSettings,
    title: str = "",
) -> JoinFacts:
    """Join segments, each a file with its number of frames, and the sound beside them, in the
    container that the ending of `path` names.

    MediaError where a segment has other codec parameters than the first, does not begin with a key
    frame, or has not as many packets as frames.
    """
    if not segments:
        raise MediaError("a film needs at least one segment")
    container = CONTAINERS[path.suffix.removeprefix(".")]
    with ExitStack() as stack:
        # Both are only read for what a stream is: their packets come through containers of their
        # own.
        first = stack.enter_context(opened(segments[0][0], own=True))
        heard = stack.enter_context(opened(sound)) if sound is not None else None
        output = stack.enter_context(
            created(path, container.muxer, {**container.options, **_clocks(settings, heard)})
        )
        if title:
            output.metadata["title"] = title
        shown = _checked(picture_stream(first, segments[0][0]), settings)
        picture = output.add_stream_from_template(shown)
        # which the template leaves out
        picture.codec_context.codec_tag = shown.codec_context.codec_tag
        picture.time_base = 1 / settings.rate
        sounds = _Sounds(heard, output)
        frames = _interleave(output, _picture_packets(segments, picture, settings), sounds)
    return JoinFacts(frames=frames, sounds=sounds.count, seconds=frames / settings.rate)


def _clocks(settings: EncodeSettings, heard: av.container.InputContainer | None) -> dict[str, str]:
    """The muxer's ticks: of edit lists in samples, for in milliseconds they would cut the sound's
    end.
    """
    sounds = heard.streams.audio if heard is not None else ()
    return {
        "video_track_timescale": str(settings.timescale),
        "movie_timescale": str(sounds[0].rate if sounds else settings.timescale),
    }


def _picture_packets(
    segments: Sequence[tuple[Path, int]], stream: av.VideoStream, settings: EncodeSettings
) -> Iterator[av.Packet]:
    before, extradata = 0, None
    for path, frames in segments:
        with opened(path, own=True) as container:
            source = picture_stream(container, path)
            extradata = extradata or _described(source)
            if _described(source) != extradata:
                raise MediaError(
                    "a segment was encoded with other parameters than the first; build with "
                    "--recache"
                )
            count = 0
            for packet in container.demux(source):
                if packet.size:
                    yield _placed(packet, stream, before, count, settings)
                    count += 1
        if count != frames:
            raise MediaError(f"a segment has {count} packets, {frames} were asked for")
        before += frames


def _checked(stream: av.VideoStream, settings: EncodeSettings) -> av.VideoStream:
    """The stream, if it is what the settings make."""
    context = stream.codec_context
    if (
        context.name != CODECS[settings.codec].decoder
        or (context.width, context.height) != settings.size
    ):
        raise MediaError(
            f"a segment is {context.name} of {context.width}x{context.height}, "
            f"not {settings.codec} of {settings.size}"
        )
    return stream


def _described(stream: av.VideoStream) -> tuple[object, ...]:
    """All that must be equal in two streams for their packets to stand under one header."""
    context = stream.codec_context
    return (
        context.name,
        context.width,
        context.height,
        context.profile,
        bytes(context.extradata or b""),
    )


def _placed(
    packet: av.Packet, stream: av.VideoStream, before: int, count: int, settings: EncodeSettings
) -> av.Packet:
    """A segment's packet number `count` at its place in a film that has `before` frames before the
    segment.
    """
    if packet.pts is None or (count == 0 and not packet.is_keyframe):
        raise MediaError(
            "a segment does not begin with a key frame, or one of its packets has no time"
        )
    rank = round(packet.pts * packet.time_base * settings.rate)
    packet.stream, packet.time_base = stream, 1 / settings.rate
    packet.pts, packet.dts, packet.duration = before + rank, before + count - settings.delay, 1
    return packet


def _due(packet: av.Packet) -> Fraction:
    """When a packet is decoded, in seconds."""
    if packet.dts is None:
        raise MediaError("one of the packets of the pictures or the sound has no time")
    return packet.dts * packet.time_base


class _Sounds:
    """The packets of the sound, in order, each muxed when its time has come."""

    def __init__(
        self, source: av.container.InputContainer | None, output: av.container.OutputContainer
    ):
        self.output, self.count = output, 0
        self._packets = self._read(source)
        self._waiting = next(self._packets, None)

    def _read(self, source: av.container.InputContainer | None) -> Iterator[av.Packet]:
        if source is None:
            return
        if not source.streams.audio:
            raise MediaError("the sound of the film holds none")
        heard = source.streams.audio[0]
        track = self.output.add_stream_from_template(heard)
        for packet in source.demux(heard):
            if packet.size:
                packet.stream = track
                yield packet

    def until(self, seconds: Fraction | None) -> None:
        """Mux what is decoded up to a time; all that is left where it is None."""
        while (packet := self._waiting) is not None:
            if seconds is not None and _due(packet) > seconds:
                return
            self.output.mux(packet)
            self.count += 1
            self._waiting = next(self._packets, None)


def _interleave(
    output: av.container.OutputContainer, pictures: Iterator[av.Packet], sounds: _Sounds
) -> int:
    """Mux both in the order of their decoding times, as players like to read them; how many frames
    there were.
    """
    count = 0
    for packet in pictures:
        sounds.until(_due(packet))
        output.mux(packet)
        count += 1
    sounds.until(None)
    return count
