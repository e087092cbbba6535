"""A cut on paper: thumbnails of its shots, a contact sheet, a storyboard."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from vfc.actions.context import StepContext, params_of
from vfc.media.colour.grade import Grading, read_graded
from vfc.media.fit import resized
from vfc.media.stills.encode import png_bytes
from vfc.media.viewing.contact import contact_page
from vfc.recipes.params import BoardParams, ThumbnailParams
from vfc.recipes.step import Step, grain_seed


def make_thumbnail(step: Step, inputs: Mapping[str, Path], context: StepContext) -> Path:
    """Write a small still of one frame of a picture, graded as the film shows it."""
    params = params_of(step, ThumbnailParams)
    grading = None
    if params.grade is not None:
        lut = context.file(step.files[0].digest) if step.files else None
        grading = Grading(grade=params.grade, seed=grain_seed(step.uses[0].key), lut=lut)
    frames = read_graded(inputs["picture"], grading, params.frame, params.frame + 1)
    path = context.out.with_suffix(".png")
    path.write_bytes(png_bytes(resized(next(frames), params.size)))
    return path


def make_contact(step: Step, inputs: Mapping[str, Path], context: StepContext) -> Path:
    """Draw a contact sheet."""
    params = params_of(step, BoardParams)
    path = context.out.with_suffix(f".{params.container}")
    contact_page(path, params.title, params.cells, _pictures(step, inputs), params.rate)
    return path


def make_storyboard(step: Step, inputs: Mapping[str, Path], context: StepContext) -> Path:
    """Write a storyboard."""
    from vfc.media.viewing.storyboard import write_storyboard  # its libraries are of it alone

    params = params_of(step, BoardParams)
    path = context.out.with_suffix(f".{params.container}")
    write_storyboard(
        path,
        params.title,
        params.cells,
        _pictures(step, inputs),
        rate=params.rate,
        language=params.language,
    )
    return path


def _pictures(step: Step, inputs: Mapping[str, Path]) -> list[Path]:
    return [inputs[use.role] for use in step.uses]
