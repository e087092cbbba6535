"""Why a build makes what it makes, told by what changed: the words of the text, the bytes of its
files, or whatever else a step gives as its reason; and what follows from each.

A step that is told otherwise than when it last stood is put down to each change that it may come
from: one in its own shot, or in what the shot reads, whose word counts in keys of its kind. What
uses it follows from the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from vfc.engine.events import Caused
from vfc.engine.stale import differences
from vfc.errors import Span
from vfc.film.model import Film
from vfc.language.changes import WordChange, word_changes
from vfc.language.words.keyed import EVERYTHING, keyed_at
from vfc.project.lastwords import LastWords, last_words
from vfc.project.plan import Planned
from vfc.project.readers import readers_of
from vfc.recipes.step import Step

NEVER, FIRST = "never made", "the film is made for the first time"
MOST = 12  # causes that are told one by one; of more, those of a scene or a section are one
FOLDED = 20  # after that; more are counted
# words that count in no key, and decide which picture is shown
CHOICES = {"pick", "pin", "scores"}
SECTIONS = ("presets", "cast", "sets", "generators")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What changed, in `text`, where it stands now (`span`, None of what is nowhere), the `steps`
    that follow from it, and the least and the most `seconds` to expect for them.
    """

    text: str
    span: Span | None
    steps: tuple[Step, ...]
    seconds: tuple[float, float]

    def event(self) -> Caused:
        """The cause as a build tells it."""
        least, most = self.seconds
        return Caused(
            text=self.text,
            file=self.span.file if self.span else "",
            line=self.span.line if self.span else 0,
            make=dict(Counter(step.kind.name for step in self.steps)),
            costs=sum(step.costs for step in self.steps),
            seconds=round(least, 1),
            most=round(most, 1),
        )


class PossibleCause(NamedTuple):
    """One change: how it is told alone, whether a step may come from it, the group that it is told
    with among many, what all of that group have in common, its path in the text (none of a file),
    and the shots that it may concern (None where it may concern all).
    """

    text: str
    span: Span | None
    concerns: Callable[[StaleStep], bool]
    group: str = ""
    common: str = ""
    path: tuple[str, ...] = ()
    shots: frozenset[str] | None = None


class StaleStep(NamedTuple):
    """A step that would not stand if all that it uses did: the shots that it shows (None of what
    belongs to the whole film), the digests of its files, its reason apart from what is made
    again, and whether it is told otherwise, or only lost.
    """

    step: Step
    shots: frozenset[str] | None
    files: frozenset[str]
    reason: str
    restated: bool


def causes(planned: Planned) -> tuple[Cause, ...]:
    """What changed since the film was last built whole, and what a build makes because of each, in
    the order of the text; what follows from several is in each. Of many changes, those of one scene
    or section are one.
    """
    to_make = planned.to_make()
    if not to_make:
        return ()
    before = last_words(planned.loaded.workspace)
    stale = {each.step.key: each for each in _stale(planned, to_make)}
    changes = Changes(() if before is None else changes_since(planned, before))
    bits: dict[str, int] = {}
    for key, each in stale.items():
        bits[key] = _bits(each, changes, first=before is None)
    followed = _followed(to_make, bits)
    mask = 0
    for each in followed.values():
        mask |= each
    used = [(changes.all[number], 1 << number) for number in numbers(mask)]
    return tuple(_cause(planned, *each, to_make, followed) for each in _folded(used))


def _bits(stale: StaleStep, changes: Changes, *, first: bool) -> int:
    """The changes that a step may come from, a bit each; where there is none, its own reason is one
    more.
    """
    concerning = changes.concerning(stale)
    if concerning:
        return sum(1 << number for number in concerning)
    return 1 << changes.reason(FIRST if first and stale.reason == NEVER else stale.reason)


def changes_since(planned: Planned, before: LastWords) -> tuple[PossibleCause, ...]:
    """Each change of the text that counts in a key for this profile, then each file that holds
    other bytes than before.
    """
    return (*_words(planned, before), *_files(planned, before))


class Changes:
    """All changes in their order, found by the shots that they concern: what many changes of many
    shots cost is the cost of what changed.
    """

    def __init__(self, changes: Iterable[PossibleCause]):
        self.all = list(changes)
        self._of: dict[str, list[int]] = defaultdict(list)
        self._wide: list[int] = []
        self._number: dict[str, int] = {}
        self._others: dict[tuple[str, frozenset[str]], tuple[int, ...]] = {}
        for number, change in enumerate(self.all):
            self._number.setdefault(change.text, number)
            for shot in change.shots or ():
                self._of[shot].append(number)
            if change.shots is None:
                self._wide.append(number)

    def concerning(self, stale: StaleStep) -> tuple[int, ...]:
        """The numbers of the changes that a step may come from, those of its own shots before those
        of others.
        """
        if not stale.restated:
            return ()
        # a shot's length moves what stands beside it, too
        return self._own(stale) or self._any(stale._replace(shots=None))

    def _own(self, stale: StaleStep) -> tuple[int, ...]:
        if stale.shots is None:
            return self._any(stale)
        near = {number for shot in stale.shots for number in self._of.get(shot, ())}
        return self._of_these(stale, sorted(near.union(self._wide)))

    def _any(self, stale: StaleStep) -> tuple[int, ...]:
        """Those that a step may come from whatever shots it shows."""
        told = stale.step.kind.counts, stale.files
        if told not in self._others:
            self._others[told] = self._of_these(stale, range(len(self.all)))
        return self._others[told]

    def _of_these(self, stale: StaleStep, some: Iterable[int]) -> tuple[int, ...]:
        return tuple(number for number in some if self.all[number].concerns(stale))

    def reason(self, text: str) -> int:
        """The number of a step's own reason, which is one more change where it is none yet."""
        if text not in self._number:
            self._number[text] = len(self.all)
            self.all.append(PossibleCause(text, None, lambda _: False))
        return self._number[text]


def numbers(mask: int) -> Iterator[int]:
    """The numbers of the bits that are set, the lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def _followed(to_make: Sequence[Step], bits: Mapping[str, int]) -> dict[str, int]:
    """For each step to make, the changes that it follows from, through whatever it uses too."""
    found: dict[str, int] = {}
    for step in to_make:
        mask = bits.get(step.key, 0)
        for use in step.uses:
            mask |= found.get(use.key, 0)
        found[step.key] = mask
    return found


def _stale(planned: Planned, to_make: Sequence[Step]) -> Iterator[StaleStep]:
    """The steps that are not made for what they use alone."""
    steps, making = planned.plan.by_key(), {step.key for step in to_make}
    for step in to_make:
        reason = _own_reason(planned, step, making)
        if reason:
            digests = frozenset(file.digest for file in step.files)
            shots = shots_shown(step, steps, planned.loaded.film)
            restated = planned.previous.get(step.label) != step.content
            yield StaleStep(step, shots, digests, reason, restated)


def _own_reason(planned: Planned, step: Step, making: Collection[str]) -> str:
    """Why a step would be made if all that it uses stood; '' where it would not."""
    before = planned.previous.get(step.label)
    follows = any(use.key in making for use in step.uses)
    if before is None or before == step.content:
        reasons = planned.decisions[step.key].reasons
        return "" if follows and before is not None else reasons[0] if reasons else NEVER
    labels = {use.key: use.role for use in step.uses if use.key not in making}
    own = [
        change
        for change in differences(before, step.content, labels)
        if change.field != "uses" or change.before in labels.values() or not change.after
    ]
    return str(own[0]) if own else "" if follows else "what it uses is another than before"


def shots_shown(step: Step, steps: Mapping[str, Step], film: Film) -> frozenset[str] | None:
    """The shots that a step is of, or whose pictures it shows; None of what is the whole film's."""
    if not step.kind.assembles:
        words = step.name.replace(">", " ").split(" ")
        own = {word.partition("#")[0].partition(":")[0] for word in words}
        return frozenset(own & film.shots.keys())
    if step.kind.counts != "segments":
        return None
    shown = [steps[use.key] for use in step.uses if use.key in steps]
    return frozenset[str]().union(*(shots_shown(each, steps, film) or () for each in shown))


# ── what changed ───────────────────────────────────────────────────────────────────────────────


def _words(planned: Planned, before: LastWords) -> Iterator[PossibleCause]:
    """The changes of the text that count in a key for this profile."""
    profile = planned.loaded.film.profile
    for change in word_changes(before.words, planned.loaded.source.root):
        counts = EVERYTHING if CHOICES & set(change.path) else keyed_at(change.path)
        if counts and (change.path[:1] != ("profiles",) or profile in change.path[1:2]):
            yield _word(planned, change, counts)


def _word(planned: Planned, change: WordChange, counts: str) -> PossibleCause:
    path: Sequence[str] = change.path
    shots = _readers(planned, change)
    parts = set(counts.split(", "))

    def concerns(stale: StaleStep) -> bool:
        if stale.step.kind.counts not in parts:
            return False
        return shots is None or stale.shots is None or bool(shots & stale.shots)

    name, group, common = _names(path)
    return PossibleCause(
        f"{name}{_values(change)}", change.span, concerns, group, common, change.path, shots
    )


def _readers(planned: Planned, change: WordChange) -> frozenset[str] | None:
    """The shots that a place of the text may concern; None where it may concern all."""
    path: Sequence[str] = change.path
    film = planned.loaded.film
    if len(path) > 1 and path[0] == "scenes":
        own = f"{path[1]}/{path[3]}" if len(path) > 3 and path[2] == "shots" else ""
        if own:
            return frozenset({own})  # no step shows one that is gone: what is the film's lacks it
        inside = frozenset(shot for shot in film.shots if shot.partition("/")[0] == path[1])
        return inside or None
    if len(path) > 1 and path[0] in SECTIONS:
        return frozenset(readers_of(planned.loaded, path[0], path[1]))
    return None


def _names(path: Sequence[str]) -> tuple[str, str, str]:
    """How a place is called alone, the group it belongs to among many, and what the group is."""
    if len(path) > 3 and path[0] == "scenes" and path[2] == "shots":
        shot, rest = f"{path[1]}/{path[3]}", ".".join(path[4:])
        group = f"scenes.{path[1]}"
        return (f"{shot}.{rest}" if rest else shot), group, path[4] if rest else ""
    return ".".join(path), ".".join(path[:2]), path[2] if path[3:] else ""


def _values(change: WordChange) -> str:
    if len(change.path) > 1 and change.path[-2] in (*SECTIONS, "scenes", "shots", "profiles"):
        return " is new" if not change.before else " is gone" if not change.after else " is another"
    if not change.before:
        return f" {change.after} is new"
    if not change.after:
        return f" {change.before} is gone"
    return f" {change.before} → {change.after}"


def _files(planned: Planned, before: LastWords) -> Iterator[PossibleCause]:
    """The files of the film that hold other bytes."""
    for asset in planned.loaded.film.assets:
        if before.files.get(asset.path, asset.digest) != asset.digest:
            yield _file(asset.path, asset.digest)


def _file(path: str, digest: str) -> PossibleCause:
    return PossibleCause(
        f"{path} has other bytes", None, lambda stale: digest in stale.files, "files", "bytes"
    )


# ── how it is told ─────────────────────────────────────────────────────────────────────────────


def _folded(changes: Sequence[tuple[PossibleCause, int]]) -> Iterator[tuple[str, Span | None, int]]:
    """Each change with its bit; of many those of a group together."""
    if len(changes) <= MOST:
        yield from ((change.text, change.span, bit) for change, bit in changes)
        return
    groups: dict[str, list[tuple[PossibleCause, int]]] = {}
    for change, bit in changes:
        groups.setdefault(change.group or change.text, []).append((change, bit))
    for name, each in list(groups.items())[:FOLDED]:
        first = each[0][0]
        words = sorted({change.common for change, _ in each if change.common})
        of = f" of {', '.join(words[:4])}" if words else ""
        text = f"{name}: {len(each):,} changes{of}"
        bit = sum(bit for _, bit in each)
        yield (first.text if len(each) == 1 else text), first.span, bit
    rest = list(groups.values())[FOLDED:]
    if rest:
        bit = sum(bit for each in rest for _, bit in each)
        yield f"{sum(map(len, rest)):,} changes more", None, bit


def _cause(
    planned: Planned,
    text: str,
    span: Span | None,
    bit: int,
    to_make: Sequence[Step],
    followed: Mapping[str, int],
) -> Cause:
    steps = tuple(step for step in to_make if followed[step.key] & bit)
    seconds = planned.expected({step.key for step in steps})
    return Cause(text=text, span=span, steps=steps, seconds=seconds)
