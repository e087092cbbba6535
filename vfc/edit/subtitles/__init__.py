"""Subtitles: what is spoken, broken into rows, timed to speech and cuts, and held against the rules
by which people can read it.
"""
