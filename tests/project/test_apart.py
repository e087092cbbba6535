"""A generator in a process of its own has all that one in this process has: inputs, scratch,
environment, a stop.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import threading
from importlib.metadata import distributions
from pathlib import Path

import numpy
import pytest
from PIL import Image

import vfc
from vfc.commands.build import BuildOptions, build
from vfc.generators.process import Worker
from vfc.generators.registry import Registry
from vfc.project.load import load
from vfc.project.plan import plan_film
from vfc.project.workspace import find_workspace
from vfc.testing import Flat, Recorder

SOURCE = '''\
import time

import scribe_helper
from vfc.errors import Stopped
from vfc.testing import Flat


class Scribe(Flat):
    """Draws from its inputs as `Flat` does, and writes down what it was handed."""

    def __init__(self):
        super().__init__("scribe", makes=["extend", "first", "remix"], tail=3)

    def run(self, stage, inputs, context):
        yield from map(scribe_helper.same, super().run(stage, inputs, context))
        (context.scratch / "note").write_text("kept")
        context.environment["scratch"] = context.scratch.parent.name
        context.environment["notes"] = (context.scratch / "note").read_text()

    def frames(self, request, context):
        until = time.process_time() + (0.3 if request.prompt.words == "work" else 0)
        while time.process_time() < until:
            pass
        try:
            for index, frame in enumerate(super().frames(request, context)):
                context.progress(index, request.frames)
                while request.prompt.words == "wait":
                    context.progress(1, 7)
                    time.sleep(0.01)
                yield frame
        except Stopped:
            print("stopped, and tidied up", flush=True)
            raise
'''
OWN_STAGES = """
    def stages(self, request, abilities):
        return super().stages(request, abilities)
"""
FILM = """\
title: Scribe
format: {size: 32x32, rate: 24}
handles: 0f
generator: scribe
scenes:
  a:
    shots:
      one: {prompt: a fox, length: 6f}
      two: {prompt: goes on, length: 6f, after: a/one}
      three: {prompt: anew, length: 6f, remix: {of: a/one, strength: 0.5}}
      four: {prompt: from a picture, length: 6f, first: start.png}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch) -> Path:
    info = tmp_path / "packages" / "scribe-1.dist-info"
    info.mkdir(parents=True)
    (tmp_path / "packages" / "scribe.py").write_text(SOURCE)
    (tmp_path / "packages" / "scribe_helper.py").write_text("def same(frame):\n    return frame\n")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: scribe\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[vfc.generators]\nscribe = scribe:Scribe\n")
    (tmp_path / "film.yaml").write_text(FILM)
    Image.fromarray(numpy.full((32, 32, 3), 77, numpy.uint8)).save(tmp_path / "start.png")
    monkeypatch.syspath_prepend(tmp_path / "packages")
    return tmp_path


def registry(folder: Path) -> Registry:
    return Registry(
        [
            point
            for each in distributions(path=[str(folder / "packages")])
            for point in each.entry_points
        ]
    )


def test_inputs_scratch_and_environment_are_as_in_this_process_and_so_are_the_bytes(folder):
    assert build(find_workspace(folder), BuildOptions(), Recorder(), registry=registry(folder)).ok
    film = (folder / "out/film/film.mp4").read_bytes()
    planned = plan_film(load(find_workspace(folder), registry=registry(folder)))
    traces = [
        planned.decisions[step.key].trace
        for step in planned.plan.steps
        if step.kind.name == "picture"
    ]
    assert any(json.loads(trace.environment).get("notes") == "kept" for trace in traces)
    import scribe

    own = Registry([])
    own.add(scribe.Scribe())
    result = build(find_workspace(folder), BuildOptions(), Recorder(), registry=own)
    assert result.ok and result.made == (), "where a picture is made is no part of its key"
    again = find_workspace(folder, store=folder / "other")
    own = Registry([])
    own.add(scribe.Scribe())
    assert build(again, BuildOptions(), Recorder(), registry=own).made
    assert (folder / "out/film/film.mp4").read_bytes() == film


class Stopping(Recorder):
    """Stops the build at the first progress of a shot."""

    def __init__(self, stop: threading.Event):
        super().__init__()
        self.stop = stop

    def tell(self, event) -> None:
        super().tell(event)
        if event.event == "progress" and event.total == 7:
            self.stop.set()


def test_a_stop_arrives_in_the_process_which_tidies_up(folder, capfd):
    (folder / "film.yaml").write_text(FILM.replace("a fox", "wait"))
    stop = threading.Event()
    result = build(
        find_workspace(folder),
        BuildOptions(jobs=1),
        Stopping(stop),
        registry=registry(folder),
        stop=stop,
    )
    assert result.stopped and not result.failed
    assert "stopped, and tidied up" in capfd.readouterr().err
    assert (folder / "film.lock").is_file(), (
        "what was finished is recorded, and the generator asked for it"
    )


def test_the_processor_time_of_a_step_is_that_of_its_process_too(folder):
    (folder / "film.yaml").write_text(FILM.replace("a fox", "work"))
    heard = Recorder()
    assert build(find_workspace(folder), BuildOptions(jobs=1), heard, registry=registry(folder)).ok
    assert {event.step: event.cpu for event in heard.events if event.event == "made"}[
        "picture a/one#1"
    ] >= 0.2


@pytest.mark.parametrize(("own", "asked"), [("", 0), (OWN_STAGES, 4)])
def test_a_plan_asks_a_process_for_the_stages_only_of_a_generator_that_says_them(
    folder, monkeypatch, own, asked
):
    """What `PictureGenerator` answers itself costs a film of a thousand shots no thousand
    questions; the plan is the same.
    """
    scribe = folder / "packages" / "scribe.py"
    scribe.write_text(SOURCE + own)
    methods: list[str] = []

    def ask(self, method, *arguments, **more):
        methods.append(method)
        return found(self, method, *arguments, **more)

    found = Worker.ask
    monkeypatch.setattr(Worker, "ask", ask)
    loaded = load(find_workspace(folder), registry=registry(folder))
    keys = [step.key for step in plan_film(loaded).plan.steps]
    loaded.registry.close()
    loaded.store.close()
    assert methods.count("stages") == asked
    apart = Registry([])
    apart.add(Flat("scribe", makes=["extend", "first", "remix"], tail=3))
    loaded = load(find_workspace(folder), registry=apart)
    assert keys == [step.key for step in plan_film(loaded).plan.steps]
    loaded.store.close()


def test_a_script_without_a_main_guard_builds_once(folder):
    (folder / "script.py").write_text("import vfc\nprint('begun')\nprint(vfc.build('.').ok)\n")
    found = subprocess.run(
        [sys.executable, "script.py"],
        cwd=folder,
        text=True,
        capture_output=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(folder / "packages")},
    )
    assert found.stdout.split() == ["begun", "True"], found.stderr


def test_builds_and_plans_in_one_process_leave_neither_files_open_nor_processes(folder):
    def left() -> tuple[int, int]:
        gc.collect()
        mine = [
            each
            for each in Path("/proc").iterdir()
            if each.name.isdigit() and _parent(each) == os.getpid()
        ]
        return len(os.listdir("/dev/fd")), len(mine)

    (folder / "film.yaml").write_text(FILM)
    vfc.build(folder)
    before = left()
    for words in ("a cat", "a dog"):
        (folder / "film.yaml").write_text(FILM.replace("a fox", words))
        assert vfc.plan(folder).to_make()
        assert vfc.build(folder).ok
    assert left() <= before


def _parent(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0
