"""Cuts from editing programs: EDL, XML of Final Cut Pro 7, FCPXML and OpenTimelineIO, read into one
list of clips.
"""
