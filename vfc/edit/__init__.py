"""The cut: a film's entries placed in time, as an OpenTimelineIO timeline, as segments, as sounds,
as text to share.
"""
