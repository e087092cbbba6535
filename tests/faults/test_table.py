"""The table of faults by which build tools are compared, row by row, and one flipped bit in
everything that is kept.

After each, the next plain `vfc build` needs no unlock and no flag, exits with 0 and leaves the film
that a clean build makes. Two builds at once, and a kill at each step of publishing, stand in
`test_publishing.py`.
"""

from __future__ import annotations

import gc
import os
import random
import shutil
import sys
import wave
from pathlib import Path

import pytest

import vfc
from tests import programs
from vfc.cli.__main__ import _code as program
from vfc.project.snapshot import standing
from vfc.project.workspace import find_workspace
from vfc.store.gc import verify
from vfc.store.local import LocalStore

FILM = """\
vfc: 1
title: Table
format: {size: 48x32, rate: 24}
scenes:
  a:
    shots:
      one: {prompt: a red road, length: 6f, handles: 2f}
      two: {prompt: blue water, length: 6f, handles: 2f, effects: [{MirrorX: {}}]}
      three: {prompt: a green field, length: 6f, handles: 2f}
cut: [a/one, {dissolve: 2f}, a/two, {title: {text: T, length: 6f}}, a/three]
sound: {music: [{file: tone.wav}]}
deliver: {film.mp4: {}, film.otio: {}}
"""
EDITED = FILM.replace("a green field", "a yellow field")
KINDS = ("picture", "finish", "segment", "transition", "title", "sound", "media", "deliverable")
STATES = (".vfc/index.sqlite3", ".vfc/snapshots/*", ".vfc/placed/*", ".vfc/films/*", "film.lock")


def tone(path: Path, step: int) -> None:
    """Half a second of a sound in 16 bits, another one for each step."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(
            b"".join((number * step % 8000).to_bytes(2, "little") for number in range(4000))
        )


def begun(folder: Path, text: str = FILM, step: int = 40) -> Path:
    (folder / "film.yaml").write_text(text)
    tone(folder / "tone.wav", step)
    return folder


def delivered(folder: Path) -> bytes:
    return (folder / "out/film/film.mp4").read_bytes()


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    folder = begun(tmp_path_factory.mktemp("built"))
    assert vfc.build(folder).ok
    return folder


@pytest.fixture(scope="module")
def edited(tmp_path_factory) -> bytes:
    """What a clean build makes of the edited text."""
    folder = begun(tmp_path_factory.mktemp("edited"), EDITED)
    assert vfc.build(folder).ok
    return delivered(folder)


@pytest.fixture
def film(built, tmp_path) -> Path:
    shutil.copytree(built, tmp_path / "film", symlinks=True)
    return tmp_path / "film"


@pytest.fixture
def build(monkeypatch, capsys):
    """The program with `build FOLDER`, in this process: its exit code and what it says."""

    def run(folder: Path, *options: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["vfc", "build", *options, str(folder)])
        try:
            code = program()
        finally:
            gc.enable()
        return code, "".join(capsys.readouterr())

    return run


def objects(folder: Path, kind: str = "") -> list[Path]:
    """The files of all artifacts, or of those that steps of a kind made."""
    store = LocalStore(folder / ".vfc")
    rows = store.index.rows("SELECT DISTINCT output FROM traces WHERE label LIKE ?", [f"{kind}%"])
    store.close()
    return [store.objects.where(digest) for (digest,) in rows]


def flip(path: Path, chance: random.Random) -> None:
    """Flip one bit anywhere, and leave size and modification time as they were."""
    before, data = path.stat(), bytearray(path.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.chmod(0o644)
    path.write_bytes(data)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def edit(folder: Path) -> None:
    (folder / "film.yaml").write_text(EDITED)


KILLED = """
import os, sys
from vfc.generators.previs.generator import Previs
main, whole = os.getpid(), Previs.run
def run(self, stage, inputs, context):
    for number, frame in enumerate(whole(self, stage, inputs, context)):
        if number == 3 and "field" in stage.request.prompt.text:
            os.kill(main, 9)
        yield frame
Previs.run = run
import vfc
from tests import programs
vfc.build(sys.argv[1])
"""


@pytest.mark.parametrize("which", ["first build", "rebuild"])
def test_kill_9_while_a_clip_is_written(which, film, tmp_path, edited, build):
    folder = film if which == "rebuild" else begun(tmp_path)
    edit(folder)
    killed = programs.run(["-c", KILLED, folder])
    assert killed.returncode == -9, killed.stderr
    assert build(folder)[0] == 0 and delivered(folder) == edited


def test_a_clip_overwritten_with_junk(film, edited, build):
    for path in objects(film, "picture"):
        path.chmod(0o644)
        path.write_bytes(b"junk" * 100)
    edit(film)
    assert build(film)[0] == 0 and delivered(film) == edited


@pytest.mark.parametrize("kind", KINDS)
def test_a_bit_flipped_in_every_artifact_of_a_kind_while_another_shot_changed(
    kind, film, edited, build
):
    chance, flipped = random.Random(kind), objects(film, kind)
    assert flipped
    for path in flipped:
        flip(path, chance)
    edit(film)
    code, said = build(film)
    assert code == 0 and delivered(film) == edited, said
    assert build(film) == (0, "nothing to do: out/film/film.mp4, out/film/film.otio\n")


@pytest.mark.parametrize("index", ["stands", "gone"])
def test_a_bit_flipped_in_every_trace(index, film, edited, build):
    chance, traces = random.Random(index), list(film.glob(".vfc/traces/*/*"))
    assert len(traces) == 18
    for path in traces:
        flip(path, chance)
    for path in film.glob(".vfc/index.sqlite3*") if index == "gone" else ():
        path.unlink()
    edit(film)
    code, said = build(film)
    assert (
        code == 0
        and f"{5 if index == 'stands' else 17} steps made" in said
        and delivered(film) == edited
    )


def test_a_bit_flipped_in_every_artifact_is_found_by_verifying(film, built, build):
    chance, flipped = random.Random(1), objects(film)
    for path in flipped:
        flip(path, chance)
    store = LocalStore(film / ".vfc")
    assert len(verify(store).damaged) == len(flipped) == 18
    store.close()
    (film / "out/film/film.mp4").unlink()
    assert build(film)[0] == 0 and delivered(film) == delivered(built)


def test_artifacts_that_are_deleted_come_back_as_they_are_needed(film, built, edited, build):
    for path in (*objects(film, "segment"), *objects(film, "transition")):
        path.unlink()
    assert vfc.build(film).made == () and delivered(film) == delivered(built)
    edit(film)
    assert build(film)[0] == 0 and delivered(film) == edited


def test_an_input_that_is_touched_makes_nothing(film):
    for name in ("film.yaml", "tone.wav", "film.lock"):
        os.utime(film / name)
    assert vfc.build(film).made == ()


def test_an_edit_taken_back_makes_nothing(film, built, edited):
    edit(film)
    assert vfc.build(film).made and delivered(film) == edited
    (film / "film.yaml").write_text(FILM)
    assert vfc.build(film).made == () and delivered(film) == delivered(built)


def test_an_input_that_changes_and_is_older_is_seen(film, tmp_path, build):
    tone(film / "tone.wav", 55)
    os.utime(film / "tone.wav", (1, 1))
    assert build(film)[0] == 0
    (tmp_path / "clean").mkdir()
    clean = begun(tmp_path / "clean", step=55)
    assert vfc.build(clean).ok and delivered(clean) == delivered(film)


@pytest.mark.parametrize("how", ["half", "random", "empty", "other"])
@pytest.mark.parametrize("state", STATES)
def test_a_damaged_file_of_state(state, how, film, edited, build):
    (path,) = film.glob(state)
    data = path.read_bytes()
    path.write_bytes(
        {
            "half": data[: len(data) // 2],
            "random": random.Random(state).randbytes(len(data)),
            "empty": b"",
            "other": b"[[]]",
        }[how]
    )
    edit(film)
    code, said = build(film)
    # the user's own text: what is wrong with it is told, with its line
    if state == "film.lock" and code == 2:
        assert "film.lock:" in said
        path.write_bytes(data)
        code, said = build(film)
    assert code == 0 and delivered(film) == edited and "5 steps made" in said, said
    assert build(film) == (0, "nothing to do: out/film/film.mp4, out/film/film.otio\n")


def test_a_bit_flipped_anywhere_in_the_snapshot_is_no_snapshot(film):
    workspace = find_workspace(film)
    assert vfc.build(film).ok
    chance, data = random.Random(2), workspace.snapshot.read_bytes()
    for _ in range(200):
        workspace.snapshot.write_bytes(data)
        flip(workspace.snapshot, chance)
        assert standing(workspace) is None
    workspace.snapshot.write_bytes(data)
    assert standing(workspace) == {
        "deliverables": ["out/film/film.mp4", "out/film/film.otio"],
        "steps": 17,
        "sound": {"film.mp4": [-28.75, 0.0, -14.19]},
    }


@pytest.mark.parametrize("state", [each for each in STATES if "index" not in each])
def test_a_bit_flipped_anywhere_in_a_file_of_state(state, film, built, build):
    """Each of many flips: the program says what stands, or builds what is right, or tells of the
    lock's line.
    """
    (path,) = film.glob(state)
    chance, data, before = random.Random(state), path.read_bytes(), path.stat()
    for _ in range(12):
        path.write_bytes(data)
        flip(path, chance)
        code, said = build(film)
        assert code == 0 or (state == "film.lock" and code in (2, 3) and "film.lock" in said), said
        assert delivered(film) == delivered(built)
        if code == 0 and "nothing to do" in said:
            assert said.endswith("nothing to do: out/film/film.mp4, out/film/film.otio\n")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
