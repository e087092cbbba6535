"""What the lock holds for a plan, and the choices of the best take that it does not hold yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from vfc.film.scores import overall
from vfc.lock.model import Lock, LockedChoice
from vfc.planning.plan import Locked
from vfc.recipes.step import Pin, Plan
from vfc.store.local import LocalStore
from vfc.store.plainjson import AnyOf, plain


def locked_for(lock: Lock, profile: str | None) -> Locked:
    """What the lock holds for the plan of a profile."""
    of = profile or ""
    # two profiles may have made one key
    own_last = sorted(lock.takes, key=lambda take: take.profile == of)
    return Locked(
        digests={take.key: take.digest for take in own_last},
        pins={
            (each.shot, each.take, each.role): Pin(
                key=each.key, digest=each.digest, frames=each.frames, made=each.made
            )
            for each in lock.pins
            if each.profile == of
        },
        choices=_choices(each for each in lock.choices if each.profile == of),
    )


def _choices(locked: Iterable[LockedChoice]) -> dict[str, dict[str, int]]:
    """Choices by shot and contest; of two in one contest, which a merge may leave, the first."""
    found: dict[str, dict[str, int]] = {}
    for each in locked:
        found.setdefault(each.shot, {}).setdefault(each.contest, each.take)
    return found


def settled(
    lock: Lock,
    plan: Plan,
    digests: Mapping[str, str],
    store: LocalStore,
    weights: tuple[tuple[str, float], ...],
) -> Lock:
    """The lock with the best take chosen in each contest of a plan whose scores all stand;
    `digests` are by key.

    Of takes that are equally good the first wins.
    """
    chosen = {}
    for shot, contest in plan.contests.items():
        takes = {
            int(label.rpartition("#")[2]): key
            for label, key in plan.scores.items()
            if label.rpartition("#")[0] == shot
        }
        scores = {take: scores_of(store, digests.get(key, "")) for take, key in takes.items()}
        if all(scores.values()):
            best = max(scores, key=lambda take: (overall(scores[take], dict(weights)), -take))
            chosen[plan.profile or "", shot] = LockedChoice(
                profile=plan.profile or "", shot=shot, take=best, contest=contest
            )
    if not chosen:
        return lock
    kept = (each for each in lock.choices if (each.profile, each.shot) not in chosen)
    return replace(lock, choices=(*kept, *chosen.values()))


def scores_of(store: LocalStore, digest: str) -> dict[str, float | None]:
    """The scores that an artifact holds; {} where it is not here."""
    path = store.path(digest) if digest else None
    found = plain(path.read_bytes(), {str: AnyOf((None, float))}) if path is not None else None
    return found or {}
