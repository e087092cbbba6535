"""One shot's takes as steps: the request that a generator gets, or the cutting and moving of a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from vfc.film.model import (
    Asset,
    Blend,
    Extend,
    Film,
    Footage,
    FrameRef,
    Loop,
    Recut,
    Remix,
    Shot,
    ShotRef,
    Still,
    Words,
)
from vfc.generators.api import Abilities, Generator, Request
from vfc.plan.keys import content, key_of
from vfc.plan.params import (
    DerivedFrom,
    FinishParams,
    FootageParams,
    GeneratedParams,
    PictureRole,
    StillParams,
    TimedCard,
)
from vfc.plan.step import FileUse, Step, Use

FOOTAGE_VERSION = 1
STILL_VERSION = 1
FINISH_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """The builds of the libraries that cheap steps are made with; each counts in the keys of its steps."""

    picture: str = ""
    sound: str = ""
    titles: str = ""
    effects: str = ""
    previs: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """A generator as the plan knows it: installed, or only held by the lock (then `generator` is None)."""

    version: int
    generator: Generator | None
    locked: Mapping[str, Abilities] = field(default_factory=dict)  # by the film's name for it
    revision: str = ""

    def abilities(self, name: str, options: tuple) -> Abilities:
        """What the generator can do, as the lock holds it, else as it says itself."""
        if name in self.locked or self.generator is None:
            return self.locked.get(name, Abilities(costs=True))
        return self.generator.abilities(options)


def seed_of(film: Film, shot: Shot, take: int) -> int:
    """The seed of a take: from the film's seed, the shot's first name and the take's number, never a position."""
    if shot.seed is not None:
        return shot.seed + take - 1
    return int(key_of(f"seed {film.seed} {shot.seed_name} {take}")[:15], 16)


def picture_frames(shot: Shot) -> int:
    """Frames that a take must have at least: the shot's own and its handles."""
    return shot.frames + shot.handles


class Pictures:
    """Makes the picture and finish steps of each take, once each; `steps` collects them after what they use."""

    def __init__(self, film: Film, makers: Mapping[str, Maker], tools: Tools, locked: Mapping[str, str]):
        self.film, self.makers, self.tools, self.locked = film, makers, tools, locked
        self.steps: dict[str, Step] = {}
        self.takes: dict[str, str] = {}
        self._graded: dict[str, str] = {}

    def add(self, kind: str, name: str, pool: str, version: int | str, params: object, *, costs: bool = False,
            files: tuple[FileUse, ...] = (), uses: tuple[Use, ...] = ()) -> str:
        """Keep a step under its key, unless an equal one stands already; the key."""
        text = content(kind, version, params, files, uses)
        key = key_of(text)
        if key not in self.steps:
            self.steps[key] = Step(kind=kind, name=name, key=key, pool=pool, params=params, content=text, uses=uses,
                                   files=files, costs=costs, locked=self.locked.get(key, ""))
        return key

    def shown(self, shot: Shot) -> str:
        """The key of what the film shows of a shot: its shown take, after grade and effects."""
        return self.finished(shot, shot.shown_take)

    def take_numbers(self, shot: Shot) -> range:
        """The numbers of a shot's takes; a file has one, whatever the text asks for."""
        return range(1, 2 if isinstance(shot.source, Footage | Still) else max(shot.takes, shot.shown_take) + 1)

    def picture(self, shot: Shot, take: int) -> str:
        """The key of one take's picture."""
        label = f"{shot.name}#{take}"
        if label not in self.takes:
            if isinstance(shot.source, Footage):
                self.takes[label] = self._footage(shot, shot.source, label)
            elif isinstance(shot.source, Still):
                self.takes[label] = self._still(shot, shot.source, label)
            else:
                self.takes[label] = self._generated(shot, take, label)
        return self.takes[label]

    def finished(self, shot: Shot, take: int) -> str:
        """The key of one take after grade and effects; its picture's own where there are none."""
        picture = self.picture(shot, take)
        if shot.grade.neutral and not shot.effects:
            return picture
        label = f"{shot.name}#{take}"
        if label not in self._graded:
            self._graded[label] = self._finish(shot, label, picture)
        return self._graded[label]

    def _finish(self, shot: Shot, label: str, picture: str) -> str:
        form = self.film.format
        params = FinishParams(frames=self.made_frames(shot), size=form.size, rate=form.rate, grade=shot.grade,
                              effects=shot.effects)
        files = (FileUse("lut", shot.grade.lut.digest),) if shot.grade.lut else ()
        version = f"{FINISH_VERSION} {self.tools.picture}" + (f" {self.tools.effects}" if shot.effects else "")
        return self.add("finish", label, "picture", version, params, files=files, uses=(Use("picture", picture),))

    def _footage(self, shot: Shot, source: Footage, label: str) -> str:
        form = self.film.format
        params = FootageParams(start=source.start, frames=picture_frames(shot), size=form.size, rate=form.rate,
                               fit=source.fit)
        return self.add("picture", label, "picture", f"footage {FOOTAGE_VERSION} {self.tools.picture}", params,
                        files=(FileUse("footage", source.file.digest),))

    def _still(self, shot: Shot, source: Still, label: str) -> str:
        form = self.film.format
        params = StillParams(frames=picture_frames(shot), length=shot.frames, size=form.size, rate=form.rate,
                             fit=source.fit, camera=shot.camera)
        return self.add("picture", label, "picture", f"still {STILL_VERSION} {self.tools.picture}", params,
                        files=(FileUse("still", source.file.digest),))

    def abilities(self, shot: Shot) -> Abilities:
        """What the shot's generator can do; of one that is not here, that it costs."""
        maker = self.makers.get(shot.generator.use)
        return maker.abilities(shot.generator.name, shot.generator.options) if maker else Abilities(costs=True)

    def made_frames(self, shot: Shot) -> int:
        """The frames that a take really has: at least the shot and its handles, on its generator's grid."""
        if isinstance(shot.source, Footage | Still):
            return picture_frames(shot)
        return self.abilities(shot).on_grid(picture_frames(shot), self.film.format.rate)

    def _generated(self, shot: Shot, take: int, label: str) -> str:
        abilities = self.abilities(shot)
        maker = self.makers.get(shot.generator.use)
        derived, files, uses = self._derive(shot)
        params = GeneratedParams(generator=shot.generator.use, request=self._request(shot, take, abilities),
                                 derived=derived, revision=maker.revision if maker else "")
        version = maker.version if maker else 0
        stamped = version if abilities.costs else f"{version} {self.tools.previs}"
        return self.add("picture", label, abilities.pool, stamped, params, costs=abilities.costs,
                        files=files, uses=uses)

    def _request(self, shot: Shot, take: int, abilities: Abilities) -> Request:
        film = self.film
        people = tuple(film.cast[name].look for name in shot.cast if name in film.cast)
        lines = shot.lines if "speech" in abilities.makes else ()
        return Request(prompt=shot.prompt, camera=shot.camera, cast=people, size=film.format.size,
                       rate=film.format.rate, frames=abilities.on_grid(picture_frames(shot), film.format.rate), length=shot.frames,
                       seed=seed_of(film, shot, take), options=shot.generator.options, lines=lines)

    def _derive(self, shot: Shot) -> tuple[DerivedFrom | None, tuple[FileUse, ...], tuple[Use, ...]]:
        """What the picture is derived from: numbers in the params, files and other pictures by role."""
        roles = _Roles(self)
        source = shot.source
        derived = roles.words(source) if isinstance(source, Words) else roles.verb(source)
        for index, asset in enumerate(shot.references):
            roles.files.append(FileUse(f"reference {index + 1}", asset.digest))
        for index, adapter in enumerate(shot.adapters):
            roles.files.append(FileUse(f"{adapter.kind} {index + 1} {adapter.weight:g}", adapter.file.digest))
        plain = derived if derived != DerivedFrom() else None
        return plain, tuple(roles.files), tuple(roles.uses)


class _Roles:
    """Collects the files and the pictures that one source is derived from, each under its role."""

    def __init__(self, pictures: Pictures):
        self.pictures = pictures
        self.files: list[FileUse] = []
        self.uses: list[Use] = []
        self.frames: list[PictureRole] = []

    def words(self, source: Words) -> DerivedFrom:
        for role, picture in (("first", source.first), ("last", source.last)):
            self._picture(role, picture)
        for index, card in enumerate(source.cards):
            self._picture(f"card {index + 1}", card.image)
        cards = tuple(TimedCard(frame=card.frame, words=card.words) for card in source.cards)
        if source.after:
            self._shot("after", source.after)
        return DerivedFrom(cards=cards, frames=tuple(self.frames))

    def verb(self, source: Remix | Extend | Recut | Blend | Loop) -> DerivedFrom:
        if isinstance(source, Blend):
            self._shot("from", source.start)
            self._shot("into", source.into)
            return DerivedFrom(verb="blend", curve=source.curve, frames=tuple(self.frames))
        self._shot("of", source.of)
        more = {"remix": lambda: {"strength": source.strength}, "loop": lambda: {"seam": source.seam},
                "extend": lambda: {"by": source.by, "toward": source.toward},
                "recut": lambda: {"keep": tuple(source.keep_in_shot)}}[source.kind]()
        return DerivedFrom(verb=source.kind, frames=tuple(self.frames), **more)

    def _picture(self, role: str, picture: Asset | FrameRef | None) -> None:
        if isinstance(picture, Asset):
            self.files.append(FileUse(role, picture.digest))
        elif picture is not None:
            shot = self.pictures.film.shots[picture.shot]
            frame = picture.frame if picture.frame >= 0 else shot.frames + picture.frame
            self._use(role, shot, picture.take, frame)

    def _shot(self, role: str, ref: ShotRef) -> None:
        self._use(role, self.pictures.film.shots[ref.shot], ref.take, 0)

    def _use(self, role: str, shot: Shot, take: int | None, frame: int) -> None:
        self.uses.append(Use(role, self.pictures.picture(shot, take or shot.shown_take)))
        self.frames.append(PictureRole(role=role, frame=frame, frames=shot.frames))
