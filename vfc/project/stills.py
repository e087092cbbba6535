"""The archives in which frames of a film are kept until they are delivered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile

from vfc.errors import StoreError
from vfc.store.objects import hash_bytes


class KeptStill(NamedTuple):
    """A still in an archive, by the digest of its bytes."""

    archive: Path
    name: str

    @property
    def digest(self) -> str:
        """The digest of its bytes."""
        return self.name.rpartition(" ")[2]

    def data(self) -> bytes:
        """Its bytes; StoreError where they are damaged."""
        try:
            with ZipFile(self.archive) as archive:
                data = archive.read(self.name)
        except (BadZipFile, KeyError, OSError) as error:
            raise _damaged(self.archive) from error
        if hash_bytes(data) != self.digest:
            raise _damaged(self.archive)
        return data


def stills_of(archive: Path) -> Iterator[KeptStill]:
    """The stills of an archive, in the order of the film; StoreError where it is none."""
    try:
        with ZipFile(archive) as opened:
            names = sorted(opened.namelist())
    except (BadZipFile, OSError) as error:
        raise _damaged(archive) from error
    return (KeptStill(archive, name) for name in names)


def _damaged(archive: Path) -> StoreError:
    return StoreError(f"the artifact {archive.name[:12]} was damaged: build again with --verify")
