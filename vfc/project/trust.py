"""Opening a film's store, unless it came with the film.

Objects answer for themselves by their digest; but which picture belongs to which key the traces
alone say, so that whoever wrote the store decides what the film shows.
"""

from __future__ import annotations

from vfc.errors import StoreError
from vfc.project.workspace import Workspace
from vfc.store.local import LocalStore
from vfc.store.tracked import is_tracked


def open_store(place: Workspace) -> LocalStore:
    """The store of a film; StoreError where it came with a clone, and is not trusted."""
    refuse_cloned(place)
    return LocalStore(place.store)


def refuse_cloned(place: Workspace) -> None:
    """StoreError where git tracks the store, and it is not trusted."""
    if not place.trusted and is_tracked(place.store):
        raise StoreError(
            f"the store {place.store} came with a repository (git tracks it), and whoever wrote it "
            f"could have it show other pictures than the text asks for: remove it, name another "
            f"with --store DIR, or use it as it is with --trust-store"
        )
