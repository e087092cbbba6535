"""Screenplays: what is written in them, in order and whole, and the film that it makes."""
