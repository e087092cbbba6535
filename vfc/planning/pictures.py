"""The steps of pictures: of files, of what generators make, of effects over them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import assert_never

from vfc.film.framing import Area, Focus, area_within, focus_after
from vfc.film.model import Film, Fit, Footage, FrameRef, GeneratorUse, Options, Shot, ShotRef, Still
from vfc.film.roles import roles_of
from vfc.film.timing import Size
from vfc.generators.api import (
    ABILITIES,
    MODEL_OPTIONS,
    SUBJECTS,
    Abilities,
    Generator,
    Request,
    Stage,
    StageKind,
    Verb,
)
from vfc.planning.binding import Bound, SourceRange, TakePart
from vfc.planning.collector import Collector
from vfc.planning.segments import gradings
from vfc.planning.takes import TakePlanner
from vfc.recipes.keys import key_of
from vfc.recipes.kinds import (
    AUDIO,
    CONFORMED,
    CONFORMED_PART,
    EMBED,
    FINISH,
    FOOTAGE,
    JOIN,
    LATENTS,
    MATTE,
    ORIGINAL,
    PART,
    PICTURE,
    PINNED,
    SCORE,
    STABILISATION,
    STILL,
    TRACK,
    Kind,
)
from vfc.recipes.params import (
    FinishParams,
    FootageParams,
    GeneratedParams,
    JoinParams,
    PinnedParams,
    ScoreParams,
    SteadyParams,
    StillParams,
    frames_of,
)
from vfc.recipes.step import FileUse, Pin, Step, Use

UNKNOWN = Abilities(costs=True, makes=frozenset(ABILITIES))  # of a generator that is not here


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedGenerator:
    """A generator as the plan knows it: installed, or only held by the lock (then `generator` is
    None).
    """

    version: int
    generator: Generator | None
    locked: Abilities | None = None
    revision: str = ""
    build: str | None = None
    credits: str = ""

    def abilities(self, options: Options) -> Abilities:
        """What the generator can do, as the lock holds it, else as it says itself."""
        if self.locked is not None or self.generator is None:
            return self.locked or UNKNOWN
        return self.generator.abilities(options)


def _split(options: Options, abilities: Abilities, revision: str) -> tuple[Options, Options]:
    """Options that count in a key, and those that do not."""
    out = {*abilities.unkeyed, *(MODEL_OPTIONS if revision else ())}
    return (
        tuple(each for each in options if each[0] not in out),
        tuple(each for each in options if each[0] in out),
    )


def _kind_of(stage: StageKind, name: TakePart) -> Kind:
    match stage:
        case StageKind.ORIGINAL:
            return ORIGINAL
        case StageKind.EMBED:
            return EMBED
        case StageKind.LATENTS:
            return LATENTS
        case StageKind.AUDIO:
            return AUDIO
        case StageKind.PICTURE:
            return PART if name.part else PICTURE
        case _:
            assert_never(stage)


def _conformed_kind(stage: StageKind, name: TakePart) -> Kind:
    """Of what is conformed from an original, a picture or its sound."""
    if stage is StageKind.AUDIO:
        return TRACK
    return CONFORMED_PART if name.part else CONFORMED


def seed_of(film: Film, shot: Shot, take: int) -> int:
    """The seed of a take: from the film's seed, the shot's first name and the take's number, never
    a position.
    """
    if shot.seed is not None:
        return shot.seed + take - 1
    return int(key_of(f"seed {film.seed} {shot.seed_name} {take}")[:15], 16)


def picture_frames(shot: Shot) -> int:
    """Frames that a take must have at least: the shot's own and its handles."""
    return shot.frames + shot.handles


def _focus(shot: Shot, source: Footage | Still, size: Size) -> Focus | None:
    """The point that a file's own crop keeps in sight; None where nothing is cropped."""
    whole = shot.view is None and source.file.facts.size.is_shaped_as(size)
    return None if whole or source.fit is not Fit.CROP else shot.focus


def area_of(shot: Shot, size: Size) -> Area | None:
    """Where the picture of a shot stands between bars, in pixels; None where it fills the frame."""
    source = shot.source
    if not isinstance(source, Footage | Still) or shot.view is not None:
        return None
    return area_within(source.file.facts.size, size, source.fit)


Pins = Mapping[tuple[str, int, str], Pin]  # by shot, take and role
# by shot: the contests that were settled, each with the take that won
Choices = Mapping[str, Mapping[str, int]]


class Pictures:
    """Adds the picture and finish steps of each take to a collector, once each.

    `generators` are by the film's names for them. `choices` are the takes that the lock settles for
    `pick: best`; `derived` collects what each take is derived from, `costly` the keys of what
    costs.
    """

    def __init__(
        self,
        film: Film,
        generators: Mapping[str, PlannedGenerator],
        collector: Collector,
        pins: Pins,
    ):
        self.film, self.generators, self.collector, self.pins = film, generators, collector, pins
        self.choices: dict[str, int] = {}
        self.credits: dict[str, str] = {}  # by key: whom the picture of a step credits
        self.takes: dict[str, str] = {}
        self.derived: dict[tuple[str, int, str], Pin] = {}
        self.costly: dict[tuple[str, int, str], str] = {}  # by shot, take and part ('': the whole)
        # by take: the key of the sound that was made with its picture
        self.sounds: dict[str, str] = {}
        self.rgb: set[str] = set()  # keys of pictures that are kept in RGB
        self._graded: dict[str, str] = {}
        self._abilities: dict[str, Abilities] = {}

    # ── takes ──────────────────────────────────────────────────────────────────────────────────

    def take_numbers(self, shot: Shot) -> range:
        """The numbers of a shot's takes; a file has one, whatever the text asks for."""
        picked = shot.pick if isinstance(shot.pick, int) else 1
        return range(
            1, 2 if isinstance(shot.source, Footage | Still) else max(shot.takes, picked) + 1
        )

    def shown_take(self, shot: Shot) -> int:
        """The take that is shown: the picked one, the best where that is settled, else the
        first.
        """
        return shot.pick if isinstance(shot.pick, int) else self.choices.get(shot.name, 1)

    def settled(self, shot: Shot) -> bool:
        """Whether it is known which take is shown."""
        return shot.pick != "best" or shot.name in self.choices or len(self.take_numbers(shot)) == 1

    def contest(self, shot: Shot) -> str:
        """What a choice of the best take is bound to: the keys of all takes, and what they are
        measured by.

        Not the library that measures: an upgrade of it would choose again, and nobody pays for a
        film again for that.
        """
        keys = [self.picture(shot, take) for take in self.take_numbers(shot)]
        references = [asset.digest for asset in (*shot.references, *shot.style_references)]
        return key_of(f"best {SCORE.version} {keys} {references} {self.film.scores}")

    def shown(self, shot: Shot) -> str:
        """The key of what the film shows of a shot: its shown take, after grade and effects where
        it has effects.
        """
        return self.finished(shot, self.shown_take(shot))

    def picture(self, shot: Shot, take: int) -> str:
        """The key of one take's picture; the shots that it is derived from have theirs already."""
        label = f"{shot.name}#{take}"
        if label not in self.takes:
            if isinstance(shot.source, Footage):
                self.takes[label] = self._footage(shot, shot.source, label)
            elif isinstance(shot.source, Still):
                self.takes[label] = self._still(shot, shot.source, label)
            else:
                waits = any(
                    ref.take is None and not self.settled(self.film.shots[ref.shot])
                    for ref in shot.uses
                )
                self.takes[label] = TakePlanner(
                    self, shot, take, seed_of(self.film, shot, take), waits
                ).picture()
        return self.takes[label]

    def finished(self, shot: Shot, take: int) -> str:
        """The key of one take held steady, after grade and effects; its picture's own where there
        are none of them.

        An effect may want the whole take, graded; a grade alone is left to the segments, which
        decode it anyway.
        """
        picture = self._steady(shot, take)
        if not shot.effects:
            return picture
        label = f"{shot.name}#{take}"
        if label not in self._graded:
            self._graded[label] = self._finish(shot, label, picture)
        return self._graded[label]

    def scored(self, shot: Shot, take: int) -> str:
        """The key of one take's scores."""
        move = shot.camera.move
        params = ScoreParams(
            frames=shot.frames,
            rate=self.film.format.rate,
            motion_asked=move != "static" if move else None,
        )
        references = (*shot.references, *shot.style_references)
        files = tuple(
            FileUse(role, asset.digest)
            for role, asset in zip(roles_of("reference", len(references)), references, strict=True)
        )
        return self.collector.add(
            SCORE,
            f"{shot.name}#{take}",
            params,
            files=files,
            uses=(Use("picture", self.picture(shot, take)),),
        )

    def _steady(self, shot: Shot, take: int, *, matte: str = "") -> str:
        """The key of one take held steady, or of its `matte` as the take is; its picture's own
        where the text asks for nothing.
        """
        picture = self.picture(shot, take)
        if shot.stabilise is None:
            return matte or picture
        form = self.film.format
        params = self.collector.steps[picture].params
        return self.collector.add(
            STABILISATION,
            f"{shot.name}#{take}",
            SteadyParams(
                frames=self.frames(picture),
                size=form.size,
                rate=form.rate,
                stabilise=shot.stabilise,
                area=area_of(shot, form.size),
                deep=isinstance(params, FootageParams | StillParams) and params.deep and not matte,
            ),
            uses=(Use("picture", picture), *([Use("matte", matte)] if matte else [])),
        )

    def _finish(self, shot: Shot, label: str, picture: str) -> str:
        form = self.film.format
        params = FinishParams(
            frames=self.frames(picture),
            size=form.size,
            rate=form.rate,
            grade=shot.grade,
            effects=shot.effects,
        )
        files = (FileUse("lut", shot.grade.lut.digest),) if shot.grade.lut else ()
        stamped = " ".join([str(FINISH.stamp(self.collector.tools)), *gradings([shot.grade])])
        return self.collector.add(
            FINISH, label, params, version=stamped, files=files, uses=(Use("picture", picture),)
        )

    # ── files ──────────────────────────────────────────────────────────────────────────────────

    def matte(self, shot: Shot) -> str:
        """The key of how transparent the picture of a shot is that shows a transparent file."""
        step = self.collector.steps[self.picture(shot, 1)]
        matte = self.collector.add(MATTE, f"{shot.name}#1", step.params, files=step.files)
        return self._steady(shot, 1, matte=matte)

    def subject(self, shot: Shot, key: str) -> tuple[str, Request] | None:
        """The generator that says where the subject is in what is shown of a shot, and what it was
        asked for; None where the text says it, or nobody does.
        """
        params = self.collector.steps[key].params
        if shot.focus is not None or not isinstance(params, GeneratedParams):
            return None
        version = SUBJECTS.get(params.generator)
        if version is None or params.request.inputs or params.request.verb is not Verb.WORDS:
            return None
        return f"{params.generator} {version}", params.whole_request

    def focus(self, shot: Shot) -> Focus | None:
        """The point of a shot's finished picture that a crop to another shape keeps in sight."""
        source, size = shot.source, self.film.format.size
        if shot.focus is None or shot.view is not None:
            return None
        if isinstance(source, Footage | Still):
            return focus_after(shot.focus, source.file.facts.size, size, source.fit)
        return shot.focus

    def _footage(self, shot: Shot, source: Footage, label: str) -> str:
        form = self.film.format
        file = source.file
        pictures = {"pictures": file.facts.rate} if file.facts.numbered else {}
        params = FootageParams(
            start=source.start,
            frames=picture_frames(shot),
            size=form.size,
            rate=form.rate,
            fit=source.fit,
            deep=file.facts.depth > 8 and not file.facts.numbered,
            focus=_focus(shot, source, form.size),
            view=shot.view,
            length=shot.frames if shot.view else 0,
            packets=shot.view is None and file.facts.fills(form.size, form.rate),
            **pictures,
        )
        return self.collector.add(FOOTAGE, label, params, files=(FileUse("footage", file.digest),))

    def _still(self, shot: Shot, source: Still, label: str) -> str:
        form = self.film.format
        params = StillParams(
            frames=picture_frames(shot),
            length=shot.frames,
            size=form.size,
            rate=form.rate,
            fit=source.fit,
            camera=replace(shot.camera, move="") if shot.view else shot.camera,
            deep=source.file.facts.depth > 8,
            focus=_focus(shot, source, form.size),
            view=shot.view,
        )
        return self.collector.add(
            STILL, label, params, files=(FileUse("still", source.file.digest),)
        )

    # ── what generators make ───────────────────────────────────────────────────────────────────

    def abilities(self, use: GeneratorUse) -> Abilities:
        """What a generator can do; of one that is not here, that it costs and could do anything."""
        if use.name not in self._abilities:
            planned = self.generators.get(use.name)
            self._abilities[use.name] = (
                UNKNOWN if planned is None else planned.abilities(use.options)
            )
        return self._abilities[use.name]

    def frames(self, key: str) -> int:
        """All the frames that the picture of a key has: at least the shot and its handles, on its
        generator's grid.
        """
        return frames_of(self.collector.steps[key].params)

    def shown_frames(self, shot: Shot) -> int:
        """The frames of the take that is shown."""
        return self.frames(self.picture(shot, self.shown_take(shot)))

    def looks(self, shot: Shot) -> tuple[str, ...]:
        """The looks of the people that a shot mentions, in order."""
        return tuple(self.film.cast[name].look for name in shot.cast if name in self.film.cast)

    def generated(self, name: TakePart, use: GeneratorUse, request: Request, bound: Bound) -> str:
        """A picture that a generator makes, a part of one or a keyframe; its key. `bound` are the
        request's inputs.
        """
        planned = self.generators.get(use.name)
        generator = planned.generator if planned else None
        whole = (Stage(kind=StageKind.PICTURE, request=request),)
        stages = generator.stages(request, self.abilities(use)) if generator else whole
        made: dict[StageKind, str] = {}
        for stage in stages:
            own = (
                bound
                if stage.request.inputs or stage.request.adapters
                else Bound(waits=bound.waits)
            )
            earlier = tuple(Use(str(kind), made[kind]) for kind in stage.uses)
            made[stage.kind] = self._stage(
                name, use, stage, own._replace(uses=(*own.uses, *earlier))
            )
        if StageKind.AUDIO in made and not name.part:
            self.sounds[str(name)] = made[StageKind.AUDIO]
        return made[StageKind.PICTURE]

    def _stage(self, name: TakePart, use: GeneratorUse, stage: Stage, bound: Bound) -> str:
        if StageKind.ORIGINAL in stage.uses:
            return self._conformed(name, use, stage, bound)
        abilities, planned = self.abilities(use), self.generators.get(use.name)
        revision = planned.revision if planned else ""
        keyed, unkeyed = _split(stage.request.options, abilities, revision)
        params = GeneratedParams(
            generator=use.use,
            request=replace(stage.request, options=keyed),
            ranges=bound.ranges,
            revision=revision,
            unkeyed=unkeyed,
            patience=use.patience,
        )
        version, build = (planned.version, planned.build) if planned else (0, None)
        # what cost stays whatever is installed
        stamped: int | str = version if abilities.costs or build is None else f"{version} {build}"
        # how a file's pixels are read decides what is made of them
        if bound.files and not abilities.costs:
            stamped = f"{stamped} still {STILL.version}"
        key = self.collector.add(
            _kind_of(stage.kind, name),
            str(name),
            params,
            version=stamped,
            pool=stage.pool or abilities.pool,
            costs=abilities.costs,
            setup=f"{stage.kind} {use.name}" if abilities.costs else "",
            files=bound.files,
            uses=bound.uses,
            waits=bound.waits,
        )
        if planned and planned.credits:
            self.credits[key] = planned.credits
        if abilities.costs and stage.kind is StageKind.PICTURE:
            self.rgb.add(key)
        if abilities.costs and stage.kind in (StageKind.PICTURE, StageKind.ORIGINAL):
            self.costly[name] = key
        elif abilities.costs and stage.kind is StageKind.AUDIO:
            self.costly[name._replace(part=f"{name.part} sound".strip())] = key
        return key

    def _conformed(self, name: TakePart, use: GeneratorUse, stage: Stage, bound: Bound) -> str:
        """A picture or a sound that vfc conforms from an original, which is what cost."""
        return self.collector.add(
            _conformed_kind(stage.kind, name),
            str(name),
            GeneratedParams(generator=use.use, request=stage.request),
            uses=bound.uses,
            waits=bound.waits,
        )

    def joined(self, label: str, params: JoinParams, uses: tuple[Use, ...], waits: bool) -> str:
        """A picture joined from pieces of others; its key."""
        key = self.collector.add(JOIN, label, params, uses=uses, waits=waits)
        if params.rgb:
            self.rgb.add(key)
        return key

    def source(self, shot: Shot, take: int, role: str, ref: ShotRef | FrameRef) -> SourceRange:
        """The picture that a take is derived from under a role; of a pinned shot, the one that the
        lock holds.
        """
        pin = self.pins.get((shot.name, take, role)) if shot.pin else None
        if pin is None:
            other = self.film.shots[ref.shot]
            key = self.picture(other, ref.take or self.shown_take(other))
            pin = Pin(key=key, digest="", frames=other.frames, made=self.frames(key))
        elif pin.key not in self.collector.steps:
            self.collector.steps[pin.key] = Step(
                kind=PINNED,
                name=f"{ref.shot} of {shot.name}#{take}",
                key=pin.key,
                pool="picture",
                params=PinnedParams(digest=pin.digest, frames=pin.made),
                content="",
                locked=pin.digest,
            )
        self.derived[shot.name, take, role] = pin
        return SourceRange(pin.key, 0, pin.frames, pin.made)
