"""Joining: every frame is its segment's own, every time exact, at any rate, with the shortest
segments.
"""

from __future__ import annotations

import itertools
import os
import struct
from fractions import Fraction

import av
import numpy
import pytest

from tests.media.reels import SMALL, complaints, decoded, moving, segment
from vfc.errors import MediaError
from vfc.film.soundcodecs import SoundCodec
from vfc.film.timing import Size
from vfc.media.footage.probe import probe
from vfc.media.formats import ENCODERS
from vfc.media.sound.encode import encoded, write_packets
from vfc.media.video.encode import EncodeSettings
from vfc.media.video.splice import SpliceFacts, splice_segments

NTSC = Fraction(24000, 1001)
LENGTHS = (1, 2, 3, 1, 1, 7, 60, 2, 3, 1)


def settings_of(codec="h264", quality="draft", rate=NTSC, size=SMALL):
    return EncodeSettings(size=size, rate=rate, codec=codec, quality=quality)


def segments_of(folder, settings, lengths=LENGTHS):
    ending = ENCODERS[settings.codec].segments
    return [
        segment(
            folder / f"{index}.{ending}",
            moving(frames, settings.size, seed=index),
            settings,
            frames,
        )
        for index, frames in enumerate(lengths)
    ]


def sound_of(path, settings, frames, rate=48000, codec=SoundCodec.AAC):
    length = round(frames / settings.rate * rate)
    wave = numpy.sin(
        numpy.arange(length) * 2 * numpy.pi * 440 / rate, dtype=numpy.float32
    ) * numpy.float32(0.3)
    samples = numpy.repeat(wave[:, None], 2, -1).astype(numpy.float32)
    packets = encoded(samples[:length], 0, codec=codec, rate=rate).packets
    write_packets(path, packets, codec=codec, length=length, rate=rate, channels=2)
    return path, length


def times_of(path, rate):
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        shown = [frame.pts * stream.time_base * rate for frame in container.decode(stream)]
    with av.open(str(path)) as container:
        decoding = [packet.dts for packet in container.demux(video=0) if packet.size]
    return shown, decoding


@pytest.mark.parametrize(
    ("codec", "quality", "rate"),
    [
        ("h264", "draft", NTSC),
        ("h264", "high", Fraction(24)),
        ("h264", "master", Fraction(25)),
        ("h264", "high", Fraction(60000, 1001)),
        ("h264", "draft", Fraction(15, 2)),
        ("h265", "high", NTSC),
        ("h265", "draft", Fraction(30)),
        ("prores", "high", NTSC),
        ("prores", "draft", Fraction(24)),
    ],
)
def test_every_frame_is_its_segments_own_at_its_own_time(tmp_path, codec, quality, rate):
    settings = settings_of(codec, quality, rate)
    segments = segments_of(tmp_path, settings)
    path = tmp_path / ("film.mov" if codec == "prores" else "film.mp4")
    facts = splice_segments(path, segments, None, settings=settings)
    frames = sum(LENGTHS)
    assert facts == SpliceFacts(frames=frames, sounds=0, seconds=frames / rate)
    shown, decoding = times_of(path, rate)
    assert shown == list(range(frames)) and all(a < b for a, b in itertools.pairwise(decoding))
    alone = [frame for each, _ in segments for frame in decoded(each)]
    assert all((one == other).all() for one, other in zip(decoded(path), alone, strict=True))
    assert complaints(path) == ""
    found = probe(path)
    assert (found.frames, found.rate, found.seconds, found.size) == (
        frames,
        rate,
        frames / rate,
        SMALL,
    )


def test_it_plays_everywhere(tmp_path):
    settings = settings_of(quality="high", rate=Fraction(24))
    segments = segments_of(tmp_path, settings)
    sound, _ = sound_of(tmp_path / "sound.m4a", settings, sum(LENGTHS))
    splice_segments(
        tmp_path / "film.mp4",
        segments,
        sound,
        settings=settings,
        title="What If, Mother",
        comment="Art: A",
    )
    data = (tmp_path / "film.mp4").read_bytes()
    assert 0 < data.index(b"moov") < data.index(b"mdat")
    with av.open(str(tmp_path / "film.mp4")) as container:
        picture, heard = (
            container.streams.video[0].codec_context,
            container.streams.audio[0].codec_context,
        )
        assert (picture.name, picture.profile, picture.codec_tag) == ("h264", "High", "avc1")
        assert picture.pix_fmt == "yuv420p"
        assert (
            picture.colorspace,
            picture.color_range,
            picture.color_primaries,
            picture.color_trc,
        ) == (1, 1, 1, 1)
        assert (heard.name, heard.profile, heard.channels) == ("aac", "LC", 2)
        assert container.metadata["title"] == "What If, Mother"
        assert container.metadata["comment"] == "Art: A"
    assert complaints(tmp_path / "film.mp4") == ""


@pytest.mark.parametrize(("codec", "tag"), [("h265", "hvc1"), ("prores", "apco")])
def test_the_tag_that_players_look_for_is_kept(tmp_path, codec, tag):
    settings = settings_of(codec)
    path = tmp_path / ("film.mov" if codec == "prores" else "film.mp4")
    splice_segments(path, segments_of(tmp_path, settings, (2, 3)), None, settings=settings)
    with av.open(str(path)) as container:
        assert container.streams.video[0].codec_context.codec_tag == tag


@pytest.mark.parametrize("rate", [48000, 44100])
def test_sound_begins_and_ends_with_the_picture(tmp_path, rate):
    settings = settings_of()
    segments = segments_of(tmp_path, settings)
    sound, length = sound_of(tmp_path / "sound.m4a", settings, sum(LENGTHS), rate)
    facts = splice_segments(tmp_path / "film.mp4", segments, sound, settings=settings)
    assert facts.sounds > 0
    with av.open(str(tmp_path / "film.mp4")) as container:
        blocks = [
            (frame.pts * frame.time_base, frame.to_ndarray()) for frame in container.decode(audio=0)
        ]
        packets = [packet for packet in container.demux(audio=0) if packet.size]
    with av.open(str(tmp_path / "film.mp4")) as container:
        packets = [packet for packet in container.demux(audio=0) if packet.size]
        ends = max((packet.pts + packet.duration) * packet.time_base for packet in packets)
    assert blocks[0][0] <= 0 and abs(ends - sum(LENGTHS) / settings.rate) < Fraction(1, 1000)
    with av.open(str(sound)) as container:
        alone = numpy.concatenate(
            [frame.to_ndarray() for frame in container.decode(audio=0)], axis=1
        )
    assert (
        numpy.concatenate([block for _, block in blocks], axis=1) == alone
    ).all() and alone.shape[1] >= length
    assert complaints(tmp_path / "film.mp4") == ""


def test_the_same_segments_make_the_same_bytes(tmp_path):
    settings = settings_of()
    segments = segments_of(tmp_path, settings, (3, 1, 5))
    sound, _ = sound_of(tmp_path / "sound.m4a", settings, 9)
    made = []
    for _ in range(2):
        splice_segments(tmp_path / "film.mp4", segments, sound, settings=settings, title="x")
        made.append((tmp_path / "film.mp4").read_bytes())
    assert made[0] == made[1]


def test_one_segment_may_stand_many_times_and_no_file_stays_open(tmp_path):
    settings = settings_of(rate=Fraction(24), size=Size(64, 36))
    one = segments_of(tmp_path, settings, (2,))[0]
    before = len(os.listdir("/proc/self/fd"))
    facts = splice_segments(tmp_path / "film.mp4", [one] * 300, None, settings=settings)
    assert facts.frames == 600 and len(os.listdir("/proc/self/fd")) == before
    assert times_of(tmp_path / "film.mp4", Fraction(24))[0] == list(range(600))


def test_segments_of_other_settings_are_refused(tmp_path):
    (tmp_path / "other").mkdir()
    ours = segments_of(tmp_path, settings_of(), (2,))
    for other in (
        settings_of(quality="master"),
        settings_of(size=Size(80, 46)),
        settings_of("h265"),
    ):
        theirs = segments_of(tmp_path / "other", other, (2,))
        with pytest.raises(MediaError, match="was encoded with other parameters than the first"):
            splice_segments(tmp_path / "film.mp4", ours + theirs, None, settings=settings_of())


def test_a_first_segment_that_is_not_what_the_settings_make_is_refused(tmp_path):
    theirs = segments_of(tmp_path, settings_of("h265"), (2,))
    with pytest.raises(MediaError, match="a segment is hevc of 160x90, not h264 of 160x90"):
        splice_segments(tmp_path / "film.mp4", theirs, None, settings=settings_of())


def test_a_segment_that_does_not_begin_with_a_key_frame_is_refused(tmp_path):
    settings = settings_of()
    ours = segments_of(tmp_path, settings, (2, 5))
    data = bytearray(ours[1][0].read_bytes())
    struct.pack_into(">I", data, data.index(b"stss") + 12, 2)
    ours[1][0].write_bytes(data)
    with pytest.raises(MediaError, match="does not begin with a key frame"):
        splice_segments(tmp_path / "film.mp4", ours, None, settings=settings)


def test_a_wrong_count_no_segment_and_no_sound_are_refused(tmp_path):
    settings = settings_of()
    ((path, _),) = segments_of(tmp_path, settings, (2,))
    with pytest.raises(MediaError, match="a segment has 2 packets, 3 were asked for"):
        splice_segments(tmp_path / "film.mp4", [(path, 3)], None, settings=settings)
    with pytest.raises(MediaError, match="at least one segment"):
        splice_segments(tmp_path / "film.mp4", [], None, settings=settings)
    with pytest.raises(MediaError, match="holds none"):
        splice_segments(tmp_path / "film.mp4", [(path, 2)], path, settings=settings)
    with pytest.raises(MediaError, match="none.mp4"):
        splice_segments(
            tmp_path / "film.mp4", [(tmp_path / "none.mp4", 2)], None, settings=settings
        )
