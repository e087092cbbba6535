"""Things in places, standing and moving."""
