"""vfc compiles films: text to a plan, a plan to pictures, pictures to a film.

    film.yaml ─spec→ Film ─edit→ segments ─plan→ Plan ─engine→ artifacts in the store ─media→ film.mp4, film.otio
                                                            ↑ generators: what a shot's step calls

Python users have `load`, `plan`, `build` and `clip`; each does what the command of the same name does.
"""

from __future__ import annotations

import sys
from types import ModuleType

__version__ = "0.1.0"
__all__ = ["build", "clip", "load", "plan"]
PACKAGES = ("build", "plan")  # of these names, those that are packages as well


class _Called(ModuleType):
    """A package of vfc that is called too: `vfc.build("my-film")`, and `from vfc.build.load import load`."""

    def __call__(self, *arguments: object, **options: object) -> object:
        return self._function(*arguments, **options)

    @property
    def __signature__(self) -> object:
        from inspect import signature

        return signature(self._function)

    @property
    def _function(self):
        from vfc.build import api

        return getattr(api, self.__name__.rpartition(".")[2])


class _Vfc(ModuleType):
    """`load` and `clip` are functions; `build` and `plan` are packages, which are made callable when they come."""

    def __setattr__(self, name: str, value: object) -> None:
        if name in __all__ and isinstance(value, ModuleType):
            value.__class__ = _Called
        super().__setattr__(name, value)

    def __getattr__(self, name: str) -> object:
        # Imported when first asked for: a build with nothing to do pays for none of it.
        if name not in __all__:
            raise AttributeError(f"module 'vfc' has no attribute {name!r}")
        from importlib import import_module

        return import_module(f"vfc.{name}") if name in PACKAGES else getattr(import_module("vfc.build.api"), name)


sys.modules[__name__].__class__ = _Vfc
