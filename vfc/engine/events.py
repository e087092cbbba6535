"""What a build tells while it runs, as frozen values; a Reporter hears them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """The build knows what it will make: how many steps, how many are kept, and the seconds to
    expect, from `seconds` to `most`.
    """

    event: Literal["begun"] = "begun"
    make: int
    kept: int
    seconds: float
    most: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """So many more steps are made than the build began with: what they made before is lost, damaged
    or out of date.
    """

    event: Literal["added"] = "added"
    make: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Caused:
    """What changed since the film was last built whole, where it stands in the text (`line` 0:
    nowhere), and what a build makes because of it: how many steps of each kind, how many of them
    cost, and the seconds to expect, from `seconds` to `most`.
    """

    event: Literal["cause"] = "cause"
    text: str
    file: str
    line: int
    make: Mapping[str, int]
    costs: int
    seconds: float
    most: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """How a generator will go about its pictures here, or what to know of a picture that was made,
    in a line.
    """

    event: Literal["note"] = "note"
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A step runs; `at` is seconds since the build began."""

    event: Literal["started"] = "started"
    step: str
    at: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """A running step is at `done` of `total`."""

    event: Literal["progress"] = "progress"
    step: str
    done: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """A running step waits for somebody else's machine: `text` says what for."""

    event: Literal["waits"] = "waits"
    step: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A step is made and kept: how long it took and its CPU time, how large it is, and the seconds
    for the rest.
    """

    event: Literal["made"] = "made"
    step: str
    at: float
    seconds: float
    cpu: float
    size: int
    left: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """A step that seemed stale stands after all: what it uses came out the same as before."""

    event: Literal["unchanged"] = "unchanged"
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A step failed: why, and the steps that can therefore not be made. `trace` is for
    programmers.
    """

    event: Literal["failed"] = "failed"
    step: str
    error: str
    blocks: tuple[str, ...]
    at: float
    seconds: float
    trace: str = ""


Event = Begun | Added | Caused | Noted | Started | Progress | Waits | Made | Unchanged | Failed


def to_json(event: Event) -> str:
    """An event as one line of JSON."""
    return json.dumps(asdict(event), ensure_ascii=False)


class Reporter(Protocol):
    """Hears what a build tells, from the thread that runs the build, in order."""

    def tell(self, event: Event) -> None:
        """Take one event; must be quick, and must not raise."""
