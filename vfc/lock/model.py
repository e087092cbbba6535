"""What film.lock holds: input before it is output."""

from __future__ import annotations

from dataclasses import dataclass

from vfc.film.model import Options


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedGenerator:
    """A generator that costs, by the film's name for it, as it stood when it was first used.

    `abilities` are those of `vfc.generators.api.Abilities` as plain values. Of a generator that
    works with a model: the `model` and its revision as the text `asked` for them, the `revision`
    that this was when it was first used, and `weights` that pair file names with digests.
    """

    name: str
    use: str
    version: int
    model: str = ""
    asked: str = ""
    revision: str = ""
    abilities: Options = ()
    options: Options = ()  # each with its default, so that a plan needs not the generator itself
    weights: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedTake:
    """One take that cost, or a `part` of one: its seed, its key, the digest of what came.

    `profile` is '' for none, `part` '' for the whole; parts are `1`, `2`, of keyframes `first`,
    `last`, `card 1`, and `sound`. `billed` is what was paid for it, where somebody said.
    """

    shot: str
    take: int
    profile: str = ""
    part: str = ""
    seed: int
    key: str
    digest: str
    billed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedPin:
    """What a pinned take is derived from under a role: the key and digest of that picture, its
    shot's frames, and all that were made.
    """

    shot: str
    take: int
    profile: str = ""
    role: str
    key: str
    digest: str
    frames: int
    made: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedChoice:
    """The take that won for `pick: best`; `contest` is the hash of the takes' scores and weights
    that it was among.
    """

    shot: str
    profile: str = ""
    take: int
    contest: str


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
    pins: tuple[LockedPin, ...] = ()
    choices: tuple[LockedChoice, ...] = ()
    files: tuple[LockedFile, ...] = ()
