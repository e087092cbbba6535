"""What a build tells while it runs, for the command line and for Python users."""

from __future__ import annotations

from vfc.engine.events import Begun, Event, Failed, Made, Noted, Progress, Reporter, Started, Unchanged, to_json

__all__ = ["Begun", "Event", "Failed", "Made", "Noted", "Progress", "Reporter", "Started", "Unchanged", "to_json"]
