"""The command ends with 0 by its own last word alone."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

PROGRAM = """\
import os, sys, threading
from vfc.cli.__main__ import main
import vfc.project.load

def read_texts(*arguments, **options):  # any library that a build calls
    {deed}

vfc.project.load.read_texts = read_texts
sys.argv = ["vfc", "build"]
main()
"""


@pytest.mark.parametrize(("deed", "code", "said"), [
    ("os._exit(0)", 70, ""), ("os._exit(3)", 3, ""),
    ("sys.exit(0)", 1, "vfc: a library ended the command (SystemExit: 0)"),
    ("sys.exit()", 1, "vfc: a library ended the command (SystemExit: None)"),
    ("threading.Thread(target=os._exit, args=(0,)).start(); threading.Event().wait(20)", 70, ""),
    ("os._exit(0) if os.fork() == 0 else sys.exit(os.waitstatus_to_exitcode(os.wait()[1]))", 1,
     "vfc: a library ended the command (SystemExit: 0)")])
def test_nothing_but_the_command_itself_ends_it_with_0(tmp_path, deed, code, said):
    (tmp_path / "film.yaml").write_text("title: T\nscenes: {s: {shots: {a: {prompt: p, length: 4f}}}}\n")
    found = subprocess.run([sys.executable, "-W", "ignore", "-c", PROGRAM.format(deed=deed)], cwd=tmp_path, text=True,
                           capture_output=True, env=dict(os.environ), timeout=60)
    assert (found.returncode, found.stderr.strip()) == (code, said)
