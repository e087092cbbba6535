"""`vfc build --check N`: kept pictures made again from their words, in another place, and compared
with what stands.
"""

from __future__ import annotations

import random
import shutil
import threading
from collections.abc import Mapping
from pathlib import Path

from vfc.actions.table import action
from vfc.engine.loop import Outcome
from vfc.engine.work import StepRun
from vfc.errors import StoreError, VfcError
from vfc.media.footage.probe import probe
from vfc.media.frames import read_rgb
from vfc.media.measure.similarity import ssim
from vfc.project.plan import Planned
from vfc.recipes.kinds import CONFORMED, CONFORMED_PART, EMBED, FINISH, LATENTS, STABILISATION
from vfc.recipes.step import Step
from vfc.store.local import LocalStore
from vfc.store.objects import hash_file

CONFORMED_KINDS = (CONFORMED, CONFORMED_PART)
ORIGINAL_KEPT = "its original, which somebody else's machine made, cannot be made again"
ALIKE = 0.95  # the likeness that is asked of pictures made on another environment


def recheck(
    planned: Planned, count: int, outcome: Outcome, *, frozen: bool = False
) -> tuple[str, ...]:
    """Make `count` kept pictures again, drawn at random; a sentence for each on whether the same
    came.

    Where `frozen`, only of those that cost nothing.
    """
    kept = [
        step
        for step in planned.plan.steps
        if step.kind.is_take
        and step.kind not in (STABILISATION, FINISH)
        and step.key in outcome.digests
        and step.label not in outcome.made
        and not (frozen and step.costs)
    ]
    drawn = random.sample(kept, min(count, len(kept)))
    return tuple(
        _again(planned, step, outcome) for step in sorted(drawn, key=lambda step: step.label)
    )


def _again(planned: Planned, step: Step, outcome: Outcome) -> str:
    folder = planned.loaded.store.draft()
    try:
        again = _Again(planned, outcome, folder)
        digest, store = outcome.digests[step.key], planned.loaded.store
        # before any other is made: what is compared is what lies there
        kept = store.path(digest, fresh=True)
        made = again.made(step)
        if hash_file(made) == digest:
            told = f"{step.label}: {_same(store, made, kept is None)}"
            return f"{told}; {ORIGINAL_KEPT}" if step.kind in CONFORMED_KINDS else told
        if kept is None:
            return (
                f"{step.label}: it is damaged in the store, and OTHER bytes came this time: "
                f"build again"
            )
        return f"{step.label}: {_compared(planned, step, kept, made, again.environment)}"
    except Exception as error:  # as in a build, a generator may raise anything
        told = str(error) if isinstance(error, VfcError) else f"{type(error).__name__}: {error}"
        return f"{step.label}: could not be made again: {told}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _same(store: LocalStore, made: Path, damaged: bool) -> str:
    """That the same bytes came; where those in the store were damaged they are put in their
    place.
    """
    if not damaged:
        return "the same bytes came again"
    store.objects.publish(made)
    return "it was damaged in the store; the same bytes came again, and lie there now"


class _Again:
    """A picture made again below a folder, with the stages that lead to it; what else it reads is
    what stands.
    """

    def __init__(self, planned: Planned, outcome: Outcome, folder: Path):
        self.planned, self.outcome, self.folder = planned, outcome, folder
        self.steps = planned.plan.by_key()
        self.environment: dict[str, str] = {}

    def made(self, step: Step) -> Path:
        loaded = self.planned.loaded
        inputs = {
            use.role: self.made(self.steps[use.key])
            if self.steps[use.key].kind in (EMBED, LATENTS)
            else self._kept(use.key)
            for use in step.uses
        }
        folder = self.folder / step.key
        folder.mkdir()
        context = StepRun(
            folder,
            lambda: _scratch(folder),
            loaded.files,
            lambda done, total: None,
            threading.Event(),
        )
        made = action(loaded.registry, loaded.voices.registry)(step, inputs, context)
        self.environment |= context.environment
        return made

    def _kept(self, key: str) -> Path:
        found = self.planned.loaded.store.path(self.outcome.digests[key])
        if found is None:
            raise StoreError(
                f"{self.steps[key].label}, which it uses, is damaged or gone in the store"
            )
        return found


def _compared(
    planned: Planned, step: Step, kept: Path, made: Path, environment: Mapping[str, str]
) -> str:
    """What it means that other bytes came: nothing bad where the environment is another and the
    picture alike.
    """
    before = _environment(planned, step)
    alike = _alike(kept, made)
    other = sorted(
        name
        for name in before.keys() | environment.keys()
        if before.get(name) != environment.get(name)
    )
    if not other:
        return f"OTHER bytes came this time, on the same environment; likeness {alike:.4f}"
    told = ", ".join(
        f"{name} {before.get(name, 'none')} → {environment.get(name, 'none')}" for name in other[:3]
    )
    word = "alike" if alike >= ALIKE else "OTHER bytes came"
    return f"{word} ({alike:.4f}) on another environment: {told}"


def _environment(planned: Planned, step: Step) -> dict[str, str]:
    """What a picture and its stages were made on."""
    found: dict[str, str] = {}
    for key in (step.key, *(use.key for use in step.uses)):
        trace = planned.decisions[key].trace if key in planned.decisions else None
        found |= trace.made_on if trace is not None else {}
    return found


def _alike(one: Path, other: Path) -> float:
    """The least likeness of the frames of two pictures at one time."""
    frames = min(probe(one, decode=False).frames, probe(other, decode=False).frames)
    return min(
        ssim(a, b)
        for a, b in zip(read_rgb(one, 0, frames), read_rgb(other, 0, frames), strict=True)
    )


def _scratch(folder: Path) -> Path:
    (folder / "scratch").mkdir(exist_ok=True)
    return folder / "scratch"
