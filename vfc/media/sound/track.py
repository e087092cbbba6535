"""The sound of a film from the blocks of its mix: levelled, encoded block by block, measured as it
is delivered, and joined.

What is asked for is asked of what is heard: AAC takes from broad sound and adds to peaks. So each
piece is decoded and measured, and gain and ceiling follow until the film is as loud as it should
be. Both go in steps, so that a change somewhere seldom moves them and all pieces with them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path

from vfc.film.soundcodecs import SoundCodec
from vfc.media.sound.encode import ENCODERS, check_sound, write_packets
from vfc.media.sound.loudness import HOPS, BlockLoudness, Loudness, loudness_of
from vfc.media.sound.pieces import BlockPiece, LevelSetting, Recipes
from vfc.media.sound.raw import RawReel
from vfc.media.sound.seams import seam
from vfc.media.sound.spread import SpreadReel

QUIET = -60.0  # LUFS; a film that is softer throughout is taken for silence and left as it is
STEP = 0.25  # dB, of gain
NEAR = 0.25  # LU from what was asked for
PEAK = -1.0  # dBTP, EBU R 128
# dBTP under which the limiter holds what is encoded, until what is heard stays under PEAK
CEILINGS: Mapping[SoundCodec, Sequence[float]] = {
    SoundCodec.AAC: (-1.5, -2.0, -2.5, -3.0, -4.0, -5.0, -6.0),
    SoundCodec.OPUS: (-1.5, -2.0, -2.5, -3.0, -4.0, -5.0, -6.0),
    SoundCodec.PCM: (-1.1, -1.3),
    SoundCodec.WAV: (-1.1, -1.3),
}
TRIES = 8
GAINS = 0.7  # of what lacked; a gain after which more is still lacking is the last
PEAKS_WEIGH = 100  # what a peak of 1 dB too much counts, in LU

# What keeps a piece by all that decides it: the piece that stands, or the one that is made now.
KeepPiece = Callable[[str, Callable[[Path], None]], Path]
ReportProgress = Callable[[int, int], None]


class Levelling:
    """One film's sound while it is made from its mix; `keep` keeps its pieces."""

    def __init__(
        self, reel: RawReel | SpreadReel, *, codec: SoundCodec, rate: int, keep: KeepPiece
    ):
        self.reel, self.codec, self.rate, self.keep = reel, codec, rate, keep
        borders = reel.starts
        self.blocks = [
            BlockPiece(reel=reel, start=start, stop=stop, codec=codec, rate=rate)
            for start, stop in pairwise(borders)
        ]
        self.recipes: list[Recipes] = [block.recipes() for block in self.blocks]

    def settled(self, loudness: float | None, tell: ReportProgress) -> tuple[list[Path], Loudness]:
        """The pieces at the setting that comes nearest to a loudness in LUFS (None: as mixed), and
        how loud they are together.
        """
        ceilings = CEILINGS[self.codec]
        gain, rung = self._first_gain(loudness), 0
        found: list[tuple[float, list[Path], Loudness]] = []
        tried, was = set[tuple[float, int]](), 0.0
        while (gain, rung) not in tried and len(tried) < TRIES:
            tried.add((gain, rung))
            setting = LevelSetting(10 ** (gain / 20), 10 ** (ceilings[rung] / 20))
            pieces, heard = self._heard(setting, tell)
            wanted = heard.integrated if loudness is None else loudness
            off = wanted - heard.integrated if heard.integrated >= QUIET else 0.0
            over = max(0.0, heard.peak - PEAK)
            found.append((abs(off) + PEAKS_WEIGH * over, pieces, heard))
            if abs(off) <= NEAR and not over:
                break
            if over:
                rung = _lower(ceilings, rung, over)
            elif len(found) > 1 and abs(off) > GAINS * abs(was):
                break  # the limiter takes what the gain gives
            was = off
            if abs(off) > NEAR:
                gain += STEP * round(off / STEP)
        return min(found, key=lambda each: each[0])[1:]

    def _first_gain(self, loudness: float | None) -> float:
        """The gain in dB that the mix alone asks for."""
        if loudness is None:
            return 0.0
        blocks = [self._unlevelled(*each) for each in zip(self.blocks, self.recipes, strict=True)]
        mixed = loudness_of(blocks, len(self.reel), self.rate).integrated
        return STEP * round((loudness - mixed) / STEP) if mixed > QUIET else 0.0

    def _unlevelled(self, block: BlockPiece, recipes: Recipes) -> BlockLoudness:
        def make(path: Path) -> None:
            path.write_text(json.dumps(block.unlevelled()))

        text = json.dumps({"sound": "loudness of the mix", **recipes.facts}, sort_keys=True)
        _, sums, peak = json.loads(self.keep(text, make).read_text())
        return BlockLoudness(block.start * HOPS // self.rate, tuple(sums), peak)

    def _heard(self, setting: LevelSetting, tell: ReportProgress) -> tuple[list[Path], Loudness]:
        pieces: list[Path] = []
        for block, recipes in zip(self.blocks, self.recipes, strict=True):
            tell(len(pieces), len(self.blocks))
            make = partial(block.make, setting=setting)
            pieces.append(self.keep(recipes.at(setting), make))
        parts = (block.loudness(path) for block, path in zip(self.blocks, pieces, strict=True))
        return pieces, loudness_of(parts, len(self.reel), self.rate)

    def packets(self, pieces: Sequence[Path]) -> Iterator[bytes]:
        """The packets of all pieces, each up to the seam with the next; two are held at a time."""
        index, before = 0, None
        for block, path in zip(self.blocks, pieces, strict=True):
            after = block.encoded(path)
            if before is not None:
                stop = seam(
                    before,
                    after,
                    block.start // ENCODERS[self.codec].packet,
                    codec=self.codec,
                    rate=self.rate,
                    channels=self.reel.channels,
                )
                yield from before.packets[index - before.first : stop - before.first]
                index = stop
            before = after
        if before is not None:
            yield from before.packets[index - before.first :]


def _lower(ceilings: Sequence[float], rung: int, by: float) -> int:
    """The next ceiling that is lower by so many dB; the last where none is."""
    wanted = ceilings[rung] - by
    lower = (each for each in range(rung + 1, len(ceilings)) if ceilings[each] <= wanted)
    return next(lower, len(ceilings) - 1)


def write_track(
    path: Path,
    reel: RawReel | SpreadReel,
    *,
    rate: int,
    keep: KeepPiece,
    loudness: float | None = None,
    codec: SoundCodec = SoundCodec.AAC,
    progress: ReportProgress | None = None,
) -> Loudness:
    """Make the file of a film's sound from its mix; how loud it is heard.

    With `loudness` (LUFS, integrated, EBU R 128) the whole is raised or lowered until what is heard
    has it, within 0.25 LU; where the limiter works hard it comes out softer. True peaks stay below
    -1 dBTP. `progress` is told (done, total) in blocks, and may raise.
    """
    levelling = Levelling(reel, codec=codec, rate=rate, keep=keep)
    pieces, heard = levelling.settled(loudness, progress or (lambda done, total: None))
    write_packets(
        path,
        levelling.packets(pieces),
        codec=codec,
        length=len(reel),
        rate=rate,
        channels=reel.channels,
    )
    check_sound(path, length=len(reel), rate=rate)
    return heard
