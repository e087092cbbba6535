"""Which steps of a film failed when it was last built, and why: a record of the store, for whoever
looks at the film. Nothing is decided by it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress

from vfc.engine.loop import Outcome
from vfc.files import replacing
from vfc.project.plan import Planned
from vfc.project.workspace import Workspace
from vfc.store.folders import make_folder, make_way
from vfc.store.plainfiles import read_plain
from vfc.store.plainjson import plain

MOST = 200  # characters that are kept of a reason


def keep_failures(planned: Planned, outcome: Outcome) -> None:
    """Keep why steps failed, by key, beside what failed in earlier builds and was not made since;
    where the store may not be written, what was kept stays.
    """
    workspace = planned.loaded.workspace
    before = last_failures(workspace)
    keys = {step.label: step.key for step in planned.plan.steps}
    known = {key: why for key, why in before.items() if key not in outcome.digests}
    now = {keys[each.label]: _short(each.error) for each in outcome.failed if each.label in keys}
    # of older texts nothing is kept but what this plan may still want
    found = {key: why for key, why in known.items() if key in keys.values()} | now
    if found == before:
        return
    with suppress(OSError):
        make_folder(workspace.store, workspace.failures.parent)
        make_way(workspace.store, workspace.failures)
        with replacing(workspace.failures) as file:
            file.write(json.dumps(found, separators=(",", ":")).encode())


def last_failures(workspace: Workspace) -> Mapping[str, str]:
    """Why each step failed that was not made since, by its key; none of a damaged record."""
    try:
        data = read_plain(workspace.failures)
    except OSError:
        return {}
    return plain(data, {str: str}) or {}


def _short(error: str) -> str:
    first = error.strip().partition("\n")[0]
    return first if len(first) <= MOST else f"{first[: MOST - 1]}…"
