"""The whole plan of a film: every take, every segment, the sound and the deliverables, each after
what it uses.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import assert_never

from vfc.edit.assembly import Assembly, Segment
from vfc.edit.boards import camera_words
from vfc.edit.chapters import chapters_of
from vfc.edit.segments import assemble
from vfc.film.formats import DeliverableKind
from vfc.film.model import Cut, Deliverable, Film, Grade, Shot, TitleStyle
from vfc.film.order import ordered
from vfc.film.proxies import ProxiesWanted, ProxyName
from vfc.film.roles import Role, roles_of
from vfc.film.soundcodecs import SoundCodec, sound_codec
from vfc.film.sources import Fit
from vfc.film.timing import smpte_timecode
from vfc.planning.boards import BoardShots, plan_board
from vfc.planning.collector import Collector
from vfc.planning.layers import SegmentLayers
from vfc.planning.pictures import Choices, Pictures, Pins, PlannedGenerator
from vfc.planning.platforms import check_length, limits_of
from vfc.planning.proxies import ProxyShots, plan_proxies
from vfc.planning.segments import kind_of, luma_of, needs_fonts, version_of
from vfc.planning.sounds import Sounds
from vfc.planning.stills import fitted_of, lossless_of, poster_of, preview_of
from vfc.planning.subtitles import burnt_in, subtitle_params, tracks_of
from vfc.planning.voices import LinePlanner, Voices, lines_wanted
from vfc.recipes.kinds import (
    CONTACT,
    POSTER,
    PREVIEW,
    SEQUENCE,
    STILLS,
    STORYBOARD,
    SUBTITLES,
    VIDEO,
    Tools,
)
from vfc.recipes.params import (
    PicturePart,
    PosterParams,
    PreviewParams,
    SegmentParams,
    SequenceParams,
    SlatePart,
    StillsParams,
    TimelineParams,
    VideoParams,
)
from vfc.recipes.step import FileUse, Pin, Plan, Use


@dataclass(frozen=True, slots=True, kw_only=True)
class Locked:
    """What the lock holds for a plan: digests by key, what pinned takes are derived from, choices
    of the best take.
    """

    digests: Mapping[str, str] = field(default_factory=dict[str, str])
    pins: Pins = field(default_factory=dict[tuple[str, int, str], Pin])
    choices: Choices = field(default_factory=dict[str, Mapping[str, int]])


def make_plan(
    film: Film,
    generators: Mapping[str, PlannedGenerator],
    tools: Tools,
    *,
    voices: Voices | None = None,
    locked: Locked = Locked(),
    only: Collection[str] = (),
    everything: bool = False,
    scores: Collection[str] = (),
    proxies: ProxiesWanted | None = None,
) -> Plan:
    """The plan of a film for its profile.

    The goals are the deliverables and the takes that must be made for a choice; with `only`, all
    takes of those shots and nothing else; with `everything`, all takes too; with `scores`, all
    takes of those shots, measured, and nothing else; with `proxies`, those. What hangs on a choice
    that is not settled waits: its takes and their scores are the goals meanwhile. Raises TextError
    where the cut cannot be made from the shots.
    """
    planner = _Planner(film, generators, voices or {}, tools, locked)
    for name in in_order(film):
        planner.takes_of(film.shots[name])
    deliverables = {each.path: planner.deliverable(each) for each in film.deliver}
    pictures, collector = planner.pictures, planner.collector
    looked_at = planner.proxies(proxies) if proxies else {}
    whole = not (scores or proxies)  # and not what lies beside the film
    lines = lines_wanted(planner.lines, only=only, everything=everything) if whole else ()
    wanted = dict.fromkeys(key for _, keys in lines for key in keys)
    if whole:
        wanted |= dict.fromkeys(_goals(planner, deliverables, only, everything))
    else:
        wanted |= dict.fromkeys((*_scored(planner, scores), *looked_at.values()))
    contests = planner.contests if whole else {}
    first = [key for name in contests for key in _scored(planner, (name,))]
    goals = [key for key in dict.fromkeys((*first, *wanted)) if key not in collector.waits]
    return Plan(
        profile=film.profile,
        steps=tuple(collector.steps.values()),
        goals=tuple(goals),
        deliverables=deliverables,
        takes=dict(pictures.takes),
        shown=planner.shown,
        shown_takes={name: pictures.shown_take(shot) for name, shot in film.shots.items()},
        waiting=tuple(key for key in wanted if key in collector.waits),
        contests=contests,
        chosen=planner.chosen,
        scores=planner.scores,
        voices=dict(planner.lines.keys),
        unheard=tuple(keys[0] for line, keys in lines if line.delivery.heard is None),
        derived=dict(pictures.derived),
        costly=dict(pictures.costly),
        proxies=looked_at,
    )


def in_order(film: Film) -> list[str]:
    """The names of all shots, each after those that it is derived from, else in the order of the
    text.
    """
    return ordered(film.shots, lambda name: [ref.shot for ref in film.shots[name].uses])[0]


def _scored(planner: _Planner, names: Collection[str]) -> list[str]:
    """The keys of all takes of these shots, and of their scores."""
    shots = [planner.film.shots[name] for name in names]
    pairs = [(shot, take) for shot in shots for take in planner.pictures.take_numbers(shot)]
    for shot, take in pairs:
        planner.scores[f"{shot.name}#{take}"] = planner.pictures.scored(shot, take)
    return [
        key
        for shot, take in pairs
        for key in (planner.pictures.picture(shot, take), planner.scores[f"{shot.name}#{take}"])
    ]


def _goals(
    planner: _Planner, deliverables: Mapping[str, str], only: Collection[str], everything: bool
) -> list[str]:
    film = planner.film
    goals: list[str] = []
    if only:
        planner.needed.clear()
        for ref in (ref for name in only for ref in film.shots[name].uses):
            planner.need(film.shots[ref.shot])
    else:
        goals += deliverables.values()
        goals += [use.key for key in deliverables.values() for use in planner.linked(key)]
    for shot in film.shots.values():
        undecided = shot.pick is None and shot.name in planner.needed
        if shot.name in only or (not only and (everything or undecided)):
            goals += [
                planner.pictures.picture(shot, take) for take in planner.pictures.take_numbers(shot)
            ]
    return goals


class _Planner:
    """Adds the steps of deliverables to those of the pictures; a cut that several deliver is
    assembled once.
    """

    def __init__(
        self,
        film: Film,
        generators: Mapping[str, PlannedGenerator],
        voices: Voices,
        tools: Tools,
        locked: Locked,
    ):
        self.film, self.locked = film, locked
        self.collector = Collector(tools, locked.digests)
        self.pictures = Pictures(film, generators, self.collector, locked.pins)
        self.shown: dict[str, str] = {}
        self.needed: set[str] = set()
        # shots whose best take is not known yet, each with its contest
        self.unsettled: dict[str, str] = {}
        # shots whose best take is known, each with the contest in which it won
        self.chosen: dict[str, str] = {}
        self.scores: dict[str, str] = {}  # by the label of a take
        self.lines = LinePlanner(film, self.collector, voices, generators)
        self.sounds = Sounds(film, self.collector, self.pictures, self.lines, self.unsettled)
        self._assemblies: dict[str, Assembly] = {}

    @property
    def contests(self) -> dict[str, str]:
        """The contests that must be settled before what is needed can be planned."""
        return {name: contest for name, contest in self.unsettled.items() if name in self.needed}

    def takes_of(self, shot: Shot) -> None:
        """Plan every take of a shot, shown or not."""
        for take in self.pictures.take_numbers(shot):
            self.pictures.picture(shot, take)
        if not self.pictures.settled(shot):
            contest = self.pictures.contest(shot)
            take = self.locked.choices.get(shot.name, {}).get(contest)
            if take is not None and take in self.pictures.take_numbers(shot):
                self.pictures.choices[shot.name], self.chosen[shot.name] = take, contest
            else:
                self.unsettled[shot.name] = contest

    def deliverable(self, wanted: Deliverable) -> str:
        """The key of one file to deliver."""
        cut = self.film.cuts[wanted.cut]
        match wanted.kind:
            case DeliverableKind.VIDEO:
                return self._video(wanted, cut)
            case DeliverableKind.PREVIEW:
                return self._preview(preview_of(wanted, self.film.format.size), cut)
            case DeliverableKind.FRAMES:
                return self._sequence(wanted, cut)
            case DeliverableKind.POSTER:
                return self._poster(wanted, cut)
            case DeliverableKind.CONTACT | DeliverableKind.STORYBOARD:
                kind = CONTACT if wanted.kind is DeliverableKind.CONTACT else STORYBOARD
                return plan_board(
                    kind,
                    wanted,
                    self.film,
                    self._assembly(cut),
                    self.collector,
                    BoardShots(self._show, self._grade, self._unsettled),
                )
            case DeliverableKind.SUBTITLES:
                return self._subtitles(wanted, cut)
            case DeliverableKind.HANDOVER | DeliverableKind.BUNDLE:
                from vfc.planning.handover import Handovers  # for films that deliver one

                planner = Handovers(
                    self.film, self.collector, self._show, self._unsettled, self.sounds
                )
                bundled = wanted.kind is DeliverableKind.BUNDLE
                return (planner.bundle if bundled else planner.handover)(wanted, cut)
            case DeliverableKind.SOUND:
                assembly = self._assembly(cut)
                return self.sounds.track(wanted, assembly, SoundCodec.WAV, wanted.stem)
            case _:
                assert_never(wanted.kind)

    def proxies(self, wanted: ProxiesWanted) -> dict[ProxyName, str]:
        """The keys of wanted proxies."""
        shots = ProxyShots(self.pictures, self._grade, self.deliverable)
        return plan_proxies(self.film, self.collector, shots, wanted)

    def _assembly(self, cut: Cut) -> Assembly:
        if cut.name not in self._assemblies:
            self._assemblies[cut.name] = assemble(self.film, cut)
        return self._assemblies[cut.name]

    def _subtitles(self, wanted: Deliverable, cut: Cut) -> str:
        params = subtitle_params(self.film, self._assembly(cut), wanted.path, wanted.language)
        return self.collector.add(SUBTITLES, wanted.path, params)

    def linked(self, key: str) -> tuple[Use, ...]:
        """What a deliverable is placed with: what a timeline links to, the archives of numbered
        stills. It must stand as long as that is delivered.
        """
        step = self.collector.steps[key]
        return step.uses if isinstance(step.params, TimelineParams | SequenceParams) else ()

    def _video(self, wanted: Deliverable, cut: Cut) -> str:
        assembly = self._assembly(cut)
        check_length(wanted, assembly.frames / self.film.format.rate)
        segments = [
            Use(str(number), self._segment(fitted_of(wanted), segment))
            for number, segment in enumerate(burnt_in(self.film, assembly, wanted), 1)
        ]
        view, rate = self.film.seen_in(cut), wanted.data_rate
        form = view.format
        params = VideoParams(
            frames=assembly.frames,
            segments=tuple(s.frames_in_film.frames for s in assembly.segments),
            size=wanted.size or form.size,
            rate=form.rate,
            codec=wanted.codec,
            quality=wanted.quality,
            container=wanted.path.rpartition(".")[2],
            title=view.title,
            credits=self._credits(segments),
            subtitles=tracks_of(self.film, assembly, wanted),
            chapters=chapters_of(self.film, assembly) if wanted.chapters else (),
            data_rate=rate,
            platform=limits_of(wanted),
            language=self.film.language,
            timecode="" if form.start is None else smpte_timecode(form.start, form.rate),
            depth=wanted.depth if rate.is_fitted else 0,
        )
        codec = sound_codec(wanted.codec, params.container)
        sound = self.sounds.track(wanted, assembly, codec)
        uses = (*segments, Use("sound", sound))
        return self.collector.add(VIDEO, wanted.path, params, uses=uses)

    def _preview(self, wanted: Deliverable, cut: Cut) -> str:
        segments = burnt_in(self.film, self._assembly(cut), wanted)
        params = PreviewParams(
            frames=self._assembly(cut).frames,
            segments=tuple(each.frames_in_film.frames for each in segments),
            size=wanted.size or self.film.format.size,
            rate=self.film.format.rate,
            container=wanted.path.rpartition(".")[2].lower(),
        )
        uses = tuple(
            Use(str(number), self._segment(wanted, each)) for number, each in enumerate(segments, 1)
        )
        return self.collector.add(PREVIEW, wanted.path, params, uses=uses)

    def _sequence(self, wanted: Deliverable, cut: Cut) -> str:
        lossless, parts = lossless_of(wanted), burnt_in(self.film, self._assembly(cut), wanted)
        archives: list[Use] = []
        for number, segment in enumerate(parts, 1):
            params = StillsParams(
                frames=segment.frames_in_film.frames,
                size=wanted.size or self.film.format.size,
                container=wanted.path.rpartition(".")[2].lower(),
            )
            use = Use("1", self._segment(lossless, segment))
            key = self.collector.add(STILLS, f"{wanted.path} {segment.name}", params, uses=(use,))
            archives.append(Use(str(number), key))
        params = SequenceParams(parts=tuple(each.frames_in_film.frames for each in parts))
        return self.collector.add(SEQUENCE, wanted.path, params, uses=tuple(archives))

    def _poster(self, wanted: Deliverable, cut: Cut) -> str:
        lossless, segment, frame = poster_of(wanted, self._assembly(cut))
        params = PosterParams(
            frame=frame,
            size=wanted.size or self.film.format.size,
            container=wanted.path.rpartition(".")[2].lower(),
        )
        use = Use("1", self._segment(lossless, segment))
        return self.collector.add(POSTER, wanted.path, params, uses=(use,))

    def _credits(self, uses: Iterable[Use]) -> str:
        """Whom the pictures that steps are made of credit, each once."""
        pending, seen = [use.key for use in uses], set[str]()
        while pending:
            key = pending.pop()
            if key not in seen:
                seen.add(key)
                pending += [use.key for use in self.collector.steps[key].uses]
        credited = {self.pictures.credits.get(key, "") for key in seen}
        return "; ".join(sorted(credited - {""}))

    def _show(self, name: str) -> str:
        shot = self.film.shots[name]
        self.need(shot)
        if name not in self.shown:
            self.shown[name] = self.pictures.shown(shot)
        return self.shown[name]

    def need(self, shot: Shot) -> None:
        """Note that a shot is needed, and all that it is derived from."""
        pending = [shot]
        while pending:
            found = pending.pop()
            if found.name not in self.needed:
                self.needed.add(found.name)
                pending += [self.film.shots[ref.shot] for ref in found.uses]

    def _segment(self, wanted: Deliverable, segment: Segment) -> str:
        form = self.film.format
        layers = SegmentLayers(self.film, self.pictures, self._show, self._grade)
        params = SegmentParams(
            frames=segment.frames_in_film.frames,
            size=wanted.size or form.size,
            rate=form.rate,
            codec=wanted.codec,
            quality=wanted.quality,
            fit=wanted.fit if wanted.size else Fit.CROP,
            pictures=tuple(
                self._cropped(
                    wanted,
                    use.shot,
                    PicturePart(
                        role=use.role,
                        start=use.seen.start,
                        speed=Fraction(1) if use.seen.legs else use.seen.speed,
                        grade=self._grade(use.shot),
                        layers=layers.over(use),
                        legs=use.seen.legs,
                        backwards=use.seen.backwards,
                        last=use.seen.last,
                        between=use.between,
                    ),
                )
                for use in segment.pictures
            ),
            cards=segment.cards,
            transition=segment.transition,
            look=segment.look,
            fades=segment.fades,
            overlays=segment.overlays,
            layers=layers.over_film(segment.layers),
            text=segment.text,
            style=segment.style,
            colour=segment.colour,
            slate=self._slate(segment) if wanted.slate else None,
            depth=wanted.depth,
            factor=wanted.data_rate.factor,
        )
        return self.collector.add(
            kind_of(segment),
            f"{wanted.path} {segment.name}",
            params,
            version=version_of(
                segment, params, self.collector.tools, resized=params.size != form.size
            ),
            files=(
                *self._fonts(segment, params.slate),
                *self._luts(segment),
                *luma_of(segment),
                *layers.files,
            ),
            uses=(
                *(Use(str(use.role), self._show(use.shot)) for use in segment.pictures),
                *layers.uses,
            ),
            waits=self._unsettled((*(use.shot for use in segment.pictures), *layers.shots)),
        )

    def _slate(self, segment: Segment) -> SlatePart | None:
        """The slate of what is seen last: the incoming shot, where two are."""
        if not segment.pictures:
            return None
        shot = self.film.shots[segment.pictures[-1].shot]
        return SlatePart(
            shot=shot.name,
            take=self.pictures.shown_take(shot),
            camera=camera_words(shot),
            words=shot.prompt.words,
        )

    def _fonts(self, segment: Segment, slate: SlatePart | None) -> tuple[FileUse, ...]:
        """The fonts of a segment's titles; of a slate in other letters than vfc's font has, those
        of all titles of the film.
        """
        styles: list[TitleStyle | None] = [
            segment.style,
            *(overlay.style for overlay in segment.overlays),
            *(card.style for card in segment.cards),
        ]
        if slate is not None and needs_fonts(slate.words):
            styles += self.film.title_styles
        fonts = dict.fromkeys(style.font.digest for style in styles if style and style.font)
        return tuple(map(FileUse, roles_of("font", len(fonts)), fonts))

    def _grade(self, name: str) -> Grade | None:
        """The grade that lies over what is shown of a shot; None where there is none, or its finish
        step does it.
        """
        shot = self.film.shots[name]
        return None if shot.effects or shot.grade.neutral else shot.grade

    def _cropped(self, wanted: Deliverable, name: str, part: PicturePart) -> PicturePart:
        """A part with what a crop to the deliverable's shape keeps in sight, if there is one."""
        size = self.film.format.size
        if wanted.size is None or wanted.fit is not Fit.CROP or wanted.size.is_shaped_as(size):
            return part
        shot = self.film.shots[name]
        found = self.pictures.subject(shot, self._show(name))
        if found is not None:
            return replace(part, subject=found[0], request=found[1])
        return replace(part, focus=self.pictures.focus(shot))

    def _luts(self, segment: Segment) -> Iterator[FileUse]:
        for use in segment.pictures:
            grade = self._grade(use.shot)
            if grade is not None and grade.lut is not None:
                yield FileUse(str(Role("lut", part=use.role)), grade.lut.digest)

    def _unsettled(self, names: Iterable[str]) -> bool:
        return bool(self.unsettled) and any(name in self.unsettled for name in names)
