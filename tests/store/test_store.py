"""The store: whole or not at all, verified when read, healing by itself."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from vfc.errors import StoreError
from vfc.store.api import Trace
from vfc.store.gc import collect, stats, verify
from vfc.store.index import FileRecord
from vfc.store.local import LocalStore
from vfc.store.objects import Objects


def put(store: LocalStore, key: str, data: bytes, inputs=(), made: float = 1.0) -> Trace:
    path = store.draft() / "artifact"
    path.write_bytes(data)
    return store.keep(
        path, Trace(key=key, label=f"picture {key}", content="{}", inputs=tuple(inputs), made=made)
    )


@pytest.fixture
def store(tmp_path) -> LocalStore:
    return LocalStore(tmp_path / "store")


def test_what_is_kept_is_found_again_by_another_process(store):
    trace = put(store, "k", b"frames", [("picture", "d" * 64)])
    other = LocalStore(store.root)
    assert other.traces(["k", "unknown"]) == {"k": (replace(trace, content=""),)}
    assert other.has([trace.output, "0" * 64]) == {trace.output}
    assert other.path(trace.output).read_bytes() == b"frames"
    assert trace.size == 6


def test_keeping_the_same_twice_is_one_object(store):
    first, second = put(store, "a", b"same"), put(store, "b", b"same")
    assert first.output == second.output
    assert stats(store).objects == 1 and stats(store).traces == 2


def test_thousands_of_keys_are_asked_for_at_once(store):
    wanted = [put(store, f"k{number}", b"%d" % (number % 7)) for number in range(60)]
    found = store.traces([f"k{number}" for number in range(5000)])
    assert {key: traces[0].output for key, traces in found.items()} == {
        t.key: t.output for t in wanted
    }


def test_a_flipped_bit_is_found_and_set_aside(store):
    trace = put(store, "k", b"x" * 1000)
    path = store.objects.where(trace.output)
    before = path.stat()
    data = bytearray(path.read_bytes())
    data[500] ^= 4
    path.write_bytes(data)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert LocalStore(store.root).path(trace.output) is None
    assert LocalStore(store.root).has([trace.output]) == set()
    again = put(LocalStore(store.root), "k", b"x" * 1000)
    assert again.output == trace.output and LocalStore(store.root).path(trace.output) is not None


@pytest.mark.parametrize("length", [0, 1, 17, 100, 1000, 4096, 5000])
def test_a_truncated_index_heals(store, length):
    put(store, "k", b"frames")
    store.close()
    index = store.root / "index.sqlite3"
    for suffix in ("-wal", "-shm"):
        Path(f"{index}{suffix}").unlink(missing_ok=True)
    index.write_bytes(index.read_bytes()[:length])
    healed = LocalStore(store.root)
    assert healed.traces(["k"]) in ({}, LocalStore(store.root).traces(["k"]))
    try:
        put(healed, "k", b"frames")
    except StoreError as error:  # found damaged at the write: begun anew, and said so
        assert "begun anew" in str(error)
        put(LocalStore(store.root), "k", b"frames")
    assert LocalStore(store.root).traces(["k"])["k"]


def test_an_index_of_random_bytes_heals(store):
    store.root.mkdir(parents=True)
    (store.root / "index.sqlite3").write_bytes(os.urandom(9000))
    assert store.traces(["k"]) == {}
    put(store, "k", b"frames")
    assert LocalStore(store.root).traces(["k"])
    assert list(store.root.glob("index.sqlite3*.damaged"))


def test_verify_sets_damage_aside_and_drops_dead_traces(store):
    good, bad, gone = (put(store, name, name.encode()) for name in ("good", "bad", "gone"))
    store.objects.where(bad.output).write_bytes(b"other")
    store.objects.where(gone.output).unlink()
    found = verify(LocalStore(store.root))
    assert found.damaged == (bad.output,) and found.dead_traces == 2
    assert set(LocalStore(store.root).traces(["good", "bad", "gone"])) == {"good"}
    assert good.output in LocalStore(store.root).has([good.output])


def test_gc_keeps_what_the_roots_name(store):
    kept, gone = put(store, "kept", b"kept"), put(store, "gone", b"gone")
    assert collect(store, ["kept"], dry_run=True).objects == 1
    assert collect(store, ["kept"], older_than=1000).objects == 0, "young objects stay"
    report = collect(store, ["kept"])
    assert (report.objects, report.traces) == (1, 1)
    fresh = LocalStore(store.root)
    assert fresh.path(kept.output) and fresh.path(gone.output) is None
    assert collect(fresh, [kept.output]).objects == 0, "a locked digest is a root too"


def test_what_others_put_among_the_objects_is_passed_by(store):
    put(store, "good", b"good")
    (store.objects.folder / ".DS_Store").write_text("x")
    (store.objects.folder / "ab").mkdir(exist_ok=True)
    (store.objects.folder / "ab" / "Thumbs.db").write_text("x")
    assert (
        stats(store).objects == 1 and verify(store).objects == 1 and collect(store, []).objects == 1
    )


def test_nothing_is_collected_while_a_build_runs(store):
    put(store, "kept", b"kept")
    with store.busy(), LocalStore(store.root).busy():
        draft = store.draft()
        with pytest.raises(StoreError, match="a build runs in this store"):
            collect(LocalStore(store.root), [])
        assert draft.is_dir()
    assert collect(LocalStore(store.root), []).objects == 1


def test_a_build_removes_what_a_killed_one_left_half_made(store):
    left = store.draft()
    (left / "artifact.mp4").write_bytes(b"half")
    scratch = store.scratch("a" * 64)
    with store.busy():
        assert not left.exists() and scratch.is_dir()


class Late(Objects):
    """Objects among which another process keeps one as soon as they were listed."""

    def all(self):
        yield from list(super().all())
        put(LocalStore(self.root), "late", b"late")


def test_verify_beside_a_build_keeps_what_that_makes(store):
    store.objects = Late(store.root)
    assert verify(store).dead_traces == 0 and store.traces(["late"])


def test_records_remember_files_labels_and_times(store):
    record = FileRecord("a.png", 1, 2, 3, 4, "d", "{}", 5)
    store.records.keep_files([record])
    assert LocalStore(store.root).records.files(["a.png", "b.png"]) == {"a.png": record}
    store.records.keep_labels("", {}, {"one": ("1", "{1}"), "two": ("2", "{2}")})
    store.records.keep_labels(
        "", {"one": "1", "two": "2"}, {"two": ("2", "{2}"), "three": ("3", "{3}")}
    )
    assert store.records.labels("") == {"two": "2", "three": "3"}
    assert (store.records.content("", "three"), store.records.content("", "one")) == ("{3}", None)
    assert store.records.labels("draft") == {}
    store.records.keep_times([("picture", 2.0, 4.0)])
    assert store.records.seconds_a_unit() == {"picture": 0.5}


def test_a_store_that_cannot_be_written_is_one_sentence(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with pytest.raises(StoreError, match="cannot be"):
        put(LocalStore(blocked / "store"), "k", b"x")


@pytest.mark.parametrize("where", ["file", "index"])
def test_a_trace_whose_output_is_a_path_leads_nowhere(store, tmp_path, where):
    """Whoever wrote the store may have named any file: it was moved into the store, as an object
    that is damaged.
    """
    mine = tmp_path / "mine.txt"
    mine.write_text("mine")
    trace = Trace(
        key="a" * 64, label="picture k", content="", inputs=(), output=f"..{mine}", made=1.0
    )
    store.tracefiles.write(trace) if where == "file" else store._remember([trace])
    other = LocalStore(store.root)
    for found in other.traces([trace.key]).get(trace.key, ()):
        other.path(found.output)
    assert mine.read_text() == "mine" and not (store.root / "damaged").exists()
