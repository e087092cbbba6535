"""`make matrix`: the wheel in a bare environment, on each Python that vfc declares, with the lowest
versions that pyproject.toml declares, those pinned in tests/constraints.txt, and the newest.

In each the program builds the film that `vfc new` writes and what the README shows, before anything
else is installed; then all tests without torch run, beside a copy of what they read and not beside
the source. The environments are .venv/matrix/PYTHON-VERSIONS. A Python that is not on this machine
is told, and is no success.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
VERSIONS = ("lowest", "pinned", "newest")
ENVIRONMENTS = ROOT / ".venv/matrix"
READ_BY_TESTS = (
    "tests",
    "examples",
    "schemas",
    ".github",
    ".gitlab",
    "README.md",
    "pyproject.toml",
)
MADE = shutil.ignore_patterns("__pycache__", ".vfc", "out")
PASSED, FAILED, NOT_HERE = "passed", "failed", "not here"


@dataclass(frozen=True)
class Cell:
    """How one Python did with one choice of versions."""

    python: str
    versions: str
    verdict: str
    about: str = ""

    def __str__(self) -> str:
        return f"{self.python:6} {self.versions:8} {self.verdict:8} {self.about}".rstrip()


class Failed(Exception):
    """A command of a cell that ended badly, in a few words; what it printed has been shown."""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--python", action="append", choices=PYTHONS, help="this one alone; may be said again"
    )
    parser.add_argument(
        "--versions", action="append", choices=VERSIONS, help="these alone; may be said again"
    )
    asked = parser.parse_args(arguments)
    cells = []
    for python in asked.python or PYTHONS:
        program = interpreter(python)
        for versions in asked.versions or VERSIONS:
            cells.append(
                tried(python, program, versions) if program else Cell(python, versions, NOT_HERE)
            )
            print(cells[-1], file=sys.stderr, flush=True)
    print(*cells, sep="\n")
    print(
        *(
            f"{sum(cell.verdict == each for cell in cells)} {each}"
            for each in (PASSED, FAILED, NOT_HERE)
        ),
        sep=", ",
    )
    return 0 if all(cell.verdict == PASSED for cell in cells) else 1


def interpreter(python: str) -> str | None:
    """The program of a Python that is on this machine, or None."""
    places = [
        shutil.which(f"python{python}"),
        sys.executable,
        *map(str, Path.home().glob(f".pyenv/versions/{python}.*/bin/python")),
    ]
    return next((place for place in filter(None, places) if version(place) == python), None)


def version(program: str) -> str:
    return subprocess.run(
        [program, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"],
        capture_output=True,
        text=True,
    ).stdout.strip()


def tried(python: str, program: str, versions: str) -> Cell:
    """A cell in an environment of its own, made anew."""
    place, began = ENVIRONMENTS / f"{python}-{versions}", time.monotonic()
    try:
        wheel = installed(place, program, versions)
        bare(place)
        pip(place, f"{wheel}[test,hosted,c2pa,review,lsp]")
        words = tests(place)
    except Failed as failed:
        return Cell(python, versions, FAILED, str(failed))
    return Cell(
        python, versions, PASSED, f"{words}; {time.monotonic() - began:.0f} s in all; {here(place)}"
    )


def installed(place: Path, program: str, versions: str) -> Path:
    """The wheel, built from the source and installed alone with what it depends on."""
    run("environment", [program, "-m", "venv", "--clear", place], ROOT)
    (place / "constraints.txt").write_text(
        "".join(f"{line}\n" for line in bounds(versions)), encoding="utf-8"
    )
    run(
        "wheel",
        [
            place / "bin/python",
            "-m",
            "pip",
            "wheel",
            "--quiet",
            "--no-deps",
            "--wheel-dir",
            place,
            ROOT,
        ],
        ROOT,
    )
    (wheel,) = place.glob("*.whl")
    pip(place, str(wheel))
    return wheel


def pip(place: Path, what: str) -> None:
    run(
        "install",
        [
            place / "bin/python",
            "-m",
            "pip",
            "install",
            "--quiet",
            "--constraint",
            place / "constraints.txt",
            what,
        ],
        place,
    )


def bounds(versions: str) -> Iterator[str]:
    """The lines of a constraints file."""
    if versions == "pinned":
        yield from (ROOT / "tests/constraints.txt").read_text(encoding="utf-8").splitlines()
    if versions == "lowest":
        for name, least in (
            *declared(),
            *declared("hosted"),
            *declared("c2pa"),
            *declared("review"),
            *declared("lsp"),
            *declared("test"),
        ):
            yield f"{name}=={least}"


def declared(extra: str = "") -> Iterator[tuple[str, str]]:
    """Each package that vfc, or an extra of it, declares, with the least version of it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for each in project["optional-dependencies"][extra] if extra else project["dependencies"]:
        yield re.match(r"([\w.-]+)>=([\w.]+)", each).groups()


def bare(place: Path) -> None:
    """The film of `vfc new`, the README's film and its blocks of Python, with what the wheel alone
    brings.
    """
    work, readme = place / "bare", (ROOT / "README.md").read_text(encoding="utf-8")
    (work / "lamp").mkdir(parents=True)
    (work / "lamp/film.yaml").write_text(block(readme, "yaml")[0], encoding="utf-8")
    vfc = place / "bin/vfc"
    run("vfc new", [vfc, "new", "my-film"], work)
    run("vfc build", [vfc, "build", "my-film", "--profile", "draft"], work)
    run("vfc build of the README's film", [vfc, "build", "lamp"], work)
    for each in block(readme, "python"):
        run("Python of the README", [place / "bin/python", "-c", each], work)
    for film in ("my-film/out/draft/film.mp4", "lamp/out/film/film.mp4"):
        if not (work / film).is_file():
            raise Failed(f"{film} was not made")


def block(text: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def tests(place: Path) -> str:
    """The last line of pytest."""
    work = place / "work"
    for each in READ_BY_TESTS:
        if (ROOT / each).is_dir():
            shutil.copytree(ROOT / each, work / each, ignore=MADE)
        else:
            shutil.copy(ROOT / each, work)
    lines = run(
        "tests",
        [
            place / "bin/python",
            "-m",
            "pytest",
            "-n",
            "2",
            "--dist",
            "worksteal",
            "-p",
            "no:cacheprovider",
            "--ignore",
            "tests/generators/diffusion",
        ],
        work,
    ).splitlines()
    return lines[-1].strip("= ")


def here(place: Path) -> str:
    """Which versions of vfc's own dependencies were tried."""
    wanted = {name for name, _ in declared()}
    lines = run(
        "pip", [place / "bin/python", "-m", "pip", "list", "--format", "freeze"], place
    ).splitlines()
    versions = {
        name.lower().replace("_", "-"): number
        for name, _, number in (line.partition("==") for line in lines)
    }
    return ", ".join(f"{name} {versions[name]}" for name in sorted(wanted))


def run(what: str, command: list[str | Path], folder: Path) -> str:
    """Its standard output; where it ends badly, all of the end of what it printed is shown."""
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode:
        print(done.stdout[-12000:], file=sys.stderr)
        last = (done.stdout.strip().splitlines() or ["no word"])[-1]
        raise Failed(f"{what}, exit code {done.returncode}: {last.strip('= ')}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
