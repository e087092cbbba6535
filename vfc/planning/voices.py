"""The lines that voices speak, each take of one a step; and which of them nobody has heard yet."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from vfc.film.model import Cue, Film, Options, Shot, ShotEntry, Speech
from vfc.film.speech import RECORDING, LineDelivery, Utterance
from vfc.planning.collector import Collector
from vfc.planning.pictures import PlannedGenerator
from vfc.recipes.keys import content, key_of
from vfc.recipes.kinds import VOICE
from vfc.recipes.params import VoiceParams
from vfc.recipes.step import FileUse, Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedVoice:
    """A voice as a plan knows it: its version and build, which count in keys, its options with
    their defaults, whether another seed is another take, and whether it speaks several languages.
    """

    version: int
    build: str = ""
    options: Options = ()
    seeds: bool = False
    languages: bool = False

    @property
    def stamp(self) -> str:
        """What keys say of it."""
        return f"{VOICE.version} {self.version} {self.build}".rstrip()


UNKNOWN = PlannedVoice(version=0)  # of one that is not installed, which is told
RECORDED = PlannedVoice(version=1)
Voices = Mapping[str, PlannedVoice]


def recipe(asked: Utterance, voices: Voices) -> tuple[str, VoiceParams, tuple[FileUse, ...]]:
    """What decides how a take of a line comes out: a version, its parameters, its files."""
    if asked.file is not None:
        params = VoiceParams(
            voice=RECORDING, text=asked.text, start=asked.start, seconds=asked.seconds
        )
        return RECORDED.stamp, params, (FileUse("recording", asked.file.digest),)
    voice = voices.get(asked.voice.use, UNKNOWN)
    options = dict(voice.options) | dict(asked.voice.options)
    params = VoiceParams(
        voice=asked.voice.use,
        text=asked.text,
        options=tuple(sorted(options.items())),
        seed=_seed(asked) if voice.seeds else 0,
        take=asked.take if voice.seeds else 1,
        language=asked.language if voice.languages else "",
    )
    return voice.stamp, params, ()


def _seed(asked: Utterance) -> int:
    """The seed of a take of a line: from the film's seed, its words and the take's number, never a
    position.
    """
    return int(key_of(f"line {asked.seed} {asked.text} {asked.take}")[:8], 16)


def voice_key(asked: Utterance, voices: Voices) -> str:
    """The key of a take of a line."""
    version, params, files = recipe(asked, voices)
    return key_of(content(VOICE.name, version, params, files, ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedLine:
    """A line that a voice speaks: its shot ('' of voice-over, which is of a `cut`) and its number
    there, its words, how it is delivered.
    """

    shot: str = ""
    cut: str = ""
    number: int
    text: str
    delivery: LineDelivery

    @property
    def name(self) -> str:
        """How the plan calls it."""
        return f"{self.shot or f'{self.cut} voice-over'.strip()} {self.number}"


class LinePlanner:
    """Adds the steps of lines; `generators` are by the film's names for them."""

    def __init__(
        self,
        film: Film,
        collector: Collector,
        voices: Voices,
        generators: Mapping[str, PlannedGenerator],
    ):
        self.film, self.collector, self.voices = film, collector, voices
        self.generators = generators
        self.keys: dict[str, str] = {}  # by name, `street/walk 1#2`

    def of_shot(self, shot: Shot) -> list[NamedLine]:
        """The lines of a shot that voices speak, or recordings."""
        if self._speaks_itself(shot):
            return [each for each in _named(shot) if each.delivery.files]
        return list(_named(shot))

    def of_cut(self, name: str) -> list[tuple[Speech, NamedLine]]:
        """The lines of voice-over in the cut of a name that voices speak."""
        return [
            (each, NamedLine(cut=name, number=number, text=each.text, delivery=each.delivery))
            for number, each in enumerate(self.film.as_cut(name).sound.dialogue, 1)
            if each.delivery is not None
        ]

    def of_recordings(self, name: str) -> list[tuple[Cue, NamedLine]]:
        """The recordings of the soundtrack in the cut of a name in which somebody says something,
        numbered after the lines of voice-over.
        """
        sound = self.film.as_cut(name).sound
        said = [(cue, cue.delivery) for cue in sound.cues if cue.delivery is not None]
        return [
            (cue, NamedLine(cut=name, number=number, text=cue.text, delivery=delivery))
            for number, (cue, delivery) in enumerate(said, len(sound.dialogue) + 1)
        ]

    def as_voiced(self, film: Film) -> Film:
        """A film without the deliveries of lines that are heard in what their shot's generator
        makes.
        """
        shots = {
            name: replace(shot, lines=tuple(replace(each, delivery=None) for each in shot.lines))
            for name, shot in film.shots.items()
            if shot.lines and self._speaks_itself(shot)
        }
        return replace(film, shots={**film.shots, **shots}) if shots else film

    def _speaks_itself(self, shot: Shot) -> bool:
        """Whether a shot's generator makes its sound with its lines in it."""
        planned = self.generators.get(shot.generator.name)
        if planned is None or not shot.lines or shot.sound.ambience:
            return False
        return {"speech", "sound"} <= planned.abilities(shot.generator.options).makes

    def shown(self, line: NamedLine) -> str:
        """The key of the take of a line that is heard."""
        return self.take(line, line.delivery.shown)

    def take(self, line: NamedLine, take: int) -> str:
        """The key of a take of a line."""
        film = self.film
        asked = line.delivery.utterance(line.text, take, film.seed, film.language)
        version, params, files = recipe(asked, self.voices)
        name = f"{line.name}#{take}"
        key = self.collector.add(VOICE, name, params, version=version, files=files)
        self.keys[name] = key
        return key


def _named(shot: Shot) -> Iterator[NamedLine]:
    for number, line in enumerate(shot.lines, 1):
        if line.delivery is not None:
            yield NamedLine(shot=shot.name, number=number, text=line.text, delivery=line.delivery)


def shots_with_lines(film: Film, only: Collection[str], everything: bool) -> list[str]:
    """The shots on whose lines a build depends: those that its deliverables show, or `only` these,
    and all that they are derived from.
    """
    if everything and not only:
        return list(film.shots)
    pending = list(only) or [*_in_cuts(film), *film.overlaid]
    found: dict[str, None] = {}
    while pending:
        name = pending.pop(0)
        if name not in found:
            found[name] = None
            pending += [ref.shot for ref in film.shots[name].uses]
    return [name for name in film.shots if name in found]


def _in_cuts(film: Film) -> list[str]:
    """The shots of the cuts that are delivered."""
    return [
        entry.shot
        for name in dict.fromkeys(each.cut for each in film.deliver)
        for entry in film.cuts[name].entries
        if isinstance(entry, ShotEntry)
    ]


def lines_wanted(
    planner: LinePlanner, *, only: Collection[str] = (), everything: bool = False
) -> list[tuple[NamedLine, list[str]]]:
    """The lines on which a build depends, each with the keys of its takes: that which is heard
    before the others.
    """
    film = planner.film
    shots = [film.shots[name] for name in shots_with_lines(film, only, everything)]
    lines = [line for shot in shots for line in planner.of_shot(shot)]
    if not only:
        names = {shot.name for shot in shots}
        lines += [
            line
            for cut in dict.fromkeys(each.cut for each in film.deliver)
            for each, line in planner.of_cut(cut)
            if each.at.shot in names | {""}
        ]
        lines += [
            line
            for cut in dict.fromkeys(each.cut for each in film.deliver)
            for _, line in planner.of_recordings(cut)
        ]
    return [
        (line, list(dict.fromkeys(planner.take(line, take) for take in _first(line.delivery))))
        for line in lines
    ]


def _first(delivery: LineDelivery) -> list[int]:
    """The takes that are needed, that which is heard first."""
    return [delivery.shown, *(take for take in delivery.numbers if take != delivery.shown)]


def plan_lines(
    planner: LinePlanner, *, only: Collection[str] = (), everything: bool = False
) -> Plan:
    """The plan by which lines are spoken that nobody has heard, so that the film can be planned."""
    lines = lines_wanted(planner, only=only, everything=everything)
    unheard = tuple(dict.fromkeys(keys[0] for line, keys in lines if line.delivery.heard is None))
    return Plan(
        profile=planner.film.profile,
        steps=tuple(planner.collector.steps.values()),
        goals=unheard,
        voices=dict(planner.keys),
        unheard=unheard,
    )
