"""Subtitles as files."""
