"""Faults: kill -9 at random moments, a file that changes while it is read.

The next plain `vfc build` goes on with no unlock command, and the film is the one that a clean
build makes.
"""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest

import vfc
from tests import programs
from vfc.store.gc import verify
from vfc.store.local import LocalStore

FILM = """\
vfc: 1
title: Faults
format: {size: 48x32, rate: 24}
handles: 0f
scenes:
  a:
    shots:
""" + "".join(
    f"      s{n}:\n        prompt: a rider in the rain number {n}\n        length: 8f\n"
    for n in range(6)
)


def start(folder: Path) -> programs.Program:
    return programs.start([*programs.CLI, "build", "--quiet", folder])


@pytest.fixture(scope="module")
def clean(tmp_path_factory) -> bytes:
    folder = tmp_path_factory.mktemp("clean")
    (folder / "film.yaml").write_text(FILM)
    assert vfc.build(folder).ok
    return (folder / "out/film/film.mp4").read_bytes()


def test_kill_9_at_random_moments_leaves_nothing_half_made(tmp_path, clean):
    (tmp_path / "film.yaml").write_text(FILM)
    chance = random.Random(1)
    for _ in range(5):
        build = start(tmp_path)
        time.sleep(chance.uniform(0.05, 0.4))
        build.kill()
        build.wait()
        store = LocalStore(tmp_path / ".vfc")
        assert verify(store).damaged == ()
        store.close()
    assert vfc.build(tmp_path).ok
    assert (tmp_path / "out/film/film.mp4").read_bytes() == clean


@pytest.mark.parametrize("moment", ["object renamed", "trace written", "deliverable copied"])
def test_kill_9_at_each_publish_step(tmp_path, clean, moment):
    (tmp_path / "film.yaml").write_text(FILM)
    point = {
        "object renamed": "vfc.store.objects.Objects.publish",
        "trace written": "vfc.store.local.LocalStore.keep",
        "deliverable copied": "vfc.project.locking.update_lock",
    }[moment]
    module, _, name = point.rpartition(".")
    # The child dies by its own hand right after the step: the parent needs no timing.
    script = f"""
import os, sys, importlib
def attribute(path):
    parts = path.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:cut]))
        except ImportError:
            continue
        for part in parts[cut:]:
            found = getattr(found, part)
        return found
holder = attribute({module!r})
before = getattr(holder, {name!r})
calls = [0]
def after(*a, **k):
    before(*a, **k)
    calls[0] += 1
    if calls[0] >= {3 if moment != "deliverable copied" else 1}:
        os.kill(os.getpid(), 9)
setattr(holder, {name!r}, after)
importlib.import_module("vfc.commands.build").update_lock = attribute("vfc.project.locking.update_lock")
import vfc
from tests import programs
vfc.build({str(tmp_path)!r})
"""
    killed = programs.run(["-c", script])
    assert killed.returncode == -9, killed.stderr
    assert vfc.build(tmp_path).ok
    assert (tmp_path / "out/film/film.mp4").read_bytes() == clean
    assert verify(LocalStore(tmp_path / ".vfc")).damaged == ()


def test_a_full_disk_is_one_sentence_and_the_next_build_goes_on(tmp_path, clean):
    (tmp_path / "film.yaml").write_text(FILM)
    limited = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000)); "
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        f"sys.argv = ['vfc', 'build', '--quiet', {str(tmp_path)!r}]; from vfc.cli.__main__ import "
        f"main; main()"
    )
    full = programs.run(["-c", limited])
    assert full.returncode in (1, 2) and "Traceback" not in full.stderr
    assert vfc.build(tmp_path).ok
    assert (tmp_path / "out/film/film.mp4").read_bytes() == clean


def test_an_asset_that_changes_while_it_is_read_is_not_kept(tmp_path):
    from PIL import Image

    from vfc.testing import Flat

    Image.new("RGB", (64, 36), (200, 30, 30)).save(tmp_path / "photo.png")

    class Meddler(Flat):
        def frames(self, request, context):
            Image.new("RGB", (64, 36), (30, 30, 200)).save(tmp_path / "photo.png")
            os.utime(tmp_path / "photo.png", (1, 1))
            yield from super().frames(request, context)

    (tmp_path / "film.yaml").write_text(
        "title: T\nformat: {size: 64x36}\ngenerator: flat\nscenes:\n  a:\n    shots:\n"
        "      first:\n        prompt: x\n        length: 8s\n"
        "      photo:\n        still: photo.png\n        length: 1f\n        handles: 0f\n"
    )
    result = vfc.build(tmp_path, generators=[Meddler()], jobs=1)
    assert [step for step, error in result.failed] == ["picture a/photo#1"]
    assert "changed" in result.failed[0][1]
    assert vfc.build(tmp_path, generators=[Flat()]).ok


def test_an_asset_that_is_swapped_for_one_of_its_size_and_time_while_it_is_read_is_not_kept(
    tmp_path,
):
    from PIL import Image

    from vfc.testing import Flat

    for name, colour in (("photo.png", (200, 30, 30)), ("other.png", (30, 30, 200))):
        Image.new("RGB", (64, 36), colour).save(tmp_path / name)
        padded = (tmp_path / name).read_bytes().ljust(1000, b"\0")
        (tmp_path / name).write_bytes(padded)
        os.utime(tmp_path / name, (1, 1))

    class Meddler(Flat):
        def frames(self, request, context):
            os.replace(tmp_path / "other.png", tmp_path / "photo.png")
            yield from super().frames(request, context)

    (tmp_path / "film.yaml").write_text(
        "title: T\nformat: {size: 64x36}\ngenerator: flat\nscenes:\n  a:\n    shots:\n"
        "      first:\n        prompt: x\n        length: 8s\n"
        "      photo:\n        still: photo.png\n        length: 1f\n        handles: 0f\n"
    )
    result = vfc.build(tmp_path, generators=[Meddler()], jobs=1)
    assert [step for step, error in result.failed] == ["picture a/photo#1"]
    assert "changed" in result.failed[0][1]
