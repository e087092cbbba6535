"""Who made what: the statement beside each deliverable, its check, and the words of the text, the
shot and the take behind a frame of it.
"""
