"""A film read back: each container that is delivered keeps its times, and one that lies is told."""

from __future__ import annotations

from fractions import Fraction

import av
import numpy
import pytest

from tests.media.reels import SMALL, decoded
from tests.media.video.test_splice import LENGTHS, NTSC, segments_of, settings_of, sound_of
from vfc.errors import MediaError
from vfc.film.formats import FORMATS, Codec, smallest
from vfc.film.soundcodecs import SoundCodec
from vfc.film.timing import Size
from vfc.media import formats
from vfc.media.footage.probe import probe
from vfc.media.formats import MUXERS, Muxer
from vfc.media.video.check import check_film
from vfc.media.video.splice import SpliceFacts, splice_segments

WRITTEN = [(container, codec) for container in MUXERS for codec in FORMATS[container].codecs]
MILLISECOND = Fraction(1, 1000)


def plainly(pictures: int, film: int) -> dict[str, str]:
    return {}


def samples(path):
    """All that the packets of the sound hold, those too that prime the decoder."""
    with av.open(str(path)) as container:
        context = av.CodecContext.create("aac", "r")
        context.extradata = container.streams.audio[0].codec_context.extradata
        for packet in container.demux(audio=0):
            if packet.size:
                plain = av.Packet(bytes(packet))
                yield from (frame.to_ndarray() for frame in context.decode(plain))


@pytest.fixture
def film(tmp_path):
    """Writes a film of six frames with sound, or without, and reads it back; its path."""

    def write(ending, codec=Codec.H264, *, rate=NTSC, heard=True):
        settings = settings_of(codec, rate=rate, size=max(SMALL, smallest(codec)))
        segments = segments_of(tmp_path, settings, (1, 2, 3))
        bears = SoundCodec.OPUS if ending == "webm" else SoundCodec.AAC
        sound = sound_of(tmp_path / "sound.m4a", settings, 6, codec=bears)[0] if heard else None
        path = tmp_path / f"film.{ending}"
        check_film(path, splice_segments(path, segments, sound, settings=settings), settings)
        return path

    return write


@pytest.mark.parametrize("rate", [NTSC, Fraction(24), Fraction(15, 2), Fraction(120)])
@pytest.mark.parametrize(("container", "codec"), WRITTEN)
def test_what_is_delivered_keeps_its_times(film, container, codec, rate):
    film(container, codec, rate=rate)
    path = film(container, codec, rate=rate, heard=False)
    with av.open(str(path)) as made:
        assert made.streams.video[0].start_time == 0 and not made.streams.audio


@pytest.mark.parametrize(
    "codec", [each for each in FORMATS["mkv"].codecs if each in FORMATS["mov"].codecs]
)
def test_matroska_has_the_pictures_and_the_sound_of_mov(film, codec):
    others = film("mov", codec), film("mkv", codec)
    assert all((one == other).all() for one, other in zip(*map(decoded, others), strict=True))
    mov, mkv = (numpy.concatenate(list(samples(path)), axis=1) for path in others)
    assert (mov == mkv).all()
    found = probe(others[1])
    assert (found.frames, found.rate, found.seconds) == (6, NTSC, 6 / NTSC)


def test_the_same_segments_make_the_same_matroska(film):
    assert film("mkv").read_bytes() == film("mkv").read_bytes()


def test_a_container_that_moves_its_pictures_is_told(film, monkeypatch):
    monkeypatch.setattr(formats, "MUXERS", MUXERS | {"avi": Muxer("avi", plainly)})
    with pytest.raises(MediaError) as told:
        film("avi", heard=False)
    assert str(told.value) == (
        "the joined film has frame 0 at 0.041708 s, not at 0.000000 s: .avi does not keep its time"
    )


def test_pictures_that_wait_for_the_sound_are_told(film, monkeypatch):
    row = Muxer("matroska", plainly, MILLISECOND)
    monkeypatch.setattr(formats, "MUXERS", MUXERS | {"mkv": row})
    film("mkv", heard=False)
    try:
        path = film("mkv")
    except MediaError as told:
        assert "frame 0 at 0.021000 s, not at 0.000000 s: .mkv" in str(told)
        return
    with av.open(str(path)) as made:  # newer libraries of ffmpeg do not let them wait
        assert next(made.decode(video=0)).time == 0


def test_a_clock_that_is_coarser_than_its_row_says_is_told(film, monkeypatch):
    monkeypatch.setattr(formats, "MUXERS", MUXERS | {"mkv": Muxer("matroska", plainly)})
    with pytest.raises(MediaError, match=r"frame 1 at 0.042000 s, not at 0.041708 s: .mkv"):
        film("mkv", heard=False)


def test_sound_that_begins_late_is_told(film, monkeypatch):
    """AVI knows nothing of the samples that prime a decoder."""
    monkeypatch.setattr(formats, "MUXERS", MUXERS | {"avi": Muxer("avi", plainly)})
    monkeypatch.setattr("vfc.media.video.check._first_elsewhere", lambda *given: None)
    with pytest.raises(MediaError, match=r"its sound at 0.000000 s, not at -0.0213"):
        film("avi")


def test_other_frames_another_size_and_lost_sound_are_told(film):
    path, settings = film("mp4", heard=False), settings_of()
    six = SpliceFacts(frames=6, sounds=0, seconds=6 / NTSC)
    check_film(path, six, settings)
    seven = SpliceFacts(frames=7, sounds=0, seconds=7 / NTSC)
    with pytest.raises(MediaError, match="has 6 frames at 160x90, not 7 at 160x90"):
        check_film(path, seven, settings)
    with pytest.raises(MediaError, match="has 6 frames at 160x90, not 6 at 80x46"):
        check_film(path, six, settings_of(size=Size(80, 46)))
    heard = SpliceFacts(frames=6, sounds=6, seconds=6 / NTSC, sound_begins=Fraction(0))
    with pytest.raises(MediaError, match="lost its sound: .mp4 does not keep it"):
        check_film(path, heard, settings)


def test_what_nothing_writes_is_told_and_what_is_written(tmp_path):
    settings = settings_of()
    segments = segments_of(tmp_path, settings, LENGTHS[:1])
    with pytest.raises(
        MediaError, match=r"film.mxf: nothing here writes .mxf; there is .mp4, .mov"
    ):
        splice_segments(tmp_path / "film.mxf", segments, None, settings=settings)
