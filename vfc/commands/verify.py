"""`vfc verify FILE`: whether a delivered file is what its sidecar says, and was made of this text,
this lock and what lies in this store.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from vfc.errors import UsageError, VfcError
from vfc.film.sequence import is_sequence
from vfc.lock.text import read_lock
from vfc.project.load import load
from vfc.project.plan import plan_film
from vfc.project.workspace import TEXT, Workspace, find_workspace
from vfc.provenance.sidecar import (
    MOST,
    Sidecar,
    SidecarResource,
    find_sidecar,
    read_sidecar,
    sidecar_of,
)
from vfc.provenance.signing import signer_of
from vfc.provenance.statement import ENDING, OWN
from vfc.store.objects import Objects, hash_file, is_digest
from vfc.store.plainfiles import read_plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What is not as it was built: a `file`, a `text`, the `lock`, an `input` or an `artifact`, by
    its name, and how it differs.
    """

    what: str
    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedFile:
    """What was found of a deliverable: what `differs`, how many of each kind agree, and what could
    not be looked at, in words; of C2PA `claims` how they hold and who signed them.
    """

    sidecar: Sidecar
    differs: tuple[Difference, ...]
    agrees: tuple[tuple[str, int], ...]
    unchecked: tuple[str, ...]
    claims: str = ""


def verify(path: Path, film: Path | None = None, *, store: Path | None = None) -> CheckedFile:
    """Check a delivered file; nothing is written. UsageError where it has no sidecar, or there is
    no such file.

    The film is that of the folder which is named, or the nearest above the file.
    """
    own = sidecar_of(path)
    if not path.is_file() and not own.is_file():
        raise UsageError(f"there is no file {path}")
    sidecar = read_sidecar(own) if own.is_file() else sidecar_for(path, film)
    workspace = film_of(path, sidecar, film, store=store)
    checks = {"file": [*_files(path, sidecar, whole=own.is_file())]}
    unchecked: list[str] = []
    if workspace is None:
        unchecked.append(
            f"text and lock: no {sidecar.film} lies above {path.name}; name the film's folder"
        )
    else:
        checks["text"] = [*_texts(sidecar, workspace)]
        checks["lock"] = [*_lock(sidecar, workspace)]
        checks["input"] = [*_inputs(sidecar, workspace)]
        if (workspace.store / "objects").is_dir():
            checks["artifact"] = [*_artifacts(sidecar, workspace)]
        else:
            unchecked.append(f"artifacts: there is no store at {workspace.shown(workspace.store)}")
    return CheckedFile(
        sidecar=sidecar,
        differs=tuple(
            Difference(what=what, name=name, text=text)
            for what, each in checks.items()
            for name, text in each
            if text
        ),
        agrees=tuple((what, sum(not text for _, text in each)) for what, each in checks.items()),
        unchecked=tuple(unchecked),
        claims=(signer_of(path) or "") if path.is_file() else "",
    )


def sidecar_for(path: Path, film: Path | None) -> Sidecar:
    """The sidecar beside a file; of a copy that lies elsewhere, or has another name, that of the
    same bytes in the out folder of the film which is named, or lies above. UsageError where there
    is none.
    """
    try:
        return find_sidecar(path)
    except UsageError:
        found = _by_bytes(path, film)
        if found is None:
            raise
        return found


def _by_bytes(path: Path, film: Path | None) -> Sidecar | None:
    folders = [Path.cwd(), *path.resolve().parents]
    above = next((each for each in folders if (each / TEXT).is_file()), None)
    digest = _hash(path)
    if not digest or (film is None and above is None):
        return None
    root = find_workspace(film if film is not None else above).out_root
    for each in sorted(root.rglob(f"*{ENDING}"))[:MOST]:
        with suppress(UsageError):
            found = read_sidecar(each)
            if any(subject.digest == digest for subject in found.subjects):
                return found
    return None


def film_of(
    path: Path, sidecar: Sidecar, film: Path | None, *, store: Path | None = None
) -> Workspace | None:
    """The film that a deliverable is of, for its profile; None where none is named and no text of
    its name lies in a folder above the file. UsageError where what is named is none.
    """
    if film is not None:
        return find_workspace(film, profile=sidecar.profile, store=store)
    if not sidecar.film or Path(sidecar.film).name != sidecar.film:
        return None
    for folder in path.resolve().parents:
        if (folder / sidecar.film).is_file():
            with suppress(UsageError):
                return find_workspace(folder / sidecar.film, profile=sidecar.profile, store=store)
    return None


Check = tuple[str, str]  # the name of what was looked at, and how it differs, or ''


def _files(path: Path, sidecar: Sidecar, *, whole: bool) -> Iterator[Check]:
    """The delivered files: all of the statement where the path names them all."""
    each = sidecar.subjects if whole and is_sequence(path) else [sidecar.subject(path.name)]
    for subject in each:
        if subject is None:
            yield path.name, f"{sidecar.path.name} says nothing of a file of this name"
        else:
            file = path.with_name(subject.name) if whole and is_sequence(path) else path
            yield file.name, _bytes(file, subject, "was delivered")


def _texts(sidecar: Sidecar, workspace: Workspace) -> Iterator[Check]:
    found = [
        (each.name, _bytes(workspace.folder / each.name, each, "was built"))
        for each in sidecar.texts
    ]
    now = _now(sidecar, workspace) if any(text for _, text in found) else ""
    yield from ((name, f"{text}{now}" if text else "") for name, text in found)


def _now(sidecar: Sidecar, workspace: Workspace) -> str:
    """What the text makes of the deliverable now."""
    try:
        loaded = load(workspace)
        try:
            key = plan_film(loaded).plan.deliverables.get(sidecar.deliverable)
        finally:
            loaded.store.close()
    except VfcError:
        return "; it cannot be built as it is now: vfc check"
    if key is None:
        return f"; it delivers no {sidecar.deliverable} now"
    same = "the same" if key == sidecar.key else "another"
    return f"; it makes {same} {sidecar.deliverable} now"


def _lock(sidecar: Sidecar, workspace: Workspace) -> Iterator[Check]:
    """The lock, which other profiles change too: by what it holds of this deliverable."""
    locked = sidecar.lock
    if locked is None:
        return
    path = workspace.lock
    told = _bytes(path, locked, "was built")
    if told and path.is_file():
        lock, _ = read_lock(path.name, read_plain(path).decode("utf-8", "replace"))
        keys = {each.notes.get("key"): each for each in sidecar.artifacts.values()}
        inputs = {each.name: each.digest for each in sidecar.dependencies if each.digest}
        others = [
            *(
                f"{each.shot}#{each.take}"
                for each in lock.takes
                if each.key in keys and keys[each.key].digest != each.digest
            ),
            *(
                each.path
                for each in lock.files
                if inputs.get(each.path, each.digest) != each.digest
            ),
        ]
        told = f"it holds other bytes of {', '.join(others)}" if others else ""
    yield path.name, told


def _inputs(sidecar: Sidecar, workspace: Workspace) -> Iterator[Check]:
    from vfc.assets.read import file_digest  # numbered pictures are one input

    for each in sidecar.dependencies:
        if each.digest:
            found = file_digest(workspace.folder / each.name)
            yield each.name, "" if found == each.digest else _other(found, "was built")


def _artifacts(sidecar: Sidecar, workspace: Workspace) -> Iterator[Check]:
    objects = Objects(workspace.store)
    for name, each in sidecar.artifacts.items():
        found = _hash(objects.where(each.digest)) if is_digest(each.digest) else ""
        same = found == each.digest
        yield name, "" if same else "it is damaged in the store" if found else "it left the store"


def _bytes(path: Path, wanted: SidecarResource, when: str) -> str:
    """How a file differs from what a statement says, or ''."""
    found = _hash(path)
    return "" if found and found == wanted.digests.get(OWN) else _other(found, when)


def _other(found: str, when: str) -> str:
    return f"it has other bytes than when it {when}" if found else "it is not there"


def _hash(path: Path) -> str:
    with suppress(OSError):
        return hash_file(path)
    return ""
