"""The index is a cache: whatever becomes of it, nothing that was made is made again, and no film is
wrong.
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

import vfc
from tests import programs
from tests.faults.mounts import mounted, read_only
from tests.faults.test_damage import FILM, program, same
from vfc.errors import StoreError, UsageError
from vfc.store.gc import collect, stats, verify
from vfc.store.index import VERSION
from vfc.store.local import LocalStore
from vfc.testing import Flat


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    (folder / "film.yaml").write_text(FILM)
    assert vfc.build(folder, generators=[Flat(costs=True)]).ok
    return folder


@pytest.fixture
def film(built, tmp_path) -> Path:
    shutil.copytree(built, tmp_path / "film", symlinks=True)
    for each in (tmp_path / "film/.vfc/snapshots").iterdir():
        each.unlink()  # or a build would not look at the index
    return tmp_path / "film"


def index(film: Path, suffix: str = "") -> Path:
    return film / f".vfc/index.sqlite3{suffix}"


def again(film: Path):
    return vfc.build(film, generators=[Flat(costs=True)])


def settled(film: Path) -> None:
    """All of the index in one file."""
    connection = sqlite3.connect(index(film))
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()


WAYS = ["gone", "write-ahead log gone", "half", "empty", "junk", "a folder", "a pipe", "a link"]


@pytest.mark.parametrize("how", WAYS)
def test_an_index_that_is_lost_or_damaged_makes_nothing_again(film, built, how):
    if how != "write-ahead log gone":
        settled(film)
    data = index(film).read_bytes()
    index(film, "-wal" if how == "write-ahead log gone" else "").unlink(missing_ok=True)
    if how == "half":
        index(film).write_bytes(data[: len(data) // 2])
    elif how == "empty":
        index(film).write_bytes(b"")
    elif how == "junk":
        index(film).write_bytes(random.Random(1).randbytes(len(data)))
    elif how == "a folder":
        (index(film) / "deep").mkdir(parents=True)
    elif how == "a pipe":
        os.mkfifo(index(film))
    elif how == "a link":
        index(film).symlink_to(film / "film.yaml")
    text = (film / "film.yaml").read_text()
    result = again(film)
    assert result.ok and result.made == () and same(film, built)
    assert (film / "film.yaml").read_text() == text, "nothing is written through a link"


def test_a_bit_flipped_anywhere_in_the_index_makes_nothing_again_and_no_film_wrong(film, built):
    settled(film)
    sound, chance = index(film).read_bytes(), random.Random(4)
    for _ in range(60):
        flipped = bytearray(sound)
        flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
        for suffix in ("-wal", "-shm"):
            index(film, suffix).unlink(missing_ok=True)
        index(film).write_bytes(flipped)
        for each in (film / ".vfc/snapshots").iterdir():
            each.unlink()
        try:
            result = again(film)
        except StoreError as error:  # the bit that tells the version
            assert "newer vfc" in str(error)
            continue
        assert result.ok and not [label for label in result.made if label.startswith("picture")]
        assert same(film, built)


def test_a_damaged_index_is_told_in_one_line(tmp_path):
    (tmp_path / "film.yaml").write_text(
        FILM.replace("generator: flat\n", "").replace(", film.otio: {}", "")
    )
    assert program(tmp_path, "build", "--quiet").returncode == 0
    shutil.rmtree(tmp_path / ".vfc/snapshots")
    for suffix in ("-wal", "-shm"):
        index(tmp_path, suffix).unlink(missing_ok=True)
    index(tmp_path).write_bytes(b"junk" * 3000)
    seen = program(tmp_path, "build")
    assert seen.returncode == 0 and "Traceback" not in seen.stderr
    assert (
        len([line for line in seen.stderr.splitlines() if "was damaged and is set aside" in line])
        == 1
    )


def test_a_store_whose_index_alone_held_its_traces_gets_files_of_them(film, built):
    store = LocalStore(film / ".vfc")
    traces = [trace for path in store.tracefiles.all() if (trace := vfc_read(path))]
    store.close()
    shutil.rmtree(film / ".vfc/traces")
    for suffix in ("", "-wal", "-shm"):
        index(film, suffix).unlink(missing_ok=True)
    old = sqlite3.connect(index(film))
    old.executescript(
        "CREATE TABLE traces (key, label, content, inputs, output, size, seconds, environment, "
        "made);CREATE TABLE files (path); CREATE TABLE labels (ledger);"
        "CREATE TABLE rates (kind TEXT PRIMARY KEY, seconds REAL, units REAL) WITHOUT ROWID;"
        "PRAGMA user_version=3"
    )
    old.executemany(
        "INSERT INTO traces VALUES (?,?,?,?,?,?,?,?,?)",
        [
            (
                each.key,
                each.label,
                each.content,
                "\n".join(map("\t".join, each.inputs)),
                each.output,
                each.size,
                each.seconds,
                each.environment,
                each.made,
            )
            for each in traces
        ],
    )
    old.commit()
    old.close()
    result = again(film)
    assert result.ok and result.made == () and same(film, built)
    store = LocalStore(film / ".vfc")
    assert {vfc_read(path) for path in store.tracefiles.all()} == set(traces)


def vfc_read(path: Path):
    from vfc.store.tracefiles import read

    return read(path)


def test_an_index_of_a_newer_vfc_is_refused_and_stays(film):
    settled(film)
    with sqlite3.connect(index(film)) as connection:
        connection.execute(f"PRAGMA user_version={VERSION + 1}")
    with pytest.raises(StoreError, match="made by a newer vfc"):
        again(film)
    with sqlite3.connect(index(film)) as connection:
        assert connection.execute("SELECT count(*) FROM traces").fetchone()[0] > 5


def test_an_index_that_another_holds_is_an_error_and_no_damage(film, monkeypatch):
    settled(film)
    other = sqlite3.connect(index(film), isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    connect = sqlite3.connect
    monkeypatch.setattr(
        sqlite3, "connect", lambda *words, **named: connect(*words, **named | {"timeout": 0.05})
    )
    with pytest.raises(StoreError, match="locked"):
        again(film)
    other.execute("ROLLBACK")
    other.close()
    assert again(film).made == () and not list((film / ".vfc").glob("*.damaged"))


def test_an_index_on_a_disk_that_fails_is_an_error_and_no_damage(film):
    settled(film)
    index(film).chmod(0o000)
    limited = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_NOFILE, (14, 14)); import vfc\n"
        f"from vfc.store.local import LocalStore; from pathlib import Path; from vfc.errors import "
        f"StoreError\n"
        f"held = [open('/dev/null') for _ in range(11)]\n"
        f"try: LocalStore(Path({str(film / '.vfc')!r})).traces(['k'])\n"
        "except StoreError as error: held.clear(); print(error)"
    )
    seen = subprocess.run([sys.executable, "-c", limited], capture_output=True, text=True)
    assert "cannot be" in seen.stdout, seen.stderr
    index(film).chmod(0o644)
    assert again(film).made == () and not list((film / ".vfc").glob("*.damaged"))


def test_a_flipped_bit_in_a_trace_is_found_and_its_step_made_again(film, built):
    store = LocalStore(film / ".vfc")
    path = next(
        path
        for path in store.tracefiles.all()
        if vfc_read(path).label == "segment film.mp4 a/three"
    )
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 2
    path.write_bytes(data)
    assert verify(store).damaged_traces == 1
    store.close()
    for suffix in ("", "-wal", "-shm"):
        index(film, suffix).unlink(missing_ok=True)
    result = again(film)
    assert result.ok and result.made == ("segment film.mp4 a/three",) and same(film, built)


def test_collecting_takes_traces_with_their_objects(film):
    store = LocalStore(film / ".vfc")
    before = stats(store)
    assert before.traces == before.objects > 5
    found = collect(store, [])
    assert (found.objects, found.traces) == (before.objects, before.traces)
    assert stats(LocalStore(film / ".vfc")).traces == 0


@pytest.mark.parametrize("name", ["film.lock", "film.yaml"])
def test_a_pipe_where_a_text_should_be_is_a_sentence_and_never_a_wait(tmp_path, name):
    (tmp_path / "film.yaml").write_text(FILM)
    (tmp_path / name).unlink(missing_ok=True)
    os.mkfifo(tmp_path / name)
    with pytest.raises(UsageError, match="no film.yaml|is no file"):
        vfc.build(tmp_path, generators=[Flat()])


@pytest.mark.parametrize("name", ["snapshots", "placed", "films"])
def test_a_pipe_where_a_record_should_be_never_holds_a_build_up(tmp_path, name):
    (tmp_path / "film.yaml").write_text(
        FILM.replace("generator: flat\n", "").replace(", film.otio: {}", "")
    )
    assert program(tmp_path, "build", "--quiet").returncode == 0
    record = next((tmp_path / ".vfc" / name).iterdir())
    record.unlink()
    os.mkfifo(record)
    seen = program(tmp_path, "build")
    assert seen.returncode == 0 and "Traceback" not in seen.stderr


def test_a_tree_that_may_not_be_written_has_nothing_to_do(tmp_path):
    film = tmp_path / "film"
    film.mkdir()
    (film / "film.yaml").write_text(
        FILM.replace("generator: flat\n", "").replace(", film.otio: {}", "")
    )
    assert program(film, "build", "--quiet").returncode == 0
    for words in ("build", "status", "build --verify"):
        seen = programs.vfc(*words.split(), film, cwd=Path("/"), before=mounted(read_only(film)))
        assert seen.returncode == 0, seen.stderr
        assert "nothing to do" in seen.stderr or words == "status"
        assert "Traceback" not in seen.stderr


def test_what_the_user_is_told_to_be_written_is_on_the_disk(tmp_path, monkeypatch):
    from vfc.project.texts import write_text

    synced, fsync = [], os.fsync
    monkeypatch.setattr(
        os,
        "fsync",
        lambda descriptor: (
            synced.append(os.readlink(f"/proc/self/fd/{descriptor}")),
            fsync(descriptor),
        ),
    )
    write_text(tmp_path / "film.yaml", "title: T\n")
    assert len(synced) == 2 and synced[1] == str(tmp_path) and "film.yaml" in synced[0]
    synced.clear()
    (tmp_path / "film.yaml").write_text(FILM)
    result = vfc.build(tmp_path, generators=[Flat(costs=True)])
    assert result.ok and any(".film.lock." in path for path in synced), "the lock"
    traces = len([path for path in synced if "/tmp/trace-" in path])
    assert traces == len(result.made) + 1, "of each step, and of the piece of encoded sound"
