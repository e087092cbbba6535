"""From a step to the action that its kind names: what the engine calls.

The names stand at the kinds, in `vfc/recipes/kinds.py`: `deliverables.make_video` is that function
of `vfc/actions/deliverables.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

from vfc.actions.context import StepContext
from vfc.generators.registry import Registry
from vfc.recipes.step import Step
from vfc.voices.registry import VoiceRegistry

Action = Callable[[Step, Mapping[str, Path], StepContext], Path]


def action(registry: Registry, voices: VoiceRegistry) -> Action:
    """What makes a step, by its kind; its libraries are imported when it runs, and not to plan or
    to keep.
    """

    def act(step: Step, inputs: Mapping[str, Path], context: StepContext) -> Path:
        module, _, name = step.kind.action.partition(".")
        make = getattr(import_module(f"vfc.actions.{module}"), name)
        if step.kind.speaks:
            return make(voices, step, inputs, context)
        if step.kind.stage:
            return make(registry, step, inputs, context)
        return make(step, inputs, context)

    return act
