"""`vfc store`: looking after the store of a film."""

from __future__ import annotations

from dataclasses import replace

from vfc.build.load import load
from vfc.build.place import Place
from vfc.build.planning import Wanted, plan_film
from vfc.store.gc import Collected, Stats, Verified, collect, stats, verify
from vfc.store.local import LocalStore


def store_stats(place: Place) -> Stats:
    """How much the store holds."""
    return stats(LocalStore(place.store))


def store_verify(place: Place) -> Verified:
    """Hash every object."""
    return verify(LocalStore(place.store))


def store_collect(place: Place, *, older_than: float, dry_run: bool) -> Collected:
    """Let go of what no profile of the film plans and no lock holds, and that is old enough."""
    own = load(replace(place, profile=None))
    roots = {digest for take in own.lock.takes for digest in (take.key, take.digest)}
    for profile in (None, *own.film.profiles):
        planned = plan_film(load(replace(place, profile=profile)), Wanted(everything=True))
        roots.update(step.key for step in planned.plan.steps)
    return collect(LocalStore(place.store), roots, older_than=older_than, dry_run=dry_run)
