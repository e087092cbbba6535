"""For tests, ours and those of plugin authors: a generator of plain colours, a store in memory, a
reporter.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy

from vfc.engine.events import Added, Begun, Caused, Event, Noted
from vfc.film.model import Options
from vfc.film.roles import Role
from vfc.generators.api import (
    Abilities,
    Clip,
    Context,
    PictureGenerator,
    Request,
    Stage,
    Verb,
    clips_of,
)
from vfc.store.api import Trace
from vfc.store.journal import Journal
from vfc.store.objects import hash_file


class Flat(PictureGenerator):
    """Draws one colour that follows from the whole request and its inputs, and counts what it drew.

    May pretend to cost. `can` are abilities beside `makes`: `Flat(makes=["extend"], tail=4,
    longest=20)`.
    """

    def __init__(
        self,
        name: str = "flat",
        *,
        version: int = 1,
        costs: bool = False,
        fails: Iterable[str] = (),
        makes: Iterable[str] = (),
        **can: Any,
    ):
        self.name, self.version, self.costs = name, version, costs
        self.fails, self.makes, self.can = set(fails), frozenset(makes), can
        self.drawn: list[str] = []

    def abilities(self, options: Options) -> Abilities:
        """Plain words, and whatever the test says."""
        own: dict[str, Any] = {
            "costs": self.costs,
            "makes": self.makes,
            "pool": "gpu" if self.costs else "picture",
            "options": (("level", 1),),
        }
        return Abilities(**own | self.can)

    def run(
        self, stage: Stage, inputs: Mapping[str, Clip | Path], context: Context
    ) -> Iterator[numpy.ndarray]:
        """What `frames` draws, with the inputs in their places: what a generator owes its
        neighbours, exactly.
        """
        given = {role: list(clip) for role, clip in clips_of(inputs).items()}
        drawn = list(self.frames(stage.request, context))
        start = given.get("tail", given.get("first", given.get("from", [])[-1:]))
        end = given.get("head", given.get("last", given.get("into", [])[:1]))
        drawn[: len(start)] = start
        drawn[len(drawn) - len(end) :] = end
        for number, card in enumerate(stage.request.cards, 1):
            if (role := str(Role("card", number))) in given:
                drawn[card.frame] = given[role][0]
        if stage.request.verb == Verb.REMIX:
            new = stage.request.strength
            drawn = [
                (old * (1 - new) + each * new).astype(numpy.uint8)
                for old, each in zip(given["of"], drawn, strict=True)
            ]
        yield from drawn

    def frames(self, request: Request, context: Context) -> Iterator[numpy.ndarray]:
        """One colour, a little brighter at each frame, `(height, width, 3)` uint8 sRGB, 0 to 255;
        RuntimeError where a word of the prompt is one that `fails`.
        """
        self.drawn.append(request.prompt.words)
        if any(word in request.prompt.words for word in self.fails):
            raise RuntimeError(f"cannot draw '{request.prompt.words}'")
        level = hash_level(request)
        for index in range(request.frames):
            yield numpy.full(
                (request.size.height, request.size.width, 3), (level + index) % 256, numpy.uint8
            )


def hash_level(request: Request) -> int:
    """A level from 0 to 255 that follows from a request's words and seed, the same in every
    process.
    """
    return (sum(map(ord, request.prompt.text)) * 7 + request.seed) % 256


@dataclass
class MemoryStore:
    """A store whose index is in memory; artifacts lie in a temporary folder."""

    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="vfc-testing-")))
    kept: dict[str, list[Trace]] = field(default_factory=dict)

    def traces(self, keys: Iterable[str]) -> Mapping[str, tuple[Trace, ...]]:
        """All traces of these keys."""
        return {key: tuple(self.kept[key]) for key in keys if key in self.kept}

    def has(self, digests: Iterable[str]) -> set[str]:
        """Which of these artifacts are here."""
        return {digest for digest in digests if (self.folder / digest).exists()}

    def path(self, digest: str, *, fresh: bool = False) -> Path | None:
        """An artifact's file."""
        path = self.folder / digest
        return path if path.exists() else None

    def keep(self, artifact: Path, trace: Trace) -> Trace:
        """Take a finished file in."""
        digest = hash_file(artifact)
        size = artifact.stat().st_size
        artifact.replace(self.folder / digest)
        whole = replace(trace, output=digest, size=size)
        self.kept.setdefault(trace.key, []).append(whole)
        return whole

    def lease(self, key: str) -> contextlib.AbstractContextManager[None]:
        """Nothing else runs."""
        return contextlib.nullcontext()

    def scratch(self, key: str) -> Path:
        """A folder of a step's own."""
        path = self.folder / "scratch" / key
        path.mkdir(parents=True, exist_ok=True)
        return path

    def drop_scratch(self, key: str) -> None:
        """Leave it."""

    def journal(self, key: str, label: str = "", film: str = "") -> Journal:
        """What was asked of others for a step."""
        return Journal(self.folder, key, label, film)

    def draft(self) -> Path:
        """A new empty folder."""
        return Path(tempfile.mkdtemp(dir=self.folder))


@dataclass
class Recorder:
    """A reporter that remembers every event."""

    events: list[Event] = field(default_factory=list)

    def tell(self, event: Event) -> None:
        """Remember an event."""
        self.events.append(event)

    def labels(self, kind: str) -> list[str]:
        """The steps of all events of a kind, such as `made`."""
        return [
            event.step
            for event in self.events
            if event.event == kind and not isinstance(event, Added | Begun | Caused | Noted)
        ]
