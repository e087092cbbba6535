"""What vfc adds to a bare loop of diffusers, and what it runs again: `python -m tests.bench.diffusion [--json FILE]`.

A small Wan with random weights, on one thread of the processor. A bare loop loads the pipeline once, makes each shot in
one call, and writes its frames with the encoder that vfc keeps pictures with. vfc builds the same shots of a film:
words, latents and frames as steps of their own, checkpoints written, all of it hashed, kept and checked. The runs go
in pairs, ABBA, and the bare loop runs beside itself too: what differs there is noise.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import torch
from diffusers import WanPipeline

from tests.generators.diffusion.tinywan import shared, transformer
from vfc.build.make import BuildOptions, build
from vfc.build.place import find_place
from vfc.build.planning import Wanted
from vfc.film.timing import Size
from vfc.generators.registry import Registry
from vfc.media.mezzanine import write_mezzanine
from vfc.testing import Recorder

SIZE, RATE, FRAMES, STEPS = Size(192, 128), Fraction(24), 17, 8
WIDE = {"num_attention_heads": 4, "attention_head_dim": 64, "ffn_dim": 1024, "num_layers": 6}
PARTS = ("embed", "latents", "picture")


class Cost(NamedTuple):
    """CPU and wall seconds."""

    cpu: float
    wall: float


def measured(work: Callable[[], object]) -> Cost:
    """What a piece of work in this process takes."""
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return Cost(time.process_time() - cpu, time.perf_counter() - wall)


def write_film(root: Path, shots: int, changed: int | None = None) -> Path:
    """A film of so many shots of the small Wan; one may have other words."""
    folder = root / "film"
    if not (folder / "model").exists():
        pipe = WanPipeline(**shared(), transformer=transformer(**WIDE))
        pipe.save_pretrained(folder / "model")
    words = [f"a fox in picture {number}{' at night' if number == changed else ''}" for number in range(shots)]
    (folder / "film.yaml").write_text(
        f"title: Bench\nformat: {{size: {SIZE}, rate: {RATE}}}\ngenerator: wan\n"
        f"generators: {{wan: {{use: diffusers, model: model, dtype: float32, steps: {STEPS}}}}}\n"
        "scenes:\n  a:\n    shots:\n" + "".join(
            f"      s{number}: {{prompt: {each}, length: {FRAMES}f, handles: 0f}}\n"
            for number, each in enumerate(words)))
    return folder


def bare(folder: Path, shots: int, out: Path | None) -> None:
    """The shots in a loop of diffusers alone; written to `out`, or not."""
    pipe = WanPipeline.from_pretrained(folder / "model", dtype=torch.float32)
    pipe.set_progress_bar_config(disable=True)
    for number in range(shots):
        made = pipe(prompt=f"a fox in picture {number}", height=SIZE.height, width=SIZE.width, num_frames=FRAMES,
                    num_inference_steps=STEPS, generator=torch.Generator("cpu").manual_seed(number)).frames[0]
        if out is not None:
            frames = ((frame * 255).round().astype("uint8") for frame in made)
            write_mezzanine(out / f"{number}.mkv", frames, size=SIZE, rate=RATE, lossless_rgb=True)


def built(folder: Path, *, whole: bool = False, jobs: int = 1) -> tuple[Recorder, object]:
    """The film built: its pictures alone, or all of it; who heard it, and the generator."""
    registry, heard = Registry(), Recorder()
    wanted = Wanted() if whole else Wanted(only=("a/*",))
    result = build(find_place(folder), BuildOptions(jobs=jobs, wanted=wanted), heard, registry=registry)
    assert result.ok, result.failed
    return heard, registry.get("diffusers")._generator


def afresh(folder: Path) -> None:
    """Forget all that was made."""
    for name in (".vfc", "out"):
        shutil.rmtree(folder / name, ignore_errors=True)
    (folder / "film.lock").unlink(missing_ok=True)


def paired(shots: int, pairs: int, root: Path) -> dict[str, list[Cost]]:
    """Costs by what was run: vfc and the bare loop in the order ABBA, and the bare loop beside itself."""
    folder, out = write_film(root, shots), root / "out"
    out.mkdir()
    built(folder)  # imports, caches and the first loads are nobody's
    bare(folder, 1, out)
    found: dict[str, list[Cost]] = {name: [] for name in ("vfc", "bare", "bare again", "bare, unwritten")}

    def run(name: str) -> None:
        if name == "vfc":
            afresh(folder)
            found[name].append(measured(lambda: built(folder)))
        else:
            found[name].append(measured(lambda: bare(folder, shots, None if "unwritten" in name else out)))

    for _ in range(pairs):
        for name in ("vfc", "bare", "bare again", "vfc", "bare", "bare again", "bare, unwritten"):
            run(name)
    return found


@contextmanager
def forwards() -> Iterator[Counter]:
    """Count the calls of each module's class."""
    found: Counter = Counter()
    hook = torch.nn.modules.module.register_module_forward_hook(
        lambda module, given, out: found.update([type(module).__name__]))
    try:
        yield found
    finally:
        hook.remove()


def counted(root: Path, shots: int) -> dict[str, object]:
    """How often a film of so many shots loads its model, and the denoiser's calls before and after one change."""
    folder = write_film(root, shots)
    afresh(folder)
    with forwards() as first:
        _, generator = built(folder, whole=True)
    loads = dict(Counter(stage for _, stage in generator.loaded.loads))
    write_film(root, shots, changed=shots // 2)
    with forwards() as again:
        heard, _ = built(folder, whole=True)
    name = "WanTransformer3DModel"
    return {"loads": loads, "forwards of all": first[name], "forwards of one": again[name],
            "made again": [label for label in heard.labels("made") if label.split()[0] in PARTS]}


def table(found: dict[str, list[Cost]], shots: int) -> dict[str, float]:
    """Print the rows; what vfc adds to a shot, in seconds and as a part of the bare loop."""
    middle = {name: Cost(*(statistics.median(each) for each in zip(*costs, strict=True)))
              for name, costs in found.items()}
    print(f"{shots} shots, {FRAMES} frames at {SIZE}, {STEPS} steps{'':<8}{'CPU s a shot':>14}{'wall s a shot':>15}")
    for name, cost in middle.items():
        print(f"{name:<48}{cost.cpu / shots:14.3f}{cost.wall / shots:15.3f}")
    added = {}
    for which in ("cpu", "wall"):
        floor = getattr(middle["bare"], which)
        for name in ("vfc", "bare again"):
            more = getattr(middle[name], which) - floor
            added[f"{name}, {which}: seconds a shot"] = more / shots
            added[f"{name}, {which}: part"] = more / floor
            print(f"{name} beside bare, {which:<34}{more / shots:+10.3f} s{100 * more / floor:+10.1f} %")
    allowed = 0.03 * middle["bare"].cpu / shots + 0.05
    print(f"allowed: 3 % and 50 ms a shot, here {allowed:.3f} s")
    return added


def main() -> None:
    """Print the table and the counts, and write them as JSON where asked."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--shots", type=int, default=4)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as root:
        found = paired(options.shots, options.pairs, Path(root))
        added = table(found, options.shots)
        counts = counted(Path(root), 10)
    print(f"ten shots load: {counts['loads']}; the denoiser is called {counts['forwards of all']} times, "
          f"{counts['forwards of one']} when one of ten changes: {', '.join(counts['made again'])}")
    if options.json:
        options.json.write_text(json.dumps({"runs": found, "added": added, "counts": counts}, indent=2) + "\n")


if __name__ == "__main__":
    main()
