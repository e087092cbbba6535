"""One reader under libFuzzer: `python -m tests.fuzz.target READER FOUND [OPTION OF LIBFUZZER |
CORPUS]...`.

A fault that Python sees is written to the folder FOUND, once, and the run goes on; a crash, a hang
and memory without end end it, and libFuzzer writes the input there itself.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import atheris

SLOWER = 5  # times that counting coverage may slow a reader down


def main(name: str, found: Path, options: list[str]) -> None:
    """Fuzz a reader until its time is up."""
    with atheris.instrument_imports(include=["vfc"], enable_loader_override=False):
        reader = importlib.import_module(f"tests.fuzz.readers.{name}")
        from tests.fuzz.outcome import MEGABYTES, SECONDS, outcome

    def one(data: bytes) -> None:
        fault = outcome(reader.read, data, SECONDS * SLOWER, MEGABYTES)
        if fault is not None and not (found / fault.name).exists():
            (found / fault.name).write_bytes(data)

    atheris.Setup(
        [sys.argv[0], f"-max_len={reader.LONGEST}", f"-artifact_prefix={found}/", *options], one
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
