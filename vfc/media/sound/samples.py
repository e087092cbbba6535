"""Sound as samples: any file read as stereo float at the film's rate, from an exact place, at a
speed.

One channel becomes two at -3 dB each, which keeps its power; 5.1 is folded down as ITU-R BS.775
says, without its LFE. Both are libswresample's own matrices.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import gcd
from pathlib import Path

import av
import av.container
import av.error
import numpy

from vfc.errors import MediaError, in_a_line
from vfc.film.timing import nearest
from vfc.media.door import COVER, HERTZ, created, opened, packets_of, sound_stream
from vfc.media.footage.decode import JOINED, JUMP, first_second
from vfc.media.footage.decoders import priming, sound_decoder
from vfc.media.rates import tick
from vfc.media.sound.blocks import LAYOUTS, Block, Blocks, block_of
from vfc.media.sound.filters import audio_frame
from vfc.media.sound.stretch import stretched

# Containers whose seeking lands where it says. MP3 and bare AAC guess from the bit rate, and are
# read from their start.
SEEKABLE = {"wav", "w64", "aiff", "caf", "flac", "mov", "mp4", "m4a", "matroska", "webm"}
# seconds that a decoder and a resampler get to settle before the first sample that counts
PREROLL = Fraction(1, 2)
LAG = Fraction(1, 5)  # seconds; a first frame that is later than this lacks for another reason
# seconds; a hole in the time stamps that is longer is silence, a shorter one is their jitter
GAP = Fraction(40, 1000)

Placed = tuple[int, Block]  # a block, and which sample of the file's time its first one is


def has_sound(path: Path) -> bool:
    """Whether a file has a sound stream; MediaError where it cannot be opened as media."""
    with opened(path) as container:
        return sound_stream(container) is not None


def read_blocks(
    path: Path,
    rate: int,
    *,
    start: Fraction = Fraction(0),
    skip: int = 0,
    speed: Fraction = Fraction(1),
    channels: int = 2,
) -> Blocks:
    """Blocks `(samples, channels)` float32 of a file from `skip` samples after `start` seconds on;
    its pitch is kept where the speed is not 1.

    Time counts from the first picture where the file has pictures; before the sound begins, and in
    holes of it, there is silence. Exact to the sample; where a Matroska file is begun from within,
    to its millisecond. Parts that are read one by one go on where the last one ended. MediaError
    where it has no sound.
    """
    blocks = _from(start, skip, path, rate, channels)
    return blocks if speed == 1 else stretched(blocks, rate, speed)


def read_samples(path: Path, rate: int = 48000) -> Block:
    """A whole file as `(samples, 2)` float32."""
    blocks = list(read_blocks(path, rate))
    return numpy.concatenate(blocks) if blocks else numpy.zeros((0, 2), numpy.float32)


def write_wav(path: Path, samples: Block, rate: int) -> None:
    """Write `(samples, 2)` float32, from -1 to 1, as 16-bit PCM."""
    with created(path, "wav") as container:
        stream = container.add_stream("pcm_s16le", rate=rate, layout="stereo")
        resampler = av.AudioResampler(format="s16", layout="stereo", rate=rate)
        for start in range(0, len(samples), rate):
            for frame in resampler.resample(
                audio_frame(samples[start : start + rate], rate, start)
            ):
                container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def _from(start: Fraction, skip: int, path: Path, rate: int, channels: int) -> Blocks:
    with opened(path) as container:
        stream = _heard(container, path)
        zero = _zero(path, container, stream)
        place = nearest((start + zero) * rate) + skip
        begin = Fraction(place, rate)
        if begin - zero > 2 * PREROLL and SEEKABLE & set(container.format.name.split(",")):
            container.seek(int((begin - PREROLL) / tick(stream)), stream=stream, backward=True)
        joined = container.format.name in JOINED
        blocks = _unbroken(
            _resampled(_decoded(container, stream, path.name), rate, channels, joined), place, rate
        )
        yield from _until(_end(container, stream), place, blocks, rate)


def _heard(container: av.container.InputContainer, path: Path) -> av.AudioStream:
    stream = sound_stream(container)
    if stream is None:
        raise MediaError(f"{path.name}: has no sound")
    return stream


def _end(container: av.container.InputContainer, stream: av.AudioStream) -> Fraction | None:
    """When the sound ends, in seconds of the file's clock, where an mp4 says so: AAC fills its last
    packet.
    """
    if "mp4" not in container.format.name or stream.duration is None:
        return None
    return ((stream.start_time or 0) + stream.duration) * tick(stream)


def _until(end: Fraction | None, place: int, blocks: Blocks, rate: int) -> Blocks:
    left = None if end is None else max(0, round(end * rate) - place)
    for block in blocks:
        if left is not None:
            block, left = block[:left], max(0, left - len(block))
        if not len(block):
            return
        yield block


def _zero(path: Path, container: av.container.InputContainer, stream: av.AudioStream) -> Fraction:
    """When the file begins, in seconds of its own clock: at the first picture that is shown, or at
    its first sound.
    """
    pictures = any(not each.disposition & COVER for each in container.streams.video)
    first = first_second(path) if pictures else None
    return _first_sound(path, stream) if first is None else first


def _first_sound(path: Path, stream: av.AudioStream) -> Fraction:
    """When the first sound of a file without pictures is heard: a decoder may keep its first
    packets to itself.
    """
    begins = (stream.start_time or 0) * tick(stream)
    with opened(path) as container:
        frame = next(_decoded(container, _heard(container, path), path.name), None)
    if frame is not None and frame.pts is not None and 0 < frame.pts * tick(frame) - begins < LAG:
        begins = frame.pts * tick(frame)
    return begins + priming(stream)


def _decoded(
    container: av.container.InputContainer, stream: av.AudioStream, name: str
) -> Iterator[av.AudioFrame]:
    """Frames that can be decoded; a damaged one is left out, as players do. MediaError where all
    are.
    """
    sound, damaged, decoder = False, False, sound_decoder(stream)
    for packet in packets_of(container, stream):
        try:
            for frame in decoder.decode(packet):
                sound = True
                yield frame if decoder is stream.codec_context else _moved(frame, packet)
        # damaged, or in no decoder yet
        except (av.error.InvalidDataError, av.error.PatchWelcomeError):
            damaged = True
    if damaged and not sound:
        raise MediaError(f"{name}: no sound of it can be decoded")


def _moved(frame: av.AudioFrame, packet: av.Packet) -> av.AudioFrame:
    """A frame whose beginning the file's edit list leaves out, at the time when what is left of it
    begins.
    """
    lacking = (packet.duration or 0) - round(frame.samples / frame.sample_rate / packet.time_base)
    if lacking > 0 and frame.pts is not None:
        frame.pts += lacking
    return frame


def _resampled(
    frames: Iterator[av.AudioFrame], rate: int, channels: int, joined: bool
) -> Iterator[Placed]:
    """Blocks at a rate, each with its place; they begin anew where the format changes or time
    leaves a hole.

    In `joined` recordings each part has a clock of its own: where time jumps, the next goes on
    after the last.
    """
    resampler, form, at, due, shift = None, None, 0, Fraction(0), Fraction(0)
    for frame in frames:
        now = due if frame.pts is None else frame.pts * tick(frame) + shift
        if joined and form and not -PREROLL < now - due < JUMP:
            shift, now = shift + due - now, due
        if frame.sample_rate not in HERTZ:
            raise MediaError(f"its sound is damaged: {frame.sample_rate:,} samples a second")
        if form != _form(frame) or now - due > GAP:
            for made in _blocks(resampler, None):
                yield at, made
                at += len(made)
            resampler = av.AudioResampler(format="flt", layout=LAYOUTS[channels], rate=rate)
            form, due = _form(frame), now
            before, at = _lattice(now, frame.sample_rate, rate)
            for made in _blocks(resampler, _nothing(frame, before)) if before else ():
                yield at, made
                at += len(made)
        due += Fraction(frame.samples, frame.sample_rate)
        for made in _blocks(resampler, frame):
            yield at, made
            at += len(made)
    for made in _blocks(resampler, None):
        yield at, made
        at += len(made)


def _lattice(now: Fraction, own: int, rate: int) -> tuple[int, int]:
    """How many samples at a file's `own` rate to put before one at `now` seconds, so that the first
    falls on a sample at `rate`, and on which: wherever a file is begun, its samples are the same.
    """
    step = own // gcd(own, rate)
    place = nearest(now * own)
    before = place % step
    return before, (place - before) * rate // own


def _nothing(like: av.AudioFrame, samples: int) -> av.AudioFrame:
    """A frame of silence in the format of another."""
    frame = av.AudioFrame(format=like.format.name, layout=like.layout.name, samples=samples)
    frame.sample_rate, frame.time_base = like.sample_rate, like.time_base
    for plane in frame.planes:
        plane.update(bytes(plane.buffer_size))
    return frame


def _form(frame: av.AudioFrame) -> tuple[str, str, int]:
    return frame.format.name, frame.layout.name, frame.sample_rate


def _blocks(resampler: av.AudioResampler | None, frame: av.AudioFrame | None) -> list[Block]:
    if resampler is None:
        return []
    try:
        return [block_of(made) for made in resampler.resample(frame)]
    except ValueError as error:
        raise MediaError(f"its channels cannot be folded: {in_a_line(error)}") from error


def _unbroken(blocks: Iterator[Placed], place: int, rate: int) -> Blocks:
    """Blocks from one place on without holes: silence where there is nothing, nothing twice."""
    for at, block in blocks:
        while at > place:
            hole = min(at - place, rate)
            yield numpy.zeros((hole, block.shape[1]), numpy.float32)
            place += hole
        block = block[place - at :]
        if len(block):
            yield block
            place += len(block)
