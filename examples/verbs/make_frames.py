"""Builds the film small and writes frames/VERB.png: above, frames of what the verb works on; below,
what it makes.

    python make_frames.py
"""

from __future__ import annotations

from pathlib import Path

import numpy
from PIL import Image

import vfc

HERE = Path(__file__).parent
FRAMES, GAP = 6, 4
BEFORE = {
    "storyboard": [],
    "first": ["source/ridge"],
    "last": ["source/harbour"],
    "remix": ["source/ridge"],
    "extend": ["source/ridge"],
    "lead-in": ["source/harbour"],
    "recut": ["source/ridge"],
    "blend": ["source/ridge", "source/harbour"],
    "loop": ["source/harbour"],
    "after": ["source/harbour"],
    "takes": ["verbs/takes#1", "verbs/takes#2"],
    "deep": ["verbs/blend"],
}


def row(shot: str) -> numpy.ndarray:
    """Frames of a shot side by side, from its first to its last."""
    clip = vfc.clip(shot, HERE, profile="tiny")
    last = clip.duration - 1 / clip.fps
    frames = [clip.get_frame(last * index / (FRAMES - 1)) for index in range(FRAMES)]
    clip.close()
    gap = numpy.full((frames[0].shape[0], GAP, 3), 255, numpy.uint8)
    return numpy.hstack([part for frame in frames for part in (frame, gap)][:-1])


if not vfc.build(HERE, profile="tiny", everything=True).ok:
    raise SystemExit("the film was not built")
(HERE / "frames").mkdir(exist_ok=True)
for verb, before in BEFORE.items():
    rows = [row(shot) for shot in (*before, f"verbs/{verb}")]
    between = numpy.full((GAP, rows[0].shape[1], 3), 255, numpy.uint8)
    whole = Image.fromarray(numpy.vstack([part for each in rows for part in (each, between)][:-1]))
    whole.quantize(96).save(HERE / "frames" / f"{verb}.png", optimize=True)
