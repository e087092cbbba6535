"""Words with one meaning keep it: what gave way to a noun of the field comes back in no public name,
and what is raised is named.

The nouns stand under Terms in the README.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.modules import modules

Function = ast.FunctionDef | ast.AsyncFunctionDef

GONE = {  # parts of names, and what to write instead
    "maker": "generator, or planner of what is planned",
    "makers": "generators",
    "told": "report of what reports, line of a text, diagnostics of a film's text",
    "said": "text, words, given",
    "found": "the noun of what was found",
    "held": "hold of frames, locked of the lock, kept of what stays in memory",
}
PLACED = ("edit", "film", "generators.previs")  # where an entry lies, words stand, a scene is
STAYING = {  # names that stand in keys or in what a user's own program reads
    "recipes.params.Piece.held"
}


def is_public(name: str) -> bool:
    return not name.startswith("_") or name == "__init__"


def public(tree: ast.AST, above: str) -> Iterator[tuple[str, ast.AST]]:
    """The public classes and functions of a module and its classes, by their dotted names."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, Function | ast.ClassDef) and is_public(node.name):
            name = f"{above}.{node.name}"
            yield name, node
            if isinstance(node, ast.ClassDef):
                yield from public(node, name)


@cache
def names() -> tuple[str, ...]:
    """The dotted names of public modules, classes, functions, their parameters, and attributes,
    each once.
    """
    return tuple(sorted(set(_names())))


def _names() -> Iterator[str]:
    for module, tree in modules().items():
        yield module
        for name, node in public(tree, module):
            yield name
            if isinstance(node, ast.ClassDef):
                yield from (
                    f"{name}.{field.target.id}"
                    for field in node.body
                    if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
                )
            else:
                given = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
                yield from (f"{name}.{each.arg}" for each in given)
                yield from (
                    f"{name}.{each.attr}"
                    for each in ast.walk(node)
                    if isinstance(each, ast.Attribute)
                    and isinstance(each.ctx, ast.Store)
                    and isinstance(each.value, ast.Name)
                    and each.value.id == "self"
                )


def shown(name: str) -> str:
    """The last part of a dotted name; '' of one that is private."""
    last = name.rpartition(".")[2]
    return last if is_public(last) else ""


def parts(name: str) -> list[str]:
    """The words of an identifier: `told_scores` has two, and so has `ToldScores`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().split("_")


def test_words_that_gave_way_stay_away():
    assert not [
        f"{name}: write {GONE[part]}"
        for name in names()
        if name not in STAYING
        for part in parts(shown(name))
        if part in GONE
    ]


def test_a_place_is_where_something_stands_in_a_film_or_a_picture():
    assert not [
        name
        for name in names()
        if {"place", "places", "placed"}.intersection(parts(shown(name)))
        and not name.startswith(PLACED)
        and shown(name) != "placed"  # `Result.placed`, which users read
    ]


def test_a_term_stands_once_in_the_readme():
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    rows = re.search(r"### Terms\n.*?\| --- \| --- \|\n(.*?)\n\n", readme, re.DOTALL)
    assert rows
    terms = [
        term
        for row in rows[1].splitlines()
        for term in re.split("[,;] ", row.split("|")[1].strip())
    ]
    assert len(terms) == len(set(terms)) and len(terms) > 40


def own(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a function's body, without those of functions and classes inside it."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, Function | ast.ClassDef | ast.Lambda):
            yield child
            yield from own(child)


def raised(node: ast.AST) -> Iterator[str]:
    """What a function raises itself: names of classes, `Error` of an error that a helper gives.

    What it raises again is another's.
    """
    for each in own(node):
        if isinstance(each, ast.Raise) and each.exc is not None:
            what = each.exc.func if isinstance(each.exc, ast.Call) else each.exc
            name = ast.unparse(what).rpartition(".")[2]
            yield name if name[:1].isupper() else "Error"


def is_command(node: Function) -> bool:
    """Whether its docstring is the help of a command, whose exit codes the README has."""
    return any(".command" in ast.unparse(each) for each in node.decorator_list)


def test_a_public_function_that_raises_says_what():
    """The name of the class stands in the docstring."""
    assert not [
        f"{name} raises {error}"
        for module, tree in modules().items()
        for name, node in public(tree, module)
        if isinstance(node, Function) and node.name not in ("__init__", "__getattr__")
        if not is_command(node)
        for error in sorted(set(raised(node)))
        if error not in (ast.get_docstring(node) or "")
    ]


def arrays(node: Function) -> bool:
    """Whether a function takes or gives numpy arrays, or samples in blocks."""
    given = (*node.args.args, *node.args.kwonlyargs)
    kinds = [each.annotation for each in given if each.annotation] + [node.returns or node]
    return any(
        re.search(r"\bndarray\b|\bNDArray\b|\bBlocks?\b", ast.unparse(kind))
        for kind in kinds
        if not isinstance(kind, Function)
    )


def test_a_public_function_of_media_says_the_dtype_of_its_arrays():
    """Shape, dtype and range stand in the docstring; the dtype is what a test can see."""
    assert not [
        name
        for module, tree in modules().items()
        if module.startswith(("media.", "generators.previs.canvas."))
        for name, node in public(tree, module)
        if isinstance(node, Function) and node.name != "__init__" and arrays(node)
        if not re.search(r"u?int(8|16|32|64)|float", ast.get_docstring(node) or "")
    ]
