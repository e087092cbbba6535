"""Goldens of what the program says of itself: remake with `make goldens`."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from vfc.cli.main import GROUPS, vfc

GOLDEN = Path(__file__).parent / "help.txt"


def test_the_help_fits_a_screen_and_stands(remake):
    shown = CliRunner().invoke(vfc, ["--help"], terminal_width=80).output
    if remake:
        GOLDEN.write_text(shown)
    assert shown == GOLDEN.read_text()
    assert len(shown.splitlines()) <= 45


def test_every_command_explains_itself():
    for group in GROUPS.values():
        for name in group:
            result = CliRunner().invoke(vfc, [name, "--help"])
            assert result.exit_code == 0 and "Usage" in result.output, name
