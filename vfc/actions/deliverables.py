"""Deliverables: packets spliced into a film, moving pictures and stills for pages, subtitles, the
timeline for other tools.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from vfc.actions.context import StepContext, params_of
from vfc.actions.segments import settings_of
from vfc.errors import StepError
from vfc.media.formats import muxer_of
from vfc.media.frames import read_rgb
from vfc.media.stills.encode import jpeg_bytes, png_bytes
from vfc.media.subtitles.files import subtitle_text
from vfc.media.subtitles.track import check_tracks
from vfc.media.video.check import check_film
from vfc.media.video.preview import write_preview
from vfc.media.video.splice import splice_segments
from vfc.recipes.params import (
    PosterParams,
    PreviewParams,
    SubtitleParams,
    TimelineParams,
    VideoParams,
)
from vfc.recipes.step import Step

LARGE = 1 << 30  # bytes that no poster has


def make_subtitles(step: Step, inputs: Mapping[str, Path], context: StepContext) -> Path:
    """Write a file of subtitles."""
    params = params_of(step, SubtitleParams)
    path = context.out.with_suffix(f".{params.form}")
    text = subtitle_text(
        params.cues,
        params.form,
        rate=params.rate,
        size=params.size,
        title=params.title,
        language=params.language,
    )
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def make_timeline(step: Step, inputs: Mapping[str, Path], context: StepContext) -> Path:
    """Write a timeline, whose links are laid when it is delivered."""
    params = params_of(step, TimelineParams)
    path = context.out.with_suffix(".txt")
    path.write_text(params.text, encoding="utf-8", newline="\n")
    return path


def make_video(step: Step, inputs: Mapping[str, Path], context: StepContext) -> Path:
    """Join a film file of the packets of its segments and its sound; StepError where they are not
    as long as planned, MediaError where the file does not show them as they were joined.
    """
    params = params_of(step, VideoParams)
    path = context.out.with_suffix(f".{params.container}")
    segments = [
        (inputs[use.role], frames) for use, frames in zip(step.uses, params.segments, strict=False)
    ]
    settings = settings_of(params)
    spliced = splice_segments(
        path,
        segments,
        inputs["sound"],
        settings=settings,
        title=params.title,
        credits=params.credits,
        subtitles=params.subtitles,
        chapters=[(each.start, each.title) for each in params.chapters],
    )
    if spliced.frames != params.frames:
        raise StepError(f"the segments have {spliced.frames} frames, not {params.frames}")
    check_film(path, spliced, settings)
    check_tracks(path, params.subtitles, params.rate, muxer_of(path).clock)
    return path


def make_preview(step: Step, inputs: Mapping[str, Path], context: StepContext) -> Path:
    """Write moving pictures for a page."""
    params = params_of(step, PreviewParams)
    path = context.out.with_suffix(f".{params.container}")
    segments = [
        (inputs[use.role], frames) for use, frames in zip(step.uses, params.segments, strict=True)
    ]
    write_preview(path, segments, params.size, params.rate)
    return path


def make_poster(step: Step, inputs: Mapping[str, Path], context: StepContext) -> Path:
    """Write one frame of a film as a still."""
    params = params_of(step, PosterParams)
    path = context.out.with_suffix(f".{params.container}")
    picture = next(read_rgb(inputs[step.uses[0].role], params.frame, params.frame + 1))
    path.write_bytes(
        png_bytes(picture) if params.container == "png" else jpeg_bytes(picture, LARGE)
    )
    return path
