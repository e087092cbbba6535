"""Generators that misbehave: one line that names the package, never a traceback, and JSON stays
JSON.
"""

from __future__ import annotations

import gc
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

import vfc
from tests import programs
from vfc.generators.previs.generator import Previs
from vfc.generators.registry import Registry
from vfc.testing import Flat

FILM = """\
title: T
format: {size: 64x36, rate: 24}
generator: odd
handles: 0f
scenes: {s: {shots: {a: {prompt: p, length: 4f}}}}
"""
ODD = '''\
"""A generator that does what it is told in the environment."""
import os
import shutil

import numpy

from vfc.generators.api import PictureGenerator


class Odd(PictureGenerator):
    name = "odd"

    def __getattribute__(self, name):
        if name == os.environ.get("ODD_FAILS"):
            raise ValueError("odd indeed")
        return super().__getattribute__(name)

    def abilities(self, options):
        print("hello from abilities")
        return super().abilities(options)

    def frames(self, request, context):
        print("hello from a step")
        if os.environ.get("ODD_EXITS"):
            raise SystemExit(7)
        for _ in range(request.frames):
            yield numpy.zeros((request.size.height, request.size.width, 3), numpy.uint8)
'''


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    info = tmp_path / "packages" / "odd-2.0.dist-info"
    info.mkdir(parents=True)
    (tmp_path / "packages" / "odd.py").write_text(ODD)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: odd-pictures\nVersion: 2.0\n")
    (info / "entry_points.txt").write_text("[vfc.generators]\nodd = odd:Odd\n")
    (tmp_path / "film.yaml").write_text(FILM)
    return tmp_path


def run(folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess:
    environment = {**os.environ, "PYTHONPATH": str(folder / "packages"), **more}
    found = programs.vfc(*arguments, cwd=folder, env=environment)
    assert "Traceback" not in found.stderr, found.stderr
    return found


def test_what_is_installed_or_taken_away_while_a_process_runs_is_seen(folder, monkeypatch):
    packages = folder / "others"
    packages.mkdir()
    monkeypatch.syspath_prepend(packages)
    os.utime(packages, (1, 1))  # for the clock of a disk ticks a hundred times a second
    assert "odd" not in Registry().names()
    (folder / "packages/odd-2.0.dist-info").rename(packages / "odd-2.0.dist-info")
    os.utime(packages, (2, 2))
    assert "odd" in Registry().names()
    shutil.rmtree(packages / "odd-2.0.dist-info")
    os.utime(packages, (3, 3))
    assert "odd" not in Registry().names()


@pytest.mark.parametrize("method", ["abilities", "stages", "close"])
def test_what_fails_while_it_is_asked_is_one_line_with_its_package(folder, method):
    found = run(folder, "build", ODD_FAILS=method)
    assert found.returncode != 0
    assert (
        f"the generator 'odd' of odd-pictures 2.0 fails in {method}(): ValueError: odd indeed"
        in found.stderr
    )


def test_a_step_that_ends_the_program_is_a_failed_step(folder):
    found = run(folder, "build", ODD_EXITS="1")
    assert found.returncode == 1 and "SystemExit: 7" in found.stderr


def test_what_a_plugin_prints_never_meets_the_json(folder):
    for command in (["plan", "--json"], ["build", "--json"], ["show", "s/a", "--json"]):
        found = run(folder, *command)
        assert found.returncode == 0
        assert [json.loads(line) for line in found.stdout.splitlines()], found.stdout
        assert "hello from abilities" in found.stderr


def test_many_builds_in_one_process_leave_no_files_open(tmp_path):
    (tmp_path / "film.yaml").write_text(FILM.replace("odd", "flat"))
    vfc.build(tmp_path, generators=[Flat()])
    gc.collect()
    # Python 3.12 begins with some
    before, frozen = len(os.listdir("/dev/fd")), gc.get_freeze_count()
    for words in "xyz":
        (tmp_path / "film.yaml").write_text(
            FILM.replace("odd", "flat").replace("prompt: p", f"prompt: {words}")
        )
        assert vfc.build(tmp_path, generators=[Flat()]).ok
    assert len(os.listdir("/dev/fd")) <= before
    assert gc.get_freeze_count() <= frozen  # some that are may go


@pytest.mark.parametrize(("said", "stamp"), [("", 1), ('    build = "lib 3"\n', "1 lib 3")])
def test_its_key_carries_what_its_package_says_and_no_build_of_previs(
    folder, monkeypatch, said, stamp
):
    path = folder / "packages/odd.py"
    path.write_text(path.read_text().replace('    name = "odd"\n', '    name = "odd"\n' + said))
    monkeypatch.syspath_prepend(folder / "packages")
    step = next(each for each in vfc.plan(folder).plan.steps if each.kind.name == "picture")
    assert json.loads(step.content)["version"] == stamp

    class Own(Flat):
        build = stamp

    monkeypatch.undo()
    own = vfc.plan(folder, generators=[Own("odd") if said else Flat("odd")]).plan.steps[0]
    assert ("lib 3" in own.content) == bool(said) and "opencv" not in own.content


def test_the_key_of_previs_carries_the_build_of_what_draws(folder):
    (folder / "film.yaml").write_text(FILM.replace("generator: odd\n", ""))
    step = vfc.plan(folder).plan.steps[0]
    assert json.loads(step.content)["version"].startswith(f"{Previs.version} opencv ")
