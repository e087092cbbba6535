"""The table of actions: one for each kind of step, handed to the engine as a mapping."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from vfc.actions.deliverables import make_deliverable
from vfc.actions.pictures import make_finish, make_picture
from vfc.actions.segments import make_segment
from vfc.actions.sounds import make_sound, make_voice
from vfc.generators.registry import Registry
from vfc.plan.step import Step


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
        "picture": lambda step, inputs, context: make_picture(registry, step, inputs, context),
        "finish": make_finish,
        "segment": make_segment,
        "transition": make_segment,
        "title": make_segment,
        "voice": make_voice,
        "sound": make_sound,
        "deliverable": make_deliverable,
    }
