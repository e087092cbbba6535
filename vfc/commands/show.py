"""`vfc show`: one shot, resolved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from vfc.errors import UsageError
from vfc.film.model import Footage, Shot, Still
from vfc.film.timing import FrameRange
from vfc.generators.api import Reading
from vfc.planning.pictures import seed_of
from vfc.planning.verbs import compositions
from vfc.project.generators import generators_of
from vfc.project.plan import Planned, no_such_shot
from vfc.project.wordcheck import reading_of
from vfc.recipes.kinds import PART
from vfc.recipes.params import frames_of
from vfc.recipes.step import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTake:
    """One take: its number, seed and key; the digest of its artifact, '' while it does not stand;
    whether it is shown.
    """

    take: int
    seed: int
    key: str
    artifact: str
    shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLine:
    """A line of a shot: who says what, by which voice ('' where none does), in which frames of the
    shot, `about` where nobody has heard it; its takes that stand, and which is heard.
    """

    who: str
    text: str
    voice: str
    frames: FrameRange
    about: bool
    takes: int = 1
    heard: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotDetails:
    """A shot with its takes, the frames made of each, the shots and files that it uses, what is
    composed for it, its lines, and what its generator reads in its words.
    """

    shot: Shot
    takes: tuple[ShownTake, ...]
    frames: int
    uses: tuple[str, ...]
    composed: tuple[str, ...] = ()
    lines: tuple[ShownLine, ...] = ()
    reading: Reading | None = None  # what its generator reads in the words, where it draws by them

    @property
    def generator(self) -> str:
        """The generator's name in the film, or `footage` or `still` where a file is the source."""
        source = self.shot.source
        return source.kind if isinstance(source, Footage | Still) else self.shot.generator.name

    @property
    def made_by(self) -> str:
        """The generator with what it is asked to do and its options, or the file, in a line."""
        source, use = self.shot.source, self.shot.generator
        if isinstance(source, Footage | Still):
            return f"{source.kind} {source.file.path}"
        return " ".join(
            (f"{use.name} ({source.kind})", *(f"{name}={value}" for name, value in use.options))
        )


def show(planned: Planned, name: str) -> ShotDetails:
    """One shot; UsageError where there is none of this name."""
    film = planned.loaded.film
    if name not in film.shots:
        raise UsageError(no_such_shot(name, film.shots))
    shot = film.shots[name]
    steps = planned.plan.by_key()
    labels = [label for label in planned.plan.takes if label.rpartition("#")[0] == name]
    takes = []
    for label in labels:
        step = steps[planned.plan.takes[label]]
        take = int(label.rpartition("#")[2])
        trace = planned.decisions[step.key].trace
        takes.append(
            ShownTake(
                take=take,
                seed=seed_of(film, shot, take),
                key=step.key,
                artifact=trace.output if trace else "",
                shown=take == planned.plan.shown_takes[name],
            )
        )
    first = steps[planned.plan.takes[labels[0]]]
    generators = generators_of(
        film, planned.loaded.registry, planned.loaded.lock, refresh=planned.wanted.refresh
    )
    generator = generators.get(shot.generator.name)
    composed = (
        ()
        if generator is None
        else compositions(shot, generator.abilities(shot.generator.options), film.format.rate)
    )
    return ShotDetails(
        shot=shot,
        takes=tuple(takes),
        frames=_frames(first),
        uses=_uses(planned, first),
        composed=composed,
        lines=tuple(_lines(shot, film.format.rate)),
        reading=reading_of(first, planned.loaded.registry),
    )


def _lines(shot: Shot, rate: Fraction) -> Iterator[ShownLine]:
    for line, frames in zip(shot.lines, shot.spoken(rate), strict=True):
        delivery = line.delivery
        if delivery is None:
            yield ShownLine(who=line.who, text=line.text, voice="", frames=frames, about=True)
            continue
        use, file = delivery.voice, delivery.file
        said = " ".join([use.use, *(f"{name}={value}" for name, value in use.options)])
        yield ShownLine(
            who=line.who,
            text=line.text,
            voice=said if file is None else file.path,
            frames=frames,
            about=delivery.about,
            takes=delivery.takes,
            heard=delivery.shown,
        )


def _frames(step: Step) -> int:
    return frames_of(step.params)


def _uses(planned: Planned, step: Step) -> tuple[str, ...]:
    """What a picture is made from: other takes, and files; those of its parts are its own."""
    steps = planned.plan.by_key()
    paths = {asset.digest: asset.path for asset in planned.loaded.film.assets}
    found: dict[str, None] = {}
    pending = [step]
    while pending:
        each = pending.pop(0)
        found |= dict.fromkeys(paths.get(file.digest, file.digest) for file in each.files)
        for use in (steps[use.key] for use in each.uses):
            if use.kind is PART:
                pending.append(use)
            else:
                found[use.name] = None
    return tuple(found)
