"""What vfc adds to a bare loop of diffusers, and what it runs again: `python -m
tests.bench.diffusion [--json FILE]`.

A small Wan with random weights, on one thread of the processor. A bare loop loads the pipeline
once, makes each shot in one call, and writes its frames with the encoder that vfc keeps pictures
with. vfc builds the same shots of a film: words, latents and frames as steps of their own,
checkpoints written, all of it hashed, kept and checked; `vfc` in a worker process, as a build does,
and `vfc here` in the loop's. The runs go in pairs, ABCCBA, and the bare loop runs beside itself
too: what differs there is noise. Each is run with one shot and with several, so that what a shot
takes and what a run takes once (the plan, the loads, the worker's imports) are told apart.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import torch
from diffusers import WanPipeline

from tests.bench.loops import Cost, Shots, measured
from tests.generators.diffusion.tinywan import shared, transformer
from vfc.film.timing import Size

WIDE = {"num_attention_heads": 4, "attention_head_dim": 64, "ffn_dim": 1024, "num_layers": 6}
PARTS = ("embed", "latents", "picture")
OURS = ("vfc", "vfc here")
NAMES = (*OURS, "bare", "bare again")


def small(root: Path) -> Shots:
    """Shots of a small Wan, of some seconds each on one thread."""
    pipe = WanPipeline(**shared(), transformer=transformer(**WIDE))
    pipe.save_pretrained(root / "film/model")
    return Shots(folder=root / "film", size=Size(192, 128), frames=17, steps=8, dtype="float32")


Runs = dict[str, dict[int, list[Cost]]]  # by what was run and how many shots it made


def paired(film: Shots, shots: int, pairs: int) -> Runs:
    """Costs of one shot and of so many: vfc and the bare loop there and back, the bare loop beside
    itself.
    """
    film.write(1)
    film.built()  # imports, caches and the first loads are nobody's
    film.bare(1)
    found: Runs = {name: {1: [], shots: []} for name in NAMES}
    for _ in range(pairs):
        for count in (1, shots):
            film.write(count)
            for name in (*NAMES, *reversed(NAMES)):
                film.afresh()
                work = (
                    partial(film.built, apart=name == "vfc")
                    if name in OURS
                    else partial(film.bare, count)
                )
                found[name][count].append(measured(work))
    return found


@contextmanager
def forwards() -> Iterator[Counter]:
    """Count the calls of each module's class."""
    found: Counter = Counter()
    hook = torch.nn.modules.module.register_module_forward_hook(
        lambda module, given, out: found.update([type(module).__name__])
    )
    try:
        yield found
    finally:
        hook.remove()


def counted(film: Shots, shots: int) -> dict[str, object]:
    """How often a film of so many shots loads its model, and the denoiser's calls before and after
    one change.
    """
    film.write(shots)
    film.afresh()
    with forwards() as first:
        _, generator = film.built(whole=True)
    film.write(shots, changed=shots // 2)
    with forwards() as again:
        heard, _ = film.built(whole=True)
    name = "WanTransformer3DModel"
    return {
        "loads": dict(Counter(stage for _, stage in generator.loaded.loads)),
        "forwards of all": first[name],
        "forwards of one": again[name],
        "made again": [label for label in heard.labels("made") if label.split()[0] in PARTS],
    }


def middle(costs: list[Cost], which: str) -> float:
    """The median of CPU or wall seconds."""
    return statistics.median(getattr(each, which) for each in costs)


def table(found: Runs, film: Shots, shots: int) -> dict[str, float]:
    """Print, for each, what a shot more takes, and what a run takes beside its shots; the same
    beside the bare loop.
    """
    head = f"{shots} shots, {film.frames} frames at {film.size}, {film.steps} steps"
    print(f"{head:<46}{'CPU s a shot':>14}{'wall s a shot':>15}{'CPU s a run':>13}")
    each: dict[tuple[str, str], float] = {}
    once: dict[str, float] = {}
    for name, runs in found.items():
        for which in ("cpu", "wall"):
            each[name, which] = (middle(runs[shots], which) - middle(runs[1], which)) / (shots - 1)
        once[name] = middle(runs[1], "cpu") - each[name, "cpu"]
        print(f"{name:<46}{each[name, 'cpu']:14.3f}{each[name, 'wall']:15.3f}{once[name]:13.3f}")
    added = {
        "allowed: seconds a shot": 0.03 * each["bare", "cpu"] + 0.05,
        "vfc: seconds a run": once["vfc"],
        "bare: seconds a run": once["bare"],
    }
    for name in (*OURS, "bare again"):
        for which in ("cpu", "wall"):
            more = each[name, which] - each["bare", which]
            added[f"{name}, {which}: seconds a shot"] = more
            print(
                f"{name + ' beside bare, ' + which:<46}{more:+14.3f} "
                f"s{100 * more / each['bare', which]:+10.1f} %"
            )
    print(f"{'allowed, 3 % and 50 ms':<46}{added['allowed: seconds a shot']:+14.3f} s")
    return added


def main() -> None:
    """Print the table and the counts, and write them as JSON where asked."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--shots", type=int, default=5)
    parser.add_argument("--pairs", type=int, default=2)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    torch.set_num_threads(1)
    os.environ["OMP_NUM_THREADS"] = "1"  # of the worker
    with tempfile.TemporaryDirectory() as root:
        film = small(Path(root))
        found = paired(film, options.shots, options.pairs)
        added = table(found, film, options.shots)
        counts = counted(film, 10)
    print(
        f"ten shots load: {counts['loads']}; the denoiser is called {counts['forwards of all']} "
        f"times, {counts['forwards of one']} when one of ten changes: "
        f"{', '.join(counts['made again'])}"
    )
    if options.json:
        options.json.write_text(
            json.dumps({"runs": found, "added": added, "counts": counts}, indent=2) + "\n"
        )


if __name__ == "__main__":
    main()
