"""The mix of a film in other layouts than stereo, such that one downmix serves: what ITU-R BS.775-4
(annex 4) makes of mono and 5.1 is the stereo mix, to the sample.

In 5.1 dialogue that is in the middle is the centre's alone, music is in front and a little behind,
effects are in front by their pan and a little behind. The channel of low frequencies is silent: no
sound of a film is for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt

import numpy

from vfc.film.soundcodecs import SoundLayout, Stem
from vfc.media.sound.blocks import Block
from vfc.media.sound.raw import RawReel

FOLD = sqrt(0.5)  # at which centre and surround channels go into two; BS.775-4, table 2
BEHIND: Mapping[Stem, float] = {  # of a stem, in the rear
    Stem.FILM: 0.0,
    Stem.DIALOGUE: 0.0,
    Stem.MUSIC: 0.35,
    Stem.EFFECTS: 0.2,
}
CHANNELS: Mapping[SoundLayout, int] = {
    SoundLayout.MONO: 1,
    SoundLayout.STEREO: 2,
    SoundLayout.SURROUND: 6,
}


class SpreadReel:
    """Stereo mixes of one length as one sound in a layout; `reels` by stem, for mono the film's
    alone.
    """

    def __init__(self, reels: Mapping[Stem, RawReel], layout: SoundLayout):
        self.reels, self.layout = dict(reels), layout
        self.channels = CHANNELS[layout]
        self.starts = next(iter(self.reels.values())).starts

    def __len__(self) -> int:
        return self.starts[-1]

    def read(self, start: int, stop: int) -> Block:
        """Samples `start` to `stop` as `(samples, channels)` float32; of 5.1 front left, right,
        centre, low, rear left, right.
        """
        made = numpy.zeros((stop - start, self.channels), numpy.float32)
        for stem, reel in self.reels.items():
            block = reel.read(start, stop)
            if self.layout is SoundLayout.MONO:
                made += (block.sum(axis=1, keepdims=True) * FOLD).astype(numpy.float32)
            elif self.layout is SoundLayout.STEREO:
                made += block
            else:
                made += _surround(stem, block)
        return made


def _surround(stem: Stem, block: Block) -> Block:
    """A stem, `(samples, 2)` float32, in six channels."""
    made = numpy.zeros((len(block), 6), numpy.float32)
    if stem is Stem.DIALOGUE:
        middle = block.mean(axis=1)
        made[:, 2] = middle / FOLD
        made[:, :2] = block - middle[:, None]
        return made
    behind = BEHIND[stem]
    made[:, :2] = block * (1 - FOLD * behind)
    made[:, 4:] = block * behind
    return made
