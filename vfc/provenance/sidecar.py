"""The sidecar of a deliverable: where it lies, and what it says, read as a stranger's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vfc.errors import UsageError
from vfc.film.formats import FORMATS, DeliverableKind, ending_of
from vfc.provenance.statement import BUILD, ENDING, OWN, PREDICATE, STATEMENT, Digests
from vfc.store.plainfiles import read_plain
from vfc.store.plainjson import fits, plain

LARGEST = 256 << 20  # bytes; ten thousand shots take some ten million
# texts for other programs have none: what they say is the film's own text, and they are edited
PLAIN = frozenset({DeliverableKind.SUBTITLES, DeliverableKind.HANDOVER})
MOST = 1000  # sidecars of one folder that are asked whether they speak of a file


@dataclass(frozen=True, slots=True, kw_only=True)
class SidecarResource:
    """One of what a statement names; `notes` are its annotations."""

    name: str
    digests: Digests
    uri: str
    notes: Mapping[str, Any]

    @property
    def digest(self) -> str:
        """vfc's own digest, or ''."""
        return self.digests.get(OWN, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sidecar:
    """What the sidecar at a `path` says: of which files (`subjects`), made of which text, lock and
    profile, from what, by way of which artifacts; `key` is that of the deliverable's step,
    `version` vfc's.
    """

    path: Path
    subjects: Sequence[SidecarResource]
    parameters: Mapping[str, Any]
    dependencies: Sequence[SidecarResource]
    byproducts: Sequence[SidecarResource]
    key: str
    version: str

    @property
    def film(self) -> str:
        """The name of the film's text."""
        return str(self.parameters.get("film", ""))

    @property
    def profile(self) -> str | None:
        """The profile that it was built for."""
        profile = self.parameters.get("profile")
        return profile if profile and isinstance(profile, str) else None

    @property
    def deliverable(self) -> str:
        """The path of what was delivered, below the out folder."""
        return str(self.parameters.get("deliverable", ""))

    @property
    def texts(self) -> Sequence[SidecarResource]:
        """The files of the film's text."""
        return [*_resources(self.parameters.get("texts"))]

    @property
    def lock(self) -> SidecarResource | None:
        """The lock, where the film has one."""
        return next(_resources([self.parameters.get("lock")]), None)

    @property
    def artifacts(self) -> Mapping[str, SidecarResource]:
        """What it was made of, by the label of the step."""
        return {each.name: each for each in self.byproducts if each.digest}

    def subject(self, name: str) -> SidecarResource | None:
        """What it says of the file of a name; of one file alone, whatever that is called now."""
        alone = self.subjects[0] if len(self.subjects) == 1 else None
        return next((each for each in self.subjects if each.name == name), alone)

    def names(self, name: str) -> bool:
        """Whether it speaks of a file of a name."""
        return any(each.name == name for each in self.subjects)


def has_sidecar(path: str) -> bool:
    """Whether a statement lies beside a deliverable: where it is seen or heard."""
    form = FORMATS.get(ending_of(path))
    return form is not None and form.kind not in PLAIN


def is_sidecar_of(path: str, deliverables: Mapping[str, str]) -> bool:
    """Whether a path is that of a deliverable's statement."""
    of = path.removesuffix(ENDING)
    return of != path and of in deliverables and has_sidecar(of)


def sidecar_of(path: Path) -> Path:
    """Where the sidecar of a file lies."""
    return path.with_name(path.name + ENDING)


def find_sidecar(path: Path) -> Sidecar:
    """The sidecar of a file; UsageError where there is none, or it is none of vfc's."""
    own = sidecar_of(path)
    if own.is_file():
        return read_sidecar(own)
    for each in sorted(path.parent.glob(f"*{ENDING}"))[:MOST]:  # such as of numbered stills
        try:
            found = read_sidecar(each)
        except UsageError:
            continue
        if found.names(path.name):
            return found
    if path.suffix.lstrip(".").lower() in FORMATS and not has_sidecar(path.name):
        raise UsageError(
            f"{path.name} has no sidecar: it is a text for other programs, which may change it"
        )
    raise UsageError(
        f"there is no {own.name} beside {path.name}: copy it with the file, or `vfc build` writes "
        f"it anew"
    )


def read_sidecar(path: Path) -> Sidecar:
    """What a sidecar says; UsageError where it cannot be read, or says nothing that vfc wrote."""
    try:
        if path.stat().st_size > LARGEST:
            raise UsageError(f"{path.name} is no sidecar of vfc's: it is far too large")
        data = read_plain(path)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}") from error
    found = _sidecar(path, plain(data, {str: object}))
    if found is None:
        raise UsageError(
            f"{path.name} is no sidecar of vfc's, or was damaged: `vfc build` writes it anew"
        )
    return found


def _sidecar(path: Path, said: dict[str, Any] | None) -> Sidecar | None:
    if said is None or said.get("_type") != STATEMENT or said.get("predicateType") != PREDICATE:
        return None
    predicate = _map(said.get("predicate"))
    build, run = _map(predicate.get("buildDefinition")), _map(predicate.get("runDetails"))
    subjects = [*_resources(said.get("subject"))]
    if build.get("buildType") != BUILD or not subjects:
        return None
    versions = _map(_map(run.get("builder")).get("version"))
    parameters = _map(build.get("externalParameters"))
    if not all(fits(parameters.get(word, ""), str) for word in ("film", "deliverable", "cut")):
        return None
    return Sidecar(
        path=path,
        subjects=subjects,
        parameters=parameters,
        dependencies=[*_resources(build.get("resolvedDependencies"))],
        byproducts=[*_resources(run.get("byproducts"))],
        key=str(_map(build.get("internalParameters")).get("key", "")),
        version=str(versions.get("vfc", "")),
    )


def _resources(value: object) -> Iterator[SidecarResource]:
    for each in value if isinstance(value, list) else ():
        if isinstance(each, dict) and fits(each.get("digest", {}), {str: str}):
            yield SidecarResource(
                name=str(each.get("name", "")),
                digests=each.get("digest", {}),
                uri=str(each.get("uri", "")),
                notes=_map(each.get("annotations")),
            )


def _map(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
