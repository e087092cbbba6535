"""A plugin that crashes, hangs or meddles: its step fails and says how, the others are made, exit 0
means a film.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import vfc
from tests import programs
from tests.project.unruly import registry, unruly_film
from vfc.commands.build import BuildOptions, build
from vfc.errors import GeneratorError, Stopped, TextError
from vfc.generators.registry import Registry
from vfc.media.frames import read_rgb
from vfc.project.workspace import find_workspace
from vfc.testing import Flat, Recorder

WHO = "the generator 'unruly' of unruly-pictures 2.0"
FAIL = {
    "exits": f"{WHO} ended its process with exit code 0",
    "exits three": f"{WHO} ended its process with exit code 3",
    "sysexits": f"{WHO} fails: SystemExit: 0",
    "segfaults": f"{WHO} crashed with signal 11 (SIGSEGV)",
    "aborts": f"{WHO} crashed with signal 6 (SIGABRT)",
    "kills": f"{WHO} was killed by signal 9, as the system does when memory runs out",
    "terminates": f"{WHO} crashed with signal 15 (SIGTERM)",
    "memory": f"{WHO} ran out of memory",
    "holds": f"{WHO} was killed by signal 9, as the system does when memory runs out",
    "odd": f"{WHO} fails: Odd: cannot be pickled",
    "wrong shape": "frame 1 is (3, 4, 3) uint8, not (36, 64, 3) uint8",
    "a list": f"{WHO} fails: TypeError: it yields list, not a numpy array (height, width, 3) uint8",
    "objects": f"{WHO} fails: TypeError: it yields ndarray, not a numpy array (height, width, 3) "
    f"uint8",
}
WORK = ("fine", "forks", "changes", "writes", "logs", "atexits")
# What people report of workers and plugins elsewhere, by the report.
REPORTED_FAIL = {
    # huggingface/transformers: trust_remote_code asks
    "asks": f"{WHO} fails: EOFError: EOF when reading a line",
    "recurses": f"{WHO} fails: RecursionError: maximum recursion depth exceeded",
    # python/cpython 75880: an error that cannot be handed on hangs a pool
    "untold": f"{WHO} fails: Untold: no text",
    "opens": f"{WHO} fails: OSError: [Errno 24] Too many open files: '/dev/null'",
}
REPORTED_WORK = (
    # rwth-i6/sisyphus 172, efficiency-nodes-comfyui 77: a thread keeps the process from its end
    "threads",
    # OpenHands/benchmarks 459, dask/distributed 1078: pools that lock up or leak in a worker
    "pools",
    "spawns",
    # tinylibs/tinyexec 138, plumbum 685: a grandchild outlives its parent, and holds what it had
    # open
    "daemons",
    # a package makes errors of warnings, and writes its log where results go
    # (sixty-north/cosmic-ray 391)
    "strict",
    "loops",
    "views",
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.syspath_prepend(tmp_path / "packages")
    return unruly_film(tmp_path, ["fine"])


def made(folder: Path, *deeds: str, jobs: int = 1):
    workspace = find_workspace(unruly_film(folder, deeds))
    result = build(workspace, BuildOptions(jobs=jobs), Recorder(), registry=registry(folder))
    return result, {
        deeds[int(label[len("picture a/s") : -len("#1")])]: error for label, error in result.failed
    }


def test_what_ends_or_spoils_a_step_is_told_of_it_and_every_other_shot_is_made(folder, capfd):
    result, failed = made(folder, *FAIL, *WORK)
    assert failed == FAIL
    pictures = {step for step in result.made if step.startswith("picture")}
    assert pictures == {f"picture a/s{len(FAIL) + number}#1" for number in range(len(WORK))}
    said = capfd.readouterr()
    assert (
        said.out == "" and "past Python from another process" in said.err and "printed" in said.err
    )
    assert made(folder, *WORK)[0].ok


def test_what_people_report_of_plugins_elsewhere_spoils_nothing_else(folder, capfd):
    result, failed = made(folder, *REPORTED_FAIL, *REPORTED_WORK)
    assert failed == REPORTED_FAIL
    assert {step for step in result.made if step.startswith("picture")} == {
        f"picture a/s{len(REPORTED_FAIL) + number}#1" for number in range(len(REPORTED_WORK))
    }
    assert capfd.readouterr().out == "" and not outliving(folder)


def test_a_process_that_is_silent_or_deaf_is_ended(folder):
    (folder / "film.yaml").write_text(
        unruly_film(folder, ["hangs", "stops", "closes", "fine"])
        .joinpath("film.yaml")
        .read_text()
        .replace("{use: unruly}", "{use: unruly, patience: 1s}")
    )
    result = build(
        find_workspace(folder), BuildOptions(jobs=2), Recorder(), registry=registry(folder)
    )
    failed = dict(result.failed)
    silent = (
        f"{WHO} was ended: it told no progress for 1 s, and used 0 s of processor time; "
        "give it more 'patience' if it needs longer"
    )
    assert failed["picture a/s0#1"] == failed["picture a/s1#1"] == silent
    assert failed["picture a/s2#1"].startswith(WHO) and len(failed) == 3
    assert "picture a/s3#1" in result.made


def run(folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess:
    environment = {**os.environ, "PYTHONPATH": str(folder / "packages"), **more}
    return programs.vfc(*arguments, cwd=folder, env=environment)


def test_exit_0_is_a_film_and_a_plugin_that_ends_its_process_is_told_in_a_sentence(folder):
    unruly_film(folder, ["exits", "fine"])
    found = run(folder, "build", "--json")
    assert found.returncode == 1 and not (folder / "out/film/film.mp4").exists()
    document = json.loads(found.stdout.splitlines()[-1])
    assert document["failed"] == [{"step": "picture a/s0#1", "error": FAIL["exits"]}]
    assert "Traceback" not in found.stderr


@pytest.mark.parametrize("command", ["build", "plan", "check", "doctor"])
def test_a_plugin_that_ends_its_process_when_it_is_asked_is_told_by_every_command(folder, command):
    found = run(folder, command, UNRULY_IMPORT="1")
    assert found.returncode in (1, 2)
    assert (
        f"{WHO} ended its process with exit code 0 while it was loaded"
        in found.stderr + found.stdout
    )
    found = run(folder, command, UNRULY_ASKED="exits three")
    assert found.returncode in (1, 2)
    assert f"{WHO} ended its process with exit code 3 in abilities()" in found.stderr + found.stdout


def test_a_plugin_that_no_shot_uses_spoils_neither_a_list_nor_a_mistake(folder, monkeypatch):
    text = (
        (folder / "film.yaml")
        .read_text()
        .replace("generators: {unruly: {use: unruly}}\ngenerator: unruly\n", "")
    )
    (folder / "film.yaml").write_text(text)
    found = run(folder, "generators", "--json", UNRULY_IMPORT="1")
    document = json.loads(found.stdout)
    assert found.returncode == 0 and "previs" in [each["name"] for each in document["generators"]]
    told = f"unruly: {WHO} ended its process with exit code 0 while it was loaded"
    assert document["problems"] == [told] and told in found.stderr
    (folder / "film.yaml").write_text(text.replace("scenes:", "generator: flat\nscenes:"))
    monkeypatch.setenv("UNRULY_IMPORT", "1")
    with pytest.raises(TextError, match="these can: .*diffusers.*, previs"):
        vfc.plan(folder, generators=[Flat(longest=3)])


def test_what_a_plugin_in_a_process_of_its_own_is_asked_does_not_hang_a_plan(folder, monkeypatch):
    monkeypatch.setenv("UNRULY_ASKED", "hangs")
    own = registry(folder)
    own.get("unruly")
    monkeypatch.setattr("vfc.generators.process.ASKED", 1.0)
    with pytest.raises(
        GeneratorError, match=r"told no progress for 1 s (in abilities|while it was loaded)"
    ):
        own.get("unruly").abilities(())  # a busy machine may take that second for the loading alone
    own.close()


@pytest.mark.parametrize("stopped", [False, True])
def test_what_an_idle_process_does_not_read_hangs_no_build_and_no_stop(
    folder, monkeypatch, stopped
):
    own = registry(folder)
    generator = own.get("unruly")
    assert generator.abilities(()).options
    (idle,) = processes(folder)
    os.kill(idle, signal.SIGSTOP)
    with monkeypatch.context() as patient:
        if stopped:
            threading.Timer(0.2, own.stop.set).start()
        else:
            patient.setattr("vfc.generators.process.ASKED", 1.0)
        with pytest.raises(
            Stopped if stopped else GeneratorError,
            match="stopped|told no progress for 1 s in abilit",
        ):
            generator.abilities((("level", "more than the socket holds " * 200_000),))
    if not stopped:
        assert generator.abilities((("level", "1"),)).options, "another takes its place"
    own.close()
    assert not outliving(folder)


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("meddling", "answers with what is no plain value in abilities(): posix.system"),
        ("local", "fails in abilities(): "),
        ("none", "answers abilities() with NoneType, which is not what it is to answer"),
        ("list", "answers abilities() with list, which is not what it is to answer"),
        ("junk", "answers with what is no plain value in abilities(): bytes that are no message"),
    ],
)
def test_an_answer_is_plain_or_told(folder, monkeypatch, kind, told):
    monkeypatch.chdir(folder)
    own = registry(folder)
    with pytest.raises(GeneratorError) as found:
        own.get("unruly").abilities((("answer", kind),))
    assert str(found.value).startswith(f"{WHO} {told}")
    assert own.get("unruly").abilities((("answer", "numpy"),)).longest == 81, (
        "another takes its place"
    )
    own.close()
    assert not (folder / "meddled").exists()


def test_what_a_generator_says_of_itself_is_known_here(folder):
    own = registry(folder)
    found = own.get("unruly")
    assert (found.name, found.version, found.near, found.model(()), found.lanes(())) == (
        "unruly",
        3,
        True,
        None,
        1,
    )
    assert [path.name for path in own.code(["unruly"])] == ["unruly.py"]
    own.close()


def processes(folder: Path) -> set[int]:
    """The processes whose memory or command line shows this film's packages."""
    found = set()
    for each in Path("/proc").iterdir():
        if each.name.isdigit():
            try:
                if str(folder / "packages").encode() in (each / "cmdline").read_bytes():
                    found.add(int(each.name))
            except OSError:
                continue
    return found


def outliving(folder: Path, seconds: float = 10) -> set[int]:
    """Those that are there still, once the system has had its time to end what was killed."""
    waited = time.monotonic() + seconds
    while (found := processes(folder)) and time.monotonic() < waited:
        time.sleep(0.01)
    return found


@pytest.mark.parametrize("command", ["build", "plan"])
def test_a_stop_ends_what_hangs_while_it_is_asked(folder, command):
    program = subprocess.Popen(
        [sys.executable, "-m", "vfc.cli", command],
        cwd=folder,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(folder / "packages"), "UNRULY_ASKED": "hangs"},
    )
    waited = time.monotonic() + 30
    while time.monotonic() < waited and not processes(folder):
        time.sleep(0.05)
    time.sleep(0.5)  # it is asked by now; were it not, it would be stopped earlier
    program.send_signal(signal.SIGINT)
    assert program.wait(30) == 130 and not outliving(folder)


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_no_process_outlives_the_command_however_it_ends(folder, end):
    unruly_film(folder, ["hangs", "stops"])
    events = folder / "events.jsonl"
    command = [sys.executable, "-m", "vfc.cli", "build", "-j", "2", "--events", str(events)]
    program = subprocess.Popen(
        command,
        cwd=folder,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(folder / "packages")},
    )
    waited = time.monotonic() + 30
    while time.monotonic() < waited and not (
        events.is_file()
        and events.read_text().count('"started"') >= 2
        and len(processes(folder)) >= 2
    ):
        time.sleep(0.05)
    assert len(processes(folder)) >= 2
    program.send_signal(end)
    assert program.wait(30) in (130, -signal.SIGKILL) and not outliving(folder)


def test_the_pictures_of_a_process_of_its_own_are_those_of_this_one(folder):
    result, _ = made(folder, "fine", "as fine")
    assert result.ok
    apart = list(read_rgb(folder / "out/film/film.mp4", 0, 8))
    import unruly

    shutil.rmtree(folder / ".vfc")
    shutil.rmtree(folder / "out")
    own = Registry([])
    own.add(unruly.Unruly())
    assert build(find_workspace(folder), BuildOptions(), Recorder(), registry=own).ok
    here = list(read_rgb(folder / "out/film/film.mp4", 0, 8))
    assert all((one == other).all() for one, other in zip(apart, here, strict=True))
