"""Frames, encoding, joining, sound, titles, probing: the one door of PyAV, moviepy and Pillow."""
