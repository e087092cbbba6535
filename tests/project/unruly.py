"""A generator that misbehaves as a shot's words say, and the film and the package around it.

The kinds are what code of others does to the program that runs it: it crashes, ends, hangs, writes
on standard output, leaves processes behind, answers nonsense.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import distributions
from pathlib import Path

from vfc.generators.registry import Registry

SOURCE = """\
import asyncio
import atexit
import ctypes
import logging
import multiprocessing
import os
import resource
import signal
import subprocess
import sys
import threading
import time
import warnings

import numpy

from vfc.generators.api import Abilities, PictureGenerator

if os.environ.get("UNRULY_IMPORT"):
    os._exit(0)


def die_of_memory():
    resource.setrlimit(resource.RLIMIT_AS, (1 << 32, resource.RLIM_INFINITY))
    numpy.ones(1 << 36, numpy.uint8)


def fork_and_return():
    if os.fork() == 0:
        raise RuntimeError("a child that came back")


def fork_and_hold():
    if os.fork() == 0:
        time.sleep(60)
        os._exit(0)
    os.kill(os.getpid(), signal.SIGKILL)


def odd_error():
    class Odd(Exception):
        def __init__(self, lock):
            super().__init__("cannot be pickled")
            self.lock = lambda: lock

        def __reduce__(self):
            raise TypeError
    raise Odd(1)


def change_the_process():
    os.chdir("/")
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    os.environ.clear()


def write_on_one():
    os.write(1, b"past Python ")
    subprocess.run(["echo", "from another process"])
    print("printed")


def ask():
    return input("Do you trust this repository? [y/N] ")


def recurse():
    return recurse()


def untold():
    class Untold(Exception):
        def __str__(self):
            raise RuntimeError
    raise Untold


def open_all():
    resource.setrlimit(resource.RLIMIT_NOFILE, (200, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    return [open(os.devnull) for _ in range(300)]


def leave_a_thread():
    threading.Thread(target=time.sleep, args=(600,)).start()


def use_a_pool(method):
    with multiprocessing.get_context(method).Pool(1) as pool:
        assert pool.map(abs, [-1]) == [1]


def leave_a_daemon():
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(20)
        os._exit(0)
    os.wait()


def be_strict():
    warnings.simplefilter("error")
    numpy.seterr(all="raise")
    logging.basicConfig(stream=sys.stdout, level=logging.DEBUG)
    sys.setrecursionlimit(200)


def run_a_loop():
    asyncio.run(asyncio.sleep(0.01))
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    sys.stdout.close()


DEEDS = {
    "asks": ask, "recurses": recurse, "untold": untold, "opens": open_all, "threads": leave_a_thread,
    "pools": lambda: use_a_pool("fork"), "spawns": lambda: use_a_pool("spawn"), "daemons": leave_a_daemon,
    "strict": be_strict, "loops": run_a_loop,
    "exits": lambda: os._exit(0), "exits three": lambda: os._exit(3), "sysexits": lambda: sys.exit(0),
    "segfaults": lambda: ctypes.string_at(0), "aborts": os.abort, "kills": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "terminates": lambda: os.kill(os.getpid(), signal.SIGTERM), "memory": die_of_memory,
    "hangs": lambda: time.sleep(600), "stops": lambda: os.kill(os.getpid(), signal.SIGSTOP),
    "closes": lambda: os.closerange(0, 65536), "forks": fork_and_return, "holds": fork_and_hold, "odd": odd_error,
    "changes": change_the_process, "writes": write_on_one, "logs": lambda: sys.stderr.write("log " * 50_000 + chr(10)),
    "atexits": lambda: atexit.register(os._exit, 0),
}


class Meddling:
    def __reduce__(self):
        return os.system, ("touch meddled",)


def answer(kind):
    for number in range(3, 4096) if kind == "junk" else ():
        try:
            os.write(number, b"junk" * 10)
        except OSError:
            pass
    return {"meddling": Meddling(), "local": lambda: 0, "none": None, "list": [Abilities()], "junk": Abilities(),
            "numpy": Abilities(longest=numpy.int64(81), makes=frozenset({numpy.str_("first")}))}[kind]


class Unruly(PictureGenerator):
    name = "unruly"
    version = 3
    near = True

    def abilities(self, options):
        DEEDS.get(os.environ.get("UNRULY_ASKED"), int)()
        if dict(options).get("answer"):
            return answer(dict(options)["answer"])
        return Abilities(options=(("level", 0),))

    def frames(self, request, context):
        words = request.prompt.words
        size = request.size.height, request.size.width, 3
        for index in range(request.frames):
            if index == 1:
                DEEDS.get(words, int)()
            if words == "wrong shape":
                size = 3, 4, 3
            if words == "a list":
                yield [0, 1, 2]
            made = numpy.full(size, 40 * index, object if words == "objects" else numpy.uint8)
            yield numpy.flip(numpy.asfortranarray(made)) if words == "views" else made
"""
FILM = """\
title: Unruly
format: {size: 64x36, rate: 24}
generators: {unruly: {use: unruly}}
generator: unruly
handles: 0f
"""


def unruly_film(folder: Path, deeds: Iterable[str]) -> Path:
    """A film with a shot for each deed, and the packages' folder beside it."""
    info = folder / "packages" / "unruly-2.0.dist-info"
    info.mkdir(parents=True, exist_ok=True)
    (folder / "packages" / "unruly.py").write_text(SOURCE)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: unruly-pictures\nVersion: 2.0\n")
    (info / "entry_points.txt").write_text("[vfc.generators]\nunruly = unruly:Unruly\n")
    shots = [
        f"    s{number}: {{prompt: {deed}, length: 4f}}\n" for number, deed in enumerate(deeds)
    ]
    (folder / "film.yaml").write_text(FILM + "scenes:\n  a:\n   shots:\n" + "".join(shots))
    return folder


def registry(folder: Path) -> Registry:
    """What a Python has in which the package is installed, and nothing else."""
    return Registry(
        [
            point
            for each in distributions(path=[str(folder / "packages")])
            for point in each.entry_points
        ]
    )
