"""A shot made by a model: its stages, states and checkpoints."""
