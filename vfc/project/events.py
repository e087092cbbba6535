"""What a build tells while it runs, for the command line and for Python users."""

from __future__ import annotations

from vfc.engine.events import (
    Added,
    Begun,
    Event,
    Failed,
    Made,
    Noted,
    Progress,
    Reporter,
    Started,
    Unchanged,
    to_json,
)

__all__ = [
    "Added",
    "Begun",
    "Event",
    "Failed",
    "Made",
    "Noted",
    "Progress",
    "Reporter",
    "Started",
    "Unchanged",
    "to_json",
]
