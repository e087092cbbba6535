"""Deliverables: packets spliced into a film, moving pictures and stills for pages, subtitles, the
timeline for other tools.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from vfc.actions.context import StepContext, params_of
from vfc.actions.segments import settings_of
from vfc.errors import StepError
from vfc.film.datarate import bytes_text
from vfc.media.formats import muxer_of
from vfc.media.frames import read_rgb
from vfc.media.stills.encode import jpeg_bytes, png_bytes
from vfc.media.subtitles.files import subtitle_text
from vfc.media.subtitles.track import check_tracks
from vfc.media.video.check import check_film
from vfc.media.video.preview import write_preview
from vfc.media.video.splice import SpliceFacts, splice_segments
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
    join = partial(_joined, path, step, inputs["sound"])
    if params.data_rate.is_fitted:
        segments = _fitted(step, segments, inputs["sound"], context, join, path)
    spliced = join(segments)
    if spliced.frames != params.frames:
        raise StepError(f"the segments have {spliced.frames} frames, not {params.frames}")
    _check_limits(path, params)
    check_film(path, spliced, settings)
    check_tracks(path, params.subtitles, params.rate, muxer_of(path).clock)
    return path


def _check_limits(path: Path, params: VideoParams) -> None:
    """StepError where a file is larger than its platform takes."""
    limits, size = params.platform, path.stat().st_size
    if limits is None:
        return
    if limits.bytes and size > limits.bytes:
        most = f"{limits.bytes // 10**6}MB"
        told = f"it has {bytes_text(size)}, and {limits.platform} takes {bytes_text(limits.bytes)}"
        raise StepError(f"{told}: write max_size: {most}")
    bits = size * 8 * params.rate / params.frames
    if limits.bits and bits > limits.bits:
        most = f"{limits.bits // 10**6}M"
        told = f"it has {float(bits) / 1e6:.0f} Mbit/s, and {limits.platform} takes {most}"
        raise StepError(f"{told}: write bitrate: {limits.bits // 10**6 - 1}M")


def _joined(
    path: Path, step: Step, sound: Path, segments: Sequence[tuple[Path, int]]
) -> SpliceFacts:
    """Write the film's file of segments, each with its frames. Its comment says whom its pictures
    credit, and the key of its step, which is a digest of all that decides it.
    """
    params = params_of(step, VideoParams)
    return splice_segments(
        path,
        segments,
        sound,
        settings=settings_of(params),
        title=params.title,
        comment="; ".join(part for part in (params.credits, f"vfc {step.key}") if part),
        language=params.language,
        timecode=params.timecode,
        subtitles=params.subtitles,
        chapters=[(each.start, each.title) for each in params.chapters],
    )


def _fitted(
    step: Step,
    lossless: Sequence[tuple[Path, int]],
    sound: Path,
    context: StepContext,
    join: Callable[[Sequence[tuple[Path, int]]], object],
    path: Path,
) -> Sequence[tuple[Path, int]]:
    """The segments of a film whose room is limited, as finely encoded as fits; `join` writes the
    file at `path`.
    """
    from vfc.actions.fitting import Fitting  # for films that ask for it

    def size_of(segments: Sequence[tuple[Path, int]]) -> int:
        join(segments)
        return path.stat().st_size

    params = params_of(step, VideoParams)
    return Fitting(
        name=step.name,
        params=params,
        settings=replace(settings_of(params), depth=params.depth),
        lossless=lossless,
        sound=sound.stat().st_size,
        context=context,
        join=size_of,
    ).fitted()


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
