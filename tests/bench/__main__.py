"""`make bench`: what vfc costs beside ninja, doit and the floors of Python itself, in one run.

    python -m tests.bench [--shots 1000 10000] [--json FILE]

Every figure is a whole process: user and system seconds of it and its children, wall seconds, and
the peak memory of the largest. The first line of each row is the median of several runs.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.bench.films import change_prompt, write_doit, write_film, write_generator, write_ninja

BIN = Path(sys.executable).parent
VFC = [str(BIN / "vfc")]


class Cost(NamedTuple):
    """What a process took: CPU and wall seconds, peak memory in MB."""

    cpu: float
    wall: float
    memory: float


def measured(command: list[str], folder: Path, environment: dict[str, str] | None = None) -> Cost:
    """Run a command to its end; RuntimeError with what it printed where it fails."""
    started = time.monotonic()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command, cwd=folder, stdout=output, stderr=output, env=environment
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            raise RuntimeError(f"{command}: {output.read().decode()[-2000:]}")
    return Cost(usage.ru_utime + usage.ru_stime, time.monotonic() - started, usage.ru_maxrss / 1024)


def median(run: Callable[[], Cost], times: int) -> Cost:
    """The median of each figure over several runs."""
    return middle([run() for _ in range(times)])


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(*(statistics.median(each) for each in zip(*costs, strict=True)))


def bench(shots: int, root: Path) -> dict[str, Cost]:
    """All rows for a film of so many shots."""
    film, generators = root / "film", root / "packages"
    write_film(film, shots)
    write_generator(generators)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(generators), str(Path.cwd())])}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # else every run would compile vfc first

    def vfc(*arguments: str) -> Cost:
        return measured([*VFC, *arguments, str(film)], root, environment)

    rows = {
        "python -c pass": median(lambda: measured([sys.executable, "-c", "pass"], root), 5),
        "import click": median(lambda: measured([sys.executable, "-c", "import click"], root), 5),
        "vfc plan, nothing known": median(lambda: vfc("plan", "--json"), 3),
    }
    rows["vfc build, everything"] = vfc("build", "--quiet")
    vfc("build", "--quiet")
    rows["vfc build, nothing to do"] = median(lambda: vfc("build", "--quiet"), 9)
    rows |= one_changed(film, shots, vfc)
    rows |= others(root, shots)
    return rows


def one_changed(film: Path, shots: int, vfc: Callable[..., Cost]) -> dict[str, Cost]:
    """One prompt said anew: the plan alone, and the whole build with its picture, segment and
    mux.
    """
    change_prompt(film, shots // 2, "a rider turns back")
    rows = {"vfc plan, one prompt changed": median(lambda: vfc("plan", "--json"), 3)}
    trace = film / "trace.json"
    found: dict[str, list[Cost]] = {}
    for time_of_day in ("dawn", "noon", "dusk"):
        change_prompt(film, shots // 2, f"a rider turns back at {time_of_day}")
        whole = vfc("build", "--quiet", "--trace", str(trace))
        events = json.loads(trace.read_text())["traceEvents"]
        mux = spent(event for event in events if event["cat"] == "deliverable")
        made = spent(event for event in events if event["cat"] != "deliverable")
        for name, cost in {
            "vfc build, one prompt changed": whole,
            "  of it picture and segment": Cost(made, 0, 0),
            f"  of it the mux of {shots:,} segments": Cost(mux, 0, 0),
            "  of it all else": Cost(whole.cpu - made - mux, 0, whole.memory),
        }.items():
            found.setdefault(name, []).append(cost)
    return rows | {name: middle(costs) for name, costs in found.items()}


def spent(events) -> float:
    """The CPU seconds of these steps' own threads."""
    return sum(event["tdur"] for event in events) / 1e6


def others(root: Path, shots: int) -> dict[str, Cost]:
    """ninja and doit on the same graph: nothing to do, and one source changed."""
    rows = {}
    for name, write, command in (
        ("ninja", write_ninja, [str(BIN / "ninja")]),
        ("doit", write_doit, [str(BIN / "doit")]),
    ):
        folder = root / name
        write(folder, shots)
        measured(command, folder)
        rows[f"{name}, nothing to do"] = median(lambda c=command, f=folder: measured(c, f), 5)
        (folder / "src" / f"{shots // 2:05d}").write_text("changed")
        rows[f"{name}, one source changed"] = measured(command, folder)
    return rows


def main() -> None:
    """Print a table, and write it as JSON where asked."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--shots", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    whole = {}
    for shots in options.shots:
        with tempfile.TemporaryDirectory() as root:
            rows = bench(shots, Path(root))
        whole[shots] = {name: cost._asdict() for name, cost in rows.items()}
        print(f"\n{shots:,} shots{'':<33}{'CPU s':>9}{'wall s':>9}{'MB':>8}")
        for name, cost in rows.items():
            print(f"{name:<44}{cost.cpu:9.3f}{cost.wall:9.3f}{cost.memory:8.1f}", flush=True)
    if options.json:
        options.json.write_text(json.dumps(whole, indent=2) + "\n")


if __name__ == "__main__":
    main()
