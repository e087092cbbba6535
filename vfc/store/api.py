"""What the engine needs of a store: nine methods. `vfc.testing` has one in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from vfc.store.plainjson import plain

PIECES = "pieces"  # the fact of an environment that names the pieces of an artifact by digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """That a key was made once: from inputs of these digests (by role), into an output of this
    digest.

    `content` is the step's canonical text; `made` is seconds since 1970; `environment` is JSON, a
    record and no key.
    """

    key: str
    label: str
    content: str
    inputs: tuple[tuple[str, str], ...]
    output: str = ""
    size: int = 0
    seconds: float = 0.0
    environment: str = "{}"
    made: float = 0.0

    @property
    def made_on(self) -> dict[str, str]:
        """Its environment by fact; {} where it is none."""
        return plain(self.environment, {str: str}) or {}

    @property
    def pieces(self) -> list[str]:
        """The digests of the pieces that it was made of, for whoever makes it again."""
        return self.made_on.get(PIECES, "").split() if PIECES in self.environment else []


class StepJournal(Protocol):
    """What was asked of others for the step of a `key` and a `label`: lines that outlive it."""

    key: str
    label: str

    def read(self) -> list[dict[str, Any]]:
        """All lines, oldest first."""
        ...

    def all(self) -> Iterator[list[dict[str, Any]]]:
        """The lines of each step of the store, those of this one among them."""
        ...

    def turn(self, service: str, per_minute: int) -> float:
        """Take a turn of a service that bears so many requests a minute: 0, or the seconds until
        one is free.
        """
        ...

    def add(self, event: str, **facts: Any) -> None:
        """Write a line down, on the disk when this returns; StoreError where it refuses."""
        ...


class Store(Protocol):
    """Artifacts by digest, and the traces by key."""

    def traces(self, keys: Iterable[str]) -> Mapping[str, tuple[Trace, ...]]:
        """All traces of these keys, oldest first; a key without one is left out."""
        ...

    def has(self, digests: Iterable[str]) -> set[str]:
        """Which of these artifacts are here, without reading them."""
        ...

    def path(self, digest: str, *, fresh: bool = False) -> Path | None:
        """An artifact's file, its bytes verified since it was last written, `fresh`: now; None
        where it is gone or was damaged.
        """
        ...

    def keep(self, artifact: Path, trace: Trace) -> Trace:
        """Take a finished file in, then its trace; the trace with its output and size."""
        ...

    def lease(self, key: str) -> AbstractContextManager[None]:
        """Hold a key while it is made, so that two builds make a thing once; ended by the end of
        the process too.
        """
        ...

    def draft(self) -> Path:
        """A new empty folder for a file that is being made."""
        ...

    def scratch(self, key: str) -> Path:
        """A folder of a step's own that outlives a killed build."""
        ...

    def drop_scratch(self, key: str) -> None:
        """Let go of a step's scratch folder."""
        ...

    def journal(self, key: str, label: str = "", film: str = "") -> StepJournal:
        """What was asked of others for a step, by its key; its label and its film's name go into
        what is added.
        """
        ...
