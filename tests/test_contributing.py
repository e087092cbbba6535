"""What CONTRIBUTING says of the code is there: each path, and each name in the file that it is said
to stand in.
"""

from __future__ import annotations

import re
from pathlib import Path

import vfc

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / ".github/CONTRIBUTING.md").read_text(encoding="utf-8")
PATH = r"`((?:vfc|tests|schemas|examples)/[\w./-]*)`"


def place(path: str) -> Path:
    """Where a path of the project is: vfc as it is installed, all else beside the tests."""
    return (Path(vfc.__file__).parents[1] if path.startswith("vfc/") else ROOT) / path


def test_each_path_is_there():
    paths = set(re.findall(PATH, TEXT))
    assert not [path for path in sorted(paths) if not place(path).exists()]
    assert {"vfc/film/transitions.py", "vfc/media/video/transitions/table.py"} < paths and len(
        paths
    ) > 20


def test_each_name_stands_in_its_file():
    said = re.findall(rf"((?:`[A-Z]\w+`[^`.;]*?)+)\s+of\s+{PATH}", TEXT)
    names = [(name, path) for group, path in said for name in re.findall(r"`(\w+)`", group)]
    assert {
        ("MIXES", "vfc/media/video/transitions/table.py"),
        ("SetDesign", "vfc/generators/previs/places/sets.py"),
    } <= set(names) and len(names) > 10
    assert not [
        f"{path} has no {name}"
        for name, path in names
        if not re.search(rf"^(class )?{name}\b", place(path).read_text(), re.MULTILINE)
    ]


def test_the_parts_that_the_readme_links_to_are_there():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for text, page in ((readme, readme), (TEXT, readme)):
        headings = {
            re.sub(r"[^\w -]", "", line.lower()).replace(" ", "-")
            for line in re.findall(r"^#+ (.*)$", text, re.MULTILINE)
        }
        at = r"\(#([\w-]+)\)" if text is page else r"CONTRIBUTING\.md#([\w-]+)\)"
        links = set(re.findall(at, page))
        assert links and links <= headings
