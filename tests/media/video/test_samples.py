"""A segment's packets by its own tables are those that ffmpeg reads of it, and damage is told."""

from __future__ import annotations

import random
import struct
from fractions import Fraction

import av
import pytest

from tests.media.reels import SMALL, moving, segment
from vfc.errors import MediaError
from vfc.film.timing import Size
from vfc.media.video.encode import EncodeSettings
from vfc.media.video.samples import HEAD, read_segment

NTSC = Fraction(24000, 1001)


def made(folder, frames, codec="h264", rate=NTSC, quality="draft", size=SMALL):
    settings = EncodeSettings(size=size, rate=rate, codec=codec, quality=quality)
    ending = "mov" if codec == "prores" else "mp4"
    return segment(folder / f"a.{ending}", moving(frames, size, seed=frames), settings, frames)[0]


def by_ffmpeg(path, rate):
    with av.open(str(path)) as container:
        return [
            (bytes(each), round(each.pts * each.time_base * rate), each.is_keyframe)
            for each in container.demux(video=0)
            if each.size
        ]


def by_tables(path, rate):
    with read_segment(path, rate) as found:
        return [(found.data(each), each.rank, each.is_key) for each in found.samples]


@pytest.mark.parametrize("codec", ["h264", "h265", "prores"])
@pytest.mark.parametrize("rate", [NTSC, Fraction(25), Fraction(15, 2)])
@pytest.mark.parametrize("frames", [1, 2, 3, 70])
def test_the_packets_are_those_that_ffmpeg_reads(tmp_path, codec, rate, frames):
    path = made(tmp_path, frames, codec, rate)
    assert by_tables(path, rate) == by_ffmpeg(path, rate)
    with read_segment(path, rate) as found, av.open(str(path)) as container:
        stream = container.streams.video[0]
        disposable = any(each.is_disposable for each in container.demux(stream))
        context = stream.codec_context
        assert found.disposable == disposable
        assert found.described == (
            context.codec_tag.encode(),
            context.width,
            context.height,
            bytes(context.extradata or b""),
        )


def test_a_segment_of_many_chunks_is_read_piece_by_piece(tmp_path):
    path = made(tmp_path, 12, "prores", quality="master", size=Size(640, 360))
    data = path.read_bytes()
    (chunks,) = struct.unpack_from(">I", data, data.index(b"stco") + 8)
    assert chunks > 1 and len(data) > 4 * HEAD
    assert by_tables(path, NTSC) == by_ffmpeg(path, NTSC)


def test_the_heads_of_four_gigabytes_are_understood(tmp_path):
    """A size of 64 bits, and places of 64 bits: as the muxer writes them for large segments."""
    path = made(tmp_path, 5)
    data, before = bytearray(path.read_bytes()), by_tables(path, NTSC)
    at = data.index(b"free") - 4
    (size,) = struct.unpack_from(">I", data, at + 8)
    data[at : at + 16] = struct.pack(">I4sQ", 1, b"mdat", size + 8)
    at = data.index(b"stco") - 4
    (size,) = struct.unpack_from(">I", data, at)
    places = struct.unpack_from(f">{(size - 16) // 4}I", data, at + 16)
    large = struct.pack(">I4sII", 16 + 8 * len(places), b"co64", 0, len(places))
    data[at : at + size] = large + struct.pack(f">{len(places)}Q", *places)
    for name in (b"moov", b"trak", b"mdia", b"minf", b"stbl"):
        at = data.index(name) - 4
        (size,) = struct.unpack_from(">I", data, at)
        struct.pack_into(">I", data, at, size + 4 * len(places))
    path.write_bytes(data)
    assert by_tables(path, NTSC) == before == by_ffmpeg(path, NTSC)


def test_what_is_cut_off_or_no_segment_is_refused(tmp_path):
    path = made(tmp_path, 5)
    data = path.read_bytes()
    for cut in (b"", b"\0" * 64, b"text", data[:-1], data[:40], data[1:], data[: len(data) // 2]):
        path.write_bytes(cut)
        with pytest.raises(MediaError, match=r"a\.mp4: is damaged, or no segment"):
            by_tables(path, NTSC)
    with pytest.raises(MediaError, match=r"none\.mp4: No such file"):
        by_tables(tmp_path / "none.mp4", NTSC)


def test_packets_that_the_file_has_not_are_refused(tmp_path):
    """Tables may be whole, and the pictures before them gone."""
    path = made(tmp_path, 5)
    data = bytearray(path.read_bytes())
    struct.pack_into(">I", data, data.index(b"stco") + 12, len(data) - 3)
    path.write_bytes(data)
    with pytest.raises(MediaError, match="is damaged"):
        by_tables(path, NTSC)


def test_a_frame_that_is_there_twice_is_refused(tmp_path):
    path = made(tmp_path, 5, "prores")
    data = bytearray(path.read_bytes())
    struct.pack_into(">I", data, data.index(b"stts") + 16, 0)  # each frame lasts no time
    path.write_bytes(data)
    with pytest.raises(MediaError, match="is damaged"):
        by_tables(path, NTSC)


@pytest.mark.parametrize("codec", ["h264", "h265"])
def test_any_bit_may_flip_in_the_tables(tmp_path, codec):
    """Each is told as damage, or leaves packets that are there: nothing else is raised, and no
    packet is larger than its file.
    """
    path = made(tmp_path, 9, codec)
    data = path.read_bytes()
    chance = random.Random(1)
    for at in range(data.index(b"moov") - 4, len(data)):
        flipped = bytearray(data)
        flipped[at] ^= 1 << chance.randrange(8)
        path.write_bytes(flipped)
        try:
            packets = by_tables(path, NTSC)
        except MediaError:
            continue
        assert all(len(each) <= len(data) for each, _, _ in packets)
        assert {rank for _, rank, _ in packets} == set(range(len(packets)))
