"""The sound of a cut: each part of its sound plan under a role, the lines that voices speak."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from vfc.edit.assembly import Assembly
from vfc.edit.lines import LineSound, SpokenLine, part_of_line, spoken_lines
from vfc.edit.soundplan import SoundPart, sound_plan, stem_of
from vfc.film.model import Asset, Deliverable, Film, Footage, Shot
from vfc.film.roles import Role
from vfc.film.soundblocks import block_length, blocks_of
from vfc.film.soundcodecs import PARTS, SoundCodec, SoundLayout, Stem, sound_rate
from vfc.film.speech import line_seconds
from vfc.film.timing import nearest
from vfc.film.treatments import DuckSetting, ducking_reach, tail_of
from vfc.planning.collector import Collector
from vfc.planning.pictures import Pictures
from vfc.planning.voices import LinePlanner, NamedLine
from vfc.recipes.kinds import MIX, SOUND, TAPE
from vfc.recipes.params import MixParams, SoundEventParams, SoundParams, TapeParams
from vfc.recipes.step import FileUse, Use

FILE = "sound"  # the role of a file of the film; others are of artifacts
# endings of files whose sound is found at its sample without reading what stands before it
BEGUN_WITHIN = frozenset({"wav", "w64", "aif", "aiff", "flac", "mov", "mp4", "m4a"})


class _Source(NamedTuple):
    """A sound of the film: the word of its role, its key or digest, its event from the film's start
    on, its stem; `waits` for the choice of a take.
    """

    word: str
    key: str
    event: SoundEventParams
    stem: Stem
    waits: bool = False


class Sounds:
    """Adds the steps of sound to those of the pictures. `unsettled` are the shots whose best take
    is not known yet.
    """

    def __init__(
        self,
        film: Film,
        collector: Collector,
        pictures: Pictures,
        lines: LinePlanner,
        unsettled: Collection[str],
    ):
        self.film, self.collector, self.pictures, self.lines = film, collector, pictures, lines
        self.unsettled = unsettled

    def track(
        self, wanted: Deliverable, assembly: Assembly, codec: SoundCodec, stem: Stem = Stem.FILM
    ) -> str:
        """The key of the whole sound of an assembled cut as it is delivered, or of one of its
        stems, which is not levelled.
        """
        name = wanted.path
        whole = self.film.as_cut(assembly.cut).format.loudness
        loudness = wanted.loudness if wanted.levelled else whole
        form = self.film.format
        rate = sound_rate(codec, form.sound)
        blocks = blocks_of(nearest(assembly.frames / form.rate * rate), rate)
        surround = wanted.layout is SoundLayout.SURROUND
        uses: list[Use] = []
        for part in PARTS if surround else (stem,):
            heard = self._by_block(self._sources(assembly, part, rate), blocks, rate)
            for number, (length, sources) in enumerate(zip(blocks, heard, strict=True), 1):
                role = str(Role(part, number)) if surround else str(number)
                label = f"{name} {role}"
                uses.append(Use(role, self._mix(label, length, sources, rate)))
        params = SoundParams(
            blocks=blocks,
            sample_rate=rate,
            loudness=loudness if stem is Stem.FILM else None,
            codec=codec,
            layout=wanted.layout,
        )
        return self.collector.add(SOUND, name, params, uses=tuple(uses))

    def _mix(self, name: str, length: int, sources: Sequence[_Source], rate: int) -> str:
        """The key of one block of a mix."""
        found: dict[tuple[str, str], str] = {}
        for each in sources:
            number = 1 + sum(word == each.word for word, _ in found)
            found.setdefault((each.word, each.key), str(Role(each.word, number)))
        params = MixParams(
            length=length,
            sample_rate=rate,
            events=tuple(replace(each.event, role=found[each.word, each.key]) for each in sources),
        )
        return self.collector.add(
            MIX,
            name,
            params,
            files=tuple(FileUse(role, key) for (word, key), role in found.items() if word == FILE),
            uses=tuple(Use(role, key) for (word, key), role in found.items() if word != FILE),
            waits=any(each.waits for each in sources),
        )

    def _by_block(
        self, sources: Sequence[_Source], blocks: Sequence[int], rate: int
    ) -> list[list[_Source]]:
        """What is heard in each block, counted from its start; and what others duck under there."""
        each, count = block_length(rate), len(blocks)
        found: list[list[_Source]] = [[] for _ in blocks]
        spoken: list[list[_Source]] = [[] for _ in blocks]
        reach = ducking_reach(each.event.ducking for each in sources if each.event.duck)
        for source in sources:
            event = source.event
            stop = None if event.seconds is None else event.start + event.seconds
            heard = _between(event.start, stop, each, rate, count) if not event.mute else range(0)
            for number in heard:
                found[number].append(source)
            if event.speech:
                stop = None if stop is None else stop + reach
                for number in _between(event.start - reach, stop, each, rate, count):
                    if number not in heard:
                        spoken[number].append(source)
        for heard, beside in zip(found, spoken, strict=True):
            if any(source.event.duck for source in heard):
                heard += (_muted(source) for source in beside)
        return [
            [
                source._replace(
                    event=replace(
                        source.event, start=source.event.start - Fraction(number * each, rate)
                    )
                )
                for source in heard
            ]
            for number, heard in enumerate(found)
        ]

    def _sources(self, assembly: Assembly, stem: Stem, rate: int) -> list[_Source]:
        """All that is heard of a stem, and what is spoken in others if something ducks under it."""
        parts = sound_plan(self.film, assembly, self._sounding())
        ducks = any(part.duck is not None for part in parts)
        found = [self._source(part, ducks, rate) for part in parts]
        found += self._voices(assembly, ducks, rate)
        if stem is Stem.FILM:
            return found
        return [
            each if each.stem is stem else _muted(each)
            for each in found
            if each.stem is stem or each.event.speech
        ]

    def _voices(self, assembly: Assembly, ducks: bool, rate: int) -> Iterator[_Source]:
        """The lines that a voice or a recording speaks, each a step, at their places in the mix."""
        shots = dict.fromkeys(use.shot for use in assembly.uses)
        lines = [line for shot in shots for line in self.lines.of_shot(self.film.shots[shot])]
        lines += [line for _, line in self.lines.of_cut(assembly.cut)]
        named = {(line.shot, line.number): line for line in lines}
        for spoken in spoken_lines(self.film, assembly):
            line = named.get((spoken.shot, spoken.number))
            if line is not None and not spoken.recorded:
                for sound in spoken.sounds:
                    yield self._spoken(spoken, sound, line, ducks, rate)

    def _spoken(
        self, spoken: SpokenLine, sound: LineSound, line: NamedLine, ducks: bool, rate: int
    ) -> _Source:
        """A line at its place: of a recording, its file."""
        voice = self.lines.shown(line)
        file = line.delivery.file
        part = part_of_line(spoken, sound, file or line.name)
        word, key = ("voice", voice) if file is None else (FILE, file.digest)
        return self._placed(part, word, key, part.start_in_source, ducks, rate)

    def line_file(self, line: NamedLine, label: str) -> str:
        """The key of a line that a voice speaks as a file of its own, at the film's rate."""
        rate, voice = self.film.format.sound, self.lines.shown(line)
        blocks = blocks_of(nearest(line_seconds(line.text, line.delivery) * rate), rate)
        event = SoundEventParams(role="", start=Fraction(0))
        heard = self._by_block([_Source("voice", voice, event, Stem.DIALOGUE)], blocks, rate)
        uses = tuple(
            Use(str(number), self._mix(f"{label} {number}", length, sources, rate))
            for number, (length, sources) in enumerate(zip(blocks, heard, strict=True), 1)
        )
        params = SoundParams(
            blocks=blocks,
            sample_rate=rate,
            loudness=None,
            codec=SoundCodec.WAV,
            layout=SoundLayout.MONO,
        )
        return self.collector.add(SOUND, label, params, uses=uses)

    def _sounding(self) -> set[str]:
        """The shots that have sound of their own: footage with a track, and what a generator made
        with sound.
        """
        return {
            shot.name
            for shot in self.film.shots.values()
            if isinstance(shot.source, Footage) and shot.source.file.facts.channels
        } | self._made_sounds().keys()

    def _made_sounds(self) -> dict[str, str]:
        """The key of the sound that was made with the take that is shown, by shot."""
        if not self.pictures.sounds:
            return {}
        shown = {
            name: f"{name}#{self.pictures.shown_take(shot)}"
            for name, shot in self.film.shots.items()
        }
        return {
            name: self.pictures.sounds[label]
            for name, label in shown.items()
            if label in self.pictures.sounds
        }

    def _source(self, part: SoundPart, ducks: bool, rate: int) -> _Source:
        """One part of the sound plan with its file, or the sound of its shot."""
        offset, made, file, waits = part.start_in_source, "", None, False
        if isinstance(part.source, Asset):
            file = part.source
        else:
            made = self._made_sounds().get(part.source, "")
            waits = bool(made) and part.source in self.unsettled
            if not made:
                file, began = _track_of(self.film.shots[part.source])
                offset += began
        word, key = ("shot", made) if file is None else (FILE, file.digest)
        return self._placed(part, word, key, offset, ducks, rate)._replace(waits=waits)

    def _placed(
        self, part: SoundPart, word: str, key: str, offset: Fraction, ducks: bool, rate: int
    ) -> _Source:
        """A part of the sound that comes from a file or an artifact, from a second of it on; what
        is speech counts where something ducks.
        """
        file = self._file_of(part) if word == FILE else None
        if (
            part.repeat
            or part.through
            or part.speed != 1
            or part.legs
            or part.backwards
            or (file is not None and not _is_begun_within(file.path))
        ):
            word, key, offset = "tape", *self._tape(part, word, key, offset, rate)
        event = SoundEventParams(
            role="",
            start=part.start_in_film,
            start_in_source=offset,
            seconds=part.seconds + _sounds_on(part),
            gain=part.gain,
            fade_in=part.fade_in,
            fade_out=part.fade_out,
            repeat=part.repeat,
            duck=part.duck is not None,
            ducking=part.duck or DuckSetting(),
            pan=part.pan,
            curve=part.curve,
            speech=part.speech and ducks,
        )
        return _Source(word, key, event, stem_of(part))

    def _file_of(self, part: SoundPart) -> Asset:
        """The file that a part is read from."""
        if isinstance(part.source, Asset):
            return part.source
        return _track_of(self.film.shots[part.source])[0]

    def _tape(
        self, part: SoundPart, word: str, key: str, offset: Fraction, rate: int
    ) -> tuple[str, Fraction]:
        """The key of a part's tape, and the second of it at which the part begins: of what repeats
        the tape is the whole of its file.
        """
        named = part.source.path if isinstance(part.source, Asset) else part.source
        params = TapeParams(
            sample_rate=rate,
            start=Fraction(0) if part.repeat else offset,
            seconds=None if part.repeat else part.seconds,
            speed=Fraction(1) if part.legs else part.speed,
            legs=part.legs,
            backwards=part.backwards,
            through=part.through,
            round=bool(part.through) and part.repeat,
        )
        made = self.collector.add(
            TAPE,
            named,
            params,
            files=(FileUse("sound", key),) if word == FILE else (),
            uses=(Use("sound", key),) if word != FILE else (),
        )
        return made, offset if part.repeat else Fraction(0)


def _between(start: Fraction, stop: Fraction | None, each: int, rate: int, count: int) -> range:
    """The blocks, of `count` of `each` samples, that film seconds fall into; `stop` None: to the
    end.
    """
    last = count - 1 if stop is None else min(count - 1, int(stop * rate) // each)
    return range(max(0, int(start * rate) // each), last + 1)


def _sounds_on(part: SoundPart) -> Fraction:
    """The seconds for which a part is heard after its end; a fade ends it, and so does its run."""
    return Fraction(0) if part.fade_out or part.repeat else tail_of(part.through)


def _muted(source: _Source) -> _Source:
    """A source that is not heard: others duck under it."""
    return source._replace(event=replace(source.event, mute=True))


def _is_begun_within(path: str) -> bool:
    """Whether a file can be read from within, to the sample, as fast as from its start."""
    return path.rpartition(".")[2].lower() in BEGUN_WITHIN


def _track_of(shot: Shot) -> tuple[Asset, Fraction]:
    """The file of a shot that is footage, and the second of it at which the shot begins."""
    if not isinstance(shot.source, Footage):
        raise TypeError(f"{shot.name} is no footage, and has no sound of a file")
    return shot.source.file, shot.source.start
