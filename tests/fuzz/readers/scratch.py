"""A folder of this process, in memory where the machine has such a place, with what a fuzzed film
may name.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

import numpy
from PIL import Image

from tests.media.reels import footage, moving
from vfc.media.sound.samples import write_wav

MEMORY = Path("/dev/shm")
CUBE = "LUT_3D_SIZE 2\n" + "".join(f"{r} {g} {b}\n" for b in (0, 1) for g in (0, 1) for r in (0, 1))


@cache
def scratch(name: str) -> Path:
    """An empty folder, gone with the process."""
    folder = Path(
        tempfile.mkdtemp(prefix=f"vfc-fuzz-{name}-", dir=MEMORY if MEMORY.is_dir() else None)
    )
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def film_folder(name: str) -> Path:
    """A folder with a still, footage, a sound, a LUT and a text to include."""
    folder = scratch(name)
    pictures = list(moving(12))
    Image.fromarray(pictures[0]).save(folder / "a.png")
    footage(folder / "a.mp4", pictures)
    write_wav(folder / "tone.wav", numpy.zeros((4800, 2), numpy.float32), 48000)
    (folder / "a.cube").write_text(CUBE)
    (folder / "more.yaml").write_text("presets: {more: {style: fog}}\ncast: {bo: {look: a man}}\n")
    return folder
