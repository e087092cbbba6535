"""The sound of a film: tapes, blocks of its mix, and all of it levelled, encoded and measured."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from vfc.actions.context import StepContext, params_of
from vfc.film.roles import is_of
from vfc.film.soundcodecs import PARTS, SoundLayout, Stem
from vfc.film.timing import nearest
from vfc.media.sound.encode import ENCODERS
from vfc.media.sound.mix import SoundEvent, mixed
from vfc.media.sound.raw import ENDING, RawReel, write_raw
from vfc.media.sound.spread import SpreadReel
from vfc.media.sound.tape import write_tape
from vfc.media.sound.track import NEAR, write_track
from vfc.recipes.params import MixParams, SoundEventParams, SoundParams, TapeParams
from vfc.recipes.step import Step

CHANNELS = 2


def make_tape(step: Step, inputs: Mapping[str, Path], context: StepContext) -> Path:
    """Read one sound once, at the film's rate and at a speed."""
    params = params_of(step, TapeParams)
    path = context.out.with_suffix(f".{ENDING}")
    write_tape(
        path,
        _files(step, inputs, context)["sound"],
        rate=params.sample_rate,
        channels=CHANNELS,
        start=params.start,
        seconds=params.seconds,
        speed=params.speed,
        legs=params.legs,
        backwards=params.backwards,
        treatments=params.through,
        round=params.round,
    )
    return path


def make_mix(step: Step, inputs: Mapping[str, Path], context: StepContext) -> Path:
    """Mix one block of a cut's sound."""
    params = params_of(step, MixParams)
    files = _files(step, inputs, context)
    events = [_event(each, files, params.sample_rate) for each in params.events]
    path = context.out.with_suffix(f".{ENDING}")
    write_raw(path, [mixed(events, params.length, params.sample_rate, CHANNELS)])
    return path


def make_sound(step: Step, inputs: Mapping[str, Path], context: StepContext) -> Path:
    """Level, encode and join the blocks of one cut's sound; how loud it came out goes into the
    environment, and where it is not what was asked for into the notes.
    """
    params = params_of(step, SoundParams)
    path = context.out.with_suffix(f".{ENCODERS[params.codec].ending}")
    heard = write_track(
        path,
        _reel(step, params, inputs),
        rate=params.sample_rate,
        keep=context.piece,
        loudness=params.loudness,
        codec=params.codec,
        progress=context.progress,
    )
    context.environment.update(
        lufs=f"{heard.integrated:.2f}", lra=f"{heard.range:.2f}", dbtp=f"{heard.peak:.2f}"
    )
    if params.loudness is not None and params.loudness - heard.integrated > NEAR + HEARD:
        context.notes.append(
            f"{step.name} is {heard.integrated:.1f} LUFS and not {params.loudness:g}: louder its "
            f"peaks would pass -1 dBTP"
        )
    return path


def _reel(step: Step, params: SoundParams, inputs: Mapping[str, Path]) -> RawReel | SpreadReel:
    """The mix of a sound, in its layout."""
    paths = [inputs[use.role] for use in step.uses]
    if params.layout is SoundLayout.STEREO:
        return RawReel(paths, params.blocks, CHANNELS)
    stems = PARTS if params.layout is SoundLayout.SURROUND else (Stem.FILM,)
    count = len(params.blocks)
    reels = {
        stem: RawReel(paths[at * count : (at + 1) * count], params.blocks, CHANNELS)
        for at, stem in enumerate(stems)
    }
    return SpreadReel(reels, params.layout)


HEARD = 0.05  # LU more than is near, of which nobody is told


def _files(step: Step, inputs: Mapping[str, Path], context: StepContext) -> dict[str, Path]:
    """All that a step reads, by role."""
    return {use.role: context.file(use.digest) for use in step.files} | dict(inputs)


def _event(part: SoundEventParams, files: Mapping[str, Path], rate: int) -> SoundEvent:
    def samples(seconds: Fraction) -> int:
        return nearest(seconds * rate)

    return SoundEvent(
        path=files[part.role],
        start=samples(part.start),
        start_in_file=part.start_in_source,
        length=None if part.seconds is None else samples(part.seconds),
        gain=part.gain,
        fade_in=samples(part.fade_in),
        fade_out=samples(part.fade_out),
        raw=is_of(part.role, "tape"),
        repeat=part.repeat,
        duck=part.duck,
        speech=part.speech,
        mute=part.mute,
        ducking=part.ducking,
        pan=part.pan,
        curve=part.curve,
    )
