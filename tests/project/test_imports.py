"""What a plan imports is what it needs: a library of media comes with the step that works with it."""

from __future__ import annotations

import subprocess
import sys

FILM = """\
title: Light
format: {size: 32x32, rate: 24}
handles: 0f
scenes: {a: {shots: {one: {prompt: a hill, length: 2f}}}}
"""
HEAVY = (
    "PIL",
    "av",
    "cv2",
    "moviepy",
    "networkx",
    "numpy",
    "opentimelineio",
    "pyloudnorm",
    "pysubs2",
    "rich",
    "watchfiles",
)


def test_a_plan_of_a_film_imports_no_library_of_media(tmp_path):
    (tmp_path / "film.yaml").write_text(FILM)
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; sys.argv = ['vfc', 'plan', '--json', sys.argv[1]]\n"
            "from vfc.cli.main import run\n"
            "code = run()\n"
            f"print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)\n"
            "sys.exit(code)",
            str(tmp_path),
        ],
        capture_output=True,
        text=True,
    )
    assert (told.returncode, told.stderr.strip()) == (0, "[]")
