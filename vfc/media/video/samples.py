"""The packets of a segment, by the tables of its own file (ISO/IEC 14496-12, QuickTime).

A film has thousands of segments, and of what vfc's own muxer writes a few tables say all: to open
each segment with a demuxer takes twenty times as long as to read these.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, chain, islice, pairwise, repeat
from pathlib import Path
from typing import NamedTuple

from vfc.errors import MediaError
from vfc.media.door import opened, picture_stream

HEAD = 1 << 16  # bytes that are read at once: a short segment whole
BOX = struct.Struct(">I4s")  # the size of a box with its head, and its name
END = 4  # bytes of nothing that QuickTime has after the boxes of some entries
ENTRY = 78  # bytes of a picture's sample entry before the boxes in it
EBML = b"\x1a\x45\xdf\xa3"  # with which Matroska begins (RFC 8794)
CONFIGURATIONS = (b"avcC", b"hvcC", b"av1C", b"vpcC", b"glbl")


class Sample(NamedTuple):
    """A packet in its file: where it begins, its bytes, the place of its frame in showing, whether
    it is a key frame.
    """

    at: int
    size: int
    rank: int
    is_key: bool


class Described(NamedTuple):
    """All that must be equal in two segments for their packets to stand under one header."""

    codec: bytes  # its tag
    width: int
    height: int
    configuration: bytes  # of the decoder


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentFile:
    """A segment that is open: its packets in the order of decoding, and what decodes them.

    `disposable`: some are marked as frames that no other frame needs, or they lie where a demuxer
    alone finds them; then `file` may be None.
    """

    file: _File | None
    described: Described
    samples: tuple[Sample, ...]
    disposable: bool

    @property
    def payload(self) -> int:
        """The bytes of all packets, where it is no Matroska."""
        return sum(sample.size for sample in self.samples)

    def data(self, sample: Sample) -> bytes:
        """The bytes of a packet; MediaError where a demuxer alone finds them."""
        if self.file is None:
            raise MediaError("the packets of this segment are read by a demuxer")
        return self.file.read(sample.at, sample.size)


@contextmanager
def read_segment(path: Path, rate: Fraction) -> Iterator[SegmentFile]:
    """A segment of so many frames a second, open for reading.

    MediaError where it cannot be read, is damaged, or has not each of its frames once.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError as error:
        raise MediaError(f"{path.name}: {error.strerror}") from error
    try:
        file = _File(descriptor, path.name)
        yield _demuxed(path) if file.read(0, len(EBML)) == EBML else _segment(file, rate)
    finally:
        os.close(descriptor)


def _demuxed(path: Path) -> SegmentFile:
    """A segment in Matroska, whose tables are spread over the file: all of it is read, each picture
    of its own.
    """
    with opened(path, own=True) as container:
        stream = picture_stream(container, path)
        context = stream.codec_context
        keys = [packet.is_keyframe for packet in container.demux(stream) if packet.size]
        return SegmentFile(
            file=None,
            described=Described(
                context.name.encode(), context.width, context.height, context.extradata or b""
            ),
            samples=tuple(Sample(0, 0, rank, key) for rank, key in enumerate(keys)),
            disposable=True,
        )


class _File:
    """The bytes of a file, by their place."""

    def __init__(self, descriptor: int, name: str):
        self._descriptor, self._name = descriptor, name
        self.size = os.fstat(descriptor).st_size
        self._head = self._read(0, min(HEAD, self.size))

    def read(self, at: int, count: int) -> bytes:
        """Some of the bytes; MediaError where the file ends before them."""
        end = at + count
        return self._head[at:end] if end <= len(self._head) else self._read(at, count)

    def _read(self, at: int, count: int) -> bytes:
        try:
            # a damaged size takes no more memory than the file has bytes
            found = os.pread(self._descriptor, count, at) if at + count <= self.size else b""
        except OSError as error:
            raise MediaError(f"{self._name}: {error.strerror}") from error
        if len(found) != count:
            raise self.damaged()
        return found

    def damaged(self) -> MediaError:
        """That these bytes are no segment."""
        return MediaError(f"{self._name}: is damaged, or no segment")

    def box(self, name: bytes) -> bytes:
        """What the first box of a name holds, of those that the file is made of."""
        at = 0
        while True:
            size, found = BOX.unpack(self.read(at, BOX.size))
            begin = at + BOX.size
            if size == 1:  # of 4 GB and more
                (size,) = struct.unpack(">Q", self.read(begin, 8))
                begin += 8
            if at + size < begin:
                raise self.damaged()
            if found == name:
                return self.read(begin, at + size - begin)
            at += size


def _segment(file: _File, rate: Fraction) -> SegmentFile:
    try:
        media = _boxes(_boxes(_boxes(file.box(b"moov"))[b"trak"])[b"mdia"])
        tables = _boxes(_boxes(media[b"minf"])[b"stbl"])
        sizes = _sizes(tables[b"stsz"], file.size)
        ranks = _ranks(tables, len(sizes), rate / _ticks(media[b"mdhd"]))
        keys = set(_numbers(tables[b"stss"])) if b"stss" in tables else range(1, len(sizes) + 1)
        found = zip(_places(tables, sizes), sizes, ranks, strict=True)
        return SegmentFile(
            file=file,
            described=_described(tables[b"stsd"]),
            samples=tuple(Sample(*each, index in keys) for index, each in enumerate(found, 1)),
            disposable=b"sdtp" in tables,
        )
    except (LookupError, ValueError, ArithmeticError, struct.error) as error:
        raise file.damaged() from error


def _boxes(data: bytes) -> dict[bytes, bytes]:
    """What each box holds of those that some bytes are made of; of one name the first."""
    found: dict[bytes, bytes] = {}
    at = 0
    while at < len(data):
        if len(data) - at == END and not any(data[at:]):
            break
        size, name = BOX.unpack_from(data, at)
        if not BOX.size <= size <= len(data) - at:
            raise ValueError(f"the box {name!r} does not fit")
        found.setdefault(name, data[at + BOX.size : at + size])
        at += size
    return found


def _numbers(table: bytes, each: int = 1, kind: str = "I") -> tuple[int, ...]:
    """The numbers of a table that says how many rows it has, of `each` numbers a row."""
    (rows,) = struct.unpack_from(">I", table, 4)
    if rows > len(table):
        raise ValueError("a table has more rows than bytes")
    return struct.unpack_from(f">{rows * each}{kind}", table, 8)


def _sizes(table: bytes, most: int) -> Sequence[int]:
    """The bytes of each packet, of a file that has no more than `most`."""
    one, count = struct.unpack_from(">II", table, 4)
    if max(1, one) * count > most:
        raise ValueError("the packets are longer than the file")
    return (one,) * count if one else struct.unpack_from(f">{count}I", table, 12)


def _places(tables: Mapping[bytes, bytes], sizes: Sequence[int]) -> Iterator[int]:
    """Where each packet begins: they lie in chunks, in each of which they follow each other."""
    chunks = _numbers(tables[b"stco"]) if b"stco" in tables else _numbers(tables[b"co64"], kind="Q")
    runs = _numbers(tables[b"stsc"], 3)
    firsts = (*runs[::3], len(chunks) + 1)
    rest = iter(sizes)
    for (first, stop), count in zip(pairwise(firsts), runs[1::3], strict=True):
        for chunk in chunks[first - 1 : stop - 1]:
            yield from accumulate(islice(rest, count - 1), initial=chunk)
            next(rest, None)


def _ticks(header: bytes) -> int:
    """Ticks a second, by a header of version 0 or 1."""
    return struct.unpack_from(">I", header, 20 if header[0] else 12)[0]


def _ranks(tables: Mapping[bytes, bytes], count: int, frames: Fraction) -> list[int]:
    """The place of each packet's frame in showing; in a tick so many `frames` go by."""
    times = accumulate(_runs(_numbers(tables[b"stts"], 2), count), initial=0)
    if b"ctts" in tables:
        delays = _runs(_numbers(tables[b"ctts"], 2, "i"), count)
        times = (time + delay for time, delay in zip(times, delays, strict=False))
    shown = list(islice(times, count))
    first, (of, to) = min(shown, default=0), frames.as_integer_ratio()
    ranks = [(2 * (time - first) * of + to) // (2 * to) for time in shown]
    if sorted(ranks) != list(range(count)):
        raise ValueError("not each frame is there once")
    return ranks


def _runs(pairs: Sequence[int], count: int) -> Iterable[int]:
    """The first values of a table of pairs: how many in a row have a value, and the value."""
    return islice(chain.from_iterable(map(repeat, pairs[1::2], pairs[::2])), count)


def _described(table: bytes) -> Described:
    """What decodes the packets; ValueError where it is not one description for all of them."""
    (count,) = struct.unpack_from(">I", table, 4)
    ((name, entry),) = _boxes(table[8:]).items()
    if count != 1:
        raise ValueError(f"{count} descriptions")
    width, height = struct.unpack_from(">HH", entry, 24)
    boxes = _boxes(entry[ENTRY:])
    configuration = next((boxes[each] for each in CONFIGURATIONS if each in boxes), b"")
    return Described(name, width, height, configuration)
