"""Segments and sound spliced into one file: packets copied, never encoded again.

A packet's pts is its segment's first frame in the film plus its rank in showing; its dts is its
index in decoding less the delay of the codec. Both in frames, so both exact at any rate.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import av
import av.container

from vfc.errors import MediaError
from vfc.film.subtitles import SubtitleTrack
from vfc.media.door import created, opened, picture_stream
from vfc.media.formats import ENCODERS, Muxer, muxer_of
from vfc.media.subtitles.track import TrackWriter, spoken_code
from vfc.media.video.encode import EncodeSettings
from vfc.media.video.samples import SegmentFile, read_segment

if TYPE_CHECKING:
    from av.container.core import Chapter


@dataclass(frozen=True, slots=True, kw_only=True)
class SpliceFacts:
    """What a splice wrote: frames, packets of sound, and the exact seconds that the frames last.

    `sound_begins`: seconds at which the first packet of sound is decoded, before 0 where it primes
    the decoder; None without sound.
    """

    frames: int
    sounds: int
    seconds: Fraction
    sound_begins: Fraction | None = None


def splice_segments(
    path: Path,
    segments: Sequence[tuple[Path, int]],
    sound: Path | None,
    *,
    settings: EncodeSettings,
    title: str = "",
    comment: str = "",
    language: str = "",
    timecode: str = "",
    subtitles: Sequence[SubtitleTrack] = (),
    chapters: Sequence[tuple[int, str]] = (),
) -> SpliceFacts:
    """Join segments, each a file with its number of frames, and the sound beside them, in the
    container that the ending of `path` names. The file bears its title, a comment, the tag of the
    language that is spoken, tracks of subtitles, the timecode of its first frame, and chapters,
    each a first frame and a title.

    MediaError where nothing writes that container, or where a segment has other codec parameters
    than the first, does not begin with a key frame, or has not as many packets as frames.
    """
    if not segments:
        raise MediaError("a film needs at least one segment")
    muxer = muxer_of(path)
    with ExitStack() as stack:
        # Both are only read for what a stream is: their packets come through containers of their
        # own.
        first = stack.enter_context(opened(segments[0][0], own=True))
        heard = stack.enter_context(opened(sound)) if sound is not None else None
        output = stack.enter_context(created(path, muxer.name, _options(muxer, settings, heard)))
        if title:
            output.metadata["title"] = title
        if comment:
            output.metadata["comment"] = comment
        output.set_chapters(_chapters(chapters, sum(count for _, count in segments), settings))
        shown = _checked(picture_stream(first, segments[0][0]), settings)
        # by what it encodes: of a decoder's own name, such as dav1d's, there is no encoder
        picture = output.add_stream_from_template(shown, opaque=True)
        if ENCODERS[settings.codec].tagged:  # which the template leaves out
            picture.codec_context.codec_tag = shown.codec_context.codec_tag
        picture.time_base = 1 / settings.rate
        picture.codec_context.framerate = settings.rate  # which Matroska writes
        if timecode:
            picture.metadata["timecode"] = timecode
        sounds = _Sounds(heard, output, settings, language)
        words = TrackWriter(output, muxer.text, subtitles, settings.rate)
        frames = _interleave(output, _picture_packets(segments, picture, settings), sounds, words)
    return SpliceFacts(
        frames=frames,
        sounds=sounds.count,
        seconds=frames / settings.rate,
        sound_begins=sounds.begins,
    )


def _chapters(
    chapters: Sequence[tuple[int, str]], frames: int, settings: EncodeSettings
) -> list[Chapter]:
    """Chapters in ticks of the film; each ends where the next begins."""
    ends = [*(start for start, _ in chapters), frames][1:]
    ticks = settings.timescale / settings.rate
    return [
        {
            "id": number,
            "start": int(start * ticks),
            "end": int(end * ticks),
            "time_base": Fraction(1, settings.timescale),
            "metadata": {"title": title},
        }
        for number, ((start, title), end) in enumerate(zip(chapters, ends, strict=True), 1)
    ]


def _options(
    muxer: Muxer, settings: EncodeSettings, heard: av.container.InputContainer | None
) -> dict[str, str]:
    """The muxer's options: a film with sound counts in samples, for in milliseconds its edit lists
    would cut the sound's end.
    """
    sounds = heard.streams.audio if heard is not None else ()
    film = sounds[0].rate if sounds else settings.timescale
    return muxer.options(settings.timescale, film or settings.timescale)


def _picture_packets(
    segments: Sequence[tuple[Path, int]], stream: av.VideoStream, settings: EncodeSettings
) -> Iterator[av.Packet]:
    before, described, tick = 0, None, 1 / settings.rate
    for path, frames in segments:
        with read_segment(path, settings.rate) as segment:
            described = described or segment.described
            if segment.described != described:
                raise MediaError(
                    "a segment was encoded with other parameters than the first; build with "
                    "--recache"
                )
            if len(segment.samples) != frames:
                raise MediaError(
                    f"a segment has {len(segment.samples)} packets, {frames} were asked for"
                )
            if not segment.samples[0].is_key:
                raise MediaError("a segment does not begin with a key frame")
            decoded = before - settings.delay
            for packet, sample in zip(_packets(segment, path), segment.samples, strict=True):
                packet.stream, packet.time_base = stream, tick
                packet.pts, packet.dts, packet.duration = before + sample.rank, decoded, 1
                yield packet
                decoded += 1
        before += frames


def _packets(segment: SegmentFile, path: Path) -> Iterator[av.Packet]:
    """The packets of a segment with their bytes and marks, and times that mean nothing here."""
    if segment.disposable:  # a mark that PyAV reads and does not set
        own = segment.file is None
        with opened(path, own=own, bare=not own) as container:
            stream = picture_stream(container, path)
            yield from (packet for packet in container.demux(stream) if packet.size)
        return
    for sample in segment.samples:
        packet = av.Packet(segment.data(sample))
        packet.is_keyframe = sample.is_key
        yield packet


def _checked(stream: av.VideoStream, settings: EncodeSettings) -> av.VideoStream:
    """The stream, if it is what the settings make."""
    context = stream.codec_context
    if (
        context.codec.canonical_name != ENCODERS[settings.codec].name
        or (context.width, context.height) != settings.size
    ):
        raise MediaError(
            f"a segment is {context.name} of {context.width}x{context.height}, "
            f"not {settings.codec} of {settings.size}"
        )
    return stream


class _Sounds:
    """The packets of the sound, in order, each muxed when its time has come."""

    def __init__(
        self,
        source: av.container.InputContainer | None,
        output: av.container.OutputContainer,
        settings: EncodeSettings,
        language: str = "",
    ):
        self.output, self.count, self._language = output, 0, language
        self.begins: Fraction | None = None
        self._rate, self._delay = settings.rate, settings.delay
        self._of, self._to = 0, 1  # ticks that go by in a frame: `of` in `to` frames
        self._packets = self._read(source)
        self._waiting = next(self._packets, None)

    def _read(self, source: av.container.InputContainer | None) -> Iterator[tuple[int, av.Packet]]:
        if source is None:
            return
        heard = next(iter(source.streams.audio), None)
        if heard is None or heard.time_base is None:
            raise MediaError("the sound of the film holds none")
        self._of, self._to = (1 / (self._rate * heard.time_base)).as_integer_ratio()
        track = self.output.add_stream_from_template(heard)
        if self._language:
            track.metadata["language"] = spoken_code(self.output, self._language)
        for packet in source.demux(heard):
            if packet.size:
                if packet.dts is None:
                    raise MediaError("one of the packets of the sound has no time")
                if self.begins is None:
                    self.begins = packet.dts * heard.time_base
                packet.stream = track
                yield packet.dts, packet

    def until(self, frame: int | None) -> None:
        """Mux what is decoded up to the time when a frame is; all that is left where it is None."""
        last = None if frame is None else (frame - self._delay) * self._of // self._to
        while self._waiting is not None:
            due, packet = self._waiting
            if last is not None and due > last:
                return
            self.output.mux_one(packet)
            self.count += 1
            self._waiting = next(self._packets, None)


def _interleave(
    output: av.container.OutputContainer,
    pictures: Iterator[av.Packet],
    sounds: _Sounds,
    words: TrackWriter,
) -> int:
    """Mux all in the order of their decoding times, as players like to read them; how many frames
    there were.
    """
    count = 0
    for count, packet in enumerate(pictures, 1):
        sounds.until(count - 1)
        words.until(count - 1)
        output.mux_one(packet)
    sounds.until(None)
    words.until(None)
    return count
