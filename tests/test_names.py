"""`vfc.load`, `plan`, `build` and `clip` are functions, whatever is imported first; `import vfc` is
cheap.
"""

from __future__ import annotations

import pytest

from tests import programs

BEGINNINGS = [
    "",
    "import vfc; vfc.plan; vfc.build; ",
    "import vfc; vfc.load; vfc.clip; ",
    "import vfc.planning.plan; ",
    "from vfc import build, plan, load, clip; ",
    "import vfc.api; ",
    "import vfc.cli.main; ",
]
THEN = [
    "import vfc.recipes.step as S; assert S.Step",
    "import vfc.project.load as L; assert L.load",
    "import vfc; import vfc.commands.build; assert vfc.commands.build.BuildOptions and "
    "callable(vfc.build)",
    "import vfc; assert callable(vfc.load) and callable(vfc.clip) and callable(vfc.plan) and "
    "callable(vfc.build)",
    "import vfc, inspect; assert list(inspect.signature(vfc.build).parameters)[:2] == ['film', "
    "'profile']",
]


# Each of the rest in a copy of the process that has done the first.
EACH = """\
import os, sys
first, *rest = sys.argv[1:]
exec(first)
for each in rest:
    child = os.fork()
    if not child:
        exec(each)
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        sys.exit(f"after {first!r} failed {each!r}")
"""


def run(*words: str) -> str:
    """What a Python says that has not imported vfc."""
    done = programs.run(["-c", *words], before=programs.without("vfc"))
    assert done.returncode == 0, f"{words[0]}\n{done.stderr}"
    return done.stdout


@pytest.mark.parametrize("first", BEGINNINGS)
def test_every_way_of_importing_works_after_every_other(first):
    run(EACH, first, *THEN, "\n".join(THEN))


def test_both_are_called(tmp_path):
    (tmp_path / "film.yaml").write_text(
        "title: T\nscenes: {a: {shots: {b: {prompt: x, length: 1s}}}}\n"
    )
    code = (
        f"import vfc.recipes.step as S, vfc; print(len(vfc.plan({str(tmp_path)!r}).to_make()), "
        f"S.Step.__name__)"
    )
    assert run(code).split() == ["5", "Step"]


def test_the_package_alone_imports_nothing_but_its_version():
    names = run(
        "import sys, vfc; print(*[name for name in sys.modules if name.startswith('vfc')])"
    ).split()
    assert sorted(names) == ["vfc", "vfc.version"]


def test_pydoc_finds_what_is_there():
    assert "vfc.recipes.step" in run("import pydoc; pydoc.help('vfc.recipes.step')")
    assert "a plan to pictures" in run("import pydoc; pydoc.help('vfc')")


def test_what_is_not_there_is_an_attribute_error():
    run(
        "import vfc\n"
        "try:\n    vfc.nothing\nexcept AttributeError as error:\n    assert 'nothing' in "
        "str(error)\nelse: 1/0"
    )
