"""The statement beside each deliverable that is seen or heard, written once the lock stands;
nothing is written where it stands as it would be.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from vfc.errors import StoreError, UsageError
from vfc.film.sequence import numbered
from vfc.lock.file import alone
from vfc.project.cutmaps import UNMAPPED, cut_mapping, shown_in
from vfc.project.deliver import Delivered
from vfc.project.deliveryrecord import DeliveryRecord
from vfc.project.plan import Planned
from vfc.project.snapshot import Stamp, stamp
from vfc.provenance.cutmap import CUT, CUT_TYPE, CUT_URI, CutMapping
from vfc.provenance.dependencies import generators_of, models_of
from vfc.provenance.sidecar import Sidecar, has_sidecar, read_sidecar, sidecar_of
from vfc.provenance.statement import OWN, Resource, file_digests, text_digests, write_statement
from vfc.provenance.words import FilmWords
from vfc.recipes.params import SequenceParams
from vfc.store.objects import hash_bytes
from vfc.store.plainfiles import read_plain


def write_sidecars(planned: Planned, digests: Mapping[str, str], delivered: Delivered) -> Delivered:
    """Write the statement of each file that was delivered; what stands in the out folder then.

    StoreError where the disk refuses.
    """
    workspace = planned.loaded.workspace
    wanted = {
        path: key
        for path, key in planned.plan.deliverables.items()
        if has_sidecar(path) and workspace.shown(workspace.out / path) in delivered.stamps
    }
    if not wanted:
        return delivered
    with alone(workspace.lock):
        record = DeliveryRecord(workspace)
        statements = _Statements(planned, digests, delivered, record)
        written = {
            sidecar_of(workspace.out / path): statements.of(path, key)
            for path, key in wanted.items()
        }
        placed, stamps = _place(record, written)
    shown = workspace.shown
    return replace(
        delivered,
        links={**delivered.links, **{shown(path): each for path, each in stamps.items()}},
        placed=(*delivered.placed, *map(shown, placed)),
    )


def _place(
    record: DeliveryRecord, wanted: Mapping[Path, bytes]
) -> tuple[list[Path], dict[Path, Stamp | None]]:
    """Write the files that do not stand; those that were put back, and the stamp of each."""
    digests = {path: hash_bytes(data) for path, data in wanted.items()}
    lacking = {path: digests[path] for path, data in wanted.items() if not _holds(path, data)}
    back = [path for path in lacking if record.holds(path, digests[path])]
    try:
        with record.writing(lacking) as drafts:
            for path in lacking:
                drafts[path].write_bytes(wanted[path])
                os.replace(drafts[path], path)
    except OSError as error:
        raise StoreError(f"{error.filename} cannot be written: {error.strerror}") from error
    for path, digest in digests.items():
        record.stands(path, digest)
    record.settle()
    return back, {path: stamp(path, digest) for path, digest in digests.items()}


def _holds(path: Path, data: bytes) -> bool:
    with suppress(OSError):
        return not path.is_symlink() and read_plain(path) == data
    return False


class _Statements:
    """Writes the statements of one build."""

    def __init__(
        self,
        planned: Planned,
        digests: Mapping[str, str],
        delivered: Delivered,
        record: DeliveryRecord,
    ):
        self.planned, self.digests, self.record = planned, digests, record
        self.delivered = delivered
        self.loaded = planned.loaded
        self.workspace, self.film = planned.loaded.workspace, planned.loaded.film
        self.steps = planned.plan.by_key()
        self.cuts = {each.path: each.cut for each in self.film.deliver}
        self.paths = {asset.digest: asset.path for asset in self.film.assets}
        self._parameters = self._given()
        self._words = FilmWords(self.loaded.source.root, self.film)
        self._maps: dict[str, CutMapping] = {}

    def of(self, path: str, key: str) -> bytes:
        """The statement of a deliverable."""
        made = self.planned.plan.below(key)
        files = dict.fromkeys(each.digest for step in made for each in step.files)
        inputs = sorted((self.paths[digest], digest) for digest in files if digest in self.paths)
        own = {"deliverable": path, "cut": self.cuts.get(path, "")}
        return write_statement(
            subjects=self._subjects(path, key),
            key=key,
            parameters=self._parameters | own,
            dependencies=[
                *(Resource(name=name, digests={OWN: digest}) for name, digest in inputs),
                *generators_of(made, self._package),
                *models_of(made),
            ],
            byproducts=[
                *self._cut(path),
                *(
                    Resource(
                        name=step.label,
                        digests={OWN: self.digests[step.key]},
                        notes={} if step.kind.assembles else {"key": step.key},
                    )
                    for step in made
                    if step.key in self.digests
                    and (step.key != key or path in self.delivered.signed)
                ),
            ],
        )

    def _cut(self, path: str) -> Iterator[Resource]:
        """The map of the cut that is seen or heard in a deliverable."""
        wanted = next(each for each in self.film.deliver if each.path == path)
        if wanted.kind in UNMAPPED:
            return
        if wanted.cut not in self._maps:
            cut = self.film.cuts[wanted.cut]
            self._maps[wanted.cut] = cut_mapping(self.planned, cut, self._words, self.digests)
        notes = self._maps[wanted.cut].for_deliverable(path) | shown_in(self.planned, wanted)
        yield Resource(name=CUT, uri=CUT_URI, media_type=CUT_TYPE, notes=notes)

    def _given(self) -> dict[str, object]:
        """What the user gave: the text, the lock, the profile."""
        source, lock = self.loaded.source, self.workspace.lock
        texts = [
            Resource(name=file, digests=text_digests(self._bytes(file, text))).plain()
            for file, text in source.texts.items()
        ]
        locks = [
            Resource(name=lock.name, digests=text_digests(read_plain(lock))).plain()
            for _ in range(lock.is_file())
        ]
        return {
            "film": self.workspace.entry,
            "profile": self.film.profile,
            "texts": texts,
            "lock": locks[0] if locks else None,
        }

    def _bytes(self, file: str, text: str) -> bytes:
        """The bytes of a text as they were read, with the mark that may stand before them."""
        data, seen = text.encode("utf-8"), self.loaded.stamps.get(file)
        return data if seen is None or hash_bytes(data) == seen.digest else b"\xef\xbb\xbf" + data

    def _subjects(self, path: str, key: str) -> list[Resource]:
        """The files of a deliverable, each by the digests of its bytes; what the statement that vfc
        placed here says of the same bytes is not worked out again.
        """
        before = self._before(sidecar_of(self.workspace.out / path))
        found: list[Resource] = []
        for target, digest in self._files(path, key):
            known = before.get(digest)
            digests = {"sha256": known, OWN: digest} if known else file_digests(target)
            if digests[OWN] != digest:
                raise StoreError(f"{target} was changed while it was delivered: build again")
            found.append(Resource(name=target.name, digests=digests, notes=self._signed(path, key)))
        return found

    def _signed(self, path: str, key: str) -> dict[str, object]:
        """Of a file that carries signed claims, the artifact that it is a copy of, and the digest
        of what was signed.
        """
        identity = self.delivered.signed.get(path)
        return {"artifact": self.digests[key], "signed": identity} if identity else {}

    def _before(self, path: Path) -> Mapping[str, str]:
        with suppress(OSError, UsageError):
            if self.record.is_own(path):
                return _known(read_sidecar(path))
        return {}

    def _files(self, path: str, key: str) -> Iterator[tuple[Path, str]]:
        if not isinstance(self.steps[key].params, SequenceParams):
            target = self.workspace.out / path
            stands = self.delivered.stamps[self.workspace.shown(target)]
            yield target, self.digests[key] if stands is None else stands.digest
            return
        from vfc.project.stills import stills_of  # where some are delivered

        number = 0
        for use in self.steps[key].uses:
            archive = self.loaded.store.path(self.digests[use.key])
            if archive is None:
                raise StoreError(f"frames of {path} left the store: build again")
            for still in stills_of(archive):
                number += 1
                yield self.workspace.out / numbered(path, number), still.digest

    def _package(self, name: str) -> str:
        """The package of a generator or a voice."""
        registry, voices = self.loaded.registry, self.loaded.voices.registry
        if name in registry.names():
            return registry.package(name)
        return voices.package(name) if name in voices.names() else ""  # it is not installed here


def _known(sidecar: Sidecar) -> Mapping[str, str]:
    return {each.digest: each.digests.get("sha256", "") for each in sidecar.subjects}
