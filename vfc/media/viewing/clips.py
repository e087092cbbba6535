"""What stands, handed to Python users as moviepy clips."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy

from vfc.errors import MediaError
from vfc.film.facts import FileKind
from vfc.media.colour.grade import Grading, read_graded
from vfc.media.footage.probe import probe

if TYPE_CHECKING:
    from moviepy import VideoClip

AHEAD = 48  # frames up to which reading on is quicker than seeking


def clip(path: Path, grading: Grading | None = None) -> VideoClip:
    """A file that vfc wrote as a moviepy `VideoClip`, graded, with its sound where it has any; the
    caller closes it.

    Frames are vfc's own, exact and in their right colours: moviepy's reader forgets BT.709.
    MediaError where the file has no moving picture.
    """
    from moviepy import AudioFileClip, VideoClip

    facts = probe(path, decode=False)
    if facts.kind is not FileKind.VIDEO:
        raise MediaError(f"{path.name}: is no moving picture")
    made = VideoClip(
        _Frames(path, grading, facts.frames, facts.rate).at,
        duration=float(facts.frames / facts.rate),
    )
    # a copy, which moviepy says is a clip of any kind
    made = cast("VideoClip", made.with_fps(float(facts.rate)))
    if not facts.channels:
        return made
    return made.with_audio(
        AudioFileClip(str(path), fps=facts.sample_rate).with_duration(made.duration)
    )


class _Frames:
    """Frames of a file by time: read on where times go on, sought where they jump."""

    def __init__(self, path: Path, grading: Grading | None, count: int, rate: Fraction):
        self.path, self.grading, self.count, self.rate = path, grading, count, rate
        self.index, self.frame = -1, numpy.zeros((0, 0, 3), numpy.uint8)
        self.following = iter(())

    def at(self, time: float) -> numpy.ndarray:
        """The frame seen at a time in seconds, `(height, width, 3)` uint8 sRGB; the first or last
        outside the clip.
        """
        # moviepy asks at index / fps in floats: a little is added, lest a frame's start fall into
        # the one before
        wanted = min(self.count - 1, max(0, int(time * float(self.rate) + 1e-3)))
        if not self.index <= wanted <= self.index + AHEAD or self.index < 0:
            self.following, self.index = read_graded(self.path, self.grading, wanted), wanted - 1
        while self.index < wanted:
            self.frame, self.index = next(self.following), self.index + 1
        return self.frame
