"""Editing media: a shot's whole picture, or a card, as a file that editing programs open."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from vfc.actions.context import StepContext, params_of, reported
from vfc.actions.segments import card_side
from vfc.film.courses import SeenFrames
from vfc.film.formats import EditCodec
from vfc.film.roles import is_of
from vfc.media.video.compose import compose
from vfc.media.video.editmedia import EditMediaSettings, write_edit_media
from vfc.media.video.played import FileSide
from vfc.recipes.params import BundleParams, EditMediaParams
from vfc.recipes.step import Step

OTIOZ_VERSION = "1.0.0"  # of OpenTimelineIO's bundles


def make_edit_media(step: Step, inputs: Mapping[str, Path], context: StepContext) -> Path:
    """Write all frames of a picture or a card; it has exactly those that were asked for."""
    params, card = params_of(step, EditMediaParams), None
    if params.card is not None:
        fonts = {
            each.digest: context.file(each.digest)
            for each in step.files
            if is_of(each.role, "font")
        }
        card = card_side(params.size, params.card, fonts)
    side = card or FileSide(path=inputs["picture"], seen=SeenFrames(start=Fraction(0)))
    depth = 10 if params.codec is EditCodec.PRORES else 8
    frames = compose([side], frames=params.frames, size=params.size, depth=depth)
    path = context.out.with_suffix(".mov")
    settings = EditMediaSettings(
        size=params.size,
        rate=params.rate,
        codec=params.codec,
        timecode=params.timecode,
        reel=params.reel,
    )
    write_edit_media(path, reported(frames, params.frames, context), settings, params.frames)
    return path


def make_bundle(step: Step, inputs: Mapping[str, Path], context: StepContext) -> Path:
    """Lay a timeline and all its media into one file, stored as they are; bytes repeat."""
    text = params_of(step, BundleParams).text
    media = {use.role: inputs[use.role] for use in step.uses}
    media |= {use.role: context.file(use.digest) for use in step.files}
    path = context.out.with_suffix(".otioz")
    with zipfile.ZipFile(path, "w") as bundle:
        for name, data in (("content.otio", text), ("version.txt", OTIOZ_VERSION)):
            bundle.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
        for name, file in media.items():
            with file.open("rb") as source, bundle.open(_member(name, file), "w") as target:
                shutil.copyfileobj(source, target)
    return path


def _member(name: str, file: Path) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(f"media/{name}")
    member.file_size = file.stat().st_size
    return member
