"""Frames as numbered stills: an archive a segment, which are laid out when they are delivered."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from vfc.actions.context import StepContext, params_of
from vfc.errors import StepError
from vfc.media.frames import read_rgb
from vfc.media.stills.encode import jpeg_bytes, png_bytes
from vfc.recipes.params import SequenceParams, StillsParams
from vfc.recipes.step import Step
from vfc.store.objects import hash_bytes

LARGE = 1 << 30  # bytes that no still has


def make_stills(step: Step, inputs: Mapping[str, Path], context: StepContext) -> Path:
    """Write the frames of a segment into an archive, each called by its digest; StepError where it
    has not as many as planned.
    """
    params = params_of(step, StillsParams)
    path = context.out.with_suffix(".zip")
    count = 0
    with ZipFile(path, "w", ZIP_STORED) as archive:
        for count, picture in enumerate(read_rgb(inputs["1"], 0, params.frames), 1):
            context.progress(count - 1, params.frames)
            png = params.container == "png"
            data = png_bytes(picture) if png else jpeg_bytes(picture, LARGE)
            archive.writestr(ZipInfo(f"{count:06} {hash_bytes(data)}"), data)
    if count != params.frames:
        raise StepError(f"the segment has {count} frames, not {params.frames}")
    return path


def make_sequence(step: Step, inputs: Mapping[str, Path], context: StepContext) -> Path:
    """Write how many stills each archive holds."""
    path = context.out.with_suffix(".txt")
    path.write_text("".join(f"{frames}\n" for frames in params_of(step, SequenceParams).parts))
    return path
