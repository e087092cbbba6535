"""One stage of one shot, made by a pipeline: its parts found, its switches set, its memory kept
to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, assert_never

from vfc.errors import GeneratorError
from vfc.film.roles import Role
from vfc.generators.api import Clip, Context, Stage, StageKind, clips_of, paths_of
from vfc.generators.diffusion.machine import environment, memory
from vfc.generators.diffusion.model import adapters, speed
from vfc.generators.diffusion.model.abilities import main_signature, pipeline_of, serving
from vfc.generators.diffusion.model.facts import ModelFacts
from vfc.generators.diffusion.model.options import plain_options, whole
from vfc.generators.diffusion.model.signature import Signature
from vfc.generators.diffusion.run import calls, checkpoints, stages
from vfc.generators.diffusion.run.loading import (
    LoadedParts,
    PipelineSpec,
    devices_of,
    out_of_memory,
    prepare,
    tile,
)
from vfc.generators.diffusion.run.states import read_state, state_bytes

WRONG = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    ImportError,
    LookupError,
    NotImplementedError,
    RuntimeError,
    TypeError,
    ValueError,
)  # what a pipeline raises where it cannot do what it was asked


class StageWork:
    """One stage, made."""

    def __init__(
        self,
        facts: ModelFacts,
        loaded: LoadedParts,
        stage: Stage,
        inputs: Mapping[str, Clip | Path],
        context: Context,
    ):
        self.request, self.stage, self.context = stage.request, stage, context
        self.clips, self.files = clips_of(inputs), paths_of(inputs)
        self.options, self.notes = dict(plain_options(stage.request.options)), {}
        self.facts, self.loaded = facts, loaded
        self.device = devices_of(str(self.options["device"]))[0]
        self.rung = self._rung()

    def _rung(self) -> str:
        """How the model's parts share the card: as the text says, as a shot before had to, or as is
        planned now.
        """
        said, model = str(self.options["offload"]), (self.facts.folder, self.device)
        free, before = memory.free_memory(self.device), self.loaded.lower.get(model, "whole")
        rung = memory.named(said)
        if rung is not None:
            return rung
        # a picture's size is not known before its latents
        if free is None or self.stage.kind is StageKind.EMBED:
            return before
        found = memory.chosen(
            memory.needs(self.facts, self.options, self.request.size, self.request.frames), free
        )
        self.loaded.lower[model] = max(before, found, key=memory.RUNGS.index)
        return self.loaded.lower[model]

    def step_down(self, error: MemoryError) -> None:
        """Take the next rung for this model, after the card had too little room; GeneratorError
        after the last.
        """
        rung = memory.below(self.rung)
        if rung is None or self.options["offload"] != "auto":
            raise GeneratorError(
                "the card has too little memory for this shot: write 'tiling: true' or "
                "'quantize: fp8' in the generator (both change bits), or a smaller size"
            ) from error
        self.loaded.let_go()
        self.loaded.lower[self.facts.folder, self.device] = self.rung = rung
        self.notes["memory"] = f"out of memory once, then {rung}"

    def output(self) -> list[Any]:
        """All that the stage yields; MemoryError where the card has too little room, GeneratorError
        where a pipeline fails.
        """
        stage = (
            "embed"
            if self.stage.kind is StageKind.EMBED
            else "picture"
            if "latents" in self.stage.uses
            else "latents"
        )
        switches = {name: bool(self.options[name]) for name in ("tf32", "deterministic")}
        try:
            with speed.settled(**switches), self.loaded.card(self.rung, stage), out_of_memory():
                found = list(self._yielded())
                self.notes |= environment.record()
                return found
        except WRONG as error:
            name = pipeline_of(self.facts, self.request.options)
            raise GeneratorError(
                f"{name} of diffusers fails: {type(error).__name__}: {error}"
            ) from error

    def _yielded(self) -> Iterator[Any]:
        match self.stage.kind:
            case StageKind.EMBED:
                return self.embed()
            case StageKind.LATENTS:
                return self.latents()
            case StageKind.AUDIO:
                return self.audio()
            case StageKind.PICTURE:
                return self.picture()
            case StageKind.ORIGINAL:
                raise GeneratorError("diffusers makes no originals")
            case _:
                assert_never(self.stage.kind)

    def embed(self) -> Iterator[bytes]:
        """The embeddings of the words, as the pipeline's own encoder gives them."""
        signature = main_signature(self.facts, self.request.options)
        pipe = self._pipe("embed", signature)
        adapters.apply(
            pipe,
            [
                use
                for use in self._adapters()
                if use.kind.is_lora and adapters.changes_text(use.path)
            ],
        )
        given = calls.word_arguments(self.request, signature) | calls.stand_ins(signature)
        yield state_bytes(stages.words(pipe, given))

    def latents(self) -> Iterator[bytes]:
        """What the decoder is handed at the end of the denoising."""
        pipe, signature = self._denoiser()
        kept = stages.latents(pipe, lambda: self._call(pipe, signature), sound=signature.sounds)
        yield state_bytes(kept)

    def audio(self) -> Iterator[bytes]:
        """The sound of the latents."""
        from safetensors.torch import save

        pipe = self._pipe("picture", main_signature(self.facts, self.request.options))
        wave, rate = stages.sound(pipe, self._state("latents"))
        yield save({"samples": wave.contiguous()}, {"rate": str(rate)})

    def picture(self) -> Iterator[Any]:
        """The frames of the latents, or of a whole call where latents cannot be had by
        themselves.
        """
        if "latents" in self.stage.uses:
            pipe = self._pipe("picture", main_signature(self.facts, self.request.options))
            tile(pipe, bool(self.options["tiling"]))
            yield from stages.frames(pipe, self._state("latents"))
            return
        pipe, signature = self._denoiser()
        made = self._call(pipe, signature)
        yield from stages.eight_bits(made.frames[0] if hasattr(made, "frames") else made.images)

    def _denoiser(self) -> tuple[Any, Signature]:
        """The pipeline that answers the request, with the options and adapters on it."""
        signature = serving(self.facts, self.request.options, calls.asked(self.request))
        pipe = self._pipe("latents", signature)
        prepare(pipe, self.options)
        adapters.apply(pipe, self._adapters())
        return pipe, signature

    def _call(self, pipe, signature: Signature):
        """The pipeline's call, with checkpoints where it can go on from them."""
        import torch

        given = calls.arguments(self.request, signature, self.clips)
        styles = calls.styles(self.request, self.clips)
        given |= adapters.images(pipe, styles)
        given |= {
            "generator": torch.Generator("cpu").manual_seed(self.request.seed),
            "output_type": "np",
        }

        def warn(why: str) -> None:
            self.notes["checkpoints"] = why

        kept = {
            "compile": bool(self.options["compile"]),
            "attention": str(self.options["attention"]),
        }
        with speed.explained(pipe, **kept):
            return checkpoints.call(
                pipe,
                given,
                scratch=self.context.scratch,
                every=whole(self.options, "checkpoint_every"),
                progress=self.context.progress,
                warn=warn,
                around=lambda: self._words(pipe, styles),
            )

    def _words(self, pipe, styles: list[Any]) -> AbstractContextManager:
        """In which the pipeline is told the words that were kept."""
        if "embed" not in self.stage.uses:
            return nullcontext()
        return stages.replaying(
            pipe, adapters.with_style_pictures(pipe, self._adapters(), styles, self._state("embed"))
        )

    def _pipe(self, stage: str, signature: Signature):
        wanted = self._wanted(stage)
        return self.loaded.pipe(
            wanted, self.facts, signature, self.options, whole="embed" not in self.stage.uses
        )

    def _wanted(self, stage: str) -> PipelineSpec:
        vae = str(self.options["vae_dtype"] or self.options["dtype"])
        return PipelineSpec(
            self.facts.folder,
            stage,
            str(self.options["dtype"]),
            vae,
            str(self.options["quantize"]),
            self.device,
            self.rung == "group",
        )

    def _adapters(self) -> list[adapters.AdapterFile]:
        return [
            adapters.AdapterFile(
                use.kind,
                self.files[str(Role("adapter", index))],
                use.weight,
                self.files.get(str(Role("adapter", index, "encoder"))),
            )
            for index, use in enumerate(self.request.adapters, 1)
        ]

    def _state(self, kind: str) -> Any:
        import torch

        found = read_state(self.files[kind], torch.device(self.device))
        if found is None:
            raise GeneratorError(f"the {kind} that were kept cannot be read: build with --recache")
        return found
