"""The options that a film's text has for a diffusion model, each with its default, and which of
them leave bits alone.

A default of '' or 0 stands for the pipeline's own, which `abilities` says once the model is known.
"""

from __future__ import annotations

from collections.abc import Mapping

from vfc.errors import GeneratorError
from vfc.film.model import Options, Scalar
from vfc.generators.diffusion.model.families import MEANINGS
from vfc.generators.diffusion.model.signature import Signature

DEFAULTS: Mapping[str, Scalar] = {
    "model": "",
    "revision": "",
    "pipeline": "",
    "steps": 0,
    "guidance": 0.0,
    "guidance_2": 0.0,
    "tokens": 0,
    "longest": 0,
    "scheduler": "",
    "shift": 0.0,
    "dtype": "bfloat16",
    "vae_dtype": "",
    "attention": "native",
    "compile": False,
    "cache": "",
    "quantize": "",
    "tiling": False,
    "tf32": False,
    "deterministic": False,
    "offload": "auto",
    "checkpoint_every": 5,
    "device": "auto",
}
UNKEYED = ("offload", "checkpoint_every", "device")
DTYPES = ("bfloat16", "float16", "float32")
MEANT: Mapping[str, str] = {
    "steps": "steps",
    "guidance": "guidance",
    "guidance_2": "second guidance",
    "tokens": "tokens",
}


PlainOptions = tuple[tuple[str, Scalar], ...]  # sorted by name


def plain_options(given: Options) -> PlainOptions:
    """All options with what the text gives of them, sorted; GeneratorError for a value that none
    may have.
    """
    found = dict(DEFAULTS)
    for name, value in given:
        if isinstance(value, tuple):
            raise GeneratorError(f"{name} takes one value, and no list")
        found[name] = value
    for name in ("dtype", "vae_dtype"):
        if found[name] not in (*DTYPES, *([""] if name == "vae_dtype" else [])):
            raise GeneratorError(f"{name}: '{found[name]}' is none of {', '.join(DTYPES)}")
    for name in ("steps", "tokens", "longest", "checkpoint_every"):
        if whole(found, name) < 0:
            raise _no_count(name, found[name])
    return tuple(sorted(found.items()))


def whole(options: Mapping[str, Scalar], name: str) -> int:
    """An option that counts; GeneratorError where it is no whole number."""
    value = options[name]
    if isinstance(value, bool) or not isinstance(value, int):
        raise _no_count(name, value)
    return value


def number(options: Mapping[str, Scalar], name: str) -> float:
    """An option that measures; GeneratorError where it is no number."""
    value = options[name]
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise GeneratorError(f"{name} is a number, and not '{value}'")
    return float(value)


def _no_count(name: str, value: Scalar) -> GeneratorError:
    return GeneratorError(f"{name} is a whole number from 0 up, and not '{value}'")


def with_own_defaults(options: PlainOptions, signature: Signature) -> PlainOptions:
    """The options with the pipeline's own defaults where the text says nothing."""
    found = dict(options)
    for name, meaning in MEANT.items():
        own = signature.arguments.get(signature.first_of(*MEANINGS[meaning]))
        if not found[name] and isinstance(own, int | float) and not isinstance(own, bool):
            found[name] = float(own) if isinstance(DEFAULTS[name], float) else int(own)
    return tuple(sorted(found.items()))
