"""A cut on paper: thumbnails of its shots, a contact sheet, a storyboard."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from vfc.actions.context import StepContext, params_of
from vfc.film.model import Grade
from vfc.media.colour.grade import Grading, read_graded
from vfc.media.fit import resized
from vfc.media.stills.encode import jpeg_of, png_bytes
from vfc.media.viewing.contact import contact_page
from vfc.recipes.params import BoardParams, ThumbnailParams
from vfc.recipes.step import Step, grain_seed

POSTER = 80  # the quality of a JPEG that a page shows


def make_thumbnail(step: Step, inputs: Mapping[str, Path], context: StepContext) -> Path:
    """Write a small still of one frame of a picture, graded as the film shows it."""
    params = params_of(step, ThumbnailParams)
    grading = grading_of(step, params.grade, context)
    frames = read_graded(inputs["picture"], grading, params.frame, params.frame + 1)
    picture = resized(next(frames), params.size)
    path = context.out.with_suffix(f".{params.form}")
    path.write_bytes(png_bytes(picture) if params.form == "png" else jpeg_of(picture, POSTER))
    return path


def grading_of(step: Step, grade: Grade | None, context: StepContext) -> Grading | None:
    """How the picture under the role `picture` is graded, by the file `lut picture`."""
    if grade is None:
        return None
    lut = next((use.digest for use in step.files if use.role == "lut picture"), "")
    key = next(use.key for use in step.uses if use.role == "picture")
    return Grading(grade=grade, seed=grain_seed(key), lut=context.file(lut) if lut else None)


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
