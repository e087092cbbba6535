"""Nodes to a Film: every name looked up, every preset laid on, every time in frames; all mistakes
at once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from fractions import Fraction

from vfc.errors import Mistake
from vfc.film.datarate import DataRate
from vfc.film.formats import (
    CODEC_NAMES,
    FORMATS,
    LOSSLESS,
    Codec,
    DeliverableKind,
    Quality,
    smallest,
)
from vfc.film.model import Asset, Cut, Deliverable, Film, Format, Point
from vfc.film.scores import WEIGHTS
from vfc.film.shots import SAMPLE_RATES
from vfc.film.sources import Fit
from vfc.film.speech import Hear
from vfc.film.timing import Size, Tempo, parse_rate, parse_size
from vfc.language.resolve.cuts import Cuts
from vfc.language.resolve.datarates import data_rate
from vfc.language.resolve.deliverwords import TAKES, burnt, depth_of, kind_of, tracks, useless_words
from vfc.language.resolve.generators import Defaults, GeneratorUses
from vfc.language.resolve.handover import media_mistakes, media_of
from vfc.language.resolve.layers import overlaid
from vfc.language.resolve.looks import Looks
from vfc.language.resolve.money import budget_of, prices_of
from vfc.language.resolve.outpaths import out_mistakes
from vfc.language.resolve.platforms import (
    check_platform,
    codec_of,
    loudness_of,
    platform_of,
    size_of,
)
from vfc.language.resolve.shots import Shots
from vfc.language.resolve.soundtrack import Soundtrack
from vfc.language.resolve.startcode import start_of
from vfc.language.resolve.stems import layout_of, stem_of
from vfc.language.resolve.translations import by_text, language_in, language_of
from vfc.language.resolve.unknown import UnknownNames
from vfc.language.resolve.values import Reader, entries, span_of_word
from vfc.language.resolve.voices import Hearing
from vfc.language.resolve.wholecuts import with_own
from vfc.language.words.kinds import RATE, SIZE
from vfc.language.yaml.node import Form, Node
from vfc.language.yaml.suggest import did_you_mean
from vfc.language.yaml.text import SourceText


def resolve(
    source: SourceText,
    assets: Mapping[str, Asset],
    *,
    profile: str | None = None,
    generators: Mapping[str, Defaults] | None = None,
    hear: Hear = lambda _: None,
    pace: Fraction = Fraction(1),
) -> tuple[Film | None, list[Mistake]]:
    """The film for a profile, and every mistake of meaning; the film is None where nothing can be
    built of it.

    `assets` holds the files that could be read, by path; `generators` maps each installed kind to
    its options with their defaults, for the film's name of a generator and what the text says of
    it. `hear` says how lines came out that somebody has heard; estimates of the others are divided
    by `pace`. UsageError where the profile is none of the film's.
    """
    resolver = _Resolver(source, assets, profile, generators or {}, hear, pace)
    film = resolver.film()
    return film, resolver.reader.diagnostics()


class _Resolver:
    def __init__(
        self,
        source: SourceText,
        assets: Mapping[str, Asset],
        profile: str | None,
        generators: Mapping[str, Defaults],
        hear: Hear,
        pace: Fraction,
    ):
        self.root, self.profile, self.assets = source.root, profile, assets
        self.reader = Reader(
            rate=Fraction(24),
            tempo=None,
            assets=assets,
            texts=source.texts,
            lost=UnknownNames(source.root, source.whole),
        )
        self.form = self._format(self.root.get("format"))
        self.reader.rate = self.form.rate
        self._set_tempo(self.root.get("tempo"))
        self.looks = Looks(self.reader, self.root)
        self.generators = GeneratorUses(self.reader, self.root, generators, profile)
        self.seed = self.reader.whole(self.root.get("seed"), 0)
        self.language = language_of(self.reader, self.root.get("language"))
        hearing = Hearing(hear=hear, seed=self.seed, language=self.language, pace=pace)
        self.shots = Shots(self.reader, self.root, self.looks, self.generators, profile, hearing)
        self.whole = source.whole

    def _format(self, node: Node | None) -> Format:
        node = node if node is not None else Node(self.root.span, Form.MAP)
        size = self.reader.shaped(node.get("size"), SIZE, parse_size) or Size(1280, 720)
        loudness = self.reader.text(node.get("loudness")).strip()
        sound = self.reader.whole(node.get("sound"), 48000)
        if sound not in SAMPLE_RATES:
            self.reader.tell(
                span_of_word(node, "sound"),
                f"AAC has no rate of {sound} samples a second",
                f"write one of {', '.join(map(str, SAMPLE_RATES))}",
            )
        rate = self.reader.shaped(node.get("rate"), RATE, parse_rate) or Fraction(24)
        return Format(
            size=size,
            rate=rate,
            sound=sound,
            loudness=self.reader.number(node.get("loudness"), 0.0)
            if loudness not in ("", "off")
            else None,
            start=start_of(self.reader, node.get("start"), rate),
        )

    def _set_tempo(self, node: Node | None) -> None:
        """Let times be said in beats, `first` too, if the film has a tempo."""
        bpm = self.reader.exact(node.get("bpm"), Fraction(0)) if node is not None else Fraction(0)
        if node is not None and bpm > 0:
            self.reader.set_tempo(Tempo(bpm=bpm))
            first = self.reader.time(node.get("first"))
            self.reader.tempo = Tempo(
                bpm=bpm, first=first.frames / self.form.rate if first else Fraction(0)
            )

    def film(self) -> Film | None:
        shots = self.shots.all()
        names = self.shots.drafts
        over = overlaid(self.root)
        cuts = Cuts(self.reader, self.shots.scenes, shots, names, over).all(self.root)
        scenes = [scene.name for scene in self.shots.scenes]
        track = Soundtrack(
            self.reader,
            {name: shots.get(name) for name in names},
            scenes,
            self.looks,
            self.shots.deliveries,
        )
        sound = track.sound(self.root.get("sound"))
        cuts = with_own(self.reader, self.root, cuts, track, self.shots.layers, self.form)
        language = self.language
        spoken = [
            *(line for shot in shots.values() for line in shot.lines),
            *sound.lines,
            *(line for cut in cuts.values() for line in cut.own.sound.lines),
        ]
        translations = by_text(
            self.reader, self.root.get("translations"), (line.text for line in spoken)
        )
        languages = {
            language,
            *translations,
            *(tag for each in spoken for tag, _ in each.translations),
        }
        form = self.form
        size = self.generators.profile.size or form.size
        film = Film(
            title=self.reader.text(self.root.get("title")),
            seed=self.seed,
            format=replace(form, size=size),
            profile=self.profile,
            tempo=self.reader.tempo,
            scenes=self.shots.scenes,
            shots=shots,
            cast=self.looks.cast,
            cuts=cuts,
            language=language,
            translations=translations,
            titles=track.titles(self.root.get("titles")),
            layers=self.shots.layers.over_film(self.root.get("overlays"), track),
            sound=sound,
            deliver=self._deliver(self.root.get("deliver"), cuts, track, languages),
            scores=self._scores(self.root.get("scores")),
            budget=budget_of(self.reader, self.root.get("budget")),
            prices=prices_of(self.reader, self.root.get("prices")),
            profiles=tuple(self.generators.profiles),
            generators=self.generators.names(),
            assets=tuple(self.assets[path] for path in sorted(self.assets)),
        )
        if not names and not self.reader.is_lost("scenes", ""):
            self.reader.tell(
                self.root.span, "the film has no shots", "write scenes: with shots: in them"
            )
        return film if len(shots) == len(names) and shots else None

    def _scores(self, node: Node | None) -> tuple[tuple[str, float], ...]:
        said = {
            name: self.reader.number(value, WEIGHTS[name])
            for name, _, value in entries(node)
            if name in WEIGHTS
        }
        return tuple({**WEIGHTS, **said}.items())

    def _deliver(
        self,
        node: Node | None,
        cuts: Mapping[str, Cut],
        track: Soundtrack,
        languages: Collection[str],
    ) -> tuple[Deliverable, ...]:
        self.reader.mistakes += out_mistakes(self.root)
        found = [
            self._deliverable(name, key, value, cuts, track, languages)
            for name, key, value in entries(node)
        ]
        self.reader.mistakes += media_mistakes(found)
        quality = self.generators.profile.quality or Quality.HIGH
        return tuple(found) or (
            Deliverable(
                path="film.mp4",
                kind=DeliverableKind.VIDEO,
                quality=quality,
                slate=bool(self.generators.profile.slate),
            ),
        )

    def _deliverable(
        self,
        path: str,
        key: Node,
        node: Node,
        cuts: Mapping[str, Cut],
        track: Soundtrack,
        languages: Collection[str],
    ) -> Deliverable:
        reader = self.reader
        parts = path.split("/")
        if "\\" in path or any(not part or part.startswith(".") for part in parts):
            reader.tell(
                key.span,
                f"'{path}' does not lie in the out folder",
                "write a plain name such as film.mp4",
            )
        cut = self._cut(node, cuts)
        form = FORMATS.get(path.rpartition(".")[2].lower(), FORMATS["mp4"])
        kind = kind_of(reader, path, key, node, form.kind)
        platform = platform_of(reader, node) if kind is DeliverableKind.VIDEO else None
        codec = codec_of(reader, path, node, form, platform)
        for word, told in useless_words(kind, node):
            reader.tell(
                span_of_word(node, word),
                f"'{word}' is {told}",
                "take it out, or write it at another deliverable",
            )
        own = cuts[cut].own.size if cut in cuts and "size" in TAKES[kind] else None
        whole = self.generators.profile.size or self.form.size
        size = reader.shaped(node.get("size"), SIZE, parse_size) or own
        size = size_of(size, whole, platform)
        self._codec_takes(node, codec, size or whole)
        if platform is not None:
            check_platform(reader, path, node, codec, size or whole, self.form)
        stem = stem_of(reader, path, node, form.kind)
        levelled, loudness = loudness_of(reader, node, kind, stem, platform)
        media = media_of(reader, node, whole)
        quality = self.generators.profile.quality or reader.choice(node.get("quality"), Quality)
        slate = self.generators.profile.slate
        return Deliverable(
            path=path,
            kind=kind,
            cut=cut,
            language=language_in(self.reader, node, languages),
            size=size,
            codec=codec,
            fit=reader.choice(node.get("fit"), Fit) or Fit.CROP,
            quality=quality or Quality.HIGH,
            depth=depth_of(reader, node, codec) if form.codecs else 0,
            data_rate=data_rate(reader, node, codec, self.generators.profile.quality)
            if form.codecs
            else DataRate(),
            slate=reader.switch(node.get("slate"), False) if slate is None else slate,
            chapters=self._chapters(node, kind),
            at=self._at(node, kind, track),
            stem=stem,
            platform=platform.name if platform else "",
            layout=layout_of(reader, path, node, stem),
            levelled=levelled,
            loudness=loudness,
            media=media,
            tracks=tracks(reader, node, languages),
            burnt=burnt(reader, node, languages),
            span=key.span,
        )

    def _cut(self, node: Node, cuts: Mapping[str, Cut]) -> str:
        """The name of the cut that a deliverable shows; one that there is not is told."""
        cut = self.reader.text(node.get("cut"))
        if cut and cut not in cuts and self.whole:
            self.reader.tell(
                span_of_word(node, "cut"),
                f"unknown cut '{cut}'",
                did_you_mean(cut, [c for c in cuts if c], "cuts"),
            )
            return ""
        return cut

    def _chapters(self, node: Node, kind: DeliverableKind) -> bool:
        """Whether a film file has chapters; of another deliverable the word is a mistake."""
        if node.get("chapters") is not None and kind is not DeliverableKind.VIDEO:
            self.reader.tell(
                span_of_word(node, "chapters"), "'chapters' is of a film file", "leave it out"
            )
            return False
        return self.reader.switch(node.get("chapters"), False)

    def _at(self, node: Node, kind: DeliverableKind, track: Soundtrack) -> Point | None:
        """Where in the film a poster is taken; of another deliverable that is a mistake."""
        if node.get("at") is not None and kind is not DeliverableKind.POSTER:
            self.reader.tell(
                span_of_word(node, "at"),
                "'at' is of a still: a .png or a .jpg shows one frame of the film",
                "leave it out",
            )
            return None
        return track.point(node.get("at"))

    def _codec_takes(self, node: Node, codec: Codec, size: Size) -> None:
        """Tell what a codec cannot do: be finer than lossless, or encode pictures under its least
        size.
        """
        if codec in LOSSLESS and node.get("quality") is not None:
            self.reader.tell(
                span_of_word(node, "quality"),
                f"{CODEC_NAMES[codec]} keeps every picture as it is, in one quality",
                "leave quality out",
            )
        least = smallest(codec)
        if size.width < least.width or size.height < least.height:
            self.reader.tell(
                span_of_word(node, "codec"),
                f"{CODEC_NAMES[codec]} takes pictures of at least {least}, and this one is {size}",
                "name a larger size, or another codec",
            )
