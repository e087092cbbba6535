"""Film to Plan: which artifacts are wanted, under which keys, from which others."""
