"""The same shots by vfc and by a bare loop of diffusers."""

from __future__ import annotations

import resource
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import torch
from diffusers import WanPipeline

from vfc.commands.build import BuildOptions, build
from vfc.film.timing import Size
from vfc.generators.registry import Registry
from vfc.media.video.mezzanine import write_mezzanine
from vfc.project.plan import PlanOptions
from vfc.project.workspace import find_workspace
from vfc.testing import Recorder

RATE = Fraction(24)


class Cost(NamedTuple):
    """CPU and wall seconds."""

    cpu: float
    wall: float


def measured(work: Callable[[], object]) -> Cost:
    """What a piece of work takes, in this process and in those that it begins and ends."""
    cpu, wall = _processor_seconds(), time.perf_counter()
    work()
    return Cost(_processor_seconds() - cpu, time.perf_counter() - wall)


def _processor_seconds() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


@dataclass(frozen=True, slots=True, kw_only=True)
class Shots:
    """Shots of one Wan model, whose folder `model` lies in the film's `folder` or is linked
    there.
    """

    folder: Path
    size: Size
    frames: int
    steps: int
    dtype: str
    device: str = "cpu"
    options: str = ""  # of the film's generator, as its text says them

    def write(self, shots: int, changed: int | None = None) -> None:
        """A film of so many; one may have other words."""
        words = [
            f"a fox in picture {number}{' at night' if number == changed else ''}"
            for number in range(shots)
        ]
        (self.folder / "film.yaml").write_text(
            f"title: Bench\nformat: {{size: {self.size}, rate: {RATE}}}\ngenerator: wan\n"
            f"generators: "
            f"{{wan: {{use: diffusers, model: model, dtype: {self.dtype}, steps: {self.steps}"
            f"{self.options}}}}}\nscenes:\n  a:\n    shots:\n"
            + "".join(
                f"      s{number}: {{prompt: {each}, length: {self.frames}f, handles: 0f}}\n"
                for number, each in enumerate(words)
            )
        )

    def bare(self, shots: int, first: int = 0) -> None:
        """So many in a loop of diffusers alone, the pipeline loaded once, each written as vfc keeps
        its pictures.
        """
        types = {"default": getattr(torch, self.dtype), "vae": torch.float32}
        pipe = WanPipeline.from_pretrained(self.folder / "model", dtype=types).to(self.device)
        pipe.set_progress_bar_config(disable=True)
        for number in range(first, first + shots):
            made = pipe(
                prompt=f"a fox in picture {number}",
                height=self.size.height,
                width=self.size.width,
                num_frames=self.frames,
                num_inference_steps=self.steps,
                generator=torch.Generator("cpu").manual_seed(number),
            ).frames[0]
            frames = ((frame * 255).round().astype("uint8") for frame in made)
            write_mezzanine(
                self.folder / f"bare{number}.mkv",
                frames,
                size=self.size,
                rate=RATE,
                lossless_rgb=True,
            )

    def built(self, *, whole: bool = False, jobs: int = 1, apart: bool = False):
        """The film built: its pictures alone, or all of it; who heard it, and the generator.

        `apart` in a process of the generator's own, as `vfc build` does; else in this one, which
        has imported torch.
        """
        registry, heard = Registry(), Recorder()
        registry.get("diffusers")._generator.apart = apart
        wanted = PlanOptions() if whole else PlanOptions(only=("a/*",))
        result = build(
            find_workspace(self.folder),
            BuildOptions(jobs=jobs, wanted=wanted),
            heard,
            registry=registry,
        )
        if not result.ok:
            raise RuntimeError(f"{result.failed}")
        return heard, registry.get("diffusers")._generator

    def afresh(self) -> None:
        """Forget all that was made."""
        for name in (".vfc", "out"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        (self.folder / "film.lock").unlink(missing_ok=True)
