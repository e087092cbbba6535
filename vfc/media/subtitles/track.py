"""Tracks of subtitles in a film file: written as each container has them, and read back."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import av.container
from av.subtitles.stream import SubtitleStream

from vfc.errors import MediaError
from vfc.film.languages import code_of
from vfc.film.subtitles import SubtitleTrack
from vfc.media.door import opened

TIMED_TEXT = "mov_text"  # 3GPP timed text, of QuickTime and MP4
# QuickTime has languages by numbers of its own, to which ffmpeg comes by these names alone
QUICKTIME = {
    "deu": "ger",
    "nld": "dut",
    "ell": "gre",
    "isl": "ice",
    "zho": "chi",
    "sqi": "alb",
    "mkd": "mac",
}
# what ffmpeg asks of each encoder of text: where and how words stand, white at the bottom
HEADER = """\
[Script Info]
ScriptType: v4.00+
PlayResX: 384
PlayResY: 288

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, \
Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, \
Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,Arial,16,&H00FFFFFF,&H000000FF,&H00000000,&H00000000,0,0,0,0,100,100,0,0,1,1,0,\
2,10,10,10,1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""


def spoken_code(output: av.container.OutputContainer, tag: str) -> str:
    """What a container calls the language of a tag."""
    code = code_of(tag)
    return QUICKTIME.get(code, code) if output.format.name == "mov" else code


class TrackWriter:
    """The tracks of subtitles of a file that is written; times are frames at a rate."""

    def __init__(
        self,
        output: av.container.OutputContainer,
        codec: str,
        tracks: Sequence[SubtitleTrack],
        rate: Fraction,
    ):
        self.output, self._codec, self._tick = output, codec, 1 / rate
        self._streams = [self._stream(track) for track in tracks]
        self._waiting = sorted(
            ((cue.start, number, cue) for number, track in enumerate(tracks) for cue in track.cues),
            key=lambda each: each[:2],
            reverse=True,
        )

    def _stream(self, track: SubtitleTrack) -> SubtitleStream:
        stream = self.output.add_stream(self._codec)
        if not isinstance(stream, SubtitleStream):
            raise MediaError(f"'{self._codec}' is no codec of subtitles")
        stream.codec_context.subtitle_header = HEADER.encode()
        stream.time_base = self._tick
        stream.metadata["language"] = spoken_code(self.output, track.language)
        return stream

    def until(self, frame: int | None) -> None:
        """Mux what begins up to a frame; all that is left where it is None."""
        while self._waiting and (frame is None or self._waiting[-1][0] <= frame):
            _, number, cue = self._waiting.pop()
            text = "\n".join(cue.rows).encode()
            if self._codec == TIMED_TEXT:
                text = len(text).to_bytes(2, "big") + text
            packet = av.Packet(text)
            packet.stream, packet.time_base = self._streams[number], self._tick
            packet.pts = packet.dts = cue.start
            packet.duration = cue.stop - cue.start
            self.output.mux_one(packet)


def check_tracks(
    path: Path, tracks: Sequence[SubtitleTrack], rate: Fraction, clock: Fraction
) -> None:
    """MediaError where a file's subtitles are not those of its tracks, or stand further away than
    half a tick of the clock of its container.
    """
    with opened(path) as container:
        found = _read(container)
    if len(found) != len(tracks):
        raise MediaError(f"the joined film has {len(found)} tracks of subtitles, not {len(tracks)}")
    for track, cues in zip(tracks, found, strict=True):
        wanted = [(cue.start / rate, cue.stop / rate, "\n".join(cue.rows)) for cue in track.cues]
        same = len(wanted) == len(cues) and all(
            each[2] == cue[2]
            and abs(each[0] - cue[0]) <= clock / 2
            and abs(each[1] - cue[1]) <= clock
            for each, cue in zip(wanted, cues, strict=True)
        )
        if not same:
            raise MediaError(f"{path.suffix} does not keep the film's subtitles")


def _read(container: av.container.InputContainer) -> list[list[tuple[Fraction, Fraction, str]]]:
    """Start and stop in seconds and the words of each subtitle of each track."""
    found = {stream.index: [] for stream in container.streams.subtitles}
    for packet in container.demux(*container.streams.subtitles) if found else ():
        timed = packet.stream.codec_context.name == TIMED_TEXT
        text = bytes(packet)[2 if timed else 0 :].decode(errors="replace")
        if text and packet.pts is not None and packet.time_base is not None:
            start = packet.pts * packet.time_base
            stop = start + (packet.duration or 0) * packet.time_base
            found[packet.stream.index].append((start, stop, text))
    return list(found.values())
