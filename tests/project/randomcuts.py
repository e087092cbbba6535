"""Random cuts with every transition, as text, and what each of their frames is to show: worked out
entry by entry, apart from all that vfc has for it.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import cv2
import numpy

from tests.media.reels import SMALL, footage, numbered
from vfc.film.transitions import TransitionKind

RATES = (Fraction(24), Fraction(25), Fraction(24000, 1001), Fraction(30000, 1001))
FRAMES, LENGTH, HANDLES = 56, 40, 10  # of the file, of each shot of it, and after that
STARTS = {"a": 0, "b": 2, "c": 4, "d": 6}  # the frame of the file with which each shot begins
LONGEST, LEAST = 5, 11  # frames of a transition, and of what lies between two


@dataclass
class RandomCut:
    """A cut: its entries as text, the frames of the film, and for each what it shows: a frame of
    the file, None under a transition, -1 where it is black.
    """

    entries: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    shown: list[int | None] = field(default_factory=list)


def random_cut(seed: int) -> RandomCut:
    """Shots from a part of them at a speed, and black, with transitions of either sort between."""
    chance, made = random.Random(seed), RandomCut()
    for index in range(chance.randint(2, 7)):
        if index and chance.random() < 0.8:
            _join(made, chance)
        else:
            _entry(made, chance)
    return made


def _join(made: RandomCut, chance: random.Random) -> None:
    """A transition, and what comes after it."""
    kind, frames = chance.choice([*TransitionKind]), chance.randint(1, LONGEST)
    overlaps = chance.random() < 0.5
    words = [f"length: {frames}f", *(["overlap: true"] if overlaps else [])]
    if kind is TransitionKind.LUMA:
        words.append("image: ramp.png")
    made.entries.append(f"{{{kind}: {{{', '.join(words)}}}}}")
    made.kinds.append(kind)
    if overlaps:
        del made.shown[-frames:]
    begin = len(made.shown)
    _entry(made, chance)
    made.shown[begin : begin + frames] = [None] * frames


def _entry(made: RandomCut, chance: random.Random) -> None:
    """A part of a shot, or black, longer than two transitions."""
    length = chance.randint(LEAST, LEAST + 5)
    if chance.random() < 0.15:
        made.entries.append(f"{{black: {length}f}}")
        made.shown += [-1] * length
        return
    shot, start, speed = chance.choice([*STARTS]), chance.randint(0, 6), chance.choice((1, 1, 2))
    more = ", speed: 2" if speed == 2 else ""
    made.entries.append(f"{{a/{shot}: {{in: {start}f, length: {length}f{more}}}}}")
    made.shown += [STARTS[shot] + start + speed * index for index in range(length)]


def film_of(cuts: Sequence[RandomCut], rate: Fraction) -> str:
    """A film with these cuts, `c0`, `c1`, ..., each of them delivered."""
    shots = [
        f"      {name}: {{footage: a.mp4, in: {start}f, length: {LENGTH}f, handles: {HANDLES}f}}"
        for name, start in STARTS.items()
    ]
    named = [f"  c{n}: {{cut: [{', '.join(each.entries)}]}}" for n, each in enumerate(cuts)]
    files = [f"  c{n}.mp4: {{cut: c{n}}}" for n in range(len(cuts))]
    shown = f"{rate.numerator}/{rate.denominator}" if rate.denominator > 1 else str(rate)
    return "\n".join(
        [
            "vfc: 1",
            "title: Cuts",
            f"format: {{size: {SMALL}, rate: {shown}}}",
            "scenes:",
            "  a:",
            "    shots:",
            *shots,
            "cuts:",
            *named,
            "deliver:",
            *files,
            "",
        ]
    )


def write_files(folder: Path, rate: Fraction) -> None:
    """What the film reads: numbered frames, and the image of a luma wipe."""
    grey = {"options": {"g": "8", "qp": "4"}, "colorspace": 1}
    footage(folder / "a.mp4", list(numbered(FRAMES)), rate=rate, **grey)
    ramp = numpy.tile(numpy.linspace(255, 0, 64, dtype=numpy.uint8), (36, 1))
    cv2.imwrite(str(folder / "ramp.png"), ramp)
