"""What vfc keeps for itself in the store: any bytes there are damage, and are healed or told in a
sentence.

The first line says the record, the rest is its bytes. Each is written with the checksum or the
digest that guards it, so that what stands behind that is reached too. What lies outside the store
and the out folder stays.
"""

from __future__ import annotations

import json
import shutil
import zlib
from functools import cache
from pathlib import Path

import vfc
from tests.fuzz.outcome import refused, told
from tests.fuzz.readers.scratch import scratch
from vfc.commands.status import status
from vfc.commands.store import store_collect, store_stats, store_verify
from vfc.errors import visible
from vfc.project.deliveryrecord import DeliveryRecord
from vfc.project.load import load
from vfc.project.plan import plan_film
from vfc.project.snapshot import standing, versions
from vfc.project.workspace import Workspace, find_workspace
from vfc.store.index import FileRecord
from vfc.store.local import LocalStore
from vfc.store.objects import hash_bytes

LONGEST = 30000
FILM = """\
title: T
format: {size: 32x32, rate: 24}
handles: 0f
scenes: {a: {shots: {one: {prompt: x, length: 2f}, two: {still: a.png, length: 2f}}}}
"""
VERSIONS = "@VERSIONS@"


@cache
def whole() -> Path:
    """A film that was built, which is copied and then harmed."""
    from PIL import Image

    folder = scratch("records") / "whole"
    folder.mkdir()
    (folder / "film.yaml").write_text(FILM)
    (folder / "kept.txt").write_text("the user's own")
    Image.new("RGB", (32, 32), "red").save(folder / "a.png")
    assert vfc.build(folder).ok
    return folder


def read(data: bytes) -> None:
    """Harm a built film's store, and use it in each way that reads what was harmed."""
    what, _, content = data.partition(b"\n")
    workspace = copied()
    if not harmed(workspace, what.decode("ascii", "replace"), content):
        return
    (workspace.folder / "kept.txt").write_text("the user's own")
    before = texts(workspace.folder)
    with refused():
        standing(workspace)
    with refused():
        planned = plan_film(load(workspace))
        told(visible("\n".join(status(planned).drift)))
        planned.loaded.store.close()
    for use in (
        store_stats,
        store_verify,
        lambda each: store_collect(each, older_than=0, dry_run=True),
    ):
        with refused():
            use(workspace)
    DeliveryRecord(workspace).take_away(lambda path: False)
    assert texts(workspace.folder) == before


def copied() -> Workspace:
    """The whole film at the place where the last harmed one lay."""
    folder = scratch("records") / "harmed"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(whole(), folder, symlinks=True)
    return find_workspace(folder)


def texts(folder: Path) -> dict[str, bytes]:
    """All that is the user's."""
    return {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()}


def harmed(workspace: Workspace, what: str, content: bytes) -> bool:
    """Write a record's bytes; whether there is such a record."""
    if what == "snapshot":
        content = content.replace(VERSIONS.encode(), json.dumps(versions()).encode()[1:-1])
        _write(workspace.snapshot, b"%08x " % zlib.crc32(content) + content)
    elif what == "placed":
        _write(workspace.delivery_record, content)
    elif what == "film":
        _write(workspace.store / "films" / "00000000.json", content)
    elif what == "trace":
        key = "ab" * 32
        with_key = next((workspace.store / "traces").glob("*/*"))
        key = with_key.parent.name + with_key.name.partition(".")[0]
        _write(workspace.store / "traces" / key[:2] / f"{key[2:]}.{hash_bytes(content)}", content)
        _index(workspace).unlink()
    elif what in ("index", "index-wal"):
        _write(_index(workspace).with_name(_index(workspace).name + what[5:]), content)
    elif what == "facts":
        path, store = workspace.folder / "a.png", LocalStore(workspace.store)
        numbers, digest = path.stat(), hash_bytes(path.read_bytes())
        store.records.keep_files(
            [
                FileRecord(
                    "a.png",
                    numbers.st_size,
                    numbers.st_mtime_ns,
                    numbers.st_ctime_ns,
                    numbers.st_ino,
                    digest,
                    content.decode("utf-8", "replace"),
                    numbers.st_ctime_ns + 10**9,
                )
            ]
        )
        store.close()
    else:
        return False
    return True


def _index(workspace: Workspace) -> Path:
    return next(
        each
        for each in workspace.store.iterdir()
        if each.name.endswith((".sqlite3", ".sqlite", ".db"))
    )


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.write_bytes(content)
