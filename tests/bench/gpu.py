"""Full-size Wan on a card, with random weights: `python -m tests.bench.gpu [--dry] [--models 1.3B]
[--parts steps]`.

`steps`: seconds a step by attention backend, and the share of the card's dense bfloat16 peak.
`loop`: what vfc adds to a shot beside a bare loop of diffusers. `film`: eight shots of one film
beside eight processes of a naive script, and beside one that loads once. `memory`: the peak by
rung, and whether its bits are the same. `equal`: whether two processes make the same bits. A run
prints a table, and writes JSON with `--json`; runs may be parts of one another's, for JSON that is
there is added to. `--dry` runs it all on a processor with tiny models, so that it is known to work.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from diffusers import WanPipeline, WanTransformer3DModel

from tests.bench.loops import Shots, measured
from tests.bench.wanmodels import RELEASES, TINY, TOKENS, Model, write_model
from vfc.errors import GeneratorError
from vfc.generators.diffusion.machine import environment
from vfc.generators.diffusion.model import speed

# Dense bfloat16 products a second, from NVIDIA's data sheets; of another card no share is told.
PEAKS: Mapping[str, float] = {
    "H100 PCIe": 756e12,
    "H100 NVL": 835e12,
    "H100": 989e12,
    "H200": 989e12,
    "A100": 312e12,
    "L40S": 362e12,
    "RTX 4090": 165e12,
}
BACKENDS = ("native", "_native_cudnn", "_native_flash", "flash", "_flash_3", "sage")
RUNGS = ("whole", "apart", "group")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What is run: the models, where they lie, on which device, and with how many frames and
    steps.
    """

    models: Mapping[str, Model]
    folder: Path
    device: str
    frames: int
    steps: int
    shots: int

    def model(self, name: str) -> Path:
        """The folder of a model's weights, drawn where they are not there yet."""
        path = self.folder / f"wan-{name}-{'tiny' if self.models is TINY else 'full'}"
        write_model(path, self.models[name], self.device)
        emptied()
        return path

    def film(self, root: Path, name: str, options: str = "", steps: int = 0) -> Shots:
        """Shots of a model, in a film of their own."""
        (root / "model").symlink_to(self.model(name))
        return Shots(
            folder=root,
            size=self.models[name].size,
            frames=self.frames,
            steps=steps or self.steps,
            dtype="bfloat16",
            device=self.device,
            options=f", vae_dtype: float32{options}",
        )


def emptied() -> None:
    """Give back what is held of the card, and forget the peak."""
    gc.collect()
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
        torch.cuda.reset_peak_memory_stats()


def settled() -> None:
    """Wait for the card."""
    if torch.cuda.is_available():
        torch.cuda.synchronize()


def peak() -> float | None:
    """The dense peak of the card that is here."""
    name = torch.cuda.get_device_name() if torch.cuda.is_available() else ""
    return next((rate for word, rate in PEAKS.items() if word in name), None)


# ── parts ──────────────────────────────────────────────────────────────────────────────────────


def steps(bench: Bench, name: str) -> Iterator[tuple[str, dict[str, object]]]:
    """Seconds of a step with guidance, two calls of the denoiser, by attention backend."""
    model = bench.models[name]
    denoiser = WanTransformer3DModel.from_pretrained(
        bench.model(name) / "transformer", dtype=torch.bfloat16
    )
    pipe = WanPipeline(
        tokenizer=None,
        text_encoder=None,
        vae=None,
        scheduler=None,
        transformer=denoiser.to(bench.device).eval(),
    )
    shape = (
        1,
        model.denoiser["in_channels"],
        (bench.frames - 1) // 4 + 1,
        model.size.height // model.sides,
        model.size.width // model.sides,
    )
    given = {
        "hidden_states": torch.randn(shape, dtype=torch.bfloat16).to(bench.device),
        "timestep": torch.ones(1, dtype=torch.long, device=bench.device),
        "encoder_hidden_states": torch.randn(
            1, TOKENS, model.denoiser["text_dim"], dtype=torch.bfloat16
        ).to(bench.device),
        "return_dict": False,
    }
    for backend in BACKENDS:
        try:
            speed.apply(pipe, attention=backend)
            seconds = 2 * called(lambda: denoiser(**given))
        except (GeneratorError, RuntimeError, ValueError) as error:
            yield f"{name} {backend}", {"refused": str(error).splitlines()[0][:100]}
            continue
        found = {
            "seconds a step": seconds,
            "TFLOP a step": 2 * model.operations(bench.frames) / 1e12,
        }
        if peak():
            found["share of peak"] = 2 * model.operations(bench.frames) / seconds / peak()
        yield f"{name} {backend}", found


def called(work: Callable[[], object], times: int = 3) -> float:
    """The seconds of a call, after one that warms up."""
    with torch.no_grad():
        work()
        settled()
        began = time.perf_counter()
        for _ in range(times):
            work()
        settled()
    return (time.perf_counter() - began) / times


def loop(bench: Bench, name: str) -> Iterator[tuple[str, dict[str, object]]]:
    """What a shot more takes by vfc, one stage at a time, and by the bare loop; twice in the order
    ABBA.
    """
    with TemporaryDirectory() as root:
        film = bench.film(Path(root), name)
        found: dict[tuple[str, int], list[float]] = {}
        for kind in ("vfc", "bare", "bare", "vfc"):
            for count in (1, 3):
                film.write(count)
                film.afresh()
                emptied()
                work = film.built if kind == "vfc" else (lambda count=count: film.bare(count))
                found.setdefault((kind, count), []).append(measured(work).wall)
    each = {kind: (min(found[kind, 3]) - min(found[kind, 1])) / 2 for kind in ("vfc", "bare")}
    yield (
        name,
        {
            **{f"{kind}: seconds a shot": seconds for kind, seconds in each.items()},
            "vfc beside bare": each["vfc"] / each["bare"] - 1,
        },
    )


def film(bench: Bench, name: str) -> Iterator[tuple[str, dict[str, object]]]:
    """So many shots of one film by vfc, by a process of a naive script each, and by one process
    that loads once.
    """
    with TemporaryDirectory() as root:
        film = bench.film(Path(root), name)
        film.write(bench.shots)
        found = {"vfc": measured(lambda: film.built(jobs=3)).wall}
        emptied()
        script = [sys.executable, "-m", "tests.bench.gpu", "--naive", root, "--models", name]
        script += ["--steps", str(bench.steps), *(["--dry"] if bench.models is TINY else [])]
        found["naive"] = measured(
            lambda: [
                subprocess.run([*script, "--shots", str(number)], check=True)
                for number in range(bench.shots)
            ]
        ).wall
        found["loaded once"] = measured(lambda: film.bare(bench.shots)).wall
    yield (
        name,
        {
            **{f"{kind}: seconds": seconds for kind, seconds in found.items()},
            "naive beside vfc": found["naive"] / found["vfc"],
            "loaded once beside vfc": found["loaded once"] / found["vfc"],
        },
    )


def memory(bench: Bench, name: str) -> Iterator[tuple[str, dict[str, object]]]:
    """The most that a shot holds of the card by rung, its seconds, and whether the bits are those
    of the first.
    """
    first = ""
    for rung in RUNGS:
        with TemporaryDirectory() as root:
            shot = bench.film(Path(root), name, f", offload: {rung}")
            shot.write(1)
            emptied()
            seconds = measured(shot.built).wall
            digest = picture(shot)
            first = first or digest
            held = torch.cuda.max_memory_allocated() / 1e9 if torch.cuda.is_available() else 0.0
            yield (
                f"{name} {rung}",
                {"peak GB": held, "seconds": seconds, "same bits": digest == first},
            )


def equal(bench: Bench, name: str) -> Iterator[tuple[str, dict[str, object]]]:
    """Whether two processes make the same bits of a shot."""
    digests = []
    for _ in range(2):
        with TemporaryDirectory() as root:
            shot = bench.film(Path(root), name)
            shot.write(1)
            subprocess.run([sys.executable, "-m", "vfc.cli", "build", "--quiet", root], check=True)
            digests.append(picture(shot))
    yield name, {"same bits": digests[0] == digests[1]}


def picture(shot: Shots) -> str:
    """The digest of the only picture that a film kept: the largest file of its store in
    Matroska.
    """
    found = max(
        (
            path
            for path in (shot.folder / ".vfc").rglob("*")
            if path.is_file() and path.read_bytes()[:4] == b"\x1a\x45\xdf\xa3"
        ),
        key=lambda path: path.stat().st_size,
    )
    return hashlib.sha256(found.read_bytes()).hexdigest()


PARTS = {"steps": steps, "loop": loop, "film": film, "memory": memory, "equal": equal}


def told(part: str, name: str, found: Mapping[str, object]) -> None:
    """Print a row."""
    values = (
        f"{word} {value:.3f}" if isinstance(value, float) else f"{word} {value}"
        for word, value in found.items()
    )
    print(f"{part:<8}{name:<24}" + ", ".join(values), flush=True)


def main() -> None:
    """Run the parts that are asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--dry", action="store_true", help="tiny models on the processor")
    parser.add_argument("--models", nargs="+", default=list(RELEASES))
    parser.add_argument("--parts", nargs="+", default=list(PARTS), choices=list(PARTS))
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path(".vfc-bench"),
        help="where weights are kept between runs",
    )
    parser.add_argument("--steps", type=int, default=0)
    parser.add_argument("--shots", type=int, default=8)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--naive", type=Path, help="make one shot of this film, and nothing else")
    said = parser.parse_args()
    if said.naive:
        model = (TINY if said.dry else RELEASES)[said.models[0]]
        Shots(
            folder=said.naive,
            size=model.size,
            frames=9 if said.dry else 81,
            steps=said.steps or 4,
            dtype="bfloat16",
            device="cpu" if said.dry else "cuda",
        ).bare(1, first=said.shots)
        return
    said.folder.mkdir(exist_ok=True)
    bench = Bench(
        models=TINY if said.dry else RELEASES,
        folder=said.folder.resolve(),
        device="cpu" if said.dry else "cuda",
        frames=9 if said.dry else 81,
        steps=said.steps or 4,
        shots=said.shots,
    )
    whole = json.loads(said.json.read_text()) if said.json and said.json.exists() else {}
    whole["environment"] = environment.record()
    print(", ".join(f"{fact} {value}" for fact, value in whole["environment"].items()))
    for part in said.parts:
        for model in said.models:
            for name, found in PARTS[part](bench, model):
                told(part, name, found)
                whole.setdefault(part, {})[name] = found
                if said.json:
                    said.json.write_text(json.dumps(whole, indent=2) + "\n")


if __name__ == "__main__":
    main()
