"""What a request is bound to: which take it is for, ranges of other pictures, files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from vfc.film.model import Adapter, Asset, GeneratorUse, Shot
from vfc.film.roles import Role, roles_of
from vfc.generators.api import Abilities, AdapterUse, Input
from vfc.recipes.params import InputRange
from vfc.recipes.step import FileUse, Use


class SourceRange(NamedTuple):
    """`frames` of the picture of a step from `start` on; the whole picture has `available`."""

    key: str
    start: int
    frames: int
    available: int

    def last(self, frames: int) -> SourceRange:
        """Its last frames, or all where it has fewer."""
        frames = min(frames, self.frames)
        return self._replace(start=self.start + self.frames - frames, frames=frames)

    def first(self, frames: int) -> SourceRange:
        """Its first frames, or all where it has fewer."""
        return self._replace(frames=min(frames, self.frames))


class TakePart(NamedTuple):
    """A take of a shot, or a part of it: `1`, `2`, and of keyframes `first`, `last`, `card 1`."""

    shot: str
    take: int
    part: str = ""

    def __str__(self) -> str:
        return f"{self.shot}#{self.take} {self.part}".rstrip()


class Bound(NamedTuple):
    """What a stage is given from outside: ranges of pictures that it uses, and files.

    `waits`: which of them they are hangs on a choice that is not settled yet.
    """

    ranges: tuple[InputRange, ...] = ()
    files: tuple[FileUse, ...] = ()
    uses: tuple[Use, ...] = ()
    waits: bool = False


class BoundInputs:
    """The inputs of a request bound to ranges of pictures and to files, each under its role."""

    def __init__(self, inputs: Mapping[str, SourceRange | Asset], request_frames: int):
        self.inputs: list[Input] = []
        self.ranges: list[InputRange] = []
        self.files: list[FileUse] = []
        self.uses: list[Use] = []
        for role, found in inputs.items():
            if isinstance(found, Asset):
                self.inputs.append(Input(role=role))
                self.files.append(FileUse(role, found.digest))
                continue
            frames = request_frames if role == "of" else found.frames
            self.inputs.append(Input(role=role, frames=frames))
            self.ranges.append(
                InputRange(role=role, start=found.start, frames=frames, there=found.available)
            )
            self.uses.append(Use(role, found.key))

    def all(self, waits: bool) -> Bound:
        """Everything that is bound so far."""
        return Bound(tuple(self.ranges), tuple(self.files), tuple(self.uses), waits)

    def adapters(self, adapters: tuple[Adapter, ...]) -> tuple[AdapterUse, ...]:
        """Bind adapters' files too; what the request says of them."""
        for number, each in enumerate(adapters, 1):
            self.files.append(FileUse(str(Role("adapter", number)), each.file.digest))
            if each.encoder is not None:
                self.files.append(
                    FileUse(str(Role("adapter", number, "encoder")), each.encoder.digest)
                )
        return tuple(AdapterUse(kind=each.kind, weight=each.weight) for each in adapters)


def adapters_for(shot: Shot, generator: GeneratorUse, abilities: Abilities) -> tuple[Adapter, ...]:
    """The style adapters of a shot that are for a generator, where it takes any."""
    if "adapters" not in abilities.makes:
        return ()
    return tuple(each for each in shot.adapters if each.generator in ("", generator.name))


def references_for(
    shot: Shot, generator: GeneratorUse, abilities: Abilities
) -> dict[str, SourceRange | Asset]:
    """The pictures of people, places and style that a generator takes, by itself or by an adapter;
    by role.
    """
    adapted = any(each.encoder is not None for each in adapters_for(shot, generator, abilities))
    found: dict[str, SourceRange | Asset] = {}
    if "references" in abilities.makes:
        found |= zip(roles_of("reference", len(shot.references)), shot.references, strict=True)
    if adapted or "style" in abilities.makes:
        found |= zip(
            roles_of("style", len(shot.style_references)), shot.style_references, strict=True
        )
    return found
