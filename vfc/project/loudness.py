"""How loud each deliverable came out, from what was written down when its sound was made."""

from __future__ import annotations

from collections.abc import Mapping

from vfc.project.plan import Planned
from vfc.recipes.params import SoundParams

FACTS = ("lufs", "lra", "dbtp")
SILENT = -70.0  # LUFS

# integrated loudness in LUFS, its range in LU, the true peak in dBTP; None of silence
FileLoudness = tuple[float | None, float, float | None]


def loudness_of(planned: Planned, digests: Mapping[str, str]) -> dict[str, FileLoudness]:
    """By the deliverable's path below the out folder, where `digests` holds its sound by key."""
    steps = planned.plan.by_key()
    sounds: dict[str, str] = {}
    for path, key in planned.plan.deliverables.items():
        for each in (key, *(use.key for use in steps[key].uses)):
            if isinstance(steps[each].params, SoundParams) and each in digests:
                sounds[path] = each
    traces = planned.loaded.store.traces(sounds.values()) if sounds else {}
    found: dict[str, FileLoudness] = {}
    for path, key in sounds.items():
        for trace in traces.get(key, ()):
            if trace.output == digests[key] and all(fact in trace.made_on for fact in FACTS):
                lufs, lra, dbtp = (float(trace.made_on[fact]) for fact in FACTS)
                found[path] = (
                    None if lufs <= SILENT else lufs,
                    lra,
                    None if dbtp == float("-inf") else dbtp,
                )
    return found


def loudness_json(files: Mapping[str, FileLoudness]) -> dict[str, dict[str, float | None]]:
    """The same as JSON has it."""
    return {path: dict(zip(FACTS, each, strict=True)) for path, each in files.items()}


def loudness_line(loudness: FileLoudness) -> str:
    """One of them in words; `silent` where nothing is heard."""
    lufs, lra, dbtp = loudness
    if lufs is None or dbtp is None:
        return "silent"
    return f"{lufs:.1f} LUFS, LRA {lra:.1f} LU, {dbtp:.1f} dBTP"
