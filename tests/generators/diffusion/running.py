"""What the tests of a pipeline's loop share: tiny pipelines in memory, words told, calls watched,
shots stopped.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path

import torch
from diffusers import DiffusionPipeline

from tests.generators.diffusion.asking import Working
from tests.generators.diffusion.tiny import built, smallest
from vfc.errors import Stopped
from vfc.film.model import Options
from vfc.generators.api import Request
from vfc.generators.diffusion.generator import Diffusers
from vfc.generators.diffusion.run import checkpoints, stages

Progress = Callable[[int, int], None]


class Killed(Exception):
    """What a killed build is to the loop that it was in."""


@functools.cache
def pipeline(family: str) -> DiffusionPipeline:
    """That family's pipeline, kept for the whole run; who changes it changes it back."""
    pipe = built(family)
    pipe.set_progress_bar_config(disable=True)
    return pipe


def denoisers(pipe: DiffusionPipeline) -> list[torch.nn.Module]:
    """The models that the loop calls."""
    parts = (getattr(pipe, name, None) for name in ("transformer", "transformer_2", "unet"))
    return [part for part in parts if part is not None]


def arguments(family: str, steps: int = 4, **more: object) -> dict[str, object]:
    """Those of a call of so many steps, also where the strength leaves half of what is said."""
    said = smallest(family)
    return {
        **said,
        "num_inference_steps": steps * (2 if said.get("strength") == 0.5 else 1),
        **more,
    }


@functools.cache
def _words(family: str) -> list[object] | None:
    pipe = pipeline(family)
    return stages.words(pipe, arguments(family)) if hasattr(pipe, "encode_prompt") else None


def told(family: str) -> AbstractContextManager:
    """In which the pipeline does not encode its words again."""
    words = _words(family)
    return nullcontext() if words is None else stages.replaying(pipeline(family), words)


@contextmanager
def counted(modules: Sequence[torch.nn.Module], kind: str = "") -> Iterator[Counter]:
    """Count the forwards of modules by class; with `kind` those of the modules of that class inside
    them.
    """
    found: Counter = Counter()
    inside = [
        each for module in modules for each in module.modules() if type(each).__name__ == kind
    ]
    hooks = [
        each.register_forward_hook(lambda module, given, out: found.update([type(module).__name__]))
        for each in (inside if kind else modules)
    ]
    try:
        yield found
    finally:
        for each in hooks:
            each.remove()


@dataclass
class Made:
    """What one call came to: its tensors, the denoiser's forwards, what was told and warned; None
    where it ended.
    """

    tensors: list[torch.Tensor] | None = None
    forwards: int = 0
    told: list[tuple[int, int]] = field(default_factory=list)
    warned: list[str] = field(default_factory=list)

    def same(self, other: Made) -> bool:
        """Whether both came to an end with the same bits."""
        return (
            self.tensors is not None
            and len(self.tensors) == len(other.tensors)
            and all(map(torch.equal, self.tensors, other.tensors))
        )


def killed(done: int, total: int) -> None:
    """The end of a build at a step."""
    raise Killed


def called(
    family: str,
    scratch: Path,
    *,
    every: int = 1,
    at: int = 0,
    end: Progress = killed,
    seed: int = 3,
    **said: object,
) -> Made:
    """A call of a family's pipeline with checkpoints; at step `at` its progress is handed to `end`,
    to end it.
    """
    pipe, made = pipeline(family), Made()

    def progress(done: int, total: int) -> None:
        made.told.append((done, total))
        if done == at:
            end(done, total)

    given = {
        **arguments(family),
        **said,
        "generator": torch.Generator().manual_seed(seed),
        "output_type": "latent",
    }
    with counted(denoisers(pipe)) as found, suppress(Killed, Stopped):
        out = checkpoints.call(
            pipe,
            given,
            scratch=scratch,
            every=every,
            progress=progress,
            warn=made.warned.append,
            around=lambda: told(family),
        )
        made.tensors = [each for each in out.to_tuple() if isinstance(each, torch.Tensor)]
    made.forwards = found.total()
    return made


class Stopping(Working):
    """A context whose progress raises Killed at the step `stop_at`."""

    def progress(self, done: int, total: int) -> None:
        """Note what is told, and end there."""
        super().progress(done, total)
        if done == self.stop_at:
            raise Killed


def shot(
    own: Diffusers,
    request: Request,
    inputs: dict[str, object],
    said: Options,
    root: Path,
    stop_at: int = 0,
) -> tuple[bytes, Stopping]:
    """The file of a request's latents (b"" where it was stopped), and the context in which they
    were made.
    """
    *_, words, drawn = [
        each
        for each in own.stages(request, own.abilities(said))
        if each.kind in ("embed", "latents")
    ]
    root.mkdir(parents=True, exist_ok=True)
    kept = root / "embed.safetensors"
    if not kept.exists():
        kept.write_bytes(b"".join(own.run(words, {}, Working(root))))
    context = Stopping(root, stop_at)
    try:
        return b"".join(own.run(drawn, inputs | {"embed": kept}, context)), context
    except Killed:
        return b"", context
