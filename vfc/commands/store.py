"""`vfc store`: looking after the store of a film."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from vfc.errors import StoreError, TextError, UsageError, VfcError
from vfc.generators.registry import Registry
from vfc.lock.model import Lock
from vfc.project.deliveryrecord import changed
from vfc.project.load import LoadedFilm, glance, load
from vfc.project.plan import PlanOptions, plan_film
from vfc.project.proxies import all_proxies
from vfc.project.trust import open_store, refuse_cloned
from vfc.project.workspace import Workspace, find_workspace
from vfc.recipes.kinds import ORIGINAL
from vfc.store.films import Served, enlist, enlisted, strike
from vfc.store.gc import Collected, Stats, Verified, collect, stats, verify


def store_stats(workspace: Workspace) -> Stats:
    """How much the store holds."""
    return stats(open_store(workspace))


def only_copies(workspace: Workspace) -> tuple[int, int]:
    """How many originals that cannot be made again lie in this store, as far as the film's lock
    holds them, and their bytes: no other copy of them is known.
    """
    _, lock, _ = glance(workspace, Registry())
    store = open_store(workspace)
    traces = store.traces([each.key for each in lock.takes])
    held = {
        trace.output: trace.size
        for each in lock.takes
        for trace in traces.get(each.key, ())
        if trace.output == each.digest and trace.label.startswith(f"{ORIGINAL.name} ")
    }
    here = store.has(held)
    return len(here), sum(held[digest] for digest in here)


def store_verify(workspace: Workspace) -> Verified:
    """Hash every object, and every file that builds of this film delivered, in whatever profile."""
    return replace(verify(open_store(workspace)), delivered=changed(workspace))


def store_collect(
    workspace: Workspace, *, older_than: float, dry_run: bool, gone: Path | None = None
) -> Collected:
    """Let go of what no profile of any film of this store plans and no lock holds, and that is old
    enough.

    `gone` is a film that is no longer one of this store's; UsageError where it never was.
    StoreError, and nothing goes, where a film that was built with this store cannot be read.
    """
    refuse_cloned(workspace)
    if gone is not None and not strike(workspace.store, gone):
        raise UsageError(f"no film {gone} was built with this store")
    own = Served(text=workspace.folder / workspace.entry, outside=workspace.outside)
    if not enlist(workspace.store, own):
        raise StoreError(f"the store {workspace.store} can only be read: nothing is removed")
    roots = set(_needed(workspace))
    for film in enlisted(workspace.store):
        if film.text != own.text:
            roots.update(_needed_by(film, workspace))
    return collect(open_store(workspace), roots, older_than=older_than, dry_run=dry_run)


def _needed_by(film: Served, workspace: Workspace) -> set[str]:
    try:
        return set(
            _needed(
                find_workspace(
                    film.text, store=workspace.store, outside=film.outside, trust=workspace.trusted
                )
            )
        )
    except (VfcError, OSError) as error:
        why = "its text has mistakes" if isinstance(error, TextError) else str(error)
        raise StoreError(
            f"nothing is removed: {film.text} was built with this store and cannot be planned "
            f"({why}). Mend it, or, if it is gone for good, `vfc store gc --gone {film.text}`"
        ) from None


def _needed(workspace: Workspace) -> Iterator[str]:
    """The keys and digests that a film and its lock name, of all its profiles."""
    own = load(replace(workspace, profile=None))
    yield from _locked(own.lock)
    yield from _planned(own)
    for profile in own.film.profiles:
        yield from _planned(load(replace(workspace, profile=profile)))


def _planned(loaded: LoadedFilm) -> Iterator[str]:
    proxies = all_proxies(loaded.film, takes=True)
    for wanted in (PlanOptions(everything=True), PlanOptions(proxies=proxies)):
        yield from (step.key for step in plan_film(loaded, wanted).plan.steps)
    loaded.store.close()


def _locked(lock: Lock) -> Iterator[str]:
    for each in (*lock.takes, *lock.pins):
        yield each.key
        yield each.digest
