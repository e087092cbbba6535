"""The table of actions: one for each kind of step, handed to the engine as a mapping."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Protocol

from vfc.generators.registry import Registry
from vfc.recipes.step import Step


class StepContext(Protocol):
    """What the engine hands a running step."""

    scratch: Path
    out: Path
    environment: dict[str, str]

    def progress(self, done: int, total: int) -> None:
        """Tell how far the step is; raises Stopped once the user has stopped the build."""

    def file(self, digest: str) -> Path:
        """The film's file whose bytes have this digest."""


Action = Callable[[Step, Mapping[str, Path], StepContext], Path]


def actions(registry: Registry) -> Mapping[str, Action]:
    """Each kind of step with what it does."""
    return {
        "picture": _late("pictures", "make_picture", registry),
        "part": _late("pictures", "make_picture", registry),
        "embed": _late("pictures", "make_tensors", registry),
        "latents": _late("pictures", "make_tensors", registry),
        "audio": _late("pictures", "make_audio", registry),
        "pinned": _late("pictures", "make_pinned"),
        "score": _late("scores", "make_score"),
        "finish": _late("pictures", "make_finish"),
        "segment": _late("segments", "make_segment"),
        "transition": _late("segments", "make_segment"),
        "title": _late("segments", "make_segment"),
        "voice": _late("sounds", "make_voice"),
        "sound": _late("sounds", "make_sound"),
        "deliverable": _late("deliverables", "make_deliverable"),
    }


def _late(module: str, name: str, *first: object) -> Action:
    """An action whose libraries are imported when a step of its kind runs, and not to plan or to keep."""
    def act(step: Step, inputs: Mapping[str, Path], context: StepContext) -> Path:
        return getattr(import_module(f"vfc.actions.{module}"), name)(*first, step, inputs, context)

    return act
