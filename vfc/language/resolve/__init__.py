"""Nodes to a Film: every name looked up, every time in frames, all mistakes at once."""
