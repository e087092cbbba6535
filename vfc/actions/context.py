"""What the engine hands a running step: its parameters, the film's files, where it writes, whom it
tells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol, TypeVar

from vfc.errors import StepError
from vfc.generators.api import Entries
from vfc.recipes.step import Step

Item = TypeVar("Item")


class StepContext(Protocol):
    """What a running step may use beside its inputs."""

    @property
    def scratch(self) -> Path:
        """A folder of this step's own that outlives a killed build."""
        ...

    @property
    def out(self) -> Path:
        """Where the artifact is written; an ending is added."""
        ...

    @property
    def environment(self) -> dict[str, str]:
        """What the step was made on, to be filled in."""
        ...

    @property
    def notes(self) -> list[str]:
        """What the maker of the film should hear of how it was made, a line each, to be filled
        in.
        """
        ...

    @property
    def journal(self) -> Entries:
        """What was asked of others for this step; StoreError where nothing can be written down."""
        ...

    @property
    def again(self) -> bool:
        """Whether somebody said that it is to be asked for anew."""
        ...

    def piece(self, text: str, make: Callable[[Path], None]) -> Path:
        """A piece of what is made, by all that decides it: the one that the store keeps, or else
        the one that `make` writes now, which is kept.
        """
        ...

    def preview(self, draw: Callable[[], bytes]) -> None:
        """Let whoever looks on see what is being made: a JPEG, drawn once a second at most."""

    def waiting(self, text: str) -> None:
        """Tell what the step waits for; raises Stopped once the user has stopped the build."""

    def progress(self, done: int, total: int) -> None:
        """Tell how far the step is; raises Stopped once the user has stopped the build."""

    def file(self, digest: str) -> Path:
        """The film's file whose bytes have this digest; StepError where it is not here, or has
        changed.
        """
        ...


def params_of(step: Step, *kinds: type[Item]) -> Item:
    """The parameters of a step, of the class that its kind has, or one of these; StepError for
    those of another.
    """
    if not isinstance(step.params, kinds):
        raise StepError(
            f"a {step.kind.name} takes {kinds[0].__name__}, not {type(step.params).__name__}"
        )
    return step.params


def reported(frames: Iterable[Item], total: int, context: StepContext) -> Iterator[Item]:
    """Frames as they pass, each told as progress before it is handed on."""
    for index, frame in enumerate(frames):
        context.progress(index, total)
        yield frame
