"""What a deliverable was made by, as a statement has it: generators, voices, models."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePath

from vfc.provenance.statement import Resource
from vfc.recipes.params import GeneratedParams, VoiceParams
from vfc.recipes.step import Step

PACKAGE = re.compile(r"([\w.-]+) (\S+)")  # as a registry says it
HUB = re.compile(r"[\w.-]+/[\w.-]+")  # a model's name on Hugging Face's hub
HUBS = frozenset({"diffusers"})  # generators whose models come from there


def generators_of(steps: Iterable[Step], package: Callable[[str], str]) -> Iterator[Resource]:
    """The generators and the voices that made steps, each once, by the package that brings it."""
    seen = dict[str, Step]()
    for step in steps:
        match step.params:
            case GeneratedParams() as params:
                seen.setdefault(params.generator, step)
            case VoiceParams() as params:
                seen.setdefault(params.voice, step)
            case _:
                pass
    for name, step in sorted(seen.items()):
        version = json.loads(step.content)["version"]
        yield Resource(name=name, uri=_uri(name, package(name)), notes={"version": version})


def _uri(name: str, package: str) -> str:
    found = PACKAGE.fullmatch(package)
    return f"pkg:pypi/{found[1]}@{found[2]}#{name}" if found else f"pkg:generic/{name}"


def models_of(steps: Iterable[Step]) -> Iterator[Resource]:
    """The models that generators worked with, each with its revision once."""
    found = {
        (step.params.generator, *model)
        for step in steps
        if isinstance(step.params, GeneratedParams) and (model := model_of(step.params))[0]
    }
    for generator, model, revision in sorted(found):
        at = f"@{revision}" if revision else ""
        hub = generator in HUBS and HUB.fullmatch(model)
        uri = f"pkg:huggingface/{model}{at}" if hub else f"pkg:generic/{generator}/{model}{at}"
        yield Resource(
            name=model,
            uri=uri.replace(" ", "%20"),
            notes={"generator": generator} | ({"revision": revision} if revision else {}),
        )


def model_of(params: GeneratedParams) -> tuple[str, str]:
    """The model that makes a picture and its revision, '' of what is not known; of one in a folder
    of this machine the folder's name alone.
    """
    options = dict(params.request.options) | dict(params.unkeyed)
    model = str(options.get("model") or "")
    if PurePath(model).is_absolute() or model.startswith(("~", ".")):
        model = PurePath(model).name
    return model, params.revision or str(options.get("revision") or "")
