"""What `make matrix` runs is what vfc declares, and it never calls a success what did not run."""

from __future__ import annotations

import re
import sys
import tomllib

import pytest
import yaml

from tests import matrix
from tests.matrix import PYTHONS, VERSIONS, Cell, Failed, bounds, main, run

PROJECT = tomllib.loads((matrix.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DECLARED = [
    *PROJECT["dependencies"],
    *(each for many in PROJECT["optional-dependencies"].values() for each in many),
]


def name(requirement: str) -> str:
    return re.match(r"[\w.-]+", requirement).group()


def test_every_declared_python_is_tried():
    said = [
        each.rpartition(" ")[2]
        for each in PROJECT["classifiers"]
        if re.search(r"Python :: 3\.\d", each)
    ]
    assert said == list(PYTHONS) and PROJECT["requires-python"] == f">={PYTHONS[0]}"


def test_every_declared_package_has_a_least_version_and_a_pinned_one():
    lowest, pinned = (
        {name(line) for line in bounds(each) if "==" in line} for each in ("lowest", "pinned")
    )
    assert {name(each) for each in DECLARED if ">=" not in each} == set()
    assert {name(each) for each in DECLARED} - pinned == set()
    assert {name(each) for each in PROJECT["dependencies"]} <= lowest and list(
        bounds("newest")
    ) == []


def test_the_lowest_bound_is_that_version_itself():
    assert "pi-heif==1.1" in list(bounds("lowest")) and "av==18.1" in list(bounds("lowest"))


def test_a_python_that_is_not_here_is_told_and_is_no_success(monkeypatch, capsys):
    monkeypatch.setattr(matrix, "interpreter", lambda python: None)
    assert main(["--python", "3.14"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "3.14   lowest   not here",
        "3.14   pinned   not here",
        "3.14   newest   not here",
        "0 passed, 0 failed, 3 not here",
    ]


@pytest.mark.parametrize(("verdict", "code"), [("passed", 0), ("failed", 1)])
def test_the_exit_code_is_0_where_every_cell_passed(monkeypatch, capsys, verdict, code):
    monkeypatch.setattr(matrix, "interpreter", lambda python: sys.executable)
    monkeypatch.setattr(
        matrix,
        "tried",
        lambda python, program, versions: Cell(
            python, versions, verdict if (python, versions) == ("3.13", "lowest") else "passed"
        ),
    )
    assert main([]) == code
    assert f"3.13   lowest   {verdict}" in capsys.readouterr().out


def test_a_step_that_fails_says_which_and_shows_what_it_printed(tmp_path, capsys):
    with pytest.raises(Failed, match="^tests, exit code 3: the last word$"):
        run(
            "tests",
            [sys.executable, "-c", "print('the first\\nthe last word'); raise SystemExit(3)"],
            tmp_path,
        )
    assert "the first" in capsys.readouterr().err


def test_the_workflow_runs_every_cell():
    text = (matrix.ROOT / ".github/workflows/matrix.yml").read_text(encoding="utf-8")
    cells = yaml.safe_load(text)["jobs"]["cell"]["strategy"]["matrix"]
    assert (cells["python"], cells["versions"]) == (list(PYTHONS), list(VERSIONS))
