"""What previs and the assembly cost a frame: `python -m tests.bench.pictures`.

CPU seconds of one thread at 1280x720, the picture's building with them, beside the encoder alone as
a floor.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from vfc.film.courses import SeenFrames
from vfc.film.model import Camera, Grade, Prompt
from vfc.film.timing import Size
from vfc.generators.api import Request
from vfc.generators.previs.picture.drawing import draw
from vfc.media.colour.grade import Grading
from vfc.media.video.compose import compose
from vfc.media.video.encode import EncodeSettings, encode_segment
from vfc.media.video.mezzanine import check_mezzanine, write_mezzanine
from vfc.media.video.played import FileSide

SIZE, RATE, FRAMES = Size(1280, 720), Fraction(24), 96

SHOTS = {
    "dusk, hills, two people": ("two people on a ridge at dusk, birds", "", "push in"),
    "storm, sea, walking": (
        "an old man walks in the rain",
        "a lighthouse on a cliff above the sea",
        "track right",
    ),
    "street at night, rain": (
        "a woman waits under a lamp",
        "a narrow street, neon signs, rain",
        "push in",
    ),
    "room, a lamp": (
        "a girl sits at a table",
        "a small round room with a window and a lamp",
        "static",
    ),
}
LOOK = Grading(grade=Grade(contrast=1.1, saturation=0.85, grain=0.2, vignette=0.25), seed=1)


def request(words: str, place: str, move: str) -> Request:
    """One shot of four seconds."""
    return Request(
        prompt=Prompt(words=words, place=place),
        camera=Camera(framing="wide", move=move),
        size=SIZE,
        rate=RATE,
        frames=FRAMES,
        length=FRAMES,
        seed=7,
        options=(("caption", False), ("letterbox", False)),
    )


def rate_of(work: Callable[[], object]) -> float:
    """Frames a CPU second."""
    started = time.process_time()
    work()
    return FRAMES / (time.process_time() - started)


def main() -> None:
    """Print a line for each."""
    next(draw(request("warm", "", "static")))  # imports and tables are not the shot's
    for name, words in SHOTS.items():
        best = max(rate_of(lambda w=words: [None for _ in draw(request(*w))]) for _ in range(2))
        print(f"previs, {name:<32}{best:8.1f} frames a CPU second")
    with tempfile.TemporaryDirectory() as folder:
        frames = list(draw(request(*SHOTS["dusk, hills, two people"])))
        path, segment = Path(folder) / "m.mp4", Path(folder) / "s.mp4"
        settings = EncodeSettings(size=SIZE, rate=RATE)

        def segment_of(look: Grading | None) -> None:
            clip = FileSide(path=path, seen=SeenFrames(start=Fraction(0)), grading=look)
            encode_segment(segment, compose([clip], frames=FRAMES, size=SIZE), settings, FRAMES)

        rows = {
            "mezzanine written": lambda: write_mezzanine(
                path, frames, size=SIZE, rate=RATE, near=True
            ),
            "mezzanine checked": lambda: check_mezzanine(
                path, frames=FRAMES, size=SIZE, rate=RATE, decode=False
            ),
            "segment composed and encoded": lambda: segment_of(None),
            "segment graded, composed and encoded": lambda: segment_of(LOOK),
        }
        for name, work in rows.items():
            print(f"{name:<40}{rate_of(work):8.1f} frames a CPU second")


if __name__ == "__main__":
    main()
