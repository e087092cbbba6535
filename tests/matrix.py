"""`make matrix`: the tests without torch, on each Python that is here, with the lowest versions that pyproject.toml
declares, those pinned in tests/constraints.txt, and the newest.

Each pair has an environment of its own in .venv/matrix/. A Python that is not here is told and counts as not run.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
VERSIONS = ("lowest", "pinned", "newest")
PINS = ROOT / "tests/constraints.txt"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--python", action="append", choices=PYTHONS, help="this one alone; may be said again")
    parser.add_argument("--versions", action="append", choices=VERSIONS)
    asked = parser.parse_args()
    found = {}
    for python in asked.python or PYTHONS:
        program = interpreter(python)
        for versions in asked.versions or VERSIONS:
            found[python, versions] = tried(python, program, versions) if program else "not here"
    for (python, versions), said in found.items():
        print(f"{python:6} {versions:8} {said}")
    return 0 if all(said.startswith("passed") for said in found.values()) else 1


def interpreter(python: str) -> str | None:
    """The program of a Python that is on this machine, or None."""
    places = [shutil.which(f"python{python}"), *map(str, Path.home().glob(f".pyenv/versions/{python}.*/bin/python"))]
    for place in filter(None, places):
        asked = subprocess.run([place, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"], capture_output=True,
                               text=True)
        if asked.stdout.strip() == python:
            return place
    return None


def tried(python: str, program: str, versions: str) -> str:
    """How the tests ended in one environment, in a few words."""
    place = ROOT / ".venv/matrix" / f"{python}-{versions}"
    if not (place / "bin/python").exists():
        subprocess.run([program, "-m", "venv", place], check=True)
    constraints = place / "constraints.txt"
    constraints.write_text("\n".join(bounds(versions)) + "\n", encoding="utf-8")
    install = subprocess.run([place / "bin/python", "-m", "pip", "install", "--quiet", "--upgrade", "--constraint",
                              constraints, "--editable", f"{ROOT}[test]"], text=True, capture_output=True)
    if install.returncode:
        return f"not installed: {install.stderr.strip().splitlines()[-1]}"
    tests = subprocess.run([place / "bin/python", "-m", "pytest", "-n", "2", "--dist", "worksteal", "-p",
                            "no:cacheprovider", "--ignore", "tests/generators/diffusion"], cwd=ROOT, text=True,
                           env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}, capture_output=True)
    said = tests.stdout.strip().splitlines()
    if tests.returncode:
        print(tests.stdout[-6000:], file=sys.stderr)
    return f"{'failed' if tests.returncode else 'passed'}: {said[-1] if said else 'no tests ran'}"


def bounds(versions: str) -> Iterator[str]:
    """The lines of a constraints file."""
    if versions == "pinned":
        yield from PINS.read_text(encoding="utf-8").splitlines()
    if versions == "lowest":
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        for each in project["dependencies"]:
            name, least = re.match(r"([\w.-]+)>=([\w.]+)", each).groups()
            yield f"{name}=={least}"


if __name__ == "__main__":
    sys.exit(main())
