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


class _Vfc(ModuleType):
    """`vfc.build` and `vfc.plan` are functions for users, and packages for the code (`from vfc.plan.step import Step`).

    Python sets an attribute for each package that it imports; here the functions keep their names.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if name not in __all__ or not isinstance(value, ModuleType):
            super().__setattr__(name, value)

    def __getattr__(self, name: str) -> object:
        # Imported when first asked for: a build with nothing to do pays for none of it.
        if name in __all__:
            from vfc.build import api

            return getattr(api, name)
        raise AttributeError(f"module 'vfc' has no attribute {name!r}")


sys.modules[__name__].__class__ = _Vfc
