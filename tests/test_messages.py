"""Whatever a message tells people to type exists: commands with their options, extras and packages
to install.
"""

from __future__ import annotations

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

import click
import pytest

from tests.modules import modules, nodes, path_of
from vfc.cli.main import GROUPS, vfc
from vfc.version import VERSION

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
COMMAND = re.compile(
    r"(?<![\w/.-])vfc ((?:[a-z]+)(?: (?:stats|verify|gc))?)((?: (?:--[a-z-]+|[A-Z0-9]+))*)"
)


@cache
def texts() -> list[tuple[str, str]]:
    """Every text in the code, and the README's."""
    return [
        ("README.md", (ROOT / "README.md").read_text()),
        *(
            (f"{path_of(module)}:{node.lineno}", node.value)
            for module in modules()
            for node in nodes(module)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ),
    ]


def options_of(command: click.Command) -> set[str]:
    return {word for each in command.params for word in each.opts}


def found_command(words: str) -> click.Command | None:
    context, command = click.Context(vfc), vfc
    for word in words.split():
        command = (
            command.get_command(context, word) if isinstance(command, click.Group) else command
        )
    return command


def test_every_extra_that_is_named_exists():
    extras = set(PROJECT["optional-dependencies"])
    named = {
        (place, extra) for place, text in texts() for extra in re.findall(r"vfc\[(\w+)\]", text)
    }
    assert {extra for _, extra in named} == {
        "c2pa",
        "cjk",
        "diffusion",
        "hosted",
        "kokoro",
        "lsp",
        "review",
        "voice",
    } and not [each for each in named if each[1] not in extras]


def test_every_package_to_install_is_one_of_the_project_s_own():
    known = {
        re.split(r"[<>=~\[]", each)[0]
        for each in [
            *PROJECT["dependencies"],
            *(one for many in PROJECT["optional-dependencies"].values() for one in many),
        ]
    }
    wrong = [
        (place, name)
        for place, text in texts()
        for name in re.findall(
            r"pip install (?:-U |--force-reinstall )?(?!\.)([a-z][a-z0-9-]+)(?![\w\[])", text
        )
        if name not in known | {"vfc"}
    ]
    assert wrong == []


def test_every_command_and_option_that_is_named_exists():
    commands = {name for group in GROUPS.values() for name in group}
    wrong, seen = [], 0
    for place, text in texts():
        for words, options in COMMAND.findall(text):
            if words.split()[0] in commands:
                seen += 1
                known = options_of(found_command(words))
                wrong += [
                    (place, words, option)
                    for option in re.findall("--[a-z-]+", options)
                    if option not in known
                ]
        wrong += [
            (place, word, "") for word in re.findall(r"`vfc ([a-z]+)", text) if word not in commands
        ]
    assert seen > 30 and wrong == []


@pytest.mark.parametrize("words", ["build", "store gc", "models"])
def test_options_are_read_from_the_commands_themselves(words):
    assert "--store" in options_of(found_command(words)) and "--no-such" not in options_of(
        found_command(words)
    )


def test_the_changelog_tells_of_this_version():
    """A merge that loses it is no merge."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert text.startswith("# Changelog\n")
    assert re.search(rf"^## {re.escape(VERSION)}\b.*\n\n- ", text, re.MULTILINE)
