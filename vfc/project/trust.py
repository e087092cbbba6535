"""Opening a film's store, unless it came with the film.

Objects answer for themselves by their digest; but which picture belongs to which key the traces
alone say, so that whoever wrote the store decides what the film shows.
"""

from __future__ import annotations

from vfc.errors import StoreError
from vfc.project.workspace import Workspace
from vfc.store.local import LocalStore
from vfc.store.tracked import is_tracked


def open_store(workspace: Workspace) -> LocalStore:
    """The store of a film; StoreError where it came with a clone, and is not trusted."""
    refuse_cloned(workspace)
    return LocalStore(workspace.store)


def refuse_cloned(workspace: Workspace) -> None:
    """StoreError where git tracks the store, and it is not trusted."""
    if not workspace.trusted and is_tracked(workspace.store):
        raise StoreError(
            f"the store {workspace.store} came with a repository (git tracks it), and whoever "
            f"wrote it could have it show other pictures than the text asks for: remove it, name "
            f"another with --store DIR, or use it as it is with --trust-store"
        )
