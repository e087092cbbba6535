"""What stands, handed to Python users as moviepy clips."""

from __future__ import annotations

from pathlib import Path

from vfc.media.probe import probe


def moviepy_clip(path: Path):
    """A file of pictures as a moviepy `VideoClip`, with its sound where it has any; the caller closes it."""
    from moviepy import VideoFileClip

    facts = probe(path)
    return VideoFileClip(str(path), audio=facts.channels > 0)
