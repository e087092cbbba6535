"""The command ends with 0 by its own last word alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.programs import run

LOADS = """\
import ctypes, os, sys, threading
from vfc.cli.__main__ import main
import vfc.project.load

def read_texts(*arguments, **options):  # any library that a build calls
    {deed}

vfc.project.load.read_texts = read_texts
sys.argv = ["vfc", "build"]
main()
"""
MAKES = """\
import ctypes, os, sys, threading
from vfc.cli.__main__ import main
from vfc.actions import segments

whole = segments.encode_segment

def spoilt(*arguments, **options):  # a library of media, in the thread of a step
    {deed}
    return whole(*arguments, **options)

segments.encode_segment = spoilt
sys.argv = ["vfc", "build", "-q"]
main()
"""
C_EXIT = "ctypes.CDLL(None).exit"


def ended(folder: Path, program: str, deed: str = "") -> tuple[int, str]:
    (folder / "film.yaml").write_text(
        "title: T\nformat: {size: 64x36, rate: 24}\n"
        "scenes: {s: {shots: {a: {prompt: p, length: 4f}}}}\n"
    )
    words = ["-c", program.replace("{deed}", deed)]
    found = (
        subprocess.run([sys.executable, *words], cwd=folder, text=True, capture_output=True)
        if program == INTERRUPTED_EARLY  # while modules are imported
        else run(words, cwd=folder)
    )
    return found.returncode, found.stderr.strip()


@pytest.mark.parametrize(
    ("deed", "code", "said"),
    [
        ("os._exit(0)", 70, ""),
        ("os._exit(3)", 3, ""),
        ("sys.exit(0)", 1, "vfc: a library ended the command (SystemExit: 0)"),
        ("sys.exit()", 1, "vfc: a library ended the command (SystemExit: None)"),
        (
            "threading.Thread(target=os._exit, args=(0,)).start(); threading.Event().wait(20)",
            70,
            "",
        ),
        (
            "os._exit(0) if os.fork() == 0 else sys.exit(os.waitstatus_to_exitcode(os.wait()[1]))",
            1,
            "vfc: a library ended the command (SystemExit: 0)",
        ),
        (f"{C_EXIT}(0)", 70, ""),
        (f"{C_EXIT}(3)", 70, ""),
        (
            f"threading.Thread(target={C_EXIT}, args=(0,)).start(); threading.Event().wait(20)",
            70,
            "",
        ),
        (
            f"{C_EXIT}(0) if os.fork() == 0 else sys.exit(os.waitstatus_to_exitcode(os.wait()[1]))",
            1,
            "vfc: a library ended the command (SystemExit: 0)",
        ),
    ],
)
def test_nothing_but_the_command_itself_ends_it_with_0(tmp_path, deed, code, said):
    assert ended(tmp_path, LOADS, deed) == (code, said)


@pytest.mark.parametrize(("deed", "code"), [(f"{C_EXIT}(0)", 70), ("os._exit(0)", 70), ("pass", 0)])
def test_a_library_of_media_that_ends_the_process_in_a_step_is_no_film(tmp_path, deed, code):
    assert ended(tmp_path, MAKES, deed) == (code, "")
    assert (tmp_path / "out/film/film.mp4").exists() == (code == 0)


INTERRUPTED_EARLY = """\
import os, signal, sys
import vfc.cli.__main__ as program

class Finder:
    def find_spec(self, name, *rest):
        if name == "click":
            os.kill(os.getpid(), signal.SIGINT)

signal.signal(signal.SIGINT, signal.default_int_handler)
sys.meta_path.insert(0, Finder())
sys.argv = ["vfc", "plan"]
program.main()
"""
INTERRUPT_DROPPED = """\
import os, signal, sys, time
import vfc.cli.__main__ as program
import vfc.project.load

class Gone:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.01)

def read_texts(*arguments, **options):
    gone = Gone()
    del gone  # whatever is raised while it goes is dropped by Python
    time.sleep(50)

program.GRACE = 0.2
signal.signal(signal.SIGINT, signal.default_int_handler)
vfc.project.load.read_texts = read_texts
sys.argv = ["vfc", "plan"]
program.main()
"""


@pytest.mark.parametrize(
    ("program", "said"), [(INTERRUPTED_EARLY, ""), (INTERRUPT_DROPPED, "Exception ignored")]
)
def test_an_interrupt_stops_the_command_wherever_it_comes(tmp_path, program, said):
    code, told = ended(tmp_path, program)
    assert code == 130 and told.startswith(said) and ("Traceback" in told) == bool(said)
