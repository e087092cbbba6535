"""Furniture: what stands in sets, as facets in metres."""
