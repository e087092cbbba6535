"""Models in memory: the parts of a pipeline that each stage needs, kept while shots of the model
come.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vfc.errors import GeneratorError
from vfc.film.model import Scalar
from vfc.generators.diffusion.model import modular, speed, stepcaches
from vfc.generators.diffusion.model.facts import ModelFacts
from vfc.generators.diffusion.model.library import imported, member
from vfc.generators.diffusion.model.options import whole
from vfc.generators.diffusion.model.signature import Signature
from vfc.generators.diffusion.run.stages import Absent

if TYPE_CHECKING:
    import torch

TEXTS = ("text_encoder", "tokenizer", "processor")  # how the names of what words need begin
DECODERS = ("vae", "audio_vae", "vocoder", "scheduler")
STAGES = ("embed", "latents", "picture")  # the parts of a pipeline, by the stage that needs them


@dataclass(frozen=True, slots=True)
class PipelineSpec:
    """A pipeline to be loaded: the model's folder, the stage it is for, the options that decide its
    weights.
    """

    folder: Path
    stage: str
    dtype: str
    vae_dtype: str
    quantize: str
    device: str
    blockwise: bool = False
    # what is given to a pipeline of blocks, which may need other parts for it
    asked: tuple[str, ...] = ()


class LoadedParts:
    """The parts that are in memory: of each stage those of one model; the next's are read when they
    were let go of.
    """

    def __init__(self) -> None:
        # the models and stages whose parts were read, for those who count
        self.loads: list[tuple[str, str]] = []
        # rungs that were taken for lack of memory, by model and device
        self.lower: dict[tuple[Path, str], str] = {}
        self._lock, self._card = threading.RLock(), threading.RLock()
        self._parts: dict[PipelineSpec, Mapping[str, Any]] = {}
        self._pipes: dict[tuple[PipelineSpec, str], Any] = {}

    def pipe(
        self,
        wanted: PipelineSpec,
        facts: ModelFacts,
        signature: Signature,
        options: Mapping[str, Scalar],
        *,
        whole: bool = False,
    ):
        """The pipeline of a class with the parts that a stage needs; `whole`: with those of words
        too.
        """
        with self._lock:
            known = self._pipes.get((wanted, signature.name))
            if known is None:
                parts = self._loaded(wanted, facts, whole)
                known = self._pipes[wanted, signature.name] = _made(signature, parts, facts, wanted)
            if wanted.stage == "latents":
                _set_scheduler(known, facts, options)
            return known

    def blocks(self, wanted: PipelineSpec, name: str, given: Mapping[str, Any]):
        """The pipeline of the blocks that a stage runs for these arguments (see `modular`)."""
        import torch

        with self._lock:
            known = self._pipes.get((wanted, name))
            if known is None:
                self.drop(wanted.stage)
                types = {
                    "default": getattr(torch, wanted.dtype),
                    "vae": getattr(torch, wanted.vae_dtype),
                }
                known = self._pipes[wanted, name] = modular.pipeline(
                    name, wanted.folder, wanted.stage, given, types
                )
                for part, found in known.components.items():
                    if isinstance(found, torch.nn.Module):
                        _placed(part, found, wanted)
                self.loads.append((wanted.folder.name, wanted.stage))
            return known

    @contextmanager
    def card(self, rung: str, stage: str) -> Iterator[None]:
        """Hold the card while a stage works, where not all stages have room on it at once."""
        if rung == "whole":
            yield
            return
        with self._card:
            for other in STAGES:
                if other != stage:
                    self.drop(other)
            yield

    def let_go(self) -> None:
        """Let go of everything."""
        with self._lock:
            self._parts.clear()
            self._pipes.clear()
            _emptied()

    def drop(self, stage: str) -> None:
        """Let go of the parts of a stage."""
        with self._lock:
            held = len(self._pipes) + len(self._parts)
            self._pipes = {key: pipe for key, pipe in self._pipes.items() if key[0].stage != stage}
            self._parts = {key: parts for key, parts in self._parts.items() if key.stage != stage}
            if len(self._pipes) + len(self._parts) < held:
                _emptied()

    def _loaded(self, wanted: PipelineSpec, facts: ModelFacts, whole: bool) -> Mapping[str, Any]:
        if wanted not in self._parts:
            self.drop(wanted.stage)
            self._parts[wanted] = _read(wanted, facts, whole)
            self.loads.append((wanted.folder.name, wanted.stage))
        return self._parts[wanted]


def devices_of(text: str) -> tuple[str, ...]:
    """Where to work: `auto` takes every GPU there is, else the processor; a list, `cuda:0, cuda:2`,
    those.

    GeneratorError for a word that names none.
    """
    import torch

    if text != "auto":
        found = tuple(each.strip() for each in text.split(","))
        for each in found:
            if each.partition(":")[0] not in ("cuda", "cpu", "mps"):
                raise GeneratorError(
                    f"device: '{each}' is none of auto, cuda, cuda:1, mps, cpu, or a list of those"
                )
        return found
    if torch.cuda.is_available():
        count = torch.cuda.device_count()
        return tuple(f"cuda:{index}" for index in range(count)) if count > 1 else ("cuda",)
    return ("mps",) if torch.backends.mps.is_available() else ("cpu",)


def _read(wanted: PipelineSpec, facts: ModelFacts, whole: bool) -> Mapping[str, Any]:
    """The parts that a stage needs, from the model's files: safetensors alone, nothing from the
    network, no code.
    """
    import torch

    diffusers = imported()
    kind = getattr(diffusers, facts.pipeline, None)
    if kind is None:
        raise GeneratorError(f"the installed diffusers has no pipeline '{facts.pipeline}'")
    names = [name for name in facts.index if facts.class_of(name)]
    without = {name: None for name in names if not _needed(name, wanted.stage, whole)}
    types = {"default": getattr(torch, wanted.dtype), "vae": getattr(torch, wanted.vae_dtype)}
    try:
        pipe = kind.from_pretrained(
            wanted.folder,
            dtype=types,
            local_files_only=True,
            use_safetensors=True,
            trust_remote_code=False,
            **without,
        )
    except (OSError, ValueError, RuntimeError, KeyError, TypeError, ImportError) as error:
        raise GeneratorError(
            f"the model '{wanted.folder.name}' cannot be loaded: {_line(error)}"
        ) from error
    parts = {name: part for name, part in pipe.components.items() if part is not None}
    if wanted.stage == "latents" and wanted.quantize:
        _quantize(parts, wanted)
    for name, part in parts.items():
        if isinstance(part, torch.nn.Module):
            part.eval()
            _placed(name, part, wanted)
    return parts


def _placed(name: str, part: torch.nn.Module, wanted: PipelineSpec) -> None:
    """Put a part where it works; `blockwise` the weights of large parts come there block by
    block.
    """
    if not wanted.blockwise or not name.startswith(("transformer", "unet", "text_encoder")):
        part.to(wanted.device)
        return
    import torch

    level = (
        {"offload_type": "block_level", "num_blocks_per_group": 1}
        if name.startswith("transformer")
        else {"offload_type": "leaf_level"}
    )
    member("diffusers.hooks", "apply_group_offloading")(
        part,
        onload_device=torch.device(wanted.device),
        offload_device=torch.device("cpu"),
        use_stream=wanted.device.startswith("cuda"),
        **level,
    )


def _needed(name: str, stage: str, whole: bool) -> bool:
    text = name.startswith(TEXTS)
    if stage == "embed":
        return text
    if stage == "picture":
        return name in DECODERS
    return whole or not text or name.startswith("tokenizer")


def _made(signature: Signature, parts: Mapping[str, Any], facts: ModelFacts, wanted: PipelineSpec):
    """A pipeline of a class from parts; of those that are left out it knows the configuration
    alone.
    """
    import torch

    kind = getattr(imported(), signature.name)
    given: dict[str, Any] = {name: parts.get(name) for name in signature.parts}
    for name in signature.parts:  # settings of the pipeline itself, such as boundary_ratio
        if name not in parts and not isinstance(facts.index.get(name), list):
            given.pop(name)
            if facts.index.get(name) is not None:
                given[name] = facts.index[name]
    if "add_watermarker" in signature.parts:
        given["add_watermarker"] = False
    pipe = kind(**given)
    pipe.set_progress_bar_config(disable=True)
    if wanted.stage == "embed":
        for name in signature.parts:
            if name not in parts and facts.class_of(name):
                dtype = wanted.vae_dtype if name == "vae" else wanted.dtype
                object.__setattr__(pipe, name, Absent(facts.config(name), getattr(torch, dtype)))
    return pipe


def _set_scheduler(pipe, facts: ModelFacts, options: Mapping[str, Scalar]) -> None:
    """Give a pipeline the scheduler that the text names, with its shift, or its own."""
    diffusers = imported()
    if not hasattr(pipe, "_vfc_scheduler"):
        object.__setattr__(pipe, "_vfc_scheduler", pipe.scheduler)
    own, name, shift = pipe._vfc_scheduler, str(options["scheduler"]), options["shift"]
    kind = getattr(diffusers, name, None) if name else type(own)
    if kind is None or not hasattr(kind, "set_timesteps"):
        raise GeneratorError(f"scheduler: diffusers has no scheduler '{name}'")
    shifts = (
        {word: float(shift) for word in ("flow_shift", "shift") if word in own.config}
        if shift
        else {}
    )
    if shift and not shifts:
        raise GeneratorError(f"shift: {type(own).__name__} has no shift")
    pipe.scheduler = kind.from_config(own.config, **shifts)


def prepare(pipe, options: Mapping[str, Scalar]) -> None:
    """Give a pipeline's denoisers what the options ask for, in place of what they had; before each
    shot.
    """
    speed.apply(pipe, compile=bool(options["compile"]), attention=str(options["attention"]))
    name, settings = stepcaches.parsed(str(options["cache"]))
    stepcaches.apply(pipe, name, settings, steps=whole(options, "steps"))
    tile(pipe, bool(options["tiling"]))


def tile(pipe, wanted: bool) -> None:
    """Let a VAE work in tiles, or at once; GeneratorError where it knows no tiles."""
    switch = getattr(pipe.vae, "enable_tiling" if wanted else "disable_tiling", None)
    if wanted and switch is None:
        raise GeneratorError(f"tiling: {type(pipe.vae).__name__} knows no tiles")
    if switch is not None:
        switch()


def _quantize(parts: Mapping[str, Any], wanted: PipelineSpec) -> None:
    import torch

    if wanted.quantize != "fp8":
        raise GeneratorError(f"quantize: '{wanted.quantize}' is not known; there is fp8")
    for name in ("transformer", "transformer_2", "unet"):
        if name in parts:
            parts[name].enable_layerwise_casting(
                storage_dtype=torch.float8_e4m3fn, compute_dtype=getattr(torch, wanted.dtype)
            )


@contextmanager
def out_of_memory() -> Iterator[None]:
    """Tell a card that has too little room as MemoryError."""
    import torch

    try:
        yield
    except torch.OutOfMemoryError as error:
        raise MemoryError(str(error)) from error


def _emptied() -> None:
    import gc
    import sys

    gc.collect()
    torch: Any = sys.modules.get("torch")
    if torch is not None and torch.cuda.is_available():
        torch.cuda.empty_cache()


def _line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:300]
