"""Two films compared: their shots by name and by key, their cuts, their words, what is delivered,
and what the change costs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from vfc.compare.cuts import AssembledFilm, assembled, compare_cuts, layer_after
from vfc.compare.model import (
    CostOfChange,
    FileChange,
    FileDiff,
    FilmDiff,
    FilmVersion,
    Likeness,
    Section,
    ShotChange,
    ShotDiff,
)
from vfc.compare.pictures import artifact_of, likeness_of, picture_key
from vfc.compare.words import ComparedWords
from vfc.engine.stale import State, differences
from vfc.film.model import Shot
from vfc.project.money import expenses, totals
from vfc.project.plan import Planned
from vfc.recipes.step import Step

MOST_PAIRS = 10_000  # of shots that are gone with shots that are new, compared by their content
SEEDED = "its seed comes from its name: `was: {}` at the shot keeps the picture that it had"


def compare_films(
    before: Planned,
    after: Planned,
    names: tuple[str, str] = ("before", "after"),
    commits: tuple[str, str] = ("", ""),
) -> FilmDiff:
    """What two versions of a film differ in.

    Each is a film that was loaded and planned (`vfc.project.load.load`, `plan_film`) for the same
    profile, with the store in which its artifacts are looked for, which is open; both may have one
    store. `vfc.compare.sides.two_sides` opens revisions, folders and lock files so. Nothing is
    made; where both pictures of a shot stand they are read. MediaError where one cannot be.
    """
    pairs = _pairs(before, after)
    renamed = {old: new for old, new in pairs.items() if new and old != new}
    one, other = assembled(before.loaded.film), assembled(after.loaded.film)
    cuts = compare_cuts(one, other, renamed)
    words = ComparedWords(before, after, renamed)
    shots = _Shots(before, after, one, other, words, renamed)
    found = [*(shots.pair(old, new) for old, new in pairs.items() if new)]
    found += [shots.added(name) for name in after.loaded.film.shots if name not in pairs.values()]
    order = {name: number for number, name in enumerate(after.loaded.film.shots)}
    whole = [_with_cut(each, cuts.moved, cuts.trimmed) for each in found]
    whole = sorted((each for each in whole if each.changes), key=lambda each: order[each.name])
    gone = [shots.removed(old) for old, new in pairs.items() if not new]
    return FilmDiff(
        before=_version(before, one, names[0], commits[0]),
        after=_version(after, other, names[1], commits[1]),
        shots=(*whole, *gone),
        cuts=cuts.cuts,
        words=words.all(),
        files=tuple(_files(before, after)),
        cost=_cost(after, words.new),
    )


def _version(planned: Planned, cuts: AssembledFilm, name: str, commit: str) -> FilmVersion:
    film = planned.loaded.film
    own = cuts.cuts.get("")
    return FilmVersion(
        name=name,
        commit=commit,
        title=film.title,
        frames=own.frames if own is not None else 0,
        rate=film.format.rate,
        size=(film.format.size.width, film.format.size.height),
        profile=film.profile,
    )


# ── shots ──────────────────────────────────────────────────────────────────────────────────────


def _pairs(before: Planned, after: Planned) -> dict[str, str]:
    """Each shot before with its name after; '' of one that is gone. A new name has the same key, or
    all of it but the seed that comes from the name.
    """
    old, new = before.loaded.film.shots, after.loaded.film.shots
    free = {picture_key(after, name): name for name in reversed(list(new)) if name not in old}
    free.pop("", None)
    pairs = {name: name if name in new else "" for name in old}
    gone = [name for name in old if name not in new]
    for name in gone:
        pairs[name] = free.pop(picture_key(before, name), "")
    steps, others = before.plan.by_key(), after.plan.by_key()
    for name in gone if len(gone) * len(free) <= MOST_PAIRS else ():
        step = steps.get(picture_key(before, name))
        like = (key for key in free if step and not pairs[name] and _but_seed(step, others[key]))
        found = next(like, None)
        if found is not None:
            pairs[name] = free.pop(found)
    return pairs


def _but_seed(one: Step, other: Step) -> bool:
    """Whether two steps are told the same, but for a seed."""
    return (one.kind, one.uses) == (other.kind, other.uses) and all(
        "seed" in each.field.rpartition(".")[2] for each in differences(one.content, other.content)
    )


class _Shots:
    """The shots of two films, compared one by one."""

    def __init__(
        self,
        before: Planned,
        after: Planned,
        old: AssembledFilm,
        new: AssembledFilm,
        words: ComparedWords,
        renamed: Mapping[str, str],
    ):
        self._before, self._after, self._old, self._new = before, after, old, new
        self._words, self._renamed = words, renamed

    def added(self, name: str) -> ShotDiff:
        """A shot that was not there."""
        return ShotDiff(
            name=name,
            before_name="",
            changes=(ShotChange.ADDED,),
            likeness=Likeness.OTHER,
            frames=(None, self._after.loaded.film.shots[name].frames),
            standing=(None, _stands(self._after, name)),
            seen_after=self._new.seen.get(name, ()),
        )

    def removed(self, name: str) -> ShotDiff:
        """A shot that is gone."""
        return ShotDiff(
            name=name,
            before_name=name,
            changes=(ShotChange.REMOVED,),
            likeness=Likeness.OTHER,
            frames=(self._before.loaded.film.shots[name].frames, None),
            standing=(_stands(self._before, name), None),
            seen_before=self._old.seen.get(name, ()),
        )

    def pair(self, old: str, new: str) -> ShotDiff:
        """A shot that both have; its `changes` are empty where it is as it was."""
        one, other = self._before.loaded.film.shots[old], self._after.loaded.film.shots[new]
        was, now = picture_key(self._before, old), picture_key(self._after, new)
        likeness = likeness_of(self._before, was, self._after, now)
        remade = likeness in (Likeness.OTHER, Likeness.UNKNOWN)
        changes = [ShotChange.RENAMED] if old != new else []
        own = (f"{new}.takes", f"{new}.pick")  # told as what became of the shot
        why = tuple(each for each in self._words.why(new) if not each.text.startswith(own))
        taken = self._before.plan.shown_takes.get(old, 1), self._after.plan.shown_takes.get(new, 1)
        picked = taken[0] != taken[1]
        changes += [ShotChange.PICKED] if picked else []
        changes += [ShotChange.REMADE] if remade and (why or not picked) else []
        worded = was != now and any(each.section is not Section.CUT for each in why)
        changes += [ShotChange.REWORDED] if worded and not remade else []
        changes += [ShotChange.TAKES] if one.takes != other.takes else []
        changes += (
            [ShotChange.FINISHED] if _finish(one, self._renamed) != _finish(other, {}) else []
        )
        if (one.lines, one.sound) != (other.lines, other.sound):
            changes.append(ShotChange.HEARD)
        seeded = old != new and remade
        return ShotDiff(
            name=new,
            before_name=old,
            changes=tuple(changes),
            likeness=likeness,
            why=why,
            fields=self._words.fields(new, now) if remade else (),
            hint=SEEDED.format(old) if seeded else "",
            frames=(one.frames, other.frames),
            takes=(one.takes, other.takes),
            shown_takes=taken,
            standing=(_stands(self._before, old), _stands(self._after, new)),
            seen_before=self._old.seen.get(old, ()),
            seen_after=self._new.seen.get(new, ()),
        )


def _finish(shot: Shot, renamed: Mapping[str, str]) -> tuple[object, ...]:
    """What a picture is seen through and under, apart from what it is."""
    return shot.grade, tuple(layer_after(each, renamed) for each in shot.layers), shot.focus


def _stands(planned: Planned, name: str) -> bool:
    return bool(artifact_of(planned, picture_key(planned, name)))


def _with_cut(diff: ShotDiff, moved: frozenset[str], trimmed: frozenset[str]) -> ShotDiff:
    """A shot with what became of it in the cuts, which tell of themselves."""
    more = [ShotChange.TRIMMED] if diff.name in trimmed else []
    more += [ShotChange.MOVED] if diff.name in moved else []
    why = tuple(each for each in diff.why if each.section is not Section.CUT)
    return replace(diff, changes=(*diff.changes, *more), why=why)


# ── the rest ───────────────────────────────────────────────────────────────────────────────────


def _files(before: Planned, after: Planned) -> Iterator[FileDiff]:
    old, new = before.plan.deliverables, after.plan.deliverables
    for path in dict.fromkeys([*new, *old]):
        if path not in old:
            yield FileDiff(path=path, change=FileChange.ADDED)
        elif path not in new:
            yield FileDiff(path=path, change=FileChange.REMOVED)
        elif old[path] != new[path]:
            yield FileDiff(path=path, change=FileChange.CHANGED)


def _cost(after: Planned, new: tuple[Step, ...]) -> CostOfChange:
    """What the steps that were not wanted before cost, and what of them stands."""
    states = {step.key: after.decisions[step.key].state for step in new}
    make = [step for step in new if states[step.key] in (State.MAKE, State.WAIT)]
    keys = {step.key for step in make}
    made = [step for step in new if states[step.key] is State.KEPT]
    spent = [each for each in expenses(after) if each.step.key in keys]
    traces = [after.decisions[step.key].trace for step in made]
    return CostOfChange(
        make=_counted(make),
        costly=sum(step.costs for step in make),
        seconds=after.expected(keys),
        untimed=len(after.untimed & keys),
        money=tuple(map(str, totals(each.money for each in spent if each.money))),
        unpriced=sum(each.money is None for each in spent),
        made=_counted(made),
        took=round(sum(trace.seconds for trace in traces if trace is not None), 3),
    )


def _counted(steps: list[Step]) -> Mapping[str, int]:
    return dict(Counter(step.kind.name for step in steps))
