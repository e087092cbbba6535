"""What film.lock holds: input before it is output."""

from __future__ import annotations

from dataclasses import dataclass

from vfc.film.model import Options


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedGenerator:
    """A generator that costs, by the film's name for it, as it stood when it was first used.

    `abilities` are those of `vfc.generators.api.Abilities` as plain values; `weights` pairs file names with digests.
    """

    name: str
    use: str
    version: int
    abilities: Options = ()
    options: Options = ()  # each with its default, so that a plan needs not the generator itself
    revision: str = ""
    weights: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedTake:
    """One take that cost: its seed, its key, and the digest of what came. `profile` is '' for none."""

    profile: str
    shot: str
    take: int
    seed: int
    key: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedFile:
    """A file of the film and the digest of its bytes."""

    path: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """The whole lock, each part sorted."""

    generators: tuple[LockedGenerator, ...] = ()
    takes: tuple[LockedTake, ...] = ()
    files: tuple[LockedFile, ...] = ()
