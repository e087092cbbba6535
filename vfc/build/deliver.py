"""From the store to `out/`: each deliverable copied beside the film, whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from vfc.build.planning import Planned
from vfc.build.snapshot import Stamp, digest_of, stamp
from vfc.edit.relink import relink
from vfc.errors import StoreError
from vfc.plan.params import TimelineParams
from vfc.plan.step import Step


def deliver(planned: Planned, digests: Mapping[str, str]) -> dict[str, Stamp]:
    """Put every deliverable that stands into the out folder; the stamps by path relative to the film's folder."""
    place, steps = planned.loaded.place, planned.plan.by_key()
    done: dict[str, Stamp] = {}
    for path, key in planned.plan.deliverables.items():
        digest = digests.get(key)
        source = planned.loaded.store.path(digest) if digest else None
        if source is not None:
            target = place.out / path
            _put(planned, steps[key], source, target, digests)
            known = None if isinstance(steps[key].params, TimelineParams) else digest
            done[target.relative_to(place.folder).as_posix()] = stamp(target, known)
    return done


def _put(planned: Planned, step: Step, source: Path, target: Path, digests: Mapping[str, str]) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f".{target.name}.{os.getpid()}")
        if isinstance(step.params, TimelineParams):
            text = _linked(planned, step, source, target, digests)
            if target.is_file() and target.read_text(encoding="utf-8") == text:
                return
            draft.write_text(text, encoding="utf-8")
        elif target.is_file() and target.stat().st_size == source.stat().st_size \
                and digest_of(target) == digests[step.key]:
            return
        else:
            shutil.copyfile(source, draft)
        os.replace(draft, target)
    except OSError as error:
        raise StoreError(f"{target} cannot be written: {error.strerror}") from error


def _linked(planned: Planned, step: Step, source: Path, target: Path, digests: Mapping[str, str]) -> str:
    """The timeline's text, its media links as paths of files beside it that lead into the store."""
    folder = target.with_suffix(".media")
    folder.mkdir(exist_ok=True)
    links = {use.role: _link(planned, folder, use.role, digests[use.key]) for use in step.uses}
    return relink(source.read_text(encoding="utf-8"), {name: f"{folder.name}/{link}" for name, link in links.items()})


def _link(planned: Planned, folder: Path, name: str, digest: str) -> str:
    artifact = planned.loaded.store.path(digest)
    if artifact is None:
        raise StoreError(f"the picture of {name} left the store while it was linked; build again")
    link = folder / f"{name.replace('/', '_')}.{_container(artifact)}"
    wanted = os.path.relpath(artifact, folder)
    if not link.is_symlink() or os.readlink(link) != wanted:
        link.unlink(missing_ok=True)
        link.symlink_to(wanted)
    return link.name


def _container(artifact: Path) -> str:
    """The ending that other programs expect: Matroska begins with the EBML magic, else it is an mp4."""
    with artifact.open("rb") as file:
        return "mkv" if file.read(4) == b"\x1a\x45\xdf\xa3" else "mp4"
