"""Heads: faces that feel and speak, hair, hats and helmets."""
