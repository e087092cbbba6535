"""What vfc writes as YAML reads as what it was, by vfc's own reader and by another."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from vfc.language.yaml.text import read_texts
from vfc.language.yaml.write import yaml_text

TEXTS = [
    "a street, at night",
    "",
    "no",
    "Null",
    "~",
    "1e3",
    "0x1f",
    "12:30:00",
    "2025-03-01",
    "30000/1001",
    "a: b",
    "a #b",
    "- a",
    "{x: [y]}",
    '"half',
    "it's \\n",
    "line\nbreak\ttab",
    "trailing ",
    "&a *b !c %d @e `f",
    "\u2028\x85\x7f\ufeff",
    "夜 🌃",
    "x" * 3000,
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_comes_back_as_it_was(text):
    key = text[:100] or "key"
    written = yaml_text({"a": {key: {"b": text}}, "l": [text, {key: 1}], "n": 7})
    root = read_texts(Path("nowhere"), read=lambda path: written.encode()).root
    inner = root.get("a").entries[0]
    assert inner.key.text == (key) and inner.value.get("b").text == text
    assert root.get("l").items[0].text == text
    other = yaml.load(written, yaml.BaseLoader)
    assert other == {"a": {key: {"b": text}}, "l": [text, {key: "1"}], "n": "7"}
