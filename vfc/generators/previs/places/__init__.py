"""Places: one module each."""
