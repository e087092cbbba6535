"""vfc compiles films: text to a plan, a plan to pictures, pictures to a film.

    film.yaml ─language→ Film ─edit→ segments ─planning→ Plan ─engine→ artifacts ─media→ film.mp4,
    film.otio
                                                                  ↑ generators: what a shot's step
                                                                  calls

Python users have `load`, `plan`, `build`, `clip` and `graph`; each does what the command of the
same name does.
"""

from __future__ import annotations

from vfc.version import VERSION as __version__

TYPE_CHECKING = False  # as typing has it, which is not imported for this
if TYPE_CHECKING:
    from vfc.api import build, clip, graph, load, plan

__all__ = ["__version__", "build", "clip", "graph", "load", "plan"]


def __getattr__(name: str) -> object:
    # Imported when first asked for: a build with nothing to do pays for none of it.
    if name not in __all__:
        raise AttributeError(f"module 'vfc' has no attribute {name!r}")
    from vfc import api

    return getattr(api, name)
