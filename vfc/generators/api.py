"""All that a generator imports: what it can do, what it is asked for, and what it is handed.

A generator is a class with a `name`, an integer `version` raised by hand when its pictures change, and four
methods. It is found through the entry point group `vfc.generators`. It receives and returns frames, never
paths of media. Frames are numpy arrays, `(height, width, 3)` uint8 sRGB.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from vfc.film.model import Camera, Line, Options, Prompt
from vfc.film.timing import Size

if TYPE_CHECKING:
    import numpy

ENTRY_POINTS = "vfc.generators"


@dataclass(frozen=True, slots=True, kw_only=True)
class Abilities:
    """What a generator can do, as data. The words of `makes` are the shot kinds it takes besides plain words:

    `first`, `last`, `cards`, `after`, `remix`, `extend`, `recut`, `blend`, `loop`, `references`, `adapters`, `speech`.
    A picture has `grid_step` * n + `grid_offset` frames. `options` maps each option to its default. A generator
    that `costs` (a GPU, money) is held by the lock and works in its own `pool`.
    """

    makes: frozenset[str] = frozenset()
    grid_step: int = 1
    grid_offset: int = 0
    longest: int | None = None
    size_multiple: int = 2
    prompt_length: int | None = None
    costs: bool = False
    pool: str = "picture"
    options: Options = ()

    def on_grid(self, frames: int) -> int:
        """The least number of frames on the generator's grid that holds `frames`."""
        steps = -(-max(0, frames - self.grid_offset) // self.grid_step)
        return max(1, steps * self.grid_step + self.grid_offset)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What one take's picture must be; all of it counts in the key.

    `frames` are the frames to yield, on the generator's grid, handles with them; `length` are those of the shot
    itself, over which a camera move runs. `cast` are the looks of the people mentioned, in order. `inputs` name the
    frames that come as inputs of the step (`first`, `last`, `of`, ...); `references` name image files by digest.
    """

    prompt: Prompt
    camera: Camera = Camera()
    cast: tuple[str, ...] = ()
    size: Size
    rate: Fraction
    frames: int
    length: int
    seed: int
    options: Options = ()
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One step of making a picture: its kind (`picture`, or one that leads to it), its request."""

    kind: str
    request: Request
    uses: tuple[str, ...] = field(default=())  # kinds of earlier stages


class Context(Protocol):
    """What a running generator is handed: a scratch folder kept by key, progress, and cancellation."""

    @property
    def scratch(self) -> Path:
        """A folder of this step's own that outlives a killed build; checkpoints live there."""

    def progress(self, done: int, total: int) -> None:
        """Tell how far the step is; raises `vfc.errors.Stopped` once the user has stopped the build."""


class Generator(Protocol):
    """What makes pictures. `abilities` and `stages` are pure and import nothing heavy."""

    name: str
    version: int

    def abilities(self, options: Options) -> Abilities:
        """What it can do with these options."""

    def stages(self, request: Request) -> tuple[Stage, ...]:
        """The steps that lead to the picture; the last is of kind `picture`."""

    def run(self, stage: Stage, inputs: Mapping[str, object], context: Context) -> Iterator[numpy.ndarray]:
        """Yield the stage's frames, one by one."""

    def close(self) -> None:
        """Let go of models and memory."""


class PictureGenerator:
    """A base for generators of one stage: subclasses give `name`, `version` and `frames(request, context)`."""

    name = ""
    version = 1

    def abilities(self, options: Options) -> Abilities:
        """Plain words, any size and length, at no cost."""
        return Abilities()

    def stages(self, request: Request) -> tuple[Stage, ...]:
        """One stage, the picture."""
        return (Stage(kind="picture", request=request),)

    def run(self, stage: Stage, inputs: Mapping[str, object], context: Context) -> Iterator[numpy.ndarray]:
        """Yield what `frames` yields, telling the progress."""
        for index, frame in enumerate(self.frames(stage.request, context)):
            context.progress(index, stage.request.frames)
            yield frame

    def frames(self, request: Request, context: Context) -> Iterator[numpy.ndarray]:
        """Yield `request.frames` frames of `request.size`."""
        raise NotImplementedError

    def close(self) -> None:
        """Nothing to let go of."""
