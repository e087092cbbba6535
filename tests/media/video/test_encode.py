"""Segments: closed, repeatable, alike in all their headers, marked."""

from __future__ import annotations

import itertools
import random
from fractions import Fraction

import av
import numpy
import pytest

from tests.media.reels import SMALL, complaints, decoded, moving, segment
from vfc.errors import MediaError
from vfc.film.timing import Size
from vfc.media.builds import picture_build
from vfc.media.door import opened
from vfc.media.frames import Converter, yuv_planes
from vfc.media.video.encode import EncodeSettings, encode_segment

NTSC = Fraction(24000, 1001)
CODECS = [
    ("h264", "draft"),
    ("h264", "high"),
    ("h264", "master"),
    ("h265", "draft"),
    ("h265", "high"),
    ("prores", "draft"),
    ("prores", "high"),
]


def name(codec):
    return "a.mov" if codec == "prores" else "a.mp4"


def settings_of(codec, quality, rate=NTSC):
    return EncodeSettings(size=SMALL, rate=rate, codec=codec, quality=quality)


@pytest.mark.parametrize(("codec", "quality"), CODECS)
def test_headers_depend_on_the_settings_alone(tmp_path, codec, quality):
    headers = set()
    for frames in (1, 2, 3, 11):
        path, _ = segment(
            tmp_path / name(codec), moving(frames, seed=frames), settings_of(codec, quality), frames
        )
        with opened(path) as container:
            context = container.streams.video[0].codec_context
            headers.add(
                (
                    context.name,
                    context.codec_tag,
                    context.pix_fmt,
                    context.profile,
                    bytes(context.extradata or b""),
                )
            )
    assert len(headers) == 1
    assert (
        next(iter(headers))[1:3]
        == {
            "h264": ("avc1", "yuv420p"),
            "h265": ("hvc1", "yuv420p"),
            "prores": ("apco" if quality == "draft" else "apcn", "yuv422p10le"),
        }[codec]
    )


@pytest.mark.parametrize(("codec", "quality"), CODECS)
def test_the_same_frames_make_the_same_bytes(tmp_path, codec, quality):
    made = [
        segment(tmp_path / name(codec), moving(9), settings_of(codec, quality), 9)[0].read_bytes()
        for _ in range(2)
    ]
    assert made[0] == made[1]


@pytest.mark.parametrize(("codec", "quality"), CODECS)
def test_pictures_come_back_nearly_as_they_went_in(tmp_path, codec, quality):
    pictures = list(moving(6))
    path, _ = segment(tmp_path / name(codec), pictures, settings_of(codec, quality), 6)
    with av.open(str(path)) as container:
        made = [
            frame.reformat(format="yuv420p").to_ndarray() for frame in container.decode(video=0)
        ]
    luma = [
        one[:90].astype(float) - yuv_planes(other)[:90]
        for one, other in zip(made, pictures, strict=True)
    ]
    assert max(numpy.abs(each.mean()) for each in luma) < 0.6
    assert max((each**2).mean() ** 0.5 for each in luma) < (4 if quality == "draft" else 2)


@pytest.mark.parametrize("codec", ["h264", "h265", "prores"])
def test_a_single_frame_is_encoded_every_time(tmp_path, codec):
    """x265 leaves the decoding time of a lone frame unset, so that one in ten or so could not be
    muxed.
    """
    settings, made = settings_of(codec, "draft"), set()
    for _ in range(30):
        path, _ = segment(tmp_path / name(codec), moving(1), settings, 1)
        with opened(path) as container:
            packet = next(container.demux(video=0))
            assert (packet.pts, packet.dts * packet.time_base * NTSC) == (0, -settings.delay)
        made.add(path.read_bytes())
    assert len(made) == 1


def test_the_group_is_closed_and_the_colour_marked(tmp_path):
    path, _ = segment(tmp_path / "a.mp4", moving(100), settings_of("h264", "high"), 100)
    with opened(path) as container:
        packets = [packet for packet in container.demux(video=0) if packet.size]
        context = container.streams.video[0].codec_context
        assert packets[0].is_keyframe and (packets[0].pts, len(packets)) == (0, 100)
        assert (
            context.profile,
            context.colorspace,
            context.color_range,
            context.color_primaries,
        ) == ("High", 1, 1, 1)
        assert len(decoded(path)) == 100
        keys = sorted(
            round(each.pts * each.time_base * NTSC) for each in packets if each.is_keyframe
        )
        assert keys[0] == 0 and all(
            after - before <= 48 for before, after in itertools.pairwise(keys)
        )
        last = None
        for packet in packets:  # no frame that is decoded after a key frame is shown before it
            last = packet.pts if packet.is_keyframe else last
            assert packet.pts >= last


@pytest.mark.parametrize(
    "rate", [Fraction(24), NTSC, Fraction(30000, 1001), Fraction(12), Fraction(15, 2)]
)
def test_times_are_exact(tmp_path, rate):
    path, _ = segment(tmp_path / "a.mp4", moving(7), settings_of("h264", "draft", rate), 7)
    with opened(path) as container:
        stream = container.streams.video[0]
        times = [frame.pts * stream.time_base * rate for frame in container.decode(stream)]
    assert times == list(range(7)) and complaints(path) == ""


def test_a_frame_too_few_too_many_or_of_another_size_is_refused(tmp_path):
    for frames, wanted in ((3, 4), (5, 4), (0, 1)):
        with pytest.raises(MediaError, match=f"^{frames} frames came, {wanted} were asked for$"):
            segment(tmp_path / "a.mp4", moving(frames), settings_of("h264", "draft"), wanted)
    with pytest.raises(MediaError, match="a frame of 80x46 came, 160x90 was asked for"):
        segment(tmp_path / "a.mp4", moving(1, Size(80, 46)), settings_of("h264", "draft"), 1)


def test_a_folder_that_is_not_there_is_a_media_error(tmp_path):
    with pytest.raises(MediaError, match="^a.mp4: No such file"):
        encode_segment(
            tmp_path / "none" / "a.mp4",
            map(Converter().yuv, moving(1)),
            settings_of("h264", "draft"),
            1,
        )


def test_the_build_names_pyav_and_its_libraries():
    assert (
        picture_build().startswith(f"av {av.__version__} ") and picture_build() == picture_build()
    )


@pytest.mark.parametrize("codec", ["h264", "h265", "prores"])
def test_the_same_pictures_become_the_same_bytes_whatever_lay_in_memory_before(tmp_path, codec):
    chance, seen = random.Random(3), set()
    pictures = list(moving(8, Size(64, 48), seed=1))
    for run in range(12):
        litter = [bytes([chance.randrange(256)]) * chance.randrange(1000, 90000) for _ in range(30)]
        del litter[::2]
        path = tmp_path / f"{run}{name(codec)}"
        settings = EncodeSettings(size=Size(64, 48), rate=Fraction(24), codec=codec)
        encode_segment(path, map(Converter().yuv, pictures), settings, 8)
        seen.add(path.read_bytes())
    assert len(seen) == 1
