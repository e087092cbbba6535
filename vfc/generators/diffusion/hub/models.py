"""Models by name: a folder of the film, or a commit of the hub, found, told of and fetched.

A `model` that is a folder inside the film's is that folder, whatever `revision` says; all others
are names on the hub, whose files lie in the hub's cache. Only `fetch` uses the network.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from vfc.errors import GeneratorError
from vfc.generators.api import Standing
from vfc.generators.diffusion.hub.cache import HubFile, Repo
from vfc.generators.diffusion.hub.door import Hub, translated
from vfc.generators.diffusion.hub.needs import INDEXES, Component, lacking, needed, read_index

BRANCH = "main"  # where the text names no revision
FETCH = "fetch it: vfc models --fetch"
Digest = Callable[[Path], str]
# a file's name, and how many bytes of all that lack are here now
ReportFile = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """A model's `revision` (the hub's commit, or one digest of a folder's files), and each weights
    file's digest: the SHA-256 that the hub knows it by, or what vfc digests a folder's file to.
    """

    revision: str
    weights: tuple[tuple[str, str], ...]


def located(model: str, revision: str, folder: Path | None, *, cache: Path | None = None) -> Path:
    """The folder of a model that is whole: its index and all that the index asks for. Touches no
    network.

    GeneratorError, with the missing files and what fetches them, where it is not.
    """
    own = local(model, folder)
    if own is not None:
        missing = _missing_in(model, own, _names(own))
        if missing:
            raise GeneratorError(
                f"the model '{model}', a folder of the film, lacks {_listed(missing)}"
            )
        return own
    found = standing(model, revision, folder, cache=cache)
    if found.folder is None:
        raise _absent(model, revision or BRANCH)
    if found.missing:
        size = f" ({(found.size - found.here) / 1e9:.1f} GB)" if found.size is not None else ""
        raise GeneratorError(
            f"the model '{model}' ({found.commit[:12]}) lacks {_listed(found.missing)}{size}; "
            f"{FETCH}"
        )
    return found.folder


def local(model: str, folder: Path | None) -> Path | None:
    """The folder inside the film's that a model names, or None. Without a film a path is taken as
    it stands.

    GeneratorError for a path that leads out of the film's folder.
    """
    if folder is None:
        return Path(model) if Path(model).is_dir() else None
    path = Path(model)
    if path.is_absolute() or ".." in path.parts or model.startswith("~"):
        raise GeneratorError(
            f"the model '{model}' lies outside the film's folder: put it inside, or a link to it"
        )
    return folder / path if (folder / path).is_dir() else None


def standing(
    model: str, revision: str, folder: Path | None, *, cache: Path | None = None
) -> Standing:
    """How a model stands on this disk, without the network."""
    own = local(model, folder)
    if own is not None:
        names = _names(own)
        here = sum((own / name).stat().st_size for name in _needed_in(model, own, names))
        missing = _missing_in(model, own, names)
        return Standing(
            commit="", folder=own, size=None if missing else here, here=here, missing=missing
        )
    repo = Repo(model, cache)
    commit = repo.commit(revision or BRANCH)
    if commit is None:
        return Standing(commit="", folder=None, size=None, here=0, missing=(INDEXES[0],))
    files, names = repo.listing(commit), repo.names(commit)
    shown = repo.snapshot(commit) if names else None
    if files is None:
        here = sum((repo.snapshot(commit) / name).stat().st_size for name in names)
        missing = _missing_in(model, repo.snapshot(commit), names)
        return Standing(
            commit=commit, folder=shown, size=None if missing else here, here=here, missing=missing
        )
    wanted = _wanted(repo, commit, files)
    lack = tuple(file.name for file in wanted if file.name not in names)
    here = sum(file.size for file in wanted if file.name in names)
    return Standing(
        commit=commit, folder=shown, size=sum(file.size for file in wanted), here=here, missing=lack
    )


def resolve(
    model: str,
    revision: str,
    folder: Path | None,
    digest: Digest | None = None,
    *,
    cache: Path | None = None,
) -> Resolved:
    """A model's revision and the digests of its weights, as far as they are known here. Touches no
    network.

    A commit is itself; a branch is what it was when it was fetched. Of a folder every needed file
    counts, digested by `digest` (without one, by SHA-256). GeneratorError of a branch that was
    never fetched.
    """
    own = local(model, folder)
    if own is not None:
        return _resolved_folder(model, own, digest or _sha256)
    repo, revision = Repo(model, cache), revision or BRANCH
    commit = repo.commit(revision)
    if commit is None:
        raise _absent(model, revision)
    files = repo.listing(commit)
    if files is None:
        weights = tuple((name, repo.digest(commit, name)) for name in sorted(repo.names(commit)))
    else:
        weights = tuple((file.name, file.sha256) for file in _wanted(repo, commit, files))
    return Resolved(
        revision=commit, weights=tuple((name, known) for name, known in weights if known)
    )


def fetch(
    model: str,
    revision: str,
    folder: Path | None,
    report: ReportFile,
    *,
    fresh: bool = False,
    cache: Path | None = None,
    endpoint: str | None = None,
) -> Path:
    """Bring what lacks of a model from the hub, each file verified by its digest; its folder, now
    whole.

    A branch is asked for once; with `fresh` it is asked for again, and is the new commit once all
    of that is here. What an earlier call brought of a file is gone on with. GeneratorError says
    what is to be done where it cannot be.
    """
    if local(model, folder) is None:
        repo, hub, revision = Repo(model, cache), Hub(endpoint), revision or BRANCH
        with _alone(repo):
            before = repo.commit(revision)
            commit = before
            if commit is None or (fresh and commit != revision):
                commit = _asked(repo, hub, revision)
            if before is None:
                repo.keep_commit(revision, commit)
            if standing(model, commit, folder, cache=cache).missing:
                _bring(repo, hub, commit, report)
            repo.keep_commit(revision, commit)
    return located(model, revision, folder, cache=cache)


def _bring(repo: Repo, hub: Hub, commit: str, told: ReportFile) -> None:
    files = repo.listing(commit)
    if files is None:
        _asked(repo, hub, commit)
        files = repo.listing(commit)
    if files is None:
        raise _absent(repo.model, commit)
    _index_here(repo, hub, commit, files)
    names = repo.names(commit)
    lack = [file for file in _wanted(repo, commit, files) if file.name not in names]
    total = sum(file.size for file in lack)
    _room(repo, total)
    before = 0
    for file in lack:
        _bring_file(
            repo,
            hub,
            commit,
            file,
            lambda here, before=before, name=file.name: told(name, before + here, total),
        )
        before += file.size


def _bring_file(
    repo: Repo, hub: Hub, commit: str, file: HubFile, told: Callable[[int], None]
) -> None:
    if not repo.blob(file).is_file():
        hub.fetch(repo.model, commit, file, repo.blob(file), told)
    repo.link(commit, file)


def _asked(repo: Repo, hub: Hub, revision: str) -> str:
    """Ask the hub for a revision's commit, and remember its list of files and its index."""
    commit, files = hub.listing(repo.model, revision)
    _index_of(repo.model, {file.name for file in files})
    repo.keep_listing(commit, files)
    _index_here(repo, hub, commit, files)
    return commit


def _index_here(repo: Repo, hub: Hub, commit: str, files: tuple[HubFile, ...]) -> None:
    name = _index_of(repo.model, {file.name for file in files})
    if not (repo.snapshot(commit) / name).is_file():
        _bring_file(
            repo, hub, commit, next(file for file in files if file.name == name), lambda here: None
        )


def _index_of(model: str, names: set[str]) -> str:
    found = next((name for name in INDEXES if name in names), None)
    if found is None:
        raise GeneratorError(
            f"'{model}' is no model of diffusers: it has no {INDEXES[0]}; many models have a "
            f"second form whose name ends in -Diffusers"
        )
    return found


def _wanted(repo: Repo, commit: str, files: tuple[HubFile, ...]) -> tuple[HubFile, ...]:
    """The files that a commit is loaded from; its index alone where that is not here yet."""
    by_name = {file.name: file for file in files}
    index = repo.snapshot(commit) / _index_of(repo.model, set(by_name))
    if not index.is_file():
        return (by_name[index.name],)
    return tuple(
        by_name[name]
        for name in needed(repo.model, _components(repo.model, index, by_name), by_name)
    )


def _components(model: str, index: Path, names: Collection[str]) -> tuple[Component, ...]:
    return read_index(model, index.read_text(encoding="utf-8", errors="replace"), names)


def _names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def _needed_in(model: str, folder: Path, names: set[str]) -> tuple[str, ...]:
    index = next((name for name in INDEXES if name in names), None)
    return needed(model, _components(model, folder / index, names), names) if index else ()


def _missing_in(model: str, folder: Path, names: set[str]) -> tuple[str, ...]:
    """What a folder lacks as far as its own files say."""
    index = next((name for name in INDEXES if name in names), None)
    if index is None:
        return (INDEXES[0],)
    _needed_in(model, folder, names)  # refuses pickles
    return tuple(lacking(_components(model, folder / index, names), folder, names))


def _resolved_folder(model: str, folder: Path, digest: Digest) -> Resolved:
    pairs = [(name, digest(folder / name)) for name in _needed_in(model, folder, _names(folder))]
    whole = hashlib.sha256(
        "".join(f"{name}\t{each}\n" for name, each in pairs).encode()
    ).hexdigest()
    return Resolved(
        revision=whole, weights=tuple(pair for pair in pairs if pair[0].endswith(".safetensors"))
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _absent(model: str, revision: str) -> GeneratorError:
    return GeneratorError(
        f"the model '{model}' is not here: the film has no such folder, and its revision "
        f"'{revision}' was never fetched from the hub; {FETCH}"
    )


def _listed(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:4])
    return f"{shown} and {len(names) - 4} more" if len(names) > 4 else shown


def _room(repo: Repo, total: int) -> None:
    """Refuse before anything is fetched that the disk cannot hold."""
    have = sum(path.stat().st_size for path in (repo.root / "blobs").glob("*.part"))
    free = shutil.disk_usage(repo.root).free
    if total - have > free:
        raise GeneratorError(
            f"the model '{repo.model}' needs {(total - have) / 1e9:.1f} GB more, and {repo.cache} "
            f"has {free / 1e9:.1f} GB free: make room, or set HF_HOME to another disk"
        )


@contextmanager
def _alone(repo: Repo) -> Iterator[None]:
    """Hold a model against another process that fetches it too."""
    with translated(repo.model, ""):
        from filelock import FileLock, Timeout
    place = repo.cache / ".locks" / repo.root.name / "vfc.lock"
    hold = FileLock(place, timeout=0)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        hold.acquire()
    except Timeout:
        raise GeneratorError(
            f"another process fetches the model '{repo.model}': wait for it"
        ) from None
    except OSError as error:
        raise GeneratorError(
            f"{repo.cache}, where models are kept, cannot be written ({error.strerror}): set "
            f"HF_HOME to a folder that can"
        ) from None
    try:
        yield
    finally:
        hold.release()
