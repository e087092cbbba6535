"""Colour: what files mean by it, the grade, the match."""
