"""Pictures: a generator's frames, footage conformed, a still under the camera; grade and effects over them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy

from vfc.errors import AbilityError, StepError
from vfc.generators.api import Stage
from vfc.generators.registry import EXTRAS, Registry
from vfc.media.conform import conform_footage
from vfc.media.effects import apply_effects
from vfc.media.frames import read_rgb
from vfc.media.grade import Grader
from vfc.media.mezzanine import check_mezzanine, write_mezzanine
from vfc.media.still import conform_still
from vfc.plan.params import FinishParams, FootageParams, GeneratedParams, StillParams
from vfc.plan.step import Step

LACKS = {
    "first": "start from an image (ability 'first')", "last": "end on an image (ability 'last')",
    "card": "follow cards with images (ability 'cards')", "after": "go on from another shot (ability 'after')",
    "remix": "say a clip anew (ability 'remix')", "extend": "extend a clip (ability 'extend')",
    "recut": "make a clip around kept frames (ability 'recut')", "blend": "blend two clips (ability 'blend')",
    "loop": "close a loop (ability 'loop')",
}


def make_picture(registry: Registry, step: Step, inputs: Mapping[str, Path], context) -> Path:
    """Make one take's picture and keep it as a mezzanine; checked before it is returned."""
    params = step.params
    if isinstance(params, GeneratedParams):
        size, rate, frames = params.request.size, params.request.rate, params.request.frames
        made = _generated(registry, step, params, inputs, context)
    else:
        size, rate, frames = params.size, params.rate, params.frames
        made = _told(_from_file(params, step, context), frames, context)
    path = context.out.with_suffix(".mkv" if step.costs else ".mp4")
    write_mezzanine(path, _counted(made, frames, size, step), size=size, rate=rate, lossless_rgb=step.costs)
    check_mezzanine(path, frames=frames, size=size, rate=rate)
    return path


def _from_file(params: FootageParams | StillParams, step: Step, context) -> Iterator[numpy.ndarray]:
    path = context.file(step.files[0].digest)
    if isinstance(params, FootageParams):
        return conform_footage(path, start=params.start, frames=params.frames, size=params.size, rate=params.rate,
                               fit=params.fit)
    return conform_still(path, frames=params.frames, length=params.length, size=params.size, fit=params.fit,
                         move=params.camera.move)


def _generated(registry: Registry, step: Step, params: GeneratedParams, inputs, context) -> Iterator[numpy.ndarray]:
    generator = registry.get(params.generator)
    if generator is None:
        what = EXTRAS.get(params.generator)
        hint = f"install {what}" if what else f"install the package that brings it; here are {_names(registry)}"
        raise AbilityError(f"needs the generator '{params.generator}', which is not installed: {hint}")
    _check_abilities(registry, params, generator.abilities(params.request.options).makes)
    return generator.run(Stage(kind="picture", request=params.request), inputs, context)


def _names(registry: Registry) -> str:
    return ", ".join(registry.names()) or "none"


def _check_abilities(registry: Registry, params: GeneratedParams, makes: frozenset[str]) -> None:
    """Raise AbilityError where the generator cannot do what the picture is derived by; names those that can."""
    derived = params.derived
    if derived is None:
        return
    wanted = [derived.verb] if derived.verb else sorted({part.role.split()[0] for part in derived.frames})
    if derived.cards and not derived.verb:
        wanted.append("card")
    for verb in wanted:
        ability = "cards" if verb == "card" else verb
        if ability not in makes:
            others = [name for name in registry.names() if ability in registry.get(name).abilities(()).makes]
            able = f"; these can: {', '.join(others)}" if others else "; no generator installed here can"
            raise AbilityError(f"needs a generator that can {LACKS.get(verb, verb)}, "
                               f"which '{params.generator}' cannot{able}")


def _counted(frames: Iterator, wanted: int, size, step: Step) -> Iterator:
    """Pass frames on, and refuse a picture that is not what was asked for: exit code 0 is not success."""
    count = 0
    for frame in frames:
        count += 1
        shape = getattr(frame, "shape", None)
        if shape is not None and (shape != (size.height, size.width, 3) or frame.dtype != numpy.uint8):
            raise StepError(f"frame {count} is {shape} {frame.dtype}, not ({size.height}, {size.width}, 3) uint8")
        if count > wanted:
            raise StepError(f"more than the {wanted} frames that were asked for came")
        yield frame
    if count != wanted:
        raise StepError(f"{count} frames came, {wanted} were asked for")


def _told(frames: Iterator, total: int, context) -> Iterator:
    for index, frame in enumerate(frames):
        context.progress(index, total)
        yield frame


def make_finish(step: Step, inputs: Mapping[str, Path], context) -> Path:
    """Grade one take, then run its effects; the frame count never changes."""
    params: FinishParams = step.params
    frames = _graded(step, params, inputs["picture"], context)
    if params.effects:
        frames = apply_effects(frames, params.effects, params.rate, params.frames, scratch=context.out.parent)
    path = context.out.with_suffix(".mp4")
    write_mezzanine(path, _counted(frames, params.frames, params.size, step), size=params.size, rate=params.rate)
    check_mezzanine(path, frames=params.frames, size=params.size, rate=params.rate)
    return path


def _graded(step: Step, params: FinishParams, picture: Path, context) -> Iterator[numpy.ndarray]:
    grader = Grader(params.grade, context.file(step.files[0].digest) if step.files else None)
    seed = int(step.key[:8], 16)
    for index, frame in enumerate(read_rgb(picture, 0, params.frames)):
        context.progress(index, params.frames)
        yield grader.grade(frame, index=index, seed=seed)
