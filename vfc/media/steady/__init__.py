"""Shaken pictures held steady: how the camera moved, how it was meant to, what is seen then."""
