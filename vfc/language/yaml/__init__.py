"""YAML with its spans: files to nodes, hints where YAML stumbles, edits that keep all else to the
byte.
"""
