"""What next? The order of the critical path, weighted by the seconds that earlier builds took.
Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vfc.recipes.step import Step


def priorities(steps: Sequence[Step], seconds: Mapping[str, float]) -> dict[str, float]:
    """For each step, the seconds from its start to the end of the film along its longest path.

    The step with the most goes first. `steps` are those to be made, each after those it uses: so
    one pass from the end knows every longest path.
    """
    longest = {step.key: seconds.get(step.key, 1.0) for step in steps}
    for step in reversed(steps):
        for use in step.uses:
            if use.key in longest:
                longest[use.key] = max(
                    longest[use.key], seconds.get(use.key, 1.0) + longest[step.key]
                )
    return longest


def users(steps: Sequence[Step]) -> dict[str, list[Step]]:
    """For each key, the steps that use it."""
    found: dict[str, list[Step]] = {}
    for step in steps:
        for use in step.uses:
            found.setdefault(use.key, []).append(step)
    return found
