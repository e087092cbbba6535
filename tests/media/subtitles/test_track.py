"""Subtitles in a film file, read back as players read them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import av
import numpy
import pytest

from vfc.errors import MediaError
from vfc.film.subtitles import SubtitleCue, SubtitleTrack
from vfc.film.timing import Size
from vfc.media.formats import muxer_of
from vfc.media.frames import Converter
from vfc.media.subtitles.track import check_tracks
from vfc.media.video.check import check_film
from vfc.media.video.encode import EncodeSettings, encode_segment
from vfc.media.video.splice import splice_segments

NTSC = Fraction(24000, 1001)
FRAMES = 60
TRACKS = (
    SubtitleTrack(
        language="en",
        cues=(
            SubtitleCue(start=12, stop=30, rows=("Have you eaten?",)),
            SubtitleCue(start=32, stop=59, rows=("Not yet, I waited", "for you. 字")),
        ),
    ),
    SubtitleTrack(language="de", cues=(SubtitleCue(start=0, stop=60, rows=("Hast du?",)),)),
)


@pytest.fixture(scope="module")
def segment(tmp_path_factory):
    path = tmp_path_factory.mktemp("segments") / "p.mp4"
    picture = Converter().yuv(numpy.full((36, 64, 3), 90, numpy.uint8))
    settings = EncodeSettings(size=Size(64, 36), rate=NTSC)
    encode_segment(path, (picture for _ in range(FRAMES)), settings, FRAMES)
    return path


def spliced(path, segment, tracks=TRACKS):
    settings = EncodeSettings(size=Size(64, 36), rate=NTSC)
    facts = splice_segments(path, [(segment, FRAMES)], None, settings=settings, subtitles=tracks)
    check_film(path, facts, settings)
    check_tracks(path, tracks, NTSC, muxer_of(path).clock)


def read(path) -> list[tuple[str, list[tuple[Fraction, Fraction, str]]]]:
    """The language of each track, and when what is read in it."""
    with av.open(str(path)) as container:
        count = len(container.streams.subtitles)
    found = []
    for number in range(count):
        with av.open(str(path)) as container:
            stream = container.streams.subtitles[number]
            packets = [each for each in container.demux(stream) if each.size > 2]
            skipped = 2 if stream.codec_context.name == "mov_text" else 0
            found.append(
                (
                    str(stream.language),
                    [
                        (
                            each.pts * each.time_base,
                            each.duration * each.time_base,
                            bytes(each)[skipped:].decode(),
                        )
                        for each in packets
                    ],
                )
            )
    return found


@pytest.mark.parametrize(
    ("ending", "languages", "tick"),
    [("mp4", ["eng", "deu"], 0), ("mov", ["eng", "ger"], 0), ("mkv", ["eng", "deu"], 1)],
)
def test_each_track_has_its_language_its_words_and_its_times(
    tmp_path, segment, ending, languages, tick
):
    path = tmp_path / f"film.{ending}"
    spliced(path, segment)
    found = read(path)
    assert [language for language, _ in found] == languages
    for track, (_, cues) in zip(TRACKS, found, strict=True):
        assert [text for *_, text in cues] == ["\n".join(cue.rows) for cue in track.cues]
        for cue, (start, length, _) in zip(track.cues, cues, strict=True):
            assert abs(start - cue.start / NTSC) * 1000 <= tick / 2
            assert abs(length - (cue.stop - cue.start) / NTSC) * 1000 <= tick


def test_a_track_of_no_language_is_undetermined(tmp_path, segment):
    path = tmp_path / "film.mkv"
    spliced(path, segment, (replace(TRACKS[0], language=""),))
    assert read(path)[0][0] in ("und", "None")


def test_a_film_without_subtitles_has_no_track(tmp_path, segment):
    spliced(tmp_path / "film.mp4", segment, ())
    assert read(tmp_path / "film.mp4") == []


def test_a_file_with_other_subtitles_is_an_error(tmp_path, segment):
    path = tmp_path / "film.mp4"
    spliced(path, segment)
    late = replace(TRACKS[1], cues=(SubtitleCue(start=1, stop=60, rows=("Hast du?",)),))
    for tracks in (TRACKS[:1], (TRACKS[0], late)):
        with pytest.raises(MediaError, match="subtitles"):
            check_tracks(path, tracks, NTSC, Fraction(0))
