"""What a build tells while it runs, for the command line and for Python users."""

from __future__ import annotations

from vfc.engine.events import (
    Added,
    Begun,
    Caused,
    Event,
    Failed,
    Made,
    Noted,
    Progress,
    Reporter,
    Started,
    Unchanged,
    Waits,
    to_json,
)

__all__ = [
    "Added",
    "Begun",
    "Caused",
    "Event",
    "Failed",
    "Made",
    "Noted",
    "Progress",
    "Quiet",
    "Reporter",
    "Started",
    "Unchanged",
    "Waits",
    "to_json",
]


class Quiet:
    """A reporter that shows nothing."""

    def tell(self, event: Event) -> None:
        """Take one event, and say nothing of it."""
