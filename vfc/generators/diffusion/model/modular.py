"""Pipelines that diffusers has as blocks alone, such as MiniMax-H3: what they take, their parts,
their stages.

The blocks before `decode` make the latents, with all that `decode` asks for beside; `decode` makes
frames and sound of these, later and by itself. What the blocks take only they can say, so diffusers
is imported to ask them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from vfc.errors import GeneratorError
from vfc.generators.diffusion.model.families import MEANINGS, PLAIN
from vfc.generators.diffusion.model.library import imported, member
from vfc.generators.diffusion.model.signature import Signature

DECODE = "decode"
OUTPUTS = ("output_type", "generator")  # inputs of `decode` that are no part of what was made
SHOWN = ("videos", "images")  # what `decode` may give
ReportProgress = Callable[[int, int], None]


def is_modular(name: str) -> bool:
    """Whether a pipeline's class is one of blocks."""
    return name.endswith("ModularPipeline")


@cache
def modular_signature(name: str) -> Signature:
    """The signature of a pipeline of blocks; GeneratorError where this diffusers has none of that
    name.
    """
    kind = getattr(imported(), name, None)
    if kind is None:
        raise GeneratorError(
            f"the installed diffusers has no pipeline '{name}': a newer one may; "
            "pip install -U diffusers"
        )
    blocks = kind().blocks
    taken = {each.name: each for each in blocks.inputs if each.name}
    known = PLAIN | {word for words in MEANINGS.values() for word in words}
    return Signature(
        name=name,
        arguments={word: _plain(each.default) for word, each in taken.items()},
        required=tuple(
            word
            for word, each in taken.items()
            if each.required and each.default is None and word not in known
        ),
        parts=tuple(each.name for each in blocks.expected_components),
        texts=0,
        sees=True,
        decodes_once=DECODE in blocks.sub_blocks,
        sounds="audio" in {each.name for each in blocks.outputs},
        loras=hasattr(kind, "load_lora_weights"),
    )


def _plain(value: object) -> str | int | float | bool | None:
    return value if isinstance(value, str | int | float | bool) else None


def pipeline(
    name: str, folder: Path, stage: str, given: Mapping[str, object], types: Mapping[str, Any]
):
    """A pipeline of the blocks that a stage runs for these arguments, its parts read from a model's
    folder.

    `types` are torch's types by part, and `default`. Nothing is read from elsewhere: the index may
    name another place for a part, and it is the folder's that counts. GeneratorError where a part
    cannot be read.
    """
    kind = getattr(imported(), name)
    blocks = _blocks(kind, stage, given)
    pipe = kind(blocks=blocks, pretrained_model_name_or_path=str(folder), local_files_only=True)
    specs = {each.name: pipe._component_specs[each.name] for each in blocks.expected_components}
    found = {}
    for part, spec in specs.items():
        if spec.default_creation_method != "from_pretrained":
            continue
        spec.pretrained_model_name_or_path, spec.subfolder, spec.revision = (
            str(folder),
            spec.subfolder or part,
            None,
        )
        if (folder / spec.subfolder).is_dir():
            found[part] = _read(part, spec, types)
    pipe.update_components(**found)
    pipe.set_progress_bar_config(disable=True)
    return pipe


def _read(part: str, spec, types: Mapping[str, Any]):
    import torch

    weights = isinstance(spec.type_hint, type) and issubclass(spec.type_hint, torch.nn.Module)
    given = {"dtype": types.get(part, types["default"]), "use_safetensors": True} if weights else {}
    try:
        made = spec.load(local_files_only=True, **given)
    except (OSError, ValueError, RuntimeError, KeyError, TypeError, ImportError) as error:
        line = (str(error).strip().splitlines() or [type(error).__name__])[0][:300]
        raise GeneratorError(f"the model's {part} cannot be loaded: {line}") from error
    return made.eval() if isinstance(made, torch.nn.Module) else made


def _blocks(kind, stage: str, given: Mapping[str, object]):
    """The blocks of a stage: `decode` for the picture and the sound, all before it for the latents;
    without a `decode` all of them at once.
    """
    whole = kind().blocks
    chosen = (
        whole.get_execution_blocks(**given) if hasattr(whole, "get_execution_blocks") else whole
    )
    if DECODE not in whole.sub_blocks:
        return chosen
    own = {
        each: block
        for each, block in chosen.sub_blocks.items()
        if (each.partition(".")[0] == DECODE) == (stage == "picture")
    }
    return member("diffusers.modular_pipelines", "SequentialPipelineBlocks").from_blocks_dict(own)


def latents(
    pipe, given: Mapping[str, Any], name: str, progress: ReportProgress
) -> dict[str, object]:
    """What `decode` asks for of what the blocks before it make."""
    import torch

    wanted = {
        each.name for each in getattr(imported(), name)().blocks.sub_blocks[DECODE].inputs
    } - set(OUTPUTS)
    with _stepping(pipe, int(given.get("num_inference_steps") or 0), progress):
        state = pipe(**given)
    kept = {
        word: value
        for word in sorted(each for each in wanted if each)
        if (value := state.get(word)) is not None
    }
    return {
        word: {"dtype": str(value).removeprefix("torch.")}
        if isinstance(value, torch.dtype)
        else value
        for word, value in kept.items()
    }


def decoded(pipe, kept: Mapping[str, object], what: str) -> Any:
    """The `picture` of what `latents` kept, frames from 0 to 1, or its `sound`: (channels, samples)
    and their rate.
    """
    import torch

    given = {
        word: getattr(torch, value["dtype"])
        if isinstance(value, dict) and set(value) == {"dtype"}
        else value
        for word, value in kept.items()
    }
    found = _only(pipe, what)
    return _shown(found, found(**given, output_type="np"), what)


def whole(pipe, given: Mapping[str, Any], progress: ReportProgress) -> Any:
    """The frames of a pipeline without a `decode` of its own."""
    with _stepping(pipe, int(given.get("num_inference_steps") or 0), progress):
        return _shown(pipe, pipe(**given, output_type="np"), "picture")


def _only(pipe, what: str):
    """The same parts with those blocks alone that lead to the picture, or to the sound."""

    def leads(block) -> bool:
        gives = {each.name for each in block.intermediate_outputs}
        return not gives & set(SHOWN) if what == "sound" else "audio" not in gives

    blocks = member("diffusers.modular_pipelines", "SequentialPipelineBlocks").from_blocks_dict(
        {name: block for name, block in pipe.blocks.sub_blocks.items() if leads(block)}
    )
    found = type(pipe)(blocks=blocks)
    found.update_components(
        **{name: part for name, part in pipe.components.items() if part is not None}
    )
    return found


def _shown(pipe, state, what: str) -> Any:
    if what == "sound":
        rate = state.get("sampling_rate") or pipe.vocoder.config.output_sampling_rate
        return state.get("audio")[0].float().cpu().clamp(-1, 1), int(rate)
    videos, images = (state.get(word) for word in SHOWN)
    if videos is None and images is None:
        raise GeneratorError(f"{type(pipe).__name__} gives neither videos nor images")
    return videos[0] if videos is not None else images[:1]


@contextmanager
def _stepping(pipe, steps: int, progress: ReportProgress) -> Iterator[None]:
    """Tell each step of a pipeline's scheduler for a while; what `progress` raises ends the call.

    The scheduler is given a subclass meanwhile, for a loop may step a copy of it too.
    """
    scheduler, own, done = pipe.scheduler, type(pipe.scheduler), iter(range(1, steps + 1))

    class Told(own):
        def step(self, *args, **kwargs):
            made = super().step(*args, **kwargs)
            if self is scheduler:
                progress(next(done, steps), steps)
            return made

    scheduler.__class__ = Told
    try:
        yield
    finally:
        scheduler.__class__ = own
