"""Any pipeline of diffusers as a generator: words, then latents, then frames, each a stage that is kept by itself."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from vfc.errors import GeneratorError
from vfc.film.model import Options
from vfc.film.pictures import Camera, Prompt
from vfc.film.timing import Size
from vfc.generators.api import Abilities, Clip, Context, Request, Stage
from vfc.generators.diffusion import adapters, calls, checkpoints, environment, hub, memory, speed, stages
from vfc.generators.diffusion.abilities import (
    POOL,
    SIDE,
    main_signature,
    model_abilities,
    pipeline_of,
    serving,
)
from vfc.generators.diffusion.facts import ModelFacts
from vfc.generators.diffusion.loading import Loaded, Wanted, devices_of, out_of_memory, prepare, tile
from vfc.generators.diffusion.models import HubModels
from vfc.generators.diffusion.options import UNKEYED, plain_options
from vfc.generators.diffusion.signature import Signature
from vfc.generators.diffusion.states import read_state, state_bytes
from vfc.generators.diffusion.workers import Workers

WRONG = (ArithmeticError, AssertionError, AttributeError, ImportError, LookupError, NotImplementedError, RuntimeError,
         TypeError, ValueError)  # what a pipeline raises where it cannot do what it was asked
TEXT_OPTIONS = ("deterministic", "dtype", "guidance", "guidance_2", "pipeline", "tf32", "tokens", *UNKEYED)  # of words


class Diffusers(HubModels):
    """Pictures from diffusion models, on the GPU that is there; slowly on a CPU."""

    name = "diffusers"
    version = 1

    def __init__(self) -> None:
        self.loaded = Loaded()
        self._workers: dict[tuple[str, ...], Workers] = {}
        self._beginning = threading.Lock()
        self._abilities: dict[Options, Abilities] = {}

    def abilities(self, options: Options) -> Abilities:
        """What the model can do that the options name; without options what is common to all."""
        if not options:
            return Abilities(costs=True, pool=POOL, options=plain_options(()), unkeyed=UNKEYED)
        if options not in self._abilities:
            found = model_abilities(self._facts(dict(options)), options)
            self._abilities[options] = replace(found, unkeyed=UNKEYED)
        return self._abilities[options]

    def stages(self, request: Request, abilities: Abilities) -> tuple[Stage, ...]:
        """Words to embeddings, these to latents, latents to frames (and to sound), as far as the model lets them be
        told apart."""
        own = dict(abilities.options)
        options = tuple((name, value or own.get(name, value)) for name, value in request.options)
        request, kinds = replace(request, options=options), abilities.stages
        found = []
        for kind in kinds:
            uses = {"embed": (), "latents": ("embed",), "audio": ("latents",), "picture": ("latents", "embed")}[kind]
            uses = tuple(each for each in uses if each in kinds)[:1]
            own_part = _words_alone if kind == "embed" else _decoded if "latents" in uses else _all_of_it
            found.append(Stage(kind=kind, request=own_part(request), uses=uses,
                               pool=POOL if "embed" in uses or not uses and kind != "embed" else SIDE))
        return tuple(found)

    def run(self, stage: Stage, inputs: Mapping[str, Clip | Path], context: Context) -> Iterator[Any]:
        """Make a stage, here, or by a worker where there are several cards."""
        devices = devices_of(str(dict(plain_options(stage.request.options))["device"]))
        if len(devices) > 1:
            yield from self._workers_on(devices).run(stage, inputs, context)
            return
        work = _Work(self, stage, inputs, context)
        try:
            made = work.made()
        except MemoryError as error:  # the next rung, once
            work.step_down(error)
            made = work.made()
        yield from made
        context.environment.update(work.notes)

    def note(self, options: Options, size: Size, frames: int) -> str:
        """How a shot of this size will share the card that is here, in a line; '' where there is none."""
        device = devices_of(str(dict(plain_options(options))["device"]))[0]
        free = memory.free_memory(device)
        if free is None:
            return "no GPU is here: expect minutes for each step of a real model; --profile draft, if the film has one"
        found = memory.needs(self._facts(dict(options)), dict(plain_options(options)), size, frames)
        return memory.told(found, memory.chosen(found, free, str(dict(plain_options(options))["offload"])), free)

    def lanes(self, options: Options) -> int:
        """How many pictures are made at once here: one on each card."""
        return len(devices_of(str(dict(plain_options(options))["device"])))

    def close(self) -> None:
        """Let go of all models."""
        self.loaded.let_go()
        for each in self._workers.values():
            each.close()

    def _workers_on(self, devices: tuple[str, ...]) -> Workers:
        with self._beginning:
            if devices not in self._workers:
                self._workers[devices] = Workers(devices, self.folder)
            return self._workers[devices]

    def _facts(self, options: Mapping[str, Any]) -> ModelFacts:
        model = str(options.get("model") or "")
        if not model:
            raise GeneratorError("it names no model: write 'model:' with a name on the hub, or a folder of the film")
        return ModelFacts(hub.located(model, str(options.get("revision") or ""), self.folder))


def _words_alone(request: Request) -> Request:
    """What embeddings depend on: the words, a few options, and adapters, which may change the encoders."""
    prompt = Prompt(words=request.prompt.text, avoid=request.prompt.avoid)
    options = tuple(each for each in request.options if each[0] in (*TEXT_OPTIONS, "model", "revision"))
    loras = [use for use in request.adapters if use.kind.startswith("lora")]
    return Request(prompt=prompt, camera=Camera(), size=Size(0, 0), rate=Fraction(0), frames=0, length=0, seed=0,
                   options=options, adapters=request.adapters if loras else ())


def _all_of_it(request: Request) -> Request:
    return request


def _decoded(request: Request) -> Request:
    """What frames depend on beside the latents: nothing that comes with the request is read again."""
    return replace(request, inputs=(), adapters=(), cards=(), lines=())


class _Work:
    """One stage, made."""

    def __init__(self, generator: Diffusers, stage: Stage, inputs: Mapping[str, Clip | Path], context: Context):
        self.request, self.stage, self.inputs, self.context = stage.request, stage, inputs, context
        self.options = dict(plain_options(stage.request.options))
        self.facts = generator._facts(self.options)
        self.loaded, self.notes = generator.loaded, {}
        self.device = devices_of(str(self.options["device"]))[0]
        self.rung = self._rung()

    def _rung(self) -> str:
        """How the model's parts share the card: as the text says, as a shot before had to, or as is planned now."""
        said, model = str(self.options["offload"]), (self.facts.folder, self.device)
        free, before = memory.free_memory(self.device), self.loaded.lower.get(model, "whole")
        if said != "auto":
            return memory.chosen(None, 0, said)
        if free is None or self.stage.kind == "embed":  # a picture's size is not known before its latents
            return before
        found = memory.chosen(memory.needs(self.facts, self.options, self.request.size, self.request.frames), free)
        self.loaded.lower[model] = max(before, found, key=memory.RUNGS.index)
        return self.loaded.lower[model]

    def step_down(self, error: MemoryError) -> None:
        """Take the next rung for this model, after the card had too little room; GeneratorError after the last."""
        rung = memory.below(self.rung)
        if rung is None or self.options["offload"] != "auto":
            raise GeneratorError("the card has too little memory for this shot: write 'tiling: true' or "
                                 "'quantize: fp8' in the generator (both change bits), or a smaller size") from error
        self.loaded.let_go()
        self.loaded.lower[self.facts.folder, self.device] = self.rung = rung
        self.notes["memory"] = f"out of memory once, then {rung}"

    def made(self) -> list[Any]:
        """All that the stage yields; MemoryError where the card has too little room."""
        make = {"embed": self.embed, "latents": self.latents, "audio": self.audio, "picture": self.picture}
        stage = "embed" if self.stage.kind == "embed" else "picture" if "latents" in self.stage.uses else "latents"
        switches = {name: bool(self.options[name]) for name in ("tf32", "deterministic")}
        try:
            with speed.settled(**switches), self.loaded.card(self.rung, stage), out_of_memory():
                found = list(make[self.stage.kind]())
                self.notes |= environment.record()
                return found
        except WRONG as error:
            name = pipeline_of(self.facts, self.request.options)
            raise GeneratorError(f"{name} of diffusers fails: {type(error).__name__}: {error}") from error

    def embed(self) -> Iterator[bytes]:
        """The embeddings of the words, as the pipeline's own encoder gives them."""
        signature = main_signature(self.facts, self.request.options)
        pipe = self._pipe("embed", signature)
        adapters.apply(pipe, [use for use in self._adapters() if use.kind.startswith("lora") and
                              adapters.changes_text(use.path)])
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
        """The frames of the latents, or of a whole call where latents cannot be had by themselves."""
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

        given = calls.arguments(self.request, signature, self.inputs)
        styles = calls.styles(self.request, self.inputs)
        given |= adapters.images(pipe, styles)
        given |= {"generator": torch.Generator("cpu").manual_seed(self.request.seed), "output_type": "np"}

        def warn(why: str) -> None:
            self.notes["checkpoints"] = why

        kept = {"compile": bool(self.options["compile"]), "attention": str(self.options["attention"])}
        with speed.explained(pipe, **kept):
            return checkpoints.call(
                pipe, given, scratch=self.context.scratch, every=int(self.options["checkpoint_every"]),
                progress=self.context.progress, warn=warn, around=lambda: self._words(pipe, styles))

    def _words(self, pipe, styles: list[Any]) -> AbstractContextManager:
        """In which the pipeline is told the words that were kept."""
        if "embed" not in self.stage.uses:
            return nullcontext()
        return stages.told(pipe, adapters.seen(pipe, self._adapters(), styles, self._state("embed")))

    def _pipe(self, stage: str, signature: Signature):
        vae = str(self.options["vae_dtype"] or self.options["dtype"])
        wanted = Wanted(self.facts.folder, stage, str(self.options["dtype"]), vae, str(self.options["quantize"]),
                        self.device, self.rung == "group")
        return self.loaded.pipe(wanted, self.facts, signature, self.options, whole="embed" not in self.stage.uses)

    def _adapters(self) -> list[adapters.Use]:
        return [adapters.Use(use.kind, self.inputs[f"adapter {index}"], use.weight,
                             self.inputs.get(f"adapter {index} encoder"))
                for index, use in enumerate(self.request.adapters, 1)]

    def _state(self, kind: str) -> Any:
        import torch

        found = read_state(self.inputs[kind], torch.device(self.device))
        if found is None:
            raise GeneratorError(f"the {kind} that were kept cannot be read: build with --recache")
        return found
