"""Inputs once more, without libFuzzer and its slowness: `python -m tests.fuzz.replay READER
FILE...`.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable
from pathlib import Path

from tests.fuzz.outcome import SECONDS, outcome

READERS = ("text", "lock", "records", "values", "edits", "media", "imports")
CORPUS = Path(__file__).with_name("corpus")


def faults(name: str, paths: Iterable[Path], seconds: float = SECONDS) -> dict[Path, str]:
    """Each file that a reader fails on, and how."""
    reader = importlib.import_module(f"tests.fuzz.readers.{name}")
    found = {path: outcome(reader.read, path.read_bytes(), seconds) for path in paths}
    return {
        path: f"{fault.name}\n{fault.said}" for path, fault in found.items() if fault is not None
    }


def main(name: str, paths: list[Path]) -> int:
    """Say what fails; the exit code."""
    found = faults(name, paths)
    for path, said in found.items():
        print(f"── {path}\n{said}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], [Path(each) for each in sys.argv[2:]]))
