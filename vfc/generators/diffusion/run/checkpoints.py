"""A pipeline's call with a checkpoint every few steps, which goes on bit for bit where a killed one
stopped.

A checkpoint holds what a denoising loop carries from one step to the next: the latents, all of the
schedulers' state, what their last steps gave, and the state of the noise. To go on, the first step
is made again, which sets up whatever the loop sets up at its beginning; its results and the
schedulers' state are then replaced by those of the checkpoint; the steps that are done are skipped
through the pipeline's own `interrupt`. The schedule stays whole, because schedulers read its
length. So a resumed call costs one step more, and needs nothing for each model.

Schedulers are watched through a subclass given to the object for the length of the call: a pipeline
may copy its scheduler inside its call (LTX2 steps its sound with such a copy), and the copy is then
watched too. One that draws noise in its steps draws it from the call's own generator, also where
the pipeline forgets to hand that on (Wan and Flux do): else the seed would not decide the picture.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from types import FunctionType
from typing import Any

from vfc.errors import Stopped
from vfc.generators.diffusion.machine.environment import record
from vfc.generators.diffusion.run.states import Unsaved, digest_of, read_state, write_state

NAME = "checkpoint.safetensors"
CONFIG = "_internal_dict"  # of a scheduler: what it was made of, which never changes

# Pipelines whose loop changes more from step to step than latents, schedulers and noise; read in
# their source.
CHANGING = {"ChronoEditPipeline": "drops frames of its latents in the middle of the loop"}

ReportProgress = Callable[[int, int], None]


@functools.cache
def resumable(pipe_class: type) -> tuple[bool, str]:
    """Whether calls of a pipeline can go on where they stopped; where not, why, as the end of a
    sentence.
    """
    name = pipe_class.__name__
    if "callback_on_step_end" not in inspect.signature(pipe_class.__call__).parameters:
        return False, f"{name} tells nothing at the end of a step"
    if "self.interrupt" not in inspect.getsource(pipe_class.__call__):
        return False, f"{name} cannot skip the steps that are done"
    if name in CHANGING:
        return False, f"{name} {CHANGING[name]}"
    return True, ""


def call(
    pipe,
    arguments: Mapping[str, Any],
    *,
    scratch: Path,
    every: int,
    progress: ReportProgress,
    warn: Callable[[str], None] | None = None,
    around: Callable[[], AbstractContextManager] = nullcontext,
):
    """What `pipe(**arguments)` gives, with a checkpoint in `scratch` each `every` steps (0: none).

    Goes on from the checkpoint there, if it is whole and of this same call on this same
    environment. `progress` is told of each step; where it raises Stopped, a checkpoint is written
    first. Where no exact checkpoint can be had, `warn` is told why, once, and the call is a plain
    one. `around` is entered anew for each run of the pipeline.
    """
    why = _inexact(pipe) if every else ""
    belongs = ""
    if every and not why:
        try:
            belongs = _digest(pipe, arguments)
        except Unsaved as error:
            why = f"its arguments hold {error}"
    if why and warn:
        warn(f"no checkpoints: {why}; a shot that is stopped starts again")
    watch = _Watch(
        pipe, arguments, scratch / NAME, every if belongs else 0, belongs, progress, warn
    )
    if belongs and watch.found():
        try:
            with around():
                return watch.run()
        except _Foreign:
            watch.forget()
    with around():
        return watch.run()


class _Foreign(Exception):
    """The checkpoint does not fit the loop that reads it."""


def _inexact(pipe) -> str:
    able, why = resumable(type(pipe))
    if not able:
        return why
    for name, component in pipe.components.items():
        if getattr(component, "is_cache_enabled", False):
            return f"the step cache of its {name} has a memory of its own"
    return ""


def _digest(pipe, arguments: Mapping[str, Any]) -> str:
    """Of all that a checkpoint belongs to, but the weights: the scratch folder is the step's own,
    by its key.
    """
    parts = [
        [name, type(part).__qualname__, str(getattr(part, "dtype", "")), _config(part)]
        for name, part in sorted(pipe.components.items())
    ]
    return digest_of(
        {
            "pipe": type(pipe).__qualname__,
            "parts": parts,
            "environment": record(),
            "device": str(pipe._execution_device),
            "arguments": dict(sorted(arguments.items())),
        }
    )


def _config(part: Any) -> str:
    """A scheduler's configuration; without what diffusers notes beside it, which each process has
    in another order.
    """
    if not _is_scheduler(part):
        return ""
    return str(
        sorted((name, value) for name, value in part.config.items() if not name.startswith("_"))
    )


def _is_scheduler(part: object) -> bool:
    return hasattr(part, "set_timesteps") and hasattr(part, "step")


class _Watch:
    """One call of a pipeline, watched: its steps counted and told, its state saved and put back."""

    def __init__(
        self,
        pipe,
        arguments: Mapping[str, Any],
        path: Path,
        every: int,
        belongs: str,
        progress: ReportProgress,
        warn: Callable[[str], None] | None,
    ):
        self._pipe, self._arguments, self._path = pipe, arguments, path
        self._every, self._belongs, self._progress, self._warn = every, belongs, progress, warn
        self._noise = [(each, each.get_state()) for each in self._generators()]
        self._tells = "callback_on_step_end" in inspect.signature(type(pipe).__call__).parameters
        self._found: dict[str, Any] | None = None
        self._begin()

    def _begin(self) -> None:
        # in this step: a scheduler, and what its step gave
        self._stepped: list[tuple[object, object]] = []
        # the schedulers that stepped in the first step, in their order
        self._first: list[object] | None = None
        self._last = -1
        self._skip = 0
        self._saving = bool(self._every)
        # until the first step, made again, is what the checkpoint says
        self._resuming = self._found

    def found(self) -> bool:
        """Read the checkpoint; whether there is one of this call."""
        read = read_state(self._path, self._pipe._execution_device) if self._path.exists() else None
        self._found = (
            read if isinstance(read, dict) and read.get("belongs") == self._belongs else None
        )
        return self._found is not None

    def forget(self) -> None:
        """Let go of the checkpoint: the next run is from the start."""
        self._found = None

    def run(self):
        """The call itself."""
        self._begin()
        for generator, state in self._noise:
            generator.set_state(state)
        hooks: dict[str, object] = {}
        if self._tells:
            hooks["callback_on_step_end"] = self._ended
            held = [
                name
                for name in getattr(self._pipe, "_callback_tensor_inputs", ())
                if name.endswith("latents")
            ]
            hooks["callback_on_step_end_tensor_inputs"] = held
        with self._watching():
            return self._pipe(**self._arguments, **hooks)

    @contextmanager
    def _watching(self) -> Iterator[None]:
        """Give the pipeline and its schedulers classes that tell of their steps, and take them
        back.
        """
        changed = (
            [(self._pipe, type(self._pipe), {"interrupt": property(self._interrupted)})]
            if self._every
            else []
        )
        changed += [
            (part, type(part), {"step": self._telling(type(part))}) for part in self._schedulers()
        ]
        try:
            for owner, base, members in changed:
                owner.__class__ = type(base.__name__, (base,), members)
            yield
        finally:
            for owner, base, _ in changed:
                owner.__class__ = base

    def _schedulers(self) -> list[object]:
        return [part for _, part in sorted(self._pipe.components.items()) if _is_scheduler(part)]

    def _interrupted(self, pipe) -> bool:
        if self._skip:
            self._skip -= 1
            return True
        return pipe._interrupt

    def _telling(self, base: type):
        """A `step` for a subclass of a scheduler's class, which tells of each step, and gives what
        the watch says.
        """
        signature = inspect.signature(base.step)
        drawn = (
            {"generator": self._noise[0][0]}
            if self._noise and "generator" in signature.parameters
            else {}
        )

        @functools.wraps(base.step)
        def step(scheduler, *args, **kwargs):
            given = signature.bind(scheduler, *args, **kwargs)
            given.arguments |= {
                name: each for name, each in drawn.items() if given.arguments.get(name) is None
            }
            return self._one_step(scheduler, base.step(*given.args, **given.kwargs))

        return step

    def _one_step(self, scheduler: object, given: object) -> object:
        if self._resuming is not None:
            steps = self._resuming["outputs"]
            if len(self._stepped) >= len(steps):
                raise _Foreign
            given = _replaced(given, steps[len(self._stepped)])
        self._stepped.append((scheduler, given))
        if not self._tells and scheduler is self._pipe.scheduler:
            self._stepped.clear()
            self._last += 1
            self._progress(self._last + 1, self._total())
        return given

    def _total(self) -> int:
        return getattr(self._pipe, "num_timesteps", None) or len(self._pipe.scheduler.timesteps)

    def _ended(self, pipe, index: int, timestep, tensors: Mapping[str, Any]) -> dict[str, Any]:
        """The pipeline's callback at the end of a step; what it returns takes the place of the
        loop's own.
        """
        stepped, self._stepped = self._stepped, []
        schedulers = [scheduler for scheduler, _ in stepped]
        if self._resuming is not None:
            found, self._resuming = self._resuming, None
            return self._put_back(found, schedulers)
        self._look(index, schedulers)
        saved = (
            self._saving and (index + 1) % self._every == 0 and self._save(index, stepped, tensors)
        )
        try:
            self._progress(index + 1, self._total())
        except Stopped:
            if self._saving and not saved:
                self._save(index, stepped, tensors)
            raise
        return {}

    def _look(self, index: int, schedulers: list[object]) -> None:
        """Save no more where the loop begins anew (the next part of a long video), or steps other
        schedulers.
        """
        if self._first is None:
            self._first = schedulers
        other = [id(each) for each in schedulers] != [id(each) for each in self._first]
        self._saving = self._saving and index > self._last and not other
        self._last = index

    def _save(
        self, index: int, stepped: list[tuple[object, object]], tensors: Mapping[str, Any]
    ) -> bool:
        state = {
            "belongs": self._belongs,
            "index": index,
            "tensors": dict(tensors),
            "outputs": [_outputs(given) for _, given in stepped],
            "schedulers": [_state(each) for each in self._all([each for each, _ in stepped])],
            "noise": [each.get_state() for each, _ in self._noise],
        }
        try:
            write_state(self._path, state)
            return True
        except Unsaved as error:
            why = f"what the loop carries holds {error}"
        except OSError as error:
            why = f"the disk did not take one ({error.strerror or error})"
        self._saving = False
        if self._warn:
            self._warn(f"no checkpoints: {why}; a shot that is stopped starts again")
        return False

    def _put_back(self, found: Mapping[str, Any], schedulers: list[object]) -> dict[str, Any]:
        """The end of the step that was made again: all that the checkpoint holds goes into its
        place.
        """
        every = self._all(schedulers)
        if (len(schedulers), len(every)) != (len(found["outputs"]), len(found["schedulers"])):
            raise _Foreign
        for scheduler, state in zip(every, found["schedulers"], strict=True):
            _put(scheduler, state)
        for (generator, _), state in zip(self._noise, found["noise"], strict=True):
            generator.set_state(state)
        self._first, self._skip, self._last = schedulers, found["index"], found["index"]
        self._progress(found["index"] + 1, self._total())
        return dict(found["tensors"])

    def _all(self, stepped: list[object]) -> list[object]:
        """The pipeline's own schedulers, then the copies that the loop steps, each once."""
        own = self._schedulers()
        copies = {id(each): each for each in stepped if not any(each is one for one in own)}
        return [*own, *copies.values()]

    def _generators(self) -> list[Any]:
        import torch

        found = [self._arguments[name] for name in sorted(self._arguments)]
        flat = [
            item for each in found for item in (each if isinstance(each, list | tuple) else [each])
        ]
        return [each for each in flat if isinstance(each, torch.Generator)]


def _state(scheduler: object) -> dict[str, Any]:
    """All that a scheduler carries from step to step: what it has but its configuration and
    functions.
    """
    return {
        name: value
        for name, value in vars(scheduler).items()
        if name != CONFIG and not isinstance(value, FunctionType)
    }


def _put(scheduler: object, state: Mapping[str, Any]) -> None:
    for name in set(_state(scheduler)) - set(state):
        delattr(scheduler, name)
    for name, value in state.items():
        setattr(scheduler, name, value)


def _outputs(given: Any) -> list[object]:
    """What a scheduler's step gave, a tuple or an output class, as a list of its values."""
    return list(given) if isinstance(given, tuple) else list(given.to_tuple())


def _replaced(given: object, values: list[object]) -> object:
    """Values in the form in which a step gave others."""
    if isinstance(given, tuple):
        return tuple(values)
    names = [name for name, value in vars(given).items() if value is not None]
    return type(given)(**dict(zip(names, values, strict=True)))
