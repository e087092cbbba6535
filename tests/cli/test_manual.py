"""The manual page: made from the commands' own help, kept beside it, part of the wheel."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import click
from click.testing import CliRunner

from vfc.cli.main import GROUPS, vfc
from vfc.cli.manual import page, plain

ROOT = Path(__file__).parents[2]


def test_the_file_is_made_from_the_help():
    assert (ROOT / "schemas/vfc.1").read_text(encoding="utf-8") == page(), "remake it: make schema"


def test_every_command_and_every_option_stands_in_it():
    text = page().replace("\\-", "-")
    for name in (name for group in GROUPS.values() for name in group):
        assert f".SS vfc {name}" in text
        command = vfc.get_command(click.Context(vfc), name)
        assert all(
            option in text
            for param in command.params
            for option in param.opts
            if option.startswith("-")
        )
    assert ".SS vfc store gc" in text


def test_a_line_of_text_is_never_taken_for_a_request():
    assert (
        plain(".vfc/") == "\\&.vfc/"
        and plain("'x'").startswith("\\&")
        and plain("a\\b-c") == "a\\eb\\-c"
    )
    requests = {line.split(" ")[0] for line in page().splitlines() if line.startswith((".", "'"))}
    assert requests == {".TH", ".SH", ".SS", ".PP", ".TP", ".B"}
    assert not [
        line for line in page().splitlines() if not line or re.search(r"[^\x20-\x7e]", line)
    ]


def test_the_wheel_installs_it():
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"][
        "targets"
    ]["wheel"]
    assert wheel["shared-data"] == {"schemas/vfc.1": "share/man/man1/vfc.1"}


def test_the_page_leaves_the_help_of_the_program_as_it_is():
    page()
    assert "-h, --help" in CliRunner().invoke(vfc, ["--help"]).output
