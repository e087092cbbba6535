"""Keep of a run's corpus what reaches lines that nothing smaller reached:
`python -m tests.fuzz.keep READER...`.

It is copied to `tests/fuzz/corpus/READER`, up to so many bytes; what lies there stays.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from types import FrameType

from tests.fuzz.__main__ import KEPT
from tests.fuzz.replay import CORPUS, READERS

Lines = set[tuple[str, int]]
OWN = str(Path(__file__).parents[2] / "vfc")
MOST = 40_000  # bytes a reader


def keep(name: str, most: int) -> tuple[int, int]:
    """Copy inputs of a reader; how many, and the lines of vfc that all that lies there reaches."""
    reader = importlib.import_module(f"tests.fuzz.readers.{name}")
    held, reached = sorted((CORPUS / name).iterdir()), set()
    for path in held:
        reached |= lines_of(reader.read, path.read_bytes())
    size, kept = sum(path.stat().st_size for path in held), 0
    for path in sorted((KEPT / name / "corpus").iterdir(), key=lambda path: path.stat().st_size):
        data = path.read_bytes()
        if size + len(data) <= most and not (found := lines_of(reader.read, data)) <= reached:
            (CORPUS / name / sha256(data).hexdigest()[:12]).write_bytes(data)
            reached, size, kept = reached | found, size + len(data), kept + 1
    return kept, len(reached)


def lines_of(read, data: bytes) -> Lines:
    """The lines of vfc that an input reaches; none of one that fails."""
    reached = set()

    def called(frame: FrameType, event: str, argument: object):
        return line if frame.f_code.co_filename.startswith(OWN) else None

    def line(frame: FrameType, event: str, argument: object):
        reached.add((frame.f_code.co_filename, frame.f_lineno))
        return line

    before = sys.gettrace()
    sys.settrace(called)
    with suppress(Exception):
        read(data)
    sys.settrace(before)
    return reached


def main() -> None:
    """Keep inputs of the readers that are named."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.keep")
    parser.add_argument("--bytes", type=int, default=MOST)
    parser.add_argument("readers", nargs="*", default=READERS)
    asked = parser.parse_args()
    for name in asked.readers:
        kept, reached = keep(name, asked.bytes)
        print(f"{name}: {kept} inputs kept, {reached:,} lines of vfc reached by all that are")


if __name__ == "__main__":
    main()
