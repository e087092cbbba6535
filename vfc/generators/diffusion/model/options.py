"""The options that a film's text has for a diffusion model, each with its default, and which of them leave bits alone.

A default of '' or 0 stands for the pipeline's own, which `abilities` says once the model is known.
"""

from __future__ import annotations

from collections.abc import Mapping

from vfc.errors import GeneratorError
from vfc.film.model import Options, Scalar
from vfc.generators.diffusion.model.families import MEANINGS
from vfc.generators.diffusion.model.signature import Signature

DEFAULTS: Mapping[str, Scalar] = {
    "model": "", "revision": "", "pipeline": "", "steps": 0, "guidance": 0.0, "guidance_2": 0.0, "tokens": 0,
    "longest": 0, "scheduler": "", "shift": 0.0, "dtype": "bfloat16", "vae_dtype": "", "attention": "native",
    "compile": False, "cache": "", "quantize": "", "tiling": False, "tf32": False, "deterministic": False,
    "offload": "auto", "checkpoint_every": 5, "device": "auto",
}
UNKEYED = ("offload", "checkpoint_every", "device")
DTYPES = ("bfloat16", "float16", "float32")
MEANT: Mapping[str, str] = {"steps": "steps", "guidance": "guidance", "guidance_2": "second guidance",
                            "tokens": "tokens"}


def plain_options(given: Options) -> Options:
    """All options with what the text gives of them, sorted; GeneratorError for a value that none may have."""
    found = dict(DEFAULTS) | dict(given)
    for name in ("dtype", "vae_dtype"):
        if found[name] not in (*DTYPES, *([""] if name == "vae_dtype" else [])):
            raise GeneratorError(f"{name}: '{found[name]}' is none of {', '.join(DTYPES)}")
    for name in ("steps", "tokens", "longest", "checkpoint_every"):
        if isinstance(found[name], bool) or not isinstance(found[name], int) or found[name] < 0:
            raise GeneratorError(f"{name} is a whole number from 0 up, and not '{found[name]}'")
    return tuple(sorted(found.items()))


def with_own_defaults(options: Options, signature: Signature) -> Options:
    """The options with the pipeline's own defaults where the text says nothing."""
    found = dict(options)
    for name, meaning in MEANT.items():
        own = signature.arguments.get(signature.first_of(*MEANINGS[meaning]))
        if not found[name] and isinstance(own, int | float) and not isinstance(own, bool):
            found[name] = type(DEFAULTS[name])(own)
    return tuple(sorted(found.items()))
