"""How long a step takes: by its kind, its frames and its pixels, from what its like took here, or
else elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from vfc.film.timing import Size
from vfc.recipes.params import (
    BoardParams,
    BundleParams,
    EditMediaParams,
    FinishParams,
    FootageParams,
    GeneratedParams,
    JoinParams,
    MixParams,
    Params,
    PinnedParams,
    PosterParams,
    PreviewParams,
    ProxyParams,
    ScoreParams,
    SegmentParams,
    SequenceParams,
    SoundParams,
    SpritesParams,
    SteadyParams,
    StillParams,
    StillsParams,
    SubtitleParams,
    TapeParams,
    ThumbnailParams,
    TimelineParams,
    VideoParams,
    VoiceParams,
    WaveformParams,
)
from vfc.recipes.step import Step


def seconds_of(step: Step, rates: Mapping[str, float]) -> tuple[float, bool]:
    """The seconds of a step, and whether they are a guess: its like was never timed here in this
    size.
    """
    own = rates.get(unit_kind(step))
    if own is not None:
        return own * units(step), False
    head, size = _kind(step), _size(step)
    a_frame, a_megapixel = step.kind.seconds
    guess = a_frame + a_megapixel * _megapixels(size)
    others = [
        (rate, found) for kind, rate in rates.items() if (found := _sized(kind, head)) is not None
    ]
    # the nearest size that was timed, and what another size does elsewhere
    if others and size is not None:
        rate, near = min(others, key=lambda each: abs(_megapixels(each[1]) - _megapixels(size)))
        guess = rate * guess / (a_frame + a_megapixel * _megapixels(near))
    return guess * units(step), True


def unit_kind(step: Step) -> str:
    """The kind of a step by which its time is remembered: a picture's with its generator and size,
    that of a stage that costs with what is loaded for it.
    """
    size = _size(step)
    return f"{_kind(step)} {size}" if size else _kind(step)


def units(step: Step) -> int:
    """What a step's time grows with: its frames, or one."""
    return 1 if step.kind.is_whole else max(1, _grows(step.params)[0])


def _kind(step: Step) -> str:
    params = step.params
    return (
        step.setup or f"picture {params.generator}"
        if isinstance(params, GeneratedParams)
        else step.kind.name
    )


def _size(step: Step) -> Size | None:
    return _grows(step.params)[1]


def _grows(params: Params) -> tuple[int, Size | None]:
    """The frames and the size by which the time of a step grows; 1 and None of one that has
    none.
    """
    match params:
        case GeneratedParams():
            return params.request.frames, params.request.size
        case (
            JoinParams()
            | FootageParams()
            | StillParams()
            | SteadyParams()
            | FinishParams()
            | SegmentParams()
            | VideoParams()
            | PreviewParams()
            | EditMediaParams()
            | StillsParams()
            | ProxyParams()
        ):
            return params.frames, params.size
        case PinnedParams() | ScoreParams():
            return params.frames, None
        case PosterParams() | ThumbnailParams():
            return 1, params.size
        case (
            VoiceParams()
            | TapeParams()
            | MixParams()
            | SoundParams()
            | SubtitleParams()
            | TimelineParams()
            | BundleParams()
            | BoardParams()
            | SequenceParams()
            | SpritesParams()
            | WaveformParams()
        ):
            return 1, None
        case _:
            assert_never(params)


def _sized(kind: str, head: str) -> Size | None:
    """The size of a kind that is like `head`, in which it was timed."""
    width, _, height = kind.removeprefix(f"{head} ").partition("x")
    sized = kind.startswith(f"{head} ") and width.isdecimal() and height.isdecimal()
    return Size(int(width), int(height)) if sized else None


def _megapixels(size: Size | None) -> float:
    return size.width * size.height / 1e6 if size is not None else 1.0
