"""The sound of a film: every part at its place on the film's absolute time, mixed once and encoded
once.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from vfc.actions.context import StepContext, params_of
from vfc.errors import AbilityError
from vfc.film.timing import nearest
from vfc.media.sound.encode import ENCODERS
from vfc.media.sound.track import SoundEvent, mix
from vfc.recipes.params import SoundEventParams, SoundParams, VoiceParams
from vfc.recipes.step import Step


def make_voice(step: Step, inputs: Mapping[str, Path], context: StepContext) -> Path:
    """No generator speaks yet: AbilityError says which one the line needs."""
    params = params_of(step, VoiceParams)
    raise AbilityError(
        f"needs the voice generator '{params.voice}' to speak \"{params.text}\", and it is not "
        f"installed; without `voice` on the cast member the line is silent and stands in the "
        f"subtitles"
    )


def make_sound(step: Step, inputs: Mapping[str, Path], context: StepContext) -> Path:
    """Mix and encode the whole sound of one cut."""
    params = params_of(step, SoundParams)
    files = {use.role: context.file(use.digest) for use in step.files}
    events = [_event(each, files | dict(inputs), params.sample_rate) for each in params.events]
    path = context.out.with_suffix(f".{ENCODERS[params.codec].ending}")
    mix(
        path,
        events,
        length=nearest(params.seconds * params.sample_rate),
        sample_rate=params.sample_rate,
        loudness=params.loudness,
        codec=params.codec,
        scratch=context.out.parent,
        progress=context.progress,
    )
    return path


def _event(part: SoundEventParams, files: Mapping[str, Path], rate: int) -> SoundEvent:
    def samples(seconds: Fraction) -> int:
        return nearest(seconds * rate)

    return SoundEvent(
        path=files[part.role],
        start_in_film=samples(part.start_in_film),
        start_in_file=part.start_in_source,
        length=None if part.seconds is None else samples(part.seconds),
        gain=part.gain,
        fade_in=samples(part.fade_in),
        fade_out=samples(part.fade_out),
        repeat=part.repeat,
        duck=part.duck,
        speech=part.speech,
        speed=part.speed,
    )
