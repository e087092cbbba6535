"""moviepy's effects over one take, by name: checked against their classes' own text first, then run
frame by frame.

An effect sees each frame at its start, as moviepy's own writer shows it, and gets the frame nearest
to the time it asks for. What it makes transparent shows black. A picture that it makes larger or
smaller is not scaled back: its middle is shown, or it stands between bars.

moviepy takes a third of a second of CPU to import: only a step that runs an effect pays for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from fractions import Fraction
from pathlib import Path

import numpy

from vfc.errors import MediaError, VfcError, in_a_line
from vfc.film.model import Effect
from vfc.film.timing import Size
from vfc.media.effects.check import check_effect
from vfc.media.effects.reel import Passing, Reel, Whole
from vfc.media.effects.size import too_large

__all__ = ["apply_effects", "check_effect"]

# Effects that ask for a frame at its own time only. What is not named here gets the whole take,
# from a file.
PASSING = {
    "BlackAndWhite",
    "Blink",
    "Crop",
    "EvenSize",
    "FadeIn",
    "FadeOut",
    "GammaCorrection",
    "InvertColors",
    "LumContrast",
    "Margin",
    "MaskColor",
    "MirrorX",
    "MirrorY",
    "MultiplyColor",
    "Painting",
    "Resize",
    "Rotate",
    "Scroll",
}


def apply_effects(
    frames: Iterator[numpy.ndarray],
    effects: Sequence[Effect],
    rate: Fraction,
    count: int,
    *,
    scratch: Path | None = None,
) -> Iterator[numpy.ndarray]:
    """`count` frames `(height, width, 3)` uint8 sRGB through the effects in turn, each of the size
    it came in.

    Few frames are held at once; effects that look at other times (TimeMirror, SuperSample) have the
    take in a file in `scratch` while they run. MediaError names the effects that failed.
    """
    if not effects:
        yield from frames
        return
    kind = Passing if all(effect.name in PASSING for effect in effects) else Whole
    with closing(kind(frames, count, scratch)) as reel:
        shape = reel.frame(0).shape
        wrong = too_large(effects, Size(shape[1], shape[0]))
        if wrong:
            raise MediaError(wrong[1])
        clip = _clip(reel, effects, rate, count)
        for index in range(count):
            reel.reach(index)
            yield _framed(_shown(clip, index / float(rate), effects), shape)


def _clip(reel: Reel, effects: Sequence[Effect], rate: Fraction, count: int):
    """A moviepy clip of the reel with the effects; it reads frames when it is asked for them."""
    from moviepy import VideoClip
    from moviepy.video import fx

    def at(time: float) -> numpy.ndarray:
        return reel.frame(min(count - 1, max(0, round(time * float(rate)))))

    clip = VideoClip(at, duration=count / float(rate)).with_fps(float(rate))
    for effect in effects:
        clip = _applied(clip, effect, fx)
    if clip.duration is None or abs(clip.duration - count / float(rate)) > 0.5 / float(rate):
        raise MediaError(
            f"{_named(effects)} changed the shot's length; use 'speed', 'in' or 'out' in the cut"
        )
    return clip


def _applied(clip, effect: Effect, fx):
    wrong = check_effect(effect.name, effect.arguments)
    if wrong:
        raise MediaError(wrong)
    try:
        return clip.with_effects([getattr(fx, effect.name)(**dict(effect.arguments))])
    except VfcError:
        raise
    except Exception as error:  # only the effect itself can judge its values
        raise MediaError(
            f"the effect '{effect.name}' does not take this: {in_a_line(error)}"
        ) from error


def _shown(clip, time: float, effects: Sequence[Effect]) -> numpy.ndarray:
    """The clip at a time, over black."""
    try:
        frame = numpy.asarray(clip.get_frame(time))
        if clip.mask is not None:
            frame = frame * numpy.asarray(clip.mask.get_frame(time))[..., None]
        return frame
    except VfcError:
        raise
    except Exception as error:
        raise MediaError(f"{_named(effects)} failed at {time:.2f} s: {in_a_line(error)}") from error


def _named(effects: Sequence[Effect]) -> str:
    names = ", ".join(f"'{each.name}'" for each in effects)
    return f"the effect {names}" if len(effects) == 1 else f"one of the effects {names}"


def _framed(picture: numpy.ndarray, shape: tuple[int, ...]) -> numpy.ndarray:
    """A picture's middle in a frame of another size, black where it does not reach."""
    if picture.ndim == 2:
        picture = numpy.repeat(picture[..., None], 3, axis=-1)
    if picture.dtype != numpy.uint8:
        picture = numpy.clip(picture, 0, 255).astype(numpy.uint8)
    picture = picture[..., :3]
    if picture.shape == shape:
        return numpy.ascontiguousarray(picture)
    frame = numpy.zeros(shape, numpy.uint8)
    to_y, from_y = _middle(shape[0], picture.shape[0])
    to_x, from_x = _middle(shape[1], picture.shape[1])
    frame[to_y, to_x] = picture[from_y, from_x]
    return frame


def _middle(wanted: int, has: int) -> tuple[slice, slice]:
    """Where in a side of `wanted` pixels, and from where in one of `has`, the common middle
    lies.
    """
    both = min(wanted, has)
    to, of = (wanted - both) // 2, (has - both) // 2
    return slice(to, to + both), slice(of, of + both)
