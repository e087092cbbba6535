"""Step caches: what a denoiser computed in one step, used again in the next; faster, and not the
same picture.

`cache:` names one with its settings, `first-block threshold=0.1`; both count in the key. A cache
that would do nothing, or something else than it says, is refused in one line: diffusers itself
hooks nothing without a word where its patterns do not match. A cache remembers from step to step,
also past a call that was stopped, so `apply` comes before each shot.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any
from weakref import ref

from vfc.errors import GeneratorError
from vfc.generators.diffusion.model.library import member

if TYPE_CHECKING:
    import torch
    from diffusers.models.cache_utils import CacheMixin

    class Denoiser(torch.nn.Module, CacheMixin):
        """A model of diffusers that takes step caches."""

        config: Any


Setting = int | float | bool | tuple[float, ...]
CacheSettings = Mapping[str, Setting]

KINDS = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    tuple: "numbers with commas",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StepCache:
    """A step cache: the class of its configuration in diffusers, and each setting here with its
    name there and its default. One that is not told which side of the guidance it sees (`single`)
    needs both sides in one call; one that works on whole blocks (`blocks`) is wrong where a model
    adds something between them.
    """

    config: str
    settings: tuple[tuple[str, str, Setting], ...]
    single: bool = False
    blocks: bool = False


CACHES: Mapping[str, StepCache] = {
    "first-block": StepCache(
        config="FirstBlockCacheConfig", blocks=True, settings=(("threshold", "threshold", 0.05),)
    ),
    "taylorseer": StepCache(
        config="TaylorSeerCacheConfig",
        settings=(
            ("interval", "cache_interval", 5),
            ("warmup", "disable_cache_before_step", 3),
            ("order", "max_order", 1),
            ("lite", "use_lite_mode", False),
        ),
    ),
    "magcache": StepCache(
        config="MagCacheConfig",
        blocks=True,
        settings=(
            ("ratios", "mag_ratios", ()),
            ("threshold", "threshold", 0.06),
            ("skip", "max_skip_steps", 3),
            ("keep", "retention_ratio", 0.2),
        ),
    ),
    "sea": StepCache(
        config="SeaCacheConfig",
        blocks=True,
        settings=(
            ("threshold", "threshold", 0.25),
            ("order", "residual_order", 1),
            ("warmup", "retention_steps", 1),
            ("skip", "max_consecutive_cached", 2),
        ),
    ),
    "pyramid": StepCache(
        config="PyramidAttentionBroadcastConfig",
        single=True,
        settings=(
            ("skip", "spatial_attention_block_skip_range", 2),
            ("from", "", 100),
            ("to", "", 800),
        ),
    ),
    "faster": StepCache(
        config="FasterCacheConfig",
        single=True,
        settings=(
            ("skip", "spatial_attention_block_skip_range", 2),
            ("guidance", "unconditional_batch_skip_range", 5),
            ("from", "", -1),
            ("to", "", 681),
        ),
    ),
}

# Pipelines whose model adds to what its blocks give between them: a cache of whole blocks adds that
# twice. diffusers 0.42.1, transformer_wan_vace.py ("control_hint") and transformer_wan_animate.py
# ("face_adapter_output").
BETWEEN = {"WanVACEPipeline": "control", "WanAnimatePipeline": "face"}
# measured: it fails on Wan (two calls a step) and on LTX (latents of three dimensions)
FASTER = ("CogVideoX",)
# how those are named that skip the first steps by a strength
FROM_THE_MIDDLE = ("Img2Img", "VideoToVideo")

MARK = "_vfc_cache"  # the attribute of a denoiser that says what it has
BLOCKS = (
    "blocks",
    "transformer_blocks",
    "single_transformer_blocks",
    "temporal_transformer_blocks",
    "layers",
    "visual_transformer_blocks",
)
# what taylorseer foretells
CACHED = r"(?:attn\d?|attention|ff|ffn|ff_context|feed_forward|img_mlp|txt_mlp)"


def parsed(text: str) -> tuple[str, CacheSettings]:
    """The name and all the settings that an option's text says; ('', {}) for none. Raises
    GeneratorError.
    """
    name, *given = text.split() or [""]
    if name in ("", "off", "none"):
        return "", {}
    cache = CACHES.get(name)
    if cache is None:
        raise GeneratorError(f"cache: there is no step cache '{name}'{_meant(name, list(CACHES))}")
    settings: dict[str, Setting] = {key: default for key, _, default in cache.settings}
    for each in given:
        key, _, value = each.partition("=")
        if key not in settings:
            raise GeneratorError(
                f"cache: {name} has no setting '{key}'{_meant(key, list(settings))}"
            )
        settings[key] = _value(name, key, value, settings[key])
    return name, settings


def refused(pipe_class: type, name: str) -> str:
    """Why a cache of `CACHES` does not work in a pipeline, in a line; '' where its source speaks
    for it.
    """
    cache, pipeline = CACHES[name], pipe_class.__name__
    source = inspect.getsource(pipe_class.__call__)
    contexts = set(re.findall(r"cache_context\(\s*\"(\w+)\"", source))
    if "transformer" not in inspect.signature(pipe_class.__init__).parameters:
        return f"{pipeline} has no transformer, and {name} knows nothing else"
    if not contexts:
        return (
            f"{pipeline} does not say which call of its model is which (no cache_context): "
            f"{name} would fail"
        )
    if cache.single and len(contexts) > 1:
        return (
            f"{pipeline} calls its model {len(contexts)} times a step, and {name} would mix "
            f"what they give"
        )
    if cache.blocks and pipeline in BETWEEN:
        return (
            f"{pipeline} adds its {BETWEEN[pipeline]} between the blocks, and {name} would add "
            f"it twice"
        )
    if name == "faster" and not pipeline.startswith(FASTER):
        return f"faster works with {', '.join(FASTER)} only, and not with {pipeline}"
    if name == "magcache" and any(word in pipeline for word in FROM_THE_MIDDLE):
        return (
            f"{pipeline} begins in the middle of its steps, and magcache counts them from the first"
        )
    if name == "sea" and "step_index" not in source:
        return f"{pipeline} does not tell the noise of a step: sea would do nothing"
    return ""


def apply(pipe, name: str, settings: CacheSettings, *, steps: int = 0) -> None:
    """Put a cache on the denoisers of a pipeline in place of what they have, empty; '' takes it
    off. Before each shot.

    `steps` is the number of steps of the calls to come, which magcache counts. Raises
    GeneratorError, and leaves no cache, where it cannot work. Denoisers that several pipelines
    share remember themselves what they have, and whose.
    """
    denoisers = list(_denoisers(pipe))
    asked = (name, dict(settings), steps, ref(pipe))
    if name and denoisers and all(getattr(each, MARK, None) == asked for each in denoisers):
        reset(pipe)
        return
    for denoiser in denoisers:
        _take_off(denoiser)
    if not name:
        return
    why = refused(type(pipe), name) or _unfit(pipe, name, settings, denoisers)
    if why:
        raise GeneratorError(f"cache: {why}")
    for denoiser in denoisers:
        _put_on(pipe, denoiser, name, settings, steps)
        setattr(denoiser, MARK, asked)


def reset(pipe) -> None:
    """Let the caches of a pipeline forget what they saw, also in a call that was stopped."""
    for denoiser in _denoisers(pipe):
        if denoiser.is_cache_enabled:
            denoiser._reset_stateful_cache()


def hooked(denoiser: Denoiser) -> int:
    """How many modules of a denoiser a step cache watches."""
    return sum(1 for module in denoiser.modules() if _cache_hooks(module))


def _denoisers(pipe) -> Iterator[Denoiser]:
    for name in ("transformer", "transformer_2"):
        found = getattr(pipe, name, None)
        if found is not None and hasattr(found, "enable_cache"):
            yield found


def _unfit(pipe, name: str, settings: CacheSettings, denoisers: list[Denoiser]) -> str:
    """What only the loaded models tell."""
    if not denoisers:
        return f"{type(pipe.transformer).__name__} takes no step cache"
    if name == "magcache" and not settings["ratios"]:
        return (
            "magcache needs the model's ratios, one a step: ratios=1.0,1.21,… as its authors "
            "publish them"
        )
    if name == "magcache" and len(denoisers) > 1:
        return "magcache counts the steps of one model, and this pipeline has two"
    if name == "first-block" and (unlike := [each for each in denoisers if _unlike(each)]):
        return (
            f"the first block of {type(unlike[0]).__name__} gives words beside the picture and its "
            f"last does not: first-block would fail"
        )
    if name == "sea" and any(
        each.config.in_channels != each.config.out_channels for each in denoisers
    ):
        return f"sea works with words alone, and {type(pipe).__name__} here takes pictures too"
    return ""


def _unlike(denoiser: Denoiser) -> bool:
    """Whether one of the first and the last block gives the words beside the picture, and the other
    the picture alone, as diffusers has it in a table; where it does not know them, `enable_cache`
    says so.
    """
    from diffusers.hooks._helpers import TransformerBlockRegistry

    names = _blocks(denoiser)
    try:
        known = [
            TransformerBlockRegistry.get(type(denoiser.get_submodule(name)))
            for name in (*names[:1], *names[-1:])
        ]
    except ValueError:
        return False
    return len({each.return_encoder_hidden_states_index is None for each in known}) > 1


def _put_on(pipe, denoiser: Denoiser, name: str, settings: CacheSettings, steps: int) -> None:
    wanted = _wanted(denoiser, name, settings)
    try:
        denoiser.enable_cache(_config(pipe, denoiser, name, settings, steps))
    # what diffusers raises for unknown models
    except (ValueError, TypeError, IndexError, AttributeError) as error:
        _take_off(denoiser)
        raise GeneratorError(
            f"cache: {name} does not know {type(denoiser).__name__}: {error}"
        ) from error
    found = hooked(denoiser)
    if found < wanted or not found:
        _take_off(denoiser)
        raise GeneratorError(
            f"cache: {name} found {found} of {wanted} places in {type(denoiser).__name__}, "
            f"and would do nothing or the wrong thing"
        )


def _take_off(denoiser: Denoiser) -> None:
    """Remove every hook of a step cache, those of one that was put on half as well."""
    setattr(denoiser, MARK, None)
    if denoiser._cache_config is None and not hooked(denoiser):
        return
    for module in denoiser.modules():
        for each in _cache_hooks(module):
            _registry(module).remove_hook(each, recurse=False)
    registry = member("diffusers.hooks", "HookRegistry").check_if_exists_or_initialize(denoiser)
    registry.invalidate_child_registries_cache()
    denoiser._cache_config = None


def _registry(module: torch.nn.Module) -> Any:
    """All hooks of a module, as diffusers keeps them; None where it has none."""
    return getattr(module, "_diffusers_hook", None)


def _cache_hooks(module: torch.nn.Module) -> list[str]:
    words = ("cache", "fbc", "pyramid")
    return [
        each
        for each in getattr(_registry(module), "hooks", ())
        if any(word in each.lower() for word in words)
    ]


def _wanted(denoiser: Denoiser, name: str, settings: CacheSettings) -> int:
    """How many modules must be watched at the least for a cache to do what it says."""
    blocks = len(_blocks(denoiser))
    if name == "taylorseer":
        return blocks + 1 if settings["lite"] else len(_cached(denoiser))
    return blocks


def _blocks(denoiser: Denoiser) -> list[str]:
    return [
        name
        for name, _ in denoiser.named_modules()
        if re.fullmatch(rf"(?:{'|'.join(BLOCKS)})\.\d+", name)
    ]


def _cached(denoiser: Denoiser) -> list[str]:
    """The names of all attentions and feed-forwards right inside the blocks."""
    pattern = re.compile(rf"(?:{'|'.join(BLOCKS)})\.\d+\.{CACHED}")
    return [name for name, _ in denoiser.named_modules() if pattern.fullmatch(name)]


def _config(pipe, denoiser: Denoiser, name: str, settings: CacheSettings, steps: int) -> object:
    from diffusers import hooks

    cache = CACHES[name]
    given: dict[str, Any] = {there: settings[here] for here, there, _ in cache.settings if there}
    if name == "taylorseer" and not settings["lite"]:
        given["cache_identifiers"] = [re.escape(each) for each in _cached(denoiser)]
    if name == "magcache":
        ratios = list(given["mag_ratios"])
        given |= {"mag_ratios": ratios, "num_inference_steps": steps or len(ratios)}
    if cache.single:
        given |= {
            "spatial_attention_timestep_skip_range": (settings["from"], settings["to"]),
            "current_timestep_callback": lambda: int(pipe.current_timestep),
        }
    if name == "faster":
        given |= {"tensor_format": "BFCHW", "attention_weight_callback": lambda _: 0.5}
    return getattr(hooks, cache.config)(**given)


def _value(name: str, key: str, text: str, default: Setting) -> Setting:
    """A setting's value, of its default's type."""
    try:
        if isinstance(default, bool):
            return {"true": True, "false": False}[text]
        if isinstance(default, tuple):
            return tuple(float(each) for each in text.split(","))
        return type(default)(text)
    except (ValueError, KeyError):
        raise GeneratorError(
            f"cache: {key} of {name} is {KINDS[type(default)]}, and not '{text}'"
        ) from None


def _meant(word: str, known: list[str]) -> str:
    near = get_close_matches(word, known, n=1)
    return f"; did you mean '{near[0]}'?" if near else f"; there are {', '.join(known)}"
