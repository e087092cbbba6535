"""From the store to `out/`: each deliverable copied beside the film, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from shutil import rmtree

from vfc.errors import StoreError
from vfc.film.datarate import bytes_text
from vfc.film.formats import FORMATS, ending_of, is_linking
from vfc.film.sequence import is_numbered, is_sequence, numbered
from vfc.lock.file import alone
from vfc.project.claims import claim
from vfc.project.deliveryrecord import DeliveryRecord
from vfc.project.plan import Planned
from vfc.project.signatures import Signatures
from vfc.project.snapshot import Stamp, digest_of, stamp
from vfc.provenance.sidecar import is_sidecar_of
from vfc.provenance.signing import Credentials
from vfc.provenance.statement import ENDING
from vfc.recipes.params import SequenceParams, TimelineParams, VideoParams
from vfc.recipes.step import Step
from vfc.store.objects import copy_file, hash_bytes, hash_file

MEDIA = ".media"  # the ending of the folder with a timeline's links


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What stands in the out folder: stamps by path relative to the film's folder, those of a
    timeline's `links` apart.

    `signed` are those that carry claims, by path below the out folder, each with the digest of what
    was signed. `placed` is what this delivery wrote, and `gone` what it took away; a sidecar goes
    with its file.
    """

    stamps: Mapping[str, Stamp | None]
    signed: Mapping[str, str] = field(default_factory=dict[str, str])
    links: Mapping[str, Stamp | None] = field(default_factory=dict[str, Stamp | None])
    placed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def damaged(planned: Planned, digests: Mapping[str, str]) -> tuple[str, ...]:
    """The labels of what is to be delivered, linked to, or chosen by, and is not sound in the
    store; what is damaged is set aside.
    """
    steps, plan = planned.plan.by_key(), planned.plan
    scores = [key for take, key in plan.scores.items() if take.rpartition("#")[0] in plan.contests]
    keys = dict.fromkeys(
        [
            *(each for key in plan.deliverables.values() for each in (key, *_linked(steps[key]))),
            *scores,
        ]
    )
    return tuple(
        steps[key].label
        for key in keys
        if key in digests and planned.loaded.store.path(digests[key]) is None
    )


def _linked(step: Step) -> tuple[str, ...]:
    placed = isinstance(step.params, TimelineParams | SequenceParams)
    return tuple(use.key for use in step.uses) if placed else ()


def deliver(
    planned: Planned,
    digests: Mapping[str, str],
    *,
    whole: bool = False,
    signer: Credentials | None = None,
) -> Delivered:
    """Put every deliverable that stands into the out folder, with claims that a `signer` signs.

    `whole`: the film stands whole, and what vfc placed there for a text before this one is taken
    away. UsageError where the signer is refused.
    """
    claim(planned.loaded.workspace, planned.plan.deliverables)
    with alone(planned.loaded.workspace.lock):
        workspace, delivery = planned.loaded.workspace, _Delivery(planned, digests, signer)
        # First: a file that left the text may have the name of a folder that came.
        gone = delivery.record.take_away(delivery.may_stand) if whole else ()
        stamps = {workspace.shown(target): each for target, each in delivery.stamps()}
        gone += delivery.record.take_away(delivery.stands) if whole else ()
        delivery.record.settle()
        links = {
            workspace.shown(link): stamp(link, digest) for link, digest in delivery.links.items()
        }
    return Delivered(
        stamps=stamps,
        signed=delivery.signed,
        links=links,
        placed=tuple(map(workspace.shown, delivery.written)),
        gone=tuple(
            workspace.shown(workspace.out / path) for path in gone if not path.endswith(ENDING)
        ),
    )


class _Delivery:
    """One delivery of one film into its out folder."""

    def __init__(self, planned: Planned, digests: Mapping[str, str], signer: Credentials | None):
        self.planned, self.digests = planned, digests
        self.workspace, self.store = planned.loaded.workspace, planned.loaded.store
        self.out = self.workspace.out
        self.paths = planned.plan.deliverables
        self.record = DeliveryRecord(planned.loaded.workspace)
        self.written: list[Path] = []
        self.signed: dict[str, str] = {}
        self.signatures = Signatures(planned, signer, self.record) if signer is not None else None
        self.links: dict[Path, str] = {}  # each with the digest of the artifact that it leads to

    def may_stand(self, path: str) -> bool:
        """Whether a file is one of the deliverables, or its sidecar, or could be a link of a
        timeline that is one or is kept.
        """
        timelines = _timelines_of(path)
        return (
            path in self.paths
            or is_sidecar_of(path, self.paths)
            or any(each in self.paths or self._kept(each) for each in timelines)
            or any(is_numbered(each, path) for each in self.paths if is_sequence(each))
        )

    def stands(self, path: str) -> bool:
        """Whether a file is one of the deliverables, its sidecar, or a link that is in use."""
        return (
            path in self.paths
            or is_sidecar_of(path, self.paths)
            or self.record.noted(path)
            or any(each not in self.paths and self._kept(each) for each in _timelines_of(path))
        )

    def _kept(self, timeline: str) -> bool:
        """Whether a timeline that left the text is still there, because the user has changed it."""
        return (self.out / timeline).is_file()

    def stamps(self) -> Iterator[tuple[Path, Stamp | None]]:
        """Place what stands in the store; each file with its stamp."""
        steps = self.planned.plan.by_key()
        for path, key in self.paths.items():
            digest = self.digests.get(key)
            source = self.store.path(digest) if digest else None
            if digest is None or source is None:
                continue
            target = self.out / path
            try:
                self.workspace.folder_of_out(target.parent)
                found = self._placed(steps[key], source, target, digest)
            except OSError as error:
                raise StoreError(f"{target} cannot be written: {error.strerror}") from error
            yield target, stamp(target, found)

    def _placed(self, step: Step, source: Path, target: Path, digest: str) -> str:
        """Place a deliverable; the digest of what then stands there."""
        if isinstance(step.params, SequenceParams):
            return self._sequence(step, target, digest)
        if isinstance(step.params, TimelineParams):
            return self._timeline(step, source, target)
        path = target.relative_to(self.out).as_posix()
        if self.signatures is not None and self.signatures.wanted(path):
            return self._with_claims(self.signatures, step, path, source, digest)
        return self._file(source, target, digest)

    def _with_claims(
        self, signatures: Signatures, step: Step, path: str, source: Path, digest: str
    ) -> str:
        """Copy an artifact with signed claims in it, unless it stands there so; its digest then,
        for no signature is made twice.
        """
        target = self.out / path
        identity = signatures.identity(path, step.key)
        self.signed[path] = identity
        standing = signatures.standing(target, digest, identity)
        if standing:
            self.record.stands(target, standing)
            return standing
        folder = self.store.draft()
        try:
            signed = folder / target.name
            signatures.sign(source, signed, path)
            _check_size(step, signed)
            found = hash_file(signed)
            with self.record.writing({target: found}) as drafts:
                copy_file(signed, drafts[target])
                os.replace(drafts[target], target)
        finally:
            rmtree(folder, ignore_errors=True)
        self.written.append(target)
        self.record.stands(target, found)
        return found

    def _sequence(self, step: Step, target: Path, digest: str) -> str:
        """Lay out numbered stills, each unless it stands there; a build that is killed meanwhile
        leaves each whole.
        """
        from vfc.project.stills import stills_of  # where some are delivered

        number = 0
        for use in step.uses:
            archive = self.store.path(self.digests[use.key])
            if archive is None:
                raise StoreError(f"frames of {step.name} left the store: build again")
            found = {
                target.with_name(numbered(target.name, number + index)): each
                for index, each in enumerate(stills_of(archive), 1)
            }
            number += len(found)
            lacking = {path: each for path, each in found.items() if digest_of(path) != each.digest}
            with self.record.writing(
                {path: each.digest for path, each in lacking.items()}
            ) as drafts:
                for path, each in lacking.items():
                    drafts[path].write_bytes(each.data())
                    os.replace(drafts[path], path)
            self.written += lacking
            for path, each in found.items():
                self.links[path] = each.digest
                self.record.stands(path, each.digest)
        return digest

    def _file(self, source: Path, target: Path, digest: str) -> str:
        """Copy an artifact, unless it stands there; its digest."""
        if not (
            target.is_file()
            and target.stat().st_size == source.stat().st_size
            and digest_of(target) == digest
        ):
            with self.record.writing({target: digest}) as drafts:
                self._copy(source, drafts[target], digest)
                os.replace(drafts[target], target)
            self.written.append(target)
        self.record.stands(target, digest)
        return digest

    def _copy(self, source: Path, draft: Path, digest: str) -> None:
        """Copy an artifact; StoreError where its bytes were written to meanwhile."""
        copy_file(source, draft)
        if self.store.path(digest) is None:
            raise StoreError(
                f"the artifact {digest[:12]} was damaged while it was delivered: build again"
            )

    def _timeline(self, step: Step, source: Path, target: Path) -> str:
        """Write a timeline, its media links as paths of files beside it that lead into the store;
        its digest.
        """
        folder = self.workspace.folder_of_out(target.with_suffix(MEDIA))
        ways = {use.role: self._way(folder, use.role, self.digests[use.key]) for use in step.uses}
        self._link(dict(ways.values()))
        links = {name: link for name, (link, _) in ways.items()}
        written = self._linking(source.read_text(encoding="utf-8"), target, links)
        digest = hash_bytes(written)
        if not (target.is_file() and digest_of(target) == digest):
            with self.record.writing({target: digest}) as drafts:
                drafts[target].write_bytes(written)
                os.replace(drafts[target], target)
            self.written.append(target)
        self.record.stands(target, digest)
        return digest

    def _linking(self, text: str, target: Path, links: Mapping[str, Path]) -> bytes:
        """A timeline's file, its links laid."""
        from vfc.edit.handover.formats import file_of, with_links  # where one is delivered

        film, folder = self.planned.loaded.film, self.workspace.folder
        ways = {f"made/{name}": link for name, link in links.items()}
        ways |= {f"film/{asset.path}": folder / asset.path for asset in film.assets}
        ending = ending_of(target.name)
        return file_of(with_links(text, ending, ways, target.parent), ending)

    def _way(self, folder: Path, name: str, digest: str) -> tuple[Path, Path]:
        """The link to a shot's picture, and the artifact that it leads to."""
        artifact = self.store.path(digest)
        if artifact is None:
            raise StoreError(
                f"the picture of {name} left the store while it was linked; build again"
            )
        link = folder / name
        self.links[link] = digest
        return link, artifact

    def _link(self, ways: Mapping[Path, Path]) -> None:
        """Give artifacts second names, which cost no disk and hold wherever the out folder is
        copied; where the disk lets none be given, as across disks, make links that lead into the
        store.

        Who reads one meanwhile finds the old one or the new one.
        """
        others = {
            link: artifact for link, artifact in ways.items() if not _is_name_of(link, artifact)
        }
        apart: dict[Path, str] = {}
        with self.record.writing({link: self.links[link] for link in others}) as drafts:
            for link, artifact in others.items():
                try:
                    os.link(artifact, drafts[link])
                except OSError:  # another disk, or one that knows no second names
                    apart[link] = os.path.relpath(artifact, link.parent)
                else:
                    os.replace(drafts[link], link)
        astray = {
            link: way
            for link, way in apart.items()
            if not link.is_symlink() or os.readlink(link) != way
        }
        with self.record.writing({link: f"-> {way}" for link, way in astray.items()}) as drafts:
            for link, way in astray.items():
                drafts[link].symlink_to(way)
                os.replace(drafts[link], link)
        self.written += (link for link in others if link not in apart or link in astray)
        for link in ways:
            self.record.stands(link, f"-> {apart[link]}" if link in apart else self.links[link])


def _is_name_of(link: Path, artifact: Path) -> bool:
    return not link.is_symlink() and link.is_file() and link.samefile(artifact)


def _timelines_of(path: str) -> list[str]:
    """The timelines whose link a file may be; none where it lies in no folder of links."""
    folder = path.rpartition("/")[0]
    stem = folder.removesuffix(MEDIA)
    names = [f"{stem}.{ending}" for ending in FORMATS] if folder.endswith(MEDIA) else []
    return [name for name in names if is_linking(name)]


def _check_size(step: Step, signed: Path) -> None:
    """StoreError where claims make a file larger than the text or its platform lets it be."""
    params = step.params
    if not isinstance(params, VideoParams):
        return
    most = [params.data_rate.bytes, params.platform.bytes if params.platform else 0]
    limit, size = min(filter(None, most), default=0), signed.stat().st_size
    if limit and size > limit:
        raise StoreError(
            f"{signed.name} has {bytes_text(size)} with its claims, and {bytes_text(limit)} is the "
            f"most: write max_size: {(2 * limit - size) // 1000}kB"
        )
