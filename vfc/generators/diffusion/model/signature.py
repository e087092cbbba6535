"""What a pipeline of diffusers takes and how its call is laid out, read from its source: nothing of
it is imported.

A plan asks what a model can do; importing torch for that would cost seconds. diffusers' own source
says it: the arguments of `__call__`, those of `__init__`, and a few facts of the body.
"""

from __future__ import annotations

import ast
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TypeGuard

from vfc.errors import GeneratorError, MissingExtra

# two threads that parse at once confuse Python 3.11 (cpython issue 106905)
PARSING = threading.Lock()
Default = str | int | float | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A pipeline class: its call's `arguments` with their defaults (None also for one that is no
    plain value), those that are `required`, and the `parts` that it is made of.

    `texts` are the calls of `encode_prompt` in its call; `sees` says that these are handed pictures
    too. `decodes_once`: the frames come out of one call of the VAE's decoder, which may be made
    later by itself. `sounds`: another decoder makes the sound. `loras`: it takes LoRA files.
    """

    name: str
    arguments: Mapping[str, Default]
    required: tuple[str, ...]
    parts: tuple[str, ...]
    texts: int
    sees: bool
    decodes_once: bool
    sounds: bool
    loras: bool

    def first_of(self, *names: str) -> str:
        """The first of these names that is an argument, rather one with a default than without; ''
        where none is.
        """
        there = [name for name in names if name in self.arguments]
        return next(
            (name for name in there if self.arguments[name] is not None), there[0] if there else ""
        )


def installed() -> Path:
    """The folder of diffusers' source; MissingExtra where it or torch is not installed."""
    found = find_spec("diffusers") if find_spec("torch") else None
    if found is None or not found.submodule_search_locations:
        raise MissingExtra("vfc[diffusion] is not installed: pip install 'vfc[diffusion]'")
    return Path(found.submodule_search_locations[0])


def signature_of(name: str) -> Signature:
    """The signature of a pipeline class by its name; GeneratorError where this diffusers has none
    of that name.
    """
    if name.endswith("ModularPipeline"):  # only its blocks can say it, and they must be imported
        from vfc.generators.diffusion.model.modular import modular_signature

        return modular_signature(name)
    with PARSING:
        return _signature(name)


@cache
def _signature(name: str) -> Signature:
    if not name.isidentifier():
        raise GeneratorError(f"'{name}' is no name of a pipeline")
    found = _class(name)
    if found is None:
        raise GeneratorError(
            f"the installed diffusers has no pipeline '{name}': a newer one may; "
            "pip install -U diffusers, or name another with 'pipeline:'"
        )
    call, made = _method(found, "__call__"), _method(found, "__init__")
    if call is None:
        raise GeneratorError(f"the pipeline '{name}' of diffusers cannot be called")
    taken = dict(_arguments(call))
    encoding = [each for each in ast.walk(call) if _is_call(each, "self.encode_prompt")]
    decoding = [each for each in ast.walk(call) if _is_call(each, "self.vae.decode")]
    return Signature(
        name=name,
        arguments={each: _plain(default) for each, default in taken.items()},
        required=tuple(each for each, default in taken.items() if default is ast.Pass),
        parts=tuple(each for each, _ in _arguments(made)) if made is not None else (),
        texts=len(encoding),
        sees=any(word.arg in ("image", "images") for each in encoding for word in each.keywords),
        decodes_once=_decodes_once(found, call, decoding),
        sounds=any(_is_call(each, "self.audio_vae.decode") for each in ast.walk(call)),
        loras=any(isinstance(each, ast.Name) and "Lora" in each.id for each in found.bases),
    )


def _decodes_once(found: ast.ClassDef, call: ast.FunctionDef, decoding: Sequence[ast.Call]) -> bool:
    if decoding:
        return len(decoding) == 1 and not _loops_over(call, "self.vae.decode")
    method = _method(found, "decode_latents")
    if method is None or not any(_is_call(each, "self.decode_latents") for each in ast.walk(call)):
        return False
    calls = [each for each in ast.walk(method) if _is_call(each, "self.vae.decode")]
    return len(calls) == 1 and not _loops_over(method, "self.vae.decode")


def _loops_over(function: ast.FunctionDef, called: str) -> bool:
    """Whether a call lies within a loop of a function."""
    loops = [each for each in ast.walk(function) if isinstance(each, ast.For | ast.While)]
    return any(_is_call(each, called) for loop in loops for each in ast.walk(loop))


def _class(name: str) -> ast.ClassDef | None:
    """A class of diffusers' pipelines, found by its name in their files."""
    head = f"class {name}(".encode()
    for path in _files():
        data = path.read_bytes()
        if head in data:
            found = ast.parse(data)
            return next(
                each for each in found.body if isinstance(each, ast.ClassDef) and each.name == name
            )
    return None


@cache
def _files() -> tuple[Path, ...]:
    return tuple(sorted((installed() / "pipelines").rglob("pipeline_*.py")))


def _method(found: ast.ClassDef, name: str) -> ast.FunctionDef | None:
    """A method of a class, or of the nearest of its bases that has it."""
    own = next(
        (each for each in found.body if isinstance(each, ast.FunctionDef) and each.name == name),
        None,
    )
    if own is not None:
        return own
    bases = [
        each.id
        for each in found.bases
        if isinstance(each, ast.Name) and each.id.endswith("Pipeline")
    ]
    above = (_class(each) for each in bases if each != "DiffusionPipeline")
    return next(
        (
            method
            for each in above
            if each is not None and (method := _method(each, name)) is not None
        ),
        None,
    )


def _arguments(function: ast.FunctionDef) -> Iterator[tuple[str, object]]:
    """Each argument with the tree of its default; `ast.Pass` for none."""
    given = function.args
    positional = [*given.posonlyargs, *given.args]
    defaults = [ast.Pass] * (len(positional) - len(given.defaults)) + list(given.defaults)
    pairs = [
        *zip(positional, defaults, strict=True),
        *(
            (each, default or ast.Pass)
            for each, default in zip(given.kwonlyargs, given.kw_defaults, strict=True)
        ),
    ]
    yield from ((each.arg, default) for each, default in pairs if each.arg != "self")


def _plain(default: object) -> Default:
    try:
        value = ast.literal_eval(default) if isinstance(default, ast.AST) else None
    except ValueError:
        return None
    return value if isinstance(value, str | int | float | bool) else None


def _is_call(each: ast.AST, name: str) -> TypeGuard[ast.Call]:
    return isinstance(each, ast.Call) and _is_name(each.func, name)


def _is_name(each: ast.AST, name: str) -> bool:
    return isinstance(each, ast.Attribute) and ast.unparse(each) == name
