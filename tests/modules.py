"""vfc's own code as the rules of the house see it; each module is read once."""

from __future__ import annotations

import ast
import gc
from functools import cache
from pathlib import Path

import vfc

ROOT = Path(vfc.__file__).parent


@cache
def modules() -> dict[str, ast.Module]:
    """The tree of each module of vfc by its name below `vfc`, `''` for the package itself."""
    trees = {
        path.relative_to(ROOT)
        .with_suffix("")
        .as_posix()
        .replace("/", ".")
        .removesuffix("__init__")
        .removesuffix("."): ast.parse(path.read_text(encoding="utf-8"), str(path))
        for path in sorted(ROOT.rglob("*.py"))
    }
    gc.freeze()  # half a million nodes stay, and are not looked through for garbage
    return trees


@cache
def nodes(module: str) -> tuple[ast.AST, ...]:
    """All the nodes of a module's tree, those without parts left out."""
    return tuple(
        node
        for node in ast.walk(modules()[module])
        if not isinstance(node, ast.expr_context | ast.operator | ast.cmpop | ast.boolop)
    )


def path_of(module: str) -> str:
    """Where a module stands, from the project's folder."""
    below = module.replace(".", "/")
    return f"vfc/{below}.py" if (ROOT / f"{below}.py").is_file() else f"vfc/{below}/__init__.py"
