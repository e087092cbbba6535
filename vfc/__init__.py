"""vfc compiles films: text to a plan, a plan to pictures, pictures to a film.

    film.yaml ─spec→ Film ─edit→ segments ─plan→ Plan ─engine→ artifacts in the store ─media→ film.mp4, film.otio
                                                            ↑ generators: what a shot's step calls

Python users have `load`, `plan`, `build` and `clip`; each does what the command of the same name does.
"""

from __future__ import annotations

__version__ = "0.1.0"
__all__ = ["build", "clip", "load", "plan"]


def __getattr__(name: str):
    """Import the public functions when they are first asked for: a build with nothing to do pays for none."""
    if name in __all__:
        from vfc.build import api

        return getattr(api, name)
    raise AttributeError(f"module 'vfc' has no attribute {name!r}")
