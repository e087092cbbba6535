"""moviepy's effects over one take, by name: checked against their classes first, then run frame by frame.

moviepy is slow to import: only films that name an effect pay for it.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from fractions import Fraction

import numpy

from vfc.errors import MediaError
from vfc.film.model import Effect
from vfc.film.timing import Size
from vfc.media.fit import fitted

# Effects that change a clip's length, or need a second clip, with the word of the language that does it.
REFUSED = {
    "MultiplySpeed": "speed", "AccelDecel": "speed", "Loop": "loop", "MakeLoopable": "loop", "Freeze": "speed",
    "FreezeRegion": "speed", "TimeSymmetrize": "loop", "CrossFadeIn": "dissolve", "CrossFadeOut": "dissolve",
    "SlideIn": "dissolve", "SlideOut": "dissolve", "MasksAnd": "grade", "MasksOr": "grade",
    "SuperSample": "steps of the generator",
}


def check_effect(name: str, arguments: Sequence[tuple[str, object]]) -> str:
    """What is wrong with an effect, in a sentence; '' where it can run."""
    classes = _classes()
    if name in REFUSED:
        return f"the effect '{name}' changes more than the picture; the word for it is '{REFUSED[name]}'"
    if name not in classes:
        near = get_close_matches(name, classes, 1) or [each for each in classes if each.lower() == name.lower()]
        return f"moviepy has no effect '{name}'" + (f"; did you mean '{near[0]}'?" if near else "")
    parameters = inspect.signature(classes[name]).parameters
    known = ", ".join(parameters) or "none"
    for argument, _ in arguments:
        if argument not in parameters:
            return f"the effect '{name}' has no argument '{argument}'; it has: {known}"
    given = {argument for argument, _ in arguments}
    lacking = [each.name for each in parameters.values() if each.default is each.empty and each.name not in given]
    return f"the effect '{name}' needs the argument '{lacking[0]}'" if lacking else ""


def apply_effects(frames: Iterator[numpy.ndarray], effects: Sequence[Effect], *, size: Size, rate: Fraction,
                  count: int) -> Iterator[numpy.ndarray]:
    """`count` frames `(height, width, 3)` uint8 through the effects; one that changes the size is fitted back, centred.

    Effects may look at other times, so the frames wait in memory. MediaError tells which effect failed.
    """
    from moviepy import VideoClip

    taken = list(frames)
    step = float(1 / rate)

    def at(time: float) -> numpy.ndarray:
        return taken[min(count - 1, max(0, round(time / step)))]

    clip = VideoClip(at, duration=count * step).with_fps(float(rate))
    for effect in effects:
        clip = _applied(clip, effect)
    if clip.duration is None or abs(clip.duration - count * step) > step / 2:
        raise MediaError(f"the effects {', '.join(each.name for each in effects)} change the shot's length; "
                         f"use speed, in or out in the cut")
    for index in range(count):
        yield _framed(clip, index * step, size, effects)


def _applied(clip, effect: Effect):
    arguments = {name: list(value) if isinstance(value, tuple) else value for name, value in effect.arguments}
    try:
        return clip.with_effects([_classes()[effect.name](**arguments)])
    except Exception as error:  # an effect is given values that only it can judge
        raise MediaError(f"the effect '{effect.name}' does not take this: {error}") from error


def _framed(clip, time: float, size: Size, effects: Sequence[Effect]) -> numpy.ndarray:
    try:
        frame = numpy.asarray(clip.get_frame(time))
    except Exception as error:
        names = ", ".join(each.name for each in effects)
        raise MediaError(f"the effects {names} fail at {time:.2f} s: {error}") from error
    frame = numpy.ascontiguousarray(numpy.clip(frame, 0, 255).astype(numpy.uint8))
    if frame.ndim == 2:
        frame = numpy.repeat(frame[..., None], 3, -1)
    return frame[..., :3] if frame.shape[:2] == (size.height, size.width) else fitted(frame[..., :3], size, "fit")


def _classes() -> dict[str, type]:
    from moviepy import Effect as Base
    from moviepy.video import fx

    return {name: each for name, each in vars(fx).items() if inspect.isclass(each) and issubclass(each, Base)}
