"""Content-addressed objects, written once, and the traces that say which inputs made which
outputs.
"""
