"""What of a model's files is needed: what its index lists, in safetensors, without the other forms
of the same weights.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from vfc.errors import GeneratorError

# The index of a pipeline, and that of one made of blocks (diffusers/pipelines/pipeline_utils.py,
# modular_pipelines/).
INDEXES = ("model_index.json", "modular_model_index.json")
# the names under which diffusers and transformers load weights
BASES = ("diffusion_pytorch_model", "model")
# configurations, vocabularies, SentencePiece's, chat templates
SETTINGS = (".json", ".txt", ".model", ".jinja")
PICKLES = (".bin", ".ckpt", ".pt", ".pth", ".pkl", ".msgpack", ".h5")
SHARD = re.compile(r"(.+)-\d{5}-of-\d{5}\.safetensors")
WEIGHTLESS = ("Scheduler", "Tokenizer", "TokenizerFast", "Processor", "FeatureExtractor")


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A part of a pipeline, such as `vae`, and the class that it is loaded by."""

    name: str
    class_name: str

    @property
    def weightless(self) -> bool:
        """Whether it is known by its class to have no weights."""
        return self.class_name.endswith(WEIGHTLESS)


def read_index(model: str, text: str, names: Collection[str]) -> tuple[Component, ...]:
    """The components of a pipeline from its index; those that it leaves empty are not among them.

    `names` are the model's files. GeneratorError where the text is no index, names code that would
    have to come with it, or a component of another model that is not among these files.
    """
    try:
        index = dict(json.loads(text))
    except (ValueError, TypeError):
        raise GeneratorError(
            f"the index of the model '{model}' is damaged: bring it again"
        ) from None
    if isinstance(index.get("_class_name"), list):
        raise GeneratorError(
            f"the model '{model}' wants to run code of its own, which vfc never does"
        )
    folders = {name.partition("/")[0] for name in names}
    found = (
        _component(model, name, value, folders)
        for name, value in index.items()
        if not name.startswith("_")
    )
    return tuple(each for each in found if each is not None)


def _component(model: str, name: str, value: object, folders: Collection[str]) -> Component | None:
    """A component of an index, `[library, class]`; in an index of blocks with a third part that
    says where it lies.
    """
    if not isinstance(value, list) or len(value) not in (2, 3):
        return None
    made_by = value[1]
    if len(value) == 3:
        spec = value[2] if isinstance(value[2], dict) else {}
        made_by = made_by or (spec.get("type_hint") or ["", ""])[1] or "unknown"
        other = spec.get("pretrained_model_name_or_path") or spec.get("repo")
        name, said = spec.get("subfolder") or name, name
        if other and other != model and name not in folders:
            raise GeneratorError(
                f"the model '{model}' takes its {said} from another one, '{other}': name a model "
                f"that is whole"
            )
    return (
        Component(name=name, class_name=made_by) if isinstance(made_by, str) and made_by else None
    )


def needed(
    model: str, components: Collection[Component], names: Collection[str]
) -> tuple[str, ...]:
    """The files of a model, by name, that its components are loaded from; `names` are all that it
    has.

    GeneratorError where a component has its weights in another form only: pickles run code when
    they are read.
    """
    found = [name for name in INDEXES if name in names]
    for component in components:
        own = [name for name in names if name.startswith(f"{component.name}/")]
        found += _weights(model, component, own)
        found += [name for name in own if name.endswith(SETTINGS) and ".index." not in name]
    return tuple(sorted(set(found)))


def _weights(model: str, component: Component, own: Collection[str]) -> list[str]:
    for base in (f"{component.name}/{each}" for each in BASES):
        index = f"{base}.safetensors.index.json"
        if index in own:
            return [
                index,
                *(name for name in own if (part := SHARD.fullmatch(name)) and part[1] == base),
            ]
        if f"{base}.safetensors" in own:
            return [f"{base}.safetensors"]
    if any(name.endswith(PICKLES) for name in own):
        pickle = min(Path(name).name for name in own if name.endswith(PICKLES))
        raise GeneratorError(
            f"the model '{model}' has its {component.name} as a pickle only ({pickle}), which "
            f"could run code when it is read: name a model with safetensors, which alone are loaded"
        )
    if any(name.endswith(".safetensors") for name in own):
        raise GeneratorError(
            f"the model '{model}' has only variants of its {component.name} ({_first(own)}): "
            "name a model with the whole weights"
        )
    return []


def _first(own: Collection[str]) -> str:
    return min(Path(name).name for name in own if name.endswith(".safetensors"))


def lacking(
    components: Collection[Component], folder: Path, names: Collection[str]
) -> Iterator[str]:
    """What a folder lacks of a model whose full list of files is not known: parts of split weights
    that their index names, weights beside a configuration, whole components.
    """
    for component in components:
        own = {name for name in names if name.startswith(f"{component.name}/")}
        if not own:
            yield f"{component.name}/"
            continue
        for index in (name for name in own if name.endswith(".safetensors.index.json")):
            yield from sorted(_parts(folder, index) - own)
        if (
            f"{component.name}/config.json" in own
            and not component.weightless
            and not any(name.endswith((".safetensors", ".safetensors.index.json")) for name in own)
        ):
            yield f"{component.name}/{BASES[0]}.safetensors"


def _parts(folder: Path, index: str) -> set[str]:
    """The files that an index of split weights names."""
    try:
        files = json.loads((folder / index).read_text(encoding="utf-8"))["weight_map"].values()
    except (ValueError, KeyError, AttributeError, OSError):
        return {index}
    return {f"{Path(index).parent.as_posix()}/{file}" for file in files}
