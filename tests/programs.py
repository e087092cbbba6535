"""Programs that cost no start: a server that has imported all of vfc forks one for each that is
asked.

`run` and `start` take the words that follow `python`: `-m vfc.cli` with a command, or `-c` with a
text. What runs is the same program, in a process, a folder and an environment of its own; what it
imports, and how Python itself begins and ends, is asked of a Python that was started for it.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import gc
import io
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

LONGEST = 120.0  # seconds until a program that hangs is a failed test
CLI = ("-m", "vfc.cli")
# What most programs that the tests ask for read, draw and encode; the server has done it once.
WARMING = """\
title: Warming
format: {size: 64x48, rate: 24}
cast: {ana: {look: a woman}}
scenes:
  a:
    shots:
      one: {prompt: a street, length: 3f, effects: [{MirrorX: {}}]}
      two: {prompt: a green boat on the sea, length: 3f, takes: 2, pick: best, lines: [{ana: Hello there}]}
      odd: {prompt: xyz, length: 1f}
cut: [{title: {text: T, length: 1f}}, a/one, {dissolve: 1f}, a/two, a/odd]
deliver: {film.mp4: {}, film.otio: {}, film.srt: {}}
"""


class Program:
    """A process that runs, the leader of a group of its own."""

    def __init__(self, pid: int):
        self.pid = pid
        self.returncode: int | None = None

    def wait(self, timeout: float = LONGEST) -> int:
        """Its exit code, negative that of a signal; TimeoutError, and its end, where it hangs."""
        if self.returncode is None:
            try:
                self.returncode = _server().ask({"wait": self.pid}, timeout=timeout)
            except TimeoutError:
                _server.cache_clear()  # it goes on waiting
                self.kill()
                raise
        return self.returncode

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Send a signal to it and to what it started."""
        os.killpg(self.pid, number)


def start(
    words: Sequence[str | bytes | Path],
    *,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    stdin: int | None = None,
    stdout: int | None = None,
    stderr: int | None = None,
    before: str = "",
) -> Program:
    """Begin a program; a stream that is not given is that of the tests, and nothing to read.

    `before`: a text of Python that runs first.
    """
    asked = {
        "words": [os.fsdecode(word) for word in words],
        "cwd": os.fsdecode(cwd or os.getcwd()),
        "env": dict(os.environ if env is None else env),
        "before": before,
    }
    with open(os.devnull) as nothing:
        streams = [nothing.fileno() if stdin is None else stdin]
        streams += [2 if each is None else each for each in (stdout, stderr)]
        return Program(_server().ask(asked, streams))


def run(
    words: Sequence[str | bytes | Path],
    *,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    text: bool = True,
    before: str = "",
) -> subprocess.CompletedProcess:
    """A whole program: its exit code and what it wrote, as `subprocess.run` tells it."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        program = start(
            words, cwd=cwd, env=env, stdout=out.fileno(), stderr=errors.fileno(), before=before
        )
        code = program.wait()
        told = []
        for each in (out, errors):
            each.seek(0)
            told.append(each.read().decode() if text else each.read())
    return subprocess.CompletedProcess(list(words), code, *told)


def vfc(
    *words: str | bytes | Path,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    text: bool = True,
    before: str = "",
) -> subprocess.CompletedProcess:
    """`vfc` with these words."""
    return run([*CLI, *words], cwd=cwd, env=env, text=text, before=before)


def inside(
    *words: str | bytes | Path, cwd: Path | None = None, text: bool = True
) -> subprocess.CompletedProcess:
    """`vfc` with these words in this process, for a fifth of what a fork costs: where what it says
    is tested, and neither its process nor what ends it.
    """
    from vfc.cli.main import run

    there, argv, streams = (
        os.getcwd(),
        sys.argv,
        [(sys.stdout, sys.__stdout__), (sys.stderr, sys.__stderr__)],
    )
    held = [os.dup(1), os.dup(2)]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        try:
            for number, file in ((1, out), (2, errors)):
                os.dup2(file.fileno(), number)
            sys.stdout = sys.__stdout__ = _stream(1)
            sys.stderr = sys.__stderr__ = _stream(2)
            sys.argv = ["vfc", *map(os.fsdecode, words)]
            os.chdir(cwd or there)
            with warnings.catch_warnings():
                code = run()
        finally:
            gc.enable()
            for each in (sys.stdout, sys.__stdout__, sys.stderr):
                each.flush()
            os.chdir(there)
            sys.argv = argv
            (sys.stdout, sys.__stdout__), (sys.stderr, sys.__stderr__) = streams
            for number, file in enumerate(held, 1):
                os.dup2(file, number)
                os.close(file)
        told = []
        for each in (out, errors):
            each.seek(0)
            told.append(each.read().decode() if text else each.read())
    return subprocess.CompletedProcess(list(words), code, *told)


def _stream(number: int) -> io.TextIOWrapper:
    """An output of a program as Python opens it."""
    return io.TextIOWrapper(
        io.BufferedWriter(io.FileIO(number, "w", closefd=False)),
        encoding="utf-8",
        errors="strict" if number == 1 else "backslashreplace",
        line_buffering=number == 2,
    )


def without(*names: str) -> str:
    """What a program runs before its first line, to find these packages not yet imported."""
    return (
        "import sys\nfor each in list(sys.modules):\n"
        f"    if each.partition('.')[0] in {names}:\n        del sys.modules[each]\n"
    )


# ── the server, as the tests see it ────────────────────────────────────────────────────────────


class _Server:
    def __init__(self) -> None:
        self._line, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, __file__, str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
                pass_fds=[theirs.fileno()],
            )
        atexit.register(self.close)

    def ask(self, what: dict, streams: Sequence[int] = (), timeout: float = LONGEST) -> int:
        self._line.settimeout(timeout)
        line = json.dumps(what).encode()
        socket.send_fds(self._line, [len(line).to_bytes(4, "big")], streams)
        self._line.sendall(line)
        answer = self._line.recv(64)
        assert answer, "the server of programs ended"
        return int(answer)

    def close(self) -> None:
        self._line.close()
        self._process.wait()


@functools.cache
def _server() -> _Server:
    return _Server()


# ── the server itself ──────────────────────────────────────────────────────────────────────────


def _serve(line: socket.socket) -> dict | None:
    """Answer until nobody asks any more; in the process of a program, what was asked."""
    while True:
        head, streams, _, _ = socket.recv_fds(line, 4, 3)
        if len(head) < 4:
            return None
        asked = json.loads(_received(line, int.from_bytes(head, "big")))
        if "wait" in asked:
            _, status = os.waitpid(asked["wait"], 0)
            answer = os.waitstatus_to_exitcode(status)
        else:
            answer = os.fork()
            if not answer:
                line.close()
                _lead(0)
                return asked | {"streams": streams}
            _lead(answer)
            for each in streams:
                os.close(each)
        line.sendall(str(answer).encode())


def _received(line: socket.socket, size: int) -> bytes:
    found = bytearray()
    while len(found) < size:
        found += line.recv(size - len(found))
    return bytes(found)


def _lead(process: int) -> None:
    """Have a program lead a group of its own; the child and the server both say so, and one comes
    late.
    """
    with contextlib.suppress(OSError):
        os.setpgid(process, process)


def _become(asked: dict, found: list[str]) -> None:
    """What Python does before a program's first line; `found`: where it finds modules anyway."""
    for number, stream in enumerate(asked["streams"]):
        os.dup2(stream, number)
        os.close(stream)
    if asked["before"]:
        exec(asked["before"], {"__name__": "before"})
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update(asked["env"])
    said = [each for each in os.environ.get("PYTHONPATH", "").split(os.pathsep) if each]
    sys.path[:] = [os.getcwd(), *said, *found]
    encoding, _, errors = os.environ.get("PYTHONIOENCODING", "").partition(":")
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        now = getattr(sys, name)
        file = io.FileIO(number, "w" if number else "r", closefd=False)
        text = io.TextIOWrapper(
            io.BufferedWriter(file) if number else io.BufferedReader(file),
            encoding=encoding or now.encoding,
            errors=(number < 2 and errors) or now.errors,
            line_buffering=number == 2,
        )
        setattr(sys, name, text)
        setattr(sys, f"__{name}__", text)


def _run(kind: str, program: str, *words: str) -> NoReturn:
    """Run a program and end as Python does, without taking apart what the server has imported."""
    sys.argv, code = [kind, *words], 0
    try:
        if kind == "-m":
            runpy.run_module(program, run_name="__main__", alter_sys=True)
        else:
            exec(compile(program, "<string>", "exec"), sys.modules["__main__"].__dict__)
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        if not isinstance(ended.code, int | None):
            print(ended.code, file=sys.stderr)
    except BaseException:
        sys.excepthook(*sys.exc_info())
        code = 1
    threading._shutdown()
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _import_all() -> None:
    """All that a build imports, from a small one."""
    import importlib
    import pkgutil

    import vfc

    for each in pkgutil.walk_packages(vfc.__path__, "vfc."):
        if not any(word in each.name for word in ("diffusion", "paint", "__main__")):
            with contextlib.suppress(ImportError):
                importlib.import_module(each.name)


def _read_tables() -> None:
    """What vfc keeps of its own files once it has built a film."""
    import vfc

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "film.yaml").write_text(WARMING)
        assert vfc.build(folder).ok
    from vfc.generators.previs.reading.lemmas import language_of

    language_of("Hallo Welt")  # which asks every language
    with contextlib.suppress(ImportError):  # without the extra no test asks a service
        from vfc.generators.hosted.door import _certificates, _client

        _certificates()
        _client().close()
    tempfile.tempdir = None  # each program's own
    assert threading.active_count() == 1, "a fork has no thread but the one that forks"


if __name__ == "__main__":
    found = sys.path[1:]
    _import_all()
    _read_tables()
    gc.freeze()  # what all have stays one
    what = _serve(socket.socket(fileno=int(sys.argv[1])))
    if what is None:
        os._exit(0)
    _become(what, found)
    _run(*what["words"])
