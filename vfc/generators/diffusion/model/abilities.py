"""What a model can do, from its files and from the signatures of the pipelines that serve it; torch
is not imported.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import prod

from vfc.errors import GeneratorError
from vfc.film.model import Options
from vfc.generators.api import Abilities
from vfc.generators.diffusion.model.facts import ModelFacts
from vfc.generators.diffusion.model.families import (
    CORRECTIONS,
    FRAMES,
    GRIDS,
    HELD,
    LONGEST,
    MEANINGS,
    NEEDS,
    PACKED,
    PLAIN,
    TAILS,
    VAES,
    VARIANTS,
)
from vfc.generators.diffusion.model.options import plain_options, whole, with_own_defaults
from vfc.generators.diffusion.model.signature import Signature, signature_of

POOL, SIDE = "gpu", "gpu side"  # denoising; what runs beside it


def model_abilities(facts: ModelFacts, options: Options) -> Abilities:
    """The abilities of a model under these options; GeneratorError where its pipeline cannot be
    used.
    """
    main = main_signature(facts, options)
    _refuse_unknown(main)
    served = _served(facts, main)
    makes = frozenset(word for words in served.values() for word in words)
    needs = tuple(sorted(_needs(facts, main))) if main.name in served else ()
    said, own = dict(plain_options(options)), with_own_defaults(plain_options(()), main)
    # in bfloat16 its encoder shifts what it sees (FastVideo, #1472)
    if facts.class_of("vae") == "AutoencoderKLWan":
        own = tuple((name, "float32" if name == "vae_dtype" else value) for name, value in own)
    step, sides = grid_of(facts, main.name)
    rest, shortest, most = next(
        (each for head, each in FRAMES.items() if main.name.startswith(head)),
        (1 if step > 1 else 0, 1, None),
    )
    longest = 1 if is_still(main) else whole(said, "longest") or most or _longest(facts, main)
    return Abilities(
        makes=makes,
        needs=needs,
        grid_step=step,
        grid_offset=rest,
        size_multiple=sides,
        shortest=shortest,
        longest=longest,
        tail=next(
            (TAILS[name] for name, words in served.items() if "extend" in words and name in TAILS),
            1,
        ),
        costs=True,
        pool=POOL,
        options=own,
        stages=_stages(main),
    )


def pipeline_of(facts: ModelFacts, options: Options) -> str:
    """The name of the pipeline class that a model is run by: its index's, or the text's own."""
    return str(dict(options).get("pipeline") or facts.pipeline)


def main_signature(facts: ModelFacts, options: Options) -> Signature:
    """The signature of the class that a model is published under, or that the text names."""
    return signature_of(pipeline_of(facts, options))


def is_still(signature: Signature) -> bool:
    """Whether a pipeline makes a single picture."""
    return not any(signature.first_of(*MEANINGS[each]) for each in ("frames", "video"))


def serving(facts: ModelFacts, options: Options, asked: frozenset[str]) -> Signature:
    """The pipeline class that answers these abilities (none: plain words); GeneratorError where
    none answers all.
    """
    main = main_signature(facts, options)
    for name, words in _served(facts, main).items():
        needs = _needs(facts, signature_of(name))
        if asked <= words and (not needs or asked & needs):
            return signature_of(name)
    raise GeneratorError(
        f"no pipeline of this model does {' and '.join(sorted(asked)) or 'words alone'} at once"
    )


def _served(facts: ModelFacts, main: Signature) -> Mapping[str, frozenset[str]]:
    """Each pipeline class that serves a model, the model's own first, and what it can do."""
    found = {main.name: _makes(facts, main)}
    for variant in VARIANTS.get(main.name, ()):
        if facts.holds(variant.when):
            own = _makes(facts, signature_of(variant.pipeline))
            found[variant.pipeline] = own & (
                frozenset(variant.serves) | {"adapters", "sound", "references"}
            )
    return found


def _makes(facts: ModelFacts, signature: Signature) -> frozenset[str]:
    """The abilities that a pipeline's arguments speak of, without those that it has in vain."""
    lacks = {
        word
        for each in CORRECTIONS.get(signature.name, ())
        if facts.holds(each.when)
        for word in each.lacks
    }
    return frozenset(_spoken(signature)) - lacks


def _spoken(signature: Signature) -> Iterator[str]:
    has = {meaning for meaning, names in MEANINGS.items() if signature.first_of(*names)}
    if is_still(signature):
        if "first" in has:
            yield "remix" if "strength" in has else "references"
    elif "conditions" in has or {"video", "mask"} <= has:
        yield from HELD
    else:
        yield from has & {"first", "last"}
        yield from ["remix"] if {"video", "strength"} <= has else []
    yield from has & {"references"}
    yield from ["adapters"] if signature.loras or "style" in has else []
    yield from ["sound"] if signature.sounds else []


def _needs(facts: ModelFacts, signature: Signature) -> frozenset[str]:
    """The abilities without which a pipeline cannot be called."""
    meant = {name: meaning for meaning, names in MEANINGS.items() for name in names}
    found = {meant[name] for name in signature.required if meant.get(name) in ("first", "last")}
    found |= {
        word
        for each in CORRECTIONS.get(signature.name, ())
        if facts.holds(each.when)
        for word in each.needs
    }
    made = _makes(facts, signature)
    found |= {word for part, word in NEEDS if part in signature.name and word in made}
    # which has its blocks for each thing that it is asked for
    own = signature.name.endswith("ModularPipeline")
    # its video alone has a length
    if "remix" in made and not own and not signature.first_of(*MEANINGS["frames"]):
        found.add("remix")
    return frozenset(found)


def _refuse_unknown(signature: Signature) -> None:
    """GeneratorError where a pipeline needs an argument that has no meaning in a film."""
    known = PLAIN | {name for names in MEANINGS.values() for name in names}
    unknown = [name for name in signature.required if name not in known]
    if unknown:
        raise GeneratorError(
            f"{signature.name} needs the argument '{unknown[0]}', which has no meaning in a film "
            f"yet"
        )


def _stages(signature: Signature) -> tuple[str, ...]:
    found = ["embed"] if signature.texts and not signature.sees else []
    found += ["latents"] if signature.decodes_once else []
    return (*found, *(["audio"] if signature.sounds else []), "picture")


def grid_of(facts: ModelFacts, pipeline: str) -> tuple[int, int]:
    """The steps of frames and of sides that a model works in."""
    fixed = next((grid for head, grid in GRIDS.items() if pipeline.startswith(head)), None)
    if fixed is not None:
        return fixed
    frames, sides = _compression(facts)
    config = facts.config("transformer") or facts.config("transformer_2")
    patch = config.get("patch_size") or 1
    patch = max(patch[-2:]) if isinstance(patch, list) else patch
    return frames, sides * (2 if pipeline.startswith(PACKED) else patch)


def _compression(facts: ModelFacts) -> tuple[int, int]:
    """How many frames and points of a side go into one of the VAE's latents."""
    config, kind = facts.config("vae"), facts.class_of("vae")
    frames, sides = VAES.get(kind, (1, 8))
    blocks = config.get("block_out_channels")
    if isinstance(blocks, list) and kind not in ("AutoencoderKLHunyuanVideo", "AutoencoderKLFlux2"):
        sides = 2 ** (len(blocks) - 1)
    said = [config.get(name) for name in ("scale_factor_temporal", "temporal_compression_ratio")]
    frames = next((each for each in said if isinstance(each, int) and kind in VAES), frames)
    said = [config.get(name) for name in ("scale_factor_spatial", "spatial_compression_ratio")]
    return frames, next((each for each in said if isinstance(each, int)), sides)


def _longest(facts: ModelFacts, signature: Signature) -> int | None:
    """The frames of the longest picture that a model is made for; None where nothing says it."""
    config = next((name for head, name in LONGEST.items() if signature.name.startswith(head)), "")
    found = facts.get(config) if config else None
    default = signature.arguments.get(signature.first_of(*MEANINGS["frames"]))
    seconds = signature.arguments.get("max_seconds")
    rate = signature.arguments.get(signature.first_of(*MEANINGS["rate"]))
    at_most = (
        int(prod((seconds, rate)))
        if isinstance(seconds, float) and isinstance(rate, float)
        else None
    )
    return next(
        (each for each in (found, default, at_most) if isinstance(each, int) and each > 0), None
    )
