"""The two sides of a comparison, opened: a revision of git, a folder, a lock file, or the film as
it lies here.

A revision is laid out in a temporary folder and planned with the store beside the film, into which
nothing is written for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from vfc.errors import Mistake, TextError, UsageError
from vfc.history.git import Repository, find_repository
from vfc.history.trees import tree_folder
from vfc.project.load import LARGEST, load
from vfc.project.plan import Planned, plan_film
from vfc.project.workspace import TEXT, Workspace, find_workspace
from vfc.store.plainfiles import read_plain

HERE = ""  # the side that is the film as it lies in its folder
WORKING_TREE = "working tree"


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmSide:
    """One side: what it is called, its commit ('' where it is none), and the film, planned."""

    name: str
    commit: str
    planned: Planned


def named_sides(words: Sequence[str], workspace: Workspace) -> tuple[str, str]:
    """The two sides that words of a command line name: none are HEAD and the film as it lies here,
    one is a side before that; `A..B` are two, and `A...B` those from their last common commit on.
    UsageError for more than two.
    """
    if len(words) > 2:
        raise UsageError(f"two sides are compared, and {len(words)} are named")
    if len(words) == 2:
        return words[0], words[1]
    if not words:
        return "HEAD", HERE
    before, dots, after = words[0].partition("..")
    if not dots or Path(words[0]).exists():
        return words[0], HERE
    if not after.startswith("."):
        return before or "HEAD", after or "HEAD"
    before, after = before or "HEAD", after.removeprefix(".") or "HEAD"
    return find_repository(workspace.folder).merge_base(before, after), after


@contextmanager
def two_sides(workspace: Workspace, before: str, after: str) -> Iterator[tuple[FilmSide, FilmSide]]:
    """A film's two sides, planned for its profile, with their stores open.

    Each is named by a revision of git, the path of a folder with a film or of its text, or that of
    a lock file, which stands for the film here with that lock; `HERE` is the film as it lies in its
    folder. UsageError for a name that is none of these, HistoryError where git cannot be asked,
    TextError with the mistakes of a side's text.
    """
    with ExitStack() as stack:
        yield _opened(stack, workspace, before), _opened(stack, workspace, after)


def _opened(stack: ExitStack, workspace: Workspace, name: str) -> FilmSide:
    path = Path(name)
    if name == HERE:
        return _planned(stack, workspace, WORKING_TREE)
    if name.endswith(".lock") and path.is_file():
        texts = {workspace.lock.name: _lock_text(path)}
        return _planned(stack, workspace, name, texts=texts, remembered=False)
    if (path / TEXT).is_file() or (path.suffix in (".yaml", ".yml") and path.is_file()):
        return _folder(stack, workspace, name)
    if path.is_dir() and "/" in name:
        raise UsageError(f"there is no {TEXT} in {name}, so that it is no film to compare")
    repository = find_repository(workspace.folder)
    commit = repository.commit(name)
    return _revision(stack, workspace, repository, name, commit)


def _folder(stack: ExitStack, workspace: Workspace, name: str) -> FilmSide:
    """A film of another folder, with its own store where it has one, else with that of the film
    here.
    """
    own = find_workspace(name, profile=workspace.profile, outside=workspace.outside)
    chosen = workspace.store != workspace.folder / ".vfc"
    shared = chosen or not own.store.is_dir()
    store = workspace.store if shared else own.store
    whole = replace(own, store=store, trusted=workspace.trusted)
    return _planned(stack, whole, name, remembered=not shared or own.folder == workspace.folder)


def _revision(
    stack: ExitStack, workspace: Workspace, repository: Repository, name: str, commit: str
) -> FilmSide:
    prefix = repository.prefix
    inside = {each: repository.within(each) for each in workspace.outside}
    below = [prefix, *(f"{path}/" if path != "." else "" for path in inside.values() if path)]
    root = stack.enter_context(
        tree_folder(repository, commit, below, [f"{prefix}.vfc/", f"{prefix}out/"])
    )
    folder = root / prefix
    if not (folder / workspace.entry).is_file():
        raise UsageError(f"there is no {prefix}{workspace.entry} in {name}")
    outside = tuple(root / path if path else each for each, path in inside.items())
    there = replace(workspace, folder=folder, outside=outside)
    return _planned(stack, there, name, commit=commit, remembered=False)


def _planned(
    stack: ExitStack,
    workspace: Workspace,
    name: str,
    *,
    commit: str = "",
    texts: Mapping[str, str] | None = None,
    remembered: bool = True,
) -> FilmSide:
    try:
        loaded = load(workspace, texts=texts, remembered=remembered)
        stack.callback(loaded.store.close)
        return FilmSide(name=name, commit=commit, planned=plan_film(loaded))
    except TextError as error:
        if name == WORKING_TREE:
            raise
        raise TextError([_of(mistake, name) for mistake in error.mistakes]) from None


def _of(mistake: Mistake, name: str) -> Mistake:
    """A mistake in the text of a side, with the side before its file, as git writes it."""
    return replace(mistake, span=mistake.span._replace(file=f"{name}:{mistake.span.file}"))


def _lock_text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise UsageError(f"{path} has more than {LARGEST >> 20} MB, as no lock of a film")
        return read_plain(path).decode("utf-8", "replace")
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error
