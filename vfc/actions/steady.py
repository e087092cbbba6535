"""A take held steady."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from vfc.actions.context import StepContext, params_of, reported
from vfc.film.timing import Size
from vfc.media.steady.path import Steadied, steadied
from vfc.media.steady.tracking import track
from vfc.media.steady.warp import luma, read_yuv, warped
from vfc.media.video.mezzanine import check_mezzanine, write_mezzanine
from vfc.recipes.params import SteadyParams
from vfc.recipes.step import Step

LESS = 0.75  # of what was asked for; below that it is told


def make_steady(step: Step, inputs: Mapping[str, Path], context: StepContext) -> Path:
    """Hold one take steady, or its matte as steady as it is; the frame count never changes."""
    params = params_of(step, SteadyParams)
    found = _steadied(params, inputs["picture"], context)
    matte = inputs.get("matte")
    shown = read_yuv(matte or inputs["picture"], params.frames)
    if not found.still:
        shown = warped(shown, found.windows, params.area, bars=16 if matte is None else 0)
    path = context.out.with_suffix(".mp4")
    write_mezzanine(
        path,
        reported(shown, params.frames, context),
        size=params.size,
        rate=params.rate,
        deep=params.deep,
    )
    check_mezzanine(path, frames=params.frames, size=params.size, rate=params.rate, decode=False)
    asked = params.stabilise
    if matte is None and found.seconds < LESS * asked.strength:
        context.notes.append(
            f"it shakes more than a crop of {asked.crop:.0%} lets it be held, and some of that "
            f"stays; let more be cut away: stabilise: {{crop: {min(0.5, asked.crop * 2):.2g}}}"
            if asked.crop < 0.5
            else "it shakes so much that some of that stays"
        )
    return path


def _steadied(params: SteadyParams, picture: Path, context: StepContext) -> Steadied:
    area = params.area
    frames = reported(read_yuv(picture, params.frames), params.frames, context)
    tracked = track(luma(each, area) for each in frames)
    size = params.size if area is None else Size(area[2], area[3])
    asked = params.stabilise
    return steadied(tracked, size, params.rate, strength=asked.strength, crop=asked.crop)
