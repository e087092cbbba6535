"""People: their bodies, heads and poses."""
