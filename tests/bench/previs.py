"""What a frame of previs costs over the gallery, and which of its pictures are alike.

    python -m tests.bench.previs [--film DIR] [--every N] [--frames N]

CPU milliseconds of one thread a frame at 1280x720, beside x264 `medium` for the same frames in the
same run; seconds until a cold process has its first frame; the most memory of a process that draws
a shot at 1280x720 and at 3840x2160; pairs of shots whose middle frames have an SSIM of 0.8 and
above, after Wang et al. (2004), of grey pictures 160 wide.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import av
import cv2
import numpy as np

from vfc.api import plan
from vfc.film.timing import Size
from vfc.generators.api import Request
from vfc.generators.previs.picture.drawing import drawing

HD, UHD, SMALL = Size(1280, 720), Size(3840, 2160), Size(160, 90)
GALLERY = Path(__file__).parents[2] / "examples" / "gallery"
ALIKE = 0.8


def shots(film: Path) -> Iterator[tuple[str, Request]]:
    """The name and the request of each picture of a film."""
    for step in plan(film).plan.steps:
        if step.kind.name == "picture":
            yield step.name, step.params.request  # type: ignore[union-attr]


def drawn(request: Request, frames: int) -> tuple[float, float, list[np.ndarray]]:
    """CPU seconds until the first frame, then for each, and the frames."""
    started = time.process_time()
    picture = drawing(request)
    some = [picture[0]]
    first = time.process_time()
    some += [picture[index] for index in range(1, frames)]
    return first - started, (time.process_time() - first) / max(1, frames - 1), some


def encoded(frames: list[np.ndarray]) -> float:
    """CPU seconds for each frame by x264 `medium` on one thread."""
    with av.open(io.BytesIO(), "w", "mp4") as container:
        stream = container.add_stream("libx264", 24, {"preset": "medium", "crf": "23"})
        stream.height, stream.width = frames[0].shape[:2]
        stream.pix_fmt, stream.codec_context.thread_count = "yuv420p", 1
        ready = [av.VideoFrame.from_ndarray(each).reformat(format="yuv420p") for each in frames]
        started = time.process_time()
        for each in (*ready, None):
            container.mux(stream.encode(each))
        return (time.process_time() - started) / len(frames)


def ssim(one: np.ndarray, other: np.ndarray) -> float:
    """The likeness of two grey pictures, (height, width) float32 0 to 255: 1 for the same."""
    blur = lambda each: cv2.GaussianBlur(each, (11, 11), 1.5)  # noqa: E731
    a, b = blur(one), blur(other)
    va, vb = blur(one * one) - a * a, blur(other * other) - b * b
    both = blur(one * other) - a * b
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    return float(
        ((2 * a * b + c1) * (2 * both + c2) / ((a * a + b * b + c1) * (va + vb + c2))).mean()
    )


def alone(film: Path, name: str, size: Size) -> dict[str, float]:
    """What a process of its own takes for a few frames of a shot: seconds until the first, seconds
    for each, megabytes at most.
    """
    words = [sys.executable, "-m", "tests.bench.previs", "--film", str(film), "--alone", name]
    run = subprocess.run(
        [*words, f"{size.width}x{size.height}"], capture_output=True, text=True, check=True
    )
    return json.loads(run.stdout)


def report_alone(film: Path, name: str, size: str) -> None:
    """Print what `alone` reads."""
    request = dict(shots(film))[name]
    planned = time.process_time()
    width, height = map(int, size.split("x"))
    _, each, _ = drawn(replace(request, size=Size(width, height)), 1)
    first = time.process_time() - planned
    _, each, _ = drawn(replace(request, size=Size(width, height)), 8)
    # getrusage would tell the peak of the process that started this one, where that is higher
    status = Path("/proc/self/status").read_text()
    most = int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]
    print(json.dumps({"first": first, "each": each, "memory": most}))


def main() -> None:
    """Print a line for each figure, the slowest shots, and the pairs that are alike."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--film", type=Path, default=GALLERY)
    parser.add_argument("--every", type=int, default=1, help="each Nth shot")
    parser.add_argument("--frames", type=int, default=16)
    parser.add_argument("--alone", nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.alone:
        report_alone(asked.film, *asked.alone)
        return
    cv2.setNumThreads(1)
    firsts, costs, ratios, small = {}, {}, {}, {}
    for name, request in list(shots(asked.film))[:: asked.every]:
        firsts[name], costs[name], frames = drawn(replace(request, size=HD), asked.frames)
        ratios[name] = costs[name] / encoded(frames)
        middle = drawing(replace(request, size=SMALL))[request.length // 2]
        small[name] = cv2.cvtColor(middle, cv2.COLOR_RGB2GRAY).astype(np.float32)
    slowest = sorted(costs, key=lambda name: -costs[name])
    median = statistics.median
    print(f"{len(costs)} shots at 1280x720, CPU of one thread")
    print(f"a frame: median {1e3 * median(costs.values()):.1f} ms", end="; slowest ")
    print(", ".join(f"{name} {1e3 * costs[name]:.1f}" for name in slowest[:6]))
    print(
        f"of x264 medium beside it: median {median(ratios.values()):.2f}, "
        f"most {max(ratios.values()):.2f}"
    )
    print(f"first frame: median {median(firsts.values()):.2f} s, most {max(firsts.values()):.2f}")
    for size in (HD, UHD):
        costly = alone(asked.film, slowest[0], size)
        print(
            f"{slowest[0]} in a process of its own at {size.width}x{size.height}: first frame "
            f"{costly['first']:.2f} s, a frame {1e3 * costly['each']:.1f} ms, "
            f"{costly['memory']:.0f} MB"
        )
    alike = [
        (likeness, *pair)
        for pair in combinations(small, 2)
        if (likeness := ssim(small[pair[0]], small[pair[1]])) >= ALIKE
    ]
    print(f"pairs with an SSIM of {ALIKE} and above: {len(alike)}")
    for likeness, one, other in sorted(alike, reverse=True):
        print(f"  {likeness:.2f} {one} {other}")


if __name__ == "__main__":
    main()
