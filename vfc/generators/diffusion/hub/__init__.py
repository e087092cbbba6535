"""Models by name: found, told of, fetched."""
