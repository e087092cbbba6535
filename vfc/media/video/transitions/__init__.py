"""Transitions: what mixes two pictures into one, for each kind that a cut knows."""
