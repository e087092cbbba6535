"""A block of a film's sound, levelled and encoded by itself, with how loud it came out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy

from vfc.film.soundcodecs import SoundCodec
from vfc.media.sound.encode import ENCODERS, Encoded, SoundEncoder, decoded, encoded
from vfc.media.sound.level import is_limited, levelled, margin_of
from vfc.media.sound.loudness import HOPS, BlockLoudness, measured
from vfc.media.sound.raw import RawReel
from vfc.media.sound.seams import reach_of
from vfc.media.sound.spread import SpreadReel


class LevelSetting(NamedTuple):
    """How a film's sound is levelled: a gain, and the ceiling of its true peaks; both factors."""

    gain: float
    ceiling: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockPiece:
    """Makes the piece of samples `start` to `stop` of a film's mix, and says what decides it."""

    reel: RawReel | SpreadReel
    start: int
    stop: int
    codec: SoundCodec
    rate: int

    @property
    def encoder(self) -> SoundEncoder:
        """What encodes it."""
        return ENCODERS[self.codec]

    @property
    def first(self) -> int:
        """The first sample that its encoder hears."""
        each = self.encoder.packet
        return max(0, self.start - reach_of(self.codec)[0]) // each * each

    @property
    def last(self) -> int:
        """The sample after the last that its encoder hears."""
        return min(len(self.reel), self.stop + reach_of(self.codec)[1])

    def recipes(self) -> Recipes:
        """What decides this piece, whatever its setting."""
        margin = margin_of(self.rate)
        read = self.reel.read(self.first - margin, self.last + margin)
        facts = {
            "codec": self.codec,
            "bits": self.encoder.bit_rate,
            "rate": self.rate,
            "channels": self.reel.channels,
            "samples": sha256(read.tobytes()).hexdigest(),
            "before": self.start - self.first,
            "length": self.stop - self.start,
            "after": self.last - self.stop,
            "at": self.start % self.rate,  # the hops of loudness repeat with each second
        }
        return Recipes(facts, float(numpy.abs(read).max(initial=0.0)))

    def unlevelled(self) -> BlockLoudness:
        """How loud the block is in the mix."""
        heard = self.reel.read(self.first, self.stop)
        return measured(heard, self.start - self.first, len(heard), self.start, self.rate)

    def make(self, path: Path, setting: LevelSetting) -> None:
        """Level, encode and measure the block, and write its piece."""
        samples = levelled(
            self.reel,
            self.first,
            self.last,
            gain=setting.gain,
            ceiling=setting.ceiling,
            rate=self.rate,
        )
        made = encoded(samples, self.first // self.encoder.packet, codec=self.codec, rate=self.rate)
        heard = decoded(made, codec=self.codec, rate=self.rate, channels=self.reel.channels)
        # the first packet primes the decoder, and is no sound of the film
        begins = self.start - self.first + self.encoder.heard_first
        loudness = measured(heard, begins, begins + self.stop - self.start, self.start, self.rate)
        _write(path, made, loudness)

    def loudness(self, path: Path) -> BlockLoudness:
        """How loud the piece in a file is heard, at its place in the film."""
        head, _ = _read(path, 0)
        return BlockLoudness(self.start * HOPS // self.rate, tuple(head["sums"]), head["peak"])

    def encoded(self, path: Path) -> Encoded:
        """The packets of the piece in a file, at their place in the film."""
        head, data = _read(path)
        edges = [0, *accumulate(head["sizes"])]
        packets = tuple(data[one:other] for one, other in pairwise(edges))
        return Encoded(self.first // self.encoder.packet, packets, bytes.fromhex(head["setup"]))


class Recipes(NamedTuple):
    """What decides a piece beside its setting, and the highest sample that its making reads."""

    facts: dict[str, object]
    top: float

    def at(self, setting: LevelSetting) -> str:
        """All that decides the bytes of the piece: a ceiling only where it is reached."""
        limited = is_limited(numpy.array([[self.top]], numpy.float32), *setting)
        ceiling = setting.ceiling if limited else None
        return json.dumps(
            {"sound": "piece", **self.facts, "gain": setting.gain, "ceiling": ceiling},
            sort_keys=True,
        )


def _write(path: Path, made: Encoded, loudness: BlockLoudness) -> None:
    head = {
        "sizes": [len(packet) for packet in made.packets],
        "setup": made.setup.hex(),
        "sums": loudness.sums,
        "peak": loudness.peak,
    }
    path.write_bytes(b"".join([json.dumps(head).encode() + b"\n", *made.packets]))


def _read(path: Path, most: int = -1) -> tuple[dict[str, Any], bytes]:
    """The head of a piece, and at most so many bytes of what follows it."""
    with path.open("rb") as file:
        return json.loads(file.readline()), file.read(most)
