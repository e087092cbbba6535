"""The film as frozen values: what the text says once presets, profile and references are resolved.

Everything here is immutable and hashable. Frames are integers at `Film.format.rate`, except where a
length was written in beats: then it is an exact `Fraction` of frames until the running time is
rounded. A `Span` beside a value says where the text said it; spans never take part in comparison or
in keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from vfc.film.cut import (
    BurntSubtitles,
    Cue,
    Cut,
    CutEntry,
    CutOwn,
    Deliverable,
    Fade,
    Overlay,
    Plain,
    Point,
    ShotEntry,
    Sound,
    Speech,
    TitleCard,
    TitleStyle,
    Track,
    Transition,
)
from vfc.film.facts import NOWHERE, Asset, MediaFacts, Options, Scalar
from vfc.film.formats import DeliverableKind
from vfc.film.layers import EditLayer
from vfc.film.money import Budget, FilmPrice
from vfc.film.shots import (
    Adapter,
    AdapterKind,
    Camera,
    CastMember,
    Effect,
    Format,
    Grade,
    Line,
    Prompt,
    Scene,
    Shot,
    Stabilisation,
)
from vfc.film.sources import (
    Blend,
    Card,
    Extend,
    Fit,
    Footage,
    FrameRef,
    GeneratorUse,
    Keyframe,
    Loop,
    Picture,
    Recut,
    Remix,
    ShotRef,
    Source,
    Still,
    Words,
    shots_used,
)
from vfc.film.timing import Tempo

__all__ = [
    "NOWHERE",
    "Adapter",
    "AdapterKind",
    "Asset",
    "Blend",
    "BurntSubtitles",
    "Camera",
    "Card",
    "CastMember",
    "Cue",
    "Cut",
    "CutEntry",
    "CutOwn",
    "Deliverable",
    "Effect",
    "Extend",
    "Fade",
    "Film",
    "Fit",
    "Footage",
    "Format",
    "FrameRef",
    "GeneratorUse",
    "Grade",
    "Keyframe",
    "Line",
    "Loop",
    "MediaFacts",
    "Options",
    "Overlay",
    "Picture",
    "Plain",
    "Point",
    "Prompt",
    "Recut",
    "Remix",
    "Scalar",
    "Scene",
    "Shot",
    "ShotEntry",
    "ShotRef",
    "Sound",
    "Source",
    "Speech",
    "Stabilisation",
    "Still",
    "TitleCard",
    "TitleStyle",
    "Track",
    "Transition",
    "Words",
    "shots_used",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """A whole film, resolved for one profile (None: the text as it stands)."""

    title: str
    format: Format
    seed: int
    profile: str | None
    tempo: Tempo | None
    scenes: tuple[Scene, ...]
    shots: Mapping[str, Shot]  # by full name, in the order of the text
    cast: Mapping[str, CastMember]
    cuts: Mapping[str, Cut]  # '' is the film's own
    titles: tuple[Overlay, ...]
    sound: Sound
    deliver: tuple[Deliverable, ...]
    assets: tuple[Asset, ...] = ()  # every file that the text names, sorted by path
    profiles: tuple[str, ...] = ()
    # every name that the text or one of its profiles has for a generator
    generators: tuple[str, ...] = ()
    # what each measure of a take weighs for `pick: best`
    scores: tuple[tuple[str, float], ...] = ()
    budget: Budget = Budget()
    layers: tuple[EditLayer, ...] = ()  # what lies over all of it
    prices: tuple[FilmPrice, ...] = ()
    language: str = ""  # the tag of the one that is spoken
    # what is spoken, in other languages: by language, then by the text itself
    translations: Mapping[str, Mapping[str, str]] = field(
        default_factory=dict[str, Mapping[str, str]]
    )

    def seen_in(self, cut: Cut) -> Film:
        """The film as one of its cuts has it: with the cut's own title, titles over the picture,
        sound, loudness and start in place of its own. Its size stays what pictures are made in.
        """
        own = cut.own
        if own == CutOwn():
            return self
        kept = tuple(cue for cue in self.sound.cues if cue.track not in own.replaces)
        dialogue = () if Track.DIALOGUE in own.replaces else self.sound.dialogue
        form = self.format
        return replace(
            self,
            title=own.title or self.title,
            titles=self.titles if own.titles is None else own.titles,
            layers=self.layers if own.layers is None else own.layers,
            sound=Sound(cues=(*kept, *own.sound.cues), dialogue=(*dialogue, *own.sound.dialogue)),
            format=replace(
                form,
                loudness=own.loudness if own.levelled else form.loudness,
                start=form.start if own.start is None else own.start,
            ),
        )

    def as_cut(self, name: str) -> Film:
        """The film as its cut of a name has it."""
        return self.seen_in(self.cuts.get(name, Cut()))

    @property
    def title_styles(self) -> list[TitleStyle]:
        """The styles of all titles, over the picture and on cards, and of burnt subtitles."""
        cards = [
            entry.style
            for cut in self.cuts.values()
            for entry in cut.entries
            if isinstance(entry, TitleCard)
        ]
        burnt = [each.burnt.style for each in self.deliver if each.burnt is not None]
        return [*(title.style for title in self.all_titles), *cards, *burnt]

    @property
    def all_titles(self) -> tuple[Overlay, ...]:
        """The titles over the picture of all cuts."""
        return (
            *self.titles,
            *(each for cut in self.cuts.values() for each in cut.own.titles or ()),
        )

    @property
    def overlaid(self) -> frozenset[str]:
        """The shots that lie over others, or over the film."""
        over = [*self.layers, *(each for shot in self.shots.values() for each in shot.layers)]
        over += [each for cut in self.cuts.values() for each in cut.own.layers or ()]
        return frozenset(layer.shot for layer in over if layer.shot)

    def in_the_cut(self, scene: Scene) -> tuple[str, ...]:
        """The shots that a scene stands for in a cut: those that lie over no other, if it has
        any.
        """
        return tuple(each for each in scene.shots if each not in self.overlaid) or scene.shots

    @property
    def trails(self) -> Mapping[str, int]:
        """For how many frames a shot's sound goes on after its picture, in some cut; by shot."""
        found: dict[str, int] = {}
        for cut in self.cuts.values():
            for entry in cut.entries:
                if isinstance(entry, ShotEntry) and entry.trail > 0:
                    found[entry.shot] = max(entry.trail, found.get(entry.shot, 0))
        return found

    @property
    def about(self) -> bool:
        """Whether shots are as long as lines that nobody has heard yet."""
        return any(shot.about for shot in self.shots.values())

    @property
    def languages(self) -> frozenset[str]:
        """The tags of the languages in which something of the film is said."""
        own = [line for cut in self.cuts.values() for line in cut.own.sound.lines]
        shots = [line for shot in self.shots.values() for line in shot.lines]
        lines = [*shots, *self.sound.lines, *own]
        beside = {tag for line in lines for tag, _ in line.translations}
        return frozenset({self.language, *self.translations, *beside} - {""})

    @property
    def videos(self) -> tuple[Deliverable, ...]:
        """What is delivered to be seen."""
        return tuple(each for each in self.deliver if each.kind is DeliverableKind.VIDEO)
