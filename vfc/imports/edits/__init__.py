"""A cut of an editing program as a film of footage: where its media lie, and the text that shows
it.
"""
