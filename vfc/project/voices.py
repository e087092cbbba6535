"""The voices that a film uses, as its plan knows them; what lines ask of them in vain; how those
lines came out that somebody has heard.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path

from vfc.errors import Mistake, Severity, Span, VfcError
from vfc.film.model import Film
from vfc.film.speech import RECORDING, HeardLine, LineDelivery, Utterance, VoiceUse, line_seconds
from vfc.film.timing import ceiling
from vfc.language.yaml.suggest import did_you_mean
from vfc.planning.voices import PlannedVoice, voice_key
from vfc.store.api import Trace
from vfc.store.local import LocalStore
from vfc.voices.api import VoiceAbilities
from vfc.voices.hearing import heard_of
from vfc.voices.registry import VoiceRegistry

OWN = ("speaker", "speed", "emotion")  # options that a voice names in its abilities


class FilmVoices:
    """The voices that a film may use, each asked once; one that cannot be asked is none."""

    def __init__(self, registry: VoiceRegistry):
        self.registry = registry
        self._planned: dict[str, PlannedVoice | None] = {}

    def planned(self, name: str) -> PlannedVoice | None:
        """What a plan knows of a voice; None of one that is not here, or cannot say what it can."""
        if name not in self._planned:
            try:
                self._planned[name] = self._asked(name)
            except VfcError:
                self._planned[name] = None
        return self._planned[name]

    def _asked(self, name: str) -> PlannedVoice | None:
        voice = self.registry.get(name)
        if voice is None:
            return None
        can = voice.abilities(())
        options: dict[str, object] = dict(can.options)
        if can.speakers:
            options["speaker"] = can.speakers[0]
        if can.speed is not None:
            options["speed"] = 1.0
        return PlannedVoice(
            version=voice.version,
            build=voice.build,
            options=tuple(sorted(options.items())),  # type: ignore[arg-type]
            seeds=can.seeds,
            languages=len(can.languages) != 1,
        )

    def by_name(self, film: Film) -> dict[str, PlannedVoice]:
        """The voices that lines of a film use."""
        found = {name: self.planned(name) for name in sorted(voices_of(film)) if name != RECORDING}
        return {name: each for name, each in found.items() if each is not None}


class _Known(Mapping[str, PlannedVoice]):
    """The voices by name, asked when a line wants one."""

    def __init__(self, voices: FilmVoices):
        self.voices = voices

    def __getitem__(self, name: str) -> PlannedVoice:
        found = self.voices.planned(name)
        if found is None:
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self.voices.registry.names())

    def __len__(self) -> int:
        return len(self.voices.registry.names())


class StoreHearing:
    """Says how lines came out, by what the store has of them; `unheard` once it was asked of one
    that it does not know, whose length is an estimate.
    """

    def __init__(self, voices: FilmVoices, store: LocalStore):
        self.voices, self.store = _Known(voices), store
        self.unheard = False
        self._found: dict[str, HeardLine | None] = {}

    def __call__(self, asked: Utterance) -> HeardLine | None:
        key = voice_key(asked, self.voices)
        if key not in self._found:
            self._found[key] = self._read(key)
        found = self._found[key]
        self.unheard |= found is None and asked.file is None
        return found

    def path(self, asked: Utterance) -> Path | None:
        """The file of a take of a line; None where the store has none."""
        trace = self._trace(voice_key(asked, self.voices))
        return self.store.path(trace.output) if trace is not None else None

    def forget(self) -> None:
        """Read anew what was not there."""
        self._found = {key: each for key, each in self._found.items() if each is not None}
        self.unheard = False

    def _read(self, key: str) -> HeardLine | None:
        trace = self._trace(key)
        return heard_of(trace.made_on) if trace is not None else None

    def _trace(self, key: str) -> Trace | None:
        traces = self.store.traces([key]).get(key, ())
        standing = self.store.has({trace.output for trace in traces}) if traces else set()
        # as `vfc.engine.stale` chooses: the newest of those whose object stands
        for trace in sorted(traces, key=lambda each: (-each.made, each.output)):
            if trace.output in standing:
                return trace
        return None


# what is said, how it is delivered, where that stands, who says it
VoicedLine = tuple[str, LineDelivery, Span, str]


def lines_of(film: Film) -> Iterator[VoicedLine]:
    """Every line of a film that a voice speaks, or a recording."""
    for shot in film.shots.values():
        for line in shot.lines:
            if line.delivery is not None:
                yield line.text, line.delivery, line.span, line.who
    sounds = (film.sound, *(cut.own.sound for cut in film.cuts.values()))
    for cue in (cue for sound in sounds for cue in sound.cues):
        if cue.delivery is not None:
            yield cue.text, cue.delivery, cue.span, cue.who
    own = [speech for cut in film.cuts.values() for speech in cut.own.sound.dialogue]
    for speech in (*film.sound.dialogue, *own):
        if speech.delivery is not None:
            yield speech.text, speech.delivery, speech.span, speech.who


def voices_of(film: Film) -> set[str]:
    """The names of the voices that speak lines of a film."""
    return {delivery.voice.use for _, delivery, _, _ in lines_of(film)}


# ── what cannot be ─────────────────────────────────────────────────────────────────────────────


def voice_mistakes(film: Film, registry: VoiceRegistry) -> list[Mistake]:
    """What people and lines ask of voices that these cannot do; a voice that is not installed, or
    cannot say what it can do, is told once.
    """
    found: dict[Span, Mistake] = {}
    told: set[str] = set()
    uses = [each.voice for each in film.cast.values() if each.voice is not None]
    uses += [delivery.voice for _, delivery, _, _ in lines_of(film)]
    for use in dict.fromkeys(uses):
        if use.use == RECORDING and not _is_of_a_line(film, use):
            found.setdefault(use.span, _no_recording(use))
        for each in _of_voice(film, use, registry, told):
            found.setdefault(each.span, each)
    for text, delivery, span, who in lines_of(film):
        for each in _of_line(text, delivery, span, who, registry):
            found.setdefault(each.span, each)
    return list(found.values())


def _is_of_a_line(film: Film, use: VoiceUse) -> bool:
    return any(delivery.voice == use and delivery.files for _, delivery, _, _ in lines_of(film))


def _no_recording(use: VoiceUse) -> Mistake:
    return Mistake(
        span=use.span,
        message="a recording is no voice: it stands at the line that is said in it",
        hint="write {mother: Have you eaten?, file: takes/l1.wav}",
    )


def _of_voice(
    film: Film, use: VoiceUse, registry: VoiceRegistry, told: set[str]
) -> Iterator[Mistake]:
    """What a use of a voice asks in vain."""
    if use.use == RECORDING or use.use in told:
        return
    can = _abilities(use, registry)
    if isinstance(can, Mistake):
        told.add(use.use)
        yield can
        return
    yield from _of_options(use, can)
    language = film.language.partition("-")[0].lower()
    spoken = {each.partition("-")[0].lower() for each in can.languages}
    if language and spoken and language not in spoken:
        yield Mistake(
            span=use.span,
            message=f"'{use.use}' speaks {', '.join(can.languages)}, and what is spoken in this "
            f"film is '{film.language}'",
            hint=_others(use.use, registry),
        )


def _abilities(use: VoiceUse, registry: VoiceRegistry) -> VoiceAbilities | Mistake:
    try:
        voice = registry.get(use.use)
        if voice is None:
            return Mistake(
                span=use.span,
                message=f"no voice '{use.use}' is installed",
                hint=did_you_mean(use.use, registry.names(), "voices"),
            )
        return voice.abilities(use.options)
    except VfcError as error:
        return Mistake(span=use.span, message=str(error))


def _others(name: str, registry: VoiceRegistry) -> str:
    others = [each for each in registry.names() if each != name]
    return f"let another voice speak ({', '.join(others)}), or name recordings with file:"


def _of_options(use: VoiceUse, can: VoiceAbilities) -> Iterator[Mistake]:
    """Options that a voice does not have, or not with these values."""
    known = [name for name, _ in can.options]
    for name, value in use.options:
        if value is None:  # which is told
            continue
        check = CHECKS.get(name)
        message, hint = "", ""
        if check is not None:
            message, hint = check(use.use, value, can)
        elif name not in known:
            message = f"the voice '{use.use}' has no option '{name}'"
            hint = did_you_mean(name, [*_has(can), *known], "options")
        if message:
            yield Mistake(span=use.where(name), message=message, hint=hint)


def _has(can: VoiceAbilities) -> list[str]:
    return [
        name for name, has in zip(OWN, (can.speakers, can.speed, can.emotions), strict=True) if has
    ]


def _speaker(use: str, value: object, can: VoiceAbilities) -> tuple[str, str]:
    if value in can.speakers:
        return "", ""
    absent = dict(can.absent)
    if value in absent:
        return f"the speaker '{value}' of '{use}' is not here: {absent[str(value)]}", (
            f"here: {', '.join(can.speakers)}"
        )
    if not can.speakers:
        return f"the voice '{use}' has one speaker", "take 'speaker' out"
    names = (*can.speakers, *absent)
    return f"the voice '{use}' has no speaker '{value}'", did_you_mean(
        str(value), names, "speakers"
    )


def _speed(use: str, value: object, can: VoiceAbilities) -> tuple[str, str]:
    if can.speed is None:
        return f"the voice '{use}' has one pace", "take 'speed' out"
    low, high = can.speed
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        return (
            f"the voice '{use}' speaks at a speed from {low:g} to {high:g}",
            "write 1.1, or 0.9",
        )
    return "", ""


def _emotion(use: str, value: object, can: VoiceAbilities) -> tuple[str, str]:
    if value in can.emotions:
        return "", ""
    if not can.emotions:
        return f"the voice '{use}' has no emotions", "take 'emotion' out"
    return f"the voice '{use}' has no emotion '{value}'", did_you_mean(
        str(value), can.emotions, "emotions"
    )


CHECKS: Mapping[str, Callable[[str, object, VoiceAbilities], tuple[str, str]]] = {
    "speaker": _speaker,
    "speed": _speed,
    "emotion": _emotion,
}


def _of_line(
    text: str, delivery: LineDelivery, span: Span, who: str, registry: VoiceRegistry
) -> Iterator[Mistake]:
    """What a line asks of its voice in vain."""
    if delivery.files:
        return
    can = _abilities(delivery.voice, registry)
    if isinstance(can, Mistake):
        return
    use = delivery.voice.use
    strange = [each for each in text if each.isalpha() and not _reads(can, each)]
    if strange or not any(each.isalnum() for each in text):
        said = "".join(dict.fromkeys(strange))[:12] or text[:12]
        yield Mistake(
            span=span, message=f"'{use}' has no sound for '{said}'", hint=_others(use, registry)
        )
    elif delivery.takes > 1 and not can.seeds:
        yield Mistake(
            span=span,
            message=f"'{use}' says a line the same way each time: its takes are one",
            hint="take 'takes' out",
        )


def _reads(can: VoiceAbilities, letter: str) -> bool:
    return not can.letters or unicodedata.name(letter, "").startswith(can.letters)


# ── what surprises ─────────────────────────────────────────────────────────────────────────────


def line_warnings(film: Film) -> list[Mistake]:
    """Lines that somebody has heard, and whose words go on after their shot is over."""
    rate, trails, found = film.format.rate, film.trails, []
    for shot in film.shots.values():
        for line, spoken in zip(shot.lines, shot.spoken(rate), strict=True):
            if line.delivery is None or line.delivery.about:
                continue
            stop = spoken.start + _said(line.text, line.delivery) * rate
            over = stop - shot.frames - trails.get(shot.name, 0)
            if over > 0:
                seconds, wanted = float(over / rate), ceiling(stop) / rate
                found.append(
                    Mistake(
                        span=line.span,
                        message=f"this line is longer than its place: it ends {seconds:.2f} s "
                        f"after '{shot.name}' does, and is cut off",
                        hint=f"give the shot length: {float(wanted):.2f}s, or say less",
                        severity=Severity.WARNING,
                    )
                )
    return found


def _said(text: str, delivery: LineDelivery) -> Fraction:
    """The second of a line at which its last word is over."""
    words = delivery.heard.words if delivery.heard is not None else ()
    return words[-1][1] if words else line_seconds(text, delivery)
