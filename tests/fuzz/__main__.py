"""`make fuzz`: each reader of bytes from elsewhere under libFuzzer for so many minutes, one after
another.

What it finds worth keeping lies in `.vfc-fuzz/READER/corpus`, and an input for each fault in
`.vfc-fuzz/READER/found`. A run goes on from the corpus of the one before. Exit code 1 where an
input fails that is read once more without libFuzzer.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.fuzz.replay import CORPUS, READERS

KEPT = Path(".vfc-fuzz")
HANGS, MEGABYTES = 60, 2048  # seconds and memory after which libFuzzer ends a run
REPLAYED = 300  # seconds in which a found input has to be read again


class Run(NamedTuple):
    """What one start of libFuzzer did: inputs tried, branches of vfc that they reached."""

    inputs: int
    covered: int


def fuzz(name: str, minutes: float) -> Iterator[Run]:
    """Fuzz a reader until its time is up, beginning again after a crash, a hang or memory without
    end.
    """
    corpus, found = KEPT / name / "corpus", KEPT / name / "found"
    for folder in (corpus, found):
        folder.mkdir(parents=True, exist_ok=True)
    ends, number = time.monotonic() + 60 * minutes, 0
    while (left := round(ends - time.monotonic())) > 0:
        log = KEPT / name / f"log-{number}"
        with log.open("wb") as file:
            subprocess.run(
                [
                    sys.executable,
                    "-m",
                    "tests.fuzz.target",
                    name,
                    found,
                    f"-max_total_time={left}",
                    f"-timeout={HANGS}",
                    f"-rss_limit_mb={MEGABYTES}",
                    f"-dict={_words()}",
                    corpus,
                    CORPUS / name,
                ],
                stdout=file,
                stderr=file,
                check=False,
            )
        yield _said(log.read_text(errors="replace"))
        number += 1


def _said(log: str) -> Run:
    numbers = [int(each) for each in re.findall(r"^#(\d+)", log, re.MULTILINE)]
    done = re.search(r"^Done (\d+) runs", log, re.MULTILINE)
    covered = [int(each) for each in re.findall(r"cov: (\d+)", log)]
    return Run(int(done[1]) if done else max(numbers, default=0), max(covered, default=0))


def _words() -> Path:
    """The words of the language and the signs of YAML, as a dictionary of libFuzzer's."""
    from vfc.language.words.schema import film_schema

    words = sorted(set(re.findall(r'"([a-z][a-z_-]{2,15})"', str(film_schema()).replace("'", '"'))))
    signs = (
        ": ",
        "- ",
        '{\\"take\\": \\"',
        '\\", \\"',
        '\\": ',
        "{",
        "}",
        "[",
        "]",
        "&a ",
        "*a",
        "<<: *a",
        "!!str ",
        "|\\x0a",
        ">-\\x0a",
        "? ",
        "---\\x0a",
        "# ",
        "@last",
        "#2",
        "\\x0a  ",
        "\\xc2\\x85",
        "\\xe2\\x80\\xa8",
        "\\xff\\xfe",
        "1e9",
        "-1",
        "/",
        "~",
    )
    path = KEPT / "words"
    path.write_text("".join(f'"{each}"\n' for each in (*words, *signs)))
    return path


def main() -> int:
    """Fuzz the readers that are named, and say a line of each."""
    parser = argparse.ArgumentParser(prog="make fuzz")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("readers", nargs="*", default=READERS)
    asked, failing = parser.parse_args(), 0
    for name in asked.readers or READERS:
        runs = list(fuzz(name, asked.minutes))
        found = sorted((KEPT / name / "found").iterdir())
        again = [path for path in found if _fails(name, path)]
        failing += len(again)
        print(
            f"{name}: {asked.minutes:g} min, {sum(each.inputs for each in runs):,} inputs, "
            f"{max(each.covered for each in runs):,} branches covered, {len(runs)} starts, "
            f"{len(list((KEPT / name / 'corpus').iterdir())):,} inputs kept, {len(found)} found, "
            f"{len(again)} fail without libFuzzer",
            *again,
            sep="\n  ",
            flush=True,
        )
    return 1 if failing else 0


def _fails(name: str, path: Path) -> bool:
    try:
        return (
            subprocess.run(
                [sys.executable, "-m", "tests.fuzz.replay", name, path],
                timeout=REPLAYED,
                capture_output=True,
                check=False,
            ).returncode
            != 0
        )
    except subprocess.TimeoutExpired:
        return True


if __name__ == "__main__":
    sys.exit(main())
