"""A command reads its film once: of ten thousand shots that takes a second."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.cli.test_commands import SMALL
from vfc.cli.main import GROUPS, vfc
from vfc.project.load import _FilmReader

SHOT = "street/walk"
# which read no film; verify does where the text has other bytes
OTHERS = {"tasks", "new", "fmt", "lsp", "import", "help", "schema", "verify", "blame"}
CALLS = {
    **{(name,): 1 for name in ("check", "plan", "status", "graph", "generators", "models")},
    ("plan", "--critical"): 1,
    ("show", SHOT): 1,
    ("explain", SHOT): 1,
    ("explain", "presets.night"): 1,
    ("takes", SHOT): 1,
    ("pick", SHOT, "2"): 1,
    ("rename", SHOT, "street/stroll"): 1,
    ("notes", "--open"): 1,
    ("notes", "add", SHOT, "2", "words", "--as", "Ana"): 1,
    ("models", "--fetch"): 1,
    ("doctor",): 1,
    ("build", "--frozen", "--verify"): 1,
    ("diff", ".", "film.yaml"): 2,  # each side
    ("export", "otio"): 1,
    ("export", "srt"): 1,
    ("conform", "edit.otio"): 1,
    ("store", "gc"): 2,  # of each profile what it needs, and one of them is none
}


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_a_film_is_read_once(call: tuple[str, ...], tmp_path: Path, monkeypatch):
    (tmp_path / "film.yaml").write_text(f"{SMALL}profiles: {{draft: {{size: 32x18}}}}\n")
    monkeypatch.chdir(tmp_path)
    if call[0] == "conform":
        vfc.main(["export", "otio", "-o", "edit.otio"], standalone_mode=False)
    count = Counter[str]()
    begin = _FilmReader.__init__

    def counted(self: _FilmReader, *arguments: object) -> None:
        count["read"] += 1
        begin(self, *arguments)

    monkeypatch.setattr(_FilmReader, "__init__", counted)
    vfc.main(list(call), standalone_mode=False)
    assert count["read"] == CALLS[call]


def test_every_command_that_reads_a_film_is_counted():
    names = {name for group in GROUPS.values() for name in group}
    assert names - OTHERS - {call[0] for call in CALLS} == {
        "watch",
        "review",
    }  # which go on until stopped
