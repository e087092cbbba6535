"""Steps as data: frozen, picklable, with no path of a machine.

A step's key says what is wanted; equal keys are one step. Its label, `KIND NAME`, follows the text,
so that reasons can be told across edits; it never counts in the key.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from vfc.film.proxies import ProxyName
from vfc.recipes.kinds import Kind

if TYPE_CHECKING:
    from vfc.recipes.params import Params


class Use(NamedTuple):
    """An artifact of another step that this one reads, under a role such as `picture` or
    `segment 12`.
    """

    role: str
    key: str


class FileUse(NamedTuple):
    """A file of the film that this step reads, under a role, by the digest of its bytes."""

    role: str
    digest: str


def grain_seed(key: str) -> int:
    """The seed of the grain over the picture of a key, wherever it is graded."""
    return int(key[:8], 16)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """What a pinned take is derived from under a role, as the lock holds it: its key, the digest of
    its bytes, the frames of its shot, and all that were made.
    """

    key: str
    digest: str
    frames: int
    made: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One artifact wanted. `params` are those of its kind, as its action takes them; `content` is
    their canonical JSON.

    `pool` is where it works: `picture`, `encode`, `sound`, or one that a generator names. `costs`
    says that making it takes a GPU or money, `setup` names what must be loaded for it. `locked` is
    the digest that the lock binds this key to, or ''.
    """

    kind: Kind
    name: str
    key: str
    pool: str
    params: Params
    content: str
    uses: tuple[Use, ...] = ()
    files: tuple[FileUse, ...] = ()
    costs: bool = False
    setup: str = ""
    locked: str = ""

    @property
    def label(self) -> str:
        """`KIND NAME`, as people and scripts know the step."""
        return f"{self.kind.name} {self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All the steps that a build may need, each after those it uses.

    `goals` are the keys that this build must make stand; `deliverables` maps each out path to its
    step's key; `takes` maps `scene/shot#n` to the key of its picture; `shown_takes` maps a shot to
    the number of the take that is shown, `shown` to the key of the picture shown in the film: its
    take, or that after grade and effects where the shot has effects; where it has none, what reads
    the picture grades it. `waiting` are goals that hang on a choice of the best take: `contests`
    are those to be settled, by shot, `chosen` those that are, and `scores` the keys of the scores
    by take. `voices` are the keys of the lines that voices speak, by their names; `unheard` are
    those that nobody has heard yet, and on whose sound the plan depends. `derived` says what each
    take is derived from, by shot, take and role, as a `Pin`;
    `costly` has the keys of what costs, by shot, take and part (`1`, `first`; '' is the whole).
    `proxies` are the keys of those that were asked for.
    """

    profile: str | None
    steps: tuple[Step, ...]
    goals: tuple[str, ...]
    deliverables: Mapping[str, str] = field(default_factory=dict[str, str])
    takes: Mapping[str, str] = field(default_factory=dict[str, str])
    shown: Mapping[str, str] = field(default_factory=dict[str, str])
    shown_takes: Mapping[str, int] = field(default_factory=dict[str, int])
    waiting: tuple[str, ...] = ()
    contests: Mapping[str, str] = field(default_factory=dict[str, str])
    chosen: Mapping[str, str] = field(default_factory=dict[str, str])
    scores: Mapping[str, str] = field(default_factory=dict[str, str])
    voices: Mapping[str, str] = field(default_factory=dict[str, str])
    unheard: tuple[str, ...] = ()
    costly: Mapping[tuple[str, int, str], str] = field(
        default_factory=dict[tuple[str, int, str], str]
    )
    derived: Mapping[tuple[str, int, str], Pin] = field(
        default_factory=dict[tuple[str, int, str], Pin]
    )
    proxies: Mapping[ProxyName, str] = field(default_factory=dict[ProxyName, str])

    def by_key(self) -> dict[str, Step]:
        """The steps by their keys."""
        return {step.key: step for step in self.steps}

    def below(self, key: str) -> list[Step]:
        """The steps that one is made of, itself with them, in the order of the plan."""
        steps = self.by_key()
        pending, wanted = [key], set[str]()
        while pending:
            found = pending.pop()
            if found not in wanted:
                wanted.add(found)
                pending += [use.key for use in steps[found].uses]
        return [step for step in self.steps if step.key in wanted]
