"""`vfc.build` and `vfc.plan` are functions and packages at once, whatever is imported first; `import vfc` is cheap."""

from __future__ import annotations

import subprocess
import sys

import pytest

BEGINNINGS = ["", "import vfc; vfc.plan; vfc.build; ", "import vfc; vfc.load; vfc.clip; ", "import vfc.plan.film; ",
              "from vfc import build, plan, load, clip; ", "import vfc.build.api; ", "import vfc.cli.main; "]
THEN = ["import vfc.plan.step as S; assert S.Step", "import vfc.build.load as L; assert L.load",
        "from vfc.plan import step; assert step.Step", "from vfc.build import load; assert load.Loaded",
        "import vfc; import vfc.build.make; assert vfc.build.make.BuildOptions and callable(vfc.build)",
        "import vfc; assert callable(vfc.load) and callable(vfc.clip) and callable(vfc.plan) and callable(vfc.build)",
        "import vfc, inspect; assert list(inspect.signature(vfc.build).parameters)[:2] == ['film', 'profile']"]


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, f"{code}\n{done.stderr}"
    return done.stdout


@pytest.mark.parametrize("first", BEGINNINGS)
def test_every_way_of_importing_works_after_every_other(first):
    run("\n".join([first, *THEN]))
    for then in THEN[:4]:
        run(f"{first}{then}")


def test_both_are_called(tmp_path):
    (tmp_path / "film.yaml").write_text("title: T\nscenes: {a: {shots: {b: {prompt: x, length: 1s}}}}\n")
    code = f"import vfc.plan.step, vfc; print(len(vfc.plan({str(tmp_path)!r}).to_make()), vfc.plan.step.Step.__name__)"
    assert run(code).split() == ["4", "Step"]


def test_the_package_alone_imports_nothing_of_itself():
    names = run("import sys, vfc; print(*[name for name in sys.modules if name.startswith('vfc')])").split()
    assert names == ["vfc"]


def test_what_is_not_there_is_an_attribute_error():
    run("import vfc\n"
        "try:\n    vfc.nothing\nexcept AttributeError as error:\n    assert 'nothing' in str(error)\nelse: 1/0")
