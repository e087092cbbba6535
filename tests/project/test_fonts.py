"""What `vfc check` says of the fonts of titles."""

from __future__ import annotations

import pytest

from tests.media.lettering.signs import sign_font
from vfc.commands.check import check
from vfc.project.workspace import find_workspace

FILM = """vfc: 1
title: t
format: {{size: 64x36, rate: 25}}
handles: 0f
scenes: {{a: {{shots: {{s: {{prompt: a hill, length: 4f}}}}}}}}
cut: [a/s, {{title: {{text: "{text}", length: 4f{font}}}}}]
"""


def told(folder, text: str, font: str = "") -> list[str]:
    (folder / "film.yaml").write_text(
        FILM.format(text=text, font=f", font: {font}" if font else ""), "utf-8"
    )
    return [
        f"{each.severity}: {each.message}"
        for each in check(find_workspace(folder))
        if "too small" not in each.message
    ]


@pytest.mark.parametrize(
    ("text", "font", "expected"),
    [
        ("Fin 🎬", "signs.ttf", []),
        ("Fin 🎬 שלום नमस्ते สวัสดี 字 Ελλ", "", []),
        ("Fin ᚠ", "", ["warning: no font here has glyphs for ᚠ"]),
        ("Fin 字", "signs.ttf", ["warning: 'signs.ttf' has no glyphs for 字"]),
        ("Fin", "bad.ttf", ["error: bad.ttf: is no font that can be read"]),
        ("Fin", "short.ttf", ["error: short.ttf: is no font that can be read"]),
        ("Fin", "huge.ttf", ["error: huge.ttf: is no font that can be read"]),
    ],
)
def test_a_font_is_judged_beforehand(tmp_path, text, font, expected):
    whole = sign_font(tmp_path / "signs.ttf").read_bytes()
    (tmp_path / "bad.ttf").write_bytes(b"no font")
    # its signs' size
    (tmp_path / "huge.ttf").write_bytes(whole.replace(b"\0\x28\0\x48", b"\xff\xff\0\x48"))
    (tmp_path / "short.ttf").write_bytes(whole[:180])
    assert told(tmp_path, text, font) == expected
