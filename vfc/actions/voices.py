"""Lines: what a voice says, levelled, and what is heard in it; the words of a recording."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path

import numpy

from vfc.actions.context import StepContext, params_of
from vfc.errors import AbilityError, StepError
from vfc.film.speech import RECORDING, WordTime
from vfc.film.timing import nearest
from vfc.media.sound.loudness import SILENT
from vfc.media.sound.samples import read_blocks
from vfc.media.sound.voices import heard, levelled, trimmed, write_voice
from vfc.recipes.params import VoiceParams
from vfc.recipes.step import Step
from vfc.voices.api import WORDS, VoiceRequest
from vfc.voices.hearing import facts_of
from vfc.voices.registry import GuardedVoice, VoiceRegistry

LONGEST = 600  # seconds of a line: what is longer goes on for ever
RECORDED = 24000  # samples a second at which the words of a recording are looked for


def make_voice(
    voices: VoiceRegistry, step: Step, inputs: Mapping[str, Path], context: StepContext
) -> Path:
    """Speak a line, or find the words of a recording; what was heard goes into the environment.

    AbilityError where the voice is not installed, StepError where it says nothing.
    """
    params = params_of(step, VoiceParams)
    if params.voice == RECORDING:
        return _recorded(step, params, context)
    voice = voices.get(params.voice)
    if voice is None:
        raise AbilityError(
            f"needs the voice '{params.voice}', which is not installed: here are "
            f"{', '.join(voices.names())}"
        )
    rate = voice.abilities(params.options).rate
    samples = _spoken(voice, params, rate, context)
    found, before = trimmed(samples, rate)
    found, lufs = levelled(found, rate) if len(found) else (found, SILENT)
    if lufs <= SILENT:
        raise StepError(
            f"'{params.voice}' says nothing for \"{params.text}\": it has no sound for these "
            f"letters; write it in words that it reads, or let another voice speak this line"
        )
    result = heard(found, rate, params.text, _told(context, before, Fraction(len(found), rate)))
    path = context.out.with_suffix(".wav")
    write_voice(path, found, rate)
    context.environment.update(facts_of(result), lufs=f"{lufs:.2f}")
    return path


def _spoken(
    voice: GuardedVoice, params: VoiceParams, rate: int, context: StepContext
) -> numpy.ndarray:
    """All that a voice yields for a line, `(samples,)` float32."""
    parts = voice.run(_request(params), {}, context)
    found = list(_checked(parts, rate * LONGEST))
    return numpy.concatenate(found) if found else numpy.zeros(0, numpy.float32)


def _request(params: VoiceParams) -> VoiceRequest:
    options = dict(params.options)
    speed = options.pop("speed", 1.0)
    return VoiceRequest(
        text=params.text,
        speaker=str(options.pop("speaker", "") or ""),
        emotion=str(options.pop("emotion", "") or ""),
        speed=float(speed) if isinstance(speed, int | float) else 1.0,
        language=params.language,
        options=tuple(sorted(options.items())),
        seed=params.seed,
        take=params.take,
    )


def _checked(parts: Iterable[numpy.ndarray], most: int) -> Iterator[numpy.ndarray]:
    """Parts of a line, each of which is sound; StepError for what is none."""
    count = 0
    for part in parts:
        if (
            not isinstance(part, numpy.ndarray)
            or part.ndim != 1
            or part.dtype.kind != "f"
            or not numpy.isfinite(part).all()
        ):
            raise StepError("its voice yields what is no sound: (samples,) float32 from -1 to 1")
        count += len(part)
        if count > most:
            raise StepError(f"its voice speaks for more than {LONGEST // 60} minutes")
        yield part.astype(numpy.float32)


def _told(context: StepContext, before: Fraction, seconds: Fraction) -> tuple[WordTime, ...]:
    """The times of words as the voice told them, from what is left of the line on."""
    found = []
    for each in context.environment.pop(WORDS, "").split():
        start, _, stop = each.partition("-")
        try:
            times = Fraction(start) - before, Fraction(stop) - before
        except ValueError:
            return ()
        found.append((max(Fraction(0), times[0]), min(seconds, max(Fraction(0), times[1]))))
    return tuple(found)


def _recorded(step: Step, params: VoiceParams, context: StepContext) -> Path:
    """Find the words of a recording, which itself is heard as it is."""
    path = context.file(step.files[0].digest)
    blocks = list(read_blocks(path, RECORDED, start=params.start, channels=1))
    samples = numpy.concatenate(blocks)[:, 0] if blocks else numpy.zeros(0, numpy.float32)
    if params.seconds is not None:
        samples = samples[: nearest(params.seconds * RECORDED)]
    result = heard(samples, RECORDED, params.text)
    if not result.words:
        context.notes.append(f'{path.name} is silent, where "{params.text}" is to be said')
    facts = facts_of(result)
    out = context.out.with_suffix(".json")
    out.write_text(json.dumps(facts), encoding="utf-8")
    context.environment.update(facts)
    return out
