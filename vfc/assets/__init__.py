"""The files that a film reads: digests and probed facts, as frozen values."""
