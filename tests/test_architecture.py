"""How the house is laid: who may import whom, read against the code's own imports, function-local
ones too.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from graphlib import TopologicalSorter
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.modules import modules, nodes, path_of

PROJECT = Path(__file__).parents[1]

# the first word of a package; one package a statement, as E401 of ruff has it
IMPORTED = re.compile(r"^\s*(?:import|from)\s+(\w+)", re.MULTILINE)
EVERYWHERE = {"errors", "files", "version"}
LAYERS = {
    "errors": set(),
    "files": set(),
    "version": set(),
    "film": set(),
    "store": set(),
    "language": {"film"},
    "lock": {"film", "language", "generators.api", "store"},
    "notes": {"film", "language", "store"},
    "edit": {"film"},
    "generators": {"film", "media"},
    "voices": {"film", "generators"},
    "media": {"film"},
    "assets": {"film", "media", "store"},
    "history": set(),
    "imports": {"edit.incoming", "film", "language"},
    "recipes": {"film", "edit.assembly", "generators.api"},
    "planning": {"film", "edit", "generators.api", "recipes"},
    "engine": {"recipes.step", "store"},
    "provenance": {"film", "language", "edit", "generators.api", "recipes", "store"},
    "actions": {"film", "recipes", "generators", "voices", "media", "store"},
    "project": {
        "film",
        "store",
        "language",
        "lock",
        "edit",
        "generators",
        "voices",
        "media",
        "assets",
        "recipes",
        "planning",
        "engine",
        "actions",
        "provenance",
    },
    "compare": {
        "film",
        "store",
        "language",
        "edit",
        "media",
        "recipes",
        "engine",
        "history",
        "project",
    },
    "commands": {
        "film",
        "store",
        "language",
        "lock",
        "edit",
        "generators",
        "voices",
        "media",
        "assets",
        "recipes",
        "planning",
        "engine",
        "actions",
        "notes",
        "imports",
        "history",
        "compare",
        "project",
        "provenance",
    },
    "review": {
        "film",
        "store",
        "language",
        "lock",
        "edit",
        "generators",
        "voices",
        "media",
        "assets",
        "recipes",
        "planning",
        "engine",
        "actions",
        "imports",
        "project",
        "history",
        "compare",
        "provenance",
        "notes",
        "commands",
    },
    "lsp": {
        "film",
        "generators",
        "language",
        "project",
        "commands",
        "review.model",
        "store",
        "voices",
    },
    "api": {
        "engine",
        "generators",
        "voices",
        "media.viewing",
        "project",
        "commands.build",
        "commands.graph",
    },
    "cli": {"project", "commands", "compare", "review", "lsp"},
    "testing": {"film", "store", "generators", "recipes", "engine"},
    "__init__": {"api"},
}
DOORS = {
    "av": ["media"],
    "c2pa": ["provenance.signing"],
    "opentimelineio": ["edit"],
    "aaf2": ["edit.handover"],
    "moviepy": ["media"],
    "yaml": ["language.yaml", "language.layout"],
    "jsonschema_rs": ["language.words"],
    "cv2": ["media", "generators.previs"],
    "resvg_py": ["generators.previs"],
    "uharfbuzz": ["media.lettering"],
    "bidi": ["media.lettering"],
    "budoux": ["media.lettering"],
    "PIL": ["media", "generators.previs", "generators.diffusion.run.calls"],
    "torch": ["generators.diffusion"],
    "diffusers": ["generators.diffusion"],
    "transformers": ["generators.diffusion"],
    "huggingface_hub": ["generators.diffusion.hub"],
    "sqlite3": ["store"],
    "blake3": ["store", "recipes"],
    "simplemma": ["generators.previs.reading"],
    "networkx": ["project.network", "commands.graph", "api"],
    "click": ["cli"],
    "rich": ["cli"],
    "watchfiles": ["commands"],
    "pysubs2": ["media.subtitles"],
    "ttconv": ["media.subtitles"],
    "fpdf": ["media.viewing.storyboard"],
    "fontTools": ["media.viewing.storyboard"],
    "pyloudnorm": ["media"],
    "httpx": ["generators.hosted"],
    "jwt": ["generators.hosted.providers"],
    "keyring": ["generators.secrets"],
    "hibari": ["voices"],
    "onnxruntime": ["voices"],
    "websockets": ["generators.hosted.providers"],
    "starlette": ["review.serving"],
    "uvicorn": ["review.serving"],
    "jinja2": ["review.pages"],
    "pygls": ["lsp"],
    "lsprotocol": ["lsp"],
    "gc": ["project.collecting", "generators.diffusion.run.loading"],
}


def imports(module: str) -> Iterator[tuple[int, str]]:
    """The line and the name of everything that a module imports."""
    for statement in nodes(module):
        if isinstance(statement, ast.Import):
            yield from ((statement.lineno, alias.name) for alias in statement.names)
        elif isinstance(statement, ast.ImportFrom):
            yield from (
                (statement.lineno, f"{statement.module}.{alias.name}") for alias in statement.names
            )


def layer_of(module: str) -> str:
    return module.split(".")[0]


def is_below(name: str, place: str) -> bool:
    return name == place or name.startswith(place + ".")


def module_of(name: str) -> str | None:
    """The module that an imported name is, or comes from; None where it is not vfc's."""
    name = name.removeprefix("vfc.") if name.startswith("vfc.") else None
    while name and name not in modules():
        name = name.rpartition(".")[0]
    return name


def room_of(module: str) -> str:
    """The folder that a module lies in."""
    return module.rpartition(".")[0]


def test_imports_are_absolute():
    assert not [
        f"{name}:{node.lineno}"
        for name in modules()
        for node in nodes(name)
        if isinstance(node, ast.ImportFrom) and node.level
    ]


def test_imports_follow_the_table():
    wrong = []
    for name in modules():
        for line, imported in imports(name):
            wanted = imported.removeprefix("vfc.")
            if (
                imported.startswith("vfc.")
                and layer_of(wanted) not in EVERYWHERE | {layer_of(name)}
                and not any(is_below(wanted, may) for may in LAYERS[layer_of(name) or "__init__"])
            ):
                wrong.append(f"{name}:{line} imports {imported}")
    assert not wrong


def test_a_library_comes_in_by_its_own_door():
    assert not [
        f"{name}:{line} imports {imported}, whose door is {', '.join(door)}"
        for name in modules()
        for line, imported in imports(name)
        if (door := DOORS.get(imported.split(".")[0]))
        and not any(is_below(name, place) for place in door)
    ]


def declared() -> set[str]:
    """The libraries that pyproject.toml names, extras and those of the tests too."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    wanted = [*project["dependencies"], *(each for extra in extras for each in extra)]
    return {plain(re.split(r"[^\w.-]", each)[0]) for each in wanted}


def plain(name: str) -> str:
    return name.lower().replace("_", "-")


def test_what_is_imported_is_declared():
    """A library that is on this machine by chance, or by another library's wish, is not on the next."""
    names, homes, own = declared(), packages_distributions(), {"vfc", "tests", "scribe", "unruly"}
    told = (
        own
        | sys.stdlib_module_names
        | {top for top, found in homes.items() if {plain(home) for home in found} & names}
    )
    told |= {name.replace("-", "_") for name in names} - homes.keys()
    missing = {
        f"{where} imports {top}"
        for where, node in [
            *((name, node) for name in modules() for node in nodes(name)),
            *doubted(told),
        ]
        for top in tops(node)
        if top not in told
    }
    assert not missing


def doubted(told: set[str]) -> list[tuple[str, ast.AST]]:
    """What stands in the files of tests with a line that begins like an import of another package;
    most of those lines are of films, plugins and prose.
    """
    texts = {path: path.read_text(encoding="utf-8") for path in (PROJECT / "tests").rglob("*.py")}
    return [
        (str(path), node)
        for path, text in sorted(texts.items())
        if not set(IMPORTED.findall(text)) <= told
        for node in ast.walk(ast.parse(text))
    ]


def tops(node: ast.AST) -> list[str]:
    """The first words of what a statement imports."""
    match node:
        case ast.Import():
            return [alias.name.split(".")[0] for alias in node.names]
        case ast.ImportFrom(module=str(module), level=0):
            return [module.split(".")[0]]
    return []


def test_no_room_needs_a_room_that_needs_it():
    rooms: dict[str, set[str]] = {}
    for name in modules():
        for _, imported in imports(name):
            found = module_of(imported)
            if found and room_of(name) and room_of(found) not in ("", room_of(name)):
                rooms.setdefault(room_of(name), set()).add(room_of(found))
    TopologicalSorter(rooms).prepare()  # CycleError names the rooms


def test_a_class_name_stands_in_one_module():
    """A word with one meaning keeps it: two classes of one name are two meanings, and so are a
    class and another type's alias.
    """
    homes: dict[str, list[str]] = {}
    for name, tree in modules().items():
        for found in tree.body:
            if isinstance(found, ast.ClassDef):
                homes.setdefault(found.name, []).append(name)
    assert not {name: where for name, where in homes.items() if len(where) > 1}
    assert not [
        f"{name}.{target.id}"
        for name, tree in modules().items()
        for found in tree.body
        if isinstance(found, ast.Assign)
        for target in found.targets
        if isinstance(target, ast.Name) and target.id in homes
    ]


def test_modules_stay_small():
    assert not [
        name for name, tree in modules().items() if tree.body and tree.body[-1].end_lineno > 500
    ]


def test_functions_stay_small():
    long = []
    for name in modules():
        for found in nodes(name):
            if isinstance(found, ast.FunctionDef):
                body = (
                    found.body[1:]
                    if ast.get_docstring(found) and len(found.body) > 1
                    else found.body
                )
                if body[-1].end_lineno - body[0].lineno >= 60:
                    long.append(f"{name}.{found.name}")
    assert not long


def enums() -> dict[str, tuple[str, set[str]]]:
    """The module and the members of each Enum of vfc, by its class."""
    return {
        found.name: (
            name,
            {
                target.id
                for line in found.body
                if isinstance(line, ast.Assign)
                for target in line.targets
                if isinstance(target, ast.Name)
            },
        )
        for name in modules()
        for found in nodes(name)
        if isinstance(found, ast.ClassDef)
        and {base.id for base in found.bases if isinstance(base, ast.Name)} & {"Enum", "StrEnum"}
    }


def test_a_table_by_an_enum_has_all_of_it():
    """What is looked up by a state or a kind is there for each: no KeyError for the newest."""
    whole, lacking = enums(), []
    for name in modules():
        for table in nodes(name):
            keys = [
                (key.value.id, key.attr)
                for key in (table.keys if isinstance(table, ast.Dict) else ())
                if isinstance(key, ast.Attribute) and isinstance(key.value, ast.Name)
            ]
            of = {kind for kind, _ in keys} & set(whole)
            lacking += [
                f"{path_of(name)}:{table.lineno} has no row of the {kind}.{each} that "
                f"{path_of(home)} names"
                for kind in of
                for home, members in [whole[kind]]
                for each in sorted(members - {word for _, word in keys})
            ]
    assert not lacking


def test_a_set_of_words_is_an_enum():
    """A Literal holds one word, that of a class in a union: several are an Enum, and are matched."""
    assert not [
        f"{name}:{found.lineno}"
        for name in modules()
        for found in nodes(name)
        if isinstance(found, ast.Subscript)
        and isinstance(found.value, ast.Name)
        and found.value.id == "Literal"
        and isinstance(found.slice, ast.Tuple)
    ]


def test_every_layer_stands_in_the_table():
    assert {layer_of(name) for name in modules()} - {""} <= set(LAYERS)


def test_every_room_says_what_it_is_for():
    assert not [name for name, tree in modules().items() if not ast.get_docstring(tree)]
