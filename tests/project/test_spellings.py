"""Names of files that look like what the text says and are written otherwise."""

from __future__ import annotations

import unicodedata

import pytest
from PIL import Image

from vfc.commands.check import check
from vfc.project.workspace import find_workspace

NAME = "café.png"


@pytest.mark.parametrize(
    ("written", "there", "told"),
    [
        (
            "NFC",
            "NFD",
            "the text has its accents joined to their letters (NFC), the name itself as characters",
        ),
        (
            "NFD",
            "NFC",
            "the text has its accents as characters of their own (NFD), the name itself joined to",
        ),
    ],
)
def test_accents_written_otherwise_are_told_as_what_they_are(tmp_path, written, there, told):
    Image.new("RGB", (64, 36)).save(tmp_path / unicodedata.normalize(there, NAME))
    (tmp_path / "film.yaml").write_text(
        "vfc: 1\ntitle: t\nformat: {size: 64x36}\nscenes: {a: {shots: {s: {still: "
        f"{unicodedata.normalize(written, NAME)}, length: 4f}}}}}}}}\n",
        "utf-8",
    )
    mistake = next(each for each in check(find_workspace(tmp_path)) if each.severity == "error")
    assert mistake.hint.startswith(told)
    assert mistake.hint.endswith("rename the file, or copy its name from the disk into the text")
