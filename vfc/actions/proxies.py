"""Proxies: what a browser plays of a take, small pictures of a film file, how loud it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from vfc.actions.boards import grading_of
from vfc.actions.context import StepContext, params_of, reported
from vfc.media.sound.samples import has_sound, read_blocks
from vfc.media.sound.waveform import peaks_of
from vfc.media.video.proxy import SAMPLE_RATE, proxy_frames, write_proxy
from vfc.media.viewing.sprites import sprite_sheet
from vfc.recipes.params import ProxyParams, SpritesParams, WaveformParams
from vfc.recipes.step import Step


def make_proxy(step: Step, inputs: Mapping[str, Path], context: StepContext) -> Path:
    """Write the frames of a take, and the sound that it has of its own, as a small film file."""
    params = params_of(step, ProxyParams)
    path = context.out.with_suffix(".mp4")
    grading = grading_of(step, params.grade, context)
    frames = proxy_frames(inputs["picture"], params.frames, params.size, grading)
    heard = inputs.get("sound") or next(
        (context.file(use.digest) for use in step.files if use.role == "sound"), None
    )
    sound = None if heard is None else read_blocks(heard, SAMPLE_RATE, start=params.start)
    write_proxy(
        path,
        reported(frames, params.frames, context),
        size=params.size,
        rate=params.rate,
        expected=params.frames,
        sound=sound,
    )
    return path


def make_sprites(step: Step, inputs: Mapping[str, Path], context: StepContext) -> Path:
    """Draw the small pictures of a film file on one sheet."""
    path = context.out.with_suffix(".jpg")
    path.write_bytes(sprite_sheet(inputs["movie"], params_of(step, SpritesParams).sheet))
    return path


def make_waveform(step: Step, inputs: Mapping[str, Path], context: StepContext) -> Path:
    """Write the peaks of a film file's sound, 0 to 255, as JSON; none of one that is silent."""
    each = params_of(step, WaveformParams).peaks
    movie = inputs["movie"]
    blocks = read_blocks(movie, SAMPLE_RATE) if has_sound(movie) else iter(())
    path = context.out.with_suffix(".json")
    document = {"peaks_a_second": each, "peaks": peaks_of(blocks, SAMPLE_RATE // each)}
    path.write_text(json.dumps(document, separators=(",", ":")), encoding="utf-8")
    return path
