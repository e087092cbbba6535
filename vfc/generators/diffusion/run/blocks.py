"""One stage of one shot, made by a pipeline that is made of blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from vfc.errors import GeneratorError
from vfc.generators.diffusion.model import modular, speed
from vfc.generators.diffusion.model.abilities import main_signature, serving
from vfc.generators.diffusion.model.options import number
from vfc.generators.diffusion.run import calls, stages
from vfc.generators.diffusion.run.states import state_bytes
from vfc.generators.diffusion.run.work import StageWork

# options that blocks know nothing of yet
UNKNOWN = ("cache", "quantize", "scheduler", "shift", "tiling")


class BlockWork(StageWork):
    """Latents, then frames and sound of them; words are encoded with the latents, which may hold
    pictures too.
    """

    def latents(self) -> Iterator[bytes]:
        """What the blocks that decode ask for."""
        pipe, given = self._blocks()
        yield state_bytes(modular.latents(pipe, given, type(pipe).__name__, self.context.progress))

    def audio(self) -> Iterator[bytes]:
        """The sound of the latents."""
        from safetensors.torch import save

        wave, rate = modular.decoded(self._decoder(), self._state("latents"), "sound")
        yield save({"samples": wave.contiguous()}, {"rate": str(rate)})

    def picture(self) -> Iterator[Any]:
        """The frames of the latents, or of a whole call where latents cannot be had by
        themselves.
        """
        if "latents" in self.stage.uses:
            yield from stages.eight_bits(
                modular.decoded(self._decoder(), self._state("latents"), "picture")
            )
            return
        pipe, given = self._blocks()
        yield from stages.eight_bits(modular.whole(pipe, given, self.context.progress))

    def _blocks(self) -> tuple[Any, dict[str, Any]]:
        """The blocks that lead to the latents, and their arguments."""
        import torch

        for name in UNKNOWN:
            if self.options[name]:
                raise GeneratorError(
                    f"{name}: a pipeline that is made of blocks has no such option yet"
                )
        if self.request.adapters:
            raise GeneratorError("adapters: a pipeline that is made of blocks takes none yet")
        signature = serving(self.facts, self.request.options, calls.asked(self.request))
        given = calls.arguments(self.request, signature, self.clips)
        asked = tuple(sorted(name for name, value in given.items() if value is not None))
        pipe = self.loaded.blocks(
            replace(self._wanted("latents"), asked=asked), signature.name, given
        )
        speed.apply(
            pipe, compile=bool(self.options["compile"]), attention=str(self.options["attention"])
        )
        self._guide(pipe)
        self.notes["checkpoints"] = (
            "no checkpoints: blocks tell nothing at the end of a step; a shot that is "
            "stopped starts again"
        )
        return pipe, given | {"generator": torch.Generator("cpu").manual_seed(self.request.seed)}

    def _guide(self, pipe) -> None:
        """Give the guidance that the text asks for to the part that guides."""
        wanted, own = number(self.options, "guidance"), pipe.components.get("guider")
        if (
            wanted
            and own is not None
            and "guidance_scale" in own.config
            and own.config.guidance_scale != wanted
        ):
            pipe.update_components(
                guider=type(own).from_config({**own.config, "guidance_scale": wanted})
            )

    def _decoder(self):
        name = main_signature(self.facts, self.request.options).name
        return self.loaded.blocks(self._wanted("picture"), name, {"prompt": ""})
