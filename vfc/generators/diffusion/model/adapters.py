"""Style adapters on a loaded pipeline: LoRA files, IP-Adapters, Flux Redux; on and off without
loading the base again.

A LoRA is known by the digest of its bytes, so that a style that comes back is switched on and not
read again; what is on gives the same bits as in a pipeline that never had another. Files are
safetensors; what fits nothing is an error.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from vfc.errors import GeneratorError, MissingExtra, in_a_line
from vfc.film.model import AdapterKind
from vfc.generators.diffusion.model.library import member

if TYPE_CHECKING:
    import torch

KEPT = 4  # LoRAs that stay loaded while they are off
EXPERTS: dict[AdapterKind, tuple[str, ...]] = {
    AdapterKind.LORA: ("transformer", "transformer_2"),
    AdapterKind.LORA_HIGH: ("transformer",),
    AdapterKind.LORA_LOW: ("transformer_2",),
    AdapterKind.IP_ADAPTER: (),
    AdapterKind.REDUX: (),
}
# one of each pair of a LoRA's weights, by its writer
UPPER = ("lora_B.weight", "lora.up.weight", "lora_up.weight")


class AdapterFile(NamedTuple):
    """An adapter to be put on: kind, file and weight, and the image encoder's file of one that
    looks at pictures.
    """

    kind: AdapterKind
    path: Path
    weight: float = 1.0
    encoder: Path | None = None


@dataclass(slots=True)
class _Held:
    """What this module put on a pipeline; kept on the pipeline itself."""

    adapters: tuple[str, ...] = ()  # the IP-Adapters that are on, by kind and digest
    # their image encoders, which taking them off throws away
    encoders: dict[Path, Any] = field(default_factory=dict)
    # What Redux says pictures with, by its files.
    priors: dict[tuple[Path, Path | None], Any] = field(default_factory=dict)


def apply(pipe, uses: Sequence[AdapterFile]) -> None:
    """Put exactly these adapters on a pipeline, in this order, and take off the others.

    Kinds are `lora` (in a pipeline of two experts: on both), `lora-high`, `lora-low` (on one
    expert) and `ip-adapter`; `redux` changes words alone, see `seen`.
    Parts of a file for components that the pipeline does not hold are left out; see `changes_text`.
    Raises GeneratorError where a file is no safetensors file or does not fit the model,
    MissingExtra without peft.
    """
    for use in uses:
        _check_file(use.path)
    _apply_loras(pipe, [use for use in uses if use.kind.is_lora])
    _apply_images(pipe, [use for use in uses if use.kind is AdapterKind.IP_ADAPTER])


def changes_text(path: Path) -> bool:
    """Whether a LoRA changes text encoders too: then words must be encoded by a pipeline that has
    it on.
    """
    from safetensors import safe_open

    _check_file(path)
    with safe_open(path, "pt") as file:
        return any(key.startswith(("text_encoder", "lora_te")) for key in file.keys())  # noqa: SIM118


def images(pipe, pictures: Sequence[Any]) -> Mapping[str, Any]:
    """The arguments that hand style pictures (Pillow images) to a pipeline's IP-Adapters; nothing
    where none is on.

    GeneratorError where one is on and no picture comes.
    """
    on = _held(pipe).adapters
    if on and not pictures:
        raise GeneratorError(
            "adapters: an IP-Adapter needs a picture of the style; give the preset `references`"
        )
    return {"ip_adapter_image": [list(pictures)] * len(on)} if on else {}


def with_style_pictures(
    pipe, uses: Sequence[AdapterFile], pictures: Sequence[Any], words: list[Any]
) -> list[Any]:
    """What `encode_prompt` gave, with style pictures after the words of each `redux` among the
    adapters.

    GeneratorError for a pipeline that is not of Flux 1.
    """
    found = [use for use in uses if use.kind is AdapterKind.REDUX]
    if not found:
        return words
    if not type(pipe).__name__.startswith("Flux") or type(pipe).__name__.startswith("Flux2"):
        raise GeneratorError(f"adapters: Redux is for Flux 1, and not for {type(pipe).__name__}")
    (embeds, pooled, places), *others = words
    for use in found:
        embeds = redux(_prior(pipe, use), pictures, embeds, use.weight)
    # of words and what is told as words: all at nought
    places = places.new_zeros(embeds.shape[1], places.shape[1])
    return [(embeds, pooled, places), *others]


def redux(
    prior, pictures: Sequence[Any], embeds: torch.Tensor, weight: float = 1.0
) -> torch.Tensor:
    """Prompt embeddings, (1, tokens, width), with style pictures after the words, as Flux Redux
    says them.

    `prior` is a FluxPriorReduxPipeline, which needs no text encoder for this. Several pictures
    count in equal parts.
    """
    import torch

    with torch.no_grad():
        known = prior.encode_image(list(pictures), prior._execution_device, 1)
        told = prior.image_embedder(known).image_embeds * (weight / len(pictures))
        return torch.cat([embeds, told.sum(dim=0, keepdim=True).to(embeds)], dim=1)


def _prior(pipe, use: AdapterFile):
    """What Redux says pictures with, read once from its two files and the configurations beside
    them.
    """
    held = _held(pipe).priors
    if (use.path, use.encoder) not in held:
        from diffusers.pipelines.flux.modeling_flux import ReduxImageEncoder
        from transformers import SiglipImageProcessor, SiglipVisionModel

        given = {"dtype": pipe.dtype, "use_safetensors": True, "local_files_only": True}
        try:
            embedder = ReduxImageEncoder.from_pretrained(
                use.path.parent, torch_dtype=pipe.dtype, use_safetensors=True, local_files_only=True
            )
            encoder = SiglipVisionModel.from_pretrained(_folder_of(use), **given)
        except (OSError, ValueError, RuntimeError, KeyError, TypeError) as error:
            raise GeneratorError(
                f"adapters: {use.path.name} and its encoder cannot be read as Redux: {_line(error)}"
            ) from error
        side = cast(int, encoder.config.image_size)
        prior = member("diffusers", "FluxPriorReduxPipeline")(
            image_encoder=encoder.eval(),
            image_embedder=embedder.eval(),
            feature_extractor=SiglipImageProcessor(size={"height": side, "width": side}),
        )
        held[use.path, use.encoder] = prior.to(pipe._execution_device)
    return held[use.path, use.encoder]


def loaded(pipe) -> tuple[str, ...]:
    """The names of the LoRAs that are loaded, on or off."""
    listed = pipe.get_list_adapters() if hasattr(pipe, "get_list_adapters") else {}
    return tuple(dict.fromkeys(name for names in listed.values() for name in names))


def _held(pipe) -> _Held:
    if not hasattr(pipe, "_vfc_adapters"):
        object.__setattr__(pipe, "_vfc_adapters", _Held())
    return pipe._vfc_adapters


def _check_file(path: Path) -> None:
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, "pt") as file:
            empty = not list(file.keys())
    except (OSError, SafetensorError) as error:
        raise GeneratorError(
            f"adapters: {path.name} is no safetensors file: {in_a_line(error)}"
        ) from error
    if empty or path.suffix != ".safetensors":
        raise GeneratorError(
            f"adapters: {path.name} must be a safetensors file with weights, named .safetensors"
        )


@lru_cache(maxsize=256)
def _digest(path: Path, size: int, modified: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _name(kind: AdapterKind, path: Path) -> str:
    """The name under which a file is loaded: of its kind and its bytes."""
    facts = path.stat()
    return f"{kind.replace('-', '_')}_{_digest(path, facts.st_size, facts.st_mtime_ns)[:24]}"


def _apply_loras(pipe, uses: Sequence[AdapterFile]) -> None:
    if not uses and not loaded(pipe):
        return
    if not hasattr(pipe, "load_lora_weights"):
        raise GeneratorError(f"adapters: {type(pipe).__name__} takes no LoRA")
    wanted: dict[str, float] = {}
    for kind, path, weight, _ in uses:
        name = _name(kind, path)
        wanted[name] = wanted.get(name, 0.0) + weight  # a file given twice counts twice
        if name not in loaded(pipe):
            _load(pipe, name, kind, path)
    off = [name for name in loaded(pipe) if name not in wanted]
    pipe.delete_adapters(off[:-KEPT] if len(off) > KEPT else [])
    if not wanted:
        pipe.disable_lora()
        return
    pipe.enable_lora()
    pipe.set_adapters(list(wanted), list(wanted.values()))


def _load(pipe, name: str, kind: AdapterKind, path: Path) -> None:
    """Load a LoRA file under a name, or raise and leave nothing of it."""
    parts = [part for part in EXPERTS[kind] if getattr(pipe, part, None) is not None]
    if kind is not AdapterKind.LORA and getattr(pipe, "transformer_2", None) is None:
        raise GeneratorError(
            f"adapters: {kind} is for a model of two experts, and {type(pipe).__name__} here has "
            f"one"
        )
    targets = parts if getattr(pipe, "transformer_2", None) is not None else ["transformer"]
    given = {
        "weight_name": path.name,
        "use_safetensors": True,
        "local_files_only": True,
        "adapter_name": name,
    }
    try:
        with _without_text(pipe):
            for part in targets:
                second = {"load_into_transformer_2": True} if part == "transformer_2" else {}
                pipe.load_lora_weights(path, **given, **second)
    except ImportError as error:
        raise MissingExtra(
            f"LoRA files need peft: pip install 'vfc[diffusion]' ({error})"
        ) from error
    # each format has its own complaint
    except (ValueError, RuntimeError, KeyError, TypeError) as error:
        _drop(pipe, name)
        raise GeneratorError(
            f"adapters: {path.name} does not fit {type(pipe).__name__}: {_line(error)}"
        ) from error
    _check_fit(pipe, name, path, len(targets))


@contextmanager
def _without_text(pipe) -> Iterator[None]:
    """For the length of a load, leave out text encoders that are not here, on which diffusers
    fails.
    """
    into = getattr(pipe, "load_lora_into_text_encoder", None)
    if into is None:
        yield
        return

    def load(*args, text_encoder, **kwargs) -> None:
        if text_encoder is not None:
            into(*args, text_encoder=text_encoder, **kwargs)

    pipe.load_lora_into_text_encoder = load
    try:
        yield
    finally:
        del pipe.load_lora_into_text_encoder


def _check_fit(pipe, name: str, path: Path, times: int) -> None:
    """Raise where not every pair of the file found its module: diffusers only logs it."""
    landed = sum(_landed(getattr(pipe, part), name) for part in _parts(pipe))
    pairs = times * _pairs(pipe, path)
    if landed == 0 or landed < pairs:
        _drop(pipe, name)
        raise GeneratorError(
            f"adapters: {path.name} does not fit {type(pipe).__name__}: {landed} of its {pairs} "
            f"layers found their module; it was made for another model"
        )


def _parts(pipe) -> Iterable[str]:
    return [part for part in pipe._lora_loadable_modules if getattr(pipe, part, None) is not None]


def _landed(model: torch.nn.Module, name: str) -> int:
    return sum(1 for module in model.modules() if name in getattr(module, "lora_A", ()))


def _pairs(pipe, path: Path) -> int:
    """How many layers a file has for the parts that this pipeline holds; at least one."""
    found = pipe.lora_state_dict(
        path, weight_name=path.name, use_safetensors=True, local_files_only=True
    )
    weights = found[0] if isinstance(found, tuple) else found
    prefixes = tuple(f"{part}." for part in _parts(pipe))
    return max(1, sum(1 for key in weights if key.startswith(prefixes) and key.endswith(UPPER)))


def _drop(pipe, name: str) -> None:
    if name in loaded(pipe):
        pipe.delete_adapters([name])


def _line(error: Exception) -> str:
    text = str(error).strip().splitlines()
    if not text or isinstance(error, KeyError) or "not found in the base model" in text[0]:
        return "it was made for another model"
    return text[0][:200]


def _apply_images(pipe, uses: Sequence[AdapterFile]) -> None:
    held, names = (
        _held(pipe),
        tuple(f"{_name(AdapterKind.IP_ADAPTER, use.path)} {_folder_of(use)}" for use in uses),
    )
    if held.adapters and held.adapters != names:
        pipe.unload_ip_adapter()
        held.adapters = ()
    if not uses:
        return
    if not hasattr(pipe, "load_ip_adapter"):
        raise GeneratorError(f"adapters: {type(pipe).__name__} takes no IP-Adapter")
    if not held.adapters:
        _load_images(pipe, held, uses)
        held.adapters = names
    pipe.set_ip_adapter_scale([use.weight for use in uses])


def _load_images(pipe, held: _Held, uses: Sequence[AdapterFile]) -> None:
    folder = _folder_of(uses[0])
    if any(_folder_of(use) != folder for use in uses):
        raise GeneratorError(
            "adapters: IP-Adapters that work at once see by one encoder; name the same for each"
        )
    if folder not in held.encoders:
        held.encoders[folder] = _encoder(pipe, folder)
    pipe.register_modules(image_encoder=held.encoders[folder])
    paths = [use.path for use in uses]
    try:
        pipe.load_ip_adapter(
            [str(path.parent) for path in paths],
            subfolder=[""] * len(paths),
            weight_name=[path.name for path in paths],
            local_files_only=True,
        )
    except (ValueError, KeyError, RuntimeError) as error:
        pipe.unload_ip_adapter()
        names = ", ".join(path.name for path in paths)
        raise GeneratorError(
            f"adapters: {names} does not fit {type(pipe).__name__}: {_line(error)}"
        ) from error


def _folder_of(use: AdapterFile) -> Path:
    """The folder of an adapter's image encoder: its file, with its configuration beside it."""
    if use.encoder is None:
        raise GeneratorError(
            f"adapters: {use.path.name} lacks the encoder by which it sees: write encoder: and its "
            "model.safetensors"
        )
    if use.encoder.name != "model.safetensors" or not (use.encoder.parent / "config.json").exists():
        raise GeneratorError(
            f"adapters: the encoder {use.encoder.name} must be a model.safetensors with its "
            "config.json beside it"
        )
    return use.encoder.parent


def _encoder(pipe, folder: Path):
    from transformers import CLIPVisionModelWithProjection

    try:
        made = CLIPVisionModelWithProjection.from_pretrained(
            folder, dtype=pipe.dtype, use_safetensors=True, local_files_only=True
        )
    except (OSError, ValueError, RuntimeError, KeyError, TypeError) as error:
        raise GeneratorError(
            f"adapters: the image encoder in {folder.name} cannot be read: {_line(error)}"
        ) from error
    return made.to(pipe._execution_device).eval()
