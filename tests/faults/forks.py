"""Builds in processes of their own that begin at once: a server that has imported all forks one for
each that is asked.

Run as a script; a line of JSON asks, a line answers. Asked for a build it answers with the process,
asked to wait for one with its exit code. A build may be told to die by kill -9, the whole group of
its processes, right before or after it gives a file its name.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path


class Forks:
    """The server as the tests see it."""

    def __init__(self, scratch: Path):
        self._scratch, self._count = scratch, 0
        self._server = subprocess.Popen(
            [sys.executable, __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[2],
            env=os.environ | {"PYTHONPATH": "."},
        )

    def start(
        self, folder: Path, *words: str, death: tuple[str, int, str] | None = None
    ) -> tuple[int, Path]:
        """Begin `vfc build --json`; its process, and the file of what it says. `death`: a word of
        the path, which of the files of such a path, `before` or `after` it gets its name; of the
        word `index` a row is written.
        """
        self._count += 1
        said = self._scratch / f"said-{self._count}"
        return self._ask(
            {
                "argv": ["vfc", "build", "--json", *words, str(folder)],
                "death": death,
                "said": str(said),
            }
        ), said

    def end(self, process: int) -> int:
        """Wait for a build; its exit code, negative that of a signal."""
        return self._ask({"wait": process})

    def build(
        self, folder: Path, *words: str, death: tuple[str, int, str] | None = None
    ) -> tuple[int, dict]:
        """A whole build: its exit code and its document (nothing of one that died)."""
        process, said = self.start(folder, *words, death=death)
        return self.end(process), self.document(said)

    def document(self, said: Path) -> dict:
        """The document that a build wrote."""
        errors = Path(f"{said}-errors").read_text()
        assert "Traceback" not in errors, errors
        lines = said.read_text().splitlines()
        return json.loads(lines[-1]) if lines and lines[-1].endswith("}") else {}

    def close(self) -> None:
        """End the server."""
        self._server.stdin.close()
        self._server.wait()

    def _ask(self, what: dict) -> int:
        self._server.stdin.write(json.dumps(what).encode() + b"\n")
        self._server.stdin.flush()
        return int(self._server.stdout.readline())


def _serve() -> None:
    for line in sys.stdin:
        asked = json.loads(line)
        if "wait" in asked:
            _, status = os.waitpid(asked["wait"], 0)
            answer = os.waitstatus_to_exitcode(status)
        else:
            answer = os.fork()
            if not answer:
                _build(asked)
            _lead(answer)
        print(answer, flush=True)


def _build(asked: dict) -> None:
    _lead(0)
    for number, path in ((1, asked["said"]), (2, f"{asked['said']}-errors")):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT, 0o644), number)
    sys.argv = asked["argv"]
    if asked["death"]:
        _die(*asked["death"])
    try:
        from vfc.cli.__main__ import main

        main()
    finally:
        os._exit(99)


def _lead(process: int) -> None:
    """Have a build lead a group of its own; the child and the server both say so, and one comes
    late.
    """
    with contextlib.suppress(OSError):
        os.setpgid(process, process)


def _die(word: str, number: int, when: str) -> None:
    from vfc.store.local import LocalStore

    holder, name = (LocalStore, "_remember") if word == "index" else (os, "replace")
    whole, met, one = getattr(holder, name), [], threading.Lock()

    def dying(*given: object) -> object:
        with one:
            met.append(None) if word == "index" or word in str(given[1]) else None
            last = len(met) == number
            if last and when == "before":
                os.killpg(0, signal.SIGKILL)
            done = whole(*given)
            if last:
                os.killpg(0, signal.SIGKILL)
            return done

    setattr(holder, name, dying)


def _import_all() -> None:
    """All that a build imports, from a small one."""
    import importlib
    import pkgutil

    import vfc

    for each in pkgutil.walk_packages(vfc.__path__, "vfc."):
        if (
            "diffusion" not in each.name
            and "paint" not in each.name
            and not each.name.endswith("__main__")
        ):
            with contextlib.suppress(ImportError):
                importlib.import_module(each.name)


if __name__ == "__main__":
    _import_all()
    _serve()
