"""Any pipeline of diffusers as a generator: words, then latents, then frames, each a stage that is
kept by itself.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any, assert_never

from vfc.errors import GeneratorError
from vfc.film.model import Options
from vfc.film.shots import Camera, Prompt
from vfc.film.timing import Size
from vfc.generators.api import Abilities, Clip, Context, Model, Request, Stage, StageKind
from vfc.generators.diffusion.hub import models as hub
from vfc.generators.diffusion.hub.named import HubModels
from vfc.generators.diffusion.machine import cost, environment, memory
from vfc.generators.diffusion.machine.workers import Workers
from vfc.generators.diffusion.model.abilities import POOL, SIDE, model_abilities, pipeline_of
from vfc.generators.diffusion.model.facts import ModelFacts
from vfc.generators.diffusion.model.modular import is_modular
from vfc.generators.diffusion.model.options import UNKEYED, plain_options
from vfc.generators.diffusion.model.signature import installed
from vfc.generators.diffusion.run.blocks import BlockWork
from vfc.generators.diffusion.run.loading import LoadedParts, devices_of
from vfc.generators.diffusion.run.work import StageWork
from vfc.generators.process import PATIENCE

# of words
TEXT_OPTIONS = (
    "deterministic",
    "dtype",
    "guidance",
    "guidance_2",
    "pipeline",
    "tf32",
    "tokens",
    *UNKEYED,
)


class Diffusers(HubModels):
    """Pictures from diffusion models, on the GPU that is there; slowly on a CPU."""

    name = "diffusers"
    version = 1

    def __init__(self) -> None:
        self.apart = False  # whether a process of its own runs the models, as in every build
        self.loaded = LoadedParts()
        self._workers: dict[tuple[str, ...], Workers] = {}
        self._beginning = threading.Lock()
        self._abilities: dict[Options, Abilities] = {}

    def abilities(self, options: Options) -> Abilities:
        """What the model can do that the options name; without options what is common to all."""
        if not options:
            return Abilities(costs=True, pool=POOL, options=plain_options(()), unkeyed=UNKEYED)
        if options not in self._abilities:
            installed()
            found = model_abilities(self._facts(dict(options)), options)
            self._abilities[options] = replace(found, unkeyed=UNKEYED)
        return self._abilities[options]

    def model(self, options: Options) -> Model | None:
        """The revision and the weights of the model that the options name; MissingExtra where
        nothing could run it.
        """
        installed()
        return super().model(options)

    def stages(self, request: Request, abilities: Abilities) -> tuple[Stage, ...]:
        """Words to embeddings, these to latents, latents to frames (and to sound), as far as the
        model lets them be told apart.
        """
        own = dict(abilities.options)
        options = tuple((name, value or own.get(name, value)) for name, value in request.options)
        request = replace(request, options=options)
        kinds = tuple(map(StageKind, abilities.stages))
        found = []
        for kind in kinds:
            uses = tuple(each for each in _after(kind) if each in kinds)[:1]
            embeds = kind is StageKind.EMBED
            own_part = (
                _words_alone if embeds else _decoded if StageKind.LATENTS in uses else _all_of_it
            )
            found.append(
                Stage(
                    kind=kind,
                    request=own_part(request),
                    uses=uses,
                    pool=POOL if StageKind.EMBED in uses or not (uses or embeds) else SIDE,
                )
            )
        return tuple(found)

    def run(
        self,
        stage: Stage,
        inputs: Mapping[str, Clip | Path],
        context: Context,
        patience: float = PATIENCE,
    ) -> Iterator[Any]:
        """Make a stage, here, or by the worker of a card where pictures are made `apart` or there
        are several cards.
        """
        devices = devices_of(str(dict(plain_options(stage.request.options))["device"]))
        if self.apart or len(devices) > 1:
            yield from self._workers_on(devices).run(stage, inputs, context, patience)
            return
        facts = self._facts(dict(stage.request.options))
        kind = BlockWork if is_modular(pipeline_of(facts, stage.request.options)) else StageWork
        work = kind(facts, self.loaded, stage, inputs, context)
        try:
            made = work.output()
        except MemoryError as error:  # the next rung, once
            work.step_down(error)
            made = work.output()
        yield from made
        context.environment.update(work.notes)

    def note(self, options: Options, size: Size, frames: int) -> str:
        """How a shot of this size will share the card that is here, in a line; '' where there is
        none.
        """
        device = devices_of(str(dict(plain_options(options))["device"]))[0]
        free = memory.free_memory(device)
        if free is None:
            return cost.cost_line(self._facts(dict(options)), dict(options), size, frames)
        said = dict(plain_options(options))
        found = memory.needs(self._facts(dict(options)), said, size, frames)
        return memory.memory_line(
            found, memory.named(str(said["offload"])) or memory.chosen(found, free), free
        )

    def environment(self) -> Mapping[str, str]:
        """Versions, card, driver, threads, as they are now."""
        return environment.machine()

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
            raise GeneratorError(
                "it names no model: write 'model:' with a name on the hub, or a folder of the film"
            )
        return ModelFacts(hub.located(model, str(options.get("revision") or ""), self.folder))


def _after(kind: StageKind) -> tuple[StageKind, ...]:
    """What a stage goes on from: the first of these that a model has."""
    match kind:
        case StageKind.EMBED | StageKind.ORIGINAL:
            return ()
        case StageKind.LATENTS:
            return (StageKind.EMBED,)
        case StageKind.AUDIO:
            return (StageKind.LATENTS,)
        case StageKind.PICTURE:
            return StageKind.LATENTS, StageKind.EMBED
        case _:
            assert_never(kind)


def _words_alone(request: Request) -> Request:
    """What embeddings depend on: the words, a few options, and adapters, which may change the
    encoders.
    """
    prompt = Prompt(words=request.prompt.text, avoid=request.prompt.avoid)
    options = tuple(
        each for each in request.options if each[0] in (*TEXT_OPTIONS, "model", "revision")
    )
    loras = [use for use in request.adapters if use.kind.is_lora]
    return Request(
        prompt=prompt,
        camera=Camera(),
        size=Size(0, 0),
        rate=Fraction(0),
        frames=0,
        length=0,
        seed=0,
        options=options,
        adapters=request.adapters if loras else (),
    )


def _all_of_it(request: Request) -> Request:
    return request


def _decoded(request: Request) -> Request:
    """What frames depend on beside the latents: nothing that comes with the request is read
    again.
    """
    return replace(request, inputs=(), adapters=(), cards=(), lines=())
