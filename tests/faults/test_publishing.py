"""Kills at every step of publishing, and bits flipped in every kind of artifact, each with the
count of steps made.

After each the next plain build ends with 0, its deliverables are a clean build's byte for byte, and
no step is made that stood.
"""

from __future__ import annotations

import array
import functools
import math
import random
import shutil
import time
import wave
from pathlib import Path

import pytest

import vfc
from tests.faults.forks import Forks, awaited
from tests.faults.test_damage import flip, outputs
from vfc.store.gc import verify
from vfc.store.local import LocalStore
from vfc.store.tracefiles import read
from vfc.testing import Flat

FILM = """\
vfc: 1
title: Table
format: {size: 64x48, rate: 24}
generator: GENERATOR
handles: 2f
cast: {ana: {look: a woman}}
scenes:
  a:
    shots:
      one: {prompt: red, length: 8f, effects: [{MirrorX: {}}]}
      two: {prompt: blue, length: 8f, takes: 2, pick: best, lines: [{ana: Hello there}]}
      three: {prompt: a green boat on the sea, length: 8f}
cut: [{title: {text: Table, length: 4f}}, a/one, {dissolve: 2f}, a/two, a/three]
sound: {music: [{file: tone.wav, gain: 0dB}]}
deliver: {film.mp4: {}, film.otio: {}, film.srt: {}}
"""
DELIVERED = ("film.mp4", "film.otio", "film.srt")
# an edit: what stands in the text, and what instead
SHOT = ("a green boat on the sea", "a red car in a wide street")
STEPS = 21
OF_SHOT = {
    "picture a/three#1",
    "segment film.mp4 a/three",
    "deliverable film.mp4",
    "deliverable film.otio",
    "media prores a/three",
}


def write_film(folder: Path, generator: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "film.yaml").write_text(FILM.replace("GENERATOR", generator))
    tone(folder / "tone.wav", 20)
    return folder


def tone(path: Path, period: float) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(48000)
        file.writeframes(samples(period))


@functools.cache
def samples(period: float) -> bytes:
    """A second of a tone, mono, 16 bits."""
    return array.array("h", [int(8000 * math.sin(n / period)) for n in range(48000)]).tobytes()


def edit(folder: Path, old: str, new: str) -> None:
    text = (folder / "film.yaml").read_text()
    assert old in text
    (folder / "film.yaml").write_text(text.replace(old, new))


def delivered(folder: Path) -> list[bytes]:
    return [(folder / "out/film" / name).read_bytes() for name in DELIVERED]


def again(folder: Path):
    """A build in this process, by a generator whose pictures cost."""
    return vfc.build(folder, generators=[Flat(costs=True)])


# ── films that stand, each made once ───────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def forks(tmp_path_factory) -> Forks:
    return Forks(tmp_path_factory.mktemp("said"))


@pytest.fixture(scope="module")
def drawn(tmp_path_factory, forks) -> Path:
    """The film as the program builds it with previs."""
    folder = write_film(tmp_path_factory.mktemp("drawn") / "film", "previs")
    code, said = forks.build(folder)
    assert code == 0 and len(said["made"]) == STEPS
    return folder


@pytest.fixture(scope="module")
def drawn_after(tmp_path_factory, forks) -> Path:
    """The film with the changed shot, built clean."""
    folder = write_film(tmp_path_factory.mktemp("after") / "film", "previs")
    edit(folder, *SHOT)
    assert forks.build(folder)[0] == 0
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """The film as a generator of plain colours makes it, which costs."""
    folder = write_film(tmp_path_factory.mktemp("built") / "film", "flat")
    assert len(again(folder).made) == STEPS
    return folder


@pytest.fixture
def film(built, tmp_path) -> Path:
    return copied(built, tmp_path / "film")


@pytest.fixture
def shown(drawn, tmp_path) -> Path:
    return copied(drawn, tmp_path / "film")


def copied(folder: Path, to: Path) -> Path:
    """A copy whose snapshot stands too: it has the files of the first, by other inodes, and is
    looked at anew once.
    """
    shutil.copytree(folder, to, symlinks=True)
    return to


@pytest.fixture(scope="module")
def clean(tmp_path_factory, built):
    """What edits of the film make, and the film that comes of them, each built once: of the text,
    the lock and the choice among takes that the film has.
    """

    @functools.cache
    def of(*edits: tuple[str, str]) -> tuple[frozenset[str], tuple[bytes, ...]]:
        folder = copied(built, tmp_path_factory.mktemp("clean") / "film")
        for each in edits:
            edit(folder, *each)
        made = frozenset(again(folder).made)
        shutil.rmtree(folder / ".vfc")
        shutil.rmtree(folder / "out")
        assert again(folder).ok
        return made, tuple(delivered(folder))

    return of


# ── kill -9 ────────────────────────────────────────────────────────────────────────────────────

DEATHS = [
    ("/objects/", 1, "before"),
    ("/objects/", 4, "after"),
    ("/traces/", 2, "before"),
    ("/traces/", 3, "after"),
    ("index", 1, "after"),
    ("film.mp4", 1, "before"),
    ("film.mp4", 1, "after"),
    ("film.media", 1, "after"),
    ("film.lock", 1, "before"),
    ("/snapshots/", 1, "before"),
]
DEATHS_OF_A_CHANGE = [
    ("/objects/", 1, "after"),
    ("/objects/", 2, "before"),
    ("/traces/", 1, "before"),
    ("/traces/", 3, "after"),
    ("index", 2, "before"),
    ("placed", 1, "after"),
    ("film.mp4", 1, "before"),
    ("/snapshots/", 1, "after"),
]


def steps_of(store: LocalStore) -> list[str]:
    """The keys of the steps that a store has traces of; a piece of one, such as a second of encoded
    sound, has a trace too.
    """
    traces = [trace for path in store.tracefiles.all() if (trace := read(path))]
    return [trace.key for trace in traces if trace.content.startswith('{"files"')]


def check_after_death(forks: Forks, folder: Path, wanted: Path, code: int) -> None:
    """The next plain build ends with 0, makes nothing that had been made, and the film is a clean
    build's.
    """
    assert code == -9
    store = LocalStore(folder / ".vfc")
    seen = verify(store)
    assert seen.damaged == () and seen.dead_traces == seen.damaged_traces == 0, (
        "nothing half made is kept"
    )
    had = set(steps_of(store))
    store.close()
    code, said = forks.build(folder)
    assert code == 0 and delivered(folder) == delivered(wanted)
    store = LocalStore(folder / ".vfc")
    keys = steps_of(store)
    store.close()
    assert len(keys) == len(set(keys)) and len(said["made"]) == len(set(keys) - had), (
        "nothing is made twice"
    )
    assert not list((folder / ".vfc/tmp").glob("*")) and not list(
        (folder / "out/film").glob(".vfc-*")
    )
    assert forks.build(folder)[1]["made"] == []


@pytest.mark.parametrize("death", DEATHS, ids=lambda death: " ".join(map(str, death)))
def test_kill_9_of_a_first_build(tmp_path, forks, drawn, death):
    folder = write_film(tmp_path / "film", "previs")
    check_after_death(forks, folder, drawn, forks.build(folder, death=death)[0])


@pytest.mark.parametrize("death", DEATHS_OF_A_CHANGE, ids=lambda death: " ".join(map(str, death)))
def test_kill_9_of_the_rebuild_of_a_changed_shot(forks, shown, drawn_after, death):
    edit(shown, *SHOT)
    check_after_death(forks, shown, drawn_after, forks.build(shown, death=death)[0])


@pytest.mark.parametrize("seed", range(4))
def test_kill_9_at_any_moment(tmp_path, forks, drawn, seed):
    folder = write_film(tmp_path / "film", "previs")
    process, _ = forks.start(folder)
    time.sleep(random.Random(seed).uniform(0.05, 0.6))
    process.kill()
    if process.wait() == -9:
        check_after_death(forks, folder, drawn, -9)


# ── objects ────────────────────────────────────────────────────────────────────────────────────

LOUDER = ("gain: 0dB", "gain: -6dB")
RETITLED = ("text: Table", "text: Chair")
SHORTER = ("a/three]", "a/three: {length: 7f}]")
FARTHER = ("a/one, {", "a/one: {length: 7f}, {")
TURNED = ("MirrorX", "MirrorY")
WEIGHED = ("cut: [", "scores: {sharpness: 3}\ncut: [")
# Each kind of object, and an edit of something else that has a use for it.
USED = {
    "picture a/three#1": SHORTER,
    "picture a/one#1": TURNED,
    "finish a/one#1": FARTHER,
    "score a/two#1": WEIGHED,
    "segment film.mp4 a/three": LOUDER,
    "transition film.mp4 a/one>a/two": RETITLED,
    "title film.mp4 Table": LOUDER,
    "sound film.mp4": RETITLED,
}


@pytest.mark.parametrize("label", USED)
def test_an_object_flipped_in_place_is_made_again_by_an_edit_that_uses_it(film, clean, label):
    """Bits at four places, size and modification time kept; beside what the edit makes, one step is
    made.
    """
    made, wanted = clean(USED[label])
    chance, path = random.Random(label), outputs(film)[label]
    for at in (
        0,
        path.stat().st_size - 1,
        *(chance.randrange(path.stat().st_size) for _ in range(2)),
    ):
        folder = copied(film, film.with_name(f"film-{at}"))
        flip(outputs(folder)[label], at)
        edit(folder, *USED[label])
        result = again(folder)
        assert result.ok and tuple(delivered(folder)) == wanted
        assert set(result.made) == made | {label} and len(result.made) == len(made) + 1


@pytest.mark.parametrize("name", DELIVERED)
def test_a_deliverable_flipped_in_the_store_is_made_again_where_it_must_be_put_back(
    film, built, name
):
    path = outputs(film)[f"deliverable {name}"]
    places = [random.Random(name).randrange(path.stat().st_size) for _ in range(3)]
    for at in places:
        flip(outputs(film)[f"deliverable {name}"], at)
        (film / "out/film" / name).unlink()
        assert again(film).made == (f"deliverable {name}",) and delivered(film) == delivered(built)


@pytest.mark.parametrize("how", ["junk", "gone"])
def test_an_object_that_is_junk_or_gone_is_made_again_once_it_is_used(
    forks, shown, drawn, drawn_after, how
):
    """What the timeline leads to is used at once, a segment by the next edit."""
    paths = outputs(shown)
    for label in ("media prores a/three", "media prores a/one", "segment film.mp4 a/two"):
        paths[label].unlink()
        if how == "junk":
            paths[label].write_bytes(b"junk" * 500)
    code, said = forks.build(shown)
    assert (code, set(said["made"])) == (0, {"media prores a/three", "media prores a/one"})
    assert delivered(shown) == delivered(drawn)
    edit(shown, *SHOT)
    code, said = forks.build(shown)
    assert code == 0 and delivered(shown) == delivered(drawn_after)
    assert set(said["made"]) == OF_SHOT | {"segment film.mp4 a/two"}


# ── two at once ────────────────────────────────────────────────────────────────────────────────


def test_two_builds_at_once_end_with_0_and_make_each_step_once(tmp_path, forks, drawn):
    folder = write_film(tmp_path / "film", "previs")
    both = [forks.start(folder) for _ in range(2)]
    assert [process.wait() for process, _ in both] == [0, 0]
    made = [label for _, said in both for label in forks.document(said)["made"]]
    assert len(made) == len(set(made)) == STEPS and delivered(folder) == delivered(drawn)
    assert forks.build(folder)[1]["made"] == []


def test_two_builds_at_once_one_killed(tmp_path, forks, drawn):
    folder = write_film(tmp_path / "film", "previs")
    amid, both = tmp_path / "amid", tmp_path / "both"
    dying, _ = forks.start(folder, death=("/objects/", 3, "after"), leaves=amid, awaits=both)
    awaited(amid)
    other, _ = forks.start(folder, leaves=both)  # it makes what the first, which holds, has not
    assert (dying.wait(), other.wait()) == (-9, 0)
    assert both.exists() and delivered(folder) == delivered(drawn)
