"""What bad films are told, as whole texts: `data/mistakes.txt` holds films, and under each what is
said of it.

`python -m tests.language.test_resolve_mistakes` writes what is said now; read the difference before
it is kept.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.language.resolving import told, two_shots

FILE = Path(__file__).with_name("data") / "mistakes.txt"
BEGIN, SAID = "######## ", "-------- said"


def cases() -> dict[str, tuple[str, str]]:
    """Films by what is wrong with them, each with what is said."""
    found = {}
    for block in FILE.read_text(encoding="utf-8").split(BEGIN)[1:]:
        name, _, rest = block.partition("\n")
        text, _, said = rest.partition(f"{SAID}\n")
        found[name] = (text, said.rstrip("\n"))
    return found


CASES = cases()


@pytest.mark.parametrize("name", CASES)
def test_what_is_said(name):
    text, said = CASES[name]
    assert told(text) == said, "remake: python -m tests.language.test_resolve_mistakes"


def test_profiles_are_checked_when_another_is_in_use():
    text = two_shots(
        "prompt: p, length: 1s, takes: 2, pick: {a: 3, b: 1}",
        "profiles: {a: {generator: prev}, b: {}}\n",
    )
    assert told(text, "b") == told(text, "a") == told(text)
    assert "unknown generator 'prev'" in told(text) and "there is no take 3: 's/b' has 2" in told(
        text
    )


def remake() -> None:
    """Write the file anew from the films in it."""
    FILE.write_text(
        "".join(
            f"{BEGIN}{name}\n{text}{SAID}\n{told(text)}\n\n" for name, (text, _) in CASES.items()
        ),
        encoding="utf-8",
    )


if __name__ == "__main__":
    remake()
