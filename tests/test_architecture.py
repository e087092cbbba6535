"""Who may import whom: the table of flow.md, read against the code's own imports, function-local ones too."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "vfc"

EVERYWHERE = {"errors"}
LAYERS = {
    "errors": set(),
    "film": set(),
    "store": set(),
    "spec": {"film"},
    "edit": {"film"},
    "generators": {"film"},
    "media": {"film"},
    "assets": {"film", "media", "store"},
    "plan": {"film", "edit", "generators.api"},
    "engine": {"plan.step", "store"},
    "actions": {"film", "plan", "generators", "edit", "media", "store"},
    "build": {"film", "store", "spec", "edit", "generators", "media", "assets", "plan", "engine", "actions"},
    "cli": {"build"},
    "testing": {"film", "store", "generators", "plan", "engine"},
    "__init__": {"build"},
}
DOORS = {
    "av": ["media"], "opentimelineio": ["edit"], "moviepy": ["media"], "yaml": ["spec"],
    "jsonschema_rs": ["spec"], "cv2": ["media", "generators.previs"],
    "PIL": ["media", "generators.previs", "generators.diffusion.calls"], "torch": ["generators.diffusion"],
    "diffusers": ["generators.diffusion"], "transformers": ["generators.diffusion"],
    "huggingface_hub": ["generators.diffusion"],
    "sqlite3": ["store"], "blake3": ["store", "plan"],
    "click": ["cli"], "rich": ["cli"], "watchfiles": ["build"], "pysubs2": ["edit"], "pyloudnorm": ["media"],
}


def modules() -> list[Path]:
    return sorted(ROOT.rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")


def imports(path: Path) -> list[tuple[int, str]]:
    found = []
    for statement in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(statement, ast.Import):
            found += [(statement.lineno, alias.name) for alias in statement.names]
        elif isinstance(statement, ast.ImportFrom):
            assert statement.level == 0, f"{path}:{statement.lineno}: imports are absolute"
            found += [(statement.lineno, f"{statement.module}.{alias.name}") for alias in statement.names]
    return found


def allowed(importer: str, imported: str) -> bool:
    layer = importer.split(".")[0]
    if imported == "__version__" or imported.split(".")[0] in EVERYWHERE | {layer}:
        return True
    return any(imported == may or imported.startswith(may + ".") for may in LAYERS[layer])


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_imports_follow_the_table(path):
    wrong = []
    for line, name in imports(path):
        if name.startswith("vfc.") and not allowed(name_of(path), name.removeprefix("vfc.")):
            wrong.append(f"vfc/{path.relative_to(ROOT)}:{line} imports {name}")
        door = DOORS.get(name.split(".")[0])
        if door and not any(name_of(path).startswith(place) for place in door):
            wrong.append(f"vfc/{path.relative_to(ROOT)}:{line} imports {name}, whose door is {', '.join(door)}")
    assert not wrong


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_modules_and_functions_stay_small(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    for found in ast.walk(ast.parse(text)):
        if isinstance(found, ast.FunctionDef):
            body = found.body[1:] if ast.get_docstring(found) and len(found.body) > 1 else found.body
            assert body[-1].end_lineno - body[0].lineno < 50, f"{found.name} is over fifty lines"


def test_every_layer_stands_in_the_table():
    layers = {name_of(path).split(".")[0] for path in modules()} - {""}
    assert layers <= set(LAYERS) | {"vfc"}
